/* pdf_huffman.c - what is best for curves: differences of coordinates (PNG's filter Sub), and deflate without a search for
 * repeats (RFC 1950, 1951), because differences hardly repeat themselves. One block with codes of its own for the 256 bytes. */
#include <libdeflate.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum { SYMBOLS = 257, END = 256, LONGEST = 15, ROW = 4096 /* bytes of a row, about */ };

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
    int leaf, inner, n; /* the first leaf and inner node without a parent; nodes so far */
};

static int lightest(struct tree *t)
{
    bool leaf = t->leaf < SYMBOLS && (t->inner == t->n || t->weight[t->leaf] <= t->weight[t->inner]);
    int i = leaf ? t->leaf++ : t->inner++;
    t->parent[i] = t->n;
    return i;
}

/* Code lengths; returns the greatest. */
static unsigned lengths_of(const uint64_t count[SYMBOLS], uint8_t length[SYMBOLS])
{
    struct leaf leaves[SYMBOLS];
    struct tree t = {.inner = SYMBOLS, .n = SYMBOLS};
    unsigned depth[2 * SYMBOLS] = {0};
    for (int i = 0; i < SYMBOLS; i++)
        leaves[i] = (struct leaf){count[i], i};
    qsort(leaves, SYMBOLS, sizeof *leaves, lighter);
    for (int i = 0; i < SYMBOLS; i++)
        t.weight[i] = leaves[i].weight;
    for (; t.n < 2 * SYMBOLS - 1; t.n++) {
        uint64_t one = t.weight[lightest(&t)];
        t.weight[t.n] = one + t.weight[lightest(&t)];
    }
    for (int i = t.n - 1; i-- > 0;)
        depth[i] = depth[t.parent[i]] + 1;
    for (int i = 0; i < SYMBOLS; i++)
        length[leaves[i].symbol] = (uint8_t)depth[i];
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
static void codes_of(const uint8_t length[SYMBOLS], uint32_t code[SYMBOLS])
{
    unsigned of_length[LONGEST + 2] = {0}, next[LONGEST + 2] = {0};
    for (int i = 0; i < SYMBOLS; i++)
        of_length[length[i]]++;
    of_length[0] = 0;
    for (unsigned n = 1; n <= LONGEST; n++)
        next[n + 1] = (next[n] + of_length[n]) << 1;
    for (int i = 0; i < SYMBOLS; i++)
        code[i] = reversed(next[length[i]]++, length[i]);
}

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

static void put_bytes(struct bits *b, const uint8_t *p, size_t n, const uint32_t code[SYMBOLS], const uint8_t length[SYMBOLS])
{
    size_t i = 0;
    for (; i + 3 <= n; i += 3) {
        add(b, code[p[i]], length[p[i]]);
        add(b, code[p[i + 1]], length[p[i + 1]]);
        add(b, code[p[i + 2]], length[p[i + 2]]);
        flush(b);
    }
    for (; i < n; i++)
        put(b, code[p[i]], length[p[i]]);
}

/* 3.2.7: no code of a length repeats, all 16 lengths have four bits; two distance codes that are not used. */
static void put_head(struct bits *b, const uint8_t length[SYMBOLS])
{
    put(b, 1 | 2 << 1, 3); /* the last block, codes of its own */
    put(b, SYMBOLS - 257, 5);
    put(b, 1, 5);
    put(b, 19 - 4, 4);
    for (int i = 0; i < 19; i++)
        put(b, i < 3 ? 0 : 4, 3);
    for (int i = 0; i < SYMBOLS; i++)
        put(b, reversed(length[i], 4), 4);
    put(b, reversed(1, 4), 4);
    put(b, reversed(1, 4), 4);
}

/* In four tables, so that a byte that repeats need not wait for the sum before it. */
static void count_bytes(const uint8_t *p, size_t n, uint64_t count[SYMBOLS])
{
    uint32_t part[4][256] = {{0}};
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        part[0][p[i]]++;
        part[1][p[i + 1]]++;
        part[2][p[i + 2]]++;
        part[3][p[i + 3]]++;
    }
    for (; i < n; i++)
        part[0][p[i]]++;
    for (int s = 0; s < END; s++)
        count[s] = (uint64_t)part[0][s] + part[1][s] + part[2][s] + part[3][s] + 1;
    count[END] = 1;
}

void *pdf_huffman(const void *data, size_t n, size_t *out_n)
{
    const uint8_t *p = data;
    uint64_t count[SYMBOLS];
    uint8_t length[SYMBOLS];
    uint32_t code[SYMBOLS], sum = libdeflate_adler32(1, data, n);
    uint8_t *out = xmalloc(n * LONGEST / 8 + 512);
    struct bits b = {.out = out + 2};

    count_bytes(p, n, count);
    if (lengths_of(count, length) > LONGEST) {
        for (int i = 0; i < SYMBOLS; i++) /* a tree of so little weight is no deeper than 15 */
            count[i] = count[i] * 512 / (n + SYMBOLS) + 1;
        lengths_of(count, length);
    }
    codes_of(length, code);
    memcpy(out, "\x78\x01", 2);
    put_head(&b, length);
    put_bytes(&b, p, n, code, length);
    put(&b, code[END], length[END]);
    put(&b, 0, 7); /* to the end of the byte */
    for (int i = 24; i >= 0; i -= 8)
        *b.out++ = (uint8_t)(sum >> i);
    *out_n = (size_t)(b.out - out);
    return out;
}

void *pdf_differences(const void *data, size_t n, size_t *pairs, size_t *out_n)
{
    size_t rows = n / ROW + 1, width = (n / rows + 2) & ~(size_t)1;
    uint8_t *whole = xcalloc(rows, width), *out = xmalloc(rows * (width + 1)), *to = out;

    memcpy(whole, data, n);
    for (const uint8_t *row = whole; row < whole + rows * width; row += width) {
        *to++ = 1; /* Sub */
        *to++ = row[0];
        *to++ = row[1];
        for (size_t i = 2; i < width; i++)
            *to++ = (uint8_t)(row[i] - row[i - 2]);
    }
    free(whole);
    *pairs = width / 2;
    *out_n = rows * (width + 1);
    return out;
}
