/* wording.c - names of the schema in messages as labels.
 *
 * A message says "period 的 start", "filing/@submittedAt", "source kind="fiscal"", "topic ip", "填为 true", or puts a name behind
 * its label in brackets. A word counts as a name when the schema declares it: as a part of what was named last, as what is
 * called like the place of the finding or stands beside that, else anywhere. */
#include "programme/wording.h"

#include <string.h>

#include "programme/labels.h"
#include "xslt/xml.h"

struct wording {
    struct buf *out;
    const xmlNode *programme; /* its lists name values that the schema leaves open */
    const struct labels *labels;
    const char *place;
    const xmlNode *last, *owner; /* what was named last, and what before, if that has it */
    size_t start;        /* the message begins here in out */
};

enum { PATH_MOST = 8 };

struct path {
    const xmlNode *v[PATH_MOST];
    size_t n;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Of one word as programs write it: names with paths and conditions, files, options. */
static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || (c && strchr("@/.-_=\"+:", c));
}

static size_t name_length(const char *s)
{
    size_t n = 0;
    while (is_letter(s[n]) || (n && s[n] >= '0' && s[n] <= '9'))
        n++;
    return n;
}

static size_t copy_name(char out[64], const char *s)
{
    size_t n = name_length(s);
    snprintf(out, 64, "%.*s", (int)n, s);
    return n < 64 ? n : 0;
}

/* Of a list's item. */
static const char *item_label(const struct wording *w, const char *id)
{
    for (const xmlNode *l = w->programme->children; l; l = l->next)
        for (const xmlNode *n = xml_is(l, PROGRAMME_NS, "list") ? l->children : NULL; n; n = n->next)
            if (xml_is(n, PROGRAMME_NS, "item") && !strcmp(xml_attribute(n, "id", ""), id) && n->children && n->children->content)
                return (const char *)n->children->content;
    return NULL;
}

/* NULL: it is no value of that. */
static const char *value_label(const struct wording *w, const xmlNode *d, const char *value)
{
    const char *type = labels_type(w->labels, d), *label = labels_value(w->labels, d, value);
    if (!label && type && !strcmp(type, "boolean"))
        return !strcmp(value, "true") ? "是" : !strcmp(value, "false") ? "否" : NULL;
    return label || !type || strcmp(type, "line") ? label : item_label(w, value);
}

/* What a name can mean: something of that label, that can have that value or that attribute; NULL: whatever has a label. */
struct meaning {
    const struct wording *w;
    const char *label, *value, *attribute;
};

static bool fits(void *arg, const xmlNode *d)
{
    const struct meaning *m = arg;
    const char *label = labels_text(m->w->labels, d);
    return label && (!m->label || !strcmp(label, m->label)) && (!m->value || value_label(m->w, d, m->value)) &&
           (!m->attribute || labels_child(m->w->labels, d, m->attribute));
}

static bool has_label_below(const struct wording *w, const xmlNode *of, const char *label)
{
    for (const xmlNode *n = of->children; n; n = n->next) {
        const char *own = n->type == XML_ELEMENT_NODE ? labels_text(w->labels, n) : NULL;
        if ((own && !strcmp(own, label)) || (n->type == XML_ELEMENT_NODE && has_label_below(w, n, label)))
            return true;
    }
    return false;
}

/* Is it declared in the type in which something is called like the place? */
static bool stands_beside(void *arg, const xmlNode *d)
{
    const struct meaning *m = arg;
    const xmlNode *type = d->parent;
    while (type && !(type->type == XML_ELEMENT_NODE && !strcmp((const char *)type->name, "complexType")))
        type = type->parent;
    return type && has_label_below(m->w, type, m->w->place) && fits(arg, d);
}

static const xmlNode *child(struct meaning *m, const xmlNode *of, const char *name)
{
    const xmlNode *d = labels_child(m->w->labels, of, name);
    return d && fits(m, d) ? d : NULL;
}

static const xmlNode *declaration(const struct wording *w, const char *name, const char *value, const char *attribute)
{
    struct meaning any = {w, NULL, value, attribute}, here = {w, w->place, value, attribute};
    const xmlNode *d = child(&any, w->last, name);
    d = d ? d : child(&any, w->owner, name);
    d = d || !w->place ? d : labels_find(w->labels, name, fits, &here);
    d = d || !w->place ? d : labels_find(w->labels, name, stands_beside, &any);
    d = d ? d : child(&any, labels_root(w->labels, "proposal"), name);
    return d ? d : labels_find(w->labels, name, fits, &any);
}

/* Without the note of its unit: the message has its own. */
static void put_label(struct wording *w, const xmlNode *d)
{
    static const char close[] = "）";
    const char *label = labels_text(w->labels, d), *note = strstr(label, "（"), *end = note ? strstr(note, close) : NULL;
    bool unit = end && note > label && !end[strlen(close)];
    buf_add(w->out, label, unit ? (size_t)(note - label) : strlen(label));
}

struct condition {
    const xmlNode *attribute;
    char value[64];
    const char *label; /* of the value, NULL when it has none */
};

/* NAME="VALUE" of an element: its length, 0 when it is none. */
static size_t read_condition(const struct wording *w, const xmlNode *of, const char *s, struct condition *c)
{
    char name[64];
    size_t n = copy_name(name, s), v = n && !strncmp(s + n, "=\"", 2) ? strcspn(s + n + 2, "\"") : 0;
    if (!v || v >= sizeof c->value || s[n + 2 + v] != '"' || is_word(s[n + 3 + v]))
        return 0;
    struct wording in = *w;
    in.last = of ? of : w->last;
    snprintf(c->value, sizeof c->value, "%.*s", (int)v, s + n + 2);
    c->attribute = declaration(&in, name, c->value, NULL);
    c->attribute = c->attribute ? c->attribute : declaration(&in, name, NULL, NULL);
    c->label = c->attribute ? value_label(w, c->attribute, c->value) : NULL;
    return c->attribute ? n + v + 3 : 0;
}

/* A condition alone: 角色为“外方合作单位”. */
static size_t put_condition(struct wording *w, const char *s)
{
    struct condition c;
    size_t n = read_condition(w, NULL, s, &c);
    if (n) {
        put_label(w, c.attribute);
        buf_printf(w->out, "为“%s”", c.label ? c.label : c.value);
    }
    return n;
}

/* Those behind a name: 资金来源（财政资金）, 附件（诚信承诺书，已签字：是）. What says enough by itself needs no label. */
static size_t put_conditions(struct wording *w, const xmlNode *of, const char *s)
{
    size_t all = 0, n;
    struct condition c;
    while (s[all] == ' ' && (n = read_condition(w, of, s + all + 1, &c))) {
        buf_puts(w->out, all ? "，" : "（");
        if (!c.label || !strcmp(c.label, "是") || !strcmp(c.label, "否")) {
            put_label(w, c.attribute);
            buf_puts(w->out, "：");
        }
        buf_puts(w->out, c.label ? c.label : c.value);
        all += n + 1;
    }
    if (all)
        buf_puts(w->out, "）");
    return all;
}

/* Of a condition that follows; NULL: there is none. */
static const char *attribute_behind(const char *s, char out[64])
{
    size_t n = *s == ' ' ? copy_name(out, s + 1) : 0;
    return n && !strncmp(s + 1 + n, "=\"", 2) ? out : NULL;
}

/* A name, or a path of them: its length, 0 when it is none. */
static size_t find_path(const struct wording *w, const char *s, struct path *p)
{
    struct meaning any = {.w = w};
    char attribute[64];
    size_t at = 0;
    for (p->n = 0; p->n < PATH_MOST; at++) {
        char name[64];
        at += s[at] == '@';
        size_t n = copy_name(name, s + at);
        const xmlNode *d = !n ? NULL : p->n ? child(&any, p->v[p->n - 1], name) : declaration(w, name, NULL, attribute_behind(s + at + n, attribute));
        if (!d)
            return 0;
        p->v[p->n++] = d;
        at += n;
        if (s[at] != '/')
            return is_word(s[at]) ? 0 : at;
    }
    return 0;
}

static void remember(struct wording *w, const struct path *p)
{
    const xmlNode *before[] = {w->last, w->owner};
    for (size_t i = 0; i < 2 && p->n == 1; i++)
        if (before[i] && labels_child(w->labels, before[i], xml_attribute(p->v[0], "name", "")) == p->v[0]) {
            w->owner = before[i];
            w->last = p->v[0];
            return;
        }
    w->owner = p->n > 1 ? p->v[p->n - 2] : NULL;
    w->last = p->v[p->n - 1];
}

static size_t put_name(struct wording *w, const char *s)
{
    struct path p;
    size_t n = find_path(w, s, &p);
    if (!n)
        return 0;
    for (size_t i = 0; i < p.n; i++) {
        buf_puts(w->out, i ? "中的" : "");
        put_label(w, p.v[i]);
    }
    remember(w, &p);
    return n + put_conditions(w, w->last, s + n);
}

/* "topic ip", "填为 true". */
static size_t put_value(struct wording *w, const char *s)
{
    char value[64];
    size_t n = copy_name(value, s);
    const char *label = w->last && n && !is_word(s[n]) ? value_label(w, w->last, value) : NULL;
    if (label)
        buf_printf(w->out, "“%s”", label);
    return label ? n : 0;
}

static bool ends_with(const struct buf *b, const char *text)
{
    size_t n = strlen(text);
    return b->n >= n && !memcmp(b->data + b->n - n, text, n);
}

/* A label with its name behind it: （months）. Its length with the brackets. */
static size_t name_in_brackets(struct wording *w, const char *s)
{
    static const char open[] = "（", close[] = "）";
    struct path p;
    size_t n = strncmp(s, open, strlen(open)) ? 0 : find_path(w, s + strlen(open), &p);
    if (!n || strncmp(s + strlen(open) + n, close, strlen(close)))
        return 0;
    remember(w, &p);
    return strlen(open) + n + strlen(close);
}

/* Chinese text has no blanks beside a label. */
static void drop_blank(struct wording *w)
{
    if (w->out->n > w->start + 1 && ends_with(w->out, " ") && w->out->data[w->out->n - 2] & 0x80)
        w->out->data[--w->out->n] = '\0';
}

static size_t put_word(struct wording *w, const char *s)
{
    struct buf *whole = w->out, label = {0};
    w->out = &label;
    size_t n = put_value(w, s);
    n = n ? n : put_condition(w, s);
    n = n ? n : put_name(w, s);
    w->out = whole;
    if (n) {
        drop_blank(w);
        buf_add(w->out, label.data, label.n);
        n += s[n] == ' ' && s[n + 1] & 0x80;
    }
    buf_free(&label);
    return n;
}

/* What was filled in, in its quotes: as it is, but a code of what was named last is what the cell or the form shows for it. */
static size_t put_quoted(struct wording *w, const char *s)
{
    static const char open[] = "“", close[] = "”";
    if (strncmp(s, open, strlen(open)))
        return 0;
    char value[64];
    const char *from = s + strlen(open), *end = strstr(from, close);
    size_t n = end ? (size_t)(end - from) : strlen(from);
    snprintf(value, sizeof value, "%.*s", (int)n, from);
    const char *label = w->last && n && n < sizeof value ? value_label(w, w->last, value) : NULL;
    buf_printf(w->out, "%s%s%.*s%s", open, label ? label : "", label ? 0 : (int)n, from, end ? close : "");
    return strlen(open) + n + (end ? strlen(close) : 0);
}

void wording_plain(struct buf *out, struct programme *p, const char *text, const char *place)
{
    struct wording w = {.out = out, .programme = xmlDocGetRootElement(programme_xml(p)), .labels = programme_labels(p), .place = place,
                        .start = out->n};
    for (const char *s = text; *s;) {
        size_t n = name_in_brackets(&w, s);
        n = n ? n : put_quoted(&w, s);
        n = n || !is_word(*s) ? n : put_word(&w, s);
        if (n) {
            s += n;
            continue;
        }
        while (is_word(s[n]))
            n++;
        n = n ? n : 1;
        buf_add(out, s, n);
        s += n;
    }
}

void wording_labels(struct buf *out, struct programme *p, const char *text)
{
    struct wording w = {.out = out, .programme = xmlDocGetRootElement(programme_xml(p)), .labels = programme_labels(p), .start = out->n};
    for (const char *s = text; *s;) {
        s += name_in_brackets(&w, s);
        if (*s)
            buf_putc(out, *s++);
    }
}
