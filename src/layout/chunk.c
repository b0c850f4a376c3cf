#include "layout/chunk.h"

#include <stdlib.h>

#include "layout/drawing.h"
#include "layout/stack_int.h"

#define SCRATCH_SPARE 8          /* blocks in inlines nest, so more than one is in use at a time */
#define SCRATCH_MAX ((size_t)256 << 10) /* what a greater paragraph took is freed */
/* An arena with more than this is followed by another at the next boundary, of content or of pages. Where AddressSanitizer looks on
 * nothing stays that may go. */
#define CHUNK_SIZE (BASE_WATCHED ? 1 : (size_t)512 << 10)
#define PAGES_SIZE (BASE_WATCHED ? 1 : (size_t)256 << 10)

struct nodes {
    struct fo_node **v;
    size_t n, cap;
};

struct chunk {
    struct chunk *next;
    struct arena *arena;
    unsigned number;
    size_t first_box; /* boxes pushed before it began */
    size_t pages;     /* of one that was passed: so many are to be drawn before it goes */
    struct nodes nodes;
};

struct chunks {
    struct chunk *first, *last;
    struct chunk *passed; /* its content may be drawn still; the earliest first: a table goes after its rows */
    struct arena *spare;
    struct arena *pages;  /* what is made for pages, NULL: nothing yet */
    struct arena *scratch[SCRATCH_SPARE];
    size_t scratch_count;
    unsigned count;
};

static struct arena *fresh(struct chunks *c)
{
    struct arena *a = c->spare ? c->spare : arena_new();
    c->spare = NULL;
    return a;
}

static void add(struct layout *l, size_t first_box)
{
    struct chunks *c = l->chunks;
    struct arena *a = fresh(c);
    struct chunk *k = arena_alloc(a, sizeof *k);
    *k = (struct chunk){.arena = a, .number = c->count++, .first_box = first_box};
    if (c->last)
        c->last->next = k;
    else
        c->first = k;
    c->last = k;
    l->chunk = a;
}

void chunk_begin(struct layout *l)
{
    l->chunks = xcalloc(1, sizeof *l->chunks);
    add(l, 0);
}

static void drop(struct layout *l, struct chunk *k)
{
    for (size_t i = 0; i < k->nodes.n; i++)
        fo_release(l->fo, k->nodes.v[i]);
    struct arena *a = k->arena;
    if (l->chunks->spare) {
        arena_free(a);
    } else {
        arena_reset(a);
        l->chunks->spare = a;
    }
}

static void free_all(struct chunk *k)
{
    for (struct chunk *next; k; k = next) {
        next = k->next;
        arena_free(k->arena);
    }
}

void chunk_end(struct layout *l)
{
    free_all(l->chunks->first);
    free_all(l->chunks->passed);
    arena_free(l->chunks->spare);
    arena_free(l->chunks->pages);
    while (l->chunks->scratch_count)
        arena_free(l->chunks->scratch[--l->chunks->scratch_count]);
    free(l->chunks);
    l->chunks = NULL;
    l->chunk = NULL;
}

void chunk_release(struct layout *l, struct fo_node *n)
{
    struct chunk *k = l->chunks->last;
    *VEC_PUSH(k->arena, &k->nodes) = n;
}

void chunk_child(struct layout *l, const struct stack *s, struct chunk_children *c, struct fo_node *n)
{
    if (!s->drain)
        return;
    if (c->last)
        chunk_release(l, c->last);
    c->last = c->first ? n : NULL;
    c->first = c->first ? c->first : n;
    chunk_boundary(l, s);
}

static bool stays(const struct fo_node *registered, const struct fo_node *n)
{
    for (const struct fo_node *up = n; up; up = up->parent)
        if (up == registered)
            return true;
    return registered->serial >= n->serial;
}

void chunk_again(struct layout *l, const struct fo_node *n)
{
    for (struct chunk *k = l->chunks->first; k; k = k->next) {
        size_t left = 0;
        for (size_t i = 0; i < k->nodes.n; i++)
            if (!stays(k->nodes.v[i], n))
                k->nodes.v[left++] = k->nodes.v[i];
        k->nodes.n = left;
    }
}

void chunk_boundary(struct layout *l, const struct stack *s)
{
    if (s->drain && arena_used(l->chunk) >= CHUNK_SIZE)
        add(l, l->flow_boxes);
}

static bool holds(const struct chunk *k, const struct stack_block *open)
{
    for (const struct stack_block *b = open; b; b = b->parent)
        if (b->chunk == k->number)
            return true;
    return false;
}

/* Behind those that went before: they are dropped in this order, as they are drawn. */
static void pass(struct layout *l, struct chunk *k)
{
    struct chunk **end = &l->chunks->passed;
    while (*end)
        end = &(*end)->next;
    k->pages = l->drawing ? drawing_given(l->drawing) : 0;
    k->next = NULL;
    *end = k;
}

static void drop_drawn(struct layout *l)
{
    for (struct chunk *k; (k = l->chunks->passed);) {
        if (l->drawing && !drawing_reached(l->drawing, k->pages))
            return;
        l->chunks->passed = k->next;
        drop(l, k);
    }
}

static void append_nodes(struct arena *a, struct nodes *to, struct nodes *from)
{
    for (size_t i = 0; i < from->n; i++)
        *VEC_PUSH(a, to) = from->v[i];
    from->n = 0;
}

/* What arenas before this one hold, which stay, goes with it: later its objects would be freed with what they stand in. */
static void take_nodes(struct layout *l, struct chunk *k)
{
    struct nodes all = {0};
    for (struct chunk *held = l->chunks->first; held != k; held = held->next)
        append_nodes(k->arena, &all, &held->nodes);
    if (!all.n)
        return;
    append_nodes(k->arena, &all, &k->nodes);
    k->nodes = all;
}

void chunk_passed(struct layout *l, size_t boxes, const struct stack_block *open)
{
    struct chunk **at = &l->chunks->first;
    /* Not up to the last box that is drawn: areas outside the flow may lie behind it that are not. */
    while (*at && (*at)->next && (*at)->next->next && (*at)->next->next->first_box < boxes) {
        struct chunk *k = *at;
        if (holds(k, open)) {
            at = &k->next;
            continue;
        }
        take_nodes(l, k);
        *at = k->next;
        pass(l, k);
    }
    drop_drawn(l);
}

struct arena *chunk_pages_begin(struct layout *l)
{
    struct arena *content = l->chunk;
    if (!l->chunks->pages)
        l->chunks->pages = fresh(l->chunks);
    l->chunk = l->chunks->pages;
    return content;
}

void chunk_pages_end(struct layout *l, struct arena *content)
{
    l->chunk = content;
}

void chunk_pages_done(struct layout *l)
{
    struct arena *a = l->chunks->pages;
    if (!a || arena_used(a) < PAGES_SIZE)
        return;
    struct chunk *k = arena_alloc(a, sizeof *k);
    *k = (struct chunk){.arena = a};
    pass(l, k);
    drop_drawn(l);
    l->chunks->pages = fresh(l->chunks);
    if (l->chunk == a)
        l->chunk = l->chunks->pages;
}

struct arena *chunk_scratch(struct layout *l)
{
    struct chunks *c = l->chunks;
    return c && c->scratch_count ? c->scratch[--c->scratch_count] : arena_new();
}

void chunk_scratch_done(struct layout *l, struct arena *scratch)
{
    struct chunks *c = l->chunks;
    if (!c || c->scratch_count == SCRATCH_SPARE || arena_used(scratch) > SCRATCH_MAX) {
        arena_free(scratch);
        return;
    }
    arena_reset(scratch);
    c->scratch[c->scratch_count++] = scratch;
}

unsigned chunk_number(const struct layout *l)
{
    return l->chunks ? l->chunks->last->number : 0;
}
