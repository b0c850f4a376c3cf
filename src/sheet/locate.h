/* locate.h - findings on a proposal that came from a row, told in the terms of the table.
 * Purpose:   a finding says where it is by XPath; whoever has the table before him wants the cell: that of the value, or the
 *            empty one where it is missing; of something that spreads over cells the first; else the row, that of a further
 *            sheet where the thing has one.
 * Ownership: a map is the caller's and needs neither row nor plan any more.
 * Errors:    none. */
#ifndef SHEET_LOCATE_H
#define SHEET_LOCATE_H

#include "sheet/import.h"

/* Where the row's values stand, for whoever judges its proposal later: malloced text. */
char *locate_map(const struct import_row *row);
/* The cell of one finding, malloced; NULL: it has no path. */
char *locate_finding(const char *map, const struct diag_record *r);
/* The lines of a map that are about these elements alone, for whoever keeps many: malloced. paths: XPaths as in findings, the
 * proposal's own first. */
char *locate_part(const char *map, const char *const *paths, size_t n);
/* Every finding at the place of the row (the name that its proposal was checked under) moves to its cell. What is found of a value
 * whose cell has an error in `cells` (the findings of the reading) is forgotten: it is only what follows from that. p: the programme
 * whose labels are said in place of its schema's names; NULL: the words stay. */
void locate_findings(const char *map, const char *place, struct programme *p, const struct diag_list *cells, struct diag_list *findings);

struct locate_cell {
    size_t sheet;
    unsigned column, row; /* column 0: the whole row */
};

/* "table.xlsx[sheet]!F12" or "table.xlsx[sheet]!12" in the workbook at that path. False: another place. */
bool locate_place(const struct sheet_book *book, const char *path, const char *place, struct locate_cell *out);

#endif
