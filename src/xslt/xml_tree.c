/* xml_tree.c - asking trees, and building them. */
#include <libxml/xpath.h>
#include <stdio.h>

#include "base/arena.h"
#include "xslt/xml.h"

bool xml_is(const xmlNode *n, const char *ns, const char *name)
{
    return n && n->type == XML_ELEMENT_NODE && (!name || xmlStrEqual(n->name, (const xmlChar *)name)) &&
           (!ns || (n->ns && xmlStrEqual(n->ns->href, (const xmlChar *)ns)));
}

const xmlNode *xml_child(const xmlNode *parent, const char *name)
{
    const xmlNode *n = parent ? parent->children : NULL;
    while (n && !xml_is(n, NULL, name))
        n = n->next;
    return n;
}

const char *xml_attribute(const xmlNode *n, const char *name, const char *missing)
{
    const xmlAttr *a = n ? xmlHasNsProp((xmlNodePtr)n, (const xmlChar *)name, NULL) : NULL;
    if (!a)
        return missing;
    return a->children && a->children->content ? (const char *)a->children->content : "";
}

void xml_words(struct buf *b, size_t from, const xmlNode *n)
{
    xmlChar *text = n ? xmlNodeGetContent(n) : NULL;
    if (text)
        buf_words(b, from, (const char *)text);
    xmlFree(text);
}

const char *xml_words_in(struct arena *a, const xmlNode *n)
{
    xmlChar *text = n ? xmlNodeGetContent(n) : NULL;
    const char *out = buf_words_in(a, text ? (const char *)text : "");
    xmlFree(text);
    return out;
}

unsigned xml_line(const xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE && n->parent)
        n = n->parent;
    long line = n ? xmlGetLineNo(n) : 0;
    return line > 0 ? (unsigned)line : 0;
}

const char *xml_parent_name(const xmlNode *n)
{
    return xml_is(n->parent, NULL, NULL) ? (const char *)n->parent->name : "";
}

/* --- building --- */

xmlDocPtr xml_new(const char *ns, const char *prefix, const char *name)
{
    xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNodePtr root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)name, NULL) : NULL;
    xmlNsPtr declared = root ? xmlNewNs(root, (const xmlChar *)ns, (const xmlChar *)prefix) : NULL;
    if (!declared)
        base_die_oom();
    xmlSetNs(root, declared);
    xmlDocSetRootElement(doc, root);
    return doc;
}

xmlNodePtr xml_add(xmlNodePtr parent, const char *name, const char *text)
{
    xmlNodePtr n = xmlNewTextChild(parent, NULL, (const xmlChar *)name, text && *text ? (const xmlChar *)text : NULL);
    if (!n)
        base_die_oom();
    return n;
}

void xml_set(xmlNodePtr n, const char *name, const char *value)
{
    if (value && !xmlNewProp(n, (const xmlChar *)name, (const xmlChar *)value))
        base_die_oom();
}

void xml_set_number(xmlNodePtr n, const char *name, size_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", value);
    xml_set(n, name, text);
}

/* --- XPath --- */

static void be_quiet(void *ctx, xmlErrorPtr e)
{
    (void)ctx, (void)e;
}

xmlXPathContextPtr xml_xpath(xmlDocPtr doc)
{
    xmlXPathContextPtr c = xmlXPathNewContext(doc);
    if (!c)
        base_die_oom();
    c->error = be_quiet;
    return c;
}

bool xml_is_xpath(xmlXPathContextPtr c, const char *text)
{
    xmlXPathCompExprPtr e = xmlXPathCtxtCompile(c, (const xmlChar *)text);
    xmlXPathFreeCompExpr(e);
    return e != NULL;
}
