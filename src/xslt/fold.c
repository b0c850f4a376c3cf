#include "xslt/fold.h"

#include <libxslt/xsltutils.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "xslt/calls.h"
#include "xslt/xml.h"

#define BLANKS " \t\r\n"
#define MAX_USES 50 /* sets that use sets; a circle ends there */

/* --- texts --- */

/* The text that is all an element holds; NULL when it holds nothing or anything else. */
static const char *only_text(const xmlNode *n)
{
    const xmlNode *t = n->children;
    return t && !t->next && t->type == XML_TEXT_NODE ? (const char *)t->content : NULL;
}

static bool is_binding(const xmlNode *n)
{
    return calls_is(n, "with-param") || calls_is(n, "param") || calls_is(n, "variable");
}

/* Blanks alone are no text to a stylesheet; a literal of XPath can't have both quotes. */
static bool can_be_literal(const char *text)
{
    return text && text[strspn(text, BLANKS)] && !(strchr(text, '\'') && strchr(text, '"'));
}

static void make_literal(xmlNodePtr n, const char *text)
{
    struct buf b = {0};
    const char *quote = strchr(text, '\'') ? "\"" : "'";
    buf_printf(&b, "%s%s%s", quote, text, quote);
    xml_set(n, "select", b.data);
    buf_free(&b);
    xmlNodePtr t = n->children;
    xmlUnlinkNode(t);
    xmlFreeNode(t);
}

static void fold_below(xmlNodePtr in)
{
    for (xmlNodePtr n = in ? in->children : NULL; n; n = n->next) {
        if (is_binding(n) && !xmlHasProp(n, BAD_CAST "select") && can_be_literal(only_text(n)))
            make_literal(n, only_text(n));
        else if (n->type == XML_ELEMENT_NODE)
            fold_below(n);
    }
}

void fold_texts(xmlDocPtr doc)
{
    fold_below(xmlDocGetRootElement(doc));
}

/* --- attribute sets --- */

struct constant {
    const char *name, *value;
};

typedef VEC(struct constant) constants;

struct set {
    const char *name, *uses;
    const xmlNode *node;
    bool folds;
};

struct sets {
    struct arena *arena;
    VEC(struct set) v;
};

static struct set *find_set(const struct sets *all, const char *name, size_t n)
{
    for (size_t i = 0; i < all->v.n; i++)
        if (strncmp(all->v.v[i].name, name, n) == 0 && all->v.v[i].name[n] == '\0')
            return &all->v.v[i];
    return NULL;
}

static bool is_constant(const xmlNode *attribute)
{
    const char *name = xml_attribute(attribute, "name", "");
    return calls_is(attribute, "attribute") && *name && !strpbrk(name, "{:") && !xml_attribute(attribute, "namespace", NULL) &&
           (!attribute->children || only_text(attribute));
}

static bool has_before(const xmlNode *attribute)
{
    for (const xmlNode *n = attribute->prev; n; n = n->prev)
        if (n->type == XML_ELEMENT_NODE && strcmp(xml_attribute(n, "name", ""), xml_attribute(attribute, "name", "")) == 0)
            return true;
    return false;
}

/* Which of two values of one name counts depends on how libxslt comes to the set. */
static bool is_all_constant(const xmlNode *set)
{
    for (const xmlNode *n = set->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && (!is_constant(n) || has_before(n)))
            return false;
    return true;
}

/* A file that is imported on two ways defines its sets twice, which makes no difference. */
static bool is_same(const xmlNode *a, const xmlNode *b)
{
    return a->doc != b->doc && xmlStrEqual(a->doc->URL, b->doc->URL) && xml_line(a) == xml_line(b);
}

static void collect_sets(void *arg, xmlDocPtr doc)
{
    struct sets *all = arg;
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
        const char *name = calls_is(n, "attribute-set") ? xml_attribute(n, "name", "") : "";
        struct set *same = find_set(all, name, strlen(name));
        if (same)
            same->folds = same->folds && is_same(same->node, n);
        else if (*name)
            *VEC_PUSH(all->arena, &all->v) = (struct set){name, xml_attribute(n, "use-attribute-sets", ""), n,
                                                          !strchr(name, ':') && is_all_constant(n)};
    }
}

/* The order and the choice are libxslt's: what a set says itself comes before what it uses and wins (xsltMergeAttrSets()); of the sets
 * that an element uses, the last one's value wins, in the place of the first. */
static void put_constant(struct arena *a, constants *out, struct constant c, bool wins)
{
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->v[i].name, c.name) == 0) {
            out->v[i].value = wins ? c.value : out->v[i].value;
            return;
        }
    *VEC_PUSH(a, out) = c;
}

static bool put_sets(const struct sets *all, const char *names, constants *out, bool wins, unsigned depth);

static bool put_set(const struct sets *all, const struct set *s, constants *out, bool wins, unsigned depth)
{
    constants own = {0};
    if (!s || !s->folds || depth > MAX_USES)
        return false;
    for (const xmlNode *a = s->node->children; a; a = a->next)
        if (a->type == XML_ELEMENT_NODE)
            *VEC_PUSH(all->arena, &own) = (struct constant){xml_attribute(a, "name", ""), a->children ? only_text(a) : ""};
    if (!put_sets(all, s->uses, &own, false, depth + 1))
        return false;
    for (size_t i = 0; i < own.n; i++)
        put_constant(all->arena, out, own.v[i], wins);
    return true;
}

/* The attributes of the sets with these names; false: not all of them fold. */
static bool put_sets(const struct sets *all, const char *names, constants *out, bool wins, unsigned depth)
{
    for (names += strspn(names, BLANKS); *names; names += strspn(names, BLANKS)) {
        size_t n = strcspn(names, BLANKS);
        if (!put_set(all, find_set(all, names, n), out, wins, depth))
            return false;
        names += n;
    }
    return true;
}

static void append(xmlNodePtr n, xmlAttrPtr *last, xmlAttrPtr a)
{
    a->prev = *last;
    a->next = NULL;
    if (*last)
        (*last)->next = a;
    else
        n->properties = a;
    *last = a;
}

static xmlAttrPtr take(xmlAttrPtr *from, const char *name)
{
    for (xmlAttrPtr *a = from; *a; a = &(*a)->next)
        if (!(*a)->ns && strcmp((const char *)(*a)->name, name) == 0) {
            xmlAttrPtr found = *a;
            *a = found->next;
            return found;
        }
    return NULL;
}

/* libxslt shares a text of the stylesheet's dictionary with the result. */
static xmlAttrPtr make_attribute(xmlNodePtr n, const struct constant *c)
{
    xmlAttrPtr a = xmlNewDocProp(n->doc, BAD_CAST c->name, NULL);
    xmlNodePtr text = a ? xmlNewDocText(n->doc, NULL) : NULL;
    if (!text)
        base_die_oom();
    text->content = n->doc->dict ? (xmlChar *)(uintptr_t)xmlDictLookup(n->doc->dict, BAD_CAST c->value, -1) : xmlStrdup(BAD_CAST c->value);
    if (!text->content)
        base_die_oom();
    text->parent = (xmlNodePtr)a;
    a->children = a->last = text;
    a->parent = n;
    return a;
}

/* The sets' attributes come first, with the element's own value where it has one. */
static void give(xmlNodePtr n, const constants *c)
{
    xmlAttrPtr rest = n->properties, last = NULL;
    n->properties = NULL;
    for (size_t i = 0; i < c->n; i++) {
        xmlAttrPtr own = take(&rest, c->v[i].name);
        append(n, &last, own ? own : make_attribute(n, &c->v[i]));
    }
    while (rest) {
        xmlAttrPtr next = rest->next;
        append(n, &last, rest);
        rest = next;
    }
}

static void fold_uses(const struct sets *all, xmlNodePtr in)
{
    for (xmlNodePtr n = in ? in->children : NULL; n; n = n->next) {
        xmlAttrPtr uses = n->type == XML_ELEMENT_NODE && !calls_is(n, NULL)
                              ? xmlHasNsProp(n, BAD_CAST "use-attribute-sets", XSLT_NAMESPACE) : NULL;
        constants c = {0};
        if (uses && uses->children && put_sets(all, (const char *)uses->children->content, &c, true, 0)) {
            xmlRemoveProp(uses);
            give(n, &c);
        }
        if (n->type == XML_ELEMENT_NODE)
            fold_uses(all, n);
    }
}

static void fold_document(void *arg, xmlDocPtr doc)
{
    fold_uses(arg, xmlDocGetRootElement(doc));
}

void fold_sets(xsltStylesheetPtr style)
{
    struct sets all = {.arena = arena_new()};
    calls_each(style, collect_sets, &all);
    calls_each(style, fold_document, &all);
    arena_free(all.arena);
}
