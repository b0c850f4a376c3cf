#include "layout/page_int.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

static char *alpha(char *end, unsigned n, char first)
{
    for (; n; n = (n - 1) / 26)
        *--end = (char)(first + (char)((n - 1) % 26));
    return end;
}

static char *roman(struct arena *a, unsigned n, bool upper)
{
    static const struct { unsigned value; const char *lower, *upper; } digits[] = {
        {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"}, {100, "c", "C"}, {90, "xc", "XC"},
        {50, "l", "L"}, {40, "xl", "XL"}, {10, "x", "X"}, {9, "ix", "IX"}, {5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"},
    };
    char *out = arena_alloc(a, n / 1000 + 20), *p = out;
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        for (; n >= digits[i].value; n -= digits[i].value) {
            const char *d = upper ? digits[i].upper : digits[i].lower;
            size_t len = strlen(d);
            memcpy(p, d, len);
            p += len;
        }
    return out;
}

/* 一 to 九千九百九十九, as chapter and page numbers are written. */
static char *chinese(struct arena *a, unsigned n)
{
    static const char *const digit[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const unit[] = {"千", "百", "十", ""};
    char *out = arena_alloc(a, 40);
    unsigned div = 1000;
    bool zero = false;
    for (int i = 0; i < 4; i++, div /= 10) {
        unsigned d = n / div % 10;
        if (!d) {
            zero = out[0] != '\0';
            continue;
        }
        if (zero)
            strcat(out, "〇");
        zero = false;
        if (!(d == 1 && i == 2 && !out[0])) /* 十一, not 一十一 */
            strcat(out, digit[d]);
        strcat(out, unit[i]);
    }
    return out;
}

static const char *grouped(struct arena *a, const char *digits, const struct fo_node *sequence)
{
    const char *separator = fo_string(sequence, FO_P_GROUPING_SEPARATOR);
    int size = fo_integer(sequence, FO_P_GROUPING_SIZE, 0);
    size_t len = strlen(digits), n = strlen(separator);
    if (size <= 0 || !n)
        return digits;
    char *out = arena_alloc(a, len * (n + 1) + 1), *p = out;
    for (size_t i = 0; i < len; i++) {
        if (i && (len - i) % (size_t)size == 0) {
            memcpy(p, separator, n);
            p += n;
        }
        *p++ = digits[i];
    }
    return out;
}

static const char *spelled(struct arena *a, unsigned n, const char *token, size_t len, const struct fo_node *sequence)
{
    if (len == 1 && strchr("aAiI", token[0]) && n > 0 && n < 100000) {
        if (token[0] == 'i' || token[0] == 'I')
            return roman(a, n, token[0] == 'I');
        char *buf = arena_alloc(a, 16);
        return alpha(buf + 15, n, token[0]);
    }
    if (len == strlen("一") && !memcmp(token, "一", len) && n > 0 && n < 10000)
        return chinese(a, n);
    int width = 1;
    if (len > 1 && strspn(token, "0") == len - 1 && token[len - 1] == '1')
        width = (int)len;
    return grouped(a, arena_printf(a, "%0*u", width < 20 ? width : 20, n), sequence);
}

/* The first run of letters and digits says how the number is written, what stands before it and behind the last one is
 * written as it is (XSLT 1.0 7.7.1, to which XSL 1.1 7.26.1 refers). */
const char *number_format(struct arena *a, unsigned n, const struct fo_node *sequence)
{
    const char *format = fo_string(sequence, FO_P_FORMAT), *end = format + strlen(format);
    const char *token = NULL, *token_end = end, *suffix = end;
    for (const char *s = format, *at = s; s < end; at = s) {
        bool in = u_isalnum((UChar32)utf8_next(&s, end));
        if (in && !token)
            token = at;
        if (in)
            suffix = s;
        else if (token && token_end == end)
            token_end = at;
    }
    if (!token)
        return spelled(a, n, "1", 1, sequence);
    const char *number = spelled(a, n, token, (size_t)(token_end - token), sequence);
    return arena_printf(a, "%.*s%s%s", (int)(token - format), format, number, suffix);
}
