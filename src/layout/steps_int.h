/* steps_int.h - a cell's places and heights, shared by steps*.c only.
 * Units: mpt. Ownership, errors: as steps.h. */
#ifndef LAYOUT_STEPS_INT_H
#define LAYOUT_STEPS_INT_H

#include "layout/steps.h"

#define NEVER MPT_MAX /* no place lies there */

mpt steps_row_start(const struct steps *s, int row);
mpt steps_full_height(const struct steps_cell *c);
/* The content between two places; mostly all of it. */
static inline mpt steps_between(const struct steps_cell *c, int from, int to)
{
    return to <= from ? 0 : from == c->first && to == c->end ? c->full : stack_height(c->content, from, to);
}

/* Height from the group's start when the cell is cut at this place, less than NEVER. */
mpt steps_position(const struct steps *s, const struct steps_cell *c, int place);
int steps_penalty(const struct steps_cell *c, int place);
/* The next place from which the content may be broken, not counting those that a keep forbids. c->next caches that of
 * c->place: a long kept passage is walked once. */
int steps_next_legal(const struct steps_cell *c, int place);
/* What the cell still has to set after `place`, borders included. */
mpt steps_remaining(const struct steps *s, const struct steps_cell *c, int place);

#endif
