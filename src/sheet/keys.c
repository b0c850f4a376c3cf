#include "sheet/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"

#define BUCKETS 16384
#define GAPS 20 /* that are told */

struct seen {
    const char *key;
    unsigned row;
    struct seen *next;
};

struct keys {
    struct arena *arena;
    struct seen *buckets[BUCKETS];
    VEC(unsigned long) numbers;
    VEC(unsigned) unnumbered; /* rows */
    bool others;              /* some key is no whole number */
};

struct keys *keys_new(struct arena *a)
{
    struct keys *k = arena_alloc(a, sizeof *k);
    k->arena = a;
    return k;
}

static void note_number(struct keys *k, const char *key)
{
    size_t digits = strspn(key, "0123456789");
    if (digits && digits < 10 && !key[digits])
        *VEC_PUSH(k->arena, &k->numbers) = strtoul(key, NULL, 10);
    else
        k->others = true;
}

unsigned keys_take(struct keys *k, const char *key, unsigned row)
{
    if (!*key) {
        *VEC_PUSH(k->arena, &k->unnumbered) = row;
        return 0;
    }
    struct seen **bucket = &k->buckets[hash_name(key) % BUCKETS];
    for (const struct seen *s = *bucket; s; s = s->next)
        if (strcmp(s->key, key) == 0)
            return s->row;
    struct seen *s = arena_alloc(k->arena, sizeof *s);
    *s = (struct seen){arena_strdup(k->arena, key), row, *bucket};
    *bucket = s;
    note_number(k, key);
    return 0;
}

bool keys_unnumbered(const struct keys *k, size_t *from, unsigned *row)
{
    if ((!k->numbers.n && !k->others) || *from >= k->unnumbered.n)
        return false;
    *row = k->unnumbered.v[(*from)++];
    return true;
}

static int by_value(const void *a, const void *b)
{
    unsigned long x = *(const unsigned long *)a, y = *(const unsigned long *)b;
    return (x > y) - (x < y);
}

/* Rows may stand in any order. */
bool keys_gaps(struct keys *k, struct buf *out)
{
    size_t gaps = 0;
    if (k->others || !k->numbers.n)
        return false;
    qsort(k->numbers.v, k->numbers.n, sizeof *k->numbers.v, by_value);
    for (size_t i = 1; i < k->numbers.n; i++) {
        unsigned long first = k->numbers.v[i - 1] + 1, last = k->numbers.v[i] - 1;
        if (k->numbers.v[i] <= first || ++gaps > GAPS)
            continue;
        buf_printf(out, first < last ? "%s%lu–%lu" : "%s%lu", gaps > 1 ? DIAG_AND : "", first, last);
    }
    if (gaps > GAPS)
        buf_puts(out, "…");
    return gaps > 0;
}
