#include "programme/settings.h"

#include <libxml/xpathInternals.h>

#include "programme/schematron.h"
#include "xslt/xml.h"

xmlXPathContextPtr settings_xpath(const struct programme *p)
{
    xmlXPathContextPtr xpath = xml_xpath(programme_xml(p));
    xmlXPathRegisterNs(xpath, BAD_CAST "p", BAD_CAST PROGRAMME_NS);
    return xpath;
}

xmlXPathObjectPtr settings_value(struct settings *s, const struct field *f, const char *name)
{
    const char *expression = fields_setting(f, name);
    if (!expression)
        return NULL;
    s->xpath->node = (xmlNodePtr)s->at;
    xmlXPathObjectPtr value = xmlXPathEvalExpression(BAD_CAST expression, s->xpath);
    struct loc loc = {.file = (const char *)f->declaration->doc->URL, .line = xml_line(f->declaration)};
    if (value)
        return value;
    diag(s->d, PACK_XPATH, &loc, name, expression);
    s->failed = true;
    return NULL;
}

static bool holds(struct settings *s, const struct field *f)
{
    xmlXPathObjectPtr condition = settings_value(s, f, "new-if");
    bool put_in = !condition || xmlXPathCastToBoolean(condition);
    xmlXPathFreeObject(condition);
    return put_in;
}

bool settings_put_in(struct settings *s, const struct field *f, const char *path)
{
    return fields_setting(f, "new-asked") ? remarks_asked(s->remarks, path) : holds(s, f);
}

/* --- what no direction has --- */

struct unused {
    struct settings settings;
    struct arena *arena;
    const struct programme_direction *directions;
    size_t n;
    VEC(const struct field *) fields;
};

static bool is_used(struct unused *u, const struct field *f, const char *path)
{
    if (fields_setting(f, "new-asked"))
        return remarks_asked_anywhere(u->settings.remarks, path);
    bool used = !fields_setting(f, "new-if");
    for (size_t i = 0; i < u->n && !used; i++) {
        u->settings.at = u->directions[i].node;
        used = !u->directions[i].refused && holds(&u->settings, f);
    }
    return used;
}

static void look(struct unused *u, const struct field *f, const char *path)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct field *c = &f->children[i];
        const char *below = *path ? arena_printf(u->arena, "%s/%s", path, c->name) : c->name;
        if (c->attribute)
            continue;
        if (is_used(u, c, below))
            look(u, c, below);
        else
            *VEC_PUSH(u->arena, &u->fields) = c;
    }
}

const struct field *const *settings_unused(struct programme *p, struct arena *a, struct diag_list *d)
{
    struct unused u = {.settings = {.xpath = settings_xpath(p), .d = d}, .arena = a};
    u.n = programme_directions(p, &u.directions);
    u.settings.remarks = u.n ? remarks_new(p, u.directions, NULL, d) : NULL;
    const struct field *root = programme_fields(p, d);
    if (root && u.settings.remarks)
        look(&u, root, "");
    remarks_free(u.settings.remarks);
    xmlXPathFreeContext(u.settings.xpath);
    *VEC_PUSH(a, &u.fields) = NULL;
    return u.fields.v;
}
