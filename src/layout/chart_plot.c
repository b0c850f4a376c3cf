/* chart_plot.c - bars, stacked bars and lines over a row of categories. The axis of bars holds zero, since their length is
 * read; that of lines may begin elsewhere when all values lie close together. */
#include <math.h>

#include "base/buf.h"
#include "layout/chart_int.h"

#define MOST_LINES 3 /* of a category's label */

struct plot {
    struct chart *c;
    struct chart_rect r;   /* of the drawing itself */
    struct chart_axis axis;
    mpt slot;              /* width of a category */
    struct chart_label *labels;
    bool turned;
    size_t each;           /* every so-many-th label is printed */
};

/* --- the value axis --- */

static void widen(double v, double *lo, double *hi)
{
    *lo = v < *lo ? v : *lo;
    *hi = v > *hi ? v : *hi;
}

static void stacked_range(const struct chart *c, double *lo, double *hi)
{
    for (size_t k = 0; k < c->categories.n; k++) {
        double up = 0, down = 0;
        for (size_t i = 0; i < c->series.n; i++) {
            double v = c->series.v[i].values[k];
            if (v > 0)
                up += v;
            else if (v < 0)
                down += v;
        }
        widen(up, lo, hi);
        widen(down, lo, hi);
    }
}

static void value_range(const struct chart *c, double *lo, double *hi)
{
    *lo = INFINITY;
    *hi = -INFINITY;
    if (c->kind == FO_K_STACKED)
        stacked_range(c, lo, hi);
    else
        for (size_t i = 0; i < c->series.n; i++)
            for (size_t k = 0; k < c->series.v[i].points.n; k++)
                widen(c->series.v[i].points.v[k].value, lo, hi);
    bool close = c->kind == FO_K_LINE && *hi > *lo && (*lo > 0) == (*hi > 0) && (*hi - *lo) * 2 < fmax(fabs(*lo), fabs(*hi));
    if (!close)
        widen(0, lo, hi);
}

static enum fo_keyword numerals(const struct chart *c)
{
    return fo_enum(c->node, FO_X_NUMERALS);
}

static mpt axis_width(struct plot *p)
{
    mpt most = 0;
    for (int64_t t = p->axis.first; t <= p->axis.last; t += p->axis.each) {
        struct chart_label label = chart_label(p->c, p->c->node, chart_tick_text(p->c->scratch, &p->axis, t, numerals(p->c)), 0);
        most = label.w > most ? label.w : most;
    }
    return most + p->c->em / 2;
}

static bool all_whole(const struct chart *c)
{
    for (size_t i = 0; i < c->series.n; i++)
        for (size_t k = 0; k < c->series.v[i].points.n; k++)
            if (c->series.v[i].points.v[k].value != floor(c->series.v[i].points.v[k].value))
                return false;
    return true;
}

/* Ticks for the height at hand, of what is counted no halves; returns the width of their labels. */
static mpt set_axis(struct plot *p, double lo, double hi)
{
    int ticks = p->r.h / (p->c->em * 5 / 2);
    ticks = ticks < 2 ? 2 : ticks > 8 ? 8 : ticks;
    p->axis = chart_axis(lo, hi, ticks);
    while (p->axis.exponent < 0 && ticks > 1 && all_whole(p->c))
        p->axis = chart_axis(lo, hi, --ticks);
    return axis_width(p);
}

static mpt y_of(const struct plot *p, double v)
{
    return chart_place(&p->axis, v, p->r.y + p->r.h, p->r.y);
}

static mpt zero(const struct plot *p)
{
    return y_of(p, p->axis.lo > 0 ? p->axis.lo : p->axis.hi < 0 ? p->axis.hi : 0);
}

static void draw_axis(struct plot *p)
{
    struct chart *c = p->c;
    for (int64_t t = p->axis.first; t <= p->axis.last; t += p->axis.each) {
        mpt y = y_of(p, chart_tick_value(&p->axis, t));
        chart_line(c, p->r.x, y, p->r.x + p->r.w, y, CHART_THIN, 0xb0);
        struct chart_label label = chart_label(c, c->node, chart_tick_text(c->scratch, &p->axis, t, numerals(c)), 0);
        chart_put(c, &label, p->r.x - c->em / 2, y, 2, 1);
    }
    chart_line(c, p->r.x, p->r.y, p->r.x, p->r.y + p->r.h, CHART_RULE, 0);
}

/* The unit over the axis; numerals that are not plain put their own in front of it. */
static void draw_unit(struct plot *p)
{
    struct chart *c = p->c;
    const char *unit = fo_string(c->node, FO_X_UNIT);
    const char *times = numerals(c) == FO_K_WAN ? "\xE4\xB8\x87" : numerals(c) == FO_K_YI ? "\xE4\xBA\xBF" : "";
    if (!*unit && !*times)
        return;
    struct chart_label label = chart_label(c, c->node, arena_printf(c->scratch, "%s%s", times, unit), 0);
    chart_put(c, &label, 0, 0, 0, 0);
    p->r.y += label.h + c->em * 3 / 10;
    p->r.h -= label.h + c->em * 3 / 10;
}

/* --- categories: on one line, on some, turned, or not all of them --- */

static mpt make_labels(struct plot *p, mpt width, bool *fits)
{
    struct chart *c = p->c;
    mpt height = 0, widest = 0;
    *fits = true;
    for (size_t i = 0; i < c->categories.n; i++) {
        p->labels[i] = chart_label(c, c->node, c->categories.v[i], width);
        *fits &= !p->labels[i].cut && p->labels[i].lines <= MOST_LINES;
        height = p->labels[i].h > height ? p->labels[i].h : height;
        widest = p->labels[i].w > widest ? p->labels[i].w : widest;
    }
    return width > 0 ? height : widest;
}

static void say_skipped(struct plot *p)
{
    struct buf have = {0}, all = {0};
    buf_decimal(&have, (int64_t)((p->c->categories.n + p->each - 1) / p->each), 0);
    buf_decimal(&all, (int64_t)p->c->categories.n, 0);
    diag(p->c->l->diag, CHART_LABELS_LEFT_OUT, &p->c->node->loc, have.data, all.data);
    buf_free(&have);
    buf_free(&all);
}

/* The height that the labels take. */
static mpt fit_labels(struct plot *p)
{
    mpt em = p->c->em, gap = em / 2;
    bool fits;
    p->each = 1;
    if (p->slot <= 0)
        return 0;
    if (p->slot > gap) {
        mpt height = make_labels(p, p->slot - gap / 2, &fits);
        if (fits)
            return height;
    }
    p->turned = true;
    mpt height = make_labels(p, 0, &fits);
    if (p->slot < em * 6 / 5) {
        p->each = (size_t)((em * 6 / 5 + p->slot - 1) / p->slot);
        say_skipped(p);
    }
    return height;
}

static void draw_labels(struct plot *p)
{
    struct chart *c = p->c;
    mpt y = p->r.y + p->r.h + c->em * 3 / 10;
    for (size_t i = 0; i < c->categories.n; i += p->each) {
        mpt x = p->r.x + p->slot * (mpt)i + p->slot / 2;
        if (p->turned)
            chart_put_turned(c, &p->labels[i], x, y);
        else
            chart_put(c, &p->labels[i], x, y, 1, 0);
    }
}

/* --- values --- */

static void bar(struct plot *p, mpt x, mpt w, double from, double to, size_t style)
{
    mpt a = y_of(p, from), b = y_of(p, to);
    if (a != b)
        chart_fill_rect(p->c, (struct chart_rect){x, a < b ? a : b, w, a < b ? b - a : a - b}, style);
}

/* A share of the category's width; a lone bar does not become a wall. */
static mpt bar_width(const struct plot *p, mpt share)
{
    mpt most = p->c->em * 5;
    return share < most ? share : most;
}

static void bars(struct plot *p, size_t k)
{
    struct chart *c = p->c;
    mpt w = bar_width(p, p->slot * 7 / 10 / (mpt)c->series.n), x = p->r.x + p->slot * (mpt)k + (p->slot - w * (mpt)c->series.n) / 2;
    for (size_t i = 0; i < c->series.n; i++)
        if (!isnan(c->series.v[i].values[k]))
            bar(p, x + w * (mpt)i, w, 0, c->series.v[i].values[k], i);
}

static void stack(struct plot *p, size_t k)
{
    struct chart *c = p->c;
    mpt w = bar_width(p, p->slot * 11 / 20), x = p->r.x + p->slot * (mpt)k + (p->slot - w) / 2;
    double up = 0, down = 0;
    for (size_t i = 0; i < c->series.n; i++) {
        double v = c->series.v[i].values[k];
        if (isnan(v))
            continue;
        double *base = v < 0 ? &down : &up;
        bar(p, x, w, *base, *base + v, i);
        *base += v;
    }
}

/* A missing value is a gap: what lies between is not known. */
static void lines(struct plot *p, size_t i)
{
    struct chart *c = p->c;
    const double *v = c->series.v[i].values;
    mpt (*at)[2] = arena_array(c->scratch, c->categories.n, sizeof *at);
    size_t run = 0;
    for (size_t k = 0; k < c->categories.n; k++) {
        if (isnan(v[k])) {
            chart_polyline(c, (const mpt (*)[2])at, run, i);
            run = 0;
            continue;
        }
        at[run][0] = p->r.x + p->slot * (mpt)k + p->slot / 2;
        at[run++][1] = y_of(p, v[k]);
    }
    chart_polyline(c, (const mpt (*)[2])at, run, i);
    for (size_t k = 0; k < c->categories.n; k++)
        if (!isnan(v[k]))
            chart_marker(c, p->r.x + p->slot * (mpt)k + p->slot / 2, y_of(p, v[k]), i);
}

static void draw_values(struct plot *p)
{
    struct chart *c = p->c;
    for (size_t k = 0; c->kind != FO_K_LINE && k < c->categories.n; k++) {
        if (c->kind == FO_K_STACKED)
            stack(p, k);
        else
            bars(p, k);
    }
    mpt y = zero(p);
    chart_line(c, p->r.x, y, p->r.x + p->r.w, y, CHART_RULE, 0);
    for (size_t i = 0; c->kind == FO_K_LINE && i < c->series.n; i++)
        lines(p, i);
}

void chart_plot(struct chart *c)
{
    struct plot p = {.c = c, .r = {0, 0, c->w, c->h}};
    double lo, hi;
    value_range(c, &lo, &hi);
    chart_legend(c, &p.r);
    draw_unit(&p);
    p.r.y += c->em * 3 / 5; /* half a label over the topmost tick */
    p.r.h -= c->em * 9 / 10;
    mpt left = set_axis(&p, lo, hi);
    p.r.x += left;
    p.r.w -= left;
    p.slot = p.r.w / (mpt)c->categories.n;
    p.labels = arena_array(c->scratch, c->categories.n, sizeof *p.labels);
    p.r.h -= fit_labels(&p);
    mpt more = set_axis(&p, lo, hi) - left; /* the labels have taken height, so there may be fewer ticks now */
    if (more > 0) {
        p.r.x += more;
        p.r.w -= more;
        p.slot = p.r.w / (mpt)c->categories.n;
    }
    if (!chart_has_room(c, p.r.w, p.r.h, c->em * 3, c->em * 3))
        return;
    draw_axis(&p);
    draw_values(&p);
    draw_labels(&p);
}
