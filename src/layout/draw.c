/* draw.c - walks a finished area tree and draws it: backgrounds, borders, content, in document order. */
#include "base/limits.h"
#include "layout/draw_int.h"
#include "layout/region.h"

static bool draw_one(struct draw *d, const struct area *a, mpt x, mpt y, enum device_artifact how);

/* For image_scale.h: how large it is at most. */
static void note_size(struct image *im, mpt w, mpt h)
{
    im->shown_w = w > im->shown_w ? w : im->shown_w;
    im->shown_h = h > im->shown_h ? h : im->shown_h;
}

/* Far beyond any page it does not matter where: devices add lengths to places, which stay in range. */
static mpt place(mpt origin, int64_t offset)
{
    mpt v = mpt_add(origin, offset);
    return v > MPT_MAX / 2 ? MPT_MAX / 2 : v < -MPT_MAX / 2 ? -MPT_MAX / 2 : v;
}

/* --- boxes --- */

/* Along one axis: where the first tile begins, and what part of the box, from 0 to *extent, has tiles. */
static void lay_tiles(bool repeats, mpt size, mpt *first, mpt *from, mpt *extent)
{
    mpt to = mpt_add(*first, size);

    if (repeats) {
        *first -= (*first / size + (*first > 0)) * size;
        return;
    }
    *from = *first > 0 ? *first : 0;
    *extent = (to < *extent ? to : *extent) - *from;
}

static bool draw_background_image(struct draw *d, const struct area_decor *s, mpt x, mpt y, mpt w, mpt h)
{
    struct image *im = s->background_image;
    if (!im || im->natural_w <= 0 || im->natural_h <= 0)
        return true;
    note_size(im, im->natural_w, im->natural_h);
    mpt tx = fo_resolve(s->background_x, w - im->natural_w), ty = fo_resolve(s->background_y, h - im->natural_h);
    bool rx = s->background_repeat == FO_K_REPEAT || s->background_repeat == FO_K_REPEAT_X;
    bool ry = s->background_repeat == FO_K_REPEAT || s->background_repeat == FO_K_REPEAT_Y;
    mpt left = 0, top = 0;
    if (!rx && !ry)
        return d->ops->push(d->dev, x, y, 0, w, h)
            && d->ops->image(d->dev, im, tx, ty, im->natural_w, im->natural_h) && d->ops->pop(d->dev);
    lay_tiles(rx, im->natural_w, &tx, &left, &w);
    lay_tiles(ry, im->natural_h, &ty, &top, &h);
    return w <= 0 || h <= 0 || d->ops->tiles(d->dev, im, x + left, y + top, w, h, place(x, tx), place(y, ty));
}

/* XSL 1.1 4.2.3: a background fills the padding rectangle. */
static bool draw_background(struct draw *d, const struct area *a, mpt x, mpt y)
{
    const struct area_decor *s = a->decor;
    mpt px = x + s->border[AREA_START].width, py = y + s->border[AREA_BEFORE].width;
    mpt w = a->w - s->border[AREA_START].width - s->border[AREA_END].width;
    mpt h = a->h - s->border[AREA_BEFORE].width - s->border[AREA_AFTER].width;
    if (w <= 0 || h <= 0 || (!s->background.a && !s->background_image))
        return true;
    const struct area under = {.kind = AREA_BOX, .artifact = true, .first = true, .last = true};
    return d->ops->begin_area(d->dev, &under, DEVICE_BACKGROUND)
        && (!s->background.a || d->ops->fill(d->dev, px, py, w, h, s->background))
        && draw_background_image(d, s, px, py, w, h) && d->ops->end_area(d->dev, &under);
}

static bool draw_marks(struct draw *d, const struct area *a, mpt x, mpt y)
{
    for (const struct area_mark *m = a->marks; m; m = m->next)
        if (m->id && m->first && !d->ops->destination(d->dev, m->id, x, y))
            return false;
    return true;
}

static bool draw_link(struct draw *d, const struct area *a, mpt x, mpt y)
{
    if (!a->link_internal && !a->link_external)
        return true;
    return d->ops->link(d->dev, x, y, a->w, a->h, a->link_internal, a->link_external, a);
}

/* An object in several parts has its field on the last one. */
static bool draw_field(struct draw *d, const struct area *a, mpt x, mpt y)
{
    if (!a->node || !a->last || (a->kind != AREA_BOX && a->kind != AREA_VIEWPORT && a->kind != AREA_INLINE) || fo_enum(a->node, FO_X_FIELD) == FO_K_NONE)
        return true;
    return d->ops->field(d->dev, a->node, x, y, a->w, a->h);
}

/* --- content --- */

static bool draw_children(struct draw *d, const struct area *a, mpt x, mpt y, enum device_artifact how)
{
    for (const struct area *c = a->first_child; c; c = c->next)
        if (!draw_one(d, c, x, y, how))
            return false;
    return true;
}

/* The content's own axes begin where its top left corner comes to lie (turn counter-clockwise); x, y: the content
 * rectangle's top left. */
static bool draw_viewport(struct draw *d, const struct area *a, mpt x, mpt y, enum device_artifact how)
{
    int turn = a->u.viewport.turn;
    bool clip = a->u.viewport.clip;
    if (!turn && !clip)
        return draw_children(d, a, x, y, how);
    mpt aw = area_content_w(a), ah = area_content_h(a);
    mpt ox = turn == 180 || turn == 270 ? x + aw : x, oy = turn == 90 || turn == 180 ? y + ah : y;
    bool quarter = turn % 180 != 0;
    mpt w = clip ? (quarter ? ah : aw) : -1, h = clip ? (quarter ? aw : ah) : -1;
    return d->ops->push(d->dev, ox, oy, turn, w, h) && draw_children(d, a, 0, 0, how) && d->ops->pop(d->dev);
}

/* A picture larger than its viewport is cut at the content's edges, inside of border and padding (XSL 1.1 7.21.2). */
static bool draw_image(struct draw *d, const struct area *a, mpt x, mpt y)
{
    struct image *im = a->u.image.image;
    if (!im)
        return true;
    mpt ix = a->u.image.x, iy = a->u.image.y, w = a->u.image.w, h = a->u.image.h;
    mpt aw = area_content_w(a), ah = area_content_h(a);
    note_size(im, w, h);
    bool outside = ix < 0 || iy < 0 || ix + w > aw || iy + h > ah;
    if (!outside)
        return d->ops->image(d->dev, im, x + ix, y + iy, w, h);
    bool clip = a->node && region_clips(a->node);
    return d->ops->push(d->dev, x, y, 0, clip ? aw : -1, clip ? ah : -1)
        && d->ops->image(d->dev, im, ix, iy, w, h) && d->ops->pop(d->dev);
}

/* What it generates takes its room and is not seen; what is in it may be visible again (XSL 1.1 7.30.17). */
static bool is_hidden(const struct area *a)
{
    return a->node && fo_enum(a->node, FO_P_VISIBILITY) == FO_K_HIDDEN;
}

static bool is_leaf(const struct area *a)
{
    return a->kind == AREA_GLYPHS || a->kind == AREA_RULE || a->kind == AREA_IMAGE || a->kind == AREA_PATH;
}

static bool draw_content(struct draw *d, const struct area *a, mpt x, mpt y, enum device_artifact how)
{
    switch (a->kind) {
    case AREA_GLYPHS: return d->ops->glyphs(d->dev, a->u.run, x, y);
    case AREA_RULE: return draw_rule(d, x, y, a->w, a->h, a->u.rule.style, a->u.rule.color);
    case AREA_IMAGE: return draw_image(d, a, x + area_content_x(a), y + area_content_y(a));
    case AREA_PATH: return d->ops->path(d->dev, a->u.path.path, x, y);
    case AREA_SLOT: return d->ops->slot(d->dev, a->u.slot.id, x, y);
    case AREA_REGION:
    case AREA_VIEWPORT: return draw_viewport(d, a, x + area_content_x(a), y + area_content_y(a), how);
    case AREA_LINE: return draw_children(d, a, x, place(y, a->u.line.baseline), how);
    case AREA_INLINE: return draw_children(d, a, x, place(y, -(int64_t)a->y), how); /* children share the line's baseline */
    default: return draw_children(d, a, place(x, area_content_x(a)), place(y, area_content_y(a)), how);
    }
}

static bool draw_one(struct draw *d, const struct area *a, mpt px, mpt py, enum device_artifact how)
{
    if (d->depth > 4 * LIMIT_DEPTH)
        return true;
    mpt x = place(px, a->x), y = place(py, a->y);
    if (a->artifact && how == DEVICE_CONTENT)
        how = DEVICE_ARTIFACT;
    d->depth++;
    bool hidden = is_hidden(a);
    if (hidden && is_leaf(a))
        how = DEVICE_ARTIFACT;
    bool ok = d->ops->begin_area(d->dev, a, how) && draw_marks(d, a, x, y)
        && (!a->decor || hidden || (draw_background(d, a, x, y) && draw_borders(d, a, x, y)))
        && ((hidden && is_leaf(a)) || draw_content(d, a, x, y, how)) && draw_link(d, a, x, y) && draw_field(d, a, x, y)
        && d->ops->end_area(d->dev, a);
    d->depth--;
    return ok;
}

bool draw_area(struct device *dev, const struct area *a, mpt x, mpt y)
{
    struct draw d = {.dev = dev, .ops = dev->ops};
    return draw_one(&d, a, x, y, DEVICE_CONTENT);
}

static enum device_artifact region_role(const struct area *a)
{
    if (!a->node || !a->artifact)
        return DEVICE_CONTENT;
    return a->node->element == FO_REGION_BEFORE ? DEVICE_HEADER : a->node->element == FO_REGION_AFTER ? DEVICE_FOOTER
        : DEVICE_PAGINATION;
}

bool draw_page(struct device *dev, const struct area *page)
{
    struct draw d = {.dev = dev, .ops = dev->ops};
    struct device_page p = {.width = page->w, .height = page->h, .number = page->u.page.number,
                            .label = page->u.page.label};
    if (page->node)
        p.loc = page->node->loc;
    if (!dev->ops->begin_page(dev, &p) || !draw_marks(&d, page, 0, 0)
        || (page->decor && !draw_background(&d, page, 0, 0)))
        return false;
    for (const struct area *c = page->first_child; c; c = c->next)
        if (!draw_one(&d, c, 0, 0, region_role(c)))
            return false;
    return dev->ops->end_page(dev);
}
