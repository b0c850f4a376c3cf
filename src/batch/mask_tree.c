#include "batch/mask_tree.h"

#include <stdlib.h>
#include <string.h>

#include "batch/mask.h"

static void mask_text(xmlNode *text, const char *field)
{
    const char *was = (const char *)text->content;
    char *masked = was ? mask_new(was, mask_kind_of(field)) : NULL;
    if (masked && strcmp(masked, was) != 0)
        xmlNodeSetContent(text, (const xmlChar *)masked); /* of texts, comments and instructions: as it is, without entities */
    free(masked);
}

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
