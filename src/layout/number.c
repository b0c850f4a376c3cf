#include "layout/page_int.h"

#include <string.h>

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

const char *number_format(struct arena *a, unsigned n, const char *format)
{
    size_t len = strlen(format);
    if (len == 1 && strchr("aAiI", format[0]) && n > 0 && n < 100000) {
        if (format[0] == 'i' || format[0] == 'I')
            return roman(a, n, format[0] == 'I');
        char *buf = arena_alloc(a, 16);
        return alpha(buf + 15, n, format[0]);
    }
    if (!strcmp(format, "一") && n > 0 && n < 10000)
        return chinese(a, n);
    int width = 1;
    if (len > 1 && strspn(format, "0") == len - 1 && format[len - 1] == '1')
        width = (int)len;
    return arena_printf(a, "%0*u", width < 20 ? width : 20, n);
}
