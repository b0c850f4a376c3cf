/* The rules across all proposals of a package, as batch judges them. */
#include <stdlib.h>
#include <string.h>

#include "batch/across.h"
#include "batch/pack.h"

struct pack_across {
    struct arena *arena;
    struct check_options options;
    const struct submission *submission;
    struct across *across; /* of the first proposal's programme; NULL: nothing was added */
    struct programme *programme;
    VEC(bool) faulty;      /* of each: has it errors? */
    size_t more;           /* that have errors because of others */
    bool whole;            /* something is wrong with what belongs to none of them */
    struct diag_list *d;   /* of the check */
};

struct pack_across *pack_across_new(struct session *s, const struct submission *submission)
{
    struct arena *a = arena_new();
    struct pack_across *p = arena_alloc(a, sizeof *p);
    const struct session_options *so = session_options(s);
    *p = (struct pack_across){.arena = a, .submission = submission,
                              .options = {.as_of = so->as_of, .strict = so->strict, .source_date = session_source_date(s)}};
    return p;
}

void pack_across_free(struct pack_across *p)
{
    if (!p)
        return;
    across_free(p->across);
    arena_free(p->arena);
}

/* One of another programme is refused by pack_add(). */
static bool is_of_programme(struct pack_across *p, struct programme *programme)
{
    if (!p->across) {
        p->programme = programme;
        p->across = across_new(programme, &p->options);
        if (p->submission && !strcmp(p->submission->programme, programme_id(programme)))
            across_submission(p->across, p->submission->doc, p->submission->file);
    }
    return p->programme == programme;
}

bool pack_across_add(struct pack_across *p, struct programme *programme, const struct across_item *item, bool faulty, struct diag_list *d)
{
    struct across_item one = *item;
    if (!is_of_programme(p, programme))
        return true;
    if (p->submission && (!one.recommender || !*one.recommender))
        one.recommender = p->submission->recommender;
    *VEC_PUSH(p->arena, &p->faulty) = faulty;
    return across_add(p->across, &one, d);
}

bool pack_across_document(struct pack_across *p, struct document *doc, const char *source, const char *map, bool faulty, struct diag_list *d)
{
    struct buf facts = {0};
    bool good = across_facts(doc->programme, doc->doc, doc->papers, &facts, d);
    char *cells = good && map ? across_cells(map, facts.data, facts.n) : NULL;
    good = good && pack_across_add(p, doc->programme, &(struct across_item){source, NULL, cells, facts.data, facts.n}, faulty, d);
    free(cells);
    buf_free(&facts);
    return good;
}

static void deliver(void *ctx, size_t proposal, const struct diag_record *r)
{
    struct pack_across *p = ctx;
    bool error = r->severity >= DIAG_ERROR;
    diag_finding(p->d, r);
    if (proposal == ACROSS_ALL) {
        p->whole = p->whole || error;
    } else if (error && !p->faulty.v[proposal]) {
        p->faulty.v[proposal] = true;
        p->more++;
    }
}

bool pack_across_check(struct pack_across *p, size_t *faulty, bool *whole, struct diag_list *d)
{
    p->d = d;
    bool good = !p->across || across_check(p->across, deliver, p, d);
    *faulty = p->more;
    *whole = p->whole;
    return good;
}
