/* partial.c - properties that some elements obey and others do not: said, so that nothing is ignored in silence. */
#include "fo/resolve.h"

static const struct partial {
    enum fo_element element;
    unsigned prop;
    enum fo_keyword keyword;
    const char *what;
} partials[] = {
#define FO_PARTIAL(element, name, prop, keyword, what) {FO_##element, FO_P_##prop, FO_K_##keyword, what},
#include "fo/partial.def"
#undef FO_PARTIAL
};

_Static_assert(sizeof partials / sizeof *partials <= 128, "rs->told has a bit for each");

/* What holds anyway, and a property that says the same as this one asks for nothing more; any other is its own. */
static unsigned obeyed(unsigned prop)
{
    switch (prop) {
    case FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM: case FO_P_INLINE_PROGRESSION_DIMENSION_MAXIMUM:
        return FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM;
    case FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM: case FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM:
        return FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM;
    case FO_P_KEEP_TOGETHER_WITHIN_COLUMN: case FO_P_KEEP_TOGETHER_WITHIN_PAGE:
        return FO_P_KEEP_TOGETHER_WITHIN_LINE;
    case FO_P_KEEP_WITH_NEXT_WITHIN_COLUMN: case FO_P_KEEP_WITH_NEXT_WITHIN_PAGE:
        return FO_P_KEEP_WITH_NEXT_WITHIN_LINE;
    case FO_P_KEEP_WITH_PREVIOUS_WITHIN_COLUMN: case FO_P_KEEP_WITH_PREVIOUS_WITHIN_PAGE:
        return FO_P_KEEP_WITH_PREVIOUS_WITHIN_LINE;
    default:
        return prop;
    }
}

static bool asks_nothing(const struct fo_resolve *rs, unsigned prop)
{
    const struct fo_value *v = &rs->value[prop];
    return fo_says_initial(rs, prop) || (v->kind == FO_V_LENGTH && v->u.length.keyword) || (v->kind == FO_V_COLOR && !v->u.color.a);
}

static bool equal(const struct fo_value *a, const struct fo_value *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == FO_V_KEYWORD ? a->keyword == b->keyword : a->kind == FO_V_LENGTH && a->u.length.keyword == b->u.length.keyword
        && a->u.length.abs == b->u.length.abs && a->u.length.fraction == b->u.length.fraction;
}

static bool in_vain(struct fo_resolve *rs, const struct partial *p)
{
    if (p->element != rs->element || !fo_bit(rs->specified, p->prop) || !fo_bit(rs->done, p->prop))
        return false;
    const struct fo_value *v = &rs->value[p->prop];
    unsigned instead = obeyed(p->prop);
    if (p->keyword != FO_K_UNSET)
        return v->kind == FO_V_KEYWORD && v->keyword == p->keyword;
    return !asks_nothing(rs, p->prop) && (instead == p->prop || !fo_bit(rs->done, instead) || !equal(v, &rs->value[instead]));
}

void fo_warn_partial(struct fo_resolve *rs)
{
    for (size_t i = 0; i < sizeof partials / sizeof *partials; i++) {
        if (fo_bit(rs->told, (unsigned)i) || !in_vain(rs, &partials[i]))
            continue;
        fo_bit_set(rs->told, (unsigned)i);
        diag(rs->diag, FO_NO_EFFECT, &rs->loc, partials[i].what, fo_element_name(rs->element));
    }
}
