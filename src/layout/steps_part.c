/* steps_part.c - what of the rows lies between two breaks. */
#include "layout/steps_int.h"

int steps_place(const struct steps_cell *c, int step)
{
    const struct steps_advance *v = c->advances.v;
    size_t low = 0, high = c->advances.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v[middle].step <= step) low = middle + 1;
        else high = middle;
    }
    return low ? v[low - 1].place : c->first;
}

static mpt slice_need(const struct steps_slice *p)
{
    const struct steps_cell *c = p->cell;
    mpt content = steps_between(c, p->from, p->to);
    if (p->ends) content = mpt_most(content, mpt_add(c->least, -(int64_t)c->shown));
    return mpt_add(mpt_add(content, p->before), p->after);
}

static void slice_edges(struct steps_slice *p, bool top, bool bottom, const struct steps_part *part)
{
    const struct steps_cell *c = p->cell;
    p->before = p->starts ? c->before : c->rest_before;
    p->after = p->ends ? c->after : c->rest_after;
    if (top && p->starts && c->row == part->first_row) p->before = mpt_add(p->before, c->top_change);
    if (bottom && p->ends && steps_last_row(c) == part->last_row) p->after = mpt_add(p->after, c->bottom_change);
}

/* Only the rows of a part. */
static void part_rows(const struct steps *s, int from, int to, struct steps_part *out)
{
    const struct steps_step *before = from > 0 ? &s->steps.v[from - 1] : NULL, *end = &s->steps.v[to];
    out->first_row = !before ? 0 : before->row_done ? before->row + 1 : before->row;
    out->first_row_begun = before && !before->row_done;
    out->last_row = end->row > out->first_row ? end->row : out->first_row;
    out->last_row_cut = end->row < out->last_row || !end->row_done;
}

/* Chains the cells that begin in these rows behind those that go on. Returns how many they all are. */
static int open_cells(struct steps *s, int last_row)
{
    int count = 0, end = s->row_first_cell[last_row + 1];
    struct steps_cell **tail = &s->open;
    for (; *tail; count++) tail = &(*tail)->next_open;
    for (; s->seen < end; count++) {
        *tail = s->cells[s->seen++];
        tail = &(*tail)->next_open;
    }
    return count;
}

/* Cells of these rows and those that span into them from above. */
static void find_slices(struct arena *a, struct steps *s, int to, bool top, bool bottom, struct steps_part *out)
{
    int count = 0;
    out->slice_count = open_cells(s, out->last_row);
    out->slices = arena_array(a, (size_t)out->slice_count + 1, sizeof *out->slices);
    for (struct steps_cell *c, **at = &s->open; (c = *at);) {
        struct steps_slice p = {.cell = c, .from = c->emitted, .to = steps_place(c, to), .starts = !c->begun};
        if (p.to < p.from) p.to = p.from;
        p.ends = steps_last_row(c) < out->last_row || (steps_last_row(c) == out->last_row && !out->last_row_cut);
        c->begun = true;
        c->emitted = p.to;
        slice_edges(&p, top, bottom, out);
        out->slices[count++] = p;
        if (p.ends) *at = c->next_open;
        else at = &c->next_open;
    }
}

/* A row that is here from edge to edge is as high as it must be and its cells here need: of one that spans, what is set above is gone. */
static void part_heights(struct arena *a, const struct steps *s, mpt room, struct steps_part *out)
{
    int n = out->last_row - out->first_row + 1;
    out->heights = arena_array(a, (size_t)n + 1, sizeof *out->heights);
    mpt *above = arena_array(a, (size_t)n + 2, sizeof *above); /* height of the rows above each */
    /* Slices by their last row in the part, chained: */
    int *head = arena_array(a, (size_t)n + 1, sizeof *head), *next = arena_array(a, (size_t)out->slice_count + 1, sizeof *next);
    for (int r = 0; r < n; r++) head[r] = -1;
    for (int i = 0; i < out->slice_count; i++) {
        int last = steps_last_row(out->slices[i].cell) - out->first_row;
        if (last > n - 1) last = n - 1;
        next[i] = head[last];
        head[last] = i;
    }
    for (int r = 0; r < n; r++) {
        bool whole = !(r == 0 && out->first_row_begun) && !(r == n - 1 && out->last_row_cut);
        mpt height = whole ? s->rows[out->first_row + r].least : 0;
        for (int i = head[r]; i >= 0; i = next[i]) {
            int first = out->slices[i].cell->row - out->first_row;
            mpt passed = mpt_add(above[r], first > 0 ? -(int64_t)above[first] : 0);
            height = mpt_most(height, mpt_add(slice_need(&out->slices[i]), -(int64_t)passed));
        }
        if (r == n - 1 && out->last_row_cut) height = mpt_most(height, mpt_add(room, -(int64_t)above[r]));
        out->heights[r] = height;
        above[r + 1] = mpt_add(above[r], height);
    }
    out->height = above[n];
    for (int i = 0; i < out->slice_count; i++) {
        struct steps_slice *p = &out->slices[i];
        int first = p->cell->row - out->first_row, last = steps_last_row(p->cell) - out->first_row;
        p->y = above[first > 0 ? first : 0];
        p->height = above[(last < n - 1 ? last : n - 1) + 1] - p->y;
        p->cell->shown = mpt_add(p->cell->shown, (int64_t)p->height - p->before - p->after);
    }
}

void steps_part(struct arena *a, struct steps *s, int from, int to, bool top, bool bottom, struct steps_part *out)
{
    *out = (struct steps_part){.heights = NULL};
    part_rows(s, from, to, out);
    find_slices(a, s, to, top, bottom, out);
    mpt gone = from > 0 ? s->steps.v[from - 1].gone : 0;
    part_heights(a, s, mpt_add(s->steps.v[to].pos, -(int64_t)gone), out);
}
