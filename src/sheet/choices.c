#include "sheet/choices.h"

#include <string.h>

#include "programme/settings.h"
#include "sheet/headings.h"
#include "xslt/words.h"
#include "xslt/xml.h"

struct choosing {
    struct arena *arena;
    const struct programme *programme;
    VEC(struct choice) all;
};

static void add_named(struct choosing *c, const char *cell, const char *value, const char *direction)
{
    for (size_t i = 0; i < c->all.n; i++)
        if (strcmp(c->all.v[i].cell, cell) == 0 && strcmp(c->all.v[i].value, value) == 0)
            return;
    if (*cell)
        *VEC_PUSH(c->arena, &c->all) = (struct choice){.cell = cell, .value = value, .direction = direction};
}

static void add(struct choosing *c, const char *cell, const char *value)
{
    add_named(c, cell, value, NULL);
}

static void add_made(struct choosing *c, const struct field_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(c, v[i].label ? v[i].label : v[i].value, v[i].value);
}

static void add_values(struct choosing *c, const struct field *f)
{
    add_made(c, f->values, f->nvalues);
    if (f->kind == FIELD_BOOLEAN) {
        add(c, "是", "true");
        add(c, "否", "false");
    }
}

static void add_countries(struct choosing *c)
{
    const char *key;
    for (size_t i = 0; (key = programme_list_key_at(c->programme, "countries", i)); i++) {
        const char *name = programme_list_value(c->programme, "countries", key, "zh");
        add(c, name ? name : key, key);
    }
}

static void add_directions(struct choosing *c, bool refused)
{
    const struct programme_direction *v;
    size_t n = programme_directions(c->programme, &v);
    for (size_t i = 0; i < n; i++)
        if (refused || !v[i].refused)
            add(c, v[i].title, v[i].id);
    for (size_t i = 0; refused && i < n; i++) /* as `list` and guides print them */
        add(c, arena_printf(c->arena, "%s %s", v[i].id, v[i].title), v[i].id);
}

static void add_list(struct choosing *c, const struct field *f)
{
    const xmlNode *list = programme_values(c->programme, f->name);
    for (const xmlNode *i = list ? list->children : NULL; i; i = i->next)
        if (xml_is(i, PROGRAMME_NS, "item")) {
            const char *text = xml_words_in(c->arena, i);
            add(c, text, text);
        }
}

/* A node's value is its id, else its own text without what lies below, which is its name too, else the name that it says. */
static void add_node(struct choosing *c, const xmlNode *n, const char *direction)
{
    if (n->type != XML_ELEMENT_NODE)
        return;
    const char *own = n->children && n->children->content ? buf_words_in(c->arena, (const char *)n->children->content) : "";
    const char *text = *own ? own : xml_attribute(n, "name", ""), *id = xml_attribute(n, "id", NULL);
    add_named(c, *text || !id ? text : id, id ? id : text, direction);
}

static void add_offered(struct choosing *c, xmlXPathContextPtr xpath, const char *expression)
{
    const struct programme_direction *v;
    size_t n = programme_directions(c->programme, &v);
    for (size_t i = 0; i < n; i++) {
        xpath->node = (xmlNodePtr)v[i].node;
        xmlXPathObjectPtr value = v[i].refused ? NULL : xmlXPathEvalExpression(BAD_CAST expression, xpath);
        for (int k = 0; value && value->nodesetval && k < value->nodesetval->nodeNr; k++)
            add_node(c, value->nodesetval->nodeTab[k], v[i].id);
        xmlXPathFreeObject(value);
    }
}

/* What the schema offers a line of free text; false: nothing. */
static bool add_new_choices(struct choosing *c, const struct field *f)
{
    const char *expression = f->kind == FIELD_LINE ? fields_setting(f, "new-choices") : NULL;
    xmlXPathContextPtr xpath = expression ? settings_xpath(c->programme) : NULL;
    if (xpath)
        add_offered(c, xpath, expression);
    xmlXPathFreeContext(xpath);
    return expression != NULL;
}

static const char *folded(struct arena *a, const char *text)
{
    struct buf b = {0};
    words_fold_title(&b, text);
    const char *to = arena_strndup(a, b.n ? b.data : "", b.n);
    buf_free(&b);
    return to;
}

/* Names that several codes share say which they mean, and those that are the code of another. */
static void tell_apart(struct choosing *c, size_t i)
{
    const char *name = c->all.v[i].cell;
    bool shared = false;
    for (size_t k = 0; k < c->all.n; k++)
        shared |= k != i && strcmp(c->all.v[k].value, name) == 0 && strcmp(c->all.v[i].value, name) != 0;
    for (size_t k = i + 1; k < c->all.n; k++)
        if (strcmp(c->all.v[k].cell, name) == 0) {
            c->all.v[k].cell = arena_printf(c->arena, "%s（%s）", name, c->all.v[k].value);
            shared = true;
        }
    if (shared)
        c->all.v[i].cell = arena_printf(c->arena, "%s（%s）", name, c->all.v[i].value);
}

static struct choices finished(struct choosing *c, bool several)
{
    for (size_t i = 0; i < c->all.n; i++) {
        struct choice *one = &c->all.v[i];
        tell_apart(c, i);
        one->folded = folded(c->arena, one->cell);
        one->plain = headings_fold(c->arena, one->cell);
    }
    return (struct choices){c->all.v, c->all.n, several};
}

static bool is_direction(const struct field *f)
{
    return f->parent && !f->parent->parent && strcmp(f->name, "direction") == 0;
}

struct choices choices_made(struct arena *a, const struct field_value *v, size_t n)
{
    struct choosing c = {.arena = a};
    add_made(&c, v, n);
    return finished(&c, false);
}

struct choices choices_directions(struct arena *a, const struct programme *p)
{
    struct choosing c = {.arena = a, .programme = p};
    add_directions(&c, true);
    return finished(&c, false);
}

struct choices choices_offered(struct arena *a, const struct programme *p, const struct field *f)
{
    struct choosing c = {.arena = a, .programme = p};
    if (is_direction(f))
        return choices_directions(a, p);
    if (f->kind == FIELD_CODE)
        add_values(&c, f);
    bool offered = add_new_choices(&c, f);
    return finished(&c, f->repeated || offered);
}

struct choices choices_of(struct arena *a, const struct programme *p, const struct field *f)
{
    struct choosing c = {.arena = a, .programme = p};
    if (is_direction(f))
        add_directions(&c, false);
    else
        add_values(&c, f);
    if (f->kind == FIELD_COUNTRY)
        add_countries(&c);
    if (f->kind == FIELD_LINE)
        add_list(&c, f);
    bool offered = add_new_choices(&c, f);
    return finished(&c, f->repeated || offered);
}

const char *choices_cell(const struct choices *c, const char *value, const char *direction)
{
    const char *cell = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const struct choice *one = &c->v[i];
        if (strcmp(one->value, value) == 0 && (!cell || (one->direction && strcmp(one->direction, direction) == 0)))
            cell = one->cell;
    }
    return cell;
}

static const char *exactly(const struct choices *c, const char *text)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->v[i].value, text) == 0)
            return c->v[i].value;
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->v[i].cell, text) == 0)
            return c->v[i].value;
    return NULL;
}

/* The only value whose choices are called so. */
static const char *only(const struct choices *c, const char *name, bool plain)
{
    const char *called = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const struct choice *one = &c->v[i];
        if (strcmp(plain ? one->plain : one->folded, name) != 0)
            continue;
        if (called && strcmp(called, one->value) != 0)
            return NULL;
        called = one->value;
    }
    return called;
}

const char *choices_named(const struct choices *c, struct arena *a, const char *text)
{
    const char *value = exactly(c, text);
    return value || !c->n ? value : only(c, folded(a, text), false);
}

const char *choices_value(const struct choices *c, struct arena *a, const char *text)
{
    const char *value = choices_named(c, a, text);
    return value || !c->n ? value : only(c, headings_fold(a, text), true);
}
