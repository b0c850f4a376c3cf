/* record.h - one proposal put together field by field, and written as XML.
 * Purpose:   values come in the order of columns and sheets, a proposal wants the order of its schema.
 * Ownership: everything is made in the arena given.
 * Errors:    none here: values have been converted before. Empty values are not kept, nor elements that hold nothing. */
#ifndef SHEET_RECORD_H
#define SHEET_RECORD_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/buf.h"
#include "programme/fields.h"

struct record;

struct record *record_new(struct arena *a, const struct field *root);
/* A value of a field. index[d] says which of the repeated ones is meant at depth d (the root: 0), from 1 on; it is not looked
 * at where a field is not repeated. A value that is there already is replaced. */
void record_set(struct record *r, const struct field *f, const unsigned *index, const char *text);
/* Gives an attribute to every element that is there and has it not. */
void record_default(struct record *r, const struct field *attribute, const char *text);
/* How many of a repeated field there are (the greatest index) in the place that index says. */
unsigned record_count(const struct record *r, const struct field *f, const unsigned *index);
/* The values of a proposal's document. False: pictures or tables in rich text were left out. */
bool record_read(struct record *r, const xmlNode *proposal);
/* NULL when there is none. */
const char *record_get(const struct record *r, const struct field *f, const unsigned *index);
/* Is there any of this field, or of what lies below it? */
bool record_has(const struct record *r, const struct field *f);
/* The document: UTF-8, two spaces a level, elements and attributes in the order of the schema, repeated ones by their index
 * (gaps close). The same values give the same bytes. */
void record_write(const struct record *r, struct buf *out);

/* Every element of the document that is written, in its order, with its XPath by positions (each step as * with its
 * number, also where it is the only one) and which of the repeated ones on the way to it; both are lent. */
typedef void record_visit_fn(void *arg, const char *path, const struct field *f, const unsigned *index);
void record_walk(const struct record *r, record_visit_fn *fn, void *arg);

/* How deep a field lies: the root is 0. */
unsigned record_depth(const struct field *f);

#endif
