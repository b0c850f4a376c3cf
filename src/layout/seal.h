/* seal.h - signature areas with room for a seal (sb:seal): 单位（公章）、签字、年 月 日.
 * Purpose:   the block is at least as high as the seal's square; its text stands in the middle of it, where the seal goes over it.
 *            It is not divided and keeps to at least two lines of what stands before it, so that a seal never stands on a page
 *            of its own.
 * Ownership: areas in ctx->chunk.
 * Units:     mpt.
 * Errors:    a block narrower than the seal, and a square smaller than an official seal, are reported. */
#ifndef LAYOUT_SEAL_H
#define LAYOUT_SEAL_H

#include "layout/stack.h"

bool seal_given(const struct fo_node *n);
/* When the block has begun: it keeps to the lines before it. */
void seal_keep(struct stack *s);
/* The content of the block, whose edges are open: one box. */
void seal_layout(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f, mpt left, mpt width);

#endif
