/* hash.h - FNV-1a in 32 bits, for tables of names (Fowler, Noll, Vo; draft-eastlake-fnv); a hash by words for longer keys.
 * Purpose:   the upper half is folded into the lower, so that a table may take the low bits.
 * Errors:    none. Names of hostile input need a limit of their own: whoever chooses them can make them collide. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* By words, for what is long and hashed often; h: 0, or the hash of what goes before. */
static inline uint64_t hash_mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9E3779B97F4A7C15ull;
    return h ^ h >> 29;
}

static inline uint64_t hash_long(uint64_t h, const void *bytes, size_t n)
{
    const char *s = bytes;
    uint64_t x = 0;
    for (; n >= sizeof x; s += sizeof x, n -= sizeof x) {
        memcpy(&x, s, sizeof x);
        h = hash_mix(h, x);
    }
    x = 0;
    if (n)
        memcpy(&x, s, n);
    return hash_mix(h, x);
}

/* For a table that takes the low bits. */
static inline uint32_t hash_fold(uint64_t h)
{
    return (uint32_t)(h ^ h >> 32);
}

#endif
