/* canonical.h - the canonical form of a plain document, written straight from its tree.
 * Purpose:   proposals have one namespace, said once, and elements, attributes and text: for these libxml2's way, which serves any
 *            document, takes as long as reading them.
 * Sources:   Canonical XML 1.0 without comments (W3C 2001).
 * Ownership: out is the caller's.
 * Errors:    false: the document has something else; out is of no use then. */
#ifndef XSLT_CANONICAL_H
#define XSLT_CANONICAL_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/buf.h"

bool canonical_put(struct buf *out, const struct _xmlDoc *doc);

#endif
