/* Columns of vertical text (text/vertical.h), on units made by hand: ten points each. */
#include "test.h"

#include <string.h>

#include "text/vertical.h"

#define MOST 32

/* One unit a letter; '|' ends a column, '_' is a space, a capital letter may not begin a column. */
static struct vertical make(const char *text, struct vertical_unit *units)
{
    size_t n = strlen(text);
    memset(units, 0, MOST * sizeof *units);
    for (size_t i = 0; i < n; i++) {
        units[i].kind = text[i] == '|' ? VERTICAL_END : text[i] == '_' ? VERTICAL_SPACE : VERTICAL_UPRIGHT;
        units[i].advance = text[i] == '|' ? 0 : text[i] == '_' ? 2500 : 10000;
        units[i].may_begin = !(text[i] >= 'A' && text[i] <= 'Z');
    }
    return (struct vertical){.units = units, .count = n, .em = 10000};
}

static void expect(const char *text, mpt height, const char *columns)
{
    struct vertical_unit units[MOST];
    struct vertical_column c[MOST];
    struct vertical v = make(text, units);
    char got[2 * MOST] = "";
    size_t n = vertical_break(&v, height, c);
    for (size_t i = 0; i < n; i++) {
        strncat(got, text + c[i].from, c[i].to - c[i].from);
        strcat(got, "/");
    }
    assert_string_equal(got, columns);
    assert_int_equal(vertical_break(&v, height, NULL), n);
}

static void columns_are_filled(void **state)
{
    (void)state;
    expect("abcdef", 60000, "abcdef/");
    expect("abcdef", 40000, "abcd/ef/");
    expect("abcdef", 39999, "abc/def/");
    expect("", 10000, "");
}

static void marks_do_not_begin_columns(void **state)
{
    (void)state;
    expect("abCd", 20000, "a/bC/d/");
    expect("aBCd", 20000, "aB/Cd/"); /* nothing else fits */
}

static void a_unit_that_is_too_high_stands_alone(void **state)
{
    (void)state;
    expect("abc", 0, "a/b/c/");
    expect("abc", 5000, "a/b/c/");
}

static void ends_and_spaces(void **state)
{
    (void)state;
    expect("ab|c", 90000, "ab/c/");
    expect("ab|", 90000, "ab/");
    expect("a_b", 90000, "a_b/");
    expect("ab_cd", 20000, "ab_/cd/");
}

static void least_height(void **state)
{
    (void)state;
    struct vertical_unit units[MOST];
    struct vertical v = make("abcdefghi", units);
    assert_int_equal(vertical_height(&v, 1, MPT_MAX), 90000);
    assert_int_equal(vertical_height(&v, 2, MPT_MAX), 50000); /* 5 and 4, not 6 and 3 */
    assert_int_equal(vertical_height(&v, 3, MPT_MAX), 30000);
    assert_int_equal(vertical_height(&v, 100, MPT_MAX), 10000);
    v = make("ab|c", units);
    assert_int_equal(vertical_height(&v, 1, MPT_MAX), 20000); /* two columns at least */
}

/* 〔2025〕15号: no column for the closing bracket to begin, while there is room for all of it. */
static void least_height_parts_no_mark(void **state)
{
    (void)state;
    struct vertical_unit units[MOST];
    struct vertical v = make("aBCDe", units);
    assert_int_equal(vertical_height(&v, 2, MPT_MAX), 40000);
    assert_int_equal(vertical_height(&v, 2, 40000), 40000);
    assert_int_equal(vertical_height(&v, 2, 39999), 30000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_filled),
        cmocka_unit_test(marks_do_not_begin_columns),
        cmocka_unit_test(a_unit_that_is_too_high_stands_alone),
        cmocka_unit_test(ends_and_spaces),
        cmocka_unit_test(least_height),
        cmocka_unit_test(least_height_parts_no_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
