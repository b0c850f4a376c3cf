/* words.h - counting and comparing Chinese text.
 * Units:  lengths in bytes of UTF-8; counts in 字 or code points. */
#ifndef XSLT_WORDS_H
#define XSLT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* 字数 by rule GE-16. One each: a Han character (kana and Hangul syllables too), a full-width mark, a run of letters and
 * digits (a point or comma between two digits belongs to the number). Half-width marks and spaces count nothing.
 * *code_points (may be NULL) gets the characters without white space. */
size_t words_count(const char *s, size_t n, size_t *code_points);

/* GE-15: a name without spaces, middle dots as U+00B7, full-width letters, digits and marks as their ASCII twins. */
void words_fold_name(struct buf *out, const char *s);
/* GE-13: the same without any punctuation, in small letters. */
void words_fold_title(struct buf *out, const char *s);
/* How alike two titles are after folding, 0 to 1: the share of neighbouring pairs of characters in common (Dice). */
double words_similarity(const char *a, const char *b);

/* GE-14: characters that no form can carry. Writes "U+FFFD、U+E000" (each once, at most 5), false when there is none. */
bool words_bad(struct buf *out, const char *s);

/* GE-05: abbreviations of two to ten capitals that stand nowhere beside a bracket that explains them; known() tells those
 * that everyone knows. Writes "SOEC、BOP" (at most 5). */
bool words_unexplained(struct buf *out, const char *s, bool (*known)(void *ctx, const char *word), void *ctx);

#endif
