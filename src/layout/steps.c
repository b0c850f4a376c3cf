/* steps.c - see steps.h for the model. */
#include "layout/steps_int.h"

/* --- stepping --- */

struct run {
    struct arena *arena;
    struct steps *s;
    struct steps_cell **active;
    int active_count;
    int *stood;    /* places of the active cells while a forbidden step is taken */
    bool *went_on; /* ... and whether they had not ended */
    int row;
    bool row_done;
    mpt base;      /* what the boxes sum to so far */
    int shunned;   /* steps with a break that costs something, less those with one that costs nothing */
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
        if (steps_last_row(r->active[i]) > r->row) r->active[kept++] = r->active[i];
    r->active_count = kept;
}

/* The height that takes one more cell to its next legal place; NEVER when all have ended. */
static mpt smallest_step(const struct run *r)
{
    mpt least = NEVER;
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if (c->ended) continue;
        mpt at = steps_position(r->s, c, steps_next_legal(c, c->place));
        if (at < least) least = at;
    }
    return least;
}

/* The first place that its own content allows, whatever its row asks. */
static int first_own(const struct steps_cell *c)
{
    int p = c->first + 1;
    while (p < c->end && stack_place(c->content, p)->penalty >= STACK_YIELDS) p++;
    return p < c->end ? p : c->end;
}

/* The height at which each cell of the row, and those that have set nothing yet, have their beginning. own: where the
 * row's keep counts for nothing. */
static mpt first_step(const struct run *r, int row, bool own)
{
    const struct steps *s = r->s;
    mpt high = steps_row_start(s, row);
    for (int i = s->row_first_cell[row]; i < s->row_first_cell[row + 1]; i++) {
        const struct steps_cell *c = s->cells[i];
        high = mpt_most(high, steps_position(s, c, own ? first_own(c) : steps_next_legal(c, c->first)));
    }
    for (int i = 0; i < r->active_count; i++)
        if (!r->active[i]->ended && r->active[i]->place == r->active[i]->first)
            high = mpt_most(high, steps_position(s, r->active[i], r->active[i]->next));
    return high;
}

/* Does the cell's content end within this height? */
static bool ends_within(const struct steps *s, const struct steps_cell *c, mpt height)
{
    int place = c->place;
    if (c->ended) return true;
    while (place < c->end) {
        int next = steps_next_legal(c, place);
        if (steps_position(s, c, next) > height) return false;
        if (steps_penalty(c, next) == STACK_FORCED) return false;
        place = next;
    }
    return steps_position(s, c, c->end) <= height;
}

static void stand(struct run *r, struct steps_cell *c, int place, int step)
{
    int next = steps_next_legal(c, place);
    c->place = place;
    c->came = step;
    c->next = next;
    if (c->spare < place) c->spare = place;
    *VEC_PUSH(r->arena, &c->advances) = (struct steps_advance){step, place};
}

/* Takes a cell as far as the height allows, but not past a forced break. */
static void advance(struct run *r, struct steps_cell *c, mpt height, int step)
{
    int place = c->place;
    while (!c->ended && steps_position(r->s, c, steps_next_legal(c, place)) <= height) {
        place = steps_next_legal(c, place);
        if (place >= c->end) c->ended = true;
        if (steps_penalty(c, place) == STACK_FORCED) break;
    }
    if (place != c->place) stand(r, c, place, step);
}

/* Where the row ends when a break follows. */
static mpt row_cut_end(const struct run *r)
{
    return mpt_add(r->s->row_end[r->row], r->s->rows[r->row].bottom_change);
}

/* A row whose ending cells all end within the height ends at its own lower edge. */
static mpt row_end_or(struct run *r, mpt height, bool *ends)
{
    for (int i = 0; i < r->active_count; i++)
        if (steps_last_row(r->active[i]) == r->row && !ends_within(r->s, r->active[i], height)) return height;
    *ends = true;
    r->squeezed = height > row_cut_end(r);
    return row_cut_end(r);
}

/* What the rows take that come after a break here, the one right below it at the page's edge. */
static mpt left_over(const struct run *r)
{
    const struct steps *s = r->s;
    mpt high = 0;
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if (c->ended) continue;
        mpt below = mpt_add(s->row_end[steps_last_row(c)], -(int64_t)s->row_end[r->row]);
        high = mpt_most(high, mpt_add(steps_remaining(s, c, c->place), -(int64_t)below));
    }
    if (r->row_done && r->row + 1 < s->row_count) high = mpt_add(high, s->rows[r->row + 1].top_change);
    return mpt_add(high, (int64_t)s->total - s->row_end[r->row]);
}

/* A cell that lags behind while a longer one leads must not run out of height on the next page. *settled: from there on the
 * longer ones need more than what all that lag here have left. */
static mpt gone_at(const struct run *r, mpt rest, mpt *settled)
{
    mpt longest = mpt_add(r->s->total, -(int64_t)rest), gone = longest;
    *settled = 0;
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if (c->ended) continue;
        mpt left = steps_remaining(r->s, c, c->place);
        mpt own = mpt_add(mpt_add(steps_row_start(r->s, c->row), steps_full_height(c)), -(int64_t)left);
        if (own < gone) gone = own;
        if (own < longest) *settled = mpt_most(*settled, mpt_most(steps_position(r->s, c, c->end), mpt_add(longest, left)));
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

/* Tables in the cells set their headers and footers again at the break, and what these call. */
static void break_notes(const struct run *r, struct stack_break *b)
{
    b->end_notes = b->start_notes = NULL;
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if (c->ended || c->place == c->first) continue;
        const struct stack_break *own = stack_place(c->content, c->place);
        if (own->end_notes) b->end_notes = stack_repeat_notes(r->arena, b->end_notes, own->end_notes);
        if (own->start_notes) b->start_notes = stack_repeat_notes(r->arena, b->start_notes, own->start_notes);
    }
}

static bool shuns(const struct run *r)
{
    if (!r->s->shuns) return false; /* a list item; rows may be without cells */
    const struct steps_cell *c = r->s->cells[r->s->cell_count - 1];
    if (c->ended || c->place == c->first) return false;
    enum stack_between between = stack_place(c->content, c->place)->between;
    return between == BETWEEN_BLOCKS || (between == BETWEEN_ITEMS && r->shunned > 0);
}

/* What follows a cell must not be parted from its last piece: from the step on at which only this piece is left. */
static bool at_its_end(const struct run *r, const struct steps_cell *c)
{
    if (c->ended) return !(r->row_done && steps_last_row(c) == r->row);
    return c->place > c->first && c->came < (int)r->s->steps.n && steps_next_legal(c, c->place) >= c->end;
}

/* Would a part that ends here have nothing but borders? */
static bool nothing_set(const struct run *r)
{
    for (int i = 0; i < r->active_count; i++)
        if (r->active[i]->place > r->active[i]->first) return false;
    return r->s->steps.n == 0;
}

static struct stack_break break_after(const struct run *r)
{
    const struct steps_row *row = &r->s->rows[r->row];
    struct stack_break b = {.penalty = 0};
    if (r->row_done) b = r->row + 1 < r->s->row_count ? row->below : b;
    else b.penalty = row->keep_inside;
    if (r->squeezed && b.penalty != STACK_FORCED) b = (struct stack_break){.penalty = nothing_set(r) ? STACK_INFINITE : STACK_YIELDS};
    for (int i = 0; i < r->active_count; i++) {
        const struct steps_cell *c = r->active[i];
        if ((c->keep_next.column || c->keep_next.page) && at_its_end(r, c)) stack_break_keep(&b, c->keep_next);
        if (c->ended || c->place == c->first) continue;
        struct stack_break own = *stack_place(c->content, c->place);
        own.next = (struct layout_resume){0}; /* of the cell alone: the group says where all can begin again */
        own.penalty = steps_penalty(c, c->place);
        /* A forced break is taken once, at the step that reaches it; later the cell just waits there. */
        if (own.penalty == STACK_FORCED && c->came < (int)r->s->steps.n) own.penalty = 0;
        own.shun |= b.shun;
        b.shun |= own.shun;
        b = worse(b, own);
    }
    b.between = BETWEEN_OTHERS;
    b.shun |= shuns(r);
    b.end_extra = b.start_extra = 0;
    break_notes(r, &b);
    return b;
}

/* The last row that anything stands in which a break here would cut. */
static int last_cut_row(const struct run *r)
{
    int row = r->row;
    for (int i = 0; i < r->active_count; i++)
        if (!r->active[i]->ended && steps_last_row(r->active[i]) > row) row = steps_last_row(r->active[i]);
    return row;
}

static void push_step(struct run *r, mpt height, struct stack_break brk)
{
    struct steps *s = r->s;
    bool last = r->row_done && r->row == s->row_count - 1;
    struct steps_step step = {.row = r->row, .row_done = r->row_done, .pos = height, .cut_row = last_cut_row(r)};
    mpt rest = left_over(r);
    step.gone = gone_at(r, rest, &step.settled);
    brk.start_over = mpt_add(s->total, -(int64_t)rest - step.gone);
    mpt base = last ? s->total : mpt_most(r->base, step.gone < height ? step.gone : height);
    step.height = mpt_add(base, -(int64_t)r->base);
    brk.end_extra = mpt_add(height, -(int64_t)base);
    brk.start_extra = mpt_add(base, -(int64_t)step.gone);
    step.after = brk;
    r->shunned += brk.penalty > 0 || brk.shun ? 1 : -1;
    r->base = base;
    *VEC_PUSH(r->arena, &s->steps) = step;
}

static mpt last_height(const struct run *r)
{
    const struct steps *s = r->s;
    return s->steps.n ? s->steps.v[s->steps.n - 1].pos : 0;
}

/* The height that takes the cell to its next forbidden place, if it is less than `height`; else NEVER. Legal places on the way are
 * passed over: the step to come takes them, so none is looked at twice. One of them may lie lower, where a break takes a border
 * that does not stand there otherwise: forbidden_step() has to get past it, or it would be asked for the same place for ever. */
static mpt forbidden_at(const struct run *r, const struct steps_cell *c, mpt height)
{
    mpt least = 0;
    for (int p = c->spare + 1; !c->ended && p < c->end; p++) {
        int penalty = steps_penalty(c, p);
        least = mpt_most(least, steps_position(r->s, c, p));
        if (least >= height || penalty == STACK_FORCED) return NEVER;
        if (penalty >= STACK_YIELDS) return least;
    }
    return NEVER;
}

/* The least step to forbidden places between the last one and `height`; NEVER: none. */
static mpt next_forbidden(const struct run *r, mpt height)
{
    mpt least = NEVER;
    for (int i = 0; i < r->active_count; i++) {
        mpt at = forbidden_at(r, r->active[i], height);
        if (at < least) least = at;
    }
    return least;
}

/* One step to forbidden places: the cells go as far as they fit, and are put back behind it. */
static void forbidden_step(struct run *r, mpt height)
{
    int step = (int)r->s->steps.n, penalty = STACK_YIELDS;
    for (int i = 0; i < r->active_count; i++) {
        struct steps_cell *c = r->active[i];
        r->stood[i] = c->place;
        int p = c->spare;
        while (!c->ended && p < c->end && steps_penalty(c, p + 1) != STACK_FORCED && steps_position(r->s, c, p + 1) <= height) p++;
        c->spare = p;
        c->place = p;
        r->went_on[i] = !c->ended;
        c->ended |= p >= c->end; /* or it would lag behind */
        if (p == r->stood[i]) continue;
        *VEC_PUSH(r->arena, &c->advances) = (struct steps_advance){step, p};
        penalty = steps_penalty(c, p) > penalty ? steps_penalty(c, p) : penalty;
    }
    push_step(r, height, (struct stack_break){.penalty = penalty});
    for (int i = 0; i < r->active_count; i++) {
        struct steps_cell *c = r->active[i];
        if (c->place != r->stood[i]) *VEC_PUSH(r->arena, &c->advances) = (struct steps_advance){step + 1, r->stood[i]};
        c->place = r->stood[i];
        c->ended = !r->went_on[i];
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
    height = mpt_most(height, last_height(r));
    forbidden_steps(r, height);
    r->row_done |= ends;
    for (int i = 0; i < r->active_count; i++) {
        struct steps_cell *c = r->active[i];
        if (r->row_done && steps_last_row(c) == r->row && !c->ended) {
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
    mpt first = first_step(r, r->row, false);
    take_step(r, first);
    while (!r->row_done) {
        mpt height = smallest_step(r);
        take_step(r, height == NEVER ? row_cut_end(r) : height);
    }
}

/* Cells that span on go on alone until the next row's beginning fits, as long as this row may grow (XSL 1.1 7.15.6: the
 * greatest height of a row is a constraint that only its content breaks); not where a break is forced between the two,
 * nor where this row is kept together. That the next one is kept holds back its breaks only, not its beginning. So FOP has it. */
static void delay_next_row(struct run *r)
{
    const struct steps *s = r->s;
    mpt first = first_step(r, r->row + 1, true), greatest = s->rows[r->row].greatest;
    mpt limit = greatest ? mpt_add(steps_row_start(s, r->row), greatest) : NEVER;
    if (s->rows[r->row].below.penalty == STACK_FORCED || s->rows[r->row].keep_inside) return;
    for (;;) {
        mpt height = smallest_step(r);
        if (height >= first || height > s->row_end[r->row + 1] || height > limit) return;
        take_step(r, height);
    }
}

static void add_footnotes(struct steps *s, const struct steps_cell *c, int from, int to, int step)
{
    struct stack_footnote **tail = &s->steps.v[step].footnotes;
    while (*tail) tail = &(*tail)->next;
    stack_footnotes(c->content, from, to, stack_link_footnote, &tail);
}

/* A step carries the footnotes of a cell that are called above where the cell stands from then on: not those which it is put
 * back behind, as after a forbidden step. */
static void cell_footnotes(struct steps *s, const struct steps_cell *c)
{
    const struct steps_advance *a = c->advances.v;
    int to = c->end, step = -1; /* above this it stands from this step on */
    for (size_t k = c->advances.n; k-- > 0;) {
        if (step == a[k].step) continue; /* put back, and at once taken further */
        if (step >= 0 && a[k].place < to) {
            add_footnotes(s, c, a[k].place, to, step);
            to = a[k].place;
        }
        step = a[k].step;
    }
    if (step >= 0) add_footnotes(s, c, c->first, to, step);
}

/* The first step below i whose height is reached: steps never go back up. */
static int step_at(const struct steps *s, int i, mpt height)
{
    int low = i + 1, high = (int)s->steps.n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (s->steps.v[middle].pos < height) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Where all has ended that a break cuts, or that lags behind there, this no longer counts (steps.h, start_over). */
static void count_to_ends(struct arena *a, struct steps *s)
{
    int *ends = arena_array(a, (size_t)s->row_count + 1, sizeof *ends); /* the step that ends each row */
    for (size_t i = s->steps.n; i-- > 0;)
        if (s->steps.v[i].row_done) ends[s->steps.v[i].row] = (int)i;
    for (int i = 0; i < (int)s->steps.n; i++) {
        struct steps_step *step = &s->steps.v[i];
        int end = ends[step->cut_row], settled = step_at(s, i, step->settled);
        step->after.over_places = (settled < end ? settled : end) - i;
    }
}

void steps_run(struct arena *a, struct steps *s)
{
    struct run r = {.arena = a, .s = s};
    r.active = arena_array(a, (size_t)s->cell_count + 1, sizeof(struct steps_cell *));
    r.stood = arena_array(a, (size_t)s->cell_count + 1, sizeof *r.stood);
    r.went_on = arena_array(a, (size_t)s->cell_count + 1, sizeof *r.went_on);
    for (r.row = 0; r.row < s->row_count; r.row++) {
        activate(&r, r.row);
        step_row(&r);
        drop_ended_cells(&r);
        if (r.row + 1 < s->row_count) delay_next_row(&r);
    }
    count_to_ends(a, s);
    for (int i = 0; i < s->cell_count; i++) cell_footnotes(s, s->cells[i]);
}
