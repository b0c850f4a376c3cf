/* cff_quad.c - a path in quadratic curves. A cubic with control points C1 and C2 that was made of a quadratic one has had its control
 * point at (3 C1 - P0 + 3 C2 - P3) / 4, but for what rounding C1 and C2 has done; a whole point next to it is taken. The third
 * difference e = P3 - 3 C2 + 3 C1 - P0, which is 0 for quadratic curves, says how far others are from that: by sqrt(3) / 36 of
 * it. Where that is too far, the cubic goes as several, which meet in the middle between their control points, so that the
 * points where they meet need not be said. What may have gone too far is compared with the cubic at several places.
 *
 * Doubles hold whole numbers and halves here for the most part, and no operation on them is left to the compiler's choice
 * (ISO C: no contraction), so outlines are the same everywhere. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/cff_int.h"

/* How far curves may move [font units]: by less than half a unit, as the face's own grid has moved them before. */
#define MOST 0.4 /* beside themselves, at the places where they are compared; between these it may be a tenth more */
#define TIP 0.48 /* in any direction, of curves that turn back */
enum {
    LIMIT = 16383,   /* of TrueType's coordinates */
    THIRD_MOST = 20, /* |e|^2 of a curve that is tried as one */
    TRIES = 6        /* each with one part more */
};

typedef int64_t vec[2];

struct cubic {
    vec p[4];
};

struct piece { /* of a contour */
    struct cubic c;
    int64_t n;           /* quadratic curves that stand for it; 0: it is a line from p[0] to p[3] */
    vec *q;              /* their control points */
    bool turns;          /* by more than a right angle: it may have a tip, which moves along the curve too */
    bool ends_implied;   /* its end is the middle between its last control point and the first one of the next piece */
};

static int64_t dot(const vec a, const vec b)
{
    return a[0] * b[0] + a[1] * b[1];
}

static int64_t cross(const vec a, const vec b)
{
    return a[0] * b[1] - a[1] * b[0];
}

static double squared(double v)
{
    return v * v;
}

static void put_point(struct cff_points *out, const vec at, bool on)
{
    *VEC_PUSH(out->arena, &out->points) = (struct cff_point){(int)at[0], (int)at[1], on};
}

/* A line has its control points where they don't matter. */
static bool read_cubic(struct cubic *c, int x, int y, const struct cff_segment *s)
{
    vec at = {x, y};
    bool fits = true;
    memcpy(c->p[0], at, sizeof at);
    for (int i = 1; i < 4; i++)
        for (int k = 0; k < 2; k++) {
            at[k] += s->curve ? s->d[2 * (i - 1) + k] : i == 3 ? s->d[k] : 0;
            c->p[i][k] = at[k];
            fits = fits && llabs(at[k]) <= LIMIT;
        }
    return fits;
}

/* A line: both control points lie beside the chord, and the curve is near it at 1/4, 1/2 and 3/4 of its way. */
static bool is_flat(const struct cubic *c)
{
    vec chord = {c->p[3][0] - c->p[0][0], c->p[3][1] - c->p[0][1]};
    int64_t length = dot(chord, chord), away[2];
    for (int i = 0; i < 2; i++) {
        vec to = {c->p[i + 1][0] - c->p[0][0], c->p[i + 1][1] - c->p[0][1]};
        int64_t along = dot(to, chord);
        away[i] = cross(to, chord);
        if (along < 0 || along > length || away[i] * away[i] > length)
            return false;
    }
    int64_t middle = 24 * (away[0] + away[1]), one = 9 * (3 * away[0] + away[1]), other = 9 * (away[0] + 3 * away[1]);
    double most = squared(64 * MOST) * (double)length;
    return length && squared((double)middle) <= most && squared((double)one) <= most && squared((double)other) <= most;
}

/* As a polynomial: P0 + t c[0] + t^2 c[1] + t^3 c[2]. */
static void coefficients(const struct cubic *c, vec out[3])
{
    for (int k = 0; k < 2; k++) {
        out[0][k] = 3 * (c->p[1][k] - c->p[0][k]);
        out[1][k] = 3 * (c->p[2][k] - 2 * c->p[1][k] + c->p[0][k]);
        out[2][k] = c->p[3][k] - 3 * c->p[2][k] + 3 * c->p[1][k] - c->p[0][k];
    }
}

/* In how many parts of equal length in t each has a third difference, the whole one's / n^3, that is small enough. */
static int64_t parts_of(const vec e)
{
    int64_t n = 1;
    while (dot(e, e) > THIRD_MOST * n * n * n * n * n * n)
        n++;
    return n;
}

static int64_t floor_of(int64_t v, int64_t of)
{
    return v >= 0 ? v / of : -((of - 1 - v) / of);
}

/* How bad it is when the control point of a part that runs `along` lies `off` its place, and the one before it lay `before`
 * off: aside, the middle of the curve moves, and so does the point between the two; along it little does, but for tips. */
static double badness(const vec off, const vec before, const vec along, bool turns)
{
    double x = (double)along[0], y = (double)along[1], off_x = (double)off[0], off_y = (double)off[1];
    double aside = off_x * y - off_y * x, between = aside + (double)before[0] * y - (double)before[1] * x;
    return squared(aside) + squared(between) + squared(off_x * x + off_y * y) * (turns ? 2 : 0.25);
}

/* The best of the four whole points about exact / of; off[] is what was missed before, and is now. */
static void choose(const vec exact, int64_t of, const vec along, bool turns, vec off, vec q)
{
    vec before = {off[0], off[1]};
    double least = HUGE_VAL;
    for (int i = 0; i < 4; i++) {
        vec p = {floor_of(exact[0], of) + i % 2, floor_of(exact[1], of) + i / 2};
        vec missed = {p[0] * of - exact[0], p[1] * of - exact[1]};
        double bad = badness(missed, before, along, turns);
        if (bad < least) {
            least = bad;
            memcpy(off, missed, sizeof missed);
            memcpy(q, p, sizeof p);
        }
    }
}

/* --- what stands for a cubic --- */

static void place_on(const struct cubic *c, double t, double at[2], double direction[2])
{
    double u = 1 - t;
    for (int k = 0; k < 2; k++) {
        double p[4];
        for (int i = 0; i < 4; i++)
            p[i] = (double)c->p[i][k];
        at[k] = u * u * u * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t * t * t * p[3];
        direction[k] = u * u * (p[1] - p[0]) + 2 * u * t * (p[2] - p[1]) + t * t * (p[3] - p[2]);
    }
}

/* A point lies near the curve where that passes; at tips it may not lie before or behind the place on it either. */
static bool is_near(const struct piece *piece, double t, const double p[2])
{
    double at[2], d[2], x, y, speed;
    place_on(&piece->c, t, at, d);
    x = p[0] - at[0];
    y = p[1] - at[1];
    speed = squared(d[0]) + squared(d[1]);
    if (piece->turns || speed < 1)
        return squared(x) + squared(y) <= squared(TIP);
    return squared(x * d[1] - y * d[0]) <= squared(MOST) * speed;
}

static void middle(const vec a, const vec b, double out[2])
{
    for (int k = 0; k < 2; k++)
        out[k] = (double)(a[k] + b[k]) / 2;
}

/* The curves are near the cubic, when they begin and end there. */
static bool are_near(const struct piece *p, const double begin[2], const double end[2])
{
    enum { STEPS = 8 };
    double a[2] = {begin[0], begin[1]};
    for (int64_t i = 0; i < p->n; i++) {
        double b[2] = {end[0], end[1]}, at[2];
        if (i + 1 < p->n)
            middle(p->q[i], p->q[i + 1], b);
        for (int step = i ? 1 : 0; step <= STEPS; step++) {
            double t = (double)step / STEPS, u = 1 - t;
            for (int k = 0; k < 2; k++)
                at[k] = u * u * a[k] + 2 * u * t * (double)p->q[i][k] + t * t * b[k];
            if (!is_near(p, ((double)i + t) / (double)p->n, at))
                return false;
        }
        memcpy(a, b, sizeof a);
    }
    return true;
}

/* In n parts; off: by how much the last control point is beside its place [1 / (4 n^3)]. */
static void split(struct piece *p, const vec c[3], int64_t n, vec off)
{
    int64_t of = 4 * n * n * n;
    off[0] = off[1] = 0;
    p->n = n;
    for (int64_t i = 0; i < n; i++) {
        vec exact, along;
        for (int k = 0; k < 2; k++) {
            exact[k] = p->c.p[0][k] * of + 2 * n * n * (2 * i + 1) * c[0][k] + 4 * n * i * (i + 1) * c[1][k] +
                       (4 * i * i * i + 6 * i * i - 1) * c[2][k];
            along[k] = n * n * c[0][k] + n * (2 * i + 1) * c[1][k] + (3 * i * i + 3 * i + 1) * c[2][k];
        }
        choose(exact, of, along, p->turns, off, p->q[i]);
    }
}

static void end_of(const struct piece *p, const struct piece *next, bool implied, double out[2])
{
    if (implied)
        middle(p->q[p->n - 1], next->q[0], out);
    else
        middle(p->c.p[3], p->c.p[3], out);
}

/* Negative where the end runs against the beginning, by more than a right angle. */
static int64_t onward(const struct cubic *c)
{
    vec first = {c->p[1][0] - c->p[0][0], c->p[1][1] - c->p[0][1]}, last = {c->p[3][0] - c->p[2][0], c->p[3][1] - c->p[2][1]};
    return dot(first, last);
}

/* One curve whose control point lies no farther off than rounding brings it moves by 0.49 at most: by half of that, and by e's
 * part. (t (1 - t) (2 |off| + |1 - 2 t| |e| / 2), where |off|^2 is 1 / 2 and |e|^2 is THIRD_MOST.) */
static bool bend(struct piece *p, struct arena *arena)
{
    vec c[3], off;
    double begin[2], end[2];
    coefficients(&p->c, c);
    int64_t n = parts_of(c[2]);
    p->turns = onward(&p->c) < 0;
    p->q = arena_array(arena, (size_t)(n + TRIES), sizeof *p->q);
    split(p, c, n, off);
    if (n == 1 && 2 * dot(off, off) <= 4 * 4)
        return true;
    middle(p->c.p[0], p->c.p[0], begin);
    middle(p->c.p[3], p->c.p[3], end);
    for (int i = 1; i < TRIES && !are_near(p, begin, end); i++)
        split(p, c, n + i, off);
    return are_near(p, begin, end);
}

/* --- contours --- */

/* The end of a piece goes unsaid where it lies in the middle between its neighbours, but for what rounding has done to it, and
 * where neither side has a tip. */
static void imply(struct piece *before, struct piece *p, const struct piece *next)
{
    double begin[2], end[2], far[2];
    const int64_t *a = p->q[p->n - 1], *b = next->q[0], *at = p->c.p[3];
    if (llabs(2 * at[0] - a[0] - b[0]) > 1 || llabs(2 * at[1] - a[1] - b[1]) > 1 || onward(&p->c) <= 0 || onward(&next->c) <= 0)
        return;
    if (before)
        end_of(before, p, before->ends_implied, begin);
    else
        middle(p->c.p[0], p->c.p[0], begin);
    end_of(p, next, true, end);
    middle(next->c.p[3], next->c.p[3], far);
    p->ends_implied = are_near(p, begin, end) && are_near(next, end, far);
}

static bool read_pieces(const struct cff_path *p, const struct cff_contour *c, struct piece *pieces)
{
    int x = c->x, y = c->y;
    for (size_t i = 0; i < c->n; i++) {
        const struct cff_segment *s = &p->segments.v[c->first + i];
        if (!read_cubic(&pieces[i].c, x, y, s))
            return false;
        if (s->curve && !is_flat(&pieces[i].c) && !bend(&pieces[i], p->arena))
            return false;
        x = (int)pieces[i].c.p[3][0];
        y = (int)pieces[i].c.p[3][1];
    }
    return true;
}

static void put_piece(struct cff_points *out, const struct piece *p)
{
    for (int64_t i = 0; i < p->n; i++)
        put_point(out, p->q[i], false);
    if (!p->ends_implied)
        put_point(out, p->c.p[3], true);
}

/* A contour's first point stays, because readers like to begin on the curve; where it ends there too it is said once. */
static bool put_contour(const struct cff_path *p, const struct cff_contour *c, struct cff_points *out)
{
    struct piece *pieces = arena_array(out->arena, c->n, sizeof *pieces);
    if (!read_pieces(p, c, pieces))
        return false;
    for (size_t i = 0; i + 1 < c->n; i++)
        if (pieces[i].n && pieces[i + 1].n)
            imply(i ? &pieces[i - 1] : NULL, &pieces[i], &pieces[i + 1]);
    const int64_t *first = pieces[0].c.p[0], *last = pieces[c->n - 1].c.p[3];
    put_point(out, first, true);
    for (size_t i = 0; i < c->n; i++)
        put_piece(out, &pieces[i]);
    if (first[0] == last[0] && first[1] == last[1])
        out->points.n--;
    *VEC_PUSH(out->arena, &out->ends) = out->points.n;
    return true;
}

bool cff_quad(const struct cff_path *p, struct cff_points *out)
{
    for (size_t i = 0; i < p->contours.n; i++)
        if (!put_contour(p, &p->contours.v[i], out))
            return false;
    return true;
}
