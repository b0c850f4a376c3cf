/* Space resolution, XSL 1.1 section 4.3.1: within a run of spaces that no border, padding or box interrupts,
 * conditional ones at the edge of a reference area vanish, forcing ones add up, else the highest precedence and among
 * those the greatest optimum stays. The winner keeps its place in the run (the last one among equals), so that a
 * background begins where its block begins. */
#include "base/limits.h"
#include "layout/stack_int.h"

static void build_solid(struct gap_build *g, mpt length)
{
    if (length)
        *VEC_PUSH(g->arena, &g->v) = (struct gap_item){.solid = true, .length = length};
}

static void build_edge(struct gap_build *g, bool start)
{
    *VEC_PUSH(g->arena, &g->v) = (struct gap_item){.solid = true, .edge_start = start, .edge_end = !start};
}

void gap_build_elem(struct gap_build *g, const struct elem *e)
{
    if (e->kind == ELEM_SPACE) {
        *VEC_PUSH(g->arena, &g->v) = (struct gap_item){.space = e->u.space};
    } else if (e->kind == ELEM_OPEN) {
        build_solid(g, e->u.block->before);
        if (e->u.block->reference)
            build_edge(g, true);
    } else if (e->kind == ELEM_CLOSE) {
        if (e->u.block->reference)
            build_edge(g, false);
        build_solid(g, e->u.block->after);
    }
}

void gap_build_reopen(struct gap_build *g, const struct stack_block *open, unsigned depth)
{
    if (!open || depth > LIMIT_DEPTH)
        return;
    gap_build_reopen(g, open->parent, depth + 1);
    build_solid(g, open->before_kept);
    if (open->reference)
        build_edge(g, true);
}

void gap_build_close(struct gap_build *g, const struct stack_block *open)
{
    for (const struct stack_block *b = open; b; b = b->parent) {
        if (b->reference)
            build_edge(g, false);
        build_solid(g, b->after_kept);
    }
}

static void suppress_edge(struct gap_item **run, size_t n, bool from_start, bool *kept)
{
    for (size_t k = 0; k < n; k++) {
        size_t i = from_start ? k : n - 1 - k;
        if (run[i]->space.retain)
            return;
        kept[i] = false;
    }
}

static struct range as_range(const struct space *s)
{
    return (struct range){s->min, s->opt, s->max};
}

static struct range force(struct gap_item **run, size_t n, const bool *kept)
{
    struct range sum = {0, 0, 0};
    for (size_t i = 0; i < n; i++)
        if (kept[i] && run[i]->space.precedence >= STACK_FORCE) {
            run[i]->value = as_range(&run[i]->space);
            sum = range_add(sum, run[i]->value);
        }
    return sum;
}

static struct range strongest(struct gap_item **run, size_t n, const bool *kept)
{
    size_t best = n;
    struct range r = {0, 0, 0};
    for (size_t i = 0; i < n; i++) {
        const struct space *s = &run[i]->space;
        if (!kept[i])
            continue;
        const struct space *b = best < n ? &run[best]->space : NULL;
        if (!b || s->precedence > b->precedence || (s->precedence == b->precedence && s->opt > b->opt)) {
            r = as_range(s);
            best = i;
        } else if (s->precedence == b->precedence && s->opt == b->opt) {
            r.min = s->min > r.min ? s->min : r.min;
            r.max = s->max < r.max ? s->max : r.max;
            best = i;
        }
    }
    if (best < n)
        run[best]->value = r;
    return r;
}

/* Runs are short; a longer one than this is resolved piece by piece, which can only add space. */
#define RUN_MAX 64

static struct range resolve_run(struct gap_item **run, size_t n, bool at_start, bool at_end)
{
    bool kept[RUN_MAX];
    for (size_t i = 0; i < n; i++) {
        kept[i] = true;
        run[i]->value = (struct range){0, 0, 0};
    }
    if (at_start)
        suppress_edge(run, n, true, kept);
    if (at_end)
        suppress_edge(run, n, false, kept);
    for (size_t i = 0; i < n; i++)
        if (kept[i] && run[i]->space.precedence >= STACK_FORCE)
            return force(run, n, kept);
    return strongest(run, n, kept);
}

struct range gap_resolve(struct gap_item *items, size_t n, bool at_start, bool at_end)
{
    struct range sum = {0, 0, 0};
    struct gap_item *run[RUN_MAX];
    size_t len = 0;
    bool run_at_start = at_start;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && !items[i].solid && len < RUN_MAX) {
            run[len++] = &items[i];
            continue;
        }
        bool edge_end = i == n ? at_end : items[i].edge_end;
        if (len)
            sum = range_add(sum, resolve_run(run, len, run_at_start, edge_end));
        len = 0;
        run_at_start = false;
        if (i == n)
            break;
        if (items[i].solid) {
            sum = range_add(sum, (struct range){items[i].length, items[i].length, items[i].length});
            run_at_start = items[i].edge_start;
        } else {
            run[len++] = &items[i];
        }
    }
    return sum;
}
