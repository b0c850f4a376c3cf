#include "batch/shingle.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "xslt/words.h"

enum { HEAD = 2, FIXED = HEAD + SHINGLE_BANDS };

/* The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of x sways every bit of the result. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static void push(struct shingles *s, uint32_t hash)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 256;
        s->v = xrealloc(s->v, s->cap * sizeof *s->v);
    }
    s->v[s->n++] = hash;
}

static uint32_t hash_of(const uint32_t window[SHINGLE_LENGTH])
{
    uint64_t low = window[0] | (uint64_t)window[1] << 21 | (uint64_t)window[2] << 42; /* code points have 21 bits */
    return (uint32_t)(mix(mix(low) + window[3]) >> 32);
}

/* A text shorter than a shingle is one shingle. */
void shingle_add(struct shingles *s, const char *text)
{
    struct buf folded = {0};
    uint32_t window[SHINGLE_LENGTH] = {0};
    size_t seen = 0;
    words_fold_title(&folded, text);
    const char *at = folded.data ? folded.data : "", *end = at + folded.n;
    while (at < end) {
        memmove(window, window + 1, sizeof window - sizeof *window);
        window[SHINGLE_LENGTH - 1] = utf8_next(&at, end);
        if (++seen >= SHINGLE_LENGTH)
            push(s, hash_of(window));
    }
    if (seen && seen < SHINGLE_LENGTH)
        push(s, hash_of(window));
    buf_free(&folded);
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_once(struct shingles *s)
{
    size_t n = 0;
    qsort(s->v, s->n, sizeof *s->v, ascending);
    for (size_t i = 0; i < s->n; i++)
        if (!n || s->v[n - 1] != s->v[i])
            s->v[n++] = s->v[i];
    s->n = n;
}

/* The least value that a random function has on the set. The functions are multiply-shift (Dietzfelbinger et al. 1997) with
 * numbers drawn from a fixed seed, so that sketches made anywhere agree. */
static uint32_t least_of(const struct shingles *s, unsigned function)
{
    uint64_t a = mix(2 * (uint64_t)function + 1) | 1, b = mix(2 * (uint64_t)function + 2);
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < s->n; i++) {
        uint32_t h = (uint32_t)((a * s->v[i] + b) >> 32);
        least = h < least ? h : least;
    }
    return least;
}

static uint32_t band_of(const struct shingles *s, unsigned band)
{
    uint64_t h = band;
    for (unsigned row = 0; row < SHINGLE_ROWS; row++)
        h = mix(h + least_of(s, band * SHINGLE_ROWS + row));
    return (uint32_t)(h >> 32);
}

static void put(struct buf *out, uint32_t v)
{
    unsigned char bytes[4] = {(unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16), (unsigned char)(v >> 24)};
    buf_add(out, bytes, sizeof bytes);
}

void shingle_end(struct shingles *s, struct buf *out)
{
    if (s->n) {
        sort_once(s);
        size_t kept = s->n < SHINGLE_KEPT ? s->n : SHINGLE_KEPT;
        put(out, (uint32_t)s->n);
        put(out, (uint32_t)kept);
        for (unsigned i = 0; i < SHINGLE_BANDS; i++)
            put(out, band_of(s, i));
        for (size_t i = 0; i < kept; i++)
            put(out, s->v[i]);
    }
    free(s->v);
    *s = (struct shingles){0};
}

static uint32_t get(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

size_t shingle_sketch_words(size_t n)
{
    return n >= FIXED * sizeof(uint32_t) ? n / sizeof(uint32_t) - HEAD : 0;
}

bool shingle_sketch_read(const void *bytes, size_t n, uint32_t *words, struct sketch *out)
{
    size_t count = shingle_sketch_words(n);
    const unsigned char *b = bytes;
    if (!count || n % sizeof(uint32_t))
        return false;
    uint32_t all = get(b), kept = get(b + 4);
    if (!kept || kept > all || kept > SHINGLE_KEPT || count != SHINGLE_BANDS + kept)
        return false;
    for (size_t i = 0; i < count; i++)
        words[i] = get(b + sizeof(uint32_t) * (HEAD + i));
    *out = (struct sketch){.bands = words, .kept = words + SHINGLE_BANDS, .n = kept, .whole = kept == all};
    for (uint32_t i = 1; i < kept; i++)
        if (out->kept[i - 1] >= out->kept[i])
            return false;
    return true;
}

/* Hashes are a random order of the shingles, so what two sets have in common among their least ones is what they have in
 * common at all; beyond the last one that a cut sketch kept, nothing is known. */
double shingle_jaccard(const struct sketch *a, const struct sketch *b, double least)
{
    enum { LOOK = 64 }; /* after so many the index is known within a quarter, four times its standard deviation */
    if (a->n == b->n && memcmp(a->kept, b->kept, a->n * sizeof *a->kept) == 0) /* copies come in hundreds */
        return a->n ? 1 : 0;
    uint32_t last_a = a->whole ? UINT32_MAX : a->kept[a->n - 1], last_b = b->whole ? UINT32_MAX : b->kept[b->n - 1];
    uint32_t last = last_a < last_b ? last_a : last_b;
    unsigned all = 0, common = 0;
    for (uint32_t i = 0, k = 0; i < a->n || k < b->n; all++) {
        uint32_t x = i < a->n ? a->kept[i] : UINT32_MAX, y = k < b->n ? b->kept[k] : UINT32_MAX;
        if ((x < y ? x : y) > last || (all == LOOK && common < LOOK * (least - 0.25)))
            break;
        bool from_a = i < a->n && (k == b->n || x <= y), from_b = k < b->n && (i == a->n || y <= x);
        common += from_a && from_b;
        i += from_a;
        k += from_b;
    }
    return all ? (double)common / all : 0;
}
