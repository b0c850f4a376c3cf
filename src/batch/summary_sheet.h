/* summary_sheet.h - the summary table as a workbook and as CSV, to be worked on.
 * Purpose:   the same rows, groups and sums as on paper (summary_form.h). Nothing in it is run: in the workbook texts are
 *            texts, and the only formulas are the sums; in CSV, which has no types, an apostrophe stands before what a
 *            spreadsheet would take for a formula.
 * Ownership: everything given is borrowed.
 * Errors:    FILE_WRITE, SHEET_CELL_FULL in the list; false. */
#ifndef BATCH_SUMMARY_SHEET_H
#define BATCH_SUMMARY_SHEET_H

#include "batch/summary_form.h"

/* UTF-8 with a byte order mark, as spreadsheets want it; lines end with CR LF. */
void summary_csv_text(const struct summary *s, struct buf *out);
bool summary_csv(const struct summary *s, const char *path, struct diag_list *d);
bool summary_xlsx(const struct summary *s, const struct summary_paper *paper, const char *path, struct diag_list *d);

#endif
