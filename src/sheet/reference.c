#include "sheet/reference.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "sheet/headings.h"

#define NO_ID '#' /* no id begins so */

/* Where the i-th thing is; only one thing on the way to it is repeated, which is itself. */
static const char *of_thing(const struct record *r, const struct field *part, const struct field *thing, unsigned i)
{
    unsigned index[FIELDS_DEPTH + 1] = {0};
    index[record_depth(thing)] = i;
    const char *text = record_get(r, part, index);
    return text ? text : "";
}

static unsigned count_things(const struct record *r, const struct field *thing)
{
    return record_count(r, thing, (unsigned[FIELDS_DEPTH + 1]){0});
}

static struct choices choices_now(struct arena *a, const struct record *r, const struct field *f, bool named)
{
    const struct field *thing = f->refers->parent, *id = fields_child(thing, "id");
    unsigned n = count_things(r, thing);
    struct field_value *v = arena_array(a, n + 1, sizeof *v);
    size_t taken = 0;
    for (unsigned i = 1; i <= n; i++) {
        const char *value = of_thing(r, id, thing, i), *name = of_thing(r, f->refers, thing, i);
        if (!*value && named && *name)
            value = arena_printf(a, "%c%u", NO_ID, i);
        if (*value)
            v[taken++] = (struct field_value){value, *name ? name : NULL};
    }
    return choices_made(a, v, taken);
}

const struct choices *references_of(struct references *r, const struct field *f)
{
    for (size_t i = 0; i < r->all.n; i++)
        if (r->all.v[i].by == f->refers)
            return &r->all.v[i].choices;
    struct reference_names *n = VEC_PUSH(r->arena, &r->all);
    *n = (struct reference_names){f->refers, choices_now(r->arena, r->record, f, r->named)};
    return &n->choices;
}

static bool has_id(const struct record *r, const struct field *id, const char *text)
{
    unsigned n = count_things(r, id->parent);
    for (unsigned i = 1; i <= n; i++)
        if (strcmp(of_thing(r, id, id->parent, i), text) == 0)
            return true;
    return false;
}

/* "u2": the first letter of what the thing is called, and a number that no other has. */
static const char *give_id(struct arena *a, struct record *r, const struct field *id, const char *number)
{
    unsigned index[FIELDS_DEPTH + 1] = {0}, i = (unsigned)strtoul(number, NULL, 10), n = i;
    const char *made = arena_printf(a, "%c%u", id->parent->name[0], n);
    while (has_id(r, id, made))
        made = arena_printf(a, "%c%u", id->parent->name[0], ++n);
    index[record_depth(id->parent)] = i;
    record_set(r, id, index, made);
    return made;
}

/* What those are called whose names are this one but for notes in brackets; all of them where none is. */
static size_t candidates(struct arena *a, const struct choices *c, const char *text, struct buf *out)
{
    const char *plain = headings_fold(a, text);
    size_t like = 0, told = 0;
    for (size_t i = 0; i < c->n; i++)
        like += strcmp(c->v[i].plain, plain) == 0;
    for (size_t i = 0; i < c->n; i++)
        if (!like || strcmp(c->v[i].plain, plain) == 0)
            buf_printf(out, "%s%s", told++ ? DIAG_AND : "", c->v[i].cell);
    return like;
}

const char *reference_id(struct references *all, struct record *r, const struct field *f, const char *text, const struct loc *at,
                         struct diag_list *d)
{
    const struct choices *c = references_of(all, f);
    const char *value = choices_named(c, all->arena, text);
    if (value && *value == NO_ID) {
        all->all.n = 0; /* they have other ids now */
        return give_id(all->arena, r, fields_child(f->refers->parent, "id"), value + 1);
    }
    if (value)
        return value;
    struct buf others = {0};
    const char *label = f->refers->parent->label ? f->refers->parent->label : f->refers->parent->name;
    buf_puts(&others, "");
    if (candidates(all->arena, c, text, &others))
        diag(d, SHEET_REFERENCE_SEVERAL, at, text, label, others.data);
    else if (c->n)
        diag(d, SHEET_REFERENCE_NONE, at, text, label, others.data);
    else
        diag(d, SHEET_REFERENCE_EMPTY, at, text, label);
    buf_free(&others);
    return NULL;
}
