/* border_props.c - the border and padding properties of a side. */
#include "layout/border.h"

struct side_props { enum fo_prop width, style, color, precedence, padding, width_cond, padding_cond; };

/* Sides in the order of enum area_border_side. Start and end sides have no conditionality in lr-tb. */
static const struct side_props sides[4] = {
    {FO_P_BORDER_BEFORE_WIDTH, FO_P_BORDER_BEFORE_STYLE, FO_P_BORDER_BEFORE_COLOR, FO_P_BORDER_BEFORE_PRECEDENCE,
     FO_P_PADDING_BEFORE, FO_P_BORDER_BEFORE_WIDTH_CONDITIONALITY, FO_P_PADDING_BEFORE_CONDITIONALITY},
    {FO_P_BORDER_AFTER_WIDTH, FO_P_BORDER_AFTER_STYLE, FO_P_BORDER_AFTER_COLOR, FO_P_BORDER_AFTER_PRECEDENCE,
     FO_P_PADDING_AFTER, FO_P_BORDER_AFTER_WIDTH_CONDITIONALITY, FO_P_PADDING_AFTER_CONDITIONALITY},
    {FO_P_BORDER_START_WIDTH, FO_P_BORDER_START_STYLE, FO_P_BORDER_START_COLOR, FO_P_BORDER_START_PRECEDENCE,
     FO_P_PADDING_START, FO_PROP_COUNT, FO_PROP_COUNT},
    {FO_P_BORDER_END_WIDTH, FO_P_BORDER_END_STYLE, FO_P_BORDER_END_COLOR, FO_P_BORDER_END_PRECEDENCE,
     FO_P_PADDING_END, FO_PROP_COUNT, FO_PROP_COUNT},
};

/* XSL 1.1 7.26.1: initial values of border-*-precedence by element. */
static int initial_precedence(enum fo_element e)
{
    switch (e) {
    case FO_TABLE: return 6;
    case FO_TABLE_CELL: return 5;
    case FO_TABLE_COLUMN: return 4;
    case FO_TABLE_ROW: return 3;
    case FO_TABLE_BODY: return 2;
    case FO_TABLE_HEADER: return 1;
    default: return 0;
    }
}

/* thin, medium and thick are the formatter's choice (XSL 1.1 7.8.19); these are FOP's. */
static mpt border_width(const struct fo_node *n, enum fo_prop p)
{
    struct fo_length l = fo_length(n, p);
    mpt w;
    switch (l.keyword) {
    case FO_K_UNSET: w = fo_resolve(l, 0); break;
    case FO_K_THIN: w = 500; break;
    case FO_K_MEDIUM: w = 1000; break;
    case FO_K_THICK: w = 2000; break;
    default: w = 0;
    }
    return w < 0 ? 0 : w;
}

struct border_spec border_spec_of(const struct fo_node *n, enum area_border_side side, enum border_owner owner)
{
    struct border_spec b = {.style = FO_K_NONE};
    if (!n) return b;
    const struct side_props *p = &sides[side];
    b.style = fo_enum(n, p->style);
    b.owner = owner;
    b.precedence = fo_integer(n, p->precedence, initial_precedence(n->element));
    b.retain = border_retained(n, side);
    if (b.style == FO_K_NONE || b.style == FO_K_HIDDEN) return b;
    b.width = border_width(n, p->width);
    b.color = fo_color(n, p->color);
    return b;
}

struct area_border border_used(const struct fo_node *n, enum area_border_side side)
{
    struct border_spec b = border_spec_of(n, side, BORDER_OF_CELL);
    return (struct area_border){.width = b.width, .style = b.width ? b.style : FO_K_NONE, .color = b.color};
}

static bool retained(const struct fo_node *n, enum fo_prop conditionality)
{
    return conditionality == FO_PROP_COUNT || fo_enum(n, conditionality) == FO_K_RETAIN;
}

bool border_retained(const struct fo_node *n, enum area_border_side side)
{
    return retained(n, sides[side].width_cond);
}

bool padding_retained(const struct fo_node *n, enum area_border_side side)
{
    return retained(n, sides[side].padding_cond);
}

mpt padding_of(const struct fo_node *n, enum area_border_side side, mpt container_ipd)
{
    mpt p = fo_mpt(n, sides[side].padding, container_ipd);
    return p < 0 ? 0 : p;
}
