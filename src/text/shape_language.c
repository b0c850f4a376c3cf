#include "text/shape_language.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/hash_table.h"

enum { TAGS = HB_OT_MAX_TAGS_PER_LANGUAGE, ANSWERS = 4 /* a text has a Han face and a Western one, each perhaps bold */ };

/* What OpenType calls a language; 0 behind the last one. */
struct tags {
    hb_tag_t v[TAGS];
};

struct named {
    const char *name;
    struct tags tags;
    hb_language_t language;
    struct {
        const struct font_face *face; /* NULL: nothing was asked yet */
        hb_language_t language;
    } answers[ANSWERS];
};

struct alike {
    struct tags tags;
    hb_language_t language;
};

struct told_apart {
    const struct font_face *face;
    hb_set_t *tags; /* that any of its scripts knows */
    VEC(struct alike) alike;
};

struct shape_languages {
    struct arena *arena;
    struct hash_table named;
    VEC(struct told_apart *) faces;
};

struct shape_languages *shape_languages_new(void)
{
    struct shape_languages *l = xcalloc(1, sizeof *l);
    l->arena = l->named.arena = arena_new();
    return l;
}

void shape_languages_free(struct shape_languages *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->faces.n; i++)
        hb_set_destroy(l->faces.v[i]->tags);
    arena_free(l->arena);
    free(l);
}

/* --- what a face tells apart --- */

static void add_languages(hb_set_t *to, hb_face_t *face, hb_tag_t table, unsigned script)
{
    hb_tag_t tag;
    for (unsigned i = 0, n = 1; hb_ot_layout_script_get_language_tags(face, table, script, i, &n, &tag) > i && n; i++, n = 1)
        hb_set_add(to, tag);
}

static hb_set_t *tags_of_face(hb_face_t *face)
{
    static const hb_tag_t tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};
    hb_set_t *all = hb_set_create();
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (unsigned i = 0, n = hb_ot_layout_table_get_script_tags(face, tables[t], 0, NULL, NULL); i < n; i++)
            add_languages(all, face, tables[t], i);
    if (!hb_set_allocation_successful(all))
        base_die_oom();
    return all;
}

static struct told_apart *face_of(struct shape_languages *l, const struct font_face *face)
{
    for (size_t i = 0; i < l->faces.n; i++)
        if (l->faces.v[i]->face == face)
            return l->faces.v[i];
    struct told_apart *f = arena_alloc(l->arena, sizeof *f);
    *f = (struct told_apart){.face = face, .tags = tags_of_face(face->hb)};
    *VEC_PUSH(l->arena, &l->faces) = f;
    return f;
}

/* --- a language --- */

static struct named *named(struct shape_languages *l, const char *name)
{
    uint32_t hash = hash_name(name);
    size_t i = hash;
    for (struct named *k; (k = hash_table_next(&l->named, hash, &i));)
        if (strcmp(k->name, name) == 0)
            return k;
    struct named *k = arena_alloc(l->arena, sizeof *k);
    unsigned n = TAGS;
    *k = (struct named){.name = arena_strdup(l->arena, name), .language = hb_language_from_string(name, -1)};
    hb_ot_tags_from_script_and_language(HB_SCRIPT_LATIN, k->language, NULL, NULL, &n, k->tags.v);
    hash_table_add(&l->named, hash, k);
    return k;
}

static hb_language_t first_alike(struct shape_languages *l, const struct font_face *face, const struct named *k)
{
    struct told_apart *f = face_of(l, face);
    struct tags known = {0};
    for (size_t i = 0, n = 0; i < TAGS; i++)
        if (k->tags.v[i] && hb_set_has(f->tags, k->tags.v[i]))
            known.v[n++] = k->tags.v[i];
    for (size_t i = 0; i < f->alike.n; i++)
        if (memcmp(&f->alike.v[i].tags, &known, sizeof known) == 0)
            return f->alike.v[i].language;
    *VEC_PUSH(l->arena, &f->alike) = (struct alike){known, k->language};
    return k->language;
}

hb_language_t shape_language(struct shape_languages *l, const struct font_face *face, const char *name)
{
    struct named *k = named(l, name);
    size_t at = face->id % ANSWERS;
    if (k->answers[at].face != face) {
        k->answers[at].face = face;
        k->answers[at].language = first_alike(l, face, k);
    }
    return k->answers[at].language;
}
