/* paper_token.h - the tokens of a content stream or CMap (ISO 32000-1, 7.2 and 7.3), as far as texts and marks need them.
 * Ownership: tokens point into the stream.
 * Errors:    none: what is open at the end ends there. */
#ifndef PAPER_PAPER_TOKEN_H
#define PAPER_PAPER_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct paper_token {
    char kind; /* '<' a hexadecimal string, '(' a literal one, '/' a name, 'o' anything else, '\0' the end */
    const char *s; /* of a string: what stands between its brackets */
    size_t n;
};

/* The token at *at, which is moved behind it. */
struct paper_token paper_token(const char **at, const char *end);
/* The next byte that a string of either kind stands for; *i, from 0 on, is where it stands. False: there is none. */
bool paper_string_byte(const struct paper_token *t, size_t *i, uint8_t *byte);
bool paper_is_word(const struct paper_token *t, const char *word);

#endif
