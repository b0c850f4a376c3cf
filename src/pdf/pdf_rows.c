/* pdf_rows.c - rows of one width that are much alike: elements of the structure, lists of them, their indexes.
 *
 * As differences from those above they are mostly zeros. What else there is are digits of numbers that grow, which repeat themselves
 * after 5, 10, 50, 100 rows; so the places where a repeat may lie are known, and few are looked at. libdeflate looks everywhere,
 * which takes seven times as long and finds less. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/huffman.h"
#include "pdf/pdf_int.h"

/* --- differences --- */

typedef uint8_t eight_bytes __attribute__((vector_size(8)));

static void subtract8(uint8_t *to, const uint8_t *from, const uint8_t *less)
{
    eight_bytes a, b;

    memcpy(&a, from, sizeof a);
    memcpy(&b, less, sizeof b);
    a -= b;
    memcpy(to, &a, sizeof a);
}

uint8_t *pdf_rows_filter(const uint8_t *rows, size_t n, unsigned columns)
{
    uint8_t *out = xmalloc(PDF_FILTERED(n, columns) + 1), *to = out;

    for (size_t i = 0; i < n; i += columns) {
        *to++ = 2;
        unsigned k = 0;
        for (; i && k + 8 <= columns; k += 8)
            subtract8(to + k, rows + i + k, rows + i + k - columns);
        for (; k < columns; k++)
            to[k] = (uint8_t)(rows[i + k] - (i ? rows[i + k - columns] : 0));
        to += columns;
    }
    return out;
}

/* --- repeats --- */

enum {
    LONGEST = 258, FARTHEST = 32768, SHORTEST = 4, EIGHT = 8, HASH_BITS = 12,
    ENOUGH = 64 /* bytes that a piece has on average; where they are shorter, there is more to find than is looked for here */
};

struct search {
    const uint8_t *p;
    size_t n;
    unsigned row;
    uint32_t last[1 << HASH_BITS]; /* by the eight bytes there: behind the place that was looked at last; 0: none */
};

static size_t same(const struct search *s, size_t at, size_t back)
{
    const uint8_t *a = s->p + at, *b = a - back;
    size_t n = 0, most = s->n - at < LONGEST ? s->n - at : LONGEST;

    while (n + EIGHT <= most && memcmp(a + n, b + n, EIGHT) == 0)
        n += EIGHT;
    while (n < most && a[n] == b[n])
        n++;
    return n;
}

/* How far back the same eight bytes stood when something was looked for, or 0. */
static size_t back_to_last(struct search *s, size_t at)
{
    uint64_t v = 0;

    if (at + EIGHT > s->n)
        return 0;
    for (size_t i = 0; i < EIGHT; i++)
        v = v << 8 | s->p[at + i];
    uint32_t *last = &s->last[v * 0x9E3779B97F4A7C15u >> (64 - HASH_BITS)];
    size_t back = *last ? at + 1 - *last : 0;
    *last = (uint32_t)at + 1;
    return back;
}

/* One that is four times as far must be longer by two. */
static struct huffman_repeat find(struct search *s, size_t at)
{
    static const unsigned rows[] = {1, 5, 10, 50, 100};
    size_t back = back_to_last(s, at);
    struct huffman_repeat best = {0};

    for (size_t i = 0; i <= sizeof rows / sizeof *rows && best.n < LONGEST; i++) {
        if (back && back <= FARTHEST && back <= at) {
            size_t n = same(s, at, back);
            if (n >= SHORTEST && n > best.n + (best.n && back > 4 * best.back))
                best = (struct huffman_repeat){.n = (unsigned)n, .back = (unsigned)back};
        }
        back = i < sizeof rows / sizeof *rows ? rows[i] * (size_t)s->row : 0;
    }
    return best;
}

/* What stands between repeats counts byte by byte. */
static struct huffman_data find_all(struct arena *a, const uint8_t *p, size_t n, unsigned row, size_t *pieces)
{
    struct search *s = arena_alloc(a, sizeof *s);
    VEC(struct huffman_repeat) found = {0};

    s->p = p, s->n = n, s->row = row;
    for (size_t at = 0, behind = 0; at < n; ++*pieces) {
        struct huffman_repeat r = find(s, at);
        if (r.n) {
            r.fresh = at - behind;
            *VEC_PUSH(a, &found) = r;
            behind = at + r.n;
        }
        at += r.n ? r.n : 1;
    }
    return (struct huffman_data){p, n, found.v, found.n};
}

size_t pdf_rows_pack(const uint8_t *filtered, size_t n, unsigned columns, uint8_t *out)
{
    struct arena *a = arena_new();
    size_t pieces = 0;
    struct huffman_data d = find_all(a, filtered, n, columns + 1, &pieces);
    struct huffman *codes = huffman_new(a);
    struct huffman_stream to;
    uint8_t *end = out;

    if (pieces * ENOUGH <= n) {
        huffman_count(codes, &d);
        huffman_make(codes);
        huffman_begin(&to, codes, out);
        huffman_put(&to, codes, &d);
        end = huffman_end(&to, codes, libdeflate_adler32(1, filtered, n));
    }
    arena_free(a);
    return (size_t)(end - out);
}
