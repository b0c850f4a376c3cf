#include "base/hash_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define LEAST_SIZE 64

static void put(struct hash_table *t, uint32_t hash, void *item)
{
    size_t i = hash & (t->size - 1);
    while (t->at[i].item)
        i = (i + 1) & (t->size - 1);
    t->at[i] = (struct hash_table_place){item, hash};
}

static void grow(struct hash_table *t)
{
    struct hash_table old = *t;
    t->size = old.size ? 2 * old.size : LEAST_SIZE;
    t->at = t->arena ? arena_array(t->arena, t->size, sizeof *t->at) : xcalloc(t->size, sizeof *t->at);
    for (size_t i = 0; i < old.size; i++)
        if (old.at[i].item)
            put(t, old.at[i].hash, old.at[i].item);
    if (!old.arena)
        free(old.at);
}

void hash_table_add(struct hash_table *t, uint32_t hash, void *item)
{
    if (t->n * 2 >= t->size)
        grow(t);
    put(t, hash, item);
    t->n++;
}

void *hash_table_next(const struct hash_table *t, uint32_t hash, size_t *i)
{
    while (t->size) {
        const struct hash_table_place *p = &t->at[(*i)++ & (t->size - 1)];
        if (!p->item || p->hash == hash)
            return p->item;
    }
    return NULL;
}

void *hash_table_each(const struct hash_table *t, size_t *i)
{
    while (*i < t->size) {
        void *item = t->at[(*i)++].item;
        if (item)
            return item;
    }
    return NULL;
}

void hash_table_clear(struct hash_table *t)
{
    if (t->n)
        memset(t->at, 0, t->size * sizeof *t->at);
    t->n = 0;
}

void hash_table_free(struct hash_table *t)
{
    if (!t->arena)
        free(t->at);
    *t = (struct hash_table){.arena = t->arena};
}
