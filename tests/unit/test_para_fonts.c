/* test_para_fonts.c - Chinese composition with real typefaces, at several measures and sizes. */
#include "test.h"

#include <string.h>

#include "text/para.h"

static const char text_zh[] =
    "本项目拟研发“智能装备”（含XML、PDF/A与OpenType等标准的支持）——面向2025年—2027年的示范应用，总经费1,250.5万元；"
    "其中：申请财政经费300万元，自筹950.5万元。预期指标包括：（1）发明专利12项；（2）软件著作权5项……团队成员让·雅克、"
    "𠮷田和㐂等参与，“三农”问题研究！！";

static const char *const families[] = {"Noto Serif CJK SC", "LXGW WenKai", "Noto Sans CJK SC"};
static const mpt sizes[] = {9000, 10500, 12000, 15750};

struct world {
    struct diag_list *d;
    struct font_set *set;
    struct arena *a;
};

static int set_up(void **state)
{
    static const char *const dirs[] = {"build/fonts", NULL};
    struct world *w = xcalloc(1, sizeof *w);
    w->d = diag_list_new();
    w->set = font_set_new("fonts/roles.conf", dirs, w->d);
    w->a = arena_new();
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    arena_free(w->a);
    font_set_free(w->set);
    diag_list_free(w->d);
    free(w);
    return 0;
}

static struct para *lay(struct world *w, const char *family, const char *s, mpt size, mpt width, enum para_align align)
{
    const char *names[] = {family, NULL};
    struct font_request r = {names, 400, false, "zh"};
    struct para_style *st = arena_alloc(w->a, sizeof *st);
    *st = (struct para_style){.fonts = font_list_find(w->set, &r, w->d), .size = size, .language = "zh-CN",
                              .word_normal = true};
    struct para *p = para_new(w->a, para_fonts_of(w->set));
    para_text(p, st, s, strlen(s), NULL);
    struct para_layout how = {.width = width, .align = align, .align_last = PARA_START, .profile = CJK_GB, .wrap = true};
    para_layout(p, &how);
    return p;
}

/* Pen position of the glyph that stands for the character at `at` in the text; advance in *w. */
static bool place_of(const struct para *p, const char *at, mpt *x, struct para_piece *piece, const struct glyph **glyph)
{
    for (size_t i = 0; i < para_lines(p); i++) {
        const struct para_line *l = para_line(p, i);
        for (size_t k = 0; k < l->count; k++) {
            const struct para_piece *q = &l->pieces[k];
            mpt pen = q->x;
            for (size_t g = 0; g < q->count; pen += q->glyphs[g++].advance)
                if (q->text + q->glyphs[g].cluster == at) {
                    *x = pen;
                    *piece = *q;
                    *glyph = &q->glyphs[g];
                    return true;
                }
        }
    }
    return false;
}

static void ink_of(const struct para *p, const char *at, mpt *left, mpt *right)
{
    mpt x = 0;
    struct para_piece q;
    const struct glyph *g;
    assert_true(place_of(p, at, &x, &q, &g));
    assert_true(shape_ink(&q.font, g->gid, left, right));
    *left += x + g->dx;
    *right += x + g->dx;
}

static void every_line_is_flush(void **state)
{
    struct world *w = *state;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (mpt width = 60000; width <= 441000; width += 38100) {
                struct para *p = lay(w, families[f], text_zh, sizes[s], width, PARA_JUSTIFY);
                const struct para_fault *m;
                assert_int_equal(para_faults(p, &m), 0);
                for (size_t i = 0; i + 1 < para_lines(p); i++)
                    assert_int_equal(para_line(p, i)->x + para_line(p, i)->width, width);
                arena_reset(w->a);
            }
}

/* The sum of the glyphs' advances is the piece's width, and pieces follow each other without a hole. */
static void advances_add_up(void **state)
{
    struct world *w = *state;
    struct para *p = lay(w, families[0], text_zh, 12000, 250000, PARA_JUSTIFY);
    for (size_t i = 0; i < para_lines(p); i++) {
        const struct para_line *l = para_line(p, i);
        mpt x = l->x;
        for (size_t k = 0; k < l->count; k++) {
            mpt sum = 0;
            for (size_t g = 0; g < l->pieces[k].count; g++)
                sum += l->pieces[k].glyphs[g].advance;
            assert_int_equal(l->pieces[k].x, x);
            assert_int_equal(l->pieces[k].width, sum);
            x += sum;
        }
        assert_int_equal(x, l->x + l->width);
    }
}

/* T4: two em together, no gap in the ink. */
static void dashes_touch(void **state)
{
    struct world *w = *state;
    static const char s[] = "一——二";
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        struct para *p = lay(w, families[f], s, 12000, 441000, PARA_START);
        mpt x, l1, r1, l2, r2;
        struct para_piece q;
        const struct glyph *g;
        assert_true(place_of(p, s + 9, &x, &q, &g));
        assert_int_equal(x, 36000);
        if (!place_of(p, s + 6, &x, &q, &g)) /* the face has one glyph for both */
            continue;
        ink_of(p, s + 3, &l1, &r1);
        ink_of(p, s + 6, &l2, &r2);
        assert_true(l2 <= r1);
        assert_true(l1 >= 12000 - 600 && r2 <= 36000 + 600);
    }
}

/* T7 to T9, T16: marks have their ink in the half of the em that is kept. */
static void marks_keep_their_ink(void **state)
{
    struct world *w = *state;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        static const char s[] = "“中”（文）《书》，。；：！";
        struct para *p = lay(w, families[f], s, 12000, 441000, PARA_START);
        mpt left, right;
        ink_of(p, s, &left, &right); /* “ at the line's start */
        assert_true(left >= -100 && right <= 6500);
        ink_of(p, s + strlen(s) - 3, &left, &right); /* ！ at its end: half an em */
        const struct para_line *l = para_line(p, 0);
        assert_true(right <= l->x + l->width);
    }
}

static void western_words_are_one_face(void **state)
{
    struct world *w = *state;
    static const char s[] = "编号20与2019及010-12345678";
    struct para *p = lay(w, "song", s, 12000, 441000, PARA_START);
    const struct font_face *face = NULL;
    for (const char *c = s; *c; c++) {
        mpt x;
        struct para_piece q;
        const struct glyph *g;
        if (*c < '0' || *c > '9' || !place_of(p, c, &x, &q, &g))
            continue;
        if (!face)
            face = q.font.face;
        assert_ptr_equal(q.font.face, face);
    }
    assert_non_null(face);
}

/* Widths of the base fonts: no kerning, whole thousandths of an em. */
static void plain_text_has_standard_advances(void **state)
{
    struct world *w = *state;
    const char *names[] = {"Helvetica", NULL};
    struct font_request r = {names, 400, false, NULL};
    struct para_style st = {.fonts = font_list_find(w->set, &r, w->d), .size = 12000, .word_normal = true, .plain = true};
    struct para *p = para_new(w->a, para_fonts_of(w->set));
    para_text(p, &st, "AVAT fi", 7, NULL);
    struct para_layout how = {.width = 441000, .wrap = true};
    para_layout(p, &how);
    /* A 667, V 667, T 611, space 278, f 278, i 222 */
    assert_int_equal(para_line(p, 0)->width, 12 * (3 * 667 + 611 + 278 + 278 + 222));
}

static void assert_same_piece(const struct para_piece *a, const struct para_piece *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->x, b->x);
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->text_len, b->text_len);
    assert_memory_equal(a->text, b->text, a->text_len);
    assert_ptr_equal(a->font.face, b->font.face);
    assert_int_equal(a->spaced, b->spaced);
    assert_int_equal(a->count, b->count);
    assert_memory_equal(a->glyphs, b->glyphs, a->count * sizeof *a->glyphs);
}

static void assert_same_lines(const struct para *a, const struct para *b)
{
    assert_int_equal(para_lines(a), para_lines(b));
    for (size_t i = 0; i < para_lines(a); i++) {
        const struct para_line *l = para_line(a, i), *k = para_line(b, i);
        assert_int_equal(l->x, k->x);
        assert_int_equal(l->width, k->width);
        assert_int_equal(l->overfull, k->overfull);
        assert_int_equal(l->from, k->from);
        assert_int_equal(l->count, k->count);
        for (size_t q = 0; q < l->count; q++)
            assert_same_piece(&l->pieces[q], &k->pieces[q]);
    }
}

/* Each paragraph as one that is laid out for the first time, and with its own text and owner. */
static void check_again(struct world *w, const char *family, const char *text, const struct para_layout *how)
{
    struct para_source bare = *para_fonts_of(w->set);
    const char *names[] = {family, NULL};
    struct font_request r = {names, 400, false, "zh"};
    struct para_style *st = arena_alloc(w->a, sizeof *st);
    char *own = arena_strdup(w->a, text);
    *st = (struct para_style){.fonts = font_list_find(w->set, &r, w->d), .size = 10500, .language = arena_strdup(w->a, "zh-CN"), .word_normal = true};
    bare.memo = NULL;
    struct para *p = para_new(w->a, para_fonts_of(w->set)), *first = para_new(w->a, &bare);
    para_text(p, st, own, strlen(own), own);
    para_text(first, st, text, strlen(text), own);
    para_layout(p, how);
    para_layout(first, how);
    assert_same_lines(p, first);
    for (size_t i = 0; i < para_lines(p); i++)
        for (size_t q = 0; q < para_line(p, i)->count; q++) {
            const struct para_piece *piece = &para_line(p, i)->pieces[q];
            assert_ptr_equal(para_line(p, i)->user, own);
            assert_ptr_equal(piece->user, own);
            assert_ptr_equal(piece->style, st);
            assert_true(piece->text >= own && piece->text + piece->text_len <= own + strlen(own));
        }
}

static void what_comes_again_is_the_same(void **state)
{
    static const char *const texts[] = {"多边科技合作", "“引进来”", "新一代信息技术", "6845.97", "教授/主任", "PDF/A与XML（2025年）", "Noto Serif"};
    static const mpt widths[] = {31500, 52500, 420000};
    static const enum para_align aligns[] = {PARA_START, PARA_CENTER, PARA_END, PARA_JUSTIFY};
    for (int round = 0; round < 4; round++)
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
                for (size_t a = 0; a < sizeof aligns / sizeof *aligns; a++) {
                    struct para_layout how = {.width = widths[i], .align = aligns[a], .align_last = aligns[a], .profile = CJK_GB, .wrap = true};
                    check_again(*state, families[t % 2], texts[t], &how);
                    how.first_indent = 21000;
                    check_again(*state, families[t % 2], texts[t], &how);
                }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_line_is_flush, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_comes_again_is_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(advances_add_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dashes_touch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(marks_keep_their_ink, set_up, tear_down),
        cmocka_unit_test_setup_teardown(western_words_are_one_face, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_text_has_standard_advances, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
