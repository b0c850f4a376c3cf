/* attributes.c - what the attributes of an element are: properties, extensions, places, or nothing that is known. */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "fo/build.h"

/* --- complaints that are made once a name --- */

bool build_told(struct fo_reader *r, const char *key)
{
    uint32_t h = hash_name(key);
    size_t i = h;
    for (const char *old; (old = hash_table_next(&r->told, h, &i));)
        if (!strcmp(old, key))
            return true;
    hash_table_add(&r->told, h, arena_strdup(fo_store_arena(r->store), key));
    return false;
}

const char *build_name(struct fo_reader *r, const char *s, size_t n)
{
    return fo_store_string(r->store, s, n > 200 ? 200 : n);
}

void build_tell_foreign(struct fo_reader *r, bool attribute, const char *ns, const char *name, size_t n,
                        const struct loc *loc)
{
    struct buf key = {0};
    buf_printf(&key, "%c{%.200s}%.*s", attribute ? '@' : '<', ns, (int)(n > 200 ? 200 : n), name);
    if (!build_told(r, key.data)) {
        if (attribute)
            diag(r->diag, FO_FOREIGN_ATTRIBUTE, loc, build_name(r, name, n), ns);
        else
            diag(r->diag, FO_FOREIGN_ELEMENT, loc, build_name(r, name, n), ns);
    }
    buf_free(&key);
}

static void tell_unknown(struct fo_reader *r, const char *name, size_t n, enum fo_element e, const struct loc *loc,
                         bool extension)
{
    struct buf key = {0};
    buf_printf(&key, "%c%d %.*s", extension ? '+' : '=', (int)e, (int)(n > 200 ? 200 : n), name);
    if (!build_told(r, key.data)) {
        if (extension)
            diag(r->diag, FO_UNKNOWN_EXTENSION, loc, build_name(r, name, n), fo_element_name(e));
        else
            diag(r->diag, FO_UNKNOWN_PROPERTY, loc, build_name(r, name, n), fo_element_name(e));
    }
    buf_free(&key);
}

/* --- places --- */

unsigned build_number(struct fo_slice s)
{
    unsigned v = 0;
    for (size_t i = 0; i < s.n && s.s[i] >= '0' && s.s[i] <= '9' && v < 400000000; i++)
        v = v * 10 + (unsigned)(s.s[i] - '0');
    return v;
}

static bool is_called(const struct event_attr *a, const char name[4])
{
    return a->name_len == 4 && !memcmp(a->name, name, 4);
}

/* loc:line and loc:file give the proposal's place; the FO's own line then says where it came by. Elements without them, or whose
 * line is 0 because there is no datum, have their parent's place. */
void build_place(struct fo_reader *r, const struct start_tag *t, struct build_parts *p)
{
    const struct event_attr *attrs = t->attrs;
    const struct node *up = r->open;
    p->loc = (struct loc){.file = r->file, .line = t->line};
    p->mapped = up && up->mapped;
    if (p->mapped) {
        p->loc.file = up->pub.loc.file;
        p->loc.line = up->pub.loc.line;
    }
    for (size_t i = 0; i < t->count; i++) {
        if (!attrs[i].ns || strcmp(attrs[i].ns, FO_NAMESPACE_LOCATION))
            continue;
        unsigned said = is_called(&attrs[i], "line") ? build_number(attrs[i].value) : 0;
        if (said)
            p->loc.line = said;
        if (is_called(&attrs[i], "file"))
            p->loc.file = fo_store_string(r->store, attrs[i].value.s, attrs[i].value.n);
        p->mapped |= said || is_called(&attrs[i], "file");
    }
    if (p->mapped && r->own_lines) {
        p->loc.via_file = r->file;
        p->loc.via_line = t->line;
    }
}

/* --- attributes --- */

static void key_bytes(struct fo_reader *r, const struct fo_given *g)
{
    uint32_t head[2] = {g->name.kind << 16 | g->name.id, (uint32_t)g->value.n};
    buf_add(&r->key, head, sizeof head);
    buf_add(&r->key, g->value.s, g->value.n);
}

void build_given(struct fo_reader *r, struct build_parts *p, struct fo_given g)
{
    if (g.name.kind == FO_N_PROP && fo_is_unique(g.name.id)) {
        r->unique[p->unique++] = g;
        return;
    }
    key_bytes(r, &g);
    r->given[p->given++] = g;
}

static void plain_attribute(struct fo_reader *r, enum fo_element e, struct build_parts *p, const char *name, size_t n,
                            struct fo_slice value)
{
    struct fo_given g = {fo_find_property(fo_store_tables(r->store), name, n), value};
    if (g.name.kind == FO_N_NONE) {
        tell_unknown(r, name, n, e, &p->loc, false);
    } else if (g.name.kind == FO_N_UNSUPPORTED) {
        const char *known = fo_unsupported_name(g.name.id);
        if (!build_told(r, known))
            diag(r->diag, FO_UNSUPPORTED_PROPERTY, &p->loc, known);
    } else {
        build_given(r, p, g);
    }
}

static void extension_attribute(struct fo_reader *r, enum fo_element e, struct build_parts *p, const struct event_attr *a)
{
    int id = fo_find_extension(fo_store_tables(r->store), a->name, a->name_len);
    if (id < 0)
        tell_unknown(r, a->name, a->name_len, e, &p->loc, true);
    else if (!fo_extension_applies((unsigned)id, e))
        diag(r->diag, FO_MISPLACED_EXTENSION, &p->loc, fo_prop_name((enum fo_prop)id), fo_element_name(e), fo_prop_rows[id].applies);
    else
        build_given(r, p, (struct fo_given){{FO_N_PROP, (unsigned)id, 3}, a->value});
}

static void read_attributes(struct fo_reader *r, enum fo_element e, const struct event_attr *attrs, size_t count,
                            struct build_parts *p)
{
    if (count > LIMIT_ATTRIBUTES) {
        char limit[16];
        snprintf(limit, sizeof limit, "%d", LIMIT_ATTRIBUTES);
        diag(r->diag, FO_TOO_MANY_ATTRIBUTES, &p->loc, fo_element_name(e), limit);
        count = LIMIT_ATTRIBUTES;
    }
    for (size_t i = 0; i < count; i++) {
        const struct event_attr *a = &attrs[i];
        if (!a->ns && fo_element_ours(e) && fo_find_extension(fo_store_tables(r->store), a->name, a->name_len) >= 0)
            extension_attribute(r, e, p, a);
        else if (!a->ns)
            plain_attribute(r, e, p, a->name, a->name_len, a->value);
        else if (!strcmp(a->ns, FO_NAMESPACE_EXTENSION))
            extension_attribute(r, e, p, a);
        else if (!strcmp(a->ns, FO_NAMESPACE_XML)) {
            if (a->name_len == 4 && !memcmp(a->name, "lang", 4))
                plain_attribute(r, e, p, "xml:lang", 8, a->value);
        } else if (strcmp(a->ns, FO_NAMESPACE_LOCATION))
            build_tell_foreign(r, true, a->ns, a->name, a->name_len, &p->loc);
    }
}

/* --- tags that come again --- */

static void learn(const struct fo_reader *r, enum fo_element e, struct start_tag *t, const struct build_parts *p)
{
    t->known = arena_alloc(t->keep, sizeof *t->known);
    *t->known = (struct known_start){
        .element = e, .given = p->given, .v = arena_dup(t->keep, r->given, p->given * sizeof *r->given),
        .key = arena_dup(t->keep, r->key.data, r->key.n), .key_n = r->key.n,
    };
}

static void recall(struct fo_reader *r, const struct known_start *k, struct build_parts *p)
{
    memcpy(r->given, k->v, k->given * sizeof *k->v);
    p->given = k->given;
    buf_add(&r->key, k->key, k->key_n);
}

void build_attributes(struct fo_reader *r, enum fo_element e, struct start_tag *t, struct build_parts *p)
{
    size_t said = diag_list_count(r->diag);
    r->key.n = 0;
    if (t->known) {
        recall(r, t->known, p);
    } else {
        read_attributes(r, e, t->attrs, t->count, p);
        if (t->keep && !p->unique && diag_list_count(r->diag) == said)
            learn(r, e, t, p);
    }
    p->known = t->known;
}
