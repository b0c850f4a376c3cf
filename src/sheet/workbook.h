/* workbook.h - the workbook of a programme: to be filled in, or filled with proposals. What import reads.
 * Purpose:   a main sheet with a row a proposal; a sheet for everything that stands repeated and is more than a line; a sheet of
 *            instructions; the lists behind the drop-downs. Headings are the schema's labels.
 * Ownership: records are lent until workbook_write() returns.
 * Errors:    FILE_WRITE when the file can't be written (nothing is left under its name); texts longer than a cell holds
 *            are SHEET_CELL_FULL. */
#ifndef SHEET_WORKBOOK_H
#define SHEET_WORKBOOK_H

#include "programme/programme.h"
#include "sheet/record.h"

/* Sheets beside the tables: instructions, and the hidden one behind the drop-downs. */
#define WORKBOOK_GUIDE "填写说明"
#define WORKBOOK_LISTS "清单"

/* A fact about a field for the note at its heading: the notice's sentences of rules that speak of it. In the arena. */
typedef const char *workbook_note(void *arg, struct arena *a, const struct field *f);

struct workbook_input {
    struct programme *programme;
    const struct record *const *records; /* none: one example row to be deleted */
    size_t n;
    workbook_note *note; /* NULL: none */
    void *arg;
};

bool workbook_write(const char *path, const struct workbook_input *in, struct diag_list *d);

#endif
