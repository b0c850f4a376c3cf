/* Messages for who has a form or a table before him: the schema's names are told as the form's labels. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "programme/programme.h"
#include "programme/wording.h"

static struct programme *most;

static int load(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    most = programme_load("templates", "most-2025", d);
    diag_list_free(d);
    return most ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    programme_free(most);
    return 0;
}

static void expect(const char *text, const char *place, const char *plain)
{
    struct buf b = {0};
    wording_plain(&b, most, text, place);
    assert_string_equal(b.n ? b.data : "", plain);
    buf_free(&b);
}

static void names_become_labels(void **state)
{
    (void)state;
    expect("请填写 period 的 start、end 和 months。", NULL, "请填写项目周期节点的起始时间、结束时间和实施周期。");
    expect("请填写 filing/@submittedAt。", NULL, "请填写申报中的申报时间。");
    expect("实施周期（月）（months）的值为“abc”", NULL, "实施周期（月）的值为“abc”");
}

/* The same name in several places: the one that the finding is about, or that stands in what was named before. */
static void the_place_decides(void **state)
{
    (void)state;
    expect("请填写 name。", "姓名", "请填写姓名。");
    expect("请补充 attachment 的 kind。", NULL, "请补充附件的附件种类。");
}

static void conditions_are_told_by_their_values(void **state)
{
    (void)state;
    expect("请在 budget 中填写 source kind=\"fiscal\" 的 amount（万元，大于0）。", NULL,
           "请在经费预算中填写资金来源（申请财政资金）的金额（万元，大于0）。");
    expect("请核对 role=\"foreign\" 的单位。", NULL, "请核对承担方式为“外方合作单位”的单位。");
    expect("请补充 attachment kind=\"foreignGovDoc\" sealed=\"true\"。", NULL, "请补充附件（外方政府部门支持文件，已盖章：是）。");
    expect("请填写 task kind=\"research\"。", NULL, "请填写任务（实质性科研合作任务）。");
    expect("请补充 attachment kind=\"signature\" person=\"p1\"。", NULL, "请补充附件（附件种类：signature，所属人员：p1）。");
    expect("核实后将 legalPerson 填为 true。", NULL, "核实后将独立法人资格填为“是”。");
    expect("请填写 signedOn 和 topic ip。", NULL, "请填写签署日期和约定事项“知识产权归属”。");
    expect("foreignFiling 的 filed 为“false”：请核对。", NULL, "外方申报情况的外方已申报为“否”：请核对。");
}

/* A message of the schema: its arguments are labels with their names, and what was filled in. */
static void names_behind_labels_go(void **state)
{
    (void)state;
    struct buf b = {0};
    wording_labels(&b, most, "技术成熟度等级（trl），等级标准（9级或13级）（scale），title");
    assert_string_equal(b.data, "技术成熟度等级，等级标准（9级或13级），title");
    buf_free(&b);
}

/* What was quoted from the form, names of files, options and words of no schema. */
static void other_words_stay(void **state)
{
    (void)state;
    static const char *const texts[] = {"项目名称“title of period”", "期限“title", "请提供 submission.xml。", "请用 --list running-projects=文件.csv 提供。",
                                        "文件 papers/title.pdf 找不到", "（JICA）", "不是 PDF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], NULL, texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_labels),
        cmocka_unit_test(the_place_decides),
        cmocka_unit_test(conditions_are_told_by_their_values),
        cmocka_unit_test(names_behind_labels_go),
        cmocka_unit_test(other_words_stay),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
