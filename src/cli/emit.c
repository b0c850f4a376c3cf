#include "cli/emit.h"

#include <stdbool.h>
#include <string.h>

/* XSL 1.1 section 6: elements whose content model has no #PCDATA. */
static const char *const without_text[] = {
    "root", "declarations", "layout-master-set", "simple-page-master", "page-sequence-master",
    "repeatable-page-master-alternatives", "bookmark-tree", "bookmark", "page-sequence", "flow", "static-content",
    "block-container", "table-and-caption", "table-caption", "table", "table-header", "table-footer", "table-body",
    "table-row", "table-cell", "list-block", "list-item", "list-item-label", "list-item-body", "footnote",
    "footnote-body",
};

static bool holds_text(const xmlNode *n)
{
    for (size_t i = 0; i < sizeof without_text / sizeof *without_text; i++)
        if (strcmp((const char *)n->name, without_text[i]) == 0)
            return false;
    return true;
}

static void add_name(struct buf *out, const xmlNs *ns, const xmlChar *name)
{
    if (ns && ns->prefix)
        buf_printf(out, "%s:", (const char *)ns->prefix);
    buf_puts(out, (const char *)name);
}

static void add_namespaces(struct buf *out, xmlNodePtr n)
{
    for (const xmlNs *ns = n->nsDef; ns; ns = ns->next) {
        const char *prefix = (const char *)ns->prefix, *href = ns->href ? (const char *)ns->href : "";
        xmlNsPtr known = n->parent && n->parent->type == XML_ELEMENT_NODE
                             ? xmlSearchNs(n->doc, n->parent, ns->prefix) : NULL;
        if (known && strcmp((const char *)known->href, href) == 0)
            continue;
        buf_printf(out, " xmlns%s%s=\"", prefix ? ":" : "", prefix ? prefix : "");
        buf_xml_value(out, href);
        buf_putc(out, '"');
    }
}

static void add_start(struct buf *out, xmlNodePtr n)
{
    buf_putc(out, '<');
    add_name(out, n->ns, n->name);
    add_namespaces(out, n);
    for (xmlAttrPtr a = n->properties; a; a = a->next) {
        xmlChar *value = xmlNodeListGetString(n->doc, a->children, 1);
        buf_putc(out, ' ');
        add_name(out, a->ns, a->name);
        buf_puts(out, "=\"");
        buf_xml_value(out, value ? (const char *)value : "");
        buf_putc(out, '"');
        xmlFree(value);
    }
    buf_puts(out, n->children ? ">" : "/>");
}

static void add_end(struct buf *out, const xmlNode *n)
{
    buf_puts(out, "</");
    add_name(out, n->ns, n->name);
    buf_putc(out, '>');
}

static void add_text(struct buf *out, const char *s)
{
    for (; *s; s++) {
        if (*s == '\r')
            buf_puts(out, "&#13;");
        else if (*s == '"')
            buf_putc(out, '"');
        else
            buf_xml(out, s, 1);
    }
}

static void new_line(struct buf *out, unsigned depth)
{
    buf_printf(out, "\n%*s", (int)(2 * depth), "");
}

/* One step of the walk: n is met on the way down. loose: it stands where white space does not count. */
static void add_node(struct buf *out, xmlNodePtr n, bool loose, unsigned depth)
{
    bool blank = (n->type == XML_TEXT_NODE && xmlIsBlankNode(n)) || n->type == XML_COMMENT_NODE ||
                 n->type == XML_PI_NODE;
    if (loose && blank)
        return;
    if (loose && depth)
        new_line(out, depth);
    if (n->type == XML_ELEMENT_NODE)
        add_start(out, n);
    else if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
        add_text(out, (const char *)n->content);
}

/* A walk without recursion: templates may nest as deep as they like. */
void cli_emit_fo(struct buf *out, xmlDocPtr doc)
{
    xmlNodePtr root = xmlDocGetRootElement(doc), n = root;
    unsigned depth = 0, tight = 0; /* tight: how many ancestors hold text */
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    while (n) {
        add_node(out, n, !tight, depth);
        if (n->type == XML_ELEMENT_NODE && n->children) {
            tight += tight || holds_text(n);
            depth++;
            n = n->children;
            continue;
        }
        while (n != root && !n->next) {
            n = n->parent;
            depth--;
            if (!tight)
                new_line(out, depth);
            tight -= tight > 0;
            add_end(out, n);
        }
        n = n == root ? NULL : n->next;
    }
    buf_putc(out, '\n');
}
