/* xlsx_file.h - the file that libxlsxwriter writes; inside sheet/ only.
 * Purpose:   what those share that write workbooks: the file is made beside its name and moved there when it is whole, its numbers
 *            have points under every locale, and the library is not asked to do what it would complain of by itself. It is loaded
 *            for the first file: it brings libcrypto with it, whose symbols take a third of the start of a process.
 * Ownership: xlsx_file_open() gives the book, xlsx_file_close() takes it; between the two the thread's locale is ours.
 * Units:     texts in UTF-16 units, of which a cell holds XLSX_CELL_MOST.
 * Errors:    FILE_WRITE in the list, also where the library is not there; false. */
#ifndef SHEET_XLSX_FILE_H
#define SHEET_XLSX_FILE_H

#include <locale.h>
#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/diag.h"

#define XLSX_CELL_MOST 32767

/* The library's functions; xlsx_file_open() finds them. */
extern struct xlsx_calls {
#define XLSX_CALL(name) __typeof__(name) *name;
#include "sheet/xlsx_calls.def"
#undef XLSX_CALL
} xlsx;

struct xlsx_file {
    lxw_workbook *book;
    const char *path, *temp;
    locale_t own, before;
};

/* streamed: rows are written in their order and not kept. */
bool xlsx_file_open(struct xlsx_file *f, struct arena *a, const char *path, const char *title, bool streamed,
                    struct diag_list *d);
bool xlsx_file_close(struct xlsx_file *f, struct diag_list *d);
/* The same when something went wrong: nothing is left. */
void xlsx_file_drop(struct xlsx_file *f);
size_t xlsx_units(const char *s);
/* A4 across, the headings on every page: as wide as the page where that stays legible, else with the first columns on each page.
 * width: of all columns [characters]; heading: its row, from 0. */
void xlsx_page(lxw_worksheet *sheet, double width, lxw_row_t heading, lxw_col_t columns);

#endif
