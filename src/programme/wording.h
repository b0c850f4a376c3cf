/* wording.h - messages for who has a form or a table before him and no XML.
 * Purpose:   rules name elements and attributes of the schema, because whoever writes the proposal as XML needs them. A notice of
 *            return goes to a unit, and findings on rows to whoever filled in a table: there the labels stand in their place.
 * Ownership: nothing is kept.
 * Errors:    none; a word that is no name of the schema stays as it is, and so does what the message quotes, unless it is a code that the form
 *            shows by its label.
 *            The schema can be read (programme_schema()). */
#ifndef PROGRAMME_WORDING_H
#define PROGRAMME_WORDING_H

#include "base/buf.h"
#include "programme/programme.h"

/* place: the label of what the message is about, which tells names apart that stand in several places; or NULL. */
void wording_plain(struct buf *out, struct programme *p, const char *text, const char *place);
/* Labels without the names that stand in brackets behind them. */
void wording_labels(struct buf *out, struct programme *p, const char *text);

#endif
