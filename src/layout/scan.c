#include "layout/scan.h"

#include "base/buf.h"
#include "base/limits.h"
#include "layout/markers.h"
#include "layout/refs.h"

static void marks(struct layout *l, const struct area *a, const char *label)
{
    for (const struct area_mark *m = a->marks; m; m = m->next) {
        if (m->id)
            refs_place(l, m->id, label, !m->first, a->node ? &a->node->loc : NULL);
        if (m->marker)
            markers_place(l, m->marker, m->first, m->last);
    }
}

/* text-align="inside" and "outside" are set as on odd pages: on an even one the line's content changes sides. */
static void mirror(struct area *line)
{
    for (struct area *c = line->first_child; c; c = c->next)
        c->x += line->u.line.mirror;
    line->u.line.mirror = 0;
}

static void scan(struct layout *l, struct area *a, const char *label, bool even, unsigned depth)
{
    if (depth > 4 * LIMIT_DEPTH)
        return;
    if (even && a->kind == AREA_LINE && a->u.line.mirror)
        mirror(a);
    marks(l, a, label);
    if (a->node && a->node->element == FO_PAGE_NUMBER)
        refs_check_number(l, a->node, label);
    for (struct area *c = a->first_child; c; c = c->next)
        scan(l, c, label, even, depth + 1);
}

void scan_page(struct layout *l, struct area *page, const char *label)
{
    scan(l, page, label, page->u.page.number % 2 == 0, 0);
}

void scan_draw(struct layout *l, const struct area *page)
{
    if (l->need_pass && !l->last_pass)
        return;
    if (l->job->areas)
        area_dump(l->job->areas, page);
    if (l->job->device && !draw_page(l->job->device, page))
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
