#include "programme/schematron.h"

#include <libxml/uri.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/pattern.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "programme/guard.h"
#include "programme/sources.h"
#include "xslt/xml.h"
#include "xslt/xslt.h"

#define XSL_NS "http://www.w3.org/1999/XSL/Transform"
#define TOLD "sb-f:told" /* SCHEMATRON_TOLD in the stylesheet */

struct param {
    const char *name, *value;
};

struct claim {
    const char *id;
    const xmlNode *by;
};

struct sch {
    struct diag_list *d;
    struct arena *arena;
    const struct schematron_input *in;
    xmlDocPtr out;
    xmlNodePtr style;
    xsltStylesheetPtr probe;      /* an empty one, in which patterns are tried */
    xmlNsPtr xsl, svrl, pack;
    struct sources sources;
    size_t source;                /* the one that is being compiled */
    VEC(xmlDocPtr) included;      /* freed at the end */
    VEC(struct claim) ids;        /* of asserts and reports */
    const struct param *params;   /* of the is-a pattern that is being expanded; ended by a NULL name */
    struct buf judged;            /* ids of the asserts of this rule that judge whenever it fires */
    unsigned pattern, rule, depth;
    bool unread;                  /* there is an sbp:unread */
    bool failed;
};

static struct loc place(const xmlNode *n)
{
    return (struct loc){.file = n->doc ? (const char *)n->doc->URL : NULL, .line = xml_line(n)};
}

static bool is_sch(const xmlNode *n, const char *name)
{
    return xml_is(n, SCHEMATRON_NS, name);
}

/* Patterns of abstract parents write $name for a parameter: replaced as text, longest names first by the caller's order
 * being irrelevant, since a name ends where a name character no longer follows. */
static char *substitute(struct sch *s, const char *text)
{
    struct buf b = {0};
    for (const char *at = text; *at;) {
        const struct param *p = *at == '$' ? s->params : NULL;
        size_t n = strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
        while (p && p->name && !(strlen(p->name) == n && !strncmp(p->name, at + 1, n)))
            p++;
        if (p && p->name) {
            buf_puts(&b, p->value);
            at += n + 1;
        } else {
            buf_putc(&b, *at++);
        }
    }
    return buf_keep(&b, s->arena);
}

/* An attribute's value with parameters put in; NULL when it is absent. */
static char *attribute(struct sch *s, const xmlNode *n, const char *name)
{
    const char *v = xml_attribute(n, name, NULL);
    return v ? substitute(s, v) : NULL;
}

static char *pack_attribute(struct sch *s, const xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetNsProp((xmlNodePtr)n, (const xmlChar *)name, (const xmlChar *)PACK_NS);
    char *out = v ? substitute(s, (const char *)v) : NULL;
    xmlFree(v);
    return out;
}

static char *required(struct sch *s, const xmlNode *n, const char *name)
{
    char *v = attribute(s, n, name);
    struct loc loc = place(n);
    if (v && *v)
        return v;
    diag(s->d, RULES_ATTRIBUTE, &loc, (const char *)n->name, name);
    s->failed = true;
    return NULL;
}

static void ignore_error(void *ctx, xmlErrorPtr e)
{
    (void)ctx, (void)e;
}

/* The value v of an XPath attribute, tried before libxslt sees it: the message then names this file and line. */
static char *expression(struct sch *s, const xmlNode *n, const char *name, char *v)
{
    if (!v)
        return NULL;
    xmlXPathContextPtr c = xmlXPathNewContext(NULL);
    c->error = ignore_error;
    xmlXPathCompExprPtr e = xmlXPathCtxtCompile(c, (const xmlChar *)v);
    if (!e) {
        struct loc loc = place(n);
        diag(s->d, RULES_XPATH, &loc, name, v);
        s->failed = true;
    }
    xmlXPathFreeCompExpr(e);
    xmlXPathFreeContext(c);
    s->failed = !sources_directions_known(&s->sources, n, v, s->d) || s->failed;
    return e ? v : NULL;
}

static char *xpath(struct sch *s, const xmlNode *n, const char *name)
{
    return expression(s, n, name, required(s, n, name));
}

static xmlNodePtr element(struct sch *s, xmlNodePtr parent, xmlNsPtr ns, const char *name, const xmlNode *from)
{
    xmlNodePtr n = xmlNewDocNode(s->out, ns, (const xmlChar *)name, NULL);
    unsigned line = xml_line(from);
    n->line = (unsigned short)(line < 65535 ? line : 65535);
    return xmlAddChild(parent, n);
}

static void set(xmlNodePtr n, const char *name, const char *value)
{
    if (value)
        xmlNewProp(n, (const xmlChar *)name, (const xmlChar *)value);
}

/* In an attribute of a literal element braces are an expression; double them. */
static void set_literal(struct sch *s, xmlNodePtr n, xmlNsPtr ns, const char *name, const char *value)
{
    struct buf b = {0};
    (void)s;
    if (!value)
        return;
    for (; *value; value++) {
        if (*value == '{' || *value == '}')
            buf_putc(&b, *value);
        buf_putc(&b, *value);
    }
    xmlNewNsProp(n, ns, (const xmlChar *)name, (const xmlChar *)(b.data ? b.data : ""));
    buf_free(&b);
}

static void unsupported(struct sch *s, const xmlNode *n)
{
    struct loc loc = place(n);
    diag(s->d, RULES_ELEMENT, &loc, (const char *)n->name, (const char *)n->parent->name);
    s->failed = true;
}

static bool is_documentation(const xmlNode *n)
{
    return is_sch(n, "title") || is_sch(n, "p") || (n->type == XML_ELEMENT_NODE && !is_sch(n, NULL));
}

/* messages */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_word(char c)
{
    return c > ' ' && c < 0x7F;
}

/* Line ends and indents of the rule file are not part of a Chinese sentence; between two ASCII words they are a space. */
static char *message_text(struct sch *s, const char *t)
{
    struct buf b = {0};
    for (const char *at = t; *at;) {
        size_t n = 0;
        while (is_space(at[n]))
            n++;
        if (!n) {
            buf_putc(&b, *at++);
            continue;
        }
        bool broken = memchr(at, '\n', n) != NULL;
        if (!broken)
            buf_add(&b, at, n);
        else if (at > t && is_word(at[-1]) && is_word(at[n]))
            buf_putc(&b, ' ');
        at += n;
    }
    return buf_keep(&b, s->arena);
}

static void message(struct sch *s, xmlNodePtr out, const xmlNode *from)
{
    for (const xmlNode *n = from->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE) {
            const char *t = message_text(s, substitute(s, (const char *)n->content));
            if (*t)
                xmlAddChild(element(s, out, s->xsl, "text", from), xmlNewDocText(s->out, (const xmlChar *)t));
        } else if (is_sch(n, "value-of")) {
            set(element(s, out, s->xsl, "value-of", n), "select", xpath(s, n, "select"));
        } else if (is_sch(n, "name")) {
            const char *path = attribute(s, n, "path");
            set(element(s, out, s->xsl, "value-of", n), "select",
                path ? arena_printf(s->arena, "name(%s)", path) : "name()");
        } else if (is_sch(n, "emph") || is_sch(n, "dir") || is_sch(n, "span")) {
            message(s, out, n);
        } else if (n->type == XML_ELEMENT_NODE) {
            unsupported(s, n);
        }
    }
}

/* asserts */

static const xmlNode *diagnostic_of(struct sch *s, const char *id)
{
    for (const xmlNode *n = s->sources.root[s->source]->children; n; n = n->next)
        for (const xmlNode *k = is_sch(n, "diagnostics") ? n->children : NULL; k; k = k->next) {
            const char *own = is_sch(k, "diagnostic") ? attribute(s, k, "id") : NULL;
            if (own && !strcmp(own, id))
                return k;
        }
    return NULL;
}

static void diagnostics(struct sch *s, xmlNodePtr out, const xmlNode *n)
{
    char *ids = attribute(s, n, "diagnostics"), *save = NULL;
    for (char *id = ids ? strtok_r(ids, " \t\n", &save) : NULL; id; id = strtok_r(NULL, " \t\n", &save)) {
        const xmlNode *from = diagnostic_of(s, id);
        if (!from) {
            struct loc loc = place(n);
            diag(s->d, RULES_REFERENCE, &loc, id);
            s->failed = true;
            continue;
        }
        xmlNodePtr ref = element(s, out, s->svrl, "diagnostic-reference", from);
        set(ref, "diagnostic", id);
        message(s, ref, from);
    }
}

/* An assert of an abstract pattern or rule stands in several places under one id; two asserts may not share one. False: it
 * was claimed before. */
static bool claim_id(struct sch *s, const xmlNode *n, const char *id)
{
    for (size_t i = 0; i < s->ids.n; i++) {
        if (strcmp(s->ids.v[i].id, id))
            continue;
        if (s->ids.v[i].by == n)
            return false;
        struct loc loc = place(n);
        diag(s->d, RULES_ID_TWICE, &loc, id);
        s->failed = true;
        return false;
    }
    *VEC_PUSH(s->arena, &s->ids) = (struct claim){id, n};
    return true;
}

static const char *inherited(struct sch *s, const xmlNode *n, const char *name)
{
    const char *own = attribute(s, n, name);
    return own || !is_sch(n->parent, "rule") ? own : attribute(s, n->parent, name);
}

static void plain_text(struct sch *s, struct buf *b, const xmlNode *from)
{
    for (const xmlNode *n = from->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE)
            buf_puts(b, message_text(s, (const char *)n->content));
        else if (is_sch(n, "value-of"))
            buf_printf(b, "{%s}", attribute(s, n, "select"));
        else if (n->type == XML_ELEMENT_NODE)
            plain_text(s, b, n);
    }
}

static void note(struct sch *s, const xmlNode *n, const char *id, const char *test)
{
    struct arena *a = s->in->arena;
    struct loc loc = place(n);
    struct buf text = {0};
    const char *role = inherited(s, n, "role"), *see = inherited(s, n, "see"), *modal = pack_attribute(s, n, "modal");
    const char *subject = inherited(s, n, "subject"), *field = pack_attribute(s, n, "field"), *about = pack_attribute(s, n, "about");
    if (!s->in->note)
        return;
    plain_text(s, &text, n);
    struct schematron_rule r = {
        .id = arena_strdup(a, id), .role = arena_strdup(a, role ? role : "error"),
        .see = see ? arena_strdup(a, see) : NULL, .modal = modal ? arena_strdup(a, modal) : NULL,
        .test = arena_strdup(a, test), .text = arena_strdup(a, text.data ? text.data : ""),
        .subject = subject ? arena_strdup(a, subject) : NULL, .field = field ? arena_strdup(a, field) : NULL,
        .about = about ? arena_strdup(a, about) : NULL, .undecided = pack_attribute(s, n, "undecided") != NULL,
        .file = loc.file ? arena_strdup(a, loc.file) : NULL, .line = loc.line, .layer = s->source >= s->sources.bases,
    };
    s->in->note(s->in->ctx, &r);
    buf_free(&text);
}

/* Is it a variable of the rule (n's parent)? */
static bool is_own(const void *rule, const char *name, size_t n)
{
    for (const xmlNode *k = ((const xmlNode *)rule)->children; k; k = k->next) {
        const char *own = is_sch(k, "let") ? xml_attribute(k, "name", NULL) : NULL;
        if (own && strlen(own) == n && strncmp(own, name, n) == 0)
            return true;
    }
    return false;
}

/* What only an opinion asks for. */
static xmlNodePtr where_told(struct sch *s, xmlNodePtr out, const xmlNode *n)
{
    xmlNodePtr when = element(s, out, s->xsl, "if", n);
    set(when, "test", "$" TOLD);
    return when;
}

/* Notes that an assert judges: with its rule, or where its guard lets it. */
static void judges(struct sch *s, xmlNodePtr out, const xmlNode *n, const char *id, const char *test)
{
    const char *role = inherited(s, n, "role");
    const char *guard = guard_of(s->arena, test, role && !strcmp(role, "info"), is_own, n->parent);
    if (!guard) {
        buf_printf(&s->judged, "%s%s", s->judged.n ? " " : "", id);
        return;
    }
    if (s->in->silent)
        return;
    xmlNodePtr when = element(s, where_told(s, out, n), s->xsl, "if", n);
    set(when, "test", arena_printf(s->arena, "not(%s)", guard));
    set_literal(s, element(s, when, s->pack, "judged", n), NULL, "by", id);
}

/* Of a subject that is an attribute "/@name", else the element's name: among very many siblings a path takes too long, and who
 * runs a silent stylesheet knows the element by its order. */
static const char *attribute_of(struct sch *s, const char *subject)
{
    const char *node = subject ? arena_printf(s->arena, "(%s | self::node()[not(%s)])[1]", subject, subject) : ".";
    return arena_printf(s->arena, "{concat(substring('/@', 1, 2 * (count(%s | %s/../@*) = count(%s/../@*))), name(%s))}", node,
                        node, node, node);
}

/* What a finding of an assert says of itself: what it tested, and what it is about; subject NULL: the context. */
static xmlNodePtr finding(struct sch *s, xmlNodePtr out, const xmlNode *n, const char *name, const char *test, const char *subject)
{
    xmlNodePtr r = element(s, out, s->svrl, name, n);
    const char *args = subject ? arena_printf(s->arena, "%s, .", subject) : ".";
    set_literal(s, r, NULL, "id", attribute(s, n, "id"));
    set_literal(s, r, NULL, "see", inherited(s, n, "see"));
    set_literal(s, r, NULL, "flag", inherited(s, n, "flag"));
    set_literal(s, r, NULL, "test", test);
    set(r, "location", s->in->silent ? attribute_of(s, subject) : arena_printf(s->arena, "{sb-f:path(%s)}", args));
    xmlNewNsProp(r, s->pack, (const xmlChar *)"line", (const xmlChar *)arena_printf(s->arena, "{sb-f:line(%s)}", args));
    xmlNewNsProp(r, s->pack, (const xmlChar *)"order",
                 (const xmlChar *)arena_printf(s->arena, "{sb-f:order(%s)}", args));
    set_literal(s, r, s->pack, "modal", pack_attribute(s, n, "modal"));
    return r;
}

/* sbp:papers: a paper that nobody can read proves nothing. Where the test holds, and there are such papers with a file and
 * none of them can be opened, the rule is 未判定; that the paper is at fault is another rule's to say. */
static void unread(struct sch *s, xmlNodePtr out, const xmlNode *n, const char *test)
{
    const char *papers = expression(s, n, "papers", pack_attribute(s, n, "papers")), *role = inherited(s, n, "role");
    const char *guard = guard_of(s->arena, test, role && !strcmp(role, "info"), is_own, n->parent);
    if (!papers)
        return;
    xmlNodePtr when = element(s, out, s->xsl, "if", n);
    set(when, "test", guard ? arena_printf(s->arena, "(%s) and not(%s)", test, guard) : test);
    xmlNodePtr all = element(s, when, s->xsl, "variable", n);
    set(all, "name", "sb-f:papers");
    set(all, "select", arena_printf(s->arena, "(%s)[normalize-space(@file)]", papers));
    xmlNodePtr none = element(s, when, s->xsl, "if", n), each = element(s, none, s->xsl, "for-each", n);
    set(none, "test", "not($sb-f:papers[sb-f:file-state(@file) = 'ok' or sb-f:file-state(@file) = ''])");
    set(each, "select", "$sb-f:papers[1]");
    xmlNodePtr r = finding(s, each, n, "failed-assert", papers, "@file");
    set_literal(s, r, NULL, "role", "info");
    set_literal(s, r, s->pack, "undecided", "yes");
    set(element(s, element(s, r, s->svrl, "text", n), s->xsl, "call-template", n), "name", "sb-f:unread");
}

static void assertion(struct sch *s, xmlNodePtr out, const xmlNode *n, bool report)
{
    const char *test = xpath(s, n, "test"), *id = required(s, n, "id"), *subject = inherited(s, n, "subject");
    if (!test || !id || sources_replaced_rule(&s->sources, s->source, id))
        return;
    if (claim_id(s, n, id))
        note(s, n, id, test);
    judges(s, out, n, id, report ? "" : test);
    xmlNodePtr when = element(s, out, s->xsl, "if", n);
    set(when, "test", report ? test : arena_printf(s->arena, "not(%s)", test));
    xmlNodePtr r = finding(s, when, n, report ? "successful-report" : "failed-assert", test, subject);
    set_literal(s, r, NULL, "role", inherited(s, n, "role"));
    set_literal(s, r, s->pack, "undecided", pack_attribute(s, n, "undecided"));
    set_literal(s, r, s->pack, "field", pack_attribute(s, n, "field"));
    message(s, element(s, r, s->svrl, "text", n), n);
    diagnostics(s, r, n);
    unread(s, out, n, test);
}

/* Of a rule. Those of the schema and of patterns are global in the stylesheet: one name, one value. */
static void variable(struct sch *s, xmlNodePtr out, const xmlNode *n)
{
    const char *name = required(s, n, "name"), *value = xpath(s, n, "value");
    if (!name || !value || (out == s->style && sources_replaced_let(&s->sources, s->source, name)))
        return;
    xmlNodePtr v = element(s, out, s->xsl, "variable", n);
    set(v, "name", name);
    set(v, "select", value);
}

/* rules */

static const xmlNode *abstract_rule(struct sch *s, const xmlNode *pattern, const char *id)
{
    for (const xmlNode *n = pattern->children; n; n = n->next) {
        const char *own = is_sch(n, "rule") ? attribute(s, n, "id") : NULL;
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
        if (n->type != XML_ELEMENT_NODE || is_documentation(n))
            continue;
        if (is_sch(n, "let")) {
            variable(s, out, n);
        } else if (is_sch(n, "assert") || is_sch(n, "report")) {
            assertion(s, out, n, is_sch(n, "report"));
        } else if (is_sch(n, "extends")) {
            const char *id = required(s, n, "rule");
            const xmlNode *base = id ? abstract_rule(s, rule->parent, id) : NULL;
            struct loc loc = place(n);
            if (base) {
                rule_content(s, out, base);
            } else if (id) {
                diag(s->d, RULES_REFERENCE, &loc, id);
                s->failed = true;
            }
        } else {
            unsupported(s, n);
        }
    }
    s->depth--;
}

static bool is_abstract(struct sch *s, const xmlNode *n)
{
    const char *v = attribute(s, n, "abstract");
    return v && !strcmp(v, "true");
}

/* The end of what begins at c: of a text in quotes, of a predicate with all that it holds, else of the character. */
static const char *past(const char *c)
{
    unsigned depth = 0;
    do {
        const char *close = *c == '"' || *c == '\'' ? strchr(c + 1, *c) : NULL;
        c = close ? close : c;
        depth += *c == '[';
        depth -= *c == ']' && depth;
        c++;
    } while (depth && *c);
    return c;
}

/* The name in [at, end), a step without its predicates; NULL when it is anything else, such as * or text(). */
static const char *plain_name(struct sch *s, const char *at, const char *end)
{
    while (at < end && is_space(*at))
        at++;
    while (end > at && is_space(end[-1]))
        end--;
    const char *name = arena_strndup(s->arena, at, (size_t)(end - at));
    return *name && *name != '.' && !strpbrk(name, "*@()$, \t\r\n") && !strstr(name, "::") ? name : NULL;
}

/* Adds a test for the elements that a context can match, by the names of its last steps; false: they have none. */
static bool add_names(struct sch *s, struct buf *out, const char *context)
{
    const char *step = context, *end = NULL;
    for (const char *c = context;;) {
        const char *name;
        if (*c && *c != '|' && *c != '/') {
            end = *c == '[' && !end ? c : end;
            c = past(c);
            continue;
        }
        if (*c != '/') {
            if (!(name = plain_name(s, step, end ? end : c)))
                return false;
            buf_printf(out, "%sself::%s", out->n ? " or " : "", name);
        }
        if (!*c)
            return true;
        step = ++c;
        end = NULL;
    }
}

/* How a pattern comes to its nodes. */
struct walk {
    const char *first;
    const char *next; /* from each of them; NULL: no further */
};

/* Where the rules are about elements with names, these are looked for: to walk through all elements for each of some twenty
 * patterns took as long as the rules themselves. Else it is all elements, and attributes or text when a context can match them. */
static struct walk walk_of(struct sch *s, const xmlNode *pattern)
{
    bool attributes = false, texts = false, named = true;
    struct buf names = {0};
    for (const xmlNode *n = pattern->children; n; n = n->next) {
        const char *c = is_sch(n, "rule") ? attribute(s, n, "context") : NULL;
        if (!c)
            continue;
        attributes = attributes || strchr(c, '@') || strstr(c, "attribute::");
        texts = texts || strstr(c, "text()") || strstr(c, "node()") || strstr(c, "comment()") || strstr(c, "processing-instruction(");
        named = named && add_names(s, &names, c);
    }
    struct walk w = {"/", attributes && texts ? "@*|node()" : attributes ? "@*|*" : texts ? "node()" : "*"};
    if (named && names.n)
        w = (struct walk){arena_printf(s->arena, "//*[%s]", names.data), NULL};
    buf_free(&names);
    return w;
}

/* A context must be a pattern too: only steps, predicates and |. */
static bool is_pattern(struct sch *s, const xmlNode *n, const char *context)
{
    xsltCompMatchPtr m = xsltCompilePattern((const xmlChar *)context, s->out, s->style, s->probe, NULL);
    struct loc loc = place(n);
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
    xmlNodePtr apply = element(s, out, s->xsl, "apply-templates", from);
    set(apply, "select", select);
    set(apply, "mode", mode);
}

static void rule(struct sch *s, const xmlNode *n, const char *mode, const struct walk *w)
{
    const char *context = xpath(s, n, "context");
    if (!context || !is_pattern(s, n, context))
        return;
    xmlNodePtr t = element(s, s->style, s->xsl, "template", n);
    set(t, "match", context);
    set(t, "mode", mode);
    /* The first rule of a pattern that matches a node is the one that runs. */
    set(t, "priority", arena_printf(s->arena, "%u", 100000 - s->rule++));
    const char *when = pack_attribute(s, n, "when");
    xmlNodePtr content = when ? element(s, t, s->xsl, "if", n) : t;
    if (when)
        set(content, "test", when);
    xmlNodePtr fired = s->in->silent ? NULL : element(s, where_told(s, content, n), s->svrl, "fired-rule", n);
    if (fired) {
        set_literal(s, fired, NULL, "context", context);
        set_literal(s, fired, NULL, "id", attribute(s, n, "id"));
    }
    s->judged.n = 0;
    rule_content(s, content, n);
    if (fired && s->judged.n)
        set_literal(s, fired, s->pack, "judged", s->judged.data);
    walk_on(s, t, n, mode, w->next);
}

static void defaults(struct sch *s, const xmlNode *n, const char *mode, const struct walk *w)
{
    xmlNodePtr t = element(s, s->style, s->xsl, "template", n);
    set(t, "match", "*|/");
    set(t, "mode", mode);
    set(t, "priority", "-1");
    walk_on(s, t, n, mode, w->next);
    t = element(s, s->style, s->xsl, "template", n);
    set(t, "match", "@*|text()|comment()|processing-instruction()");
    set(t, "mode", mode);
    set(t, "priority", "-2");
}

/* What its main template takes first. */
static const char *pattern_content(struct sch *s, const xmlNode *pattern, const char *mode)
{
    struct walk w = walk_of(s, pattern);
    for (const xmlNode *n = pattern->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || is_documentation(n) || is_sch(n, "param"))
            continue;
        if (is_sch(n, "let"))
            variable(s, s->style, n);
        else if (is_sch(n, "rule") && is_abstract(s, n))
            continue;
        else if (is_sch(n, "rule"))
            rule(s, n, mode, &w);
        else
            unsupported(s, n);
    }
    defaults(s, pattern, mode, &w);
    return w.first;
}

/* Of this rule file, else of another: a pack may use those that it builds on. */
static const xmlNode *abstract_pattern(struct sch *s, const char *id)
{
    for (size_t i = 0; i < s->sources.n; i++)
        for (const xmlNode *n = s->sources.root[(s->source + i) % s->sources.n]->children; n; n = n->next) {
            const char *own = is_sch(n, "pattern") && is_abstract(s, n) ? attribute(s, n, "id") : NULL;
            if (own && !strcmp(own, id))
                return n;
        }
    return NULL;
}

static const struct param *params_of(struct sch *s, const xmlNode *pattern)
{
    VEC(struct param) v = {0};
    for (const xmlNode *n = pattern->children; n; n = n->next)
        if (is_sch(n, "param")) {
            struct param p = {required(s, n, "name"), required(s, n, "value")};
            if (p.name && p.value)
                *VEC_PUSH(s->arena, &v) = p;
        }
    *VEC_PUSH(s->arena, &v) = (struct param){0};
    return v.v;
}

static void pattern(struct sch *s, xmlNodePtr main, const xmlNode *n)
{
    const char *base = attribute(s, n, "is-a"), *mode = arena_printf(s->arena, "p%u", s->pattern++);
    const xmlNode *content = base ? abstract_pattern(s, base) : n;
    if (is_abstract(s, n))
        return;
    if (!content) {
        struct loc loc = place(n);
        diag(s->d, RULES_REFERENCE, &loc, base);
        s->failed = true;
        return;
    }
    xmlNodePtr active = element(s, main, s->svrl, "active-pattern", n);
    set_literal(s, active, NULL, "id", attribute(s, n, "id"));
    s->params = base ? params_of(s, n) : NULL;
    walk_on(s, main, n, mode, pattern_content(s, content, mode));
    s->params = NULL;
}

/* the schema */

static void schema_content(struct sch *s, xmlNodePtr main, const xmlNode *parent);

static void include(struct sch *s, xmlNodePtr main, const xmlNode *n)
{
    const char *href = required(s, n, "href");
    struct loc loc = place(n);
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
    if (is_sch(root, "pattern"))
        pattern(s, main, root);
    else
        schema_content(s, main, root);
    s->depth--;
}

/* sbp:stated: nothing to run, only to be noted. */
static void stated(struct sch *s, const xmlNode *n)
{
    const char *id = required(s, n, "id");
    if (id && !sources_replaced_rule(&s->sources, s->source, id) && claim_id(s, n, id))
        note(s, n, id, "");
}

/* sbp:unread: what is said of a paper that cannot be opened, which is the context of its value-ofs. */
static void unread_text(struct sch *s, const xmlNode *n)
{
    if (s->unread)
        return; /* the pack's own, before those of its bases */
    s->unread = true;
    xmlNodePtr t = element(s, s->style, s->xsl, "template", n);
    set(t, "name", "sb-f:unread");
    message(s, t, n);
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
        else if (is_documentation(n) || is_sch(n, "ns") || is_sch(n, "diagnostics") || is_sch(n, "phase"))
            continue;
        else if (is_sch(n, "let"))
            variable(s, s->style, n);
        else if (is_sch(n, "pattern"))
            pattern(s, main, n);
        else if (is_sch(n, "include"))
            include(s, main, n);
        else
            unsupported(s, n);
    }
}

/* All rule files become one stylesheet, so a prefix has one meaning in them. */
static void namespaces(struct sch *s, const xmlNode *root)
{
    for (const xmlNode *n = root->children; n; n = n->next) {
        const char *prefix = is_sch(n, "ns") ? required(s, n, "prefix") : NULL;
        const char *uri = prefix ? required(s, n, "uri") : NULL;
        const xmlNs *known = uri ? xmlSearchNs(s->out, s->style, (const xmlChar *)prefix) : NULL;
        struct loc loc = place(n);
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
        if (is_sch(n, "title")) {
            xmlChar *text = xmlNodeGetContent(n);
            set_literal(s, out, NULL, "title", (const char *)text);
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
    set(s->style, "version", "1.0");
    for (size_t i = s->sources.bases; i-- > 0;) /* the pack answers for what differs from its bases */
        namespaces(s, s->sources.root[i]);
    for (size_t i = s->sources.bases; i < s->sources.n; i++)
        namespaces(s, s->sources.root[i]);
    xmlNodePtr param = element(s, s->style, s->xsl, "param", root);
    set(param, "name", "as-of");
    param = element(s, s->style, s->xsl, "param", root);
    set(param, "name", TOLD);
    xmlNodePtr t = element(s, s->style, s->xsl, "template", root);
    set(t, "match", "/");
    xmlNodePtr out = element(s, t, s->svrl, "schematron-output", root);
    title(s, out);
    return out;
}

static bool add_source(struct sch *s, xmlDocPtr doc, bool layer)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    struct loc loc = place(root);
    if (is_sch(root, "schema")) {
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
    struct sch s = {.d = d, .in = in, .arena = arena_new()};
    s.sources.arena = s.arena;
    s.sources.directions = in->directions;
    if (add_sources(&s))
        compile(&s);
    buf_free(&s.judged);
    arena_free(s.arena);
    return s.out;
}
