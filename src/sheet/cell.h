/* cell.h - gathers the text of one cell from XML events. Private to sheet/'s XML readers.
 * Ownership: the text is a buf of the reader's, reused from cell to cell. */
#ifndef SHEET_CELL_H
#define SHEET_CELL_H

#include "base/arena.h"
#include "base/buf.h"
#include "sheet/sheet.h"

/* Adds text, at most LIMIT_SHEET_CELL bytes; what is beyond makes *over true. */
void cell_text(struct buf *b, const char *s, size_t n, bool *over);
/* Line ends of all kinds become one newline; the copy is made in the arena. */
const char *cell_copy(struct arena *a, const struct buf *b);
/* What a formula shows that came to no value: #N/A, #DIV/0!, Err:502 ... */
bool cell_is_error(const char *text);
/* A stored number under a kind of number format. Empty text is no cell; what is not a number is an error cell. */
struct sheet_cell cell_number(struct arena *a, const char *s, size_t n, unsigned kind, bool epoch1904);

#endif
