/* table_draw.h - what of a table falls on one page, between collecting and drawing it.
 * Ownership: ctx->chunk. Units: mpt; y from the top of the area it goes into. Errors: none. */
#ifndef LAYOUT_TABLE_DRAW_H
#define LAYOUT_TABLE_DRAW_H

#include "layout/table_int.h"

struct page_row {
    struct row_group *group;
    int row;
    mpt y, h;
    bool begun, cut; /* it began on an earlier page, goes on on a later one */
    bool artifact;   /* of a repeated header or footer */
};

struct page_cell {
    struct table_cell *cell;
    size_t row;         /* index of its first page_row */
    int from, to;       /* places of its content */
    bool starts, ends;
    mpt y, h;
    mpt before, after;  /* border, padding and half separation of this part */
    mpt gap_before, gap_after; /* half separation outside its border */
};

struct table_page {
    struct table *t;
    struct layout *l;
    struct area *into;
    mpt y;
    bool artifact, broken_before, broken_after;
    VEC(struct page_row) rows;
    VEC(struct page_cell) cells;
    size_t header_rows, footer_row; /* number of header rows; index of the first footer row */
};

/* Collapsed borders as strokes, neighbouring pieces of one look joined. */
void table_draw_borders(struct table_page *p);

#endif
