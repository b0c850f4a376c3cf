#include "batch/difference.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "programme/fields.h"
#include "xslt/xml.h"

enum { LEAD = 12, SHOWN = 60 /* characters before and behind the first difference of a long text */ };

struct finding {
    struct arena *arena;
    difference_fn *fn;
    void *arg;
    size_t n;
};

typedef VEC(const xmlNode *) node_list;

static const char *step(struct arena *a, const char *where, const struct field *f, unsigned index)
{
    const char *label = f->label ? f->label : f->name, *gap = *where ? " / " : "";
    return index ? arena_printf(a, "%s%s%s（%u）", where, gap, label, index) : arena_printf(a, "%s%s%s", where, gap, label);
}

/* Where the characters of both begin to differ. */
static size_t common(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    while (n && ((unsigned char)a[n] & 0xc0) == 0x80) /* inside a character */
        n--;
    return n;
}

static const char *back(const char *text, const char *at, int characters)
{
    while (characters-- > 0 && at > text)
        do
            at--;
        while (at > text && ((unsigned char)*at & 0xc0) == 0x80);
    return at;
}

static const char *excerpt(struct arena *a, const char *text, size_t at)
{
    const char *from = back(text, text + at, LEAD), *end = text + strlen(text), *to = text + at;
    for (int i = 0; i < SHOWN && to < end; i++)
        utf8_next(&to, end);
    if (strlen(text) <= (size_t)3 * (LEAD + SHOWN))
        return text;
    return arena_printf(a, "%s%.*s%s", from > text ? "…" : "", (int)(to - from), from, to < end ? "…" : "");
}

/* A code as the form prints it. */
static const char *shown(const struct field *f, const char *text)
{
    for (size_t i = 0; text && i < f->nvalues; i++)
        if (f->values[i].label && strcmp(f->values[i].value, text) == 0)
            return f->values[i].label;
    return text;
}

static void tell(struct finding *x, const char *where, const char *before, const char *after)
{
    if (before && after && strcmp(before, after) == 0)
        return;
    size_t at = before && after ? common(before, after) : 0;
    x->fn(x->arg, where, before ? excerpt(x->arena, before, at) : NULL, after ? excerpt(x->arena, after, at) : NULL);
    x->n++;
}

static void compare(struct finding *x, const struct field *f, const char *where, const xmlNode *a, const xmlNode *b);

static node_list children_of(struct arena *arena, const xmlNode *n, const struct field *f)
{
    node_list all = {0};
    for (const xmlNode *k = n ? n->children : NULL; k; k = k->next)
        if (xml_is(k, NULL, f->name))
            *VEC_PUSH(arena, &all) = k;
    return all;
}

static bool same_id(const xmlNode *a, const xmlNode *b)
{
    const char *id = xml_attribute(a, "id", "");
    return *id && strcmp(id, xml_attribute(b, "id", "")) == 0;
}

static bool same_content(struct arena *arena, const xmlNode *a, const xmlNode *b)
{
    return strcmp(xml_words_in(arena, a), xml_words_in(arena, b)) == 0;
}

/* Sets partner[i] of a's i-th to 1 + its index in b, for those that none has yet. */
static void pair(struct finding *x, const node_list *a, const node_list *b, size_t *partner, bool *taken, int by)
{
    for (size_t i = 0, from = 0; i < a->n; i++) {
        for (size_t k = by == 2 ? from : 0; k < b->n && !partner[i]; k++)
            if (!taken[k] && (by == 2 || (by == 0 ? same_id(a->v[i], b->v[k]) : same_content(x->arena, a->v[i], b->v[k])))) {
                partner[i] = k + 1;
                taken[k] = true;
                from = k + 1;
            }
    }
}

static void compare_repeated(struct finding *x, const struct field *f, const char *where, const xmlNode *a, const xmlNode *b)
{
    node_list before = children_of(x->arena, a, f), after = children_of(x->arena, b, f);
    size_t *partner = arena_array(x->arena, before.n + 1, sizeof *partner);
    bool *taken = arena_array(x->arena, after.n + 1, sizeof *taken), many = before.n > 1 || after.n > 1;
    for (int by = 0; by < 3; by++)
        pair(x, &before, &after, partner, taken, by);
    for (size_t i = 0; i < before.n; i++)
        compare(x, f, step(x->arena, where, f, many ? (unsigned)i + 1 : 0), before.v[i], partner[i] ? after.v[partner[i] - 1] : NULL);
    for (size_t k = 0; k < after.n; k++)
        if (!taken[k])
            compare(x, f, step(x->arena, where, f, many ? (unsigned)k + 1 : 0), NULL, after.v[k]);
}

/* A group that stands on one side only is told by the values in it. */
static void compare(struct finding *x, const struct field *f, const char *where, const xmlNode *a, const xmlNode *b)
{
    if (f->kind != FIELD_GROUP)
        tell(x, where, a ? shown(f, xml_words_in(x->arena, a)) : NULL, b ? shown(f, xml_words_in(x->arena, b)) : NULL);
    bool rich = f->kind == FIELD_RICH || f->kind == FIELD_INLINE;
    for (size_t i = 0; i < f->n && !rich; i++) {
        const struct field *k = &f->children[i];
        if (!k->attribute) {
            compare_repeated(x, k, where, a, b);
            continue;
        }
        const char *before = xml_attribute(a, k->name, NULL), *after = xml_attribute(b, k->name, NULL);
        if (before || after)
            tell(x, step(x->arena, where, k, 0), shown(k, before), shown(k, after));
    }
}

size_t difference_find(struct programme *p, xmlDocPtr before, xmlDocPtr after, difference_fn *fn, void *arg, struct diag_list *d)
{
    const struct field *root = programme_fields(p, d);
    struct finding x = {.arena = arena_new(), .fn = fn, .arg = arg};
    if (root)
        compare(&x, root, "", xmlDocGetRootElement(before), xmlDocGetRootElement(after));
    arena_free(x.arena);
    return x.n;
}
