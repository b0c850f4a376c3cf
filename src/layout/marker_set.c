/* marker_set.c - see the header. XSL 1.1 7.25.4 names the first and last areas "in the area tree". Areas are counted where they
 * begin for what starts, where they end for what ends: of a chapter and its last section, which end together, the chapter
 * ends last, as Apache FOP has it too. */
#include "layout/marker_set.h"

#include <string.h>

#include "base/hash.h"

static const char *class_of(const struct fo_node *marker)
{
    return fo_string(marker, FO_P_MARKER_CLASS_NAME);
}

static struct marker_entry *slot(struct marker_entry *v, size_t cap, const char *name)
{
    size_t i = hash_name(name) & (cap - 1);
    while (v[i].v[MARKER_FIRST] && strcmp(class_of(v[i].v[MARKER_FIRST]), name))
        i = (i + 1) & (cap - 1);
    return &v[i];
}

static void grow(struct layout *l, struct marker_set *s)
{
    size_t cap = s->cap ? s->cap * 2 : 8;
    struct marker_entry *v = arena_array(l->doc, cap, sizeof *v);
    for (size_t i = 0; i < s->cap; i++)
        if (s->v[i].v[MARKER_FIRST])
            *slot(v, cap, class_of(s->v[i].v[MARKER_FIRST])) = s->v[i];
    s->v = v;
    s->cap = cap;
}

static void choose(struct layout *l, struct marker_entry *e, enum marker_choice c, const struct fo_node *marker)
{
    const struct fo_node *old = e->v[c];
    fo_hold(l->fo, marker);
    e->v[c] = marker;
    if (old)
        fo_drop(l->fo, old);
}

static struct marker_entry *entry(struct layout *l, struct marker_set *s, const struct fo_node *marker)
{
    if ((s->n + 1) * 2 > s->cap)
        grow(l, s);
    struct marker_entry *e = slot(s->v, s->cap, class_of(marker));
    if (!e->v[MARKER_FIRST]) {
        choose(l, e, MARKER_FIRST, marker);
        s->n++;
    }
    return e;
}

void marker_set_start(struct layout *l, struct marker_set *s, const struct fo_node *marker, bool first)
{
    struct marker_entry *e = entry(l, s, marker);
    if (!first)
        return;
    if (!e->v[MARKER_FIRST_STARTING])
        choose(l, e, MARKER_FIRST_STARTING, marker);
    choose(l, e, MARKER_LAST_STARTING, marker);
}

void marker_set_end(struct layout *l, struct marker_set *s, const struct fo_node *marker, bool last)
{
    struct marker_entry *e = entry(l, s, marker);
    choose(l, e, MARKER_LAST, marker);
    if (last)
        choose(l, e, MARKER_LAST_ENDING, marker);
}

const struct fo_node *marker_set_choose(const struct marker_set *s, const char *class_name, enum marker_choice position)
{
    const struct marker_entry *e = s->n ? slot(s->v, s->cap, class_name) : NULL;
    if (!e || !e->v[MARKER_FIRST])
        return NULL;
    if (e->v[position])
        return e->v[position];
    bool first = position == MARKER_FIRST_STARTING || !e->v[MARKER_LAST];
    return e->v[first ? MARKER_FIRST : MARKER_LAST];
}

/* In all places: the first one names the entry's class, and must be held as long as the entry stands. */
static void put(struct layout *l, struct marker_entry *e, const struct fo_node *marker)
{
    for (int c = 0; c < MARKER_CHOICES; c++)
        choose(l, e, (enum marker_choice)c, marker);
}

bool marker_set_heavier(struct layout *l, struct marker_set *s, const struct fo_node *marker, size_t weight)
{
    struct marker_entry *e = entry(l, s, marker);
    if (e->weight >= weight)
        return false;
    e->weight = weight;
    put(l, e, marker);
    return true;
}

void marker_set_carry(struct layout *l, const struct marker_set *from, struct marker_set *into)
{
    for (size_t i = 0; i < from->cap && from->n; i++) {
        const struct marker_entry *e = &from->v[i];
        if (e->v[MARKER_FIRST]) {
            const struct fo_node *m = marker_set_choose(from, class_of(e->v[MARKER_FIRST]), MARKER_LAST_ENDING);
            put(l, entry(l, into, m), m);
        }
    }
}

void marker_set_clear(struct layout *l, struct marker_set *s)
{
    for (size_t i = 0; i < s->cap && s->n; i++) {
        for (int c = 0; c < MARKER_CHOICES; c++)
            if (s->v[i].v[c])
                fo_drop(l->fo, s->v[i].v[c]);
        s->v[i] = (struct marker_entry){0};
    }
    s->n = 0;
}
