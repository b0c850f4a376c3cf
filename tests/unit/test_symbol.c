/* test_symbol.c - signs in PDF's Symbol encoding (ISO 32000-1, D.5). */
#include "test.h"

#include "text/symbol.h"

static void signs_have_their_codes(void **state)
{
    (void)state;
    assert_int_equal(symbol_code(0x20), 0x20);
    assert_int_equal(symbol_code(0x3B1), 0x61);  /* alpha */
    assert_int_equal(symbol_code(0x223C), 0x7E); /* similar */
    assert_int_equal(symbol_code(0x20AC), 0xA0); /* Euro */
    assert_int_equal(symbol_code(0x2022), 0xB7); /* bullet */
    assert_int_equal(symbol_code(0x2211), 0xE5); /* summation */
    assert_int_equal(symbol_code(0xF8FE), 0xFE); /* the last brace */
}

static void others_have_none(void **state)
{
    (void)state;
    assert_int_equal(symbol_code(0), 0);
    assert_int_equal(symbol_code('a'), 0);
    assert_int_equal(symbol_code(0x4E00), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_have_their_codes),
        cmocka_unit_test(others_have_none),
    };
    return cmocka_run_group_tests_name("symbol", tests, NULL, NULL);
}
