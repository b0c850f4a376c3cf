#include "layout/area.h"

struct area *area_new(struct arena *a, enum area_kind kind, const struct fo_node *node)
{
    struct area *x = arena_alloc(a, sizeof *x);
    x->kind = kind;
    x->node = node;
    x->first = x->last = true;
    return x;
}

void area_append(struct area *parent, struct area *child)
{
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

mpt area_content_x(const struct area *a)
{
    const struct area_decor *d = a->decor;
    return d ? d->border[AREA_START].width + d->padding[AREA_START] : 0;
}

mpt area_content_y(const struct area *a)
{
    const struct area_decor *d = a->decor;
    return d ? d->border[AREA_BEFORE].width + d->padding[AREA_BEFORE] : 0;
}
