/* inline_again.c - a run of lines that content begins again in the midst of: with a block-level object inside an inline, inside that
 * object, or in the lines behind it. The inlines around the place are opened again; what else stands before it is on earlier
 * pages already and is only passed over, as in layout_children(). */
#include "layout/container.h"
#include "layout/inline_int.h"

static bool holds(const struct fo_node *n, const struct fo_node *inner)
{
    while (inner && inner != n)
        inner = inner->parent;
    return inner != NULL;
}

/* Parts of all open inlines are set already. Their start edges stand there. */
static void have_begun(struct inl *b)
{
    for (struct inl_span *s = b->span; s && s->parent; s = s->parent)
        s->parts += s->parts == 0;
    inl_new_para(b);
}

bool inl_passed(struct inl *b, const struct fo_node *n)
{
    if (!b->passing || n->element == FO_MARKER || holds(n, b->l->resume.node))
        return false;
    if (!layout_blank(n) && !container_is_absolute(n))
        have_begun(b);
    return true;
}

struct fo_node *inl_behind(const struct inl *b, struct fo_node *n)
{
    struct fo_node *go = b->passing && !layout_blank(n) && !container_is_absolute(n) ? layout_resume_child(b->l, n->parent) : NULL;
    return go && go != n ? go : fo_next(b->l->fo, n);
}

bool inl_reach(struct inl *b, struct fo_node *n)
{
    struct layout_resume place = b->l->resume;
    const struct fo_node *resumed = b->l->resumed;
    bool here = place.node == n;
    b->passing = false;
    if (!here || place.behind)
        have_begun(b);
    if (here)
        layout_resume_here(b->l, n);
    if (b->follows) /* nothing is begun again: a break before the object is still to be taken */
        b->l->resumed = resumed;
    b->follows = false;
    if (here && place.behind)
        b->begin = place;
    return here && place.behind;
}
