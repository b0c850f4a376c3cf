#include "programme/labels.h"

#include <libxml/schemasInternals.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "programme/found.h"
#include "programme/programme.h"
#include "xslt/xml.h"

#define XS_NS "http://www.w3.org/2001/XMLSchema"
#define MAX_SCHEMAS 64

struct labels {
    xmlDocPtr doc[MAX_SCHEMAS]; /* the first is the pack's own */
    size_t n;
    struct found *found; /* of member(); once all schemas are read */
    xmlDocPtr merged; /* what is compiled: all in one, since libxml2 finds no include below a folder with a space or Han */
};

static bool is_xs(const xmlNode *n, const char *name)
{
    return xml_is(n, XS_NS, name);
}

/* What is empty says nothing in a schema. */
static const char *prop(const xmlNode *n, const char *name)
{
    const char *value = xml_attribute(n, name, "");
    return *value ? value : NULL;
}

static const char *local(const char *qname)
{
    const char *colon = qname ? strchr(qname, ':') : NULL;
    return colon ? colon + 1 : qname;
}

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

static xmlNodePtr global_from(const struct labels *l, size_t from, const char *kind, const char *name)
{
    for (size_t i = from; name && i < l->n; i++)
        for (xmlNodePtr n = xmlDocGetRootElement(l->doc[i])->children; n; n = n->next)
            if (is_xs(n, kind) && prop(n, "name") && !strcmp(prop(n, "name"), name))
                return n;
    return NULL;
}

static const xmlNode *global(const struct labels *l, const char *kind, const char *name)
{
    return global_from(l, 0, kind, name);
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
        xmlNodePtr old = global_from(l, from, (const char *)n->name, prop(n, "name"));
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

static const xmlNode *member(const struct labels *l, const xmlNode *declaration, const char *kind, const char *name);

static void fix_programme(const struct labels *l, const char *id)
{
    xmlNodePtr a = (xmlNodePtr)member(l, global(l, "element", "proposal"), "attribute", "programme");
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
        if (prop(n, "name") && global(l, (const char *)n->name, prop(n, "name"))->doc != from)
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

/* finding declarations */

static const xmlNode *find_type(const struct labels *l, const xmlNode *declaration)
{
    const char *name = local(prop(declaration, "type"));
    for (const xmlNode *n = declaration->children; n && !name; n = n->next)
        if (is_xs(n, "complexType") || is_xs(n, "simpleType"))
            return n;
    const xmlNode *t = global(l, "complexType", name);
    return t ? t : global(l, "simpleType", name);
}

static const xmlNode *type_of(const struct labels *l, const xmlNode *declaration)
{
    const xmlNode *type;
    if (!found_get(l->found, declaration, "type", "", &type))
        found_put(l->found, declaration, "type", "", type = find_type(l, declaration));
    return type;
}

static const xmlNode *particle(const struct labels *l, const xmlNode *in, const char *kind, const char *name,
                               unsigned depth);

static const xmlNode *match(const struct labels *l, const xmlNode *n, const char *kind, const char *name, unsigned depth)
{
    const char *own = prop(n, "name"), *ref = local(prop(n, "ref"));
    if (is_xs(n, kind)) {
        if (own && !strcmp(own, name))
            return n;
        return ref && !strcmp(ref, name) ? global(l, kind, name) : NULL;
    }
    if (is_xs(n, "group") || is_xs(n, "attributeGroup")) {
        const xmlNode *g = global(l, (const char *)n->name, ref);
        return g ? particle(l, g, kind, name, depth + 1) : NULL;
    }
    if (is_xs(n, "extension") || is_xs(n, "restriction")) {
        const xmlNode *base = global(l, "complexType", local(prop(n, "base")));
        const xmlNode *found = particle(l, n, kind, name, depth + 1);
        return found || !base ? found : particle(l, base, kind, name, depth + 1);
    }
    if (is_xs(n, "sequence") || is_xs(n, "choice") || is_xs(n, "all") || is_xs(n, "complexContent") ||
        is_xs(n, "simpleContent"))
        return particle(l, n, kind, name, depth + 1);
    return NULL;
}

/* The declaration of that name among what a content model can hold. */
static const xmlNode *particle(const struct labels *l, const xmlNode *in, const char *kind, const char *name,
                               unsigned depth)
{
    for (const xmlNode *n = depth < 50 ? in->children : NULL; n; n = n->next) {
        const xmlNode *found = match(l, n, kind, name, depth);
        if (found)
            return found;
    }
    return NULL;
}

/* Of a declaration; NULL: among the global ones. */
static const xmlNode *member(const struct labels *l, const xmlNode *declaration, const char *kind, const char *name)
{
    const xmlNode *node;
    if (found_get(l->found, declaration, kind, name, &node))
        return node;
    const xmlNode *type = declaration ? type_of(l, declaration) : NULL;
    if (!declaration)
        node = global(l, kind, name);
    else
        node = type ? particle(l, type, kind, name, 0) : NULL;
    found_put(l->found, declaration, kind, name, node);
    return node;
}

const xmlNode *labels_child(const struct labels *l, const xmlNode *declaration, const char *name)
{
    if (!declaration)
        return NULL;
    const xmlNode *n = member(l, declaration, "element", name);
    return n ? n : member(l, declaration, "attribute", name);
}

/* What holds proposals in a tree of many. */
static bool is_batch(const xmlNode *n)
{
    return xml_is(n, BATCH_NS, NULL);
}

const xmlNode *labels_declaration(const struct labels *l, const xmlNode *node)
{
    const xmlNode *path[LIMIT_DEPTH + 1];
    size_t n = 0;
    const char *attribute = NULL;
    if (!node || (node->type != XML_ELEMENT_NODE && node->type != XML_ATTRIBUTE_NODE))
        return NULL;
    if (node->type == XML_ATTRIBUTE_NODE) {
        attribute = (const char *)node->name;
        node = node->parent;
    }
    for (; node && node->type == XML_ELEMENT_NODE && !is_batch(node) && n <= LIMIT_DEPTH; node = node->parent)
        path[n++] = node;
    if (!n)
        return NULL;
    const xmlNode *d = member(l, NULL, "element", (const char *)path[--n]->name);
    while (d && n)
        d = member(l, d, "element", (const char *)path[--n]->name);
    return d && attribute ? member(l, d, "attribute", attribute) : d;
}

/* labels */

static xmlNodePtr documentation_node(const xmlNode *n)
{
    for (const xmlNode *a = n ? n->children : NULL; a; a = a->next)
        for (xmlNodePtr k = is_xs(a, "annotation") ? a->children : NULL; k; k = k->next) {
            xmlChar *lang = is_xs(k, "documentation")
                                ? xmlGetNsProp(k, (const xmlChar *)"lang", XML_XML_NAMESPACE)
                                : NULL;
            bool chinese = lang && !strncmp((const char *)lang, "zh", 2);
            xmlFree(lang);
            if (chinese && k->children && k->children->content)
                return k;
        }
    return NULL;
}

static const char *documentation(const xmlNode *n)
{
    const xmlNode *k = documentation_node(n);
    return k ? (const char *)k->children->content : NULL;
}

/* The declaration at a path of names below another. */
static const xmlNode *down(const struct labels *l, const xmlNode *d, const char *path)
{
    for (char step[100]; d && *path; path += *path == '/') {
        size_t n = strcspn(path, "/");
        snprintf(step, sizeof step, "%.*s", (int)n, path);
        d = labels_child(l, d, step);
        path += n;
    }
    return d;
}

bool labels_set(struct labels *l, const char *path, const char *text)
{
    xmlNodePtr label = documentation_node(down(l, global(l, "element", "proposal"), path));
    if (label)
        xmlNodeSetContent(label, (const xmlChar *)text);
    return label != NULL;
}

const char *labels_text(const struct labels *l, const xmlNode *declaration)
{
    const char *own = documentation(declaration);
    return own || !declaration ? own : documentation(type_of(l, declaration));
}

const char *labels_text_below(const struct labels *l, const xmlNode *node, const char *path)
{
    const xmlNode *d = down(l, labels_declaration(l, node), path);
    return d ? labels_text(l, d) : NULL;
}

const char *labels_value(const struct labels *l, const xmlNode *declaration, const char *value)
{
    const xmlNode *type = declaration ? type_of(l, declaration) : NULL;
    for (const xmlNode *r = type ? type->children : NULL; r; r = r->next)
        for (const xmlNode *n = is_xs(r, "restriction") ? r->children : NULL; n; n = n->next)
            if (is_xs(n, "enumeration") && prop(n, "value") && !strcmp(prop(n, "value"), value))
                return documentation(n);
    return NULL;
}

const char *labels_type(const struct labels *l, const xmlNode *declaration)
{
    const char *name = declaration ? prop(declaration, "type") : NULL;
    const xmlNode *type = declaration && !name ? type_of(l, declaration) : NULL;
    for (const xmlNode *n = type ? type->children : NULL; n && !name; n = n->next)
        if (is_xs(n, "restriction"))
            name = prop(n, "base");
    return name;
}

/* reading a declaration as a whole */

const xmlNode *labels_root(const struct labels *l, const char *name)
{
    return global(l, "element", name);
}

enum labels_content labels_content(const struct labels *l, const xmlNode *declaration)
{
    const xmlNode *type = declaration ? type_of(l, declaration) : NULL;
    if (!type || is_xs(type, "simpleType"))
        return LABELS_SIMPLE;
    const char *mixed = prop(type, "mixed");
    for (const xmlNode *n = type->children; n; n = n->next)
        if (is_xs(n, "simpleContent"))
            return LABELS_SIMPLE;
    return mixed && strcmp(mixed, "true") == 0 ? LABELS_MIXED : LABELS_ELEMENTS;
}

struct visit {
    const struct labels *labels;
    void (*member)(void *arg, const struct labels_member *m);
    void *arg;
};

static bool is_many(const xmlNode *n)
{
    const char *most = prop(n, "maxOccurs");
    return most && strcmp(most, "0") != 0 && strcmp(most, "1") != 0;
}

static void visit_particles(const struct visit *v, const xmlNode *in, bool repeated, unsigned depth);

static void visit_member(const struct visit *v, const xmlNode *n, bool repeated)
{
    const char *name = prop(n, "name"), *ref = local(prop(n, "ref")), *least = prop(n, "minOccurs"), *use = prop(n, "use");
    bool attribute = is_xs(n, "attribute");
    struct labels_member m = {
        .name = name ? name : ref,
        .fixed = prop(n, "fixed"),
        .declaration = name ? n : global(v->labels, (const char *)n->name, ref),
        .attribute = attribute,
        .required = attribute ? use && strcmp(use, "required") == 0 : !least || strcmp(least, "0") != 0,
        .repeated = !attribute && (repeated || is_many(n)),
    };
    if (m.name && m.declaration)
        v->member(v->arg, &m);
}

static void visit_particle(const struct visit *v, const xmlNode *n, bool repeated, unsigned depth)
{
    bool many = repeated || is_many(n);
    if (is_xs(n, "element") || is_xs(n, "attribute")) {
        visit_member(v, n, repeated);
    } else if (is_xs(n, "group") || is_xs(n, "attributeGroup")) {
        const xmlNode *g = global(v->labels, (const char *)n->name, local(prop(n, "ref")));
        if (g)
            visit_particles(v, g, many, depth + 1);
    } else if (is_xs(n, "extension") || is_xs(n, "restriction")) {
        const xmlNode *base = is_xs(n, "extension") ? global(v->labels, "complexType", local(prop(n, "base"))) : NULL;
        if (base)
            visit_particles(v, base, many, depth + 1);
        visit_particles(v, n, many, depth + 1);
    } else if (is_xs(n, "sequence") || is_xs(n, "choice") || is_xs(n, "all") || is_xs(n, "complexContent") ||
               is_xs(n, "simpleContent")) {
        visit_particles(v, n, many, depth + 1);
    }
}

static void visit_particles(const struct visit *v, const xmlNode *in, bool repeated, unsigned depth)
{
    for (const xmlNode *n = depth < 50 ? in->children : NULL; n; n = n->next)
        visit_particle(v, n, repeated, depth);
}

void labels_members(const struct labels *l, const xmlNode *declaration, void (*visit)(void *arg, const struct labels_member *m),
                    void *arg)
{
    const xmlNode *type = declaration ? type_of(l, declaration) : NULL;
    struct visit v = {l, visit, arg};
    if (type)
        visit_particles(&v, type, false, 0);
}

void labels_values(const struct labels *l, const xmlNode *declaration,
                   void (*visit)(void *arg, const char *value, const char *label), void *arg)
{
    const xmlNode *type = declaration ? type_of(l, declaration) : NULL;
    for (const xmlNode *r = type ? type->children : NULL; r; r = r->next)
        for (const xmlNode *n = is_xs(r, "restriction") ? r->children : NULL; n; n = n->next)
            if (is_xs(n, "enumeration") && prop(n, "value"))
                visit(arg, prop(n, "value"), documentation(n));
}

static const xmlNode *below(const xmlNode *in, const char *name)
{
    for (const xmlNode *n = in->children; n; n = n->next) {
        const xmlNode *found = NULL;
        if ((is_xs(n, "element") || is_xs(n, "attribute")) && prop(n, "name") && !strcmp(prop(n, "name"), name))
            return n;
        if (n->type == XML_ELEMENT_NODE)
            found = below(n, name);
        if (found)
            return found;
    }
    return NULL;
}

const xmlNode *labels_any(const struct labels *l, const char *name)
{
    for (size_t i = 0; i < l->n; i++) {
        const xmlNode *found = below(xmlDocGetRootElement(l->doc[i]), name);
        if (found)
            return found;
    }
    return NULL;
}

/* messages and forms would show an English name where a label is missing */

static bool all_labelled(const struct labels *l, const xmlNode *in, struct diag_list *d)
{
    bool good = true;
    for (const xmlNode *n = in->children; n; n = n->next) {
        struct loc loc = {.file = (const char *)n->doc->URL, .line = xml_line(n)};
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if ((is_xs(n, "element") || is_xs(n, "attribute")) && prop(n, "name") && !labels_text(l, n)) {
            diag(d, PACK_LABEL, &loc, prop(n, "name"));
            good = false;
        }
        good = all_labelled(l, n, d) && good;
    }
    return good;
}

bool labels_complete(const struct labels *l, struct diag_list *d)
{
    bool good = true;
    for (size_t i = 0; i < l->n; i++)
        good = all_labelled(l, xmlDocGetRootElement(l->doc[i]), d) && good;
    return good;
}
