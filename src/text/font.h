/* font.h - typefaces by role, character by character.
 * Purpose:   turns font-family lists, weight and style into faces (fontconfig), says which face has a character
 *            (fallback glyph by glyph, rare Han beyond the BMP included), and keeps one loaded face a process.
 * Ownership: a font_set owns its faces and caches and is shared by all documents of a process; faces live as long as it.
 *            The set is not thread-safe, batch workers are processes; font_glyph() and font_advance_fu() are, for who draws pages.
 * Units:     font units are suffixed _fu; sizes and advances in mpt.
 * Errors:    a role that no installed font fills is FONT_ROLE_MISSING (fatal). A character that no font has is reported by
 *            the caller (text/para) with code point, field and line.
 *
 * Roles (fonts/roles.conf): a family name in FO such as "fangsong" or its alias 仿宋 names a role: an ordered list of
 * families for Latin text, then for Han, then the rare-Han families that every role shares. Any other family name goes
 * to fontconfig as it is, and the shared fallbacks follow. */
#ifndef TEXT_FONT_H
#define TEXT_FONT_H

#include <hb.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/units.h"

struct font_set;

struct font_metrics {
    int units_per_em;
    /* Line metrics [fu]: OS/2 sTypoAscender/sTypoDescender (for CJK faces the em box), hhea when there is no OS/2. descent
     * is positive downwards. */
    int ascent_fu, descent_fu;
    int x_height_fu, cap_height_fu;
    int underline_position_fu, underline_thickness_fu; /* position: from baseline, positive up */
    int strikeout_position_fu, strikeout_thickness_fu;
};

/* Of a line of text, in parts of per_em; descent is positive downwards. */
struct font_heights {
    int per_em, ascent, descent, x_height;
};

struct font_face {
    const char *file;       /* path */
    int index;              /* in a collection */
    const char *family;     /* as fontconfig names it */
    const char *postscript; /* PostScript name, for the PDF */
    int weight;             /* CSS 100..900 */
    bool italic;
    bool cff;               /* CFF outlines, else glyf */
    bool embeddable;        /* OS/2 fsType allows it */
    hb_face_t *hb;          /* never freed by users */
    hb_font_t *hb_font;     /* scaled to units_per_em: advances come in font units */
    struct font_metrics m;
    unsigned id;            /* small number, unique in the set */
    int rise_fu;            /* the device draws all glyphs so much higher: faces whose ideographs stand too low in
                             * their em box (roles.conf, raise); no concern of layout */
};

/* A face at work in a run: synth_* tell that the family has no such face and the device emphasises (stroked outline of
 * 1/30 em; shear of 0.2). */
struct font {
    const struct font_face *face;
    mpt size;
    bool synth_bold, synth_italic;
};

struct font_request {
    const char *const *families; /* NULL-terminated, fo_families() */
    int weight;                  /* 100..900 */
    bool italic;
    const char *language;        /* BCP 47 or NULL */
};

/* A resolved, cached list of faces to try in order. Pointer equality means equal. */
struct font_list;

/* roles_path: fonts/roles.conf; extra_dirs: NULL-terminated folders of private fonts (build/fonts ...), may be NULL. */
struct font_set *font_set_new(const char *roles_path, const char *const *extra_dirs, struct diag_list *d);
void font_set_free(struct font_set *s);
/* Another document begins: what was reported once for the last one is reported again. */
void font_set_begin_document(struct font_set *s);

/* Cached; NULL only when a role is missing (reported). d must outlive the calls of font_find() that follow. */
const struct font_list *font_list_find(struct font_set *s, const struct font_request *r, struct diag_list *d);
/* Is one of the families that are named (not of those that the set falls back to) there and for Han? Weight and style don't
 * matter, and nothing is said of families that are not installed. */
bool font_named_han(struct font_set *s, const char *const *families, struct diag_list *d);
/* Is the face of a family that the request calls by its own name, rather than of one that takes its place? */
bool font_list_names(const struct font_set *s, const struct font_list *l, const struct font_face *f);
/* The first choice: its metrics give the line height. For a role this is the Han face, for other families the first. */
const struct font_face *font_list_primary(const struct font_list *l);
/* The heights that lines are made of: of the first choice, or those of the standard font by whose name it was asked for. */
const struct font_heights *font_list_heights(const struct font_list *l);

enum font_script { FONT_SCRIPT_LATIN, FONT_SCRIPT_HAN }; /* which side of a role is asked first */

/* The face for one code point (with a variation selector, or 0), in that script context; sets *synth_bold and
 * *synth_italic; NULL when no font at all maps it. Loads faces only as they are needed. */
const struct font_face *font_find(struct font_set *s, const struct font_list *l, uint32_t cp, uint32_t selector,
                                  enum font_script context, bool *synth_bold, bool *synth_italic, bool *fallback);
bool font_face_has(const struct font_face *f, uint32_t cp);
/* Glyph of a variation sequence, 0: none. */
uint32_t font_face_variant(const struct font_face *f, uint32_t cp, uint32_t selector);
/* Nominal glyph and its advance [fu]; cached; 0 for none. */
uint32_t font_glyph(const struct font_face *f, uint32_t cp);
int font_advance_fu(const struct font_face *f, uint32_t gid);
/* Glyph programs of a CID-keyed CFF face (cff.h), made once for all documents; NULL for any other face. */
struct cff *font_outlines(const struct font_face *f);
/* The same as TrueType outlines (glyf.h), where the curves of such a face were quadratic ones once; else NULL. */
struct glyf *font_curves(const struct font_face *f);
/* What whoever writes documents keeps with a face for those to come, in a place of the face's: NULL until it puts something there. */
struct font_kept {
    void (*free)(struct font_kept *); /* with the face */
};
struct font_kept **font_kept(const struct font_face *f);
/* Makes the program of a glyph that font_outlines() and font_curves() will be asked for. Another thread may, once font_outlines() was called, as long as
 * nobody else has to do with the face's programs. */
void font_make_outline(const struct font_face *f, uint32_t gid);

static inline mpt font_part(int64_t fu, int per_em, mpt size)
{
    int64_t n = fu * size, half = per_em / 2;
    return (mpt)((n >= 0 ? n + half : n - half) / per_em);
}

static inline mpt font_scale(const struct font_face *f, int64_t fu, mpt size)
{
    return font_part(fu, f->m.units_per_em, size);
}

/* A standard advance: whole thousandths of an em, as the metrics of PDF's standard fonts are. */
static inline mpt font_standard_advance(const struct font_face *f, int64_t fu, mpt size)
{
    int64_t upem = f->m.units_per_em, thousandths = (fu * 1000 + upem / 2) / upem;
    return (mpt)(thousandths * size / 1000);
}

#endif
