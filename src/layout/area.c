#include "layout/area.h"

#include "base/limits.h"

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

static void clear_marks(struct area *a, unsigned depth)
{
    a->marks = NULL;
    if (depth < 4 * LIMIT_DEPTH)
        for (struct area *c = a->first_child; c; c = c->next)
            clear_marks(c, depth + 1);
}

void area_clear_marks(struct area *a)
{
    clear_marks(a, 0);
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
