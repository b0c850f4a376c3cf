/* What a batch reports: the table, the data and the page of its results, in the state they have on the office's desk. Expected
 * outputs lie beside this file; with GOLDEN_UPDATE set differences are shown and they are replaced. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "batch/notice.h"
#include "batch/report.h"
#include "run.h"

static char *folder;
static struct arena *arena;
static struct session *session;
static struct i18n *chinese;
static struct diag_list *said;

static int set_up(void **state)
{
    (void)state;
    folder = scratch_new();
    arena = arena_new();
    said = diag_list_new();
    const char *root = source_folder();
    struct session_options *o = arena_alloc(arena, sizeof *o);
    const char **catalogues = arena_array(arena, 2, sizeof *catalogues);
    catalogues[0] = arena_printf(arena, "%s/build/locale", root);
    const char **fonts = arena_array(arena, 2, sizeof *fonts);
    fonts[0] = arena_printf(arena, "%s/build/fonts", root);
    *o = (struct session_options){
        .packs = arena_printf(arena, "%s/templates", root), .roles = arena_printf(arena, "%s/fonts/roles.conf", root),
        .fonts = fonts, .catalogues = catalogues, .as_of = "2025-03-20", .source_date = "1735689600",
    };
    session = session_open(o, said);
    chinese = i18n_open("zh", catalogues);
    return session && chinese ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    session_close(session);
    i18n_close(chinese);
    diag_list_free(said);
    arena_free(arena);
    scratch_free(folder);
    return 0;
}

/* --- results --- */

static struct result *document(struct results *r, const char *source, enum result_state s)
{
    struct result *d = VEC_PUSH(arena, &r->rows);
    *d = (struct result){
        .source = source, .programme = "", .direction = "", .number = "", .title = "", .unit = "", .recommender = "", .code = "", .state = s,
        .findings = diag_list_new(),
    };
    return d;
}

static void finding(const struct result *d, enum diag_severity s, const char *rule, const char *clause, const char *path, const char *text)
{
    struct diag_record f = {
        .severity = s, .id = DIAG_FINDING, .rule = rule, .clause = clause, .modal = "须", .path = path, .text = text,
        .loc = {.file = d->source, .line = 7}, .order = 1,
    };
    diag_finding(d->findings, &f);
}

static void release(struct results *r)
{
    for (size_t i = 0; i < r->rows.n; i++)
        diag_list_free(r->rows.v[i].findings);
}

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* A good one, one with everything that text can do to a report, one that is no proposal at all. */
static struct results three(void)
{
    struct results r = {0};
    struct result *d = document(&r, "01.xml", RESULT_GOOD);
    d->programme = "shandong-2025";
    d->direction = "suggestion";
    d->number = "1";
    d->title = "海洋牧场智能装备（一期）";
    d->unit = "青岛市海洋研究所";
    d->recommender = "青岛市科学技术局";
    d->output = "社会事业类/1.50% 提高?#海洋牧场-青岛.pdf";
    d->input_digest = d->output_digest = ZEROS;
    d->code = "7K3M-Q9TX-4";
    finding(d, DIAG_WARNING, "SD-118", "二（三）", "/proposal/budget", "总经费偏低：请核实。");
    d = document(&r, "表.xlsx[建议]!3", RESULT_CONTENT);
    d->programme = "shandong-2025";
    d->direction = "suggestion";
    d->number = "2";
    d->title = "=HYPERLINK(\"x\")<script>alert(1)</script>\n 与 & 联系人11010519491231002X";
    d->unit = "+\"单位\",<b>";
    finding(d, DIAG_ERROR, "SD-104", "二（一）1", "/proposal/people/person[1]/idNo", "证件号码E12345678不正确：请核对。");
    finding(d, DIAG_ERROR, "SD-104", "二（一）1", "/proposal/people/person[2]/phone", "13800138000不是办公电话");
    struct diag_record undecided = {
        .severity = DIAG_INFO, .id = DIAG_FINDING, .rule = "SD-107", .text = "缺少清单", .undecided = true, .order = 2,
        .loc = {.file = "表.xlsx[建议]!F3"},
    };
    diag_finding(d->findings, &undecided);
    d = document(&r, "-13900139000.xml", RESULT_FAILED);
    struct loc at = {.file = "-13900139000.xml", .line = 1};
    diag(d->findings, XML_EMPTY, &at);
    return r;
}

static void written(const struct results *r, const struct i18n *lang)
{
    assert_true(reports_write(session, r, folder, lang, said));
    assert_int_equal(diag_list_count(said), 0);
}

static char *report(const char *name)
{
    char *path = path_join(folder, name), *text = read_text(path, NULL);
    assert_non_null(text);
    free(path);
    return text;
}

/* --- files --- */

static void the_table(void **state)
{
    (void)state;
    struct results r = three();
    written(&r, chinese);
    char *csv = report("report.csv");
    assert_expected("tests/reports/report.csv", csv);
    free(csv);
    release(&r);
}

/* Nobody has the numbers of fifteen directions by heart. */
static void directions_have_their_names(void **state)
{
    (void)state;
    struct results r = {0};
    struct result *d = document(&r, "1.xml", RESULT_GOOD);
    d->programme = "most-2025";
    d->direction = "2.0";
    d->title = "膜";
    written(&r, chinese);
    char *csv = report("report.csv"), *page = report("index.html");
    assert_non_null(strstr(csv, "\"most-2025\",\"2.0\",\"中国和匈牙利政府间联合研发项目\","));
    assert_non_null(strstr(page, "<small>中国和匈牙利政府间联合研发项目 · 1.xml</small>"));
    free(csv);
    free(page);
    release(&r);
}

static void the_data(void **state)
{
    (void)state;
    struct results r = three();
    written(&r, NULL);
    char *json = report("report.json");
    assert_expected("tests/reports/report.json", json);
    free(json);
    release(&r);
}

/* Without style and script, which are files of their own. */
static void the_page(void **state)
{
    (void)state;
    struct results r = three();
    written(&r, chinese);
    struct run_options o = {.folder = folder};
    struct run page = run_shell("sed -e '/<style>/,/<\\/style>/d; /<script>/,/<\\/script>/d; s/sha256-[^;]*/DIGEST/g' index.html", &o);
    assert_int_equal(page.status, 0);
    assert_expected("tests/reports/index.html", page.out);
    run_free(&page);
    release(&r);
}

static void the_data_is_as_its_schema_says(void **state)
{
    (void)state;
    struct results r = three(), none = {0};
    struct run_options o = {.folder = folder};
    struct buf check = {0};
    buf_printf(&check, "python3 -c 'import json, jsonschema; "
                       "s = json.load(open(\"%s/docs/report.schema.json\")); jsonschema.Draft202012Validator.check_schema(s); "
                       "jsonschema.validate(json.load(open(\"report.json\")), s)'", source_folder());
    written(&r, chinese);
    struct run full = run_shell(check.data, &o);
    written(&none, chinese);
    struct run empty = run_shell(check.data, &o);
    assert_string_equal(full.err, "");
    assert_string_equal(empty.err, "");
    run_free(&full);
    run_free(&empty);
    buf_free(&check);
    release(&r);
}

static void nothing_that_names_a_person_stands_in_a_report(void **state)
{
    (void)state;
    static const char *const files[] = {"report.csv", "report.json", "index.html"};
    static const char *const secrets[] = {"11010519491231002X", "E12345678", "13800138000", "13900139000"};
    struct results r = three();
    written(&r, chinese);
    for (size_t f = 0; f < 3; f++) {
        char *text = report(files[f]);
        for (size_t s = 0; s < 4; s++)
            assert_null(strstr(text, secrets[s]));
        free(text);
    }
    release(&r);
}

static void the_same_results_give_the_same_bytes(void **state)
{
    (void)state;
    static const char *const files[] = {"report.csv", "report.json", "index.html"};
    char *first[3];
    struct results r = three();
    written(&r, chinese);
    for (size_t f = 0; f < 3; f++)
        first[f] = report(files[f]);
    written(&r, chinese);
    for (size_t f = 0; f < 3; f++) {
        char *again = report(files[f]);
        assert_string_equal(again, first[f]);
        free(again);
        free(first[f]);
    }
    release(&r);
}

static void a_folder_that_is_not_there_is_reported(void **state)
{
    (void)state;
    struct results r = three();
    struct diag_list *d = diag_list_new();
    char *nowhere = path_join(folder, "nowhere");
    assert_false(reports_write(session, &r, nowhere, chinese, d));
    assert_int_equal(diag_list_at(d, 0)->id, DIAG_FILE_WRITE);
    free(nowhere);
    diag_list_free(d);
    release(&r);
}

/* --- notices --- */

/* Of three(), with a second document of the first one's unit; answer_by NULL: a blank. */
static bool notices(const struct results *r, const char *answer_by, struct diag_list *d)
{
    struct submission s = {.recommender = "青岛市科学技术局", .answer_by = ""};
    *VEC_PUSH(arena, &s.contacts) = (struct submission_contact){.role = "contact", .name = "张三", .phone = "0532-85911111", .email = ""};
    struct notice_options o = {.submission = &s, .answer_by = answer_by};
    char *to = path_join(folder, "notices");
    struct notices *n = notices_begin(session, r, &o, to, d);
    bool ok = n && notices_end(n);
    free(to);
    return ok;
}

static char *pages_of(const char *name)
{
    struct run_options o = {.folder = folder};
    struct run r = run_shell(arena_printf(arena, "qpdf --check 'notices/%s.pdf' >/dev/null && pdftotext -layout 'notices/%s.pdf' - | sed 's/ *$//' | cat -s", name, name), &o);
    if (r.status)
        fail_msg("%s%s", r.out, r.err);
    char *text = strdup(r.out);
    run_free(&r);
    return text;
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("%s\nlacks %s", text, part);
}

static void a_notice_tells_a_unit_what_to_mend(void **state)
{
    (void)state;
    struct results r = three();
    struct result *d = document(&r, "data/表.xlsx[建议]!9", RESULT_CONTENT);
    d->programme = "shandong-2025";
    d->number = "9";
    d->title = "潮间带观测";
    d->unit = "青岛市海洋研究所";
    struct diag_record at_cell = {
        .severity = DIAG_ERROR, .id = DIAG_FINDING, .rule = "SD-104", .clause = "二（一）1", .text = "联系人13800138000重复：请核对。",
        .place = "联系电话", .loc = {.file = "data/表.xlsx[建议]!F9"}, .order = 1,
    };
    diag_finding(d->findings, &at_cell);
    diag_finding(document(&r, "无单位.xml", RESULT_CONTENT)->findings, &at_cell);
    assert_true(notices(&r, "2025-04-05", said));
    assert_int_equal(diag_list_count(said), 1); /* the document that is none is told of by the batch */
    assert_int_equal(diag_list_at(said, 0)->id, DIAG_NOTICE_NO_UNIT);
    char *text = pages_of("青岛市海洋研究所");
    assert_expected("tests/reports/notice.txt", text);
    free(text);
    char *hostile = pages_of("+＂单位＂,＜b＞");
    assert_has(hostile, "E******78");
    assert_null(strstr(hostile, "缺少清单")); /* a list that we lack is not the unit's to mend */
    free(hostile);
    char *to = path_join(folder, "notices");
    assert_int_equal(count_files(to), 2);
    free(to);
    release(&r);
}

static void a_long_notice_goes_on_under_its_heading(void **state)
{
    (void)state;
    struct results r = {0};
    struct result *d = document(&r, "1.xml", RESULT_CONTENT);
    struct buf unit = {0};
    for (int i = 0; i < 30; i++)
        buf_puts(&unit, "海洋与极地工程联合研究院");
    d->programme = "most-2025";
    d->title = "A study of offshore wind turbine blades";
    d->unit = unit.data;
    for (int i = 0; i < 60; i++)
        finding(d, DIAG_ERROR, "MO-101", "一", "/proposal", "The partner's letter mentions no amount: state it in full, with its currency.");
    assert_true(notices(&r, NULL, said));
    assert_int_equal(diag_list_count(said), 0);
    struct run_options o = {.folder = folder};
    struct run names = run_shell("cd notices && for f in *; do printf %s \"$f\" | wc -c; pdftotext -layout \"$f\" - | grep -c 续表; "
                                 "pdftotext -raw \"$f\" - | tr -d ' \\n' | sed 's/　//g' | grep -o '请于年月日前'; done", &o);
    int bytes = 0, continued = 0;
    assert_int_equal(sscanf(names.out, "%d %d", &bytes, &continued), 2);
    assert_in_range(bytes, 200, 255);
    assert_in_range(continued, 2, 5);
    assert_has(names.out, "请于年月日前");
    run_free(&names);
    buf_free(&unit);
    release(&r);
}

static void nobody_is_written_to_without_findings(void **state)
{
    (void)state;
    struct results r = {0};
    document(&r, "1.xml", RESULT_GOOD)->unit = "济南大学";
    assert_true(notices(&r, NULL, said));
    assert_int_equal(count_files(folder), 0);
    assert_false(notices(&r, "5 April", said));
    assert_int_equal(diag_list_at(said, 0)->id, DIAG_CLI_DATE);
    release(&r);
}

/* --- the page in a browser, where one is installed --- */

static void many(struct results *r, size_t n)
{
    static const char *const units[] = {"济南大学", "青岛大学", "烟台大学"};
    for (size_t i = 0; i < n; i++) {
        struct result *d = document(r, arena_printf(arena, "%zu.xml", i + 1), i % 3 ? RESULT_CONTENT : RESULT_GOOD);
        d->programme = "shandong-2025";
        d->title = arena_printf(arena, "项目%zu", i + 1);
        d->unit = units[i % 3];
        for (size_t k = 0; k < i % 3; k++)
            finding(d, DIAG_ERROR, k ? "SD-105" : "SD-104", "二", "/proposal", "请核对。");
    }
}

static bool browser(void)
{
    struct run r = run_shell("command -v chromium", NULL);
    bool there = r.status == 0;
    run_free(&r);
    return there;
}

/* What the page shows with this behind #: number of documents, ids of the first three, what it says. */
static void assert_view(const char *view, const char *want)
{
    struct run_options o = {.folder = folder, .limit = 100};
    const char *command = arena_printf(arena,
        "chromium --headless --no-sandbox --disable-gpu --user-data-dir=\"$PWD/profile\" --virtual-time-budget=20000 "
        "--dump-dom \"file://$(realpath index.html)#%s\" 2>/dev/null >dom; "
        "grep -o '<tr id=\"d' dom | wc -l; grep -o '<tr id=\"d[0-9]*' dom | head -3 | tr -dc '0-9\\n' | tr '\\n' ' '; "
        "grep -o '>[^<>]*</output>' dom", view);
    struct run r = run_shell(command, &o);
    assert_string_equal(r.out, want);
    run_free(&r);
}

static void the_page_sorts_and_filters(void **state)
{
    (void)state;
    if (!browser())
        skip();
    struct results r = {0};
    many(&r, 1200);
    written(&r, NULL);
    assert_view("", "500\n1 2 3 >1200 of 1200 documents</output>\n");
    assert_view("page=3", "200\n1001 1002 1003 >1200 of 1200 documents</output>\n");
    assert_view("sort=6&order=down", "500\n3 6 9 >1200 of 1200 documents</output>\n");
    assert_view("sort=3&order=down", "500\n1200 1199 1198 >1200 of 1200 documents</output>\n");
    assert_view("rule=SD-105", "400\n3 6 9 >400 of 1200 documents</output>\n");
    assert_view("unit=%E9%9D%92%E5%B2%9B%E5%A4%A7%E5%AD%A6&page=1", "400\n2 5 8 >400 of 1200 documents</output>\n");
    assert_view("state=content&q=%E9%A1%B9%E7%9B%AE1192", "0\n>0 of 1200 documents</output>\n");
    assert_view("q=%E9%A1%B9%E7%9B%AE1192", "1\n1192 >1 of 1200 documents</output>\n");
    assert_view("d700", "500\n501 502 503 >1200 of 1200 documents</output>\n");
    release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_table, set_up, tear_down), cmocka_unit_test_setup_teardown(directions_have_their_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_data, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_data_is_as_its_schema_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_that_names_a_person_stands_in_a_report, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_results_give_the_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_reported, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_notice_tells_a_unit_what_to_mend, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_notice_goes_on_under_its_heading, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_is_written_to_without_findings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_page_sorts_and_filters, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
