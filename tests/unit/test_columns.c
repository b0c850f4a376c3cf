/* Text in the columns of a terminal. */
#include "test.h"

#include <string.h>

#include "base/columns.h"

static void widths(void **state)
{
    (void)state;
    assert_int_equal(columns_of("abc", 3), 3);
    assert_int_equal(columns_of("申报", 6), 4);
    assert_int_equal(columns_of("（1）", 7), 5);
    assert_int_equal(columns_of("e\xcc\x81", 3), 1); /* a combining accent */
    assert_int_equal(columns_of("\xf0\xa0\xae\xb7", 4), 2); /* beyond the BMP */
}

static void padding(void **state)
{
    (void)state;
    struct buf b = {0};
    columns_pad(&b, "芬兰", 6);
    columns_pad(&b, "Finland", 4);
    assert_string_equal(b.data, "芬兰  Finland");
    buf_free(&b);
}

static void wrapped(const char *text, size_t indent, size_t width, const char *expected)
{
    struct buf b = {0};
    columns_wrap(&b, text, indent, width);
    assert_string_equal(b.data ? b.data : "", expected);
    buf_free(&b);
}

static void wrapping(void **state)
{
    (void)state;
    wrapped("one two\n  three", 0, 7, "one two\nthree");
    wrapped("申报单位，请核对", 0, 8, "申报单\n位，请核\n对"); /* a comma does not begin a line */
    wrapped("申报“单位”", 2, 8, "申报\n  “单位”"); /* an opening quote does not end a line */
    wrapped("请填写attachment项", 0, 8, "请填写\nattachme\nnt项");
    wrapped("", 2, 10, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(widths), cmocka_unit_test(padding), cmocka_unit_test(wrapping)};
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
