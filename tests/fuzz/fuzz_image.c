/* fuzz_image.c - libFuzzer entry: bytes as a picture, shown at some size, and then with fewer pixels step by step, as --max-size has it.
 * Four bytes say the sizes; a PNG's checksums are set right, or one is made of the bytes that follow. What comes out is no
 * larger than the whole, all of it is there, and a JPEG can be read again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "layout/image_int.h"
#include "layout/image_scale.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

static void put_long(uint8_t *at, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(v >> (24 - 8 * i));
}

static uint32_t get_long(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* A reader that stops at the first wrong checksum would see little. */
static void mend_checksums(uint8_t *png, size_t n)
{
    for (size_t at = sizeof signature; at + 12 <= n;) {
        size_t length = get_long(png + at);
        if (length > n - at - 12)
            return;
        put_long(png + at + 8 + length, (uint32_t)crc32(0, png + at + 4, (unsigned)length + 4));
        at += length + 12;
    }
}

/* --- a PNG of any kind: width, height, depth, colours, interlace, a palette, transparency, rows --- */

static void put_chunk(struct buf *b, const char *type, const void *data, size_t n)
{
    uint8_t number[4];
    put_long(number, (uint32_t)n);
    buf_add(b, (char *)number, 4);
    buf_add(b, type, 4);
    if (n)
        buf_add(b, data, n);
    put_long(number, 0);
    buf_add(b, (char *)number, 4);
}

static void put_rows(struct buf *b, const uint8_t *data, size_t size, size_t needed)
{
    uint8_t *rows = malloc(needed + 1), *packed;
    uLongf n = compressBound((uLong)needed);
    packed = malloc(n);
    if (!rows || !packed)
        abort();
    for (size_t i = 0; i < needed; i++)
        rows[i] = size ? data[i % size] % 5 == 4 ? data[i % size] : data[i % size] & 3 : 0; /* filters are 0 to 4 */
    compress2(packed, &n, rows, (uLong)needed, 1);
    put_chunk(b, "IDAT", packed, n);
    free(rows);
    free(packed);
}

static void make_png(struct buf *b, const uint8_t *data, size_t size)
{
    static const uint8_t depths[] = {1, 2, 4, 8, 16}, colours[] = {0, 2, 3, 4, 6}, samples[] = {1, 3, 1, 2, 4};
    unsigned kind = data[4] % 5;
    uint8_t header[13] = {0};
    put_long(header, 1 + (uint32_t)(data[0] & 1 ? data[1] : data[1] % 8));
    put_long(header + 4, 1 + (uint32_t)(data[0] & 2 ? data[2] : data[2] % 8));
    header[8] = depths[data[3] % 5];
    header[9] = colours[kind];
    header[12] = data[5] & 1;
    buf_add(b, (const char *)signature, sizeof signature);
    put_chunk(b, "IHDR", header, sizeof header);
    if (kind == 2 || data[5] & 2)
        put_chunk(b, "PLTE", data, size / 3 * 3 < 768 ? size / 3 * 3 : 768);
    if (data[5] & 4)
        put_chunk(b, "tRNS", data, kind == 0 ? 2 : kind == 1 ? 6 : size < 256 ? size : 256);
    size_t row = ((size_t)get_long(header) * samples[kind] * header[8] + 7) / 8 + 1, needed = row * get_long(header + 4);
    put_rows(b, data + 6, size - 6, (header[12] ? 2 * needed + 64 : needed) * (data[5] & 8 ? 1 : 2) / 2);
    put_chunk(b, "IEND", "", 0);
}

static void make(struct buf *b, const uint8_t *data, size_t size)
{
    if (size > 6 && data[0] >= 0xf0) {
        make_png(b, data, size);
    } else {
        buf_add(b, (const char *)data, size);
    }
    if (b->n > sizeof signature && memcmp(b->data, signature, sizeof signature) == 0)
        mend_checksums((uint8_t *)b->data, b->n);
}

/* --- */

static void look(const struct image *im, const struct image *whole)
{
    struct image again = {0};
    struct diag_list *d = diag_list_new();
    struct image_source s = {im->pixels, im->size, "again", NULL, d, UINT64_MAX};
    bool jpeg = im->kind == IMAGE_JPEG_GRAY || im->kind == IMAGE_JPEG_RGB, owned = false;
    size_t sum = 0;

    if (im->width > whole->width || im->height > whole->height || !im->width || !im->height || im->kind != whole->kind)
        abort();
    if (!jpeg && im->size != (size_t)im->width * im->height * (im->kind == IMAGE_GRAY ? 1 : 3))
        abort();
    for (size_t i = 0; i < im->size; i++)
        sum += im->pixels[i];
    for (size_t i = 0; im->alpha && i < (size_t)im->width * im->height; i++)
        sum += im->alpha[i];
    if (sum == SIZE_MAX)
        abort();
    if (jpeg && (!image_jpeg_read(&s, &again, &owned) || again.width != im->width || again.height != im->height))
        abort();
    if (owned)
        free((void *)again.pixels);
    diag_list_free(d);
}

static void show(const char *folder, const uint8_t *sizes)
{
    static const unsigned dots[] = {600, 400, 300, 200, 150, 100, 1};
    const char *const roots[] = {folder, NULL};
    struct diag_list *d = diag_list_new();
    struct image_set *set = image_set_new(folder, roots);
    image_set_take_undrawn(set);
    struct image *im = image_find(set, "a", NULL, d);

    if (im && im->kind != IMAGE_UNDRAWN) {
        struct image whole = *im;
        im->shown_w = (mpt)(1 + (sizes[0] << (sizes[1] & 15)));
        im->shown_h = (mpt)(1 + (sizes[2] << (sizes[3] & 15)));
        for (size_t i = 0; i < sizeof dots / sizeof *dots; i++) {
            image_set_reduce(set, dots[i]);
            look(im, &whole);
        }
    }
    image_set_free(set);
    diag_list_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[] = "/tmp/fuzz-image-XXXXXX", path[64];
    struct buf picture = {0};
    FILE *f;

    if (size < 5)
        return 0;
    make(&picture, data + 4, size - 4);
    f = mkdtemp(folder) ? fopen((snprintf(path, sizeof path, "%s/a", folder), path), "wb") : NULL;
    if (!f || fwrite(picture.data, 1, picture.n, f) != picture.n || fclose(f))
        abort();
    show(folder, data);
    buf_free(&picture);
    unlink(path);
    rmdir(folder);
    return 0;
}
