#include "test.h"

#include <string.h>
#include <unistd.h>

#include "text/shape.h"
#include "text/shape_language.h"

enum { EM = 10000, MOST = 64 };

static struct diag_list *d;
static struct font_set *fonts;
static struct shaper *shaper;
static struct shape_run run;

static const struct font_face *find(const char *family)
{
    const char *families[] = {family, NULL};
    struct font_request r = {families, 400, false, NULL};
    bool bold, italic, fallback;
    return font_find(fonts, font_list_find(fonts, &r, d), 0x4E2D, 0, FONT_SCRIPT_HAN, &bold, &italic, &fallback);
}

static int set_up(void **state)
{
    static const char *const dirs[] = {"build/fonts", NULL};
    (void)state;
    d = diag_list_new();
    shaper = shaper_new();
    fonts = access("build/fonts/FandolSong-Regular.otf", R_OK) == 0 ? font_set_new("fonts/roles.conf", dirs, d) : NULL;
    if (!fonts) {
        print_message("SKIPPED: build/fonts has no FandolSong; run fonts/install.sh\n");
        return 0;
    }
    const struct font_face *face = find("song");
    assert_non_null(face);
    run = (struct shape_run){.font = {.face = face, .size = EM}, .flags = SHAPE_HAN};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    shaper_free(shaper);
    font_set_free(fonts);
    diag_list_free(d);
    return 0;
}

static size_t shaped(const uint32_t *cps, size_t count, struct glyph out[MOST])
{
    run.cps = cps;
    run.count = count;
    size_t n = shape(shaper, &run, out, MOST);
    assert_in_range(n, 0, MOST);
    return n;
}

static void expect_same(const struct glyph *a, const struct glyph *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(a[i].gid, b[i].gid);
        assert_int_equal(a[i].cluster, b[i].cluster);
        assert_int_equal(a[i].advance, b[i].advance);
        assert_int_equal(a[i].dx, b[i].dx);
        assert_int_equal(a[i].dy, b[i].dy);
    }
}

/* 中（国），。文：each glyph stands for its own character, wherever HarfBuzz was asked. */
static void marks_between_ideographs_keep_their_places(void **state)
{
    static const uint32_t text[] = {0x4E2D, 0xFF08, 0x56FD, 0xFF09, 0xFF0C, 0x3002, 0x6587};
    enum { N = sizeof text / sizeof *text };
    struct glyph out[MOST];
    (void)state;
    if (!fonts)
        return;
    assert_int_equal(shaped(text, N, out), N);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(out[i].cluster, i);
        assert_int_equal(out[i].gid, font_glyph(run.font.face, text[i]));
        assert_int_equal(out[i].advance, EM);
    }
}

/* A selector belongs to the ideograph before it, which so is no ideograph on its own. */
static void a_selector_stays_with_its_ideograph(void **state)
{
    static const uint32_t text[] = {0x4E2D, 0x56FD, 0xE0100, 0x6587};
    struct glyph out[MOST];
    (void)state;
    if (!fonts)
        return;
    size_t n = shaped(text, 4, out);
    assert_int_equal(out[0].cluster, 0);
    assert_int_equal(out[1].cluster, 1);
    assert_int_equal(out[n - 1].cluster, 3);
    for (size_t i = 0; i < n; i++)
        assert_int_not_equal(out[i].gid, 0);
}

static void what_was_kept_is_what_was_shaped(void **state)
{
    static const uint32_t text[] = {'A', 'V', '.', '1'};
    struct glyph first[MOST], again[MOST], twice[MOST], plain[MOST];
    (void)state;
    if (!fonts)
        return;
    run.flags = 0;
    size_t n = shaped(text, 4, first);
    assert_int_equal(n, 4);
    assert_int_equal(shaped(text, 4, again), n);
    expect_same(first, again, n);
    run.font.size = 2 * EM;
    assert_int_equal(shaped(text, 4, twice), n);
    for (size_t i = 0; i < n; i++)
        assert_in_range(twice[i].advance, 2 * first[i].advance - 1, 2 * first[i].advance + 1);
    run.font.size = EM;
    run.flags = SHAPE_PLAIN; /* other flags, other glyphs: no kerning between A and V */
    assert_int_equal(shaped(text, 4, plain), n);
    assert_int_equal(plain[0].advance, font_scale(run.font.face, font_advance_fu(run.font.face, plain[0].gid), EM));
}

/* Bones are written otherwise in Taipei, also where no mark stands beside them. */
static void a_face_with_forms_by_language_gives_them(void **state)
{
    static const uint32_t text[] = {0x9AA8, 0x9AA8, 0xFF0C, 0x9AA8};
    struct glyph mainland[MOST], taiwan[MOST];
    (void)state;
    const struct font_face *face = fonts ? find("Noto Serif CJK SC") : NULL;
    if (!face || !strstr(face->family, "Noto Serif CJK"))
        return;
    run.font.face = face;
    for (int round = 0; round < 2; round++) { /* as shaped, then as kept */
        run.language = "zh-Hans";
        assert_int_equal(shaped(text, 4, mainland), 4);
        run.language = "zh-TW";
        assert_int_equal(shaped(text, 4, taiwan), 4);
        assert_int_equal(mainland[0].gid, font_glyph(face, text[0]));
        assert_int_not_equal(taiwan[0].gid, mainland[0].gid);
        assert_int_equal(taiwan[1].gid, taiwan[0].gid);
        assert_int_equal(taiwan[3].gid, taiwan[0].gid);
    }
}

/* A letter with more marks than HarfBuzz is given at once: each glyph still stands for its own character. */
/* HarfBuzz keeps a plan for each with the face, and walks the list of them. */
static void languages_that_a_face_does_not_tell_apart_are_one(void **state)
{
    (void)state;
    if (!fonts)
        return;
    struct shape_languages *l = shape_languages_new();
    hb_language_t first = shape_language(l, run.font.face, "qaa");
    assert_ptr_equal(shape_language(l, run.font.face, "qab"), first);
    assert_ptr_equal(shape_language(l, run.font.face, "x-none"), first);
    assert_ptr_equal(shape_language(l, run.font.face, "qaa"), first);
    shape_languages_free(l);
}

static void many_marks_keep_their_places(void **state)
{
    enum { MARKS = 40 };
    uint32_t text[MARKS + 2] = {'x'};
    struct glyph out[MOST];
    (void)state;
    if (!fonts)
        return;
    for (size_t i = 1; i <= MARKS; i++)
        text[i] = 0x20E3;
    text[MARKS + 1] = 'y';
    run.flags = 0;
    assert_int_equal(shaped(text, MARKS + 2, out), MARKS + 2);
    for (size_t i = 0; i < MARKS + 2; i++)
        assert_int_equal(out[i].cluster, i);
}

/* The count is told when the room is too small, and nothing is written beyond it. */
static void too_little_room_is_told(void **state)
{
    static const uint32_t text[] = {0x4E2D, 0xFF0C, 0x56FD, 0x6587};
    struct glyph out[3] = {{0}, {0}, {.gid = 4711}};
    (void)state;
    if (!fonts)
        return;
    for (int round = 0; round < 2; round++) { /* as shaped, then as kept */
        run.cps = text;
        run.count = 4;
        assert_int_equal(shape(shaper, &run, out, 2), 4);
        assert_int_equal(out[2].gid, 4711);
    }
}

/* The run as HarfBuzz alone would have it. */
static size_t shaped_whole(struct glyph out[MOST])
{
    static const hb_tag_t off[] = {HB_TAG('k', 'e', 'r', 'n'), HB_TAG('l', 'i', 'g', 'a'), HB_TAG('c', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't')};
    hb_feature_t features[4];
    unsigned first = run.flags & SHAPE_PLAIN ? 0 : 1, n = run.flags ? 4 - first : 0, count;
    hb_buffer_t *b = hb_buffer_create();
    for (unsigned i = 0; i < n; i++)
        features[i] = (hb_feature_t){off[first + i], 0, 0, (unsigned)-1};
    hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_codepoints(b, run.cps, (int)run.count, 0, (int)run.count);
    hb_buffer_set_direction(b, HB_DIRECTION_LTR);
    hb_buffer_set_language(b, hb_language_from_string("en", -1));
    hb_buffer_guess_segment_properties(b);
    hb_shape(run.font.face->hb_font, b, features, n);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &count);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(b, &count);
    for (unsigned i = 0; i < count; i++) {
        const struct font_face *f = run.font.face;
        mpt advance = run.flags & SHAPE_PLAIN ? font_standard_advance(f, pos[i].x_advance, EM) : font_scale(f, pos[i].x_advance, EM);
        out[i] = (struct glyph){info[i].codepoint, info[i].cluster, advance, font_scale(f, pos[i].x_offset, EM), font_scale(f, pos[i].y_offset, EM)};
    }
    hb_buffer_destroy(b);
    return count;
}

static void expect_whole(const uint32_t *cps, size_t count)
{
    struct glyph parts[MOST], whole[MOST];
    size_t n = shaped(cps, count, parts);
    assert_int_equal(shaped_whole(whole), n);
    expect_same(parts, whole, n);
}

static const struct font_face *find_latin(const char *family)
{
    const char *families[] = {family, NULL};
    struct font_request r = {families, 400, false, NULL};
    bool bold, italic, fallback;
    return font_find(fonts, font_list_find(fonts, &r, d), 'A', 0, FONT_SCRIPT_LATIN, &bold, &italic, &fallback);
}

static void expect_pairs(void)
{
    for (uint32_t a = ' '; a < 0x7F; a++)
        for (uint32_t b = ' '; b < 0x7F; b++)
            expect_whole((const uint32_t[]){a, b}, 2);
}

/* Of what amounts, codes and words are made of. */
static void expect_words(void)
{
    static const char signs[] = "0123456789.,-/ 11AVTWoefilfry7:";
    uint32_t cps[20], seed = 1;
    for (unsigned i = 0; i < 3000; i++) {
        size_t count = 1 + i % 20;
        for (size_t k = 0; k < count; k++) {
            seed = seed * 1103515245 + 12345;
            cps[k] = (unsigned char)signs[(seed >> 16) % (sizeof signs - 1)];
        }
        expect_whole(cps, count);
    }
}

/* Some faces kern, some join letters, some do it with contexts: what is shaped in parts is what it is as a whole. */
static void characters_that_stand_alone_need_no_shaping(void **state)
{
    static const char *const families[] = {"Liberation Serif", "Liberation Sans", "DejaVu Sans", "Noto Serif CJK SC", "FandolSong"};
    static const unsigned flags[] = {0, SHAPE_PLAIN, SHAPE_SPACED};
    (void)state;
    for (size_t i = 0; fonts && i < sizeof families / sizeof *families; i++)
        for (size_t k = 0; k < sizeof flags / sizeof *flags; k++) {
            run.font.face = find_latin(families[i]);
            run.flags = flags[k];
            expect_pairs();
            expect_words();
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(marks_between_ideographs_keep_their_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_selector_stays_with_its_ideograph, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_kept_is_what_was_shaped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_face_with_forms_by_language_gives_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(languages_that_a_face_does_not_tell_apart_are_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_marks_keep_their_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_little_room_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(characters_that_stand_alone_need_no_shaping, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
