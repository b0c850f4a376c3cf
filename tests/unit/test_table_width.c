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

static void equal_shares_are_equal_widths(void **state) {
    (void)state;
    struct column_demand d[7];
    mpt w[7];
    for (int i = 0; i < 7; i++) d[i] = (struct column_demand){0, 1};
    table_share_width(d, 7, 100000, w);
    for (int i = 0; i < 7; i++) assert_int_equal(w[i], 14285);
    struct column_demand doubled[] = {{0, 2}, {0, 1}};
    table_share_width(doubled, 2, 100001, w);
    assert_int_equal(w[0], 66666);
    assert_int_equal(w[1], 33333);
    struct column_demand fine[] = {{0, 6000}, {0, 4000}};
    table_share_width(fine, 2, 99999, w);
    assert_int_equal(w[0], 59999);
    assert_int_equal(w[1], 39999);
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
    const struct column_range c[] = {{10000, 10000, false}, {10000, 40000, false}, {10000, 100000, false}};
    mpt w[3];
    table_auto_width(c, 3, 70000, w); /* 40000 over the minimum; wanted 30000 : 90000 */
    assert_int_equal(w[0], 10000);
    assert_int_equal(w[1], 20000);
    assert_int_equal(w[2], 40000);
}

/* 24 columns that each want all a length can say: the products go beyond 64 bits. */
static void by_content_of_the_widest(void **state) {
    (void)state;
    struct column_range c[24];
    mpt w[24];
    for (int i = 0; i < 24; i++) c[i] = (struct column_range){1000, MPT_MAX, false};
    table_auto_width(c, 24, MPT_MAX, w);
    for (int i = 0; i < 24; i++) assert_in_range(w[i], MPT_MAX / 24 - 1, MPT_MAX / 24 + 1);
}

/* Two characters that want 21 pt get them beside a long text. */
static void by_content_modest_first(void **state) {
    (void)state;
    const struct column_range c[] = {{10000, 21000, false}, {10000, 900000, false}, {30000, 30000, true}};
    mpt w[3];
    table_auto_width(c, 3, 130000, w);
    assert_int_equal(w[0], 21000);
    assert_int_equal(w[1], 79000);
    assert_int_equal(w[2], 30000);
}

static void by_content_beyond(void **state) {
    (void)state;
    const struct column_range c[] = {{1000, 10000, false}, {1000, 30000, false}, {5000, 5000, true}};
    mpt w[3];
    table_auto_width(c, 3, 85000, w); /* what is over goes to the columns without a width */
    assert_int_equal(w[0], 20000);
    assert_int_equal(w[1], 60000);
    assert_int_equal(w[2], 5000);
}

/* Too narrow for the longest words: the widest column gives way. */
static void by_content_squeezed(void **state) {
    (void)state;
    const struct column_range c[] = {{10000, 20000, false}, {90000, 90000, false}, {5000, 5000, true}};
    mpt w[3];
    table_auto_width(c, 3, 55000, w);
    assert_int_equal(w[0], 10000);
    assert_int_equal(w[1], 40000);
    assert_int_equal(w[2], 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_take_what_is_left), cmocka_unit_test(equal_shares_are_equal_widths),
        cmocka_unit_test(too_wide_is_told), cmocka_unit_test(by_content_between),
        cmocka_unit_test(by_content_of_the_widest), cmocka_unit_test(by_content_modest_first),
        cmocka_unit_test(by_content_beyond), cmocka_unit_test(by_content_squeezed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
