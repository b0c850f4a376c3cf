/* notes.c - footnotes: at the foot of the body of the page where they are called, below all its columns, divided when they must,
 * the rest first on the next page (XSL 1.1 section 6.12.1). */
#include <string.h>

#include "layout/page_int.h"

static struct fo_node *separator_node(const struct page_run *r)
{
    for (size_t i = 0; i < r->statics.n; i++)
        if (!strcmp(r->statics.v[i].flow_name, "xsl-footnote-separator"))
            return r->statics.v[i].node;
    return NULL;
}

static struct stack *separator_stack(struct page_run *r)
{
    struct fo_node *n = separator_node(r);
    if (!n)
        return NULL;
    mpt w = page_body_width(r->l);
    struct frame f = {.reference_ipd = w, .container_ipd = w, .container_bpd = -1, .in_static = true};
    struct stack *s = stack_new(r->l, &f);
    layout_children(r->l, s, n, &f, 0, w);
    stack_finish(s);
    return s;
}

mpt notes_separator(struct page_run *r)
{
    mpt width = page_body_width(r->l);
    if (r->separator < 0 || r->separator_width != width) {
        struct stack *s = separator_stack(r);
        r->separator_width = width;
        r->separator = s ? stack_height(s, 0, stack_places(s) - 1) : 0;
    }
    return r->separator;
}

mpt notes_waiting(struct page_run *r, const struct page_geometry *g)
{
    mpt room = g->region[REGION_BODY].ch, height = r->rest.n ? notes_separator(r) : 0;
    for (size_t i = 0; i < r->rest.n && height <= room; i++) {
        struct note_rest n = notes_at_width(r, r->rest.v[i], g->region[REGION_BODY].cw, room);
        height = mpt_add(height, stack_height(n.content, n.from, stack_places(n.content) - 1));
    }
    return height;
}

struct stack *notes_stack(struct layout *l, mpt width)
{
    struct frame f = {.reference_ipd = width, .container_ipd = width, .container_bpd = -1, .in_footnote = true};
    struct stack *s = stack_new(l, &f);
    s->resumable = true;
    return s;
}

struct stack_footnote *page_note(struct layout *l, struct fo_node *body)
{
    mpt w = page_body_width(l);
    struct stack_footnote *n = arena_alloc(l->chunk, sizeof *n);
    n->node = body;
    n->content = notes_stack(l, w);
    layout_mark_id(l, n->content, body);
    layout_children(l, n->content, body, &n->content->frame, 0, w);
    stack_finish(n->content);
    return n;
}

/* The next place where a note may be divided, or its end: no keep, widow or orphan. */
static int next_legal(const struct stack *s, int place)
{
    int end = stack_places(s) - 1, p = place + 1;
    while (p < end && stack_place(s, p)->penalty >= STACK_YIELDS)
        p++;
    return p < end ? p : end;
}

static mpt first_piece(const struct stack *s, int from)
{
    return stack_height(s, from, next_legal(s, from));
}

/* The place before `to` where the page could have ended too: what is called behind it may wait for the next page. As in Apache FOP
 * that is so inside what is kept within the page or the column, not inside what is kept within both. */
static const struct place *last_legal(const struct stack *s, int from, int to)
{
    do
        to--;
    while (to > from && stack_place(s, to)->penalty >= STACK_INFINITE && !stack_place(s, to)->half_kept);
    return &s->places.v[to];
}

mpt notes_least(struct page_run *r, const struct stack *s, int from, int to)
{
    const struct place *a = &s->places.v[from], *b = &s->places.v[to];
    bool repeated = a->brk.start_notes || b->brk.end_notes;
    if ((a->notes_before == b->notes_before && !repeated) || r->rest.n)
        return 0;
    const struct place *before = last_legal(s, from, to);
    mpt h = b->notes_height - a->notes_height;
    if (b->notes_before > before->notes_before && !b->brk.end_notes) /* a repeated footer's come behind all others */
        h = before->notes_height - a->notes_height + first_piece(s->notes.v[before->notes_before]->content, 0);
    h = mpt_add(h, mpt_add(a->start_notes, b->end_notes));
    return !r->page || r->page->notes.n ? h : mpt_add(h, notes_separator(r));
}

/* The highest of the columns that follow on this page when none becomes higher than `most`, and the place where they end. */
static mpt highest_column(struct page_run *r, mpt room, mpt most, int *end)
{
    const struct stack *s = r->stack;
    struct page *p = r->page;
    int at = r->at, column = p->column, last = stack_places(s) - 1;
    mpt highest = 0;
    p->column_most = most;
    for (; p->column < r->columns && r->at < last; p->column++) {
        bool over;
        int b = break_choose(r, room, false, &over);
        if (b < 0)
            continue; /* it stays empty */
        mpt h = stack_height(s, r->at, b);
        highest = mpt_most(highest, h > most ? most : h);
        r->at = b;
        if (stack_place(s, b)->penalty == STACK_FORCED && stack_place(s, b)->class > BREAK_COLUMN)
            break;
    }
    *end = r->at;
    r->at = at;
    p->column = column;
    return highest;
}

#define COLUMN_SEARCH MPT_PER_PT /* heights nearer than this are not told apart */

mpt notes_columns(struct page_run *r, mpt room)
{
    int end;
    if (r->columns < 2 || !r->stack->notes.n)
        return MPT_MAX;
    r->page_end = PLACE_NONE;
    mpt high = room, low = highest_column(r, room, high, &end), notes = notes_least(r, r->stack, r->at, end);
    if (!notes || low + notes <= room)
        return notes ? low : MPT_MAX;
    for (low = room - notes; high - low > COLUMN_SEARCH;) {
        mpt most = low + (high - low) / 2, h = highest_column(r, room, most, &end);
        *(h + notes_least(r, r->stack, r->at, end) <= room ? &low : &high) = most;
    }
    return highest_column(r, room, low, &end);
}

/* The last place of the rest that fits into room; when nothing does and it must begin here, the last that keeps forbid, at
 * least its first one. */
static int last_fitting(const struct note_rest *n, mpt room, mpt page, bool must)
{
    int end = stack_places(n->content) - 1, best = n->from;
    for (int p = best; p < end;) {
        p = next_legal(n->content, p);
        mpt h = stack_height(n->content, n->from, p);
        if (h <= room)
            best = p;
        if (h > mpt_add(room, page))
            break; /* no spaces below zero bring it back */
    }
    if (best > n->from || !must)
        return best;
    for (int p = best = n->from + 1; p <= end; p++)
        if (stack_height(n->content, n->from, p) <= room)
            best = p;
    return best;
}

static void set_note(struct page_run *r, struct note_rest n, bool must)
{
    struct page *p = r->page;
    if (!r->rest.n)
        n = notes_at_width(r, n, page_body(p)->cw, page_body(p)->ch);
    mpt column = mpt_most(p->column_used, p->span_height);
    if (p->column_most < MPT_MAX)
        column = mpt_most(column, p->column_most); /* columns to come */
    mpt body = mpt_add(p->used, column);
    mpt room = page_body(p)->ch - body - p->notes_height - (p->notes.n ? 0 : notes_separator(r));
    int end = stack_places(n.content) - 1;
    int to = r->rest.n ? n.from : last_fitting(&n, room, page_body(p)->ch, must); /* in order: none overtakes one that waits */
    if (to > n.from) {
        if (!p->notes.n)
            p->notes_height = notes_separator(r);
        p->notes_height = mpt_add(p->notes_height, stack_height(n.content, n.from, to));
        *VEC_PUSH(r->l->chunk, &p->notes) = n;
        *VEC_PUSH(r->l->chunk, &p->notes_to) = to;
    }
    if (to < end)
        *VEC_PUSH(r->l->doc, &r->rest) = (struct note_rest){n.node, n.content, to, n.repeated};
}

static void call_note(struct page_run *r, struct stack_footnote *n, bool must)
{
    size_t said = diag_list_count(r->l->diag);
    struct stack_footnote *self = n->again ? n->again : n;
    struct stack *content = n->again ? page_note(r->l, n->node)->content : n->content;
    if (n->again)
        diag_list_cut(r->l->diag, said); /* said when it was laid out first */
    set_note(r, (struct note_rest){.node = n->node, .content = content, .repeated = self->set}, must);
    self->set = true;
}

struct take {
    struct page_run *r;
    bool any; /* was called before */
};

static void take(void *arg, struct stack_footnote *n)
{
    struct take *t = arg;
    call_note(t->r, n, !t->any && !t->r->rest.n);
    t->any = true;
}

void notes_take(struct page_run *r, struct stack *s, int from, int to)
{
    struct take t = {.r = r};
    for (struct stack_footnote *n = stack_break_notes(s, from, false); n; n = n->next)
        take(&t, n);
    stack_footnotes(s, from, to, take, &t);
    for (struct stack_footnote *n = stack_break_notes(s, to, true); n; n = n->next)
        take(&t, n);
}

/* A page that begins with the rest of notes also takes a first piece of the flow where both fit, or a note of many pages
 * would hold up the text for as long. */
static mpt flow_share(struct page_run *r)
{
    const struct stack *s = r->stack;
    const struct note_rest *n = r->rest.v;
    if (!s || r->at + 1 >= stack_places(s))
        return 0;
    int to = r->at + 1;
    while (to + 1 < stack_places(s) && s->places.v[to].brk.penalty > 0)
        to++;
    mpt h = stack_height(s, r->at, to), least = mpt_add(notes_separator(r), first_piece(n->content, n->from));
    return mpt_add(h, least) > page_body(r->page)->ch ? 0 : h;
}

void notes_carry_in(struct page_run *r)
{
    size_t n = r->rest.n, cap = r->rest.cap, i = 0;
    struct note_rest *old = r->rest.v;
    if (!n)
        return;
    r->page->used = flow_share(r);
    r->rest.v = NULL;
    r->rest.n = r->rest.cap = 0;
    for (; i < n && !r->rest.n; i++)
        set_note(r, old[i], i == 0);
    if (r->rest.n) { /* those behind it wait where they are: a page takes no look at them */
        old[--i] = r->rest.v[0];
        r->rest.v = old + i;
        r->rest.n = n - i;
        r->rest.cap = cap - i;
    }
    r->page->used = 0;
}

static mpt emit_note(struct page_run *r, const struct note_rest *n, int to, mpt y)
{
    struct page *p = r->page;
    if (!n->repeated)
        return stack_emit(n->content, n->from, to, p->body, y, 0);
    struct area *box = area_new(r->l->chunk, AREA_BOX, NULL);
    box->artifact = true;
    box->y = y;
    box->w = page_body(p)->cw;
    box->h = stack_emit(n->content, n->from, to, box, 0, 0);
    area_clear_ids(box);
    area_append(p->body, box);
    return box->h;
}

void notes_emit(struct page_run *r)
{
    struct page *p = r->page;
    if (!p->notes.n)
        return;
    mpt y = page_body(p)->ch - p->notes_height;
    size_t last = p->notes.n - 1;
    if (fill_report(r, &p->notes.v[last].content->places.v[p->notes_to.v[last]], p->used - y))
        y = p->used; /* what is too high runs off the foot of the page, not over the text above */
    struct stack *sep = separator_stack(r);
    if (sep) {
        struct area *box = area_new(r->l->chunk, AREA_BOX, NULL);
        box->artifact = true;
        box->y = y;
        box->w = page_body(p)->cw;
        box->h = stack_emit(sep, 0, stack_places(sep) - 1, box, 0, 0);
        area_append(p->body, box);
        y += box->h;
    }
    for (size_t i = 0; i < p->notes.n; i++) {
        const struct area *before = p->body->last_child;
        y += emit_note(r, &p->notes.v[i], p->notes_to.v[i], y);
        if (p->notes.v[i].content->frame.reference_ipd != page_body(p)->cw)
            notes_report_width(r, before);
    }
}
