#include "programme/pack.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "programme/merge.h"
#include "xslt/xml.h"

/* programme.xml */

bool pack_is(const xmlNode *n, const char *name)
{
    return xml_is(n, PROGRAMME_NS, name);
}

const xmlNode *pack_child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent->children; n; n = n->next)
        if (pack_is(n, name))
            return n;
    return NULL;
}

const char *pack_text(struct programme *p, const xmlNode *n)
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

const char *pack_attribute(struct programme *p, const xmlNode *n, const char *name, const char *otherwise)
{
    const char *v = xml_attribute(n, name, NULL);
    return v ? arena_strdup(p->arena, v) : otherwise;
}

static const char *needed(struct programme *p, const xmlNode *n, const char *name, struct diag_list *d)
{
    const char *v = pack_attribute(p, n, name, "");
    struct loc loc = merge_loc(n);
    if (!*v)
        diag(d, PACK_LACKS, &loc, (const char *)n->name, name);
    return *v ? v : NULL;
}

/* A file of the pack, and no other file. */
static bool has_file(struct programme *p, const xmlNode *n, const char *name, struct diag_list *d)
{
    struct loc loc = merge_loc(n);
    if (xml_below(chain_file(&p->chain, name), p->roots))
        return true;
    diag(d, PACK_NO_FILE, &loc, name);
    return false;
}

static bool read_direction(struct programme *p, const xmlNode *n, struct diag_list *d)
{
    const char *id = needed(p, n, "id", d), *skeleton = pack_attribute(p, n, "skeleton", NULL);
    if (!id || (skeleton && !access(chain_file(&p->chain, skeleton), F_OK) && !has_file(p, n, skeleton, d)))
        return false;
    *VEC_PUSH(p->arena, &p->directions) = (struct programme_direction){
        .id = id,
        .title = pack_text(p, pack_child(n, "title")),
        .skeleton = skeleton ? chain_file(&p->chain, skeleton) : NULL,
        .refused = pack_attribute(p, n, "refused", NULL),
        .node = n,
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
            struct loc loc = merge_loc(n);
            diag(d, PACK_NO_DIRECTION, &loc, p->id, arena_strndup(p->arena, s, len));
            return false;
        }
        s += len;
    }
    return true;
}

/* NULL stands for all. */
static bool is_among(const char *names, const char *name)
{
    size_t len = strlen(name);
    for (const char *s = names; s && *(s += strspn(s, " ")); s += strcspn(s, " "))
        if (strcspn(s, " ") == len && !memcmp(s, name, len))
            return true;
    return !names;
}

bool programme_form_of(const struct programme_form *f, const char *direction)
{
    return is_among(f->directions, direction);
}

bool programme_form_among(const struct programme_form *f, const char *names)
{
    return is_among(names, f->name);
}

bool programme_file_of(const struct programme_file *f, const char *direction)
{
    return is_among(f->directions, direction);
}

const struct programme_file *programme_set_file(const struct programme *p, const char *direction)
{
    static const struct programme_file plain = {.folder = "", .name = "{number}.{title}-{unit}.pdf"};
    const struct programme_file *files;
    size_t n = p ? programme_files(p, &files) : 0;
    for (size_t i = 0; i < n; i++)
        if (files[i].forms && programme_file_of(&files[i], direction))
            return &files[i];
    return &plain;
}

static bool read_form(struct programme *p, const xmlNode *n, struct diag_list *d)
{
    const char *name = needed(p, n, "name", d), *stylesheet = needed(p, n, "stylesheet", d);
    const char *directions = pack_attribute(p, n, "directions", NULL);
    if (!name || !stylesheet)
        return false;
    bool known = known_directions(p, n, directions, d);
    if (!has_file(p, n, stylesheet, d) || !known)
        return false;
    *VEC_PUSH(p->arena, &p->forms) = (struct programme_form){
        .name = name,
        .title = pack_text(p, pack_child(n, "title")),
        .stylesheet = chain_file(&p->chain, stylesheet),
        .submitted = !strcmp(pack_attribute(p, n, "submitted", "no"), "yes"),
        .role = pack_attribute(p, n, "role", "form"),
        .status = pack_attribute(p, n, "status", "proposed"),
        .directions = directions,
    };
    return true;
}

/* The forms that a file names are there. */
static bool known_forms(struct programme *p, const xmlNode *n, const char *names, struct diag_list *d)
{
    bool good = true;
    for (const char *s = names; s && *(s += strspn(s, " ")); s += strcspn(s, " ")) {
        size_t len = strcspn(s, " ");
        bool found = false;
        for (size_t i = 0; i < p->forms.n; i++)
            found = found || (strlen(p->forms.v[i].name) == len && !memcmp(p->forms.v[i].name, s, len));
        struct loc loc = merge_loc(n);
        if (!found)
            diag(d, PACK_NO_FORM, &loc, arena_strndup(p->arena, s, len));
        good = good && found;
    }
    return good;
}

static bool read_file(struct programme *p, const xmlNode *n, struct diag_list *d)
{
    const char *name = needed(p, n, "name", d), *forms = pack_attribute(p, n, "forms", NULL);
    const char *directions = pack_attribute(p, n, "directions", NULL);
    if (!name || !known_directions(p, n, directions, d) || !known_forms(p, n, forms, d))
        return false;
    *VEC_PUSH(p->arena, &p->files) = (struct programme_file){
        .folder = pack_attribute(p, n, "folder", ""), .name = name, .forms = forms, .directions = directions,
    };
    return true;
}

static bool read_files(struct programme *p, struct diag_list *d)
{
    const xmlNode *in = pack_child(xmlDocGetRootElement(p->chain.xml), "files");
    bool good = true;
    for (const xmlNode *n = in ? in->children : NULL; n; n = n->next)
        good = (!pack_is(n, "file") || read_file(p, n, d)) && good;
    return good;
}

static bool read_children(struct programme *p, const char *group, const char *name,
                          bool (*read)(struct programme *, const xmlNode *, struct diag_list *), struct diag_list *d)
{
    const xmlNode *root = xmlDocGetRootElement(p->chain.xml), *in = pack_child(root, group);
    bool any = false, good = true;
    for (const xmlNode *n = in ? in->children : NULL; n; n = n->next)
        if (pack_is(n, name)) {
            any = true;
            good = read(p, n, d) && good;
        }
    if (!any) {
        struct loc loc = merge_loc(in ? in : root);
        diag(d, PACK_LACKS, &loc, group, name);
    }
    return good && any;
}

static bool is_wanted(const struct programme_options *o, const char *layer)
{
    for (const char *const *l = o ? o->layers : NULL; l && *l; l++)
        if (!strcmp(*l, layer))
            return true;
    return o && o->all_layers;
}

static bool read_layers(struct programme *p, const struct programme_options *o, struct diag_list *d)
{
    bool good = true;
    for (const xmlNode *n = xmlDocGetRootElement(p->chain.xml)->children; n; n = n->next) {
        const char *name = pack_is(n, "layer") ? needed(p, n, "name", d) : "";
        const char *rules = pack_is(n, "layer") ? needed(p, n, "rules", d) : "";
        struct loc loc = merge_loc(n);
        good = good && name && rules;
        if (!name || !rules || !*name)
            continue;
        if (p->layers.n == LIMIT_PACK_LAYERS) {
            diag(d, PACK_TOO_MANY, &loc, "layer");
            return false;
        }
        const char *batch = pack_attribute(p, n, "batch", NULL);
        good = has_file(p, n, rules, d) && good;
        /* It adds to batch.sch, so there must be one. */
        good = (!batch || (has_file(p, n, batch, d) && has_file(p, n, "batch.sch", d))) && good;
        *VEC_PUSH(p->arena, &p->layers) = (struct programme_layer){
            .name = name, .title = pack_text(p, pack_child(n, "title")), .rules = chain_file(&p->chain, rules),
            .batch = batch ? chain_file(&p->chain, batch) : NULL, .on = is_wanted(o, name),
        };
    }
    return good;
}

/* A layer that is asked for and not there must not look as if it had been applied. */
static bool layers_known(struct programme *p, const struct programme_options *o, struct diag_list *d)
{
    bool good = true;
    for (const char *const *l = o ? o->layers : NULL; l && *l; l++) {
        struct buf names = {0};
        bool found = false;
        for (size_t i = 0; i < p->layers.n; i++) {
            found = found || !strcmp(p->layers.v[i].name, *l);
            buf_printf(&names, "%s%s", i ? ", " : "", p->layers.v[i].name);
        }
        if (!found)
            diag(d, PACK_LAYER, NULL, p->id, *l, names.data ? names.data : "-");
        good = good && found;
        buf_free(&names);
    }
    return good;
}

static void read_basis(struct programme *p)
{
    const xmlNode *source = pack_child(xmlDocGetRootElement(p->chain.xml), "source");
    p->basis = (struct programme_basis){
        .title = source ? pack_text(p, pack_child(source, "title")) : "",
        .status = source ? pack_attribute(p, source, "status", "") : "",
        .site = p->chain.changes.n ? p->chain.site : NULL,
        .site_title = p->chain.site_title,
        .changes = p->chain.changes.v,
        .change_count = p->chain.changes.n,
        .layers = p->layers.v,
        .layer_count = p->layers.n,
    };
}

static bool read_xml(struct programme *p, struct diag_list *d)
{
    const xmlNode *root = xmlDocGetRootElement(p->chain.xml);
    p->title = pack_text(p, pack_child(root, "title"));
    bool directions = read_children(p, "directions", "direction", read_direction, d);
    return read_children(p, "forms", "form", read_form, d) && read_files(p, d) && directions;
}

/* lists */

static bool add_list(struct programme *p, const char *name, const char *folder, struct diag_list *d)
{
    lists_add(p->lists, name, arena_printf(p->arena, "%s/%s.csv", folder, name));
    return lists_check(p->lists, name, d);
}

/* folder/lists/NAME.csv, each read at once: a broken list must not pass for a missing one. */
static bool read_lists(struct programme *p, const char *folder, struct diag_list *d)
{
    const char *lists = arena_printf(p->arena, "%s/lists", folder);
    char **names = lists_names_in(folder);
    bool good = true;
    size_t n = 0;
    for (char **name = names; name && *name; name++)
        if (n++ < LIMIT_PACK_LISTS)
            good = add_list(p, *name, lists, d) && good;
    struct loc loc = {.file = lists};
    if (n > LIMIT_PACK_LISTS)
        diag(d, PACK_TOO_MANY, &loc, "lists");
    file_list_free(names);
    return good && n <= LIMIT_PACK_LISTS;
}

static bool read_site_lists(struct programme *p, struct diag_list *d)
{
    bool good = true;
    for (size_t i = 0; i < p->chain.site_lists.n; i++) {
        const char *name = p->chain.site_lists.v[i], *before = lists_file(p->lists, name);
        before = before ? arena_strdup(p->arena, before) : NULL;
        good = add_list(p, name, arena_printf(p->arena, "%s/lists", p->chain.site), d) && good;
        *VEC_PUSH(p->arena, &p->chain.changes) = (struct programme_change){
            .value = arena_printf(p->arena, "lists/%s.csv", name), .before = before, .after = lists_file(p->lists, name),
        };
    }
    return good;
}

/* The nearer takes the place of the farther: common, bases, the pack, the site. */
static bool read_all_lists(struct programme *p, struct diag_list *d)
{
    bool good = read_lists(p, p->roots[p->chain.n], d);
    for (size_t i = p->chain.n; i-- > 0;)
        good = read_lists(p, p->chain.folder[i], d) && good;
    return read_site_lists(p, d) && good;
}

bool pack_read(struct programme *p, const struct programme_options *o, struct diag_list *d)
{
    bool good = read_xml(p, d);
    good = read_layers(p, o, d) && layers_known(p, o, d) && good;
    good = read_all_lists(p, d) && good;
    read_basis(p); /* the lists of a site are among its changes */
    return good;
}
