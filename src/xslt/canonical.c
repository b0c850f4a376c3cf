#include "xslt/canonical.h"

#include <stdint.h>
#include <string.h>

enum { ATTRIBUTES = 16 }; /* at most: they are sorted one by one */

static const char *reference(char c)
{
    return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '\t' ? "&#x9;" : c == '\n' ? "&#xA;" : "&#xD;";
}

static void put_escaped(struct buf *out, const char *s, const char *escaped)
{
    for (size_t n; n = strcspn(s, escaped), s[n]; s += n + 1) {
        buf_add(out, s, n);
        buf_puts(out, reference(s[n]));
    }
    buf_puts(out, s);
}

static void put_value(struct buf *out, const xmlAttr *a)
{
    buf_putc(out, ' ');
    buf_puts(out, (const char *)a->name);
    buf_puts(out, "=\"");
    if (a->children && a->children->content)
        put_escaped(out, (const char *)a->children->content, "&<\"\t\n\r");
    buf_putc(out, '"');
}

static bool is_plain_value(const xmlAttr *a)
{
    const xmlNode *c = a->children;
    return !a->ns && (!c || (c->type == XML_TEXT_NODE && !c->next));
}

/* By their names. */
static bool put_attributes(struct buf *out, const xmlNode *n)
{
    const xmlAttr *v[ATTRIBUTES];
    size_t count = 0;
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        size_t at = count++;
        if (count > ATTRIBUTES || !is_plain_value(a))
            return false;
        for (; at > 0 && strcmp((const char *)a->name, (const char *)v[at - 1]->name) < 0; at--)
            v[at] = v[at - 1];
        v[at] = a;
    }
    for (size_t i = 0; i < count; i++)
        put_value(out, v[i]);
    return true;
}

/* The root alone says a namespace, an absolute one and without a prefix, and all are in it; or there is none. */
static bool is_plain_name(const xmlNode *n, const xmlNode *root)
{
    const xmlNs *ns = root->nsDef;
    if (n != root)
        return !n->nsDef && n->ns == ns;
    return n->ns == ns && (!ns || (!ns->next && !ns->prefix && strncmp((const char *)ns->href, "urn:", 4) == 0));
}

static bool put_start(struct buf *out, const xmlNode *n, const xmlNode *root)
{
    if (!is_plain_name(n, root))
        return false;
    buf_putc(out, '<');
    buf_puts(out, (const char *)n->name);
    if (n->nsDef) {
        buf_puts(out, " xmlns=\"");
        put_escaped(out, (const char *)n->nsDef->href, "&<\"\t\n\r");
        buf_putc(out, '"');
    }
    bool good = put_attributes(out, n);
    buf_putc(out, '>');
    return good;
}

static void put_end(struct buf *out, const xmlNode *n)
{
    buf_puts(out, "</");
    buf_puts(out, (const char *)n->name);
    buf_putc(out, '>');
}

static bool put_node(struct buf *out, const xmlNode *n, const xmlNode *root)
{
    if (n->type == XML_ELEMENT_NODE)
        return put_start(out, n, root);
    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
        put_escaped(out, n->content ? (const char *)n->content : "", "&<>\r");
    else if (n->type != XML_COMMENT_NODE)
        return false;
    return true;
}

/* The node that comes next in the document; what ends on the way is written. NULL: all is. */
static const xmlNode *next_node(struct buf *out, const xmlNode *n, const xmlNode *root)
{
    if (n->type == XML_ELEMENT_NODE && n->children)
        return n->children;
    for (;; n = n->parent) {
        if (n->type == XML_ELEMENT_NODE)
            put_end(out, n);
        if (n == root)
            return NULL;
        if (n->next)
            return n->next;
    }
}

bool canonical_put(struct buf *out, const struct _xmlDoc *doc)
{
    const xmlNode *root = xmlDocGetRootElement((xmlDocPtr)(uintptr_t)doc);
    bool good = root != NULL;
    for (const xmlNode *n = doc->children; n; n = n->next)
        good = good && (n == root || n->type == XML_COMMENT_NODE);
    for (const xmlNode *n = root; n && good; n = next_node(out, n, root))
        good = put_node(out, n, root);
    return good;
}
