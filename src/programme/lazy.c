#include "programme/lazy.h"

#include <stdbool.h>
#include <string.h>

#include "xslt/xml.h"

#define XSL_NS "http://www.w3.org/1999/XSL/Transform"

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-_.:", c)) || (unsigned char)c >= 0x80;
}

/* "$name", and no longer name. */
static bool speaks_of(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = text; (at = strchr(at, '$')); at++)
        if (strncmp(at + 1, name, n) == 0 && !is_name_byte(at[1 + n]))
            return true;
    return false;
}

static bool attributes_speak_of(const xmlNode *e, const char *name)
{
    for (const xmlAttr *a = e->properties; a; a = a->next)
        if (a->children && a->children->content && speaks_of((const char *)a->children->content, name))
            return true;
    return false;
}

/* The element or something in it; stylesheets from the compiler are not deep. */
static bool tree_speaks_of(const xmlNode *e, const char *name)
{
    if (e->type != XML_ELEMENT_NODE)
        return false;
    if (attributes_speak_of(e, name))
        return true;
    for (const xmlNode *c = e->children; c; c = c->next)
        if (tree_speaks_of(c, name))
            return true;
    return false;
}

static bool is_branch(const xmlNode *n)
{
    return xml_is(n, XSL_NS, "if");
}

/* Whether all that speaks of the variable stands in branches behind it. */
static bool only_in_branches(const xmlNode *variable, const char *name)
{
    for (const xmlNode *n = variable->next; n; n = n->next)
        if (is_branch(n) ? attributes_speak_of(n, name) : tree_speaks_of(n, name))
            return false;
    return true;
}

static xmlNodePtr copy(const xmlNode *variable)
{
    xmlNodePtr n = xmlNewDocNode(variable->doc, variable->ns, variable->name, NULL);
    n->line = variable->line;
    for (const xmlAttr *a = variable->properties; a; a = a->next)
        xmlNewProp(n, a->name, (const xmlChar *)xml_attribute(variable, (const char *)a->name, ""));
    return n;
}

static void sink(const xmlNode *variable, const char *name)
{
    for (xmlNodePtr n = variable->next; n; n = n->next)
        if (is_branch(n) && n->children && tree_speaks_of(n, name))
            xmlAddPrevSibling(n->children, copy(variable));
}

/* From the last variable to the first: one may be named by another that went before. */
static void sink_all(xmlNodePtr in)
{
    for (xmlNodePtr n = in->last, before; n; n = before) {
        before = n->prev;
        const char *name = xml_is(n, XSL_NS, "variable") ? xml_attribute(n, "name", NULL) : NULL;
        if (!name || !only_in_branches(n, name))
            continue;
        sink(n, name);
        xmlUnlinkNode(n);
        xmlFreeNode(n);
    }
    for (xmlNodePtr n = in->children; n; n = n->next)
        if (is_branch(n))
            sink_all(n);
}

void lazy_variables(xmlDocPtr style)
{
    for (xmlNodePtr t = xmlDocGetRootElement(style)->children; t; t = t->next)
        if (xml_is(t, XSL_NS, "template"))
            sink_all(t);
}
