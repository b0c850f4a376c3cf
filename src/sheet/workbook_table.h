/* workbook_table.h - which sheets and columns a programme's workbook has.
 * Ownership: everything is made in the arena given; fields are lent.
 * Errors:    none. */
#ifndef SHEET_WORKBOOK_TABLE_H
#define SHEET_WORKBOOK_TABLE_H

#include "sheet/choices.h"
#include "sheet/workbook.h"

#define WORKBOOK_NESTING 4

struct workbook_column {
    const struct field *field; /* NULL: a number */
    const char *heading;
    struct choices choices;
};

struct workbook_table {
    const struct field *base;
    const char *name;
    unsigned depths[WORKBOOK_NESTING], nesting; /* of the repeated things that base lies in */
    VEC(struct workbook_column) columns;
    struct lxw_worksheet *sheet; /* as it is written */
    unsigned next;               /* row to be written */
};

struct workbook_tables {
    struct workbook_table *v; /* the first is the main one */
    size_t n, cap;
};

struct workbook_tables workbook_tables(struct arena *a, const struct workbook_input *in, const struct field *root);

#endif
