#include "layout/scan.h"

#include "base/buf.h"
#include "base/limits.h"
#include "layout/drawing.h"
#include "layout/held.h"
#include "layout/markers.h"
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

/* What stands outside the flow goes where it is told to, off the page too. */
static void check_container(const struct walk *w, const struct area *a, int64_t x, int64_t y)
{
    if (!a->node || a->node->element != FO_BLOCK_CONTAINER || a->kind != AREA_BOX || !a->first_child
        || !a->first_child->first_child || fo_enum(a->node, FO_P_ABSOLUTE_POSITION) == FO_K_AUTO)
        return;
    int64_t off[] = {-x, -y, x + a->w - w->page->w, y + a->h - w->page->h}, most = 0;
    for (int i = 0; i < 4; i++)
        most = off[i] > most ? off[i] : most;
    if (most <= MPT_PER_PT / 2)
        return;
    struct buf by = {0};
    buf_decimal(&by, most, 3);
    diag(w->l->diag, CONTAINER_OFF_PAGE, &a->node->loc, by.data, w->label);
    buf_free(&by);
}

static bool cites(const struct fo_node *n)
{
    return n->element == FO_PAGE_NUMBER_CITATION || n->element == FO_PAGE_NUMBER_CITATION_LAST;
}

/* x, y: of the parent's content on the page; turned: they are not known. */
static void scan(const struct walk *w, struct area *a, int64_t x, int64_t y, bool turned, unsigned depth)
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
    if (!turned)
        check_container(w, a, x + a->x, y + a->y);
    turned |= (a->kind == AREA_REGION || a->kind == AREA_VIEWPORT) && a->u.viewport.turn;
    x += a->x + area_content_x(a);
    y += a->y + area_content_y(a);
    for (struct area *c = a->first_child; c; c = c->next)
        scan(w, c, x, y, turned, depth + 1);
    marks_end(w->l, a);
}

void scan_page(struct layout *l, struct area *page, const char *label)
{
    struct walk w = {l, page, label, page->u.page.number % 2 == 0};
    scan(&w, page, 0, 0, false, 0);
}

void scan_draw(struct layout *l, const struct area *page)
{
    if (l->need_pass && !l->last_pass)
        return;
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
