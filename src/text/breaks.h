/* breaks.h - where a line may break by the Unicode rules, before Chinese practice has its say.
 * Purpose:   UAX #14 (revision of Unicode 15) over an array of code points; classes come from ICU's property data. The
 *            rules are ours because ICU 72's Chinese tailoring glues single quotes and breaks before some units.
 * Units:     none. Linear.
 * Errors:    none. */
#ifndef TEXT_BREAKS_H
#define TEXT_BREAKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* after[i]: may a line break between cps[i] and cps[i + 1]? after[count - 1] is true. */
void breaks_find(const uint32_t *cps, size_t count, bool *after);
/* A place inside a URL, an e-mail address or a long code where a reader would break: behind / . - _ @ & = ? : # and the
 * like, and behind relations, before a letter or digit, ( or [, or a minus. */
bool breaks_in_token(uint32_t before, uint32_t behind);
/* Is it a fault of a line, by the character's class, to begin (to end) with it? */
bool breaks_starts_badly(uint32_t cp);
bool breaks_ends_badly(uint32_t cp);

#endif
