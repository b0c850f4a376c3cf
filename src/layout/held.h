/* held.h - pages that wait for the numbers they cite.
 * Purpose:   the number of a page that comes later is printed as a guess with as many digits as the page under way has
 *            (refs.h). Pages that show a guess, and those behind them, wait; when the cited place is reached and the digits
 *            are as wide as the guessed ones, they are put in and the pages are drawn. Then no second pass is needed, and
 *            what is drawn is what it would have drawn.
 * Ownership: areas, formatting objects and copies of markers of pages that wait stay alive: chunk.h gives nothing back.
 * Units:     none.
 * Errors:    none. A guess that was wrong, or more than HELD_PAGES that wait, ask for a second pass (l->need_pass). */
#ifndef LAYOUT_HELD_H
#define LAYOUT_HELD_H

#include "layout/ctx.h"

/* An area of a page-number citation was placed on the page that is being finished. */
void held_citation(struct layout *l, struct area *citation);
/* The page is finished: it is drawn now or later. */
void held_page(struct layout *l, struct area *page);
/* All pages are finished: what cites last pages is known too. What can't be known now asks for another pass. */
void held_finish(struct layout *l);
/* Does a page wait? */
bool held_any(const struct layout *l);

#endif
