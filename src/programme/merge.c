#include "programme/merge.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "xslt/xml.h"

#define OFF "off"

static const char *value(const xmlNode *n, const char *name)
{
    const xmlAttr *a = xmlHasProp((xmlNodePtr)n, (const xmlChar *)name);
    if (!a)
        return NULL;
    return a->children && a->children->content ? (const char *)a->children->content : "";
}

/* forms before name: the name of a file is a pattern, not a key. */
const char *merge_key(const xmlNode *n)
{
    static const char *const keys[] = {"id", "forms", "name", "for", "of"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (value(n, keys[i]))
            return value(n, keys[i]);
    return NULL;
}

struct loc merge_loc(const xmlNode *n)
{
    struct loc loc = {.line = n ? xml_line(n) : 0};
    while (n && !n->_private)
        n = n->parent;
    loc.file = n && n->type == XML_ELEMENT_NODE ? n->_private : NULL;
    return loc;
}

static bool same_name(const xmlNode *a, const xmlNode *b)
{
    return a->type == XML_ELEMENT_NODE && b->type == XML_ELEMENT_NODE && xmlStrEqual(a->name, b->name);
}

static bool has_key(const xmlNode *n, const char *key)
{
    const char *own = merge_key(n);
    return own && key ? !strcmp(own, key) : own == key;
}

static bool meets(const xmlNode *a, const xmlNode *b)
{
    return same_name(a, b) && has_key(a, merge_key(b));
}

/* How many of the children meet n; *first gets the first one. */
static size_t count(const xmlNode *parent, const xmlNode *n, xmlNodePtr *first)
{
    const char *key = merge_key(n);
    size_t found = 0;
    *first = NULL;
    for (xmlNodePtr c = parent->children; c; c = c->next)
        if (same_name(c, n) && has_key(c, key) && !found++)
            *first = c;
    return found;
}

static bool is_off(const xmlNode *n)
{
    const char *off = value(n, OFF);
    return off && !strcmp(off, "yes");
}

static bool is_blank(const xmlNode *n)
{
    return n->type != XML_TEXT_NODE && n->type != XML_CDATA_SECTION_NODE ? true : xmlIsBlankNode(n);
}

static bool has_text(const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next)
        if (!is_blank(c))
            return true;
    return false;
}

static void tell(struct merge *m, const xmlNode *lower, const char *attribute, const char *before, const char *after)
{
    if (m->changed && strcmp(before ? before : "", after ? after : ""))
        m->changed(m->ctx, lower, attribute, before, after);
}

static bool may_add(struct merge *m, const xmlNode *parent, const xmlNode *upper, const char *attribute)
{
    bool good = !m->allowed || m->allowed(m->ctx, parent, upper, attribute);
    m->failed = m->failed || !good;
    return good;
}

static void tell_content(struct merge *m, const xmlNode *at, const xmlNode *before, const xmlNode *after)
{
    struct buf x = {0}, y = {0};
    xml_words(&x, 0, before);
    xml_words(&y, 0, after);
    tell(m, at, NULL, before && x.data ? x.data : before ? "" : NULL, after && y.data ? y.data : after ? "" : NULL);
    buf_free(&x);
    buf_free(&y);
}

static void nothing_there(struct merge *m, const xmlNode *upper, const char *what)
{
    struct loc loc = {.file = m->file, .line = xml_line(upper)};
    diag(m->d, MERGE_NOTHING, &loc, what);
    m->failed = true;
}

static void attributes(struct merge *m, xmlNodePtr lower, const xmlNode *upper)
{
    for (const xmlAttr *a = upper->properties; a; a = a->next) {
        const char *name = (const char *)a->name, *before = value(lower, name), *after = value(upper, name);
        if (a->ns || !strcmp(name, OFF))
            continue;
        if (!*after && !before) {
            nothing_there(m, upper, name);
            continue;
        }
        if (!before && !may_add(m, lower, upper, name))
            continue;
        tell(m, lower, name, before, *after ? after : NULL);
        if (*after)
            xmlSetProp(lower, a->name, (const xmlChar *)after);
        else
            xmlUnsetProp(lower, a->name);
    }
}

static xmlNodePtr copy_of(const struct merge *m, const xmlNode *n, xmlDocPtr doc)
{
    xmlNodePtr copy = xmlDocCopyNode((xmlNodePtr)n, doc, 1);
    copy->_private = (void *)(uintptr_t)m->file;
    return copy;
}

static void replace_content(struct merge *m, xmlNodePtr lower, const xmlNode *upper)
{
    tell_content(m, lower, lower, upper);
    for (xmlNodePtr c = lower->children, next; c; c = next) {
        next = c->next;
        xmlUnlinkNode(c);
        xmlFreeNode(c);
    }
    for (const xmlNode *c = upper->children; c; c = c->next)
        xmlAddChild(lower, copy_of(m, c, lower->doc));
}

static void take_away(struct merge *m, xmlNodePtr n)
{
    tell_content(m, n, n, NULL);
    xmlUnlinkNode(n);
    xmlFreeNode(n);
}

static void take_all_away(struct merge *m, xmlNodePtr parent, const xmlNode *like)
{
    for (xmlNodePtr c = parent->children, next; c; c = next) {
        next = c->next;
        if (meets(c, like))
            take_away(m, c);
    }
}

/* Behind the last sibling of its name, so that directions stay together. */
static void add(struct merge *m, xmlNodePtr parent, const xmlNode *n)
{
    xmlNodePtr last = NULL, copy;
    if (!may_add(m, parent, n, NULL))
        return;
    for (xmlNodePtr c = parent->children; c; c = c->next)
        if (same_name(c, n))
            last = c;
    copy = copy_of(m, n, parent->doc);
    copy = last ? xmlAddNextSibling(last, copy) : xmlAddChild(parent, copy);
    tell_content(m, copy, NULL, copy);
}

static void child(struct merge *m, xmlNodePtr lower, const xmlNode *upper, const xmlNode *n)
{
    xmlNodePtr mine, first;
    size_t there = count(lower, n, &mine), given = count(upper, n, &first);
    if (is_off(n) && !there)
        nothing_there(m, n, merge_key(n) ? merge_key(n) : (const char *)n->name);
    else if (is_off(n))
        take_all_away(m, lower, n);
    else if (there == 1 && given == 1)
        merge_over(m, mine, n);
    else if (first == n && there) {
        take_all_away(m, lower, n);
        add(m, lower, n);
    } else
        add(m, lower, n);
}

void merge_over(struct merge *m, xmlNodePtr lower, const xmlNode *upper)
{
    attributes(m, lower, upper);
    if (has_text(upper)) {
        replace_content(m, lower, upper);
        return;
    }
    for (const xmlNode *n = upper->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            child(m, lower, upper, n);
}
