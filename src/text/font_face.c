/* font_face.c - one font file at work: mapped, its line metrics read, its character map and widths cached. */
#include <hb-ot.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "text/cff.h"
#include "text/font_int.h"
#include "text/glyf.h"
#include "text/symbol.h"

enum { CACHE = 1024, DRAWN = 8 };

struct face { /* what stands behind a struct font_face */
    struct font_face pub;
    /* Who draws pages asks while another thread lays out: an entry is one number, what is asked for + 1 (0 is an empty place) above
     * what it has. */
    _Atomic uint64_t glyphs[CACHE];   /* by code point % CACHE */
    _Atomic uint64_t advances[CACHE]; /* by glyph % CACHE */
    struct {
        uint32_t cp, gid;
    } drawn[DRAWN]; /* font_face_draw() */
    size_t drawn_count;
    pthread_mutex_t lock; /* of pub.hb_font and drawn, which come to stand there later than threads do */
    bool symbol; /* encoded like PDF's Symbol */
    struct cff *outlines; /* font_outlines() */
    hb_blob_t *cff;       /* what they are read from */
    struct glyf *curves;  /* font_curves() */
    bool opened, curved;  /* these were asked for */
    struct font_kept *kept; /* font_kept() */
};

/* A big-endian table of the font; reads beyond its end give 0. */
struct table {
    hb_blob_t *blob;
    const uint8_t *p;
    unsigned n;
};

static struct table open_table(hb_face_t *face, hb_tag_t tag)
{
    struct table t = {.blob = hb_face_reference_table(face, tag)};

    t.p = (const uint8_t *)hb_blob_get_data(t.blob, &t.n);
    return t;
}

static unsigned get_u16(const struct table *t, unsigned at)
{
    return at + 2 <= t->n ? (unsigned)t->p[at] << 8 | t->p[at + 1] : 0;
}

static int get_i16(const struct table *t, unsigned at)
{
    return (int16_t)get_u16(t, at);
}

/* Height of a glyph above the baseline, for faces whose OS/2 table does not say x-height and cap height. */
static int glyph_top(hb_font_t *font, uint32_t cp)
{
    hb_codepoint_t gid;
    hb_glyph_extents_t e;

    if (!hb_font_get_nominal_glyph(font, cp, &gid) || !hb_font_get_glyph_extents(font, gid, &e))
        return 0;
    return e.y_bearing;
}

/* OpenType 1.9: OS/2 sTypoAscender at 68, sTypoDescender 70, sxHeight 86, sCapHeight 88 (version 2 on),
 * yStrikeoutSize 26, yStrikeoutPosition 28; hhea ascender 4, descender 6; post underlinePosition 8, thickness 10. */
static void read_line_metrics(struct font_metrics *m, const struct table *os2, const struct table *hhea)
{
    m->ascent_fu = os2->n >= 72 ? get_i16(os2, 68) : get_i16(hhea, 4);
    m->descent_fu = os2->n >= 72 ? -get_i16(os2, 70) : -get_i16(hhea, 6);
    if (m->ascent_fu + m->descent_fu <= 0) {
        m->ascent_fu = m->units_per_em * 88 / 100;
        m->descent_fu = m->units_per_em - m->ascent_fu;
    }
}

static void read_heights(struct font_metrics *m, const struct table *os2, hb_font_t *font)
{
    bool stated = os2->n >= 90 && get_u16(os2, 0) >= 2;

    m->x_height_fu = stated ? get_i16(os2, 86) : 0;
    m->cap_height_fu = stated ? get_i16(os2, 88) : 0;
    if (m->x_height_fu <= 0)
        m->x_height_fu = glyph_top(font, 'x');
    if (m->cap_height_fu <= 0)
        m->cap_height_fu = glyph_top(font, 'H');
    if (m->x_height_fu <= 0)
        m->x_height_fu = m->units_per_em / 2;
    if (m->cap_height_fu <= 0)
        m->cap_height_fu = m->units_per_em * 7 / 10;
}

static void read_rules(struct font_metrics *m, const struct table *os2, const struct table *post)
{
    m->underline_position_fu = get_i16(post, 8);
    m->underline_thickness_fu = get_i16(post, 10);
    if (m->underline_thickness_fu <= 0)
        m->underline_thickness_fu = m->units_per_em / 20;
    if (m->underline_position_fu >= 0)
        m->underline_position_fu = -m->units_per_em / 10;
    m->strikeout_thickness_fu = get_i16(os2, 26);
    m->strikeout_position_fu = get_i16(os2, 28);
    if (m->strikeout_thickness_fu <= 0)
        m->strikeout_thickness_fu = m->underline_thickness_fu;
    if (m->strikeout_position_fu <= 0)
        m->strikeout_position_fu = m->x_height_fu / 2;
}

/* OS/2 fsType: 2 alone (restricted licence) and bit 9 (bitmaps only) forbid embedding outlines; bit 8 forbids subsets. */
static bool may_embed(const struct table *os2)
{
    unsigned type = get_u16(os2, 8);

    return (type & 0xfu) != 2 && !(type & 0x300u);
}

static void read_metrics(struct font_face *f)
{
    struct table os2 = open_table(f->hb, HB_TAG('O', 'S', '/', '2'));
    struct table hhea = open_table(f->hb, HB_TAG('h', 'h', 'e', 'a'));
    struct table post = open_table(f->hb, HB_TAG('p', 'o', 's', 't'));

    f->m.units_per_em = (int)hb_face_get_upem(f->hb);
    read_line_metrics(&f->m, &os2, &hhea);
    read_heights(&f->m, &os2, f->hb_font);
    read_rules(&f->m, &os2, &post);
    f->embeddable = may_embed(&os2);
    hb_blob_destroy(os2.blob);
    hb_blob_destroy(hhea.blob);
    hb_blob_destroy(post.blob);
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    struct table t = open_table(face, tag);

    hb_blob_destroy(t.blob);
    return t.n > 0;
}

static const char *pattern_string(FcPattern *p, const char *what, const char *fallback)
{
    FcChar8 *s = NULL;

    return FcPatternGetString(p, what, 0, &s) == FcResultMatch ? (const char *)s : fallback;
}

static hb_face_t *open_face(const struct font_file *f)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(f->path);
    hb_face_t *face;

    if (!blob)
        return NULL;
    face = (unsigned)f->index < hb_face_count(blob) ? hb_face_create(blob, (unsigned)f->index) : NULL;
    hb_blob_destroy(blob);
    if (face && hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        return NULL;
    }
    return face;
}

/* The cache behind a face is no part of its value: a face is const to its users. */
static struct face *behind(const struct font_face *f)
{
    return (struct face *)(uintptr_t)f;
}

void font_face_free(struct font_face *f)
{
    if (!f)
        return;
    if (behind(f)->kept)
        behind(f)->kept->free(behind(f)->kept);
    glyf_free(behind(f)->curves);
    cff_free(behind(f)->outlines);
    hb_blob_destroy(behind(f)->cff);
    hb_font_destroy(f->hb_font);
    hb_face_destroy(f->hb);
    pthread_mutex_destroy(&behind(f)->lock);
    free(f);
}

struct cff *font_outlines(const struct font_face *f)
{
    struct face *x = behind(f);

    if (f->cff && !x->opened) {
        struct table t = open_table(f->hb, HB_TAG('C', 'F', 'F', ' '));
        x->opened = true;
        x->cff = t.blob;
        x->outlines = cff_new(t.p, t.n);
    }
    return x->outlines;
}

struct glyf *font_curves(const struct font_face *f)
{
    struct face *x = behind(f);

    if (!x->curved && font_outlines(f))
        x->curves = glyf_new(x->outlines);
    x->curved = true;
    return x->curves;
}

struct font_kept **font_kept(const struct font_face *f)
{
    return &behind(f)->kept;
}

void font_make_outline(const struct font_face *f, uint32_t gid)
{
    if (font_curves(f))
        glyf_glyph(behind(f)->curves, gid);
    else if (behind(f)->outlines)
        cff_glyph(behind(f)->outlines, gid);
}

static bool recall(_Atomic uint64_t *cache, uint32_t key, uint32_t *value)
{
    uint64_t entry = atomic_load_explicit(&cache[key % CACHE], memory_order_relaxed);

    *value = (uint32_t)entry;
    return entry >> 32 == (uint64_t)key + 1;
}

static void keep(_Atomic uint64_t *cache, uint32_t key, uint32_t value)
{
    atomic_store_explicit(&cache[key % CACHE], ((uint64_t)key + 1) << 32 | value, memory_order_relaxed);
}

uint32_t font_glyph(const struct font_face *f, uint32_t cp)
{
    struct face *x = behind(f);
    hb_codepoint_t gid;

    if (recall(x->glyphs, cp, &gid))
        return gid;
    pthread_mutex_lock(&x->lock);
    if (!hb_font_get_nominal_glyph(f->hb_font, cp, &gid))
        gid = 0;
    keep(x->glyphs, cp, gid);
    pthread_mutex_unlock(&x->lock);
    return gid;
}

bool font_face_has(const struct font_face *f, uint32_t cp)
{
    return font_glyph(f, cp) != 0;
}

int font_advance_fu(const struct font_face *f, uint32_t gid)
{
    struct face *x = behind(f);
    uint32_t advance;

    if (!recall(x->advances, gid, &advance)) {
        pthread_mutex_lock(&x->lock);
        advance = (uint32_t)hb_font_get_glyph_h_advance(f->hb_font, gid);
        keep(x->advances, gid, advance);
        pthread_mutex_unlock(&x->lock);
    }
    return (int)advance;
}

static hb_bool_t drawn_glyph(hb_font_t *font, void *data, hb_codepoint_t cp, hb_codepoint_t *gid, void *unused)
{
    const struct face *x = data;

    (void)unused;
    for (size_t i = 0; i < x->drawn_count; i++) {
        if (x->drawn[i].cp == cp) {
            *gid = x->drawn[i].gid;
            return 1;
        }
    }
    if (x->symbol && !(cp = symbol_code(cp)))
        return 0;
    return hb_font_get_nominal_glyph(hb_font_get_parent(font), cp, gid);
}

/* Puts a font of ours above the face's own, whose character map asks drawn_glyph() first. */
static void override_map(struct face *x)
{
    hb_font_t *own = x->pub.hb_font;
    hb_font_funcs_t *funcs = hb_font_funcs_create();

    hb_font_funcs_set_nominal_glyph_func(funcs, drawn_glyph, NULL, NULL);
    x->pub.hb_font = hb_font_create_sub_font(own);
    hb_font_set_funcs(x->pub.hb_font, funcs, x, NULL);
    hb_font_funcs_destroy(funcs);
    hb_font_destroy(own);
}

struct font_face *font_face_load(struct font_file *file, unsigned id, struct diag_list *d)
{
    hb_face_t *hb = open_face(file);
    struct font_face *f;

    if (!hb) {
        diag(d, FONT_UNREADABLE, NULL, file->path);
        return NULL;
    }
    f = xcalloc(1, sizeof(struct face));
    pthread_mutex_init(&behind(f)->lock, NULL);
    f->file = file->path;
    f->index = file->index;
    f->family = pattern_string(file->pattern, FC_FAMILY, "");
    f->postscript = pattern_string(file->pattern, FC_POSTSCRIPT_NAME, "Unnamed");
    f->weight = file->weight;
    f->italic = file->slant != FC_SLANT_ROMAN;
    f->cff = has_table(hb, HB_TAG('C', 'F', 'F', ' '));
    f->id = id;
    f->hb = hb;
    f->hb_font = hb_font_create(hb);
    hb_font_set_scale(f->hb_font, (int)hb_face_get_upem(hb), (int)hb_face_get_upem(hb));
    read_metrics(f);
    if (file->symbol) {
        behind(f)->symbol = true;
        override_map(behind(f));
    }
    f->rise_fu = f->m.units_per_em * file->raise / 1000;
    if (f->embeddable && (f->cff || has_table(hb, HB_TAG('g', 'l', 'y', 'f'))))
        return f;
    if (f->embeddable)
        diag(d, FONT_UNREADABLE, NULL, file->path);
    else
        diag(d, FONT_NOT_EMBEDDABLE, NULL, f->family, file->path);
    font_face_free(f);
    return NULL;
}

void font_face_draw(struct font_face *f, uint32_t cp, uint32_t as)
{
    struct face *x = behind(f);
    uint32_t gid = font_glyph(f, as);

    for (size_t i = 0; i < x->drawn_count; i++)
        if (x->drawn[i].cp == cp)
            return;
    if (gid == 0 || x->drawn_count == DRAWN)
        return;
    pthread_mutex_lock(&x->lock);
    if (x->drawn_count == 0 && !x->symbol)
        override_map(x);
    x->drawn[x->drawn_count].cp = cp;
    x->drawn[x->drawn_count++].gid = gid;
    atomic_store_explicit(&x->glyphs[cp % CACHE], 0, memory_order_relaxed);
    pthread_mutex_unlock(&x->lock);
}

uint32_t font_face_variant(const struct font_face *f, uint32_t cp, uint32_t selector)
{
    hb_codepoint_t gid;

    return hb_font_get_variation_glyph(f->hb_font, cp, selector, &gid) ? gid : 0;
}
