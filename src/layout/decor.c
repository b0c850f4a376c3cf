#include "layout/decor.h"

#include "layout/chinese.h"

static const struct side {
    enum fo_prop width, style, color, padding, width_conditionality, padding_conditionality;
} sides[4] = {
    {FO_P_BORDER_BEFORE_WIDTH, FO_P_BORDER_BEFORE_STYLE, FO_P_BORDER_BEFORE_COLOR, FO_P_PADDING_BEFORE,
     FO_P_BORDER_BEFORE_WIDTH_CONDITIONALITY, FO_P_PADDING_BEFORE_CONDITIONALITY},
    {FO_P_BORDER_AFTER_WIDTH, FO_P_BORDER_AFTER_STYLE, FO_P_BORDER_AFTER_COLOR, FO_P_PADDING_AFTER,
     FO_P_BORDER_AFTER_WIDTH_CONDITIONALITY, FO_P_PADDING_AFTER_CONDITIONALITY},
    {FO_P_BORDER_START_WIDTH, FO_P_BORDER_START_STYLE, FO_P_BORDER_START_COLOR, FO_P_PADDING_START,
     FO_P_BORDER_START_WIDTH_CONDITIONALITY, FO_P_PADDING_START_CONDITIONALITY},
    {FO_P_BORDER_END_WIDTH, FO_P_BORDER_END_STYLE, FO_P_BORDER_END_COLOR, FO_P_PADDING_END,
     FO_P_BORDER_END_WIDTH_CONDITIONALITY, FO_P_PADDING_END_CONDITIONALITY},
};

/* Width of one border: 0 when its style is none or hidden (XSL 1.1 7.8.20). */
static mpt border_width(const struct fo_node *n, enum area_border_side side)
{
    enum fo_keyword style = fo_enum(n, sides[side].style);
    if (style == FO_K_NONE || style == FO_K_HIDDEN)
        return 0;
    mpt w = fo_mpt(n, sides[side].width, 0);
    return w > 0 ? w : 0;
}

static mpt padding_width(const struct fo_node *n, enum area_border_side side, mpt container_ipd)
{
    mpt w = fo_mpt(n, sides[side].padding, container_ipd);
    return w > 0 ? w : 0;
}

mpt decor_edge(const struct area_decor *d, enum area_border_side side)
{
    return d ? d->border[side].width + d->padding[side] : 0;
}

static bool kept(const struct fo_node *n, enum fo_prop conditionality)
{
    return fo_enum(n, conditionality) == FO_K_RETAIN;
}

mpt decor_kept(const struct fo_node *n, const struct area_decor *d, enum area_border_side side)
{
    mpt border = d && kept(n, sides[side].width_conditionality) ? d->border[side].width : 0;
    return border + (d && kept(n, sides[side].padding_conditionality) ? d->padding[side] : 0);
}

const struct area_decor *decor_cut(struct layout *l, const struct fo_node *n, const struct area_decor *d,
                                   enum area_border_side side)
{
    if (!d || decor_edge(d, side) == decor_kept(n, d, side))
        return d;
    struct area_decor *c = arena_dup(l->chunk, d, sizeof *d);
    if (!kept(n, sides[side].width_conditionality))
        c->border[side].width = 0;
    if (!kept(n, sides[side].padding_conditionality))
        c->padding[side] = 0;
    return c;
}

static bool background(struct layout *l, const struct fo_node *n, struct area_decor *d)
{
    d->background = fo_color(n, FO_P_BACKGROUND_COLOR);
    const char *src = fo_string(n, FO_P_BACKGROUND_IMAGE);
    if (src[0] && l->job->images)
        d->background_image = image_find(l->job->images, src, &n->loc, l->diag);
    if (d->background_image && d->background_image->kind == IMAGE_UNDRAWN)
        d->background_image = NULL;
    d->background_repeat = fo_enum(n, FO_P_BACKGROUND_REPEAT);
    d->background_x = fo_length(n, FO_P_BACKGROUND_POSITION_HORIZONTAL);
    d->background_y = fo_length(n, FO_P_BACKGROUND_POSITION_VERTICAL);
    return d->background.a || d->background_image;
}

/* Nothing is said of it that could be seen: most blocks. */
static bool is_bare(const struct fo_node *n)
{
    for (int i = 0; i < 4; i++)
        if (!fo_is_initial(n, sides[i].style) || !fo_is_initial(n, sides[i].padding))
            return false;
    return fo_is_initial(n, FO_P_BACKGROUND_COLOR) && fo_is_initial(n, FO_P_BACKGROUND_IMAGE);
}

const struct area_decor *decor_new(struct layout *l, const struct fo_node *n, mpt container_ipd)
{
    if (is_bare(n))
        return NULL;
    struct area_decor d = {0};
    bool any = background(l, n, &d);
    for (int i = 0; i < 4; i++) {
        enum area_border_side side = (enum area_border_side)i;
        d.border[i] = (struct area_border){.width = border_width(n, side), .style = fo_enum(n, sides[i].style),
                                           .color = fo_color(n, sides[i].color)};
        d.padding[i] = padding_width(n, side, container_ipd);
        any |= d.border[i].width || d.padding[i];
        d.hairlines |= d.border[i].width > 0;
    }
    d.hairlines = d.hairlines && !chinese_object(l, n);
    return any ? arena_dup(l->chunk, &d, sizeof d) : NULL;
}

const struct area_decor *decor_background(struct layout *l, const struct fo_node *n)
{
    struct area_decor d = {0};
    return background(l, n, &d) ? arena_dup(l->doc, &d, sizeof d) : NULL;
}
