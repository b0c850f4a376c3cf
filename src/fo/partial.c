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

_Static_assert(sizeof partials / sizeof *partials <= 64, "rs->told has a bit for each");

/* The optimum that a bound bounds; any other property is its own. */
static unsigned optimum_of(unsigned prop)
{
    switch (prop) {
    case FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM: case FO_P_INLINE_PROGRESSION_DIMENSION_MAXIMUM:
        return FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM;
    case FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM: case FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM:
        return FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM;
    default:
        return prop;
    }
}

static bool asks_nothing(const struct fo_value *v)
{
    return v->kind == FO_V_KEYWORD || (v->kind == FO_V_LENGTH && v->u.length.keyword) || (v->kind == FO_V_COLOR && !v->u.color.a);
}

static bool equal(const struct fo_value *a, const struct fo_value *b)
{
    return a->kind == FO_V_LENGTH && b->kind == FO_V_LENGTH && a->u.length.keyword == b->u.length.keyword
        && a->u.length.abs == b->u.length.abs && a->u.length.fraction == b->u.length.fraction;
}

static bool in_vain(struct fo_resolve *rs, const struct partial *p)
{
    if (p->element != rs->element || !fo_bit(rs->specified, p->prop) || !fo_bit(rs->done, p->prop))
        return false;
    const struct fo_value *v = &rs->value[p->prop];
    unsigned optimum = optimum_of(p->prop);
    if (p->keyword != FO_K_UNSET)
        return v->kind == FO_V_KEYWORD && v->keyword == p->keyword;
    return !asks_nothing(v) && (optimum == p->prop || !fo_bit(rs->done, optimum) || !equal(v, &rs->value[optimum]));
}

void fo_warn_partial(struct fo_resolve *rs)
{
    for (size_t i = 0; i < sizeof partials / sizeof *partials; i++) {
        if ((rs->told >> i & 1) || !in_vain(rs, &partials[i]))
            continue;
        rs->told |= UINT64_C(1) << i;
        diag(rs->diag, FO_NO_EFFECT, &rs->loc, partials[i].what, fo_element_name(rs->element));
    }
}
