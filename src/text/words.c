/* words.c - see words.h. */
#include "text/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/hash.h"

/* A text has one place, where the next that falls on it takes over. */
enum { KEPT_LENGTH = 60, KEPT_TEXTS = 512 };

struct kept {
    size_t count; /* 0: an empty place */
    uint32_t cps[KEPT_LENGTH];
    bool after[KEPT_LENGTH];
};

struct words {
    UBreakIterator *dictionary; /* NULL: ICU has none */
    struct kept kept[KEPT_TEXTS];
};

struct words *words_new(void)
{
    struct words *w = xcalloc(1, sizeof *w);
    UErrorCode e = U_ZERO_ERROR;
    w->dictionary = ubrk_open(UBRK_WORD, "zh", NULL, 0, &e);
    return w;
}

void words_free(struct words *w)
{
    if (w && w->dictionary)
        ubrk_close(w->dictionary);
    free(w);
}

/* Prepositions and conjunctions of one character: they lead to what follows. */
static bool leads(uint32_t cp)
{
    static const uint32_t words[] = {0x4E0E, 0x548C, 0x53CA, 0x6216, 0x5BF9, 0x4E3A, 0x4EE5, 0x5728, 0x4ECE, 0x7531, 0x5411, 0x5E76,
                                     0x6309, 0x5C06, 0x88AB, 0x628A}; /* 与和及或对为以在从由向并按将被把 */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i] == cp)
            return true;
    return false;
}

static bool is_han(uint32_t cp)
{
    return u_hasBinaryProperty((UChar32)cp, UCHAR_IDEOGRAPHIC);
}

/* ends[i]: ICU ends a word behind cps[i]. */
static void ask_dictionary(const struct words *w, const uint32_t *cps, size_t count, bool *ends)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar *text = xmalloc(2 * count * sizeof *text);
    size_t *unit = xmalloc((2 * count + 1) * sizeof *unit); /* of each place in text: the code points before it */
    int32_t n = 0;
    for (size_t i = 0; i < count; i++) {
        unit[n] = i;
        if (cps[i] > 0xFFFF)
            unit[n + 1] = i;
        U16_APPEND_UNSAFE(text, n, (UChar32)cps[i]);
    }
    unit[n] = count;
    ubrk_setText(w->dictionary, text, n, &e);
    for (int32_t at = U_SUCCESS(e) ? ubrk_next(w->dictionary) : UBRK_DONE; at != UBRK_DONE; at = ubrk_next(w->dictionary))
        if (unit[at] > 0)
            ends[unit[at] - 1] = true;
    free(text);
    free(unit);
}

static void find(const struct words *w, const uint32_t *cps, size_t count, bool *after)
{
    memset(after, 0, count * sizeof *after);
    if (w->dictionary)
        ask_dictionary(w, cps, count, after);
    for (size_t i = 0, start = 0; i + 1 < count; i++) {
        if (!after[i])
            continue;
        bool alone = i + 2 >= count || after[i + 1]; /* the next word has one character */
        bool leading = i == start && leads(cps[i]);
        bool suffix = alone && is_han(cps[i + 1]) && !leads(cps[i + 1]) && is_han(cps[i]);
        bool number = u_isdigit((UChar32)cps[i]) && is_han(cps[i + 1]);
        start = i + 1;
        after[i] = !leading && !suffix && !number;
    }
}

static struct kept *place_of(struct words *w, const uint32_t *cps, size_t count)
{
    return &w->kept[hash_bytes((const char *)cps, count * sizeof *cps) % KEPT_TEXTS];
}

void words_find(struct words *w, const uint32_t *cps, size_t count, bool *after)
{
    struct kept *k = count <= KEPT_LENGTH ? place_of(w, cps, count) : NULL;
    if (k && k->count == count && memcmp(k->cps, cps, count * sizeof *cps) == 0) {
        memcpy(after, k->after, count * sizeof *after);
        return;
    }
    find(w, cps, count, after);
    if (k) {
        k->count = count;
        memcpy(k->cps, cps, count * sizeof *cps);
        memcpy(k->after, after, count * sizeof *after);
    }
}

void words_ahead(void)
{
    static const uint32_t title[] = {0x6807, 0x9898, 0x8BCD}; /* 标题词 */
    bool after[sizeof title / sizeof *title];
    struct words *w = words_new();
    words_find(w, title, sizeof title / sizeof *title, after);
    words_free(w);
}
