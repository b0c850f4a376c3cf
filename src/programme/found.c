#include "programme/found.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/hash_table.h"

#define MOST 8192 /* entries; a schema has hundreds, but a proposal may invent names without end */

struct entry {
    const xmlNode *in, *node;
    const char *kind, *name;
};

struct found {
    struct arena *arena;
    struct hash_table entries;
};

static uint32_t hash(const xmlNode *in, const char *kind, const char *name)
{
    return hash_fold(hash_long(hash_mix((uintptr_t)in, (unsigned char)*kind), name, strlen(name)));
}

static struct entry *find(const struct found *f, const xmlNode *in, const char *kind, const char *name)
{
    uint32_t h = hash(in, kind, name);
    size_t i = h;
    for (struct entry *e; (e = hash_table_next(&f->entries, h, &i));)
        if (e->in == in && !strcmp(e->name, name) && !strcmp(e->kind, kind))
            return e;
    return NULL;
}

struct found *found_new(void)
{
    struct found *f = xcalloc(1, sizeof *f);
    f->arena = arena_new();
    f->entries.arena = f->arena;
    return f;
}

void found_free(struct found *f)
{
    if (!f)
        return;
    arena_free(f->arena);
    free(f);
}

bool found_get(const struct found *f, const xmlNode *in, const char *kind, const char *name, const xmlNode **out)
{
    const struct entry *e = find(f, in, kind, name);
    *out = e ? e->node : NULL;
    return e != NULL;
}

void found_put(struct found *f, const xmlNode *in, const char *kind, const char *name, const xmlNode *node)
{
    if (f->entries.n == MOST)
        return;
    struct entry *e = find(f, in, kind, name);
    if (!e) {
        e = arena_alloc(f->arena, sizeof *e);
        *e = (struct entry){.in = in, .kind = arena_strdup(f->arena, kind), .name = arena_strdup(f->arena, name)};
        hash_table_add(&f->entries, hash(in, kind, name), e);
    }
    e->node = node;
}
