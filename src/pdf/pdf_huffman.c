/* pdf_huffman.c - deflate without a search for repeats (RFC 1950, 1951): outlines hardly repeat themselves, so the search is
 * four fifths of the time and gains 4 %. One block with codes of its own for the 256 bytes. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum { SYMBOLS = 257, END = 256, LONGEST = 15 };

struct tree { /* leaves are 0 to SYMBOLS - 1 */
    uint64_t weight[2 * SYMBOLS];
    int parent[2 * SYMBOLS];
    int n;
};

static int lightest(const struct tree *t)
{
    int best = -1;
    for (int i = 0; i < t->n; i++)
        if (t->parent[i] < 0 && (best < 0 || t->weight[i] < t->weight[best]))
            best = i;
    return best;
}

static int join(struct tree *t)
{
    int a = lightest(t), top = t->n;
    t->parent[a] = top;
    int b = lightest(t);
    t->parent[b] = top;
    t->weight[top] = t->weight[a] + t->weight[b];
    t->parent[top] = -1;
    t->n++;
    return top;
}

/* Code lengths; returns the greatest. */
static unsigned lengths_of(const uint64_t count[SYMBOLS], uint8_t length[SYMBOLS])
{
    struct tree t = {.n = SYMBOLS};
    unsigned longest = 0;
    for (int i = 0; i < SYMBOLS; i++) {
        t.weight[i] = count[i];
        t.parent[i] = -1;
    }
    for (int i = 1; i < SYMBOLS; i++)
        join(&t);
    for (int i = 0; i < SYMBOLS; i++) {
        unsigned n = 0;
        for (int k = i; t.parent[k] >= 0; k = t.parent[k])
            n++;
        length[i] = (uint8_t)n;
        longest = n > longest ? n : longest;
    }
    return longest;
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

static inline void put(struct bits *b, uint32_t value, unsigned n)
{
    b->held |= (uint64_t)value << b->n;
    b->n += n;
    while (b->n >= 8) {
        *b->out++ = (uint8_t)b->held;
        b->held >>= 8;
        b->n -= 8;
    }
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

static void count_bytes(const uint8_t *p, size_t n, uint64_t count[SYMBOLS])
{
    for (int i = 0; i < SYMBOLS; i++)
        count[i] = 1;
    for (size_t i = 0; i < n; i++)
        count[p[i]]++;
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
    for (size_t i = 0; i < n; i++)
        put(&b, code[p[i]], length[p[i]]);
    put(&b, code[END], length[END]);
    put(&b, 0, 7); /* to the end of the byte */
    for (int i = 24; i >= 0; i -= 8)
        *b.out++ = (uint8_t)(sum >> i);
    *out_n = (size_t)(b.out - out);
    return out;
}
