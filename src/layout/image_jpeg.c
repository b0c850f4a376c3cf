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

/* --- with fewer pixels --- */

enum { QUALITY = 80 /* no block shows in a photograph at the size of print */ };

/* The samples of the whole picture, as gray or RGB. May longjmp. */
static void decode_pixels(struct jpeg_job *j, const struct image *im, unsigned samples)
{
    struct jpeg_decompress_struct *c = &j->jpeg;
    size_t stride = (size_t)im->width * samples;

    jpeg_mem_src(c, im->pixels, (unsigned long)im->size);
    jpeg_read_header(c, TRUE);
    c->dct_method = JDCT_ISLOW;
    c->out_color_space = samples == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_start_decompress(c);
    j->rows = xmalloc(stride * im->height);
    while (c->output_scanline < c->output_height) {
        JSAMPROW to = j->rows + stride * c->output_scanline;
        jpeg_read_scanlines(c, &to, 1);
    }
    jpeg_finish_decompress(c);
}

struct jpeg_writer {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jmp_buf back;
    unsigned char *bytes;
    unsigned long n;
};

static void on_write_error(j_common_ptr c)
{
    struct jpeg_writer *w = c->client_data;

    longjmp(w->back, 1);
}

/* May longjmp. */
static void encode_rows(struct jpeg_writer *w, const struct image_pixels *in)
{
    struct jpeg_compress_struct *c = &w->jpeg;

    jpeg_mem_dest(c, &w->bytes, &w->n);
    c->image_width = in->width;
    c->image_height = in->height;
    c->input_components = (int)in->samples;
    c->in_color_space = in->samples == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(c);
    jpeg_set_quality(c, QUALITY, TRUE);
    c->optimize_coding = TRUE;
    c->dct_method = JDCT_ISLOW; /* the same numbers on every machine */
    jpeg_start_compress(c, TRUE);
    while (c->next_scanline < c->image_height) {
        JSAMPROW row = (JSAMPROW)(uintptr_t)(in->data + (size_t)c->next_scanline * in->width * in->samples);
        jpeg_write_scanlines(c, &row, 1);
    }
    jpeg_finish_compress(c);
}

/* malloced by libjpeg; NULL when it failed. */
static uint8_t *encode(const struct image_pixels *in, size_t *n)
{
    struct jpeg_writer *w = xcalloc(1, sizeof *w);
    bool ok = false;
    uint8_t *bytes;

    w->jpeg.err = jpeg_std_error(&w->errors);
    w->errors.error_exit = on_write_error;
    w->errors.output_message = on_output;
    w->jpeg.client_data = w;
    if (setjmp(w->back) == 0) {
        jpeg_create_compress(&w->jpeg);
        w->jpeg.client_data = w;
        encode_rows(w, in);
        ok = true;
    }
    jpeg_destroy_compress(&w->jpeg);
    bytes = w->bytes;
    *n = w->n;
    if (!ok) {
        free(bytes);
        bytes = NULL;
    }
    free(w);
    return bytes;
}

bool image_jpeg_scale(const struct image *im, uint32_t width, uint32_t height, struct image *out)
{
    struct jpeg_job *j = xcalloc(1, sizeof *j);
    struct image_pixels in = {.width = im->width, .height = im->height, .samples = im->kind == IMAGE_JPEG_GRAY ? 1 : 3};
    uint8_t *less = NULL, *bytes = NULL;
    size_t n = 0;

    open_job(j, NULL);
    if (setjmp(j->back) == 0) {
        jpeg_create_decompress(&j->jpeg);
        j->jpeg.client_data = j;
        decode_pixels(j, im, in.samples);
    } else {
        j->damaged = true;
    }
    jpeg_destroy_decompress(&j->jpeg);
    in.data = j->rows;
    if (!j->damaged)
        less = image_scale(&in, width, height);
    if (less)
        bytes = encode(&(struct image_pixels){less, NULL, width, height, in.samples}, &n);
    free(less);
    free(j->rows);
    free(j);
    if (bytes && n < im->size) {
        out->pixels = bytes;
        out->size = n;
        return true;
    }
    free(bytes);
    return false;
}
