#include "programme/programme.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "programme/fields.h"
#include "programme/merge.h"
#include "programme/pack.h"
#include "programme/site.h"
#include "xslt/xml.h"

/* finding packs */

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
        if (chain_has_pack(folder, e->d_name))
            *VEC_PUSH(a, &v) = arena_strdup(a, e->d_name);
    closedir(dir);
    if (v.n)
        qsort(v.v, v.n, sizeof *v.v, by_name);
    char **block = one_block(v.v, v.n);
    arena_free(a);
    return block;
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

static struct programme *begin(const char *folder, const char *id)
{
    struct programme *p = xcalloc(1, sizeof *p);
    p->arena = arena_new();
    p->id = arena_strdup(p->arena, id);
    p->path = arena_printf(p->arena, "%s/%s", folder, id);
    p->lists = lists_new();
    p->chain.arena = p->arena;
    p->chain.packs = arena_strdup(p->arena, folder);
    return p;
}

/* All that is wrong is said at once; programme.xml is read only when there is one to read. */
static bool load(struct programme *p, const struct programme_options *o, struct diag_list *d)
{
    bool good = chain_load(&p->chain, p->id, d);
    if (!p->chain.xml)
        return false;
    for (size_t i = 0; i < p->chain.n; i++)
        p->roots[i] = p->chain.folder[i];
    p->roots[p->chain.n] = arena_printf(p->arena, "%s/common", p->chain.packs);
    good = (!o || !o->site || site_lay(&p->chain, p->id, o->site, d)) && good;
    good = pack_read(p, o, d) && good;
    p->stylesheets = arena_array(p->arena, p->forms.n, sizeof *p->stylesheets);
    return good;
}

struct programme *programme_load_with(const char *folder, const char *id, const struct programme_options *o,
                                      struct diag_list *d)
{
    if (!chain_has_pack(folder, id)) {
        unknown(folder, id, d);
        return NULL;
    }
    struct programme *p = begin(folder, id);
    if (load(p, o, d))
        return p;
    programme_free(p);
    return NULL;
}

struct programme *programme_load(const char *folder, const char *id, struct diag_list *d)
{
    return programme_load_with(folder, id, NULL, d);
}

void programme_free(struct programme *p)
{
    if (!p)
        return;
    for (size_t i = 0; p->stylesheets && i < p->forms.n; i++)
        xslt_free(p->stylesheets[i]);
    for (size_t i = 0; i < p->papers.n; i++)
        xslt_free(p->papers.v[i].compiled);
    xslt_free(p->rules.compiled);
    xslt_free(p->batch.compiled);
    xmlSchemaFree(p->schema);
    labels_free(p->labels);
    xmlSchemaFree(p->submission_schema);
    labels_free(p->submission_labels);
    lists_free(p->lists);
    chain_free(&p->chain);
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

const char *const *programme_roots(const struct programme *p)
{
    return p->roots;
}

const xmlNode *programme_values(const struct programme *p, const char *name)
{
    const xmlNode *n = xmlDocGetRootElement(programme_xml(p))->children;
    while (n && !(xml_is(n, PROGRAMME_NS, "list") && !strcmp(xml_attribute(n, "name", ""), name)))
        n = n->next;
    return n;
}

xmlDocPtr programme_xml(const struct programme *p)
{
    return p->chain.xml;
}

const struct programme_basis *programme_basis(const struct programme *p)
{
    return &p->basis;
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

size_t programme_files(const struct programme *p, const struct programme_file **out)
{
    *out = p->files.v;
    return p->files.n;
}

/* compiled parts */

/* <labels><label of="units/unit/name">单位全称</label></labels>: what this programme calls it. */
static bool rename_labels(struct programme *p, struct labels *l, struct diag_list *d)
{
    const xmlNode *all = pack_child(xmlDocGetRootElement(p->chain.xml), "labels");
    bool good = true;
    for (const xmlNode *n = all ? all->children : NULL; n; n = n->next) {
        struct loc loc = merge_loc(n);
        const char *of = pack_is(n, "label") ? pack_attribute(p, n, "of", "") : NULL;
        if (!of || labels_set(l, of, pack_text(p, n)))
            continue;
        diag(d, PACK_LABEL_OF, &loc, of);
        good = false;
    }
    return good;
}

static struct labels *labels(struct programme *p, struct diag_list *d)
{
    if (p->labels)
        return p->labels;
    struct labels *l = labels_load(chain_file(&p->chain, "proposal.xsd"), p->id, p->roots, d);
    if (l && rename_labels(p, l, d))
        return p->labels = l;
    labels_free(l);
    return NULL;
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

/* Rules and forms ask for the programme.xml beside them and get what it says after all; the schema likewise. */
static xmlDocPtr document_for_function(void *ctx, const char *path)
{
    struct programme *p = ctx;
    if (chain_is_file(&p->chain, path, "programme.xml"))
        return p->chain.xml;
    if (p->chain.n < 2 || !chain_is_file(&p->chain, path, "proposal.xsd"))
        return NULL;
    struct labels *l = quiet_labels(p);
    return l ? labels_document(l) : NULL;
}

struct xslt *pack_with_env(struct programme *p, struct xslt *x)
{
    struct xslt_env env = {
        .lists = p->lists, .label = label_for_function, .document = document_for_function, .ctx = p,
    };
    if (x)
        xslt_set_env(x, &env);
    return x;
}

struct xslt *programme_stylesheet(struct programme *p, const struct programme_form *f, struct diag_list *d)
{
    size_t i = (size_t)(f - p->forms.v);
    if (!p->stylesheets[i])
        p->stylesheets[i] = pack_with_env(p, xslt_load(f->stylesheet, p->roots, d));
    return p->stylesheets[i];
}

const char *programme_file(struct programme *p, const char *name)
{
    const char *path = chain_file(&p->chain, name);
    return access(path, F_OK) ? arena_printf(p->arena, "%s/%s", p->roots[p->chain.n], name) : path;
}

struct xslt *programme_paper(struct programme *p, const char *file, struct diag_list *d)
{
    for (size_t i = 0; i < p->papers.n; i++)
        if (strcmp(p->papers.v[i].file, file) == 0)
            return p->papers.v[i].compiled;
    struct xslt *x = pack_with_env(p, xslt_load(programme_file(p, file), p->roots, d));
    if (x)
        *VEC_PUSH(p->arena, &p->papers) = (struct pack_paper){arena_strdup(p->arena, file), x};
    return x;
}

struct _xmlSchema *programme_schema(struct programme *p, struct diag_list *d)
{
    if (p->schema || !labels(p, d))
        return p->schema;
    p->schema = labels_compile(p->labels, d);
    if (labels_complete(p->labels, d) || !p->schema)
        return p->schema;
    xmlSchemaFree(p->schema);
    return p->schema = NULL;
}

const struct labels *programme_labels(struct programme *p)
{
    return quiet_labels(p);
}

const struct labels *programme_submission_labels(struct programme *p, struct diag_list *d)
{
    if (!p->submission_labels)
        p->submission_labels = labels_load(programme_file(p, "submission.xsd"), p->id, p->roots, d);
    return p->submission_labels;
}

struct _xmlSchema *programme_submission_schema(struct programme *p, struct diag_list *d)
{
    if (!p->submission_schema && programme_submission_labels(p, d) && labels_complete(p->submission_labels, d))
        p->submission_schema = labels_compile(p->submission_labels, d);
    return p->submission_schema;
}

const struct field *programme_fields(struct programme *p, struct diag_list *d)
{
    if (!p->fields && labels(p, d))
        p->fields = fields_load(p->arena, p->labels, "proposal");
    return p->fields;
}

/* labels */

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
    return l ? labels_text_below(l, parent, path) : NULL;
}

const char *programme_label_of_value(struct programme *p, const xmlNode *node, const char *value)
{
    struct labels *l = quiet_labels(p);
    return l ? labels_value(l, labels_declaration(l, node), value) : NULL;
}

/* lists and directions */

const char *programme_list(const struct programme *p, const char *name)
{
    return lists_file(p->lists, name);
}

const char *programme_list_name(const struct programme *p, size_t i)
{
    return lists_name(p->lists, i);
}

const char *programme_list_value(const struct programme *p, const char *name, const char *key, const char *column)
{
    return lists_get(p->lists, name, key, column);
}

const char *programme_list_key(const struct programme *p, const char *name, const char *column, const char *value)
{
    return lists_key(p->lists, name, column, value);
}

const char *programme_list_key_at(const struct programme *p, const char *name, size_t i)
{
    return lists_key_at(p->lists, name, i);
}

/* The names of its lists: those it has, and those it says to lie outside its notice. */
static char **list_names(struct programme *p)
{
    VEC(const char *) v = {0};
    const char *name;
    for (size_t i = 0; (name = lists_name(p->lists, i)); i++)
        *VEC_PUSH(p->arena, &v) = name;
    for (const xmlNode *n = xmlDocGetRootElement(p->chain.xml)->children; n; n = n->next) {
        name = xml_is(n, PROGRAMME_NS, "table") ? xml_attribute(n, "name", "") : "";
        if (*name && !lists_file(p->lists, name))
            *VEC_PUSH(p->arena, &v) = name;
    }
    if (v.n)
        qsort(v.v, v.n, sizeof *v.v, by_name);
    return one_block((char *const *)v.v, v.n);
}

static bool knows_list(struct programme *p, const char *name, struct diag_list *d)
{
    char **names = list_names(p);
    struct buf all = {0};
    bool known = false;
    for (char **i = names; *i; i++) {
        known = known || !strcmp(*i, name);
        buf_printf(&all, "%s%s", all.n ? ", " : "", *i);
    }
    if (!known)
        diag(d, PACK_LIST, NULL, p->id, name, all.data ? all.data : "-");
    buf_free(&all);
    free(names);
    return known;
}

const char *programme_list_within(const struct programme *p, const char *name, const char *text)
{
    return lists_within(p->lists, name, text);
}

bool programme_set_list(struct programme *p, const char *name, const char *file, struct diag_list *d)
{
    if (!knows_list(p, name, d))
        return false;
    lists_add(p->lists, name, file);
    return lists_check(p->lists, name, d);
}

const struct programme_direction *programme_direction_of(struct programme *p, const char *id, struct diag_list *d)
{
    if (!id && p->directions.n == 1)
        return &p->directions.v[0];
    for (size_t i = 0; id && i < p->directions.n; i++)
        if (!strcmp(p->directions.v[i].id, id))
            return &p->directions.v[i];
    if (id)
        diag(d, PACK_NO_DIRECTION, NULL, p->id, id);
    else
        diag(d, PACK_WHICH_DIRECTION, NULL, p->id);
    return NULL;
}
