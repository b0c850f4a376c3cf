/* Widths of columns: shares, and by content. */
#include "layout/table_int.h"
#include "test.h"

static void shares_take_what_is_left(void **state) {
    (void)state;
    struct column_demand d[] = {{10000, 0}, {0, 1}, {5000, 2}};
    mpt w[3];
    assert_int_equal(table_share_width(d, 3, 45000, w), 0);
    assert_int_equal(w[0], 10000);
    assert_int_equal(w[1], 10000);
    assert_int_equal(w[2], 25000);
}

static void shares_sum_to_the_width(void **state) {
    (void)state;
    struct column_demand d[7];
    mpt w[7], sum = 0;
    for (int i = 0; i < 7; i++) d[i] = (struct column_demand){0, 1};
    table_share_width(d, 7, 100000, w);
    for (int i = 0; i < 7; i++) sum += w[i];
    assert_int_equal(sum, 100000);
}

static void too_wide_is_told(void **state) {
    (void)state;
    struct column_demand d[] = {{30000, 0}, {0, 1}};
    mpt w[2];
    assert_int_equal(table_share_width(d, 2, 20000, w), 10000);
    assert_int_equal(w[0], 30000);
    assert_int_equal(w[1], 0);
}

static void by_content_between(void **state) {
    (void)state;
    const mpt min[] = {10000, 10000, 10000}, max[] = {10000, 30000, 70000};
    mpt w[3];
    table_auto_width(min, max, 3, 70000, w); /* 40000 over the minimum; wanted 20000 : 60000 */
    assert_int_equal(w[0], 10000);
    assert_int_equal(w[1], 20000);
    assert_int_equal(w[2], 40000);
}

static void by_content_beyond(void **state) {
    (void)state;
    const mpt min[] = {1000, 1000}, max[] = {10000, 30000};
    mpt w[2];
    table_auto_width(min, max, 2, 80000, w);
    assert_int_equal(w[0], 20000);
    assert_int_equal(w[1], 60000);
    table_auto_width(min, max, 2, 500, w); /* never under the minimum */
    assert_int_equal(w[0], 1000);
    assert_int_equal(w[1], 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_take_what_is_left), cmocka_unit_test(shares_sum_to_the_width),
        cmocka_unit_test(too_wide_is_told), cmocka_unit_test(by_content_between), cmocka_unit_test(by_content_beyond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
