/* cff_spell.c - a path as a glyph program. Each operator takes a run of segments, most segments may stand in several, and what
 * the file's compression makes of the bytes is known well enough: so the cheapest sequence of operators is found as a way
 * through the contour, segment by segment. */
#include <string.h>

#include "text/cff_int.h"

enum { LIMIT_SEGMENTS = 20000 };

/* --- what bytes cost --- */

/* [1/16 bit]: operands are spread evenly, but for 0 and for the first byte of those just above one byte. */
static unsigned cost_of(uint8_t b)
{
    return b == 139 || b == 247 || b == 251 ? 70 : b < 32 ? 104 : 120;
}

/* --- operators and their operands --- */

struct operands { /* which of a segment's numbers, in their order */
    uint8_t n, at[6];
};

static const struct operands all_of_line = {2, {0, 1}}, all_of_curve = {6, {0, 1, 2, 3, 4, 5}};

static inline bool is_zero(unsigned zeros, unsigned number)
{
    return zeros >> number & 1;
}

static inline const struct operands *all(bool curve)
{
    return curve ? &all_of_curve : &all_of_line;
}

static inline const struct operands *one_way_line(bool curve, unsigned zeros, bool horizontal)
{
    static const struct operands of[] = {{1, {1}}, {1, {0}}};
    return !curve && is_zero(zeros, horizontal) ? &of[horizontal] : NULL;
}

static inline const struct operands *even_curve(bool curve, unsigned zeros, bool horizontal, bool first)
{
    static const struct operands of[] = {{4, {1, 2, 3, 5}}, {4, {0, 2, 3, 4}}}, aside[] = {{5, {0, 1, 2, 3, 5}}, {5, {1, 0, 2, 3, 4}}};
    if (!curve || !is_zero(zeros, horizontal ? 5 : 4))
        return NULL;
    return is_zero(zeros, horizontal) ? &of[horizontal] : first ? &aside[horizontal] : NULL;
}

/* What it gives has five numbers when no other can follow it. */
static inline const struct operands *turning_curve(bool curve, unsigned zeros, bool horizontal, bool last)
{
    static const struct operands of[] = {{4, {1, 2, 3, 4}}, {4, {0, 2, 3, 5}}}, aside[] = {{5, {1, 2, 3, 4, 5}}, {5, {0, 2, 3, 5, 4}}};
    if (!curve || !is_zero(zeros, horizontal))
        return NULL;
    return is_zero(zeros, horizontal ? 4 : 5) ? &of[horizontal] : last ? &aside[horizontal] : NULL;
}

/* The operands that a segment gives the operator as number i of its run; NULL: it can't stand there. */
static inline const struct operands *operands(unsigned op, bool curve, unsigned zeros, unsigned i, bool last)
{
    bool even = i % 2 == 0;
    switch (op) {
    case CS_RLINETO: return curve ? NULL : all(false);
    case CS_RRCURVETO: return curve ? all(true) : NULL;
    case CS_RCURVELINE: return curve != last && (i || !last) ? all(curve) : NULL;
    case CS_RLINECURVE: return curve == last && (i || !last) ? all(curve) : NULL;
    case CS_HLINETO: return one_way_line(curve, zeros, even);
    case CS_VLINETO: return one_way_line(curve, zeros, !even);
    case CS_HHCURVETO: case CS_VVCURVETO: return even_curve(curve, zeros, op == CS_HHCURVETO, i == 0);
    case CS_HVCURVETO: return turning_curve(curve, zeros, even, last);
    default: return turning_curve(curve, zeros, !even, last); /* CS_VHCURVETO */
    }
}

/* --- bytes --- */

enum { RUN_BYTES = CS_STACK * 3 + 1 };

static uint8_t *put_number(uint8_t *out, int v)
{
    int beyond = (v < 0 ? -v : v) - 108;
    if (beyond < 0) {
        *out++ = (uint8_t)(v + 139);
    } else if (beyond < 1024) {
        *out++ = (uint8_t)((v < 0 ? 251 : 247) + beyond / 256);
        *out++ = (uint8_t)beyond;
    } else {
        *out++ = CS_SHORT;
        *out++ = (uint8_t)(v >> 8);
        *out++ = (uint8_t)v;
    }
    return out;
}

static unsigned cost_of_number(int v)
{
    uint8_t bytes[3];
    unsigned cost = 0;
    for (const uint8_t *b = bytes, *end = put_number(bytes, v); b < end; b++)
        cost += cost_of(*b);
    return cost;
}

/* --- the way through a contour --- */

struct place { /* before a segment, and the cheapest way there */
    unsigned cost;
    uint8_t op, n;      /* its last operator and how many segments that takes; 0: not reached yet */
    bool curve;         /* the segment, */
    uint8_t zeros;      /* which of its numbers are 0, */
    uint16_t costs[6];  /* of each, */
    uint16_t count, whole; /* how many there are, and what all cost */
};

static void put_run(struct buf *out, const struct place *from, const struct cff_segment *s, unsigned n, unsigned op)
{
    uint8_t bytes[RUN_BYTES], *end = bytes;
    for (unsigned i = 0; i < n; i++) {
        const struct operands *o = operands(op, from[i].curve, from[i].zeros, i, i + 1 == n);
        for (unsigned k = 0; k < o->n; k++)
            end = put_number(end, s[i].d[o->at[k]]);
    }
    *end++ = (uint8_t)op;
    buf_add(out, bytes, (size_t)(end - bytes));
}

/* The run that ends with this operator leads from here on to there. */
static inline void reach(const struct place *here, struct place *there, unsigned cost, unsigned op, unsigned n)
{
    cost += here->cost + cost_of((uint8_t)op);
    if (there->n && there->cost <= cost)
        return;
    there->cost = cost;
    there->op = (uint8_t)op;
    there->n = (uint8_t)n;
}

/* All runs of one operator from here. */
static inline void follow(struct place *here, size_t left, unsigned op)
{
    unsigned count = 0, cost = 0;
    for (unsigned i = 0; i < left; i++) {
        const struct operands *o = operands(op, here[i].curve, here[i].zeros, i, true);
        if (!o || count + o->n > CS_STACK)
            return;
        count += o->n;
        for (unsigned k = 0; k < o->n; k++)
            cost += here[i].costs[o->at[k]];
        reach(here, here + i + 1, cost, op, i + 1);
        if ((op == CS_HVCURVETO || op == CS_VHCURVETO) && o->n == 5)
            return;
    }
}

/* Runs of lines or curves with all their operands, and of such with one of the other kind behind them. Where the way here is such a
 * run, what that can reach is none the cheaper for a second operator. */
static void follow_whole(struct place *here, size_t left)
{
    bool curve = here->curve;
    unsigned plain = curve ? CS_RRCURVETO : CS_RLINETO, count = here->count, cost = here->whole;
    unsigned before = here->n && here->op == plain ? here->n * count : CS_STACK; /* operands */
    for (unsigned i = 1;; i++) {
        if (before + count > CS_STACK)
            reach(here, here + i, cost, plain, i);
        if (i == left || count + here[i].count > CS_STACK)
            return;
        count += here[i].count;
        cost += here[i].whole;
        if (here[i].curve != curve) {
            reach(here, here + i + 1, cost, curve ? CS_RCURVELINE : CS_RLINECURVE, i + 1);
            return;
        }
    }
}

/* Those of them that can leave out a coordinate that is 0. */
static void follow_straight(struct place *here, size_t left)
{
    if (!here->zeros)
        return;
    if (!here->curve) {
        follow(here, left, CS_HLINETO);
        follow(here, left, CS_VLINETO);
        return;
    }
    follow(here, left, CS_HHCURVETO);
    follow(here, left, CS_VVCURVETO);
    follow(here, left, CS_HVCURVETO);
    follow(here, left, CS_VHCURVETO);
}

/* Writes the cheapest way to the end of the contour. */
static void put_way(struct buf *out, const struct place *places, const struct cff_segment *s, size_t n, struct arena *arena)
{
    const struct place **back = arena_array(arena, n + 1, sizeof *back);
    size_t steps = 0;
    for (size_t at = n; at > 0; at -= places[at].n)
        back[steps++] = &places[at];
    while (steps--) {
        unsigned taken = back[steps]->n;
        put_run(out, back[steps] - taken, s, taken, back[steps]->op);
        s += taken;
    }
}

static bool is_short(int v)
{
    return v == (int16_t)v;
}

/* False: a number of it is too long. */
static bool weigh(struct place *p, const struct cff_segment *s)
{
    p->curve = s->curve;
    p->count = s->curve ? 6 : 2;
    for (unsigned k = 0; k < p->count; k++) {
        if (!is_short(s->d[k]))
            return false;
        p->zeros = (uint8_t)(p->zeros | (s->d[k] == 0) << k);
        p->costs[k] = (uint16_t)cost_of_number(s->d[k]);
        p->whole = (uint16_t)(p->whole + p->costs[k]);
    }
    return true;
}

static bool spell_contour(struct buf *out, const struct cff_segment *s, size_t n, struct arena *arena)
{
    struct place *places = arena_array(arena, n + 1, sizeof *places);
    for (size_t i = 0; i < n; i++)
        if (!weigh(&places[i], &s[i]))
            return false;
    for (size_t i = 0; i < n; i++) {
        follow_whole(&places[i], n - i);
        follow_straight(&places[i], n - i);
    }
    put_way(out, places, s, n, arena);
    return true;
}

static void put_move(struct buf *out, int dx, int dy)
{
    uint8_t bytes[7], *end = bytes;
    if (dx || !dy)
        end = put_number(end, dx);
    if (dy)
        end = put_number(end, dy);
    *end++ = dx && dy ? CS_RMOVETO : dy ? CS_VMOVETO : CS_HMOVETO;
    buf_add(out, bytes, (size_t)(end - bytes));
}

/* Where the pen is behind a contour: it does not go back for the line that closes it. */
static void end_of_contour(const struct cff_path *p, const struct cff_contour *c, int *x, int *y)
{
    *x = c->x;
    *y = c->y;
    for (size_t i = c->first; i < c->first + c->n; i++) {
        const struct cff_segment *s = &p->segments.v[i];
        for (int k = 0; k < (s->curve ? 6 : 2); k += 2) {
            *x += s->d[k];
            *y += s->d[k + 1];
        }
    }
}

bool cff_spell(const struct cff_path *p, struct buf *out)
{
    int x = 0, y = 0;
    if (p->segments.n > LIMIT_SEGMENTS)
        return false;
    buf_add(out, p->width.p, p->width.n);
    for (size_t i = 0; i < p->contours.n; i++) {
        const struct cff_contour *c = &p->contours.v[i];
        int dx = c->x - x, dy = c->y - y;
        if (!is_short(dx) || !is_short(dy))
            return false;
        put_move(out, dx, dy);
        if (!spell_contour(out, &p->segments.v[c->first], c->n, p->arena))
            return false;
        end_of_contour(p, c, &x, &y);
    }
    buf_putc(out, CS_ENDCHAR);
    return true;
}
