#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "programme/audit_int.h"
#include "programme/merge.h"
#include "programme/shape.h"
#include "xslt/date.h"
#include "xslt/xml.h"

/* --- one value --- */

static bool is_of_kind(const char *value, enum shape_kind kind)
{
    struct date date;
    int64_t number;
    if (kind == SHAPE_NUMBER)
        return audit_number(value, &number);
    if (kind == SHAPE_DATE)
        return date_parse(value, &date);
    return kind != SHAPE_YESNO || !strcmp(value, "yes") || !strcmp(value, "no");
}

static const char *const kinds[] = {
    [SHAPE_TEXT] = "", [SHAPE_NUMBER] = N_("a number"), [SHAPE_DATE] = N_("a date such as 2025-03-31"),
    [SHAPE_YESNO] = N_("yes or no"), [SHAPE_PART] = "",
};

static void attributes(struct audit *a, const xmlNode *n)
{
    struct loc loc = merge_loc(n);
    for (const xmlAttr *x = n->properties; x; x = x->next) {
        const char *name = (const char *)x->name, *value = xml_attribute(n, name, NULL);
        const struct shape *s = shape_of(n, name);
        if (s && !is_of_kind(value, s->kind))
            diag(a->d, AUDIT_KIND, &loc, (const char *)n->name, name, value, kinds[s->kind]);
    }
}

/* --- pairs that have an order --- */

static const struct {
    const char *element, *first, *second;
} ordered[] = {
    {"window", "from", "to"}, {"recommending", "from", "to"}, {"period", "from", "to"},
    {"money", "least", "most"}, {"money", "most", "total"},
};

static bool in_order(const char *first, const char *second)
{
    struct date a, b;
    int64_t x, y;
    if (audit_number(first, &x) && audit_number(second, &y))
        return x <= y;
    return !date_parse(first, &a) || !date_parse(second, &b) || date_compare(&a, &b) <= 0;
}

static void order(struct audit *a, const xmlNode *n)
{
    struct loc loc = merge_loc(n);
    for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++) {
        const char *x = xml_attribute(n, ordered[i].first, NULL), *y = xml_attribute(n, ordered[i].second, NULL);
        if (xml_is(n, NULL, ordered[i].element) && x && y && !in_order(x, y))
            diag(a->d, AUDIT_ORDER, &loc, ordered[i].element, ordered[i].first, x, ordered[i].second, y);
    }
}

/* Proposals are filed before they are recommended. */
static void windows(struct audit *a)
{
    const xmlNode *window = xml_child(a->root, "window"), *after = xml_child(a->root, "recommending");
    const char *x = xml_attribute(window, "to", NULL), *y = xml_attribute(after, "to", NULL);
    struct loc loc = merge_loc(after);
    if (x && y && !in_order(x, y))
        diag(a->d, AUDIT_ORDER, &loc, "recommending", "window/to", x, "to", y);
}

/* --- what stands once --- */

/* An element with a key, of all with that key; one that holds others, of all of its name: a second one would not be read. */
static void unique(struct audit *a, const xmlNode *n)
{
    const char *key = merge_key(n);
    const struct shape *s = shape_of(n, NULL);
    bool single = key || (s && s->kind == SHAPE_PART);
    for (const xmlNode *k = n->prev; single && k; k = k->prev) {
        const char *other = xml_is(k, NULL, (const char *)n->name) ? merge_key(k) : NULL;
        if (!xml_is(k, NULL, (const char *)n->name) || (key ? !other || strcmp(other, key) != 0 : other != NULL))
            continue;
        struct loc loc = merge_loc(n);
        diag(a->d, AUDIT_TWICE, &loc, (const char *)n->name, key ? key : "");
        return;
    }
}

/* --- words --- */

static void word(struct audit *a, const xmlNode *n, const char *name, const char *const *words)
{
    const char *value = xml_attribute(n, name, NULL);
    struct loc loc = merge_loc(n);
    struct buf all = {0};
    for (const char *const *w = words; *w; w++) {
        if (value && !strcmp(value, *w)) {
            buf_free(&all);
            return;
        }
        buf_printf(&all, "%s%s", w == words ? "" : ", ", *w);
    }
    diag(a->d, AUDIT_WORD, &loc, (const char *)n->name, name, value ? value : "", all.data);
    buf_free(&all);
}

static void statuses(struct audit *a)
{
    static const char *const sources[] = {"formal", "draft", NULL};
    static const char *const forms[] = {"official", "reconstructed", "proposed", NULL};
    const xmlNode *source = xml_child(a->root, "source"), *all = xml_child(a->root, "forms");
    struct loc loc = merge_loc(a->root);
    if (source && xml_child(source, "title"))
        word(a, source, "status", sources);
    else
        diag(a->d, AUDIT_SOURCE, &loc);
    for (const xmlNode *n = all->children; n; n = n->next)
        if (xml_is(n, NULL, "form"))
            word(a, n, "status", forms);
}

/* --- the summary table --- */

static void column(struct audit *a, const xmlNode *n)
{
    static const char *const words[] = {"text", "number", "money", "date", "order", "blank", "code", NULL};
    const char *select = xml_attribute(n, "select", NULL), *kind = xml_attribute(n, "kind", NULL);
    struct loc loc = merge_loc(n);
    xmlChar *heading = xmlNodeGetContent(n);
    bool empty = kind && (!strcmp(kind, "order") || !strcmp(kind, "blank") || !strcmp(kind, "code")), sum = !strcmp(xml_attribute(n, "sum", ""), "yes");
    if (kind)
        word(a, n, "kind", words);
    if (!merge_key(n))
        diag(a->d, AUDIT_LACKS, &loc, "column", "name");
    if (!heading || !*heading)
        diag(a->d, AUDIT_LACKS, &loc, "column", N_("its heading"));
    if (!select && !empty)
        diag(a->d, AUDIT_LACKS, &loc, "column", "select");
    if (select && !xml_is_xpath(a->xpath, select))
        diag(a->d, AUDIT_XPATH, &loc, select);
    if (sum && (!kind || (strcmp(kind, "number") && strcmp(kind, "money"))))
        diag(a->d, AUDIT_SUM, &loc, merge_key(n) ? merge_key(n) : "");
    xmlFree(heading);
}

/* group="region": rows are grouped by that column. */
static void summary(struct audit *a)
{
    const xmlNode *table = xml_child(a->root, "summary");
    const char *group = xml_attribute(table, "group", NULL);
    struct loc loc = merge_loc(table);
    bool found = !group;
    for (const xmlNode *n = table ? table->children : NULL; n && !found; n = n->next)
        found = xml_is(n, NULL, "column") && merge_key(n) && !strcmp(merge_key(n), group);
    if (!found)
        diag(a->d, AUDIT_GROUP, &loc, group);
}

/* --- names of files --- */

/* What a name takes from elsewhere than the columns of the summary table (shenbao-pack(5), Files to hand in). */
static bool is_own_field(const char *name, size_t n)
{
    static const char *const own[] = {"number", "direction", "annex", "paper", "extension", NULL};
    for (const char *const *o = own; *o; o++)
        if (strlen(*o) == n && !memcmp(*o, name, n))
            return true;
    return false;
}

static bool is_column(struct audit *a, const char *name, size_t n)
{
    const xmlNode *table = xml_child(a->root, "summary");
    for (const xmlNode *c = table ? table->children : NULL; c; c = c->next)
        if (xml_is(c, NULL, "column") && merge_key(c) && strlen(merge_key(c)) == n && !memcmp(merge_key(c), name, n))
            return true;
    return false;
}

static void placeholders(struct audit *a, const xmlNode *n, const char *attribute)
{
    const char *s = xml_attribute(n, attribute, NULL);
    struct loc loc = merge_loc(n);
    while (s && (s = strchr(s, '{')) && strchr(s, '}')) {
        size_t len = strcspn(++s, "}");
        if (!is_own_field(s, len) && !is_column(a, s, len))
            diag(a->d, AUDIT_FIELD, &loc, attribute, arena_strndup(a->arena, s, len));
        s += len;
    }
}

/* --- all --- */

static void element(struct audit *a, const xmlNode *n)
{
    attributes(a, n);
    order(a, n);
    unique(a, n);
    if (xml_is(n, NULL, "column") && xml_is(n->parent, NULL, "summary"))
        column(a, n);
    if (xml_is(n, NULL, "file")) {
        placeholders(a, n, "folder");
        placeholders(a, n, "name");
    }
    for (const xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            element(a, c);
}

void audit_values(struct audit *a)
{
    element(a, a->root);
    windows(a);
    statuses(a);
    summary(a);
}
