/* hash.h - FNV-1a in 32 bits, for tables of names (Fowler, Noll, Vo; draft-eastlake-fnv).
 * Purpose:   the upper half is folded into the lower, so that a table may take the low bits.
 * Errors:    none. Names of hostile input need a limit of their own: whoever chooses them can make them collide. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t hash_bytes(const char *s, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h ^ h >> 16;
}

static inline uint32_t hash_name(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h ^ h >> 16;
}

#endif
