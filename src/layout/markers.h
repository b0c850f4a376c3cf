/* markers.h - fo:marker and what retrieves it.
 * Purpose:   collects the markers of each page as areas are placed, answers retrieve-marker (XSL 1.1 6.13.6) and, asking
 *            table_markers.h, retrieve-table-marker.
 * Ownership: in ctx->doc; marker nodes belong to the FO reader, which is told which ones can still be retrieved. */
#ifndef LAYOUT_MARKERS_H
#define LAYOUT_MARKERS_H

#include "layout/ctx.h"

/* The content to set in place of an fo:retrieve-marker or -table-marker: a node of which the children are laid out, or NULL:
 * nothing qualifies. Static content is laid out when its page's body is complete. */
struct fo_node *markers_retrieve(struct layout *l, struct fo_node *retrieve);

/* An area that bears markers begins, ends on the page under way: see marker_set.h. */
void markers_start(struct layout *l, const struct fo_node *marker, bool first);
void markers_end(struct layout *l, const struct fo_node *marker, bool last);
/* The page under way is complete: its markers become the carried-over ones. */
void markers_end_page(struct layout *l);
void markers_end_sequence(struct layout *l);
/* What was retrieved since the last call was drawn: its copies go. */
void markers_drawn(struct layout *l);

/* --- static content that waits for the end of the document, when its page's markers are gone --- */
struct marker_record;
/* What is retrieved from here on is noted down. */
void markers_record(struct layout *l);
/* Has it asked for a marker since, whether one was found or not? */
bool markers_asked(struct layout *l);
/* Ends that. keep: it will be replayed, also that nothing was found; NULL: it will not, or no marker was asked for. */
struct marker_record *markers_recorded(struct layout *l, bool keep);
/* From here on, what was noted down is retrieved again; NULL ends that. */
void markers_replay(struct layout *l, struct marker_record *r);
/* It was drawn: nothing will retrieve it any more. */
void markers_forget(struct layout *l, struct marker_record *r);

#endif
