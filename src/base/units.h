/* units.h - the one length unit of layout.
 * Units: mpt is an integer millipoint, 1/72000 inch. Coordinates grow to the right and downwards and are signed;
 *        size_t counts bytes and items only. Largest page edge: LIMIT_PAGE_EDGE (limits.h). */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdint.h>

typedef int32_t mpt;

#define MPT_PER_PT 1000
#define MPT_MAX INT32_MAX

/* A sum that stays in range: a length at either end means "as far as one can think". */
static inline mpt mpt_add(mpt a, int64_t b)
{
    int64_t v = a + b;
    return v > MPT_MAX ? MPT_MAX : v < -MPT_MAX ? -MPT_MAX : (mpt)v;
}

static inline mpt mpt_most(mpt a, mpt b)
{
    return a > b ? a : b;
}

/* What `part` of `all` gets of `whole`: lengths of many columns or glyphs multiplied go beyond 64 bits. */
static inline int64_t mpt_part(int64_t whole, int64_t part, int64_t all)
{
    return all ? (int64_t)((__int128)whole * part / all) : 0;
}

static inline mpt mpt_clamp(mpt v, mpt most)
{
    return v > most ? most : v < -most ? -most : v;
}

#endif
