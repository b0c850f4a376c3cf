#include "layout/area.h"

#include "base/limits.h"
#include "layout/decor.h"

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

void area_add_marks(struct arena *arena, struct area_mark **list, const struct area_mark *marks, bool first, bool last)
{
    for (const struct area_mark *m = marks; m; m = m->next) {
        struct area_mark *copy = arena_dup(arena, m, sizeof *m);
        copy->next = *list;
        copy->first = first;
        copy->last = last;
        *list = copy;
    }
}

/* Markers are asked for page by page: theirs stay, but as of areas that are not the first (XSL 1.1 7.25.4). */
static void clear_ids(struct area *a, unsigned depth)
{
    struct area_mark **at = &a->marks;
    while (*at) {
        if ((*at)->marker) {
            (*at)->first = false;
            at = &(*at)->next;
        } else {
            *at = (*at)->next;
        }
    }
    for (struct area *c = a->first_child; c && depth < 4 * LIMIT_DEPTH; c = c->next)
        clear_ids(c, depth + 1);
}

void area_clear_ids(struct area *a)
{
    clear_ids(a, 0);
}

mpt area_content_x(const struct area *a)
{
    return decor_edge(a->decor, AREA_START);
}

mpt area_content_y(const struct area *a)
{
    return decor_edge(a->decor, AREA_BEFORE);
}

mpt area_content_w(const struct area *a)
{
    return a->w - decor_edge(a->decor, AREA_START) - decor_edge(a->decor, AREA_END);
}

mpt area_content_h(const struct area *a)
{
    return a->h - decor_edge(a->decor, AREA_BEFORE) - decor_edge(a->decor, AREA_AFTER);
}
