/* steps_fo.c - what lists and tables ask of the nodes behind their columns. */
#include "base/limits.h"
#include "layout/inline.h"
#include "layout/stack_int.h"
#include "layout/steps.h"

static bool has_blocks(enum fo_element e)
{
    return e == FO_BLOCK || e == FO_BLOCK_CONTAINER || e == FO_LIST_BLOCK || e == FO_LIST_ITEM || e == FO_LIST_ITEM_LABEL
        || e == FO_LIST_ITEM_BODY || e == FO_TABLE_CELL || e == FO_WRAPPER;
}

/* Cells, the parts of items and wrappers have no keep-with-next nor keep-with-previous of their own (XSL 1.1 6.7.10, 6.8.4, 6.8.5, 6.13.3). */
static bool has_keep_with(enum fo_element e)
{
    return e != FO_TABLE_CELL && e != FO_LIST_ITEM_LABEL && e != FO_LIST_ITEM_BODY && e != FO_WRAPPER;
}

/* NULL where a line stands at that edge. */
static struct fo_node *edge_child(struct layout *l, struct fo_node *n, bool first)
{
    struct fo_node *found = NULL;
    for (struct fo_node *k = fo_first(l->fo, n); k; k = fo_next(l->fo, k)) {
        if (layout_blank(k)) continue;
        found = k;
        if (first) break;
    }
    return found && !inline_is(found) ? found : NULL;
}

struct stack_keeps steps_edge_keep(struct layout *l, struct fo_node *n, bool first)
{
    struct stack_keeps keep = {0, 0};
    for (unsigned depth = 0; n && depth < LIMIT_DEPTH; depth++) {
        if (has_keep_with(n->element))
            keep = stack_stronger(keep, layout_keep_with(l, n, first));
        n = has_blocks(n->element) ? edge_child(l, n, first) : NULL;
    }
    return keep;
}

struct area_mark *steps_mark(struct layout *l, struct fo_node *n, bool first, bool last)
{
    struct area_mark *list = NULL, **tail = &list;
    const char *id = fo_string(n, FO_P_ID);
    if (id[0]) {
        *tail = arena_alloc(l->chunk, sizeof **tail);
        **tail = (struct area_mark){.id = id, .first = first, .last = last};
        tail = &(*tail)->next;
    }
    for (struct fo_node *k = fo_first(l->fo, n); k && layout_blank(k); k = fo_next(l->fo, k)) {
        if (k->element != FO_MARKER) continue;
        *tail = arena_alloc(l->chunk, sizeof **tail);
        **tail = (struct area_mark){.marker = k, .first = first, .last = last};
        tail = &(*tail)->next;
    }
    return list;
}

/* From the cell's top edge to the baseline of its first line; -1: it does not begin with one. */
static mpt first_baseline(const struct steps_cell *c)
{
    const struct stack *s = c->content;
    size_t i = 0;
    if (!s) return -1;
    while (i < s->elems.n && s->elems.v[i].kind != ELEM_BOX) i++;
    const struct area *a = i < s->elems.n ? s->elems.v[i].u.box.area : NULL;
    if (!a || a->kind != AREA_LINE) return -1;
    return mpt_add(mpt_add(c->before, s->places.v[0].head.opt), a->u.line.baseline);
}

void steps_align(struct steps_cell *const *cells, int n)
{
    mpt lowest = 0;
    for (int i = 0; i < n; i++) {
        mpt at = first_baseline(cells[i]);
        if (at > lowest) lowest = at;
    }
    for (int i = 0; i < n; i++) {
        mpt at = first_baseline(cells[i]);
        if (at < 0) continue;
        cells[i]->lead = lowest - at;
        cells[i]->before = mpt_add(cells[i]->before, cells[i]->lead);
    }
}
