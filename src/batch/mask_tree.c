#include "batch/mask_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "batch/mask.h"

/* Of texts, comments and instructions: as it is, without entities. */
static void set_text(xmlNode *text, char *masked)
{
    if (masked)
        xmlNodeSetContent(text, (const xmlChar *)masked);
    free(masked);
}

static void mask_text(xmlNode *text, const char *field)
{
    const char *was = (const char *)text->content;
    char *masked = NULL;
    if (was)
        mask_pieces(&was, 1, mask_kind_of(field), &masked);
    set_text(text, masked);
}

/* --- a text of which parts are raised, or bold --- */

static bool is_text(const xmlNode *n)
{
    return (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content;
}

/* Words and elements beside each other; where there are only elements, they are fields, cells or paragraphs of their own. */
static bool is_mixed(const xmlNode *parent)
{
    bool words = false, elements = false;
    for (const xmlNode *n = parent->children; n; n = n->next) {
        words = words || (is_text(n) && n->content[strspn((const char *)n->content, " \t\r\n")]);
        elements = elements || n->type == XML_ELEMENT_NODE;
    }
    return words && elements;
}

struct texts {
    struct arena *arena;
    VEC(xmlNode *) nodes;
    VEC(const char *) pieces;
};

static void collect(struct texts *t, xmlNode *n)
{
    for (; n; n = n->next) {
        if (is_text(n)) {
            *VEC_PUSH(t->arena, &t->nodes) = n;
            *VEC_PUSH(t->arena, &t->pieces) = (const char *)n->content;
        } else if (n->type == XML_ELEMENT_NODE) {
            collect(t, n->children);
        }
    }
}

static void mask_mixed(xmlNode *parent)
{
    struct texts t = {.arena = arena_new()};
    collect(&t, parent->children);
    char **masked = arena_array(t.arena, t.nodes.n, sizeof *masked);
    mask_pieces(t.pieces.v, t.pieces.n, mask_kind_of((const char *)parent->name), masked);
    for (size_t i = 0; i < t.nodes.n; i++)
        set_text(t.nodes.v[i], masked[i]);
    arena_free(t.arena);
}

/* --- everything --- */

/* Whatever stands in the file: comments too. No deeper than LIMIT_DEPTH, says xml_parse(). */
static void mask_nodes(xmlNode *n, const char *field)
{
    for (; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE) {
            mask_text(n, field);
            continue;
        }
        for (xmlAttr *a = n->properties; a; a = a->next)
            mask_nodes(a->children, (const char *)a->name);
        if (is_mixed(n))
            mask_mixed(n);
        mask_nodes(n->children, (const char *)n->name);
    }
}

xmlDocPtr mask_tree(xmlDocPtr doc)
{
    xmlDocPtr copy = xmlCopyDoc(doc, 1);
    if (!copy)
        base_die_oom();
    mask_nodes(copy->children, NULL);
    return copy;
}

void mask_bytes(struct buf *out, xmlDocPtr masked)
{
    xmlChar *text = NULL;
    int n = 0;
    xmlDocDumpMemoryEnc(masked, &text, &n, "UTF-8");
    if (!text)
        base_die_oom();
    buf_add(out, text, (size_t)n);
    xmlFree(text);
}
