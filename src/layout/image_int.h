/* image_int.h - what image.c and the two readers share; nobody else includes it.
 * Ownership: bytes are borrowed; pixels and alpha that a reader makes are malloced and go to the image.
 * Errors:    a reader reports why at loc and returns false; name is what the message calls the picture. */
#ifndef LAYOUT_IMAGE_INT_H
#define LAYOUT_IMAGE_INT_H

#include "layout/image.h"

struct image_source {
    const uint8_t *bytes;
    size_t n;
    const char *name;
    const struct loc *loc;
    struct diag_list *diag;
    uint64_t room; /* decoded bytes that this document may still have (LIMIT_IMAGE_TOTAL) */
};

/* Within the limits? Reports when not. bytes_per_pixel: of what will be kept. */
bool image_size_allowed(const struct image_source *s, uint64_t width, uint64_t height, unsigned bytes_per_pixel);
/* Natural size from pixels a metre (0: not stated, 72 dpi). */
void image_set_natural(struct image *im, uint64_t x_per_metre, uint64_t y_per_metre);

bool image_png_read(const struct image_source *s, struct image *im);
/* For JPEG the image borrows the source's bytes, unless *owned says that it has pixels of its own. */
bool image_jpeg_read(const struct image_source *s, struct image *im, bool *owned);

/* Is it SVG? Then im is as large as it says. */
bool image_svg_size(const struct image_source *s, struct image *im);

/* Bytes a pixel: samples; alpha or NULL. */
struct image_pixels {
    const uint8_t *data, *alpha;
    uint32_t width, height;
    unsigned samples;
};

/* The same with w * h pixels, at most as many as there are, malloced. */
uint8_t *image_scale(const struct image_pixels *in, uint32_t w, uint32_t h);
/* A JPEG with w * h pixels into out->pixels, malloced. False: it is not smaller, or can't be read. */
bool image_jpeg_scale(const struct image *im, uint32_t w, uint32_t h, struct image *out);
/* The picture with dpi at its shown size; pixels and alpha are malloced. False: it has no more than that. */
bool image_reduced(const struct image *im, unsigned dpi, struct image *out);

/* Is src a page of a PDF by its name? */
bool image_is_paper(const char *src);
bool image_paper_read(struct papers *papers, const char *src, const struct image_source *s, struct image *im);

#endif
