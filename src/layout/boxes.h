/* boxes.h - boxed digits (sb:boxes): one character a box, as for identity numbers and credit codes.
 * Purpose:   the content of an fo:inline in a row of square boxes of sb:box-size, each character in the middle of its own; boxes
 *            without a character are drawn empty. The row is one object of its line and is never broken.
 * Ownership: as in inline_int.h.
 * Units:     mpt.
 * Errors:    more characters than boxes get further boxes and are reported; boxes narrower than a character grow and are
 *            reported; objects that can't be boxed are set as usual and reported. */
#ifndef LAYOUT_BOXES_H
#define LAYOUT_BOXES_H

#include "layout/inline_int.h"

/* The content of an fo:inline (which is the innermost open span) as boxes; false: it is to be collected as usual. */
bool boxes_inline(struct inl *b, struct fo_node *n);

#endif
