#include "programme/found.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

#define MOST 8192 /* entries; a schema has hundreds, but a proposal may invent names without end */

struct entry {
    const xmlNode *in, *node;
    const char *kind, *name; /* name NULL: free */
};

struct found {
    struct arena *arena;
    struct entry *v; /* open addressing; cap is a power of two */
    size_t n, cap;
};

static size_t hash(const xmlNode *in, const char *kind, const char *name)
{
    return hash_fold(hash_long(hash_mix((uintptr_t)in, (unsigned char)*kind), name, strlen(name)));
}

/* The entry, or the free one where it belongs. */
static struct entry *slot(const struct found *f, const xmlNode *in, const char *kind, const char *name)
{
    size_t i = hash(in, kind, name) & (f->cap - 1);
    while (f->v[i].name && (f->v[i].in != in || strcmp(f->v[i].name, name) || strcmp(f->v[i].kind, kind)))
        i = (i + 1) & (f->cap - 1);
    return &f->v[i];
}

static void grow(struct found *f)
{
    struct found wider = {.cap = f->cap * 2, .v = xcalloc(f->cap * 2, sizeof *f->v)};
    for (size_t i = 0; i < f->cap; i++)
        if (f->v[i].name)
            *slot(&wider, f->v[i].in, f->v[i].kind, f->v[i].name) = f->v[i];
    free(f->v);
    f->v = wider.v;
    f->cap = wider.cap;
}

struct found *found_new(void)
{
    struct found *f = xcalloc(1, sizeof *f);
    f->arena = arena_new();
    f->cap = 256;
    f->v = xcalloc(f->cap, sizeof *f->v);
    return f;
}

void found_free(struct found *f)
{
    if (!f)
        return;
    arena_free(f->arena);
    free(f->v);
    free(f);
}

bool found_get(const struct found *f, const xmlNode *in, const char *kind, const char *name, const xmlNode **out)
{
    const struct entry *e = slot(f, in, kind, name);
    *out = e->node;
    return e->name != NULL;
}

void found_put(struct found *f, const xmlNode *in, const char *kind, const char *name, const xmlNode *node)
{
    if (f->n == MOST)
        return;
    if ((f->n + 1) * 2 > f->cap)
        grow(f);
    struct entry *e = slot(f, in, kind, name);
    f->n += !e->name;
    *e = (struct entry){.in = in, .node = node, .kind = arena_strdup(f->arena, kind), .name = arena_strdup(f->arena, name)};
}
