/* convert.h - what a cell means for a field.
 * Ownership: results are made in the arena given.
 * Errors:    SHEET_VALUE_* at the place given (file[sheet]!cell), naming the value; NULL. Nothing is guessed: digits that a
 *            spreadsheet lost, dates that are no dates, and codes that nothing is called are errors. */
#ifndef SHEET_CONVERT_H
#define SHEET_CONVERT_H

#include "programme/fields.h"
#include "programme/programme.h"
#include "sheet/choices.h"
#include "sheet/sheet.h"

struct converter {
    struct arena *arena;
    const struct programme *programme; /* its list of countries */
    struct diag_list *diag;
    const struct choices *choices; /* of the cell's column: names that stand for codes */
};

/* The field's value, "" for an empty cell. money: headings_money() of the column's heading. */
const char *convert_cell(const struct converter *c, const struct field *f, const struct sheet_cell *cell, int money,
                         const struct loc *at);
/* Text of a cell as it is meant: no blanks at its ends, no characters without width, no apostrophe that made it text. */
const char *convert_text(struct arena *a, const struct sheet_cell *cell);
/* What separates the values in a cell: line ends where it has any, else ； and ;, else 、, for codes and countries commas too.
 * NULL-terminated. */
const char *const *convert_separators(const struct field *f, const char *text);
/* The next part of a text that holds several values; *rest moves behind it. NULL when there is none. */
const char *convert_part(struct arena *a, const char *const *separators, const char **rest);

#endif
