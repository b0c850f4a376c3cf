/* chart_gantt.c - tasks over time: one row a task, series are phases or parties with a hatch of their own, in lanes where they
 * overlap (planned, done). A task without a length is a milestone, drawn as a diamond. */
#include <math.h>

#include "layout/chart_int.h"

struct gantt {
    struct chart *c;
    struct chart_rect r;
    struct chart_axis axis;
    struct chart_label *labels;
    mpt row;
    size_t lanes; /* of a row */
};

static void time_range(const struct chart *c, double *lo, double *hi)
{
    bool first = true;
    for (size_t i = 0; i < c->series.n; i++)
        for (size_t k = 0; k < c->series.v[i].points.n; k++) {
            const struct chart_point *p = &c->series.v[i].points.v[k];
            *lo = first || p->value < *lo ? p->value : *lo;
            *hi = first || p->end > *hi ? p->end : *hi;
            first = false;
        }
}

struct span { double from, to; };

static void widen(struct span *s, double from, double to)
{
    s->from = fmin(s->from, from);
    s->to = fmax(s->to, to);
}

/* Do the tasks of two series overlap on any row? Judged by all that a series has on it; one would hide the other. */
static bool overlap(const struct chart *c)
{
    const struct span nothing = {INFINITY, -INFINITY};
    size_t n = c->categories.n;
    struct span *before = arena_array(c->scratch, n, sizeof *before), *own = arena_array(c->scratch, n, sizeof *own);
    for (size_t k = 0; k < n; k++)
        before[k] = nothing;
    for (size_t i = 0; i < c->series.n; i++) {
        for (size_t k = 0; k < n; k++)
            own[k] = nothing;
        for (size_t k = 0; k < c->series.v[i].points.n; k++) {
            const struct chart_point *p = &c->series.v[i].points.v[k];
            if (p->end > p->value)
                widen(&own[p->category], p->value, p->end);
        }
        for (size_t k = 0; k < n; k++) {
            if (own[k].from < before[k].to && before[k].from < own[k].to)
                return true;
            widen(&before[k], own[k].from, own[k].to);
        }
    }
    return false;
}

/* Names of tasks take what they need, up to two fifths of the width; longer ones have several lines. */
static mpt make_labels(struct gantt *g)
{
    struct chart *c = g->c;
    mpt widest = 0, most = c->w * 2 / 5;
    for (size_t i = 0; i < c->categories.n; i++) {
        g->labels[i] = chart_label(c, c->node, c->categories.v[i], 0);
        if (g->labels[i].w > most)
            g->labels[i] = chart_label(c, c->node, c->categories.v[i], most);
        widest = g->labels[i].w > widest ? g->labels[i].w : widest;
    }
    return widest + c->em / 2;
}

static mpt x_of(const struct gantt *g, double v)
{
    return chart_place(&g->axis, v, g->r.x, g->r.x + g->r.w);
}

static void draw_axis(struct gantt *g)
{
    struct chart *c = g->c;
    for (int64_t t = g->axis.first; t <= g->axis.last; t += g->axis.each) {
        mpt x = x_of(g, chart_tick_value(&g->axis, t));
        chart_line(c, x, g->r.y, x, g->r.y + g->r.h, CHART_THIN, 0xb0);
        struct chart_label label = chart_label(c, c->node, chart_tick_text(c->scratch, &g->axis, t, FO_K_PLAIN), 0);
        chart_put(c, &label, x, g->r.y + g->r.h + c->em * 3 / 10, 1, 0);
    }
    chart_line(c, g->r.x, g->r.y, g->r.x, g->r.y + g->r.h, CHART_RULE, 0);
    chart_line(c, g->r.x, g->r.y + g->r.h, g->r.x + g->r.w, g->r.y + g->r.h, CHART_RULE, 0);
}

static void draw_task(struct gantt *g, const struct chart_point *p, size_t style)
{
    mpt from = x_of(g, p->value), to = x_of(g, p->end), y = g->r.y + g->row * (mpt)p->category;
    mpt lanes = (mpt)g->lanes, most = lanes > 1 ? g->row * 4 / 5 / lanes : g->row / 2;
    mpt thick = most < g->c->em * 6 / 5 ? most : g->c->em * 6 / 5, mid = y + g->row / 2;
    if (lanes > 1)
        mid += thick * (2 * (mpt)style + 1 - lanes) / 2;
    if (to > from) {
        chart_fill_rect(g->c, (struct chart_rect){from, mid - thick / 2, to - from, thick}, style);
        return;
    }
    mpt half = g->c->em * 2 / 5, diamond[4][2] = {{from, mid - half}, {from + half, mid}, {from, mid + half}, {from - half, mid}};
    chart_fill(g->c, (const mpt (*)[2])diamond, 4, style);
}

static mpt tick_width(struct gantt *g)
{
    static const char *const dates[] = {[CHART_MONTHS] = "0000-00", [CHART_DAYS] = "0000-00-00"};
    const char *widest = g->axis.unit ? dates[g->axis.unit] : chart_tick_text(g->c->scratch, &g->axis, g->axis.last, FO_K_PLAIN);
    return chart_label(g->c, g->c->node, widest, 0).w;
}

static struct chart_axis axis_for(const struct chart *c, double lo, double hi, int ticks)
{
    return c->dates ? chart_axis_dates(lo, hi, ticks) : chart_axis(lo, hi, ticks);
}

void chart_gantt(struct chart *c)
{
    struct gantt g = {.c = c, .r = {0, 0, c->w, c->h}};
    double lo = 0, hi = 0;
    time_range(c, &lo, &hi);
    chart_legend(c, &g.r);
    g.labels = arena_array(c->scratch, c->categories.n, sizeof *g.labels);
    mpt left = make_labels(&g);
    g.axis = axis_for(c, lo, hi, 4);
    mpt tick = tick_width(&g);
    left = left > tick / 2 ? left : tick / 2; /* the first tick's label reaches so far to the left */
    g.r.x += left;
    g.r.w -= left + tick / 2;
    g.r.h -= c->em * 3 / 2;
    g.axis = axis_for(c, lo, hi, (int)(g.r.w / (tick + c->em)));
    g.row = g.r.h / (mpt)c->categories.n;
    g.lanes = overlap(c) ? c->series.n : 1;
    int64_t least = (int64_t)c->em * 3 / 5 * (int64_t)(g.lanes > 2 ? g.lanes : 2);
    if (!chart_has_room(c, g.r.w, g.r.h, c->em * 3, least * (int64_t)c->categories.n))
        return;
    draw_axis(&g);
    for (size_t i = 0; i < c->categories.n; i++)
        chart_put(c, &g.labels[i], g.r.x - c->em / 2, g.r.y + g.row * (mpt)i + g.row / 2, 2, 1);
    for (size_t i = 0; i < c->series.n; i++)
        for (size_t k = 0; k < c->series.v[i].points.n; k++)
            draw_task(&g, &c->series.v[i].points.v[k], i);
}
