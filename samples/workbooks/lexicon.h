/* lexicon.h - what the generated proposals speak of: topics.txt, sentences.txt, and made-up names and numbers.
 * Ownership: lexicon_load() gives, lexicon_free() takes; what the others return lives in the arena given.
 * Errors:    lexicon_load() is NULL when a file is not there. The same dice give the same texts. */
#ifndef SAMPLES_LEXICON_H
#define SAMPLES_LEXICON_H

#include <stdint.h>

#include "base/arena.h"

struct dice {
    uint64_t state;
};

/* 0 to n - 1. */
unsigned dice_roll(struct dice *d, unsigned n);

struct lexicon;

/* One proposal's topic, and what its sentences are filled with. */
struct subject {
    const char *industry, *english, *object, *technology[5], *metric[4], *unit, *country;
    unsigned n, k;
};

struct lexicon *lexicon_load(const char *folder);
void lexicon_free(struct lexicon *l);
/* tags: the areas that the topic may be of. */
struct subject lexicon_subject(const struct lexicon *l, struct arena *a, struct dice *d, const char *tags);
const char *lexicon_title(struct arena *a, struct dice *d, const struct subject *s);
/* The paragraphs of a field, one a line; NULL: there are no sentences for it. */
const char *lexicon_text(const struct lexicon *l, struct arena *a, struct dice *d, const struct subject *s, const char *field);
/* Field i (name, comparator, current, midterm, value, unit) of a metric. */
const char *lexicon_metric(struct arena *a, const char *metric, unsigned i);

const char *lexicon_person(struct arena *a, struct dice *d);
/* A unit of a type (enterprise, university ...) in a place; its name in Latin letters too. */
const char *lexicon_unit(struct arena *a, struct dice *d, const char *type, const char *place, const char **latin);
/* The same for one abroad. */
const char *lexicon_foreign(struct arena *a, struct dice *d, const char *type, const char **latin);
/* Like the number that is given, with other digits and the right check character. */
const char *lexicon_uscc(struct arena *a, struct dice *d, const char *like);
const char *lexicon_id(struct arena *a, struct dice *d, const char *like, const char *birth);
/* The last `n` digits are others. */
const char *lexicon_digits(struct arena *a, struct dice *d, const char *like, unsigned n);

#endif
