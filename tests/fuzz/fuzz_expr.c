/* fuzz_expr.c - libFuzzer entry for property values: the first byte picks a property or shorthand, the rest is its value, on
 * a block inside a list item inside a table cell, so that every function has something to ask. */
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fo/fo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
#define FO_PROP(id, name, parser, inherited, initial, base, allowed, status) name,
#include "fo/properties.def"
#undef FO_PROP
#define FO_SHORTHAND(name, ...) name,
#include "fo/shorthands.def"
#undef FO_SHORTHAND
};

static xmlNodePtr add(xmlNodePtr parent, xmlNsPtr ns, const char *name)
{
    return xmlNewChild(parent, ns, (const xmlChar *)name, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 10000 || memchr(data + 2, 0, size - 2) || !utf8_valid((const char *)data + 2, size - 2))
        return 0;
    char *value = calloc(1, size);
    if (!value)
        abort();
    memcpy(value, data + 2, size - 2);
    xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNodePtr at = xmlNewNode(NULL, (const xmlChar *)"root");
    xmlNsPtr ns = xmlNewNs(at, (const xmlChar *)"http://www.w3.org/1999/XSL/Format", (const xmlChar *)"fo");
    xmlSetNs(at, ns);
    xmlDocSetRootElement(doc, at);
    static const char *const path[] = {"page-sequence", "flow", "table", "table-body", "table-row", "table-cell", "list-block",
                                       "list-item", "list-item-body", "block"};
    for (size_t i = 0; i < sizeof path / sizeof *path; i++) {
        if (i == 3)
            add(at, ns, "table-column");
        at = add(at, ns, path[i]);
    }
    const char *name = names[(size_t)(data[0] | data[1] << 8) % (sizeof names / sizeof *names)];
    xmlNewProp(at, (const xmlChar *)name, (const xmlChar *)value);
    xmlNewProp(at->parent, (const xmlChar *)name, (const xmlChar *)value);
    struct diag_list *d = diag_list_new();
    struct fo_reader *r = fo_open_tree(doc, "fuzz", d);
    struct fo_node *n = fo_root(r);
    for (struct fo_node *c; (c = fo_first(r, n));)
        for (n = c; (c = fo_next(r, n));) /* the body stands behind the column */
            n = c;
    for (int p = 0; p < FO_PROP_COUNT; p++)
        fo_mpt(n, (enum fo_prop)p, 1000);
    fo_close(r);
    diag_list_free(d);
    xmlFreeDoc(doc);
    free(value);
    return 0;
}
