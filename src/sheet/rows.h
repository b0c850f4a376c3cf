/* rows.h - puts cells together to rows: numbering, repetition, merged areas. Private to sheet/.
 * Ownership: a struct rows lives for the reading of one sheet; rows_free() ends it. Texts of
 *            cells must live until rows_end(): they are made in rows_arena().
 * Errors:    SHEET_TOO_MANY_ROWS, SHEET_TOO_MANY_COLUMNS; rows_end() is then false, like after the end that fn wanted. */
#ifndef SHEET_ROWS_H
#define SHEET_ROWS_H

#include <stdbool.h>

#include "base/arena.h"
#include "sheet/sheet.h"

struct rows;

struct rows *rows_new(const char *path, const char *sheet, sheet_row_fn *fn, void *arg, struct diag_list *d);
void rows_free(struct rows *r);
/* Emptied when a row begins. */
struct arena *rows_arena(struct rows *r);
/* A row begins; number 0: behind the row before it. */
void rows_begin(struct rows *r, unsigned number, bool hidden);
/* A cell; column 0: behind the cell before it, be that merged or not. It fills `repeated` columns and, merged, the area of
 * `across` x `down` cells. */
struct rows_span {
    unsigned repeated, across, down;
};
void rows_cell(struct rows *r, unsigned column, const struct sheet_cell *cell, struct rows_span span);
/* The row ends and stands `repeated` times. False: no further row is wanted. */
bool rows_end(struct rows *r, unsigned repeated);
/* The n-th column that no merged area from a row above covers (writers that leave covered cells out count so). */
unsigned rows_uncovered(const struct rows *r, unsigned n);
/* Merged areas known beforehand. They need no order. */
void rows_merged(struct rows *r, unsigned column, unsigned row, unsigned across, unsigned down);
bool rows_failed(const struct rows *r);

#endif
