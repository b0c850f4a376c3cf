/* fill.c - the flow's content onto columns and pages: the loop that asks break.c for the end of each column, sets the part, and
 * goes on where the break says. */
#include "base/buf.h"
#include "layout/chunk.h"
#include "layout/held.h"
#include "layout/page_int.h"

static void next_column(struct page_run *r)
{
    struct page *p = r->page;
    if (p->column_used > p->span_height)
        p->span_height = p->column_used;
    p->column_used = 0;
    if (++p->column >= r->columns)
        page_close(r);
}

static mpt body_room(const struct page_run *r)
{
    const struct page *p = r->page;
    return page_body(p)->ch - p->used - p->notes_height;
}

/* An id, marker or absolute area needs a place. */
static bool holds_mark(const struct stack *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct elem *e = &s->elems.v[i];
        if (e->kind == ELEM_MARK || e->kind == ELEM_ABSOLUTE || (e->kind == ELEM_OPEN && e->u.block->marks))
            return true;
    }
    return false;
}

/* Behind a forced break there is nothing that needs a page. */
static bool nothing_follows(const struct page_run *r)
{
    const struct stack *s = r->stack;
    const struct place *p = &s->places.v[r->at];
    return r->at && p->brk.penalty == STACK_FORCED && p->boxes >= s->boxes && !holds_mark(s, p->elem, s->elems.n);
}

/* Columns that the rest would take when each is `height` high; more than the limit ends the count. */
static int columns_needed(struct page_run *r, mpt height, int limit)
{
    int at = r->at, end = stack_places(r->stack) - 1, n = 0;
    while (r->at < end && !nothing_follows(r) && n <= limit) {
        bool over;
        int b = break_choose(r, height, true, &over);
        bool page = r->stack->places.v[b].brk.penalty == STACK_FORCED && r->stack->places.v[b].brk.class > BREAK_COLUMN;
        r->at = b;
        if (over || (page && !nothing_follows(r))) /* a break behind all of it asks for no page */
            n = limit;
        n++;
    }
    r->at = at;
    return n;
}

static const struct page_geometry *next_master(struct page_run *r, bool last)
{
    struct page_state st = {.first = r->pages == 0, .last = last, .number = r->number};
    st.only = st.first && last && r->only;
    return master_next(r->l, r->cursor, &st, false);
}

/* Does the rest fit on the page to come, with its footnotes and those that wait? Behind waiting ones all others wait too. */
static bool fits_page(struct page_run *r, bool last)
{
    const struct page_geometry *g = next_master(r, last);
    const struct place *from = &r->stack->places.v[r->at], *end = &r->stack->places.v[stack_places(r->stack) - 1];
    mpt called = end->notes_height - from->notes_height;
    if (!g || (called && r->rest.n))
        return false;
    mpt room = g->region[REGION_BODY].ch - notes_waiting(r, g);
    if (called && r->columns == 1 && stack_height(r->stack, r->at, stack_places(r->stack) - 1) + called + notes_separator(r) > room)
        return false;
    return room >= 0 && columns_needed(r, room, r->columns) <= r->columns;
}

/* The last page is the one on which the rest would fit anyway, if it fits there on the master for last pages too. The only
 * page needs to fit on the master for that (as in Apache FOP; XSL leaves open how the last page is found). */
static bool is_last(struct page_run *r)
{
    if (r->last == LAST_REFUSED || !r->flow_ended || !r->stack->finished || ending_blank(r, 1))
        return false;
    return (r->only || r->last == LAST_TRIED || fits_page(r, false)) && fits_page(r, true);
}

/* The content at hand is laid out again for the page that it comes to unless that is the last one. */
static bool laid_out_again(struct page_run *r)
{
    const struct page_geometry *g = page_at_hand(r);
    return g && page_has_flow(r, g) && again_other_columns(r, g) && again_begin(r);
}

/* Would the rest fit on the page to come, and does the master for last pages have other columns? Only there it shows whether it fits on
 * that too: it is laid out for it. */
static bool try_last(struct page_run *r)
{
    const struct page_geometry *g = next_master(r, true);
    if (r->last != LAST_UNTRIED || r->only || !r->flow_ended || !r->stack->finished || ending_blank(r, 1) || !g || !page_has_flow(r, g)
        || !again_other_columns(r, g) || !fits_page(r, false) || !again_begin(r))
        return false;
    r->last = LAST_TRIED;
    return true;
}

/* It does not fit: it is laid out again as before. */
static bool refuse_last(struct page_run *r)
{
    if (r->last != LAST_TRIED || is_last(r))
        return false;
    r->last = LAST_REFUSED;
    return laid_out_again(r);
}

/* Content that is no only page's goes on to other masters. True: it is laid out again for them. */
static bool not_the_only(struct page_run *r)
{
    if (!r->only || r->pages || (r->parity == BREAK_ANY && is_last(r)))
        return false;
    r->only = false;
    return laid_out_again(r);
}

/* Body height of the page after the one under way. */
static mpt next_room(struct page_run *r)
{
    const struct page_geometry *g = page_ahead(r, 1);
    return g ? g->region[REGION_BODY].ch : 0;
}

static const struct loc *loc_of(const struct page_run *r, const struct place *end)
{
    return end->open ? &end->open->node->loc : &r->sequence->loc;
}

bool fill_report(struct page_run *r, const struct place *end, mpt beyond)
{
    if (beyond <= MPT_PER_PT / 2)
        return false;
    struct buf by = {0};
    buf_decimal(&by, beyond, 3);
    diag(r->l->diag, PAGE_OVERFLOW, loc_of(r, end), by.data, r->page->label);
    buf_free(&by);
    return true;
}

static void report_overfull(struct page_run *r, int b, mpt height, mpt room)
{
    const struct place *p = &r->stack->places.v[b];
    if (!fill_report(r, p, mpt_add(height, -(int64_t)room)) && break_penalty(r, b) >= STACK_YIELDS)
        diag(r->l->diag, PAGE_KEEP_BROKEN, loc_of(r, p), r->page->label);
}

/* What a forced break or the end leaves free stays free. */
static bool goes_on(const struct page_run *r, int b)
{
    return !r->ends && r->stack->places.v[b].brk.penalty != STACK_FORCED && !(r->stack->finished && b == stack_places(r->stack) - 1);
}

/* How far the spaces of a part change [1/1000 of their range]: they shrink to fit, and stretch to fill where the content
 * goes on behind it. */
static int part_ratio(const struct page_run *r, int b, mpt free, mpt stretch, mpt shrink)
{
    mpt range = free < 0 ? shrink : goes_on(r, b) ? stretch : 0;
    if (range <= 0)
        return 0;
    int64_t ratio = ((int64_t)free * 1000 - (free < 0 ? range - 1 : 0)) / range; /* rounded so that it fits */
    return ratio > 1000 ? 1000 : ratio < -1000 ? -1000 : (int)ratio;
}

/* Spaces inside list items change as those around them do, which fit the column already: where they stretch, only into what is free
 * still [1/1000 of their range]. */
static int part_give(const struct page_run *r, int b, mpt free, mpt stretch, int ratio)
{
    if (free <= 0 || !goes_on(r, b))
        return ratio;
    mpt idle, range = stack_give(r->stack, r->at, b, &idle);
    int most = stretch > 0 ? ratio : 1000;
    int64_t left = (int64_t)free - (int64_t)stretch * ratio / 1000 + idle;
    return (int64_t)range * most <= left * 1000 ? most : (int)(left * 1000 / range);
}

static void set_part(struct page_run *r, int b, mpt room)
{
    struct page *p = r->page;
    mpt stretch, shrink, height = stack_height_range(r->stack, r->at, b, &stretch, &shrink);
    mpt free, most = room - notes_least(r, r->stack, r->at, b), least = mpt_add(height, -(int64_t)shrink);
    p->column_used = height < most ? height : most > least ? most : least;
    notes_take(r, r->stack, r->at, b); /* before the spaces stretch into the room that notes can use */
    free = mpt_add(body_room(r), -(int64_t)height);
    int ratio = r->ends ? 0 : part_ratio(r, b, free, stretch, shrink);
    r->l->give = part_give(r, b, free, stretch, ratio);
    report_overfull(r, b, least, room);
    struct area *column = area_new(r->l->chunk, AREA_BOX, NULL);
    column->x = p->column * r->column_pitch;
    column->y = p->used;
    column->w = r->column_width;
    column->h = stack_emit(r->stack, r->at, b, column, 0, ratio);
    r->l->give = 0;
    area_append(p->body, column);
    if (again_needed(r))
        again_report(r, column);
    p->column_used = column->h;
    p->filled = true;
    r->skipped = 0;
    r->at = b;
}

static void blank_until(struct page_run *r, bool odd)
{
    if (r->number % 2 == (odd ? 1 : 0) || r->l->failed)
        return;
    if (page_open(r, true, false))
        page_close(r);
}

/* One that is asked for already comes before. */
static void want_number(struct page_run *r, enum stack_break_class class)
{
    if (class == r->parity)
        return;
    r->turns = r->parity == BREAK_ANY ? 0 : r->turns + 1;
    r->parity = class;
}

static void want_parity(struct page_run *r, const struct stack_break *brk)
{
    if (brk->class != BREAK_EVEN_PAGE && brk->class != BREAK_ODD_PAGE)
        return;
    if (brk->other_first)
        want_number(r, brk->class == BREAK_ODD_PAGE ? BREAK_EVEN_PAGE : BREAK_ODD_PAGE);
    want_number(r, brk->class);
}

/* A break behind nothing but empty blocks, which take no page of their own, says where they and what follows stand. */
static void want_parity_behind_nothing(struct page_run *r)
{
    const struct place *p = r->stack->places.v;
    for (int b = r->at + 1; b < stack_places(r->stack) && break_behind_nothing(r->stack, r->at, b); b++)
        if (p[b].brk.penalty == STACK_FORCED)
            want_parity(r, &p[b].brk);
}

/* The page to come gets its number, behind blank ones where breaks asked for an even or odd page; once, though its content may be
 * laid out again. */
static void take_number(struct page_run *r)
{
    if (!r->numbered) {
        want_parity_behind_nothing(r);
        unsigned turns = r->parity == BREAK_ANY ? 0 : r->turns + 1;
        while (turns--)
            blank_until(r, (r->parity == BREAK_ODD_PAGE) == (turns % 2 == 0));
    }
    r->parity = BREAK_ANY;
    r->numbered = true;
}

/* Opens the page on which the content goes on. Whether it is the last one shows at the width of other pages. said: as in
 * fill_once(). */
static bool open_page(struct page_run *r, size_t said)
{
    take_number(r);
    again_keep(r, said);
    if (r->l->failed || laid_out_again(r) || try_last(r) || refuse_last(r))
        return false;
    bool last = is_last(r);
    r->last = LAST_UNTRIED;
    r->numbered = false;
    return page_open(r, false, last); /* the blank page counts among those of the sequence */
}

/* What is left of footnotes does not go over a forced break: it stands on pages of its own before it. */
static void set_notes_left(struct page_run *r)
{
    while (!r->l->failed && r->rest.n && page_open(r, false, false))
        page_close(r);
}

/* Goes on behind a break that was taken. */
static void after_break(struct page_run *r, const struct stack_break *brk)
{
    if (brk->penalty == STACK_FORCED)
        r->section_width = r->column_width;
    if (r->at == r->page_end) {
        page_close(r);
        return;
    }
    if (brk->penalty != STACK_FORCED || brk->class <= BREAK_COLUMN) {
        next_column(r);
        return;
    }
    page_close(r);
    set_notes_left(r);
    want_parity(r, brk);
}

/* The forced break next has at most an empty block before it, which nobody misses, and something behind it. */
static bool leading_break(const struct stack *s, int at)
{
    if (at + 1 >= stack_places(s) || s->places.v[at + 1].brk.penalty != STACK_FORCED || !break_behind_nothing(s, at, at + 1))
        return false;
    const struct place *p = &s->places.v[at];
    return p[1].boxes == p->boxes || (p[1].boxes < s->boxes && !holds_mark(s, p->elem, p[1].elem));
}

/* Forced breaks before anything stands on the page are satisfied already, but for its parity. Behind an empty block the spaces
 * around it go with it. */
static void skip_leading_breaks(struct page_run *r)
{
    while (!(r->page && r->page->filled) && leading_break(r->stack, r->at)) {
        const struct stack_break *b = &r->stack->places.v[++r->at].brk;
        r->section_width = r->column_width;
        if (!r->page)
            want_parity(r, b);
    }
}

/* The break before a block with which a span begins, on a page where the span before it has ended. */
static bool break_before_span(struct page_run *r)
{
    const struct stack *s = r->stack;
    if (r->at || !r->page || !r->page->filled || stack_places(s) < 2 || s->places.v[1].filled
        || s->places.v[1].brk.penalty != STACK_FORCED)
        return false;
    r->at = 1;
    after_break(r, &s->places.v[1].brk);
    return true;
}

/* A page whose body is not the flow's region. */
static void skip_page(struct page_run *r)
{
    page_close(r);
    if (++r->skipped < PAGES_SKIPPED_MAX)
        return;
    diag(r->l->diag, FLOW_NO_REGION, &r->sequence->loc, r->flow_name);
    r->l->failed = true;
}

#define FORGET_PLACES 500 /* so many are behind before the list is shortened */

/* No page is under way: what lies before the place is drawn, if no page waits, and can go. */
static void give_back(struct page_run *r)
{
    const struct place *p = &r->stack->places.v[r->at];
    if (r->page || r->rest.n || held_any(r->l))
        return;
    chunk_pages_done(r->l);
    chunk_passed(r->l, r->box_base + p->boxes, p->open);
    if (r->at > FORGET_PLACES) {
        stack_forget(r->stack, r->at);
        r->at = 1;
    }
}

/* Is so much of the flow waiting that n columns can't hold it? */
static bool pending(struct page_run *r, int n)
{
    const struct stack *s = r->stack;
    const struct page_geometry *g = page_at_hand(r);
    mpt page = g ? g->region[REGION_BODY].ch : 0;
    return page > 0 && (int64_t)s->total.min - s->places.v[r->at].after.min > (int64_t)page * n;
}

/* One part, one page without a body, or one column that is left. False: more of the flow is needed, the span is done, or
 * content must be laid out again. said: messages before all of this. */
static bool fill_once(struct page_run *r, size_t said)
{
    if (break_before_span(r))
        return true;
    skip_leading_breaks(r);
    give_back(r);
    int end = stack_places(r->stack) - 1;
    if (r->stack->finished && (r->at >= end || nothing_follows(r)))
        return false;
    if (!r->stack->finished && (!r->page || r->page->column == 0) && !pending(r, r->columns))
        return false; /* these columns may have to be even */
    if (!r->page && (not_the_only(r) || !open_page(r, said)))
        return false;
    struct page *p = r->page;
    if (p->no_body) {
        skip_page(r);
        return true;
    }
    again_keep(r, said);
    bool stale = again_needed(r);
    if (stale && again_begin(r))
        return false;
    if (stale && p->column == 0)
        again_stale_columns(r);
    mpt room = body_room(r);
    if (p->column == 0)
        r->ends = r->balance && r->stack->finished ? balance_columns(r, room) : NULL;
    if (p->column == 0 && !r->ends)
        p->column_most = notes_columns(r, room);
    r->page_end = r->ends ? PLACE_NONE : break_page_end(r, room);
    if (r->page_end == PLACE_MORE)
        return false;
    if (r->page_end == r->at) {
        page_close(r);
        return true;
    }
    bool overfull = false, fresh = p->used == 0 && !p->notes.n;
    int b = r->ends ? r->ends[p->column] : break_choose(r, room, fresh, &overfull);
    if (b == PLACE_MORE)
        return false;
    if (b == PLACE_NONE || (overfull && !p->filled && next_room(r) > room)) {
        next_column(r); /* to where there is more room */
        return true;
    }
    bool goes_on = stale && again_stale_end(r, &b);
    set_part(r, b, room);
    if (goes_on) { /* no page ends here: what follows is laid out again, below the spaces behind this part */
        p->column_used = mpt_add(p->column_used, stack_spaces_lost(r->stack, b));
        return true;
    }
    if (r->stack->finished && b == stack_places(r->stack) - 1)
        return false;
    after_break(r, &r->stack->places.v[b].brk);
    return true;
}

/* Sets what can be set. No content is laid out meanwhile, so what is said is about pages. */
void fill(struct page_run *r)
{
    size_t said = diag_list_count(r->l->diag);
    struct arena *content = chunk_pages_begin(r->l);
    while (!r->l->failed && fill_once(r, said))
        ;
    chunk_pages_end(r->l, content);
    again_keep(r, said);
}

/* Called by the stack after each box of the flow: works only once enough is there to judge a page. */
void fill_drain(void *self, struct stack *s)
{
    struct page_run *r = self;
    if (r->in_fill || r->l->failed)
        return;
    size_t said = diag_list_count(r->l->diag);
    const struct range *at = &s->places.v[r->at].after;
    bool elastic = s->total.max - s->total.min > at->max - at->min; /* there is something to weigh: see break.c */
    if (!pending(r, r->columns + 1) || (elastic && !again_next_is_other(r) && !pending(r, r->columns + BREAK_WINDOW)))
        return;
    again_keep(r, said);
    r->in_fill = true;
    fill(r);
    r->in_fill = false;
}
