/* block.c - block-level objects: what is stacked, in which order, with which spaces, breaks and keeps. */
#include "base/limits.h"
#include "layout/chinese.h"
#include "layout/chunk.h"
#include "layout/container.h"
#include "layout/decor.h"
#include "layout/inline.h"
#include "layout/list.h"
#include "layout/markers.h"
#include "layout/page.h"
#include "layout/region.h"
#include "layout/seal.h"
#include "layout/stack_int.h"
#include "layout/table.h"

/* --- block areas --- */

static mpt kept(const struct fo_node *n, mpt border, mpt padding, bool before)
{
    enum fo_prop b = before ? FO_P_BORDER_BEFORE_WIDTH_CONDITIONALITY : FO_P_BORDER_AFTER_WIDTH_CONDITIONALITY;
    enum fo_prop p = before ? FO_P_PADDING_BEFORE_CONDITIONALITY : FO_P_PADDING_AFTER_CONDITIONALITY;
    return (fo_enum(n, b) == FO_K_RETAIN ? border : 0) + (fo_enum(n, p) == FO_K_RETAIN ? padding : 0);
}

static void add_mark(struct arena *arena, struct area_mark **list, const char *id, const struct fo_node *marker)
{
    struct area_mark *m = arena_alloc(arena, sizeof *m);
    *m = (struct area_mark){.next = *list, .id = id, .marker = marker, .first = true, .last = true};
    *list = m;
}

static struct stack_block *block_new(struct layout *l, const struct fo_node *n, const struct frame *f)
{
    struct stack_block *b = arena_alloc(l->chunk, sizeof *b);
    b->chunk = chunk_number(l);
    b->node = n;
    b->frame = *f;
    layout_inherit(&b->frame, n);
    b->decor = decor_new(l, n, f->container_ipd);
    if (b->decor) {
        const struct area_decor *d = b->decor;
        mpt bb = d->border[AREA_BEFORE].width, ba = d->border[AREA_AFTER].width;
        b->before = bb + d->padding[AREA_BEFORE];
        b->after = ba + d->padding[AREA_AFTER];
        b->before_kept = kept(n, bb, d->padding[AREA_BEFORE], true);
        b->after_kept = kept(n, ba, d->padding[AREA_AFTER], false);
    }
    const char *id = fo_string(n, FO_P_ID);
    if (id[0])
        add_mark(l->chunk, &b->marks, id, NULL);
    return b;
}

/* --- indents, XSL 1.1 5.3.2: margin, border and padding added to the inherited indent --- */

/* The indent of the object around n, which n inherits: as it came out there, when layout has seen it. */
static mpt indent_around(const struct fo_node *n, enum fo_prop p, const struct frame *f)
{
    const struct fo_node *from = n->parent;
    struct fo_length v = fo_length(from, p);
    if (v.fraction == 0)
        return fo_resolve(v, 0);
    while (from->parent && !fo_specified(from, p))
        from = from->parent;
    if (from->element == FO_FLOW || from->element == FO_STATIC_CONTENT || !from->parent)
        return fo_resolve(v, f->reference_ipd);
    return p == FO_P_START_INDENT ? f->start_indent : f->end_indent;
}

/* A percentage of a margin refers to the block around (7.11.3), one of the indent itself to the reference area (7.10.7), and
 * what is inherited is a length: the percentage is not taken again. */
mpt layout_indent(const struct fo_node *n, enum fo_prop p, const struct frame *f)
{
    struct fo_length v = fo_length(n, p);
    if (v.fraction == 0 || !n->parent)
        return fo_resolve(v, f->reference_ipd);
    if (!fo_specified(n, p))
        return indent_around(n, p, f);
    if (v.base != FO_BASE_CONTAINER_IPD)
        return fo_resolve(v, f->reference_ipd);
    if (n->element == FO_BLOCK_CONTAINER)
        return fo_resolve(v, f->container_ipd);
    struct fo_length up = fo_length(n->parent, p);
    v.abs -= up.abs;
    v.fraction -= up.fraction;
    return mpt_add(indent_around(n, p, f), fo_resolve(v, f->container_ipd));
}

void layout_inherit(struct frame *f, const struct fo_node *n)
{
    if (fo_specified(n, FO_P_TEXT_INDENT))
        f->text_indent = fo_mpt(n, FO_P_TEXT_INDENT, f->container_ipd);
    if (fo_specified(n, FO_P_LAST_LINE_END_INDENT))
        f->last_line_end_indent = fo_mpt(n, FO_P_LAST_LINE_END_INDENT, f->container_ipd);
}

mpt layout_line_grid(const struct fo_node *n, const struct frame *f)
{
    struct fo_length v = fo_length(n, FO_X_LINE_GRID);
    return v.keyword || f->in_table_cell || f->in_static || f->in_footnote || f->in_float ? 0 : fo_resolve(v, 0);
}

struct stack_block *stack_block_new(struct layout *l, const struct fo_node *n, const struct frame *f)
{
    struct stack_block *b = block_new(l, n, f);
    b->left = b->frame.start_indent = layout_indent(n, FO_P_START_INDENT, f);
    b->frame.end_indent = layout_indent(n, FO_P_END_INDENT, f);
    mpt right = mpt_add(f->reference_ipd, -b->frame.end_indent);
    b->width = mpt_add(right, -b->left);
    if (b->width < 0)
        b->width = 0;
    b->border_left = mpt_add(b->left, -decor_edge(b->decor, AREA_START));
    b->border_width = mpt_add(b->width, decor_edge(b->decor, AREA_START) + decor_edge(b->decor, AREA_END));
    b->frame.container_ipd = b->width;
    return b;
}

struct stack_block *stack_block_new_reference(struct layout *l, const struct fo_node *n, const struct frame *f, mpt left,
                                              mpt width)
{
    struct stack_block *b = block_new(l, n, f);
    b->reference = true;
    b->clip = n->element == FO_BLOCK_CONTAINER && region_clips(n);
    b->left = left;
    b->width = width;
    b->border_left = mpt_add(b->left, -decor_edge(b->decor, AREA_START));
    b->border_width = mpt_add(b->width, decor_edge(b->decor, AREA_START) + decor_edge(b->decor, AREA_END));
    b->frame.container_ipd = b->frame.reference_ipd = width;
    return b;
}

struct stack_block *stack_block_new_plain(struct layout *l, const struct fo_node *n, const struct frame *f, mpt left,
                                          mpt width)
{
    struct stack_block *b = stack_block_new_reference(l, n, f, left, width);
    b->decor = decor_background(l, n);
    b->before = b->after = b->before_kept = b->after_kept = 0;
    b->border_left = left;
    b->border_width = width;
    return b;
}

/* Where what is stacked next stands, from the reference area's left edge. */
static mpt content_left(const struct stack *s)
{
    return s->open && !s->open->reference ? s->open->left : 0;
}

struct stack_block *stack_block_new_bare(struct stack *s, const struct fo_node *n, const struct area_mark *marks)
{
    struct layout *l = s->l;
    struct stack_block *b = arena_alloc(l->chunk, sizeof *b);
    *b = (struct stack_block){.chunk = chunk_number(l), .node = n, .frame = *stack_frame(s)};
    b->left = b->border_left = content_left(s);
    b->width = b->border_width = b->frame.container_ipd;
    area_add_marks(l->chunk, &b->marks, marks, true, true);
    return b;
}

void stack_block_continue(struct layout *l, struct stack_block *b)
{
    b->parts = 1;
    if (!b->decor || b->before == b->before_kept)
        return;
    struct area_decor *d = arena_dup(l->chunk, b->decor, sizeof *d);
    stack_decor_edge(b, d, AREA_BEFORE);
    b->decor = d;
    b->before = b->before_kept;
}

/* --- beginning again --- */

struct fo_node *layout_resume_child(const struct layout *l, const struct fo_node *n)
{
    struct fo_node *k = l->resume.node;
    while (k && k->parent != n)
        k = k->parent;
    return k;
}

size_t layout_resume_here(struct layout *l, const struct fo_node *n)
{
    if (l->resume.node != n)
        return 0;
    size_t at = l->resume.at;
    l->resumed = l->resume.begins ? NULL : n;
    l->resume = (struct layout_resume){0};
    return at;
}

/* --- keeps and breaks --- */

int layout_always(struct layout *l, const struct fo_node *n)
{
    return chinese_object(l, n) ? LAYOUT_KEEP_YIELDS : FO_KEEP_ALWAYS;
}

static int strength(struct layout *l, const struct fo_node *n, enum fo_prop p)
{
    int keep = fo_keep(n, p);
    return keep >= FO_KEEP_ALWAYS ? layout_always(l, n) : keep;
}

static struct stack_keeps keeps(struct layout *l, const struct fo_node *n, enum fo_prop within_column, enum fo_prop within_page)
{
    return (struct stack_keeps){strength(l, n, within_column), strength(l, n, within_page)};
}

struct stack_keeps layout_keep_with(struct layout *l, const struct fo_node *n, bool previous)
{
    return previous ? keeps(l, n, FO_P_KEEP_WITH_PREVIOUS_WITHIN_COLUMN, FO_P_KEEP_WITH_PREVIOUS_WITHIN_PAGE)
                    : keeps(l, n, FO_P_KEEP_WITH_NEXT_WITHIN_COLUMN, FO_P_KEEP_WITH_NEXT_WITHIN_PAGE);
}

struct stack_keeps layout_keep_together(struct layout *l, const struct fo_node *n)
{
    return keeps(l, n, FO_P_KEEP_TOGETHER_WITHIN_COLUMN, FO_P_KEEP_TOGETHER_WITHIN_PAGE);
}

mpt layout_dimension(const struct fo_node *n, enum fo_prop p, mpt base)
{
    struct fo_length v = fo_length(n, p);
    if (v.keyword || (v.fraction != 0 && base < 0))
        return -1;
    mpt m = fo_resolve(v, base);
    return m < 0 ? 0 : m;
}

static struct space space_of(const struct fo_node *n, mpt base, enum fo_prop min, enum fo_prop opt, enum fo_prop max,
                             enum fo_prop precedence, enum fo_prop conditionality)
{
    struct space s = {.min = fo_mpt(n, min, base), .opt = fo_mpt(n, opt, base), .max = fo_mpt(n, max, base)};
    s.precedence = fo_integer(n, precedence, STACK_FORCE);
    s.retain = fo_enum(n, conditionality) == FO_K_RETAIN;
    if (s.min > s.opt)
        s.min = s.opt;
    if (s.max < s.opt)
        s.max = s.opt;
    return s;
}

struct space layout_space_before(const struct fo_node *n, mpt container_ipd)
{
    return space_of(n, container_ipd, FO_P_SPACE_BEFORE_MINIMUM, FO_P_SPACE_BEFORE_OPTIMUM, FO_P_SPACE_BEFORE_MAXIMUM,
                    FO_P_SPACE_BEFORE_PRECEDENCE, FO_P_SPACE_BEFORE_CONDITIONALITY);
}

struct space layout_space_after(const struct fo_node *n, mpt container_ipd)
{
    return space_of(n, container_ipd, FO_P_SPACE_AFTER_MINIMUM, FO_P_SPACE_AFTER_OPTIMUM, FO_P_SPACE_AFTER_MAXIMUM,
                    FO_P_SPACE_AFTER_PRECEDENCE, FO_P_SPACE_AFTER_CONDITIONALITY);
}

/* --- children --- */

/* Objects whose areas are made beside each other get their markers with these: see steps_mark(). */
static bool marked_by_steps(const struct fo_node *n)
{
    return n && (n->element == FO_TABLE_CELL || n->element == FO_LIST_ITEM_LABEL || n->element == FO_LIST_ITEM_BODY);
}

void layout_mark_id(struct layout *l, struct stack *s, const struct fo_node *n)
{
    const char *id = fo_string(n, FO_P_ID);
    if (!id[0])
        return;
    struct area_mark *m = arena_alloc(l->doc, sizeof *m);
    *m = (struct area_mark){.id = id, .first = true, .last = true};
    stack_mark(s, m);
}

void layout_marker(struct layout *l, struct stack *s, const struct fo_node *marker)
{
    if (marked_by_steps(marker->parent))
        return;
    if (s->open) { /* it belongs to its parent's areas */
        bool behind = s->open->chunk != chunk_number(l); /* behind other children: what is under way may go before its parent */
        add_mark(behind ? l->doc : l->chunk, &s->open->marks, NULL, marker);
        return;
    }
    struct area_mark *list = NULL;
    add_mark(l->chunk, &list, NULL, marker);
    stack_mark(s, list);
}

struct children {
    struct layout *l;
    struct stack *s;
    struct fo_node *parent;
    const struct frame *f;
    mpt left, width;
    bool any, begun;         /* something was pushed; or before, so that no line to come is the first child (XSL 1.1 7.16.11) */
    struct chunk_children given; /* children that go with their pages */
};

/* A place to break between the content so far and what comes next, block-level or lines. */
static void between(struct children *c, struct fo_node *next)
{
    enum stack_between whose = c->parent->element == FO_BLOCK ? BETWEEN_BLOCKS : BETWEEN_OTHERS;
    if (c->any)
        stack_break(c->s, (struct stack_break){.between = whose, .next.node = next});
}

static struct fo_node *run_of_lines(struct children *c, struct fo_node *first, size_t at)
{
    struct fo_node *end;
    if (!inline_run_end(c->l, first, &end)) {
        for (end = first; end && inline_is(end) && layout_blank(end);)
            end = fo_next(c->l->fo, end);
        if (!end || !inline_is(end))
            return end;
    }
    between(c, first);
    if (inline_layout(c->l, c->s, c->parent, first, &end, c->left, c->width, !c->begun, at))
        c->any = c->begun = true;
    return end;
}

/* The first child to be stacked: where content begins again, all before it is set already, but for the markers of n. A run of lines
 * passes over what is set of it by itself. */
static struct fo_node *first_child(struct children *c)
{
    struct layout *l = c->l;
    struct fo_node *k = fo_first(l->fo, c->parent), *go = layout_resume_child(l, c->parent), *run = NULL;
    for (; go && k && k != go; k = fo_next(l->fo, k)) {
        run = !inline_is(k) ? NULL : run ? run : k;
        if (k->element == FO_MARKER)
            layout_marker(l, c->s, k);
        else if (!layout_blank(k) && !container_is_absolute(k))
            c->begun = true;
    }
    return run && go != l->resume.node && inline_is(go) ? run : k;
}

void layout_children(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f, mpt left, mpt width)
{
    struct children c = {.l = l, .s = s, .parent = n, .f = f, .left = left, .width = width};
    struct fo_node *k = first_child(&c);
    while (k && !l->failed) {
        if (k->element == FO_MARKER) {
            layout_marker(l, s, k);
            k = fo_next(l->fo, k);
        } else if (inline_is(k)) {
            k = run_of_lines(&c, k, layout_resume_here(l, k));
        } else if (!page_ends_span(l, s, k)) {
            layout_resume_here(l, k);
            between(&c, k);
            layout_block_level(l, s, k, f);
            if (!container_is_absolute(k))
                c.any = c.begun = true;
            if (c.begun)
                chunk_child(l, s, &c.given, k);
            k = fo_next(l->fo, k);
        }
    }
    if (!c.any)
        stack_box(s, 0, NULL, NULL);
}

/* --- objects --- */

static void block(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    struct stack_block *b = stack_block_new(l, n, f);
    if (layout_resume_child(l, n))
        stack_block_continue(l, b);
    stack_open(s, b);
    stack_keeps_push(s, layout_keep_together(l, n));
    if (seal_given(n)) {
        seal_keep(s);
        seal_layout(l, s, n, &b->frame, b->left, b->width);
    } else {
        layout_children(l, s, n, &b->frame, b->left, b->width);
    }
    stack_keep_pop(s);
    stack_close(s, b);
}

/* A caption stands before its table (the initial caption-side; the others are not supported) and is not parted from it. */
static void table_caption(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    block(l, s, n, f);
    stack_keep_next(s, (struct stack_keeps){layout_always(l, n), layout_always(l, n)});
}

static bool has_markers(struct layout *l, struct fo_node *n)
{
    struct fo_node *k = fo_first(l->fo, n);
    while (k && k->element != FO_MARKER && layout_blank(k))
        k = fo_next(l->fo, k);
    return k && k->element == FO_MARKER;
}

/* A wrapper's id and its markers are on all areas of what it holds (XSL 1.1 6.13.4, 6.13.6). */
static void wrapper(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    const char *id = fo_string(n, FO_P_ID);
    struct area_mark mark = {.id = id};
    if (!id[0] && !has_markers(l, n)) {
        layout_children(l, s, n, f, content_left(s), f->container_ipd);
        return;
    }
    struct stack_block *b = stack_block_new_bare(s, n, id[0] ? &mark : NULL);
    if (layout_resume_child(l, n))
        stack_block_continue(l, b);
    stack_open(s, b);
    layout_children(l, s, n, &b->frame, b->left, b->width);
    if (!page_span_ended(l)) /* it goes on in the next one */
        stack_close(s, b);
}

static void retrieved(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    struct fo_node *content = markers_retrieve(l, n);
    if (content)
        layout_children(l, s, content, f, content_left(s), f->container_ipd);
}

typedef void object_fn(struct layout *, struct stack *, struct fo_node *, const struct frame *);

static const struct {
    enum fo_element element;
    object_fn *layout;
    bool spaced; /* has space-before, space-after, breaks of its own */
} objects[] = {
    {FO_BLOCK, block, true},
    {FO_BLOCK_CONTAINER, container_layout, true},
    {FO_TABLE_AND_CAPTION, block, true},
    {FO_TABLE_CAPTION, table_caption, false},
    {FO_TABLE, table_layout, true},
    {FO_LIST_BLOCK, list_layout, true},
    {FO_WRAPPER, wrapper, false},
    {FO_RETRIEVE_MARKER, retrieved, false},
    {FO_RETRIEVE_TABLE_MARKER, retrieved, false},
};

static void spaced(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f, object_fn *fn)
{
    if (!layout_resume_child(l, n)) {
        layout_push_break_before(l, s, n, layout_break_before(l, n));
        stack_keep_previous(s, layout_keep_with(l, n, true));
        stack_space(s, layout_space_before(n, f->container_ipd));
    }
    fn(l, s, n, f);
    stack_space(s, layout_space_after(n, f->container_ipd));
    stack_keep_next(s, layout_keep_with(l, n, false));
    stack_raise_break(s);
    layout_push_break(s, fo_enum(n, FO_P_BREAK_AFTER));
}

void layout_block_level(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    if (l->depth >= LIMIT_DEPTH) {
        diag(l->diag, LAYOUT_TOO_DEEP, &n->loc, fo_element_name(n->element));
        return;
    }
    l->depth++;
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        if (objects[i].element == n->element) {
            if (container_is_absolute(n))
                container_absolute(l, s, n, f);
            else if (objects[i].spaced)
                spaced(l, s, n, f, objects[i].layout);
            else
                objects[i].layout(l, s, n, f);
        }
    l->depth--;
}
