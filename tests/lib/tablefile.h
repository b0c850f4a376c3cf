/* tablefile.h - tables in every format that offices save them in, written row by row: for benchmarks and sample workbooks.
 * Purpose:   what Excel, WPS and LibreOffice would write, without them: the same cells in every format.
 * Ownership: tablefile_new() gives, tablefile_close() takes. Names and cells are lent for the call.
 * Errors:    the first one is kept; tablefile_close() is then false, and what is there is no table. */
#ifndef TESTS_TABLEFILE_H
#define TESTS_TABLEFILE_H

#include <stdbool.h>
#include <stddef.h>

enum tablefile_kind {
    TABLEFILE_XLSX,        /* with shared strings, as Excel and WPS write it */
    TABLEFILE_XLSX_INLINE, /* with the strings in the cells, as programs that export write it */
    TABLEFILE_ODS,
    TABLEFILE_FODS,
    TABLEFILE_XML2003,
    TABLEFILE_CSV_UTF8, /* with a byte order mark, as Excel wants it */
    TABLEFILE_CSV_GB18030,
    TABLEFILE_CSV_UTF16,
    TABLEFILE_RECORDS,
    TABLEFILE_KINDS
};

struct tablefile_cell {
    char type;        /* T text, N number, D date (the text is ISO), 0 empty */
    const char *text;
    unsigned across;  /* columns that it is merged over, 0 or 1: none; what it covers comes as empty cells */
};

struct tablefile;

/* "shared.xlsx" for TABLEFILE_XLSX and so on: a file name of its own for each kind. */
const char *tablefile_name(enum tablefile_kind kind);
/* CSV holds one sheet only, records no merged cells and no rows above the headings. */
bool tablefile_is_csv(enum tablefile_kind kind);
struct tablefile *tablefile_new(const char *path, enum tablefile_kind kind);
/* The sheet's first row is the headings of its records. */
void tablefile_sheet(struct tablefile *t, const char *name);
void tablefile_row(struct tablefile *t, const struct tablefile_cell *cells, size_t n);
bool tablefile_close(struct tablefile *t);

#endif
