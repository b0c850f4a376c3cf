/* image_jpeg.c - JPEG: header, resolution, and one decoding to see that the file is whole; a PDF takes the bytes as they
 * are.
 *
 * libjpeg goes on where data is missing and only warns, so a warning counts as damage, but for the harmless ones. It reports errors through
 * error_exit, which must not return: the longjmp is confined to image_jpeg_read(). */
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "layout/image_int.h"

enum { MAX_SCANS = 200 }; /* a progressive file needs some ten; thousands of empty ones only burn time */

struct jpeg_job {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf back;
    const struct image_source *source;
    uint8_t *row, *rows; /* one row that is thrown away, or the whole picture */
    bool damaged, refused;
};

static void on_error(j_common_ptr c)
{
    struct jpeg_job *j = c->client_data;

    longjmp(j->back, 1);
}

static void on_message(j_common_ptr c, int level)
{
    struct jpeg_job *j = c->client_data;

    /* Stray bytes between segments and odd version numbers harm nothing. */
    if (level < 0 && c->err->msg_code != JWRN_EXTRANEOUS_DATA && c->err->msg_code != JWRN_JFIF_MAJOR)
        j->damaged = true;
}

static void on_output(j_common_ptr c)
{
    (void)c;
}

static void on_progress(j_common_ptr c)
{
    struct jpeg_job *j = c->client_data;

    if (j->jpeg.input_scan_number > MAX_SCANS)
        longjmp(j->back, 1);
}

static void read_resolution(const struct jpeg_decompress_struct *c, struct image *im)
{
    uint64_t x = c->X_density, y = c->Y_density;

    if (!c->saw_JFIF_marker || c->density_unit == 0 || x == 0 || y == 0)
        image_set_natural(im, 0, 0);
    else if (c->density_unit == 2) /* a centimetre */
        image_set_natural(im, x * 100, y * 100);
    else /* an inch; tenths of micrometres keep it exact enough */
        image_set_natural(im, (x * 10000 + 127) / 254, (y * 10000 + 127) / 254);
}

/* RGB samples without Adobe's marker: a PDF reader would take them for YCbCr, so they go in as pixels. So do four inks, whose
 * colours an archival PDF would have to explain by a profile of the press (ISO 19005-2, 6.2.4.3). */
static bool needs_pixels(const struct jpeg_decompress_struct *c)
{
    return (c->jpeg_color_space == JCS_RGB && !c->saw_Adobe_marker) || c->num_components == 4;
}

static bool set_kind(const struct jpeg_decompress_struct *c, struct image *im)
{
    switch (c->num_components) {
    case 1: im->kind = IMAGE_JPEG_GRAY; break;
    case 3:
    case 4: im->kind = needs_pixels(c) ? IMAGE_RGB : IMAGE_JPEG_RGB; break;
    default: return false;
    }
    return true;
}

/* Four inks as PDF shows them without a profile, nearly (ISO 32000-1, 10.3.5): what each one and black let through. Adobe's
 * files have 255 for no ink. */
static void inks_to_rgb(const uint8_t *from, uint8_t *to, size_t pixels, bool adobe)
{
    unsigned flip = adobe ? 0 : 255;

    for (; pixels-- > 0; from += 4)
        for (unsigned i = 0; i < 3; i++)
            *to++ = (uint8_t)(((from[i] ^ flip) * (from[3] ^ flip) + 127) / 255);
}

/* Decodes every row; an eighth of the size is enough to see whether the data is all there. May longjmp. */
static void decode_all(struct jpeg_job *j, struct image *im)
{
    struct jpeg_decompress_struct *c = &j->jpeg;
    size_t stride, kept;

    c->scale_num = 1;
    c->scale_denom = im->kind == IMAGE_RGB ? 1 : 8;
    c->dct_method = JDCT_ISLOW;
    if (c->num_components == 4)
        c->out_color_space = JCS_CMYK;
    jpeg_start_decompress(c);
    stride = (size_t)c->output_width * (size_t)c->output_components;
    j->row = xmalloc(stride);
    kept = (size_t)c->output_width * 3;
    if (im->kind == IMAGE_RGB)
        j->rows = xmalloc(kept * c->output_height);
    while (c->output_scanline < c->output_height) {
        uint8_t *place = j->rows ? j->rows + kept * c->output_scanline : j->row;
        JSAMPROW to = stride == kept ? place : j->row;
        jpeg_read_scanlines(c, &to, 1);
        if (j->rows && to != place)
            inks_to_rgb(to, place, c->output_width, c->saw_Adobe_marker);
    }
    jpeg_finish_decompress(c);
}

/* May longjmp. */
static void read_all(struct jpeg_job *j, struct image *im)
{
    struct jpeg_decompress_struct *c = &j->jpeg;

    jpeg_mem_src(c, j->source->bytes, (unsigned long)j->source->n);
    jpeg_read_header(c, TRUE);
    im->width = c->image_width;
    im->height = c->image_height;
    if (!image_size_allowed(j->source, im->width, im->height, 4)) {
        j->refused = true;
        return;
    }
    if (!set_kind(c, im)) {
        j->damaged = true;
        return;
    }
    read_resolution(c, im);
    decode_all(j, im);
}

static void open_job(struct jpeg_job *j, const struct image_source *s)
{
    j->source = s;
    j->jpeg.err = jpeg_std_error(&j->errors);
    j->errors.error_exit = on_error;
    j->errors.emit_message = on_message;
    j->errors.output_message = on_output;
    j->jpeg.client_data = j;
    j->progress.progress_monitor = on_progress;
}

bool image_jpeg_read(const struct image_source *s, struct image *im, bool *owned)
{
    struct jpeg_job *j = xcalloc(1, sizeof *j);
    bool ok;

    open_job(j, s);
    if (setjmp(j->back) == 0) {
        jpeg_create_decompress(&j->jpeg);
        j->jpeg.client_data = j;
        j->jpeg.progress = &j->progress;
        read_all(j, im);
    } else {
        j->damaged = true;
    }
    ok = !j->damaged && !j->refused;
    if (j->damaged)
        diag(s->diag, IMAGE_BROKEN, s->loc, s->name);
    im->size = s->n;
    *owned = ok && j->rows;
    if (*owned) {
        im->pixels = j->rows;
        im->size = (size_t)im->width * im->height * 3;
        j->rows = NULL;
    }
    jpeg_destroy_decompress(&j->jpeg);
    free(j->row);
    free(j->rows);
    free(j);
    return ok;
}
