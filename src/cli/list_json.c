#include <string.h>

#include "base/arena.h"
#include "cli/list.h"
#include "programme/shape.h"

/* Elements that stand once where they stand. */
static const char *const once[] = {
    "title", "issuer", "number", "special", "source", "note", "preamble", "directions", "forms", "files", "limits", "labels",
    "summary", "framework", "fields", "money", "period", "filing", "priorities", "places", "window", "recommending", "deadline",
    "trl",
};

static bool is_once(const xmlNode *n)
{
    for (size_t i = 0; i < sizeof once / sizeof *once; i++)
        if (strcmp((const char *)n->name, once[i]) == 0)
            return true;
    return false;
}

/* These are strings wherever they stand: a title never has more to say. */
static bool is_plain(const xmlNode *n)
{
    const struct shape *s = shape_of(n, NULL);
    return is_once(n) && s && s->kind == SHAPE_TEXT && strcmp((const char *)n->name, "deadline") != 0;
}

static void string(struct buf *out, const char *s)
{
    buf_json(out, s, strlen(s));
}

/* Text of the node itself, white space collapsed; nothing when there is none. */
static void own_text(struct buf *out, const xmlNode *n)
{
    for (const xmlNode *k = n->children; k; k = k->next)
        if (k->type == XML_TEXT_NODE)
            buf_words(out, 0, (const char *)k->content);
}

static bool is_number(const char *s)
{
    size_t whole = strspn(s, "0123456789"), rest = s[whole] == '.' ? 1 + strspn(s + whole + 1, "0123456789") : 0;
    return whole && !s[whole + rest] && rest != 1 && (whole == 1 || *s != '0');
}

static void value(struct buf *out, const xmlNode *n, const xmlAttr *a)
{
    const struct shape *s = shape_of(n, (const char *)a->name);
    xmlChar *v = xmlNodeGetContent((const xmlNode *)a);
    if (s && s->kind == SHAPE_NUMBER && is_number((const char *)v))
        buf_puts(out, (const char *)v);
    else if (s && s->kind == SHAPE_YESNO)
        buf_puts(out, strcmp((const char *)v, "yes") == 0 ? "true" : "false");
    else
        string(out, (const char *)v);
    xmlFree(v);
}

static void object(struct buf *out, const xmlNode *n, unsigned depth);

static void line(struct buf *out, unsigned depth, bool first)
{
    buf_printf(out, "%s\n%*s", first ? "" : ",", (int)(2 * depth), "");
}

static bool seen_before(const xmlNode *n)
{
    for (const xmlNode *k = n->prev; k; k = k->prev)
        if (k->type == XML_ELEMENT_NODE && xmlStrEqual(k->name, n->name))
            return true;
    return false;
}

static void plain(struct buf *out, const xmlNode *n)
{
    struct buf text = {0};
    own_text(&text, n);
    string(out, text.data ? text.data : "");
    buf_free(&text);
}

/* All children of that name, from the first on. */
static void array(struct buf *out, const xmlNode *first, unsigned depth)
{
    buf_putc(out, '[');
    bool begun = false;
    for (const xmlNode *n = first; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || !xmlStrEqual(n->name, first->name))
            continue;
        line(out, depth + 1, !begun);
        object(out, n, depth + 1);
        begun = true;
    }
    buf_putc(out, ']');
}

/* <directions> that holds direction only is the array itself. */
static const xmlNode *only_kind(const xmlNode *n)
{
    const xmlNode *first = NULL;
    for (const xmlNode *k = n->children; k; k = k->next) {
        if (k->type != XML_ELEMENT_NODE)
            continue;
        first = first ? first : k;
        if (!xmlStrEqual(k->name, first->name) || is_once(k))
            return NULL;
    }
    return n->properties ? NULL : first;
}

static void member(struct buf *out, const xmlNode *n, unsigned depth)
{
    string(out, (const char *)n->name);
    buf_puts(out, ": ");
    if (!is_once(n))
        array(out, n, depth);
    else if (is_plain(n))
        plain(out, n);
    else if (only_kind(n))
        array(out, only_kind(n), depth);
    else
        object(out, n, depth);
}

static void object(struct buf *out, const xmlNode *n, unsigned depth)
{
    bool begun = false;
    struct buf text = {0};
    buf_putc(out, '{');
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        buf_puts(out, begun ? ", " : "");
        string(out, (const char *)a->name);
        buf_puts(out, ": ");
        value(out, n, a);
        begun = true;
    }
    own_text(&text, n);
    if (text.n) {
        buf_puts(out, begun ? ", \"text\": " : "\"text\": ");
        string(out, text.data);
        begun = true;
    }
    buf_free(&text);
    for (const xmlNode *k = n->children; k; k = k->next) {
        if (k->type != XML_ELEMENT_NODE || (!is_once(k) && seen_before(k)))
            continue;
        line(out, depth + 1, !begun);
        member(out, k, depth + 1);
        begun = true;
    }
    buf_putc(out, '}');
}

void list_json(struct buf *out, struct programme *p)
{
    object(out, xmlDocGetRootElement(programme_xml(p)), 0);
    buf_putc(out, '\n');
}
