/* What is written so that another program reads the same text: attributes of XML, fields of CSV. */
#include "test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

static void assert_text(struct buf *b, const char *want)
{
    assert_string_equal(b->data, want);
    buf_free(b);
}

static void handed_over_to_an_arena(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf b = {0};
    assert_string_equal(buf_keep(&b, a), ""); /* nothing was written */
    buf_add(&b, "x\0y", 3);
    assert_memory_equal(buf_keep(&b, a), "x\0y", 4);
    assert_null(b.data);
    assert_int_equal(b.n, 0);
    assert_string_equal(buf_words_in(a, " \ta\r\n b "), "a b");
    arena_free(a);
}

static void attributes(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_attribute(&b, "a", "x < \"y\" & 'z'");
    buf_attribute(&b, "none", NULL);
    buf_attribute(&b, "empty", "");
    assert_text(&b, " a=\"x &lt; &quot;y&quot; &amp; 'z'\" empty=\"\"");
}

/* A parser makes blanks of white space in a value (XML 1.0, 3.3.3) and refuses other control characters (2.2). */
static void control_characters_in_attributes(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_attribute(&b, "a", "1\t2\n3\r4\x01" "5\x1F" "\x7F" "甲");
    assert_text(&b, " a=\"1&#9;2&#10;3&#13;4\xEF\xBF\xBD" "5\xEF\xBF\xBD" "\x7F" "甲\"");
}

static void numbers(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_decimal(&b, -12500, 3);
    buf_putc(&b, ' ');
    buf_hex(&b, 0xAF, 4);
    buf_hex(&b, 0xDEADBEEF, 4);
    buf_hex(&b, 0, 1);
    assert_text(&b, "-12.5 00AFDEADBEEF0");
}

static void fields_of_csv(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", "\"\""}, {"a,b", "\"a,b\""}, {"the \"first\"", "\"the \"\"first\"\"\""}, {"\"", "\"\"\"\""}, {"1\n2", "\"1\n2\""},
        {"=1+1", "\"'=1+1\""}, {"+8613", "\"'+8613\""}, {"@sum", "\"'@sum\""}, {"\tx", "\"'\tx\""}, {"a=1", "\"a=1\""},
        {"-12.50", "\"-12.50\""}, {"-", "\"'-\""}, {"-1+1", "\"'-1+1\""}, {"-x", "\"'-x\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        buf_csv(&b, cases[i][0]);
        assert_text(&b, cases[i][1]);
    }
}

static void members_of_json(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_json_member(&b, "{", "a", "1\"\n");
    buf_json_member(&b, ", ", "none", NULL);
    buf_json_member(&b, ", ", "empty", "");
    assert_text(&b, "{\"a\": \"1\\\"\\n\", \"none\": null, \"empty\": \"\"");
}

static void code_points(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_utf8(&b, 'a');
    buf_utf8(&b, 0x7532);
    buf_utf8(&b, 0x20BB7);
    buf_utf8(&b, 0xD800); /* a surrogate */
    assert_text(&b, "a甲𠮷\xEF\xBF\xBD");
}

/* What is no UTF-8 is found wherever it stands, also between runs of ASCII that are passed over at once. */
static void bytes_that_are_no_text(void **state)
{
    (void)state;
    char text[] = "abcdefgh甲ijklmnopqrstuvwx𠮷yz";
    size_t n = sizeof text - 1;
    assert_true(utf8_valid(text, n));
    assert_true(utf8_valid("", 0));
    for (size_t i = 0; i < n; i++) {
        char was = text[i];
        text[i] = (char)0xFF;
        assert_false(utf8_valid(text, n));
        text[i] = was;
    }
    assert_false(utf8_valid(text, 9)); /* cut within a character */
}

static void test_be(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_be(&b, 0x12345, 2);
    buf_be(&b, 0x1020304050607080, 10);
    assert_int_equal(b.n, 12);
    assert_memory_equal(b.data, "\x23\x45\0\0\x10\x20\x30\x40\x50\x60\x70\x80", 12);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handed_over_to_an_arena), cmocka_unit_test(attributes), cmocka_unit_test(control_characters_in_attributes),
        cmocka_unit_test(numbers), cmocka_unit_test(fields_of_csv), cmocka_unit_test(members_of_json), cmocka_unit_test(code_points),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(test_be),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
