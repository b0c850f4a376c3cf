/* sheet.h - spreadsheets as streams of rows, whatever program saved them.
 * Purpose:   SpreadsheetML 2003, flat and zipped OpenDocument, Office Open XML, CSV/TSV and record-oriented XML are told
 *            apart by their content and read as the same rows of the same cells.
 * Ownership: sheet_open() gives, sheet_close() takes. Infos live as long as the book; a row and its cells only until the
 *            row function returns.
 * Units:     rows and columns count from 1 as in the sheet; texts are UTF-8; dates ISO 8601; numbers are decimal text of at
 *            most 15 significant digits, which is what a spreadsheet keeps.
 * Errors:    SHEET_* in the diag list. The memory that is used doesn't grow with the rows: shared strings beyond
 *            LIMIT_SHEET_STRINGS_MEMORY go to a temporary file. */
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum sheet_type {
    SHEET_EMPTY,
    SHEET_TEXT,
    SHEET_NUMBER,
    SHEET_DATE,         /* text is 2025-03-31, 2025-03-31T17:30:00 or 17:30:00 */
    SHEET_BOOLEAN,      /* text is true or false */
    SHEET_ERROR,        /* text is what the program shows: #N/A, Err:502 */
    SHEET_UNCALCULATED  /* a formula without the value that it came to */
};

struct sheet_cell {
    enum sheet_type type;
    bool percent;    /* a number shown in percent: 0.15 is 15 % */
    bool imprecise;  /* a number of more digits than a spreadsheet keeps: its last digits are lost */
    bool covered;    /* lies in a merged area that begins to the left or above; holds a copy of its value */
    const char *text; /* never NULL */
};

struct sheet_row {
    unsigned number;
    bool hidden;
    unsigned n; /* cells[0] is column A; the last one is not empty */
    const struct sheet_cell *cells;
};

struct sheet_info {
    const char *name; /* of a CSV file or of records: "" and the record element's name */
    bool hidden;
};

enum sheet_format {
    SHEET_XML2003,
    SHEET_ODS,
    SHEET_FODS,
    SHEET_XLSX,
    SHEET_CSV,
    SHEET_RECORDS
};

struct sheet_book;

/* Finds out what the file is and which sheets it has. NULL after an error. */
struct sheet_book *sheet_open(const char *path, struct diag_list *d);
void sheet_close(struct sheet_book *b); /* NULL is allowed */
size_t sheet_count(const struct sheet_book *b);
const struct sheet_info *sheet_info(const struct sheet_book *b, size_t i);

/* Called with each row that holds something, in their order; false ends the reading. */
typedef bool sheet_row_fn(void *arg, const struct sheet_row *row);
/* Reads one sheet. False after an error; a reading that fn ended is none. */
bool sheet_rows(struct sheet_book *b, size_t i, sheet_row_fn *fn, void *arg, struct diag_list *d);

/* "AB12" for column 28, row 12; row 0: "AB" alone; column 0: "12" alone. */
void sheet_cell_name(unsigned column, unsigned row, char out[16]);

#endif
