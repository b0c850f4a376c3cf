/* labels_load.c - the schema's files are read, with what they include and redefine, and made one document. */
#include <libxml/schemasInternals.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "programme/labels_int.h"

static bool loaded(const struct labels *l, const char *path)
{
    for (size_t i = 0; i < l->n; i++)
        if (!strcmp((const char *)l->doc[i]->URL, path))
            return true;
    return false;
}

static bool load(struct labels *l, const char *path, const char *const *roots, struct diag_list *d);

/* href beside the file of n, as a path that is the same however it was reached; malloced, NULL when it is not there. */
static char *resolve(const xmlNode *n, const char *href)
{
    char *folder = file_folder((const char *)n->doc->URL);
    struct buf b = {0};
    buf_printf(&b, "%s/%s", folder, href);
    char *path = realpath(b.data, NULL);
    buf_free(&b);
    free(folder);
    return path;
}

/* What redefines a type takes its name; the type that it builds on is called NAME.redefined from here on. */
static void point_at(xmlNodePtr n, const char *from, const char *to)
{
    for (; n; n = n->next) {
        const char *base = is_xs(n, "extension") || is_xs(n, "restriction") ? local(prop(n, "base")) : NULL;
        if (base && !strcmp(base, from))
            xmlSetProp(n, (const xmlChar *)"base", (const xmlChar *)to);
        if (n->type == XML_ELEMENT_NODE)
            point_at(n->children, from, to);
    }
}

static bool redefine(struct labels *l, xmlNodePtr in, size_t from, struct diag_list *d)
{
    bool good = true;
    for (xmlNodePtr n = in->children, next; n; n = next) {
        next = n->next;
        if (n->type != XML_ELEMENT_NODE || is_xs(n, "annotation"))
            continue;
        xmlNodePtr old = labels_global(l, from, (const char *)n->name, prop(n, "name"));
        struct loc loc = {.file = (const char *)n->doc->URL, .line = xml_line(n)};
        if (!old) {
            diag(d, PACK_REDEFINE, &loc, prop(n, "name") ? prop(n, "name") : "");
            good = false;
            continue;
        }
        struct buf b = {0};
        buf_printf(&b, "%s.redefined", prop(n, "name"));
        point_at(n->children, prop(n, "name"), b.data);
        xmlSetProp(old, (const xmlChar *)"name", (const xmlChar *)b.data);
        buf_free(&b);
        xmlUnlinkNode(n);
        xmlAddNextSibling(in, n);
    }
    return good;
}

static bool load_includes(struct labels *l, const xmlNode *schema, const char *const *roots, struct diag_list *d)
{
    bool all = true;
    for (const xmlNode *n = schema->children; n; n = n->next) {
        const char *href = is_xs(n, "include") || is_xs(n, "redefine") ? prop(n, "schemaLocation") : NULL;
        struct loc loc = {.file = (const char *)n->doc->URL, .line = xml_line(n)};
        if (!href)
            continue;
        char *path = resolve(n, href);
        bool below = path && xml_below(path, roots);
        size_t from = l->n;
        bool good = below && load(l, path, roots, d) && (!is_xs(n, "redefine") || redefine(l, (xmlNodePtr)n, from, d));
        if (!below)
            diag(d, PACK_OUTSIDE, &loc, href);
        free(path);
        all = all && good;
    }
    return all;
}

static bool load(struct labels *l, const char *path, const char *const *roots, struct diag_list *d)
{
    struct loc loc = {.file = path};
    if (loaded(l, path))
        return true;
    if (l->n == MAX_SCHEMAS) {
        diag(d, PACK_SCHEMA, &loc, N_("too many schema files"));
        return false;
    }
    xmlDocPtr doc = xml_load(path, d);
    if (!doc)
        return false;
    l->doc[l->n++] = doc;
    const xmlNode *root = xmlDocGetRootElement(doc);
    loc.line = xml_line(root);
    if (!is_xs(root, "schema")) {
        diag(d, PACK_SCHEMA, &loc, N_("the root element is not xs:schema"));
        return false;
    }
    return load_includes(l, root, roots, d);
}

static void fix_programme(const struct labels *l, const char *id)
{
    xmlNodePtr a = (xmlNodePtr)labels_member(l, labels_global(l, 0, "element", "proposal"), "attribute", "programme");
    if (a && prop(a, "fixed"))
        xmlSetProp(a, (const xmlChar *)"fixed", (const xmlChar *)id);
}

struct labels *labels_load(const char *path, const char *id, const char *const *roots, struct diag_list *d)
{
    struct labels *l = xcalloc(1, sizeof *l);
    l->found = found_new();
    if (load(l, path, roots, d)) {
        fix_programme(l, id);
        return l;
    }
    labels_free(l);
    return NULL;
}

void labels_free(struct labels *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->n; i++)
        xml_free(l->doc[i]);
    xml_free(l->merged);
    found_free(l->found);
    free(l);
}

static const char *file_of(const xmlNode *n)
{
    while (n && !n->_private)
        n = n->parent;
    return n ? n->_private : NULL;
}

static void on_schema_error(void *ctx, xmlErrorPtr e)
{
    struct diag_list *d = ctx;
    const char *file = file_of(e->node);
    struct loc loc = {.file = file ? file : e->file, .line = e->line > 0 ? (unsigned)e->line : 0};
    char text[400];
    if (e->level < XML_ERR_ERROR)
        return;
    snprintf(text, sizeof text, "%.*s", (int)strcspn(e->message ? e->message : "", "\n"),
             e->message ? e->message : "");
    diag(d, PACK_SCHEMA, &loc, text);
}

/* Each copy remembers its file (_private), keeps its line, and has the prefixes of the root that it stood under. Of two
 * declarations the first file's counts. */
static void adopt(xmlDocPtr doc, const struct labels *l, const xmlDoc *from)
{
    xmlNodePtr root = xmlDocGetRootElement(doc), old = xmlDocGetRootElement((xmlDocPtr)from);
    for (xmlNodePtr n = old->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || is_xs(n, "include") || is_xs(n, "redefine"))
            continue;
        if (prop(n, "name") && labels_global(l, 0, (const char *)n->name, prop(n, "name"))->doc != from)
            continue;
        xmlNodePtr copy = xmlDocCopyNode(n, doc, 1);
        xmlAddChild(root, copy);
        copy->_private = (void *)(uintptr_t)from->URL;
        for (const xmlNs *ns = old->nsDef; ns; ns = ns->next)
            if (!xmlSearchNs(doc, copy, ns->prefix))
                xmlNewNs(copy, ns->href, ns->prefix);
    }
}

static xmlDocPtr merge(const struct labels *l)
{
    xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
    doc->URL = xmlStrdup(l->doc[0]->URL);
    xmlDocSetRootElement(doc, xmlDocCopyNode(xmlDocGetRootElement(l->doc[0]), doc, 2));
    for (size_t i = 0; i < l->n; i++)
        adopt(doc, l, l->doc[i]);
    return doc;
}

xmlDocPtr labels_document(struct labels *l)
{
    if (!l->merged)
        l->merged = merge(l);
    return l->merged;
}

xmlSchemaPtr labels_compile(struct labels *l, struct diag_list *d)
{
    struct loc loc = {.file = (const char *)l->doc[0]->URL};
    size_t before = diag_list_count(d);
    xmlSchemaParserCtxtPtr c = xmlSchemaNewDocParserCtxt(labels_document(l));
    if (!c)
        base_die_oom();
    xmlSchemaSetParserStructuredErrors(c, on_schema_error, d);
    xmlSetStructuredErrorFunc(d, on_schema_error);
    xmlSchemaPtr schema = xmlSchemaParse(c);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlSchemaFreeParserCtxt(c);
    if (!schema && diag_list_count(d) == before)
        diag(d, PACK_SCHEMA, &loc, N_("it cannot be compiled"));
    return schema;
}
