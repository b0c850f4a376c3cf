/* outline.h - fo:bookmark-tree. Ownership: in ctx->doc. Errors: LINK_UNKNOWN for a bookmark without its place. */
#ifndef LAYOUT_OUTLINE_H
#define LAYOUT_OUTLINE_H

#include "layout/ctx.h"

struct outline;
struct outline *outline_read(struct layout *l, struct fo_node *bookmark_tree);
/* Hands the bookmarks to the device, once every page is drawn. */
bool outline_emit(struct layout *l, const struct outline *o);

#endif
