/* table_markers.h - fo:retrieve-table-marker (XSL 1.1 6.13.7): a header or footer is set again for each part of its table, with
 * what the rows of this part, and of parts before it, bear: "continued", totals carried over.
 * Ownership: in ctx->doc; markers that can still be retrieved are held at the FO reader.
 * Units:     none.
 * Errors:    none of its own. */
#ifndef LAYOUT_TABLE_MARKERS_H
#define LAYOUT_TABLE_MARKERS_H

#include "layout/ctx.h"

struct table_markers;

/* Is there a fo:retrieve-table-marker below top (which may be NULL)? */
bool table_markers_asked(struct layout *l, struct fo_node *top);
struct table_markers *table_markers_new(struct layout *l);
enum table_markers_what {
    TABLE_MARKERS_FOUND,   /* what the part under way, or those before it, have */
    TABLE_MARKERS_LONGEST, /* the part is not known yet: of what was read so far that with the longest text, */
    TABLE_MARKERS_FULLEST, /* or that with the most objects (blocks, which may be higher than a longer text), */
    TABLE_MARKERS_LARGEST  /* or that with the largest type */
};
/* From here on (as l->table_markers) t is asked. Returns the one before, to be set again. */
struct table_markers *table_markers_use(struct layout *l, struct table_markers *t, enum table_markers_what what);
/* What stands below n was read; true: some marker's content is longer, or fuller, than all before it. */
bool table_markers_read(struct layout *l, struct table_markers *t, struct fo_node *n);
/* The longest ones are the fullest (largest) too. */
bool table_markers_told(const struct table_markers *t, enum table_markers_what what);
/* A part of the table on the page under way; its rows' areas. */
void table_markers_part(struct layout *l, struct table_markers *t, const struct area *rows);
/* The table has ended: it retrieves nothing any more. */
void table_markers_end(struct layout *l, struct table_markers *t);
/* What retrieve asks for, or NULL. */
const struct fo_node *table_markers_find(const struct layout *l, const struct fo_node *retrieve);

#endif
