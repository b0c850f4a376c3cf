/* Rows of tables to proposals: headings, values, joined sheets, rows that are none. With the Shandong pack. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "shell.h"
#include "sheet/import.h"

static struct programme *programme;

static int set_up(void **state)
{
    shell_set_up(state);
    struct diag_list *d = diag_list_new();
    programme = programme_load("templates", "shandong-2025", d);
    assert_non_null(programme);
    diag_list_free(d);
    return 0;
}

static int tear_down(void **state)
{
    programme_free(programme);
    return shell_tear_down(state);
}

struct taken {
    struct buf out;
    struct diag_list *d;
};

static bool write_record(void *arg, const struct import_row *row)
{
    struct taken *t = arg;
    buf_printf(&t->out, "-- %s %s\n", row->key, row->title);
    record_write(row->record, &t->out);
    diag_list_append(t->d, row->findings);
    return true;
}

/* What a table comes to: its proposals, then the findings with their places. */
static char *import(const char *name, const char *text, size_t n, const char *map)
{
    struct diag_list *d = diag_list_new();
    struct taken t = {.d = d};
    char *path = path_join(shell_folder, name);
    write_text(path, text, n);
    struct sheet_book *book = sheet_open(path, d);
    struct plan *plan = book ? plan_new(book, path, programme, map, NULL, d) : NULL;
    if (plan)
        import_rows(plan, NULL, write_record, &t, d);
    diag_list_sort(d);
    for (size_t i = 0; i < diag_list_count(d); i++) {
        const struct diag_record *r = diag_list_at(d, i);
        buf_printf(&t.out, "%s [%s]\n", r->loc.file ? r->loc.file + strlen(shell_folder) + 1 : "", r->rule);
    }
    plan_free(plan);
    sheet_close(book);
    diag_list_free(d);
    free(path);
    buf_puts(&t.out, "");
    return buf_steal(&t.out);
}

static void assert_import(const char *name, const char *text, const char *want)
{
    char *got = import(name, text, strlen(text), NULL);
    if (strcmp(got, want) != 0)
        show_difference(want, got, name);
    assert_string_equal(got, want);
    free(got);
}

/* One row of titles and a value: what the value becomes, or the finding. */
static void assert_value(const char *heading, const char *value, const char *want)
{
    struct buf csv = {0};
    buf_printf(&csv, "项目名称\t建议人\t%s\n名\t人\t%s\n", heading, value);
    char *got = import("v.csv", csv.data, csv.n, NULL);
    if (!strstr(got, want))
        print_error("%s: %s gives %s\n", heading, value, got);
    assert_non_null(strstr(got, want));
    free(got);
    buf_free(&csv);
}

#define PROPOSAL(content) \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<proposal xmlns=\"urn:shenbao:proposal\" programme=\"shandong-2025\" direction=\"suggestion\">\n" content "</proposal>\n"

static void one_table(void **state)
{
    (void)state;
    assert_import("t.csv",
                  "山东省推荐表,,,,\n"
                  "序号,项目名称,产业领域,建议单位名称,项目计划总投入（元）\n"
                  "1,膜,新材料、现代海洋,烟台大学,\"1,200,000\"\n"
                  "2,轴承,高端装备；新材料,某公司,80万元\n"
                  "合计,,,,2000000\n"
                  "填表说明,,,,\n",
                  "-- 1 膜\n" PROPOSAL("  <title>膜</title>\n  <industry>新材料</industry>\n  <industry>现代海洋</industry>\n"
                                       "  <investment>\n    <total>120.00</total>\n  </investment>\n"
                                       "  <suggester>\n    <unit>\n      <name>烟台大学</name>\n    </unit>\n  </suggester>\n")
                  "-- 2 轴承\n" PROPOSAL("  <title>轴承</title>\n  <industry>高端装备</industry>\n  <industry>新材料</industry>\n"
                                         "  <investment>\n    <total>80.00</total>\n  </investment>\n"
                                         "  <suggester>\n    <unit>\n      <name>某公司</name>\n    </unit>\n  </suggester>\n")
                  "t.csv!5 [sheet-row-total]\n");
}

static void numbered_columns(void **state)
{
    (void)state;
    assert_import("t.csv",
                  "项目名称,建议人,关键技术1名称,关键技术1 当前自评等级,关键技术２ 名称\n"
                  "膜,张三,H_{2}O,4,泵\n",
                  "-- 2 膜\n" PROPOSAL("  <title>膜</title>\n  <keyTechnologies>\n    <keyTechnology>\n      <name>H<sub>2</sub>O</name>\n"
                                       "      <trl scale=\"13\">\n        <current>4</current>\n      </trl>\n    </keyTechnology>\n"
                                       "    <keyTechnology>\n      <name>泵</name>\n    </keyTechnology>\n  </keyTechnologies>\n"
                                       "  <suggester>\n    <name>张三</name>\n  </suggester>\n"));
}

static void values(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *value, *want;
    } cases[] = {
        {"项目计划总投入", "１５０．５", "<total>150.50</total>"},
        {"项目计划总投入", "150.123", "<total>150.123</total>"},
        {"项目计划总投入（亿元）", "1.5", "<total>15000.00</total>"},
        {"项目计划总投入（元）", "3000元", "<total>0.30</total>"},
        {"项目计划总投入", "12,34", "v.csv!C2 [sheet-value-money]"},
        {"项目计划总投入", "15%", "v.csv!C2 [sheet-value-money]"},
        {"项目计划总投入", "约100", "v.csv!C2 [sheet-value-money]"},
        {"项目计划总投入", "#N/A", "v.csv!C2 [sheet-value-money]"},
        {"签约的重大活动 活动日期", "2025年3月1日", "date=\"2025-03-01\""},
        {"签约的重大活动 活动日期", "二〇二五年十二月三十一日", "date=\"2025-12-31\""},
        {"签约的重大活动 活动日期", "2025/3/1", "date=\"2025-03-01\""},
        {"签约的重大活动 活动日期", "20250301", "date=\"2025-03-01\""},
        {"签约的重大活动 活动日期", "2025.3.1 17:30", "date=\"2025-03-01\""},
        {"签约的重大活动 活动日期", "2025-02-30", "v.csv!C2 [sheet-value-date]"},
        {"签约的重大活动 活动日期", "45747", "v.csv!C2 [sheet-value-date]"},
        {"签约的重大活动 活动日期", "2025年3月", "v.csv!C2 [sheet-value-day]"},
        {"签约的重大活动 活动日期", "２０２５．３", "v.csv!C2 [sheet-value-day]"},
        {"签约的重大活动 活动日期", "2025.13", "v.csv!C2 [sheet-value-date]"},
        {"项目计划总投入", "１２０（万元）", "<total>120.00</total>"},
        {"项目计划总投入（元）", "120万元人民币", "<total>120.00</total>"},
        {"项目计划总投入", "(120)", "v.csv!C2 [sheet-value-money]"},
        {"提报时间", "2025-03-31 17:30", "submittedAt=\"2025-03-31T17:30:00\""},
        {"未获省级科技计划或其他省直有关部门（单位）立项支持", "是", "<notFundedBefore>true</notFundedBefore>"},
        {"未获省级科技计划或其他省直有关部门（单位）立项支持", "大概", "v.csv!C2 [sheet-value-boolean]"},
        {"外方所在国家（地区）", "沙特阿拉伯", "<country>SA</country>"},
        {"外方所在国家（地区）", "德国，日本", "<country>DE</country>\n  <country>JP</country>"},
        {"合作国家", "Germany", "<country>DE</country>"},
        {"合作国家", "火星", "v.csv!C2 [sheet-value-country]"},
        {"统一社会信用代码", "1.237E+17", "v.csv!C2 [sheet-value-digits]"},
        {"统一社会信用代码", "'123700004956813567", "<uscc>123700004956813567</uscc>"},
        {"统一社会信用代码", "\xC2\xA0" "1237\xE2\x80\x8B" "00 \xE3\x80\x80", "<uscc>123700</uscc>"},
        {"背景意义", "\"一\n* 二\"", "<p>一</p>\n      <ul><li>二</li></ul>"},
        {"关键技术 销量", "两千", "v.csv!C2 [sheet-value-number]"},
        {"关键技术 销量", "2,000", "volume=\"2000\""},
        {"关键技术等级标准", "7", "v.csv!C2 [sheet-value-code]"},
        {"关键技术等级标准", "13", "scale=\"13\""},
        {"统一社会信用代码", "１２３７００００４９５６８１３５６Ｘ", "<uscc>12370000495681356X</uscc>"},
        {"联系电话", "０５３１－８８８８１２３４", "<phone>0531-88881234</phone>"},
        {"单位名称", "三７局（ＢＩＭ）", "<name>三７局（ＢＩＭ）</name>"},
        {"职称/职务", "主任\xC2\xA0委员", "<position>主任 委员</position>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_value(cases[i].heading, cases[i].value, cases[i].want);
}

static void headings_that_fit_nothing(void **state)
{
    (void)state;
    assert_import("t.csv", "项目名称,天气,建议人,项 目 名 称\n膜,晴,张三,泵\n",
                  "-- 2 膜\n" PROPOSAL("  <title>膜</title>\n  <suggester>\n    <name>张三</name>\n  </suggester>\n")
                  "t.csv!B1 [sheet-heading-unknown]\nt.csv!D1 [sheet-heading-twice]\n");
    assert_import("t.csv", "天气,温度\n晴,1\n", "t.csv [sheet-no-headings]\n");
    assert_value("销量", "1", "v.csv!C1 [sheet-heading-unknown]");
    assert_value("关键技术 预期指标 对比对象", "x", "v.csv!C1 [sheet-heading-ambiguous]");
}

static void a_map_goes_first(void **state)
{
    (void)state;
    static const char csv[] = "课题,备注,建议人\n膜,新材料,张三\n";
    char *map = path_join(shell_folder, "map.csv");
    write_text(map, "# heading,field\n课题,title\n备注,industry\n", strlen("# heading,field\n课题,title\n备注,industry\n"));
    char *got = import("t.csv", csv, strlen(csv), map);
    assert_non_null(strstr(got, "<industry>新材料</industry>"));
    free(got);
    static const char over_alias[] = "建议人,title\n总投入,title\n备注,industry\n"; /* 总投入 is an alias of the pack */
    write_text(map, over_alias, strlen(over_alias));
    static const char totals[] = "总投入,备注\n膜,新材料\n";
    got = import("t.csv", totals, strlen(totals), map);
    assert_non_null(strstr(got, "<title>膜</title>"));
    free(got);
    write_text(map, "课题,titel\n", strlen("课题,titel\n"));
    got = import("t.csv", csv, strlen(csv), map);
    assert_string_equal(got, "map.csv [sheet-no-field]\n");
    free(got);
    free(map);
}

static void load(const char *id)
{
    struct diag_list *d = diag_list_new();
    programme_free(programme);
    programme = programme_load("templates", id, d);
    assert_non_null(programme);
    diag_list_free(d);
}

#define MOST(content) \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<proposal xmlns=\"urn:shenbao:proposal\" programme=\"most-2025\" direction=\"1.5\">\n" content "</proposal>\n"

/* One leading unit, one foreign one: the heading says which of the units it is, and a cell that says otherwise goes first. */
static void headings_say_which_one_it_is(void **state)
{
    (void)state;
    load("most-2025");
    assert_import("t.csv",
                  "指南方向编号,项目名称,申报单位,统一社会信用代码,项目负责人,外方单位,国别,申请国拨经费（元）,自筹经费（万元）\n"
                  "1.5,膜,济南大学,123702004274011371,张三,Univ. X,德国,2960000,74\n",
                  "-- 2 膜\n" MOST("  <title>膜</title>\n  <units>\n    <unit role=\"lead\">\n      <name>济南大学</name>\n"
                                   "      <uscc>123702004274011371</uscc>\n    </unit>\n    <unit role=\"foreign\" country=\"DE\">\n"
                                   "      <name>Univ. X</name>\n    </unit>\n  </units>\n  <people>\n    <person role=\"leader\">\n"
                                   "      <name>张三</name>\n    </person>\n  </people>\n  <budget>\n"
                                   "    <source kind=\"fiscal\" amount=\"296.00\"/>\n    <source kind=\"self\" amount=\"74.00\"/>\n  </budget>\n"));
    assert_import("t.csv", "方向,项目名称,外方单位,单位2 承担方式\n1.5,膜,某公司,参与单位\n",
                  "-- 2 膜\n" MOST("  <title>膜</title>\n  <units>\n    <unit role=\"participant\">\n      <name>某公司</name>\n    </unit>\n  </units>\n"));
}

/* What a heading means: the path that --explain shows. */
static void assert_means(const char *heading, const char *path)
{
    struct diag_list *d = diag_list_new();
    struct buf csv = {0}, out = {0}, want = {0};
    buf_printf(&csv, "项目名称,%s\nx,y\n", heading);
    buf_printf(&want, "\t%s\t%s\t", heading, path);
    char *file = path_join(shell_folder, "h.csv");
    write_text(file, csv.data, csv.n);
    struct sheet_book *book = sheet_open(file, d);
    struct plan *plan = plan_new(book, file, programme, NULL, NULL, d);
    assert_non_null(plan);
    plan_explain(plan, NULL, &out);
    if (!strstr(out.data, want.data))
        print_error("%s: %s\n", programme_id(programme), out.data);
    assert_non_null(strstr(out.data, want.data));
    plan_free(plan);
    sheet_close(book);
    free(file);
    buf_free(&csv);
    buf_free(&out);
    buf_free(&want);
    diag_list_free(d);
}

/* The headings of the summary tables and of what offices collect for them. */
static void every_programme_knows_what_offices_call_things(void **state)
{
    (void)state;
    static const struct {
        const char *programme, *heading, *path;
    } cases[] = {
        {"most-2025", "指南方向编号", "@direction"},
        {"most-2025", "申报单位", "units/unit[1][@role='lead']/name"},
        {"most-2025", "外方单位", "units/unit[2][@role='foreign']/name"},
        {"most-2025", "国别", "units/unit[2][@role='foreign']/@country"},
        {"most-2025", "申请国拨经费（万元）", "budget/source[1][@kind='fiscal']/@amount"},
        {"most-2025", "自筹经费（万元）", "budget/source[2][@kind='self']/@amount"},
        {"most-2025", "执行期限（月）", "period/@months"},
        {"most-2025", "联系人", "contact/name"},
        {"most-2025", "手机", "contact/mobile"},
        {"zhejiang-2025", "归口管理部门", "filing/@recommender"},
        {"zhejiang-2025", "负责人职称", "people/person[1][@role='leader']/title"},
        {"zhejiang-2025", "总经费", "budget/@total"},
        {"zhejiang-2025", "申请省财政经费", "budget/source[1][@kind='fiscal']/@amount"},
        {"zhejiang-2025", "项目简介", "abstract"},
        {"guangdong-2025", "专题", "@direction"},
        {"guangdong-2025", "主管部门", "filing/@recommender"},
        {"guangdong-2025", "境外合作单位", "units/unit[2][@role='foreign']/name"},
        {"guangdong-2025", "申请省级财政资金", "budget/source[1][@kind='fiscal']/@amount"},
        {"shandong-2025", "合作国别", "regionClass"},
        {"shandong-2025", "单位名称", "suggester/unit/name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (strcmp(programme_id(programme), cases[i].programme) != 0)
            load(cases[i].programme);
        assert_means(cases[i].heading, cases[i].path);
    }
}

/* The items of a form with their numbers; what is no number in front stays part of the heading. */
static void headings_may_be_numbered(void **state)
{
    (void)state;
    load("shandong-2025");
    assert_means("二、产业领域（必填）", "industry");
    assert_means("4.建议单位：", "suggester/unit/name");
    assert_means("十一．联系电话", "suggester/phone");
    static const char csv[] = "项目名称,建议人,甲、产业领域\n膜,张,新材料\n";
    char *got = import("t.csv", csv, strlen(csv), NULL);
    assert_non_null(strstr(got, "t.csv!C1 [sheet-heading-unknown]\n"));
    free(got);
}

/* In a sheet of their own no unit is the leading one by its heading. */
static void headings_of_further_sheets_say_less(void **state)
{
    (void)state;
    load("most-2025");
    static const char csv[] = "<all><申报><序号>1</序号><项目名称>膜</项目名称><方向>1.5</方向></申报>"
                              "<申报><序号>2</序号><项目名称>泵</项目名称><方向>1.5</方向></申报>"
                              "<单位><项目序号>1</项目序号><单位名称>甲</单位名称><申报单位>乙</申报单位></单位>"
                              "<单位><项目序号>1</项目序号><单位名称>丙</单位名称></单位></all>";
    char *got = import("t.xml", csv, strlen(csv), NULL);
    assert_non_null(strstr(got, "<unit>\n      <name>甲</name>"));
    assert_non_null(strstr(got, "<unit>\n      <name>丙</name>"));
    assert_non_null(strstr(got, "t.xml[单位]!C1 [sheet-heading-unknown]"));
    assert_null(strstr(got, "lead"));
    free(got);
}

#define FODS(content)                                                                                                            \
    "<o:document xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:x=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"" \
    " xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><o:body><o:spreadsheet>" content "</o:spreadsheet></o:body></o:document>"
#define TABLE(name, rows) "<t:table t:name=\"" name "\">" rows "</t:table>"
#define ROW(cells) "<t:table-row>" cells "</t:table-row>"
#define CELL(text) "<t:table-cell o:value-type=\"string\"><x:p>" text "</x:p></t:table-cell>"
#define WIDE(text) "<t:table-cell o:value-type=\"string\" t:number-columns-spanned=\"2\"><x:p>" text "</x:p></t:table-cell><t:covered-table-cell/>"
#define MAIN TABLE("推荐", ROW(CELL("序号") CELL("项目名称") CELL("建议人")) ROW(CELL("1") CELL("膜") CELL("张三")) ROW(CELL("2") CELL("泵") CELL("李四")))

static void further_sheets_are_joined(void **state)
{
    (void)state;
    assert_import("t.fods",
                  FODS(MAIN TABLE("说明", ROW(CELL("项目序号") CELL("名称")))
                       TABLE("关键技术", ROW(CELL("项目序号") CELL("关键技术名称")) ROW(CELL("2") CELL("甲")) ROW(CELL("1") CELL("乙"))
                             ROW(CELL("2") CELL("丙")) ROW(CELL("9") CELL("丁")))
                       TABLE("预期指标", ROW(CELL("项目序号") CELL("上级序号") CELL("指标名称") CELL("预期值"))
                             ROW(CELL("2") CELL("2") CELL("寿命") CELL("5")) ROW(CELL("2") CELL("1") CELL("效率") CELL("80")))),
                  "-- 1 膜\n" PROPOSAL("  <title>膜</title>\n  <keyTechnologies>\n    <keyTechnology>\n      <name>乙</name>\n    </keyTechnology>\n"
                                       "  </keyTechnologies>\n  <suggester>\n    <name>张三</name>\n  </suggester>\n")
                  "-- 2 泵\n" PROPOSAL("  <title>泵</title>\n  <keyTechnologies>\n    <keyTechnology>\n      <name>甲</name>\n"
                                       "      <indicator>\n        <name>效率</name>\n        <value>80</value>\n      </indicator>\n    </keyTechnology>\n"
                                       "    <keyTechnology>\n      <name>丙</name>\n      <indicator>\n        <name>寿命</name>\n"
                                       "        <value>5</value>\n      </indicator>\n    </keyTechnology>\n  </keyTechnologies>\n"
                                       "  <suggester>\n    <name>李四</name>\n  </suggester>\n")
                  "t.fods[关键技术]!A5 [sheet-key-nothing]\nt.fods[说明] [sheet-not-read]\n");
}

/* A unit by its name or its id; one without an id is given one. What means none or several is said at its cell, and stays. */
static void things_are_found_by_name(void **state)
{
    (void)state;
    load("most-2025");
    static const char table[] = FODS(
        TABLE("申报", ROW(CELL("序号") CELL("项目名称") CELL("方向")) ROW(CELL("1") CELL("膜") CELL("1.5")) ROW(CELL("2") CELL("泵") CELL("1.5")))
        TABLE("单位", ROW(CELL("项目序号") CELL("单位名称") CELL("单位代号")) ROW(CELL("1") CELL("浙江大学（紫金港）") CELL(""))
              ROW(CELL("1") CELL("丙所") CELL("u1")) ROW(CELL("2") CELL("丁所") CELL("")) ROW(CELL("2") CELL("丁所") CELL("k")))
        TABLE("人员", ROW(CELL("项目序号") CELL("姓名") CELL("工作单位")) ROW(CELL("1") CELL("一") CELL("浙江大学 (紫金港)"))
              ROW(CELL("1") CELL("二") CELL("u1")) ROW(CELL("1") CELL("三") CELL("浙江大学")) ROW(CELL("1") CELL("四") CELL("丁所"))
              ROW(CELL("2") CELL("五") CELL("丁所")) ROW(CELL("2") CELL("六") CELL("丁所（#1）")))
        TABLE("协议", ROW(CELL("项目序号") CELL("协议名称") CELL("签署方") CELL("对应附件"))
              ROW(CELL("1") CELL("约") CELL("丙所、浙江大学（紫金港）") CELL("附件一"))));
    char *got = import("t.fods", table, strlen(table), NULL);
    assert_non_null(strstr(got, "<unit id=\"u2\">\n      <name>浙江大学（紫金港）</name>"));
    assert_non_null(strstr(got, "<person unit=\"u2\">\n      <name>一</name>"));
    assert_non_null(strstr(got, "<person unit=\"u1\">\n      <name>二</name>"));
    assert_non_null(strstr(got, "<person unit=\"浙江大学\">"));
    assert_non_null(strstr(got, "<agreement title=\"约\" attachment=\"附件一\">\n      <signatory>u1</signatory>\n      <signatory>u2</signatory>"));
    assert_non_null(strstr(got, "<person unit=\"u1\">\n      <name>六</name>"));
    assert_non_null(strstr(got, "t.fods[人员]!C4 [sheet-reference-several]\n"));
    assert_non_null(strstr(got, "t.fods[人员]!C5 [sheet-reference-none]\n"));
    assert_non_null(strstr(got, "t.fods[人员]!C6 [sheet-reference-several]\n"));
    assert_non_null(strstr(got, "t.fods[协议]!D2 [sheet-reference-empty]\n"));
    free(got);
}

static void keys_that_dont_fit(void **state)
{
    (void)state;
    char *got = import("t.csv", "序号,项目名称\n1,膜\n1,泵\n", strlen("序号,项目名称\n1,膜\n1,泵\n"), NULL);
    assert_non_null(strstr(got, "t.csv!A3 [sheet-key-twice]"));
    assert_null(strstr(got, "泵"));
    free(got);
    static const char *gaps = "序号,项目名称,建议人\n4,膜,甲\n,泵,乙\n1,阀,丙\n8,机,丁\n", *none = "序号,项目名称,建议人\n,膜,甲\n,泵,乙\n";
    got = import("t.csv", gaps, strlen(gaps), NULL);
    assert_non_null(strstr(got, "t.csv!A3 [sheet-number-none]"));
    assert_non_null(strstr(got, "t.csv!A1 [sheet-number-gap]"));
    assert_non_null(strstr(got, "泵"));
    free(got);
    got = import("t.csv", none, strlen(none), NULL); /* nobody numbers them */
    assert_null(strstr(got, "sheet-number"));
    free(got);
    static const char no_key[] = FODS(MAIN TABLE("预期指标", ROW(CELL("指标名称") CELL("预期值")) ROW(CELL("a") CELL("1"))));
    got = import("t.fods", no_key, strlen(no_key), NULL);
    assert_non_null(strstr(got, "t.fods[预期指标]!A1 [sheet-key-missing]"));
    free(got);
    static const char bad_parent[] = FODS(MAIN TABLE("预期指标", ROW(CELL("项目序号") CELL("上级序号") CELL("指标名称"))
                                                     ROW(CELL("1") CELL("甲") CELL("x"))));
    got = import("t.fods", bad_parent, strlen(bad_parent), NULL);
    assert_non_null(strstr(got, "t.fods[预期指标]!B2 [sheet-key-parent]"));
    free(got);
}

/* A programme of many directions wants each row to say its own, by id or by name. */
static void directions(void **state)
{
    (void)state;
    load("most-2025");
    static const char csv[] = "序号,项目名称,方向\n1,甲,1.5\n2,乙,\n3,丙,九\n4,丁,1.1　中国和越南政府间联合研究项目\n5,戊,1.2 中国和越南政府间联合研究项目\n";
    char *got = import("t.csv", csv, strlen(csv), NULL);
    assert_non_null(strstr(got, "programme=\"most-2025\" direction=\"1.5\""));
    assert_non_null(strstr(got, "[sheet-direction-missing]"));
    assert_non_null(strstr(got, "t.csv!C4 [sheet-direction-unknown]"));
    assert_non_null(strstr(got, "direction=\"1.1\">\n  <title>丁<"));
    assert_non_null(strstr(got, "t.csv!C6 [sheet-direction-unknown]")); /* number and name disagree */
    free(got);
}

/* Four directions have a name that differs in brackets only: what stands there counts, and without it none is guessed. */
static void directions_that_are_called_alike(void **state)
{
    (void)state;
    load("zhejiang-2025");
    static const char csv[] = "序号,项目名称,方向\n1,甲,政府间国际科技创新合作计划项目(挪威)\n2,乙,政府间国际科技创新合作计划项目\n"
                              "3,丙,国际科技合作载体联合研发项目（ 联合实验室 ）\n4,丁,科技对口支援和东西部协作项目（新疆）\n";
    char *got = import("t.csv", csv, strlen(csv), NULL);
    assert_non_null(strstr(got, "direction=\"gov-norway\">\n  <title>甲<"));
    assert_non_null(strstr(got, "t.csv!C3 [sheet-direction-unknown]"));
    assert_non_null(strstr(got, "direction=\"carrier-joint-lab\">\n  <title>丙<"));
    assert_non_null(strstr(got, "direction=\"support\">\n  <title>丁<"));
    free(got);
}

/* A name of a code, the code itself, and what no list knows; a name that holds what separates others is one. */
static void names_stand_for_codes(void **state)
{
    (void)state;
    load("guangdong-2025");
    static const char csv[] = "序号,项目名称,方向,优先支持类别,附件1 附件种类,附件2 附件种类,附件3 附件种类\n"
                              "1,甲,2,服务元首外交及省委省政府工作安排；un；自拟,境外企业 登记证明,maContract,自拟\n"
                              "2,乙,2,\"企业牵头或参与,有明确市场拓展目标,提供自筹经费或其他条件支持\",,,\n";
    char *got = import("t.csv", csv, strlen(csv), NULL);
    assert_non_null(strstr(got, "<priorityClass>diplomacy</priorityClass>\n  <priorityClass>un</priorityClass>\n  <priorityClass>自拟</priorityClass>"));
    assert_non_null(strstr(got, "<attachment kind=\"regCert\"/>\n    <attachment kind=\"maContract\"/>\n    <attachment kind=\"自拟\"/>"));
    assert_non_null(strstr(got, "<title>乙</title>\n  <priorityClass>market</priorityClass>\n<"));
    free(got);
}

static void two_tables_are_a_question(void **state)
{
    (void)state;
    static const char two[] = FODS(MAIN TABLE("另表", ROW(CELL("项目名称") CELL("建议人") CELL("联系电话")) ROW(CELL("x") CELL("y"))));
    assert_import("t.fods", two, "t.fods [sheet-two-tables]\n");
}

static void headings_of_two_rows(void **state)
{
    (void)state;
    assert_import("t.fods",
                  FODS(TABLE("表", ROW(CELL("项目名称") WIDE("项目实施投入计划")) ROW(CELL("") CELL("项目计划总投入") CELL("省财政资金支持强度建议"))
                             ROW(CELL("膜") CELL("200") CELL("100")))),
                  "-- 3 膜\n" PROPOSAL("  <title>膜</title>\n  <investment>\n    <total>200.00</total>\n    <support>100.00</support>\n  </investment>\n"));
}

static void rows_that_are_hidden_or_remarks(void **state)
{
    (void)state;
    static const char t[] = FODS(TABLE("表", ROW(CELL("项目名称") CELL("建议人") CELL("联系电话") CELL("产业领域"))
                                       "<t:table-row t:visibility=\"collapse\">" CELL("膜") CELL("张三") "</t:table-row>"
                                       ROW(CELL("注：以上数据") "<t:table-cell/>") ROW("<t:table-cell/>" CELL("李四") CELL("139"))));
    char *got = import("t.fods", t, strlen(t), NULL);
    assert_non_null(strstr(got, "t.fods[表]!2 [sheet-row-hidden]\nt.fods[表]!3 [sheet-row-remark]\n"));
    assert_non_null(strstr(got, "-- 4 \n"));
    free(got);
}

/* A number says that a row is a proposal, or one's, of which little is known yet; a word in its place does not. */
static void rows_that_say_little(void **state)
{
    (void)state;
    static const char t[] = FODS(TABLE("表", ROW(CELL("序号") CELL("项目名称") CELL("建议人") CELL("联系电话") CELL("产业领域"))
                                       ROW(CELL("１") CELL("膜")) ROW(CELL("2") "<t:table-cell/>") ROW(CELL("备注") CELL("请于月底前报送"))));
    char *got = import("t.fods", t, strlen(t), NULL);
    assert_string_equal(got, "-- 1 膜\n" PROPOSAL("  <title>膜</title>\n") "t.fods[表]!4 [sheet-row-remark]\n");
    free(got);
}

/* Tables of units put under each other with their headings, a row that numbers the columns, totals and signatures at the foot. */
static void rows_that_offices_put_between(void **state)
{
    (void)state;
    static const char t[] = "序号,项目名称,建议人,联系电话,项目计划总投入\n（1）,（2）,（3）,（4）,（5）\n1,膜,甲,1,￥1200元\n序号,项目名称,建议人,联系电话,项目计划总投入\n"
                            "2,泵,乙,2,5\n,,,总计：,7\n填表人：张三,,审核人：,联系电话: 1,\n";
    char *got = import("t.csv", t, strlen(t), NULL);
    assert_non_null(strstr(got, "<total>0.12</total>"));
    assert_non_null(strstr(got, "-- 2 泵\n"));
    assert_non_null(strstr(got, "</proposal>\nt.csv!2 [sheet-row-heading]\nt.csv!4 [sheet-row-heading]\nt.csv!6 [sheet-row-total]\nt.csv!7 [sheet-row-foot]\n"));
    free(got);
    static const char numbers[] = "序号,项目名称,建议人,联系电话\n1,2,3,4\n1,膜,甲,1\n", data[] = "序号,项目名称,建议人\n1,2,3\n";
    got = import("t.csv", numbers, strlen(numbers), NULL);
    assert_string_equal(got, "-- 1 膜\n" PROPOSAL("  <title>膜</title>\n  <suggester>\n    <name>甲</name>\n    <phone>1</phone>\n  </suggester>\n") "t.csv!2 [sheet-row-heading]\n");
    free(got);
    got = import("t.csv", data, strlen(data), NULL);
    assert_non_null(strstr(got, "-- 1 2\n"));
    free(got);
}

static void formulas_and_errors(void **state)
{
    (void)state;
    static const char t[] = FODS(TABLE("表", ROW(CELL("项目名称") CELL("建议人") CELL("项目计划总投入") CELL("联系电话"))
                                       ROW(CELL("膜") "<t:table-cell t:formula=\"of:=A1\"/><t:table-cell t:formula=\"of:=1/0\" o:value-type=\"string\"><x:p>#DIV/0!</x:p></t:table-cell>"
                                           "<t:table-cell o:value-type=\"float\" o:value=\"123456789012345678\"/>")));
    char *got = import("t.fods", t, strlen(t), NULL);
    assert_non_null(strstr(got, "t.fods[表]!B2 [sheet-value-uncalculated]\nt.fods[表]!C2 [sheet-value-error]\nt.fods[表]!D2 [sheet-value-digits]\n"));
    free(got);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(one_table), CASE(numbered_columns), CASE(values), CASE(headings_that_fit_nothing), CASE(a_map_goes_first),
        CASE(headings_say_which_one_it_is), CASE(every_programme_knows_what_offices_call_things), CASE(headings_may_be_numbered), CASE(headings_of_further_sheets_say_less),
        CASE(further_sheets_are_joined), CASE(things_are_found_by_name), CASE(keys_that_dont_fit), CASE(directions), CASE(directions_that_are_called_alike), CASE(names_stand_for_codes), CASE(two_tables_are_a_question), CASE(headings_of_two_rows),
        CASE(rows_that_are_hidden_or_remarks), CASE(rows_that_say_little), CASE(rows_that_offices_put_between), CASE(formulas_and_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
