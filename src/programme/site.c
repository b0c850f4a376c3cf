#include "programme/site.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "programme/merge.h"
#include "programme/shape.h"
#include "xslt/lists.h"
#include "xslt/xml.h"

static bool there(struct arena *a, const char *folder, const char *list)
{
    return !access(arena_printf(a, "%s/lists/%s.csv", folder, list), F_OK);
}

struct overlay {
    struct chain *c;
    struct diag_list *d;
    const char *id, *file, *folder;
    VEC(const char *) named; /* lists */
};

/* Does the programme have this list, or name it as one that lies outside its notice? */
static bool knows_list(const struct chain *c, const char *name)
{
    bool found = there(c->arena, arena_printf(c->arena, "%s/common", c->packs), name);
    for (size_t i = 0; i < c->n; i++)
        found = found || there(c->arena, c->folder[i], name);
    for (const xmlNode *n = xmlDocGetRootElement(c->xml)->children; n; n = n->next)
        found = found || (xml_is(n, PROGRAMME_NS, "table") && !strcmp(xml_attribute(n, "name", ""), name));
    return found;
}

/* A site may set what the pack has, and what the program knows; anything else is a slip of the pen. */
static bool allowed(void *ctx, const xmlNode *parent, const xmlNode *upper, const char *name)
{
    struct overlay *o = ctx;
    struct loc loc = {.file = o->file, .line = xml_line(upper)};
    const char *element = (const char *)upper->name;
    if (!name && !strcmp(element, "direction")) {
        diag(o->d, SITE_DIRECTION, &loc, xml_attribute(upper, "id", ""), o->id);
        return false;
    }
    if (!name && !strcmp(element, "table") && !knows_list(o->c, xml_attribute(upper, "name", ""))) {
        diag(o->d, SITE_LIST, &loc, xml_attribute(upper, "name", ""), o->id);
        return false;
    }
    if (name ? shape_of(upper, name) : shape_find((const char *)parent->name, element, NULL))
        return true;
    diag(o->d, SITE_VALUE, &loc, name ? arena_printf(o->c->arena, "%s/@%s", element, name) : element, o->id);
    return false;
}

/* "period/@to" within its direction, "window/@to" within the programme. */
static const char *value_path(struct arena *a, const xmlNode *n, const char *name)
{
    const char *path = name ? arena_printf(a, "@%s", name) : NULL;
    for (; n && n->parent && n->parent->type == XML_ELEMENT_NODE; n = n->parent) {
        const char *key = merge_key(n), *own = (const char *)n->name;
        if (!strcmp(own, "direction") || !strcmp(own, "directions"))
            break;
        if (key)
            own = arena_printf(a, "%s[%s]", own, key);
        path = path ? arena_printf(a, "%s/%s", own, path) : own;
    }
    return path ? path : "";
}

static const char *direction_of(struct arena *a, const xmlNode *n)
{
    for (; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (!strcmp((const char *)n->name, "direction"))
            return arena_strdup(a, xml_attribute(n, "id", ""));
    return NULL;
}

static void changed(void *ctx, const xmlNode *lower, const char *name, const char *before, const char *after)
{
    struct overlay *o = ctx;
    struct arena *a = o->c->arena;
    *VEC_PUSH(a, &o->c->changes) = (struct programme_change){
        .direction = direction_of(a, lower),
        .value = value_path(a, lower, name),
        .before = before ? arena_strdup(a, before) : NULL,
        .after = after ? arena_strdup(a, after) : NULL,
    };
}

/* <table name="sichuan-counties"/>: the programme gets lists/sichuan-counties.csv of the site. */
static bool site_tables(struct overlay *o, const xmlNode *programme, bool own)
{
    struct arena *a = o->c->arena;
    bool good = true;
    for (const xmlNode *n = programme->children; n; n = n->next) {
        const char *name = xml_is(n, PROGRAMME_NS, "table") ? arena_strdup(a, xml_attribute(n, "name", "")) : "";
        struct loc loc = {.file = o->file, .line = xml_line(n)};
        if (!*name)
            continue;
        *VEC_PUSH(a, &o->named) = name;
        if (!there(a, o->folder, name)) {
            diag(o->d, SITE_NO_LIST, &loc, name, o->folder);
            good = false;
        } else if (own) {
            *VEC_PUSH(a, &o->c->site_lists) = name;
        }
    }
    return good;
}

/* A list that no programme uses would change nothing, and nobody would see it. */
static bool all_named(struct overlay *o)
{
    char **names = lists_names_in(o->folder);
    bool good = true;
    for (char **name = names; name && *name; name++) {
        bool found = false;
        for (size_t i = 0; i < o->named.n; i++)
            found = found || !strcmp(o->named.v[i], *name);
        struct loc loc = {.file = o->file};
        if (!found)
            diag(o->d, SITE_UNUSED, &loc, arena_printf(o->c->arena, "%s.csv", *name));
        good = good && found;
    }
    file_list_free(names);
    return good;
}

static bool site_programme(struct overlay *o, const xmlNode *n)
{
    struct loc loc = {.file = o->file, .line = xml_line(n)};
    const char *id = xml_attribute(n, "id", "");
    if (!chain_has_pack(o->c->packs, id)) {
        diag(o->d, SITE_PROGRAMME, &loc, id, o->c->packs);
        return false;
    }
    bool own = !strcmp(id, o->id), tables = site_tables(o, n, own);
    if (!own)
        return tables;
    struct merge m = {.file = o->file, .d = o->d, .ctx = o, .allowed = allowed, .changed = changed};
    o->c->site = o->folder;
    merge_over(&m, xmlDocGetRootElement(o->c->xml), n);
    return !m.failed && tables;
}

static bool site_content(struct overlay *o, const xmlNode *root)
{
    bool good = true;
    for (const xmlNode *n = root->children; n; n = n->next) {
        struct loc loc = {.file = o->file, .line = xml_line(n)};
        if (xml_is(n, PROGRAMME_NS, "programme")) {
            good = site_programme(o, n) && good;
        } else if (xml_is(n, PROGRAMME_NS, "title")) {
            xmlChar *t = xmlNodeGetContent(n);
            o->c->site_title = arena_strdup(o->c->arena, t ? (const char *)t : "");
            xmlFree(t);
        } else if (n->type == XML_ELEMENT_NODE && !xml_is(n, PROGRAMME_NS, "note")) {
            diag(o->d, SITE_ELEMENT, &loc, (const char *)n->name);
            good = false;
        }
    }
    return good;
}

bool site_lay(struct chain *c, const char *id, const char *folder, struct diag_list *d)
{
    struct overlay o = {.c = c, .d = d, .id = id, .file = arena_printf(c->arena, "%s/site.xml", folder)};
    o.folder = arena_strdup(c->arena, folder);
    xmlDocPtr doc = chain_read(o.file, d);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct loc loc = {.file = o.file, .line = root ? xml_line(root) : 0};
    bool good = xml_is(root, PROGRAMME_NS, "site");
    c->site_title = "";
    if (doc && !good)
        diag(d, SITE_ROOT, &loc);
    good = good && site_content(&o, root) && all_named(&o);
    xml_free(doc);
    return good;
}
