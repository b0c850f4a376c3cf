#include "batch/join.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "xslt/xml.h"

static const char fo_uri[] = "http://www.w3.org/1999/XSL/Format";

/* Nodes borrow the namespaces of the new root where these mean the same. */
static void append_copy(xmlNodePtr parent, xmlNodePtr n)
{
    xmlNodePtr copy = xmlDocCopyNode(n, parent->doc, 1);
    if (!copy)
        base_die_oom();
    xmlAddChild(parent, copy);
}

static void append_all(xmlNodePtr root, const xmlDocPtr *parts, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        for (xmlNodePtr n = xmlDocGetRootElement(parts[i])->children; n; n = n->next)
            if (xml_is(n, fo_uri, name))
                append_copy(root, n);
}

/* The children of all elements of this name under one such element. */
static void merge(xmlNodePtr root, const xmlDocPtr *parts, size_t count, const char *name)
{
    xmlNodePtr into = NULL;
    for (size_t i = 0; i < count; i++)
        for (xmlNodePtr n = xmlDocGetRootElement(parts[i])->children; n; n = n->next) {
            if (!xml_is(n, fo_uri, name))
                continue;
            if (!into) {
                append_copy(root, n);
                into = root->last;
                continue;
            }
            for (xmlNodePtr child = n->children; child; child = child->next)
                append_copy(into, child);
        }
}

xmlDocPtr join_forms(const xmlDocPtr *parts, size_t count)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr root = doc ? xmlDocCopyNode(xmlDocGetRootElement(parts[0]), doc, 2) : NULL;
    if (!root)
        base_die_oom();
    xmlDocSetRootElement(doc, root);
    merge(root, parts, count, "layout-master-set");
    append_all(root, parts, 1, "declarations"); /* title and the like: those of the first form */
    merge(root, parts, count, "bookmark-tree");
    append_all(root, parts, count, "page-sequence");
    return doc;
}
