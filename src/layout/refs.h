/* refs.h - ids and the pages they fall on.
 * Ownership: of the layout run; survives passes: what pass n found is what pass n + 1 reads.
 * Errors:    an unknown id is REF_UNKNOWN (reported in the final pass), a doubled one REF_DOUBLE. */
#ifndef LAYOUT_REFS_H
#define LAYOUT_REFS_H

#include <stdbool.h>

#include "layout/ctx.h"

/* Printed number of the first (or last) page of an id: of this pass when it is placed already, else of the pass before,
 * else NULL (and the pass is marked as not settled). */
const char *refs_page(struct layout *l, const char *id, bool last, const struct loc *loc);
/* Called when a mark is emitted on a page. */
void refs_place(struct layout *l, const char *id, const char *page_label, unsigned page, bool last,
                const struct loc *loc);
/* The number an fo:page-number prints: exact in static content; in a flow what the pass before saw, else a guess that
 * the page checks when the area is placed (a wrong guess makes the pass unsettled). */
const char *refs_page_number(struct layout *l, const struct fo_node *page_number);

#endif
