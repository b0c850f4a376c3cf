/* tally.h - which asserts judged; inside check/ only.
 * Ownership: everything lies in the tally's arena. */
#ifndef CHECK_TALLY_H
#define CHECK_TALLY_H

#include "base/arena.h"
#include "check/opinion.h"

struct check_tally {
    struct arena *arena;
    const char *as_of;            /* the clock of the rules, "" when there was none */
    VEC(const char *) noted;      /* attributes `judged` as they came, each once */
    VEC(const char *) judged;     /* ids of asserts, each once */
};

/* ids: separated by blanks. */
void tally_add(struct check_tally *t, const char *ids);
/* Has any assert of the rule judged (SD-107 or SD-107.x)? */
bool tally_has(const struct check_tally *t, const char *rule);

#endif
