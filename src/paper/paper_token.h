/* paper_token.h - the tokens of a content stream or CMap (ISO 32000-1, 7.2 and 7.3), as far as texts and marks need them.
 * Ownership: tokens point into the stream.
 * Errors:    none: what is open at the end ends there. */
#ifndef PAPER_PAPER_TOKEN_H
#define PAPER_PAPER_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

struct paper_token {
    char kind; /* '<' a hexadecimal string, '/' a name, 'o' anything else, '\0' the end */
    const char *s; /* of a string: the digits between its brackets */
    size_t n;
};

/* The token at *at, which is moved behind it. */
struct paper_token paper_token(const char **at, const char *end);
bool paper_is_word(const struct paper_token *t, const char *word);

#endif
