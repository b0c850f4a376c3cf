#include "test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jpeglib.h>
#include <png.h>

#include "base/buf.h"
#include "base/file.h"
#include "layout/image_int.h"
#include "testpdf.h"

static char folder[] = P_tmpdir "/shenbao-image-XXXXXX";
static struct diag_list *d;
static struct image_set *set;
static const struct loc here = {.file = "p.xml", .line = 7};

static int set_up(void **state)
{
    const char *roots[] = {folder, NULL};
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    d = diag_list_new();
    set = image_set_new(folder, roots);
    return 0;
}

static int tear_down(void **state)
{
    struct buf command = {0};
    int status;
    (void)state;
    buf_printf(&command, "rm -rf %s", folder);
    status = system(command.data);
    buf_free(&command);
    image_set_free(set);
    diag_list_free(d);
    return status;
}

static void save(const char *name, const void *bytes, size_t n)
{
    struct buf path = {0};

    buf_printf(&path, "%s/%s", folder, name);
    assert_true(file_write(path.data, bytes, n, d));
    buf_free(&path);
}

static struct image *find(const char *src)
{
    return image_find(set, src, &here, d);
}

static void expect_error(enum diag_id id, const char *src)
{
    size_t before = diag_list_count(d);

    assert_null(find(src));
    assert_int_equal(diag_list_count(d), before + 1);
    assert_int_equal(diag_list_at(d, before)->id, id);
    assert_int_equal(diag_list_at(d, before)->severity, DIAG_ERROR);
    assert_int_equal(diag_list_at(d, before)->loc.line, 7);
    assert_null(find(src)); /* the failure is cached, and told once */
    assert_int_equal(diag_list_count(d), before + 1);
}

/* --- PNG --- */

static void to_buf(png_structp png, png_bytep p, size_t n)
{
    buf_add(png_get_io_ptr(png), p, n);
}

static void no_flush(png_structp png)
{
    (void)png;
}

struct png_wish {
    int type, depth, interlace;
    unsigned w, h;
    const uint8_t *row; /* every row */
    unsigned ppm;       /* pixels a metre */
    int trns;           /* -1: none; else the transparent gray or palette entry 0's alpha */
};

static struct buf make_png(const struct png_wish *wish)
{
    static const png_color palette[] = {{10, 20, 30}, {40, 50, 60}, {70, 80, 90}, {255, 255, 255}};
    struct buf b = {0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_bytep *rows = malloc(wish->h * sizeof *rows);

    png_set_write_fn(png, &b, to_buf, no_flush);
    png_set_IHDR(png, info, wish->w, wish->h, wish->depth, wish->type, wish->interlace, 0, 0);
    if (wish->type == PNG_COLOR_TYPE_PALETTE)
        png_set_PLTE(png, info, palette, 4);
    if (wish->trns >= 0) {
        png_byte alpha = (png_byte)wish->trns;
        png_color_16 gray = {.gray = (png_uint_16)wish->trns};
        png_set_tRNS(png, info, &alpha, 1, wish->type == PNG_COLOR_TYPE_PALETTE ? NULL : &gray);
    }
    if (wish->ppm)
        png_set_pHYs(png, info, wish->ppm, wish->ppm, PNG_RESOLUTION_METER);
    for (unsigned i = 0; i < wish->h; i++)
        rows[i] = (png_bytep)(uintptr_t)wish->row;
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(rows);
    return b;
}

static struct image *through_png(const struct png_wish *wish)
{
    static int serial;
    char name[32];
    struct buf b = make_png(wish);

    snprintf(name, sizeof name, "%d.png", serial++);
    save(name, b.data, b.n);
    buf_free(&b);
    return find(name);
}

static void test_png_kinds(void **state)
{
    const struct {
        struct png_wish wish;
        enum image_kind kind;
        uint8_t pixels[8];
        int alpha[2]; /* -1: opaque */
    } t[] = {
        {{PNG_COLOR_TYPE_GRAY, 1, 0, 2, 3, (const uint8_t[]){0x40}, 0, -1}, IMAGE_GRAY, {0, 255}, {-1}},
        {{PNG_COLOR_TYPE_GRAY, 4, 1, 2, 3, (const uint8_t[]){0x1f}, 0, -1}, IMAGE_GRAY, {17, 255}, {-1}},
        {{PNG_COLOR_TYPE_GRAY, 8, 0, 2, 3, (const uint8_t[]){9, 200}, 0, 9}, IMAGE_GRAY, {9, 200}, {0, 255}},
        {{PNG_COLOR_TYPE_GRAY, 16, 0, 2, 3, (const uint8_t[]){128, 128, 255, 255}, 0, -1}, IMAGE_GRAY, {128, 255}, {-1}},
        {{PNG_COLOR_TYPE_GRAY_ALPHA, 8, 1, 2, 3, (const uint8_t[]){5, 7, 6, 255}, 0, -1}, IMAGE_GRAY, {5, 6}, {7, 255}},
        {{PNG_COLOR_TYPE_RGB, 8, 1, 2, 3, (const uint8_t[]){1, 2, 3, 4, 5, 6}, 0, -1}, IMAGE_RGB, {1, 2, 3, 4, 5, 6}, {-1}},
        {{PNG_COLOR_TYPE_RGBA, 8, 0, 2, 3, (const uint8_t[]){1, 2, 3, 255, 4, 5, 6, 255}, 0, -1},
         IMAGE_RGB, {1, 2, 3, 4, 5, 6}, {-1}},
        {{PNG_COLOR_TYPE_RGBA, 16, 0, 2, 3, (const uint8_t[]){1, 1, 2, 2, 3, 3, 9, 9, 4, 4, 5, 5, 6, 6, 255, 255}, 0, -1},
         IMAGE_RGB, {1, 2, 3, 4, 5, 6}, {9, 255}},
        {{PNG_COLOR_TYPE_PALETTE, 2, 0, 2, 3, (const uint8_t[]){0x10}, 0, -1}, IMAGE_RGB, {10, 20, 30, 40, 50, 60}, {-1}},
        {{PNG_COLOR_TYPE_PALETTE, 8, 1, 2, 3, (const uint8_t[]){0, 1}, 0, 33}, IMAGE_RGB, {10, 20, 30, 40, 50, 60}, {33, 255}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct image *im = through_png(&t[i].wish);
        size_t row = t[i].kind == IMAGE_GRAY ? 2 : 6;
        assert_non_null(im);
        assert_int_equal(im->kind, t[i].kind);
        assert_int_equal(im->width, 2);
        assert_int_equal(im->height, 3);
        assert_int_equal(im->size, row * 3);
        for (size_t y = 0; y < 3; y++)
            assert_memory_equal(im->pixels + y * row, t[i].pixels, row);
        if (t[i].alpha[0] < 0) {
            assert_null(im->alpha);
        } else {
            assert_non_null(im->alpha);
            assert_int_equal(im->alpha[4], t[i].alpha[0]);
            assert_int_equal(im->alpha[5], t[i].alpha[1]);
        }
    }
    assert_int_equal(diag_list_count(d), 0);
}

static void test_resolution(void **state)
{
    static const uint8_t row[300];
    struct png_wish wish = {PNG_COLOR_TYPE_GRAY, 8, 0, 300, 150, row, 0, -1};
    (void)state;
    struct image *im = through_png(&wish); /* none stated: 72 dpi */
    assert_int_equal(im->natural_w, 300000);
    assert_int_equal(im->natural_h, 150000);
    wish.ppm = 11811; /* 300 dpi is 11811.02 a metre */
    im = through_png(&wish);
    assert_in_range(im->natural_w, 71999, 72001);
    assert_in_range(im->natural_h, 35999, 36001);
}

static void test_broken_png(void **state)
{
    static uint8_t row[400];
    (void)state;
    for (size_t i = 0; i < sizeof row; i++)
        row[i] = (uint8_t)(i * 7 + i / 3);
    struct buf b = make_png(&(struct png_wish){PNG_COLOR_TYPE_RGB, 8, 0, 100, 90, row, 0, -1});
    static const size_t cuts[] = {8, 20, 33, 60};
    for (size_t i = 0; i < 4; i++) {
        char name[32];
        snprintf(name, sizeof name, "cut%zu.png", i);
        save(name, b.data, cuts[i]);
        expect_error(DIAG_IMAGE_BROKEN, name);
    }
    save("short.png", b.data, b.n - 30);
    expect_error(DIAG_IMAGE_BROKEN, "short.png");
    b.data[b.n / 2] ^= 0x55;
    save("flipped.png", b.data, b.n);
    expect_error(DIAG_IMAGE_BROKEN, "flipped.png");
    buf_free(&b);
}

static void test_huge_header(void **state)
{
    static const uint8_t row[4];
    struct buf b = make_png(&(struct png_wish){PNG_COLOR_TYPE_GRAY, 8, 0, 4, 4, row, 0, -1});
    static const uint8_t edge[] = {0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff};
    uint32_t crc = 0xffffffff;
    (void)state;
    memcpy(b.data + 16, edge, 8);
    for (size_t i = 12; i < 29; i++) { /* the header's checksum (PNG specification, annex D) */
        crc ^= (uint8_t)b.data[i];
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    for (int i = 0; i < 4; i++)
        b.data[29 + i] = (char)(~crc >> (24 - 8 * i));
    save("huge.png", b.data, b.n);
    expect_error(DIAG_IMAGE_TOO_LARGE, "huge.png");
    assert_string_equal(diag_list_at(d, 0)->args[1], "65535x65535");
    buf_free(&b);
}

/* The document's memory for pictures, without filling it. */
static void test_total(void **state)
{
    struct image_source source = {.name = "a.png", .loc = &here, .diag = d, .room = 4 * 10 * 10};
    (void)state;
    assert_true(image_size_allowed(&source, 10, 10, 4));
    assert_false(image_size_allowed(&source, 10, 11, 4));
    assert_int_equal(diag_list_at(d, 0)->id, DIAG_IMAGE_TOTAL);
}

/* --- JPEG --- */

/* 8 x 8 pixels of one mixture of inks. */
static struct buf ink_jpeg(const int ink[4], bool adobe)
{
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr e;
    unsigned char *out = NULL;
    unsigned long n = 0;
    uint8_t row[8 * 4];
    struct buf b = {0};

    c.err = jpeg_std_error(&e);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &out, &n);
    c.image_width = c.image_height = 8;
    c.input_components = 4;
    c.in_color_space = JCS_CMYK;
    jpeg_set_defaults(&c);
    c.write_Adobe_marker = adobe;
    jpeg_start_compress(&c, TRUE);
    for (int i = 0; i < 32; i++)
        row[i] = (uint8_t)ink[i % 4];
    for (int y = 0; y < 8; y++) {
        JSAMPROW p = row;
        jpeg_write_scanlines(&c, &p, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    buf_add(&b, out, n);
    free(out);
    return b;
}

static struct buf make_jpeg(int components, J_COLOR_SPACE in, J_COLOR_SPACE stored, int dpi, bool progressive, bool adobe)
{
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr e;
    unsigned char *out = NULL;
    unsigned long n = 0;
    uint8_t row[64 * 4];
    struct buf b = {0};

    c.err = jpeg_std_error(&e);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &out, &n);
    c.image_width = 64;
    c.image_height = 48;
    c.input_components = components;
    c.in_color_space = in;
    jpeg_set_defaults(&c);
    jpeg_set_colorspace(&c, stored);
    if (stored == JCS_RGB)
        c.write_Adobe_marker = adobe;
    if (dpi) {
        c.write_JFIF_header = TRUE;
        c.density_unit = 1;
        c.X_density = c.Y_density = (UINT16)dpi;
    }
    if (progressive)
        jpeg_simple_progression(&c);
    jpeg_start_compress(&c, TRUE);
    for (int y = 0; y < 48; y++) {
        JSAMPROW p = row;
        for (int x = 0; x < 64 * components; x++)
            row[x] = (uint8_t)(x * 5 + y * 3 + (x * y) % 17);
        jpeg_write_scanlines(&c, &p, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    buf_add(&b, out, n);
    free(out);
    return b;
}

static void test_jpeg_kinds(void **state)
{
    (void)state;
    static const struct {
        int components;
        J_COLOR_SPACE in, stored;
        int dpi;
        bool progressive, adobe;
        enum image_kind kind;
        mpt natural_w;
    } t[] = {
        {1, JCS_GRAYSCALE, JCS_GRAYSCALE, 144, false, false, IMAGE_JPEG_GRAY, 32000},
        {3, JCS_RGB, JCS_YCbCr, 72, false, false, IMAGE_JPEG_RGB, 64000},
        {3, JCS_RGB, JCS_YCbCr, 0, true, false, IMAGE_JPEG_RGB, 64000},
        {3, JCS_RGB, JCS_RGB, 0, false, true, IMAGE_JPEG_RGB, 64000},
        {3, JCS_RGB, JCS_RGB, 0, false, false, IMAGE_RGB, 64000},
        {4, JCS_CMYK, JCS_CMYK, 0, false, true, IMAGE_RGB, 64000},
        {4, JCS_CMYK, JCS_YCCK, 0, false, true, IMAGE_RGB, 64000},
    };
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        char name[32];
        struct buf b = make_jpeg(t[i].components, t[i].in, t[i].stored, t[i].dpi, t[i].progressive, t[i].adobe);
        snprintf(name, sizeof name, "%zu.jpg", i);
        save(name, b.data, b.n);
        struct image *im = find(name);
        assert_non_null(im);
        assert_int_equal(im->kind, t[i].kind);
        assert_int_equal(im->width, 64);
        assert_in_range(im->natural_w, t[i].natural_w - 10, t[i].natural_w + 10);
        assert_int_equal(im->size, t[i].kind == IMAGE_RGB ? 64 * 48 * 3 : b.n);
        if (t[i].kind != IMAGE_RGB)
            assert_memory_equal(im->pixels, b.data, b.n);
        snprintf(name, sizeof name, "%zu-short.jpg", i);
        save(name, b.data, b.n * 2 / 3);
        expect_error(DIAG_IMAGE_BROKEN, name);
        diag_list_cut(d, 0);
        buf_free(&b);
    }
    save("head.jpg", "\xff\xd8\xff\xe0", 4);
    expect_error(DIAG_IMAGE_BROKEN, "head.jpg");
}

/* No ink is white, black alone is black; Adobe's marker says that 255 is no ink. */
static void test_inks(void **state)
{
    (void)state;
    static const struct {
        bool adobe;
        int ink[4];
        int rgb[3];
    } t[] = {
        {true, {255, 255, 255, 255}, {255, 255, 255}}, {true, {255, 255, 255, 0}, {0, 0, 0}},
        {true, {0, 255, 255, 255}, {0, 255, 255}},     {false, {0, 0, 0, 0}, {255, 255, 255}},
        {false, {0, 255, 0, 0}, {255, 0, 255}},
    };
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        char name[32];
        struct buf b = ink_jpeg(t[i].ink, t[i].adobe);
        snprintf(name, sizeof name, "ink%zu.jpg", i);
        save(name, b.data, b.n);
        struct image *im = find(name);
        assert_non_null(im);
        for (int k = 0; k < 3; k++)
            assert_in_range(im->pixels[k], t[i].rgb[k] < 6 ? 0 : t[i].rgb[k] - 6, t[i].rgb[k] > 249 ? 255 : t[i].rgb[k] + 6);
        buf_free(&b);
    }
}

static void test_huge_jpeg(void **state)
{
    struct buf b = make_jpeg(1, JCS_GRAYSCALE, JCS_GRAYSCALE, 0, false, false);
    (void)state;
    for (size_t i = 2; i + 8 < b.n; i++) {
        if ((uint8_t)b.data[i] == 0xff && (uint8_t)b.data[i + 1] == 0xc0) { /* SOF0: length, precision, height, width */
            memset(b.data + i + 5, 0xfa, 4);
            break;
        }
    }
    save("huge.jpg", b.data, b.n);
    expect_error(DIAG_IMAGE_TOO_LARGE, "huge.jpg");
    buf_free(&b);
}

/* --- where pictures come from --- */

static void test_sources(void **state)
{
    static const uint8_t row[] = {1, 2, 3};
    struct buf b = make_png(&(struct png_wish){PNG_COLOR_TYPE_GRAY, 8, 0, 3, 1, row, 0, -1});
    (void)state;
    save("图 1.png", b.data, b.n);
    struct image *im = find("图 1.png");
    assert_non_null(im);
    assert_ptr_equal(im, find("图 1.png"));
    assert_int_equal(find("file:%E5%9B%BE%201.png")->width, 3);

    struct buf uri = {0};
    buf_puts(&uri, "data:image/png,");
    for (size_t i = 0; i < b.n; i++)
        buf_printf(&uri, "%%%02x", (uint8_t)b.data[i]);
    assert_non_null(find(uri.data));
    assert_int_equal(diag_list_count(d), 0);
    buf_free(&uri);
    buf_free(&b);
    /* 1 x 1 gray */
    im = find("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==");
    assert_non_null(im);
    assert_int_equal(im->width, 1);
    assert_int_equal(im->pixels[0], 0);
    expect_error(DIAG_IMAGE_DATA, "data:image/png;base64,iVBO*");
    expect_error(DIAG_IMAGE_DATA, "data:image/png");
    expect_error(DIAG_IMAGE_UNKNOWN, "data:text/plain,hello");
}

static void test_a_drawing_has_a_size_where_it_is_taken(void **state)
{
    static const char svg[] = "<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg' width=' 40 ' height='2.54mm'><g>";
    (void)state;
    save("a.svg", svg, sizeof svg - 1);
    save("b.svg", svg, sizeof svg - 1);
    save("html.svg", "<html width='4'/>", 17);
    expect_error(DIAG_IMAGE_UNKNOWN, "a.svg");
    image_set_take_undrawn(set);
    size_t n = diag_list_count(d);
    const struct image *im = find("b.svg");
    assert_non_null(im);
    assert_int_equal(im->kind, IMAGE_UNDRAWN);
    assert_int_equal(im->natural_w, 40000);
    assert_int_equal(im->natural_h, 7200);
    assert_int_equal(diag_list_count(d), n + 1);
    assert_int_equal(diag_list_at(d, n)->id, DIAG_IMAGE_SVG);
    assert_int_equal(diag_list_at(d, n)->severity, DIAG_WARNING);
    expect_error(DIAG_IMAGE_UNKNOWN, "html.svg");
}

static void test_what_is_no_picture(void **state)
{
    (void)state;
    save("text.png", "this is text", 12);
    save("empty.png", "", 0);
    expect_error(DIAG_IMAGE_UNKNOWN, "text.png");
    expect_error(DIAG_IMAGE_UNKNOWN, "empty.png");
    expect_error(DIAG_FILE_MISSING, "none.png");
    expect_error(DIAG_FILE_OUTSIDE, "../../etc/passwd");
    expect_error(DIAG_FILE_OUTSIDE, "/etc/passwd");
    expect_error(DIAG_FILE_OUTSIDE, "file:///etc/passwd");
    expect_error(DIAG_IMAGE_REMOTE, "https://example.org/a.png");
    struct buf fifo = {0};
    buf_printf(&fifo, "%s/folder.png", folder);
    assert_int_equal(mkdir(fifo.data, 0700), 0);
    fifo.n = 0;
    expect_error(DIAG_IMAGE_NO_FILE, "folder.png");
    buf_printf(&fifo, "%s/pipe.png", folder);
    assert_int_equal(mkfifo(fifo.data, 0600), 0);
    buf_free(&fifo);
    expect_error(DIAG_IMAGE_NO_FILE, "pipe.png");
    struct buf big = {0};
    buf_printf(&big, "%s/big.png", folder);
    save("big.png", "x", 1);
    assert_int_equal(truncate(big.data, 65 << 20), 0);
    buf_free(&big);
    expect_error(DIAG_IMAGE_FILE_TOO_LARGE, "big.png");
}

/* Pages of PDFs, by their fragment; each trouble is said, once. */
static void test_pages(void **state)
{
    static const char *const bad[] = {"absent.pdf", "cut.pdf#page=1", "../a.pdf", "spectrum#page=1"};
    (void)state;
    struct buf b = test_pdf_pages(2, 300, 100, "");
    save("two.pdf", b.data, b.n);
    save("cut.pdf", b.data, 100);
    save("spectrum", "not a PDF", 9);
    buf_free(&b);
    struct image *first = find("two.pdf"), *second = find("two.pdf#page=2");
    assert_int_equal(first->kind, IMAGE_PAGE);
    assert_int_equal(first->page, 1);
    assert_int_equal(second->page, 2);
    assert_int_equal(second->natural_w, 300000);
    assert_int_equal(second->natural_h, 100000);
    assert_ptr_equal(first->paper, second->paper);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        expect_error(DIAG_IMAGE_PAPER, bad[i]);
    expect_error(DIAG_IMAGE_NO_PAGE, "two.pdf#page=3");
    expect_error(DIAG_IMAGE_NO_PAGE, "two.pdf#page=0");
    expect_error(DIAG_IMAGE_NO_PAGE, "two.pdf#page=2x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_png_kinds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_resolution, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken_png, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_huge_header, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_total, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_jpeg_kinds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_inks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_huge_jpeg, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sources, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_drawing_has_a_size_where_it_is_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_no_picture, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pages, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
