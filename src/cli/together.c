/* check --together: all proposals of a programme across. */
#include "cli/together.h"

#include <stdlib.h>
#include <string.h>

#include "batch/across.h"
#include "check/submission.h"

/* The proposals to one programme. */
struct side {
    struct programme *programme;
    struct across *across;
    struct diag_list *whole;         /* about the submission, or about the batch as a whole */
    VEC(struct diag_list *) members; /* theirs, in the order in which they were added */
};

struct together {
    struct cli *c;
    struct arena *arena;
    struct check_options options;
    struct submission *submission;
    VEC(struct side) sides;
};

struct together *together_open(struct cli *c)
{
    char *file = cli_submission(c, cli_value(c, OPT_PROGRAMME));
    struct submission *submission = file ? submission_open(file, c->diag) : NULL;
    struct arena *a = file && !submission ? NULL : arena_new();
    struct together *t = a ? arena_alloc(a, sizeof *t) : NULL;
    const struct session_options *o = session_options(c->session);
    if (t)
        *t = (struct together){
            .c = c, .arena = a, .submission = submission,
            .options = {.as_of = o->as_of, .strict = o->strict, .source_date = session_source_date(c->session)},
        };
    free(file);
    return t;
}

void together_close(struct together *t)
{
    for (size_t i = 0; t && i < t->sides.n; i++) {
        across_free(t->sides.v[i].across);
        diag_list_free(t->sides.v[i].whole);
    }
    if (t) {
        submission_free(t->submission);
        arena_free(t->arena);
    }
}

/* What goes with the whole belongs to one programme. */
static bool has_submission(const struct together *t, const struct programme *p)
{
    return t->submission && !strcmp(t->submission->programme, programme_id(p));
}

static struct side *side_of(struct together *t, struct programme *p)
{
    for (size_t i = 0; i < t->sides.n; i++)
        if (t->sides.v[i].programme == p)
            return &t->sides.v[i];
    struct side *s = VEC_PUSH(t->arena, &t->sides);
    *s = (struct side){.programme = p, .across = across_new(p, &t->options), .whole = diag_list_new()};
    if (!has_submission(t, p))
        return s;
    across_submission(s->across, t->submission->doc, t->submission->file);
    submission_check(t->submission, p, s->whole);
    return s;
}

bool together_add(struct together *t, struct document *p, const char *source, const char *map, struct diag_list *findings)
{
    struct buf facts = {0};
    struct side *s = side_of(t, p->programme);
    const char *recommender = has_submission(t, p->programme) ? t->submission->recommender : NULL;
    bool good = across_facts(p->programme, p->doc, p->papers, &facts, t->c->diag);
    char *cells = good && map ? across_cells(map, facts.data, facts.n) : NULL;
    good = good && across_add(s->across, &(struct across_item){source, recommender, cells, facts.data, facts.n}, t->c->diag);
    *VEC_PUSH(t->arena, &s->members) = findings;
    free(cells);
    buf_free(&facts);
    return good;
}

static void deliver(void *ctx, size_t proposal, const struct diag_record *r)
{
    struct side *s = ctx;
    diag_finding(proposal == ACROSS_ALL ? s->whole : s->members.v[proposal], r);
}

/* It goes with none of the proposals: said of the first programme. */
static void check_stray_submission(struct together *t)
{
    bool used = !t->submission || !t->sides.n;
    for (size_t i = 0; i < t->sides.n; i++)
        used = used || has_submission(t, t->sides.v[i].programme);
    if (!used)
        submission_check(t->submission, t->sides.v[0].programme, t->sides.v[0].whole);
}

bool together_check(struct together *t)
{
    bool good = true;
    check_stray_submission(t);
    for (size_t i = 0; i < t->sides.n; i++) {
        good = across_check(t->sides.v[i].across, deliver, &t->sides.v[i], t->c->diag) && good;
        diag_list_sort(t->sides.v[i].whole);
    }
    return good;
}

void together_wholes(struct together *t, together_whole *fn, void *ctx)
{
    for (size_t i = 0; i < t->sides.n; i++) {
        struct side *s = &t->sides.v[i];
        fn(ctx, s->programme, has_submission(t, s->programme) ? t->submission->file : NULL, s->whole);
    }
}
