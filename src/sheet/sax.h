/* sax.h - XML as events, for files too large for a tree. libxml2's push parser behind one thin place.
 * Ownership: names, attributes and text are lent for the call.
 * Errors:    SHEET_XML with the line; DOCTYPE is refused, nothing outside is ever read, entities are not expanded. */
#ifndef SHEET_SAX_H
#define SHEET_SAX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "sheet/stream.h"

struct sax_attributes {
    size_t n;
    const void *raw; /* libxml2's array of five pointers each */
};

struct sax_events {
    /* Each may be NULL. ns is the namespace name or "". */
    void (*start)(void *arg, const char *ns, const char *name, const struct sax_attributes *a);
    void (*end)(void *arg, const char *ns, const char *name);
    void (*text)(void *arg, const char *s, size_t n);
};

struct sax;

/* Reads s to its end or until sax_stop(); `part` names what is read in messages. False after an error. */
bool sax_run(struct stream *s, const char *part, const struct sax_events *events, void *arg, struct sax **handle,
             struct diag_list *d);
/* Ends the reading from within an event; not an error. */
void sax_stop(struct sax *handle);

/* The value of the attribute with that local name, its length in *n; NULL when it is missing. A name may be given with
 * its namespace where two share it ("" any). Entities are resolved by the parser. */
const char *sax_attribute(const struct sax_attributes *a, const char *ns, const char *name, size_t *n);
/* A copy of it, NUL-terminated; NULL when it is missing. */
char *sax_copy(struct arena *arena, const struct sax_attributes *a, const char *ns, const char *name);
bool sax_attribute_is(const struct sax_attributes *a, const char *name, const char *value);
/* A whole number from 1 to most; `missing` when the attribute is not there or is not one. */
unsigned sax_attribute_number(const struct sax_attributes *a, const char *name, unsigned most, unsigned missing);

#endif
