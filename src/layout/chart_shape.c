/* chart_shape.c - lines, hatched shapes and markers. Arcs come as polylines so fine that print cannot tell. */
#include <stdlib.h>
#include <string.h>

#include "layout/chart_int.h"

enum { SLASH = 1, BACK = 2, ACROSS = 4, UPRIGHT = 8 };

/* Neighbours differ in both lightness and direction; greys lie far enough apart for a copy of a copy. */
static const struct style {
    uint8_t grey;
    unsigned hatch;
    mpt dash;
    char marker;   /* c circle, s square, t triangle, d diamond; capital: hollow */
} styles[CHART_STYLES] = {
    {0x59, 0, 0, 'c'}, {0xff, SLASH, 4000, 'S'}, {0xcc, 0, 1500, 't'}, {0xff, SLASH | BACK, 8000, 'D'},
    {0xff, ACROSS, 0, 'C'}, {0xff, BACK, 4000, 's'}, {0xff, 0, 1500, 'T'}, {0xff, UPRIGHT, 8000, 'd'},
};

#define HATCH_GAP 3000
#define HATCH_WIDTH 400
#define HATCH_MOST 200 /* lines of one direction in one shape */
#define HATCH_ALL 20000 /* about that many in one chart */
#define MARKER 2200    /* half its width */

static struct fo_color grey(uint8_t g)
{
    return (struct fo_color){g, g, g, 255};
}

static struct area_path *add_path(struct chart *c, const mpt (*points)[2], size_t n)
{
    struct area *a = area_new(c->l->chunk, AREA_PATH, NULL);
    struct area_path *p = arena_alloc(c->l->chunk, sizeof *p);
    p->points = arena_dup(c->l->chunk, points, n * sizeof *points);
    p->count = n;
    a->u.path.path = p;
    area_append(c->into, a);
    return p;
}

static void stroke(struct chart *c, const mpt (*points)[2], size_t n, mpt width, uint8_t g, mpt dash)
{
    struct area_path *p = add_path(c, points, n);
    p->stroke = grey(g);
    p->stroke_width = width;
    p->dash = dash;
}

void chart_line(struct chart *c, mpt x1, mpt y1, mpt x2, mpt y2, mpt width, uint8_t g)
{
    mpt points[2][2] = {{x1, y1}, {x2, y2}};
    stroke(c, (const mpt (*)[2])points, 2, width, g, 0);
}

/* --- hatches --- */

static int64_t along(const mpt *p, unsigned direction)
{
    switch (direction) {
    case SLASH: return (int64_t)p[0] + p[1];
    case BACK: return (int64_t)p[0] - p[1];
    case ACROSS: return p[1];
    default: return p[0];
    }
}

static int by_place(const void *a, const void *b)
{
    const mpt *p = a, *q = b;
    int x = (p[0] > q[0]) - (p[0] < q[0]);
    return x ? x : (p[1] > q[1]) - (p[1] < q[1]);
}

/* Where the line along() = t crosses the outline, in order; pairs of them lie inside (even-odd rule). */
static size_t crossings(const mpt (*points)[2], size_t n, unsigned direction, int64_t t, mpt (*out)[2], size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < n && count < most; i++) {
        const mpt *p = points[i], *q = points[(i + 1) % n];
        int64_t fp = along(p, direction) - t, fq = along(q, direction) - t;
        if ((fp < 0) == (fq < 0))
            continue;
        double u = (double)fp / (double)(fp - fq);
        out[count][0] = p[0] + (mpt)(u * (q[0] - p[0]));
        out[count][1] = p[1] + (mpt)(u * (q[1] - p[1]));
        count++;
    }
    qsort(out, count, sizeof *out, by_place);
    return count;
}

static void hatch(struct chart *c, const mpt (*points)[2], size_t n, unsigned direction)
{
    int64_t lo = INT64_MAX, hi = INT64_MIN, gap = direction <= BACK ? HATCH_GAP * 7 / 5 : HATCH_GAP;
    for (size_t i = 0; i < n; i++) {
        int64_t f = along(points[i], direction);
        lo = f < lo ? f : lo;
        hi = f > hi ? f : hi;
    }
    int64_t most = HATCH_ALL / (int64_t)(c->points + 1);
    most = most > HATCH_MOST ? HATCH_MOST : most < 4 ? 4 : most;
    if ((hi - lo) / gap > most)
        gap = (hi - lo) / most;
    for (int64_t t = lo - ((lo % gap) + gap) % gap + gap; t < hi; t += gap) {
        mpt at[8][2];
        size_t count = crossings(points, n, direction, t, at, 8);
        for (size_t i = 0; i + 1 < count; i += 2)
            chart_line(c, at[i][0], at[i][1], at[i + 1][0], at[i + 1][1], HATCH_WIDTH, 0);
    }
}

void chart_fill(struct chart *c, const mpt (*points)[2], size_t n, size_t style)
{
    const struct style *s = &styles[style % CHART_STYLES];
    struct area_path *p = add_path(c, points, n);
    p->closed = true;
    p->fill = grey(s->grey);
    for (unsigned d = SLASH; d <= UPRIGHT; d *= 2)
        if (s->hatch & d)
            hatch(c, points, n, d);
    p = add_path(c, points, n);
    p->closed = true;
    p->stroke = grey(0);
    p->stroke_width = CHART_RULE;
}

void chart_fill_rect(struct chart *c, struct chart_rect r, size_t style)
{
    mpt points[4][2] = {{r.x, r.y}, {r.x + r.w, r.y}, {r.x + r.w, r.y + r.h}, {r.x, r.y + r.h}};
    chart_fill(c, (const mpt (*)[2])points, 4, style);
}

/* --- lines and markers --- */

void chart_polyline(struct chart *c, const mpt (*points)[2], size_t n, size_t style)
{
    if (n > 1)
        stroke(c, points, n, CHART_RULE * 2, 0, styles[style % CHART_STYLES].dash);
}

void chart_marker(struct chart *c, mpt x, mpt y, size_t style)
{
    static const struct shape { char name; size_t n; int at[12][2]; } shapes[] = { /* in thousandths of MARKER */
        {'c', 12, {{1000, 0}, {866, 500}, {500, 866}, {0, 1000}, {-500, 866}, {-866, 500}, {-1000, 0}, {-866, -500},
                   {-500, -866}, {0, -1000}, {500, -866}, {866, -500}}},
        {'s', 4, {{-886, -886}, {886, -886}, {886, 886}, {-886, 886}}},
        {'t', 3, {{0, -1200}, {1100, 800}, {-1100, 800}}},
        {'d', 4, {{0, -1250}, {1250, 0}, {0, 1250}, {-1250, 0}}},
    };
    char m = styles[style % CHART_STYLES].marker;
    bool hollow = m < 'a';
    const struct shape *s = shapes;
    while (s->name != (hollow ? m + 'a' - 'A' : m))
        s++;
    mpt points[12][2];
    for (size_t i = 0; i < s->n; i++) {
        points[i][0] = x + s->at[i][0] * MARKER / 1000;
        points[i][1] = y + s->at[i][1] * MARKER / 1000;
    }
    struct area_path *p = add_path(c, (const mpt (*)[2])points, s->n);
    p->closed = true;
    p->fill = grey(hollow ? 0xff : 0);
    p->stroke = grey(0);
    p->stroke_width = CHART_RULE;
}
