/* decimal.h - numbers of a table column that stand with their decimal points below each other (sb:decimal-align).
 * Purpose:   finds the point in a line of text, the place for it in a column, and moves lines there. With "auto" the place
 *            follows from the widest integer and fraction parts of the column's first DECIMAL_ROWS rows, so that a long table
 *            still streams; the numbers stand as a group at the column's end, or in its middle where text-align is center.
 * Ownership: the places live in the table; a cell's lines find theirs through fo_node.layout of the cell.
 * Units:     mpt; a place counts from the start edge of the cell's column.
 * Errors:    a number that has no room on one side of the point is moved into its cell and reported. */
#ifndef LAYOUT_DECIMAL_H
#define LAYOUT_DECIMAL_H

#include "layout/inline_int.h"

#define DECIMAL_ROWS 100

/* Index of the character at whose left edge the point stands: the decimal point, else behind the number's last digit, else
 * behind everything. *number: there is a number. Signs, separators of thousands and full-width digits belong to a number. */
size_t decimal_find(const uint32_t *cps, size_t n, bool *number);

/* Width of a line before and behind its point. */
struct decimal_extent { mpt before, after; bool number; };
struct decimal_extent decimal_measure(const struct para_line *line);

/* A cell's place for the point, in its own content's coordinates; false: none. */
struct decimal_place { mpt x; };
const struct decimal_place *decimal_place_of(const struct fo_node *block);
/* A copy of the line, moved to the place. */
struct para_line decimal_line(struct inl *b, const struct para_line *line, const struct decimal_place *at);

#endif
