#include "xslt/literal.h"

#include <libxml/parserInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <libxslt/namespaces.h>
#include <libxslt/preproc.h>
#include <libxslt/templates.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "xslt/calls.h"

struct given { /* an attribute */
    xmlAttrPtr in;        /* of the stylesheet */
    const xmlChar *value; /* in the stylesheet's dictionary; NULL: a template of a value */
};

struct literal {
    xsltElemPreComp known; /* what libxslt knows of it; first */
    bool outermost;        /* stands in the template itself, so the template's namespaces are declared here */
    bool simple;           /* what stands in it are texts and instructions that can be run one by one */
    size_t count;
    struct given given[];
};

/* --- a run --- */

/* Names and values of the stylesheet are shared with what comes of it. */
static bool is_shared(const xsltTransformContext *t)
{
    return t->internalized && t->output->dict == t->dict;
}

static xmlNodePtr new_element(xsltTransformContextPtr t, xmlNodePtr in)
{
    xmlNodePtr n = xmlNewDocNodeEatName(t->output, NULL, (xmlChar *)(uintptr_t)in->name, NULL), parent = t->insert;
    if (!n)
        base_die_oom();
    n->line = in->line;
    xmlAddChild(parent, n);
    bool same = parent->type == XML_ELEMENT_NODE && parent->ns && xmlStrEqual(parent->ns->prefix, in->ns->prefix) &&
                xmlStrEqual(parent->ns->href, in->ns->href);
    n->ns = same ? parent->ns : xsltGetNamespace(t, in, in->ns, n);
    return n;
}

static void declare_inherited(const xsltTransformContext *t, xmlNodePtr n)
{
    for (int i = 0; t->templ && i < t->templ->inheritedNsNr; i++) {
        const xmlNs *ns = t->templ->inheritedNs[i], *known = xmlSearchNs(n->doc, n, ns->prefix);
        if (!known || !xmlStrEqual(known->href, ns->href))
            xmlNewNs(n, ns->href, ns->prefix);
    }
}

static xmlAttrPtr new_attribute(xmlNodePtr n, const xmlChar *name, xmlAttrPtr before)
{
    xmlAttrPtr a = xmlMalloc(sizeof *a);
    xmlNodePtr text = xmlNewText(NULL);
    if (!a || !text)
        base_die_oom();
    *a = (xmlAttr){.type = XML_ATTRIBUTE_NODE, .name = name, .children = text, .last = text, .parent = n, .prev = before, .doc = n->doc};
    text->parent = (xmlNodePtr)a;
    text->doc = n->doc;
    if (before)
        before->next = a;
    else
        n->properties = a;
    return a;
}

/* As xsltAttrListTemplateProcess() does it. */
static void give(xsltTransformContextPtr t, const struct literal *l, xmlNodePtr n)
{
    xmlAttrPtr last = NULL;
    for (const struct given *g = l->given; g < l->given + l->count; g++) {
        last = new_attribute(n, g->in->name, last);
        if (g->in->ns)
            last->ns = last->prev && g[-1].in->ns == g->in->ns ? last->prev->ns : xsltGetNamespace(t, g->in->parent, g->in->ns, n);
        last->children->content = g->value ? (xmlChar *)(uintptr_t)g->value : xsltEvalAVT(t, g->in->psvi, g->in->parent);
        if (last->children->content)
            continue;
        last->children->content = xmlStrdup(BAD_CAST "");
        xsltTransformError(t, NULL, g->in->parent, "the value of the attribute '%s' can't be told\n", g->in->name);
        return;
    }
}

/* As xsltApplySequenceConstructor() does it; it frees what these leave behind when the element is done. */
static void put_children(xsltTransformContextPtr t, xmlNodePtr node, xmlNodePtr in, xmlNodePtr n)
{
    for (xmlNodePtr c = in->children; c && t->state != XSLT_STATE_STOPPED; c = c->next) {
        const xsltElemPreComp *known = c->psvi;
        t->insert = n;
        t->inst = c;
        if (c->type == XML_TEXT_NODE)
            xsltCopyTextString(t, n, c->content, c->name == xmlStringTextNoenc);
        else
            known->func(t, node, c, c->psvi);
    }
}

static void put(xsltTransformContextPtr t, xmlNodePtr node, xmlNodePtr in, xsltElemPreCompPtr known)
{
    const struct literal *l = (const struct literal *)known;
    xmlNodePtr n;
    t->inst = in;
    n = new_element(t, in);
    if (l->outermost)
        declare_inherited(t, n);
    if (is_shared(t))
        give(t, l, n);
    else
        xsltAttrListTemplateProcess(t, n, in->properties);
    if (l->simple) {
        put_children(t, node, in, n);
        return;
    }
    t->insert = n;
    t->depth--; /* it is no call of a template */
    xsltApplyOneTemplate(t, node, in->children, NULL, NULL);
    t->depth++;
}

/* --- a stylesheet --- */

static bool is_plain_attribute(const xmlAttr *a)
{
    bool ours = !a->ns || (!xmlStrEqual(a->ns->href, XSLT_NAMESPACE) && !xmlStrEqual(a->ns->href, XML_XML_NAMESPACE));
    return ours && (!a->children || (a->children->type == XML_TEXT_NODE && !a->children->next));
}

static bool is_plain(const xmlNode *n)
{
    if (n->type != XML_ELEMENT_NODE || !n->ns || n->nsDef || n->psvi || calls_is(n, NULL))
        return false;
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (!is_plain_attribute(a))
            return false;
    return true;
}

static const xmlChar *shared(xsltStylesheetPtr style, const xmlChar *s)
{
    const xmlChar *in = xmlDictLookup(style->dict, s ? s : BAD_CAST "", -1);
    if (!in)
        base_die_oom();
    return in;
}

static void free_literal(xsltElemPreCompPtr known)
{
    free(known);
}

/* Variables and messages libxslt runs by itself. */
static bool is_simple(const xmlNode *n)
{
    const xsltElemPreComp *known = n->type == XML_ELEMENT_NODE ? n->psvi : NULL;
    return (n->type == XML_TEXT_NODE && n->content) || (known && n->psvi != xsltExtMarker && known->func);
}

static bool are_simple(const xmlNode *n)
{
    while (n && is_simple(n))
        n = n->next;
    return !n;
}

/* What stands in it is prepared. */
static void prepare(xsltStylesheetPtr style, xmlNodePtr n)
{
    size_t count = 0;
    for (const xmlAttr *a = n->properties; a; a = a->next)
        count++;
    struct literal *l = xcalloc(1, sizeof *l + count * sizeof *l->given);
    xsltInitElemPreComp(&l->known, style, n, put, free_literal);
    l->outermost = n->parent && calls_is(n->parent, "template");
    l->simple = are_simple(n->children);
    for (xmlAttrPtr a = n->properties; a; a = a->next)
        l->given[l->count++] = (struct given){a, a->psvi ? NULL : shared(style, a->children ? a->children->content : NULL)};
    n->psvi = l;
}

static bool owns_names(xsltStylesheetPtr style, const xmlNode *n)
{
    bool all = xmlDictOwns(style->dict, n->name) == 1;
    for (const xmlAttr *a = n->properties; a; a = a->next)
        all = all && xmlDictOwns(style->dict, a->name) == 1;
    return all;
}

static void prepare_below(xsltStylesheetPtr style, xmlNodePtr in)
{
    for (xmlNodePtr n = in ? in->children : NULL; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        prepare_below(style, n);
        if (is_plain(n) && owns_names(style, n))
            prepare(style, n);
    }
}

static void prepare_document(void *arg, xmlDocPtr doc)
{
    prepare_below(arg, xmlDocGetRootElement(doc));
}

void literal_prepare(xsltStylesheetPtr style)
{
    for (xsltStylesheetPtr s = style; s; s = xsltNextImport(s))
        if (s->nsAliases)
            return;
    calls_each(style, prepare_document, style);
}
