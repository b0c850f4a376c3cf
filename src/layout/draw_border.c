/* draw_border.c - the borders of a box and straight rules, as bands of one colour.
 *
 * A solid border is one band, a double one two with a third between, groove and ridge are three in the shades of light from
 * the upper left, inset and outset one whose shade is the side's. Where a side meets another that looks different, and
 * always where it has several bands, they part on the corner's diagonal (XSL 1.1 4.2.3 leaves the corner open; browsers and
 * FOP do so). Thin borders that meet another are strokes clipped to their bands, as FOP has them (and table_draw.c in the
 * collapsing model): a page that both set looks the same on a screen. Those of Chinese objects (chinese.h) stay filled bands, which
 * no screen draws thinner than a pixel: the lines of a form are to be seen at any size. Patterns of dashes and dots are the
 * device's; they run straight on. */
#include "layout/draw_int.h"

#include <string.h>

struct band { int from, to; int shade; }; /* thirds of the width, from its upper or left edge; shade: -1 dark, 1 light */

struct look { /* of a style */
    enum fo_keyword style;
    int n;
    struct band bands[3];
};

static const struct look looks[] = {
    {FO_K_SOLID, 1, {{0, 3, 0}}},
    {FO_K_DOUBLE, 2, {{0, 1, 0}, {2, 3, 0}}},
    {FO_K_GROOVE, 3, {{0, 1, -1}, {1, 2, 0}, {2, 3, 1}}},
    {FO_K_RIDGE, 3, {{0, 1, 1}, {1, 2, 0}, {2, 3, -1}}},
    {FO_K_INSET, 1, {{0, 3, -1}}}, /* the after and end sides the other way round */
    {FO_K_OUTSET, 1, {{0, 3, 1}}},
};

static const struct look *look_of(enum fo_keyword style)
{
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        if (looks[i].style == style)
            return &looks[i];
    return NULL;
}

/* By 40% towards white or black: FOP's shades. */
static struct fo_color shaded(struct fo_color c, int shade)
{
    uint8_t *v[] = {&c.r, &c.g, &c.b};
    for (size_t i = 0; i < 3 && shade; i++)
        *v[i] = (uint8_t)(shade > 0 ? *v[i] + (255 - *v[i]) * 2 / 5 : *v[i] * 3 / 5);
    return c;
}

static bool seen(const struct area_border *b)
{
    return b->width > 0 && b->style != FO_K_NONE && b->style != FO_K_HIDDEN && b->color.a;
}

static mpt thirds(mpt width, int n)
{
    return (mpt)((int64_t)width * n / 3);
}

bool draw_rule(struct draw *d, mpt x, mpt y, mpt w, mpt h, enum fo_keyword style, struct fo_color c)
{
    const struct look *look = look_of(style);
    if (!seen(&(struct area_border){w < h ? w : h, style, c}))
        return true;
    if (!look)
        return d->ops->stroke(d->dev, x, y, w, h, style, c);
    for (int i = 0; i < look->n; i++) {
        const struct band *b = &look->bands[i];
        mpt from = thirds(w < h ? w : h, b->from), size = thirds(w < h ? w : h, b->to) - from;
        if (!(w < h ? d->ops->fill(d->dev, x + from, y, size, h, shaded(c, b->shade))
                    : d->ops->fill(d->dev, x, y + from, w, size, shaded(c, b->shade))))
            return false;
    }
    return true;
}

/* --- boxes --- */

struct box {
    struct draw *d;
    const struct area_border *border;
    bool hairlines;
    mpt x, y, w, h;
};

static const enum area_border_side neighbours[4][2] = { /* at the beginning and the end of a side */
    {AREA_START, AREA_END}, {AREA_START, AREA_END}, {AREA_BEFORE, AREA_AFTER}, {AREA_BEFORE, AREA_AFTER}};

static bool is_far(enum area_border_side side)
{
    return side == AREA_AFTER || side == AREA_END;
}

static bool has_side_shade(enum fo_keyword style)
{
    return style == FO_K_INSET || style == FO_K_OUTSET;
}

/* Width of the corner that two sides share on the diagonal; 0: they don't. */
static mpt shared(const struct area_border *a, const struct area_border *b)
{
    const struct look *la = look_of(a->style), *lb = look_of(b->style);
    if (!seen(a) || !seen(b) || !la || !lb)
        return 0;
    if (la == lb && la->n == 1 && !has_side_shade(a->style) && !memcmp(&a->color, &b->color, sizeof a->color))
        return 0;
    return b->width;
}

/* A point of a side: so far along it, so deep from the box's edge. */
static void side_point(const struct box *b, enum area_border_side side, mpt along, mpt depth, mpt out[2])
{
    bool across = side == AREA_BEFORE || side == AREA_AFTER;
    mpt far = across ? b->h : b->w, at = is_far(side) ? far - depth : depth;
    out[0] = across ? along : at;
    out[1] = across ? at : along;
}

static void band_points(const struct box *b, enum area_border_side side, const mpt corner[2], int from, int to, mpt points[4][2])
{
    bool across = side == AREA_BEFORE || side == AREA_AFTER;
    mpt width = b->border[side].width, length = across ? b->w : b->h, near = thirds(width, from), deep = thirds(width, to);
    side_point(b, side, thirds(corner[0], from), near, points[0]);
    side_point(b, side, length - thirds(corner[1], from), near, points[1]);
    side_point(b, side, length - thirds(corner[1], to), deep, points[2]);
    side_point(b, side, thirds(corner[0], to), deep, points[3]);
}

static bool draw_band(const struct box *b, enum area_border_side side, const mpt corner[2], int from, int to, struct fo_color c)
{
    bool across = side == AREA_BEFORE || side == AREA_AFTER;
    mpt width = b->border[side].width, length = across ? b->w : b->h, near = thirds(width, from), deep = thirds(width, to);
    mpt points[4][2];
    band_points(b, side, corner, from, to, points);
    if (corner[0] || corner[1])
        return b->d->ops->path(b->d->dev, &(struct area_path){.points = (const mpt (*)[2])points, .count = 4, .closed = true, .fill = c},
                               b->x, b->y);
    mpt x = points[0][0] < points[2][0] ? points[0][0] : points[2][0], y = points[0][1] < points[2][1] ? points[0][1] : points[2][1];
    return b->d->ops->fill(b->d->dev, b->x + x, b->y + y, across ? length : deep - near, across ? deep - near : length, c);
}

/* A thin solid side that meets another one. */
static bool is_hairline(const struct box *b, enum area_border_side side)
{
    const struct area_border *own = &b->border[side];
    return b->hairlines && own->style == FO_K_SOLID && own->width <= DRAW_HAIR
        && (seen(&b->border[neighbours[side][0]]) || seen(&b->border[neighbours[side][1]]));
}

static bool draw_hairline(const struct box *b, enum area_border_side side)
{
    mpt corner[2], points[4][2], axis[2][2], half = b->border[side].width / 2;
    bool across = side == AREA_BEFORE || side == AREA_AFTER;
    side_point(b, side, 0, half, axis[0]);
    side_point(b, side, across ? b->w : b->h, half, axis[1]);
    for (int i = 0; i < 2; i++) {
        const struct area_border *other = &b->border[neighbours[side][i]];
        corner[i] = seen(other) ? other->width : 0;
    }
    band_points(b, side, corner, 0, 3, points);
    return b->d->ops->path(b->d->dev, &(struct area_path){.points = (const mpt (*)[2])points, .count = 4, .closed = true,
                                                          .fill = b->border[side].color, .axis = (const mpt (*)[2])axis,
                                                          .stroke_width = b->border[side].width}, b->x, b->y);
}

static bool draw_side(const struct box *b, enum area_border_side side)
{
    const struct area_border *own = &b->border[side];
    const struct look *look = look_of(own->style);
    mpt corner[2], at[2];
    if (!seen(own))
        return true;
    if (is_hairline(b, side))
        return draw_hairline(b, side);
    for (int i = 0; i < 2; i++) corner[i] = shared(own, &b->border[neighbours[side][i]]);
    if (!look) {
        bool across = side == AREA_BEFORE || side == AREA_AFTER;
        side_point(b, side, 0, is_far(side) ? own->width : 0, at);
        return b->d->ops->stroke(b->d->dev, b->x + at[0], b->y + at[1], across ? b->w : own->width, across ? own->width : b->h,
                                 own->style, own->color);
    }
    for (int i = 0; i < look->n; i++) { /* a far side's bands lie the other way round from its edge */
        const struct band *k = &look->bands[is_far(side) ? look->n - 1 - i : i];
        int shade = is_far(side) && has_side_shade(own->style) ? -k->shade : k->shade;
        int from = is_far(side) ? 3 - k->to : k->from, to = is_far(side) ? 3 - k->from : k->to;
        if (!draw_band(b, side, corner, from, to, shaded(own->color, shade)))
            return false;
    }
    return true;
}

bool draw_borders(struct draw *d, const struct area *a, mpt x, mpt y)
{
    struct box b = {d, a->decor->border, a->decor->hairlines, x, y, a->w, a->h};
    for (int i = 0; i < 4; i++)
        if (!draw_side(&b, (enum area_border_side)i))
            return false;
    return true;
}
