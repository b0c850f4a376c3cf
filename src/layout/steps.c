/* steps.c - see steps.h for the model. */
#include "layout/steps.h"

#define NEVER MPT_MAX

static mpt add(mpt a, int64_t b)
{
    int64_t sum = a + b;
    return sum > MPT_MAX ? MPT_MAX : sum < -MPT_MAX ? -MPT_MAX : (mpt)sum;
}

static mpt most(mpt a, mpt b)
{
    return a > b ? a : b;
}

static int last_row(const struct steps_cell *c)
{
    return c->row + c->rows - 1;
}

static mpt row_start(const struct steps *s, int row)
{
    return row > 0 ? s->row_end[row - 1] : 0;
}

/* --- heights --- */

static mpt full_height(const struct steps_cell *c)
{
    return add(add(most(c->full, c->least), c->before), c->after);
}

/* Indices of the cells by their last row: count sort, so that tall spans cost nothing extra. */
static struct steps_cell **by_last_row(struct arena *a, const struct steps *s)
{
    int *at = arena_array(a, (size_t)s->row_count + 1, sizeof *at);
    struct steps_cell **sorted = arena_array(a, (size_t)s->cell_count + 1, sizeof(struct steps_cell *));
    for (int i = 0; i < s->cell_count; i++) at[last_row(s->cells[i]) + 1]++;
    for (int r = 0; r < s->row_count; r++) at[r + 1] += at[r];
    for (int i = 0; i < s->cell_count; i++) sorted[at[last_row(s->cells[i])]++] = s->cells[i];
    return sorted;
}

static void row_heights(struct arena *a, struct steps *s)
{
    struct steps_cell **cells = by_last_row(a, s);
    s->row_end = arena_array(a, (size_t)s->row_count + 1, sizeof *s->row_end);
    int next = 0;
    for (int r = 0; r < s->row_count; r++) {
        mpt height = s->rows[r].least;
        for (; next < s->cell_count && last_row(cells[next]) == r; next++) {
            const struct steps_cell *c = cells[next];
            height = most(height, add(full_height(c), -(int64_t)row_start(s, r) + row_start(s, c->row)));
        }
        s->rows[r].height = height;
        s->row_end[r] = add(row_start(s, r), height);
    }
    s->total = row_start(s, s->row_count);
}

/* --- a cell's places --- */

static mpt content_at(const struct steps_cell *c, int place)
{
    return place > c->first ? stack_height(c->content, c->first, place) : 0;
}

/* Height from the group's start when the cell is cut at this place. */
static mpt position(const struct steps *s, const struct steps_cell *c, int place)
{
    mpt top = add(row_start(s, c->row), c->before);
    if (place >= c->end) return add(add(top, most(c->full, c->least)), c->after);
    return add(add(top, content_at(c, place)), c->rest_after);
}

static int penalty_at(const struct steps_cell *c, int place)
{
    if (place <= c->first || place >= c->end) return 0;
    const struct stack_break *b = stack_place(c->content, place);
    if (b->penalty == STACK_FORCED) return STACK_FORCED;
    if (c->solid && content_at(c, place) < c->solid) return STACK_INFINITE;
    return c->cut && b->penalty >= STACK_INFINITE ? STACK_INFINITE - 1 : b->penalty;
}

/* The next place from which the content may be broken, not counting those that a keep forbids. c->next caches that of
 * c->place: a long kept passage is walked once. */
static int next_legal(const struct steps_cell *c, int place)
{
    if (place == c->place && c->next > place) return c->next;
    int p = place + 1;
    while (p < c->end && penalty_at(c, p) >= STACK_INFINITE) p++;
    return p < c->end ? p : c->end;
}

/* What the cell still has to set after `place`, borders included. */
static mpt remaining(const struct steps_cell *c, int place)
{
    if (place <= c->first) return full_height(c);
    mpt content = stack_height(c->content, place, c->end);
    content = most(content, add(c->least, -(int64_t)content_at(c, place)));
    return add(add(content, c->rest_before), c->after);
}

/* --- stepping --- */

struct run {
    struct arena *arena;
    struct steps *s;
    struct steps_cell **active;
    int active_count;
    int *stood;    /* places of the active cells while a forbidden step is taken */
    int row;
    bool row_done;
    mpt base;      /* what the boxes sum to so far */
    bool squeezed; /* the row ends before the first place of a cell that goes on: no good break */
};

static void activate(struct run *r, int row)
{
    for (int i = r->s->row_first_cell[row]; i < r->s->row_first_cell[row + 1]; i++)
        r->active[r->active_count++] = r->s->cells[i];
}

static void drop_ended_cells(struct run *r)
{
    int kept = 0;
    for (int i = 0; i < r->active_count; i++)
        if (last_row(r->active[i]) > r->row) r->active[kept++] = r->active[i];
    r->active_count = kept;
}

/* The height that takes one more cell to its next legal place; NEVER when all have ended. */
static mpt smallest_step(const struct run *r)
{
    mpt least = NEVER;
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if (c->ended) continue;
        mpt at = position(r->s, c, next_legal(c, c->place));
        if (at < least) least = at;
    }
    return least;
}

/* The height at which each cell of the row, and those that have set nothing yet, have their beginning. */
static mpt first_step(const struct run *r, int row)
{
    const struct steps *s = r->s;
    mpt high = row_start(s, row);
    for (int i = s->row_first_cell[row]; i < s->row_first_cell[row + 1]; i++)
        high = most(high, position(s, s->cells[i], next_legal(s->cells[i], s->cells[i]->first)));
    for (int i = 0; i < r->active_count; i++)
        if (!r->active[i]->ended && r->active[i]->place == r->active[i]->first)
            high = most(high, position(s, r->active[i], r->active[i]->next));
    return high;
}

/* Does the cell's content end within this height? */
static bool ends_within(const struct steps *s, const struct steps_cell *c, mpt height)
{
    int place = c->place;
    if (c->ended) return true;
    while (place < c->end) {
        int next = next_legal(c, place);
        if (position(s, c, next) > height) return false;
        if (penalty_at(c, next) == STACK_FORCED) return false;
        place = next;
    }
    return position(s, c, c->end) <= height;
}

static void stand(struct run *r, struct steps_cell *c, int place, int step)
{
    int next = next_legal(c, place);
    c->place = place;
    c->next = next;
    if (c->spare < place) c->spare = place;
    *VEC_PUSH(r->arena, &c->advances) = (struct steps_advance){step, place};
}

/* Takes a cell as far as the height allows, but not past a forced break. */
static void advance(struct run *r, struct steps_cell *c, mpt height, int step)
{
    int place = c->place;
    while (!c->ended && position(r->s, c, next_legal(c, place)) <= height) {
        place = next_legal(c, place);
        if (place >= c->end) c->ended = true;
        if (penalty_at(c, place) == STACK_FORCED) break;
    }
    if (place != c->place) stand(r, c, place, step);
}

/* A row whose ending cells all end within the height ends at its own lower edge. */
static mpt row_end_or(struct run *r, mpt height, bool *ends)
{
    for (int i = 0; i < r->active_count; i++)
        if (last_row(r->active[i]) == r->row && !ends_within(r->s, r->active[i], height)) return height;
    *ends = true;
    r->squeezed = height > r->s->row_end[r->row];
    return r->s->row_end[r->row];
}

/* What the rows take that come after a break here. */
static mpt left_over(const struct run *r)
{
    const struct steps *s = r->s;
    mpt high = 0;
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if (c->ended) continue;
        mpt below = add(s->row_end[last_row(c)], -(int64_t)s->row_end[r->row]);
        high = most(high, add(remaining(c, c->place), -(int64_t)below));
    }
    return add(high, (int64_t)s->total - s->row_end[r->row]);
}

/* A cell that lags behind while a longer one leads must not run out of height on the next page. */
static mpt gone_at(const struct run *r)
{
    mpt gone = add(r->s->total, -(int64_t)left_over(r));
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if (c->ended) continue;
        mpt own = add(add(row_start(r->s, c->row), full_height(c)), -(int64_t)remaining(c, c->place));
        if (own < gone) gone = own;
    }
    return gone;
}

static struct stack_break worse(struct stack_break a, struct stack_break b)
{
    if (a.penalty == STACK_FORCED || b.penalty == STACK_FORCED) {
        if (a.penalty != STACK_FORCED) return b;
        if (b.penalty == STACK_FORCED && b.class > a.class) return b;
        return a;
    }
    return b.penalty > a.penalty ? b : a;
}

static struct stack_break break_after(const struct run *r)
{
    const struct steps_row *row = &r->s->rows[r->row];
    struct stack_break b = {.penalty = 0};
    if (r->row_done) b = r->row + 1 < r->s->row_count ? row->below : b;
    else b.penalty = row->keep_inside;
    if (r->squeezed && b.penalty != STACK_FORCED) b.penalty = STACK_INFINITE;
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if (c->ended && c->keep_next > b.penalty && b.penalty != STACK_FORCED
            && !(r->row_done && last_row(c) == r->row)) b.penalty = c->keep_next;
        if (c->ended || c->place == c->first) continue;
        struct stack_break own = *stack_place(c->content, c->place);
        own.penalty = penalty_at(c, c->place);
        /* A forced break is taken once, at the step that reaches it; later the cell just waits there. */
        if (own.penalty == STACK_FORCED && c->advances.v[c->advances.n - 1].step != (int)r->s->steps.n) own.penalty = 0;
        b = worse(b, own);
    }
    b.end_extra = b.start_extra = 0;
    return b;
}

static void push_step(struct run *r, mpt height, struct stack_break brk)
{
    struct steps *s = r->s;
    bool last = r->row_done && r->row == s->row_count - 1;
    struct steps_step step = {.row = r->row, .row_done = r->row_done, .pos = height};
    step.gone = gone_at(r);
    mpt base = last ? height : most(r->base, step.gone < height ? step.gone : height);
    step.height = add(base, -(int64_t)r->base);
    brk.end_extra = add(height, -(int64_t)base);
    brk.start_extra = add(base, -(int64_t)step.gone);
    step.after = brk;
    r->base = base;
    *VEC_PUSH(r->arena, &s->steps) = step;
}

static mpt last_height(const struct run *r)
{
    const struct steps *s = r->s;
    return s->steps.n ? s->steps.v[s->steps.n - 1].pos : 0;
}

/* The cell's next forbidden place within the height, or 0. Legal ones on the way are passed over: the step to come takes
 * them, so none is looked at twice. */
static int forbidden_place(const struct run *r, const struct steps_cell *c, mpt height)
{
    if (c->ended) return 0;
    for (int p = c->spare + 1; p < c->end && position(r->s, c, p) < height; p++) {
        int penalty = penalty_at(c, p);
        if (penalty == STACK_FORCED) return 0;
        if (penalty >= STACK_INFINITE) return p;
    }
    return 0;
}

/* The lowest forbidden place between the last step and `height`; NEVER: none. */
static mpt next_forbidden(const struct run *r, mpt height)
{
    mpt least = NEVER;
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        int place = forbidden_place(r, c, height);
        mpt at = place ? position(r->s, c, place) : NEVER;
        if (at < least) least = at;
    }
    return least;
}

/* One step to forbidden places: the cells go as far as they fit, and are put back behind it. */
static void forbidden_step(struct run *r, mpt height)
{
    int step = (int)r->s->steps.n;
    for (int i = 0; i < r->active_count; i++) {
        struct steps_cell *c = r->active[i];
        r->stood[i] = c->place;
        int p = c->spare;
        while (!c->ended && p + 1 < c->end && penalty_at(c, p + 1) != STACK_FORCED && position(r->s, c, p + 1) <= height) p++;
        c->spare = p;
        c->place = p;
        if (p != r->stood[i]) *VEC_PUSH(r->arena, &c->advances) = (struct steps_advance){step, p};
    }
    push_step(r, height, (struct stack_break){.penalty = STACK_INFINITE});
    for (int i = 0; i < r->active_count; i++) {
        struct steps_cell *c = r->active[i];
        if (c->place != r->stood[i]) *VEC_PUSH(r->arena, &c->advances) = (struct steps_advance){step + 1, r->stood[i]};
        c->place = r->stood[i];
    }
}

/* Places that a keep forbids, up to `height`: steps that serve only where nothing else fits. */
static void forbidden_steps(struct run *r, mpt height)
{
    for (mpt at; (at = next_forbidden(r, height)) != NEVER;)
        forbidden_step(r, at > last_height(r) ? at : last_height(r));
}

static void take_step(struct run *r, mpt height)
{
    bool ends = false; /* the row ends here; not when it has ended before */
    r->squeezed = false;
    if (!r->row_done) height = row_end_or(r, height, &ends);
    height = most(height, last_height(r));
    forbidden_steps(r, height);
    r->row_done |= ends;
    for (int i = 0; i < r->active_count; i++) {
        struct steps_cell *c = r->active[i];
        if (r->row_done && last_row(c) == r->row && !c->ended) {
            c->ended = true;
            stand(r, c, c->end, (int)r->s->steps.n);
        } else {
            advance(r, c, height, (int)r->s->steps.n);
        }
    }
    push_step(r, height, break_after(r));
}

static void step_row(struct run *r)
{
    r->row_done = false;
    mpt first = first_step(r, r->row);
    take_step(r, first);
    while (!r->row_done) {
        mpt height = smallest_step(r);
        take_step(r, height == NEVER ? r->s->row_end[r->row] : height);
    }
}

/* Cells that span on go on alone until the next row's beginning fits. */
static void delay_next_row(struct run *r)
{
    mpt first = first_step(r, r->row + 1);
    for (;;) {
        mpt height = smallest_step(r);
        if (height >= first || height > r->s->row_end[r->row + 1]) return;
        take_step(r, height);
    }
}

static void collect_footnote(void *arg, struct stack_footnote *f)
{
    struct stack_footnote ***tail = arg;
    **tail = f;
    f->next = NULL;
    *tail = &f->next;
}

/* A step carries the footnotes called between a cell's places before and after it. */
static void place_footnotes(struct steps *s)
{
    size_t n = s->steps.n;
    for (int i = 0; i < s->cell_count; i++) {
        struct steps_cell *c = s->cells[i];
        int done = c->first;
        for (size_t k = 0; k < c->advances.n; k++) {
            int place = c->advances.v[k].place;
            if (place <= done || (size_t)c->advances.v[k].step >= n) continue;
            struct stack_footnote **tail = &s->steps.v[c->advances.v[k].step].footnotes;
            while (*tail) tail = &(*tail)->next;
            stack_footnotes(c->content, done, place, collect_footnote, &tail);
            done = place;
        }
    }
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
    while (c->first + 1 < c->end && forced_at(s, c->first + 1) && !stack_height(s, c->first, c->first + 1))
        c->break_before = forced_at(s, ++c->first);
    if (c->end - 1 > c->first && forced_at(s, c->end - 1) && !stack_height(s, c->end - 1, c->end))
        c->break_after = forced_at(s, --c->end);
    c->full = c->end > c->first ? stack_height(s, c->first, c->end) : 0;
    c->place = c->spare = c->emitted = c->first;
    c->next = next_legal(c, c->first);
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

void steps_run(struct arena *a, struct steps *s)
{
    struct run r = {.arena = a, .s = s};
    r.active = arena_array(a, (size_t)s->cell_count + 1, sizeof(struct steps_cell *));
    r.stood = arena_array(a, (size_t)s->cell_count + 1, sizeof *r.stood);
    for (r.row = 0; r.row < s->row_count; r.row++) {
        activate(&r, r.row);
        step_row(&r);
        drop_ended_cells(&r);
        if (r.row + 1 < s->row_count) delay_next_row(&r);
    }
    place_footnotes(s);
}

/* --- parts --- */

static int place_after(struct steps_cell *c, int step)
{
    while (c->cursor < c->advances.n && c->advances.v[c->cursor].step <= step) c->cursor++;
    return c->cursor ? c->advances.v[c->cursor - 1].place : c->first;
}

static mpt slice_need(const struct steps_slice *p, steps_edge *edge, void *arg)
{
    const struct steps_cell *c = p->cell;
    mpt before = p->starts ? c->before : c->rest_before, after = p->ends ? c->after : c->rest_after;
    if (edge) edge(arg, c, p->starts, p->ends, &before, &after);
    mpt content = p->to > p->from ? stack_height(c->content, p->from, p->to) : 0;
    if (p->ends) content = most(content, add(c->least, -(int64_t)content_at(c, p->from)));
    return add(add(content, before), after);
}

void steps_part_rows(const struct steps *s, int from, int to, struct steps_part *out)
{
    const struct steps_step *before = from > 0 ? &s->steps.v[from - 1] : NULL, *end = &s->steps.v[to];
    out->first_row = !before ? 0 : before->row_done ? before->row + 1 : before->row;
    out->first_row_begun = before && !before->row_done;
    out->last_row = end->row > out->first_row ? end->row : out->first_row;
    out->last_row_cut = end->row < out->last_row || !end->row_done;
}

/* Cells of these rows and those that span into them from above. Spans from above are found by walking back over cells
 * that have begun and are not finished: they are kept at the front of `open`. */
static void find_slices(struct arena *a, struct steps *s, int to, struct steps_part *out)
{
    int count = 0;
    struct steps_slice *slices = arena_array(a, (size_t)(s->row_first_cell[out->last_row + 1] - s->open_from) + 1, sizeof *slices);
    int still_open = s->row_first_cell[out->last_row + 1];
    for (int i = s->open_from; i < s->row_first_cell[out->last_row + 1]; i++) {
        struct steps_cell *c = s->cells[i];
        if (c->finished) continue;
        struct steps_slice p = {.cell = c, .from = c->emitted, .to = place_after(c, to), .starts = !c->begun};
        if (p.to < p.from) p.to = p.from;
        p.ends = last_row(c) < out->last_row || (last_row(c) == out->last_row && !out->last_row_cut);
        c->begun = true;
        c->emitted = p.to;
        c->finished = p.ends;
        if (!p.ends && i < still_open) still_open = i;
        slices[count++] = p;
    }
    s->open_from = still_open;
    out->slices = slices;
    out->slice_count = count;
}

static void part_heights(struct arena *a, struct steps *s, mpt room, steps_edge *edge, void *arg, struct steps_part *out)
{
    int n = out->last_row - out->first_row + 1;
    out->heights = arena_array(a, (size_t)n + 1, sizeof *out->heights);
    mpt *top = arena_array(a, (size_t)n + 2, sizeof *top); /* of each row in the part */
    /* Slices by their last row in the part, chained: */
    int *head = arena_array(a, (size_t)n + 1, sizeof *head), *next = arena_array(a, (size_t)out->slice_count + 1, sizeof *next);
    for (int r = 0; r < n; r++) head[r] = -1;
    for (int i = 0; i < out->slice_count; i++) {
        int last = last_row(out->slices[i].cell) - out->first_row;
        if (last > n - 1) last = n - 1;
        next[i] = head[last];
        head[last] = i;
    }
    for (int r = 0; r < n; r++) {
        bool whole = !(r == 0 && out->first_row_begun) && !(r == n - 1 && out->last_row_cut);
        mpt height = whole ? s->rows[out->first_row + r].height : 0;
        for (int i = head[r]; i >= 0; i = next[i]) {
            int first = out->slices[i].cell->row - out->first_row;
            mpt above = add(top[r], first > 0 ? -(int64_t)top[first] : 0);
            height = most(height, add(slice_need(&out->slices[i], edge, arg), -(int64_t)above));
        }
        if (r == n - 1 && !whole) height = most(height, add(room, -(int64_t)top[r]));
        out->heights[r] = height;
        top[r + 1] = add(top[r], height);
    }
    out->height = top[n];
    for (int i = 0; i < out->slice_count; i++) {
        struct steps_slice *p = &out->slices[i];
        int first = p->cell->row - out->first_row, last = last_row(p->cell) - out->first_row;
        p->y = top[first > 0 ? first : 0];
        p->height = top[(last < n - 1 ? last : n - 1) + 1] - p->y;
    }
}

void steps_part(struct arena *a, struct steps *s, int from, int to, steps_edge *edge, void *arg, struct steps_part *out)
{
    *out = (struct steps_part){.heights = NULL};
    steps_part_rows(s, from, to, out);
    find_slices(a, s, to, out);
    mpt gone = from > 0 ? s->steps.v[from - 1].gone : 0;
    part_heights(a, s, add(s->steps.v[to].pos, -(int64_t)gone), edge, arg, out);
}
