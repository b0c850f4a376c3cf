#include "layout/scan.h"

#include "base/limits.h"
#include "layout/drawing.h"
#include "layout/held.h"
#include "layout/markers.h"
#include "layout/off_page.h"
#include "layout/refs.h"

static void marks_start(struct layout *l, const struct area *a, const char *label)
{
    for (const struct area_mark *m = a->marks; m; m = m->next) {
        if (m->id)
            refs_place(l, m->id, label, !m->first, a->node ? &a->node->loc : NULL);
        if (m->marker)
            markers_start(l, m->marker, m->first);
    }
}

static void marks_end(struct layout *l, const struct area *a)
{
    for (const struct area_mark *m = a->marks; m; m = m->next)
        if (m->marker)
            markers_end(l, m->marker, m->last);
}

/* text-align="inside" and "outside" are set as on odd pages: on an even one the line's content changes sides. */
static void mirror(struct area *line)
{
    for (struct area *c = line->first_child; c; c = c->next)
        c->x += line->u.line.mirror;
    line->u.line.mirror = 0;
}

struct walk {
    struct layout *l;
    struct area *page;
    const char *label;
    bool even;
};

static bool cites(const struct fo_node *n)
{
    return n->element == FO_PAGE_NUMBER_CITATION || n->element == FO_PAGE_NUMBER_CITATION_LAST;
}

static void scan(const struct walk *w, struct area *a, unsigned depth)
{
    if (depth > 4 * LIMIT_DEPTH)
        return;
    if (w->even && a->kind == AREA_LINE && a->u.line.mirror)
        mirror(a);
    marks_start(w->l, a, w->label);
    if (a->node && a->node->element == FO_PAGE_NUMBER)
        refs_check_number(w->l, a->node, w->label);
    if (a->node && fo_enum(a->node, FO_X_FIELD) != FO_K_NONE)
        w->page->u.page.fields = true;
    if (a->kind == AREA_INLINE && a->node && cites(a->node))
        held_citation(w->l, a);
    for (struct area *c = a->first_child; c; c = c->next)
        scan(w, c, depth + 1);
    marks_end(w->l, a);
}

void scan_page(struct layout *l, struct area *page, const char *label)
{
    struct walk w = {l, page, label, page->u.page.number % 2 == 0};
    scan(&w, page, 0);
}

void scan_draw(struct layout *l, const struct area *page)
{
    if (l->need_pass && !l->last_pass)
        return;
    off_page_report(l, page);
    if (l->job->areas)
        area_dump(l->job->areas, page);
    if (l->drawing && !drawing_page(l->drawing, page))
        l->failed = true;
}

void scan_draw_slot(struct layout *l, unsigned slot, const struct area *content)
{
    struct device *d = l->job->device;
    if (l->job->areas && !l->need_pass) {
        buf_printf(l->job->areas, "slot %u\n", slot);
        area_dump(l->job->areas, content);
    }
    if ((l->need_pass && !l->last_pass) || !d)
        return;
    if (!d->ops->begin_slot(d, slot) || !draw_area(d, content, 0, 0) || !d->ops->end_slot(d))
        l->failed = true;
}
