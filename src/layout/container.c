#include "layout/container.h"

#include "base/buf.h"
#include "layout/decor.h"
#include "layout/page.h"
#include "layout/stack_int.h"

/* Content rectangle and how it lies. For a quarter turn the content's lines run along the rectangle's height. */
struct container {
    struct fo_node *node;
    const struct area_decor *decor;
    mpt left;          /* content edge, from the reference area's left */
    mpt width, height; /* content rectangle; height -1: as high as the content */
    int turn;          /* 0, 90, 180, 270 counter-clockwise (reference-orientation, XSL 1.1 7.21.3) */
    struct stack *content;
    mpt content_height; /* in the content's own direction */
};

bool container_is_absolute(const struct fo_node *n)
{
    if (n->element != FO_BLOCK_CONTAINER)
        return false;
    enum fo_keyword p = fo_enum(n, FO_P_ABSOLUTE_POSITION);
    return p == FO_K_ABSOLUTE || p == FO_K_FIXED;
}

static int turn_of(const struct fo_node *n)
{
    if (!fo_specified(n, FO_P_REFERENCE_ORIENTATION))
        return 0;
    int t = fo_integer(n, FO_P_REFERENCE_ORIENTATION, 0) % 360;
    return t < 0 ? t + 360 : t;
}

/* A dimension or -1: auto, also for a percentage of an unknown size. */
static mpt dimension(const struct fo_node *n, enum fo_prop p, mpt base)
{
    struct fo_length v = fo_length(n, p);
    if (v.keyword || (v.fraction != 0 && base < 0))
        return -1;
    mpt m = fo_resolve(v, base);
    return m < 0 ? 0 : m;
}

static mpt side(const struct container *c, enum area_border_side s)
{
    return c->decor ? c->decor->border[s].width + c->decor->padding[s] : 0;
}

static void set_content(struct layout *l, struct container *c, const struct frame *f)
{
    bool quarter = c->turn % 180 != 0;
    mpt ipd = quarter ? c->height : c->width;
    if (ipd < 0)
        ipd = quarter && f->container_bpd > 0 ? f->container_bpd : f->reference_ipd;
    struct frame inner = *f;
    inner.reference_ipd = inner.container_ipd = ipd;
    inner.container_bpd = quarter ? c->width : c->height;
    c->content = stack_new(l, &inner);
    layout_children(l, c->content, c->node, &inner, 0, ipd);
    stack_finish(c->content);
    c->content_height = stack_height(c->content, 0, stack_places(c->content) - 1);
    if (quarter && c->height < 0)
        c->height = ipd;
    if (quarter && c->width < 0)
        c->width = c->content_height;
    if (!quarter && c->height < 0)
        c->height = c->content_height;
}

static mpt aligned(const struct container *c, mpt room)
{
    mpt free = room - c->content_height;
    if (free <= 0)
        return 0;
    enum fo_keyword a = fo_enum(c->node, FO_P_DISPLAY_ALIGN);
    return a == FO_K_CENTER ? free / 2 : a == FO_K_AFTER ? free : 0;
}

static void report_overflow(struct layout *l, const struct container *c, mpt room)
{
    if (c->content_height <= room + MPT_PER_PT / 2)
        return;
    struct buf have = {0}, more = {0};
    buf_decimal(&have, room, 3);
    buf_decimal(&more, c->content_height - room, 3);
    diag(l->diag, CONTAINER_OVERFLOW, &c->node->loc, have.data, more.data);
    buf_free(&have);
    buf_free(&more);
}

static struct area *emit(struct layout *l, struct container *c)
{
    struct area *box = area_new(l->chunk, AREA_BOX, c->node);
    box->decor = c->decor;
    box->x = c->left - side(c, AREA_START);
    box->w = c->width + side(c, AREA_START) + side(c, AREA_END);
    box->h = c->height + side(c, AREA_BEFORE) + side(c, AREA_AFTER);
    struct area *view = area_new(l->chunk, AREA_VIEWPORT, NULL);
    view->w = c->width;
    view->h = c->height;
    view->u.viewport.turn = c->turn;
    enum fo_keyword o = fo_enum(c->node, FO_P_OVERFLOW);
    view->u.viewport.clip = o == FO_K_HIDDEN || o == FO_K_SCROLL || o == FO_K_ERROR_IF_OVERFLOW;
    mpt room = c->turn % 180 ? c->width : c->height;
    report_overflow(l, c, room);
    stack_emit(c->content, 0, stack_places(c->content) - 1, view, aligned(c, room), 0);
    area_append(box, view);
    return box;
}

static void mark_id(struct layout *l, struct stack *s, const struct fo_node *n)
{
    const char *id = fo_string(n, FO_P_ID);
    if (!id[0])
        return;
    struct area_mark *m = arena_alloc(l->doc, sizeof *m);
    *m = (struct area_mark){.id = id, .first = true, .last = true};
    stack_mark(s, m);
}

static void add_note(void *list, struct stack_footnote *n)
{
    struct stack_footnote **tail = list;
    while (*tail)
        tail = &(*tail)->next;
    *tail = n;
}

/* A container that is one box: definite height, or turned. */
static void boxed(struct layout *l, struct stack *s, struct container *c, const struct frame *f)
{
    set_content(l, c, f);
    struct stack_footnote *notes = NULL;
    stack_footnotes(c->content, 0, stack_places(c->content) - 1, add_note, &notes);
    mark_id(l, s, c->node);
    struct area *a = emit(l, c);
    stack_box(s, a->h, a, notes);
}

static void breakable(struct layout *l, struct stack *s, struct container *c, const struct frame *f)
{
    struct stack_block *b = stack_block_new_reference(l, c->node, f, c->left, c->width);
    b->frame.container_bpd = -1;
    stack_open(s, b);
    stack_keep_push(s, layout_keep(c->node, FO_P_KEEP_TOGETHER_WITHIN_COLUMN, FO_P_KEEP_TOGETHER_WITHIN_PAGE));
    layout_children(l, s, c->node, &b->frame, 0, c->width);
    stack_keep_pop(s);
    stack_close(s, b);
}

void container_layout(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    struct container c = {.node = n, .decor = decor_new(l, n, f->container_ipd), .turn = turn_of(n)};
    c.left = fo_mpt(n, FO_P_START_INDENT, f->reference_ipd);
    mpt end = fo_mpt(n, FO_P_END_INDENT, f->reference_ipd);
    c.width = dimension(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM, f->container_ipd);
    c.height = dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, f->container_bpd);
    bool quarter = c.turn % 180 != 0;
    if (c.width < 0 && !quarter) {
        c.width = f->reference_ipd - c.left - end;
        if (c.width < 0)
            c.width = 0;
    }
    if (c.turn || c.height >= 0)
        boxed(l, s, &c, f);
    else
        breakable(l, s, &c, f);
}

/* --- outside the flow: XSL 1.1 7.6.1, offsets from the edges of the nearest reference area (fixed: of the page) --- */

static mpt offset(const struct fo_node *n, enum fo_prop p, mpt base)
{
    struct fo_length v = fo_length(n, p);
    return v.keyword ? INT32_MIN : fo_resolve(v, base);
}

static mpt extent(mpt given, mpt room, mpt near, mpt far, mpt edges)
{
    if (given >= 0)
        return given;
    if (room < 0)
        return -1;
    mpt v = room - (near == INT32_MIN ? 0 : near) - (far == INT32_MIN ? 0 : far) - edges;
    return v < 0 ? 0 : v;
}

void container_absolute(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    bool fixed = fo_enum(n, FO_P_ABSOLUTE_POSITION) == FO_K_FIXED;
    mpt room_w = f->reference_ipd, room_h = f->container_bpd;
    if (fixed)
        page_extent(l, &room_w, &room_h);
    struct container c = {.node = n, .decor = decor_new(l, n, room_w), .turn = turn_of(n)};
    mpt left = offset(n, FO_P_LEFT, room_w), right = offset(n, FO_P_RIGHT, room_w);
    mpt top = offset(n, FO_P_TOP, room_h < 0 ? 0 : room_h), bottom = offset(n, FO_P_BOTTOM, room_h < 0 ? 0 : room_h);
    mpt given_w = dimension(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM, room_w);
    mpt given_h = dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, room_h);
    mpt edges_w = side(&c, AREA_START) + side(&c, AREA_END), edges_h = side(&c, AREA_BEFORE) + side(&c, AREA_AFTER);
    c.width = extent(given_w, c.turn % 180 && left == INT32_MIN ? -1 : room_w, left, right, edges_w);
    c.height = bottom == INT32_MIN || top == INT32_MIN ? given_h : extent(given_h, room_h, top, bottom, edges_h);
    set_content(l, &c, f);
    struct area *a = emit(l, &c);
    a->x = left != INT32_MIN ? left : right != INT32_MIN ? room_w - right - a->w : 0;
    a->y = top != INT32_MIN ? top : bottom != INT32_MIN && room_h >= 0 ? room_h - bottom - a->h : 0;
    mark_id(l, s, n);
    stack_absolute(s, a, fixed);
}
