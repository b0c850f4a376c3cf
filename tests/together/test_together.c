/* check --together on the command line: who is told what, in which form, and what it refuses. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "shell.h"

#define ONE "samples/shandong-2025/01-soec-hydrogen.xml"
#define TWO "samples/shandong-2025/02-bearing-monitoring.xml"
#define OTHER "samples/most-2025/1.1-herbal-medicine.xml"
#define CITY "samples/shandong-2025/submissions/city.xml"

/* again.xml is the first suggestion, handed in by somebody else. */
static int set_up(void **state)
{
    int failed = shell_set_up_samples(state);
    shell_succeeds("sed 's/周明远/程立/' " ONE " >again.xml");
    return failed;
}

static void all_members_are_told(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao --lang zh check --together " ONE " " TWO " again.xml", 1,
                 ONE ":4: 错误: 项目名称与本批另1项相同而建议人、建议单位或主管部门不同（again.xml）",
                 "again.xml:4: 错误: 项目名称与本批另1项相同而建议人、建议单位或主管部门不同（" ONE "）",
                 ONE ":13: 错误: 内容与本批其他建议相似：again.xml 100%（同组共2项）", "!" TWO ":4: 错误");
}

static void alone_nothing_is_compared(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao check " ONE " again.xml", 0, "!SD-010");
}

/* A file that is named twice, or lies in a folder that is named too, is no duplicate of itself. */
static void a_file_counts_once(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao --lang zh check --together " ONE " ./" ONE, 0, ONE ": 警告: ", "[input-twice]", "本批1项", "!SD-010");
    shell_succeeds("mkdir season && cp " ONE " season/one.xml");
    SHELL_EXPECT("shenbao check --together season season/one.xml", 0, "season/one.xml: warning: the file was given already, as season/one.xml", "!SD-010");
    SHELL_EXPECT("shenbao check --together season/one.xml season", 0, "[input-twice]", "!SD-010", "!input-none");
    SHELL_EXPECT("shenbao batch season season/one.xml -o out", 0, "[input-twice]");
    SHELL_EXPECT("grep -c one.xml out/report.csv", 0, "1\n");
}

/* What is kept of one programme says nothing about another; each has its own whole. */
static void programmes_are_apart(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao --lang zh check --together " ONE " " OTHER, 0, "本批1项指南建议仅需提供电子版", "!SD-010", "!GE-13");
}

static void a_submission_is_judged(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao --lang zh check --together --submission " CITY " " ONE, 0, CITY ": 提示: 规则依据", "!未判定: 没有报送信息");
    shell_succeeds("sed 's/设区市科技局/建议单位/' " CITY " >bad.xml");
    SHELL_EXPECT("shenbao --lang zh check --together --submission bad.xml " ONE, 1,
                 "bad.xml:5: 错误: 推荐单位性质为“建议单位”：请在报送单 recommender 的 kind 中填写，应由省直有关部门（单位）、设区市科技局、中央驻鲁单位推荐");
    SHELL_EXPECT("shenbao --lang zh check --together --submission " CITY " --as-of 2025-04-01 " ONE, 1, "[SD-024, 四（三）]");
    /* of another programme: said, and not taken for this one's */
    SHELL_EXPECT("shenbao --lang zh check --together --submission " CITY " " OTHER, 2, CITY ":2: 错误", "[submission-other]");
    SHELL_EXPECT("shenbao check --together --submission nothing.xml " ONE, 2, "nothing.xml");
}

static void one_that_cannot_be_read_stops_no_other(void **state)
{
    (void)state;
    shell_succeeds("echo '<proposal' >cut.xml");
    SHELL_EXPECT("shenbao check --together " ONE " cut.xml again.xml", 2, "cut.xml:", "again.xml:4: error:", ONE ":4: error:");
}

static void json_is_an_array(void **state)
{
    (void)state;
    shell_assert_output("shenbao check --together --format json " ONE " again.xml | python3 -c '"
                        "import json, sys\n"
                        "r = json.load(sys.stdin)\n"
                        "print([x[\"file\"] for x in r])\n"
                        "print(sorted({(f[\"rule\"], f[\"line\"], f[\"path\"]) for f in r[1][\"findings\"] if f[\"rule\"] == \"SD-010\"}))'",
                        0, "['" ONE "', 'again.xml', '']\n[('SD-010', 4, '/*/*[2]'), ('SD-010', 13, '/*/*[11]')]\n");
}

/* Rows are told at their cells, also of a table and a proposal that are alike, and a folder is as good as its files. */
static void rows_are_compared_too(void **state)
{
    (void)state;
    shell_put("t.csv", "项目名称,产业领域,项目计划总投入（万元）,省财政资金支持强度建议（万元）,建议单位,统一社会信用代码,建议人,联系电话\n"
                       "潮汐能发电,新能源,1200,300,济南大学,123702004274011371,周明远,0531-88881234\n"
                       "海上风电,新能源,1200,300,济南大学,123702004274011371,程立,0531-88881234\n"
                       "潮汐能 发电,新能源,1200,300,青岛大学,12370000495570303U,何冰,0532-88881235\n");
    SHELL_EXPECT("shenbao --lang zh check --together --programme shandong-2025 t.csv", 1,
                 "t.csv!A2: 错误: 项目名称与本批另1项相同而建议人、建议单位或主管部门不同（t.csv!4）",
                 "t.csv!A4: 错误: 项目名称与本批另1项相同而建议人、建议单位或主管部门不同（t.csv!2）", "t.csv!3", "!t.csv!A3: 错误: 项目名称与");
    shell_succeeds("mkdir more; sed 's/周明远/程立/; s/>[^<]*<.title>/>海上风电<\\/title>/' " ONE " >more/wind.xml");
    SHELL_EXPECT("shenbao --lang zh check --together --programme shandong-2025 t.csv more", 1,
                 "t.csv!A3: 错误: 项目名称与本批另1项相同而建议人、建议单位或主管部门不同（more/wind.xml）",
                 "more/wind.xml:4: 错误: 项目名称与本批另1项相同而建议人、建议单位或主管部门不同（t.csv!3）");
    SHELL_EXPECT("shenbao check --together t.csv", 2, "[input-programme]");
    SHELL_EXPECT("shenbao --lang zh check --together --programme shandong-2025 --format sheet -o m.xlsx t.csv; "
                 "unzip -p m.xlsx xl/worksheets/sheet1.xml | grep -o 'A[24] 错误: 项目名称与本批另1项相同'", 0, "A2 错误", "A4 错误");
    shell_assert_output("shenbao check --together --programme shandong-2025 --format json t.csv 2>/dev/null | python3 -c '"
                        "import json, sys\n"
                        "r = json.load(sys.stdin)\n"
                        "print([x[\"file\"] for x in r], sorted({f[\"cell\"] for x in r for f in x[\"findings\"] if f[\"rule\"] == \"SD-010\"}))'",
                        0, "['t.csv!2', 't.csv!3', 't.csv!4', ''] ['t.csv!A2', 't.csv!A4']\n");
}

static void what_does_not_go_together_is_refused(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao check --together --format pdf " ONE, 2, "[cli-together]");
    SHELL_EXPECT("shenbao check --together --format svrl " ONE, 2, "[cli-together]");
    SHELL_EXPECT("shenbao check --submission " CITY " " ONE, 2, "[cli-submission]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_members_are_told, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(alone_nothing_is_compared, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(a_file_counts_once, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(programmes_are_apart, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(a_submission_is_judged, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(one_that_cannot_be_read_stops_no_other, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(json_is_an_array, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(rows_are_compared_too, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(what_does_not_go_together_is_refused, set_up, shell_tear_down),
    };
    return cmocka_run_group_tests_name("together", tests, NULL, NULL);
}
