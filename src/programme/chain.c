#include "programme/chain.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "programme/merge.h"
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
    if (strcmp(file_name(path), name) || stat(path, &a))
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

static size_t count_elements(const xmlNode *n, size_t limit)
{
    size_t count = 0;
    for (; n && count <= limit; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            count += 1 + count_elements(n->children, limit - count);
    return count;
}

xmlDocPtr chain_read(const char *path, struct diag_list *d)
{
    xmlDocPtr doc = xml_load(path, d);
    struct loc loc = {.file = path, .line = 1};
    if (!doc || count_elements(doc->children, LIMIT_PACK_ELEMENTS) <= LIMIT_PACK_ELEMENTS)
        return doc;
    diag(d, PACK_TOO_MANY, &loc, "elements");
    xml_free(doc);
    return NULL;
}

/* --- packs upon packs --- */

static xmlDocPtr load_one(const char *path, const char *id, struct diag_list *d)
{
    xmlDocPtr doc = chain_read(path, d);
    xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct loc loc = {.file = path, .line = root ? xml_line(root) : 0};
    bool good = xml_is(root, PROGRAMME_NS, "programme");
    if (doc && !good)
        diag(d, PACK_ROOT, &loc);
    if (good && *xml_attribute(root, "id", "") && strcmp(xml_attribute(root, "id", ""), id)) {
        diag(d, PACK_ID, &loc, xml_attribute(root, "id", ""), id);
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

static void note_directions(struct chain *c, const xmlNode *root)
{
    for (const xmlNode *all = root->children; all; all = all->next)
        for (const xmlNode *n = xml_is(all, PROGRAMME_NS, "directions") ? all->children : NULL; n; n = n->next)
            if (xml_is(n, PROGRAMME_NS, "direction"))
                *VEC_PUSH(c->arena, &c->directions) = arena_strdup(c->arena, xml_attribute(n, "id", ""));
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
        if (root)
            note_directions(c, root);
        const char *base = root ? xml_attribute(root, "base", "") : "";
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
