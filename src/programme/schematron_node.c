/* schematron_node.c - elements of rule files are read, and those of the stylesheet made. */
#include <string.h>

#include "programme/schematron_int.h"
#include "xslt/xml.h"

struct loc sch_place(const xmlNode *n)
{
    return (struct loc){.file = n->doc ? (const char *)n->doc->URL : NULL, .line = xml_line(n)};
}

bool sch_is(const xmlNode *n, const char *name)
{
    return xml_is(n, SCHEMATRON_NS, name);
}

/* Patterns of abstract parents write $name for a parameter: replaced as text, longest names first by the caller's order
 * being irrelevant, since a name ends where a name character no longer follows. */
char *sch_substitute(struct sch *s, const char *text)
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
char *sch_attribute(struct sch *s, const xmlNode *n, const char *name)
{
    const char *v = xml_attribute(n, name, NULL);
    return v ? sch_substitute(s, v) : NULL;
}

char *sch_pack_attribute(struct sch *s, const xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetNsProp((xmlNodePtr)n, (const xmlChar *)name, (const xmlChar *)PACK_NS);
    char *out = v ? sch_substitute(s, (const char *)v) : NULL;
    xmlFree(v);
    return out;
}

char *sch_required(struct sch *s, const xmlNode *n, const char *name)
{
    char *v = sch_attribute(s, n, name);
    struct loc loc = sch_place(n);
    if (v && *v)
        return v;
    diag(s->d, RULES_ATTRIBUTE, &loc, (const char *)n->name, name);
    s->failed = true;
    return NULL;
}

/* The value v of an XPath attribute, tried before libxslt sees it: the message then names this file and line. */
char *sch_expression(struct sch *s, const xmlNode *n, const char *name, char *v)
{
    if (!v)
        return NULL;
    bool good = xml_is_xpath(s->xpath, v);
    if (!good) {
        struct loc loc = sch_place(n);
        diag(s->d, RULES_XPATH, &loc, name, v);
        s->failed = true;
    }
    s->failed = !sources_directions_known(&s->sources, n, v, s->d) || s->failed;
    return good ? v : NULL;
}

char *sch_xpath(struct sch *s, const xmlNode *n, const char *name)
{
    return sch_expression(s, n, name, sch_required(s, n, name));
}

xmlNodePtr sch_element(struct sch *s, xmlNodePtr parent, xmlNsPtr ns, const char *name, const xmlNode *from)
{
    xmlNodePtr n = xmlNewDocNode(s->out, ns, (const xmlChar *)name, NULL);
    unsigned line = xml_line(from);
    n->line = (unsigned short)(line < 65535 ? line : 65535);
    return xmlAddChild(parent, n);
}

/* In an attribute of a literal element braces are an expression; double them. */
void sch_set_literal(struct sch *s, xmlNodePtr n, xmlNsPtr ns, const char *name, const char *value)
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

void sch_unsupported(struct sch *s, const xmlNode *n)
{
    struct loc loc = sch_place(n);
    diag(s->d, RULES_ELEMENT, &loc, (const char *)n->name, (const char *)n->parent->name);
    s->failed = true;
}

bool sch_is_documentation(const xmlNode *n)
{
    return sch_is(n, "title") || sch_is(n, "p") || (n->type == XML_ELEMENT_NODE && !sch_is(n, NULL));
}

bool sch_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
