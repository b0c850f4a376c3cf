/* inline_base.c - baselines: where inline objects stand against each other. XSL 1.1 sections 4.6, 7.14. */
#include "layout/inline_int.h"

/* line-height="normal" is 1.2 times the font size. */
mpt inl_line_height(const struct fo_node *n, mpt size)
{
    struct fo_length v = fo_length(n, FO_P_LINE_HEIGHT_OPTIMUM);
    return v.keyword ? (mpt)((int64_t)size * 12 / 10) : fo_resolve(v, size);
}

struct inl_base inl_font_base(const struct fo_node *n, const struct font_list *fonts, mpt size)
{
    const struct font_heights *h = font_list_heights(fonts);
    struct inl_base b = {.line_height = inl_line_height(n, size), .dominant = FO_K_ALPHABETIC};
    b.ascent = font_part(h->ascent, h->per_em, size);
    b.descent = font_part(h->descent, h->per_em, size);
    b.x_height = font_part(h->x_height, h->per_em, size);
    b.hanging = (mpt)((int64_t)b.ascent * 8 / 10);
    b.mathematical = b.ascent / 2;
    return b;
}

/* Height of a baseline over the alphabetic one. Fractions as XSL-FO formatters use them for fonts that state none. */
static mpt level(const struct inl_base *b, enum fo_keyword k)
{
    switch (k) {
    case FO_K_BEFORE_EDGE: case FO_K_TEXT_BEFORE_EDGE: case FO_K_TEXT_TOP: case FO_K_TOP:
        return b->ascent;
    case FO_K_AFTER_EDGE: case FO_K_TEXT_AFTER_EDGE: case FO_K_IDEOGRAPHIC: case FO_K_TEXT_BOTTOM: case FO_K_BOTTOM:
        return -b->descent;
    case FO_K_CENTRAL:
        return (b->ascent - b->descent) / 2;
    case FO_K_MIDDLE:
        return b->x_height / 2;
    case FO_K_HANGING:
        return b->hanging;
    case FO_K_MATHEMATICAL:
        return b->mathematical;
    default:
        return 0;
    }
}

static bool is_level(enum fo_keyword k)
{
    return k != FO_K_AUTO && k != FO_K_BASELINE && k != FO_K_UNSET && k != FO_K_USE_SCRIPT && k != FO_K_NO_CHANGE &&
           k != FO_K_RESET_SIZE;
}

static mpt shift_of(const struct fo_node *n, const struct inl_base *own, const struct inl_base *parent)
{
    struct fo_length v = fo_length(n, FO_P_BASELINE_SHIFT);
    switch (v.keyword) {
    case FO_K_SUPER:
        return parent->x_height;
    case FO_K_SUB:
        return -own->x_height / 2;
    case FO_K_UNSET:
        return fo_resolve(v, parent->line_height);
    default:
        return 0;
    }
}

/* alignment-adjust: a length moves the alignment point down, so the object up. */
static mpt adjusted(const struct fo_node *n, const struct inl_base *own, enum fo_keyword baseline)
{
    struct fo_length v = fo_length(n, FO_P_ALIGNMENT_ADJUST);
    if (v.keyword == FO_K_UNSET)
        return -fo_resolve(v, own->line_height);
    if (v.keyword == FO_K_AUTO)
        return level(own, baseline);
    return level(own, v.keyword);
}

struct inl_place inl_align(const struct fo_node *n, const struct inl_base *own, const struct inl_span *parent)
{
    enum fo_keyword k = fo_enum(n, FO_P_ALIGNMENT_BASELINE);
    struct inl_place p = {.within = parent->hanging};
    if (parent->root_table && (k == FO_K_BEFORE_EDGE || k == FO_K_TOP))
        p.edge = INL_EDGE_BEFORE;
    else if (parent->root_table && (k == FO_K_AFTER_EDGE || k == FO_K_BOTTOM))
        p.edge = INL_EDGE_AFTER;
    if (!is_level(k))
        k = parent->table.dominant;
    mpt shift = shift_of(n, own, &parent->base);
    p.shifted = shift != 0;
    p.offset = parent->origin + level(&parent->table, k) - adjusted(n, own, k) + shift;
    return p;
}

void inl_table(struct inl_span *s)
{
    enum fo_keyword d = fo_enum(s->node, FO_P_DOMINANT_BASELINE);
    bool given = is_level(d);
    if (!s->parent || s->place.shifted || given || d == FO_K_RESET_SIZE) {
        s->table = s->base;
        s->table.dominant = given ? d : s->parent ? s->parent->table.dominant : FO_K_ALPHABETIC;
        s->origin = s->place.offset;
        s->root_table = !s->parent;
        s->hanging = s->place.edge ? s : s->place.within;
    } else {
        s->table = s->parent->table;
        s->origin = s->parent->origin;
        s->root_table = s->parent->root_table;
        s->hanging = s->parent->hanging;
    }
}
