#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/i18n.h"
#include "base/limits.h"

static char *line_of(const struct diag_record *r, const struct i18n *lang)
{
    struct buf b = {0};
    diag_line(&b, r, lang);
    return buf_steal(&b);
}

#define assert_line(record, lang, want) \
    do { \
        char *got = line_of((record), (lang)); \
        assert_string_equal(got, want); \
        free(got); \
    } while (0)

static struct i18n *chinese(void)
{
    struct i18n *zh = i18n_open("zh", (const char *const[]){"build/locale", NULL});
    assert_non_null(zh);
    return zh;
}

static void engine_message_with_a_place(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    struct loc loc = {.file = "a.fo", .line = 12};
    diag(d, FO_UNKNOWN_PROPERTY, &loc, "font-sise", "fo:block");
    assert_int_equal(diag_list_count(d), 1);
    assert_int_equal(diag_list_worst(d), DIAG_WARNING);
    assert_line(diag_list_at(d, 0), NULL,
                "a.fo:12: warning: unknown property font-sise on fo:block; it is ignored [fo-unknown-property]\n");
    struct i18n *zh = chinese();
    assert_line(diag_list_at(d, 0), zh, "a.fo:12: 警告: fo:block 上有未知属性 font-sise；已忽略 [fo-unknown-property]\n");
    i18n_close(zh);
    diag_list_free(d);
}

static void engine_message_without_a_place_translates_its_cause(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    diag(d, FILE_OPEN, NULL, "p.xml", N_("permission denied"));
    assert_line(diag_list_at(d, 0), NULL, "shenbao: error: cannot open p.xml: permission denied [file-open]\n");
    struct i18n *zh = chinese();
    assert_line(diag_list_at(d, 0), zh, "shenbao: 错误: 无法打开 p.xml：没有权限 [file-open]\n");
    i18n_close(zh);
    diag_list_free(d);
}

static void finding_with_clause_and_way(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    char rule[] = "SD-101";
    struct diag_record r = {
        .severity = DIAG_ERROR, .id = DIAG_FINDING, .rule = rule, .clause = "二（一）", .text = "金额不符",
        .loc = {.file = "p.xml", .line = 7, .via_file = "p.fo", .via_line = 90},
    };
    diag_finding(d, &r);
    rule[0] = 'X'; /* the list keeps a copy */
    assert_line(diag_list_at(d, 0), NULL, "p.xml:7: error: 金额不符 (fo p.fo:90) [SD-101, 二（一）]\n");
    r.undecided = true;
    r.rule = "SD-001";
    r.clause = NULL;
    r.loc.via_file = NULL;
    diag_finding(d, &r);
    assert_line(diag_list_at(d, 1), NULL, "p.xml:7: undecided: 金额不符 [SD-001]\n");
    diag_list_free(d);
}

static void values_cannot_steer_a_terminal(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    diag(d, FO_UNKNOWN_ELEMENT, NULL, "\033[2Jx\n\xFF\xC2\x85");
    assert_line(diag_list_at(d, 0), NULL,
                "shenbao: warning: unknown element \\x1b[2Jx\\x0a\\xff\\x85; its content is left out [fo-unknown-element]\n");
    diag_list_free(d);
}

static void a_value_is_not_filled_in_again(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    diag(d, FO_UNKNOWN_PROPERTY, NULL, "{2}", "error");
    struct i18n *zh = chinese();
    assert_line(diag_list_at(d, 0), zh, "shenbao: 警告: error 上有未知属性 {2}；已忽略 [fo-unknown-property]\n");
    i18n_close(zh);
    diag_list_free(d);
}

static void add(struct diag_list *d, const char *file, unsigned line, size_t order, const char *text)
{
    struct diag_record r = {.severity = DIAG_WARNING, .id = DIAG_FINDING, .rule = "R", .text = text, .order = order,
                            .loc = {.file = file, .line = line}};
    diag_finding(d, &r);
}

static void sort_is_stable_and_in_document_order(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    add(d, NULL, 0, SIZE_MAX, "h");
    add(d, "b", 1, 1, "g");
    add(d, "a", 9, 4, "f");
    add(d, "a", 2, SIZE_MAX, "d");
    add(d, "a", 2, 3, "b");
    add(d, "a", 2, 3, "c");
    add(d, "a", 2, 2, "a");
    add(d, "a", 3, 4, "e");
    diag_list_sort(d);
    char got[9] = "";
    for (size_t i = 0; i < 8; i++)
        got[i] = diag_list_at(d, i)->text[0];
    assert_string_equal(got, "abcdefgh");
    diag_list_free(d);
}

static void findings_beyond_the_limit_are_counted(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new(), *all = diag_list_new();
    for (size_t i = 0; i < LIMIT_FINDINGS + 5; i++)
        add(d, "a", 1, i, "x");
    diag(d, FILE_OUTSIDE, NULL, "x");
    assert_int_equal(diag_list_count(d), LIMIT_FINDINGS);
    assert_int_equal(diag_list_dropped(d), 6);
    assert_int_equal(diag_list_worst(d), DIAG_ERROR);
    diag(d, FILE_OPEN, NULL, "p", "q");
    assert_int_equal(diag_list_count(d), LIMIT_FINDINGS + 1);
    diag_list_append(all, d);
    assert_int_equal(diag_list_dropped(all), 6);
    assert_true(diag_list_has(all, DIAG_FATAL));
    diag_list_cut(d, 3);
    assert_int_equal(diag_list_count(d), 3);
    assert_int_equal(diag_list_dropped(d), 0);
    assert_int_equal(diag_list_worst(d), DIAG_WARNING);
    diag_list_free(d);
    diag_list_free(all);
}

static void one_kind_is_counted(void **state)
{
    struct diag_list *d = diag_list_new();
    (void)state;
    diag(d, FOREIGN_OBJECT_EMPTY, &(struct loc){.line = 1}, "1");
    diag_list_count_kind(d, DIAG_FOREIGN_OBJECT_EMPTY);
    assert_string_equal(diag_list_at(d, 0)->args[0], "1");
    diag(d, TABLE_EMPTY, NULL);
    diag(d, FOREIGN_OBJECT_EMPTY, &(struct loc){.line = 2}, "1");
    diag(d, FOREIGN_OBJECT_EMPTY, &(struct loc){.line = 3}, "1");
    diag_list_count_kind(d, DIAG_FOREIGN_OBJECT_EMPTY);
    assert_int_equal(diag_list_count(d), 2);
    assert_string_equal(diag_list_at(d, 0)->args[0], "3");
    assert_int_equal(diag_list_at(d, 0)->loc.line, 1);
    assert_int_equal(diag_list_at(d, 1)->id, DIAG_TABLE_EMPTY);
    diag_list_free(d);
}

static void one_kind_is_dropped_from_an_index_on(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    diag(d, LINE_OVERFULL, NULL, "a", "1", "2");
    diag(d, LINE_OVERFULL, NULL, "b", "1", "2");
    diag(d, TABLE_EMPTY, NULL);
    diag(d, LINE_OVERFULL, NULL, "c", "1", "2");
    diag_list_drop(d, 1, DIAG_LINE_OVERFULL);
    assert_int_equal(diag_list_count(d), 2);
    assert_string_equal(diag_list_at(d, 0)->args[0], "a");
    assert_int_equal(diag_list_at(d, 1)->id, DIAG_TABLE_EMPTY);
    diag_list_drop(d, 5, DIAG_TABLE_EMPTY);
    assert_int_equal(diag_list_count(d), 2);
    diag_list_free(d);
}

static void an_empty_list_has_nothing(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    assert_false(diag_list_has(d, DIAG_INFO));
    diag_list_sort(d);
    diag_list_cut(d, 0);
    assert_int_equal(diag_list_worst(d), DIAG_INFO);
    diag_list_free(d);
    diag_list_free(NULL);
}

/* "1 proposals" is no English: what is counted stands before its number, or cannot be one. */
static void counts_read_well_for_one(void **state)
{
    (void)state;
    static const char *const things[] = {"proposals", "documents", "rows", "columns", "fields", "files", "findings", "pages", "errors", "boxes"};
    static const char *const before[] = {"than ", "of "};
    for (int id = 0; id < DIAG_COUNT; id++)
        for (const char *text = diag_msgid((enum diag_id)id), *at = text; (at = strchr(at, '}')); at++)
            for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
                bool counted = at[1] == ' ' && !strncmp(at + 2, things[i], strlen(things[i])), fits = false;
                for (size_t k = 0; k < sizeof before / sizeof *before; k++)
                    fits = fits || (at - text - 2 >= (ptrdiff_t)strlen(before[k]) && !strncmp(at - 2 - strlen(before[k]), before[k], strlen(before[k])));
                if (counted && !fits)
                    fail_msg("not for one: %s", text);
            }
}

/* A name of megabytes is no message: it is cut between two characters, and one can see that. */
static void what_is_quoted_has_a_greatest_length(void **state)
{
    (void)state;
    static const char han[] = "\xe4\xb8\xad";
    struct buf fits = {0}, long_one = {0};
    while (fits.n + 3 <= LIMIT_QUOTED)
        buf_puts(&fits, han);
    for (int i = 0; i < LIMIT_QUOTED; i++)
        buf_puts(&long_one, han);
    struct diag_list *d = diag_list_new();
    diag(d, FILE_OUTSIDE, NULL, fits.data);
    diag(d, FILE_OUTSIDE, NULL, long_one.data);
    assert_string_equal(diag_list_at(d, 0)->args[0], fits.data);
    const char *cut = diag_list_at(d, 1)->args[0];
    assert_memory_equal(cut, fits.data, fits.n);
    assert_string_equal(cut + fits.n, "…");
    diag_list_free(d);
    buf_free(&fits);
    buf_free(&long_one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(engine_message_with_a_place),
        cmocka_unit_test(engine_message_without_a_place_translates_its_cause),
        cmocka_unit_test(finding_with_clause_and_way),
        cmocka_unit_test(values_cannot_steer_a_terminal),
        cmocka_unit_test(a_value_is_not_filled_in_again),
        cmocka_unit_test(sort_is_stable_and_in_document_order),
        cmocka_unit_test(findings_beyond_the_limit_are_counted),
        cmocka_unit_test(one_kind_is_counted),
        cmocka_unit_test(one_kind_is_dropped_from_an_index_on),
        cmocka_unit_test(an_empty_list_has_nothing),
        cmocka_unit_test(counts_read_well_for_one),
        cmocka_unit_test(what_is_quoted_has_a_greatest_length),
    };
    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
