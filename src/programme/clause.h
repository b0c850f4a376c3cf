/* clause.h - the clause that a rule names, as it is numbered for one direction.
 * Purpose:   several directions may share a rule whose clause stands in each of them: "{direction} 其他要求" has the place of
 *            the direction's own `see`; of "二1.6（3）、二1.7（1）" only the parts are kept that are not about other directions alone.
 * Ownership: strings of the arena, or the one that was given. */
#ifndef PROGRAMME_CLAUSE_H
#define PROGRAMME_CLAUSE_H

#include "base/arena.h"
#include "programme/programme.h"

/* For a direction; of an unknown one, or NULL, all parts stay. see NULL: NULL. */
const char *clause_of(struct arena *a, const struct programme *p, const char *see, const char *direction);
/* For those that are true in `binds`, one a direction of the programme. */
const char *clause_of_many(struct arena *a, const struct programme *p, const char *see, const bool *binds);

#endif
