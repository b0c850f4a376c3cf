/* strings.h - the shared strings of a workbook: in memory up to LIMIT_SHEET_STRINGS_MEMORY, the rest in a temporary file
 * that has no name.
 * Ownership: strings_new() gives, strings_free() takes. A text that is looked up is copied into the arena given.
 * Errors:    SHEET_STRINGS when the temporary file fails. */
#ifndef SHEET_STRINGS_H
#define SHEET_STRINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

struct strings;

struct strings *strings_new(void);
void strings_free(struct strings *s); /* NULL is allowed */
bool strings_add(struct strings *s, const char *text, size_t n, struct diag_list *d);
/* NULL: there is no such string, or the temporary file can't be read. */
const char *strings_get(const struct strings *s, size_t i, struct arena *a);

#endif
