/* font_find.c - the face for a character: the first of a list's candidates that has it, then any installed face. Files are opened
 * only when one of their characters is to be set; answers are kept in a table of the list. */
#include "text/font.h"

#include <stdlib.h>

#include "text/font_int.h"

static struct font_found answer(const struct font_list *l, const struct font_cand *c, const struct font_face *face)
{
    return (struct font_found){.face = face,
                          .synth_bold = c->weight >= 600 && face->weight < 600,
                          .synth_italic = l->italic && !face->italic,
                          .fallback = c->fallback};
}

/* The first candidate that has the character; with a selector, that has the very variant. */
static struct font_found try_cands(struct font_set *s, const struct font_list *l, const font_cands *v, uint32_t cp,
                              uint32_t selector)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct font_face *face;
        if (!font_file_has(v->v[i].file, cp))
            continue;
        face = font_file_load(s, v->v[i].file, s->diag);
        if (face && font_face_has(face, cp) && (!selector || font_face_variant(face, cp, selector)))
            return answer(l, &v->v[i], face);
    }
    return (struct font_found){0};
}

static struct font_found try_chars(struct font_set *s, struct font_list *l, uint32_t cp)
{
    for (size_t i = 0; i < s->roles.chars.n; i++) {
        const struct font_chars *c = &s->roles.chars.v[i];
        font_cands v = {0};
        struct font_found f;
        if (c->cp != cp)
            continue;
        font_add_families(s, l, &v, c->families, true, s->diag);
        f = try_cands(s, l, &v, cp, 0);
        if (f.face && c->as)
            font_face_draw((struct font_face *)(uintptr_t)f.face, cp, c->as);
        f.fallback = f.synth_bold = f.synth_italic = false; /* as chosen, and alike in every company */
        return f;
    }
    return (struct font_found){0};
}

/* Any installed face, the one that is nearest to the primary's family, slant and weight order being the index's. */
static struct font_found try_any(struct font_set *s, const struct font_list *l, uint32_t cp)
{
    for (size_t i = 0; i < font_index_count(s->index); i++) {
        struct font_cand c = {.file = font_index_at(s->index, i), .weight = l->weight, .fallback = true};
        FcChar8 *family = NULL;
        const struct font_face *face;
        if (!font_file_has(c.file, cp) || FcPatternGetString(c.file->pattern, FC_FAMILY, 0, &family) != FcResultMatch)
            continue;
        c.file = font_index_match(s->index, (const char *)family, l->weight, l->italic);
        if (!c.file || !font_file_has(c.file, cp))
            c.file = font_index_at(s->index, i);
        face = font_file_load(s, c.file, s->diag);
        if (face && font_face_has(face, cp))
            return answer(l, &c, face);
    }
    return (struct font_found){0};
}

static struct font_found search(struct font_set *s, struct font_list *l, uint32_t cp, uint32_t selector,
                           enum font_script context)
{
    struct font_found f = {0};

    if (selector)
        f = try_cands(s, l, &l->order[context], cp, selector);
    if (!f.face)
        f = try_chars(s, l, cp);
    if (!f.face)
        f = try_cands(s, l, &l->order[context], cp, 0);
    return f.face ? f : try_any(s, l, cp);
}

static struct font_found *place(struct font_found *table, size_t size, uint32_t key)
{
    size_t at = (key * 2654435761u) & (size - 1);

    while (table[at].key && table[at].key != key)
        at = (at + 1) & (size - 1);
    return &table[at];
}

static void grow_table(struct font_list *l)
{
    size_t size = l->table_size ? l->table_size * 2 : 256;
    struct font_found *t = xcalloc(size, sizeof *t);

    for (size_t i = 0; i < l->table_size; i++)
        if (l->table[i].key)
            *place(t, size, l->table[i].key) = l->table[i];
    free(l->table);
    l->table = t;
    l->table_size = size;
}

static struct font_found find_cached(struct font_set *s, struct font_list *l, uint32_t cp, enum font_script context)
{
    uint32_t key = (cp << 1 | (uint32_t)context) + 1;
    struct font_found *p;

    if (l->table_used * 2 >= l->table_size)
        grow_table(l);
    p = place(l->table, l->table_size, key);
    if (!p->key) {
        *p = search(s, l, cp, 0, context);
        p->key = key;
        l->table_used++;
    }
    return *p;
}

const struct font_face *font_find(struct font_set *s, const struct font_list *list, uint32_t cp, uint32_t selector,
                                  enum font_script context, bool *synth_bold, bool *synth_italic, bool *fallback)
{
    struct font_list *l = (struct font_list *)(uintptr_t)list; /* its table of answers is no part of its value */
    struct font_found f = selector ? search(s, l, cp, selector, context) : find_cached(s, l, cp, context);

    *synth_bold = f.face && f.synth_bold;
    *synth_italic = f.face && f.synth_italic;
    *fallback = f.face && f.fallback;
    return f.face;
}
