/* join.h - several FO documents made one.
 * Purpose:   the forms of a proposal in one file: masters, bookmarks and page sequences one after the other. Stylesheets
 *            give ids and master names a prefix of their form, so nothing has to be renamed.
 * Ownership: the result is the caller's, and is one of the parts, in whose place NULL stands then; the others stay as they are. */
#ifndef BATCH_JOIN_H
#define BATCH_JOIN_H

#include <libxml/tree.h>
#include <stddef.h>

xmlDocPtr join_forms(xmlDocPtr *parts, size_t count);

#endif
