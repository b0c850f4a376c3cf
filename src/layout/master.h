/* master.h - page masters: which one the next page takes.
 * Ownership: in ctx->doc. Units: none of its own; see region.h.
 * Errors:    MASTER_* diagnostics: unknown references, a sequence that ran out (its last member goes on). */
#ifndef LAYOUT_MASTER_H
#define LAYOUT_MASTER_H

#include "layout/region.h"

struct masters; /* fo:layout-master-set */
struct masters *masters_new(struct layout *l, struct fo_node *layout_master_set);

bool masters_have_region(const struct masters *m, const char *region_name);

struct master_cursor; /* a page-sequence's way through its page-sequence-master */
/* NULL (reported) when master-reference names nothing. */
struct master_cursor *master_cursor_new(struct layout *l, struct masters *m, const struct fo_node *page_sequence);

/* Does a master wait for a page that is the only one? */
bool master_for_only(const struct master_cursor *c);

/* The greatest height that a page's body may have. */
mpt master_greatest_room(const struct master_cursor *c);

struct page_state {
    bool first, last, blank;
    bool only; /* first and last, and not passed over because the content does not fit on the master for such a page */
    unsigned number; /* odd or even */
};
/* The master of the next page. With `advance` the cursor moves on; without, it is only asked (what would a last page
 * look like?). */
const struct page_geometry *master_next(struct layout *l, struct master_cursor *c, const struct page_state *p, bool advance);
/* The master of a page with so many pages before it that are still to come. */
const struct page_geometry *master_ahead(struct layout *l, const struct master_cursor *c, const struct page_state *p, int before);

#endif
