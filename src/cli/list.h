/* list.h - what list shows of a programme: as a table for people, as JSON with everything for programs. */
#ifndef CLI_LIST_H
#define CLI_LIST_H

#include "base/buf.h"
#include "base/i18n.h"
#include "programme/programme.h"

/* The directions as a table of at most 80 columns, two lines each or more: values, title. */
void list_table(struct buf *out, struct programme *p, const struct i18n *lang);
/* An object with all that programme.xml says: attributes and elements are members. What it may hold once is a string or an
 * object, everything else an array of objects; the text of an object is its member "text". Names are those of programme.xml. */
void list_json(struct buf *out, struct programme *p);

#endif
