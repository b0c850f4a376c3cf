#include "sheet/choices.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "programme/schematron.h"
#include "xslt/xml.h"

struct choosing {
    struct arena *arena;
    const struct programme *programme;
    VEC(struct choice) all;
};

static void add(struct choosing *c, const char *cell, const char *meaning)
{
    for (size_t i = 0; i < c->all.n; i++)
        if (strcmp(c->all.v[i].cell, cell) == 0)
            return;
    if (*cell)
        *VEC_PUSH(c->arena, &c->all) = (struct choice){cell, meaning};
}

static void add_values(struct choosing *c, const struct field *f)
{
    for (size_t i = 0; i < f->nvalues; i++)
        add(c, f->values[i].label ? f->values[i].label : f->values[i].value, NULL);
    if (f->kind == FIELD_BOOLEAN) {
        add(c, "是", NULL);
        add(c, "否", NULL);
    }
}

static void add_countries(struct choosing *c)
{
    const char *key;
    for (size_t i = 0; (key = programme_list_key_at(c->programme, "countries", i)); i++) {
        const char *name = programme_list_value(c->programme, "countries", key, "zh");
        add(c, name ? name : key, NULL);
    }
}

static void add_directions(struct choosing *c)
{
    const struct programme_direction *v;
    size_t n = programme_directions(c->programme, &v);
    for (size_t i = 0; i < n; i++)
        if (!v[i].refused)
            add(c, v[i].id, v[i].title);
}

static void add_list(struct choosing *c, const struct field *f)
{
    const xmlNode *list = programme_values(c->programme, f->name);
    for (const xmlNode *i = list ? list->children : NULL; i; i = i->next)
        if (xml_is(i, PROGRAMME_NS, "item"))
            add(c, xml_words_in(c->arena, i), NULL);
}

/* A node is written as its id, else as its own text without what lies below. */
static void add_node(struct choosing *c, const xmlNode *n)
{
    const xmlNode *first = n->type == XML_ELEMENT_NODE ? n->children : n;
    const char *text = first && first->content ? buf_words_in(c->arena, (const char *)first->content) : "";
    const char *id = xml_attribute(n, "id", NULL);
    add(c, id ? arena_strdup(c->arena, id) : text, id && *text ? text : NULL);
}

static void add_offered(struct choosing *c, xmlXPathContextPtr xpath, const char *expression)
{
    const struct programme_direction *v;
    size_t n = programme_directions(c->programme, &v);
    for (size_t i = 0; i < n; i++) {
        xpath->node = (xmlNodePtr)v[i].node;
        xmlXPathObjectPtr value = v[i].refused ? NULL : xmlXPathEvalExpression(BAD_CAST expression, xpath);
        for (int k = 0; value && value->nodesetval && k < value->nodesetval->nodeNr; k++)
            add_node(c, value->nodesetval->nodeTab[k]);
        xmlXPathFreeObject(value);
    }
}

static bool add_new_choices(struct choosing *c, const struct field *f)
{
    xmlChar *expression = xmlGetNsProp(f->declaration, BAD_CAST "new-choices", BAD_CAST PACK_NS);
    xmlXPathContextPtr xpath = expression ? xmlXPathNewContext(programme_xml(c->programme)) : NULL;
    if (xpath) {
        xmlXPathRegisterNs(xpath, BAD_CAST "p", BAD_CAST PROGRAMME_NS);
        add_offered(c, xpath, (const char *)expression);
    }
    xmlXPathFreeContext(xpath);
    xmlFree(expression);
    return xpath != NULL;
}

size_t choices_of(struct arena *a, const struct programme *p, const struct field *f, const struct choice **out, bool *several)
{
    struct choosing c = {.arena = a, .programme = p};
    bool offered = false;
    add_values(&c, f);
    if (f->kind == FIELD_COUNTRY)
        add_countries(&c);
    if (f->kind == FIELD_LINE)
        add_list(&c, f);
    if (f->kind == FIELD_LINE && f->declaration)
        offered = add_new_choices(&c, f);
    if (strcmp(f->name, "direction") == 0 && !f->parent->parent)
        add_directions(&c);
    *out = c.all.v;
    *several = f->repeated || offered;
    return c.all.n;
}
