#include "xslt/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/columns.h"
#include "base/utf8.h"

/* Nearly all of a text are these, and what they are need not be asked: ideographs, and what ASCII prints. */
static bool is_common(uint32_t c)
{
    return utf8_code_is_common_han(c) || (c > ' ' && c < 0x7F);
}

/* The character stands for one 字 by itself. */
static bool is_han(uint32_t c)
{
    if (is_common(c))
        return c >= 0x7F;
    /* Planes 2 and 3 hold nothing but Han; ICU may be older than the newest blocks there. */
    if (c >= 0x20000 && c <= 0x3FFFF)
        return true;
    return columns_is_wide(c) && u_charType((UChar32)c) != U_NON_SPACING_MARK && !u_isUWhiteSpace((UChar32)c);
}

/* A mark that Chinese text sets full-width: “ ” — … · ≥ ℃ are ambiguous in Unicode and wide here. */
static bool is_wide_mark(uint32_t c)
{
    if (c < 0x80 || u_isalpha((UChar32)c) || u_isUWhiteSpace((UChar32)c))
        return false;
    int8_t cat = u_charType((UChar32)c);
    if (cat == U_NON_SPACING_MARK || cat == U_COMBINING_SPACING_MARK || cat == U_ENCLOSING_MARK ||
        cat == U_FORMAT_CHAR)
        return false;
    return u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS;
}

static bool is_run(uint32_t c)
{
    if (utf8_code_is_common_han(c))
        return false;
    return u_isalnum((UChar32)c) && !is_han(c);
}

static bool joins_digits(const char *after, const char *end, uint32_t before, uint32_t c)
{
    return (c == '.' || c == ',') && before >= '0' && before <= '9' && after < end && *after >= '0' && *after <= '9';
}

size_t words_count(const char *s, size_t n, size_t *code_points)
{
    const char *end = s + n;
    size_t count = 0, points = 0;
    bool run = false;
    uint32_t before = 0;
    while (s < end) {
        uint32_t c = utf8_next(&s, end);
        points += is_common(c) || !u_isUWhiteSpace((UChar32)c);
        int8_t cat = is_common(c) ? U_OTHER_LETTER : u_charType((UChar32)c); /* no mark, nor what nobody sees */
        if (is_han(c) || is_wide_mark(c)) {
            count++;
            run = false;
        } else if (is_run(c)) {
            count += !run;
            run = true;
        } else if (cat != U_NON_SPACING_MARK && cat != U_FORMAT_CHAR) {
            run = run && joins_digits(s, end, before, c);
        }
        before = c;
    }
    if (code_points)
        *code_points = points;
    return count;
}

/* · U+00B7 and what stands for it: bullet, hyphenation point, bullet operator, dot operator, katakana dots, full stop */
static bool is_middle_dot(uint32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22C5 || c == 0x30FB || c == 0xFF65 ||
           c == 0xFF0E;
}

static uint32_t fold(uint32_t c)
{
    if (is_common(c))
        return c;
    if (is_middle_dot(c))
        return 0xB7;
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    return u_isUWhiteSpace((UChar32)c) || u_charType((UChar32)c) == U_FORMAT_CHAR ? 0 : c;
}

void words_fold_name(struct buf *out, const char *s)
{
    for (const char *end = s + strlen(s); s < end;) {
        uint32_t c = fold(utf8_next(&s, end));
        if (c)
            buf_utf8(out, c);
    }
}

void words_fold_title(struct buf *out, const char *s)
{
    for (const char *end = s + strlen(s); s < end;) {
        uint32_t c = fold(utf8_next(&s, end));
        if (utf8_code_is_common_han(c))
            buf_utf8(out, c);
        else if (c && !u_ispunct((UChar32)c) && c != 0xB7)
            buf_utf8(out, (uint32_t)u_tolower((UChar32)c));
    }
}

/* The pairs of neighbouring characters of a folded title, sorted. */
static size_t pairs_of(const char *title, uint64_t **out)
{
    struct buf b = {0};
    words_fold_title(&b, title);
    uint64_t *v = xmalloc((b.n + 1) * sizeof *v);
    size_t n = 0;
    uint32_t before = 0;
    const char *s = b.data ? b.data : "", *end = s + b.n;
    while (s < end) {
        uint32_t c = utf8_next(&s, end);
        if (before)
            v[n++] = (uint64_t)before << 32 | c;
        before = c;
    }
    buf_free(&b);
    *out = v;
    return n;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

double words_similarity(const char *a, const char *b)
{
    uint64_t *x, *y;
    size_t nx = pairs_of(a, &x), ny = pairs_of(b, &y), common = 0;
    qsort(x, nx, sizeof *x, by_value);
    qsort(y, ny, sizeof *y, by_value);
    for (size_t i = 0, j = 0; i < nx && j < ny;) {
        int order = by_value(&x[i], &y[j]);
        common += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    free(x);
    free(y);
    return nx + ny ? 2.0 * (double)common / (double)(nx + ny) : 0;
}

static bool is_bad(uint32_t c)
{
    if (is_common(c))
        return false;
    int8_t cat = u_charType((UChar32)c);
    if (c == 0xFFFD || cat == U_PRIVATE_USE_CHAR || cat == U_SURROGATE)
        return true;
    if (cat == U_CONTROL_CHAR)
        return c != '\t' && c != '\n' && c != '\r';
    if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
        return true;
    /* Han blocks newer than ICU are left to the fonts. */
    return cat == U_UNASSIGNED && !(c >= 0x20000 && c <= 0x3FFFF);
}

bool words_bad(struct buf *out, const char *s)
{
    uint32_t seen[5];
    size_t n = 0;
    for (const char *end = s + strlen(s); s < end && n < 5;) {
        uint32_t c = utf8_next(&s, end);
        bool again = !is_bad(c);
        for (size_t i = 0; i < n; i++)
            again = again || seen[i] == c;
        if (again)
            continue;
        seen[n++] = c;
        buf_printf(out, "%sU+%04X", out->n ? "、" : "", (unsigned)c);
    }
    return n > 0;
}

struct word {
    const char *s;
    size_t n;
};

static bool is_ascii_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* Bytes of the Greek letter at s, which words of science contain (NF-κB), or 0: U+0380 to U+03FF. */
static size_t greek(const char *s)
{
    return *s == '\xCE' || *s == '\xCF' ? 2 : 0;
}

/* The next run of ASCII letters, digits, hyphens and Greek letters behind the first. */
static bool next_word(const char **s, struct word *w)
{
    while (**s && !is_ascii_word(**s))
        ++*s;
    w->s = *s;
    while (is_ascii_word(**s) || (*s > w->s && greek(*s)))
        *s += is_ascii_word(**s) ? 1 : 2;
    w->n = (size_t)(*s - w->s);
    return w->n > 0;
}

static bool is_abbreviation(const struct word *w)
{
    size_t capitals = 0, alike = 0; /* XXXX is a placeholder */
    for (size_t i = 0; i < w->n; i++) {
        bool capital = w->s[i] >= 'A' && w->s[i] <= 'Z', skip = w->s[i] == '-' || greek(w->s + i) || (i && greek(w->s + i - 1));
        if (!capital && !skip)
            return false;
        capitals += capital;
        alike += w->s[i] == w->s[0];
    }
    return capitals >= 2 && alike < w->n && w->n <= 10 && w->s[0] != '-';
}

static bool starts(const char *s, const char *mark)
{
    return !strncmp(s, mark, strlen(mark));
}

static bool ends(const char *from, const char *s, const char *mark)
{
    size_t n = strlen(mark);
    return (size_t)(s - from) >= n && !memcmp(s - n, mark, n);
}

/* SOEC（...） or （..., SOEC）. */
static bool explains(const char *text, const struct word *w)
{
    const char *after = w->s + w->n;
    return starts(after, "（") || starts(after, "(") || starts(after, "）") || starts(after, ")") ||
           ends(text, w->s, "（") || ends(text, w->s, "(");
}

static bool explained(const char *text, const struct word *w)
{
    struct word other;
    for (const char *s = text; next_word(&s, &other);)
        if (other.n == w->n && !memcmp(other.s, w->s, w->n) && explains(text, &other))
            return true;
    return false;
}

bool words_unexplained(struct buf *out, const char *text, bool (*known)(void *ctx, const char *word), void *ctx)
{
    struct word w, seen[100]; /* each is looked for once, so that a long text is not walked for every occurrence */
    size_t n = 0, found = 0;
    for (const char *s = text; found < 5 && n < 100 && next_word(&s, &w);) {
        char word[12];
        bool again = !is_abbreviation(&w);
        for (size_t i = 0; i < n; i++)
            again = again || (seen[i].n == w.n && !memcmp(seen[i].s, w.s, w.n));
        if (again)
            continue;
        seen[n++] = w;
        snprintf(word, sizeof word, "%.*s", (int)w.n, w.s);
        if (known(ctx, word) || explained(text, &w))
            continue;
        found++;
        buf_printf(out, "%s%s", out->n ? "、" : "", word);
    }
    return found > 0;
}
