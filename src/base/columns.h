/* columns.h - text in the columns of a terminal.
 * Purpose:   Han characters and full-width marks take two columns, combining marks none (Unicode UAX #11; ambiguous ones
 *            take one, as terminals have it).
 * Units:     columns; lengths in bytes. */
#ifndef BASE_COLUMNS_H
#define BASE_COLUMNS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* East_Asian_Width W or F (UAX #11). */
bool columns_is_wide(uint32_t cp);
size_t columns_of(const char *utf8, size_t n);
/* The text and blanks up to a width; a wider text stays whole. */
void columns_pad(struct buf *out, const char *text, size_t width);
/* How many bytes of the text fit into a width: up to a blank or between Han, no closing mark first on the next line; a word
 * that is wider alone is cut. At least one character. */
size_t columns_fit(const char *text, size_t n, size_t width);
/* The text in lines of a width; the lines behind the first begin with so many blanks. White space is one blank. Ends without
 * a newline. */
void columns_wrap(struct buf *out, const char *text, size_t indent, size_t width);

#endif
