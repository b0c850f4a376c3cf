/* source_tree.c - events from an xmlDoc in memory, one node a step, without recursion; parts that come one by one. */
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "fo/reader.h"

struct tree {
    xmlDocPtr doc;
    xmlNodePtr at;     /* to be visited; NULL: at the end */
    fo_next_part *next; /* NULL: the tree is all there is */
    void *ctx;
    xmlDocPtr part;     /* that is being read, in place of `place` */
    xmlNodePtr place;
    size_t parts;       /* that were asked for */
    struct event_attr *attrs;
    size_t attr_cap;
    xmlChar **owned;   /* attribute values that had to be put together */
    size_t owned_count;
};

/* The value of an attribute; entity references are left as nothing (the reader expands none). */
static struct fo_slice attribute_value(struct tree *t, xmlAttrPtr a)
{
    const xmlNode *c = a->children;
    if (!c)
        return (struct fo_slice){"", 0};
    if (!c->next && c->type == XML_TEXT_NODE && c->content)
        return (struct fo_slice){(const char *)c->content, strlen((const char *)c->content)};
    xmlChar *s = xmlNodeListGetString(t->doc, a->children, 0);
    if (!s)
        return (struct fo_slice){"", 0};
    t->owned = xrealloc(t->owned, (t->owned_count + 1) * sizeof *t->owned);
    t->owned[t->owned_count++] = s;
    return (struct fo_slice){(const char *)s, strlen((const char *)s)};
}

static void start(struct fo_reader *r, struct tree *t, xmlNodePtr n)
{
    size_t count = 0;
    for (xmlAttrPtr a = n->properties; a; a = a->next, count++) {
        if (count == t->attr_cap) {
            t->attr_cap = t->attr_cap ? t->attr_cap * 2 : 32;
            t->attrs = xrealloc(t->attrs, t->attr_cap * sizeof *t->attrs);
        }
        t->attrs[count] = (struct event_attr){a->ns ? (const char *)a->ns->href : NULL, (const char *)a->name,
                                              strlen((const char *)a->name), attribute_value(t, a)};
    }
    long line = xmlGetLineNo(n);
    build_start(r, n->ns ? (const char *)n->ns->href : NULL, (const char *)n->name, strlen((const char *)n->name), t->attrs,
                count, line > 0 ? (unsigned)line : 0);
    while (t->owned_count)
        xmlFree(t->owned[--t->owned_count]);
}

static xmlNodePtr after(struct fo_reader *r, struct tree *t, xmlNodePtr n);

/* The first node of the next part that has any; behind the last one, what follows their place. */
static xmlNodePtr next_part(struct fo_reader *r, struct tree *t)
{
    do {
        xmlFreeDoc(t->part);
        t->part = t->next(t->ctx, t->parts++);
    } while (t->part && !xmlDocGetRootElement(t->part)->children);
    if (t->part)
        return xmlDocGetRootElement(t->part)->children;
    xmlNodePtr place = t->place;
    t->place = NULL;
    if (diag_list_has(r->diag, DIAG_FATAL)) {
        build_fail(r);
        return NULL;
    }
    return place->next ? place->next : after(r, t, place->parent);
}

/* On from a node whose content is done: ends elements until there is a sibling. */
static xmlNodePtr after(struct fo_reader *r, struct tree *t, xmlNodePtr n)
{
    while (n && n != (xmlNodePtr)t->doc) {
        if (t->part && n == xmlDocGetRootElement(t->part))
            return next_part(r, t);
        if (n->type == XML_ELEMENT_NODE)
            build_end(r);
        if (n->next)
            return n->next;
        n = n->parent;
    }
    return NULL;
}

static bool is_place(const struct tree *t, const xmlNode *n)
{
    return t->next && !t->place && n->ns && strcmp((const char *)n->ns->href, FO_PARTS) == 0;
}

static bool step(struct fo_reader *r)
{
    struct tree *t = r->source;
    xmlNodePtr n = t->at;
    if (!n)
        return false;
    if (n->type == XML_ELEMENT_NODE && is_place(t, n)) {
        t->place = n;
        t->at = next_part(r, t);
        return !r->failed;
    }
    if (n->type == XML_ELEMENT_NODE) {
        start(r, t, n);
        t->at = n->children ? n->children : after(r, t, n);
        return true;
    }
    if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
        build_text(r, (const char *)n->content, strlen((const char *)n->content));
    else if (n->type == XML_ENTITY_REF_NODE) {
        struct loc loc = {.file = r->file};
        diag(r->diag, FO_SYNTAX_ENTITY, r->open ? &r->open->pub.loc : &loc, r->file);
        build_fail(r);
    }
    t->at = after(r, t, n);
    return true;
}

static bool rewind_tree(struct fo_reader *r)
{
    struct tree *t = r->source;
    xmlFreeDoc(t->part);
    t->part = NULL;
    t->place = NULL;
    t->parts = 0;
    t->at = xmlDocGetRootElement(t->doc);
    return true;
}

static void close_tree(struct fo_reader *r)
{
    struct tree *t = r->source;
    xmlFreeDoc(t->part);
    free(t->attrs);
    free(t->owned);
    free(t);
}

struct fo_reader *fo_open_parts(xmlDocPtr doc, const char *file, fo_next_part *next, void *ctx, struct diag_list *d)
{
    static const struct source_ops ops = {step, rewind_tree, close_tree};
    struct tree *t = xcalloc(1, sizeof *t);
    *t = (struct tree){.doc = doc, .at = xmlDocGetRootElement(doc), .next = next, .ctx = ctx};
    return reader_new(&ops, t, file, d);
}

struct fo_reader *fo_open_tree(xmlDocPtr doc, const char *file, struct diag_list *d)
{
    return fo_open_parts(doc, file, NULL, NULL, d);
}
