/* region.h - the geometry of a page: where the regions of a simple-page-master lie, and how their content is turned.
 * Ownership: geometry in ctx->doc, areas in ctx->chunk.
 * Units:     mpt from the page's top left, of the page as it is printed.
 * Errors:    none; a rectangle that comes out negative is empty. */
#ifndef LAYOUT_REGION_H
#define LAYOUT_REGION_H

#include "layout/ctx.h"

enum region_kind { REGION_BODY, REGION_BEFORE, REGION_AFTER, REGION_START, REGION_END, REGION_COUNT };

struct region {
    const struct fo_node *node; /* NULL: the master has no such region */
    const char *name;           /* region-name */
    const struct area_decor *decor;
    mpt x, y, w, h;             /* border box */
    int turn;                   /* of the content: 0, 90, 180, 270 counter-clockwise, from the page's top */
    mpt cw, ch;                 /* content rectangle, along and across its own lines */
    int columns;
    mpt column_gap;
};

struct page_geometry {
    const struct fo_node *node; /* simple-page-master */
    mpt width, height;
    struct region region[REGION_COUNT];
};

struct page_geometry region_geometry(struct layout *l, struct fo_node *simple_page_master);
/* An empty area of a region; its children count from the content edge, along the content's own lines. */
struct area *region_area(struct layout *l, const struct region *g);

/* The value of reference-orientation: 0, 90, 180 or 270 (XSL 1.1 7.21.3; the negative ones count from the other end). */
int region_turn(const struct fo_node *n);
/* Is what goes beyond the edges of its content not painted (overflow, XSL 1.1 7.21.2)? */
bool region_clips(const struct fo_node *n);

#endif
