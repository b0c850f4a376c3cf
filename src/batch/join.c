/* join.c - the tree of the largest part takes in copies of the others: what is in it already need not be copied. */
#include "batch/join.h"

#include <string.h>

#include "base/arena.h"
#include "xslt/xml.h"

static const char fo_uri[] = "http://www.w3.org/1999/XSL/Format";

struct joining {
    const xmlDocPtr *parts;
    size_t count, base; /* which of them */
    xmlNodePtr root;    /* of the base */
};

static xmlNodePtr first_child(const xmlNode *n, const char *name)
{
    xmlNodePtr child = n->children;
    while (child && !xml_is(child, fo_uri, name))
        child = child->next;
    return child;
}

/* Copies borrow the namespaces of the root where these mean the same. before: NULL for the end of the parent. */
static void put_copy(const struct joining *j, const xmlNode *n, xmlNodePtr parent, xmlNodePtr before)
{
    xmlNodePtr copy = xmlDocCopyNode((xmlNodePtr)n, j->root->doc, 1);
    if (!copy)
        base_die_oom();
    if (before)
        xmlAddPrevSibling(before, copy);
    else
        xmlAddChild(parent, copy);
}

/* The children of all elements of this name under one such element, which stands before `next`. */
static void merge(const struct joining *j, const char *name, xmlNodePtr next)
{
    xmlNodePtr into = first_child(j->root, name), own = into ? into->children : NULL;
    for (size_t i = 0; i < j->count; i++) {
        const xmlNode *from = i == j->base ? NULL : first_child(xmlDocGetRootElement(j->parts[i]), name);
        if (from && !into) {
            put_copy(j, from, j->root, next);
            into = first_child(j->root, name);
            continue;
        }
        for (const xmlNode *child = from ? from->children : NULL; child; child = child->next)
            put_copy(j, child, into, i < j->base ? own : NULL);
    }
}

static void add_pages(const struct joining *j, xmlNodePtr own)
{
    for (size_t i = 0; i < j->count; i++)
        for (const xmlNode *n = i == j->base ? NULL : xmlDocGetRootElement(j->parts[i])->children; n; n = n->next)
            if (xml_is(n, fo_uri, "page-sequence"))
                put_copy(j, n, j->root, i < j->base ? own : NULL);
}

/* Title and the like, and what holds for all pages: those of the first form. */
static void head_as_first(const struct joining *j, xmlNodePtr next)
{
    const xmlNode *first = xmlDocGetRootElement(j->parts[0]), *said = first_child(first, "declarations");
    xmlNodePtr own = first_child(j->root, "declarations");
    if (j->base == 0)
        return;
    xmlFreePropList(j->root->properties);
    j->root->properties = xmlCopyPropList(j->root, first->properties);
    if (own) {
        xmlUnlinkNode(own);
        xmlFreeNode(own);
    }
    if (said)
        put_copy(j, said, j->root, next);
}

static size_t size_of(const xmlNode *n)
{
    size_t size = 0;
    for (; n; n = n->next)
        size += 1 + (n->type == XML_ELEMENT_NODE ? size_of(n->children) : 0);
    return size;
}

static size_t largest(const xmlDocPtr *parts, size_t count)
{
    size_t found = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t size = size_of(parts[i]->children);
        found = size > most ? i : found;
        most = size > most ? size : most;
    }
    return found;
}

xmlDocPtr join_forms(xmlDocPtr *parts, size_t count)
{
    struct joining j = {.parts = parts, .count = count, .base = largest(parts, count)};
    xmlDocPtr doc = parts[j.base];
    j.root = xmlDocGetRootElement(doc);
    xmlNodePtr pages = first_child(j.root, "page-sequence"), marks = first_child(j.root, "bookmark-tree");
    merge(&j, "layout-master-set", j.root->children);
    head_as_first(&j, marks ? marks : pages);
    merge(&j, "bookmark-tree", pages);
    add_pages(&j, pages);
    parts[j.base] = NULL;
    return doc;
}
