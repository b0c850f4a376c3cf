/* keys.h - the numbers (序号) that the rows of a table have: each once, none left out.
 * Ownership: keys_new() gives, what it holds belongs to the arena that is given.
 * Units:     rows count from 1, as people see them.
 * Errors:    none; what is found is the caller's to say. */
#ifndef SHEET_KEYS_H
#define SHEET_KEYS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

struct keys;

struct keys *keys_new(struct arena *a);
/* Notes the number of a row; "" is none. 0: it is new, or none; else the row that has it already. */
unsigned keys_take(struct keys *k, const char *key, unsigned row);
/* The next row without a number, from `from` on, where others have one; false: none any more. from counts from 0 and moves on. */
bool keys_unnumbered(const struct keys *k, size_t *from, unsigned *row);
/* Which numbers are missing between the first and the last, "2、5–7"; false: none, or they are not whole numbers. */
bool keys_gaps(struct keys *k, struct buf *out);

#endif
