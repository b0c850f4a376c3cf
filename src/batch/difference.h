/* difference.h - what differs between two proposals to one programme, field by field, in the form's own words.
 * Purpose:   fields are those of the schema; repeated ones are paired by their id, then by equal content, then by their order.
 *            Long texts are compared by their words and shown from the first difference on.
 * Ownership: what fn gets lives until it returns.
 * Errors:    none. */
#ifndef BATCH_DIFFERENCE_H
#define BATCH_DIFFERENCE_H

#include <libxml/tree.h>

#include "base/diag.h"
#include "programme/programme.h"

/* where: labels joined by " / ", （2） behind a repeated one. before or after is NULL where the field is not there. */
typedef void difference_fn(void *arg, const char *where, const char *before, const char *after);
/* How many there are; 0 also when the schema is broken (reported). */
size_t difference_find(struct programme *p, xmlDocPtr before, xmlDocPtr after, difference_fn *fn, void *arg, struct diag_list *d);

#endif
