/* row_kind.h - what a row below the headings is: offices put totals, remarks, signatures and headings again among their data.
 * Ownership: texts are made in the arena given.
 * Errors:    none: what is no data is said by the caller. */
#ifndef SHEET_ROW_KIND_H
#define SHEET_ROW_KIND_H

#include "sheet/plan.h"

enum row_kind {
    ROW_EMPTY,   /* it fills no field */
    ROW_DATA,
    ROW_HEADING, /* the headings again, as where tables were put together, or the numbers of the columns below them */
    ROW_EXAMPLE, /* that of a workbook of ours */
    ROW_TOTAL,
    ROW_REMARK,  /* one cell in a wide table */
    ROW_FOOT     /* who filled the table in: 填表人：张三 */
};

enum row_kind row_kind(struct arena *a, const struct plan_sheet *s, const struct sheet_row *row);
/* The cell of a column, an empty one for column 0 or beyond the row. */
const struct sheet_cell *row_cell(const struct sheet_row *row, unsigned column);
/* The column of that use, 0: there is none. */
unsigned row_column(const struct plan_sheet *s, enum plan_use use);
/* What rows are joined by: 1 and 1.0 and ０１ stay what they are written as but for blanks and width. */
const char *row_key(struct arena *a, const struct sheet_cell *cell);

#endif
