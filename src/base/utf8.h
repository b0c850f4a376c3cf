/* utf8.h - UTF-8 in and out.
 * Units:  lengths in bytes; a code point is a uint32_t.
 * Errors: utf8_next() gives U+FFFD for each ill-formed byte and goes on one byte (Unicode 3.9, U+FFFD substitution);
 *         utf8_valid() tells whether there was any. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at *s (s < end), *s moved behind it. */
uint32_t utf8_next_long(const char **s, const char *end); /* of what is no ASCII */
static inline uint32_t utf8_next(const char **s, const char *end)
{
    return (unsigned char)**s < 0x80 ? (unsigned char)*(*s)++ : utf8_next_long(s, end);
}
/* Writes 1 to 4 bytes, returns how many; a surrogate or a value above 10FFFF is written as U+FFFD. */
size_t utf8_put(char out[4], uint32_t cp);
bool utf8_valid(const char *s, size_t n);
bool utf8_is_ascii(const char *s, size_t n);

static inline bool utf8_goes_on(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* U+4E00 to U+9FFF: nearly all of what is no ASCII. */
static inline bool utf8_code_is_common_han(uint32_t cp)
{
    return cp >= 0x4E00 && cp <= 0x9FFF;
}

/* The same: three bytes, to be told without reading the code point. */
static inline bool utf8_is_common_han(const char *s, const char *end)
{
    unsigned char c = (unsigned char)*s;
    return end - s >= 3 && c >= 0xE4 && c <= 0xE9 && utf8_goes_on(s[1]) && utf8_goes_on(s[2]) && (c > 0xE4 || (unsigned char)s[1] >= 0xB8);
}

#endif
