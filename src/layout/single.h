/* single.h - the content of an inline object set as one line of its own, to stand in another line as a box.
 * Purpose:   what sb:spread and sb:boxes share.
 * Ownership: the inner run in the outer one's scratch arena, its area in ctx->chunk.
 * Units:     mpt.
 * Errors:    content that can't stand in a box is reported, with the property that asks for one. */
#ifndef LAYOUT_SINGLE_H
#define LAYOUT_SINGLE_H

#include "layout/inline_int.h"

/* The content of n in one line (or none, when nothing is in it) over the width; NULL: there is what can't stand in a line of
 * its own, which is reported: then it is to be collected as usual. `why`: the property that asks for the line. */
struct inl *single_line(struct inl *b, struct fo_node *n, enum fo_prop why, mpt width, enum para_align align);
/* Puts the line of `inner` into b as a box of the width, higher than its type by `around` on both sides; its area, or NULL
 * when b is only measured. */
struct area *single_put(struct inl *b, struct fo_node *n, struct inl *inner, mpt width, mpt around);

#endif
