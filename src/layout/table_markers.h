/* table_markers.h - fo:retrieve-table-marker (XSL 1.1 6.13.7): a header or footer is set again for each part of its table, with
 * what the rows of this part, and of parts before it, bear: "continued", totals carried over.
 * Ownership: in ctx->doc; markers that can still be retrieved are held at the FO reader.
 * Units:     none.
 * Errors:    none of its own. */
#ifndef LAYOUT_TABLE_MARKERS_H
#define LAYOUT_TABLE_MARKERS_H

#include "layout/ctx.h"

struct table_markers;

/* NULL: nothing in the header or footer (each may be NULL) retrieves any. */
struct table_markers *table_markers_new(struct layout *l, struct fo_node *header, struct fo_node *footer);
/* From here on (as l->table_markers) t is asked. measure: the part is not known yet; the longest content read so far stands for what
 * will be retrieved. Returns the one before, to be set again. */
struct table_markers *table_markers_use(struct layout *l, struct table_markers *t, bool measure);
/* What stands below n was read; true: some marker's content is longer than all before it. */
bool table_markers_read(struct layout *l, struct table_markers *t, struct fo_node *n);
/* A part of the table on the page under way; its rows' areas. */
void table_markers_part(struct layout *l, struct table_markers *t, const struct area *rows);
/* The table has ended: it retrieves nothing any more. */
void table_markers_end(struct layout *l, struct table_markers *t);
/* What retrieve asks for, or NULL. */
const struct fo_node *table_markers_find(const struct layout *l, const struct fo_node *retrieve);

#endif
