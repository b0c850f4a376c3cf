/* buf.h - a growing run of bytes.
 * Ownership: data is malloced and owned by the buf; buf_free() releases it, buf_steal() and buf_keep() hand it over
 *            (NUL-terminated).
 * Errors:    none to check (out of memory ends the process). Numbers are written without the locale. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/units.h"

struct arena;

struct buf {
    char *data; /* n bytes and a NUL behind them once anything was written; NULL before */
    size_t n, cap;
};

/* Behind its last byte; NULL where nothing was written, to which C knows no addition. */
static inline const char *buf_end(const struct buf *b)
{
    return b->data ? b->data + b->n : NULL;
}

void buf_add(struct buf *b, const void *p, size_t n);
static inline void buf_puts(struct buf *b, const char *s) /* here, so that how long a literal is is known when it is compiled */
{
    buf_add(b, s, strlen(s));
}
void buf_putc(struct buf *b, char c);
void buf_blanks(struct buf *b, size_t n);
/* printf; no %f, %g or %e (they ask the locale): use buf_decimal(). */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* value / 10^digits with a point and without trailing zeros: buf_decimal(b, 12500, 3) writes 12.5 */
void buf_decimal(struct buf *b, int64_t value, int digits);
void buf_be(struct buf *b, uint64_t value, unsigned size); /* so many bytes, the highest first; zeros before more than eight */
/* Decimal digits that end before `end`; returns where they begin. */
char *buf_digits(char *end, uint64_t value);
/* At least so many hexadecimal digits, capitals. */
void buf_hex(struct buf *b, uint32_t value, int digits);
void buf_xml(struct buf *b, const char *s, size_t n);  /* escapes & < > " for text and attributes */
/* What stands between the quotes of an attribute, so that a parser gives s again: tabs and line ends are references. What no
 * XML document can hold (control characters) becomes U+FFFD. */
void buf_xml_value(struct buf *b, const char *s);
/* A blank, the name, and the value as buf_xml_value() writes it in quotes; nothing at all where value is NULL. */
void buf_attribute(struct buf *b, const char *name, const char *value);
/* A field of a CSV file in quotes (RFC 4180). What a spreadsheet would run as a formula (OWASP, CSV injection) gets an
 * apostrophe before it; a negative number is none. */
void buf_csv(struct buf *b, const char *s);
void buf_json(struct buf *b, const char *s, size_t n); /* a JSON string with its quotes */
/* What stands before it, and a member of a JSON object: "name": "value", or null where value is NULL. */
void buf_json_member(struct buf *b, const char *before, const char *name, const char *value);
void buf_utf8(struct buf *b, uint32_t cp); /* see utf8_put() */
/* The words of s, one blank between; one before them too when the buffer is longer than `from` (where a text began). */
void buf_words(struct buf *b, size_t from, const char *s);
/* The same alone, in an arena. */
const char *buf_words_in(struct arena *a, const char *s);
char *buf_steal(struct buf *b);
/* Hands over to an arena; the buffer is empty then. */
char *buf_keep(struct buf *b, struct arena *a);
void buf_free(struct buf *b);

#endif
