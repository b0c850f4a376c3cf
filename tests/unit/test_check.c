/* Checking around the rules: what is a proposal, the schema's findings in both languages, reports, one datum a fact. */
#include "diag_test.h"

#include <libxml/parser.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check/check.h"
#include "programme/schematron.h"
#include "xslt/xml.h"

static struct programme *pack;
static struct i18n *zh;

static void roots(void **state)
{
    (void)state;
    static const struct { const char *text, *programme, *rule; } rows[] = {
        {"<proposal xmlns='urn:shenbao:proposal' programme='p'/>", "p", NULL},
        {"<x:proposal xmlns:x='urn:shenbao:proposal' programme='p'/>", "p", NULL},
        {"<proposal programme='p'/>", "", "check-wrong-root"},
        {"<proposal xmlns='urn:other' programme='p'/>", "", "check-wrong-root"},
        {"<html xmlns='urn:shenbao:proposal'/>", "", "check-wrong-root"},
        {"<proposal xmlns='urn:shenbao:proposal'/>", "", "check-no-programme"},
        {"<proposal xmlns='urn:shenbao:proposal' programme=''/>", "", "check-no-programme"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        diag_list_cut(d, 0);
        xmlDocPtr doc = xml_parse(rows[i].text, strlen(rows[i].text), "x.xml", d);
        assert_string_equal(check_programme_of(doc, "x.xml", d), rows[i].programme);
        assert_int_equal(diag_list_count(d), rows[i].rule != NULL);
        if (rows[i].rule)
            assert_string_equal(diag_list_at(d, 0)->rule, rows[i].rule);
        xml_free(doc);
    }
}

/* --as-of, the filing, SOURCE_DATE_EPOCH, nothing: in this order. */
static void clocks(void **state)
{
    (void)state;
    static const char text[] = "<submission xmlns='urn:shenbao:submission'><filing submittedAt='2026-02-02'/></submission>";
    static const char bare[] = "<submission xmlns='urn:shenbao:submission'><filing submittedAt=''/></submission>";
    xmlDocPtr filed = xml_parse(text, strlen(text), "x.xml", d), open = xml_parse(bare, strlen(bare), "x.xml", d);
    struct check_options all = {.as_of = "2026-01-01", .source_date = "2026-03-03"}, date = {.source_date = "2026-03-03"}, none = {0};
    assert_string_equal(check_clock(&all, xmlDocGetRootElement(filed)), "2026-01-01");
    assert_string_equal(check_clock(&date, xmlDocGetRootElement(filed)), "2026-02-02");
    assert_string_equal(check_clock(&date, xmlDocGetRootElement(open)), "2026-03-03");
    assert_string_equal(check_clock(&date, NULL), "2026-03-03");
    assert_string_equal(check_clock(&none, NULL), "");
    xml_free(filed);
    xml_free(open);
}

static void check_text(const char *inner)
{
    struct buf b = {0};
    struct check_options o = {0};
    buf_printf(&b, "<proposal xmlns='urn:shenbao:proposal' programme='shandong-2025' direction='suggestion'>\n%s</proposal>",
               inner);
    diag_list_cut(d, 0);
    xmlDocPtr doc = xml_parse(b.data, b.n, "x.xml", d);
    assert_non_null(doc);
    assert_true(check_proposal(pack, doc, "x.xml", &o, d));
    xml_free(doc);
    buf_free(&b);
}

/* The schema's finding of a fault, in English and in Chinese; never libxml2's words. */
static const struct {
    const char *inner, *english, *chinese;
} faults[] = {
    {"<declarations/><other/>",
     "x.xml:2: error: 项目指南建议（proposal） has no element other, and nothing more may follow here; delete it [schema-unknown-end]\n",
     "x.xml:2: 错误: 项目指南建议（proposal）中没有元素 other，此处也不能再有其他内容；请删去 [schema-unknown-end]\n"},
    {"<declarations/><title>x</title>", "or once too often; nothing more may follow here [schema-misplaced-end]\n",
     "的位置不对或重复出现；此处不能再有其他内容 [schema-misplaced-end]\n"},
    {"<filing>三月</filing>", "x.xml:2: error: 提报（filing） must be empty [schema-empty]\n",
     "x.xml:2: 错误: 提报（filing）不得有内容 [schema-empty]\n"},
    {"<titel>x</titel>", "x.xml:2: error: 项目指南建议（proposal） has no element titel; expected here: ",
     "x.xml:2: 错误: 项目指南建议（proposal）中没有元素 titel；此处应为："},
    {"<country>JP</country>\n<title>x</title>", "x.xml:3: error: 项目名称（title） stands in the wrong place in ",
     "x.xml:3: 错误: 项目名称（title）在项目指南建议（proposal）中的位置不对或重复出现；此处应为："},
    {"<country>日本</country>",
     "x.xml:2: error: 外方所在国家（地区）（country） is \"日本\"; it must be a country code of two capital letters",
     "x.xml:2: 错误: 外方所在国家（地区）（country）的值为“日本”；应为两个大写字母的国家（地区）代码"},
    {"<investment><total>一千</total></investment>",
     "x.xml:2: error: 项目计划总投入（total） is \"一千\"; it must be a number such as 1200.00 [schema-value]\n",
     "x.xml:2: 错误: 项目计划总投入（total）的值为“一千”；应为数字，例如 1200.00 [schema-value]\n"},
    {"<event date='昨天'/>", "x.xml:2: error: 活动日期（date） is \"昨天\"; it must be a date such as 2025-03-31 [schema-value]\n",
     "x.xml:2: 错误: 活动日期（date）的值为“昨天”；应为日期，例如 2025-03-31 [schema-value]\n"},
    {"<event when='x'/>", "x.xml:2: error: 签约的重大活动（event） has no attribute when; delete it or correct its name [schema-attribute]\n",
     "x.xml:2: 错误: 签约的重大活动（event）没有属性 when；请删去或改正名称"},
    {"<overview>直接写字</overview>", "x.xml:2: error: 项目概述（overview） holds text or elements of the wrong kind: \"直接写字\"; put text into elements such as p [schema-text]\n",
     "x.xml:2: 错误: 项目概述（overview）中直接写了文字或不适用的内容：“直接写字”"},
    {"<overview><p><b>粗</b></p></overview>", "x.xml:2: error: 段落（p） has no element b; expected here: ",
     "x.xml:2: 错误: 段落（p）中没有元素 b；此处应为："},
    {"<report><indicator kind='tech'/></report>", "x.xml:2: error: 指标类别（kind） is \"tech\"; allowed are: technical（技术指标）, ",
     "x.xml:2: 错误: 指标类别（kind）的值为“tech”；可选的值：technical（技术指标）、"},
    {"<keyTechnologies><keyTechnology><trl/></keyTechnology></keyTechnologies>",
     "x.xml:2: error: 技术成熟度等级（trl） needs 等级标准（9级或13级）（@scale）",
     "x.xml:2: 错误: 技术成熟度等级（trl）没有填写等级标准（9级或13级）（@scale）"},
    {"<overview><img/></overview>", "x.xml:2: error: 图片（img） needs 图片文件（@src）",
     "x.xml:2: 错误: 图片（img）没有填写图片文件（@src）"},
    {"<declarations><notFundedBefore>好</notFundedBefore></declarations>", "\"好\"; it must be true or false [schema-value]\n",
     "的值为“好”；应为true 或 false [schema-value]\n"},
};

static void schema_findings_in_our_words(void **state)
{
    (void)state;
    bool good = true;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        check_text(faults[i].inner);
        size_t seen = 0;
        for (size_t k = 0; k < diag_list_count(d); k++) {
            const struct diag_record *r = diag_list_at(d, k);
            struct buf en = {0}, cn = {0};
            if (strncmp(r->rule, "schema-", 7))
                continue;
            seen++;
            diag_line(&en, r, NULL);
            diag_line(&cn, r, zh);
            if (!strstr(en.data, faults[i].english) || !strstr(cn.data, faults[i].chinese)) {
                print_error("case %zu:\n%s%s", i, en.data, cn.data);
                good = false;
            }
            assert_null(strstr(en.data, "urn:shenbao"));
            assert_null(strstr(en.data, "facet"));
            buf_free(&en);
            buf_free(&cn);
        }
        if (seen != 1) {
            print_error("case %zu: %zu findings of the schema\n", i, seen);
            good = false;
        }
    }
    assert_true(good);
}

/* The root's programme is fixed in the pack's schema. */
static void fixed_values(void **state)
{
    (void)state;
    const char *text = "<proposal xmlns='urn:shenbao:proposal' programme='other' direction='suggestion'/>";
    struct check_options o = {0};
    xmlDocPtr doc = xml_parse(text, strlen(text), "x.xml", d);
    assert_true(check_proposal(pack, doc, "x.xml", &o, d));
    assert_string_equal(diag_list_at(d, 0)->rule, "schema-fixed");
    assert_string_equal(diag_list_at(d, 0)->args[0], "计划（programme）");
    assert_string_equal(diag_list_at(d, 0)->args[1], "other");
    xml_free(doc);
}

/* The rules go on behind a schema error, and do not repeat it. */
static void rules_follow_the_schema(void **state)
{
    (void)state;
    check_text("<title></title>\n<investment><total>x</total>\n<support>-1</support></investment>");
    size_t total = 0, title = 0, support = 0;
    for (size_t i = 0; i < diag_list_count(d); i++) {
        const struct diag_record *r = diag_list_at(d, i);
        total += r->place && !strcmp(r->place, "项目计划总投入");
        title += !strcmp(r->rule, "SD-108") && r->loc.line == 2;
        support += !strcmp(r->rule, "SD-109") && r->loc.line == 4;
        if (i)
            assert_true(r->loc.line >= diag_list_at(d, i - 1)->loc.line);
    }
    assert_int_equal(total, 1);
    assert_int_equal(title, 1);
    assert_int_equal(support, 1);
}

static void reports(void **state)
{
    (void)state;
    struct buf json = {0}, svrl = {0}, text = {0};
    check_text("<title>甲\"乙&lt;</title>\n<country>日本</country>");
    check_report(&json, CHECK_JSON, "x.xml", pack, d, NULL);
    check_report(&svrl, CHECK_SVRL, "x.xml", pack, d, zh);
    check_report(&text, CHECK_TEXT, "x.xml", pack, d, zh);
    assert_non_null(strstr(json.data, "\"programme\": \"shandong-2025\""));
    assert_non_null(strstr(json.data, "\"rule\": \"schema-value\", \"clause\": null"));
    assert_non_null(strstr(json.data, "\"rule\": \"SD-001\", \"clause\": \"三（一）\", \"modal\": \"须\""));
    xmlDocPtr doc = xml_parse(svrl.data, svrl.n, "x.svrl", d);
    assert_non_null(doc);
    size_t asserts = 0, lines = 0;
    for (const xmlNode *n = xmlDocGetRootElement(doc)->children; n; n = n->next)
        asserts += xmlStrEqual(n->name, (const xmlChar *)"failed-assert") != 0;
    for (size_t i = 0; i < text.n; i++)
        lines += text.data[i] == '\n';
    assert_int_equal(asserts, diag_list_count(d));
    assert_int_equal(lines, diag_list_count(d) + 1); /* the first names the notice */
    assert_non_null(strstr(text.data, "指南建议的通知 [rules-source]\n"));
    assert_non_null(strstr(json.data, "\"status\": \"formal\", \"site\": null, \"layers\": []"));
    xml_free(doc);
    buf_free(&json);
    buf_free(&svrl);
    buf_free(&text);
}

static char *printed(const char *form, xmlDocPtr doc)
{
    const struct programme_form *f;
    size_t n = programme_forms(pack, &f);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(f[i].name, form)) {
            xmlDocPtr out = xslt_run(programme_stylesheet(pack, &f[i], d), doc, "x.xml", NULL, NULL, d);
            assert_non_null(out);
            xmlChar *text = xmlNodeGetContent(xmlDocGetRootElement(out));
            char *copy = xstrdup((const char *)text);
            xmlFree(text);
            xml_free(out);
            return copy;
        }
    fail_msg("no form %s", form);
    return NULL;
}

static char *replaced(const char *text, const char *from, const char *to)
{
    struct buf b = {0};
    const char *at = strstr(text, from);
    assert_non_null(at);
    buf_add(&b, text, (size_t)(at - text));
    buf_puts(&b, to);
    buf_puts(&b, at + strlen(from));
    return buf_steal(&b);
}

/* SD-201, SD-205, SD-209, GE-11 are kept by construction: a fact changed once in the proposal changes in every paper. */
static void one_datum_feeds_all_papers(void **state)
{
    (void)state;
    static const struct { const char *from, *to, *old, *now; bool report; } facts[] = {
        {"<title>高温固体氧化物电解制氢电堆联合研发</title>", "<title>海带深加工</title>",
         "高温固体氧化物电解制氢电堆联合研发", "海带深加工", true},
        {"<total>2400.00</total>", "<total>7777.25</total>", "2400.00", "7777.25", true},
        {"<support>300.00</support>", "<support>555.25</support>", "300.00", "555.25", true},
        {"<name>大面积薄膜电解质流延共烧技术</name>", "<name>藻胶提取</name>", "大面积薄膜电解质流延共烧技术", "藻胶提取", true},
    };
    xmlDocPtr base = xml_load("tests/data/suggestion.xml", d);
    xmlChar *text;
    int n;
    xmlDocDumpMemoryEnc(base, &text, &n, "UTF-8");
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        char *changed = replaced((const char *)text, facts[i].from, facts[i].to);
        xmlDocPtr doc = xml_parse(changed, strlen(changed), "x.xml", d);
        for (int k = 0; k < 2; k++) {
            char *paper = printed(k ? "report" : "info", doc);
            assert_null(strstr(paper, facts[i].old));
            assert_non_null(strstr(paper, facts[i].now));
            free(paper);
        }
        xml_free(doc);
        free(changed);
    }
    /* A level: 第4级 stands in both; raised to 11 it is 11 in both. */
    char *changed = replaced((const char *)text, "<current>4</current>", "<current>11</current>");
    xmlDocPtr doc = xml_parse(changed, strlen(changed), "x.xml", d);
    for (int k = 0; k < 2; k++) {
        char *before = printed(k ? "report" : "info", base), *after = printed(k ? "report" : "info", doc);
        assert_null(strstr(before, "11级"));
        assert_non_null(strstr(after, "11级"));
        free(before);
        free(after);
    }
    xml_free(doc);
    free(changed);
    xmlFree(text);
    xml_free(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(roots, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(clocks, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(schema_findings_in_our_words, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(fixed_values, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(rules_follow_the_schema, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(reports, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(one_datum_feeds_all_papers, diag_set_up, diag_tear_down),
    };
    xml_init();
    zh = i18n_open("zh", (const char *const[]){"build/locale", NULL});
    struct diag_list *loading = diag_list_new();
    pack = programme_load("templates", "shandong-2025", loading);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    programme_free(pack);
    diag_list_free(loading);
    i18n_close(zh);
    xml_cleanup();
    return failed;
}
