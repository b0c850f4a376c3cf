/* notes_again.c - footnotes on a page whose body has another width than that of the page they were laid out for: one that waits, the
 * rest of one that was divided, and one that a row of a table calls. They begin again where they were divided, as content of the
 * flow does (again.c). Of a long one no more than a page is laid out each time: what is left comes to other widths still. */
#include "layout/inline.h"
#include "layout/page_int.h"

static void lay_out(struct page_run *r, struct stack *s, struct fo_node *body, mpt width, const struct layout_resume *from)
{
    struct layout *l = r->l;
    struct layout_resume flow = l->resume;
    const struct fo_node *resumed = l->resumed;
    struct inl_kept *kept = l->kept;
    l->resume = *from;
    l->kept = r->kept;
    layout_children(l, s, body, &s->frame, 0, width);
    if (s->cut)
        l->failed = false;
    r->kept = l->kept;
    l->kept = kept;
    l->resume = flow;
    l->resumed = resumed;
}

struct note_rest notes_at_width(struct page_run *r, struct note_rest n, mpt width, mpt most)
{
    struct layout_resume from = n.from ? stack_resume(n.content, n.from) : (struct layout_resume){0};
    if (n.content->frame.reference_ipd == width || (n.from && !from.node))
        return n;
    size_t said = diag_list_count(r->l->diag);
    struct stack *s = notes_stack(r->l, width);
    s->enough = most;
    if (!n.from)
        layout_mark_id(r->l, s, n.node);
    lay_out(r, s, n.node, width, &from);
    stack_finish(s);
    diag_list_drop_said(r->l->diag, said);
    n.content = s;
    n.from = 0;
    return n;
}

void notes_report_width(struct page_run *r, const struct area *before)
{
    mpt edge = 0;
    for (const struct area *a = before ? before->next : r->page->body->first_child; a; a = a->next)
        edge = mpt_most(edge, again_right_edge(a, 0));
    again_report_beyond(r, edge - page_body(r->page)->cw);
}
