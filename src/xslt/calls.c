#include "xslt/calls.h"

#include <libxml/uri.h>
#include <libxslt/imports.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "xslt/xml.h"

struct name {
    const xmlChar *local, *uri;
};

struct names {
    struct arena *arena;
    VEC(struct name) v;
};

/* A QName without a prefix is in no namespace. */
static struct name name_of(const struct names *all, const xmlNode *n)
{
    xmlChar *value = xmlGetNoNsProp((xmlNodePtr)n, (const xmlChar *)"name"), *prefix = NULL;
    xmlChar *local = value ? xmlSplitQName2(value, &prefix) : NULL;
    const xmlNs *ns = prefix ? xmlSearchNs(n->doc, (xmlNodePtr)n, prefix) : NULL;
    struct name out = {.uri = ns ? ns->href : NULL};
    const xmlChar *name = local ? local : value;
    out.local = name ? (const xmlChar *)arena_strdup(all->arena, (const char *)name) : NULL;
    xmlFree(value);
    xmlFree(prefix);
    xmlFree(local);
    return out;
}

static bool is_known(const struct names *all, struct name n)
{
    for (size_t i = 0; i < all->v.n; i++)
        if (xmlStrEqual(all->v.v[i].local, n.local) && xmlStrEqual(all->v.v[i].uri, n.uri))
            return true;
    return false;
}

bool calls_is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && IS_XSLT_ELEM(n) && (!name || IS_XSLT_NAME(n, name));
}

void calls_each(xsltStylesheetPtr style, void (*fn)(void *arg, xmlDocPtr doc), void *arg)
{
    for (xsltStylesheetPtr s = style; s; s = xsltNextImport(s)) {
        fn(arg, s->doc);
        for (const xsltDocument *i = s->docList; i; i = i->next)
            fn(arg, i->doc);
    }
}

static void collect(void *arg, xmlDocPtr doc)
{
    struct names *all = arg;
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next)
        if (calls_is(n, "template") && xmlHasProp((xmlNodePtr)n, (const xmlChar *)"name"))
            *VEC_PUSH(all->arena, &all->v) = name_of(all, n);
}

static void unknown(const xmlNode *n, const xmlChar *name, struct diag_list *d)
{
    char *file = xmlURIUnescapeString(n->doc->URL ? (const char *)n->doc->URL : "", 0, NULL);
    struct loc loc = {.file = file, .line = xml_line(n)};
    diag(d, XSLT_TEMPLATE, &loc, (const char *)name);
    xmlFree(file);
}

struct finding {
    const struct names *all;
    struct diag_list *d;
    bool good;
};

static void find_below(struct finding *f, const xmlNode *in)
{
    for (const xmlNode *n = in ? in->children : NULL; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        struct name name = calls_is(n, "call-template") ? name_of(f->all, n) : (struct name){0};
        if (name.local && !is_known(f->all, name)) {
            unknown(n, name.local, f->d);
            f->good = false;
        }
        find_below(f, n);
    }
}

static void find_unknown(void *arg, xmlDocPtr doc)
{
    find_below(arg, xmlDocGetRootElement(doc));
}

bool calls_known(xsltStylesheetPtr style, struct diag_list *d)
{
    struct names all = {.arena = arena_new()};
    struct finding f = {&all, d, true};
    calls_each(style, collect, &all);
    calls_each(style, find_unknown, &f);
    arena_free(all.arena);
    return f.good;
}

static unsigned line_in(const xmlDoc *doc, const xmlChar *uri)
{
    const xmlNode *root = xmlDocGetRootElement((xmlDocPtr)doc);
    unsigned line = 0;
    for (const xmlNode *n = root ? root->children : NULL; n && !line; n = n->next) {
        if (!calls_is(n, "import") && !calls_is(n, "include"))
            continue;
        xmlChar *href = xmlGetNoNsProp((xmlNodePtr)n, (const xmlChar *)"href");
        xmlChar *full = href ? xmlBuildURI(href, doc->URL) : NULL;
        line = xmlStrEqual(full, uri) ? xml_line(n) : 0;
        xmlFree(full);
        xmlFree(href);
    }
    return line;
}

unsigned calls_import_line(xsltStylesheetPtr style, const xmlChar *uri, const char **uri_of)
{
    unsigned line = style ? line_in(style->doc, uri) : 0;
    if (line)
        *uri_of = (const char *)style->doc->URL;
    for (const xsltDocument *i = style ? style->docList : NULL; i && !line; i = i->next)
        if ((line = line_in(i->doc, uri)))
            *uri_of = (const char *)i->doc->URL;
    return line;
}
