#include "programme/labels.h"

#include "base/limits.h"
#include "programme/labels_int.h"
#include "programme/programme.h"

xmlNodePtr labels_global(const struct labels *l, size_t from, const char *kind, const char *name)
{
    for (size_t i = from; name && i < l->n; i++)
        for (xmlNodePtr n = xmlDocGetRootElement(l->doc[i])->children; n; n = n->next)
            if (is_xs(n, kind) && prop(n, "name") && !strcmp(prop(n, "name"), name))
                return n;
    return NULL;
}

/* finding declarations */

static const xmlNode *find_type(const struct labels *l, const xmlNode *declaration)
{
    const char *name = local(prop(declaration, "type"));
    for (const xmlNode *n = declaration->children; n && !name; n = n->next)
        if (is_xs(n, "complexType") || is_xs(n, "simpleType"))
            return n;
    const xmlNode *t = labels_global(l, 0, "complexType", name);
    return t ? t : labels_global(l, 0, "simpleType", name);
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
        return ref && !strcmp(ref, name) ? labels_global(l, 0, kind, name) : NULL;
    }
    if (is_xs(n, "group") || is_xs(n, "attributeGroup")) {
        const xmlNode *g = labels_global(l, 0, (const char *)n->name, ref);
        return g ? particle(l, g, kind, name, depth + 1) : NULL;
    }
    if (is_xs(n, "extension") || is_xs(n, "restriction")) {
        const xmlNode *base = labels_global(l, 0, "complexType", local(prop(n, "base")));
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

const xmlNode *labels_member(const struct labels *l, const xmlNode *declaration, const char *kind, const char *name)
{
    const xmlNode *node;
    if (found_get(l->found, declaration, kind, name, &node))
        return node;
    const xmlNode *type = declaration ? type_of(l, declaration) : NULL;
    if (!declaration)
        node = labels_global(l, 0, kind, name);
    else
        node = type ? particle(l, type, kind, name, 0) : NULL;
    found_put(l->found, declaration, kind, name, node);
    return node;
}

const xmlNode *labels_child(const struct labels *l, const xmlNode *declaration, const char *name)
{
    if (!declaration)
        return NULL;
    const xmlNode *n = labels_member(l, declaration, "element", name);
    return n ? n : labels_member(l, declaration, "attribute", name);
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
    const xmlNode *d = labels_member(l, NULL, "element", (const char *)path[--n]->name);
    while (d && n)
        d = labels_member(l, d, "element", (const char *)path[--n]->name);
    return d && attribute ? labels_member(l, d, "attribute", attribute) : d;
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
    xmlNodePtr label = documentation_node(down(l, labels_global(l, 0, "element", "proposal"), path));
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
    return local(name);
}

/* reading a declaration as a whole */

const xmlNode *labels_root(const struct labels *l, const char *name)
{
    return labels_global(l, 0, "element", name);
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
        .declaration = name ? n : labels_global(v->labels, 0, (const char *)n->name, ref),
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
        const xmlNode *g = labels_global(v->labels, 0, (const char *)n->name, local(prop(n, "ref")));
        if (g)
            visit_particles(v, g, many, depth + 1);
    } else if (is_xs(n, "extension") || is_xs(n, "restriction")) {
        const xmlNode *base = is_xs(n, "extension") ? labels_global(v->labels, 0, "complexType", local(prop(n, "base"))) : NULL;
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

struct search {
    const char *kind, *name;
    bool (*fits)(void *arg, const xmlNode *declaration);
    void *arg;
};

static const xmlNode *below(const struct search *s, const xmlNode *in)
{
    for (const xmlNode *n = in->children; n; n = n->next) {
        const xmlNode *found = NULL;
        if (is_xs(n, s->kind) && prop(n, "name") && !strcmp(prop(n, "name"), s->name) && (!s->fits || s->fits(s->arg, n)))
            return n;
        if (n->type == XML_ELEMENT_NODE)
            found = below(s, n);
        if (found)
            return found;
    }
    return NULL;
}

static const xmlNode *find_declared(const struct labels *l, const char *name, bool (*fits)(void *arg, const xmlNode *declaration), void *arg)
{
    static const char *const kinds[] = {"element", "attribute"};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < l->n; i++) {
            const struct search s = {kinds[k], name, fits, arg};
            const xmlNode *found = below(&s, xmlDocGetRootElement(l->doc[i]));
            if (found)
                return found;
        }
    return NULL;
}

const xmlNode *labels_any(const struct labels *l, const char *name)
{
    const xmlNode *first;
    if (!found_get(l->found, NULL, "any", name, &first))
        found_put(l->found, NULL, "any", name, first = find_declared(l, name, NULL, NULL));
    return first;
}

const xmlNode *labels_find(const struct labels *l, const char *name, bool (*fits)(void *arg, const xmlNode *declaration), void *arg)
{
    return labels_any(l, name) ? find_declared(l, name, fits, arg) : NULL; /* most words of a message are no names */
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
