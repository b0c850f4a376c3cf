#include "layout/image_scale.h"

#include <stdlib.h>

#include "base/arena.h"
#include "layout/image_int.h"

enum { MPT_PER_INCH = 72 * MPT_PER_PT };

/* Pixels that `shown` needs at dpi; as many as there are when that is more. */
static uint32_t wanted(uint32_t pixels, mpt shown, unsigned dpi)
{
    int64_t n = ((int64_t)shown * dpi + MPT_PER_INCH - 1) / MPT_PER_INCH;

    return n < 1 ? 1 : n < pixels ? (uint32_t)n : pixels;
}

struct cover { /* source pixels that a new one covers, the last not included */
    uint32_t from, to;
};

static struct cover cover(uint32_t i, uint32_t n, uint32_t source)
{
    uint64_t to = ((uint64_t)(i + 1) * source + n - 1) / n;

    return (struct cover){(uint32_t)((uint64_t)i * source / n), (uint32_t)(to < source ? to : source)};
}

/* Means of the covered samples; alpha, if there is one, says how much each counts. */
static void mean(const struct image_pixels *in, struct cover x, struct cover y, uint8_t *out)
{
    uint64_t sums[3] = {0}, weight = 0;

    for (uint32_t r = y.from; r < y.to; r++)
        for (uint32_t c = x.from; c < x.to; c++) {
            size_t at = (size_t)r * in->width + c;
            unsigned w = in->alpha ? in->alpha[at] : 1;
            for (unsigned k = 0; k < in->samples; k++)
                sums[k] += (uint64_t)in->data[at * in->samples + k] * w;
            weight += w;
        }
    for (unsigned k = 0; k < in->samples; k++)
        out[k] = (uint8_t)(weight ? (sums[k] + weight / 2) / weight : 255);
}

uint8_t *image_scale(const struct image_pixels *in, uint32_t w, uint32_t h)
{
    uint8_t *out = xmalloc((size_t)w * h * in->samples), *at = out;

    for (uint32_t y = 0; y < h; y++)
        for (uint32_t x = 0; x < w; x++, at += in->samples)
            mean(in, cover(x, w, in->width), cover(y, h, in->height), at);
    return out;
}

bool image_reduced(const struct image *im, unsigned dpi, struct image *out)
{
    uint32_t w = wanted(im->width, im->shown_w, dpi), h = wanted(im->height, im->shown_h, dpi);
    bool jpeg = im->kind == IMAGE_JPEG_GRAY || im->kind == IMAGE_JPEG_RGB;
    struct image_pixels in = {im->pixels, im->alpha, im->width, im->height, im->kind == IMAGE_GRAY ? 1 : 3};

    if (im->kind == IMAGE_PAGE || im->shown_w <= 0 || im->shown_h <= 0 || (w == im->width && h == im->height))
        return false;
    *out = *im;
    out->width = w;
    out->height = h;
    if (jpeg)
        return image_jpeg_scale(im, w, h, out);
    out->pixels = image_scale(&in, w, h);
    out->size = (size_t)w * h * in.samples;
    if (im->alpha)
        out->alpha = image_scale(&(struct image_pixels){im->alpha, NULL, im->width, im->height, 1}, w, h);
    return true;
}
