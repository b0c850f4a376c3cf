#include "base/huffman.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { SYMBOLS = 286, END = 256, DISTANCES = 30, LONGEST = 15 /* bits of a code */ };

struct alphabet { /* of bytes, the end and lengths of repeats, or of their distances */
    int n;
    uint64_t count[SYMBOLS];
    uint8_t length[SYMBOLS];
    uint32_t code[SYMBOLS];
};

struct huffman {
    struct alphabet all, distances;
};

struct leaf { uint64_t weight; int symbol; };

static int lighter(const void *a, const void *b)
{
    const struct leaf *x = a, *y = b;
    return x->weight != y->weight ? (x->weight > y->weight) - (x->weight < y->weight) : x->symbol - y->symbol;
}

/* Leaves in the order of their weights; the inner nodes behind them come into being in that order too, so the lightest is
 * always the first one left of either (van Leeuwen 1976). */
struct tree {
    uint64_t weight[2 * SYMBOLS];
    int parent[2 * SYMBOLS];
    int leaves, leaf, inner, n; /* the first leaf and inner node without a parent; nodes so far */
};

static int lightest(struct tree *t)
{
    bool leaf = t->leaf < t->leaves && (t->inner == t->n || t->weight[t->leaf] <= t->weight[t->inner]);
    int i = leaf ? t->leaf++ : t->inner++;
    t->parent[i] = t->n;
    return i;
}

/* Code lengths; returns the greatest. */
static unsigned lengths_of(struct alphabet *a)
{
    struct leaf leaves[SYMBOLS];
    struct tree t = {.leaves = a->n, .inner = a->n, .n = a->n};
    unsigned depth[2 * SYMBOLS] = {0};
    for (int i = 0; i < a->n; i++)
        leaves[i] = (struct leaf){a->count[i], i};
    qsort(leaves, (size_t)a->n, sizeof *leaves, lighter);
    for (int i = 0; i < a->n; i++)
        t.weight[i] = leaves[i].weight;
    for (; t.n < 2 * a->n - 1; t.n++) {
        uint64_t one = t.weight[lightest(&t)];
        t.weight[t.n] = one + t.weight[lightest(&t)];
    }
    for (int i = t.n - 1; i-- > 0;)
        depth[i] = depth[t.parent[i]] + 1;
    for (int i = 0; i < a->n; i++)
        a->length[leaves[i].symbol] = (uint8_t)depth[i];
    return depth[0];
}

static uint32_t reversed(uint32_t code, unsigned n)
{
    uint32_t r = 0;
    for (unsigned i = 0; i < n; i++)
        r |= (code >> i & 1) << (n - 1 - i);
    return r;
}

/* RFC 1951, 3.2.2; codes are written from their first bit on. */
static void codes_of(struct alphabet *a)
{
    unsigned of_length[LONGEST + 2] = {0}, next[LONGEST + 2] = {0};
    for (int i = 0; i < a->n; i++)
        of_length[a->length[i]]++;
    for (unsigned n = 1; n <= LONGEST; n++)
        next[n + 1] = (next[n] + of_length[n]) << 1;
    for (int i = 0; i < a->n; i++)
        a->code[i] = reversed(next[a->length[i]]++, a->length[i]);
}

static void make_codes(struct alphabet *a)
{
    for (int i = 0; i < a->n; i++)
        a->count[i]++; /* what does not occur has a code too */
    while (lengths_of(a) > LONGEST)
        for (int i = 0; i < a->n; i++) /* the rare ones become less so; equal ones would make a tree of 9 bits */
            a->count[i] = a->count[i] / 2 + 1;
    codes_of(a);
}

/* --- bits --- */

/* Whole bytes go out. Those behind are written again; spelled out, the eight become one store (gcc 12 makes none of a loop). */
static inline void flush(struct huffman_stream *s)
{
    s->out[0] = (uint8_t)s->held;
    s->out[1] = (uint8_t)(s->held >> 8);
    s->out[2] = (uint8_t)(s->held >> 16);
    s->out[3] = (uint8_t)(s->held >> 24);
    s->out[4] = (uint8_t)(s->held >> 32);
    s->out[5] = (uint8_t)(s->held >> 40);
    s->out[6] = (uint8_t)(s->held >> 48);
    s->out[7] = (uint8_t)(s->held >> 56);
    s->out += s->n / 8;
    s->held >>= s->n & ~7u;
    s->n &= 7;
}

/* At most 56 bits before the next flush(). */
static inline void add(struct huffman_stream *s, uint32_t value, unsigned n)
{
    s->held |= (uint64_t)value << s->n;
    s->n += n;
}

static void put(struct huffman_stream *s, uint32_t value, unsigned n)
{
    add(s, value, n);
    flush(s);
}

static void put_symbol(struct huffman_stream *s, const struct alphabet *a, unsigned symbol)
{
    put(s, a->code[symbol], a->length[symbol]);
}

static void put_bytes(struct huffman_stream *s, const uint8_t *p, size_t n, const struct alphabet *a)
{
    size_t i = 0;
    for (; i + 3 <= n; i += 3) {
        add(s, a->code[p[i]], a->length[p[i]]);
        add(s, a->code[p[i + 1]], a->length[p[i + 1]]);
        add(s, a->code[p[i + 2]], a->length[p[i + 2]]);
        flush(s);
    }
    for (; i < n; i++)
        put_symbol(s, a, p[i]);
}

/* 3.2.7: no code of a length repeats, all 16 lengths have four bits. */
static void put_head(struct huffman_stream *s, const struct alphabet *all, const struct alphabet *distances)
{
    put(s, 1 | 2 << 1, 3); /* the last block, codes of its own */
    put(s, SYMBOLS - 257, 5);
    put(s, DISTANCES - 1, 5);
    put(s, 19 - 4, 4);
    for (int i = 0; i < 19; i++)
        put(s, i < 3 ? 0 : 4, 3);
    for (int i = 0; i < SYMBOLS; i++)
        put(s, reversed(all->length[i], 4), 4);
    for (int i = 0; i < DISTANCES; i++)
        put(s, reversed(distances->length[i], 4), 4);
}

/* --- repeats --- */

/* 3.2.5: a symbol stands for a range of lengths or distances, and bits behind it say which. Ranges double in size after every
 * four lengths, or two distances. */
struct ranged {
    unsigned symbol, beyond, bits;
};

static struct ranged range_of(unsigned v, unsigned per_size_bits)
{
    unsigned bits = 0, per_size = 1u << per_size_bits;
    while (v >> bits >= 2 * per_size)
        bits++;
    return (struct ranged){(bits << per_size_bits) + (v >> bits), v & ((1u << bits) - 1), bits};
}

static struct ranged length_of(unsigned n)
{
    struct ranged r = range_of(n - 3, 2);
    r = n == 258 ? (struct ranged){28, 0, 0} : r;
    r.symbol += 257;
    return r;
}

static struct ranged distance_of(unsigned back)
{
    return range_of(back - 1, 1);
}

static void put_repeat(struct huffman_stream *s, const struct huffman_repeat *r, const struct huffman *h)
{
    struct ranged length = length_of(r->n), distance = distance_of(r->back);
    put_symbol(s, &h->all, length.symbol);
    put(s, length.beyond, length.bits);
    put_symbol(s, &h->distances, distance.symbol);
    put(s, distance.beyond, distance.bits);
}

void huffman_put(struct huffman_stream *s, const struct huffman *h, const struct huffman_data *d)
{
    const uint8_t *p = d->p, *end = p + d->n;
    for (size_t i = 0; i < d->repeat_count; i++) {
        const struct huffman_repeat *r = &d->repeats[i];
        put_bytes(s, p, r->fresh, &h->all);
        put_repeat(s, r, h);
        p += r->fresh + r->n;
    }
    put_bytes(s, p, (size_t)(end - p), &h->all);
}

/* --- codes of a sample --- */

static void count_bytes(struct alphabet *a, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        a->count[p[i]]++;
}

void huffman_count(struct huffman *h, const struct huffman_data *d)
{
    const uint8_t *p = d->p, *end = p + d->n;
    for (size_t i = 0; i < d->repeat_count; i++) {
        const struct huffman_repeat *r = &d->repeats[i];
        count_bytes(&h->all, p, r->fresh);
        h->all.count[length_of(r->n).symbol]++;
        h->distances.count[distance_of(r->back).symbol]++;
        p += r->fresh + r->n;
    }
    count_bytes(&h->all, p, (size_t)(end - p));
}

struct huffman *huffman_new(struct arena *a)
{
    struct huffman *h = arena_alloc(a, sizeof *h);
    h->all.n = SYMBOLS;
    h->distances.n = DISTANCES;
    return h;
}

void huffman_make(struct huffman *h)
{
    make_codes(&h->all);
    make_codes(&h->distances);
}

/* --- runs and streams --- */

struct huffman_run huffman_pack(const struct huffman *h, const struct huffman_data *d, struct arena *a)
{
    uint8_t *out = xmalloc(HUFFMAN_ROOM(d->n));
    struct huffman_stream s = {.out = out};
    huffman_put(&s, h, d);
    size_t whole = (size_t)(s.out - out);
    uint8_t *bits = arena_alloc(a, whole + 2 * sizeof s.held);
    memcpy(bits, out, whole);
    bits[whole] = (uint8_t)s.held;
    free(out);
    return (struct huffman_run){bits, whole * 8 + s.n};
}

/* Little-endian, whatever the machine is; spelled out, it is one load. */
static inline uint64_t eight(const uint8_t *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
           (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

void huffman_put_run(struct huffman_stream *s, const struct huffman_run *r)
{
    enum { BYTES = 7 }; /* that fit beside the bits held */
    const uint8_t *p = r->bits;
    size_t left = r->n;
    for (; left > BYTES * 8; left -= BYTES * 8, p += BYTES) {
        s->held |= (eight(p) & (UINT64_MAX >> 8)) << s->n;
        s->n += BYTES * 8;
        flush(s);
    }
    if (left == 0)
        return;
    s->held |= (eight(p) & ((UINT64_C(1) << left) - 1)) << s->n;
    s->n += (unsigned)left;
    flush(s);
}

void huffman_begin(struct huffman_stream *s, const struct huffman *h, uint8_t *out)
{
    memcpy(out, "\x78\x01", 2);
    *s = (struct huffman_stream){.out = out + 2};
    put_head(s, &h->all, &h->distances);
}

uint8_t *huffman_end(struct huffman_stream *s, const struct huffman *h, uint32_t adler32)
{
    put_symbol(s, &h->all, END);
    put(s, 0, 7); /* to the end of the byte */
    for (int i = 24; i >= 0; i -= 8)
        *s->out++ = (uint8_t)(adler32 >> i);
    return s->out;
}
