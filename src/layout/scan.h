/* scan.h - what a finished page holds besides ink: ids, markers, page numbers; and handing it to the device.
 * Ownership, units: as area.h. Errors: REF_DOUBLE; a device that failed sets l->failed. */
#ifndef LAYOUT_SCAN_H
#define LAYOUT_SCAN_H

#include "layout/ctx.h"

/* Registers the ids, markers and printed page numbers of a page's areas; lines that are set the other way round on even
 * pages are turned. */
void scan_page(struct layout *l, struct area *page, const char *label);
/* Has the page drawn (or, in a pass that has to be done again, doesn't) and dumps it when asked. */
void scan_draw(struct layout *l, const struct area *page);
/* The content of a slot. */
void scan_draw_slot(struct layout *l, unsigned slot, const struct area *content);

#endif
