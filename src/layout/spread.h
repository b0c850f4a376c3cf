/* spread.h - labels spread to a width (sb:spread, 分散对齐): 姓　名 over three em.
 * Purpose:   on fo:block every line is spread over the width, which text-align places in the block; on fo:inline the
 *            content is one box of that width in the line, that a colon or a value can follow.
 * Ownership: as in inline_int.h.
 * Units:     mpt.
 * Errors:    a label wider than its width keeps its own and is reported; a width beyond the block's is cut and reported;
 *            objects that cannot be spread (blocks, footnotes, leaders) are set as usual and reported. */
#ifndef LAYOUT_SPREAD_H
#define LAYOUT_SPREAD_H

#include "layout/inline_int.h"

bool spread_given(const struct fo_node *n);
/* Where the block's lines stand, from where its content does: changes left and width. */
void spread_block(struct layout *l, const struct fo_node *block, mpt *left, mpt *width);
void spread_width_range(const struct fo_node *block, mpt *min, mpt *max);
/* The content of an fo:inline (which is the innermost open span) as one box; false: it is to be collected as usual. */
bool spread_inline(struct inl *b, struct fo_node *n);

#endif
