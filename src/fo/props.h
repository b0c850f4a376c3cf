/* props.h - sets of resolved properties, shared between nodes. Private to fo/.
 * Purpose:   hash-consing: equal sets are one struct, so 200,000 cells with the same attributes cost one set. Inherited
 *            values stand in groups that are shared once more; the others only where they differ from the initial value.
 * Ownership: the store owns its sets, groups and strings until it is freed. A set made by fo_set_with() belongs to the
 *            memory that it was put into.
 * Units:     as in value.h.
 * Errors:    none. */
#ifndef FO_PROPS_H
#define FO_PROPS_H

#include "fo/value.h"

struct fo_props {
    const struct fo_spot *spots;     /* by property: where its value stands */
    const struct fo_value *initial;  /* by property */
    const struct fo_value *group[FO_GROUPS]; /* fo_group_size() values each */
    uint64_t present[FO_WORDS];   /* not inherited and not initial: they stand in own[], in the order of their bits */
    uint64_t specified[FO_WORDS]; /* given on the element itself */
    const struct fo_props *shared; /* the interned set; itself, or what a set with values of one node's own is based on */
    const struct fo_props *plain;  /* set of a child without attributes: made on first need */
    uint8_t before[FO_WORDS];     /* how many of own[] belong to the words of present before this one */
    unsigned own_count;
    struct fo_value own[];
};

struct fo_store;
struct fo_store *fo_store_new(void);
void fo_store_free(struct fo_store *s);
struct fo_tables *fo_store_tables(struct fo_store *s);
struct arena *fo_store_arena(struct fo_store *s);
/* One copy of each string; pointers are equal when the strings are. */
const char *fo_store_string(struct fo_store *s, const char *p, size_t n);
const char *const *fo_store_list(struct fo_store *s, const char *const *list, size_t n);
const struct fo_value *fo_store_group(struct fo_store *s, enum fo_group_id g, const struct fo_value *v);
/* candidate is copied when it is new; group, present, specified, own count and own are to be filled in. */
const struct fo_props *fo_store_set(struct fo_store *s, const struct fo_props *candidate);
/* All initial values: what fo:root inherits. */
const struct fo_props *fo_store_initial(struct fo_store *s);
/* What a child without attributes has: the inherited values alone. */
const struct fo_props *fo_store_plain(struct fo_store *s, const struct fo_props *parent);

/* Bytes of base plus `extra` values at most, and the set with them put in (`own` sorted by property). */
size_t fo_set_size(const struct fo_props *base, unsigned extra);
struct fo_props *fo_set_with(void *memory, const struct fo_props *base, const unsigned *props,
                             const struct fo_value *values, unsigned n);

/* An absolute length: the type size of the set. */
mpt fo_set_font_size(const struct fo_props *s);

static inline bool fo_bit(const uint64_t *set, unsigned i)
{
    return set[i / 64] >> (i % 64) & 1;
}
static inline void fo_bit_set(uint64_t *set, unsigned i)
{
    set[i / 64] |= 1ull << (i % 64);
}

/* How many bits are set; the compiler's own is a call, before which those who ask would save registers for nothing. */
static inline unsigned fo_bits(uint64_t v)
{
    v -= v >> 1 & 0x5555555555555555u;
    v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
    v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (unsigned)(v * 0x0101010101010101u >> 56);
}

/* Layout asks some 150 times a cell. */
static inline const struct fo_value *fo_set_get(const struct fo_props *s, unsigned prop)
{
    struct fo_spot at = s->spots[prop];
    uint64_t word = s->present[prop / 64], bit = 1ull << (prop % 64);
    if (at.group != FO_OWN)
        return &s->group[at.group][at.index];
    if (!(word & bit))
        return &s->initial[prop];
    return &s->own[s->before[prop / 64] + fo_bits(word & (bit - 1))];
}

#endif
