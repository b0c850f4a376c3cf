/* decor.h - borders, padding and background of an object, resolved into an area_decor.
 * Ownership: decor_new() in ctx->chunk, decor_background() in ctx->doc; NULL when there is nothing to draw and nothing that
 *            takes room.
 * Units:     mpt; percentages of padding refer to the container's width (XSL 1.1 7.8.31).
 * Errors:    a background image that can't be read is reported by image_find(). */
#ifndef LAYOUT_DECOR_H
#define LAYOUT_DECOR_H

#include "layout/ctx.h"

/* What of a border and padding stays at a break (conditionality="retain"). */
mpt decor_kept(const struct fo_node *n, const struct area_decor *d, enum area_border_side side);
/* Border and padding of one edge; 0 without a decor. */
mpt decor_edge(const struct area_decor *d, enum area_border_side side);
/* The decor of a part that a break has cut off at this side: without what is not retained there. NULL stays NULL. */
const struct area_decor *decor_cut(struct layout *l, const struct fo_node *n, const struct area_decor *d,
                                   enum area_border_side side);
const struct area_decor *decor_new(struct layout *l, const struct fo_node *n, mpt container_ipd);
/* Background only (rows, bodies, regions, columns of a table); NULL: none. */
const struct area_decor *decor_background(struct layout *l, const struct fo_node *n);

#endif
