#include "base/buf.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

static void reserve(struct buf *b, size_t more)
{
    if (more > SIZE_MAX / 2 - b->n)
        base_die_oom();
    size_t need = b->n + more + 1;
    if (need <= b->cap)
        return;
    size_t cap = b->cap ? b->cap * 2 : 256;
    b->cap = cap > need ? cap : need;
    b->data = xrealloc(b->data, b->cap);
}

void buf_add(struct buf *b, const void *p, size_t n)
{
    reserve(b, n);
    if (n)
        memcpy(b->data + b->n, p, n);
    b->n += n;
    b->data[b->n] = '\0';
}

void buf_putc(struct buf *b, char c)
{
    if (b->cap - b->n < 2)
        reserve(b, 1);
    b->data[b->n++] = c;
    b->data[b->n] = '\0';
}

void buf_blanks(struct buf *b, size_t n)
{
    reserve(b, n);
    memset(b->data + b->n, ' ', n);
    b->n += n;
    b->data[b->n] = '\0';
}

void buf_be(struct buf *b, uint64_t value, unsigned size)
{
    while (size--)
        buf_putc(b, (char)(size < sizeof value ? value >> 8 * size : 0));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n > 0) {
        reserve(b, (size_t)n);
        vsnprintf(b->data + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

/* Two at a time. */
char *buf_digits(char *end, uint64_t value)
{
    static const char pairs[] = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
                                "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    char *at = end;
    for (; value >= 10; value /= 100)
        memcpy(at -= 2, pairs + value % 100 * 2, 2);
    if (value || at == end)
        *--at = (char)('0' + value);
    return at;
}

void buf_decimal(struct buf *b, int64_t value, int digits)
{
    char out[32];
    size_t at = sizeof out;
    uint64_t u = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    int left = digits;
    for (; left > 0 && u % 10 == 0; left--)
        u /= 10;
    for (; left > 0; left--, u /= 10)
        out[--at] = (char)('0' + u % 10);
    if (at < sizeof out)
        out[--at] = '.';
    at = (size_t)(buf_digits(out + at, u) - out);
    if (value < 0 && !(sizeof out - at == 1 && out[at] == '0'))
        out[--at] = '-';
    buf_add(b, out + at, sizeof out - at);
}

void buf_hex(struct buf *b, uint32_t value, int digits)
{
    char out[8];
    size_t at = sizeof out;
    while (at > 0 && (value || digits > 0)) {
        out[--at] = "0123456789ABCDEF"[value & 15];
        value >>= 4;
        digits--;
    }
    buf_add(b, out + at, sizeof out - at);
}

static const char *escaped(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return NULL;
    }
}

void buf_xml(struct buf *b, const char *s, size_t n)
{
    size_t from = 0; /* what needs nothing goes in at once */
    for (size_t i = 0; i < n; i++) {
        const char *instead = escaped(s[i]);
        if (!instead)
            continue;
        buf_add(b, s + from, i - from);
        buf_puts(b, instead);
        from = i + 1;
    }
    buf_add(b, s + from, n - from);
}

void buf_xml_value(struct buf *b, const char *s)
{
    for (;;) {
        size_t n = 0;
        while ((unsigned char)s[n] >= ' ')
            n++;
        buf_xml(b, s, n);
        s += n;
        if (!*s)
            return;
        if (*s == '\t' || *s == '\n' || *s == '\r')
            buf_printf(b, "&#%d;", *s);
        else
            buf_puts(b, "\xEF\xBF\xBD");
        s++;
    }
}

void buf_attribute(struct buf *b, const char *name, const char *value)
{
    if (!value)
        return;
    buf_putc(b, ' ');
    buf_puts(b, name);
    buf_puts(b, "=\"");
    buf_xml_value(b, value);
    buf_putc(b, '"');
}

static bool is_like_formula(const char *s)
{
    bool negative = *s == '-' && s[1] && !s[1 + strspn(s + 1, "0123456789.")];
    return *s && strchr("=+-@\t\r", *s) && !negative;
}

void buf_csv(struct buf *b, const char *s)
{
    buf_puts(b, is_like_formula(s) ? "\"'" : "\"");
    for (const char *quote; (quote = strchr(s, '"')) != NULL; s = quote + 1) {
        buf_add(b, s, (size_t)(quote + 1 - s));
        buf_putc(b, '"');
    }
    buf_puts(b, s);
    buf_putc(b, '"');
}

void buf_json(struct buf *b, const char *s, size_t n)
{
    buf_putc(b, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", c);
        else if (c == '\n')
            buf_puts(b, "\\n");
        else if (c < 0x20 || c == 0x7F)
            buf_printf(b, "\\u%04x", c);
        else
            buf_putc(b, (char)c);
    }
    buf_putc(b, '"');
}

void buf_json_member(struct buf *b, const char *before, const char *name, const char *value)
{
    buf_printf(b, "%s\"%s\": ", before, name);
    if (value)
        buf_json(b, value, strlen(value));
    else
        buf_puts(b, "null");
}

void buf_utf8(struct buf *b, uint32_t cp)
{
    char bytes[4];
    buf_add(b, bytes, utf8_put(bytes, cp));
}

void buf_words(struct buf *b, size_t from, const char *s)
{
    static const char blank[] = " \t\r\n";
    while (*(s += strspn(s, blank))) {
        size_t n = strcspn(s, blank);
        if (b->n > from)
            buf_putc(b, ' ');
        buf_add(b, s, n);
        s += n;
    }
}

const char *buf_words_in(struct arena *a, const char *s)
{
    struct buf b = {0};
    buf_words(&b, 0, s);
    return buf_keep(&b, a);
}

char *buf_steal(struct buf *b)
{
    if (!b->data)
        buf_add(b, "", 0);
    char *p = b->data;
    *b = (struct buf){0};
    return p;
}

char *buf_keep(struct buf *b, struct arena *a)
{
    char *out = arena_strndup(a, b->data ? b->data : "", b->n);
    buf_free(b);
    return out;
}

void buf_free(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}
