#include "test.h"

#include <string.h>

#include "base/limits.h"
#include "batch/name.h"

static void expect_map(const char *value, const char *want)
{
    struct buf b = {0};
    name_map(&b, value);
    assert_string_equal(b.data, want);
    buf_free(&b);
}

static void expect_part(const char *value, const char *want)
{
    struct buf b = {0};
    name_part(&b, value);
    assert_string_equal(b.data, want);
    buf_free(&b);
}

static void forbidden_characters(void **state)
{
    (void)state;
    expect_map("", "");
    expect_map("a/b\\c:d*e?f\"g<h>i|j", "a／b＼c：d＊e？f＂g＜h＞i｜j");
    expect_map("“一带一路”共建国家", "“一带一路”共建国家");
    expect_map("  高温\n\t电堆　与\xC2\xA0系统 ", "高温 电堆 与 系统");
    expect_map("a\xE2\x80\xAE" "fdp.exe", "afdp.exe");      /* U+202E right-to-left override */
    expect_map("零\xE2\x80\x8B宽\xEF\xBB\xBF", "零宽");     /* U+200B, U+FEFF */
    expect_map("a\x07\x7F" "b", "ab");
    expect_map("e\xCC\x81", "\xC3\xA9");                     /* NFC */
    expect_map("\xE2\x84\xA6", "\xCE\xA9");                  /* ohm sign: NFC has the letter */
    expect_map("..", "..");
}

static void parts(void **state)
{
    (void)state;
    expect_part("", "_");
    expect_part("   ", "_");
    expect_part("..", "．．");
    expect_part(".", "．");
    expect_part(".hidden", "．hidden");
    expect_part("终.", "终．");
    expect_part("终. ", "终．");
    expect_part("CON", "CON_");
    expect_part("nul.tar.gz", "nul_.tar.gz");
    expect_part("COM1 .pdf", "COM1 _.pdf");
    expect_part("com².pdf", "com²_.pdf");
    expect_part("COM10.pdf", "COM10.pdf");
    expect_part("LPTX", "LPTX");
    expect_part("CONSOLE.pdf", "CONSOLE.pdf");
    expect_part("../../etc/passwd", "．.／..／etc／passwd");
}

static void comparison(void **state)
{
    (void)state;
    assert_true(name_same("A/B：C", "A／B:C"));
    assert_true(name_same("高温  电堆", " 高温 电堆"));
    assert_false(name_same("高温电堆", "高温 电堆"));
    assert_false(name_same("a", "A"));
    assert_true(name_shortened("高温固体氧…", "高温固体氧化物电解"));
    assert_false(name_shortened("高温固态氧…", "高温固体氧化物电解"));
    assert_false(name_shortened("高温固体氧", "高温固体氧化物电解"));
}

struct values {
    const char *number, *title, *unit, *region;
};

static const char *value_of(void *arg, const char *field)
{
    const struct values *v = arg;
    return !strcmp(field, "number") ? v->number : !strcmp(field, "title") ? v->title : !strcmp(field, "unit") ? v->unit
        : !strcmp(field, "region") ? v->region : NULL;
}

static struct name_made made(struct names *n, struct values v)
{
    return names_make(n, "{region}", "{number}.{title}-{unit}.pdf", value_of, &v);
}

static void patterns(void **state)
{
    (void)state;
    struct names *n = names_new();
    struct name_made m = made(n, (struct values){"1", "0/1颠覆：\"卡脖子\"", "某.大学", "“一带一路”共建国家"});
    assert_string_equal(m.path, "“一带一路”共建国家/1.0／1颠覆：＂卡脖子＂-某.大学.pdf");
    assert_null(m.full);
    assert_int_equal(m.copy, 1);
    struct values v = {"7", "题", "校", "区"};
    assert_string_equal(names_make(n, NULL, "{unknown}{title", value_of, &v).path, "{title");
    assert_string_equal(names_make(n, NULL, "{title}", value_of, &v).path, "题");
    assert_string_equal(names_make(n, NULL, "{title}", value_of, &v).path, "题(2)");
    assert_string_equal(names_make(n, "a/{region}", "{title}/x", value_of, &v).path, "a/区/题/x");
    v.title = "../x";
    assert_string_equal(names_make(n, "{title}", "{title}", value_of, &v).path, "．.／x/．.／x");
    names_free(n);
}

/* Taken names, whatever their letters' size and composition; copies are numbered in the order they are asked for. */
static void unique(void **state)
{
    (void)state;
    struct names *n = names_new();
    assert_string_equal(made(n, (struct values){"1", "Caf\xC3\xA9", "u", "r"}).path, "r/1.Caf\xC3\xA9-u.pdf");
    struct name_made m = made(n, (struct values){"1", "CAFE\xCC\x81", "U", "R"});
    assert_string_equal(m.path, "R/1.CAF\xC3\x89-U(2).pdf");
    assert_int_equal(m.copy, 2);
    assert_string_equal(made(n, (struct values){"1", "Caf\xC3\xA9", "u", "r"}).path, "r/1.Caf\xC3\xA9-u(3).pdf");
    for (int i = 0; i < 3000; i++)
        m = made(n, (struct values){"1", "Caf\xC3\xA9", "u", "r"});
    assert_string_equal(m.path, "r/1.Caf\xC3\xA9-u(3003).pdf");
    names_free(n);
}

static char *repeated(const char *s, int times)
{
    struct buf b = {0};
    while (times--)
        buf_puts(&b, s);
    return buf_steal(&b);
}

static void expect_long(struct names *n, const char *title, const char *unit, size_t bytes, const char *tail)
{
    struct name_made m = made(n, (struct values){"12", title, unit, "r"});
    const char *file = strchr(m.path, '/') + 1;
    assert_int_equal(strlen(file), bytes);
    assert_string_equal(file + strlen(file) - strlen(tail), tail);
    assert_non_null(m.full);
    assert_non_null(strstr(m.full, title));
}

static void too_long(void **state)
{
    (void)state;
    struct names *n = names_new();
    char *han = repeated("氢", 120), *family = repeated("👩‍👩‍👧", 20), *unit = repeated("院", 100);
    /* 3 + 3 × 79 + 3 + 1 + 6 + 4 = 254 */
    expect_long(n, han, "大学", 254, "氢…-大学.pdf");
    /* the copy's mark takes its room from the title */
    expect_long(n, han, "大学", 254, "氢…-大学(2).pdf");
    /* 18 bytes a family, which is not cut */
    expect_long(n, family, "大学", 3 + 18 * 13 + 3 + 1 + 6 + 4, "👩‍👩‍👧…-大学.pdf");
    /* nothing is left of the title before the unit gives way */
    expect_long(n, han, unit, 254, "院….pdf");
    char *dots = repeated(".", 300);
    struct values v = {"", dots, "", ""};
    struct name_made m = names_make(n, NULL, "{title}", value_of, &v);
    assert_true(strlen(m.path) <= LIMIT_NAME_BYTES);
    assert_int_equal(strncmp(m.path, "．.", strlen("．.")), 0);
    free(han);
    free(family);
    free(unit);
    free(dots);
    names_free(n);
}

static void faults(void **state)
{
    (void)state;
    static const struct { const char *name, *bad; } cases[] = {
        {"1.高温-大学.pdf", ""}, {"a:b?c:d", ": ?"}, {"a\x07", "U+0007"}, {"\xE2\x80\xAE" "fdp", "U+202E"}, {"终.", "."},
        {"终 ", "U+0020"}, {"nul.pdf", "nul"}, {"COM1", "COM1"}, {"／：＊", ""}, {".git", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        assert_int_equal(name_bad(&b, cases[i].name), *cases[i].bad != 0);
        assert_string_equal(b.n ? b.data : "", cases[i].bad);
        buf_free(&b);
    }
}

static void take(void *arg, const char *field, const char *value)
{
    buf_printf(arg, "%s=%s;", field, value);
}

static void expect_parse(const char *name, const char *want)
{
    struct buf b = {0};
    assert_int_equal(name_parse("x/{number}.{title}-{unit}.pdf", name, take, &b), want != NULL);
    if (want)
        assert_string_equal(b.data, want);
    assert_true(want || !b.n);
    buf_free(&b);
}

static void parsing(void **state)
{
    (void)state;
    expect_parse("12.高温-大学.pdf", "number=12;title=高温;unit=大学;");
    expect_parse("1.a-b-c.docx", "number=1;title=a-b;unit=c;");
    expect_parse("1.2.0版-大学.PDF", "number=1;title=2.0版;unit=大学;");
    expect_parse("1.高温-大学", "number=1;title=高温;unit=大学;");
    expect_parse("1.高温-大学（中国石油大学）", "number=1;title=高温;unit=大学（中国石油大学）;");
    expect_parse("1、高温-大学.pdf", NULL);
    expect_parse("１.高温-大学.pdf", NULL);
    expect_parse("高温-大学.pdf", NULL);
    expect_parse("1.高温.pdf", NULL);
    expect_parse("1.-大学.pdf", NULL);
    expect_parse("", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forbidden_characters),
        cmocka_unit_test(parts),
        cmocka_unit_test(comparison),
        cmocka_unit_test(patterns),
        cmocka_unit_test(unique),
        cmocka_unit_test(too_long),
        cmocka_unit_test(faults),
        cmocka_unit_test(parsing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
