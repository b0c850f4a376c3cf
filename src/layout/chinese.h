/* chinese.h - whether an object is set as Chinese forms want it or by the letter of XSL-FO.
 * Purpose:   where the two part, forms ask that nothing be lost (what is kept together and fits no page is cut, a long word is cut
 *            in its cell) and that every line be seen (thin borders are filled bands); the letter, by which Apache FOP goes too,
 *            lets kept content run off the page and words out of their cells, and hairlines are strokes. The object's own
 *            inherited properties decide, so it comes out alike whatever stands before it.
 * Ownership: none.
 * Units:     none.
 * Errors:    ctx->failed when a role of fonts is not filled (reported). */
#ifndef LAYOUT_CHINESE_H
#define LAYOUT_CHINESE_H

#include "layout/ctx.h"

/* Its language is Chinese, or its font-family names a family for Han, in whichever place. */
bool chinese_object(struct layout *l, const struct fo_node *n);

#endif
