/* seal.c - see seal.h. */
#include "layout/seal.h"

#include "base/buf.h"

#define SEAL_SIDE 119055 /* 42 mm: the seal of a unit or enterprise [mpt] */
#define KEPT_LINES 2     /* of the statement before it */

bool seal_given(const struct fo_node *n)
{
    return n->element == FO_BLOCK && fo_length(n, FO_X_SEAL).keyword != FO_K_NONE;
}

void seal_keep(struct stack *s)
{
    stack_keep_previous(s, (struct stack_keeps){LAYOUT_KEEP_YIELDS, LAYOUT_KEEP_YIELDS});
    stack_keep_lines(s, KEPT_LINES);
}

static void report(struct layout *l, enum diag_id id, const struct fo_node *n, mpt side, mpt missing)
{
    struct buf have = {0}, more = {0};
    buf_decimal(&have, side, 3);
    buf_decimal(&more, missing, 3);
    diag_report(l->diag, id, &n->loc, (const char *const[]){have.data, more.data, NULL});
    buf_free(&have);
    buf_free(&more);
}

static mpt side_of(struct layout *l, const struct fo_node *n, mpt width)
{
    struct fo_length v = fo_length(n, FO_X_SEAL);
    mpt side = v.keyword ? SEAL_SIDE : v.abs;
    if (side < SEAL_SIDE - MPT_PER_PT / 10)
        report(l, DIAG_SEAL_SMALL, n, side, SEAL_SIDE - side);
    if (side > width)
        report(l, DIAG_SEAL_NARROW, n, side, side - width);
    return side;
}

void seal_layout(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f, mpt left, mpt width)
{
    struct stack *content = stack_new(l, f);
    layout_children(l, content, n, f, left, width);
    stack_finish(content);
    int end = stack_places(content) - 1;
    mpt side = side_of(l, n, width), height = stack_height(content, 0, end), free = side > height ? side - height : 0;
    struct stack_footnote *notes = stack_all_footnotes(content);
    stack_take_fixed(s, content);
    struct area *box = area_new(l->chunk, AREA_BOX, NULL);
    box->first = box->last = true;
    box->w = f->reference_ipd;
    box->h = height > side ? height : side;
    stack_emit(content, 0, end, box, free / 2, 0);
    stack_box(s, box->h, box, notes);
}
