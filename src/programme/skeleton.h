/* skeleton.h - a commented proposal of a direction, or a submission.xml, to fill in, made of what the pack says anyway.
 * Purpose:   elements, labels and values come from the schema, limits, fields and papers from programme.xml, the notice's
 *            sentences from rules.sch (which rules bind the direction, and where: bearing.h) and cases.txt. What `new` cannot
 *            know stands in the schema, as attributes of the namespace urn:shenbao:pack (shenbao-pack(5)) whose values are
 *            XPath 1.0, evaluated at the direction in programme.xml (prefix p):
 *                new-if       put in where this is true
 *                new-asked    "yes": put in where a rule that binds the direction is about it
 *                new-first    "yes": put into the first of such elements only
 *                new-each     an attribute: one element for each of its values
 *                new-values   those values, as nodes or as words; without it the enumeration's
 *                new-value    the value that is known already
 *                new-choices  nodes: what may be written, to be listed (and a workbook's choices)
 *                new-facts    nodes: what the notice says about it
 * Units:     comments are wrapped at 110 columns.
 * Errors:    those of the pack, PACK_XPATH with the schema's file and line; false. */
#ifndef PROGRAMME_SKELETON_H
#define PROGRAMME_SKELETON_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/i18n.h"
#include "programme/programme.h"

/* zh: the Chinese catalogue, for the comments. */
bool skeleton_write(struct programme *p, const struct programme_direction *direction, const struct i18n *zh, struct buf *out,
                    struct diag_list *d);

/* submission.xml of a programme; its settings are evaluated at the root of programme.xml. */
bool skeleton_submission(struct programme *p, const struct i18n *zh, struct buf *out, struct diag_list *d);

#endif
