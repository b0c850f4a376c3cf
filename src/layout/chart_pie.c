/* chart_pie.c - a pie, clockwise from the top, with each slice's name and share beside it: no legend to look up. */
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "layout/chart_int.h"

#define ARC_STEP (M_PI / 90) /* 2 degrees: at 100 pt from the centre the chord leaves the arc by 0.015 pt */

struct slice {
    size_t index;
    double begin, end;        /* radians from the top, clockwise */
    struct chart_label label;
    mpt y;                    /* middle of the label */
    int permille;
};

struct pie {
    struct chart *c;
    struct slice *slices;
    size_t n;
    mpt x, y, radius;
};

static mpt at_x(const struct pie *p, double angle, mpt r)
{
    return p->x + (mpt)lround(sin(angle) * r);
}

static mpt at_y(const struct pie *p, double angle, mpt r)
{
    return p->y - (mpt)lround(cos(angle) * r);
}

static double middle(const struct slice *s)
{
    return (s->begin + s->end) / 2;
}

static bool on_left(const struct slice *s)
{
    return middle(s) > M_PI;
}

/* Shares that sum to 100.0 %: the largest remainders are rounded up. */
static void shares(struct pie *p, const struct chart_series *s, double total)
{
    int left = 1000;
    for (size_t i = 0; i < p->n; i++) {
        p->slices[i].permille = (int)floor(s->points.v[p->slices[i].index].value / total * 1000);
        left -= p->slices[i].permille;
    }
    for (; left > 0; left--) {
        size_t best = 0;
        double most = -1;
        for (size_t i = 0; i < p->n; i++) {
            double rest = s->points.v[p->slices[i].index].value / total * 1000 - p->slices[i].permille;
            if (rest > most) {
                most = rest;
                best = i;
            }
        }
        p->slices[best].permille++;
    }
}

static bool make_slices(struct pie *p, const struct chart_series *s)
{
    double total = 0, angle = 0;
    for (size_t i = 0; i < s->points.n; i++)
        total += s->points.v[i].value;
    if (total <= 0)
        return false;
    p->slices = arena_array(p->c->scratch, s->points.n, sizeof *p->slices);
    for (size_t i = 0; i < s->points.n; i++) {
        double v = s->points.v[i].value;
        if (v <= 0)
            continue;
        p->slices[p->n++] = (struct slice){.index = i, .begin = angle, .end = angle + v / total * 2 * M_PI};
        angle += v / total * 2 * M_PI;
    }
    shares(p, s, total);
    return true;
}

/* From the chart's edge to the pie beside a label of no width. */
static mpt beside(const struct chart *c)
{
    return c->w / 2 - c->em * 3 / 2;
}

/* Returns the widest. Those that would leave less for the pie than a third of the chart's width have several lines. */
static mpt make_labels(struct pie *p, const struct chart_series *s, mpt down)
{
    mpt widest = 0, least = p->c->w / 6 < down ? p->c->w / 6 : down, most = beside(p->c) - least;
    for (size_t i = 0; i < p->n; i++) {
        struct slice *x = &p->slices[i];
        const struct fo_node *n = s->points.v[x->index].node;
        const char *text = arena_printf(p->c->scratch, "%s %d.%d%%", fo_string(n, FO_X_LABEL), x->permille / 10,
                                        x->permille % 10);
        x->label = chart_label(p->c, n, text, 0);
        if (x->label.w > most && most > p->c->em)
            x->label = chart_label(p->c, n, text, most);
        widest = x->label.w > widest ? x->label.w : widest;
    }
    return widest;
}

static void draw_slice(struct pie *p, const struct slice *s)
{
    size_t steps = (size_t)ceil((s->end - s->begin) / ARC_STEP), n = 0;
    mpt (*at)[2] = arena_array(p->c->scratch, steps + 2, sizeof *at);
    for (size_t i = 0; i <= steps; i++, n++) {
        double angle = s->begin + (s->end - s->begin) * (double)i / (double)steps;
        at[n][0] = at_x(p, angle, p->radius);
        at[n][1] = at_y(p, angle, p->radius);
    }
    if (p->n > 1) {
        at[n][0] = p->x;
        at[n++][1] = p->y;
    }
    chart_fill(p->c, (const mpt (*)[2])at, n, s->index);
}

/* --- labels stand in two columns; those that would overlap are moved down, then up --- */

/* From the top down one side. */
static int by_height(const void *a, const void *b)
{
    const struct slice *const *s = a, *const *t = b;
    int down = (middle(*s) > middle(*t)) - (middle(*s) < middle(*t));
    return on_left(*s) ? -down : down;
}

/* From the middle of one label to that of the next. */
static mpt apart(const struct slice *a, const struct slice *b)
{
    return (a->label.h + b->label.h) / 2;
}

/* False, reported, when a column has no room for its labels. */
static bool spread(struct pie *p, bool left)
{
    struct slice **v = arena_array(p->c->scratch, p->n, sizeof *v);
    size_t n = 0;
    int64_t height = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (on_left(&p->slices[i]) != left)
            continue;
        height += p->slices[i].label.h;
        p->slices[i].y = at_y(p, middle(&p->slices[i]), p->radius + p->c->em);
        v[n++] = &p->slices[i];
    }
    if (!chart_has_room(p->c, p->c->w, p->c->h, 0, height))
        return false;
    qsort(v, n, sizeof *v, by_height);
    for (size_t i = 0; i < n; i++) {
        mpt least = i ? v[i - 1]->y + apart(v[i - 1], v[i]) : v[i]->label.h / 2;
        v[i]->y = v[i]->y < least ? least : v[i]->y;
    }
    for (size_t i = n; i-- > 0;) {
        mpt most = i + 1 < n ? v[i + 1]->y - apart(v[i], v[i + 1]) : p->c->h - v[i]->label.h / 2;
        v[i]->y = v[i]->y > most ? most : v[i]->y;
    }
    return true;
}

static void draw_arc(struct pie *p, double from, double to, mpt radius)
{
    int steps = (int)ceil(fabs(to - from) / ARC_STEP);
    for (int i = 0; i < steps; i++) {
        double a = from + (to - from) * i / steps, b = from + (to - from) * (i + 1) / steps;
        chart_line(p->c, at_x(p, a, radius), at_y(p, a, radius), at_x(p, b, radius), at_y(p, b, radius), CHART_THIN, 0);
    }
}

/* From the slice to its label's height, round the pie where that lies beside it. Returns where it ends. */
static mpt draw_leader(struct pie *p, const struct slice *s)
{
    mpt clear = p->radius + p->c->em / 2;
    double angle = middle(s), up = (double)(p->y - s->y) / clear, half = up * up < 1 ? sqrt(1 - up * up) : 0;
    bool over = fabs(sin(angle)) < half;
    chart_line(p->c, at_x(p, angle, p->radius), at_y(p, angle, p->radius), at_x(p, angle, clear),
               over ? at_y(p, angle, clear) : s->y, CHART_THIN, 0);
    if (!over)
        return at_x(p, angle, clear);
    double end = on_left(s) ? 2 * M_PI - acos(up) : acos(up);
    draw_arc(p, angle, end, clear);
    return at_x(p, end, clear);
}

static void draw_label(struct pie *p, const struct slice *s)
{
    mpt em = p->c->em, side = on_left(s) ? -1 : 1, x = p->x + side * (p->radius + em * 3 / 2);
    chart_line(p->c, draw_leader(p, s), s->y, x - side * em / 4, s->y, CHART_THIN, 0);
    chart_put(p->c, &s->label, x, s->y, on_left(s) ? 2 : 0, 1);
}

void chart_pie(struct chart *c)
{
    struct pie p = {.c = c, .x = c->w / 2, .y = c->h / 2};
    const struct chart_series *s = &c->series.v[0];
    if (c->series.n > 1)
        diag(c->l->diag, CHART_PIE_SERIES, &c->series.v[1].node->loc);
    if (!make_slices(&p, s)) {
        diag(c->l->diag, CHART_EMPTY, &c->node->loc);
        return;
    }
    mpt down = c->h / 2 - c->em * 6 / 5, across = beside(c) - make_labels(&p, s, down);
    p.radius = across < down ? across : down;
    if (!chart_has_room(c, 2 * across, 2 * down, c->em * 3, c->em * 3))
        return;
    if (!spread(&p, true) || !spread(&p, false))
        return;
    for (size_t i = 0; i < p.n; i++)
        draw_slice(&p, &p.slices[i]);
    for (size_t i = 0; i < p.n; i++)
        draw_label(&p, &p.slices[i]);
}
