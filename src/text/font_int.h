/* font_int.h - what the files font_*.c share; nobody else includes it.
 * Purpose:   roles as read from roles.conf, the installed fonts by family, loaded faces.
 * Ownership: everything belongs to the font_set: small things to its arena, patterns to its FcConfig.
 * Units:     weights are CSS 100..900.
 * Errors:    see font.h. */
#ifndef TEXT_FONT_INT_H
#define TEXT_FONT_INT_H

#include <fontconfig/fontconfig.h>

#include "base/arena.h"
#include "base/hash_table.h"
#include "text/font.h"

struct font_weight {
    int asked, taken;
};

struct font_family { /* one name in a list of roles.conf */
    const char *name;
    const struct font_weight *weights;
    size_t weight_count;
};

struct font_families {
    const struct font_family *v;
    size_t n;
};

struct font_role {
    const char *name;
    struct font_families latin, han, then;
};

struct font_name { /* a family name of FO and what it means: a role, or families */
    const char *name;
    const struct font_role *role;
    struct font_families families;
};

struct font_chars {
    uint32_t cp, as; /* drawn with the glyph of `as`, when not 0 */
    struct font_families families;
};

struct font_standard { /* heights of a standard font: upright, bold, italic, both */
    struct font_heights styles[4];
    struct font_families names;
};

struct font_raise {
    int per_mille; /* of the em */
    struct font_families families;
};

struct font_roles {
    VEC(struct font_role *) roles;
    VEC(struct font_name) names;
    VEC(struct font_chars) chars;
    VEC(struct font_raise) raises;
    VEC(struct font_standard) standards;
    struct font_families symbols; /* encoded like PDF's Symbol: see symbol.h */
    struct font_families shared;
    const char *fallback; /* default: a name */
};

/* Reads roles.conf. False and FONT_ROLES (fatal) where a line can't be read. */
bool font_roles_read(struct arena *a, const char *path, struct font_roles *out, struct diag_list *d);
const struct font_name *font_roles_find(const struct font_roles *r, const char *name);
/* Heights of the standard font that a family name means, or NULL. */
const struct font_heights *font_roles_heights(const struct font_roles *r, const char *name, bool bold, bool italic);
/* The weight a family of roles.conf takes for the one asked. */
int font_family_weight(const struct font_family *f, int asked);
/* Same name: letters' case and spaces don't count. */
bool font_name_equal(const char *a, const char *b);

/* An installed face: what fontconfig's cache knows, the file not opened until it is needed. */
struct font_file {
    FcPattern *pattern;
    const FcCharSet *chars;
    const char *path;
    int index, weight, width, slant;
    int raise; /* [1/1000 em] */
    bool symbol;
    struct font_face *face;           /* loaded, or NULL */
    bool tried;                       /* loading was tried */
};

struct font_index; /* installed faces by family name */
struct font_index *font_index_new(struct arena *a, FcConfig *fc);
size_t font_index_count(const struct font_index *x);
struct font_file *font_index_at(const struct font_index *x, size_t i); /* by path and index in the collection */
/* The face of a family nearest to weight and slant (CSS Fonts 4, 5.2), or NULL when the family is not installed. */
struct font_file *font_index_match(const struct font_index *x, const char *family, int weight, bool italic);
/* Is the face of the family? */
bool font_index_named(const struct font_index *x, const char *family, const struct font_face *f);
/* Raises all faces of a family. */
void font_index_raise(struct font_index *x, const char *family, int per_mille);
/* All faces of a family are encoded like PDF's Symbol. */
void font_index_symbol(struct font_index *x, const char *family);
bool font_file_has(const struct font_file *f, uint32_t cp);

/* Opens the file; NULL and FONT_UNREADABLE or FONT_NOT_EMBEDDABLE when it is of no use. id: for face->id. */
struct font_face *font_face_load(struct font_file *f, unsigned id, struct diag_list *d);
void font_face_free(struct font_face *f);
/* From now on cp is drawn with the glyph of `as`, by font_glyph() and by the shaper alike. */
void font_face_draw(struct font_face *f, uint32_t cp, uint32_t as);

struct font_cand {
    struct font_file *file;
    int weight; /* wanted of this family */
    bool fallback;
};

typedef VEC(struct font_cand) font_cands;

struct font_found { /* an answer, by code point and context */
    uint32_t key; /* (cp << 1 | context) + 1; 0: empty place */
    const struct font_face *face;
    bool synth_bold, synth_italic, fallback;
};

struct font_list {
    const char *const *families;
    int weight;
    bool italic;
    const struct font_face *primary;
    struct font_heights heights;
    bool han;          /* a family that is named has ideographs */
    font_cands order[2]; /* by enum font_script */
    struct font_found *table;
    size_t table_size, table_used;
    const char *missing, *instead; /* a family that is not installed, and what takes its place; or NULL */
    unsigned told;                 /* document in which that was reported */
};

struct font_set {
    struct arena *arena;
    FcConfig *fc;
    struct font_roles roles;
    struct font_index *index;
    struct hash_table lists; /* a hostile document may ask for as many as it has inlines */
    unsigned face_count;
    unsigned document; /* see font_set_begin_document() */
    struct diag_list *diag; /* of the last font_list_find(): a file that is opened later may turn out unreadable */
    struct para_fonts *para_fonts; /* made when first needed */
};

/* para_fonts.c: what para_fonts_of() has made. */
void para_fonts_free(struct para_fonts *f);

/* The file's face, opened once; NULL when it can't be used (reported). */
const struct font_face *font_file_load(struct font_set *s, struct font_file *f, struct diag_list *d);
/* Adds all installed families; the first usable one is opened and is no fallback. */
bool font_add_families(struct font_set *s, const struct font_list *l, font_cands *v, struct font_families f, bool fallback,
                       struct diag_list *d);

#endif
