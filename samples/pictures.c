/* pictures.c - draws the pictures of the samples: a bar chart as PNG with alpha, a surface as JPEG.
 * Purpose:   the samples' pictures are made, not found; the same bytes on every run with the same libraries.
 * Use:       cc -o pictures samples/pictures.c -lpng -ljpeg && ./pictures samples/shandong-2025/pictures
 * Units:     pixels; the PNG says 150 dpi, the JPEG 200 dpi.
 * Errors:    a message and exit status 1. */
#include <png.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h> /* wants size_t and FILE declared */

enum { CHART_W = 800, CHART_H = 420, PHOTO_W = 560, PHOTO_H = 400 };

struct canvas {
    uint8_t px[CHART_H][CHART_W][4];
};

/* 3 x 5 digits, one row a group of three bits. */
static const uint16_t digits[10] = {075557, 022222, 071747, 071717, 055711, 074717, 074757, 071111, 075757, 075717};

static void box(struct canvas *c, int x, int y, int w, int h, uint32_t rgba)
{
    for (int j = y; j < y + h; j++)
        for (int i = x; i < x + w; i++)
            for (int k = 0; k < 4; k++)
                c->px[j][i][k] = (uint8_t)(rgba >> (24 - 8 * k));
}

static void digit(struct canvas *c, int x, int y, int d)
{
    for (int row = 0; row < 5; row++)
        for (int col = 0; col < 3; col++)
            if (digits[d] >> (3 * (4 - row) + 2 - col) & 1)
                box(c, x + 4 * col, y + 4 * row, 4, 4, 0x000000ff);
}

static void number(struct canvas *c, int x, int y, int n)
{
    if (n >= 100)
        digit(c, x - 16, y, n / 100);
    if (n >= 10)
        digit(c, x, y, n / 10 % 10);
    digit(c, x + 16, y, n % 10);
}

/* Twelve bands: healthy (half transparent blue) and faulty (solid red) side by side. */
static void chart(struct canvas *c)
{
    static const int healthy[12] = {18, 24, 31, 28, 22, 25, 30, 26, 20, 24, 19, 15};
    static const int faulty[12] = {20, 27, 35, 82, 30, 29, 96, 33, 26, 71, 24, 17};
    for (int percent = 0; percent <= 100; percent += 25) {
        int y = 360 - 3 * percent;
        box(c, 60, y, 720, percent ? 1 : 3, percent ? 0x00000060 : 0x000000ff);
        number(c, 22, y - 10, percent);
    }
    box(c, 60, 40, 3, 320, 0x000000ff);
    for (int i = 0; i < 12; i++) {
        int x = 75 + 59 * i;
        box(c, x, 360 - 3 * healthy[i], 20, 3 * healthy[i], 0x2050c080);
        box(c, x + 22, 360 - 3 * faulty[i], 20, 3 * faulty[i], 0xc02020ff);
        number(c, x + (i < 9 ? 0 : 6), 375, i + 1);
    }
}

static int write_png(const char *path, struct canvas *c)
{
    FILE *f = fopen(path, "wb");
    png_structp p = f ? png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL) : NULL;
    png_infop info = p ? png_create_info_struct(p) : NULL;
    if (!info || setjmp(png_jmpbuf(p)))
        return 0;
    png_init_io(p, f);
    png_set_IHDR(p, info, CHART_W, CHART_H, 8, PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE, 0, 0);
    png_set_pHYs(p, info, 5906, 5906, PNG_RESOLUTION_METER);
    png_write_info(p, info);
    for (int y = 0; y < CHART_H; y++)
        png_write_row(p, &c->px[y][0][0]);
    png_write_end(p, NULL);
    png_destroy_write_struct(&p, &info);
    return fclose(f) == 0;
}

/* A ground surface: fine vertical lines, and a light ragged band from lower left to upper right. */
static uint8_t surface(int x, int y, uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    int noise = (int)(*seed >> 27) - 16;
    int line = (x * 37 + y / 29) % 11 * 4;
    int off = abs(x * 5 - (PHOTO_H - y) * 7) / 5 + (int)(*seed >> 24) % 9;
    int band = off < 46 ? 90 - off : 0;
    int v = 70 + line + noise + band;
    return (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
}

static int write_jpeg(const char *path)
{
    struct jpeg_compress_struct j;
    struct jpeg_error_mgr err;
    uint32_t seed = 2025;
    FILE *f = fopen(path, "wb");
    if (!f)
        return 0;
    j.err = jpeg_std_error(&err);
    jpeg_create_compress(&j);
    jpeg_stdio_dest(&j, f);
    j.image_width = PHOTO_W;
    j.image_height = PHOTO_H;
    j.input_components = 3;
    j.in_color_space = JCS_RGB;
    jpeg_set_defaults(&j);
    jpeg_set_quality(&j, 80, TRUE);
    j.density_unit = 1;
    j.X_density = j.Y_density = 200;
    jpeg_start_compress(&j, TRUE);
    for (int y = 0; y < PHOTO_H; y++) {
        uint8_t line[3 * PHOTO_W];
        JSAMPROW row = line;
        for (int x = 0; x < PHOTO_W; x++) {
            uint8_t v = surface(x, y, &seed);
            line[3 * x] = v;
            line[3 * x + 1] = (uint8_t)(v - v / 16);
            line[3 * x + 2] = (uint8_t)(v - v / 8);
        }
        jpeg_write_scanlines(&j, &row, 1);
    }
    jpeg_finish_compress(&j);
    jpeg_destroy_compress(&j);
    return fclose(f) == 0;
}

int main(int argc, char **argv)
{
    static struct canvas c;
    char path[4096];
    const char *dir = argc > 1 ? argv[1] : ".";
    chart(&c);
    snprintf(path, sizeof path, "%s/spectrum.png", dir);
    if (!write_png(path, &c)) {
        fprintf(stderr, "pictures: %s could not be written\n", path);
        return 1;
    }
    snprintf(path, sizeof path, "%s/raceway.jpg", dir);
    if (!write_jpeg(path)) {
        fprintf(stderr, "pictures: %s could not be written\n", path);
        return 1;
    }
    return 0;
}
