/* build.c - nodes from events: names, places, the content model, limits, and the shared property sets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fo/build.h"

/* --- property sets --- */

static const struct fo_props *shared_set(struct fo_reader *r, enum fo_element e, const struct node *parent,
                                         const struct build_parts *p)
{
    const struct fo_props *up = parent ? parent->pub.props : fo_store_initial(r->store);
    struct memo_key k = {.parent = up->shared, .list_item = parent ? parent->list_item : NULL, .element = e,
                         .bytes = r->key.data, .n = r->key.n};
    struct known_start *known = p->known;
    if (known && known->set && known->parent == k.parent && known->list_item == k.list_item)
        return known->set;
    const struct fo_props *s = memo_find(r->memo, &k);
    if (s && known) {
        known->parent = k.parent;
        known->list_item = k.list_item;
        known->set = s;
    }
    if (s)
        return s;
    struct fo_resolve *rs = r->resolve;
    rs->element = e;
    rs->loc = p->loc;
    rs->parent = up;
    rs->parent_node = parent ? &parent->pub : NULL;
    rs->list_item = k.list_item;
    rs->column = columns_current(r->columns);
    rs->given = r->given;
    rs->given_count = p->given;
    s = fo_resolve_set(rs);
    if (!rs->volatile_value)
        memo_add(r->memo, &k, s);
    return s;
}

static char *bump(void *at, const char *s, size_t n)
{
    char **free_bytes = at, *p = *free_bytes;
    memcpy(p, s, n);
    p[n] = 0;
    *free_bytes += n + 1;
    return p;
}

static size_t unique_bytes(const struct fo_reader *r, const struct build_parts *p, const struct fo_props *shared,
                           const struct node *parent)
{
    size_t n = 0;
    if (!p->unique)
        return 0;
    for (size_t i = 0; i < p->unique; i++) {
        n += r->unique[i].value.n + 1;
        if (parent) /* "inherit" copies the parent's */
            n += strlen(fo_set_get(parent->pub.props, r->unique[i].name.id)->u.string) + 1;
    }
    return fo_set_size(shared, (unsigned)p->unique) + n;
}

/* The set of one node alone: the shared one, and the ids and names behind the node. */
static const struct fo_props *own_set(struct fo_reader *r, const struct build_parts *p, const struct fo_props *shared,
                                      const struct node *parent, char *memory)
{
    unsigned ids[LIMIT_ATTRIBUTES];
    struct fo_value values[LIMIT_ATTRIBUTES];
    char *strings = memory + fo_set_size(shared, (unsigned)p->unique);
    r->resolve->loc = p->loc;
    r->resolve->parent = parent ? parent->pub.props : fo_store_initial(r->store);
    for (size_t i = 0; i < p->unique; i++) {
        ids[i] = r->unique[i].name.id;
        values[i] = fo_resolve_unique(r->resolve, ids[i], r->unique[i].value, bump, &strings);
    }
    return fo_set_with(memory, shared, ids, values, (unsigned)p->unique);
}

static size_t raw_bytes(const struct fo_reader *r, const struct build_parts *p)
{
    size_t n = sizeof(struct raw) + (p->given + p->unique) * sizeof(struct fo_given);
    for (size_t i = 0; i < p->given; i++)
        n += r->given[i].value.n + 1;
    for (size_t i = 0; i < p->unique; i++)
        n += r->unique[i].value.n + 1;
    return n;
}

static void keep_raw(const struct fo_reader *r, const struct build_parts *p, struct node *n, char *memory)
{
    struct raw *raw = (struct raw *)(void *)memory;
    raw->n = p->given + p->unique;
    char *strings = (char *)&raw->given[raw->n];
    for (size_t i = 0; i < raw->n; i++) {
        raw->given[i] = i < p->given ? r->given[i] : r->unique[i - p->given];
        raw->given[i].value.s = bump(&strings, raw->given[i].value.s, raw->given[i].value.n);
    }
    n->raw = raw;
}

/* A wrapper returns the areas of what it holds. */
static bool returns_to_flow(const struct fo_node *n)
{
    const struct fo_node *p = n->parent;
    while (p && p->element == FO_WRAPPER)
        p = p->parent;
    return p && p->element == FO_FLOW;
}

/* What a node asks for in vain because of where it stands, or by a property of its own that no set holds; partial.def has the rest.
 * Only what is returned to the flow spans its columns (XSL 1.1 7.21.4). Said once a document. */
static void check_vain(struct fo_reader *r, const struct fo_node *n)
{
    bool block = n->element == FO_BLOCK || n->element == FO_BLOCK_CONTAINER;
    char where[128];
    if (block && fo_enum(n, FO_P_SPAN) == FO_K_ALL && n->parent && !returns_to_flow(n) && !build_told(r, "span/")) {
        snprintf(where, sizeof where, "%s/%s", fo_element_name(n->parent->element), fo_element_name(n->element));
        diag(r->diag, FO_NO_EFFECT, &n->loc, "span=\"all\"", where);
    }
    if (n->element == FO_SIMPLE_PAGE_MASTER && *fo_string(n, FO_P_BACKGROUND_IMAGE) && !build_told(r, "background-image/"))
        diag(r->diag, FO_NO_EFFECT, &n->loc, "background-image", fo_element_name(n->element));
}

/* A node for an element whose attributes stand in r->given and r->unique. */
static struct node *make_node(struct fo_reader *r, enum fo_element e, struct node *parent, const struct build_parts *p,
                              bool raw)
{
    const struct fo_props *set = shared_set(r, e, parent, p);
    size_t own = unique_bytes(r, p, set, parent), unit = _Alignof(max_align_t);
    own = (own + unit - 1) / unit * unit;
    char *memory;
    struct node *n = nodes_alloc(r->nodes, own + (raw ? raw_bytes(r, p) : 0), &memory);
    n->pub.element = e;
    n->pub.parent = parent ? &parent->pub : NULL;
    n->pub.loc = p->loc;
    n->pub.serial = ++r->serial;
    n->pub.props = p->unique ? own_set(r, p, set, parent, memory) : set;
    n->mapped = p->mapped;
    n->list_item = e == FO_LIST_ITEM ? set : parent ? parent->list_item : NULL;
    if (raw)
        keep_raw(r, p, n, memory + own);
    check_vain(r, &n->pub);
    return n;
}

static void append(struct node *parent, struct node *n)
{
    n->prev = parent->last;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
}

/* --- tables --- */

static int plain_integer(const struct fo_reader *r, size_t given, unsigned prop)
{
    for (size_t i = 0; i < given; i++)
        if (r->given[i].name.kind == FO_N_PROP && r->given[i].name.id == prop)
            return (int)build_number(fo_trim(r->given[i].value));
    return 0;
}

static bool given_true(const struct fo_reader *r, size_t given, unsigned prop)
{
    for (size_t i = 0; i < given; i++)
        if (r->given[i].name.kind == FO_N_PROP && r->given[i].name.id == prop)
            return fo_same(fo_trim(r->given[i].value), "true");
    return false;
}

/* Before the element's own attributes are resolved. */
static void enter_table(struct fo_reader *r, enum fo_element e, const struct build_parts *p)
{
    if (e == FO_TABLE)
        r->columns = columns_push(r->columns);
    else if (!r->columns)
        return;
    else if (e == FO_TABLE_BODY || e == FO_TABLE_HEADER || e == FO_TABLE_FOOTER)
        columns_part(r->columns);
    else if (e == FO_TABLE_ROW)
        columns_row(r->columns);
    else if (e == FO_TABLE_CELL)
        columns_cell(r->columns, plain_integer(r, p->given, FO_P_COLUMN_NUMBER),
                     given_true(r, p->given, FO_P_STARTS_ROW));
}

static void entered_table(struct fo_reader *r, const struct node *n)
{
    if (r->columns && n->pub.element == FO_TABLE_COLUMN)
        columns_define(r->columns, n->pub.props->shared);
    else if (r->columns && n->pub.element == FO_TABLE_CELL)
        columns_spans(r->columns, n->pub.props);
}

static void leave_table(struct fo_reader *r, const struct node *n)
{
    if (!r->columns)
        return;
    if (n->pub.element == FO_TABLE)
        r->columns = columns_pop(r->columns);
    else if (n->pub.element == FO_TABLE_CELL)
        columns_cell_end(r->columns, fo_set_get(n->pub.props, FO_P_ENDS_ROW)->keyword == FO_K_TRUE);
}

/* --- text --- */

static void text_node(struct fo_reader *r)
{
    char *memory;
    struct node *n = nodes_alloc(r->nodes, r->text.n + 1, &memory);
    memcpy(memory, r->text.data, r->text.n);
    memory[r->text.n] = 0;
    n->pub.element = FO_TEXT;
    n->pub.parent = &r->open->pub;
    n->pub.props = fo_store_plain(r->store, r->open->pub.props);
    n->pub.loc = r->open->pub.loc;
    n->pub.serial = ++r->serial;
    n->pub.text = memory;
    n->pub.text_len = r->text.n;
    n->list_item = r->open->list_item;
    n->mapped = r->open->mapped;
    n->complete = true;
    append(r->open, n);
}

/* What was gathered so far becomes a text node, or a complaint. */
static void flush_text(struct fo_reader *r)
{
    if (r->text.n && r->open) {
        if (build_takes_text(r)) {
            text_node(r);
        } else {
            struct fo_slice t = fo_trim((struct fo_slice){r->text.data, r->text.n});
            size_t n = t.n;
            for (n = n > 60 ? 60 : n; n < t.n && n && ((unsigned char)t.s[n] & 0xC0) == 0x80; n--)
                ;
            diag(r->diag, FO_MISPLACED_TEXT, &r->open->pub.loc, fo_element_name(r->open->pub.element),
                 build_name(r, t.s, n));
        }
    }
    r->text.n = 0;
    r->text_cut = false;
}

static bool blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\n' && s[i] != '\t' && s[i] != '\r')
            return false;
    return true;
}

void build_text(struct fo_reader *r, const char *s, size_t n)
{
    if (r->skip) {
        if (r->in_info)
            info_text(r->info, s, n);
        return;
    }
    if (!r->open || (!r->text.n && !build_takes_text(r) && blank(s, n)))
        return;
    if (r->text.n + n > LIMIT_TEXT_BYTES) {
        if (!r->text_cut) {
            char limit[16];
            snprintf(limit, sizeof limit, "%u", LIMIT_TEXT_BYTES >> 20);
            diag(r->diag, FO_TEXT_TOO_LONG, &r->open->pub.loc, limit);
        }
        r->text_cut = true;
        return;
    }
    if (!r->text_cut)
        buf_add(&r->text, s, n);
}

/* --- elements --- */

static void begin_skip(struct fo_reader *r, const struct start_tag *t)
{
    r->skip = 1;
    r->in_info = r->open && r->open->pub.element == FO_DECLARATIONS && t->ns;
    if (r->in_info)
        info_start(r->info, t->ns, t->name, t->name_len);
}

static bool too_deep(struct fo_reader *r, const struct start_tag *t, const struct loc *loc)
{
    if (r->depth <= LIMIT_DEPTH)
        return false;
    char limit[16];
    snprintf(limit, sizeof limit, "%d", LIMIT_DEPTH);
    diag(r->diag, FO_TOO_DEEP, loc, limit, build_name(r, t->name, t->name_len));
    return true;
}

static void not_fo(struct fo_reader *r, const struct start_tag *t, const struct loc *loc)
{
    diag(r->diag, FO_NOT_FO, loc, build_name(r, t->name, t->name_len));
    build_fail(r);
}

static void skipped_start(struct fo_reader *r, const struct start_tag *t)
{
    r->skip++;
    if (!r->in_info)
        return;
    for (const struct event_attr *a = t->attrs; a < t->attrs + t->count; a++)
        info_attribute(r->info, a->ns, a->name, a->name_len, a->value.s, a->value.n);
    info_start(r->info, t->ns, t->name, t->name_len);
}

static bool is_root(const struct start_tag *t)
{
    return t->ns && !strcmp(t->ns, FO_NAMESPACE) && t->name_len == 4 && !memcmp(t->name, "root", 4);
}

void build_start(struct fo_reader *r, struct start_tag *t)
{
    if (r->failed)
        return;
    if (r->skip) {
        skipped_start(r, t);
        return;
    }
    flush_text(r);
    r->depth++;
    struct build_parts p = {0};
    build_place(r, t, &p);
    if (!r->open && !is_root(t)) {
        not_fo(r, t, &p.loc);
        return;
    }
    int e = too_deep(r, t, &p.loc) ? -1 : build_element(r, t, &p.loc);
    if (e < 0) {
        begin_skip(r, t);
        return;
    }
    build_attributes(r, (enum fo_element)e, t, &p);
    enter_table(r, (enum fo_element)e, &p);
    if (e == FO_MARKER || e == FO_STATIC_CONTENT)
        r->raw_depth++;
    struct node *n = make_node(r, (enum fo_element)e, r->open, &p, r->raw_depth > 0);
    entered_table(r, n);
    if (r->open)
        append(r->open, n);
    else
        r->root = n;
    r->open = n;
}

void build_end(struct fo_reader *r)
{
    if (r->failed)
        return;
    if (r->skip) {
        if (r->in_info)
            info_end(r->info);
        if (--r->skip == 0) {
            r->in_info = false;
            r->depth--;
        }
        return;
    }
    flush_text(r);
    r->depth--;
    struct node *n = r->open;
    if (!n)
        return;
    leave_table(r, n);
    if (n->pub.element == FO_MARKER || n->pub.element == FO_STATIC_CONTENT)
        r->raw_depth--;
    n->complete = true;
    r->open = (struct node *)n->pub.parent;
    if (!r->open)
        r->finished = true;
}

void build_fail(struct fo_reader *r)
{
    for (struct node *n = r->open; n; n = (struct node *)n->pub.parent)
        n->complete = true;
    r->open = NULL;
    r->failed = r->finished = true;
}

/* --- again, under another parent --- */

static struct node *copy_text(struct fo_reader *r, const struct node *from, struct node *parent)
{
    char *memory;
    struct node *n = nodes_alloc(r->nodes, from->pub.text_len + 1, &memory);
    memcpy(memory, from->pub.text, from->pub.text_len + 1);
    n->pub = from->pub;
    n->pub.parent = &parent->pub;
    n->pub.text = memory;
    n->pub.layout = NULL;
    n->pub.serial = ++r->serial;
    n->pub.props = fo_store_plain(r->store, parent->pub.props);
    n->list_item = parent->list_item;
    return n;
}

static struct node *copy_element(struct fo_reader *r, const struct node *from, struct node *parent)
{
    struct build_parts p = {.loc = from->pub.loc, .mapped = from->mapped};
    r->key.n = 0;
    for (size_t i = 0; from->raw && i < from->raw->n; i++)
        build_given(r, &p, from->raw->given[i]);
    struct node *n = make_node(r, from->pub.element, parent, &p, true);
    n->drawn_w = from->drawn_w;
    n->drawn_h = from->drawn_h;
    return n;
}

struct node *build_again(struct fo_reader *r, const struct node *from, struct node *parent)
{
    struct columns *columns = r->columns;
    struct nodes *nodes = r->nodes;
    r->columns = NULL; /* the reading place has nothing to do with what is copied */
    r->nodes = r->copies;
    struct node *top = NULL, *up = parent;
    for (const struct node *n = from;;) {
        struct node *copy = n->pub.element == FO_TEXT ? copy_text(r, n, up) : copy_element(r, n, up);
        copy->complete = true;
        if (top)
            append(up, copy);
        else
            (top = copy)->loose = true;
        if (n->first) {
            n = n->first;
            up = copy;
            continue;
        }
        while (n != from && !n->next) {
            n = (const struct node *)n->pub.parent;
            up = (struct node *)up->pub.parent;
        }
        if (n == from)
            break;
        n = n->next;
    }
    r->columns = columns;
    r->nodes = nodes;
    return top;
}
