/* single.c - see single.h. */
#include "layout/single.h"

static bool simple(const struct fo_node *n)
{
    switch (n->element) {
    case FO_TEXT: case FO_INLINE: case FO_CHARACTER: case FO_WRAPPER: case FO_BASIC_LINK: case FO_BIDI_OVERRIDE:
    case FO_PAGE_NUMBER: case FO_PAGE_NUMBER_CITATION: case FO_PAGE_NUMBER_CITATION_LAST: case FO_EXTERNAL_GRAPHIC:
        return true;
    default:
        return false;
    }
}

/* The first object below n that has no place in a box. */
static const struct fo_node *other_object(struct layout *l, struct fo_node *n)
{
    for (struct fo_node *k = fo_first(l->fo, n); k;) {
        if (!simple(k))
            return k;
        struct fo_node *next = fo_first(l->fo, k);
        while (!next && k != n) {
            next = fo_next(l->fo, k);
            k = next ? k : k->parent;
        }
        k = next;
    }
    return NULL;
}

struct inl *single_line(struct inl *b, struct fo_node *n, enum fo_prop why, mpt width, enum para_align align)
{
    const struct fo_node *other = other_object(b->l, n);
    if (other && b->s)
        diag(b->l->diag, LABEL_CONTENT, &other->loc, fo_element_name(other->element), fo_prop_name(why));
    if (other)
        return NULL;
    struct inl *c = arena_alloc(b->scratch, sizeof *c);
    *c = (struct inl){.scratch = b->scratch, .frame = b->frame};
    inl_begin(c, b->l, b->s, n, width);
    if (b->l->failed)
        return NULL;
    inl_collect(c, fo_first(b->l->fo, n), NULL);
    struct para_layout how = {.width = width, .align = align, .align_last = align, .profile = inl_profile(n)};
    para_layout(c->p, &how);
    if (para_lines(c->p) > 1 && b->s)
        diag(b->l->diag, LABEL_CONTENT, &n->loc, "U+000A", fo_prop_name(why));
    if (para_lines(c->p) > 1)
        return NULL;
    if (b->s)
        inl_report_faults(c);
    return c;
}

struct area *single_put(struct inl *b, struct fo_node *n, struct inl *inner, mpt width, mpt around)
{
    const struct para_style *st = inl_style(b, n);
    if (!st)
        return NULL;
    struct inl_item *it = inl_item_new(b, INL_BOX, n);
    it->content = inner;
    b->plain = false;
    it->base = b->span->base;
    it->place = b->span->place;
    if (around > 0) {
        it->base.ascent += around;
        it->base.descent += around;
    }
    if (b->s) {
        static const struct para_line nothing;
        it->area = inl_line(inner, para_lines(inner->p) > 0 ? para_line(inner->p, 0) : &nothing, NULL);
        it->area->w = width;
        it->area->h = it->base.ascent + it->base.descent;
        it->area->u.line.baseline = it->base.ascent;
        it->area->first = it->area->last = true;
    }
    para_object(b->p, st, PARA_BOX, (struct para_space){width, width, width}, it);
    b->after_space = b->at_start = b->in_word = false;
    return it->area;
}
