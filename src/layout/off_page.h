/* off_page.h - what a finished page holds beyond its own edges, where nobody sees it.
 * Purpose:   text, pictures and containers that indents, margins and positions of the document put there are told of.
 * Ownership: keeps what it told of in the layout's document arena.
 * Units:     mpt.
 * Errors:    CONTAINER_OFF_PAGE, OFF_PAGE: each block once, though static content comes back on each page. */
#ifndef LAYOUT_OFF_PAGE_H
#define LAYOUT_OFF_PAGE_H

#include "layout/ctx.h"

void off_page_report(struct layout *l, const struct area *page);

#endif
