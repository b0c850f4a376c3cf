/* guard.h - whom a rule does not concern; inside programme/ only.
 * Purpose:   a test that begins with `not($x ...) or` or `$x != '...' or`, of a variable that is not the rule's own, says for
 *            whom the rest is meant. Where such an alternative holds, the rule has not judged: 不适用, and not 通过.
 * Ownership: the result lies in the arena. */
#ifndef PROGRAMME_GUARD_H
#define PROGRAMME_GUARD_H

#include <stdbool.h>

#include "base/arena.h"

/* The leading alternatives of that kind, as one expression ("not($a) or $d != '1.6'"); NULL when there are none. own() tells
 * the rule's own variables. */
const char *guard_of(struct arena *a, const char *test, bool (*own)(const void *ctx, const char *name, size_t n), const void *ctx);

#endif
