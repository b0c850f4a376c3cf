/* shape.h - code points to glyphs of one face.
 * Purpose:   one call shapes a run of one face, size and language with HarfBuzz; ideographs go straight through the
 *            character map, or through the forms that the face has for the language (locl), since no neighbour changes them.
 * Ownership: a shaper belongs to its user and keeps one HarfBuzz buffer; glyphs are written to the caller's array.
 * Units:     mpt; y up. cluster is the index of the first code point that the glyph stands for.
 * Errors:    none. A face without the character gives glyph 0. */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include <stddef.h>

#include "text/font.h"

struct glyph {
    uint32_t gid;
    uint32_t cluster; /* where this glyph's characters begin: a code point index here, a byte offset in a finished run */
    mpt advance;      /* final in a finished run: kerning, letter-spacing, squeezing and justification included */
    mpt dx, dy;       /* offset from the pen, y up */
};

enum shape_flags {
    SHAPE_HAN = 1,   /* full-width forms of a Han face: no kerning, no ligatures */
    SHAPE_PLAIN = 2, /* standard advances: no kerning, no ligatures */
    SHAPE_SPACED = 4, /* letter-spacing is at work: no ligatures */
    SHAPE_VERTICAL = 8 /* the forms for vertical text; advances are meant downwards */
};

struct shape_run {
    struct font font;
    const char *language; /* BCP 47 or NULL */
    unsigned flags;       /* enum shape_flags */
    const uint32_t *cps;
    size_t count;
};

struct shaper;

struct shaper *shaper_new(void);
void shaper_free(struct shaper *s);
/* At most cap glyphs; returns how many there are (call again with more room when it is above cap). */
size_t shape(struct shaper *s, const struct shape_run *run, struct glyph *out, size_t cap);
/* Ink of a glyph from its origin to the right: left and right edge. False when the face has no outline for it. */
bool shape_ink(const struct font *f, uint32_t gid, mpt *left, mpt *right);

#endif
