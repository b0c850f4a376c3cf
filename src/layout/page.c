#include "layout/page.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "layout/chunk.h"
#include "layout/held.h"
#include "layout/inline.h"
#include "layout/markers.h"
#include "layout/page_int.h"
#include "layout/scan.h"

const struct region *page_body(const struct page *p)
{
    return &p->geometry->region[REGION_BODY];
}

const struct page_geometry *page_at_hand(const struct page_run *r)
{
    if (r->page)
        return r->page->geometry;
    bool first = r->pages == 0, only = first && r->only;
    struct page_state st = {.first = first, .last = only || r->last == LAST_TRIED, .only = only, .number = r->number};
    return master_next(r->l, r->cursor, &st, false);
}

bool page_has_flow(const struct page_run *r, const struct page_geometry *g)
{
    const char *name = g->region[REGION_BODY].name;
    return strcmp(name ? name : "", r->flow_name) == 0;
}

const struct page_geometry *page_ahead(const struct page_run *r, int n)
{
    const struct page_geometry *g;
    int skipped = 0;
    do {
        struct page_state st = {.number = r->number + (unsigned)n};
        g = master_ahead(r->l, r->cursor, &st, n++ - 1);
    } while (g && !page_has_flow(r, g) && skipped++ < PAGES_SKIPPED_MAX);
    return g;
}

void page_extent(const struct layout *l, mpt *width, mpt *height)
{
    const struct page_geometry *g = l->run ? page_at_hand(l->run) : NULL;
    *width = g ? g->width : 0;
    *height = g ? g->height : 0;
}

bool page_is_odd(const struct layout *l)
{
    const struct page_run *r = l->run;
    return !r || (r->page ? r->page->number : r->number) % 2 == 1;
}

mpt page_body_width(const struct layout *l)
{
    const struct page_geometry *g = l->run ? page_at_hand(l->run) : NULL;
    return g ? g->region[REGION_BODY].cw : 0;
}

mpt page_greatest_room(const struct layout *l)
{
    return l->run ? master_greatest_room(l->run->cursor) : MPT_MAX;
}

mpt page_laid_wider(const struct layout *l, const struct frame *f)
{
    const struct page_run *r = l->run;
    return r && !f->in_static && f->reference_ipd == r->column_width ? r->first_width - r->column_width : 0;
}

void page_begin_section(struct layout *l, const struct stack *s)
{
    if (l->run && l->run->stack == s)
        l->run->first_width = l->run->column_width;
}

const char *page_label(struct layout *l)
{
    struct page_run *r = l->run;
    if (!r)
        return "";
    return r->page ? r->page->label : number_format(l->chunk, r->number, r->sequence);
}

void page_add_fixed(struct layout *l, struct area *a)
{
    if (l->run && l->run->page)
        area_append(l->run->page->area, a);
}

bool page_goes_on_with(const struct layout *l, const struct layout_resume *paragraph)
{
    return l->run && l->run->again.node == paragraph->node && l->run->again.behind == paragraph->behind;
}

/* --- opening and closing a page --- */

void page_mark(struct layout *l, struct area *a, const struct fo_node *n, bool first)
{
    const char *id = fo_string(n, FO_P_ID);
    if (!id[0])
        return;
    struct area_mark *m = arena_alloc(l->chunk, sizeof *m);
    *m = (struct area_mark){.next = a->marks, .id = id, .first = first, .last = true};
    a->marks = m;
}

/* The flow's areas are the bodies of its pages (XSL 1.1 6.4.19). */
static void mark_body(struct page_run *r, const struct page *p)
{
    if (p->blank || p->no_body)
        return;
    page_mark(r->l, p->body, r->flow_node, !r->flow_marked);
    for (size_t i = r->flow_markers.n; i-- > 0;) {
        struct area_mark *m = arena_alloc(r->l->chunk, sizeof *m);
        *m = (struct area_mark){.next = p->body->marks, .marker = r->flow_markers.v[i], .first = !r->flow_marked, .last = p->last};
        p->body->marks = m;
    }
    r->flow_marked = true;
}

struct page *page_open(struct page_run *r, bool blank, bool last)
{
    struct layout *l = r->l;
    if (l->page_count >= LIMIT_PAGES) {
        struct buf n = {0};
        buf_decimal(&n, LIMIT_PAGES, 0);
        diag(l->diag, PAGE_LIMIT, &r->sequence->loc, n.data);
        buf_free(&n);
        l->failed = true;
        return NULL;
    }
    struct page_state st = {.first = r->pages == 0, .last = last, .blank = blank, .number = r->number};
    st.only = st.first && last && r->only;
    const struct page_geometry *g = master_next(l, r->cursor, &st, true);
    if (!g) {
        l->failed = true;
        return NULL;
    }
    struct page *p = arena_alloc(l->chunk, sizeof *p);
    p->geometry = g;
    p->number = r->number;
    p->label = number_format(l->doc, r->number, r->sequence);
    p->blank = blank;
    p->first = st.first;
    p->last = last;
    p->area = area_new(l->chunk, AREA_PAGE, r->sequence);
    p->column_most = MPT_MAX;
    p->area->w = g->width;
    p->area->h = g->height;
    p->area->u.page.number = ++l->page_count;
    p->area->u.page.label = p->label;
    p->no_body = !blank && !page_has_flow(r, g);
    p->body = region_area(l, page_body(p));
    mark_body(r, p);
    static_mark(r, p);
    page_mark(l, p->area, r->sequence, r->pages == 0);
    if (r->sequence->parent)
        page_mark(l, p->area, r->sequence->parent, l->page_count == 1);
    r->page = p;
    if (!blank)
        notes_carry_in(r);
    return p;
}

/* display-align of the body: how much of what is left free goes above. */
static mpt free_above(const struct page *p, mpt free)
{
    enum fo_keyword a = fo_enum(page_body(p)->node, FO_P_DISPLAY_ALIGN);
    return free <= 0 ? 0 : a == FO_K_CENTER ? free / 2 : a == FO_K_AFTER ? free : 0;
}

static void move_column(struct area *column, mpt by)
{
    column->y += by;
    for (struct area *a = column->first_child; a; a = a->next)
        if (a->absolute)
            a->y -= by;
}

/* A column is a reference area as high as its span, and its content is aligned in it (XSL 1.1 7.14.4). */
static void align_columns(struct page *p)
{
    for (struct area *c = p->spans_end ? p->spans_end->next : p->body->first_child; c; c = c->next)
        move_column(c, free_above(p, p->span_height - c->h));
    p->spans_end = p->body->last_child;
}

static void align_body(struct page *p)
{
    mpt shift = free_above(p, page_body(p)->ch - p->used - p->notes_height);
    for (struct area *c = p->body->first_child; c; c = c->next)
        move_column(c, shift);
}

void page_end_span(struct page *p)
{
    if (p->column_used > p->span_height)
        p->span_height = p->column_used;
    align_columns(p);
    p->used = mpt_add(p->used, p->span_height);
    p->span_height = p->column_used = 0;
    p->column = 0;
    p->column_most = MPT_MAX;
}

void page_close(struct page_run *r)
{
    struct page *p = r->page;
    page_end_span(p);
    align_body(p);
    notes_emit(r);
    struct area *fixed = p->area->first_child; /* fixed containers come above the body */
    p->area->first_child = p->area->last_child = NULL;
    area_append(p->area, p->body);
    if (fixed) {
        p->body->next = fixed;
        for (p->area->last_child = fixed; p->area->last_child->next;)
            p->area->last_child = p->area->last_child->next;
    }
    scan_page(r->l, p->area, p->label);
    static_emit(r, p);
    markers_end_page(r->l);
    held_page(r->l, p->area);
    r->page = NULL;
    r->ended_last = p->last;
    r->pages++;
    r->number++;
}

/* --- the flow --- */

/* Only these two have span in their lists of properties (XSL 1.1 6.5.2, 6.5.3). */
static bool spans_all(const struct fo_node *n)
{
    return (n->element == FO_BLOCK || n->element == FO_BLOCK_CONTAINER) && fo_enum(n, FO_P_SPAN) == FO_K_ALL;
}

/* A wrapper returns the areas of what it holds: it spans as the first of that does, an empty one as what is around it. */
static bool begins_all(const struct layout *l, struct fo_node *n, bool around)
{
    while (n && n->element == FO_WRAPPER) {
        struct fo_node *go = layout_resume_child(l, n);
        n = go ? go : fo_first(l->fo, n);
        while (n && (n->element == FO_MARKER || layout_blank(n)))
            n = fo_next(l->fo, n);
    }
    return n ? spans_all(n) : around;
}

bool page_ends_span(struct layout *l, const struct stack *s, struct fo_node *n)
{
    const struct fo_node *p = n->parent;
    struct page_run *r = l->run;
    while (p->element == FO_WRAPPER)
        p = p->parent;
    if (p == n->parent || p->element != FO_FLOW || !r || r->stack != s || begins_all(l, n, r->all) == r->all)
        return false;
    r->again = (struct layout_resume){.node = n, .begins = true};
    r->span_ended = true;
    l->failed = true;
    return true;
}

bool page_span_ended(const struct layout *l)
{
    return l->run && l->run->span_ended;
}

struct page_columns page_columns(const struct page_geometry *g, bool all)
{
    const struct region *b = &g->region[REGION_BODY];
    struct page_columns c = {.count = all ? 1 : b->columns};
    c.gap = c.count > 1 ? b->column_gap : 0;
    c.width = (b->cw - (c.count - 1) * c.gap) / c.count;
    if (c.width < 0)
        c.width = 0;
    return c;
}

/* n: with which the span begins. */
static bool begin_span(struct page_run *r, struct fo_node *n, bool all)
{
    const struct page_geometry *g = page_at_hand(r);
    if (!g) {
        r->l->failed = true;
        return false;
    }
    struct page_columns c = page_columns(g, all);
    r->all = all;
    r->columns = c.count;
    r->column_gap = c.gap;
    r->column_width = c.width;
    r->column_pitch = mpt_add(c.width, c.gap);
    bool goes_on = r->l->resume.node;
    r->begun = goes_on ? r->l->resume : (struct layout_resume){.node = n};
    r->begun.said = diag_list_count(r->l->diag);
    if (!goes_on || !r->section_width)
        r->section_width = c.width;
    r->first_width = r->section_width;
    struct frame f = {.reference_ipd = c.width, .container_ipd = c.width, .container_bpd = g->region[REGION_BODY].ch};
    struct arena *chunk = r->l->chunk;
    if (r->stack_arena) /* what was on the stack before is placed, or laid out again */
        arena_reset(r->stack_arena);
    else
        r->stack_arena = arena_new();
    r->l->chunk = r->stack_arena; /* the list outlives the content that is on it */
    r->stack = stack_new(r->l, &f);
    r->l->chunk = chunk;
    r->box_base = r->l->flow_boxes;
    r->stack->resumable = true;
    r->stack->drain = fill_drain;
    r->stack->drain_self = r;
    r->at = 0;
    return true;
}

static void finish_span(struct page_run *r, bool balance)
{
    stack_finish(r->stack);
    r->balance = balance;
    r->in_fill = true;
    fill(r);
    r->in_fill = false;
    r->balance = false;
    if (r->page)
        page_end_span(r->page);
}

/* Children of the flow, from where content begins again, cut into spans at span="all"; inline content can't stand here. */
static void flow_part(struct page_run *r, struct fo_node *flow)
{
    struct layout *l = r->l;
    bool all = false, open = false;
    struct fo_node *last = NULL, *next, *go = layout_resume_child(l, flow);
    for (struct fo_node *n = go ? go : fo_first(l->fo, flow); n && !l->failed; n = next) {
        if (n->element == FO_TEXT || n->element == FO_MARKER) { /* markers: see mark_body() */
            next = fo_next(l->fo, n);
            continue;
        }
        if (!open || begins_all(l, n, all) != all) {
            if (open)
                finish_span(r, true);
            if (l->failed)
                return;
            all = begins_all(l, n, all);
            open = begin_span(r, n, all);
            last = NULL;
        }
        if (!open)
            return;
        layout_resume_here(l, n);
        if (last)
            stack_break(r->stack, (struct stack_break){.next.node = n});
        layout_block_level(l, r->stack, n, &r->stack->frame);
        next = l->failed ? NULL : fo_next(l->fo, n);
        if (last)
            chunk_release(l, last);
        chunk_boundary(l, r->stack);
        last = n;
    }
    if (l->failed)
        return;
    r->flow_ended = true;
    if (open)
        finish_span(r, false); /* columns are balanced before span="all" only */
}

/* The span ended inside a wrapper; its last pages may have columns of another width. */
static void turn_span(struct page_run *r)
{
    struct layout_resume next = r->again;
    r->again = (struct layout_resume){0};
    r->span_ended = r->l->failed = false;
    finish_span(r, true);
    if (r->l->failed)
        return;
    r->again = next;
    r->section_width = 0;
}

/* The whole flow. Where a page has columns of another width than the content was laid out for, fill() stops everything, and
 * what is not set yet is laid out again. */
static void flow(struct page_run *r, struct fo_node *flow)
{
    struct layout *l = r->l;
    for (;;) {
        flow_part(r, flow);
        l->resumed = NULL;
        if (r->span_ended)
            turn_span(r);
        if (!r->again.node)
            return;
        l->failed = false;
        l->resume = r->again;
        r->again = (struct layout_resume){0};
        r->flow_ended = false;
        chunk_again(l, l->resume.node);
    }
}

/* --- the sequence --- */

static void read_statics(struct page_run *r, struct fo_node **flow_node)
{
    struct fo_reader *fo = r->l->fo;
    for (struct fo_node *n = fo_first(fo, r->sequence); n; n = fo_next(fo, n)) {
        if (n->element == FO_STATIC_CONTENT) {
            static_add(r, n);
        } else if (n->element == FO_FLOW) {
            *flow_node = n;
            return;
        }
    }
}

static unsigned initial_number(struct layout *l, const struct fo_node *seq)
{
    enum fo_keyword k = fo_enum(seq, FO_P_INITIAL_PAGE_NUMBER);
    unsigned next = l->next_number ? l->next_number : 1;
    if (k == FO_K_AUTO_ODD)
        return next % 2 ? next : next + 1;
    if (k == FO_K_AUTO_EVEN)
        return next % 2 ? next + 1 : next;
    int v = fo_integer(seq, FO_P_INITIAL_PAGE_NUMBER, (int)next);
    return v < 1 ? 1 : (unsigned)v;
}

/* Behind the flow. */
static void last_pages(struct page_run *r)
{
    struct layout *l = r->l;
    struct arena *content = chunk_pages_begin(l);
    if (!l->failed && !r->page && !r->pages) /* an empty flow makes one page */
        page_open(r, false, true);
    while (!l->failed && (r->page || r->rest.n)) {
        if (!r->page && !page_open(r, false, ending_with_notes(r)))
            break;
        page_close(r);
    }
    if (!l->failed)
        ending_pages(r);
    if (!r->page && !r->rest.n && !held_any(l))
        chunk_pages_done(l);
    chunk_pages_end(l, content);
}

void page_sequence(struct layout *l, struct fo_node *sequence)
{
    struct page_run *r = arena_alloc(l->doc, sizeof *r);
    r->l = l;
    r->sequence = sequence;
    r->separator = -1;
    r->page_end = PLACE_NONE;
    r->flow_name = "";
    r->number = initial_number(l, sequence);
    r->cursor = master_cursor_new(l, l->masters, sequence);
    if (!r->cursor)
        return;
    r->only = master_for_only(r->cursor);
    l->run = r;
    struct fo_node *flow_node = NULL;
    read_statics(r, &flow_node);
    if (flow_node) {
        r->flow_node = flow_node;
        r->flow_name = fo_string(flow_node, FO_P_FLOW_NAME);
        for (struct fo_node *k = fo_first(l->fo, flow_node); k && layout_blank(k); k = fo_next(l->fo, k))
            if (k->element == FO_MARKER)
                *VEC_PUSH(l->doc, &r->flow_markers) = k;
        flow(r, flow_node);
    }
    last_pages(r);
    l->next_number = r->number;
    markers_end_sequence(l);
    arena_free(r->stack_arena);
    inline_forget(l);
    l->kept = r->kept;
    inline_forget(l);
    l->run = NULL;
}
