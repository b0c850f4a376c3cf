#include "fo/resolve.h"

/* What margins mean on an element (5.3.2). */
enum margin_kind { MARGIN_KEEP, MARGIN_BLOCK, MARGIN_INLINE };

static enum margin_kind margins_of(enum fo_element e)
{
    switch (e) {
    case FO_SIMPLE_PAGE_MASTER: case FO_REGION_BODY: case FO_REGION_BEFORE: case FO_REGION_AFTER: case FO_REGION_START:
    case FO_REGION_END:
        return MARGIN_KEEP;
    case FO_INLINE: case FO_CHARACTER: case FO_EXTERNAL_GRAPHIC: case FO_INSTREAM_FOREIGN_OBJECT: case FO_LEADER:
    case FO_PAGE_NUMBER: case FO_PAGE_NUMBER_CITATION: case FO_PAGE_NUMBER_CITATION_LAST: case FO_BASIC_LINK:
    case FO_INLINE_CONTAINER: case FO_BIDI_OVERRIDE: case FO_FOOTNOTE:
        return MARGIN_INLINE;
    default:
        return MARGIN_BLOCK;
    }
}

/* Objects whose own margins count from a new reference area (5.3.2 and the descriptions of the objects in chapter 6). The
 * indents that their children inherit are NOT set back to 0: XSL 7.10.7 inherits them through reference areas, and FOP
 * does the same unless its switch break-indent-inheritance is on. */
bool fo_reference_area(enum fo_element e)
{
    return e == FO_BLOCK_CONTAINER || e == FO_INLINE_CONTAINER || e == FO_TABLE_CELL || e == FO_TABLE_CAPTION
        || e == FO_FLOW || e == FO_STATIC_CONTENT || e == FO_TITLE;
}

/* margin-top and the like as the space property of that side. As with indents, a margin given by name is stronger than the
 * space, and one from the margin shorthand is weaker: it counts where no component of the space is given. A margin stays at
 * the edge of a page, as in CSS, where a space is discarded. */
static void margin_to_space(struct fo_resolve *rs, unsigned margin, enum fo_prop first)
{
    static const struct fo_slice zero = {"0pt", 3}, retain = {"retain", 6};
    if (!fo_bit(rs->set, margin))
        return;
    struct fo_slot s = rs->slot[margin];
    bool named = s.rank >= FO_RANK_ABSOLUTE;
    for (unsigned p = first; p < first + 5u && !named; p++) /* minimum, optimum, maximum, conditionality, precedence */
        if (fo_bit(rs->set, p))
            return;
    if (fo_same(fo_trim(s.value), "auto"))
        s.value = zero;
    for (unsigned p = first; p < first + 3u; p++)
        fo_assign(rs, p, s.value, s.given, FO_RANK_MARGIN);
    fo_assign(rs, first + 3u, retain, s.given, FO_RANK_MARGIN);
}

/* A region-body has its distances from its page as margins: there a space is the margin of its side, unless that one is given
 * by name. */
static void space_to_margin(struct fo_resolve *rs, enum fo_prop optimum, enum fo_prop margin)
{
    bool named = fo_bit(rs->set, margin) && rs->slot[margin].rank >= FO_RANK_ABSOLUTE;
    if (fo_bit(rs->set, optimum) && !named)
        fo_assign(rs, margin, rs->slot[optimum].value, rs->slot[optimum].given, FO_RANK_MARGIN);
}

void fo_move_margins(struct fo_resolve *rs)
{
    enum margin_kind kind = margins_of(rs->element);
    if (rs->element == FO_REGION_BODY) {
        space_to_margin(rs, FO_P_SPACE_BEFORE_OPTIMUM, FO_P_MARGIN_TOP);
        space_to_margin(rs, FO_P_SPACE_AFTER_OPTIMUM, FO_P_MARGIN_BOTTOM);
    }
    if (kind == MARGIN_INLINE) {
        margin_to_space(rs, FO_P_MARGIN_LEFT, FO_P_SPACE_START_MINIMUM);
        margin_to_space(rs, FO_P_MARGIN_RIGHT, FO_P_SPACE_END_MINIMUM);
        fo_unset(rs, FO_P_MARGIN_LEFT);
        fo_unset(rs, FO_P_MARGIN_RIGHT);
    } else if (kind == MARGIN_BLOCK) {
        margin_to_space(rs, FO_P_MARGIN_TOP, FO_P_SPACE_BEFORE_MINIMUM);
        margin_to_space(rs, FO_P_MARGIN_BOTTOM, FO_P_SPACE_AFTER_MINIMUM);
    }
    if (kind != MARGIN_KEEP) {
        fo_unset(rs, FO_P_MARGIN_TOP);
        fo_unset(rs, FO_P_MARGIN_BOTTOM);
    }
}

static const struct {
    enum fo_prop width, style;
} borders[] = {
    {FO_P_BORDER_BEFORE_WIDTH, FO_P_BORDER_BEFORE_STYLE}, {FO_P_BORDER_AFTER_WIDTH, FO_P_BORDER_AFTER_STYLE},
    {FO_P_BORDER_START_WIDTH, FO_P_BORDER_START_STYLE}, {FO_P_BORDER_END_WIDTH, FO_P_BORDER_END_STYLE},
};

/* A border's computed width is 0 when its style is none or hidden, and medium when only a style is given. */
static void finish_borders(struct fo_resolve *rs)
{
    for (size_t i = 0; i < sizeof borders / sizeof *borders; i++) {
        if (!fo_bit(rs->done, borders[i].style) && !fo_bit(rs->done, borders[i].width))
            continue;
        enum fo_keyword style = fo_computed(rs, borders[i].style)->keyword;
        bool none = style == FO_K_NONE || style == FO_K_HIDDEN;
        if (none || !fo_bit(rs->done, borders[i].width))
            fo_put(rs, borders[i].width, (struct fo_value){.kind = FO_V_LENGTH, .u.length.abs = none ? 0 : 1000});
    }
}

/* 5.3.2: start-indent = inherited start-indent (unless a reference area begins) + margin + padding + border. A margin given
 * by name is stronger than the indent; one from the margin shorthand is weaker. */
static void finish_indent(struct fo_resolve *rs, unsigned margin, unsigned indent, unsigned padding, unsigned border)
{
    if (!fo_bit(rs->done, margin))
        return;
    struct fo_value v = rs->value[margin];
    fo_unset(rs, margin);
    if (fo_bit(rs->done, indent) && rs->slot[indent].rank > rs->slot[margin].rank)
        return;
    if (v.kind != FO_V_LENGTH)
        v = (struct fo_value){.kind = FO_V_LENGTH}; /* auto: blocks fill their area */
    v.u.length = fo_length_add(v.u.length, fo_computed(rs, padding)->u.length);
    v.u.length = fo_length_add(v.u.length, fo_computed(rs, border)->u.length);
    if (!fo_reference_area(rs->element))
        v.u.length = fo_length_add(v.u.length, fo_set_get(rs->parent, indent)->u.length);
    v.u.length.base = FO_BASE_CONTAINER_IPD; /* the margin's; layout_indent() knows what to do with what was added */
    fo_put(rs, indent, v);
    fo_bit_set(rs->specified, indent);
}

static void finish_indents(struct fo_resolve *rs)
{
    if (margins_of(rs->element) == MARGIN_KEEP)
        return;
    finish_indent(rs, FO_P_MARGIN_LEFT, FO_P_START_INDENT, FO_P_PADDING_START, FO_P_BORDER_START_WIDTH);
    finish_indent(rs, FO_P_MARGIN_RIGHT, FO_P_END_INDENT, FO_P_PADDING_END, FO_P_BORDER_END_WIDTH);
}

static const struct {
    enum fo_prop minimum, optimum, maximum;
    bool normal; /* its keyword is normal, which a number replaces; that of spacing, which is 0, and auto stay */
    bool bounds; /* bounds are stronger than the optimum, as CSS 2.1 10.4 has it for min-width and the like */
} ranges[] = {
#define RANGE(name, normal, bounds) \
    {FO_P_##name##_MINIMUM, FO_P_##name##_OPTIMUM, FO_P_##name##_MAXIMUM, normal, bounds}
    RANGE(SPACE_BEFORE, false, false), RANGE(SPACE_AFTER, false, false), RANGE(SPACE_START, false, false),
    RANGE(SPACE_END, false, false), RANGE(LEADER_LENGTH, false, false), RANGE(LETTER_SPACING, false, false),
    RANGE(WORD_SPACING, false, false), RANGE(LINE_HEIGHT, true, false),
    RANGE(INLINE_PROGRESSION_DIMENSION, false, true), RANGE(BLOCK_PROGRESSION_DIMENSION, false, true),
#undef RANGE
};

/* Is a above b? Lengths with other shares of a base can't be compared before layout. */
static bool above(const struct fo_value *a, const struct fo_value *b)
{
    if (a->kind == FO_V_NUMBER && b->kind == FO_V_NUMBER)
        return a->u.number > b->u.number;
    return a->kind == FO_V_LENGTH && b->kind == FO_V_LENGTH && a->u.length.fraction == b->u.length.fraction
        && a->u.length.abs > b->u.length.abs;
}

/* XSL 1.1 5.11 <length-range> and <space>: a minimum above the optimum, or a maximum below it, counts as the optimum. An
 * optimum that is not given lies within the bounds that are. */
static void finish_range(struct fo_resolve *rs, size_t i)
{
    enum fo_prop p[3] = {ranges[i].minimum, ranges[i].optimum, ranges[i].maximum};
    if (!fo_bit(rs->done, p[0]) && !fo_bit(rs->done, p[1]) && !fo_bit(rs->done, p[2]))
        return;
    struct fo_value v[3];
    for (int k = 0; k < 3; k++)
        v[k] = *fo_computed(rs, p[k]);
    bool given = fo_bit(rs->done, p[1]); /* a bound of higher rank is one by itself, no part of width or height */
    for (int k = 2; k >= 0; k -= 2)
        if (fo_bit(rs->done, p[k]) && (!given || (ranges[i].bounds && rs->slot[p[k]].rank > rs->slot[p[1]].rank))
            && (k ? above(&v[1], &v[k]) : above(&v[k], &v[1])))
            v[1] = v[k];
    for (int k = 0; k < 3; k += 2) {
        bool loose = ranges[i].normal && v[k].kind == FO_V_KEYWORD && v[1].kind != FO_V_KEYWORD && !fo_bit(rs->done, p[k]);
        if (loose || (k ? above(&v[1], &v[k]) : above(&v[k], &v[1])))
            v[k] = v[1];
    }
    for (int k = 0; k < 3; k++)
        fo_put(rs, p[k], v[k]);
}

static void finish_ranges(struct fo_resolve *rs)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        finish_range(rs, i);
}

/* region-name's initial value depends on the region (7.27.17). */
static void finish_region(struct fo_resolve *rs)
{
    static const struct { enum fo_element e; const char *name; } names[] = {
        {FO_REGION_BODY, "xsl-region-body"}, {FO_REGION_BEFORE, "xsl-region-before"},
        {FO_REGION_AFTER, "xsl-region-after"}, {FO_REGION_START, "xsl-region-start"}, {FO_REGION_END, "xsl-region-end"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].e == rs->element)
            fo_put(rs, FO_P_REGION_NAME, (struct fo_value){.kind = FO_V_STRING, .u.string = names[i].name});
}

void fo_finish_dependent(struct fo_resolve *rs)
{
    finish_borders(rs);
    finish_indents(rs);
    finish_ranges(rs);
    finish_region(rs);
}
