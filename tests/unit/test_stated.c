/* Rules that batch.sch states in words and the program judges: severity, clause and text come from the pack. */
#include "shandong.h"

#include <string.h>

#include "check/check.h"
#include "programme/schematron.h"

static void text_is_filled(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    struct loc loc = {.file = "a.zip"};
    assert_true(check_stated(shandong, "file-value", &loc, (const char *const[]){"1.甲-乙.pdf", "项目名称", "甲", "{1}", NULL},
                             false, d));
    assert_int_equal(diag_list_count(d), 1);
    const struct diag_record *r = diag_list_at(d, 0);
    assert_string_equal(r->rule, "SD-019");
    assert_string_equal(r->clause, "四（二）");
    assert_string_equal(r->loc.file, "a.zip");
    assert_int_equal(r->severity, DIAG_ERROR);
    assert_string_equal(r->text, "文件名“1.甲-乙.pdf”中的项目名称“甲”与信息表中的“{1}”不一致：请改为一致。");
    diag_list_free(d);
}

static void statements_have_their_severity(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    struct loc loc = {.file = "a.zip"};
    assert_true(check_stated(shandong, "number-twice", &loc, (const char *const[]){"3", "x", NULL}, true, d));
    assert_true(check_stated(shandong, "file-unknown", &loc, (const char *const[]){"x", "y", NULL}, false, d));
    assert_int_equal(diag_list_at(d, 0)->severity, DIAG_WARNING);
    assert_int_equal(diag_list_at(d, 1)->severity, DIAG_INFO);
    assert_true(diag_list_at(d, 1)->undecided);
    assert_string_equal(diag_list_at(d, 1)->rule, "SD-019");
    diag_list_free(d);
}

static void what_is_not_stated_is_not_found(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    assert_false(check_stated(shandong, "nothing", &(struct loc){0}, NULL, false, d));
    assert_int_equal(diag_list_count(d), 0);
    diag_list_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_filled),
        cmocka_unit_test(statements_have_their_severity),
        cmocka_unit_test(what_is_not_stated_is_not_found),
    };
    return cmocka_run_group_tests(tests, shandong_load, shandong_free);
}
