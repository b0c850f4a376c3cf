/* font.c - the set of fonts, and family lists turned into faces to try (font_find.c chooses among them).
 *
 * A request (families, weight, slant) becomes a list of candidates, each an installed face that fontconfig's cache
 * describes; a file is opened only when a character is to be set in it. A role gives two orders: Latin families first
 * for text in Latin context, Han families first otherwise. Behind a request's own families come the shared rare-Han
 * families; in Han context these precede its families without Han. */
#include "text/font.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "text/font_int.h"

static FcConfig *open_fontconfig(const char *const *extra_dirs)
{
    FcConfig *fc = FcConfigCreate();

    if (!fc)
        base_die_oom();
    FcConfigParseAndLoad(fc, NULL, FcFalse);
    for (size_t i = 0; extra_dirs && extra_dirs[i]; i++)
        FcConfigAppFontAddDir(fc, (const FcChar8 *)extra_dirs[i]);
    FcConfigBuildFonts(fc);
    return fc;
}

static void mark_families(struct font_set *s)
{
    for (size_t i = 0; i < s->roles.raises.n; i++) {
        const struct font_raise *r = &s->roles.raises.v[i];
        for (size_t k = 0; k < r->families.n; k++)
            font_index_raise(s->index, r->families.v[k].name, r->per_mille);
    }
    for (size_t k = 0; k < s->roles.symbols.n; k++)
        font_index_symbol(s->index, s->roles.symbols.v[k].name);
}

struct font_set *font_set_new(const char *roles_path, const char *const *extra_dirs, struct diag_list *d)
{
    struct font_set *s = xcalloc(1, sizeof *s);

    s->arena = arena_new();
    s->document = 1;
    if (!font_roles_read(s->arena, roles_path, &s->roles, d)) {
        font_set_free(s);
        return NULL;
    }
    s->fc = open_fontconfig(extra_dirs);
    s->index = font_index_new(s->arena, s->fc);
    mark_families(s);
    return s;
}

void font_set_free(struct font_set *s)
{
    if (!s)
        return;
    para_fonts_free(s->para_fonts);
    for (size_t i = 0; s->index && i < font_index_count(s->index); i++)
        font_face_free(font_index_at(s->index, i)->face);
    const struct font_list *l;
    for (size_t i = 0; (l = hash_table_each(&s->lists, &i));)
        free(l->table);
    hash_table_free(&s->lists);
    if (s->fc)
        FcConfigDestroy(s->fc);
    arena_free(s->arena);
    free(s);
}

void font_set_begin_document(struct font_set *s)
{
    s->document++;
}

const struct font_face *font_file_load(struct font_set *s, struct font_file *f, struct diag_list *d)
{
    if (!f->tried) {
        f->tried = true;
        f->face = font_face_load(f, s->face_count + 1, d);
        if (f->face)
            s->face_count++;
    }
    return f->face;
}

/* --- lists --- */

static void add_cand(struct font_set *s, font_cands *v, struct font_cand c)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->v[i].file == c.file)
            return;
    *VEC_PUSH(s->arena, v) = c;
}

/* The face of one family; false when it is not installed or can't be used (then the next family is asked). */
static bool find_cand(struct font_set *s, const struct font_list *l, const struct font_family *f, struct font_cand *out,
                      struct diag_list *d)
{
    *out = (struct font_cand){.weight = font_family_weight(f, l->weight)};
    out->file = font_index_match(s->index, f->name, out->weight, l->italic);
    return out->file && (!out->file->tried || out->file->face) && font_file_load(s, out->file, d);
}

/* Only what fontconfig's cache says, the file stays closed: for the families behind the first. */
static bool find_closed(struct font_set *s, const struct font_list *l, const struct font_family *f, struct font_cand *out)
{
    *out = (struct font_cand){.weight = font_family_weight(f, l->weight)};
    out->file = font_index_match(s->index, f->name, out->weight, l->italic);
    return out->file != NULL;
}

bool font_add_families(struct font_set *s, const struct font_list *l, font_cands *v, struct font_families f, bool fallback,
                       struct diag_list *d)
{
    bool filled = fallback;
    struct font_cand c;

    for (size_t i = 0; i < f.n; i++) {
        if (filled ? !find_closed(s, l, &f.v[i], &c) : !find_cand(s, l, &f.v[i], &c, d))
            continue;
        c.fallback = filled;
        filled = true;
        add_cand(s, v, c);
    }
    return filled;
}

static void append(struct font_set *s, font_cands *to, const font_cands *from)
{
    for (size_t i = 0; i < from->n; i++)
        add_cand(s, to, from->v[i]);
}

static void report_role(const struct font_role *r, const struct font_families *f, struct diag_list *d)
{
    struct buf b = {0};

    for (size_t i = 0; i < f->n; i++) {
        buf_puts(&b, i ? ", " : "");
        buf_puts(&b, f->v[i].name);
    }
    diag(d, FONT_ROLE_MISSING, NULL, r->name, b.data ? b.data : "");
    buf_free(&b);
}

/* The very family that was asked for goes first where it is installed. */
static struct font_families asked_first(struct font_set *s, struct font_families f, const char *name)
{
    struct font_family *v;
    size_t at = 0;

    while (at < f.n && !font_name_equal(f.v[at].name, name))
        at++;
    if (at == 0 || at == f.n)
        return f;
    v = arena_array(s->arena, f.n, sizeof *v);
    v[0] = f.v[at];
    memcpy(v + 1, f.v, at * sizeof *v);
    memcpy(v + 1 + at, f.v + at + 1, (f.n - at - 1) * sizeof *v);
    return (struct font_families){v, f.n};
}

static bool add_role(struct font_set *s, struct font_list *l, const struct font_role *r, const char *name,
                     struct diag_list *d)
{
    font_cands latin = {0}, han = {0};

    if (r->latin.n && !font_add_families(s, l, &latin, r->latin, false, d)) {
        report_role(r, &r->latin, d);
        return false;
    }
    if (r->han.n && !font_add_families(s, l, &han, asked_first(s, r->han, name), false, d)) {
        report_role(r, &r->han, d);
        return false;
    }
    font_add_families(s, l, &han, r->then, true, d);
    if (!l->primary)
        l->primary = (han.n ? han : latin).v[0].file->face;
    l->han |= r->han.n > 0;
    append(s, &l->order[FONT_SCRIPT_LATIN], &latin);
    append(s, &l->order[FONT_SCRIPT_LATIN], &han);
    append(s, &l->order[FONT_SCRIPT_HAN], &han);
    append(s, &l->order[FONT_SCRIPT_HAN], &latin);
    return true;
}

/* Families in order, all of them the author's own choice. */
static bool add_plain(struct font_set *s, struct font_list *l, struct font_families f, struct diag_list *d)
{
    font_cands v = {0};

    if (!font_add_families(s, l, &v, f, false, d))
        return false;
    if (!l->primary)
        l->primary = v.v[0].file->face;
    l->han |= font_face_has(v.v[0].file->face, 0x4E00);
    append(s, &l->order[FONT_SCRIPT_LATIN], &v);
    append(s, &l->order[FONT_SCRIPT_HAN], &v);
    return true;
}

/* A name that fontconfig's rules bind strongly to another family: a metric-compatible stand-in. The guesses that it
 * appends for any name at all are bound weakly and are left alone. */
static bool add_substitute(struct font_set *s, struct font_list *l, const char *name, struct diag_list *d)
{
    FcPattern *p = FcPatternCreate();
    FcValue v;
    FcValueBinding binding;
    bool found = false;

    if (!p)
        base_die_oom();
    FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)name);
    FcConfigSubstitute(s->fc, p, FcMatchPattern);
    for (int i = 1; !found && FcPatternGetWithBinding(p, FC_FAMILY, i, &v, &binding) == FcResultMatch; i++) {
        struct font_family f;
        if (v.type != FcTypeString || binding == FcValueBindingWeak)
            continue;
        f = (struct font_family){.name = arena_strdup(s->arena, (const char *)v.u.s)};
        found = add_plain(s, l, (struct font_families){&f, 1}, d);
    }
    FcPatternDestroy(p);
    return found;
}

static bool add_faces(struct font_set *s, struct font_list *l, const char *name, bool *known, struct diag_list *d)
{
    const struct font_name *n = font_roles_find(&s->roles, name);
    struct font_family f = {.name = name};

    *known = true;
    if (n && n->role)
        return add_role(s, l, n->role, name, d);
    if (n && add_plain(s, l, n->families, d))
        return true;
    if (!add_plain(s, l, (struct font_families){&f, 1}, d) && !add_substitute(s, l, name, d))
        *known = false;
    return true;
}

/* The family that gives the first face gives the heights too. */
static bool add_name(struct font_set *s, struct font_list *l, const char *name, bool *known, struct diag_list *d)
{
    bool first = !l->primary, found = add_faces(s, l, name, known, d);

    if (found && first && l->primary) {
        const struct font_face *f = l->primary;
        const struct font_heights *standard = font_roles_heights(&s->roles, name, f->weight >= 600, f->italic);
        l->heights = standard ? *standard
                              : (struct font_heights){f->m.units_per_em, f->m.ascent_fu, f->m.descent_fu, f->m.x_height_fu};
    }
    return found;
}

/* None of the families is known: the default's faces take their place, which the caller hears of once a document. */
static bool add_default(struct font_set *s, struct font_list *l, struct diag_list *d)
{
    bool known = false;

    if (s->roles.fallback && !add_name(s, l, s->roles.fallback, &known, d))
        return false;
    if (!l->primary) {
        diag(d, FONT_ROLE_MISSING, NULL, "default", s->roles.fallback ? s->roles.fallback : "");
        return false;
    }
    return true;
}

/* Beside Han, what both a Western and a Han family have (quotes, dashes, ellipses, circled digits) is the Han one's, whichever is
 * named first, or none: "Times New Roman, SimSun" says which face Western text has (T16). */
static void han_families_first(struct font_set *s, struct font_list *l)
{
    font_cands *v = &l->order[FONT_SCRIPT_HAN], sorted = {0};

    for (int han = 1; han >= 0; han--)
        for (size_t i = 0; i < v->n; i++)
            if (font_file_has(v->v[i].file, 0x4E00) == (han == 1))
                *VEC_PUSH(s->arena, &sorted) = v->v[i];
    *v = sorted;
}

static bool fill_list(struct font_set *s, struct font_list *l, struct diag_list *d)
{
    for (size_t i = 0; l->families[i]; i++) {
        bool known;
        if (!add_name(s, l, l->families[i], &known, d))
            return false;
        if (!known && !l->missing)
            l->missing = l->families[i];
    }
    if (l->primary)
        l->missing = NULL; /* another family of the list is there, as its author foresaw */
    else if (!add_default(s, l, d))
        return false;
    l->instead = l->primary->family;
    for (int i = 0; i < 2; i++)
        font_add_families(s, l, &l->order[i], s->roles.shared, true, d);
    han_families_first(s, l);
    return true;
}

static uint32_t hash_request(const struct font_request *r)
{
    uint64_t h = hash_mix((uint64_t)r->weight, r->italic);
    for (size_t i = 0; r->families[i]; i++)
        h = hash_mix(h, hash_name(r->families[i]));
    return hash_fold(h);
}

static bool same_request(const struct font_list *l, const struct font_request *r)
{
    size_t i = 0;

    if (l->weight != r->weight || l->italic != r->italic)
        return false;
    while (l->families[i] && r->families[i] && strcmp(l->families[i], r->families[i]) == 0)
        i++;
    return !l->families[i] && !r->families[i];
}

static const char *const *copy_names(struct arena *a, const char *const *v)
{
    size_t n = 0;
    const char **out;

    while (v[n])
        n++;
    out = arena_array(a, n + 1, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = arena_strdup(a, v[i]);
    return out;
}

static struct font_list *new_list(struct font_set *s, const struct font_request *r, uint32_t hash)
{
    struct font_list *l = arena_alloc(s->arena, sizeof *l);

    l->families = copy_names(s->arena, r->families);
    l->weight = r->weight;
    l->italic = r->italic;
    hash_table_add(&s->lists, hash, l);
    return l;
}

static struct font_list *list_of(struct font_set *s, const struct font_request *r, struct diag_list *d)
{
    uint32_t hash = hash_request(r);
    size_t i = hash;
    struct font_list *l = hash_table_next(&s->lists, hash, &i);

    s->diag = d;
    while (l && !same_request(l, r))
        l = hash_table_next(&s->lists, hash, &i);
    if (!l) {
        l = new_list(s, r, hash);
        if (!fill_list(s, l, d))
            l->primary = NULL;
    }
    return l;
}

const struct font_list *font_list_find(struct font_set *s, const struct font_request *r, struct diag_list *d)
{
    struct font_list *l = list_of(s, r, d);

    if (l->missing && l->primary && l->told != s->document) {
        l->told = s->document;
        diag(d, FONT_SUBSTITUTED, NULL, l->missing, l->instead);
    }
    return l->primary ? l : NULL;
}

bool font_named_han(struct font_set *s, const char *const *families, struct diag_list *d)
{
    return list_of(s, &(struct font_request){.families = families, .weight = 400}, d)->han;
}

bool font_list_names(const struct font_set *s, const struct font_list *l, const struct font_face *f)
{
    for (size_t i = 0; l->families[i]; i++)
        if (font_index_named(s->index, l->families[i], f))
            return true;
    return false;
}

const struct font_face *font_list_primary(const struct font_list *l)
{
    return l->primary;
}

const struct font_heights *font_list_heights(const struct font_list *l)
{
    return &l->heights;
}
