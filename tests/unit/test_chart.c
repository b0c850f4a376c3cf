/* Ticks and days of charts (layout/chart_int.h). */
#include "test.h"

#include <string.h>

#include "layout/chart_int.h"

static void expect_ticks(double lo, double hi, int ticks, const char *numbers, enum fo_keyword numerals)
{
    struct arena *arena = arena_new();
    struct chart_axis a = chart_axis(lo, hi, ticks);
    char all[400] = "";
    for (int64_t t = a.first; t <= a.last; t += a.each) {
        strcat(all, t == a.first ? "" : " ");
        strcat(all, chart_tick_text(arena, &a, t, numerals));
    }
    assert_string_equal(all, numbers);
    arena_free(arena);
}

static void steps_are_one_two_or_five(void **state)
{
    (void)state;
    expect_ticks(0, 20, 4, "0 5 10 15 20", FO_K_PLAIN);
    expect_ticks(0, 36.5, 5, "0 10 20 30 40", FO_K_PLAIN);
    expect_ticks(0, 8, 5, "0 2 4 6 8", FO_K_PLAIN);
    expect_ticks(-3, 8, 6, "\u22124 \u22122 0 2 4 6 8", FO_K_PLAIN);
}

static void decimals_are_the_same_on_all_ticks(void **state)
{
    (void)state;
    expect_ticks(0, 1, 2, "0.0 0.5 1.0", FO_K_PLAIN);
    expect_ticks(0.92, 0.95, 4, "0.92 0.93 0.94 0.95", FO_K_PLAIN);
    expect_ticks(0, 0.003, 3, "0.000 0.001 0.002 0.003", FO_K_PLAIN);
}

static void large_units(void **state)
{
    (void)state;
    expect_ticks(0, 20000, 4, "0.0 0.5 1.0 1.5 2.0", FO_K_WAN);
    expect_ticks(0, 3e6, 3, "0 100 200 300", FO_K_WAN);
    expect_ticks(0, 3e8, 3, "0 1 2 3", FO_K_YI);
    expect_ticks(0, 1e15, 2, "0 500000000000000 1000000000000000", FO_K_PLAIN);
}

static void one_value(void **state)
{
    (void)state;
    expect_ticks(7, 7, 2, "7.0 7.5 8.0", FO_K_PLAIN);
    expect_ticks(0, 0, 2, "0.0 0.5 1.0", FO_K_PLAIN);
}

static void days(void **state)
{
    (void)state;
    assert_int_equal(chart_day(1970, 0, 1), 0);
    assert_int_equal(chart_day(1969, 11, 31), -1);
    assert_int_equal(chart_day(2000, 1, 29), 11016);
    assert_int_equal(chart_day(2000, 2, 1), 11017);
    assert_int_equal(chart_day(1999, 14, 1), 11017); /* months run over */
    assert_int_equal(chart_day(2100, 2, 1) - chart_day(2100, 1, 1), 28);
}

static void expect_months(int64_t from_month, int64_t to_month, int ticks, const char *labels)
{
    struct arena *arena = arena_new();
    struct chart_axis a = chart_axis_dates((double)chart_day(2024, from_month, 1), (double)chart_day(2024, to_month, 1), ticks);
    char all[400] = "";
    for (int64_t t = a.first; t <= a.last; t += a.each) {
        strcat(all, t == a.first ? "" : " ");
        strcat(all, chart_tick_text(arena, &a, t, FO_K_PLAIN));
    }
    assert_string_equal(all, labels);
    arena_free(arena);
}

static void months_quarters_years(void **state)
{
    (void)state;
    expect_months(0, 3, 6, "2024-01 2024-02 2024-03 2024-04");
    expect_months(1, 11, 6, "2024-01 2024-03 2024-05 2024-07 2024-09 2024-11 2025-01");
    expect_months(1, 11, 5, "2024-01 2024-04 2024-07 2024-10 2025-01");
    expect_months(2, 34, 4, "2024 2025 2026 2027");
    expect_months(0, 0, 4, "2024-01 2024-02");
}

static void places_are_linear(void **state)
{
    (void)state;
    struct chart_axis a = chart_axis(0, 20, 4);
    assert_int_equal(chart_place(&a, 0, 1000, 5000), 1000);
    assert_int_equal(chart_place(&a, 5, 1000, 5000), 2000);
    assert_int_equal(chart_place(&a, 20, 5000, 1000), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_one_two_or_five), cmocka_unit_test(decimals_are_the_same_on_all_ticks),
        cmocka_unit_test(large_units), cmocka_unit_test(one_value), cmocka_unit_test(days),
        cmocka_unit_test(months_quarters_years), cmocka_unit_test(places_are_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
