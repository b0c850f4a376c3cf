/* vertical.h - labels set downwards in narrow cells (sb:vertical); see text/vertical.h for the characters.
 * Purpose:   the text of a cell or container in columns from right to left. As many columns stand side by side as the height
 *            asks for and the width has room for; only then does the label grow. The columns are as even as can be. They
 *            stand in the width by text-align, in the height by the cell's display-align; each block begins a column.
 * Ownership: areas in ctx->chunk.
 * Units:     mpt.
 * Errors:    a width that holds no column, objects other than text, and missing glyphs are reported. */
#ifndef LAYOUT_VERTICAL_H
#define LAYOUT_VERTICAL_H

#include "layout/stack.h"

bool vertical_given(const struct fo_node *n);
/* Width of one column: the largest type size below n. */
mpt vertical_width(struct layout *l, struct fo_node *n, unsigned depth);
/* Pushes the text below n as one box. height: what is there, -1: any. stated: the author gave it; otherwise columns hold at least
 * four characters. */
void vertical_layout(struct layout *l, struct stack *s, struct fo_node *n, mpt width, mpt height, bool stated);

#endif
