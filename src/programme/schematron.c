#include "programme/schematron.h"

#include <libxml/uri.h>
#include <libxslt/pattern.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "programme/schematron_int.h"
#include "xslt/xml.h"
#include "xslt/xslt.h"

#define XSL_NS "http://www.w3.org/1999/XSL/Transform"

/* Of a rule. Those of the schema and of patterns are global in the stylesheet: one name, one value. */
static void variable(struct sch *s, xmlNodePtr out, const xmlNode *n)
{
    const char *name = sch_required(s, n, "name"), *value = sch_xpath(s, n, "value");
    if (!name || !value || (out == s->style && sources_replaced_let(&s->sources, s->source, name)))
        return;
    xmlNodePtr v = sch_element(s, out, s->xsl, "variable", n);
    xml_set(v, "name", name);
    xml_set(v, "select", value);
}

/* rules */

static const xmlNode *abstract_rule(struct sch *s, const xmlNode *pattern, const char *id)
{
    for (const xmlNode *n = pattern->children; n; n = n->next) {
        const char *own = sch_is(n, "rule") ? sch_attribute(s, n, "id") : NULL;
        if (own && !strcmp(own, id))
            return n;
    }
    return NULL;
}

static void rule_content(struct sch *s, xmlNodePtr out, const xmlNode *rule)
{
    if (s->depth > 20)
        return;
    s->depth++;
    for (const xmlNode *n = rule->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || sch_is_documentation(n))
            continue;
        if (sch_is(n, "let")) {
            variable(s, out, n);
        } else if (sch_is(n, "assert") || sch_is(n, "report")) {
            sch_assert(s, out, n, sch_is(n, "report"));
        } else if (sch_is(n, "extends")) {
            const char *id = sch_required(s, n, "rule");
            const xmlNode *base = id ? abstract_rule(s, rule->parent, id) : NULL;
            struct loc loc = sch_place(n);
            if (base) {
                rule_content(s, out, base);
            } else if (id) {
                diag(s->d, RULES_REFERENCE, &loc, id);
                s->failed = true;
            }
        } else {
            sch_unsupported(s, n);
        }
    }
    s->depth--;
}

static bool is_abstract(struct sch *s, const xmlNode *n)
{
    const char *v = sch_attribute(s, n, "abstract");
    return v && !strcmp(v, "true");
}

/* A context must be a pattern too: only steps, predicates and |. */
static bool is_pattern(struct sch *s, const xmlNode *n, const char *context)
{
    xsltCompMatchPtr m = xsltCompilePattern((const xmlChar *)context, s->out, s->style, s->probe, NULL);
    struct loc loc = sch_place(n);
    if (!m) {
        diag(s->d, RULES_CONTEXT, &loc, context);
        s->failed = true;
    }
    xsltFreeCompMatchList(m);
    return m != NULL;
}

static void walk_on(struct sch *s, xmlNodePtr out, const xmlNode *from, const char *mode, const char *select)
{
    if (!select)
        return;
    xmlNodePtr apply = sch_element(s, out, s->xsl, "apply-templates", from);
    xml_set(apply, "select", select);
    xml_set(apply, "mode", mode);
}

static void rule(struct sch *s, const xmlNode *n, const char *mode, const struct sch_walk *w)
{
    const char *context = sch_xpath(s, n, "context");
    if (!context || !is_pattern(s, n, context))
        return;
    xmlNodePtr t = sch_element(s, s->style, s->xsl, "template", n);
    xml_set(t, "match", context);
    xml_set(t, "mode", mode);
    /* The first rule of a pattern that matches a node is the one that runs. */
    xml_set(t, "priority", arena_printf(s->arena, "%u", 100000 - s->rule++));
    xmlNodePtr content = sch_where(s, t, n);
    xmlNodePtr fired = s->in->silent ? NULL : sch_element(s, sch_where_told(s, content, n), s->svrl, "fired-rule", n);
    if (fired) {
        sch_set_literal(s, fired, NULL, "context", context);
        sch_set_literal(s, fired, NULL, "id", sch_attribute(s, n, "id"));
    }
    s->judged.n = 0;
    rule_content(s, content, n);
    if (fired && s->judged.n)
        sch_set_literal(s, fired, s->pack, "judged", s->judged.data);
    walk_on(s, t, n, mode, w->next);
}

static void defaults(struct sch *s, const xmlNode *n, const char *mode, const struct sch_walk *w)
{
    xmlNodePtr t = sch_element(s, s->style, s->xsl, "template", n);
    xml_set(t, "match", "*|/");
    xml_set(t, "mode", mode);
    xml_set(t, "priority", "-1");
    walk_on(s, t, n, mode, w->next);
    t = sch_element(s, s->style, s->xsl, "template", n);
    xml_set(t, "match", "@*|text()|comment()|processing-instruction()");
    xml_set(t, "mode", mode);
    xml_set(t, "priority", "-2");
}

/* What its main template takes first. */
static const char *pattern_content(struct sch *s, const xmlNode *pattern, const char *mode)
{
    struct sch_walk w = sch_walk(s, pattern);
    for (const xmlNode *n = pattern->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || sch_is_documentation(n) || sch_is(n, "param"))
            continue;
        if (sch_is(n, "let"))
            variable(s, s->style, n);
        else if (sch_is(n, "rule") && is_abstract(s, n))
            continue;
        else if (sch_is(n, "rule"))
            rule(s, n, mode, &w);
        else
            sch_unsupported(s, n);
    }
    defaults(s, pattern, mode, &w);
    return w.first;
}

/* Of this rule file, else of another: a pack may use those that it builds on. */
static const xmlNode *abstract_pattern(struct sch *s, const char *id)
{
    for (size_t i = 0; i < s->sources.n; i++)
        for (const xmlNode *n = s->sources.root[(s->source + i) % s->sources.n]->children; n; n = n->next) {
            const char *own = sch_is(n, "pattern") && is_abstract(s, n) ? sch_attribute(s, n, "id") : NULL;
            if (own && !strcmp(own, id))
                return n;
        }
    return NULL;
}

static const struct param *params_of(struct sch *s, const xmlNode *pattern)
{
    VEC(struct param) v = {0};
    for (const xmlNode *n = pattern->children; n; n = n->next)
        if (sch_is(n, "param")) {
            struct param p = {sch_required(s, n, "name"), sch_required(s, n, "value")};
            if (p.name && p.value)
                *VEC_PUSH(s->arena, &v) = p;
        }
    *VEC_PUSH(s->arena, &v) = (struct param){0};
    return v.v;
}

static void pattern(struct sch *s, xmlNodePtr main, const xmlNode *n)
{
    const char *base = sch_attribute(s, n, "is-a"), *mode = arena_printf(s->arena, "p%u", s->pattern++);
    const xmlNode *content = base ? abstract_pattern(s, base) : n;
    if (is_abstract(s, n))
        return;
    if (!content) {
        struct loc loc = sch_place(n);
        diag(s->d, RULES_REFERENCE, &loc, base);
        s->failed = true;
        return;
    }
    xmlNodePtr active = sch_element(s, main, s->svrl, "active-pattern", n);
    sch_set_literal(s, active, NULL, "id", sch_attribute(s, n, "id"));
    s->params = base ? params_of(s, n) : NULL;
    walk_on(s, main, n, mode, pattern_content(s, content, mode));
    s->params = NULL;
}

/* the schema */

static void schema_content(struct sch *s, xmlNodePtr main, const xmlNode *parent);

static void include(struct sch *s, xmlNodePtr main, const xmlNode *n)
{
    const char *href = sch_required(s, n, "href");
    struct loc loc = sch_place(n);
    char *folder = file_folder((const char *)n->doc->URL);
    char *path = href ? arena_printf(s->arena, "%s/%s", folder, href) : NULL;
    free(folder);
    if (!path)
        return;
    if (s->depth > 20 || !xml_below(path, s->in->roots)) {
        diag(s->d, RULES_INCLUDE, &loc, href);
        s->failed = true;
        return;
    }
    xmlDocPtr doc = xml_load(path, s->d);
    if (!doc) {
        s->failed = true;
        return;
    }
    *VEC_PUSH(s->arena, &s->included) = doc;
    const xmlNode *root = xmlDocGetRootElement(doc);
    s->depth++;
    if (sch_is(root, "pattern"))
        pattern(s, main, root);
    else
        schema_content(s, main, root);
    s->depth--;
}

static const char *const looked_for[] = {
#define STATED(about, when, what) about,
#include "programme/stated.def"
#undef STATED
};
enum { LOOKED_FOR = sizeof looked_for / sizeof *looked_for };

static void not_looked_for(struct sch *s, const xmlNode *n, const char *about)
{
    struct buf known = {0};
    struct loc loc = sch_place(n);
    for (size_t i = 0; i < LOOKED_FOR; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", looked_for[i]);
    diag(s->d, RULES_ABOUT, &loc, about, known.data);
    s->failed = true;
    buf_free(&known);
}

/* What the program never looks for would never be said. */
static bool is_looked_for(struct sch *s, const xmlNode *n)
{
    char *about = sch_pack_attribute(s, n, "about");
    for (size_t i = 0; about && i < LOOKED_FOR; i++)
        if (!strcmp(about, looked_for[i]))
            return true;
    not_looked_for(s, n, about ? about : "");
    return false;
}

/* sbp:stated: nothing to run, only to be noted. */
static void stated(struct sch *s, const xmlNode *n)
{
    const char *id = is_looked_for(s, n) ? sch_required(s, n, "id") : NULL;
    if (id && !sources_replaced_rule(&s->sources, s->source, id))
        sch_declare(s, n, id, "");
}

/* sbp:unread: what is said of a paper that cannot be opened, which is the context of its value-ofs. */
static void unread_text(struct sch *s, const xmlNode *n)
{
    if (s->unread)
        return; /* the pack's own, before those of its bases */
    s->unread = true;
    xmlNodePtr t = sch_element(s, s->style, s->xsl, "template", n);
    xml_set(t, "name", "sb-f:unread");
    sch_message(s, t, n);
}

static bool is_pack(const xmlNode *n, const char *name)
{
    return xml_is(n, PACK_NS, name);
}

static void schema_content(struct sch *s, xmlNodePtr main, const xmlNode *parent)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (xml_is(n, XSL_NS, "key"))
            xmlAddChild(s->style, xmlDocCopyNode((xmlNodePtr)n, s->out, 1));
        else if (is_pack(n, "stated"))
            stated(s, n);
        else if (is_pack(n, "unread"))
            unread_text(s, n);
        else if (sch_is_documentation(n) || sch_is(n, "ns") || sch_is(n, "diagnostics") || sch_is(n, "phase"))
            continue;
        else if (sch_is(n, "let"))
            variable(s, s->style, n);
        else if (sch_is(n, "pattern"))
            pattern(s, main, n);
        else if (sch_is(n, "include"))
            include(s, main, n);
        else
            sch_unsupported(s, n);
    }
}

/* All rule files become one stylesheet, so a prefix has one meaning in them. */
static void namespaces(struct sch *s, const xmlNode *root)
{
    for (const xmlNode *n = root->children; n; n = n->next) {
        const char *prefix = sch_is(n, "ns") ? sch_required(s, n, "prefix") : NULL;
        const char *uri = prefix ? sch_required(s, n, "uri") : NULL;
        const xmlNs *known = uri ? xmlSearchNs(s->out, s->style, (const xmlChar *)prefix) : NULL;
        struct loc loc = sch_place(n);
        if (known && !xmlStrEqual(known->href, (const xmlChar *)uri)) {
            diag(s->d, RULES_PREFIX, &loc, prefix);
            s->failed = true;
        } else if (uri && !known) {
            xmlNewNs(s->style, (const xmlChar *)uri, (const xmlChar *)prefix);
        }
    }
}

static void title(struct sch *s, xmlNodePtr out)
{
    for (const xmlNode *n = s->sources.root[0]->children; n; n = n->next)
        if (sch_is(n, "title")) {
            xmlChar *text = xmlNodeGetContent(n);
            sch_set_literal(s, out, NULL, "title", (const char *)text);
            xmlFree(text);
        }
}

static xmlNodePtr begin(struct sch *s)
{
    const xmlNode *root = s->sources.root[0];
    s->style = xmlNewDocNode(s->out, NULL, (const xmlChar *)"stylesheet", NULL);
    xmlDocSetRootElement(s->out, s->style);
    s->xsl = xmlNewNs(s->style, (const xmlChar *)XSL_NS, (const xmlChar *)"sb-xsl");
    s->svrl = xmlNewNs(s->style, (const xmlChar *)SVRL_NS, (const xmlChar *)"svrl");
    s->pack = xmlNewNs(s->style, (const xmlChar *)PACK_NS, (const xmlChar *)"sbp");
    xmlNewNs(s->style, (const xmlChar *)XSLT_FUNCTIONS, (const xmlChar *)"sb-f");
    xmlSetNs(s->style, s->xsl);
    xml_set(s->style, "version", "1.0");
    for (size_t i = s->sources.bases; i-- > 0;) /* the pack answers for what differs from its bases */
        namespaces(s, s->sources.root[i]);
    for (size_t i = s->sources.bases; i < s->sources.n; i++)
        namespaces(s, s->sources.root[i]);
    xmlNodePtr param = sch_element(s, s->style, s->xsl, "param", root);
    xml_set(param, "name", "as-of");
    param = sch_element(s, s->style, s->xsl, "param", root);
    xml_set(param, "name", TOLD);
    xmlNodePtr t = sch_element(s, s->style, s->xsl, "template", root);
    xml_set(t, "match", "/");
    xmlNodePtr out = sch_element(s, t, s->svrl, "schematron-output", root);
    title(s, out);
    return out;
}

static bool add_source(struct sch *s, xmlDocPtr doc, bool layer)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    struct loc loc = sch_place(root);
    if (sch_is(root, "schema")) {
        sources_add(&s->sources, root, layer);
        return true;
    }
    diag(s->d, RULES_ROOT, &loc);
    return false;
}

static bool add_sources(struct sch *s)
{
    bool good = true;
    for (size_t i = 0; i < s->in->count; i++)
        good = add_source(s, s->in->docs[i], false) && good;
    for (size_t i = 0; i < s->in->layer_count; i++)
        good = add_source(s, s->in->layers[i], true) && good;
    return good && s->in->count;
}

static void compile(struct sch *s)
{
    const char *url = s->in->url ? s->in->url : (const char *)s->in->docs[0]->URL;
    s->probe = xsltNewStylesheet();
    s->out = xmlNewDoc((const xmlChar *)"1.0");
    s->out->URL = xmlPathToURI((const xmlChar *)url); /* as libxslt wants it, for document() */
    xmlNodePtr main = begin(s);
    for (s->source = 0; s->source < s->sources.n; s->source++)
        schema_content(s, main, s->sources.root[s->source]);
    s->failed = !sources_end(&s->sources, s->d) || s->failed;
    for (size_t i = 0; i < s->included.n; i++)
        xml_free(s->included.v[i]);
    xsltFreeStylesheet(s->probe);
    if (!s->failed)
        return;
    xml_free(s->out);
    s->out = NULL;
}

xmlDocPtr schematron_compile(const struct schematron_input *in, struct diag_list *d)
{
    struct sch s = {.d = d, .in = in, .arena = arena_new(), .xpath = xml_xpath(NULL)};
    s.sources.arena = s.arena;
    s.sources.directions = in->directions;
    if (add_sources(&s))
        compile(&s);
    buf_free(&s.judged);
    xmlXPathFreeContext(s.xpath);
    arena_free(s.arena);
    return s.out;
}
