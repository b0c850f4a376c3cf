/* test_oldcode.c - the standard characters of old codes; the pairs are those of GB 18030 and of Unicode's charts. */
#include "test.h"

#include "text/oldcode.h"

static void private_codes(void **state)
{
    (void)state;
    assert_int_equal(oldcode_standard(0xE7C7), 0x1E3F);  /* m with acute: A8BC */
    assert_int_equal(oldcode_standard(0xE81A), 0x3473);  /* FE55 */
    assert_int_equal(oldcode_standard(0xE863), 0x4DAE);  /* FE9F */
    assert_int_equal(oldcode_standard(0xE81E), 0x9FB4);  /* FE59: GB 18030-2005 */
    assert_int_equal(oldcode_standard(0xE831), 0x215D7); /* FE6C: beyond the BMP */
    assert_int_equal(oldcode_standard(0xE78D), 0xFE10);  /* A6D9: GB 18030-2022 */
    assert_int_equal(oldcode_standard(0xE797), 0);       /* never given a character */
    assert_int_equal(oldcode_standard(0xE000), 0);
    assert_int_equal(oldcode_standard(0xF8FF), 0);
}

static void all_private_codes_of_row_fe(void **state)
{
    (void)state;
    for (uint32_t cp = 0xE815; cp <= 0xE864; cp++) {
        uint32_t to = oldcode_standard(cp);
        assert_true((to >= 0x2E80 && to <= 0x9FBB) || (to >= 0x20000 && to < 0x30000));
    }
}

static void compatibility_ideographs_and_radicals(void **state)
{
    (void)state;
    assert_int_equal(oldcode_standard(0xF9DC), 0x9686);  /* 隆 */
    assert_int_equal(oldcode_standard(0x2F800), 0x4E3D); /* 丽 */
    assert_int_equal(oldcode_standard(0x2F9F4), 0x5DB2); /* 嶲, whose standard character lies below U+10000 */
    assert_int_equal(oldcode_standard(0x2F00), 0x4E00);  /* Kangxi radical one */
    assert_int_equal(oldcode_standard(0xFA0E), 0);       /* one of the twelve that are no duplicates */
    assert_int_equal(oldcode_standard(0x9686), 0);
    assert_int_equal(oldcode_standard('A'), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(private_codes), cmocka_unit_test(all_private_codes_of_row_fe),
                                       cmocka_unit_test(compatibility_ideographs_and_radicals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
