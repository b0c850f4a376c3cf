#include "check/findings.h"

#include <libxml/xpath.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "xslt/words.h"
#include "xslt/xml.h"

static bool is_proposal(const xmlNode *n)
{
    return xml_is(n, PROPOSAL_NS, "proposal");
}

const char *check_programme_of(xmlDocPtr doc, const char *file, struct diag_list *d)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    struct loc loc = {.file = file, .line = xml_line(root)};
    if (!is_proposal(root)) {
        diag(d, CHECK_WRONG_ROOT, &loc, root ? (const char *)root->name : "",
             root && root->ns ? (const char *)root->ns->href : "");
        return "";
    }
    const char *programme = xml_attribute(root, "programme", "");
    if (*programme)
        return programme;
    diag(d, CHECK_NO_PROGRAMME, &loc);
    return "";
}

size_t checking_order(const xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->parent;
    intptr_t order = n ? -(intptr_t)n->content : 0;
    return order > 0 ? (size_t)order : 0;
}

const char *checking_name(struct checking *c, const xmlNode *n)
{
    const char *label = c->labels ? labels_text(c->labels, labels_declaration(c->labels, n)) : NULL;
    return label ? arena_printf(c->arena, "%s（%s）", label, (const char *)n->name) : (const char *)n->name;
}

/* libxml2 keeps the order in the elements themselves; by_order leads back from the rules' numbers. */
void checking_begin(struct checking *c)
{
    long count = xmlXPathOrderDocElems(c->doc);
    c->arena = arena_new();
    c->elements = count > 0 ? (size_t)count : 0;
    c->by_order = xcalloc(c->elements + 1, sizeof *c->by_order);
    for (xmlNodePtr n = xmlDocGetRootElement(c->doc); n;) {
        size_t order = checking_order(n);
        if (n->type == XML_ELEMENT_NODE && order <= c->elements)
            c->by_order[order] = n;
        if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n && !n->next)
            n = n->parent && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
        n = n ? n->next : NULL;
    }
}

void checking_end(struct checking *c)
{
    free(c->by_order);
    arena_free(c->arena);
}

bool check_proposal(struct programme *p, xmlDocPtr doc, const char *file, const struct check_options *o,
                    struct diag_list *out)
{
    struct checking c = {.p = p, .doc = doc, .file = file, .o = o, .out = out};
    checking_begin(&c);
    struct _xmlSchema *schema = programme_schema(p, out);
    c.labels = programme_labels(p);
    bool good = schema_check(&c, schema);
    good = rules_check(&c) && good;
    checking_end(&c);
    diag_list_sort(out);
    return good;
}

size_t check_count(const char *utf8, size_t n, size_t *code_points)
{
    return words_count(utf8, n, code_points);
}
