/* mask_tree.h - a proposal in which the numbers that name a person are unreadable (mask.h).
 * Purpose:   what a PDF carries, and prints if that is wanted, with --mask.
 * Ownership: mask_tree() gives a copy, freed by xml_free(); mask_bytes() appends the same as a file in UTF-8.
 *            A number of which half is bold is one; what stands in fields or cells beside each other are several.
 * Errors:    none. */
#ifndef BATCH_MASK_TREE_H
#define BATCH_MASK_TREE_H

#include <libxml/tree.h>

#include "base/buf.h"

xmlDocPtr mask_tree(xmlDocPtr doc);
void mask_bytes(struct buf *out, xmlDocPtr masked);

#endif
