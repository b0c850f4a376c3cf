/* width.c - how narrow and how wide content can be set, for table-layout="auto" (CSS 2.1 17.5.2.2 names the two: minimum
 * and maximum cell width). Nothing is laid out; tables inside are judged by their widest row. */
#include "base/limits.h"
#include "layout/inline.h"
#include "layout/stack_int.h"
#include "layout/vertical.h"

struct widths {
    mpt min, max;
};

static struct widths widths_of(struct layout *l, struct fo_node *n, unsigned depth);

static void widen(struct widths *w, struct widths x)
{
    w->min = x.min > w->min ? x.min : w->min;
    w->max = x.max > w->max ? x.max : w->max;
}

static struct widths children(struct layout *l, struct fo_node *n, unsigned depth)
{
    struct widths w = {0};
    if (vertical_given(n)) { /* one column */
        w.min = w.max = vertical_width(l, n, depth);
        return w;
    }
    inline_width_range(l, n, &w.min, &w.max);
    for (struct fo_node *c = fo_first(l->fo, n); c; c = fo_next(l->fo, c))
        if (!inline_is(c))
            widen(&w, widths_of(l, c, depth + 1));
    return w;
}

/* Cells of a row stand side by side, everything else below each other. */
static struct widths rows(struct layout *l, struct fo_node *n, unsigned depth)
{
    struct widths w = {0}, row = {0};
    if (depth > LIMIT_DEPTH)
        return w;
    for (struct fo_node *c = fo_first(l->fo, n); c; c = fo_next(l->fo, c)) {
        if (c->element != FO_TABLE_CELL) {
            widen(&w, rows(l, c, depth + 1));
            continue;
        }
        struct widths x = widths_of(l, c, depth + 1);
        row.min = mpt_add(row.min, x.min);
        row.max = mpt_add(row.max, x.max);
    }
    widen(&w, row);
    return w;
}

static struct widths list_item(struct layout *l, struct fo_node *n, unsigned depth)
{
    struct widths w = {0};
    for (struct fo_node *c = fo_first(l->fo, n); c; c = fo_next(l->fo, c))
        if (c->element == FO_LIST_ITEM_LABEL || c->element == FO_LIST_ITEM_BODY)
            widen(&w, widths_of(l, c, depth + 1));
    return w;
}

static struct widths content_of(struct layout *l, struct fo_node *n, unsigned depth)
{
    switch (n->element) {
    case FO_TABLE: return rows(l, n, depth);
    case FO_LIST_ITEM: return list_item(l, n, depth);
    default: return children(l, n, depth);
    }
}

static bool has_own_width(const struct fo_node *n)
{
    if (n->element != FO_TABLE && n->element != FO_BLOCK_CONTAINER)
        return false;
    struct fo_length v = fo_length(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM);
    return !v.keyword && v.fraction == 0;
}

static struct widths widths_of(struct layout *l, struct fo_node *n, unsigned depth)
{
    struct widths w = {0};
    if (depth > LIMIT_DEPTH || n->element == FO_MARKER)
        return w;
    if (has_own_width(n))
        w.min = w.max = fo_mpt(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM, 0);
    else
        w = content_of(l, n, depth);
    if (n->element == FO_TABLE_CELL || n->element == FO_WRAPPER)
        return w;
    mpt edges = mpt_add(fo_mpt(n, FO_P_START_INDENT, 0), fo_mpt(n, FO_P_END_INDENT, 0));
    w.min = mpt_add(w.min, edges);
    w.max = mpt_add(w.max, edges);
    return w;
}

void layout_width_range(struct layout *l, struct fo_node *n, mpt *min, mpt *max)
{
    struct widths w = children(l, n, 0);
    *min = w.min;
    *max = w.max;
}
