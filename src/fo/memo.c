#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/hash_table.h"
#include "fo/reader.h"

#define MEMO_BYTES ((size_t)8 << 20) /* of keys; then it starts over, so that odd documents stay within bounds */

struct entry {
    struct memo_key key;
    const struct fo_props *result;
};

struct memo {
    struct arena *arena;
    struct hash_table entries;
};

struct memo *memo_new(void)
{
    struct memo *m = xcalloc(1, sizeof *m);
    m->arena = arena_new();
    return m;
}

void memo_free(struct memo *m)
{
    if (!m)
        return;
    arena_free(m->arena);
    hash_table_free(&m->entries);
    free(m);
}

void memo_reset(struct memo *m)
{
    arena_reset(m->arena);
    hash_table_clear(&m->entries);
}

static uint32_t hash_key(const struct memo_key *k)
{
    uint64_t h = hash_mix(hash_mix((uintptr_t)k->parent, (uintptr_t)k->list_item), (uint64_t)k->element << 32 | k->n);
    return hash_fold(hash_long(h, k->bytes, k->n));
}

const struct fo_props *memo_find(const struct memo *m, struct memo_key *k)
{
    k->hash = hash_key(k);
    size_t i = k->hash;
    for (const struct entry *e; (e = hash_table_next(&m->entries, k->hash, &i));) {
        const struct memo_key *o = &e->key;
        if (o->n == k->n && o->parent == k->parent && o->list_item == k->list_item
            && o->element == k->element && (!k->n || !memcmp(o->bytes, k->bytes, k->n)))
            return e->result;
    }
    return NULL;
}

void memo_add(struct memo *m, const struct memo_key *k, const struct fo_props *result)
{
    if (arena_used(m->arena) > MEMO_BYTES)
        memo_reset(m);
    struct entry *e = arena_alloc(m->arena, sizeof *e);
    e->key = *k;
    e->key.bytes = arena_dup(m->arena, k->bytes, k->n);
    e->result = result;
    hash_table_add(&m->entries, k->hash, e);
}
