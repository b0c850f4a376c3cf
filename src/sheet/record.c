#include "sheet/record.h"

#include <stdint.h>
#include <string.h>

#include "sheet/markup.h"

/* An element or attribute that is there. */
struct item {
    const struct field *field;
    unsigned index;
    const char *text; /* NULL: children only */
    struct item *first, *next; /* children in the order they came, siblings */
};

struct record {
    struct arena *arena;
    struct item root;
};

struct record *record_new(struct arena *a, const struct field *root)
{
    struct record *r = arena_alloc(a, sizeof *r);
    *r = (struct record){.arena = a, .root = {.field = root, .index = 1}};
    return r;
}

unsigned record_depth(const struct field *f)
{
    unsigned depth = 0;
    for (; f->parent; f = f->parent)
        depth++;
    return depth;
}

static struct item *find(struct item *in, const struct field *f, unsigned index)
{
    for (struct item *i = in->first; i; i = i->next)
        if (i->field == f && i->index == index)
            return i;
    return NULL;
}

/* The item of a field; made when it is not there and an arena is given. */
static struct item *item_of(struct item *root, struct arena *a, const struct field *f, const unsigned *index)
{
    if (!f->parent)
        return root;
    struct item *parent = item_of(root, a, f->parent, index);
    if (!parent)
        return NULL;
    unsigned which = f->repeated ? index[record_depth(f)] : 1;
    struct item *i = find(parent, f, which);
    if (i || !a)
        return i;
    i = arena_alloc(a, sizeof *i);
    *i = (struct item){.field = f, .index = which};
    struct item **end = &parent->first;
    while (*end && ((*end)->field != f || (*end)->index < which)) /* repeated ones stand by their index */
        end = &(*end)->next;
    i->next = *end;
    *end = i;
    return i;
}

void record_set(struct record *r, const struct field *f, const unsigned *index, const char *text)
{
    if (*text)
        item_of(&r->root, r->arena, f, index)->text = arena_strdup(r->arena, text);
}

static void give(struct arena *a, struct item *i, const struct field *f, const char *text)
{
    for (struct item *c = i->first; c; c = c->next)
        give(a, c, f, text);
    if (i->field != f->parent || find(i, f, 1))
        return;
    struct item *value = arena_alloc(a, sizeof *value);
    *value = (struct item){.field = f, .index = 1, .text = arena_strdup(a, text), .next = i->first};
    i->first = value;
}

void record_default(struct record *r, const struct field *attribute, const char *text)
{
    give(r->arena, &r->root, attribute, text);
}

const char *record_get(const struct record *r, const struct field *f, const unsigned *index)
{
    const struct item *i = item_of((struct item *)(uintptr_t)&r->root, NULL, f, index);
    return i ? i->text : NULL;
}

unsigned record_count(const struct record *r, const struct field *f, const unsigned *index)
{
    const struct item *parent = item_of((struct item *)(uintptr_t)&r->root, NULL, f->parent, index);
    unsigned most = 0;
    for (const struct item *i = parent ? parent->first : NULL; i; i = i->next)
        most = i->field == f && i->index > most ? i->index : most;
    return most;
}

static bool has(const struct item *i, const struct field *f)
{
    bool found = i->field == f;
    for (const struct item *c = i->first; c && !found; c = c->next)
        found = has(c, f);
    return found;
}

bool record_has(const struct record *r, const struct field *f)
{
    return has(&r->root, f);
}

/* --- reading --- */

static bool read_node(struct record *r, const struct field *f, const xmlNode *n, unsigned *index, unsigned depth);

static bool read_children(struct record *r, const struct field *f, const xmlNode *n, unsigned *index, unsigned depth)
{
    bool whole = true;
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        const struct field *attribute = fields_child(f, (const char *)a->name);
        if (attribute && attribute->attribute && a->children && a->children->content)
            record_set(r, attribute, index, (const char *)a->children->content);
    }
    for (const xmlNode *c = n->children; c; c = c->next) {
        const struct field *child = c->type == XML_ELEMENT_NODE ? fields_child(f, (const char *)c->name) : NULL;
        if (!child || child->attribute)
            continue;
        index[depth + 1] = child->repeated ? record_count(r, child, index) + 1 : 0;
        whole &= read_node(r, child, c, index, depth + 1);
        index[depth + 1] = 0;
    }
    return whole;
}

/* White space at the ends goes, as the schema's token type has it. */
static const char *token(struct arena *a, const char *s)
{
    s += strspn(s, " \t\r\n");
    size_t n = strlen(s);
    while (n && strchr(" \t\r\n", s[n - 1]))
        n--;
    return arena_strndup(a, s, n);
}

static bool read_node(struct record *r, const struct field *f, const xmlNode *n, unsigned *index, unsigned depth)
{
    bool whole = true;
    if (f->kind == FIELD_RICH || f->kind == FIELD_INLINE) {
        struct buf b = {0};
        whole = markup_write(&b, n, f->kind == FIELD_RICH);
        record_set(r, f, index, b.n ? b.data : "");
        buf_free(&b);
    } else if (f->kind != FIELD_GROUP) {
        xmlChar *text = xmlNodeGetContent(n);
        record_set(r, f, index, token(r->arena, (const char *)text));
        xmlFree(text);
    }
    return read_children(r, f, n, index, depth) && whole;
}

bool record_read(struct record *r, const xmlNode *proposal)
{
    unsigned index[FIELDS_DEPTH + 2] = {0};
    return read_children(r, r->root.field, proposal, index, 0);
}

/* --- writing --- */

static void write_attributes(struct buf *out, const struct item *i)
{
    for (size_t k = 0; k < i->field->n; k++) {
        const struct field *f = &i->field->children[k];
        const struct item *value = f->attribute ? find((struct item *)(uintptr_t)i, f, 1) : NULL;
        buf_attribute(out, f->name, value ? value->text : NULL);
    }
}

static bool has_elements(const struct item *i)
{
    for (const struct item *c = i->first; c; c = c->next)
        if (!c->field->attribute)
            return true;
    return false;
}

static void write_item(struct buf *out, const struct item *i, int indent);

static void write_elements(struct buf *out, const struct item *i, int indent)
{
    for (size_t k = 0; k < i->field->n; k++)
        for (const struct item *c = i->first; c; c = c->next)
            if (c->field == &i->field->children[k] && !c->field->attribute)
                write_item(out, c, indent);
}

static void write_text(struct buf *out, const struct item *i, int indent)
{
    if (i->field->kind == FIELD_RICH) {
        buf_putc(out, '\n');
        markup_read(out, i->text, indent + 2);
        buf_blanks(out, (size_t)indent);
    } else if (i->field->kind == FIELD_INLINE) {
        markup_read_inline(out, i->text);
    } else {
        buf_xml(out, i->text, strlen(i->text));
    }
}

static void write_end(struct buf *out, const char *name)
{
    buf_puts(out, "</");
    buf_puts(out, name);
    buf_puts(out, ">\n");
}

static void write_item(struct buf *out, const struct item *i, int indent)
{
    const char *name = i->field->name;
    buf_blanks(out, (size_t)indent);
    buf_putc(out, '<');
    buf_puts(out, name);
    if (!i->field->parent)
        buf_puts(out, " xmlns=\"urn:shenbao:proposal\"");
    write_attributes(out, i);
    if (has_elements(i)) {
        buf_puts(out, ">\n");
        write_elements(out, i, indent + 2);
        buf_blanks(out, (size_t)indent);
        write_end(out, name);
    } else if (i->text) {
        buf_puts(out, ">");
        write_text(out, i, indent);
        write_end(out, name);
    } else {
        buf_puts(out, "/>\n");
    }
}

void record_write(const struct record *r, struct buf *out)
{
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_item(out, &r->root, 0);
}

/* --- places --- */

struct walk {
    record_visit_fn *fn;
    void *arg;
    struct buf path;
    unsigned index[FIELDS_DEPTH + 2];
};

static void walk(struct walk *w, const struct item *i, unsigned position, unsigned depth)
{
    size_t n = w->path.n;
    buf_puts(&w->path, "/*[");
    buf_decimal(&w->path, position, 0);
    buf_putc(&w->path, ']');
    w->index[depth] = i->field->repeated ? i->index : 0;
    w->fn(w->arg, w->path.data, i->field, w->index);
    unsigned at = 0;
    for (size_t k = 0; k < i->field->n; k++)
        for (const struct item *c = i->first; c; c = c->next)
            if (c->field == &i->field->children[k] && !c->field->attribute)
                walk(w, c, ++at, depth + 1);
    w->index[depth] = 0;
    w->path.n = n;
    w->path.data[n] = '\0';
}

void record_walk(const struct record *r, record_visit_fn *fn, void *arg)
{
    struct walk w = {.fn = fn, .arg = arg};
    buf_puts(&w.path, "");
    walk(&w, &r->root, 1, 0);
    buf_free(&w.path);
}
