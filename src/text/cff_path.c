/* cff_path.c - a glyph program read as contours. Operators are those of technical note 5177, section 4. */
#include <stdlib.h>
#include <string.h>

#include "text/cff_int.h"

enum { LIMIT_COORDINATE = 32767 };

struct reader {
    struct cff_path *path;
    struct cff_slice left;
    int stack[CS_STACK];
    struct cff_slice first; /* the first operand as it stands */
    unsigned n;
    int x, y;
    bool begun; /* an operator was met: no width follows */
    bool beyond; /* a segment ended outside of what coordinates may be */
};

static bool is_beyond(const struct reader *r)
{
    return abs(r->x) > LIMIT_COORDINATE || abs(r->y) > LIMIT_COORDINATE;
}

static void add(struct reader *r, const struct cff_segment *s)
{
    struct cff_contour *c = &r->path->contours.v[r->path->contours.n - 1];
    *VEC_PUSH(r->path->arena, &r->path->segments) = *s;
    c->n++;
    for (int i = 0; i < (s->curve ? 6 : 2); i += 2) {
        r->x += s->d[i];
        r->y += s->d[i + 1];
    }
    r->beyond |= is_beyond(r);
}

static void line(struct reader *r, int dx, int dy)
{
    add(r, &(struct cff_segment){.d = {dx, dy}});
}

static void curve(struct reader *r, int ax, int ay, int bx, int by, int cx, int cy)
{
    add(r, &(struct cff_segment){true, {ax, ay, bx, by, cx, cy}});
}

static bool move(struct reader *r, unsigned op)
{
    unsigned wanted = op == CS_RMOVETO ? 2 : 1;
    if (r->n == wanted + 1 && !r->begun) {
        r->path->width = r->first;
        memmove(r->stack, r->stack + 1, wanted * sizeof *r->stack);
    } else if (r->n != wanted) {
        return false;
    }
    r->x += op == CS_VMOVETO ? 0 : r->stack[0];
    r->y += op == CS_VMOVETO ? r->stack[0] : op == CS_RMOVETO ? r->stack[1] : 0;
    *VEC_PUSH(r->path->arena, &r->path->contours) = (struct cff_contour){r->x, r->y, r->path->segments.n, 0};
    return true;
}

static bool lines(struct reader *r, unsigned from, unsigned to)
{
    for (unsigned i = from; i + 2 <= to; i += 2)
        line(r, r->stack[i], r->stack[i + 1]);
    return to > from && (to - from) % 2 == 0;
}

static bool curves(struct reader *r, unsigned from, unsigned to)
{
    const int *s = r->stack;
    for (unsigned i = from; i + 6 <= to; i += 6)
        curve(r, s[i], s[i + 1], s[i + 2], s[i + 3], s[i + 4], s[i + 5]);
    return to > from && (to - from) % 6 == 0;
}

static bool alternating_lines(struct reader *r, bool horizontal)
{
    for (unsigned i = 0; i < r->n; i++, horizontal = !horizontal)
        line(r, horizontal ? r->stack[i] : 0, horizontal ? 0 : r->stack[i]);
    return r->n > 0;
}

/* hhcurveto and vvcurveto: all begin and end the same way, but for the first. */
static bool even_curves(struct reader *r, bool horizontal)
{
    unsigned i = r->n % 4;
    int aside = i ? r->stack[0] : 0;
    if (r->n < 4 || i > 1)
        return false;
    for (; i + 4 <= r->n; i += 4, aside = 0) {
        const int *s = r->stack + i;
        if (horizontal)
            curve(r, s[0], aside, s[1], s[2], s[3], 0);
        else
            curve(r, aside, s[0], s[1], s[2], 0, s[3]);
    }
    return true;
}

/* hvcurveto and vhcurveto: each begins as the one before it ends; the last may end anyhow. */
static bool turning_curves(struct reader *r, bool horizontal)
{
    if (r->n < 4 || r->n % 4 > 1)
        return false;
    for (unsigned i = 0; i + 4 <= r->n; i += 4, horizontal = !horizontal) {
        const int *s = r->stack + i;
        int aside = i + 5 == r->n ? s[4] : 0;
        if (horizontal)
            curve(r, s[0], 0, s[1], s[2], aside, s[3]);
        else
            curve(r, 0, s[0], s[1], s[2], s[3], aside);
    }
    return true;
}

/* Two curves that a hinting rasterizer may draw as a line where they are flat; without hints they are curves. */
static bool flex(struct reader *r, unsigned op)
{
    const int *s = r->stack;
    unsigned wanted = op == CS_HFLEX ? 7 : op == CS_FLEX ? 13 : op == CS_HFLEX1 ? 9 : 11;
    int x = 0, y = 0;
    if (r->n != wanted)
        return false;
    for (unsigned i = 0; i < 10; i += 2) {
        x += s[i];
        y += s[i + 1];
    }
    if (op == CS_FLEX)
        return curves(r, 0, 12);
    if (op == CS_HFLEX) {
        curve(r, s[0], 0, s[1], s[2], s[3], 0);
        curve(r, s[4], 0, s[5], -s[2], s[6], 0);
    } else if (op == CS_HFLEX1) {
        curve(r, s[0], s[1], s[2], s[3], s[4], 0);
        curve(r, s[5], 0, s[6], s[7], s[8], -(s[1] + s[3] + s[7]));
    } else {
        bool wide = abs(x) > abs(y);
        curve(r, s[0], s[1], s[2], s[3], s[4], s[5]);
        curve(r, s[6], s[7], s[8], s[9], wide ? s[10] : -x, wide ? -y : s[10]);
    }
    return true;
}

static bool end(struct reader *r)
{
    if (r->n == 1 && !r->begun)
        r->path->width = r->first;
    return r->n == 0 || (r->n == 1 && !r->begun);
}

static bool draw(struct reader *r, unsigned op)
{
    if (op == CS_RMOVETO || op == CS_HMOVETO || op == CS_VMOVETO)
        return move(r, op);
    if (op == CS_ENDCHAR)
        return end(r);
    if (r->path->contours.n == 0)
        return false;
    switch (op) {
    case CS_RLINETO: return lines(r, 0, r->n);
    case CS_HLINETO: case CS_VLINETO: return alternating_lines(r, op == CS_HLINETO);
    case CS_RRCURVETO: return curves(r, 0, r->n);
    case CS_RCURVELINE: return r->n >= 8 && curves(r, 0, r->n - 2) && lines(r, r->n - 2, r->n);
    case CS_RLINECURVE: return r->n >= 8 && lines(r, 0, r->n - 6) && curves(r, r->n - 6, r->n);
    case CS_HHCURVETO: case CS_VVCURVETO: return even_curves(r, op == CS_HHCURVETO);
    case CS_HVCURVETO: case CS_VHCURVETO: return turning_curves(r, op == CS_HVCURVETO);
    default: return op >= CS_HFLEX && flex(r, op);
    }
}

/* One operand; false: it is a fraction, or there are too many. */
static bool push(struct reader *r)
{
    const uint8_t *p = r->left.p;
    size_t size = p[0] == CS_SHORT ? 3 : p[0] == 255 ? 5 : p[0] >= 247 ? 2 : 1;
    if (size == 5 || size > r->left.n || r->n == CS_STACK)
        return false;
    if (r->n == 0)
        r->first = (struct cff_slice){p, size};
    r->stack[r->n++] = size == 3   ? (int16_t)(p[1] << 8 | p[2])
                       : size == 1 ? p[0] - 139
                       : p[0] < 251 ? (p[0] - 247) * 256 + p[1] + 108
                                    : -(p[0] - 251) * 256 - p[1] - 108;
    r->left = (struct cff_slice){p + size, r->left.n - size};
    return true;
}

static bool step(struct reader *r, bool *ended)
{
    unsigned op = r->left.p[0];
    if (op >= 32 || op == CS_SHORT)
        return push(r);
    unsigned size = op == CS_ESCAPE ? 2 : 1;
    if (size > r->left.n)
        return false;
    if (size == 2)
        op = r->left.p[1];
    if (size == 2 && (op < CS_HFLEX || op > CS_FLEX1))
        return false;
    r->left = (struct cff_slice){r->left.p + size, r->left.n - size};
    bool ok = draw(r, op) && !r->beyond && !is_beyond(r);
    r->n = 0;
    r->begun = true;
    *ended = op == CS_ENDCHAR;
    return ok;
}

bool cff_path_read(struct cff_path *p, struct cff_slice program)
{
    struct reader r = {.path = p, .left = program};
    bool ended = false;
    while (!ended)
        if (r.left.n == 0 || !step(&r, &ended))
            return false;
    return true;
}

/* --- with less to say --- */

static void end_of(const struct cff_segment *s, int *dx, int *dy)
{
    *dx = s->curve ? s->d[0] + s->d[2] + s->d[4] : s->d[0];
    *dy = s->curve ? s->d[1] + s->d[3] + s->d[5] : s->d[1];
}

static int length_of(const struct cff_segment *s) /* of a line, roughly */
{
    return s->curve ? 0 : abs(s->d[0]) + abs(s->d[1]);
}

static bool draws_nothing(const struct cff_segment *s)
{
    static const int none[6];
    return memcmp(s->d, none, (s->curve ? 6 : 2) * sizeof *none) == 0;
}

/* Adds the segments of a contour to those that are kept, closed, and says where the longest line is; 0: there is none. */
static void keep_closed(struct cff_path *kept, const struct cff_path *from, struct cff_contour *c)
{
    int x = 0, y = 0, dx, dy;
    size_t first = kept->segments.n;
    for (size_t i = 0; i < c->n; i++) {
        const struct cff_segment *s = &from->segments.v[c->first + i];
        if (draws_nothing(s))
            continue;
        end_of(s, &dx, &dy);
        x += dx;
        y += dy;
        *VEC_PUSH(kept->arena, &kept->segments) = *s;
    }
    if (x || y)
        *VEC_PUSH(kept->arena, &kept->segments) = (struct cff_segment){.d = {-x, -y}};
    c->first = first;
    c->n = kept->segments.n - first;
}

/* Begins the contour behind its longest line, which then goes. */
static void turn(struct cff_path *p, struct cff_contour *c)
{
    struct cff_segment *s = &p->segments.v[c->first];
    size_t longest = 0, n = c->n;
    int dx, dy;
    for (size_t i = 1; i < n; i++)
        if (length_of(&s[i]) > length_of(&s[longest]))
            longest = i;
    if (s[longest].curve)
        return;
    for (size_t i = 0; i <= longest; i++) {
        end_of(&s[i], &dx, &dy);
        c->x += dx;
        c->y += dy;
    }
    struct cff_segment *copy = arena_dup(p->arena, s, n * sizeof *s);
    c->n = p->segments.n = 0;
    p->segments.n = c->first;
    for (size_t i = 1; i < n; i++)
        *VEC_PUSH(p->arena, &p->segments) = copy[(longest + i) % n];
    c->n = n - 1;
}

void cff_path_tidy(struct cff_path *p)
{
    struct cff_path kept = {.arena = p->arena, .width = p->width};
    for (size_t i = 0; i < p->contours.n; i++) {
        struct cff_contour c = p->contours.v[i];
        keep_closed(&kept, p, &c);
        if (c.n)
            turn(&kept, &c);
        if (c.n)
            *VEC_PUSH(p->arena, &kept.contours) = c;
    }
    *p = kept;
}

/* A quadratic curve has vectors a, (a + c) / 2, c, which rounded points move by up to one unit each. */
void cff_path_census(const struct cff_path *p, size_t *curves_n, size_t *quadratic)
{
    for (size_t i = 0; i < p->segments.n; i++) {
        const int *d = p->segments.v[i].d;
        if (!p->segments.v[i].curve)
            continue;
        ++*curves_n;
        *quadratic += abs(d[0] - 2 * d[2] + d[4]) <= 4 && abs(d[1] - 2 * d[3] + d[5]) <= 4;
    }
}
