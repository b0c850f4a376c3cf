#include "test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "pdf/pdf.h"
#include "testpdf.h"

static const char *const dirs[] = {"build/fonts", NULL};
static char folder[] = P_tmpdir "/shenbao-pdf-XXXXXX";
static struct diag_list *d;
static struct font_set *s;
static struct arena *a;
static struct device *dev;
static const struct fo_color black = {0, 0, 0, 255};

static bool have(const char *tool)
{
    char command[128];

    snprintf(command, sizeof command, "command -v %s >/dev/null", tool);
    if (system(command) == 0)
        return true;
    print_message("SKIPPED: %s is not installed\n", tool);
    return false;
}

static void open_fonts(void)
{
    s = font_set_new("fonts/roles.conf", dirs, d);
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    d = diag_list_new();
    a = arena_new();
    s = NULL;
    if (access("build/fonts/FandolFang-Regular.otf", R_OK) == 0)
        open_fonts();
    else
        print_message("SKIPPED: build/fonts has no FandolFang; run fonts/install.sh\n");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[256];
    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    font_set_free(s);
    arena_free(a);
    diag_list_free(d);
    return system(command);
}

/* A run of one face, shaped; letters[] of the text decide the face by their first character. spacing is added to each. */
static void draw_spaced(const char *family, int weight, mpt size, const char *text, int64_t spacing, mpt x, mpt y)
{
    const char *families[] = {family, NULL};
    struct font_request request = {families, weight, false, NULL};
    const struct font_list *l = font_list_find(s, &request, d);
    hb_buffer_t *buffer = hb_buffer_create();
    struct glyph_run run = {.color = black, .text = text, .text_len = strlen(text)};
    bool fallback;
    unsigned n;

    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    uint32_t cp = hb_buffer_get_glyph_infos(buffer, &n)[0].codepoint;
    run.font.face = font_find(s, l, cp, 0, cp < 0x2e80 ? FONT_SCRIPT_LATIN : FONT_SCRIPT_HAN, &run.font.synth_bold,
                              &run.font.synth_italic, &fallback);
    run.font.size = size;
    hb_shape(run.font.face->hb_font, buffer, NULL, 0);
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(buffer, NULL);
    struct glyph *g = arena_array(a, n, sizeof *g);
    for (unsigned i = 0; i < n; i++)
        g[i] = (struct glyph){info[i].codepoint, info[i].cluster, mpt_add(font_scale(run.font.face, pos[i].x_advance, size), spacing),
                              font_scale(run.font.face, pos[i].x_offset, size),
                              font_scale(run.font.face, pos[i].y_offset, size)};
    run.glyphs = g;
    run.count = n;
    assert_true(dev->ops->glyphs(dev, &run, x, y));
    hb_buffer_destroy(buffer);
}

static void draw_text(const char *family, int weight, mpt size, const char *text, mpt x, mpt y)
{
    draw_spaced(family, weight, size, text, 0, x, y);
}

static enum pdf_profile profile = PDF_17;
static bool beside;

static void begin_with(bool draft, const struct device_document *info)
{
    static const char *const families[] = {"hei", NULL};
    struct font_request r = {families, 700, false, NULL};
    struct pdf_options o = {.profile = profile, .draft = draft, .beside = beside, .fonts = s, .producer = "shenbao test"};

    o.watermark_font = font_list_find(s, &r, d);
    dev = pdf_device_new(&o, d);
    assert_true(dev->ops->begin_document(dev, info));
}

static void begin(void)
{
    struct device_document info = {.title = "申报书𠮷", .language = "zh-CN", .created = 1700000000};

    begin_with(false, &info);
}

static void begin_page(unsigned number, const char *label)
{
    struct device_page page = {595276, 841890, number, label, {0}};

    assert_true(dev->ops->begin_page(dev, &page));
}

static const char *path_of(const char *name)
{
    return arena_printf(a, "%s/%s", folder, name);
}

static void finish(const char *name)
{
    struct file_out *out = file_out_open(path_of(name), d);

    assert_non_null(out);
    assert_true(dev->ops->end_document(dev));
    assert_true(pdf_device_finish(dev, out));
    assert_true(file_out_commit(out, d));
    dev->ops->free(dev);
}

/* What a command prints about the file. */
static const char *ask(const char *format, const char *name)
{
    const char *command = arena_printf(a, format, path_of(name));
    FILE *p = popen(command, "r");
    char *out = arena_alloc(a, 65536);
    size_t n;

    assert_non_null(p);
    n = fread(out, 1, 65535, p);
    out[n] = '\0';
    pclose(p);
    return out;
}

static void expect_clean(const char *name)
{
    if (!have("qpdf"))
        return;
    assert_non_null(strstr(ask("qpdf --check %s 2>&1", name), "No syntax or stream encoding errors found"));
}

static void expect_in(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in:\n%s", part, text);
}

static void test_text_of_all_kinds_of_fonts(void **state)
{
    static const struct {
        const char *family, *text;
    } t[] = {{"song", "国际科技合作"},    {"hei", "申报单位名称"},   {"kai", "（一）项目概述"}, {"fangsong", "仿宋正文龘"},
             {"song", "𠮷野家𪚥"},        {"serif", "AVAT office"},  {"latin", "fi fl 12.5%"},  {"monospace", "x = 0;"}};
    (void)state;
    if (!s)
        skip();
    begin();
    begin_page(1, "1");
    for (size_t i = 0; i < 8; i++)
        draw_text(t[i].family, 400, 16000, t[i].text, 72000, (mpt)(100000 + 30000 * i));
    assert_true(dev->ops->end_page(dev));
    finish("a.pdf");
    expect_clean("a.pdf");
    if (have("pdftotext")) {
        const char *text = ask("pdftotext -raw %s -", "a.pdf");
        for (size_t i = 0; i < 8; i++)
            if (i != 3 && i != 4) /* fallback inside a run is the shaper's work: these two hold .notdef */
                expect_in(text, t[i].text);
    }
    if (have("mutool"))
        expect_in(ask("mutool draw -F txt %s 2>&1", "a.pdf"), "国际科技合作");
    if (have("pdffonts")) {
        const char *fonts = ask("pdffonts %s | tail -n +3 | awk '{print $(NF-4), $(NF-3), $(NF-2)}' | sort -u", "a.pdf");
        assert_string_equal(fonts, "yes yes yes\n");
    }
}

static void test_beyond_the_bmp(void **state)
{
    (void)state;
    if (!s)
        skip();
    begin();
    begin_page(1, "1");
    draw_text("song", 400, 16000, "𠮷", 72000, 100000);
    dev->ops->destination(dev, "x", 72000, 90000);
    dev->ops->end_page(dev);
    dev->ops->outline(dev, &(struct device_outline){"第一章 𠮷𪚥", "x", 0, true});
    dev->ops->outline(dev, &(struct device_outline){"一节", "x", 1, true});
    finish("b.pdf");
    expect_clean("b.pdf");
    if (have("pdftotext"))
        expect_in(ask("pdftotext %s -", "b.pdf"), "𠮷");
    if (have("pdfinfo"))
        expect_in(ask("pdfinfo %s", "b.pdf"), "申报书𠮷");
    if (have("mutool")) {
        const char *o = ask("mutool show %s outline", "b.pdf");
        expect_in(o, "第一章 𠮷𪚥");
        expect_in(o, "一节");
    }
}

struct box {
    int left, top, right, bottom; /* [px] */
};

static struct box ink_of(const char *command)
{
    int w = 0, h = 0, max = 0;
    struct box b = {9999, 9999, -1, -1};
    FILE *p = popen(arena_printf(a, command, path_of("ink.pdf")), "r");

    assert_int_equal(fscanf(p, "P5 %d %d %d", &w, &h, &max), 3);
    fgetc(p);
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            if (fgetc(p) >= 128)
                continue;
            b.left = x < b.left ? x : b.left;
            b.right = x > b.right ? x : b.right;
            b.top = y < b.top ? y : b.top;
            b.bottom = y;
        }
    }
    pclose(p);
    return b;
}

static void expect_near(int got, double wanted)
{
    if (got < wanted - 5 || got > wanted + 5) /* the box encloses the curves' control points */
        fail_msg("ink at %d px, the glyph's outline says %.1f", got, wanted);
}

/* A code must reach the right outline, which text extraction can't tell: in two renderers, the ink must fill the box
 * that the face itself gives for the glyph. 400 pt type, 0.5 px a point. */
static void expect_ink(const char *family, const char *text, uint32_t cp)
{
    static const char *const commands[] = {"pdftoppm -r 36 -gray %s", "mutool draw -q -r 36 -c gray -F pgm -o - %s 2>/dev/null"};
    const char *families[] = {family, NULL};
    struct font_request r = {families, 400, false, NULL};
    hb_glyph_extents_t e;
    const struct font_face *f;

    begin();
    f = font_list_primary(font_list_find(s, &r, d));
    assert_true(hb_font_get_glyph_extents(f->hb_font, font_glyph(f, cp), &e));
    begin_page(1, "1");
    draw_text(family, 400, 400000, "一丨三国", 5000000, 5000000); /* outside the page: other glyphs before this one */
    draw_text(family, 400, 400000, text, 90000, 560000);
    dev->ops->end_page(dev);
    finish("ink.pdf");
    for (size_t i = 0; i < 2; i++) {
        double em = 200.0 / f->m.units_per_em, y = 280 - f->rise_fu * em;
        if (!have(i ? "mutool" : "pdftoppm"))
            continue;
        struct box b = ink_of(commands[i]);
        expect_near(b.left, 45 + e.x_bearing * em);
        expect_near(b.right, 45 + (e.x_bearing + e.width) * em);
        expect_near(b.top, y - e.y_bearing * em);
        expect_near(b.bottom, y - (e.y_bearing + e.height) * em);
    }
}

static void test_right_glyphs(void **state)
{
    static const char *const families[] = {"song", "hei", "fangsong", "kai"}; /* CFF by CID, CFF by GB1, TrueType */
    (void)state;
    if (!s)
        skip();
    for (size_t i = 0; i < 4; i++) {
        expect_ink(families[i], "一", 0x4e00);
        expect_ink(families[i], "口", 0x53e3);
        expect_ink(families[i], "工", 0x5de5);
    }
}

static void test_drawing(void **state)
{
    static const mpt points[][2] = {{0, 0}, {50000, 0}, {25000, 40000}};
    struct area_path path = {.points = points, .count = 3, .closed = true, .fill = {200, 30, 30, 255}, .stroke = black, .stroke_width = 1000,
                             .dash = 3000};
    static const enum fo_keyword styles[] = {FO_K_SOLID,  FO_K_DASHED, FO_K_DOTTED, FO_K_DOUBLE,   FO_K_GROOVE,      FO_K_RIDGE,
                                             FO_K_INSET,  FO_K_OUTSET, FO_K_HIDDEN, FO_K_DOT_DASH, FO_K_DOT_DOT_DASH};
    static const uint8_t pixels[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0}, alpha[] = {255, 128, 0, 255};
    struct image im = {.kind = IMAGE_RGB, .width = 2, .height = 2, .pixels = pixels, .size = 12, .alpha = alpha, .id = 1};
    (void)state;
    if (!s)
        skip();
    begin();
    begin_page(1, "1");
    for (size_t i = 0; i < 11; i++) {
        assert_true(dev->ops->stroke(dev, 72000, (mpt)(72000 + 20000 * i), 300000, 6000, styles[i], black));
        assert_true(dev->ops->stroke(dev, (mpt)(72000 + 20000 * i), 400000, 3000, 200000, styles[i], black));
    }
    assert_true(dev->ops->fill(dev, 400000, 72000, 50000, 50000, (struct fo_color){10, 200, 10, 120}));
    assert_true(dev->ops->path(dev, &path, 400000, 200000));
    assert_true(dev->ops->push(dev, 400000, 400000, 90, 100000, 50000));
    assert_true(dev->ops->fill(dev, 0, 0, 20000, 20000, (struct fo_color){10, 200, 10, 255})); /* two colours below the picture */
    assert_true(dev->ops->image(dev, &im, 0, 0, 60000, 60000));
    draw_text("hei", 700, 20000, "转", 60000, 20000);
    assert_true(dev->ops->pop(dev));
    dev->ops->end_page(dev);
    finish("c.pdf");
    expect_clean("c.pdf");
    if (have("pdfimages"))
        expect_in(ask("pdfimages -list %s", "c.pdf"), "smask");
    if (have("pdftoppm"))
        assert_string_equal(ask("pdftoppm -r 20 %s /dev/null 2>&1", "c.pdf"), "");
    if (have("mutool"))
        assert_string_equal(ask("mutool draw -q -o /dev/null -F pgm %s 2>&1 | grep -v ICC", "c.pdf"), "");
}

/* Dashes are as Apache FOP draws them: of six widths where a stroke is thinner than 3 pt, of two else, stretched to end with a whole one. */
static void test_dashes(void **state)
{
    static const struct { mpt width; const char *pattern; } rows[] = {
        {500, "[3.012 1.506 ] 0 d"}, {2750, "[17.56 8.78 ] 0 d"}, {3000, "[6.05 3.025 ] 0 d"}, {10000, "[20.571 10.285 ] 0 d"}};
    (void)state;
    if (!have("qpdf"))
        skip();
    begin();
    begin_page(1, "1");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(dev->ops->stroke(dev, 72000, (mpt)(72000 + 20000 * i), 360000, rows[i].width, FO_K_DASHED, black));
    dev->ops->end_page(dev);
    finish("dashes.pdf");
    const char *text = ask("qpdf --qdf --object-streams=disable %s - | grep -a '0 d$'", "dashes.pdf");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_in(text, rows[i].pattern);
}

/* The last dot is painted where the dots fill the stroke without a rest: one at the very end of a path is none to some viewers. */
static void test_dots(void **state)
{
    (void)state;
    if (!have("pdftoppm"))
        skip();
    begin();
    begin_page(1, "1");
    assert_true(dev->ops->stroke(dev, 100000, 100000, 12000, 4000, FO_K_DOTTED, black));
    assert_true(dev->ops->stroke(dev, 100000, 120000, 4000, 12000, FO_K_DOTTED, black));
    dev->ops->end_page(dev);
    finish("dots.pdf");
    static const char middle[] = "pdftoppm -gray -r 72 -x %s -W 2 -H 2 ";
    static const char *const at[] = {"101 -y 101", "109 -y 101", "101 -y 121", "101 -y 129"};
    for (size_t i = 0; i < 4; i++) {
        char command[128];
        snprintf(command, sizeof command, middle, at[i]);
        strcat(command, "%s | tail -c 4 | od -An -tu1 | tr -d ' \n'");
        assert_string_equal(ask(command, "dots.pdf"), "0000");
    }
}

/* Advances that have reached the end of what lengths can be. */
static void test_spacing_at_the_limits(void **state)
{
    (void)state;
    if (!s)
        skip();
    begin();
    begin_page(1, "1");
    draw_spaced("song", 400, 10000, "国际科技合作", 2 * -(int64_t)MPT_MAX, 72000, 72000);
    draw_spaced("song", 400, 10000, "国际科技合作", MPT_MAX, 72000, 90000);
    dev->ops->end_page(dev);
    finish("limits.pdf");
    expect_clean("limits.pdf");
}

/* What all glyphs of a run stand apart is said once, and no longer than for the run. */
static void test_character_spacing(void **state)
{
    (void)state;
    if (!have("qpdf"))
        skip();
    begin();
    begin_page(1, "1");
    draw_spaced("song", 400, 10000, "国际科技合作", 1250, 72000, 72000);
    draw_text("song", 400, 10000, "申报书", 72000, 90000);
    draw_spaced("song", 400, 10000, "项目指南建议", -250, 72000, 108000);
    assert_true(dev->ops->fill(dev, 72000, 200000, 50000, 50000, black));
    draw_spaced("song", 400, 10000, "盖章", 1250, 72000, 126000); /* too few */
    dev->ops->end_page(dev);
    finish("spaced.pdf");
    assert_string_equal(ask("qpdf --qdf --object-streams=disable %s - | grep -aoE '[-0-9.]+ Tc$|^ET$|[)>]-?[0-9.]+[(<]' | tr '\\n' ' '", "spaced.pdf"),
                        "1.25 Tc 0 Tc -0.25 Tc 0 Tc ET >-125< ET ");
}

/* Sizes are written to the thousandth, and pages of one size say it once. */
static void test_page_sizes(void **state)
{
    static const mpt heights[] = {298800, 298800, 841890, 298800};

    (void)state;
    if (!have("qpdf"))
        skip();
    begin();
    for (unsigned i = 0; i < sizeof heights / sizeof *heights; i++) {
        struct device_page page = {595276, heights[i], i + 1, "", {0}};
        assert_true(dev->ops->begin_page(dev, &page));
        dev->ops->end_page(dev);
    }
    finish("sizes.pdf");
    assert_string_equal(ask("qpdf --show-pages %s 2>&1 | grep -c '^page'", "sizes.pdf"), "4\n");
    assert_string_equal(ask("qpdf --qdf --object-streams=disable %s - | tr -s '\\n ' '  ' | grep -aoE '595\\.276 [0-9.]+ ]'", "sizes.pdf"),
                        "595.276 298.8 ]\n595.276 841.89 ]\n595.276 298.8 ]\n");
}

/* What lies beside the page is not written, turned frames included; what touches it is. */
static void test_off_the_page(void **state)
{
    (void)state;
    if (!s)
        skip();
    begin();
    begin_page(1, "1");
    assert_true(dev->ops->fill(dev, -500, 0, 500, 841890, black));
    assert_true(dev->ops->fill(dev, 595276, 0, 500, 500, black));
    assert_true(dev->ops->fill(dev, 0, 841890, 500, 500, black));
    assert_true(dev->ops->push(dev, 0, 100000, 90, -1, -1)); /* its x runs up the page */
    assert_true(dev->ops->fill(dev, 0, -500, 1000, 500, black));
    assert_true(dev->ops->fill(dev, 0, -500, 1000, 501, black));
    assert_true(dev->ops->pop(dev));
    dev->ops->end_page(dev);
    finish("off.pdf");
    if (have("qpdf"))
        assert_string_equal(ask("qpdf --qdf --object-streams=disable %s - | grep -ac ' re f'", "off.pdf"), "1\n");
}

static void test_links_labels_slots(void **state)
{
    (void)state;
    if (!s)
        skip();
    begin();
    for (unsigned i = 1; i <= 3; i++) {
        begin_page(i, i == 1 ? "i" : i == 2 ? "1" : "2");
        draw_text("fangsong", 400, 12000, "页", 72000, 100000);
        if (i == 1)
            dev->ops->link(dev, 72000, 88000, 12000, 12000, "there", NULL, NULL);
        if (i == 2)
            dev->ops->link(dev, 72000, 88000, 12000, 12000, NULL, "https://example.org/a(b)?q=申", NULL);
        if (i == 3)
            dev->ops->destination(dev, "there", 50000, 60000);
        assert_true(dev->ops->slot(dev, 7, 200000, 800000));
        dev->ops->end_page(dev);
    }
    assert_true(dev->ops->begin_slot(dev, 7));
    draw_text("serif", 400, 12000, "TOTAL3", 0, 0);
    dev->ops->link(dev, 0, -10000, 30000, 12000, NULL, "https://example.org/late", NULL);
    dev->ops->destination(dev, "in-slot", 0, 0);
    assert_true(dev->ops->end_slot(dev));
    finish("d.pdf");
    expect_clean("d.pdf");
    if (have("qpdf")) {
        const char *q = ask("qpdf --qdf --object-streams=disable %s - | tr -d '\\000' | tr -s ' \\n' ' '", "d.pdf");
        expect_in(q, "/XYZ 50 781.89 null");
        expect_in(q, "(https://example.org/a%28b%29?q=%E7%94%B3)");
        expect_in(q, "/Border [");
        expect_in(q, "/Rect [ 200 39.89 230 51.89 ]"); /* the link in the slot, where that stands */
        assert_string_equal(ask("qpdf --qdf --object-streams=disable %s - | grep -ac 'example.org/late'", "d.pdf"), "3\n");
        expect_in(q, "/S /r");
        expect_in(q, "/DisplayDocTitle true");
    }
    if (have("pdftotext")) {
        const char *text = ask("pdftotext %s - | grep -c TOTAL3", "d.pdf");
        assert_string_equal(text, "3\n");
    }
    if (have("pdfinfo"))
        expect_in(ask("TZ=UTC pdfinfo -isodates %s", "d.pdf"), "2023-11-14T22:13:20");
}

/* A slot that is filled again shows what came last; one that is never filled shows nothing. */
static void test_slots_refilled_and_empty(void **state)
{
    (void)state;
    if (!s)
        skip();
    begin();
    begin_page(1, "1");
    dev->ops->slot(dev, 1, 72000, 72000);
    dev->ops->slot(dev, 2, 72000, 92000);
    dev->ops->end_page(dev);
    for (int i = 0; i < 2; i++) {
        dev->ops->begin_slot(dev, 1);
        draw_text("serif", 400, 12000, i ? "second" : "first", 0, 0);
        dev->ops->end_slot(dev);
    }
    finish("slots.pdf");
    expect_clean("slots.pdf");
    if (have("pdftotext")) {
        const char *text = ask("pdftotext %s -", "slots.pdf");
        expect_in(text, "second");
        assert_null(strstr(text, "first"));
    }
}

enum { SHOWN_W = 100, SHOWN_H = 50, ENGINES = 2 };

/* The first page, of 100 x 50 pt, as an engine shows it, a pixel a point; NULL: it is not there. */
static const uint8_t *shown_by(int engine, const char *name)
{
    static const char *const commands[ENGINES] = {"pdftoppm -r 72 -f 1 -l 1 %s", "mutool draw -q -r 72 -c rgb -F ppm -o - %s 1 2>/dev/null"};
    static uint8_t pixels[SHOWN_W * SHOWN_H * 3];
    int w, h, max;

    if (!have(engine ? "mutool" : "pdftoppm"))
        return NULL;
    FILE *p = popen(arena_printf(a, commands[engine], path_of(name)), "r");
    assert_int_equal(fscanf(p, "P6 %d %d %d", &w, &h, &max), 3);
    fgetc(p);
    assert_int_equal(w, SHOWN_W);
    assert_int_equal(fread(pixels, 1, sizeof pixels, p), sizeof pixels);
    pclose(p);
    return pixels;
}

static const uint8_t *pixel(const uint8_t *pixels, int x, int y)
{
    return pixels + (y * SHOWN_W + x) * 3;
}

/* A picture with alpha over white, as both engines render it, once and again. */
static void test_pictures(void **state)
{
    static const uint8_t red[] = {255, 0, 0}, half[] = {128};
    struct image png = {.kind = IMAGE_RGB, .width = 1, .height = 1, .pixels = red, .size = 3, .alpha = half, .id = 3};
    (void)state;
    if (!s)
        skip();
    begin();
    struct device_page page = {100000, 50000, 1, "1", {0}};
    dev->ops->begin_page(dev, &page);
    dev->ops->fill(dev, 0, 0, 5000, 5000, (struct fo_color){0, 0, 0, 40}); /* its transparency is not the picture's */
    dev->ops->image(dev, &png, 10000, 10000, 30000, 30000);
    dev->ops->image(dev, &png, 60000, 10000, 30000, 30000); /* the same object again */
    dev->ops->end_page(dev);
    finish("pics.pdf");
    expect_clean("pics.pdf");
    for (int i = 0; i < ENGINES; i++) {
        const uint8_t *pixels = shown_by(i, "pics.pdf");
        if (!pixels)
            continue;
        assert_in_range(pixel(pixels, 25, 25)[0], 250, 255);
        assert_in_range(pixel(pixels, 25, 25)[1], 120, 135);
        assert_in_range(pixel(pixels, 50, 25)[1], 255, 255);
    }
}

static void expect_red_or_blue(const uint8_t *at, bool red)
{
    assert_in_range(at[red ? 0 : 2], 200, 255);
    assert_in_range(at[red ? 2 : 0], 0, 50);
}

/* Red to the left and blue to the right, 10 pt of each: filled with it are a box that begins in a tile, and one on its side. A box that
 * returns on the next page takes the same pattern. */
static void test_tiles(void **state)
{
    static const uint8_t two[] = {255, 0, 0, 0, 0, 255};
    struct image im = {.kind = IMAGE_RGB, .width = 2, .height = 1, .pixels = two, .size = 6, .natural_w = 20000, .natural_h = 10000, .id = 1};
    (void)state;
    if (!s)
        skip();
    begin();
    for (unsigned i = 1; i <= 2; i++) {
        struct device_page page = {SHOWN_W * 1000, SHOWN_H * 1000, i, "1", {0}};
        dev->ops->begin_page(dev, &page);
        if (i == 1) {
            dev->ops->push(dev, 70000, 50000, 90, -1, -1);
            dev->ops->tiles(dev, &im, 0, 0, 50000, 20000, 0, 0);
            dev->ops->pop(dev);
            dev->ops->tiles(dev, &im, 5000, 53000, 55000, 4000, -5000, 53000); /* a row alone */
        }
        dev->ops->tiles(dev, &im, 5000, 5000, 55000, 40000, -5000, 3000);
        dev->ops->end_page(dev);
    }
    finish("tiles.pdf");
    expect_clean("tiles.pdf");
    assert_string_equal(ask("grep -aoE '/XStep.*/Matrix' %s", "tiles.pdf"),
                        "/XStep 20 /YStep 10 /Matrix\n/XStep 20 /YStep 20 /Matrix\n/XStep 20 /YStep 10 /Matrix\n");
    for (int i = 0; i < ENGINES; i++) {
        const uint8_t *pixels = shown_by(i, "tiles.pdf");
        if (!pixels)
            continue;
        for (int x = 10; x < 60; x += 10)
            expect_red_or_blue(pixel(pixels, x, 25), x % 20 == 0);
        for (int y = 5; y < 50; y += 10)
            expect_red_or_blue(pixel(pixels, 80, y), (50 - y) / 10 % 2 == 0);
        assert_in_range(pixel(pixels, 2, 25)[1], 255, 255);
        assert_in_range(pixel(pixels, 65, 25)[1], 255, 255);
    }
}

/* Black and white take a bit a pixel, each row its own bytes; one gray among them, and all take eight. */
static void test_black_and_white_pictures(void **state)
{
    static uint8_t two[18], gray[18];
    (void)state;
    if (!s || !have("pdftoppm") || !have("pdfimages"))
        skip();
    for (int i = 0; i < 18; i++)
        two[i] = gray[i] = i % 9 % 3 == i / 9 ? 0 : 255;
    gray[17] = 128;
    const struct image pictures[] = {{.kind = IMAGE_GRAY, .width = 9, .height = 2, .pixels = two, .size = 18, .id = 1},
                                     {.kind = IMAGE_GRAY, .width = 9, .height = 2, .pixels = gray, .size = 18, .id = 2}};
    begin();
    struct device_page page = {90000, 40000, 1, "1", {0}};
    dev->ops->begin_page(dev, &page);
    for (int i = 0; i < 2; i++)
        dev->ops->image(dev, &pictures[i], 0, i * 20000, 90000, 20000);
    dev->ops->end_page(dev);
    finish("bits.pdf");
    expect_clean("bits.pdf");
    assert_string_equal(ask("pdfimages -list %s | awk 'NR > 2 {print $8}' | tr -d '\\n'", "bits.pdf"), "18");

    static char pixels[90 * 40];
    int w, h, max;
    FILE *p = popen(arena_printf(a, "pdftoppm -r 72 -gray %s", path_of("bits.pdf")), "r");
    assert_int_equal(fscanf(p, "P5 %d %d %d", &w, &h, &max), 3);
    fgetc(p);
    assert_int_equal(fread(pixels, 1, sizeof pixels, p), sizeof pixels);
    pclose(p);
    for (int i = 0; i < 36; i++) {
        uint8_t want = i < 18 ? two[i] : gray[i - 18];
        assert_in_range((uint8_t)pixels[(i / 9 * 10 + 5) * 90 + i % 9 * 10 + 5], want < 3 ? 0 : want - 3, want > 252 ? 255 : want + 3);
    }
}

/* --- pages of others --- */

/* Red in the lower left corner of what is shown (the crop box), green where an annotation looks so, a hidden one over all. */
static const struct paper *save_paper(struct papers *all, const char *name, int turn)
{
    const char *objects[] = {
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[-10 -20 200 200]>>",
        arena_printf(a, "<</Type/Page/Parent 2 0 R/Contents[4 0 R 5 0 R]/CropBox[10 20 110 120]/Rotate %d/Annots["
                        "<</Subtype/Stamp/Rect[90 100 110 120]/AP<</N 6 0 R>>>>"
                        "<</Subtype/Stamp/F 2/Rect[0 0 200 200]/AP<</N 6 0 R>>>>]>>", turn),
        "<</Length 10>>\nstream\n1 0 0 rg q\nendstream",
        "<</Length 22>>\nstream\n10 20 30 40 re f q q q\nendstream", /* what it leaves open ends with it */
        "<</Subtype/Form/BBox[0 0 1 1]/Matrix[2 0 0 2 5 5]/Length 21>>\nstream\n0 1 0 rg 0 0 1 1 re f\nendstream",
    };
    struct buf b = test_pdf(objects, 6, "");
    assert_true(file_write(path_of(name), b.data, b.n, d));
    buf_free(&b);
    return papers_find(all, name);
}

enum { SIDE = 100 };
static uint8_t shown[SIDE * SIDE * 3];

static void show(const char *command, const char *name)
{
    int w, h, max;
    FILE *p = popen(arena_printf(a, command, path_of(name)), "r");
    assert_int_equal(fscanf(p, "P6 %d %d %d", &w, &h, &max), 3);
    fgetc(p);
    assert_int_equal(w, SIDE);
    assert_int_equal(fread(shown, 1, sizeof shown, p), sizeof shown);
    pclose(p);
}

static bool is_color(int x, int y, uint8_t r, uint8_t g, uint8_t b)
{
    const uint8_t *p = shown + (y * SIDE + x) * 3;
    return p[0] == r && p[1] == g && p[2] == b;
}

/* Corners of the picture, clockwise from the lower left: a page that is turned clockwise takes its own along. */
static void expect_turned(int turn)
{
    static const int corners[4][2] = {{5, 95}, {5, 5}, {95, 5}, {95, 95}};
    const int *red = corners[turn / 90], *green = corners[(turn / 90 + 2) % 4];
    assert_true(is_color(red[0], red[1], 255, 0, 0));
    assert_true(is_color(green[0], green[1], 0, 255, 0));
    assert_true(is_color(50, 50, 255, 255, 255));
}

static void test_pages_of_others(void **state)
{
    static const char *const commands[] = {"pdftoppm -r 72 -f 1 -l 1 %s", "mutool draw -q -r 72 -c rgb -F ppm -o - %s 1 2>/dev/null"};
    (void)state;
    if (!s)
        skip();
    struct papers *all = papers_new(folder);
    for (int turn = 0; turn < 360; turn += 90) {
        const struct paper *p = save_paper(all, arena_printf(a, "paper%d.pdf", turn), turn);
        assert_int_equal(p->state, PAPER_OK);
        struct image im = {.kind = IMAGE_PAGE, .paper = p, .page = 1, .id = 1};
        struct device_page page = {SIDE * 1000, SIDE * 1000, 1, "1", {0}};
        begin();
        dev->ops->begin_page(dev, &page);
        dev->ops->fill(dev, 0, 0, 0, 0, (struct fo_color){0, 0, 255, 255});
        dev->ops->image(dev, &im, 0, 0, SIDE * 1000, SIDE * 1000);
        dev->ops->end_page(dev);
        finish("merged.pdf");
        expect_clean("merged.pdf");
        for (int i = 0; i < 2; i++)
            if (have(i ? "mutool" : "pdftoppm")) {
                show(commands[i], "merged.pdf");
                expect_turned(turn);
            }
    }
    papers_free(all);
}

/* A file that went away in between: its pages are there once, as they were looked at; then it is said, and there is nothing to go out. */
static void test_a_paper_that_went_away(void **state)
{
    (void)state;
    if (!s)
        skip();
    struct papers *all = papers_new(folder);
    const struct paper *p = save_paper(all, "paper.pdf", 0);
    struct image im = {.kind = IMAGE_PAGE, .paper = p, .page = 1, .id = 1};
    unlink(p->path);
    for (int i = 0; i < 2; i++) {
        begin();
        begin_page(1, "1");
        dev->ops->image(dev, &im, 0, 0, 1000, 1000);
        dev->ops->end_page(dev);
        assert_int_equal(dev->ops->end_document(dev), i == 0);
        dev->ops->free(dev);
    }
    assert_int_equal(diag_list_at(d, diag_list_count(d) - 1)->id, DIAG_PDF_PAPER);
    papers_free(all);
}

static void make_same(const char *name, bool again)
{
    begin();
    if (again) {
        begin_page(1, "1");
        draw_text("hei", 400, 16000, "第一遍排版", 72000, 100000);
        dev->ops->link(dev, 0, 0, 1000, 1000, NULL, "https://example.org", NULL);
        dev->ops->end_page(dev);
        assert_true(dev->ops->restart(dev));
    }
    begin_page(1, "1");
    draw_text("song", 400, 16000, "最后一遍", 72000, 100000);
    dev->ops->end_page(dev);
    finish(name);
}

static void test_same_input_same_bytes(void **state)
{
    struct buf one = {0}, two = {0};
    (void)state;
    if (!s)
        skip();
    make_same("e1.pdf", false);
    make_same("e2.pdf", true);
    assert_true(file_read(path_of("e1.pdf"), 1 << 24, &one, d));
    assert_true(file_read(path_of("e2.pdf"), 1 << 24, &two, d));
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.data, two.data, one.n);
    buf_free(&one);
    buf_free(&two);
    expect_clean("e2.pdf");
}

static void make_pages(unsigned n)
{
    char text[32];
    for (unsigned i = 1; i <= n; i++) {
        struct buf more = {0}; /* glyphs that no page before had */
        for (uint32_t k = 0; k < 5; k++)
            buf_utf8(&more, 0x4E00 + i * 5 + k);
        snprintf(text, sizeof text, "第%u页%.16s", i, more.data);
        buf_free(&more);
        begin_page(i, text);
        for (int k = 0; k < 10 && i != 3; k++) /* the third is empty */
            draw_text("song", 400, 16000, text, 72000, 100000 + 20000 * k);
        if (i == n / 2) /* a stream that takes its turn among those of the pages */
            dev->ops->slot(dev, i, 72000, 400000);
        assert_true(dev->ops->end_page(dev));
    }
}

/* Page streams and object streams are compressed, and glyphs' programs made, by another thread, or not. */
static void test_compressed_beside(void **state)
{
    static const enum pdf_profile profiles[] = {PDF_17, PDF_A1B, PDF_A3A};
    (void)state;
    if (!s)
        skip();
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        struct buf out[2] = {{0}, {0}};
        profile = profiles[i];
        for (int k = 0; k < 2; k++) {
            beside = k == 1;
            font_set_free(s); /* with the programs that it made before */
            open_fonts();
            begin();
            make_pages(40); /* and all over again, while some wait */
            assert_true(dev->ops->restart(dev));
            make_pages(150);
            finish(k ? "k1.pdf" : "k0.pdf");
            assert_true(file_read(path_of(k ? "k1.pdf" : "k0.pdf"), 1 << 24, &out[k], d));
        }
        assert_int_equal(out[0].n, out[1].n);
        assert_memory_equal(out[0].data, out[1].data, out[0].n);
        expect_clean("k1.pdf");
        buf_free(&out[0]);
        buf_free(&out[1]);
    }
    begin();
    make_pages(20); /* given up */
    dev->ops->free(dev);
    beside = false;
    profile = PDF_17;
}

/* A title longer than any string of libharu's. */
static void test_long_title(void **state)
{
    char *title = arena_alloc(a, 70001);
    struct device_document info = {.title = title, .created = -1};
    (void)state;
    if (!s)
        skip();
    memset(title, 'x', 70000);
    begin_with(false, &info);
    begin_page(1, "1");
    dev->ops->end_page(dev);
    dev->ops->outline(dev, &(struct device_outline){title, NULL, 0, false});
    finish("long.pdf");
    expect_clean("long.pdf");
    if (have("pdfinfo"))
        assert_true(strlen(ask("pdfinfo %s | head -c 65000", "long.pdf")) == 65000);
}

/* --- profiles --- */

static void make_page(const char *name)
{
    struct device_document info = {"题名𠮷 & <甲>", "作者", "摘要", "词", "zh-CN", 1700000000};

    begin_with(true, &info);
    begin_page(1, "1");
    draw_text("song", 400, 16000, "正文", 72000, 100000);
    dev->ops->end_page(dev);
    finish(name);
    expect_clean(name);
}

static void expect_metadata(const char *xmp, const char *part, const char *level)
{
    expect_in(xmp, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">题名𠮷 &amp; &lt;甲&gt;</rdf:li>");
    expect_in(xmp, "<dc:creator><rdf:Seq><rdf:li>作者</rdf:li>");
    expect_in(xmp, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">摘要</rdf:li>");
    expect_in(xmp, "<pdf:Keywords>词</pdf:Keywords>");
    expect_in(xmp, "<pdf:Producer>shenbao test</pdf:Producer>");
    expect_in(xmp, "<xmp:CreateDate>2023-11-14T22:13:20Z</xmp:CreateDate>");
    if (part) {
        expect_in(xmp, arena_printf(a, "<pdfaid:part>%s</pdfaid:part>", part));
        expect_in(xmp, arena_printf(a, "<pdfaid:conformance>%s</pdfaid:conformance>", level));
    } else {
        assert_null(strstr(xmp, "pdfaid:part"));
    }
}

static void test_profiles(void **state)
{
    static const struct {
        const char *name, *version, *part, *level;
        bool packed, cid_sets;
    } t[] = {{"pdfa-3a", "1.7", "3", "A", true, false}, {"pdfa-2u", "1.7", "2", "U", true, false}, {"pdfa-1b", "1.4", "1", "B", false, true},
             {"1.7", "1.7", NULL, NULL, true, false}};
    (void)state;
    if (!s)
        skip();
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        assert_true(pdf_profile_named(t[i].name, &profile));
        make_page("profile.pdf");
        const char *head = ask("head -c 8 %s", "profile.pdf");
        assert_string_equal(head, arena_printf(a, "%%PDF-%s", t[i].version));
        assert_int_equal(atoi(ask("grep -ac '/Type/ObjStm' %s", "profile.pdf")) > 0, t[i].packed);
        expect_metadata(ask("LC_ALL=C sed -n '/<?xpacket begin/,/<?xpacket end/p' %s", "profile.pdf"), t[i].part, t[i].level); /* the packet is not packed */
        if (!have("qpdf"))
            continue;
        const char *intents = ask("qpdf --qdf --object-streams=disable %s - | grep -ac /GTS_PDFA1", "profile.pdf");
        assert_int_equal(atoi(intents), t[i].part != NULL);
        const char *sets = ask("qpdf --qdf --object-streams=disable %s - | grep -ac /CIDSet", "profile.pdf");
        assert_int_equal(atoi(sets) > 0, t[i].cid_sets);
    }
    assert_false(pdf_profile_named("pdfa-9z", &profile));
    profile = PDF_17;
}

/* Under PDF/A-1b what is seen through is an error at its place, and no file comes of it; a picture only if there is no one
 * colour below it. */
static void test_nothing_transparent(void **state)
{
    (void)state;
    if (!s)
        skip();
    for (int picture = 0; picture < 2; picture++) {
        static const uint8_t pixel[] = {1, 2, 3}, alpha[] = {128};
        struct image im = {.kind = IMAGE_RGB, .width = 1, .height = 1, .pixels = pixel, .size = 3, .alpha = alpha};
        struct fo_node node = {.element = FO_BLOCK, .loc = {.file = "p.xml", .line = 7}};
        struct area box = {.kind = AREA_LINE, .node = &node};
        size_t before = diag_list_count(d);
        profile = PDF_A1B;
        begin();
        begin_page(1, "1");
        dev->ops->begin_area(dev, &box, DEVICE_CONTENT);
        if (picture) {
            dev->ops->fill(dev, 0, 0, 500, 1000, (struct fo_color){9, 9, 9, 255});
            dev->ops->image(dev, &im, 0, 0, 1000, 1000);
        } else
            dev->ops->fill(dev, 0, 0, 1000, 1000, (struct fo_color){0, 0, 0, 100});
        dev->ops->end_area(dev, &box);
        dev->ops->end_page(dev);
        assert_false(dev->ops->end_document(dev));
        dev->ops->free(dev);
        assert_int_equal(diag_list_count(d), before + 2);
        assert_int_equal(diag_list_at(d, before)->id, DIAG_PDF_TRANSPARENT);
        assert_int_equal(diag_list_at(d, before)->loc.line, 7);
        assert_int_equal(diag_list_at(d, before + 1)->id, DIAG_PDF_PROFILE);
    }
    profile = PDF_17;
}

static void test_draft(void **state)
{
    struct device_document info = {.created = -1};
    (void)state;
    if (!s)
        skip();
    begin_with(true, &info);
    for (unsigned i = 1; i <= 2; i++) {
        begin_page(i, "");
        draw_text("song", 400, 16000, "正文", 72000, 100000);
        dev->ops->end_page(dev);
    }
    finish("f.pdf");
    expect_clean("f.pdf");
    if (have("pdftoppm")) { /* the outline stands in a print of two colours: the page has far more ink than two characters */
        long black_dots = atol(ask("pdftoppm -r 50 -mono -f 2 -l 2 %s | tail -c +14 | xxd -b -c1 | awk '{n+=gsub(/1/,\"\",$2)} END {print n}'", "f.pdf"));
        assert_true(!have("xxd") || black_dots > 2000);
    }
}

/* One glyph for two characters, in a CFF and in a TrueType face: both texts come out. */
static void test_one_glyph_two_texts(void **state)
{
    static const char *const families[] = {"song", "kai"};
    (void)state;
    if (!s)
        skip();
    for (size_t i = 0; i < 2; i++) {
        begin();
        begin_page(1, "1");
        const char *f[] = {families[i], NULL};
        struct font_request r = {f, 400, false, NULL};
        const struct font_face *face = font_list_primary(font_list_find(s, &r, d));
        struct glyph g[] = {{font_glyph(face, 0x4e00), 0, 16000, 0, 0}, {font_glyph(face, 0x4e00), 3, 16000, 0, 0}};
        struct glyph_run run = {{face, 16000, false, false}, black, g, 2, "一壹", 6, NULL, false};
        assert_true(dev->ops->glyphs(dev, &run, 72000, 100000));
        dev->ops->end_page(dev);
        finish("g.pdf");
        expect_clean("g.pdf");
        if (have("pdftotext"))
            expect_in(ask("pdftotext %s -", "g.pdf"), "一壹");
    }
}

static void test_many_pages(void **state)
{
    (void)state;
    if (!s)
        skip();
    begin();
    for (unsigned i = 1; i <= 2500; i++) {
        char label[16];
        snprintf(label, sizeof label, "%u", i);
        begin_page(i, label);
        assert_true(dev->ops->fill(dev, 72000, 72000, 10000, 10000, black));
        assert_true(dev->ops->end_page(dev));
    }
    finish("h.pdf");
    expect_clean("h.pdf");
    if (have("pdfinfo"))
        expect_in(ask("pdfinfo %s", "h.pdf"), "Pages:           2500");
}

/* What can't be written ends the document with one message, whatever is called after it. */
static void test_failures(void **state)
{
    struct device_page empty = {0, 0, 1, "1", {0}};
    struct font_face *face = xcalloc(1, 1 << 16); /* of no file: what its font_set keeps behind it is zero too */
    struct glyph g = {.gid = 1, .advance = 1000};
    struct glyph_run run = {{face, 1000, false, false}, black, &g, 1, "a", 1, NULL, false};
    (void)state;
    if (!s)
        skip();
    begin();
    assert_false(dev->ops->begin_page(dev, &empty));
    assert_false(dev->ops->end_document(dev));
    assert_int_equal(diag_list_count(d), 1);
    assert_int_equal(diag_list_at(d, 0)->id, DIAG_PDF_LIBRARY);
    dev->ops->free(dev);

    begin();
    begin_page(1, "1");
    for (int i = 0; i < 299; i++)
        assert_true(dev->ops->push(dev, 0, 0, 90, -1, -1));
    assert_false(dev->ops->push(dev, 0, 0, 90, -1, -1));
    assert_int_equal(diag_list_at(d, 1)->id, DIAG_PDF_NESTING);
    dev->ops->free(dev);

    profile = PDF_A2U; /* ISO 19005-2, 6.1.13: 28 of q, of which a picture takes one */
    begin();
    begin_page(1, "1");
    for (int i = 0; i < 25; i++)
        assert_true(dev->ops->push(dev, 0, 0, 90, -1, -1));
    assert_false(dev->ops->push(dev, 0, 0, 90, -1, -1));
    assert_int_equal(diag_list_at(d, 2)->id, DIAG_PDF_NESTING);
    assert_string_equal(diag_list_at(d, 2)->args[0], "26");
    dev->ops->free(dev);
    profile = PDF_17;

    begin();
    begin_page(1, "1");
    *face = (struct font_face){.file = "x.otf", .family = "X", .postscript = "X", .cff = true, .hb = hb_face_get_empty(),
                               .hb_font = hb_font_get_empty(), .m = {.units_per_em = 1000}, .id = 1};
    assert_true(dev->ops->glyphs(dev, &run, 1000, 1000));
    assert_true(dev->ops->end_page(dev));
    assert_false(dev->ops->end_document(dev));
    assert_int_equal(diag_list_at(d, 3)->id, DIAG_PDF_FONT);
    dev->ops->free(dev);
    free(face);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text_of_all_kinds_of_fonts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_beyond_the_bmp, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_right_glyphs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_page_sizes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_off_the_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_drawing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dashes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dots, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_character_spacing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_spacing_at_the_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_links_labels_slots, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_slots_refilled_and_empty, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pictures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tiles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_black_and_white_pictures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pages_of_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_paper_that_went_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_input_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_compressed_beside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_title, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_draft, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_profiles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_transparent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_glyph_two_texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_failures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_pages, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
