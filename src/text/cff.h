/* cff.h - glyph programs of CID-keyed CFF faces, one at a time.
 * Purpose:   reads a CFF table (Adobe technical note 5176) and gives charstrings (5177) that stand by themselves: subroutines
 *            written out and hints left out, so that any set of them makes a font without a look at the rest, and the outline
 *            said in as few bits as the file's compression makes of it. A program is made once and kept, because the same
 *            thousand characters return in every form. HarfBuzz does the same for whole subsets, but lists and copies anew
 *            each time, which took most of the time of a form.
 * Ownership: a struct cff belongs to its face; the table's bytes are borrowed from it. Glyphs live as long as the cff.
 * Units:     font units.
 * Errors:    NULL: the table is not CID-keyed or broken, or a glyph's program is (or asks for the arithmetic that no
 *            font uses). All offsets are checked. */
#ifndef TEXT_CFF_H
#define TEXT_CFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cff_slice {
    const uint8_t *p;
    size_t n;
};

struct cff_dict { /* a font dict and what its private dict says of widths: operands as they stand, or empty */
    struct cff_slice matrix, default_width, nominal_width;
};

struct cff_glyph {
    const uint8_t *program;
    uint32_t n;
    uint8_t dict; /* font dict */
};

struct cff;
struct cff *cff_new(const uint8_t *data, size_t n);
void cff_free(struct cff *c); /* NULL is allowed */

struct cff_slice cff_matrix(const struct cff *c); /* of the whole font */
struct cff_slice cff_box(const struct cff *c);    /* FontBBox */
const struct cff_dict *cff_dict(const struct cff *c, unsigned i);
const struct cff_glyph *cff_glyph(struct cff *c, uint32_t gid);
/* The curves of this face were quadratic ones before it was turned into CFF: see glyf.h. Looks at a sample of them each time. */
bool cff_is_quadratic(struct cff *c);

#endif
