/* inline.h - a run of inline-level children of a block, broken into lines.
 * Purpose:   collects text and inline objects (white-space treatment across element borders, XSL 1.1 7.17), has text/para
 *            break them, builds line areas (baselines, shifts, line-height, decorations, links, leaders, images,
 *            page numbers, footnote calls) and pushes them with their orphans/widows break places.
 * Ownership: line areas in ctx->chunk.
 * Units:     mpt.
 * Errors:    overfull lines, missing glyphs and images are reported with the proposal's place. */
#ifndef LAYOUT_INLINE_H
#define LAYOUT_INLINE_H

#include "layout/stack.h"

/* The inline-level children of `block` from `first` on; *end becomes what stands behind them. left, width: the
 * block's content edges in the reference area. first_run: text-indent applies. from: the unit of the first paragraph with
 * which its lines begin; 0: all of them.
 * A block-level object inside an inline (fo:block in fo:inline, in basic-link, wrapper) interrupts the lines and goes
 * through layout_block_level(). Returns false when nothing was pushed (white space only). */
bool inline_layout(struct layout *l, struct stack *s, struct fo_node *block, struct fo_node *first,
                   struct fo_node **end, mpt left, mpt width, bool first_run, size_t from);

/* Frees what is kept of a paragraph beyond LIMIT_PARA_TOTAL_FIT while it is laid out again for a page of another width, so
 * that it is not read and shaped anew for each page. */
void inline_forget(struct layout *l);
/* Where a run of lines ends that is kept; false: it isn't, so nobody knows. */
bool inline_run_end(const struct layout *l, const struct fo_node *first, struct fo_node **end);

/* Is this child inline-level (text, inline, character, graphics, leader, page-number ..., wrapper with inline content)? */
bool inline_is(const struct fo_node *n);

/* linefeed-treatment, white-space-collapse and white-space-treatment apply to fo:block alone (XSL 1.1 6.5.2): the block whose
 * values hold for text in n, which inlines in between hand on to blocks inside them only. */
const struct fo_node *inline_spaces_of(const struct fo_node *n);

/* Narrowest and widest content of the inline children, for table-layout="auto". */
void inline_width_range(struct layout *l, struct fo_node *block, mpt *min, mpt *max);

/* The widest parts before and behind the decimal point among the numbers in its lines, nothing broken (decimal.h). */
struct decimal_extent;
void inline_decimal_extent(struct layout *l, struct fo_node *block, struct decimal_extent *out);

#endif
