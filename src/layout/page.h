/* page.h - page-sequences: page masters, filling pages and columns from the flow, footnotes, static content, drawing.
 * Purpose:   drains the flow's stack as it grows: whenever enough content stands behind the current page to judge its end, the
 *            page is cut (break.c), its static content set, drawn and forgotten.
 * Ownership: a page_run lives in ctx->doc while its page-sequence is laid out.
 * Units:     mpt.
 * Errors:    PAGE_* and FO_* diagnostics; content higher than any page is reported and overflows. */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "layout/stack.h"

/* Lays out one fo:page-sequence; page numbers go on from the last one. */
void page_sequence(struct layout *l, struct fo_node *sequence);
/* Printed number of the page under way, or of the one that comes next. */
const char *page_label(struct layout *l);
/* Width and height of the page under way (fixed containers). */
void page_extent(const struct layout *l, mpt *width, mpt *height);
/* Is the page under way (or the next) a right-hand one? For lines in a flow that is a guess: the page is cut later. */
bool page_is_odd(const struct layout *l);
/* Content width of the page's body across all its columns (footnotes). */
mpt page_body_width(const struct layout *l);
/* The greatest height that the body of a page of this page-sequence may have. */
mpt page_greatest_room(const struct layout *l);
/* So much wider was the column that the flow's content was laid out for first, before pages of other columns came: the content since
 * the last forced break, in Apache FOP. */
mpt page_laid_wider(const struct layout *l, const struct frame *f);
/* The flow goes on behind a forced break, laid out for the columns at hand first. */
void page_begin_section(struct layout *l, const struct stack *s);
/* A footnote's body, stacked where it is called at the width of the page's body. */
struct stack_footnote *page_note(struct layout *l, struct fo_node *body);
/* The page under way takes an area of a fixed block-container. */
void page_add_fixed(struct layout *l, struct area *a);
/* Has everything stopped so that the content of the flow is laid out again from inside this paragraph on? */
bool page_goes_on_with(const struct layout *l, const struct layout_resume *paragraph);
/* Does the span under way end before this child of a wrapper of the flow (XSL 1.1 7.21.4)? Then everything stops as above, and goes on
 * with the child in a span of its own. */
bool page_ends_span(struct layout *l, const struct stack *s, struct fo_node *n);
bool page_span_ended(const struct layout *l);
/* How much is wanted of content that is stacked on s by itself before it goes to the pages [mpt]: what lies behind is laid out again,
 * as the next page has columns of another width; within a list item it is as much as is wanted of that. 0: all, or layout can't begin
 * again wherever a page may end. */
mpt page_wanted(struct layout *l, const struct stack *s);
/* That was too little to end the page under way: content is laid out again from there, and all of it. */
void page_wants_all(struct layout *l);
/* After the last page-sequence: static content that waited for the total of pages. */
void page_finish_slots(struct layout *l);

#endif
