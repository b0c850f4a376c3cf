#include "test.h"

#include "batch/mask.h"

struct example {
    const char *text, *masked;
};

static void assert_masked(const struct example *v, size_t n, enum mask_kind kind)
{
    for (size_t i = 0; i < n; i++) {
        char *got = mask_new(v[i].text, kind);
        assert_string_equal(got, v[i].masked);
        free(got);
    }
}

#define ASSERT_MASKED(kind, ...) \
    do { \
        const struct example examples[] = {__VA_ARGS__}; \
        assert_masked(examples, sizeof examples / sizeof *examples, (kind)); \
    } while (0)

static void identity_numbers_are_found_in_any_text(void **state)
{
    (void)state;
    ASSERT_MASKED(MASK_TEXT,
        {"11010519491231002X", "110***********002X"},
        {"负责人（370102198001011234）重复", "负责人（370***********1234）重复"}, /* the check digit is wrong: a person's all the same */
        {"１１０１０５１９４９１２３１００２Ｘ", "１１０***********００２Ｘ"},
        {"110105 19491231 002x", "110*** ******** 002x"},
        {"130503670401001", "130*********001"},
        {"a/110105194912310021.xml", "a/110***********0021.xml"},
        {"110105194912310021、37010219800101123X", "110***********0021、370***********123X"});
}

static void telephone_numbers_are_found_in_any_text(void **state)
{
    (void)state;
    ASSERT_MASKED(MASK_TEXT,
        {"张三13800138000", "张三138****8000"},
        {"138 0013 8000", "138 **** 8000"},
        {"138-0013-8000", "138-****-8000"},
        {"+86 138 0013 8000", "+86 1** **** 8000"},
        {"8613800138000", "861******8000"},
        {"0531-88881234", "053*-****1234"},
        {"（0531）88881234", "（053*）****1234"},
        {"010-8232 1234 转 12", "010-**** 1234 转 12"},
        {"+49 30 1234567", "+49 3* ***4567"},
        {"电话：88881234", "电话：88****34"},
        {"2025-03-31 13800138000", "2025-03-31 138****8000"});
}

static void other_numbers_stay(void **state)
{
    (void)state;
    ASSERT_MASKED(MASK_TEXT,
        {"91370100MA3C000000", "91370100MA3C000000"},
        {"12370000495190203X", "12370000495190203X"},
        {"2025-03-31T17:30:00", "2025-03-31T17:30:00"},
        {"1234567.89", "1234567.89"},
        {"0.130503670401001", "0.130503670401001"},
        {"130503670401001.5", "130503670401001.5"},
        {"202501011234567890", "202501011234567890"},
        {"13800138000a", "13800138000a"},
        {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"138001380001", "138001380001"},
        {"电话。2025033100", "电话。2025033100"},
        {"", ""},
        {"顺序号 0012", "顺序号 0012"});
}

static void fields_say_what_else_is_a_number(void **state)
{
    (void)state;
    ASSERT_MASKED(MASK_IDENTITY, {"E12345678", "E******78"}, {"护照 P<123456", "护照 P<1***56"}, {"身份证", "身份证"},
                  {"999999999999999999", "999***********9999"});
    ASSERT_MASKED(MASK_TELEPHONE, {"88881234", "88****34"}, {"8888 1234", "88** **34"}, {"12", "12"});
    ASSERT_MASKED(MASK_TEXT, {"列了两次（证件号码E12345678）", "列了两次（证件号码E******78）"}, {"E12345678", "E12345678"});
}

static void fields_are_known_by_name_and_label(void **state)
{
    (void)state;
    assert_int_equal(mask_kind_of("/proposal/people/person[2]/idNo"), MASK_IDENTITY);
    assert_int_equal(mask_kind_of("证件号码"), MASK_IDENTITY);
    assert_int_equal(mask_kind_of("/proposal/contact/mobile"), MASK_TELEPHONE);
    assert_int_equal(mask_kind_of("联系电话"), MASK_TELEPHONE);
    assert_int_equal(mask_kind_of("/proposal/phone/name"), MASK_TEXT);
    assert_int_equal(mask_kind_of(NULL), MASK_TEXT);
}

static void broken_text_is_shown(void **state)
{
    (void)state;
    ASSERT_MASKED(MASK_TEXT, {"\xff" "13800138000\xe4", "\uFFFD138****8000\uFFFD"}, {"a\x01\n", "a\uFFFD\n"});
}

/* What a finding says of a field is masked by what the field is; its message is put into words. */
static void findings_are_masked_by_their_field(void **state)
{
    (void)state;
    struct diag_record r = {.id = DIAG_FINDING, .path = "/proposal/people/person[1]/idNo", .text = "E12345678不对", .place = "证件号码",
                            .loc = {.file = "13800138000.xml"}};
    struct arena *a = arena_new();
    struct diag_record got = mask_finding(a, &r, NULL);
    assert_string_equal(got.text, "E******78不对");
    assert_string_equal(got.loc.file, "138****8000.xml");
    r = (struct diag_record){.id = DIAG_FILE_OPEN, .args = (const char *[]){"a-13800138000.xml", "permission denied", NULL}};
    got = mask_finding(a, &r, NULL);
    assert_string_equal(got.text, "cannot open a-138****8000.xml: permission denied");
    assert_null(got.place);
    arena_free(a);
}

static void in_an_arena(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(mask_in(a, "电话13800138000", MASK_TEXT), "电话138****8000");
    assert_string_equal(mask_in(a, "", MASK_TEXT), "");
    assert_null(mask_in(a, NULL, MASK_TEXT));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identity_numbers_are_found_in_any_text),
        cmocka_unit_test(telephone_numbers_are_found_in_any_text),
        cmocka_unit_test(other_numbers_stay),
        cmocka_unit_test(fields_say_what_else_is_a_number),
        cmocka_unit_test(fields_are_known_by_name_and_label),
        cmocka_unit_test(findings_are_masked_by_their_field),
        cmocka_unit_test(broken_text_is_shown), cmocka_unit_test(in_an_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
