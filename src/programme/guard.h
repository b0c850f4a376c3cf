/* guard.h - whom a rule does not concern; inside programme/ only.
 * Purpose:   an alternative `not($x ...)` or `$x != '...'` of a test, of a variable that is not the rule's own, says for whom
 *            the other alternatives are meant. Where it holds, the rule has not judged: 不适用, and not 通过. A comparison by
 *            size (not($x > 5)) is a judgement.
 * Ownership: the result lies in the arena. */
#ifndef PROGRAMME_GUARD_H
#define PROGRAMME_GUARD_H

#include <stdbool.h>

#include "base/arena.h"

/* The alternatives of that kind, as one expression ("not($a) or $d != '1.6'"); NULL when there are none,
 * or nothing else that could judge; a hint need not. own() tells the rule's own variables. */
const char *guard_of(struct arena *a, const char *test, bool hint, bool (*own)(const void *ctx, const char *name, size_t n),
                     const void *ctx);

#endif
