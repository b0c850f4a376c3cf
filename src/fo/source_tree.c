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
    xmlDocPtr part;     /* that is being read, in place of `place`; */
    struct packed *packed; /* or this one */
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
    build_start(r, &(struct start_tag){
        .ns = n->ns ? (const char *)n->ns->href : NULL, .name = (const char *)n->name, .name_len = strlen((const char *)n->name),
        .attrs = t->attrs, .count = count, .line = line > 0 ? (unsigned)line : 0,
    });
    while (t->owned_count)
        xmlFree(t->owned[--t->owned_count]);
}

static void drop_part(struct tree *t)
{
    xmlFreeDoc(t->part);
    packed_free(t->packed);
    t->part = NULL;
    t->packed = NULL;
}

static void after(struct fo_reader *r, struct tree *t, xmlNodePtr n);

/* Goes to the first node of the next part that has any; behind the last one, to what follows their place. */
static void next_part(struct fo_reader *r, struct tree *t)
{
    struct fo_part part = {0};
    drop_part(t);
    while (t->next(t->ctx, t->parts++, &part)) {
        if (part.packed) {
            t->packed = packed_new(part.packed, part.packed_n);
            return;
        }
        t->at = xmlDocGetRootElement(part.tree)->children;
        if (t->at) {
            t->part = part.tree;
            return;
        }
        xmlFreeDoc(part.tree);
    }
    xmlNodePtr place = t->place;
    t->place = NULL;
    if (diag_list_has(r->diag, DIAG_FATAL)) {
        build_fail(r);
        t->at = NULL;
    } else if (place->next) {
        t->at = place->next;
    } else {
        after(r, t, place->parent);
    }
}

/* On from a node whose content is done: ends elements until there is a sibling. */
static void after(struct fo_reader *r, struct tree *t, xmlNodePtr n)
{
    for (; n && n != (xmlNodePtr)t->doc; n = n->parent) {
        if (t->part && n == xmlDocGetRootElement(t->part)) {
            next_part(r, t);
            return;
        }
        if (n->type == XML_ELEMENT_NODE)
            build_end(r);
        if (n->next) {
            t->at = n->next;
            return;
        }
    }
    t->at = NULL;
}

static bool is_place(const struct tree *t, const xmlNode *n)
{
    return t->next && !t->place && n->ns && strcmp((const char *)n->ns->href, FO_PARTS) == 0;
}

void reader_refuse_entity(struct fo_reader *r)
{
    struct loc loc = {.file = r->file};
    diag(r->diag, FO_SYNTAX_ENTITY, r->open ? &r->open->pub.loc : &loc, r->file);
    build_fail(r);
}

static bool step(struct fo_reader *r)
{
    struct tree *t = r->source;
    xmlNodePtr n = t->at;
    if (t->packed) {
        if (!packed_step(r, t->packed) && !r->failed)
            next_part(r, t);
        return !r->failed;
    }
    if (!n)
        return false;
    if (n->type == XML_ELEMENT_NODE && is_place(t, n)) {
        t->place = n;
        next_part(r, t);
        return !r->failed;
    }
    if (n->type == XML_ELEMENT_NODE) {
        start(r, t, n);
        if (n->children)
            t->at = n->children;
        else
            after(r, t, n);
        return true;
    }
    if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
        build_text(r, (const char *)n->content, strlen((const char *)n->content));
    else if (n->type == XML_ENTITY_REF_NODE)
        reader_refuse_entity(r);
    after(r, t, n);
    return true;
}

static bool rewind_tree(struct fo_reader *r)
{
    struct tree *t = r->source;
    drop_part(t);
    t->place = NULL;
    t->parts = 0;
    t->at = xmlDocGetRootElement(t->doc);
    return true;
}

static void close_tree(struct fo_reader *r)
{
    struct tree *t = r->source;
    drop_part(t);
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
