#include "layout/container.h"

#include "base/buf.h"
#include "layout/decor.h"
#include "layout/fit.h"
#include "layout/page.h"
#include "layout/region.h"
#include "layout/stack_int.h"
#include "layout/vertical.h"

/* Content rectangle and how it lies. inline-progression-dimension runs along the lines of the content, also when it is
 * turned: a quarter turn of 150 x 100 pt takes a place 100 wide and 150 high, as Apache FOP reads it too. */
struct container {
    struct fo_node *node;
    const struct area_decor *decor;
    mpt left;          /* content edge, from the reference area's left */
    mpt end;           /* end-indent, which its content inherits */
    mpt ipd, bpd;      /* content rectangle in its own directions; -1: auto */
    mpt base_bpd;      /* what percentages of its height refer to; -1: auto */
    int turn;          /* 0, 90, 180, 270 counter-clockwise (reference-orientation, XSL 1.1 7.21.3) */
    struct stack *content;
    mpt content_height; /* in the content's own direction */
    int ratio;          /* how far its spaces are shrunk to fit [1/1000] */
};

static bool quarter(const struct container *c)
{
    return c->turn % 180 != 0;
}

/* The place it takes on the page. */
static mpt place_width(const struct container *c)
{
    return quarter(c) ? c->bpd : c->ipd;
}

static mpt place_height(const struct container *c)
{
    return quarter(c) ? c->ipd : c->bpd;
}

bool container_is_absolute(const struct fo_node *n)
{
    if (n->element != FO_BLOCK_CONTAINER)
        return false;
    enum fo_keyword p = fo_enum(n, FO_P_ABSOLUTE_POSITION);
    return p == FO_K_ABSOLUTE || p == FO_K_FIXED;
}

static mpt side(const struct container *c, enum area_border_side s)
{
    return decor_edge(c->decor, s);
}

struct setting { const struct container *c; struct frame frame; };

static struct stack *stack_content(struct layout *l, void *arg)
{
    struct setting *g = arg;
    const struct container *c = g->c;
    struct stack *s = stack_new(l, &g->frame);
    if (vertical_given(c->node))
        vertical_layout(l, s, c->node, c->ipd, c->bpd, true);
    else
        layout_children(l, s, c->node, &g->frame, 0, c->ipd);
    stack_finish(s);
    return s;
}

/* Within its bounds, those of a percentage of an unknown height left out (XSL 1.1 7.15.5, 7.15.6); `least` wins. */
static mpt bounded(const struct fo_node *n, enum fo_prop least, enum fo_prop most, mpt base, mpt v)
{
    mpt lo = layout_dimension(n, least, base), hi = layout_dimension(n, most, base);
    v = hi >= 0 && v > hi ? hi : v;
    return lo >= 0 && v < lo ? lo : v;
}

static mpt bounded_ipd(const struct fo_node *n, mpt base, mpt v)
{
    return bounded(n, FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM, FO_P_INLINE_PROGRESSION_DIMENSION_MAXIMUM, base, v);
}

static mpt bounded_bpd(const struct fo_node *n, mpt base, mpt v)
{
    return bounded(n, FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM, FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM, base, v);
}

/* What borders and padding leave of a height; lines that run up or down the page are as long. */
static mpt inner_height(const struct container *c, mpt height)
{
    mpt v = height - side(c, AREA_BEFORE) - side(c, AREA_AFTER);
    return v < 0 ? 0 : v;
}

static void set_content(struct layout *l, struct container *c, const struct frame *f)
{
    if (c->ipd < 0)
        c->ipd = quarter(c) && f->container_bpd > 0 ? inner_height(c, f->container_bpd) : f->reference_ipd;
    struct setting inner = {.c = c, .frame = *f};
    layout_inherit(&inner.frame, c->node);
    inner.frame.reference_ipd = inner.frame.container_ipd = c->ipd;
    inner.frame.container_bpd = c->bpd;
    inner.frame.start_indent = c->left;
    inner.frame.end_indent = c->end;
    c->content = fit_content(l, c->node, c->bpd, stack_content, &inner);
    mpt stretch, shrink;
    c->content_height = stack_height_range(c->content, 0, stack_places(c->content) - 1, &stretch, &shrink);
    if (c->bpd < 0)
        c->bpd = bounded_bpd(c->node, c->base_bpd, c->content_height);
    mpt over = c->content_height - c->bpd;
    if (over > 0 && shrink > 0) {
        c->ratio = over >= shrink ? -1000 : -(int)((int64_t)over * 1000 / shrink);
        c->content_height -= over >= shrink ? shrink : over;
    }
}

static mpt aligned(const struct container *c)
{
    mpt free = c->bpd - c->content_height;
    if (free <= 0)
        return 0;
    enum fo_keyword a = fo_enum(c->node, FO_P_DISPLAY_ALIGN);
    return a == FO_K_CENTER ? free / 2 : a == FO_K_AFTER ? free : 0;
}

void container_report_overflow(struct layout *l, const struct fo_node *n, mpt height, mpt content)
{
    if (content <= height + MPT_PER_PT / 2)
        return;
    struct buf have = {0}, more = {0};
    buf_decimal(&have, height, 3);
    buf_decimal(&more, content - height, 3);
    diag(l->diag, CONTAINER_OVERFLOW, &n->loc, have.data, more.data);
    buf_free(&have);
    buf_free(&more);
}

static struct area *emit(struct layout *l, struct container *c)
{
    struct area *box = area_new(l->chunk, AREA_BOX, c->node);
    box->decor = c->decor;
    box->x = c->left - side(c, AREA_START);
    box->w = place_width(c) + side(c, AREA_START) + side(c, AREA_END);
    box->h = place_height(c) + side(c, AREA_BEFORE) + side(c, AREA_AFTER);
    struct area *view = area_new(l->chunk, AREA_VIEWPORT, NULL);
    view->w = place_width(c);
    view->h = place_height(c);
    view->u.viewport.turn = c->turn;
    view->u.viewport.clip = region_clips(c->node);
    container_report_overflow(l, c->node, c->bpd, c->content_height);
    stack_emit(c->content, 0, stack_places(c->content) - 1, view, aligned(c), c->ratio);
    area_append(box, view);
    return box;
}

/* A box of such a height would run off each page with content that could go on. */
static void report_too_high(struct layout *l, const struct fo_node *n, mpt height)
{
    struct buf least = {0};
    buf_decimal(&least, height, 3);
    diag(l->diag, CONTAINER_TOO_HIGH, &n->loc, least.data);
    buf_free(&least);
}

/* Is its content lower or higher than its bounds let it be? It is set only to see that; one that goes on was not. */
static bool out_of_bounds(struct layout *l, const struct container *c, const struct frame *f)
{
    if (layout_resume_child(l, c->node))
        return false;
    if (bounded_bpd(c->node, c->base_bpd, 0) == 0 && bounded_bpd(c->node, c->base_bpd, MPT_MAX) == MPT_MAX)
        return false;
    struct container tried = *c;
    size_t reported = diag_list_count(l->diag);
    set_content(l, &tried, f);
    diag_list_cut(l->diag, reported);
    if (tried.bpd > tried.content_height && tried.bpd > page_greatest_room(l)) {
        report_too_high(l, c->node, tried.bpd);
        return false;
    }
    return tried.bpd != tried.content_height;
}

/* A container that is one box: definite height, or turned. */
static void boxed(struct layout *l, struct stack *s, struct container *c, const struct frame *f)
{
    set_content(l, c, f);
    struct stack_footnote *notes = stack_all_footnotes(c->content);
    stack_take_fixed(s, c->content);
    layout_mark_id(l, s, c->node);
    struct area *a = emit(l, c);
    stack_box(s, a->h, a, notes);
}

static void breakable(struct layout *l, struct stack *s, struct container *c, const struct frame *f)
{
    struct stack_block *b = stack_block_new_reference(l, c->node, f, c->left, c->ipd);
    b->frame.container_bpd = -1;
    b->frame.start_indent = c->left;
    b->frame.end_indent = c->end;
    if (layout_resume_child(l, c->node))
        stack_block_continue(l, b);
    stack_open(s, b);
    stack_keeps_push(s, layout_keep_together(l, c->node));
    layout_children(l, s, c->node, &b->frame, 0, c->ipd);
    stack_keep_pop(s);
    stack_close(s, b);
}

/* Of the containing block, -1: automatic. A region, a container or a cell may state it, a block does not (XSL 1.1 7.15.6). */
static mpt containing_bpd(const struct fo_node *n, const struct frame *f)
{
    for (const struct fo_node *p = n->parent; p; p = p->parent)
        switch (p->element) {
        case FO_BLOCK: case FO_LIST_ITEM_LABEL: case FO_LIST_ITEM_BODY:
            return -1;
        case FO_FLOW: case FO_STATIC_CONTENT: case FO_BLOCK_CONTAINER: case FO_INLINE_CONTAINER: case FO_TABLE_CELL:
            return f->container_bpd;
        default:
            break;
        }
    return f->container_bpd;
}

void container_layout(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    struct container c = {.node = n, .decor = decor_new(l, n, f->container_ipd), .turn = region_turn(n), .base_bpd = containing_bpd(n, f)};
    c.left = layout_indent(n, FO_P_START_INDENT, f);
    mpt end = c.end = layout_indent(n, FO_P_END_INDENT, f);
    c.ipd = layout_dimension(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM, f->container_ipd);
    c.bpd = layout_dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, c.base_bpd);
    if (c.ipd < 0 && !quarter(&c)) {
        c.ipd = f->reference_ipd - c.left - end;
        if (c.ipd < 0)
            c.ipd = 0;
    }
    if (c.ipd >= 0)
        c.ipd = bounded_ipd(n, f->container_ipd, c.ipd);
    if (c.bpd >= 0)
        c.bpd = bounded_bpd(n, c.base_bpd, c.bpd);
    if (quarter(&c) && c.ipd >= 0 && c.bpd < 0) /* across the page it fills the width, like any block */
        c.bpd = f->reference_ipd - c.left - end > 0 ? f->reference_ipd - c.left - end : 0;
    if (c.turn || c.bpd >= 0 || vertical_given(n) || out_of_bounds(l, &c, f))
        boxed(l, s, &c, f);
    else
        breakable(l, s, &c, f);
}

/* --- outside the flow: XSL 1.1 7.6.1, offsets of the content rectangle (CSS 2 9.3.2) from the edges of the nearest
 * reference area (fixed: of the page), percentages of the containing block --- */

/* The parts of a list-item hand on what is around the list, as in Apache FOP. */
static mpt containing_ipd(const struct fo_node *n, const struct frame *f)
{
    bool in_item = n->parent && (n->parent->element == FO_LIST_ITEM_LABEL || n->parent->element == FO_LIST_ITEM_BODY);
    return in_item ? f->reference_ipd : f->container_ipd;
}

static mpt offset(const struct fo_node *n, enum fo_prop p, mpt base)
{
    struct fo_length v = fo_length(n, p);
    return v.keyword ? INT32_MIN : fo_resolve(v, base < 0 ? 0 : base);
}

/* A dimension that is not given fills what the offsets leave of the room. */
static mpt extent(mpt given, mpt room, mpt near, mpt far)
{
    if (given >= 0 || room < 0)
        return given;
    mpt v = room - (near == INT32_MIN ? 0 : near) - (far == INT32_MIN ? 0 : far);
    return v < 0 ? 0 : v;
}

/* `automatic`: it fills the room from its beginning on. */
static mpt position(mpt near, mpt far, mpt room, mpt size, bool automatic)
{
    return near != INT32_MIN ? near : far != INT32_MIN && room >= 0 && !automatic ? room - far - size : 0;
}

struct offsets { mpt left, right, top, bottom; }; /* INT32_MIN: automatic */

/* What the offsets leave of the room makes up for automatic dimensions; a height only where there is a bottom: CSS 2 10.6.4, an
 * automatic top is that of the reference area. */
static void fill_room(struct container *c, const struct offsets *o, mpt inner_w, mpt inner_h)
{
    mpt *w = quarter(c) ? &c->bpd : &c->ipd, *h = quarter(c) ? &c->ipd : &c->bpd;
    if (!quarter(c) || o->right != INT32_MIN)
        *w = extent(*w, inner_w, o->left, o->right);
    if (quarter(c) || o->bottom != INT32_MIN)
        *h = extent(*h, inner_h, o->top, o->bottom);
}

void container_absolute(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    bool fixed = fo_enum(n, FO_P_ABSOLUTE_POSITION) == FO_K_FIXED;
    mpt base_w = containing_ipd(n, f), base_h = containing_bpd(n, f), room_w = f->reference_ipd, room_h = f->container_bpd;
    if (fixed)
        page_extent(l, &room_w, &room_h);
    struct container c = {.node = n, .decor = decor_new(l, n, base_w), .turn = region_turn(n), .base_bpd = base_h};
    c.ipd = layout_dimension(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM, base_w);
    c.bpd = layout_dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, base_h);
    bool automatic_w = place_width(&c) < 0, automatic_h = place_height(&c) < 0;
    struct offsets o = {offset(n, FO_P_LEFT, base_w), offset(n, FO_P_RIGHT, base_w), offset(n, FO_P_TOP, base_h),
                        offset(n, FO_P_BOTTOM, base_h)};
    mpt indents = fo_mpt(n, FO_P_START_INDENT, base_w) + fo_mpt(n, FO_P_END_INDENT, base_w);
    fill_room(&c, &o, room_w - indents, room_h < 0 ? -1 : inner_height(&c, room_h));
    struct frame inner = *f;
    inner.in_absolute = true;
    set_content(l, &c, &inner);
    struct stack *above = stack_new(l, f); /* what is fixed inside: it comes above this one, and is set where s is, not with it */
    stack_take_fixed(above, c.content);
    struct area *a = emit(l, &c);
    a->absolute = true;
    a->x = position(o.left, o.right, room_w, place_width(&c), automatic_w) - side(&c, AREA_START);
    a->y = position(o.top, o.bottom, room_h, place_height(&c), automatic_h) - side(&c, AREA_BEFORE);
    layout_mark_id(l, s, n);
    stack_absolute(s, a, fixed);
    stack_take_fixed(s, above);
}
