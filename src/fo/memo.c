#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "fo/reader.h"

#define MEMO_BYTES ((size_t)8 << 20) /* of keys; then it starts over, so that odd documents stay within bounds */

struct entry {
    struct memo_key key;
    const struct fo_props *result;
};

struct memo {
    struct arena *arena;
    struct entry **at;
    size_t n, size;
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
    free(m->at);
    free(m);
}

void memo_reset(struct memo *m)
{
    arena_reset(m->arena);
    if (m->size)
        memset(m->at, 0, m->size * sizeof *m->at);
    m->n = 0;
}

static uint32_t hash_key(const struct memo_key *k)
{
    uint64_t h = hash_mix(hash_mix((uintptr_t)k->parent, (uintptr_t)k->list_item), (uint64_t)k->element << 32 | k->n);
    return hash_fold(hash_long(h, k->bytes, k->n));
}

const struct fo_props *memo_find(const struct memo *m, struct memo_key *k)
{
    k->hash = hash_key(k);
    if (!m->size)
        return NULL;
    for (size_t i = k->hash & (m->size - 1); m->at[i]; i = (i + 1) & (m->size - 1)) {
        const struct memo_key *o = &m->at[i]->key;
        if (o->hash == k->hash && o->n == k->n && o->parent == k->parent && o->list_item == k->list_item
            && o->element == k->element && (!k->n || !memcmp(o->bytes, k->bytes, k->n)))
            return m->at[i]->result;
    }
    return NULL;
}

static void place(struct memo *m, struct entry *e)
{
    size_t i = e->key.hash & (m->size - 1);
    while (m->at[i])
        i = (i + 1) & (m->size - 1);
    m->at[i] = e;
}

static void grow(struct memo *m)
{
    struct entry **old = m->at;
    size_t size = m->size;
    m->size = size ? size * 2 : 256;
    m->at = xcalloc(m->size, sizeof *m->at);
    for (size_t i = 0; i < size; i++)
        if (old[i])
            place(m, old[i]);
    free(old);
}

void memo_add(struct memo *m, const struct memo_key *k, const struct fo_props *result)
{
    if (arena_used(m->arena) > MEMO_BYTES)
        memo_reset(m);
    if (m->n * 2 >= m->size)
        grow(m);
    struct entry *e = arena_alloc(m->arena, sizeof *e);
    e->key = *k;
    e->key.bytes = arena_dup(m->arena, k->bytes, k->n);
    e->result = result;
    place(m, e);
    m->n++;
}
