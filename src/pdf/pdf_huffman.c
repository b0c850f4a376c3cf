/* pdf_huffman.c - a zlib stream (RFC 1950, 1951) of bytes in which is known already what repeats itself: one block with codes of
 * its own. */
#include <libdeflate.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum { SYMBOLS = 286, END = 256, DISTANCES = 30, LONGEST = 15 /* bits of a code */ };

struct alphabet { /* of bytes, the end and lengths of repeats, or of their distances */
    int n;
    uint64_t count[SYMBOLS];
    uint8_t length[SYMBOLS];
    uint32_t code[SYMBOLS];
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

struct bits {
    uint8_t *out;
    uint64_t held;
    unsigned n;
};

/* Whole bytes go out. Those behind are written again; spelled out, the eight become one store (gcc 12 makes none of a loop). */
static inline void flush(struct bits *b)
{
    b->out[0] = (uint8_t)b->held;
    b->out[1] = (uint8_t)(b->held >> 8);
    b->out[2] = (uint8_t)(b->held >> 16);
    b->out[3] = (uint8_t)(b->held >> 24);
    b->out[4] = (uint8_t)(b->held >> 32);
    b->out[5] = (uint8_t)(b->held >> 40);
    b->out[6] = (uint8_t)(b->held >> 48);
    b->out[7] = (uint8_t)(b->held >> 56);
    b->out += b->n / 8;
    b->held >>= b->n & ~7u;
    b->n &= 7;
}

/* At most 56 bits before the next flush(). */
static inline void add(struct bits *b, uint32_t value, unsigned n)
{
    b->held |= (uint64_t)value << b->n;
    b->n += n;
}

static void put(struct bits *b, uint32_t value, unsigned n)
{
    add(b, value, n);
    flush(b);
}

static void put_symbol(struct bits *b, const struct alphabet *a, unsigned symbol)
{
    put(b, a->code[symbol], a->length[symbol]);
}

static void put_bytes(struct bits *b, const uint8_t *p, size_t n, const struct alphabet *a)
{
    size_t i = 0;
    for (; i + 3 <= n; i += 3) {
        add(b, a->code[p[i]], a->length[p[i]]);
        add(b, a->code[p[i + 1]], a->length[p[i + 1]]);
        add(b, a->code[p[i + 2]], a->length[p[i + 2]]);
        flush(b);
    }
    for (; i < n; i++)
        put_symbol(b, a, p[i]);
}

/* 3.2.7: no code of a length repeats, all 16 lengths have four bits. */
static void put_head(struct bits *b, const struct alphabet *all, const struct alphabet *distances)
{
    put(b, 1 | 2 << 1, 3); /* the last block, codes of its own */
    put(b, SYMBOLS - 257, 5);
    put(b, DISTANCES - 1, 5);
    put(b, 19 - 4, 4);
    for (int i = 0; i < 19; i++)
        put(b, i < 3 ? 0 : 4, 3);
    for (int i = 0; i < SYMBOLS; i++)
        put(b, reversed(all->length[i], 4), 4);
    for (int i = 0; i < DISTANCES; i++)
        put(b, reversed(distances->length[i], 4), 4);
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

static void put_repeat(struct bits *b, const struct pdf_repeat *r, const struct alphabet *all, const struct alphabet *distances)
{
    struct ranged length = length_of(r->n), distance = distance_of(r->back);
    put_symbol(b, all, length.symbol);
    put(b, length.beyond, length.bits);
    put_symbol(b, distances, distance.symbol);
    put(b, distance.beyond, distance.bits);
}

static void put_all(struct bits *b, const uint8_t *p, size_t n, const struct pdf_repeat *repeats, size_t count,
                    const struct alphabet *all, const struct alphabet *distances)
{
    const uint8_t *end = p + n;
    for (size_t i = 0; i < count; i++) {
        put_bytes(b, p, repeats[i].fresh, all);
        put_repeat(b, &repeats[i], all, distances);
        p += repeats[i].fresh + repeats[i].n;
    }
    put_bytes(b, p, (size_t)(end - p), all);
    put_symbol(b, all, END);
    put(b, 0, 7); /* to the end of the byte */
}

/* In two tables, so that a byte that repeats need not wait for the sum before it. */
static void count_bytes(const uint8_t *p, size_t n, uint32_t part[2][256])
{
    size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        part[0][p[i]]++;
        part[1][p[i + 1]]++;
    }
    if (i < n)
        part[0][p[i]]++;
}

static void count_all(const uint8_t *p, size_t n, const struct pdf_repeat *repeats, size_t count, struct alphabet *all,
                      struct alphabet *distances)
{
    const uint8_t *end = p + n;
    uint32_t part[2][256] = {{0}};
    for (size_t i = 0; i < count; i++) {
        count_bytes(p, repeats[i].fresh, part);
        all->count[length_of(repeats[i].n).symbol]++;
        distances->count[distance_of(repeats[i].back).symbol]++;
        p += repeats[i].fresh + repeats[i].n;
    }
    count_bytes(p, (size_t)(end - p), part);
    for (int s = 0; s < END; s++)
        all->count[s] = (uint64_t)part[0][s] + part[1][s];
    all->count[END] = 1;
}

void *pdf_huffman(const void *data, size_t n, const struct pdf_repeat *repeats, size_t count, size_t *out_n)
{
    struct alphabet all = {.n = SYMBOLS}, distances = {.n = DISTANCES};
    uint32_t sum = libdeflate_adler32(1, data, n);
    uint8_t *out = xmalloc(n * 2 + 512); /* three bytes repeated have 48 bits at most */
    struct bits b = {.out = out + 2};

    count_all(data, n, repeats, count, &all, &distances);
    make_codes(&all);
    make_codes(&distances);
    memcpy(out, "\x78\x01", 2);
    put_head(&b, &all, &distances);
    put_all(&b, data, n, repeats, count, &all, &distances);
    for (int i = 24; i >= 0; i -= 8)
        *b.out++ = (uint8_t)(sum >> i);
    *out_n = (size_t)(b.out - out);
    return out;
}
