/* test_para.c - Chinese and Western line composition with made-up faces of round widths: an em for Han and full-width
 * marks, half an em for Western letters and digits, a quarter for the space. T numbers: typography checklist. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/breaks.h"
#include "text/para.h"
#include "text/words.h"

#define EM 10000

static struct font_face han_face = {.file = "han", .m = {.units_per_em = 1000}, .id = 1};
static struct font_face latin_face = {.file = "latin", .m = {.units_per_em = 1000}, .id = 2};

static bool fake_face(void *self, const struct para_style *st, uint32_t cp, uint32_t selector, bool han, struct font *f)
{
    (void)self;
    (void)selector;
    *f = (struct font){.face = han ? &han_face : &latin_face, .size = st->size};
    return cp != 0xE000;
}

static mpt fake_width(const struct font *f, uint32_t cp)
{
    if (f->face == &han_face)
        return f->size;
    return cp == 0x20 ? f->size / 4 : f->size / 2;
}

static size_t fake_shape(void *self, const struct shape_run *run, struct glyph *out, size_t cap)
{
    (void)self;
    for (size_t i = 0; i < run->count && i < cap; i++) {
        out[i] = (struct glyph){.gid = run->cps[i], .cluster = (uint32_t)i, .advance = fake_width(&run->font, run->cps[i])};
        bool kerned = run->cps[i] == '-' && i + 1 < run->count && run->cps[i + 1] == 'V';
        out[i].advance -= kerned ? run->font.size / 10 : 0;
    }
    return run->count;
}

/* Marks have their ink in the half em that mainland style gives them; a dash leaves 5 % on either side. */
static bool fake_ink(void *self, const struct font *f, uint32_t gid, mpt *left, mpt *right)
{
    (void)self;
    *left = gid == 0x2014 ? f->size / 20 : 0;
    *right = gid == 0x2014 ? f->size - f->size / 20 : f->size;
    return true;
}

static struct para_source source = {.face = fake_face, .shape = fake_shape, .ink = fake_ink};

struct fixture {
    struct arena *a;
    struct para *p;
    struct para_style st;
    struct para_layout how;
};

static struct fixture begin(int ems)
{
    struct fixture f = {.a = arena_new()};
    f.p = para_new(f.a, &source);
    f.st = (struct para_style){.size = EM, .word_normal = true, .language = "zh-CN"};
    f.how = (struct para_layout){.width = ems * EM, .align = PARA_JUSTIFY, .align_last = PARA_START, .profile = CJK_GB,
                                 .wrap = true, .joints = true, .cut = true};
    return f;
}

static void text(struct fixture *f, const char *s)
{
    para_text(f->p, &f->st, s, strlen(s), NULL);
}

static struct fixture run(const char *s, int ems, enum para_align align)
{
    struct fixture f = begin(ems);
    f.how.align = align;
    f.how.align_last = align == PARA_JUSTIFY ? PARA_START : align;
    struct para_style *st = arena_dup(f.a, &f.st, sizeof f.st);
    para_text(f.p, st, s, strlen(s), NULL);
    para_layout(f.p, &f.how);
    return f;
}

static const char *line_text(struct fixture *f, size_t i)
{
    const struct para_line *l = para_line(f->p, i);
    char *out = arena_strdup(f->a, "");
    for (size_t k = 0; k < l->count; k++)
        if (l->pieces[k].kind == PARA_PIECE_GLYPHS)
            out = arena_printf(f->a, "%s%.*s", out, (int)l->pieces[k].text_len, l->pieces[k].text);
    return out;
}

/* Lines joined by |. */
static const char *lines(struct fixture *f)
{
    char *out = arena_strdup(f->a, "");
    for (size_t i = 0; i < para_lines(f->p); i++)
        out = arena_printf(f->a, "%s%s%s", out, i ? "|" : "", line_text(f, i));
    return out;
}

/* Where the nth glyph of a line is drawn (pen and offset), and where its advance ends. */
static const struct glyph *nth(struct fixture *f, size_t line, size_t n, mpt *x)
{
    const struct para_line *l = para_line(f->p, line);
    for (size_t k = 0; k < l->count; k++) {
        const struct para_piece *q = &l->pieces[k];
        *x = q->x;
        for (size_t g = 0; g < q->count; g++) {
            if (n-- == 0) {
                *x += q->glyphs[g].dx;
                return &q->glyphs[g];
            }
            *x += q->glyphs[g].advance;
        }
    }
    fail_msg("no such glyph");
    return NULL;
}

static mpt at(struct fixture *f, size_t line, size_t n)
{
    mpt x = 0;
    nth(f, line, n, &x);
    return x;
}

static void expect_in_profile(enum cjk_profile profile, const char *s, const char *want)
{
    struct fixture f = begin(4);
    f.how.align = PARA_START;
    f.how.profile = profile;
    text(&f, s);
    para_layout(f.p, &f.how);
    assert_string_equal(lines(&f), want);
    arena_free(f.a);
}

static void expect_lines(const char *s, int ems, enum para_align align, const char *want)
{
    struct fixture f = run(s, ems, align);
    assert_string_equal(lines(&f), want);
    arena_free(f.a);
}

/* The content of every line but the last ends on the margin, to the unit. */
static void expect_flush(struct fixture *f)
{
    for (size_t i = 0; i + 1 < para_lines(f->p); i++) {
        const struct para_line *l = para_line(f->p, i);
        assert_int_equal(l->x + l->width, f->how.width);
    }
}

static void t1_no_mark_starts_a_line(void **state)
{
    (void)state;
    static const char *const marks[] = {"、", "，", "。", "；", "：", "！", "？", "’", "”", "）", "》", "〉", "】", "〗", "〕",
                                        "］", "｝", "」", "』", "～", "－", "〜", "·", "‧", "・", "—", "–"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (int align = PARA_START; align <= PARA_JUSTIFY; align++)
            for (int ems = 5; ems < 9; ems++) {
                char s[200] = "";
                strcat(strcat(strcat(s, "一二三四五"), marks[i]), "六七八九十一二三四五六七");
                struct fixture f = run(s, ems, align);
                for (size_t k = 0; k < para_lines(f.p); k++)
                    assert_int_not_equal(strncmp(line_text(&f, k), marks[i], strlen(marks[i])), 0);
                arena_free(f.a);
            }
}

/* Between digits a dash is a Western one, but the line that it would begin is Chinese. */
static void t1_nor_a_dash_between_numbers(void **state)
{
    (void)state;
    for (int align = PARA_START; align <= PARA_JUSTIFY; align++)
        for (int ems = 4; ems < 14; ems++) {
            struct fixture f = run("工作日8:30—12:00，14:00—17:30有人接听；2008—2012年就读", ems, align);
            assert_null(strstr(lines(&f), "|—"));
            arena_free(f.a);
        }
}

static void t2_no_opening_mark_ends_a_line(void **state)
{
    (void)state;
    static const char *const marks[] = {"‘", "“", "（", "《", "〈", "【", "〖", "〔", "［", "｛", "「", "『"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (int align = PARA_START; align <= PARA_JUSTIFY; align++)
            for (int ems = 5; ems < 9; ems++) {
                char s[200] = "";
                strcat(strcat(strcat(s, "一二三四五"), marks[i]), "六七八九十一二三四五六七");
                struct fixture f = run(s, ems, align);
                for (size_t k = 0; k < para_lines(f.p); k++) {
                    const char *l = line_text(&f, k);
                    assert_string_not_equal(l + strlen(l) - strlen(marks[i]), marks[i]);
                }
                arena_free(f.a);
            }
}

static void t3_profiles(void **state)
{
    (void)state;
    for (int profile = CJK_BASIC; profile <= CJK_STRICT; profile++) {
        struct fixture f = begin(4);
        f.how.align = PARA_START;
        f.how.profile = profile;
        text(&f, "一二三／四五六——七八九");
        para_layout(f.p, &f.how);
        /* ／ is half an em: 一二三／ fits. Basic leaves it there, GB doesn't; strict keeps —— from the start. */
        static const char *const want[] = {"一二三／|四五六|——七八|九", "一二|三／四五|六——七|八九",
                                           "一二|三／四五|六——七|八九"};
        if (profile == CJK_BASIC)
            assert_true(strncmp(lines(&f), "一二三／|", strlen("一二三／|")) == 0);
        else
            assert_string_equal(lines(&f), want[profile]);
        arena_free(f.a);
    }
    expect_in_profile(CJK_GB, "一二三四——五六七", "一二三四|——五|六七");
    expect_in_profile(CJK_STRICT, "一二三四——五六七", "一二三|四——五|六七");
}

static void t4_dash_and_ellipsis_are_whole(void **state)
{
    (void)state;
    for (int ems = 4; ems < 9; ems++) {
        struct fixture f = run("一二三——四五六……七八九十——一二三四", ems, PARA_JUSTIFY);
        const char *s = lines(&f);
        assert_null(strstr(s, "—|—"));
        assert_null(strstr(s, "…|…"));
        expect_flush(&f);
        arena_free(f.a);
    }
    struct fixture f = run("一——二……三", 20, PARA_START);
    assert_int_equal(at(&f, 0, 3), 3 * EM); /* 二 */
    assert_int_equal(at(&f, 0, 6), 6 * EM); /* 三 */
    mpt first = at(&f, 0, 1), second = at(&f, 0, 2);
    /* ink 5 % to 95 % of each glyph: they touch or overlap */
    assert_true(second + EM / 20 <= first + EM - EM / 20);
    assert_true(first >= EM && second + EM <= 3 * EM);
    arena_free(f.a);
}

static void t5_numbers_and_words_stay_whole(void **state)
{
    (void)state;
    static const char s[] = "经费合计1 250万元，增长12.5%，截止2024-09-25前，费率3‰，温度25℃，单价$300元";
    for (int ems = 6; ems < 16; ems++)
        for (int align = PARA_START; align <= PARA_JUSTIFY; align++) {
            struct fixture f = run(s, ems, align);
            const char *l = lines(&f);
            assert_non_null(strstr(l, "1 250"));
            assert_non_null(strstr(l, "12.5%"));
            assert_non_null(strstr(l, "2024-09-25"));
            assert_non_null(strstr(l, "3‰"));
            assert_non_null(strstr(l, "25℃"));
            assert_non_null(strstr(l, "$300"));
            arena_free(f.a);
        }
}

/* Letter-spacing and what a line is stretched by stand around a mark of two em. */
static void t4_nothing_comes_into_a_mark_of_two_em(void **state)
{
    (void)state;
    struct fixture f = begin(20);
    f.st.letter = (struct para_space){EM / 4, EM / 4, EM / 4};
    text(&f, "一——二……三");
    para_layout(f.p, &f.how);
    assert_true(at(&f, 0, 2) - at(&f, 0, 1) < EM); /* the dashes overlap by their side bearings */
    assert_int_equal(at(&f, 0, 3), EM * 7 / 2);
    assert_int_equal(at(&f, 0, 5) - at(&f, 0, 4), EM);
    assert_int_equal(at(&f, 0, 6), EM * 7);
    arena_free(f.a);
    f = run("……。https://www.a.b", 4, PARA_JUSTIFY); /* marks alone are stretched all the same */
    assert_string_equal(lines(&f), "……。|https://|www.a.b");
    assert_int_equal(at(&f, 0, 1), EM);
    expect_flush(&f);
    arena_free(f.a);
}

/* Rows of them are cut between two marks where they are wider than the line, and a code down to one letter a line. */
static void nothing_prints_over_the_next_cell(void **state)
{
    (void)state;
    expect_lines("——————……", 4, PARA_START, "————|——……");
    expect_lines("——————", 3, PARA_START, "——|——|——");
    struct fixture f = begin(1);
    f.how.width = EM / 2;
    text(&f, "码AB12");
    para_layout(f.p, &f.how);
    assert_string_equal(lines(&f), "码|A|B|1|2");
    arena_free(f.a);
}

/* A word that is cut is not cut beside marks and signs of its own that belong to what stands there. */
static void cuts_leave_marks_at_their_characters(void **state)
{
    (void)state;
    expect_lines("(010)12345678901", 2, PARA_START, "(01|0)1|2345|6789|01");
    expect_lines("1234567890%左右", 5, PARA_START, "123456789|0%左右");
    expect_lines("Pneumonoultr37℃年", 7, PARA_START, "Pneumonoultr3|7℃年");
}

/* An object wider than the line sticks out whatever stands behind it: the comma stays with it. */
static void t1_nor_behind_what_is_too_wide(void **state)
{
    (void)state;
    struct fixture f = begin(4);
    text(&f, "一二");
    para_object(f.p, &f.st, PARA_BOX, (struct para_space){9 * EM, 9 * EM, 9 * EM}, NULL);
    text(&f, "，三四五");
    para_layout(f.p, &f.how);
    assert_string_equal(lines(&f), "一二|，|三四五");
    assert_int_equal(at(&f, 1, 0), 9 * EM);
    arena_free(f.a);
}

/* Where the line can do without, none ends between a number and its unit. */
static void t5_numbers_and_units_stay_together(void **state)
{
    (void)state;
    static const char *const units[] = {"万元", " mm"};
    for (size_t i = 0; i < 2; i++) {
        struct fixture f = begin(0);
        f.how.width = EM * 43 / 2;
        text(&f, "一二三四五六七八九十一二三四五六七八九十12");
        text(&f, units[i]);
        text(&f, "甲乙丙丁戊己庚辛");
        para_layout(f.p, &f.how);
        assert_string_equal(line_text(&f, 0), "一二三四五六七八九十一二三四五六七八九十");
        arena_free(f.a);
    }
}

/* In ragged text too, where no line more comes of it. */
static void t5_ragged_numbers_and_units_stay_together(void **state)
{
    (void)state;
    expect_lines("一二三四五六七八12人甲乙丙", 10, PARA_START, "一二三四五六七八|12人甲乙丙");
    expect_lines("一二三四五六七八九第三条甲乙", 10, PARA_START, "一二三四五六七八九|第三条甲乙");
    expect_lines("一二三四五六七八12人甲乙丙丁戊己庚辛", 10, PARA_START, "一二三四五六七八12|人甲乙丙丁戊己庚辛");
    expect_lines("一二三四1234567890人甲", 10, PARA_START, "一二三四1234567890|人甲");
}

/* Nor inside 第十二条 and the like. */
static void t5_ordinals_stay_together(void **state)
{
    (void)state;
    static const char *const ordinals[] = {"第三条", "第十二条", "第12届"};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        for (int half = 2; half < 4; half++) {
            struct fixture f = begin(0);
            f.how.width = EM * (42 + half) / 2;
            text(&f, "一二三四五六七八九十一二三四五六七八九十又");
            text(&f, ordinals[i]);
            text(&f, "甲乙丙丁戊己庚辛");
            para_layout(f.p, &f.how);
            const char *l = line_text(&f, 0);
            assert_true(!strstr(l, "第") || strstr(l, ordinals[i]));
            arena_free(f.a);
        }
}

/* Numbers in full-width digits, numbers grouped across inlines, signs behind a bracket. */
static void t5_numbers_of_any_form_stay_whole(void **state)
{
    (void)state;
    static const char s[] = "经费５００万元，增长３０．５％，占（３０）％，约（30）%，价格￥（30），长１２,５００米，增加（5）‰";
    static const char *const whole[] = {"５００", "３０．５％", "（３０）％", "（30）%", "￥（30）", "１２,５００", "（5）‰"};
    for (int ems = 6; ems < 20; ems++) {
        struct fixture f = run(s, ems, PARA_JUSTIFY);
        for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
            assert_non_null(strstr(lines(&f), whole[i]));
        arena_free(f.a);
    }
    for (int ems = 4; ems < 12; ems++) {
        struct fixture f = begin(ems);
        text(&f, "经费合计1 2");
        para_edge(f.p, PARA_EDGE_OPEN, 0, 0, (struct para_kept){0}, NULL);
        text(&f, "50");
        para_edge(f.p, 0, 0, 0, (struct para_kept){0}, NULL);
        text(&f, "万元");
        para_layout(f.p, &f.how);
        assert_non_null(strstr(lines(&f), "1 250"));
        arena_free(f.a);
    }
}

/* A lone ideographic space ends a line, where it goes, and begins none; several are room to write in. */
static void t11_a_lone_ideographic_space_begins_no_line(void **state)
{
    (void)state;
    expect_lines("一二三四）　五六七八", 5, PARA_JUSTIFY, "一二三四）|五六七八");
    expect_lines("一二三四：　　　五六", 5, PARA_JUSTIFY, "一二三四：|　　　五六");
}

/* The slash of a word or unit ends no line but in the basic profile (T3, T5); that of a URL does. */
static void t5_words_with_a_slash_stay_whole(void **state)
{
    (void)state;
    for (int ems = 6; ems < 20; ems++) {
        struct fixture f = run("速度为60km/h以内，浓度0.5mg/L，采用TCP/IP协议，符合GB/T 15834的要求", ems, PARA_JUSTIFY);
        assert_null(strstr(lines(&f), "/|"));
        arena_free(f.a);
    }
    expect_in_profile(CJK_BASIC, "一二km/h三四", "一二km/|h三四");
    expect_lines("一二三四五见a.cn/guide的五六", 9, PARA_START, "一二三四五见a.cn/|guide的五六");
    expect_lines("流e/(pixels)@−2000℃，", 8, PARA_START, "流e/(pixels)@|−2000℃，");
}

static void t7_adjacent_marks(void **state)
{
    (void)state;
    static const struct { const char *s; size_t n; mpt x; } cases[] = {
        {"一）（二", 3, EM * 5 / 2}, {"一）、二", 3, EM * 5 / 2}, {"一，“二", 3, EM * 5 / 2}, {"一（《二", 3, EM * 5 / 2},
        {"一。”二", 3, EM * 5 / 2}, {"一》）。二", 4, EM * 3},    {"一，，二", 3, 3 * EM},    {"一（二", 2, 2 * EM}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f = run(cases[i].s, 20, PARA_START);
        assert_int_equal(at(&f, 0, cases[i].n), cases[i].x);
        arena_free(f.a);
    }
}

static void t8_opening_mark_at_line_start(void **state)
{
    (void)state;
    struct fixture f = run("（一）二三四五六七八", 5, PARA_START);
    assert_int_equal(at(&f, 0, 0), -EM / 2);
    assert_int_equal(at(&f, 0, 1), EM / 2);
    arena_free(f.a);
    f = begin(6);
    f.how.first_indent = 2 * EM;
    text(&f, "“一二三”四五六");
    para_layout(f.p, &f.how);
    assert_int_equal(para_line(f.p, 0)->x, 2 * EM);
    assert_int_equal(at(&f, 0, 1), 2 * EM + EM / 2);
    arena_free(f.a);
}

static void t9_mark_at_line_end(void **state)
{
    (void)state;
    /* 一二三四五， is 5.5 em with the mark at the end: it fits 5.5 em */
    struct fixture f = begin(0);
    f.how.width = EM * 11 / 2;
    text(&f, "一二三四五，六七八九十。");
    para_layout(f.p, &f.how);
    assert_string_equal(lines(&f), "一二三四五，|六七八九十。");
    assert_int_equal(para_line(f.p, 0)->width, EM * 11 / 2);
    assert_int_equal(at(&f, 0, 5), 5 * EM);
    assert_int_equal(para_line(f.p, 1)->width, EM * 11 / 2);
    arena_free(f.a);
    f = run("一二）", 10, PARA_END);
    assert_int_equal(para_line(f.p, 0)->x, EM * 15 / 2);
    arena_free(f.a);
}

static void t10_interpunct_and_connector_are_half(void **state)
{
    (void)state;
    struct fixture f = run("让·雅克", 20, PARA_START);
    assert_int_equal(at(&f, 0, 2), EM * 3 / 2);
    assert_int_equal(at(&f, 0, 1), EM - EM / 4); /* centred in its half */
    arena_free(f.a);
    f = run("京–沪", 20, PARA_START);
    assert_int_equal(at(&f, 0, 2), EM * 3 / 2);
    arena_free(f.a);
}

static void t11_gap_between_han_and_western(void **state)
{
    (void)state;
    struct fixture f = run("中A文", 20, PARA_START);
    assert_int_equal(at(&f, 0, 1), EM + EM / 4);
    assert_int_equal(at(&f, 0, 2), EM * 2);
    arena_free(f.a);
    f = run("中 A 文", 20, PARA_START); /* typed blanks are the gap */
    assert_int_equal(at(&f, 0, 2), EM + EM / 4);
    assert_int_equal(at(&f, 0, 4), EM * 2);
    arena_free(f.a);
    f = run("中，A（文", 20, PARA_START); /* none beside marks */
    assert_int_equal(at(&f, 0, 2), 2 * EM);
    assert_int_equal(at(&f, 0, 3), EM * 5 / 2);
    arena_free(f.a);
    f = run("中， A", 20, PARA_START); /* nor a typed one */
    assert_int_equal(at(&f, 0, 3), 2 * EM);
    arena_free(f.a);
    f = run("中 —— 中 …… 中 ～ 中", 20, PARA_START);
    assert_int_equal(at(&f, 0, 5), 3 * EM);
    assert_int_equal(at(&f, 0, 10), 6 * EM);
    assert_int_equal(at(&f, 0, 14), 8 * EM);
    arena_free(f.a);
    f = run("— 中", 20, PARA_START); /* a lone dash may be a bullet */
    assert_int_equal(at(&f, 0, 2), EM + EM / 4);
    arena_free(f.a);
    f = run("m²中CO₂中5‰中", 20, PARA_START); /* what ends a Western word is of its kind */
    assert_int_equal(at(&f, 0, 2), EM + EM / 4);
    assert_int_equal(at(&f, 0, 6), EM * 9 / 4 + 2 * EM);
    assert_int_equal(at(&f, 0, 9), EM * 21 / 4 + EM * 3 / 2);
    arena_free(f.a);
    f = run("中中中AA中中", 4, PARA_START); /* none at a line's edge */
    assert_string_equal(lines(&f), "中中中|AA中中");
    assert_int_equal(para_line(f.p, 0)->width, 3 * EM);
    assert_int_equal(para_line(f.p, 1)->x, 0);
    arena_free(f.a);
}

static void t12_squeeze_first_then_stretch(void **state)
{
    (void)state;
    /* Tokens of 1 em; natural 12 em + one comma. At 11.5 em the comma in the middle gives its half. */
    struct fixture f = begin(0);
    f.how.width = EM * 23 / 2;
    text(&f, "一二三四五，六七八九十甲乙丙丁戊己庚辛壬癸子丑");
    para_layout(f.p, &f.how);
    assert_string_equal(line_text(&f, 0), "一二三四五，六七八九十甲");
    assert_int_equal(para_line(f.p, 0)->width, f.how.width);
    assert_int_equal(at(&f, 0, 6), EM * 11 / 2);
    assert_int_equal(at(&f, 0, 7), EM * 13 / 2); /* Han gaps untouched */
    expect_flush(&f);
    arena_free(f.a);
    /* stretching: the Han-Latin gap to 1/2 em before any Han gap; 4.5 em natural */
    f = begin(0);
    f.how.width = EM * 19 / 4;
    text(&f, "一二AA三四五六七八九");
    para_layout(f.p, &f.how);
    assert_string_equal(line_text(&f, 0), "一二AA三");
    assert_int_equal(at(&f, 0, 1), EM);
    assert_int_equal(at(&f, 0, 2), 2 * EM + EM * 3 / 8);
    expect_flush(&f);
    arena_free(f.a);
}

/* A comma has half an em of blank of its own: gaps between Han open that far before one opens behind it. */
static void t12_no_gap_behind_a_mark_before_han_stand_as_far_apart(void **state)
{
    (void)state;
    struct fixture f = begin(0);
    f.how.width = EM * 72 / 10;
    text(&f, "一二三，四五AAAAAAAA");
    para_layout(f.p, &f.how);
    assert_string_equal(line_text(&f, 0), "一二三，四五");
    assert_int_equal(at(&f, 0, 3), EM * 38 / 10); /* 1.2 em in three gaps */
    assert_int_equal(at(&f, 0, 4), EM * 48 / 10);
    expect_flush(&f);
    arena_free(f.a);
    f = begin(0);
    f.how.width = EM * 8;
    text(&f, "一二三，四五AAAAAAAAA");
    para_layout(f.p, &f.how);
    assert_string_equal(line_text(&f, 0), "一二三，四五");
    assert_int_equal(at(&f, 0, 4), EM * 43 / 8); /* 2 em: half an em in each of the three, all four share the rest */
    expect_flush(&f);
    arena_free(f.a);
}

static void t12_every_line_is_flush(void **state)
{
    (void)state;
    static const char s[] = "本项目拟研发“智能装备”（含XML、PDF/A与OpenType等标准的支持）——面向2025年—2027年的示范应用，"
                            "总经费1,250.5万元；其中：申请财政经费300万元，自筹950.5万元。预期指标包括：（1）发明专利≥12项；"
                            "（2）软件著作权5项……详见https://www.example.org/notice/2025/guide.html?id=123456789，联系人"
                            "zhang.san@example.org.cn，电话010-12345678！！";
    for (int size = 9000; size <= 16000; size += 1750)
        for (int ems = 10; ems < 45; ems += 3) {
            struct fixture f = begin(0);
            f.st.size = size;
            f.how.width = ems * 10000 + 123;
            f.how.first_indent = 2 * size;
            text(&f, s);
            para_layout(f.p, &f.how);
            expect_flush(&f);
            for (size_t i = 0; i < para_lines(f.p); i++)
                assert_int_equal(para_line(f.p, i)->overfull, 0);
            assert_false(para_fallback(f.p));
            arena_free(f.a);
        }
}

/* A sign that is kerned with the letter behind it keeps its width where a line ends between them. */
static void t12_kerning_ends_with_the_line(void **state)
{
    (void)state;
    struct fixture f = run("一二AAAA-VVVVV三四五六七八", 5, PARA_JUSTIFY);
    assert_string_equal(line_text(&f, 0), "一二AAAA-");
    expect_flush(&f);
    mpt end = 0;
    end = nth(&f, 0, 6, &end)->advance + end;
    assert_int_equal(end, 5 * EM);
    assert_int_equal(nth(&f, 0, 6, &end)->advance, EM / 2);
    arena_free(f.a);
    f = run("AAAA-VVVVV三四五六七八", 8, PARA_JUSTIFY);
    assert_int_equal(nth(&f, 0, 4, &end)->advance, EM * 4 / 10);
    arena_free(f.a);
}

static void t14_last_line_has_two_characters(void **state)
{
    (void)state;
    expect_lines("一二三四五六七八九", 4, PARA_START, "一二三四|五六七|八九");
    expect_lines("一二三四五六七八九。", 4, PARA_START, "一二三四|五六七|八九。");
    struct fixture f = run("一二三四五六七八九", 4, PARA_JUSTIFY);
    const char *last = line_text(&f, para_lines(f.p) - 1);
    assert_true(strlen(last) >= 6);
    expect_flush(&f);
    arena_free(f.a);
}

static void t15_runs_of_exclamations(void **state)
{
    (void)state;
    struct fixture f = run("一！！二", 20, PARA_START);
    assert_int_equal(at(&f, 0, 3), 2 * EM);
    arena_free(f.a);
    f = run("一？？？二", 20, PARA_START);
    assert_int_equal(at(&f, 0, 4), 3 * EM);
    arena_free(f.a);
}

static const struct font_face *face_at(struct fixture *f, const char *mark)
{
    const struct para_line *l = para_line(f->p, 0);
    for (size_t k = 0; k < l->count; k++)
        if (memmem(l->pieces[k].text, l->pieces[k].text_len, mark, strlen(mark)))
            return l->pieces[k].font.face;
    return NULL;
}

static void t16_quotes_follow_their_text(void **state)
{
    (void)state;
    static const struct { const char *s; bool han; } cases[] = {
        {"使用“XML”格式", true}, {"“XML”是", true}, {"He said “yes” to me", false}, {"He said “中文” to me", false},
        {"他说“你好”", true}, {"支持XML“模式”", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f = run(cases[i].s, 60, PARA_START);
        assert_ptr_equal(face_at(&f, "“"), cases[i].han ? &han_face : &latin_face);
        assert_ptr_equal(face_at(&f, "”"), cases[i].han ? &han_face : &latin_face);
        arena_free(f.a);
    }
    struct fixture f = run("中文 it’s 中文", 60, PARA_START);
    assert_ptr_equal(face_at(&f, "’"), &latin_face);
    arena_free(f.a);
}

static void t17_nothing_hangs(void **state)
{
    (void)state;
    for (int ems = 3; ems < 12; ems++) {
        struct fixture f = run("一二三，四五六七。八九十，一二三四五，六七八九十。", ems, PARA_JUSTIFY);
        for (size_t i = 0; i < para_lines(f.p); i++)
            assert_true(para_line(f.p, i)->x + para_line(f.p, i)->width <= f.how.width);
        arena_free(f.a);
    }
}

static void ragged_lines_take_what_fits(void **state)
{
    (void)state;
    for (int ems = 5; ems < 30; ems += 4) {
        struct fixture f = run("申报单位应当具备独立法人资格且注册时间满一年以上并具有较强的研究开发能力和产业化条件", ems, PARA_START);
        for (size_t i = 0; i + 2 < para_lines(f.p); i++)
            assert_int_equal(para_line(f.p, i)->width, ems * EM);
        arena_free(f.a);
    }
}

static void labels_spread(void **state)
{
    (void)state;
    struct fixture f = begin(4);
    f.how.align_last = PARA_JUSTIFY;
    text(&f, "姓名");
    para_layout(f.p, &f.how);
    assert_int_equal(at(&f, 0, 1), 3 * EM);
    assert_int_equal(para_line(f.p, 0)->width, 4 * EM);
    arena_free(f.a);
}

/* T19, CLREQ's even inter-character spacing: the same gap everywhere, words and numbers whole, the last line too. */
static void spread_evenly(void **state)
{
    (void)state;
    struct fixture f = run("姓名", 3, PARA_SPREAD);
    assert_int_equal(at(&f, 0, 1), 2 * EM);
    arena_free(f.a);
    f = run("共12个AB项", 8, PARA_SPREAD); /* 5 em of glyphs, 4 gaps of 3/4 em: none of the quarter ems is added */
    assert_int_equal(at(&f, 0, 1), EM * 7 / 4);
    assert_int_equal(at(&f, 0, 2), EM * 9 / 4);
    assert_int_equal(at(&f, 0, 3), EM * 14 / 4);
    assert_int_equal(at(&f, 0, 6), 7 * EM);
    arena_free(f.a);
    f = run("印", 4, PARA_SPREAD);
    assert_int_equal(at(&f, 0, 0), EM * 3 / 2);
    arena_free(f.a);
    f = run("项目合作单位联", 5, PARA_SPREAD);
    assert_string_equal(lines(&f), "项目合作单|位联");
    assert_int_equal(at(&f, 1, 1), 4 * EM);
    arena_free(f.a);
    f = run("（甲）乙", 6, PARA_SPREAD); /* marks stay at their character */
    assert_int_equal(at(&f, 0, 1) - at(&f, 0, 0), EM);
    arena_free(f.a);
}

static void quotes_break_outside(void **state)
{
    (void)state;
    expect_lines("按照“要求”执行工作内容", 3, PARA_START, "按照|“要求”|执行工|作内容");
}

static void codes_break_at_their_joints(void **state)
{
    (void)state;
    struct fixture f = run("https://www.example.org/notice/2025/guide.html", 8, PARA_START);
    assert_string_equal(lines(&f), "https://|www.example.org/|notice/2025/|guide.html");
    arena_free(f.a);
    f = run("91370100MA3C4D5E6F", 4, PARA_START); /* no joints: between characters, no hyphen, nothing over the edge */
    assert_string_equal(lines(&f), "91370100|MA3C4D5E|6F");
    assert_int_equal(para_line(f.p, 0)->overfull, 0);
    arena_free(f.a);
    f = begin(4);
    f.how.align = PARA_START;
    f.how.wrap = false;
    text(&f, "91370100MA3C4D5E6F");
    para_layout(f.p, &f.how);
    assert_int_equal(para_lines(f.p), 1);
    assert_int_equal(para_line(f.p, 0)->overfull, 5 * EM);
    arena_free(f.a);
}

static void special_spaces(void **state)
{
    (void)state;
    expect_lines("aaaa\u00A0bbbb cccc", 5, PARA_START, "aaaa\u00A0bbbb|cccc");
    expect_lines("aaaa\u200Bbbbb", 3, PARA_START, "aaaa|bbbb");
    expect_lines("一二三\u2060四五六", 3, PARA_START, "一二|三四|五六");
    struct fixture f = run("aaaa\u00ADbbbb", 3, PARA_START);
    assert_int_equal(para_line(f.p, 0)->width, EM / 2 * 5); /* with its hyphen */
    assert_int_equal(para_lines(f.p), 2);
    arena_free(f.a);
    f = run("aa\u00ADbb", 3, PARA_START);
    assert_int_equal(para_line(f.p, 0)->width, EM * 2); /* without one */
    arena_free(f.a);
}

static void ideographic_spaces(void **state)
{
    (void)state;
    struct fixture f = run("一二三四五　六七八九十", 5, PARA_JUSTIFY); /* one goes at a line's end */
    assert_string_equal(lines(&f), "一二三四五|六七八九十");
    assert_int_equal(at(&f, 0, 4), 4 * EM);
    expect_flush(&f);
    arena_free(f.a);
    f = run("一二三四　　五六七八", 6, PARA_JUSTIFY); /* two are room to write in */
    assert_string_equal(lines(&f), "一二三四　　|五六七八");
    arena_free(f.a);
    f = run("　一二三　", 6, PARA_END); /* and one that begins or ends the text was meant */
    assert_int_equal(at(&f, 0, 1), 2 * EM);
    arena_free(f.a);
}

static void forced_breaks(void **state)
{
    (void)state;
    struct fixture f = begin(10);
    text(&f, "ab");
    para_break(f.p, &f.st, NULL);
    para_break(f.p, &f.st, NULL);
    text(&f, "cd");
    para_layout(f.p, &f.how);
    assert_string_equal(lines(&f), "ab||cd");
    assert_true(para_line(f.p, 1)->blank);
    arena_free(f.a);
}

static void leaders_fill(void **state)
{
    (void)state;
    struct fixture f = begin(20);
    f.how.align = PARA_START;
    f.how.align_last = PARA_JUSTIFY;
    text(&f, "一二");
    para_object(f.p, &f.st, PARA_LEADER, (struct para_space){0, 12000, 20 * EM}, NULL);
    text(&f, "12");
    para_layout(f.p, &f.how);
    assert_int_equal(para_lines(f.p), 1);
    assert_int_equal(para_line(f.p, 0)->pieces[1].width, 17 * EM);
    assert_int_equal(para_line(f.p, 0)->width, 20 * EM);
    arena_free(f.a);
}

static mpt width_before_leader(const char *behind)
{
    struct fixture f = begin(20);
    text(&f, "1 —");
    para_object(f.p, &f.st, PARA_LEADER, (struct para_space){0, 12000, 20 * EM}, NULL);
    text(&f, behind);
    para_layout(f.p, &f.how);
    mpt width = para_line(f.p, 0)->pieces[0].width;
    arena_free(f.a);
    return width;
}

/* The dash of a page number is Western whatever stands at the other end of the line. */
static void leaders_part_texts(void **state)
{
    (void)state;
    assert_int_equal(width_before_leader("一二"), width_before_leader("12"));
}

static void edges_stay_with_their_content(void **state)
{
    (void)state;
    struct fixture f = begin(3);
    f.how.align = PARA_START;
    text(&f, "aaaaa ");
    para_edge(f.p, PARA_EDGE_OPEN, 1000, 0, (struct para_kept){0}, &f);
    text(&f, "bbbb ");
    para_edge(f.p, 0, 1000, 0, (struct para_kept){0}, &f);
    text(&f, "cccc");
    para_layout(f.p, &f.how);
    assert_string_equal(lines(&f), "aaaaa|bbbb|cccc");
    const struct para_line *l = para_line(f.p, 1);
    assert_int_equal(l->pieces[0].kind, PARA_PIECE_OPEN);
    assert_int_equal(l->pieces[l->count - 1].kind, PARA_PIECE_CLOSE);
    assert_int_equal(l->width, 2 * EM + 2000);
    arena_free(f.a);
}

static void missing_characters_are_told(void **state)
{
    (void)state;
    struct fixture f = run("一\uE000二\uE000", 10, PARA_START);
    const struct para_fault *m;
    assert_int_equal(para_faults(f.p, &m), 1);
    assert_int_equal(m[0].cp, 0xE000);
    arena_free(f.a);
}

static void text_that_runs_from_right_to_left_is_told(void **state)
{
    (void)state;
    struct fixture f = run("ab\u05D0\u05D1 \u05D2cd", 10, PARA_START);
    const struct para_fault *m;
    assert_int_equal(para_faults(f.p, &m), 1);
    assert_int_equal(m[0].kind, PARA_RIGHT_TO_LEFT);
    assert_int_equal(m[0].cp, 0x5D0);
    arena_free(f.a);
    f = run("ab\u202Ecd\u202C", 10, PARA_START);
    assert_int_equal(para_faults(f.p, &m), 1);
    assert_int_equal(m[0].cp, 0x202E);
    arena_free(f.a);
    f = run("ab\u200Fcd", 10, PARA_START); /* a mark with nothing to turn round */
    assert_int_equal(para_faults(f.p, &m), 0);
    arena_free(f.a);
}

static void spacing_properties(void **state)
{
    (void)state;
    struct fixture f = begin(10);
    f.st.letter = (struct para_space){1000, 1000, 1000};
    f.st.word_normal = false;
    f.st.word = (struct para_space){2000, 2000, 2000};
    f.how.align = PARA_START;
    text(&f, "ab cd");
    para_layout(f.p, &f.how);
    assert_int_equal(at(&f, 0, 1), 6000);
    /* a given word-spacing is all that is added to the space */
    assert_int_equal(at(&f, 0, 3), 11000 + 2500 + 2000);
    assert_int_equal(para_line(f.p, 0)->width, 4 * 5000 + 2500 + 2000 + 2 * 1000);
    arena_free(f.a);
}

static void widths_for_tables(void **state)
{
    (void)state;
    struct fixture f = begin(0);
    text(&f, "word longest，中文");
    mpt min, max;
    para_widths(f.p, CJK_GB, &min, &max);
    assert_int_equal(min, 7 * EM / 2 + EM / 2); /* longest， with half its mark */
    assert_int_equal(max, EM * 11 / 2 + EM / 4 + EM + 2 * EM);
    arena_free(f.a);
}

/* Where lines begin is told in places that stay when a number before them has more digits. */
static void numbers_are_one_place(void **state)
{
    (void)state;
    static const char *const numbers[] = {"9", "10", "1234"};
    for (int k = 0; k < 3; k++) {
        struct fixture f = begin(9);
        f.how.align = PARA_START;
        for (int i = 0; i < 2; i++) {
            text(&f, "words in lines ");
            size_t since = para_units(f.p);
            text(&f, numbers[k]);
            para_varies(f.p, since);
            text(&f, " ");
        }
        text(&f, "and some more of them here");
        para_layout(f.p, &f.how);
        assert_true(para_lines(f.p) > 2);
        
        size_t from = 34 + 4; /* "and " behind both */
        f.how.from = from;
        para_layout(f.p, &f.how);
        assert_int_equal(para_line(f.p, 0)->from, from);
        assert_string_equal(lines(&f), "some more of them|here");
        arena_free(f.a);
    }
}

/* A number is not divided, though it is as wide as this. */
static void numbers_are_whole(void **state)
{
    (void)state;
    struct fixture f = begin(2);
    f.how.align = PARA_START;
    f.how.cut = true;
    text(&f, "第");
    size_t since = para_units(f.p);
    text(&f, "一千二百三十");
    para_varies(f.p, since);
    text(&f, "页");
    para_layout(f.p, &f.how);
    assert_string_equal(lines(&f), "第|一千二百三十|页");
    arena_free(f.a);
}

/* The starts of all lines from a unit on, in stretches. */
static size_t starts_from(struct fixture *f, size_t from, size_t *out, size_t cap)
{
    size_t n = 0, stretches = 0;
    struct arena *work = arena_new();
    f->how.work = work;
    f->how.from = from;
    do {
        para_layout(f->p, &f->how);
        for (size_t i = 0; i < para_lines(f->p) && n < cap; i++)
            out[n++] = para_line(f->p, i)->from;
        assert_true(para_next(f->p) == 0 || para_next(f->p) > f->how.from);
        f->how.from = para_next(f->p);
        stretches++;
    } while (f->how.from);
    assert_true(stretches > 1);
    f->how.work = NULL;
    arena_free(work);
    return n;
}

/* A stretch ends where it happens to end: its lines must not show that. So they are those of stretches that begin elsewhere. */
static void stretches_leave_no_trace(void **state)
{
    enum { LINES = 40000 };
    static const char *const parts[] = {"高温电解水，制氢（SOEC）是", "Words of a Western kind, and more of them ", "https://example.org/a-long/path/to.html的",
                                        "9d41b6f0c7a25e8813fcd2946ab7e05d", "第一行\n第二行\n\n"};
    static size_t whole[LINES], part[LINES];
    (void)state;
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        struct fixture f = begin(9);
        for (int i = 0; i < 1500 || !para_is_long(f.p); i++)
            for (const char *s = parts[k], *end; *s; s = *end ? end + 1 : end) {
                end = s + strcspn(s, "\n");
                para_text(f.p, &f.st, s, (size_t)(end - s), NULL);
                if (*end)
                    para_break(f.p, &f.st, NULL);
            }
        size_t n = starts_from(&f, 0, whole, LINES);
        assert_in_range(n, 1000, LINES - 1);
        for (size_t at = 1; at < n / 2; at += n / 7) {
            size_t m = starts_from(&f, whole[at], part, LINES);
            assert_int_equal(m, n - at);
            assert_memory_equal(part, whole + at, m * sizeof *part);
        }
        arena_free(f.a);
    }
}

static void long_and_hostile(void **state)
{
    (void)state;
    size_t n = 300000;
    char *s = malloc(n + 1);
    for (size_t i = 0; i < n; i += 3)
        memcpy(s + i, i % 33 == 30 ? "，" : "文", 3);
    s[n] = 0;
    struct fixture f = run(s, 30, PARA_JUSTIFY);
    assert_true(para_fallback(f.p));
    size_t count = 0;
    for (;; para_layout(f.p, &f.how)) {
        expect_flush(&f);
        count += para_lines(f.p);
        f.how.from = para_next(f.p);
        if (!f.how.from)
            break;
    }
    assert_true(count > 3000);
    arena_free(f.a);
    memset(s, '(', n / 10);
    s[n / 10] = 0;
    f = run(s, 5, PARA_JUSTIFY);
    arena_free(f.a);
    memset(s, ' ', n / 10);
    f = run(s, 5, PARA_JUSTIFY);
    assert_int_equal(para_lines(f.p), 1);
    arena_free(f.a);
    f = run("一二三", 0, PARA_JUSTIFY); /* no room at all: one character a line */
    assert_int_equal(para_lines(f.p), 3);
    assert_int_equal(para_line(f.p, 0)->overfull, EM);
    arena_free(f.a);
    free(s);
}

/* s with a bar at each place that `find` gives. */
static void expect_places(const char *s, void (*find)(const uint32_t *, size_t, bool *), const char *want)
{
    uint32_t cps[64] = {0};
    bool after[64] = {false};
    size_t n = 0, k = 0;
    char out[400];
    for (const char *end = s + strlen(s); s < end;)
        cps[n++] = utf8_next(&s, end);
    find(cps, n, after);
    for (size_t j = 0; j < n; j++) {
        k += utf8_put(out + k, cps[j]);
        if (after[j] && j + 1 < n)
            out[k++] = '|';
    }
    out[k] = 0;
    assert_string_equal(out, want);
}

static void unicode_rules(void **state)
{
    (void)state;
    static const struct { const char *s; const char *want; } cases[] = {
        {"ab cd", "ab |cd"}, {"a-b", "a-|b"}, {"a/b", "a/|b"}, {"(ab) c", "(ab) |c"}, {"12-3", "12-3"}, {"a, b", "a, |b"},
        {"$12.5%", "$12.5%"}, {"\u201Ca b\u201D c", "\u201Ca |b\u201D |c"}, {"中文", "中|文"}, {"中,文", "中,|文"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_places(cases[i].s, breaks_find, cases[i].want);
}

static void find_words(const uint32_t *cps, size_t n, bool *after)
{
    uint8_t places[64];
    words_find(source.words, cps, n, places);
    for (size_t i = 0; i < n; i++)
        after[i] = places[i] == WORDS_END;
}

/* The second time the answers were kept. */
static void words_of_titles(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        expect_places("联合实验室", find_words, "联合|实验室");
        expect_places("材料与系统", find_words, "材料|与系统");
        expect_places("项目的通知", find_words, "项目的|通知");
        expect_places("2025年度计划", find_words, "2025年度|计划");
        expect_places("本项目的全时工作", find_words, "本项目的|全时|工作");
        expect_places("在研的同领域", find_words, "在研的|同领域");
        expect_places("收入的比", find_words, "收入的比");
        expect_places("累计总收益", find_words, "累计|总收益");
    }
    expect_lines("植物病理学", 4, PARA_CENTER, "植物|病理学"); /* one word to the dictionary */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t1_no_mark_starts_a_line), cmocka_unit_test(t1_nor_behind_what_is_too_wide), cmocka_unit_test(t1_nor_a_dash_between_numbers),
        cmocka_unit_test(t2_no_opening_mark_ends_a_line),
        cmocka_unit_test(t3_profiles), cmocka_unit_test(t4_dash_and_ellipsis_are_whole),
        cmocka_unit_test(t4_nothing_comes_into_a_mark_of_two_em), cmocka_unit_test(nothing_prints_over_the_next_cell),
        cmocka_unit_test(cuts_leave_marks_at_their_characters),
        cmocka_unit_test(t5_numbers_and_words_stay_whole), cmocka_unit_test(t5_numbers_and_units_stay_together), cmocka_unit_test(t5_ordinals_stay_together), cmocka_unit_test(t5_ragged_numbers_and_units_stay_together),
        cmocka_unit_test(t5_numbers_of_any_form_stay_whole),
        cmocka_unit_test(t5_words_with_a_slash_stay_whole), cmocka_unit_test(t7_adjacent_marks),
        cmocka_unit_test(t8_opening_mark_at_line_start), cmocka_unit_test(t9_mark_at_line_end),
        cmocka_unit_test(t10_interpunct_and_connector_are_half), cmocka_unit_test(t11_gap_between_han_and_western),
        cmocka_unit_test(t12_squeeze_first_then_stretch), cmocka_unit_test(t12_every_line_is_flush),
        cmocka_unit_test(t12_no_gap_behind_a_mark_before_han_stand_as_far_apart),
        cmocka_unit_test(t12_kerning_ends_with_the_line),
        cmocka_unit_test(t14_last_line_has_two_characters), cmocka_unit_test(t15_runs_of_exclamations),
        cmocka_unit_test(t16_quotes_follow_their_text), cmocka_unit_test(t17_nothing_hangs),
        cmocka_unit_test(ragged_lines_take_what_fits), cmocka_unit_test(labels_spread),
        cmocka_unit_test(t11_a_lone_ideographic_space_begins_no_line), cmocka_unit_test(spread_evenly), cmocka_unit_test(words_of_titles),
        cmocka_unit_test(quotes_break_outside), cmocka_unit_test(codes_break_at_their_joints),
        cmocka_unit_test(special_spaces), cmocka_unit_test(ideographic_spaces), cmocka_unit_test(forced_breaks), cmocka_unit_test(leaders_fill), cmocka_unit_test(leaders_part_texts),
        cmocka_unit_test(edges_stay_with_their_content), cmocka_unit_test(missing_characters_are_told),
        cmocka_unit_test(text_that_runs_from_right_to_left_is_told),
        cmocka_unit_test(spacing_properties), cmocka_unit_test(widths_for_tables), cmocka_unit_test(long_and_hostile),
        cmocka_unit_test(numbers_are_one_place), cmocka_unit_test(numbers_are_whole),
        cmocka_unit_test(stretches_leave_no_trace),
        cmocka_unit_test(unicode_rules)};
    source.words = words_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    words_free(source.words);
    return failed;
}
