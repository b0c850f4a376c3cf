#include "programme/programme.h"

#include <dirent.h>
#include <libxml/xmlschemas.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "programme/labels.h"
#include "programme/schematron.h"
#include "xslt/xml.h"

#ifndef PREFIX
#define PREFIX "/usr/local"
#endif

struct programme {
    struct arena *arena;
    const char *id, *path, *title;
    const char *roots[3]; /* what stylesheets, schemas and rules may read: the pack and common/ */
    xmlDocPtr xml;
    VEC(struct programme_direction) directions;
    VEC(struct programme_form) forms;
    struct xslt **stylesheets; /* one a form, NULL until it is used */
    struct lists *lists;
    struct labels *labels;
    xmlSchemaPtr schema;
    struct xslt *rules;
};

/* finding packs */

static bool has_pack(const char *folder, const char *id)
{
    char path[PATH_MAX];
    struct stat s;
    int n = snprintf(path, sizeof path, "%s/%s/programme.xml", folder, id);
    return n > 0 && (size_t)n < sizeof path && !stat(path, &s) && S_ISREG(s.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Copies names into one block, so that one free() releases all. */
static char **one_block(char *const *v, size_t n)
{
    size_t size = (n + 1) * sizeof(char *), at = size;
    for (size_t i = 0; i < n; i++)
        size += strlen(v[i]) + 1;
    char **block = xcalloc(1, size);
    for (size_t i = 0; i < n; i++) {
        block[i] = (char *)block + at;
        strcpy(block[i], v[i]);
        at += strlen(v[i]) + 1;
    }
    return block;
}

char **programme_ids(const char *folder, struct diag_list *d)
{
    VEC(char *) v = {0};
    DIR *dir = opendir(folder);
    if (!dir) {
        diag(d, PACK_NO_FOLDER, NULL, folder);
        return NULL;
    }
    struct arena *a = arena_new();
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.' && has_pack(folder, e->d_name))
            *VEC_PUSH(a, &v) = arena_strdup(a, e->d_name);
    closedir(dir);
    if (v.n)
        qsort(v.v, v.n, sizeof *v.v, by_name);
    char **block = one_block(v.v, v.n);
    arena_free(a);
    return block;
}

/* programme.xml */

static bool is_el(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && n->ns && xmlStrEqual(n->ns->href, (const xmlChar *)PROGRAMME_NS) &&
           xmlStrEqual(n->name, (const xmlChar *)name);
}

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent->children; n; n = n->next)
        if (is_el(n, name))
            return n;
    return NULL;
}

static const char *text_of(struct programme *p, const xmlNode *n)
{
    xmlChar *t = n ? xmlNodeGetContent(n) : NULL;
    const char *s = t ? (const char *)t : "";
    size_t len;
    while (*s && strchr(" \t\r\n", *s))
        s++;
    for (len = strlen(s); len && strchr(" \t\r\n", s[len - 1]);)
        len--;
    const char *out = arena_strndup(p->arena, s, len);
    xmlFree(t);
    return out;
}

/* An attribute, or otherwise when it is absent. */
static const char *attr(struct programme *p, const xmlNode *n, const char *name, const char *otherwise)
{
    xmlChar *v = xmlGetNoNsProp((xmlNodePtr)n, (const xmlChar *)name);
    const char *out = v ? arena_strdup(p->arena, (const char *)v) : otherwise;
    xmlFree(v);
    return out;
}

static const char *needed(struct programme *p, const xmlNode *n, const char *name, struct diag_list *d)
{
    const char *v = attr(p, n, name, "");
    struct loc loc = {.file = (const char *)p->xml->URL, .line = xml_line(n)};
    if (!*v)
        diag(d, PACK_LACKS, &loc, (const char *)n->name, name);
    return *v ? v : NULL;
}

static bool read_direction(struct programme *p, const xmlNode *n, struct diag_list *d)
{
    const char *id = needed(p, n, "id", d), *skeleton = attr(p, n, "skeleton", NULL);
    if (!id)
        return false;
    *VEC_PUSH(p->arena, &p->directions) = (struct programme_direction){
        .id = id,
        .title = text_of(p, child(n, "title")),
        .skeleton = skeleton ? arena_printf(p->arena, "%s/%s", p->path, skeleton) : NULL,
    };
    return true;
}

static bool has_direction(const struct programme *p, const char *id, size_t len)
{
    for (size_t i = 0; i < p->directions.n; i++)
        if (strlen(p->directions.v[i].id) == len && !memcmp(p->directions.v[i].id, id, len))
            return true;
    return false;
}

/* Whether the pack has all of these directions; the first that it lacks is reported. */
static bool known_directions(struct programme *p, const xmlNode *n, const char *ids, struct diag_list *d)
{
    for (const char *s = ids; s && *(s += strspn(s, " "));) {
        size_t len = strcspn(s, " ");
        if (!has_direction(p, s, len)) {
            struct loc loc = {.file = (const char *)p->xml->URL, .line = xml_line(n)};
            diag(d, PACK_NO_DIRECTION, &loc, p->id, arena_strndup(p->arena, s, len));
            return false;
        }
        s += len;
    }
    return true;
}

bool programme_form_of(const struct programme_form *f, const char *direction)
{
    size_t len = strlen(direction);
    for (const char *s = f->directions; s && *(s += strspn(s, " ")); s += strcspn(s, " "))
        if (strcspn(s, " ") == len && !memcmp(s, direction, len))
            return true;
    return !f->directions;
}

static bool read_form(struct programme *p, const xmlNode *n, struct diag_list *d)
{
    const char *name = needed(p, n, "name", d), *stylesheet = needed(p, n, "stylesheet", d);
    const char *directions = attr(p, n, "directions", NULL);
    if (!name || !stylesheet || !known_directions(p, n, directions, d))
        return false;
    *VEC_PUSH(p->arena, &p->forms) = (struct programme_form){
        .name = name,
        .title = text_of(p, child(n, "title")),
        .stylesheet = arena_printf(p->arena, "%s/%s", p->path, stylesheet),
        .submitted = !strcmp(attr(p, n, "submitted", "no"), "yes"),
        .role = attr(p, n, "role", "form"),
        .status = attr(p, n, "status", "proposed"),
        .directions = directions,
    };
    return true;
}

static bool read_children(struct programme *p, const char *group, const char *name,
                          bool (*read)(struct programme *, const xmlNode *, struct diag_list *), struct diag_list *d)
{
    const xmlNode *root = xmlDocGetRootElement(p->xml), *in = child(root, group);
    bool any = false, good = true;
    for (const xmlNode *n = in ? in->children : NULL; n; n = n->next)
        if (is_el(n, name)) {
            any = true;
            good = read(p, n, d) && good;
        }
    if (!any) {
        struct loc loc = {.file = (const char *)p->xml->URL, .line = xml_line(in ? in : root)};
        diag(d, PACK_LACKS, &loc, group, name);
    }
    return good && any;
}

static bool read_xml(struct programme *p, struct diag_list *d)
{
    p->xml = xml_load(arena_printf(p->arena, "%s/programme.xml", p->path), d);
    if (!p->xml)
        return false;
    const xmlNode *root = xmlDocGetRootElement(p->xml);
    struct loc loc = {.file = (const char *)p->xml->URL, .line = xml_line(root)};
    if (!is_el(root, "programme")) {
        diag(d, PACK_ROOT, &loc);
        return false;
    }
    if (strcmp(attr(p, root, "id", p->id), p->id)) {
        diag(d, PACK_ID, &loc, attr(p, root, "id", ""), p->id);
        return false;
    }
    p->title = text_of(p, child(root, "title"));
    bool directions = read_children(p, "directions", "direction", read_direction, d);
    return read_children(p, "forms", "form", read_form, d) && directions;
}

/* folder/NAME.csv */
static void read_lists(struct programme *p, const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        size_t n = strlen(e->d_name);
        if (n < 5 || e->d_name[0] == '.' || strcmp(e->d_name + n - 4, ".csv"))
            continue;
        lists_add(p->lists, arena_strndup(p->arena, e->d_name, n - 4),
                  arena_printf(p->arena, "%s/%s", folder, e->d_name));
    }
    if (dir)
        closedir(dir);
}

static bool is_id(const char *id)
{
    for (const char *s = id; *s; s++)
        if (!(*s >= 'a' && *s <= 'z') && !(*s >= '0' && *s <= '9') && *s != '-')
            return false;
    return *id != 0;
}

static void unknown(const char *folder, const char *id, struct diag_list *d)
{
    char **ids = programme_ids(folder, d);
    struct buf b = {0};
    if (!ids)
        return;
    for (char **i = ids; *i; i++)
        buf_printf(&b, "%s%s", b.n ? ", " : "", *i);
    free(ids);
    diag(d, PACK_UNKNOWN, NULL, id, b.data ? b.data : "-", folder);
    buf_free(&b);
}

struct programme *programme_load(const char *folder, const char *id, struct diag_list *d)
{
    if (!is_id(id) || !has_pack(folder, id)) {
        unknown(folder, id, d);
        return NULL;
    }
    struct programme *p = xcalloc(1, sizeof *p);
    p->arena = arena_new();
    p->id = arena_strdup(p->arena, id);
    p->path = arena_printf(p->arena, "%s/%s", folder, id);
    p->roots[0] = p->path;
    p->roots[1] = arena_printf(p->arena, "%s/common", folder);
    if (!read_xml(p, d)) {
        programme_free(p);
        return NULL;
    }
    p->stylesheets = arena_array(p->arena, p->forms.n, sizeof *p->stylesheets);
    p->lists = lists_new();
    read_lists(p, arena_printf(p->arena, "%s/lists", p->roots[1]));
    read_lists(p, arena_printf(p->arena, "%s/lists", p->path)); /* the pack's own take the place of common ones */
    return p;
}

void programme_free(struct programme *p)
{
    if (!p)
        return;
    for (size_t i = 0; p->stylesheets && i < p->forms.n; i++)
        xslt_free(p->stylesheets[i]);
    xslt_free(p->rules);
    xmlSchemaFree(p->schema);
    labels_free(p->labels);
    lists_free(p->lists);
    xml_free(p->xml);
    arena_free(p->arena);
    free(p);
}

const char *programme_id(const struct programme *p)
{
    return p->id;
}

const char *programme_title(const struct programme *p)
{
    return p->title;
}

const char *programme_path(const struct programme *p)
{
    return p->path;
}

xmlDocPtr programme_xml(const struct programme *p)
{
    return p->xml;
}

size_t programme_directions(const struct programme *p, const struct programme_direction **out)
{
    *out = p->directions.v;
    return p->directions.n;
}

size_t programme_forms(const struct programme *p, const struct programme_form **out)
{
    *out = p->forms.v;
    return p->forms.n;
}

/* compiled parts */

static struct labels *labels(struct programme *p, struct diag_list *d)
{
    if (!p->labels)
        p->labels = labels_load(arena_printf(p->arena, "%s/proposal.xsd", p->path), p->roots, d);
    return p->labels;
}

/* Where a label is wanted for a message, a broken schema is no news: it was reported when it was compiled. */
static struct labels *quiet_labels(struct programme *p)
{
    if (p->labels)
        return p->labels;
    struct diag_list *d = diag_list_new();
    labels(p, d);
    diag_list_free(d);
    return p->labels;
}

static const char *label_for_function(void *ctx, enum xslt_label what, const xmlNode *node, const char *name)
{
    return what == XSLT_LABEL_VALUE   ? programme_label_of_value(ctx, node, name)
           : what == XSLT_LABEL_BELOW ? programme_label_of_child(ctx, node, name)
                                      : programme_label_of(ctx, node);
}

static struct xslt *with_env(struct programme *p, struct xslt *x)
{
    struct xslt_env env = {.lists = p->lists, .label = label_for_function, .ctx = p};
    if (x)
        xslt_set_env(x, &env);
    return x;
}

struct xslt *programme_stylesheet(struct programme *p, const struct programme_form *f, struct diag_list *d)
{
    size_t i = (size_t)(f - p->forms.v);
    if (!p->stylesheets[i])
        p->stylesheets[i] = with_env(p, xslt_load(f->stylesheet, p->roots, d));
    return p->stylesheets[i];
}

struct _xmlSchema *programme_schema(struct programme *p, struct diag_list *d)
{
    if (!p->schema && labels(p, d))
        p->schema = labels_compile(p->labels, d);
    return p->schema;
}

struct xslt *programme_rules(struct programme *p, struct diag_list *d)
{
    if (p->rules)
        return p->rules;
    xmlDocPtr sch = xml_load(arena_printf(p->arena, "%s/rules.sch", p->path), d);
    xmlDocPtr style = sch ? schematron_compile(sch, p->roots, d) : NULL;
    xml_free(sch);
    if (style)
        p->rules = with_env(p, xslt_compile(style, p->roots, d));
    return p->rules;
}

const char *programme_label(struct programme *p, const char *element)
{
    struct labels *l = quiet_labels(p);
    return l ? labels_text(l, labels_any(l, element)) : NULL;
}

const char *programme_label_of(struct programme *p, const xmlNode *node)
{
    struct labels *l = quiet_labels(p);
    return l ? labels_text(l, labels_declaration(l, node)) : NULL;
}

const char *programme_label_of_child(struct programme *p, const xmlNode *parent, const char *path)
{
    struct labels *l = quiet_labels(p);
    const xmlNode *d = l ? labels_declaration(l, parent) : NULL;
    for (const char *slash; d && (slash = strchr(path, '/')); path = slash + 1)
        d = labels_child(l, d, arena_strndup(p->arena, path, (size_t)(slash - path)));
    return d ? labels_text(l, labels_child(l, d, path)) : NULL;
}

const char *programme_label_of_value(struct programme *p, const xmlNode *node, const char *value)
{
    struct labels *l = quiet_labels(p);
    return l ? labels_value(l, labels_declaration(l, node), value) : NULL;
}

const char *programme_type_of(struct programme *p, const xmlNode *node)
{
    struct labels *l = quiet_labels(p);
    return l ? labels_type(l, labels_declaration(l, node)) : NULL;
}

/* lists and the skeleton */

const char *programme_list(const struct programme *p, const char *name)
{
    return lists_file(p->lists, name);
}

bool programme_set_list(struct programme *p, const char *name, const char *file, struct diag_list *d)
{
    lists_add(p->lists, name, file);
    return lists_check(p->lists, name, d);
}

bool programme_skeleton(struct programme *p, const char *direction, struct buf *out, struct diag_list *d)
{
    for (size_t i = 0; i < p->directions.n; i++) {
        const struct programme_direction *x = &p->directions.v[i];
        if (direction && *direction && strcmp(x->id, direction))
            continue;
        if (x->skeleton)
            return file_read(x->skeleton, LIMIT_INPUT_BYTES, out, d);
        diag(d, PACK_NO_SKELETON, NULL, x->id);
        return false;
    }
    diag(d, PACK_NO_DIRECTION, NULL, p->id, direction ? direction : "");
    return false;
}
