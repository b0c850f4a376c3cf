/* cases.txt: what is read, what is refused and where, how the edits of an example are done. */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "programme/cases.h"

#define PATH "build/test-cases.txt"

static struct diag_list *said;

static struct cases *load(const char *text)
{
    diag_list_cut(said, 0);
    assert_true(file_write(PATH, text, strlen(text), said));
    struct cases *c = cases_load(PATH, said);
    unlink(PATH);
    return c;
}

#define HEAD "rule A-1\nexample fails\nsample a.xml\n"

static void all_keywords_are_read(void **state)
{
    (void)state;
    struct cases *c = load("# a remark\n\nrule A-1\n  quote 一\n  quote-of 2.0 二\n  by-construction why\nrule A-0\n  example passes\n  entry a/1.b-c.pdf\n  expected a/1.b-c\nrule A-2\n  example fails\n"
                           "    sample s.xml\r\n    after <a>\n    -  x \n    - y\n    + z\n    - w\n    +\n    as-of 2024-01-01\n"
                           "    strict\n    list L=l.csv\n    site here\n    layer more\n    note 说明\n"
                           "    finds A-2 @ text with @ in it\n    finds A-2\n    clears A-3\n");
    assert_non_null(c);
    assert_int_equal(cases_count(c), 3);
    const struct cases_rule *r = cases_find(c, "A-1");
    assert_int_equal(r->quotes.n, 2);
    assert_string_equal(r->quotes.v[1].text, "二");
    size_t at = 0;
    assert_string_equal(cases_quote_next(r, "2.0", &at), "一");
    assert_string_equal(cases_quote_next(r, "2.0", &at), "二");
    assert_null(cases_quote_next(r, "2.0", &at));
    at = 1;
    assert_null(cases_quote_next(r, "2.1", &at));
    assert_null(cases_quote_next(r, NULL, &(size_t){1}));
    assert_string_equal(r->by_construction, "why");
    assert_null(cases_find(c, "A-3"));
    assert_string_equal(cases_at(c, 1)->examples.v[0].entries.v[0], "a/1.b-c.pdf");
    assert_string_equal(cases_at(c, 1)->examples.v[0].expected.v[0], "a/1.b-c");
    const struct cases_example *e = &cases_at(c, 2)->examples.v[0];
    assert_true(e->fails && e->strict);
    assert_string_equal(e->sample, "s.xml");
    assert_string_equal(e->as_of, "2024-01-01");
    assert_string_equal(e->site, "here");
    assert_string_equal(e->layers.v[0], "more");
    assert_string_equal(e->note, "说明");
    assert_string_equal(e->lists.v[0].file, "l.csv");
    assert_int_equal(e->edits.n, 2);
    assert_string_equal(e->edits.v[0].after, "<a>");
    assert_string_equal(e->edits.v[0].old.v[0], " x ");
    assert_int_equal(e->edits.v[0].old.n, 2);
    assert_string_equal(e->edits.v[1].fresh.v[0], "");
    assert_string_equal(e->finds.v[0].at, "text with @ in it");
    assert_null(e->finds.v[1].at);
    assert_int_equal(e->finds.v[1].line, 27);
    assert_string_equal(e->clears.v[0].rule, "A-3");
    cases_free(c);
}

/* Each complaint with its line. */
static void what_is_wrong_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum diag_id id;
        unsigned line;
    } rows[] = {
        {"rule A-1\nquota x\nquote y\n", DIAG_CASES_KEYWORD, 2},
        {"\nquote x\n", DIAG_CASES_ORDER, 2},
        {"rule A-1\nsample x.xml\nquote y\n", DIAG_CASES_ORDER, 2},
        {"rule A-1\nquote\nquote y\n", DIAG_PACK_LACKS, 2},
        {"rule A-1\n", DIAG_PACK_LACKS, 1},
        {"rule A-1\nexample fail\nsample a.xml\nquote b\n", DIAG_CASES_WORD, 2},
        {"rule A-1\nquote a\nrule A-1\nquote b\n", DIAG_RULES_ID_TWICE, 3},
        {"rule A-1\nexample passes\n", DIAG_PACK_LACKS, 2},
        {HEAD "finds A-1\nsample b.xml\n", DIAG_CASES_TWICE, 5},
        {HEAD "finds A-1\n+ b\n", DIAG_PACK_LACKS, 5},
        {HEAD "finds A-1\nafter b\n", DIAG_PACK_LACKS, 5},
        {HEAD "finds A-1\nlist a.csv\n", DIAG_CASES_WORD, 5},
        {HEAD "finds A-1\nstrict yes\n", DIAG_CASES_WORD, 5},
        {"rule A-1\nexample passes\nsample a.xml\nfinds A-1 @ b\n", DIAG_CASES_PASSES, 2},
        {"rule A-1\nquote \xff\n", DIAG_LIST_NOT_UTF8, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_null(load(rows[i].text));
        assert_int_equal(diag_list_count(said), 1);
        const struct diag_record *r = diag_list_at(said, 0);
        if (r->id != rows[i].id || r->loc.line != rows[i].line)
            fail_msg("row %zu: %s at %u", i, r->rule, r->loc.line);
        assert_string_equal(r->loc.file, PATH);
    }
    assert_null(cases_load("build/no-such-file.txt", said));
}

/* The sample with one edit; NULL: the complaint is `id`. */
static void edit(const char *edit, const char *expected, enum diag_id id)
{
    static const char sample[] = "<a>\n  <b x='1'/>\r\n  <b x='2'/>\n</a>\n<c>\n  <b x='1'/>\n</c>\n";
    struct buf text = {0}, out;
    buf_printf(&text, HEAD "finds A-1\n%s", edit);
    struct cases *c = load(text.data);
    assert_non_null(c);
    bool done = cases_apply(c, &cases_at(c, 0)->examples.v[0], sample, strlen(sample), &out, said);
    assert_int_equal(done, expected != NULL);
    if (expected)
        assert_string_equal(out.data, expected);
    else
        assert_int_equal(diag_list_at(said, 0)->id, id);
    buf_free(&out);
    buf_free(&text);
    cases_free(c);
}

static void edits_are_done(void **state)
{
    (void)state;
    edit("- x='2'\n+ x='3'\n", "<a>\n  <b x='1'/>\r\n  <b x='3'/>\n</a>\n<c>\n  <b x='1'/>\n</c>\n", 0);
    edit("after <c>\n- x='1'\n+ x='3'\n", "<a>\n  <b x='1'/>\r\n  <b x='2'/>\n</a>\n<c>\n  <b x='3'/>\n</c>\n", 0);
    edit("- <b x='1'/>\n- <b x='2'/>\n+ <d/>\n+ <e/>\n", "<a>\n  <d/>\n<e/>\n</a>\n<c>\n  <b x='1'/>\n</c>\n", 0);
    edit("-  <b x='2'/>\n- </a>\n- <c>\n", "<a>\n  <b x='1'/>\r\n  \n  <b x='1'/>\n</c>\n", 0);
    edit("after <a>\n- x='1'\n+ x='9'\n- x='9'\n+ x='8'\n",
         "<a>\n  <b x='8'/>\r\n  <b x='2'/>\n</a>\n<c>\n  <b x='1'/>\n</c>\n", 0);
    edit("- x='1'\n+ x='3'\n", NULL, DIAG_CASES_PLACES);
    edit("- x='4'\n+ x='3'\n", NULL, DIAG_CASES_PLACE);
    edit("after <c>\n- x='2'\n", NULL, DIAG_CASES_PLACE);
    edit("after <d>\n- x='2'\n", NULL, DIAG_CASES_PLACE);
    edit("- <b x='2'/>\n- <c>\n", NULL, DIAG_CASES_PLACE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_keywords_are_read),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(edits_are_done),
    };
    said = diag_list_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    diag_list_free(said);
    return failed;
}
