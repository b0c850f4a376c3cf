/* glyf.h - TrueType outlines of CFF faces whose curves were quadratic ones once, one glyph at a time.
 * Purpose:   a quadratic curve has one control point where a cubic has two, and half of the points between curves need not be said:
 *            a fifth less in a file that is nine tenths outlines. Curves move by less than half a unit of the face's grid (see
 *            cff_quad.c), which its own rounding has moved them by before. An entry of the table glyf is made once and kept,
 *            with its bits in a PDF's stream, which is put together of them.
 * Ownership: a struct glyf belongs to its face and borrows the face's cff, which must outlive it. Glyphs live as long as the glyf.
 * Units:     font units.
 * Errors:    NULL: the face's curves are cubic ones; a glyph's program is broken, or beyond what TrueType can say. */
#ifndef TEXT_GLYF_H
#define TEXT_GLYF_H

#include <stdint.h>

#include "base/huffman.h"

struct glyf_glyph {
    const uint8_t *data; /* simple glyph description without instructions */
    uint32_t n;          /* even; 0: nothing to draw */
    int16_t box[4];      /* least x and y, greatest x and y */
    uint16_t points, contours;
    struct huffman_run packed; /* the same in the face's codes */
};

struct cff;
struct glyf;
struct glyf *glyf_new(struct cff *c);
void glyf_free(struct glyf *g); /* NULL is allowed */
const struct glyf_glyph *glyf_glyph(struct glyf *g, uint32_t gid);
/* In which glyphs are packed; made of a sample of the face's. */
const struct huffman *glyf_codes(const struct glyf *g);

#endif
