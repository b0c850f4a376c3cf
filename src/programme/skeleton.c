#include "programme/skeleton.h"

#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/columns.h"
#include "base/limits.h"
#include "programme/fields.h"
#include "programme/remarks.h"
#include "programme/schematron.h"
#include "programme/settings.h"
#include "xslt/xml.h"

#define WIDTH 110
#define BRIEF 60 /* columns of a remark that stands behind its element */
#define TO_FILL_IN "待填" /* where the schema wants a name */

struct skeleton {
    const char *namespace;
    const struct programme_direction *direction; /* NULL: of a submission */
    struct settings settings;
    struct arena *arena;
    struct buf *out;
    VEC(const struct field *) numbered; /* ids that were given, to count them */
};

/* The parts of an element that is written: the second of a kind says less. */
struct place {
    const char *path; /* "units/unit" */
    unsigned depth;   /* indentation */
    bool again;
};

static const char *text_of(struct skeleton *s, xmlXPathObjectPtr value)
{
    xmlChar *text = value ? xmlXPathCastToString(value) : NULL;
    const char *out = text ? buf_words_in(s->arena, (const char *)text) : "";
    xmlFree(text);
    xmlXPathFreeObject(value);
    return out;
}

/* One of these is put in for each: a value of an attribute, and what it is called. */
struct instance {
    const char *value, *label;
};

typedef VEC(struct instance) instance_list;

static const char *value_label(const struct field *attribute, const char *value)
{
    for (size_t i = 0; attribute && i < attribute->nvalues; i++)
        if (strcmp(attribute->values[i].value, value) == 0)
            return attribute->values[i].label;
    return NULL;
}

/* The word of a node that names it: its id or kind, else its text. */
static const char *name_of(struct skeleton *s, xmlNodePtr n)
{
    static const char *const keys[] = {"kind", "id"};
    for (size_t i = 0; n->type == XML_ELEMENT_NODE && i < 2; i++) {
        const char *key = xml_attribute(n, keys[i], NULL);
        if (key)
            return arena_strdup(s->arena, key);
    }
    return text_of(s, xmlXPathNewNodeSet(n));
}

static void add_nodes(struct skeleton *s, instance_list *out, const xmlXPathObject *value)
{
    for (int i = 0; value->nodesetval && i < value->nodesetval->nodeNr; i++) {
        xmlNodePtr n = value->nodesetval->nodeTab[i];
        *VEC_PUSH(s->arena, out) = (struct instance){name_of(s, n), remarks_fact(s->settings.remarks, n)};
    }
}

static void add_words(struct skeleton *s, instance_list *out, const struct field *attribute, const char *words)
{
    for (size_t n; *(words += strspn(words, " ")); words += n) {
        n = strcspn(words, " ");
        const char *word = arena_strndup(s->arena, words, n);
        *VEC_PUSH(s->arena, out) = (struct instance){word, value_label(attribute, word)};
    }
}

static instance_list instances_of(struct skeleton *s, const struct field *f)
{
    instance_list out = {0};
    const char *each = fields_setting(f, "new-each");
    const struct field *attribute = each ? fields_child(f, each) : NULL;
    xmlXPathObjectPtr value = attribute ? settings_value(&s->settings, f, "new-values") : NULL;
    if (value && value->type == XPATH_NODESET)
        add_nodes(s, &out, value);
    else if (value)
        add_words(s, &out, attribute, text_of(s, xmlXPathObjectCopy(value)));
    for (size_t i = 0; attribute && !value && i < attribute->nvalues; i++)
        *VEC_PUSH(s->arena, &out) = (struct instance){attribute->values[i].value, attribute->values[i].label};
    xmlXPathFreeObject(value);
    if (!out.n)
        *VEC_PUSH(s->arena, &out) = (struct instance){NULL, NULL};
    return out;
}

/* writing */

static void indent(struct skeleton *s, unsigned depth)
{
    buf_printf(s->out, "%*s", (int)(2 * depth), "");
}

/* A comment, wrapped, each line of text a line of its own; two hyphens would end it, so the second is the other hyphen. */
static void comment(struct skeleton *s, unsigned depth, const char *text)
{
    struct buf safe = {0};
    for (const char *c = text; *c; c++)
        if (*c == '-' && c > text && c[-1] == '-')
            buf_puts(&safe, "‐");
        else
            buf_putc(&safe, *c);
    indent(s, depth);
    buf_puts(s->out, "<!-- ");
    char *save = NULL, *line = safe.data ? strtok_r(safe.data, "\n", &save) : NULL;
    for (bool first = true; line; line = strtok_r(NULL, "\n", &save), first = false) {
        if (!first)
            buf_printf(s->out, "\n%*s", (int)(2 * depth + 5), "");
        columns_wrap(s->out, line, 2 * depth + 5, WIDTH);
    }
    buf_puts(s->out, " -->\n");
    buf_free(&safe);
}

static void add_hint(struct buf *out, const struct field *f)
{
    const char *hint = remarks_hint(f);
    for (size_t i = 0; i < f->nvalues; i++)
        buf_printf(out, "%s%s%s%s", i ? "、" : "：", f->values[i].value, f->values[i].label ? " " : "",
                   f->values[i].label ? f->values[i].label : "");
    if (hint)
        buf_printf(out, "（%s）", hint);
}

static bool is_name_type(const struct field *f)
{
    return f->type && strcmp(f->type, "NCName") == 0;
}

static bool lies_in(const xmlNode *n, const xmlNode *in)
{
    while (n && n != in)
        n = n->parent;
    return n != NULL;
}

/* What the notice says, by the setting new-facts; or what may be written, of which only the direction's own: what all of them have in
 * common says nothing of this one. False: there is none. */
static bool add_nodes_remark(struct skeleton *s, struct buf *out, const struct field *f, bool facts, const char *head)
{
    xmlXPathObjectPtr value = settings_value(&s->settings, f, facts ? "new-facts" : "new-choices");
    int n = value && value->nodesetval ? value->nodesetval->nodeNr : 0, told = 0;
    for (int i = 0; i < n; i++) {
        const xmlNode *node = value->nodesetval->nodeTab[i];
        const char *id = facts || node->type != XML_ELEMENT_NODE ? "" : xml_attribute(node, "id", "");
        if (!facts && !lies_in(node, s->settings.at))
            continue;
        buf_printf(out, "%s%s%s%s", told++ ? "；" : head, id, *id ? " " : "", remarks_fact(s->settings.remarks, node));
    }
    xmlXPathFreeObject(value);
    return told > 0;
}

static void add_attributes_remark(struct skeleton *s, struct buf *out, const struct field *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        const struct field *a = &f->children[i];
        if (!a->attribute)
            continue;
        buf_printf(out, "%s%s %s", n++ ? "；" : "\n", a->name, a->label ? a->label : "");
        add_hint(out, a);
        if (is_name_type(a) && strcmp(a->name, "id") != 0)
            buf_puts(out, "（填代号，即那一项的 id）");
        if (add_nodes_remark(s, out, a, false, "（可填："))
            buf_puts(out, "）");
    }
    if (n)
        buf_puts(out, "。");
}

static bool is_leaf(const struct field *f)
{
    return !f->n || f->kind == FIELD_RICH || f->kind == FIELD_INLINE;
}

/* What is said in front of an element. */
static char *remark_of(struct skeleton *s, const struct field *f, const char *path)
{
    struct buf b = {0};
    buf_printf(&b, "%s", f->label ? f->label : f->name);
    if (is_leaf(f))
        add_hint(&b, f);
    if (f->repeated)
        buf_puts(&b, "（可多项，每项写一个）");
    buf_puts(&b, "。");
    if (add_nodes_remark(s, &b, f, true, "\n"))
        buf_puts(&b, "。");
    if (add_nodes_remark(s, &b, f, false, "\n可填："))
        buf_puts(&b, "。");
    if (f->kind != FIELD_RICH)
        add_attributes_remark(s, &b, f);
    remarks_rules(s->settings.remarks, path, &b);
    return buf_steal(&b);
}

/* "u1", "u2" ...: the first letter of what it names, and a number that no other has. */
static void add_id(struct skeleton *s, const struct field *f)
{
    size_t n = 1;
    for (size_t i = 0; i < s->numbered.n; i++)
        n += s->numbered.v[i]->parent->name[0] == f->parent->name[0];
    *VEC_PUSH(s->arena, &s->numbered) = f;
    buf_printf(s->out, "%c%zu", f->parent->name[0], n);
}

static void add_value(struct skeleton *s, const struct field *f)
{
    const char *known = fields_setting(f, "new-value") ? text_of(s, settings_value(&s->settings, f, "new-value")) : "";
    if (f->fixed)
        known = f->fixed;
    else if (s->direction && !f->parent->parent && strcmp(f->name, "direction") == 0)
        known = s->direction->id;
    else if (!*known && f->required && f->nvalues)
        known = f->values[0].value;
    else if (!*known && is_name_type(f) && (!f->attribute || strcmp(f->name, "id") != 0))
        known = TO_FILL_IN;
    if (!*known && is_name_type(f))
        add_id(s, f);
    buf_xml(s->out, known, strlen(known));
}

static void add_attributes(struct skeleton *s, const struct field *f, const struct instance *is)
{
    const char *each = fields_setting(f, "new-each");
    for (size_t i = 0; f->kind != FIELD_RICH && i < f->n; i++) {
        const struct field *a = &f->children[i];
        if (!a->attribute || !settings_put_in(&s->settings, a, a->name))
            continue;
        buf_printf(s->out, " %s=\"", a->name);
        if (is->value && each && strcmp(each, a->name) == 0)
            buf_xml(s->out, is->value, strlen(is->value));
        else
            add_value(s, a);
        buf_putc(s->out, '"');
    }
}

static void element(struct skeleton *s, const struct field *f, const struct place *in);

static bool has_elements(const struct field *f)
{
    for (size_t i = 0; !is_leaf(f) && i < f->n; i++)
        if (!f->children[i].attribute)
            return true;
    return false;
}

static void content(struct skeleton *s, const struct field *f, const struct place *at)
{
    if (f->kind == FIELD_RICH)
        buf_puts(s->out, "<p></p>");
    else if (!has_elements(f) && f->kind != FIELD_GROUP)
        add_value(s, f);
    if (!has_elements(f))
        return;
    buf_putc(s->out, '\n');
    for (size_t i = 0; i < f->n; i++)
        if (!f->children[i].attribute)
            element(s, &f->children[i], at);
    indent(s, at->depth);
}

static bool is_empty(const struct field *f)
{
    return f->kind == FIELD_GROUP && !has_elements(f);
}

static void instance(struct skeleton *s, const struct field *f, const struct instance *is, const struct place *at)
{
    indent(s, at->depth);
    buf_printf(s->out, "<%s", f->name);
    if (!f->parent)
        buf_printf(s->out, " xmlns=\"%s\"", s->namespace);
    add_attributes(s, f, is);
    if (is_empty(f)) {
        buf_puts(s->out, "/>");
        return;
    }
    buf_putc(s->out, '>');
    content(s, f, at);
    buf_printf(s->out, "</%s>", f->name);
}

/* A short remark stands behind its element, a longer one in front. */
static void element(struct skeleton *s, const struct field *f, const struct place *in)
{
    const char *path = !f->parent ? "" : *in->path ? arena_printf(s->arena, "%s/%s", in->path, f->name) : f->name;
    struct place at = {.path = path, .depth = in->depth + (f->parent != NULL), .again = in->again};
    if (f->parent && (!settings_put_in(&s->settings, f, path) || (in->again && fields_setting(f, "new-first"))))
        return;
    instance_list all = instances_of(s, f);
    char *remark = f->parent && !at.again ? remark_of(s, f, path) : NULL;
    bool brief = remark && is_leaf(f) && !strchr(remark, '\n') && all.n == 1 && columns_of(remark, strlen(remark)) <= BRIEF;
    if (f->parent && at.depth == 1)
        buf_putc(s->out, '\n');
    if (remark && !brief)
        comment(s, at.depth, remark);
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].label)
            comment(s, at.depth, all.v[i].label);
        instance(s, f, &all.v[i], &at);
        buf_putc(s->out, brief ? ' ' : '\n');
        at.again = true;
    }
    if (brief)
        comment(s, 0, remark);
    free(remark);
}

/* The head is made last: what found no other place stands there. */
static bool write_all(struct skeleton *s, struct programme *p, const struct field *root,
                      void (*add_head)(struct remarks *r, struct buf *out), struct buf *out)
{
    struct buf body = {0}, head = {0};
    s->arena = arena_new();
    s->settings.xpath = settings_xpath(p);
    s->out = &body;
    element(s, root, &(struct place){.path = ""});
    s->out = out;
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    add_head(s->settings.remarks, &head);
    comment(s, 0, head.data);
    buf_add(out, body.data, body.n);
    buf_free(&body);
    buf_free(&head);
    xmlXPathFreeContext(s->settings.xpath);
    remarks_free(s->settings.remarks);
    arena_free(s->arena);
    return !s->settings.failed;
}

bool skeleton_write(struct programme *p, const struct programme_direction *direction, const struct i18n *zh, struct buf *out,
                    struct diag_list *d)
{
    if (direction->refused) {
        diag(d, PACK_REFUSED, NULL, direction->id, programme_title(p), direction->refused);
        return false;
    }
    const struct field *root = programme_fields(p, d);
    struct remarks *remarks = root ? remarks_new(p, direction, zh, d) : NULL;
    struct skeleton s = {
        .namespace = PROPOSAL_NS, .direction = direction, .settings = {.at = direction->node, .d = d, .remarks = remarks},
    };
    return remarks && write_all(&s, p, root, remarks_head, out);
}

bool skeleton_submission(struct programme *p, const struct i18n *zh, struct buf *out, struct diag_list *d)
{
    const struct labels *labels = programme_submission_labels(p, d);
    struct arena *a = arena_new();
    const struct field *root = labels ? fields_load(a, labels, "submission") : NULL;
    struct skeleton s = {.namespace = SUBMISSION_NS, .settings = {.at = xmlDocGetRootElement(programme_xml(p)), .d = d}};
    s.settings.remarks = root ? remarks_new(p, NULL, zh, d) : NULL;
    bool good = root && write_all(&s, p, root, remarks_submission_head, out);
    arena_free(a);
    return good;
}
