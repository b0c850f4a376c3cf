#include "programme/fields.h"

#include <stdint.h>
#include <string.h>

#include "programme/schematron.h"

struct reader {
    struct arena *arena;
    const struct labels *labels;
};

static const struct {
    const char *type;
    enum field_kind kind;
} kinds[] = {
    {"richText", FIELD_RICH}, {"inline", FIELD_INLINE},     {"money", FIELD_MONEY},     {"number", FIELD_NUMBER},
    {"date", FIELD_DATE},     {"dateTime", FIELD_DATETIME}, {"boolean", FIELD_BOOLEAN}, {"country", FIELD_COUNTRY},
};

static bool kind_by_type(const char *type, enum field_kind *kind)
{
    for (size_t i = 0; type && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].type, type) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

typedef VEC(struct field) field_list;
typedef VEC(struct field_value) value_list;

struct members {
    struct reader *reader;
    field_list elements, attributes;
    bool inlines; /* em, strong, sub, sup: mixed text with mark-up */
};

struct values {
    struct arena *arena;
    value_list list;
};

static void add_value(void *arg, const char *value, const char *label)
{
    struct values *to = arg;
    if (*value)
        *VEC_PUSH(to->arena, &to->list) = (struct field_value){value, label};
}

static void add_member(void *arg, const struct labels_member *m)
{
    struct members *to = arg;
    field_list *list = m->attribute ? &to->attributes : &to->elements;
    if (strcmp(m->name, "sub") == 0 && !m->attribute && labels_type(to->reader->labels, m->declaration) &&
        strcmp(labels_type(to->reader->labels, m->declaration), "inline") == 0)
        to->inlines = true;
    *VEC_PUSH(to->reader->arena, list) = (struct field){
        .name = m->name, .attribute = m->attribute, .required = m->required, .repeated = m->repeated, .fixed = m->fixed,
    };
}

static void fill(struct reader *r, struct field *f, const xmlNode *declaration, unsigned depth);

static void take_children(struct reader *r, struct field *f, const struct members *m, const xmlNode *declaration, unsigned depth)
{
    size_t elements = m->inlines ? 0 : m->elements.n;
    f->children = arena_array(r->arena, elements + m->attributes.n, sizeof *f->children);
    for (size_t i = 0; i < elements; i++)
        f->children[f->n++] = m->elements.v[i];
    for (size_t i = 0; i < m->attributes.n; i++)
        f->children[f->n++] = m->attributes.v[i];
    for (size_t i = 0; i < f->n; i++) {
        f->children[i].parent = f;
        fill(r, &f->children[i], labels_child(r->labels, declaration, f->children[i].name), depth + 1);
    }
}

static void fill(struct reader *r, struct field *f, const xmlNode *declaration, unsigned depth)
{
    struct values values = {.arena = r->arena};
    f->declaration = declaration;
    f->label = labels_text(r->labels, declaration);
    f->type = labels_type(r->labels, declaration);
    labels_values(r->labels, declaration, add_value, &values);
    f->values = values.list.v;
    f->nvalues = values.list.n;
    if (kind_by_type(f->type, &f->kind) || depth == FIELDS_DEPTH)
        return;
    enum labels_content content = labels_content(r->labels, declaration);
    struct members m = {.reader = r};
    labels_members(r->labels, declaration, add_member, &m);
    if (content == LABELS_SIMPLE)
        f->kind = f->nvalues ? FIELD_CODE : FIELD_LINE;
    else if (content == LABELS_MIXED)
        f->kind = m.inlines ? FIELD_INLINE : FIELD_LINE;
    take_children(r, f, &m, declaration, depth);
}

/* --- what other things are referred to by --- */

static const struct field *at_path(const struct field *f, const char *path)
{
    char name[64];
    while (f && *path) {
        size_t n = strcspn(path, "/");
        if (n >= sizeof name)
            return NULL;
        memcpy(name, path, n);
        name[n] = '\0';
        f = fields_child(f, name);
        path += n + (path[n] == '/');
    }
    return f;
}

static void link_references(struct field *f, const struct field *root)
{
    const char *path = fields_setting(f, "refers-to");
    const struct field *name = path ? at_path(root, path) : NULL;
    f->refers = name && name->parent && name->parent->repeated && fields_child(name->parent, "id") ? name : NULL;
    for (size_t i = 0; i < f->n; i++)
        link_references(&f->children[i], root);
}

const struct field *fields_load(struct arena *a, const struct labels *l, const char *root)
{
    const xmlNode *declaration = labels_root(l, root);
    if (!declaration)
        return NULL;
    struct reader r = {a, l};
    struct field *f = arena_alloc(a, sizeof *f);
    f->name = root;
    f->required = true;
    fill(&r, f, declaration, 0);
    link_references(f, f);
    return f;
}

const struct field *fields_child(const struct field *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->children[i].name, name) == 0)
            return &f->children[i];
    return NULL;
}

const char *fields_setting(const struct field *f, const char *name)
{
    const xmlAttr *a = f->declaration ? xmlHasNsProp((xmlNodePtr)(uintptr_t)f->declaration, BAD_CAST name, BAD_CAST PACK_NS) : NULL;
    return a && a->children ? (const char *)a->children->content : NULL;
}
