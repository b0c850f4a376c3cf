/* import.h - proposals from the rows of a workbook.
 * Ownership: a record lives until its function returns.
 * Errors:    findings at the cells of a proposal (SHEET_VALUE_*, SHEET_DIRECTION_*; also at those of the further sheets' rows
 *            that belong to it) come with its row, which is handed on without the values that are wrong. All others
 *            (SHEET_KEY_*, SHEET_ROW_*, a workbook that cannot be read) go to the diag list. */
#ifndef SHEET_IMPORT_H
#define SHEET_IMPORT_H

#include "sheet/plan.h"
#include "sheet/record.h"

/* A value of a proposal and the cell that it came from. */
struct import_value {
    struct heading_target target;
    const char *text;
    const struct plan_sheet *sheet;
    unsigned column, row;
};

struct import_row {
    const struct plan *plan;
    const struct record *record;
    const char *key;       /* what the sheet numbers the row with, else its number in the sheet */
    bool numbered;         /* by the sheet */
    const char *title;     /* "" when there is none */
    unsigned row;
    const char *place;     /* "table.xlsx[sheet]!12" */
    const struct diag_list *findings; /* at its cells */
    const struct import_value *values; /* all of the record but defaults, in the order of the cells */
    size_t nvalues;
};

/* False stops. */
typedef bool import_fn(void *arg, const struct import_row *row);
bool import_rows(struct plan *p, const char *direction, import_fn *fn, void *arg, struct diag_list *d);
/* How many proposals import_rows() would hand on, found without making them. */
bool import_count(struct plan *p, size_t *n, struct diag_list *d);

#endif
