/* border.c - conflict resolution in the collapsing model. */
#include "layout/border.h"

#include <string.h>

/* CSS 2.1 17.6.2.1, rule 3: double is the strongest. */
static int style_strength(enum fo_keyword style)
{
    static const enum fo_keyword weakest_first[] = {FO_K_INSET, FO_K_GROOVE, FO_K_OUTSET, FO_K_RIDGE, FO_K_DOTTED,
        FO_K_DOT_DOT_DASH, FO_K_DOT_DASH, FO_K_DASHED, FO_K_SOLID, FO_K_DOUBLE};
    for (size_t i = 0; i < sizeof weakest_first / sizeof *weakest_first; i++)
        if (weakest_first[i] == style) return (int)i + 1;
    return 0;
}

/* > 0 when a wins over b, 0 when they tie. */
static int compare(const struct border_spec *a, const struct border_spec *b, bool by_precedence)
{
    if (by_precedence && a->precedence != b->precedence) return a->precedence - b->precedence;
    bool hidden_a = a->style == FO_K_HIDDEN, hidden_b = b->style == FO_K_HIDDEN;
    if (hidden_a != hidden_b) return hidden_a ? 1 : -1;
    bool none_a = a->style == FO_K_NONE, none_b = b->style == FO_K_NONE;
    if (none_a != none_b) return none_a ? -1 : 1;
    if (a->width != b->width) return a->width > b->width ? 1 : -1;
    int strength = style_strength(a->style) - style_strength(b->style);
    if (strength) return strength;
    return (int)a->owner - (int)b->owner;
}

struct border_spec border_resolve(struct border_spec first, struct border_spec second, bool by_precedence)
{
    if (first.owner == BORDER_OF_NOTHING) return second;
    if (second.owner == BORDER_OF_NOTHING) return first;
    return compare(&second, &first, by_precedence) > 0 ? second : first;
}

bool border_is_visible(const struct border_spec *b)
{
    return b->width > 0 && b->color.a > 0;
}

bool border_same_look(const struct border_spec *a, const struct border_spec *b)
{
    return a->width == b->width && a->style == b->style && !memcmp(&a->color, &b->color, sizeof a->color);
}
