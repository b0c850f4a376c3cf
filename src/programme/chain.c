#include "programme/chain.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "programme/merge.h"
#include "programme/shape.h"
#include "xslt/xml.h"

static bool is_file(const char *path)
{
    struct stat s;
    return !stat(path, &s) && S_ISREG(s.st_mode);
}

static bool is_id(const char *id)
{
    return *id && strlen(id) <= NAME_MAX && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(id);
}

bool chain_has_pack(const char *packs, const char *id)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/%s/programme.xml", packs, id);
    return is_id(id) && n > 0 && (size_t)n < sizeof path && is_file(path);
}

const char *chain_file(const struct chain *c, const char *name)
{
    for (size_t i = 0; i < c->n; i++) {
        const char *path = arena_printf(c->arena, "%s/%s", c->folder[i], name);
        if (is_file(path))
            return path;
    }
    return arena_printf(c->arena, "%s/%s", c->folder[0], name);
}

bool chain_is_file(const struct chain *c, const char *path, const char *name)
{
    struct stat a, b;
    char own[PATH_MAX];
    const char *slash = strrchr(path, '/');
    if (strcmp(slash ? slash + 1 : path, name) || stat(path, &a))
        return false;
    for (size_t i = 0; i < c->n; i++) {
        int n = snprintf(own, sizeof own, "%s/%s", c->folder[i], name);
        if (n > 0 && (size_t)n < sizeof own && !stat(own, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino)
            return true;
    }
    return false;
}

void chain_free(struct chain *c)
{
    xml_free(c->xml);
    c->xml = NULL;
}

static bool is_el(const xmlNode *n, const char *name)
{
    return n && n->type == XML_ELEMENT_NODE && n->ns && xmlStrEqual(n->ns->href, (const xmlChar *)PROGRAMME_NS) &&
           xmlStrEqual(n->name, (const xmlChar *)name);
}

static const char *attribute(const xmlNode *n, const char *name)
{
    const xmlAttr *a = xmlHasProp((xmlNodePtr)n, (const xmlChar *)name);
    return a && a->children && a->children->content ? (const char *)a->children->content : "";
}

/* --- packs upon packs --- */

static xmlDocPtr load_one(const char *path, const char *id, struct diag_list *d)
{
    xmlDocPtr doc = xml_load(path, d);
    xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct loc loc = {.file = path, .line = root ? xml_line(root) : 0};
    bool good = is_el(root, "programme");
    if (doc && !good)
        diag(d, PACK_ROOT, &loc);
    if (good && *attribute(root, "id") && strcmp(attribute(root, "id"), id)) {
        diag(d, PACK_ID, &loc, attribute(root, "id"), id);
        good = false;
    }
    if (good) {
        root->_private = (void *)(uintptr_t)path;
        return doc;
    }
    xml_free(doc);
    return NULL;
}

/* May this pack stand below those already in the chain? */
static bool base_fits(const struct chain *c, const char *base, const struct loc *loc, struct diag_list *d)
{
    const char *folder = arena_printf(c->arena, "%s/%s", c->packs, base);
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->folder[i], folder)) {
            diag(d, PACK_CYCLE, loc, base);
            return false;
        }
    if (c->n == LIMIT_PACK_CHAIN) {
        diag(d, PACK_CHAIN, loc, base);
        return false;
    }
    if (chain_has_pack(c->packs, base))
        return true;
    diag(d, PACK_BASE, loc, base, c->packs);
    return false;
}

/* The root is the upper pack's; what stands below it keeps its file (merge_loc). */
static bool lay_over(struct chain *c, xmlDocPtr base, xmlDocPtr upper, struct diag_list *d)
{
    xmlNodePtr root = xmlDocGetRootElement(upper), lower = xmlDocGetRootElement(base);
    struct merge m = {.file = root->_private, .d = d};
    for (xmlNodePtr n = lower->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !n->_private)
            n->_private = lower->_private;
    merge_over(&m, lower, root);
    lower->_private = root->_private;
    lower->line = root->line;
    xml_free(upper);
    c->xml = base;
    return !m.failed;
}

bool chain_load(struct chain *c, const char *id, struct diag_list *d)
{
    xmlDocPtr doc[LIMIT_PACK_CHAIN] = {0};
    bool good = true;
    while (id) {
        c->folder[c->n] = arena_printf(c->arena, "%s/%s", c->packs, id);
        const char *path = arena_printf(c->arena, "%s/programme.xml", c->folder[c->n]);
        doc[c->n] = load_one(path, id, d);
        good = doc[c->n] != NULL;
        const xmlNode *root = good ? xmlDocGetRootElement(doc[c->n]) : NULL;
        c->n += good;
        const char *base = root ? attribute(root, "base") : "";
        struct loc loc = {.file = path, .line = root ? xml_line(root) : 0};
        good = good && (!*base || base_fits(c, base, &loc, d));
        id = good && *base ? arena_strdup(c->arena, base) : NULL;
    }
    if (c->n)
        c->xml = doc[c->n - 1];
    for (size_t i = c->n; i-- > 1;)
        good = lay_over(c, c->xml, doc[i - 1], d) && good;
    return good;
}

/* --- the site --- */

struct overlay {
    struct chain *c;
    struct diag_list *d;
    const char *id, *file;
};

static const char *parent_name(const xmlNode *n)
{
    return n->parent && n->parent->type == XML_ELEMENT_NODE ? (const char *)n->parent->name : "";
}

/* A site may set what the pack has, and what the program knows; anything else is a slip of the pen. */
static bool allowed(void *ctx, const xmlNode *parent, const xmlNode *upper, const char *name)
{
    struct overlay *o = ctx;
    struct loc loc = {.file = o->file, .line = xml_line(upper)};
    const char *element = (const char *)upper->name;
    if (!name && !strcmp(element, "direction")) {
        diag(o->d, SITE_DIRECTION, &loc, attribute(upper, "id"), o->id);
        return false;
    }
    if (shape_find(name ? parent_name(upper) : (const char *)parent->name, element, name))
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
            return arena_strdup(a, attribute(n, "id"));
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

static bool site_programme(struct overlay *o, const xmlNode *n)
{
    struct loc loc = {.file = o->file, .line = xml_line(n)};
    const char *id = attribute(n, "id");
    if (!chain_has_pack(o->c->packs, id)) {
        diag(o->d, SITE_PROGRAMME, &loc, id, o->c->packs);
        return false;
    }
    if (strcmp(id, o->id))
        return true;
    struct merge m = {.file = o->file, .d = o->d, .ctx = o, .allowed = allowed, .changed = changed};
    o->c->site = arena_strndup(o->c->arena, o->file, strlen(o->file) - strlen("/site.xml"));
    merge_over(&m, xmlDocGetRootElement(o->c->xml), n);
    return !m.failed;
}

static bool site_content(struct overlay *o, const xmlNode *root)
{
    bool good = true;
    for (const xmlNode *n = root->children; n; n = n->next) {
        struct loc loc = {.file = o->file, .line = xml_line(n)};
        if (is_el(n, "programme")) {
            good = site_programme(o, n) && good;
        } else if (is_el(n, "title")) {
            xmlChar *t = xmlNodeGetContent(n);
            o->c->site_title = arena_strdup(o->c->arena, t ? (const char *)t : "");
            xmlFree(t);
        } else if (n->type == XML_ELEMENT_NODE && !is_el(n, "note")) {
            diag(o->d, SITE_ELEMENT, &loc, (const char *)n->name);
            good = false;
        }
    }
    return good;
}

bool chain_site(struct chain *c, const char *id, const char *folder, struct diag_list *d)
{
    struct overlay o = {.c = c, .d = d, .id = id, .file = arena_printf(c->arena, "%s/site.xml", folder)};
    xmlDocPtr doc = xml_load(o.file, d);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct loc loc = {.file = o.file, .line = root ? xml_line(root) : 0};
    bool good = is_el(root, "site");
    c->site_title = "";
    if (doc && !good)
        diag(d, SITE_ROOT, &loc);
    good = good && site_content(&o, root);
    xml_free(doc);
    return good;
}
