/* texts.h - suggestions that nobody wrote, for searching near-duplicates: the same number gives the same text.
 * Most stand alone. Families of two to five share a text that each member changed here and there, from a few words to half of
 * all. The last ones are filled in from two templates: copies that differ in a few words, and texts half of which is the
 * template's.
 * Ownership: strings are malloced. */
#ifndef TESTS_TEXTS_H
#define TESTS_TEXTS_H

#include <stddef.h>
#include <stdint.h>

enum { TEXTS_COPIES = 300, TEXTS_TEMPLATE = 1000 };

struct texts {
    size_t n; /* at least 2 * (TEXTS_COPIES + TEXTS_TEMPLATE) */
};

/* The text of number i, 300 to 900 characters. */
char *texts_text(const struct texts *t, size_t i);
/* What family number i belongs to; members of a family follow each other. Texts without one have their own number. */
size_t texts_family(const struct texts *t, size_t i);

/* The Jaccard index of the sets of all 4-character shingles of two texts, by their characters and without any hashing. */
double texts_jaccard(const char *a, const char *b);

#endif
