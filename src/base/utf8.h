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
uint32_t utf8_next(const char **s, const char *end);
/* Writes 1 to 4 bytes, returns how many; a surrogate or a value above 10FFFF is written as U+FFFD. */
size_t utf8_put(char out[4], uint32_t cp);
bool utf8_valid(const char *s, size_t n);
bool utf8_is_ascii(const char *s, size_t n);

#endif
