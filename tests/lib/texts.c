#include "texts.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS = 6000, LONGEST = 450, FAMILY_EVERY = 20 };

static uint64_t next(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15u; /* SplitMix64 */
    uint64_t x = *state;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static size_t below(uint64_t *state, size_t n)
{
    return (size_t)(next(state) % n);
}

/* Few words are frequent: the product of two draws leans to the small numbers. */
static unsigned draw_word(uint64_t *state)
{
    return (unsigned)(below(state, WORDS) * below(state, WORDS) / WORDS);
}

/* A word is two characters of the 5,000 from U+4E00 on, the same ones each time. */
static void put_word(char *out, unsigned word)
{
    uint64_t state = word + 1;
    for (unsigned i = 0; i < 2; i++) {
        unsigned c = 0x4E00 + (unsigned)below(&state, 5000);
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    }
    *out = '\0';
}

static size_t draw_text(uint64_t seed, unsigned words[LONGEST])
{
    uint64_t state = seed * 2654435761u + 12345;
    size_t n = 150 + below(&state, LONGEST - 150);
    for (size_t i = 0; i < n; i++)
        words[i] = draw_word(&state);
    return n;
}

static void change(unsigned words[LONGEST], size_t n, size_t times, uint64_t seed)
{
    uint64_t state = seed ^ 0xABCDEF;
    for (size_t i = 0; i < times; i++)
        words[below(&state, n)] = draw_word(&state);
}

static size_t first_copy(const struct texts *t)
{
    return t->n - TEXTS_COPIES - TEXTS_TEMPLATE;
}

size_t texts_family(const struct texts *t, size_t i)
{
    size_t copies = first_copy(t), base = i - i % FAMILY_EVERY;
    if (i >= copies + TEXTS_COPIES)
        return copies + TEXTS_COPIES;
    if (i >= copies)
        return copies;
    uint64_t state = base + 7;
    return i - base < 2 + below(&state, 4) ? base : i; /* the first two to five of each twenty */
}

char *texts_text(const struct texts *t, size_t i)
{
    unsigned words[LONGEST], own[LONGEST];
    size_t family = texts_family(t, i), n = draw_text(family, words);
    uint64_t state = i + 99;
    if (family > first_copy(t)) { /* half a template */
        draw_text(i + 5000000, own);
        memcpy(words + n / 2, own, (n - n / 2) * sizeof *own);
    } else if (family == first_copy(t)) {
        change(words, n, n / 100 + 1, i);
    } else if (family != i) {
        change(words, n, 1 + below(&state, n / 8), i);
    }
    char *out = malloc(n * 6 + 1);
    for (size_t k = 0; k < n; k++)
        put_word(out + 6 * k, words[k]);
    return out;
}

static int by_characters(const void *a, const void *b)
{
    return memcmp(*(const char *const *)a, *(const char *const *)b, 12);
}

/* Every character has three bytes. */
static const char **shingles_of(const char *text, size_t *n)
{
    size_t count = strlen(text) / 3 - 3, kept = 0;
    const char **v = malloc(count * sizeof *v);
    for (size_t i = 0; i < count; i++)
        v[i] = text + 3 * i;
    qsort(v, count, sizeof *v, by_characters);
    for (size_t i = 0; i < count; i++)
        if (!kept || by_characters(&v[kept - 1], &v[i]))
            v[kept++] = v[i];
    *n = kept;
    return v;
}

double texts_jaccard(const char *a, const char *b)
{
    size_t n, m, common = 0;
    const char **x = shingles_of(a, &n), **y = shingles_of(b, &m);
    for (size_t i = 0, k = 0; i < n && k < m;) {
        int order = by_characters(&x[i], &y[k]);
        common += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    free(x);
    free(y);
    return (double)common / (double)(n + m - common);
}
