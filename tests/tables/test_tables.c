/* check --programme: the rows of a table as proposals, with findings at its cells, and the copy that shows them. */
#include "test.h"

#include "shell.h"

static int set_up(void **state)
{
    int failed = shell_set_up_samples(state);
    char *data = path_join(source_folder(), "tests/data/sheets");
    struct run_options o = {.folder = shell_folder};
    struct run r = RUN(&o, "ln", "-s", data, "data");
    free(data);
    failed = failed || r.status;
    run_free(&r);
    return failed;
}

/* Places and rules, without the words. */
#define PLACES " 2>&1 | sed -E 's/: (error|warning|hint|undecided): .* \\[([^],]*)(,[^]]*)?\\]$/ \\2/'"

#define SUGGESTION_1(file) \
    file "[推荐表]!4 SD-001\n" file "[推荐表]!4 SD-009\n" file "[推荐表]!B4 SD-009\n" file "[推荐表]!C4 SD-101\n" \
    file "[推荐表]!F4 SD-112\n" file "[推荐表]!H4 SD-107\n" file "[关键技术]!2 SD-204\n" file "[关键技术]!2 SD-204\n" \
    file "[关键技术]!2 SD-204\n" file "[关键技术]!2 SD-206\n" file "[关键技术]!3 SD-204\n" file "[关键技术]!3 SD-204\n" \
    file "[关键技术]!3 SD-204\n" file "[关键技术]!3 SD-206\n" file "[推荐表]!L4 GE-06\n"

static void findings_stand_at_the_cells(void **state)
{
    (void)state;
    shell_assert_output("shenbao check --programme shandong-2025 data/suggestions.xlsx" PLACES " | sed -n 2,16p", 0, SUGGESTION_1("data/suggestions.xlsx"));
    shell_assert_output("shenbao check --programme shandong-2025 data/suggestions.fods" PLACES " | sed -n 2,16p", 0, SUGGESTION_1("data/suggestions.fods"));
    shell_assert_output("shenbao check --programme shandong-2025 data/suggestions.ods" PLACES " | sed -n 2,16p", 0, SUGGESTION_1("data/suggestions.ods"));
    shell_assert_output("shenbao check --programme shandong-2025 data/suggestions.xml" PLACES " | sed -n 2,16p", 0, SUGGESTION_1("data/suggestions.xml"));
}

#define HEADINGS "项目名称,产业领域,项目计划总投入（万元）,省财政资金支持强度建议（万元）,建议单位,统一社会信用代码,联系电话\n"

/* A value that could not be read is told once; that it is missing then is no news. What is left out is told at its empty cell. */
static void a_cell_is_faulted_once(void **state)
{
    (void)state;
    shell_put("t.csv", HEADINGS ",新能源,十二,300,济南大学,123702004274011371,0531-88881234\n");
    shell_assert_output("shenbao check --programme shandong-2025 t.csv" PLACES " | grep '![A-G]2' | sort", 0,
                "t.csv!A2 SD-108\nt.csv!C2 sheet-value-money\n");
    shell_put("t.csv", HEADINGS "海上风电,新能源,1200,300,济南大学,123702004274011371,0531-88881234\n");
    shell_assert_output("shenbao check --programme shandong-2025 t.csv" PLACES " | grep '![A-G]2' | sort", 0, "t.csv!A2 SD-009\n");
}

/* A table has labels as its headings, and no elements; the same goes for the notice of return. What was filled in stays. */
static void findings_say_what_the_table_says(void **state)
{
    (void)state;
    shell_succeeds("sed -e 's/ months=\"[0-9]*\"/ months=\"\"/; s/source kind=\"fiscal\" amount=\"[0-9]*/source kind=\"fiscal\" amount=\"0/' "
                   "samples/zhejiang-2025/gov-norway-ferry-shore-power.xml >bad.xml && shenbao sheet zhejiang-2025 bad.xml -o bad.xlsx");
    SHELL_EXPECT("shenbao check bad.xml", 1, "请填写 period 的 start、end 和 months。", "source kind=\"fiscal\" 的 amount（");
    SHELL_EXPECT("shenbao check --programme zhejiang-2025 bad.xlsx", 1, "请填写起止年月的起始时间、结束时间和实施周期。",
                 "请在经费预算中填写资金来源（申请财政资金）的金额（", "!period", "!fiscal");
    SHELL_EXPECT("shenbao batch bad.xml -o out >log 2>&1; pdftotext -raw out/notices/*.pdf - | tr -d '\n'", 0, "请填写起止年月的起始时间、结束时间和实施周期。", "!period",
                 "!fiscal");
}

/* A person's unit is where he works, not what an indicator is counted in: what stands beside the place of the finding is meant. */
static void names_mean_what_stands_beside_the_cell(void **state)
{
    (void)state;
    shell_succeeds("sed 's/workStatus=\"employed\"/workStatus=\"retired\"/; s/<agreement /&attachment=\"a99\" /; s/ attachment=\"a1\"//' "
                   "samples/guangdong-2025/1-rd-island-storage.xml >bad.xml && shenbao sheet guangdong-2025 bad.xml -o bad.xlsx");
    SHELL_EXPECT("shenbao check --programme guangdong-2025 bad.xlsx", 1, "请更换或核对工作单位、在职情况、国籍", "bad.xlsx[协议]!I2: error: the proposal has no a99 under 附件; enter one of its names: 海岛储能电池安全联合研究合作协议", "!计量单位");
}

/* What the schema asks for is asked for in the same words: a column, no attribute. */
static void the_schema_speaks_of_columns(void **state)
{
    (void)state;
    shell_put("t.csv", "序号,项目名称,方向,当前自评等级,实施预期等级\n1,膜,1.1,4,6\n");
    SHELL_EXPECT("shenbao check --lang zh --programme most-2025 t.csv", 1, "没有填写等级标准（9级或13级） [schema-no-attribute]", "!属性", "!scale");
    SHELL_EXPECT("shenbao check --programme most-2025 t.csv", 1, " needs 等级标准（9级或13级） [schema-no-attribute]", "!needs the attribute");
}

static void each_row_is_judged_by_itself(void **state)
{
    (void)state;
    shell_put("t.csv", HEADINGS "海上风电,新能源,1200,300,济南大学,123702004274011371,1\n" "潮汐,新能源,1200,1300,济南大学,123702004274011372,2\n");
    shell_assert_output("shenbao check --programme shandong-2025 t.csv" PLACES " | grep GE-06", 0, "t.csv!F3 GE-06\n");
    shell_assert_output("shenbao check --programme shandong-2025 t.csv | grep -c rules-source", 0, "1\n");
    shell_assert_output("shenbao check --programme shandong-2025 t.csv samples/shandong-2025/broken >all; echo $?; grep -c '^samples.*rules-source' all", 0,
                "1\n18\n");
}

static void reports_are_as_their_schema_says(void **state)
{
    (void)state;
    shell_put("check.py", "import json, sys, jsonschema\n"
                    "r = json.load(open('r.json'))\n"
                    "jsonschema.validate(r, json.load(open(sys.argv[1] + '/docs/findings.schema.json')))\n"
                    "print(len(r), r[0]['file'], [f['cell'] for f in r[0]['findings'] if f['rule'] == 'SD-101'])\n");
    char command[512];
    snprintf(command, sizeof command, "shenbao check --programme shandong-2025 --format json data/suggestions.xlsx -o r.json 2>/dev/null; "
             "python3 check.py '%s'", source_folder());
    shell_assert_output(command, 0, "3 data/suggestions.xlsx[推荐表]!4 ['data/suggestions.xlsx[推荐表]!C4']\n");
}

/* A sheet that somebody formatted to its last column. */
static void columns_without_end(void **state)
{
    (void)state;
    SHELL_EXPECT("(echo '项目名称,建议人'; python3 -c \"print('甲,乙' + ',' * 16381 + 'x')\") >w.csv; shenbao check --programme shandong-2025 w.csv", 2,
                 "w.csv!XFC2: error: there are more than 1024 columns; delete what stands to the right");
}

/* --- the copy --- */

static void the_copy_holds_the_same_proposals(void **state)
{
    (void)state;
    static const char *const files[] = {"suggestions.xlsx", "suggestions.ods", "suggestions.fods", "suggestions.xml"};
    for (size_t i = 0; i < 4; i++) {
        char command[512];
        snprintf(command, sizeof command,
                 "shenbao check --programme shandong-2025 --format sheet -o m.xlsx data/%s 2>/dev/null; echo $?; "
                 "shenbao import --programme shandong-2025 data/%s -o a 2>/dev/null; shenbao import --programme shandong-2025 m.xlsx -o b 2>/dev/null; "
                 "ls a | wc -l; rm a/import.csv b/import.csv; diff -r a b && echo same; rm -r a b", files[i], files[i]);
        shell_assert_output(command, 0, "1\n4\nsame\n");
    }
}

/* As a person sees it: the heading, findings behind their row, a note at each cell, and colours. */
static void the_copy_shows_findings(void **state)
{
    (void)state;
    shell_put("t.csv", HEADINGS "=1+1,新能源,十二,300,济南大学,123702004274011372,1\n");
    shell_assert_output("shenbao check --programme shandong-2025 --format sheet -o m.xlsx t.csv; "
                "unzip -p m.xlsx xl/worksheets/sheet1.xml | grep -o '<c r=\"H1\".*' | grep -o '<t>findings</t>'; "
                "unzip -p m.xlsx xl/worksheets/sheet1.xml | grep -o '<f>' | wc -l; "
                "unzip -p m.xlsx xl/worksheets/sheet1.xml | grep -o '<t>=1+1</t>'; "
                "unzip -p m.xlsx xl/comments1.xml | grep -o 'ref=\"[A-Z0-9]*\"'; "
                "unzip -p m.xlsx xl/worksheets/sheet1.xml | grep -o 'F2 error: [^&]*GE-06' | grep -o GE-06", 0,
                "<t>findings</t>\n0\n<t>=1+1</t>\nref=\"A2\"\nref=\"C2\"\nref=\"F2\"\nGE-06\n");
}

static void the_copy_keeps_all_sheets(void **state)
{
    (void)state;
    shell_assert_output("shenbao check --programme shandong-2025 --format sheet -o m.xlsx data/suggestions.xlsx 2>/dev/null; "
                "unzip -p m.xlsx xl/workbook.xml | grep -o 'sheet name=\"[^\"]*\"'; "
                "unzip -p data/suggestions.xlsx xl/workbook.xml | grep -o 'sheet name=\"[^\"]*\"' | wc -l", 0,
                "sheet name=\"推荐表\"\nsheet name=\"关键技术\"\n2\n");
}

static void the_same_table_gives_the_same_copy(void **state)
{
    (void)state;
    shell_assert_output("for o in a b; do shenbao check --programme shandong-2025 --format sheet -o $o.xlsx data/suggestions.ods 2>/dev/null; done; "
                "cmp a.xlsx b.xlsx && echo same", 0, "same\n");
}

/* Few columns go onto one page's width; of many the first ones stand on each page, because type would be too small to read. */
static void the_copy_can_be_read_in_print(void **state)
{
    (void)state;
    shell_put("t.csv", HEADINGS "膜,新能源,120,300,济南大学,,1\n");
    SHELL_EXPECT("shenbao check --programme shandong-2025 --format sheet -o n.xlsx t.csv >&2; unzip -p n.xlsx xl/worksheets/sheet1.xml", 0,
                 "<pageSetUpPr fitToPage=\"1\"/>");
    SHELL_EXPECT("unzip -p n.xlsx xl/workbook.xml", 0, "!$A:$B");
    SHELL_EXPECT("shenbao check --programme shandong-2025 --format sheet -o w.xlsx data/suggestions.xlsx >&2; unzip -p w.xlsx xl/worksheets/sheet1.xml", 0,
                 "!fitToPage", "scale=\"65\"", "<row r=\"3\" ht=\"32\" customHeight=\"1\">");
    SHELL_EXPECT("unzip -p w.xlsx xl/workbook.xml", 0, "'推荐表'!$A:$B,'推荐表'!$3:$3");
    SHELL_EXPECT("shenbao sheet shandong-2025 samples/shandong-2025/01*.xml -o e.xlsx; shenbao check --programme shandong-2025 --format sheet -o g.xlsx e.xlsx >&2; "
                 "unzip -p g.xlsx xl/worksheets/sheet1.xml", 0, "fitToPage", "orientation=\"landscape\"", "width=\"96.7");
}

/* A column that nobody fills in is hidden, unless it is where something is missing. */
static void the_copy_shows_what_is_filled_in(void **state)
{
    (void)state;
    shell_put("t.csv", "序号,项目名称,平台名称,建议单位,联系电话\n1,膜,,济南大学,\n2,泵,,济南大学,\n");
    SHELL_EXPECT("shenbao check --programme shandong-2025 --format sheet -o h.xlsx t.csv >&2; unzip -p h.xlsx xl/worksheets/sheet1.xml", 0,
                 "<col min=\"2\" max=\"2\"", "<col min=\"3\" max=\"3\" width=\"8.7109375\" hidden=\"1\"", "<col min=\"5\" max=\"5\" width=\"8.7109375\" customWidth");
}

/* A row with findings is as high as its longest text needs, not as the findings alone. */
static void nothing_in_a_marked_row_is_hidden(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao sheet shandong-2025 samples/shandong-2025/01*.xml -o e.xlsx; shenbao check --programme shandong-2025 --format sheet -o g.xlsx e.xlsx >&2; "
                 "unzip -p g.xlsx xl/worksheets/sheet2.xml", 0, "<row r=\"2\" ht=\"210\"");
}

/* What a cell may hold is listed in words in the reports too: what stands between the items was lost on the way. */
static void reports_list_what_a_cell_may_hold(void **state)
{
    (void)state;
    shell_put("t.csv", "序号,方向,项目名称,等级标准\n1,1.5,膜,7\n");
    SHELL_EXPECT("shenbao batch --programme most-2025 -o b t.csv >&2; cat b/report.json", 0, "7 is none of 9, 13\"");
}

/* --- wrong usage --- */

static void what_is_missing_is_said(void **state)
{
    (void)state;
    shell_assert_output("shenbao check --format sheet -o m.xlsx data/suggestions.xlsx 2>&1 | grep -o '\\[cli-sheet-format]'", 0, "[cli-sheet-format]\n");
    shell_assert_output("shenbao check --format sheet --programme shandong-2025 data/suggestions.xlsx 2>&1 | grep -o '\\[cli-sheet-format]'", 0,
                "[cli-sheet-format]\n");
    shell_assert_output("shenbao check --format svrl --programme shandong-2025 data/suggestions.xlsx 2>&1 | grep -o '\\[cli-table-format]'", 0,
                "[cli-table-format]\n");
    shell_assert_output("shenbao check --format sheet --programme shandong-2025 -o nowhere/m.xlsx data/suggestions.xlsx 2>&1 | grep -o '\\[file-write\\]'; "
                "ls nowhere 2>/dev/null", 2, "[file-write]\n");
    SHELL_EXPECT("cp data/suggestions.xlsx own.xlsx; ln -s own.xlsx link.xlsx; shenbao check --format sheet --programme shandong-2025 -o link.xlsx own.xlsx; "
                 "cmp own.xlsx data/suggestions.xlsx && echo kept", 0, "[cli-output-input]", "kept\n");
    SHELL_EXPECT("shenbao check --format sheet --programme shandong-2025 -o m.ods data/suggestions.xlsx", 2, "m.ods: workbooks are written as .xlsx", "[cli-workbook-name]");
    SHELL_EXPECT("shenbao sheet shandong-2025 -o m.csv; ls", 0, "[cli-workbook-name]", "!m.csv\n", "!m.ods");
    shell_assert_output("head -c 3000 data/suggestions.xlsx >cut.xlsx; shenbao check --format sheet --programme shandong-2025 -o m.xlsx cut.xlsx "
                ">out 2>&1; echo $?; grep -c 'sheet-' out; ls m.xlsx* 2>/dev/null | wc -l", 0, "2\n1\n0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(findings_stand_at_the_cells, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(a_cell_is_faulted_once, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(findings_say_what_the_table_says, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(names_mean_what_stands_beside_the_cell, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(the_schema_speaks_of_columns, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(the_copy_can_be_read_in_print, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(each_row_is_judged_by_itself, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(reports_are_as_their_schema_says, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(the_copy_holds_the_same_proposals, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(the_copy_shows_findings, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(the_copy_shows_what_is_filled_in, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(nothing_in_a_marked_row_is_hidden, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(reports_list_what_a_cell_may_hold, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(the_copy_keeps_all_sheets, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(the_same_table_gives_the_same_copy, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(columns_without_end, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(what_is_missing_is_said, set_up, shell_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
