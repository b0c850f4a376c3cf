/* words.c - see words.h. */
#include "text/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/hash.h"

/* A text has one place, where the next that falls on it takes over. */
enum { KEPT_LENGTH = 60, KEPT_TEXTS = 512, LONGEST_WORD = 16 };

enum { DE = 0x7684 }; /* 的, which ends what it belongs to */

struct kept {
    size_t count; /* 0: an empty place */
    uint32_t cps[KEPT_LENGTH];
    uint8_t after[KEPT_LENGTH];
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

/* Prepositions, conjunctions, determiners, negations and other words of one character that lead to what follows. */
static bool leads(uint32_t cp)
{
    static const uint32_t words[] = {0x4E0E, 0x548C, 0x53CA, 0x6216, 0x5BF9, 0x4E3A, 0x4EE5, 0x5728, 0x4ECE,
                                     0x7531, 0x5411, 0x5E76, 0x6309, 0x5C06, 0x88AB, 0x628A, /* 与和及或对为以在从由向并按将被把 */
                                     0x672C, 0x8BE5, 0x5404, 0x6BCF, 0x6B64, 0x5176, /* 本该各每此其 */
                                     0x603B, 0x526F, 0x975E, 0x65E0, 0x4E0D, 0x672A, 0x5DF2, 0x62DF}; /* 总副非无不未已拟 */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i] == cp)
            return true;
    return false;
}

static bool is_han(uint32_t cp)
{
    return u_hasBinaryProperty((UChar32)cp, UCHAR_IDEOGRAPHIC);
}

/* ends[i]: WORDS_END where ICU ends a word behind cps[i]. */
static void ask_dictionary(const struct words *w, const uint32_t *cps, size_t count, uint8_t *ends)
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
            ends[unit[at] - 1] = WORDS_END;
    free(text);
    free(unit);
}

static void find(const struct words *w, const uint32_t *cps, size_t count, uint8_t *after)
{
    memset(after, WORDS_INSIDE, count * sizeof *after);
    if (w->dictionary)
        ask_dictionary(w, cps, count, after);
    bool behind_de = false; /* 同 of 的|同领域, which leads too */
    for (size_t i = 0, start = 0; i + 1 < count; i++) {
        if (after[i] == WORDS_INSIDE)
            continue;
        bool alone = i + 2 >= count || after[i + 1] != WORDS_INSIDE; /* the next word has one character */
        bool one = i == start, ended = one && cps[i] == DE && i + 2 < count && is_han(cps[i + 2]);
        bool leading = one && (leads(cps[i]) || behind_de);
        bool suffix = alone && is_han(cps[i + 1]) && !leads(cps[i + 1]) && is_han(cps[i]) && !ended;
        bool number = u_isdigit((UChar32)cps[i]) && is_han(cps[i + 1]);
        start = i + 1;
        behind_de = ended;
        if (leading || suffix || number)
            after[i] = WORDS_BETWEEN;
    }
}

/* Does a word of several characters begin the text? */
static bool begins_word(const struct words *w, const uint32_t *cps, size_t count)
{
    uint8_t ends[LONGEST_WORD] = {0};
    ask_dictionary(w, cps, count, ends);
    return ends[0] != WORDS_END;
}

/* A long word goes by twos, as Chinese does. */
static void find_parts(const struct words *w, const uint32_t *cps, size_t count, uint8_t *after)
{
    for (size_t k = 2; k + 2 <= count; k += 2)
        if (begins_word(w, cps + k - 2, 2) && begins_word(w, cps + k, count - k))
            after[k - 1] = WORDS_PARTS;
}

static void find_all_parts(const struct words *w, const uint32_t *cps, size_t count, uint8_t *after)
{
    for (size_t i = 0, start = 0; i < count; i++) {
        if (i + 1 < count && after[i] == WORDS_INSIDE)
            continue;
        size_t n = i + 1 - start;
        if (n >= 4 && n <= LONGEST_WORD && is_han(cps[start]))
            find_parts(w, cps + start, n, after + start);
        start = i + 1;
    }
}

static struct kept *place_of(struct words *w, const uint32_t *cps, size_t count)
{
    return &w->kept[hash_bytes((const char *)cps, count * sizeof *cps) % KEPT_TEXTS];
}

void words_find(struct words *w, const uint32_t *cps, size_t count, uint8_t *after)
{
    struct kept *k = count <= KEPT_LENGTH ? place_of(w, cps, count) : NULL;
    if (k && k->count == count && memcmp(k->cps, cps, count * sizeof *cps) == 0) {
        memcpy(after, k->after, count * sizeof *after);
        return;
    }
    find(w, cps, count, after);
    if (w->dictionary)
        find_all_parts(w, cps, count, after);
    if (k) {
        k->count = count;
        memcpy(k->cps, cps, count * sizeof *cps);
        memcpy(k->after, after, count * sizeof *after);
    }
}

void words_ahead(void)
{
    static const uint32_t title[] = {0x6807, 0x9898, 0x8BCD}; /* 标题词 */
    uint8_t after[sizeof title / sizeof *title];
    struct words *w = words_new();
    words_find(w, title, sizeof title / sizeof *title, after);
    words_free(w);
}
