/* refs.h - ids and the pages they fall on.
 * Ownership: of the layout run; survives passes: what pass n found is what pass n + 1 reads.
 * Errors:    an unknown id is REF_UNKNOWN, of a link LINK_UNKNOWN (reported in the final pass), a doubled one REF_DOUBLE. */
#ifndef LAYOUT_REFS_H
#define LAYOUT_REFS_H

#include <stdbool.h>

#include "layout/ctx.h"

/* Printed number of the first (or last) page of an id: of this pass when it is placed already, else of the pass before, else
 * in the first pass a guess, which held.h makes good, else NULL (and the pass is marked as not settled). */
const char *refs_page(struct layout *l, const char *id, bool last, const struct loc *loc);
/* The number, if this pass knows it by now. NULL: it doesn't. */
const char *refs_placed(struct layout *l, const char *id, bool last);
/* Did something print a guess for it in this pass? */
bool refs_guessed(struct layout *l, const char *id);
/* Called when a mark is emitted on a page. */
void refs_place(struct layout *l, const char *id, const char *page_label, bool last, const struct loc *loc);
/* The number an fo:page-number prints: exact in static content, and in a table's header or
 * footer that is set for its page; in a flow what the pass before saw, else a guess that
 * the page checks when the area is placed (a wrong guess makes the pass unsettled). */
const char *refs_page_number(struct layout *l, const struct fo_node *page_number);

/* An fo:page-number of a flow was placed on the page with this label. */
void refs_check_number(struct layout *l, const struct fo_node *page_number, const char *label);

/* Where a basic-link or bookmark leads (XSL 1.1 7.23.6, 7.23.8): to an object or to another document; both NULL: nowhere. */
struct refs_target { const char *id, *uri; };
struct refs_target refs_target(const struct fo_node *n);
/* Says that it leads nowhere, or that two destinations are given. */
void refs_check_target(struct layout *l, const struct fo_node *n);

/* A link leads to the id. */
void refs_link(struct layout *l, const char *id, const struct loc *loc);

/* --- for layout.c --- */
struct layout_refs *refs_new(void);
void refs_free(struct layout_refs *r);
/* A new pass begins: what was found becomes what is read. */
void refs_next_pass(struct layout_refs *r);
/* Every reference that was printed agrees with what this pass found. */
bool refs_settled(const struct layout_refs *r);
/* Unknown ids are reported from now on: everything is placed (late static content), or this is the last pass. */
void refs_all_placed(struct layout_refs *r);
/* When everything is placed: links whose id no object has, each id once. */
void refs_report_links(struct layout *l);
bool refs_known(const struct layout_refs *r, const char *id);

#endif
