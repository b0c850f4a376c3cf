/* Where a number's decimal point stands in a text (layout/decimal.h). */
#include "test.h"

#include <string.h>

#include "base/utf8.h"
#include "layout/decimal.h"

static size_t point(const char *text, bool *number)
{
    uint32_t cps[64];
    size_t n = 0;
    const char *end = text + strlen(text);
    while (text < end)
        cps[n++] = utf8_next(&text, end);
    return decimal_find(cps, n, number);
}

static void expect(const char *text, size_t at, bool is_number)
{
    bool number;
    assert_int_equal(point(text, &number), at);
    assert_int_equal(number, is_number);
}

static void points(void **state)
{
    (void)state;
    expect("12.5", 2, true);
    expect("100", 3, true);
    expect(".5", 0, true);
    expect("12.", 2, true);
    expect("１２．５", 2, true);
}

static void separators_belong_to_the_number(void **state)
{
    (void)state;
    expect("1,234,567.89", 9, true);
    expect("1\u00A0234.5", 5, true);
    expect("1\u2009234", 5, true);
    expect("1, 2", 1, true);
    expect("1 234 567.5", 9, true);
    expect("2 000万元", 5, true);
    expect("5 12", 1, true);
    expect("5 2025", 1, true);
    expect("３，０００．５", 5, true);
}

static void what_stands_around(void **state)
{
    (void)state;
    expect("−3.125 万元", 2, true);
    expect("约100万元", 4, true);
    expect("￥12.50", 3, true);
    expect("(7)", 2, true);
    expect("0.5%", 1, true);
}

static void no_number(void **state)
{
    (void)state;
    expect("", 0, false);
    expect("无", 1, false);
    expect("...", 3, false);
    expect("—", 1, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points),
        cmocka_unit_test(separators_belong_to_the_number),
        cmocka_unit_test(what_stands_around),
        cmocka_unit_test(no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
