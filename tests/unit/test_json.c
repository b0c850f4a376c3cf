/* JSON read back: what is one, what is none, strings with every escape. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"

static void write_tree(struct buf *out, const struct json *j)
{
    static const char *const words[] = {"null", "false", "true"};
    if (j->name)
        buf_printf(out, "%s:", j->name);
    if (j->type <= JSON_TRUE)
        buf_puts(out, words[j->type]);
    else if (j->text)
        buf_printf(out, "<%s>", j->text);
    else {
        buf_putc(out, j->type == JSON_ARRAY ? '[' : '{');
        for (const struct json *i = j->first; i; i = i->next)
            write_tree(out, i);
        buf_putc(out, j->type == JSON_ARRAY ? ']' : '}');
    }
}

static void assert_read(const char *text, const char *want)
{
    struct arena *a = arena_new();
    struct buf out = {0};
    const struct json *j = json_parse(a, text, strlen(text));
    buf_puts(&out, j ? "" : "none");
    if (j)
        write_tree(&out, j);
    if (strcmp(out.data, want) != 0)
        print_error("%s\n", text);
    assert_string_equal(out.data, want);
    buf_free(&out);
    arena_free(a);
}

static void trees(void **state)
{
    (void)state;
    assert_read(" { \"a\" : [ 1 , -2.5e3, true,false,null ], \"b\":{}, \"c\":\"x\" } ", "{a:[<1><-2.5e3>truefalsenull]b:{}c:<x>}");
    assert_read("[]", "[]");
    assert_read("\"\\u4E2d\\ud840\\udc0b\\n\\\"\\/\"", "<\u4e2d\U0002000B\n\"/>");
}

static void what_is_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "{", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"", "\"\\x\"", "\"\\u12\"", "\"\\u\x11\x11\x11\x11\"", "\"\\udc00\"", "\"\\ud800x\"", "\"a\nb\"",
        "1 2", "tru", "-", "\"\\u0000\"", "[1 2]", "\xff", "\"\xc3\"",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_read(wrong[i], "none");
}

static void members(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *text = "{\"s\":\"x\",\"n\":42,\"t\":true,\"l\":[7]}";
    const struct json *j = json_parse(a, text, strlen(text));
    assert_string_equal(json_string(j, "s", ""), "x");
    assert_string_equal(json_string(j, "n", "none"), "none");
    assert_string_equal(json_string(NULL, "s", "none"), "none");
    assert_int_equal(json_integer(j, "n"), 42);
    assert_int_equal(json_integer(j, "s"), 0);
    assert_true(json_true(j, "t"));
    assert_false(json_true(j, "n"));
    assert_string_equal(json_items(j, "l")->text, "7");
    assert_null(json_items(j, "x"));
    arena_free(a);
}

static void what_buf_writes_comes_back(void **state)
{
    (void)state;
    const char *text = "\"\\/\b\f\n\r\t\x01 \u4e2d\U0002000B<>&";
    struct arena *a = arena_new();
    struct buf b = {0};
    buf_json(&b, text, strlen(text));
    const struct json *j = json_parse(a, b.data, b.n);
    assert_non_null(j);
    assert_string_equal(j->text, text);
    buf_free(&b);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees), cmocka_unit_test(what_is_none), cmocka_unit_test(members),
        cmocka_unit_test(what_buf_writes_comes_back),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
