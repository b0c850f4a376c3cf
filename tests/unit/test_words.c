#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "check/check.h"
#include "xslt/date.h"
#include "xslt/idno.h"
#include "xslt/words.h"

/* GE-16: 字数 and code points without white space. */
static void counting(void **state)
{
    (void)state;
    static const struct { const char *text; size_t count, points; } rows[] = {
        {"", 0, 0},
        {"科技合作", 4, 4},
        {"科技合作。", 5, 5},
        {"“引进来”", 5, 5},
        {"——……", 4, 4},
        {"solid oxide cell", 3, 14},
        {"高温SOEC电堆", 5, 8},
        {"COVID19疫苗", 3, 9},
        {"3.14", 1, 4},
        {"1,200万元", 3, 7},
        {"3.2 kW·h/Nm3", 5, 11},
        {"a. b", 2, 3},
        {" \t\n　", 0, 0},
        {"𠮷田", 2, 2},
        {"𬭚𰻞", 2, 2},
        {"〇", 1, 1},
        {"ＡＢ", 2, 2},
        {"カナ한글", 4, 4},
        {"(a),", 1, 4},
        {"≥30℃", 3, 4},
        {"Москва", 1, 6},
        {"e\xCC\x81t\xC3\xA9", 1, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t points, n = check_count(rows[i].text, strlen(rows[i].text), &points);
        if (n != rows[i].count || points != rows[i].points)
            fail_msg("%s: %zu and %zu, not %zu and %zu", rows[i].text, n, points, rows[i].count, rows[i].points);
    }
}

static void assert_folds(void (*fold)(struct buf *, const char *), const char *a, const char *b, bool same)
{
    struct buf x = {0}, y = {0};
    fold(&x, a);
    fold(&y, b);
    buf_puts(&x, "");
    buf_puts(&y, "");
    assert_int_equal(x.n == y.n && !memcmp(x.data ? x.data : "", y.data ? y.data : "", x.n), same);
    buf_free(&x);
    buf_free(&y);
}

static void folding(void **state)
{
    (void)state;
    assert_folds(words_fold_name, "约翰·史密斯", "约翰•史密斯", true);
    assert_folds(words_fold_name, "约翰·史密斯", "约翰 ・ 史密斯", true);
    assert_folds(words_fold_name, "约翰．史密斯", "约翰·史密斯", true);
    assert_folds(words_fold_name, "ＡＢＣ（中国）", "ABC(中国)", true);
    assert_folds(words_fold_name, "ABC", "abc", false);
    assert_folds(words_fold_name, "甲乙", "甲、乙", false);
    assert_folds(words_fold_title, "甲、乙-ＡBC", "甲乙abc", true);
    assert_true(words_similarity("海藻多糖材料研发", "海藻多糖材料 研发") == 1.0);
    assert_true(words_similarity("海藻", "电堆") == 0.0);
    assert_true(words_similarity("", "") == 0.0);
    assert_true(words_similarity("甲乙丙丁", "甲乙丙戊") > 0.66 && words_similarity("甲乙丙丁", "甲乙丙戊") < 0.67);
}

static void bad_characters(void **state)
{
    (void)state;
    struct buf b = {0};
    assert_false(words_bad(&b, "正常 text\t\n𠮷〇"));
    assert_true(words_bad(&b, "\xEF\xBF\xBD甲\xEE\x80\x80\xEF\xBF\xBD\xC2\x80"));
    assert_string_equal(b.data, "U+FFFD、U+E000、U+0080");
    buf_free(&b);
}

static bool knows_gb(void *ctx, const char *word)
{
    (void)ctx;
    return !strcmp(word, "GB");
}

static void abbreviations(void **state)
{
    (void)state;
    static const struct { const char *text, *found; } rows[] = {
        {"采用SOEC技术", "SOEC"},
        {"固体氧化物电解（Solid Oxide Electrolysis Cell，SOEC），SOEC电堆", ""},
        {"SOEC（固体氧化物电解）", ""},
        {"按GB标准，SiO2、kW、A级", ""},
        {"AB与CD与AB", "AB、CD"},
        {"XXXX", ""},
        {"对NF-κB和TGF-β1的作用", "NF-κB"},
        {"核因子κB（NF-κB）的NF-κB通路", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        words_unexplained(&b, rows[i].text, knows_gb, NULL);
        assert_string_equal(b.data ? b.data : "", rows[i].found);
        buf_free(&b);
    }
}

static void credit_codes(void **state)
{
    (void)state;
    assert_true(idno_uscc_valid("91350100M000100Y43"));
    assert_false(idno_uscc_valid("91350100M000100Y44")); /* check character */
    assert_false(idno_uscc_valid("91350100M000100Y4"));
    assert_false(idno_uscc_valid("91350100M000100Y433"));
    assert_false(idno_uscc_valid("91350100I000100Y43")); /* I is not in the alphabet */
    assert_false(idno_uscc_valid("19350100M000100Y43")); /* two places changed */
    assert_false(idno_uscc_valid("91350100m000100Y43"));
    assert_false(idno_uscc_valid(""));
}

static void identity_numbers(void **state)
{
    (void)state;
    char birth[11];
    assert_true(idno_id_valid("11010519491231002X")); /* the standard's example */
    assert_true(idno_id_valid("11010519491231002x"));
    assert_false(idno_id_valid("110105194912310021"));
    assert_false(idno_id_valid("11010519491331002X"));
    assert_false(idno_id_valid("1101051949123100"));
    idno_id_birth("11010519491231002X", birth);
    assert_string_equal(birth, "1949-12-31");
    assert_string_equal(idno_id_sex("11010519491231002X"), "女");
    assert_string_equal(idno_id_sex("440524188001010014"), "男");
    assert_string_equal(idno_id_sex("440524188001010015"), "");
}

static void dates(void **state)
{
    (void)state;
    struct date a, b;
    static const char *const bad[] = {"", "2025-2-1", "2025-02-29", "2025-13-01", "2025-01-01T", "2025-01-01T25:00",
                                      "2025-01-01T10:00+8", "2025-01-01 ", "2025-01-01T10:61", "0000-01-01", "２０２５-01-01"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (date_parse(bad[i], &a))
            fail_msg("%s is taken for a date", bad[i]);
    assert_true(date_parse("2024-02-29", &a));
    assert_true(date_parse("1970-01-01T08:00:00+08:00", &a));
    assert_int_equal(a.instant, 0);
    static const struct { const char *a, *b; int compare, months; } rows[] = {
        {"2025-03-01", "2025-03-01", 0, 0},
        {"2025-03-01", "2025-03-02", -1, 0},
        {"2025-03-01T17:30:00+08:00", "2025-03-01T09:30:00Z", 0, 0},
        {"2025-03-01T17:30:01+08:00", "2025-03-01T09:30:00Z", 1, 0},
        {"2025-03-01T17:30", "2025-03-01T17:30:00.9+08:00", 0, 0},
        {"2025-03-01", "2025-03-01T23:59:59+08:00", 0, 0},
        {"2025-03-01", "2025-03-01T16:00:00Z", -1, 0}, /* the 2nd in Beijing */
        {"2025-01-31", "2025-02-28", -1, 0},
        {"2025-01-31", "2025-03-31", -1, 2},
        {"2025-01-01", "2028-01-01", -1, 36},
        {"2028-01-01", "2025-01-02", 1, -35},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(date_parse(rows[i].a, &a) && date_parse(rows[i].b, &b));
        if (date_compare(&a, &b) != rows[i].compare || date_months(&a, &b) != rows[i].months)
            fail_msg("%s %s: %d, %d months", rows[i].a, rows[i].b, date_compare(&a, &b), date_months(&a, &b));
    }
    char out[11];
    assert_true(date_parse("2024-01-31", &a) && date_add(&a, 1, 0, out));
    assert_string_equal(out, "2024-02-29");
    assert_true(date_add(&a, 12, 1, out));
    assert_string_equal(out, "2025-02-01");
    assert_true(date_add(&a, -1, -31, out));
    assert_string_equal(out, "2023-11-30");
    assert_false(date_add(&a, 12 * 9000, 0, out));
    char moment[26];
    assert_true(date_of_instant(1740821400, moment));
    assert_string_equal(moment, "2025-03-01T17:30:00+08:00");
    assert_true(date_of_instant(-28801, moment));
    assert_string_equal(moment, "1969-12-31T23:59:59+08:00");
    assert_false(date_of_instant(INT64_MAX, moment));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counting),       cmocka_unit_test(folding),          cmocka_unit_test(bad_characters),
        cmocka_unit_test(abbreviations),  cmocka_unit_test(credit_codes),     cmocka_unit_test(identity_numbers),
        cmocka_unit_test(dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
