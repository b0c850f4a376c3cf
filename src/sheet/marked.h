/* marked.h - a copy of a table with what was found in it: a column of findings behind each sheet, and at the cells colours and
 * notes.
 * Purpose:   whoever sent the table gets it back and sees where to mend it. All sheets are kept with the text of their cells
 *            (numbers and truth values as such); formats, drop-downs and pictures are not, and merged cells are written out.
 * Ownership: everything is borrowed.
 * Errors:    SHEET_* of the reading, SHEET_CELL_FULL, FILE_WRITE; false, and no file is left. The memory that
 *            is used grows with the findings, not with the rows. */
#ifndef SHEET_MARKED_H
#define SHEET_MARKED_H

#include "sheet/locate.h"

struct marked_finding {
    struct locate_cell at;
    enum diag_severity severity;
    const char *text;
};

struct marked_input {
    struct sheet_book *book;
    const char *title;               /* of the workbook */
    const char *heading;             /* over the findings */
    const unsigned *heading_rows;    /* one a sheet: the row of its headings; 0: it has none */
    const struct marked_finding *findings;
    size_t n;
};

bool marked_write(const char *path, const struct marked_input *in, struct diag_list *d);

#endif
