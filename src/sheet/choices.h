/* choices.h - what a cell of a workbook may be chosen from.
 * Purpose:   the values of a field by the schema, the countries, the directions, the lists of programme.xml that are called like the
 *            field, and what the schema says may be written (sbp:new-choices) in any direction that can be applied for.
 * Ownership: everything is made in the arena.
 * Errors:    none: an expression that is wrong offers nothing; `new` and `list --audit` say so. */
#ifndef SHEET_CHOICES_H
#define SHEET_CHOICES_H

#include "programme/fields.h"
#include "programme/programme.h"

struct choice {
    const char *cell;    /* as it stands in the cell */
    const char *meaning; /* what such a code stands for; NULL: it says so itself */
};

/* *several: more than one of them, or others beside them, may be written. */
size_t choices_of(struct arena *a, const struct programme *p, const struct field *f, const struct choice **out, bool *several);

#endif
