/* table.h - one table as a workbook: titles, headings that are printed on each page, typed rows, groups, sums.
 * Purpose:   rows are written as they come and not kept, so a table of any length takes little memory. A text is a text
 *            whatever it begins with; the only formulas are the sums (SUBTOTAL, so that a sum does not count the sums above
 *            it), with their values beside them for programs that don't calculate.
 * Ownership: table_open() gives, table_close() takes, also after errors; what the layout points to is borrowed.
 * Units:     widths in characters as a spreadsheet counts them; rows are numbered by the table.
 * Errors:    as xlsx_file.h; a text that no cell holds is SHEET_CELL_FULL, and the cell is left empty. */
#ifndef SHEET_TABLE_H
#define SHEET_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum table_kind { TABLE_TEXT, TABLE_NUMBER, TABLE_ORDER };

struct table_column {
    const char *heading;
    enum table_kind kind; /* TABLE_NUMBER: what is no number is a text; TABLE_ORDER: a whole number in the middle */
    double width;
    unsigned decimals;
    bool sum;
};

struct table_layout {
    const char *name, *title; /* of the sheet; over the table */
    const struct table_column *columns;
    size_t n;
};

struct table;

struct table *table_open(const char *path, const struct table_layout *l, struct diag_list *d);
/* Texts over or under the table, each over several columns: parts share the width evenly. height: in points, 0: as it comes. */
void table_line(struct table *t, const char *const *parts, size_t n, double height);
void table_title(struct table *t, const char *text);
void table_headings(struct table *t);
void table_group(struct table *t, const char *text);
/* A text a column; numbers in plain decimal notation. */
void table_row(struct table *t, const char *const *cells);
/* A row of sums of the last `rows` rows of the table; values: what they come to, a text a column that is summed. */
void table_sum(struct table *t, const char *label, size_t rows, const char *const *values);
/* Rows that were written. */
size_t table_rows(const struct table *t);
bool table_close(struct table *t);

#endif
