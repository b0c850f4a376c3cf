/* steps_cell.c - the cells of a row group: their places, what is set and left at each, and the heights of the rows. */
#include "layout/steps_int.h"

int steps_last_row(const struct steps_cell *c)
{
    return c->row + c->rows - 1;
}

mpt steps_row_start(const struct steps *s, int row)
{
    return row > 0 ? s->row_end[row - 1] : 0;
}

/* --- heights --- */

mpt steps_full_height(const struct steps_cell *c)
{
    return mpt_add(mpt_add(mpt_most(c->full, c->least), c->before), c->after);
}

/* Indices of the cells by their last row: count sort, so that tall spans cost nothing extra. */
static struct steps_cell **by_last_row(struct arena *a, const struct steps *s)
{
    int *at = arena_array(a, (size_t)s->row_count + 1, sizeof *at);
    struct steps_cell **sorted = arena_array(a, (size_t)s->cell_count + 1, sizeof(struct steps_cell *));
    for (int i = 0; i < s->cell_count; i++) at[steps_last_row(s->cells[i]) + 1]++;
    for (int r = 0; r < s->row_count; r++) at[r + 1] += at[r];
    for (int i = 0; i < s->cell_count; i++) sorted[at[steps_last_row(s->cells[i])]++] = s->cells[i];
    return sorted;
}

/* A row's height, and the same with a page break right above or below it. */
static void row_height(struct steps *s, int r, struct steps_cell *const *cells, int n)
{
    struct steps_row *row = &s->rows[r];
    mpt height = row->least, top = row->least, bottom = row->least;
    for (int i = 0; i < n; i++) {
        const struct steps_cell *c = cells[i];
        mpt need = mpt_add(steps_full_height(c), -(int64_t)steps_row_start(s, r) + steps_row_start(s, c->row));
        height = mpt_most(height, need);
        top = mpt_most(top, c->row == r ? mpt_add(need, c->top_change) : need);
        bottom = mpt_most(bottom, mpt_add(need, c->bottom_change));
    }
    row->height = height;
    row->top_change = top - height;
    row->bottom_change = bottom - height;
}

static void row_heights(struct arena *a, struct steps *s)
{
    struct steps_cell **cells = by_last_row(a, s);
    s->row_end = arena_array(a, (size_t)s->row_count + 1, sizeof *s->row_end);
    for (int r = 0, first = 0, next = 0; r < s->row_count; r++, first = next) {
        while (next < s->cell_count && steps_last_row(cells[next]) == r) next++;
        row_height(s, r, cells + first, next - first);
        s->row_end[r] = mpt_add(steps_row_start(s, r), s->rows[r].height);
    }
    s->total = steps_row_start(s, s->row_count);
}

/* --- a cell's places --- */

/* Content set between the cell's first place and this one. */
static mpt content_at(const struct steps_cell *c, int place)
{
    return steps_between(c, c->first, place);
}

/* The same as the page sees it: what is cut within the stated height takes all of that. */
static mpt held(const struct steps_cell *c, int place)
{
    mpt content = content_at(c, place);
    return place > c->first && !c->kept ? mpt_most(content, c->solid) : content;
}

mpt steps_position(const struct steps *s, const struct steps_cell *c, int place)
{
    mpt top = mpt_add(steps_row_start(s, c->row), c->before);
    /* Its content has ended, but a break cuts it as long as its row goes on; where the row ends, its height decides. */
    mpt content = place >= c->end ? mpt_most(c->full, c->least) : held(c, place);
    mpt at = mpt_add(mpt_add(top, content), c->rest_after);
    return at < NEVER ? at : NEVER - 1;
}

int steps_penalty(const struct steps_cell *c, int place)
{
    if (place <= c->first || place >= c->end) return 0;
    const struct stack_break *b = stack_place(c->content, place);
    if (b->penalty == STACK_FORCED) return STACK_FORCED;
    if (c->cut && b->penalty >= STACK_YIELDS) return STACK_CUT;
    return c->kept > b->penalty ? c->kept : b->penalty;
}

int steps_next_legal(const struct steps_cell *c, int place)
{
    if (place == c->place && c->next > place) return c->next;
    int p = place + 1;
    while (p < c->end && steps_penalty(c, p) >= STACK_YIELDS) p++;
    return p < c->end ? p : c->end;
}

/* What its full height leaves behind a place, with the spaces that a break there discards. */
static mpt unbroken_rest(const struct steps_cell *c, int place)
{
    const struct stack_break *b = stack_place(c->content, place);
    if (place >= c->end || b->penalty == STACK_FORCED) return 0;
    return mpt_add(mpt_add(c->full, b->end_extra), -(int64_t)content_at(c, place));
}

mpt steps_space_lost(const struct steps_cell *c, int place)
{
    if (place <= c->first) return 0;
    return mpt_most(0, mpt_add(unbroken_rest(c, place), -(int64_t)steps_between(c, place, c->end)));
}

mpt steps_remaining(const struct steps *s, const struct steps_cell *c, int place)
{
    if (place <= c->first) return steps_full_height(c);
    mpt content = steps_between(c, place, c->end);
    if (s->spaces_stay) content = mpt_most(content, unbroken_rest(c, place));
    content = mpt_most(content, mpt_add(c->least, -(int64_t)held(c, place)));
    return mpt_add(mpt_add(content, c->rest_before), c->after);
}

static enum stack_break_class forced_at(const struct stack *s, int place)
{
    const struct stack_break *b = stack_place(s, place);
    return b->penalty == STACK_FORCED ? b->class : BREAK_ANY;
}

/* A forced break before or after all content of a cell is one before or after the row. */
static void find_edges(struct steps_cell *c)
{
    const struct stack *s = c->content;
    c->end = s ? stack_places(s) - 1 : 0;
    if (c->end < 0) c->end = 0;
    while (c->first + 1 < c->end && forced_at(s, c->first + 1) && !stack_has_boxes(s, c->first, c->first + 1)
           && !stack_shows(s, c->first, c->first + 1))
        c->break_before = forced_at(s, ++c->first);
    if (c->end - 1 > c->first && forced_at(s, c->end - 1) && !stack_height(s, c->end - 1, c->end) && !stack_shows(s, c->end - 1, c->end))
        c->break_after = forced_at(s, --c->end);
    c->full = c->end > c->first ? stack_height(s, c->first, c->end) : 0;
    c->place = c->spare = c->emitted = c->first;
    c->next = steps_next_legal(c, c->first);
}

void steps_prepare(struct arena *a, struct steps *s)
{
    s->row_first_cell = arena_array(a, (size_t)s->row_count + 2, sizeof *s->row_first_cell);
    for (int i = 0; i < s->cell_count; i++) {
        s->row_first_cell[s->cells[i]->row + 1]++;
        find_edges(s->cells[i]);
    }
    for (int r = 0; r < s->row_count; r++) s->row_first_cell[r + 1] += s->row_first_cell[r];
    row_heights(a, s);
}
