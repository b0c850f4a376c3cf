/* markers.h - fo:marker and what retrieves it.
 * Purpose:   collects the markers of each page as areas are placed, answers retrieve-marker (XSL 1.1 6.13.6).
 * Ownership: entries in ctx->doc; marker nodes belong to the FO reader. */
#ifndef LAYOUT_MARKERS_H
#define LAYOUT_MARKERS_H

#include "layout/ctx.h"

/* The content to set in place of an fo:retrieve-marker: a node of which the children are laid out, or NULL: nothing
 * qualifies. Static content is laid out when its page's body is complete. */
struct fo_node *markers_retrieve(struct layout *l, struct fo_node *retrieve);

/* A marker is placed on the page under way. first, last: with the first / last area of its parent. */
void markers_place(struct layout *l, const struct fo_node *marker, bool first, bool last);
/* The page under way is complete: its markers become the carried-over ones. */
void markers_end_page(struct layout *l);
void markers_end_sequence(struct layout *l);

#endif
