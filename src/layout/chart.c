/* chart.c - see chart.h. */
#include "base/buf.h"
#include "base/limits.h"
#include "layout/chart_int.h"

bool chart_has_room(struct chart *c, mpt w, mpt h, int64_t least_w, int64_t least_h)
{
    int64_t wide = least_w - w, high = least_h - h;
    if (wide <= 0 && high <= 0)
        return true;
    struct buf size[2] = {{0}}, more[2] = {{0}};
    buf_decimal(&size[0], c->w, 3);
    buf_decimal(&size[1], c->h, 3);
    buf_decimal(&more[0], wide > 0 ? wide : 0, 3);
    buf_decimal(&more[1], high > 0 ? high : 0, 3);
    c->into->first_child = c->into->last_child = NULL; /* nor its legend */
    diag(c->l->diag, CHART_TOO_SMALL, &c->node->loc, size[0].data, size[1].data, more[0].data, more[1].data);
    for (int i = 0; i < 2; i++) {
        buf_free(&size[i]);
        buf_free(&more[i]);
    }
    return false;
}

static mpt within(mpt v, mpt least, mpt most)
{
    return v < least ? least : v > most ? most : v;
}

static bool has_points(const struct chart *c)
{
    for (size_t i = 0; i < c->series.n; i++)
        if (c->series.v[i].points.n)
            return true;
    return false;
}

static void draw(struct chart *c)
{
    if (!has_points(c)) {
        diag(c->l->diag, CHART_EMPTY, &c->node->loc);
        return;
    }
    if (!chart_has_room(c, c->w, c->h, 3 * (int64_t)c->em, 3 * (int64_t)c->em))
        return; /* what follows sums a few lengths, none above LIMIT_PAGE_EDGE */
    if (c->kind == FO_K_PIE ? c->series.v[0].points.n > CHART_STYLES : c->series.n > CHART_STYLES)
        diag(c->l->diag, CHART_STYLES_REPEAT, &c->node->loc);
    if (c->kind == FO_K_PIE)
        chart_pie(c);
    else if (c->kind == FO_K_GANTT)
        chart_gantt(c);
    else
        chart_plot(c);
}

void chart_draw(struct layout *l, struct fo_node *n, struct area *box, mpt w, mpt h)
{
    struct chart c = {.l = l, .node = n, .into = box, .scratch = arena_new(), .kind = fo_enum(n, FO_X_KIND),
                      .em = within(fo_mpt(n, FO_P_FONT_SIZE, 0), MPT_PER_PT, LIMIT_PAGE_EDGE),
                      .w = within(w, 0, LIMIT_PAGE_EDGE), .h = within(h, 0, LIMIT_PAGE_EDGE)};
    chart_read(&c, n);
    draw(&c);
    arena_free(c.scratch);
}
