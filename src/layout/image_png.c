/* image_png.c - PNG of every colour type and depth to 8-bit gray or RGB, alpha apart.
 *
 * libpng reports errors by longjmp; it is confined to image_png_read(), whose locals that change after setjmp live in
 * struct png_job behind a pointer. Gamma and colour profiles are left alone: the samples are shown as they are. */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "layout/image_int.h"

struct png_job {
    const struct image_source *source;
    size_t at; /* read so far */
    png_structp png;
    png_infop info;
    uint8_t *rows; /* all samples, as libpng gives them */
    png_bytep *row_pointers;
    unsigned channels;
    bool refused; /* a limit was reported */
};

static void read_bytes(png_structp png, png_bytep out, size_t n)
{
    struct png_job *j = png_get_io_ptr(png);

    if (n > j->source->n - j->at)
        png_error(png, "end of file");
    memcpy(out, j->source->bytes + j->at, n);
    j->at += n;
}

static void on_error(png_structp png, png_const_charp text)
{
    (void)text;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

/* Palette, gray below 8 bits and tRNS become plain 8-bit samples; 16 bits are scaled to 8. */
static void ask_for_plain_samples(struct png_job *j)
{
    png_set_expand(j->png);
    png_set_scale_16(j->png);
    png_set_interlace_handling(j->png);
    png_read_update_info(j->png, j->info);
    j->channels = png_get_channels(j->png, j->info);
}

static void read_resolution(const struct png_job *j, struct image *im)
{
    png_uint_32 x = 0, y = 0;
    int unit = PNG_RESOLUTION_UNKNOWN;

    if (!png_get_pHYs(j->png, j->info, &x, &y, &unit) || unit != PNG_RESOLUTION_METER || x == 0 || y == 0)
        x = y = 0;
    image_set_natural(im, x, y);
}

/* May longjmp. */
static void read_all(struct png_job *j, struct image *im)
{
    png_set_read_fn(j->png, j, read_bytes);
    png_set_user_limits(j->png, 0x7fffffff, 0x7fffffff);
    png_read_info(j->png, j->info);
    im->width = png_get_image_width(j->png, j->info);
    im->height = png_get_image_height(j->png, j->info);
    if (!image_size_allowed(j->source, im->width, im->height, 4)) {
        j->refused = true;
        return;
    }
    ask_for_plain_samples(j);
    read_resolution(j, im);
    j->rows = xmalloc((size_t)im->width * im->height * j->channels);
    j->row_pointers = xmalloc(im->height * sizeof *j->row_pointers);
    for (size_t i = 0; i < im->height; i++)
        j->row_pointers[i] = j->rows + i * im->width * j->channels;
    png_read_image(j->png, j->row_pointers);
    png_read_end(j->png, NULL);
}

/* Takes the alpha samples out; a picture without a transparent place has none. */
static void split_alpha(struct png_job *j, struct image *im)
{
    size_t n = (size_t)im->width * im->height, color = j->channels - 1;
    uint8_t *alpha = xmalloc(n), *to = j->rows;
    const uint8_t *from = j->rows;
    bool opaque = true;

    for (size_t i = 0; i < n; i++) {
        memmove(to, from, color);
        to += color;
        alpha[i] = from[color];
        opaque = opaque && alpha[i] == 255;
        from += j->channels;
    }
    if (opaque)
        free(alpha);
    else
        im->alpha = alpha;
    j->channels--;
}

static void take_pixels(struct png_job *j, struct image *im)
{
    if (j->channels == 2 || j->channels == 4)
        split_alpha(j, im);
    im->kind = j->channels == 1 ? IMAGE_GRAY : IMAGE_RGB;
    im->size = (size_t)im->width * im->height * j->channels;
    im->pixels = j->rows;
    j->rows = NULL;
}

bool image_png_read(const struct image_source *s, struct image *im)
{
    struct png_job *j = xcalloc(1, sizeof *j);
    bool ok = false;

    j->source = s;
    j->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, j, on_error, on_warning);
    if (!j->png || !(j->info = png_create_info_struct(j->png)))
        base_die_oom();
    if (setjmp(png_jmpbuf(j->png)) == 0) {
        read_all(j, im);
        ok = !j->refused;
        if (ok)
            take_pixels(j, im);
    } else {
        ok = false;
        diag(s->diag, IMAGE_BROKEN, s->loc, s->name);
    }
    png_destroy_read_struct(&j->png, &j->info, NULL);
    free(j->rows);
    free(j->row_pointers);
    free(j);
    return ok;
}
