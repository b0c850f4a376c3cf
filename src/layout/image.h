/* image.h - pictures: PNG (with alpha) and JPEG, from confined files or data: URIs; and pages of PDFs (#page=n).
 * Purpose:   decodes and checks before layout asks the size; libharu never sees a file.
 * Ownership: an image_set belongs to a document and owns its images; one image a distinct source.
 * Units:     width, height in pixels; natural_w, natural_h in mpt by the file's resolution (72 dpi when none is stated, as
 *            FOP does; XSL 1.1 7.15.2 leaves it to the formatter).
 *            UNDRAWN is a drawing (SVG) of which the size alone is known.
 * Errors:    IMAGE_* diagnostics at the object's place: missing, outside the folder, truncated, not an image, too large.
 *            NULL is returned and layout goes on; the document has an error. */
#ifndef LAYOUT_IMAGE_H
#define LAYOUT_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/units.h"
#include "paper/paper.h"

enum image_kind { IMAGE_GRAY, IMAGE_RGB, IMAGE_JPEG_GRAY, IMAGE_JPEG_RGB, IMAGE_PAGE, IMAGE_UNDRAWN };

struct image {
    enum image_kind kind;
    uint32_t width, height; /* [px] */
    mpt natural_w, natural_h;
    const uint8_t *pixels;  /* GRAY, RGB: 8 bits a sample, rows packed; JPEG: the file's bytes */
    size_t size;            /* [bytes] */
    const uint8_t *alpha;   /* width * height, 8 bits; NULL: opaque */
    const char *name;       /* for messages */
    mpt shown_w, shown_h;   /* the largest size at which it was drawn so far */
    const struct paper *paper; /* PAGE: which one; it has no pixels */
    unsigned page;             /* of the paper, from 1 */
    unsigned id;            /* unique in the set */
};

struct image_set;

/* base_dir: relative sources are looked up here; roots: NULL-terminated folders that files must lie below. */
struct image_set *image_set_new(const char *base_dir, const char *const *roots);
/* Takes pages of PDFs from papers that are open already (borrowed); else from base_dir's. */
void image_set_papers(struct image_set *s, struct papers *papers);
/* A drawing is taken as UNDRAWN, with a warning; else it is no picture, an error as any other such file. */
void image_set_take_undrawn(struct image_set *s);
void image_set_free(struct image_set *s);
/* The picture of a src value; cached, also the failure. */
struct image *image_find(struct image_set *s, const char *src, const struct loc *loc, struct diag_list *d);

#endif
