/* nodes.c - memory of nodes. A chunk counts its live nodes; when the last one is released it is used again. Nodes come in
 * document order, so what is released together lies together, and an ancestor that stays holds one chunk only. */
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "fo/reader.h"

#define CHUNK_BYTES ((size_t)32 << 10)

struct chunk {
    struct chunk *next, *prev; /* in the list that holds it */
    struct nodes *owner;
    size_t size, used;         /* of data [bytes] */
    unsigned live;             /* nodes */
    alignas(max_align_t) char data[];
};

struct nodes {
    struct chunk *used, *free; /* lists */
    struct chunk *current;     /* of `used`; new nodes go there */
    size_t bytes;
};

static void push(struct chunk **list, struct chunk *c)
{
    c->prev = NULL;
    c->next = *list;
    if (c->next)
        c->next->prev = c;
    *list = c;
}

static void take_out(struct chunk **list, struct chunk *c)
{
    if (c->prev)
        c->prev->next = c->next;
    else
        *list = c->next;
    if (c->next)
        c->next->prev = c->prev;
}

struct nodes *nodes_new(void)
{
    return xcalloc(1, sizeof(struct nodes));
}

static void drop(struct nodes *m, struct chunk *c)
{
    m->bytes -= c->size;
    free(c);
}

static void drop_all(struct nodes *m, struct chunk **list)
{
    while (*list) {
        struct chunk *c = *list;
        take_out(list, c);
        drop(m, c);
    }
}

void nodes_free(struct nodes *m)
{
    if (!m)
        return;
    drop_all(m, &m->used);
    drop_all(m, &m->free);
    free(m);
}

/* A chunk of the usual size waits for the next use; a larger one, made for one long text, goes back. */
static void recycle(struct nodes *m, struct chunk *c)
{
    take_out(&m->used, c);
    if (c->size == CHUNK_BYTES)
        push(&m->free, c);
    else
        drop(m, c);
}

void nodes_reset(struct nodes *m)
{
    m->current = NULL;
    while (m->used)
        recycle(m, m->used);
}

static struct chunk *new_chunk(struct nodes *m, size_t size)
{
    struct chunk *c = size == CHUNK_BYTES ? m->free : NULL;
    if (c) {
        take_out(&m->free, c);
    } else {
        c = xmalloc(sizeof *c + size);
        c->owner = m;
        c->size = size;
        m->bytes += size;
    }
    c->used = 0;
    c->live = 0;
    push(&m->used, c);
    return c;
}

static struct chunk *room(struct nodes *m, size_t size)
{
    if (size > CHUNK_BYTES / 4)
        return new_chunk(m, size); /* of its own */
    struct chunk *c = m->current;
    if (c && c->size - c->used >= size)
        return c;
    m->current = new_chunk(m, CHUNK_BYTES);
    if (c && !c->live)
        recycle(m, c);
    return m->current;
}

struct node *nodes_alloc(struct nodes *m, size_t extra, char **payload)
{
    const size_t unit = alignof(max_align_t);
    size_t size = (sizeof(struct node) + extra + unit - 1) / unit * unit;
    struct chunk *c = room(m, size);
    struct node *n = (struct node *)(void *)(c->data + c->used);
    memset(n, 0, sizeof *n);
    c->used += size;
    c->live++;
    n->chunk = c;
    *payload = (char *)(n + 1);
    return n;
}

void nodes_release(struct node *n)
{
    struct chunk *c = n->chunk;
    if (--c->live == 0 && c != c->owner->current)
        recycle(c->owner, c);
}

size_t nodes_bytes(const struct nodes *m)
{
    return m->bytes;
}
