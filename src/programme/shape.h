/* shape.h - the values of programme.xml that the program, its rules and forms know; a row each in shape.def.
 * Purpose:   a site may set these also where the pack states none; audit judges their kind; diff and opinions call them by
 *            name; shenbao-pack(5) is written from them. A pack may have further elements, which its own rules and forms
 *            read: they are merged and compared like these, and called by their element's name. */
#ifndef PROGRAMME_SHAPE_H
#define PROGRAMME_SHAPE_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

enum shape_kind {
    SHAPE_TEXT,
    SHAPE_NUMBER,
    SHAPE_DATE, /* a date or date-time of ISO 8601 */
    SHAPE_YESNO,
    SHAPE_PART  /* an element that holds others */
};

struct shape {
    const char *parent;    /* "direction", "programme", "*" for any */
    const char *element;
    const char *attribute; /* "" for the element itself */
    enum shape_kind kind;
    const char *name;      /* msgid */
};

/* NULL when it is not known. attribute may be NULL for the element itself. */
const struct shape *shape_find(const char *parent, const char *element, const char *attribute);
/* The same of an element that stands in a tree. */
const struct shape *shape_of(const xmlNode *n, const char *attribute);

#endif
