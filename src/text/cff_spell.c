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

static unsigned all(const struct cff_segment *s, int v[6])
{
    memcpy(v, s->d, sizeof s->d);
    return s->curve ? 6 : 2;
}

static unsigned one_way_line(const struct cff_segment *s, bool horizontal, int v[6])
{
    v[0] = s->d[!horizontal];
    return !s->curve && s->d[horizontal] == 0 ? 1 : 0;
}

static unsigned even_curve(const struct cff_segment *s, bool horizontal, bool first, int v[6])
{
    unsigned n = 0;
    const int *d = s->d;
    if (!s->curve || d[horizontal ? 5 : 4] || (d[horizontal] && !first))
        return 0;
    if (d[horizontal])
        v[n++] = d[horizontal];
    v[n++] = d[!horizontal];
    v[n++] = d[2];
    v[n++] = d[3];
    v[n++] = d[horizontal ? 4 : 5];
    return n;
}

static unsigned turning_curve(const struct cff_segment *s, bool horizontal, bool last, int v[6])
{
    const int *d = s->d;
    int aside = d[horizontal ? 4 : 5];
    if (!s->curve || d[horizontal] || (aside && !last))
        return 0;
    v[0] = d[!horizontal];
    v[1] = d[2];
    v[2] = d[3];
    v[3] = d[horizontal ? 5 : 4];
    v[4] = aside;
    return aside ? 5 : 4;
}

/* The operands that a segment gives the operator as number i of its run; 0: it can't stand there. */
static unsigned operands(unsigned op, const struct cff_segment *s, unsigned i, bool last, int v[6])
{
    bool even = i % 2 == 0;
    switch (op) {
    case CS_RLINETO: return s->curve ? 0 : all(s, v);
    case CS_RRCURVETO: return s->curve ? all(s, v) : 0;
    case CS_RCURVELINE: return s->curve != last && (i || !last) ? all(s, v) : 0;
    case CS_RLINECURVE: return s->curve == last && (i || !last) ? all(s, v) : 0;
    case CS_HLINETO: return one_way_line(s, even, v);
    case CS_VLINETO: return one_way_line(s, !even, v);
    case CS_HHCURVETO: case CS_VVCURVETO: return even_curve(s, op == CS_HHCURVETO, i == 0, v);
    case CS_HVCURVETO: return turning_curve(s, even, last, v);
    default: return turning_curve(s, !even, last, v); /* CS_VHCURVETO */
    }
}

/* Those that can leave out a coordinate that is 0. */
static const uint8_t straight[] = {CS_HLINETO, CS_VLINETO, CS_HHCURVETO, CS_VVCURVETO, CS_HVCURVETO, CS_VHCURVETO};

static bool is_straight(const struct cff_segment *s)
{
    return !s->d[0] || !s->d[1] || (s->curve && (!s->d[4] || !s->d[5]));
}

/* --- bytes and what they cost --- */

struct run {
    struct buf *out; /* NULL: they are only counted */
    unsigned operands, cost;
};

static inline void put(struct run *r, uint8_t byte)
{
    r->cost += cost_of(byte);
    if (r->out)
        buf_putc(r->out, (char)byte);
}

static inline void put_number(struct run *r, int v)
{
    int beyond = (v < 0 ? -v : v) - 108;
    if (beyond < 0) {
        put(r, (uint8_t)(v + 139));
    } else if (beyond < 1024) {
        put(r, (uint8_t)((v < 0 ? 251 : 247) + beyond / 256));
        put(r, (uint8_t)beyond);
    } else {
        put(r, CS_SHORT);
        put(r, (uint8_t)(v >> 8));
        put(r, (uint8_t)v);
    }
    r->operands++;
}

static void put_numbers(struct run *r, const int *v, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        put_number(r, v[i]);
}

static void put_run(struct run *r, const struct cff_segment *s, unsigned n, unsigned op)
{
    int v[6];
    for (unsigned i = 0; i < n; i++)
        put_numbers(r, v, operands(op, &s[i], i, i + 1 == n, v));
    put(r, (uint8_t)op);
}

/* --- the way through a contour --- */

struct place { /* before a segment, and the cheapest way there */
    unsigned cost;
    uint8_t op, n;    /* its last operator and how many segments that takes; 0: not reached yet */
    struct run whole; /* the segment with all its operands */
};

/* The run that ends with this operator leads from here on to there. */
static void reach(const struct place *here, struct place *there, struct run r, unsigned op, unsigned n)
{
    unsigned cost = here->cost + r.cost + cost_of((uint8_t)op);
    if (there->n && there->cost <= cost)
        return;
    there->cost = cost;
    there->op = (uint8_t)op;
    there->n = (uint8_t)n;
}

/* All runs of one operator from here. */
static void follow(struct place *here, const struct cff_segment *s, size_t left, unsigned op)
{
    struct run r = {0};
    bool ended = false;
    for (unsigned i = 0; i < left && !ended; i++) {
        int v[6];
        unsigned n = operands(op, &s[i], i, true, v);
        if (!n || r.operands + n > CS_STACK)
            return;
        put_numbers(&r, v, n);
        reach(here, here + i + 1, r, op, i + 1);
        ended = (op == CS_HVCURVETO || op == CS_VHCURVETO) && n == 5;
    }
}

static void append(struct run *r, const struct run *more)
{
    r->cost += more->cost;
    r->operands += more->operands;
}

/* Runs of lines or curves with all their operands, and of such with one of the other kind behind them. */
static void follow_whole(struct place *here, const struct cff_segment *s, size_t left)
{
    bool curve = s->curve;
    struct run r = here->whole;
    for (unsigned i = 1;; i++) {
        reach(here, here + i, r, curve ? CS_RRCURVETO : CS_RLINETO, i);
        if (i == left || r.operands + here[i].whole.operands > CS_STACK)
            return;
        append(&r, &here[i].whole);
        if (s[i].curve != curve) {
            reach(here, here + i + 1, r, curve ? CS_RCURVELINE : CS_RLINECURVE, i + 1);
            return;
        }
    }
}

/* Writes the cheapest way to the end of the contour. */
static void put_way(struct run *r, const struct place *places, const struct cff_segment *s, size_t n, struct arena *arena)
{
    const struct place **back = arena_array(arena, n + 1, sizeof *back);
    size_t steps = 0;
    for (size_t at = n; at > 0; at -= places[at].n)
        back[steps++] = &places[at];
    while (steps--) {
        put_run(r, s, back[steps]->n, back[steps]->op);
        s += back[steps]->n;
    }
}

static void spell_contour(struct run *r, const struct cff_segment *s, size_t n, struct arena *arena)
{
    struct place *places = arena_array(arena, n + 1, sizeof *places);
    for (size_t i = 0; i < n; i++)
        put_numbers(&places[i].whole, s[i].d, s[i].curve ? 6 : 2);
    for (size_t i = 0; i < n; i++) {
        follow_whole(&places[i], s + i, n - i);
        for (unsigned k = 0; k < sizeof straight && is_straight(&s[i]); k++)
            follow(&places[i], s + i, n - i, straight[k]);
    }
    put_way(r, places, s, n, arena);
}

static void put_move(struct run *r, int dx, int dy)
{
    if (dx || !dy)
        put_number(r, dx);
    if (dy)
        put_number(r, dy);
    put(r, dx && dy ? CS_RMOVETO : dy ? CS_VMOVETO : CS_HMOVETO);
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

static bool fits(const struct cff_path *p)
{
    for (size_t i = 0; i < p->segments.n; i++)
        for (int k = 0; k < (p->segments.v[i].curve ? 6 : 2); k++)
            if (p->segments.v[i].d[k] < INT16_MIN || p->segments.v[i].d[k] > INT16_MAX)
                return false;
    return p->segments.n <= LIMIT_SEGMENTS;
}

bool cff_spell(const struct cff_path *p, struct buf *out)
{
    struct run r = {.out = out};
    int x = 0, y = 0;
    if (!fits(p))
        return false;
    buf_add(out, p->width.p, p->width.n);
    for (size_t i = 0; i < p->contours.n; i++) {
        const struct cff_contour *c = &p->contours.v[i];
        int dx = c->x - x, dy = c->y - y;
        if (dx != (int16_t)dx || dy != (int16_t)dy)
            return false;
        put_move(&r, dx, dy);
        spell_contour(&r, &p->segments.v[c->first], c->n, p->arena);
        end_of_contour(p, c, &x, &y);
    }
    put(&r, CS_ENDCHAR);
    return true;
}
