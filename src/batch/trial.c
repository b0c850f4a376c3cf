#include "batch/trial.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "batch/across.h"
#include "xslt/xml.h"

struct trial {
    const struct cases *cases;
    const struct cases_example *example;
    const char *samples, *pack;
    struct programme *programme;
    struct across *across;
    struct arena *arena;
    struct diag_list *out;
};

size_t trial_size(const struct cases_example *e)
{
    return 1 + e->with.n;
}

const struct cases_example *trial_part(const struct cases_example *e, size_t i)
{
    return i == 0 ? e : i <= e->with.n ? &e->with.v[i - 1] : e->submission;
}

const char *trial_name(struct arena *a, const struct cases_example *e, size_t i)
{
    const char *name = file_name(trial_part(e, i)->sample);
    return i < trial_size(e) ? arena_printf(a, "%zu/%s", i + 1, name) : name;
}

/* templates/PROGRAMME/cases.txt names FILE; that of common/ names PROGRAMME/FILE. */
static const char *path_of(const struct trial *t, const char *sample)
{
    return strchr(sample, '/') ? arena_printf(t->arena, "%s/%s", t->samples, sample)
                               : arena_printf(t->arena, "%s/%s/%s", t->samples, t->pack, sample);
}

static xmlDocPtr read_part(const struct trial *t, size_t i, struct buf *text)
{
    const struct cases_example *part = trial_part(t->example, i);
    struct buf raw = {0};
    bool good = file_read(path_of(t, part->sample), LIMIT_INPUT_BYTES, &raw, t->out) &&
                cases_apply(t->cases, part, raw.data ? raw.data : "", raw.n, text, t->out);
    buf_free(&raw);
    return good ? xml_parse(text->data, text->n, trial_name(t->arena, t->example, i), t->out) : NULL;
}

static bool add_part(const struct trial *t, size_t i, const char *recommender, struct buf *text)
{
    xmlDocPtr doc = read_part(t, i, text);
    char *folder = file_folder(path_of(t, trial_part(t->example, i)->sample));
    struct papers *papers = papers_new(folder);
    struct buf facts = {0};
    bool good = doc && across_facts(t->programme, doc, papers, &facts, t->out) &&
                across_add(t->across, &(struct across_item){trial_name(t->arena, t->example, i), recommender, NULL, facts.data, facts.n}, t->out);
    buf_free(&facts);
    papers_free(papers);
    free(folder);
    xml_free(doc);
    return good;
}

static void take(void *ctx, size_t proposal, const struct diag_record *r)
{
    (void)proposal;
    diag_finding(ctx, r);
}

static bool run(struct trial *t, struct buf *texts)
{
    size_t n = trial_size(t->example);
    bool good = true;
    xmlDocPtr submission = NULL;
    for (size_t i = 0; i < n; i++)
        good = add_part(t, i, NULL, &texts[i]) && good;
    if (t->example->submission) {
        submission = read_part(t, n, &texts[n]);
        good = submission && good;
    }
    if (submission)
        across_submission(t->across, submission, trial_name(t->arena, t->example, n));
    good = good && across_check(t->across, take, t->out, t->out);
    xml_free(submission);
    return good;
}

bool trial_run(const struct cases *c, const struct cases_example *e, const char *samples, const char *pack, struct programme *p,
               struct buf *texts, struct diag_list *out)
{
    struct check_options o = {.as_of = e->as_of, .strict = e->strict};
    struct trial t = {.cases = c, .example = e, .samples = samples, .pack = pack, .programme = p, .across = across_new(p, &o),
                      .arena = arena_new(), .out = out};
    size_t n = trial_size(e) + 1;
    struct buf *own = xcalloc(n, sizeof *own);
    bool good = run(&t, texts ? texts : own);
    for (size_t i = 0; i < n; i++)
        buf_free(&own[i]);
    free(own);
    across_free(t.across);
    arena_free(t.arena);
    return good;
}
