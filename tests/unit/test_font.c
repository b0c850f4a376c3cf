#include "test.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "text/font.h"

static const char roles[] = "fonts/roles.conf";
static const char *const dirs[] = {"build/fonts", NULL};
static struct diag_list *d;
static struct font_set *s;

/* The default typefaces are no part of the source tree: without them there is nothing to look at. */
static bool fonts_here(void)
{
    if (access("build/fonts/FandolFang-Regular.otf", R_OK) == 0)
        return true;
    print_message("SKIPPED: build/fonts has no FandolFang; run fonts/install.sh\n");
    return false;
}

static int set_up(void **state)
{
    (void)state;
    d = diag_list_new();
    s = fonts_here() ? font_set_new(roles, dirs, d) : NULL;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    font_set_free(s);
    diag_list_free(d);
    return 0;
}

static const struct font_list *list(const char *family, int weight, bool italic)
{
    const char *families[] = {family, NULL};
    struct font_request r = {families, weight, italic, NULL};

    return font_list_find(s, &r, d);
}

static const struct font_face *find(const char *family, int weight, uint32_t cp, enum font_script context)
{
    bool bold, italic, fallback;
    const struct font_list *l = list(family, weight, false);

    assert_non_null(l);
    return font_find(s, l, cp, 0, context, &bold, &italic, &fallback);
}

static void test_roles_and_aliases(void **state)
{
    static const char *const same[][3] = {{"song", "宋体", "SimSun"},
                                          {"hei", "黑体", "SimHei"},
                                          {"kai", "楷体", "楷体_GB2312"},
                                          {"fangsong", "仿宋", "仿宋_GB2312"},
                                          {"xiaobiaosong", "小标宋", "方正小标宋"}};
    (void)state;
    if (!s)
        skip();
    for (size_t i = 0; i < 5; i++) {
        const struct font_face *f = find(same[i][0], 400, 0x4e2d, FONT_SCRIPT_HAN);
        assert_non_null(f);
        assert_ptr_equal(f, font_list_primary(list(same[i][0], 400, false)));
        assert_ptr_equal(f, find(same[i][1], 400, 0x4e2d, FONT_SCRIPT_HAN));
        assert_ptr_equal(f, find(same[i][2], 400, 0x4e2d, FONT_SCRIPT_HAN));
        assert_int_equal(f->m.ascent_fu + f->m.descent_fu, f->m.units_per_em);
        assert_true(f->embeddable);
    }
    assert_int_equal(diag_list_count(d), 0);
    assert_ptr_equal(list("song", 400, false), list("song", 400, false));
    assert_ptr_not_equal(list("song", 400, false), list("song", 700, false));
}

static void test_latin_and_han_sides(void **state)
{
    (void)state;
    if (!s)
        skip();
    const struct font_face *latin = find("fangsong", 400, 'A', FONT_SCRIPT_LATIN);
    const struct font_face *han = find("fangsong", 400, 0x201c, FONT_SCRIPT_HAN);

    assert_ptr_equal(latin, find("fangsong", 400, 0x201c, FONT_SCRIPT_LATIN));
    assert_ptr_not_equal(latin, han);
    assert_ptr_equal(han, font_list_primary(list("fangsong", 400, false)));
    assert_false(latin->cff);
}

/* Widths of PDF's standard fonts (Adobe Core 14 AFM), in thousandths: A, space, W of Times, Helvetica, Courier. */
static void test_standard_widths(void **state)
{
    static const struct {
        const char *family;
        int weight, w[3];
    } t[] = {{"serif", 400, {722, 250, 944}},     {"Times", 700, {722, 250, 1000}}, {"Helvetica", 400, {667, 278, 944}},
             {"sans-serif", 700, {722, 278, 944}}, {"Arial", 400, {667, 278, 944}},  {"monospace", 400, {600, 600, 600}},
             {"Courier", 700, {600, 600, 600}}};
    (void)state;
    if (!s)
        skip();
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        for (int k = 0; k < 3; k++) {
            uint32_t cp = (uint32_t) "A W"[k];
            const struct font_face *f = find(t[i].family, t[i].weight, cp, FONT_SCRIPT_LATIN);
            int w = font_advance_fu(f, font_glyph(f, cp));
            assert_int_equal((w * 1000 + f->m.units_per_em / 2) / f->m.units_per_em, t[i].w[k]);
        }
    }
    assert_int_equal(diag_list_count(d), 0);
}

/* No family with Han is named: quotes beside Han are of the face that the Han come from. */
static void test_quotes_go_with_fallback(void **state)
{
    (void)state;
    if (!s)
        skip();
    const struct font_face *latin = find("Liberation Serif", 400, 'A', FONT_SCRIPT_LATIN);
    const struct font_face *han = find("Liberation Serif", 400, 0x56fd, FONT_SCRIPT_HAN); /* 国 */
    assert_ptr_equal(find("Liberation Serif", 400, 0x201c, FONT_SCRIPT_HAN), han);
    assert_ptr_equal(find("Liberation Serif", 400, 0x201c, FONT_SCRIPT_LATIN), latin);
    assert_ptr_not_equal(han, latin);
}

static void test_fallback(void **state)
{
    bool bold, italic, fallback;
    (void)state;
    if (!s)
        skip();
    const struct font_list *l = list("fangsong", 400, false);
    const struct font_face *f = font_find(s, l, 0x5586, 0, FONT_SCRIPT_HAN, &bold, &italic, &fallback); /* 喆 */
    assert_non_null(f);
    assert_true(font_face_has(f, 0x5586));
    static const uint32_t rare[] = {0x20bb7, 0x2a6d6, 0x2b740, 0x2ceb0, 0x30000};
    for (size_t i = 0; i < 5; i++) {
        f = font_find(s, l, rare[i], 0, FONT_SCRIPT_HAN, &bold, &italic, &fallback);
        assert_non_null(f);
        assert_true(fallback);
        assert_true(font_glyph(f, rare[i]) != 0);
    }
    assert_null(font_find(s, l, 0x0378, 0, FONT_SCRIPT_HAN, &bold, &italic, &fallback)); /* never assigned */
    assert_null(font_find(s, l, 0x10fffd, 0, FONT_SCRIPT_HAN, &bold, &italic, &fallback));
}

/* Fallback happens inside ordinary text: the ideographs of both faces must stand at one height. */
static void test_fallback_keeps_the_height(void **state)
{
    (void)state;
    if (!s)
        skip();
    const struct font_face *own = find("fangsong", 400, 0x56fd, FONT_SCRIPT_HAN); /* 国 */
    const struct font_face *other = find("Noto Serif CJK SC", 400, 0x56fd, FONT_SCRIPT_HAN);
    const struct font_face *faces[] = {own, other};
    int middle[2];
    for (int i = 0; i < 2; i++) {
        hb_glyph_extents_t e;
        assert_true(hb_font_get_glyph_extents(faces[i]->hb_font, font_glyph(faces[i], 0x56fd), &e));
        middle[i] = (e.y_bearing + e.height / 2 + faces[i]->rise_fu) * 1000 / faces[i]->m.units_per_em;
    }
    if (strcmp(own->family, "FandolFang") == 0)
        assert_in_range(middle[0], middle[1] - 25, middle[1] + 25);
}

/* CSS Fonts 4, 5.2, on a family with 200, 300, 400, 500, 600, 700, 900. */
static void test_weights(void **state)
{
    static const int t[][2] = {{100, 200}, {200, 200}, {300, 300}, {350, 300}, {400, 400}, {450, 500}, {500, 500},
                               {600, 600}, {650, 700}, {700, 700}, {800, 900}, {900, 900}};
    (void)state;
    if (!s)
        skip();
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++)
        assert_int_equal(font_list_primary(list("Noto Serif CJK SC", t[i][0], false))->weight, t[i][1]);
}

/* FandolHei-Bold's tables say 400; its style says Bold. */
static void test_a_bold_face_that_says_so_only_by_name(void **state)
{
    (void)state;
    if (!s || access("build/fonts/FandolHei-Regular.otf", R_OK) != 0)
        skip();
    assert_string_equal(font_list_primary(list("FandolHei", 400, false))->postscript, "FandolHei-Regular");
    assert_string_equal(font_list_primary(list("FandolHei", 700, false))->postscript, "FandolHei-Bold");
}

static void test_synthesis(void **state)
{
    bool bold, italic, fallback;
    (void)state;
    if (!s)
        skip();
    font_find(s, list("fangsong", 700, true), 0x4e2d, 0, FONT_SCRIPT_HAN, &bold, &italic, &fallback);
    assert_true(bold && italic && !fallback);
    font_find(s, list("serif", 700, true), 'a', 0, FONT_SCRIPT_LATIN, &bold, &italic, &fallback);
    assert_true(!bold && !italic && !fallback);
    font_find(s, list("xiaobiaosong", 700, false), 0x4e2d, 0, FONT_SCRIPT_HAN, &bold, &italic, &fallback);
    assert_true(!bold && !italic);
}

static int box_height(const struct font_face *f, uint32_t cp)
{
    hb_glyph_extents_t e;

    assert_true(hb_font_get_glyph_extents(f->hb_font, font_glyph(f, cp), &e));
    return -e.height;
}

static void test_boxes_match(void **state)
{
    hb_codepoint_t shaped;
    (void)state;
    if (!s)
        skip();
    const struct font_face *empty = find("fangsong", 400, 0x25a1, FONT_SCRIPT_HAN);
    const struct font_face *ticked = find("fangsong", 400, 0x2611, FONT_SCRIPT_HAN);
    assert_ptr_equal(empty, ticked);
    assert_ptr_equal(empty, find("hei", 700, 0x25a1, FONT_SCRIPT_LATIN));
    assert_int_equal(box_height(empty, 0x25a1), box_height(empty, 0x2611));
    assert_true(hb_font_get_nominal_glyph(empty->hb_font, 0x25a1, &shaped));
    assert_int_equal(shaped, font_glyph(empty, 0x25a1));
}

static void test_variation_selector(void **state)
{
    bool bold, italic, fallback;
    hb_codepoint_t gid;
    (void)state;
    if (!s)
        skip();
    /* 葛 with VS18 (Adobe-Japan1): none of the role's own faces has it, a rare-Han face does. */
    const struct font_face *f =
        font_find(s, list("kai", 400, false), 0x845b, 0xe0101, FONT_SCRIPT_HAN, &bold, &italic, &fallback);
    assert_non_null(f);
    assert_true(hb_font_get_variation_glyph(f->hb_font, 0x845b, 0xe0101, &gid));
}

static void test_unknown_family_is_reported_once(void **state)
{
    (void)state;
    if (!s)
        skip();
    assert_string_equal(font_list_primary(list("No Such Family", 400, false))->family, "Liberation Serif");
    list("No Such Family", 400, false);
    assert_int_equal(diag_list_count(d), 1);
    assert_int_equal(diag_list_at(d, 0)->id, DIAG_FONT_SUBSTITUTED);
    font_set_begin_document(s);
    list("No Such Family", 400, false);
    assert_int_equal(diag_list_count(d), 2);
}

/* Adobe's metrics of Times-Roman, Times-Bold and Courier; a family that is asked for by its own name has its own. */
static void test_standard_heights(void **state)
{
    static const struct {
        const char *family;
        int weight, ascent, descent, x_height;
    } t[] = {{"Times", 400, 683, 217, 450}, {"Times", 700, 676, 205, 461}, {"monospace", 400, 629, 157, 426},
             {"No Such Family", 400, 683, 217, 450}};
    (void)state;
    if (!s)
        skip();
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        const struct font_heights *h = font_list_heights(list(t[i].family, t[i].weight, false));
        assert_int_equal(h->per_em, 1000);
        assert_int_equal(h->ascent, t[i].ascent);
        assert_int_equal(h->descent, t[i].descent);
        assert_int_equal(h->x_height, t[i].x_height);
    }
    const struct font_list *own = list("Liberation Serif", 400, false);
    assert_int_equal(font_list_heights(own)->ascent, font_list_primary(own)->m.ascent_fu);
}

static struct font_set *set_with(const char *text, const char *const *folders)
{
    char path[] = P_tmpdir "/shenbao-roles-XXXXXX";
    int fd = mkstemp(path);
    struct font_set *set;

    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
    set = font_set_new(path, folders, d);
    unlink(path);
    return set;
}

static struct font_set *set_from(const char *text)
{
    return set_with(text, NULL);
}

/* A face that is found, but turns out to be of no use when it is opened: the next family takes its place. */
static void expect_passed_over(void (*spoil)(const char *path), enum diag_id id)
{
    char folder[] = P_tmpdir "/shenbao-fonts-XXXXXX", command[256], path[128];
    const char *folders[] = {folder, NULL}, *families[] = {"seal", NULL};
    struct font_request r = {families, 400, false, NULL};
    struct font_set *set;
    const struct font_list *l;

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/f.otf", folder);
    snprintf(command, sizeof command, "cp build/fonts/FandolFang-Regular.otf %s", path);
    assert_int_equal(system(command), 0);
    set = set_with("role seal\n han FandolFang, Noto Serif CJK SC\n", folders);
    assert_non_null(set);
    spoil(path);
    l = font_list_find(set, &r, d);
    assert_non_null(l);
    assert_string_equal(font_list_primary(l)->family, "Noto Serif CJK SC");
    assert_int_equal(diag_list_count(d), 1);
    assert_int_equal(diag_list_at(d, 0)->id, id);
    font_set_free(set);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

static void cut_short(const char *path)
{
    assert_int_equal(truncate(path, 100), 0);
}

/* OS/2 fsType 2: restricted licence embedding. */
static void forbid(const char *path)
{
    uint8_t head[12 + 16 * 32];
    FILE *f = fopen(path, "r+b");

    assert_non_null(f);
    assert_true(fread(head, 1, sizeof head, f) == sizeof head);
    for (size_t i = 12; i < sizeof head; i += 16) {
        if (memcmp(head + i, "OS/2", 4) != 0)
            continue;
        long at = (long)head[i + 8] << 24 | (long)head[i + 9] << 16 | head[i + 10] << 8 | head[i + 11];
        assert_int_equal(fseek(f, at + 8, SEEK_SET), 0);
        assert_int_equal(fwrite("\0\2", 1, 2, f), 2);
        break;
    }
    assert_int_equal(fclose(f), 0);
}

static void test_useless_faces(void **state)
{
    (void)state;
    if (!s)
        skip();
    expect_passed_over(cut_short, DIAG_FONT_UNREADABLE);
    diag_list_cut(d, 0);
    expect_passed_over(forbid, DIAG_FONT_NOT_EMBEDDABLE);
}

static void test_missing_role(void **state)
{
    const char *families[] = {"seal", NULL};
    struct font_request r = {families, 400, false, NULL};
    (void)state;
    struct font_set *set = set_from("role seal\n  han No Such Face, Nor This One\n");

    assert_non_null(set);
    assert_null(font_list_find(set, &r, d));
    assert_int_equal(diag_list_at(d, 0)->id, DIAG_FONT_ROLE_MISSING);
    assert_string_equal(diag_list_at(d, 0)->args[1], "No Such Face, Nor This One");
    font_set_free(set);
}

static void test_bad_roles_file(void **state)
{
    static const char *const bad[] = {"han X\n", "role a\n  han X {400}\n", "alias X\n", "colour red\n", "role\n",
                                      "standard 1/2/3 = X\n"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_null(set_from(bad[i]));
        assert_int_equal(diag_list_count(d), i + 1);
        assert_int_equal(diag_list_at(d, i)->id, DIAG_FONT_ROLES);
    }
    assert_int_equal(diag_list_at(d, 1)->loc.line, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_roles_and_aliases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_latin_and_han_sides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_standard_widths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_quotes_go_with_fallback, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fallback, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fallback_keeps_the_height, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_weights, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_bold_face_that_says_so_only_by_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_synthesis, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_boxes_match, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_variation_selector, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unknown_family_is_reported_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_standard_heights, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_useless_faces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_role, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_roles_file, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
