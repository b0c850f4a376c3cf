/* labels_int.h - what labels.c and labels_load.c share; nobody else includes it. */
#ifndef PROGRAMME_LABELS_INT_H
#define PROGRAMME_LABELS_INT_H

#include <string.h>

#include "programme/found.h"
#include "programme/labels.h"
#include "xslt/xml.h"

#define XS_NS "http://www.w3.org/2001/XMLSchema"
#define MAX_SCHEMAS 64

struct labels {
    xmlDocPtr doc[MAX_SCHEMAS]; /* the first is the pack's own */
    size_t n;
    struct found *found; /* of labels_member(); once all schemas are read */
    xmlDocPtr merged; /* what is compiled: all in one, since libxml2 finds no include below a folder with a space or Han */
};

static inline bool is_xs(const xmlNode *n, const char *name)
{
    return xml_is(n, XS_NS, name);
}

/* What is empty says nothing in a schema. */
static inline const char *prop(const xmlNode *n, const char *name)
{
    const char *value = xml_attribute(n, name, "");
    return *value ? value : NULL;
}

static inline const char *local(const char *qname)
{
    const char *colon = qname ? strchr(qname, ':') : NULL;
    return colon ? colon + 1 : qname;
}

/* The global declaration of a kind ("element", "complexType") and name: of the first file that has one, from a file on. NULL
 * when there is none, or no name. */
xmlNodePtr labels_global(const struct labels *l, size_t from, const char *kind, const char *name);

#endif
