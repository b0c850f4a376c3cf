/* schematron_assert.c - asserts and reports: when they hold, what they say, and that they were asked. */
#include <string.h>

#include "programme/schematron_int.h"
#include "xslt/xml.h"

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
        while (sch_is_space(at[n]))
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

void sch_message(struct sch *s, xmlNodePtr out, const xmlNode *from)
{
    for (const xmlNode *n = from->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE) {
            const char *t = message_text(s, sch_substitute(s, (const char *)n->content));
            if (*t)
                xmlAddChild(sch_element(s, out, s->xsl, "text", from), xmlNewDocText(s->out, (const xmlChar *)t));
        } else if (sch_is(n, "value-of")) {
            xml_set(sch_element(s, out, s->xsl, "value-of", n), "select", sch_xpath(s, n, "select"));
        } else if (sch_is(n, "name")) {
            const char *path = sch_attribute(s, n, "path");
            xml_set(sch_element(s, out, s->xsl, "value-of", n), "select",
                path ? arena_printf(s->arena, "name(%s)", path) : "name()");
        } else if (sch_is(n, "emph") || sch_is(n, "dir") || sch_is(n, "span")) {
            sch_message(s, out, n);
        } else if (n->type == XML_ELEMENT_NODE) {
            sch_unsupported(s, n);
        }
    }
}

/* --- asserts --- */

static const xmlNode *diagnostic_of(struct sch *s, const char *id)
{
    for (const xmlNode *n = s->sources.root[s->source]->children; n; n = n->next)
        for (const xmlNode *k = sch_is(n, "diagnostics") ? n->children : NULL; k; k = k->next) {
            const char *own = sch_is(k, "diagnostic") ? sch_attribute(s, k, "id") : NULL;
            if (own && !strcmp(own, id))
                return k;
        }
    return NULL;
}

static void diagnostics(struct sch *s, xmlNodePtr out, const xmlNode *n)
{
    char *ids = sch_attribute(s, n, "diagnostics"), *save = NULL;
    for (char *id = ids ? strtok_r(ids, " \t\n", &save) : NULL; id; id = strtok_r(NULL, " \t\n", &save)) {
        const xmlNode *from = diagnostic_of(s, id);
        if (!from) {
            struct loc loc = sch_place(n);
            diag(s->d, RULES_REFERENCE, &loc, id);
            s->failed = true;
            continue;
        }
        xmlNodePtr ref = sch_element(s, out, s->svrl, "diagnostic-reference", from);
        xml_set(ref, "diagnostic", id);
        sch_message(s, ref, from);
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
        struct loc loc = sch_place(n);
        diag(s->d, RULES_ID_TWICE, &loc, id);
        s->failed = true;
        return false;
    }
    *VEC_PUSH(s->arena, &s->ids) = (struct claim){id, n};
    return true;
}

static const char *inherited(struct sch *s, const xmlNode *n, const char *name)
{
    const char *own = sch_attribute(s, n, name);
    return own || !sch_is(n->parent, "rule") ? own : sch_attribute(s, n->parent, name);
}

static void plain_text(struct sch *s, struct buf *b, const xmlNode *from)
{
    for (const xmlNode *n = from->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE)
            buf_puts(b, message_text(s, (const char *)n->content));
        else if (sch_is(n, "value-of"))
            buf_printf(b, "{%s}", sch_attribute(s, n, "select"));
        else if (n->type == XML_ELEMENT_NODE)
            plain_text(s, b, n);
    }
}

/* The conditions of an assert and of its rule. */
static const char *conditions(struct sch *s, const xmlNode *n)
{
    const char *own = sch_pack_attribute(s, n, "when");
    const char *outer = sch_is(n->parent, "rule") ? sch_pack_attribute(s, n->parent, "when") : NULL;
    if (own && outer)
        return arena_printf(s->in->arena, "(%s) and (%s)", outer, own);
    return own || outer ? arena_strdup(s->in->arena, own ? own : outer) : NULL;
}

static void note(struct sch *s, const xmlNode *n, const char *id, const char *test)
{
    struct arena *a = s->in->arena;
    struct loc loc = sch_place(n);
    struct buf text = {0};
    const char *role = inherited(s, n, "role"), *see = inherited(s, n, "see"), *modal = sch_pack_attribute(s, n, "modal");
    const char *subject = inherited(s, n, "subject"), *field = sch_pack_attribute(s, n, "field"), *about = sch_pack_attribute(s, n, "about");
    if (!s->in->note)
        return;
    plain_text(s, &text, n);
    struct schematron_rule r = {
        .id = arena_strdup(a, id), .role = arena_strdup(a, role ? role : "error"),
        .see = see ? arena_strdup(a, see) : NULL, .modal = modal ? arena_strdup(a, modal) : NULL,
        .when = conditions(s, n), .test = arena_strdup(a, test), .text = arena_strdup(a, text.data ? text.data : ""),
        .subject = subject ? arena_strdup(a, subject) : NULL, .field = field ? arena_strdup(a, field) : NULL,
        .about = about ? arena_strdup(a, about) : NULL, .undecided = sch_pack_attribute(s, n, "undecided") != NULL,
        .file = loc.file ? arena_strdup(a, loc.file) : NULL, .line = loc.line, .layer = s->source >= s->sources.bases,
    };
    s->in->note(s->in->ctx, &r);
    buf_free(&text);
}

void sch_declare(struct sch *s, const xmlNode *n, const char *id, const char *test)
{
    if (claim_id(s, n, id))
        note(s, n, id, test);
}

xmlNodePtr sch_where_told(struct sch *s, xmlNodePtr out, const xmlNode *n)
{
    xmlNodePtr when = sch_element(s, out, s->xsl, "if", n);
    xml_set(when, "test", "$" TOLD);
    return when;
}

xmlNodePtr sch_where(struct sch *s, xmlNodePtr out, const xmlNode *n)
{
    const char *when = sch_expression(s, n, "when", sch_pack_attribute(s, n, "when"));
    if (!when)
        return out;
    xmlNodePtr content = sch_element(s, out, s->xsl, "if", n);
    xml_set(content, "test", when);
    return content;
}

/* Notes that an assert judges: with its rule, or by itself where it has a condition of its own. */
static void judges(struct sch *s, xmlNodePtr content, const xmlNode *n, const char *id)
{
    if (!sch_pack_attribute(s, n, "when"))
        buf_printf(&s->judged, "%s%s", s->judged.n ? " " : "", id);
    else if (!s->in->silent)
        sch_set_literal(s, sch_element(s, sch_where_told(s, content, n), s->pack, "judged", n), NULL, "by", id);
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
    xmlNodePtr r = sch_element(s, out, s->svrl, name, n);
    const char *args = subject ? arena_printf(s->arena, "%s, .", subject) : ".";
    sch_set_literal(s, r, NULL, "id", sch_attribute(s, n, "id"));
    sch_set_literal(s, r, NULL, "see", inherited(s, n, "see"));
    sch_set_literal(s, r, NULL, "flag", inherited(s, n, "flag"));
    sch_set_literal(s, r, NULL, "test", test);
    xml_set(r, "location", s->in->silent ? attribute_of(s, subject) : arena_printf(s->arena, "{sb-f:path(%s)}", args));
    xmlNewNsProp(r, s->pack, (const xmlChar *)"line", (const xmlChar *)arena_printf(s->arena, "{sb-f:line(%s)}", args));
    xmlNewNsProp(r, s->pack, (const xmlChar *)"order",
                 (const xmlChar *)arena_printf(s->arena, "{sb-f:order(%s)}", args));
    sch_set_literal(s, r, s->pack, "modal", sch_pack_attribute(s, n, "modal"));
    return r;
}

/* sbp:papers: a paper that nobody can read proves nothing. Where the test holds, and there are such papers with a file and
 * none of them can be opened, the rule is 未判定; that the paper is at fault is another rule's to say. */
static void unread(struct sch *s, xmlNodePtr out, const xmlNode *n, const char *test)
{
    const char *papers = sch_expression(s, n, "papers", sch_pack_attribute(s, n, "papers"));
    if (!papers)
        return;
    xmlNodePtr when = sch_element(s, out, s->xsl, "if", n);
    xml_set(when, "test", test);
    xmlNodePtr all = sch_element(s, when, s->xsl, "variable", n);
    xml_set(all, "name", "sb-f:papers");
    xml_set(all, "select", arena_printf(s->arena, "(%s)[normalize-space(@file)]", papers));
    xmlNodePtr none = sch_element(s, when, s->xsl, "if", n), each = sch_element(s, none, s->xsl, "for-each", n);
    xml_set(none, "test", "not($sb-f:papers[sb-f:file-state(@file) = 'ok' or sb-f:file-state(@file) = ''])");
    xml_set(each, "select", "$sb-f:papers[1]");
    xmlNodePtr r = finding(s, each, n, "failed-assert", papers, "@file");
    sch_set_literal(s, r, NULL, "role", "info");
    sch_set_literal(s, r, s->pack, "undecided", "yes");
    xml_set(sch_element(s, sch_element(s, r, s->svrl, "text", n), s->xsl, "call-template", n), "name", "sb-f:unread");
}

void sch_assert(struct sch *s, xmlNodePtr out, const xmlNode *n, bool report)
{
    const char *test = sch_xpath(s, n, "test"), *id = sch_required(s, n, "id"), *subject = inherited(s, n, "subject");
    if (!test || !id || sources_replaced_rule(&s->sources, s->source, id))
        return;
    sch_declare(s, n, id, test);
    xmlNodePtr content = sch_where(s, out, n), found = sch_element(s, content, s->xsl, "if", n);
    judges(s, content, n, id);
    xml_set(found, "test", report ? test : arena_printf(s->arena, "not(%s)", test));
    xmlNodePtr r = finding(s, found, n, report ? "successful-report" : "failed-assert", test, subject);
    sch_set_literal(s, r, NULL, "role", inherited(s, n, "role"));
    sch_set_literal(s, r, s->pack, "undecided", sch_pack_attribute(s, n, "undecided"));
    sch_set_literal(s, r, s->pack, "field", sch_pack_attribute(s, n, "field"));
    sch_message(s, sch_element(s, r, s->svrl, "text", n), n);
    diagnostics(s, r, n);
    unread(s, content, n, test);
}
