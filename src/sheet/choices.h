/* choices.h - what a cell of a workbook may be chosen from, and which value each choice stands for.
 * Purpose:   the values of a field by the schema, the countries, the directions, the lists of programme.xml that are called like the
 *            field, and what the schema says may be written (sbp:new-choices) in any direction that can be applied for. What has a
 *            code and a name stands in a cell by its name, as the form calls it.
 * Ownership: everything is made in the arena; texts of the programme are lent.
 * Errors:    none: an expression that is wrong offers nothing; `new` and `list --audit` say so. */
#ifndef SHEET_CHOICES_H
#define SHEET_CHOICES_H

#include "programme/fields.h"
#include "programme/programme.h"

struct choice {
    const char *cell;  /* as it stands in the cell; with its code where two codes have the same name */
    const char *value; /* in the proposal */
    const char *direction; /* where it is called so; NULL: wherever it stands */
    const char *folded, *plain; /* the cell's text without blanks, width and marks; and without bracketed notes */
};

struct choices {
    const struct choice *v;
    size_t n;
    bool several; /* more than one of them, or others beside them, may be written */
};

struct choices choices_of(struct arena *a, const struct programme *p, const struct field *f);
/* Those that import knows by their names: a field's codes, what the schema offers a field of free text, and all directions. */
struct choices choices_offered(struct arena *a, const struct programme *p, const struct field *f);
/* All directions, also those for which nothing is applied for here: their check says why. */
struct choices choices_directions(struct arena *a, const struct programme *p);
/* These values with their names. */
struct choices choices_made(struct arena *a, const struct field_value *v, size_t n);
/* What stands in a cell for a value, as it is called in this direction; NULL: it is none of them. */
const char *choices_cell(const struct choices *c, const char *value, const char *direction);
/* The value that a cell's text stands for: a code, or a name but for blanks, width and marks, or the only one that is called so but for
 * bracketed notes. NULL: none of them. */
const char *choices_value(const struct choices *c, struct arena *a, const char *text);
/* The same without the last: notes in brackets count. NULL: none of them, or several are called so. */
const char *choices_named(const struct choices *c, struct arena *a, const char *text);

#endif
