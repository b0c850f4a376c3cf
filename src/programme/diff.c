#include "programme/diff.h"

#include <libxml/hash.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "programme/fields.h"
#include "programme/merge.h"
#include "programme/schematron.h"
#include "programme/shape.h"
#include "xslt/xml.h"

struct diff {
    struct arena *arena;
    struct programme *a, *b;
    const char *direction, *title; /* that is being compared */
    VEC(struct diff_change) changes;
};

static bool same(const char *x, const char *y)
{
    return x == y || (x && y && !strcmp(x, y));
}

static void change(struct diff *x, enum diff_what what, const char *path, const char *name, const char *before,
                   const char *after)
{
    if (!same(before, after))
        *VEC_PUSH(x->arena, &x->changes) = (struct diff_change){
            .what = what, .direction = x->direction, .title = x->title, .path = path, .name = name,
            .before = before, .after = after,
        };
}

/* --- programme.xml --- */

/* Its text with what is below it, white space collapsed; without children, their own text only. NULL when there is none. */
static const char *text(struct diff *x, const xmlNode *n, bool below)
{
    struct buf b = {0};
    for (const xmlNode *c = n ? n->children : NULL; c; c = c->next) {
        xmlChar *t = c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE || below ? xmlNodeGetContent(c) : NULL;
        if (c->type != XML_COMMENT_NODE)
            buf_words(&b, 0, t ? (const char *)t : "");
        xmlFree(t);
    }
    const char *out = b.n ? arena_strdup(x->arena, b.data) : NULL;
    buf_free(&b);
    return out;
}

static const char *name_of(const xmlNode *n, const char *attribute_name)
{
    const struct shape *s = shape_of(n, attribute_name);
    return s ? s->name : NULL;
}

static const char *step(struct diff *x, const char *path, const xmlNode *n)
{
    const char *key = merge_key(n), *own = (const char *)n->name;
    own = key ? arena_printf(x->arena, "%s[%s]", own, key) : own;
    return path ? arena_printf(x->arena, "%s/%s", path, own) : arena_strdup(x->arena, own);
}

static void attributes(struct diff *x, const char *path, const xmlNode *a, const xmlNode *b)
{
    const xmlNode *both[] = {a, b};
    for (size_t i = 0; i < 2; i++)
        for (const xmlAttr *t = both[i]->properties; t; t = t->next) {
            const char *name = (const char *)t->name;
            const char *before = xml_attribute(a, name, NULL), *after = xml_attribute(b, name, NULL);
            bool root = both[i]->parent && both[i]->parent->type != XML_ELEMENT_NODE;
            if ((i && before) || (root && (!strcmp(name, "id") || !strcmp(name, "base"))))
                continue;
            const char *at = arena_printf(x->arena, path ? "%s/@%s" : "%s@%s", path ? path : "", name);
            change(x, DIFF_VALUE, at, name_of(both[i], name), before, after);
        }
}

static bool alike(const xmlNode *a, const xmlNode *b)
{
    return a->type == XML_ELEMENT_NODE && b->type == XML_ELEMENT_NODE && xmlStrEqual(a->name, b->name) &&
           same(merge_key(a), merge_key(b));
}

/* The children of both elements that are alike: how many there are on each side, and the first. */
struct kin {
    size_t n[2];
    const xmlNode *first[2];
};

static struct kin *kin_of(xmlHashTablePtr table, const xmlNode *n)
{
    return xmlHashLookup2(table, n->name, (const xmlChar *)merge_key(n));
}

static xmlHashTablePtr find_kin(struct diff *x, const xmlNode *a, const xmlNode *b)
{
    const xmlNode *const sides[] = {a, b};
    xmlHashTablePtr table = xmlHashCreate(0);
    if (!table)
        base_die_oom();
    for (size_t i = 0; i < 2; i++)
        for (const xmlNode *c = sides[i]->children; c; c = c->next) {
            if (c->type != XML_ELEMENT_NODE)
                continue;
            struct kin *k = kin_of(table, c);
            if (!k) {
                k = arena_alloc(x->arena, sizeof *k);
                *k = (struct kin){{0, 0}, {NULL, NULL}};
                if (xmlHashAddEntry2(table, c->name, (const xmlChar *)merge_key(c), k))
                    base_die_oom();
            }
            if (!k->n[i]++)
                k->first[i] = c;
        }
    return table;
}

/* Texts of those on one side that the other lacks, one 、 between. */
static const char *only_in(struct diff *x, const struct kin *k, size_t side)
{
    struct buf b = {0};
    xmlHashTablePtr others = xmlHashCreate(0);
    if (!others)
        base_die_oom();
    for (const xmlNode *c = k->first[!side]; c; c = c->next) {
        const char *t = alike(c, k->first[!side]) ? text(x, c, true) : NULL;
        if (t && xmlHashUpdateEntry(others, (const xmlChar *)t, x, NULL))
            base_die_oom();
    }
    for (const xmlNode *c = k->first[side]; c; c = c->next) {
        const char *t = alike(c, k->first[side]) ? text(x, c, true) : NULL;
        if (t && !xmlHashLookup(others, (const xmlChar *)t))
            buf_printf(&b, "%s%s", b.n ? "、" : "", t);
    }
    xmlHashFree(others, NULL);
    return b.n ? buf_keep(&b, x->arena) : NULL;
}

static void element(struct diff *x, const char *path, const xmlNode *a, const xmlNode *b);

/* What stands on one side only: each of its values; where it has none, that it is there. */
static void one_sided(struct diff *x, const char *path, const xmlNode *n, bool new)
{
    xmlNodePtr nothing = xmlNewNode(NULL, n->name);
    size_t before = x->changes.n;
    element(x, path, new ? nothing : n, new ? n : nothing);
    if (x->changes.n == before)
        change(x, DIFF_VALUE, path ? path : "", name_of(n, NULL), new ? NULL : "", new ? "" : NULL);
    xmlFreeNode(nothing);
}

static void enter(struct diff *x, const xmlNode *n)
{
    for (const xmlNode *t = n->children; t; t = t->next)
        if (t->type == XML_ELEMENT_NODE && !strcmp((const char *)t->name, "title"))
            x->title = text(x, t, true);
    x->direction = merge_key(n);
}

static void child(struct diff *x, const char *path, const struct kin *k, const xmlNode *n, bool new)
{
    bool direction = xml_is(n, NULL, "direction") && xml_is(n->parent, NULL, "directions");
    const char *at = direction ? NULL : step(x, path, n);
    if (direction)
        enter(x, n);
    if (k->n[0] == 1 && k->n[1] == 1)
        element(x, at, n, k->first[1]);
    else if (k->n[0] + k->n[1] == 1)
        one_sided(x, at, n, new);
    else
        change(x, DIFF_VALUE, at, name_of(n, NULL), only_in(x, k, 0), only_in(x, k, 1));
    if (direction)
        x->direction = x->title = NULL;
}

static void element(struct diff *x, const char *path, const xmlNode *a, const xmlNode *b)
{
    xmlHashTablePtr kin = find_kin(x, a, b);
    attributes(x, path, a, b);
    change(x, DIFF_VALUE, path, name_of(b->parent ? b : a, NULL), text(x, a, false), text(x, b, false));
    for (int new = 0; new < 2; new++)
        for (const xmlNode *n = (new ? b : a)->children; n; n = n->next) {
            const struct kin *k = n->type == XML_ELEMENT_NODE ? kin_of(kin, n) : NULL;
            if (k && k->first[new] == n && !(new && k->n[0])) /* those alike are told at their first */
                child(x, path, k, n, new);
        }
    xmlHashFree(kin, NULL);
}

/* --- rules --- */

static const struct schematron_rule *find_rule(const struct schematron_rule *r, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(r[i].id, id))
            return &r[i];
    return NULL;
}

static void rule(struct diff *x, const struct schematron_rule *a, const struct schematron_rule *b)
{
    const char *id = b->id;
    change(x, DIFF_RULE, arena_printf(x->arena, "%s/@role", id), N_("severity"), a->role, b->role);
    change(x, DIFF_RULE, arena_printf(x->arena, "%s/@see", id), N_("clause"), a->see, b->see);
    change(x, DIFF_RULE, arena_printf(x->arena, "%s/@modal", id), N_("modal word"), a->modal, b->modal);
    change(x, DIFF_RULE, arena_printf(x->arena, "%s/@when", id), N_("condition"), a->when, b->when);
    change(x, DIFF_RULE, arena_printf(x->arena, "%s/@test", id), N_("condition"), a->test, b->test);
    change(x, DIFF_RULE, id, N_("message"), a->text, b->text);
}

static bool rules(struct diff *x, struct diag_list *d)
{
    const struct schematron_rule *a, *b;
    if (!programme_rules(x->a, d) || !programme_rules(x->b, d))
        return false;
    size_t na = programme_rule_facts(x->a, &a, d), nb = programme_rule_facts(x->b, &b, d);
    for (size_t i = 0; i < na; i++) {
        const struct schematron_rule *other = find_rule(b, nb, a[i].id);
        if (other)
            rule(x, &a[i], other);
        else
            change(x, DIFF_RULE, a[i].id, NULL, a[i].text, NULL);
    }
    for (size_t i = 0; i < nb; i++)
        if (!find_rule(a, na, b[i].id))
            change(x, DIFF_RULE, b[i].id, NULL, NULL, b[i].text);
    return true;
}

/* --- fields --- */

static const char *label(const struct field *f)
{
    return f->label ? f->label : f->name;
}

static const char *values(struct diff *x, const struct field *f)
{
    struct buf b = {0};
    for (size_t i = 0; i < f->nvalues; i++)
        buf_printf(&b, "%s%s", i ? " " : "", f->values[i].value);
    return buf_keep(&b, x->arena);
}

static void field(struct diff *x, const char *path, const struct field *a, const struct field *b)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct field *f = &a->children[i], *other = fields_child(b, f->name);
        const char *at = arena_printf(x->arena, "%s%s%s%s", path, *path ? "/" : "", f->attribute ? "@" : "", f->name);
        if (!other) {
            change(x, DIFF_FIELD, at, NULL, label(f), NULL);
            continue;
        }
        change(x, DIFF_FIELD, at, N_("label"), label(f), label(other));
        change(x, DIFF_FIELD, at, N_("values"), values(x, f), values(x, other));
        field(x, at, f, other);
    }
    for (size_t i = 0; i < b->n; i++) {
        const struct field *f = &b->children[i];
        if (!fields_child(a, f->name))
            change(x, DIFF_FIELD, arena_printf(x->arena, "%s%s%s%s", path, *path ? "/" : "", f->attribute ? "@" : "", f->name),
                   NULL, NULL, label(f));
    }
}

static bool fields(struct diff *x, struct diag_list *d)
{
    const struct field *a = programme_fields(x->a, d), *b = programme_fields(x->b, d);
    if (a && b)
        field(x, "", a, b);
    return a && b;
}

/* --- files --- */

static bool same_bytes(const char *a, const char *b)
{
    struct diag_list *d = diag_list_new();
    struct buf x = {0}, y = {0};
    bool equal = !strcmp(a, b) || (file_read(a, LIMIT_INPUT_BYTES, &x, d) && file_read(b, LIMIT_INPUT_BYTES, &y, d) &&
                                   x.n == y.n && !memcmp(x.data ? x.data : "", y.data ? y.data : "", x.n));
    buf_free(&x);
    buf_free(&y);
    diag_list_free(d);
    return equal;
}

/* Forms that came or went are values of programme.xml. */
static void forms(struct diff *x)
{
    const struct programme_form *a, *b;
    size_t na = programme_forms(x->a, &a), nb = programme_forms(x->b, &b);
    for (size_t i = 0; i < na; i++)
        for (size_t k = 0; k < nb; k++)
            if (!strcmp(a[i].name, b[k].name) && !same_bytes(a[i].stylesheet, b[k].stylesheet))
                change(x, DIFF_FORM, a[i].name, NULL, a[i].stylesheet, b[k].stylesheet);
}

static void lists(struct diff *x)
{
    for (size_t i = 0; programme_list_name(x->a, i); i++) {
        const char *name = programme_list_name(x->a, i), *before = programme_list(x->a, name);
        const char *after = programme_list(x->b, name);
        if (!after || !same_bytes(before, after))
            change(x, DIFF_LIST, name, NULL, before, after);
    }
    for (size_t i = 0; programme_list_name(x->b, i); i++)
        if (!programme_list(x->a, programme_list_name(x->b, i)))
            change(x, DIFF_LIST, programme_list_name(x->b, i), NULL, NULL, programme_list(x->b, programme_list_name(x->b, i)));
}

struct diff *diff_programmes(struct programme *a, struct programme *b, struct diag_list *d)
{
    struct diff *x = xcalloc(1, sizeof *x);
    x->arena = arena_new();
    x->a = a;
    x->b = b;
    element(x, NULL, xmlDocGetRootElement(programme_xml(a)), xmlDocGetRootElement(programme_xml(b)));
    bool good = rules(x, d);
    good = fields(x, d) && good;
    forms(x);
    lists(x);
    if (good)
        return x;
    diff_free(x);
    return NULL;
}

void diff_free(struct diff *x)
{
    if (!x)
        return;
    arena_free(x->arena);
    free(x);
}

size_t diff_changes(const struct diff *x, const struct diff_change **out)
{
    *out = x->changes.v;
    return x->changes.n;
}
