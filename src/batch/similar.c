#include "batch/similar.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "batch/shingle.h"

struct partners {
    struct similar_partner v[SIMILAR_NAMED]; /* best first */
    unsigned n;
};

struct item {
    struct sketch sketch;      /* n is 0: no text */
    struct partners *partners; /* NULL: none */
    uint32_t up;               /* towards the first item of its group (union-find) */
    uint32_t size;             /* of the group, at its first item */
};

struct similar {
    struct arena *arena;
    double least;
    VEC(struct item) items;
};

struct similar *similar_new(double least)
{
    struct similar *s = xcalloc(1, sizeof *s);
    s->arena = arena_new();
    s->least = least;
    return s;
}

void similar_free(struct similar *s)
{
    if (!s)
        return;
    arena_free(s->arena);
    free(s);
}

bool similar_add(struct similar *s, const void *sketch, size_t n)
{
    struct item *item = VEC_PUSH(s->arena, &s->items);
    *item = (struct item){.up = (uint32_t)(s->items.n - 1), .size = 1};
    if (!n)
        return true;
    uint32_t *words = arena_array(s->arena, shingle_sketch_words(n), sizeof *words);
    if (shingle_sketch_read(sketch, n, words, &item->sketch))
        return true;
    item->sketch = (struct sketch){0};
    return false;
}

/* groups */

static uint32_t first_of(struct similar *s, uint32_t i)
{
    while (s->items.v[i].up != i) {
        s->items.v[i].up = s->items.v[s->items.v[i].up].up;
        i = s->items.v[i].up;
    }
    return i;
}

static void unite(struct similar *s, uint32_t a, uint32_t b)
{
    a = first_of(s, a);
    b = first_of(s, b);
    if (a == b)
        return;
    uint32_t first = a < b ? a : b, other = a < b ? b : a;
    s->items.v[other].up = first;
    s->items.v[first].size += s->items.v[other].size;
}

/* partners */

/* Puts a partner in its place by index, then by item; the last of a full list makes room. */
static void note_partner(struct similar *s, uint32_t of, uint32_t item, double index)
{
    struct item *at = &s->items.v[of];
    if (!at->partners)
        at->partners = arena_alloc(s->arena, sizeof *at->partners);
    struct partners *p = at->partners;
    for (unsigned i = 0; i < p->n; i++)
        if (p->v[i].item == item)
            return;
    unsigned i = p->n < SIMILAR_NAMED ? p->n++ : SIMILAR_NAMED;
    for (; i && (p->v[i - 1].index < index || (!(p->v[i - 1].index > index) && p->v[i - 1].item > item)); i--)
        if (i < SIMILAR_NAMED)
            p->v[i] = p->v[i - 1];
    if (i < SIMILAR_NAMED)
        p->v[i] = (struct similar_partner){item, index};
}

/* Do the two hang together? Notes it. */
static bool compare(struct similar *s, uint32_t a, uint32_t b)
{
    double index = shingle_jaccard(&s->items.v[a].sketch, &s->items.v[b].sketch, s->least);
    if (index < s->least)
        return false;
    note_partner(s, a, b, index);
    note_partner(s, b, a, index);
    return true;
}

/* candidates */

struct entry {
    uint64_t bands; /* the hash of this band, then of the next: who shares both stands together */
    uint32_t item;
};

static int by_bands(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return x->bands != y->bands ? (x->bands > y->bands) - (x->bands < y->bands) : (x->item > y->item) - (x->item < y->item);
}

static size_t list_band(const struct similar *s, unsigned band, struct entry *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s->items.n; i++) {
        const struct sketch *k = &s->items.v[i].sketch;
        if (k->n)
            out[n++] = (struct entry){(uint64_t)k->bands[band] << 32 | k->bands[(band + 1) % SHINGLE_BANDS], (uint32_t)i};
    }
    if (n)
        qsort(out, n, sizeof *out, by_bands);
    return n;
}

/* Compares each entry with those before it that share the band, unless they hang together already. */
static void look_through(struct similar *s, const struct entry *v, size_t n)
{
    size_t start = 0;
    for (size_t i = 1; i < n; i++) {
        if (v[i].bands >> 32 != v[i - 1].bands >> 32)
            start = i;
        for (size_t k = i; k > start && i - k < SIMILAR_WINDOW; k--)
            if (first_of(s, v[i].item) != first_of(s, v[k - 1].item) && compare(s, v[i].item, v[k - 1].item))
                unite(s, v[i].item, v[k - 1].item);
    }
}

/* The members of all groups, group by group, each in rising order. */
static uint32_t *members_of_groups(struct similar *s, uint32_t *start)
{
    uint32_t *members = arena_array(s->arena, s->items.n, sizeof *members), next = 0;
    for (uint32_t i = 0; i < s->items.n; i++)
        if (first_of(s, i) == i) {
            start[i] = next;
            next += s->items.v[i].size;
        }
    for (uint32_t i = 0; i < s->items.n; i++)
        members[start[first_of(s, i)]++] = i;
    return members; /* start[first] lies behind the group now */
}

/* A group was found by few of its pairs; now each member meets those that follow it, round the ring. In a group of no more
 * than twice the window that is each with each. */
static void compare_within(struct similar *s, const uint32_t *members, uint32_t n)
{
    for (uint32_t step = 1; step <= SIMILAR_WINDOW && step <= n / 2; step++)
        for (uint32_t i = 0; i < n; i++)
            compare(s, members[i], members[(i + step) % n]);
}

void similar_find(struct similar *s)
{
    struct entry *entries = xcalloc(s->items.n + 1, sizeof *entries);
    for (unsigned band = 0; band < SHINGLE_BANDS; band++)
        look_through(s, entries, list_band(s, band, entries));
    free(entries);
    uint32_t *behind = arena_array(s->arena, s->items.n + 1, sizeof *behind);
    const uint32_t *members = members_of_groups(s, behind);
    for (uint32_t i = 0; i < s->items.n; i++) {
        uint32_t n = s->items.v[i].size;
        if (s->items.v[i].up == i && n > 1)
            compare_within(s, members + behind[i] - n, n);
    }
}

size_t similar_partners(const struct similar *s, size_t item, const struct similar_partner **out)
{
    const struct partners *p = s->items.v[item].partners;
    *out = p ? p->v : NULL;
    return p ? p->n : 0;
}

size_t similar_group(const struct similar *s, size_t item)
{
    while (s->items.v[item].up != item)
        item = s->items.v[item].up;
    return item;
}

size_t similar_group_size(const struct similar *s, size_t item)
{
    return s->items.v[similar_group(s, item)].size;
}
