#include "fo/props.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/hash_table.h"

struct fo_store {
    struct arena *arena;
    struct fo_tables *tables;
    struct hash_table strings, lists, groups[FO_GROUPS], sets;
    const struct fo_props *initial;
};

static uint64_t bits_of(double d)
{
    uint64_t x;
    memcpy(&x, &d, sizeof x);
    return x;
}

static uint64_t hash_length(uint64_t h, const struct fo_length *l)
{
    h = hash_mix(h, (uint64_t)(uint32_t)l->abs << 32 | l->base << 16 | l->keyword);
    return l->fraction != 0 || l->proportional != 0 ? hash_mix(h, bits_of((double)l->fraction + 7 * (double)l->proportional)) : h;
}

static uint64_t hash_value(uint64_t h, const struct fo_value *v)
{
    h = hash_mix(h, (uint64_t)v->kind << 32 | v->keyword);
    switch (v->kind) {
    case FO_V_KEYWORD: return h;
    case FO_V_LENGTH: return hash_length(h, &v->u.length);
    case FO_V_NUMBER: return hash_mix(h, bits_of(v->u.number));
    case FO_V_COLOR: return hash_mix(h, (uint64_t)v->u.color.r << 24 | v->u.color.g << 16 | v->u.color.b << 8 | v->u.color.a);
    case FO_V_STRING: return hash_mix(h, (uintptr_t)v->u.string);
    case FO_V_LIST: return hash_mix(h, (uintptr_t)v->u.list);
    case FO_V_BITS: return hash_mix(h, v->u.bits);
    }
    return h;
}

static bool same_length(const struct fo_length *a, const struct fo_length *b)
{
    return a->keyword == b->keyword && a->abs == b->abs && a->fraction == b->fraction
        && a->proportional == b->proportional && a->base == b->base;
}

static bool same_value(const struct fo_value *a, const struct fo_value *b)
{
    if (a->kind != b->kind || a->keyword != b->keyword)
        return false;
    switch (a->kind) {
    case FO_V_KEYWORD: return true;
    case FO_V_LENGTH: return same_length(&a->u.length, &b->u.length);
    case FO_V_NUMBER: return a->u.number == b->u.number;
    case FO_V_COLOR: return !memcmp(&a->u.color, &b->u.color, sizeof a->u.color);
    case FO_V_STRING: return a->u.string == b->u.string;
    case FO_V_LIST: return a->u.list == b->u.list;
    case FO_V_BITS: return a->u.bits == b->u.bits;
    }
    return false;
}

struct fo_store *fo_store_new(void)
{
    struct fo_store *s = xcalloc(1, sizeof *s);
    s->arena = arena_new();
    s->tables = fo_tables_new(s->arena);
    return s;
}

void fo_store_free(struct fo_store *s)
{
    if (!s)
        return;
    hash_table_free(&s->strings);
    hash_table_free(&s->lists);
    hash_table_free(&s->sets);
    for (int g = 0; g < FO_GROUPS; g++)
        hash_table_free(&s->groups[g]);
    arena_free(s->arena);
    free(s);
}

struct fo_tables *fo_store_tables(struct fo_store *s)
{
    return s->tables;
}

struct arena *fo_store_arena(struct fo_store *s)
{
    return s->arena;
}

const char *fo_store_string(struct fo_store *s, const char *p, size_t n)
{
    uint32_t h = hash_fold(hash_long(n, p, n));
    size_t at = h;
    for (const char *old; (old = hash_table_next(&s->strings, h, &at));)
        if (strlen(old) == n && !memcmp(old, p, n))
            return old;
    char *copy = arena_strndup(s->arena, p, n);
    hash_table_add(&s->strings, h, copy);
    return copy;
}

const char *const *fo_store_list(struct fo_store *s, const char *const *list, size_t n)
{
    uint32_t h = hash_fold(hash_long(n, list, n * sizeof *list));
    size_t at = h;
    for (const char *const *old; (old = hash_table_next(&s->lists, h, &at));)
        if (!memcmp(old, list, n * sizeof *list) && !old[n])
            return old;
    const char **copy = arena_array(s->arena, n + 1, sizeof *copy);
    memcpy(copy, list, n * sizeof *copy);
    hash_table_add(&s->lists, h, copy);
    return copy;
}

static bool same_values(const struct fo_value *a, const struct fo_value *b, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (!same_value(&a[i], &b[i]))
            return false;
    return true;
}

const struct fo_value *fo_store_group(struct fo_store *s, enum fo_group_id g, const struct fo_value *v)
{
    unsigned n = fo_group_size(s->tables, g);
    uint64_t mixed = g;
    for (unsigned i = 0; i < n; i++)
        mixed = hash_value(mixed, &v[i]);
    uint32_t h = hash_fold(mixed);
    size_t at = h;
    for (const struct fo_value *old; (old = hash_table_next(&s->groups[g], h, &at));)
        if (same_values(old, v, n))
            return old;
    struct fo_value *copy = arena_dup(s->arena, v, n * sizeof *v);
    hash_table_add(&s->groups[g], h, copy);
    return copy;
}

static bool same_set(const struct fo_props *a, const struct fo_props *b)
{
    return !memcmp(a->group, b->group, sizeof a->group) && !memcmp(a->present, b->present, sizeof a->present)
        && !memcmp(a->specified, b->specified, sizeof a->specified) && same_values(a->own, b->own, a->own_count);
}

static uint32_t hash_set(const struct fo_props *c)
{
    uint64_t h = 0;
    for (int g = 0; g < FO_GROUPS; g++)
        h = hash_mix(h, (uintptr_t)c->group[g]);
    for (int i = 0; i < FO_WORDS; i++)
        h = hash_mix(hash_mix(h, c->present[i]), c->specified[i]);
    for (unsigned i = 0; i < c->own_count; i++)
        h = hash_value(h, &c->own[i]);
    return hash_fold(h);
}

static void count_words(struct fo_props *s)
{
    unsigned n = 0;
    for (unsigned w = 0; w < FO_WORDS; w++) {
        s->before[w] = (uint8_t)n;
        n += fo_bits(s->present[w]);
    }
}

const struct fo_props *fo_store_set(struct fo_store *s, const struct fo_props *candidate)
{
    uint32_t h = hash_set(candidate);
    size_t at = h;
    for (const struct fo_props *old; (old = hash_table_next(&s->sets, h, &at));)
        if (same_set(old, candidate))
            return old;
    struct fo_props *copy = arena_dup(s->arena, candidate, sizeof *copy + candidate->own_count * sizeof copy->own[0]);
    copy->spots = fo_spots(s->tables);
    copy->initial = fo_initial(s->tables, 0);
    copy->shared = copy;
    count_words(copy);
    copy->plain = NULL;
    hash_table_add(&s->sets, h, copy);
    return copy;
}

const struct fo_props *fo_store_initial(struct fo_store *s)
{
    if (s->initial)
        return s->initial;
    struct fo_props c = {0};
    for (int g = 0; g < FO_GROUPS; g++) {
        struct fo_value v[FO_SLOTS];
        for (unsigned i = 0; i < fo_group_size(s->tables, (enum fo_group_id)g); i++)
            v[i] = *fo_initial(s->tables, fo_group_prop(s->tables, (enum fo_group_id)g, i));
        c.group[g] = fo_store_group(s, (enum fo_group_id)g, v);
    }
    return s->initial = fo_store_set(s, &c);
}

const struct fo_props *fo_store_plain(struct fo_store *s, const struct fo_props *parent)
{
    const struct fo_props *shared = parent->shared;
    if (!shared->plain) {
        struct fo_props c = {0};
        memcpy(c.group, shared->group, sizeof c.group);
        /* the set is ours: fo_store_set() made it, so the cast only drops what the header promises to others */
        ((struct fo_props *)(uintptr_t)shared)->plain = fo_store_set(s, &c);
    }
    return shared->plain;
}

size_t fo_set_size(const struct fo_props *base, unsigned extra)
{
    return sizeof *base + (base->own_count + extra) * sizeof base->own[0];
}

struct fo_props *fo_set_with(void *memory, const struct fo_props *base, const unsigned *props,
                             const struct fo_value *values, unsigned n)
{
    struct fo_props *s = memory;
    *s = *base;
    s->shared = base->shared;
    for (unsigned i = 0; i < n; i++) {
        fo_bit_set(s->present, props[i]);
        fo_bit_set(s->specified, props[i]);
    }
    const struct fo_value *old = base->own; /* both in the order of the bits */
    s->own_count = 0;
    for (unsigned w = 0; w < FO_WORDS; w++)
        for (uint64_t left = s->present[w]; left; left &= left - 1) {
            unsigned p = w * 64 + (unsigned)__builtin_ctzll(left);
            const struct fo_value *v = fo_bit(base->present, p) ? old++ : NULL;
            for (unsigned i = 0; i < n; i++)
                if (props[i] == p)
                    v = &values[i];
            s->own[s->own_count++] = *v;
        }
    count_words(s);
    return s;
}

mpt fo_set_font_size(const struct fo_props *s)
{
    return fo_set_get(s, FO_P_FONT_SIZE)->u.length.abs;
}
