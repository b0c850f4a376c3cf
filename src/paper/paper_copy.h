/* paper_copy.h - objects of a paper, put into another document as text.
 * Purpose:   whatever a page of the paper needs is handed over once, with the other document's numbers in its references.
 *            libqpdf only reads here: the objects of the other document never become its own.
 * Ownership: paper_copy_new() gives and borrows what it is given; paper_copy_free() takes, and leaves the paper open.
 * Errors:    false from paper_copy_rest(), once, for all that went before. */
#ifndef PAPER_PAPER_COPY_H
#define PAPER_PAPER_COPY_H

#include "paper/paper_qpdf.h"

struct paper_copy;

struct paper_copy *paper_copy_new(qpdf_data from, const struct paper_taker *to);
void paper_copy_free(struct paper_copy *c);
qpdf_data paper_copy_from(const struct paper_copy *c);
const struct paper_taker *paper_copy_to(const struct paper_copy *c);
/* The value, or a reference to it, which ends with white space or a delimiter. Pages and what holds them are null, as is what isn't there. */
void paper_copy_value(struct paper_copy *c, qpdf_oh value, struct buf *out);
/* Hands over all that was referred to, and what that refers to. */
bool paper_copy_rest(struct paper_copy *c);

#endif
