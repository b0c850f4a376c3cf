/* Every rule of the Shandong suggestion: small edits of a sample that passes, with the findings they must give and the
 * line of the node they must stand at, beside the nearest edit that passes. */
#include "test.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "check/check.h"
#include "xslt/xml.h"

#define BASE "tests/data/suggestion.xml"
#define FUNDED "build/test-rules-funded.csv"

/* How a node is changed: its text or value set, removed, or doubled behind itself. */
enum op { NONE, SET, DEL, DUP };

struct edit {
    enum op op;
    const char *path, *value; /* XPath with prefix s */
};

struct row {
    struct edit edit[4];
    const char *expected; /* "SD-101 SD-102?": ids in document order, ? for 未判定, ~ for warning, i for info */
    const char *at;       /* XPath of the node at whose line the first finding stands; NULL: not looked at */
};

#define KT "//s:keyTechnology[1]"
#define T1 KT "/s:trl/s:current"
#define T2 KT "/s:trl/s:expected"
#define SALES "//s:keyTechnology[1]/s:sales/@"
#define WITH_SALES(level) {SET, T1, level}, {SET, T2, "13"}

static const struct row rows[] = {
    {{{NONE, NULL, NULL}}, "", NULL},
    /* whole */
    {{{DEL, "//s:report", NULL}}, "SD-001", "/s:proposal"},
    {{{SET, "//s:overview/s:p", ""}}, "SD-001", "//s:overview"},
    {{{DEL, "//s:keyTechnology", NULL}}, "SD-002 SD-005~", "//s:keyTechnologies"},
    {{{DUP, KT, NULL}, {DUP, KT, NULL}, {DUP, KT, NULL}}, "GE-15~ GE-15~ GE-15~", "//s:keyTechnology[2]/s:name"}, /* five */
    {{{DUP, KT, NULL}, {DUP, KT, NULL}, {DUP, KT, NULL}, {DUP, KT, NULL}}, "GE-15~ GE-15~ GE-15~ GE-15~ SD-002",
     "//s:keyTechnology[2]/s:name"},
    {{{SET, KT "/s:name", ""}}, "SD-002", KT "/s:name"},
    {{{SET, T1, ""}}, "SD-003", T1},
    {{{SET, T1, "0"}}, "SD-003", T1},
    {{{SET, T1, "1"}, {SET, KT "/s:evidence/@kind", "调研报告"}}, "", NULL},
    {{{SET, T2, "13"}}, "", NULL},
    {{{SET, T2, "14"}}, "SD-003", T2},
    {{{SET, T2, "7.5"}}, "SD-003", T2},
    {{{SET, KT "/s:trl/@scale", "9"}}, "SD-003", KT "/s:trl"},
    {{{SET, T2, "3"}}, "SD-004", T2},
    {{{SET, T2, "4"}}, "SD-004~", T2},
    {{{SET, T2, "5"}}, "", NULL},
    {{{SET, T1, "9"}, {SET, T2, "10"}, {SET, KT "/s:evidence/@kind", "应用证明"}}, "", NULL},
    {{{SET, "//s:necessity/s:p", "略"}}, "SD-005~", "//s:report"},
    {{{SET, "//s:necessity/s:p", "合作有必要，技术先进，替代进口"}}, "", NULL},
    {{{SET, KT "/s:indicator/s:value", "较高"}}, "SD-006 SD-006", KT "/s:indicator/s:value"},
    {{{SET, KT "/s:indicator[1]/s:unit", ""}}, "SD-006", KT "/s:indicator[1]/s:value"},
    {{{SET, KT "/s:indicator[1]/s:comparator", ""}}, "SD-006", KT "/s:indicator[1]/s:value"},
    {{{SET, "//s:report/s:indicator[@kind='social']/s:unit", ""}}, "", NULL},
    {{{SET, KT "/s:indicator[1]/@kind", ""}}, "SD-006", KT "/s:indicator[1]"},
    {{{DEL, "//s:indicator[@kind='technical' or @kind='product']", NULL}}, "SD-204 SD-204 SD-006", NULL},
    {{{DEL, "//s:indicator[@kind='ip']", NULL}}, "SD-007", "//s:report"},
    {{{SET, "//s:indicator[@kind='economic']/s:value", ""}}, "SD-007", "//s:report"},
    {{{DEL, "//s:indicator[@kind='social']", NULL}}, "SD-007", "//s:report"},
    {{{DEL, "//s:deliverable", NULL}}, "SD-008", "//s:report"},
    {{{DEL, "//s:deliverable[1]", NULL}}, "", NULL},
    {{{SET, "//s:deliverable[1]/s:test", ""}}, "SD-008", "//s:deliverable[1]/s:test"},
    {{{SET, "//s:deliverable[1]/s:name", ""}}, "SD-008", "//s:deliverable[1]/s:name"},
    {{{SET, "//s:notFundedBefore", "false"}}, "SD-009", "//s:notFundedBefore"},
    {{{SET, "//s:notFundedBefore", ""}}, "SD-009", "//s:notFundedBefore"},
    {{{SET, "//s:notFundedBefore", "1"}}, "", NULL},
    {{{SET, "//s:title", "海藻多糖生物基材料 联合研发"}}, "SD-009", "//s:title"},
    {{{SET, "//s:title", "海藻多糖生物基材料关键技术研发与应用示范"}}, "", NULL},
    /* the form; white space around a value is nothing */
    {{{SET, "//s:projectType[1]", " “引进来”\n"}, {SET, "//s:industry", " 新能源 "}, {SET, "//s:regionClass", "\n创新领先国家 "}},
     "", NULL},
    {{{SET, "//s:industry", ""}}, "SD-101", "//s:industry"},
    {{{DUP, "//s:industry", NULL}}, "SD-101", "//s:industry[2]"},
    {{{SET, "//s:industry", "新能源汽车"}}, "SD-101", "//s:industry"},
    {{{SET, "//s:industry", "其他"}}, "SD-102", "/s:proposal"},
    {{{DUP, "//s:leadType", NULL}}, "schema-misplaced", "//s:leadType[2]"},
    {{{SET, "//s:regionClass", ""}}, "SD-103", "//s:regionClass"},
    {{{SET, "//s:regionClass", "创新国家"}}, "SD-103", "//s:regionClass"},
    {{{DUP, "//s:regionClass", NULL}}, "SD-103~", "//s:regionClass[2]"},
    {{{DEL, "//s:projectType", NULL}, {DEL, "//s:importKind", NULL}}, "SD-104", NULL},
    {{{SET, "//s:projectType[2]", "引进"}}, "SD-104 SD-113i", "//s:projectType[2]"},
    {{{DEL, "//s:importKind", NULL}}, "SD-105", "/s:proposal"},
    {{{DUP, "//s:importKind", NULL}}, "SD-105", "//s:importKind[2]"},
    {{{SET, "//s:importKind", "引进"}}, "SD-105", "//s:importKind"},
    {{{SET, "//s:projectType[1]", "“走出去”"}}, "SD-112i SD-106", NULL},
    {{{SET, "//s:projectType[1]", "“走出去”"}, {DEL, "//s:importKind", NULL}}, "SD-112i", "//s:projectType[1]"},
    {{{SET, "//s:overview/s:p[2]", "合作"}}, "", NULL},
    {{{SET, "//s:overview/s:p[1]", "简"}}, "SD-107~", "//s:overview"},
    {{{SET, "//s:title", ""}}, "SD-108", "//s:title"},
    {{{DEL, "//s:title", NULL}}, "SD-108", "/s:proposal"},
    {{{SET, "//s:investment/s:total", ""}}, "SD-108", "//s:investment/s:total"},
    {{{SET, "//s:investment/s:support", ""}}, "SD-108", "//s:investment/s:support"},
    {{{SET, "//s:unit/s:name", ""}}, "SD-108", "//s:unit/s:name"},
    {{{SET, "//s:suggester/s:name", ""}}, "SD-108", "//s:suggester/s:name"},
    {{{SET, "//s:position", ""}}, "SD-108", "//s:position"},
    {{{SET, "//s:phone", ""}}, "SD-108", "//s:phone"},
    {{{SET, "//s:investment/s:total", "0.00"}}, "SD-109 SD-109", "//s:investment/s:total"},
    {{{SET, "//s:investment/s:support", "-1.00"}}, "SD-109", "//s:investment/s:support"},
    {{{SET, "//s:investment/s:support", "0.01"}}, "", NULL},
    {{{SET, "//s:investment/s:support", "2400.00"}}, "", NULL},
    {{{SET, "//s:investment/s:support", "2400.01"}}, "SD-109", "//s:investment/s:support"},
    {{{SET, "//s:investment/s:support", "1e3"}}, "schema-value", "//s:investment/s:support"},
    {{{SET, "//s:country", "VN"}}, "SD-110~", "//s:country"},
    {{{SET, "//s:country", "FR"}}, "", NULL},
    {{{SET, "//s:country", "QQ"}}, "SD-110~", "//s:country"},
    {{{SET, "//s:country", "CN"}}, "SD-110~ SD-110~", "//s:country"},
    {{{SET, "//s:country", ""}}, "SD-110~", "//s:country"},
    {{{SET, "//s:regionClass", "多边科技合作"}}, "SD-110~", "//s:regionClass"},
    {{{SET, "//s:regionClass", "多边科技合作"}, {DUP, "//s:country", NULL}, {SET, "//s:country[2]", "KR"}}, "", NULL},
    {{{SET, "//s:regionClass", "上合组织成员国"}, {SET, "//s:country", "BY"}}, "", NULL},
    {{{SET, "//s:regionClass", "上合组织成员国"}, {SET, "//s:country", "VN"}}, "SD-110~", "//s:country"},
    {{{SET, "//s:industry", "高端装备"}}, "SD-111i", "//s:regionClass"},
    {{{SET, "//s:industry", "医养健康"}}, "", NULL},
    {{{SET, "//s:platform/@name", ""}}, "SD-113~", "//s:platform"},
    {{{SET, "//s:platform/@level", "市级"}}, "SD-113~", "//s:platform"},
    {{{SET, "//s:platform/@level", "国家级"}}, "", NULL},
    {{{SET, "//s:projectType[2]", "重大活动签约"}}, "SD-113~ SD-113i", "/s:proposal"},
    {{{DEL, "//s:projectType[2]", NULL}}, "SD-113i", "//s:platform"},
    /* the report */
    {{{SET, "//s:significance/s:p", ""}}, "SD-202~", "//s:significance"},
    {{{DEL, "//s:summary", NULL}}, "SD-202~", "//s:report"},
    {{{SET, "//s:outcome/s:p", ""}}, "SD-202~", "//s:outcome"},
    {{{DEL, "//s:guideline/*", NULL}}, "SD-202~", "//s:guideline"},
    {{{SET, "//s:presentState/s:p", ""}}, "SD-203~", "//s:presentState"},
    {{{DEL, "//s:gap", NULL}}, "SD-203~", "//s:report"},
    {{{SET, "//s:meaning/s:p", ""}}, "SD-203~", "//s:meaning"},
    {{{SET, "//s:basis/s:p", ""}}, "SD-203~", "//s:basis"},
    {{{DEL, "//s:tasks/s:chinese", NULL}}, "SD-203~", "//s:tasks"},
    {{{DEL, "//s:tasks/s:foreign/*", NULL}}, "SD-203~", "//s:tasks/s:foreign"},
    {{{DEL, "//s:technicalGoals/*", NULL}}, "SD-203~", "//s:technicalGoals"},
    {{{DEL, "//s:performanceGoals/*", NULL}}, "SD-203~", "//s:performanceGoals"},
    {{{DEL, "//s:funding/*", NULL}}, "SD-203~", "//s:funding"},
    {{{DEL, KT "/s:description", NULL}}, "SD-204", KT},
    {{{DEL, KT "/s:status/*", NULL}}, "SD-204 SD-005~", KT "/s:status"},
    {{{DEL, KT "/s:indicator", NULL}}, "SD-204", KT},
    {{{DEL, KT "/s:evidence", NULL}}, "SD-206~", KT},
    {{{SET, KT "/s:evidence/@kind", "合同"}}, "SD-206~", KT "/s:evidence[1]"},
    {{{SET, KT "/s:evidence[1]/@kind", "合同"}}, "", NULL},
    {{{DEL, KT "/s:indicator/s:foreign", NULL}}, "SD-207~", KT "/s:indicator[1]"},
    {{{DEL, KT "/s:indicator[1]/s:foreign", NULL}}, "", NULL},
    {{{DEL, "//s:guideline/s:content/*", NULL}}, "SD-208~", "//s:guideline/s:content"},
    {{{DEL, "//s:acceptance/*", NULL}}, "SD-208~", "//s:acceptance"},
    {{{DEL, "//s:reference", NULL}}, "SD-208~", "//s:guideline"},
    {{{DEL, "//s:eligibility/*", NULL}}, "SD-208~", "//s:eligibility"},
    {{{DEL, "//s:maturity/*", NULL}}, "SD-208~", "//s:maturity"},
    {{{DEL, "//s:scope/*", NULL}}, "SD-208~", "//s:scope"},
    {{{SET, "//s:basis/s:p", "与XXXX大学合作"}}, "SD-210", "//s:basis/s:p"},
    {{{SET, "//s:basis/s:p", "与XXX型设备配套"}}, "", NULL},
    {{{SET, "//s:platform/@name", "XXXX平台"}}, "SD-210", "//s:platform"},
    {{{SET, "//s:basis/s:p", "……"}}, "SD-210", "//s:basis/s:p"},
    {{{SET, "//s:basis/s:p", "双方……持续合作"}}, "", NULL},
    {{{SET, "//s:significance/s:p[1]", "简述项目开展的必要性和重要性。"}}, "SD-210", "//s:significance/s:p[1]"},
    {{{SET, "//s:comparison", ""}, {SET, "//s:outcome/s:p", "有成效"}}, "SD-211~ GE-04~ GE-04~", "//s:outcome"},
    {{{SET, "//s:outcome/s:p", "有成效"}}, "", NULL},
    /* sales: the base sample has none, so they come from a copy of a picture of them (see add_sales) */
    {{WITH_SALES("10"), {SET, KT "/s:evidence/@kind", "合同"}}, "", NULL},
    {{WITH_SALES("10"), {SET, KT "/s:evidence/@kind", "合同"}, {SET, SALES "volume", "29.9"}}, "SD-301~", KT "/s:sales"},
    {{WITH_SALES("10"), {SET, KT "/s:evidence/@kind", "合同"}, {SET, SALES "firstIncome", "0"}}, "SD-301~", KT "/s:sales"},
    {{WITH_SALES("10"), {SET, KT "/s:evidence/@kind", "合同"}, {DEL, KT "/s:sales", NULL}}, "SD-301~", KT},
    {{WITH_SALES("11"), {SET, KT "/s:evidence/@kind", "发票"}}, "", NULL},
    {{WITH_SALES("11"), {SET, KT "/s:evidence/@kind", "发票"}, {SET, SALES "annualRevenue", "99.99"}}, "SD-301~",
     KT "/s:sales"},
    {{WITH_SALES("12"), {SET, KT "/s:evidence/@kind", "财报"}, {SET, SALES "totalRevenue", "300.00"}}, "", NULL},
    {{WITH_SALES("12"), {SET, KT "/s:evidence/@kind", "财报"}, {SET, SALES "totalRevenue", "299.99"}}, "SD-301~",
     KT "/s:sales"},
    {{{SET, T1, "13"}, {SET, T2, "13"}, {SET, KT "/s:evidence/@kind", "统计"}}, "SD-004~", NULL},
    {{{SET, T1, "13"}, {SET, T2, "13"}, {SET, KT "/s:evidence/@kind", "统计"}, {SET, SALES "totalRevenue", "999.99"}},
     "SD-004~ SD-301~", NULL},
    /* generic */
    {{{SET, "//s:investment/s:total", "2400"}}, "GE-02~", "//s:investment/s:total"},
    {{{SET, "//s:investment/s:support", "300.0"}}, "GE-02~", "//s:investment/s:support"},
    {{{SET, "//s:unit/s:name", "海岳氢能"}}, "GE-03~", "//s:unit/s:name"},
    {{{SET, "//s:unit/s:name", "山东大学"}}, "", NULL},
    {{{SET, "//s:deliverable[1]/s:comparison", ""}}, "GE-04~", "//s:deliverable[1]/s:comparison"},
    {{{SET, "//s:basis/s:p", "共建BOP平台"}}, "GE-05i", "//s:report"},
    {{{SET, "//s:basis/s:p", "共建辅助系统（Balance of Plant，BOP）平台"}}, "", NULL},
    {{{SET, "//s:uscc", "91370102MA3Q7K2T9V"}}, "GE-06", "//s:uscc"},
    {{{SET, "//s:uscc", ""}}, "", NULL},
    {{{SET, "//s:uscc", "91350100M000100Y43"}}, "", NULL},
    {{{SET, "//s:basis/s:p", "合作\xEF\xBF\xBD方"}}, "GE-14", "//s:basis/s:p"},
    {{{SET, "//s:basis/s:p", "合作\xEE\x80\x80方"}}, "GE-14", "//s:basis/s:p"},
    {{{SET, "//s:basis/s:p", "合作\xC2\x85方"}}, "GE-14", "//s:basis/s:p"},
    {{{SET, "//s:basis/s:p", "合作\xEF\xB7\x90方"}}, "GE-14", "//s:basis/s:p"},
    {{{SET, "//s:platform/@name", "\xEE\x80\x81平台"}}, "GE-14", "//s:platform"},
    {{{SET, "//s:basis/s:p", "与𠮷田公司（𬭚业）合作"}}, "", NULL},
    {{{SET, "//s:keyTechnology[2]/s:name", "大面积 薄膜电解质流延共烧技术"}}, "GE-15~", "//s:keyTechnology[2]/s:name"},
    /* the schema: its own words, and the rules go on */
    {{{SET, KT "/s:indicator[1]/@kind", "technic"}}, "schema-choice", KT "/s:indicator[1]"},
    {{{SET, "//s:filing/@submittedAt", "2025年3月"}}, "schema-value", "//s:filing"},
    {{{SET, "//s:notFundedBefore", "是"}}, "schema-value", "//s:notFundedBefore"},
    {{{SET, "//s:country", "日本"}}, "schema-value", "//s:country"},
    {{{DEL, KT "/s:trl/@scale", NULL}}, "schema-no-attribute", KT "/s:trl"},
};

static struct programme *pack;
static struct diag_list *found;

static xmlXPathObjectPtr select_nodes(xmlDocPtr doc, const char *path)
{
    xmlXPathContextPtr c = xmlXPathNewContext(doc);
    xmlXPathRegisterNs(c, (const xmlChar *)"s", (const xmlChar *)PROPOSAL_NS);
    xmlXPathObjectPtr o = xmlXPathEvalExpression((const xmlChar *)path, c);
    xmlXPathFreeContext(c);
    if (!o || !o->nodesetval || !o->nodesetval->nodeNr)
        fail_msg("%s selects nothing", path); /* a row that edits nothing proves nothing */
    return o;
}

static void set_text(xmlNodePtr n, const char *value)
{
    if (n->type == XML_ATTRIBUTE_NODE) {
        xmlSetProp(n->parent, n->name, (const xmlChar *)value);
        return;
    }
    xmlNodeSetContent(n, (const xmlChar *)"");
    xmlNodeAddContent(n, (const xmlChar *)value);
}

static void apply(xmlDocPtr doc, const struct edit *e)
{
    xmlXPathObjectPtr o = select_nodes(doc, e->path);
    int n = e->op == DUP ? 1 : o->nodesetval->nodeNr;
    for (int i = 0; i < n; i++) {
        xmlNodePtr node = o->nodesetval->nodeTab[i];
        if (e->op == SET) {
            set_text(node, e->value);
        } else if (e->op == DUP) {
            xmlAddNextSibling(node, xmlCopyNode(node, 1));
        } else if (node->type == XML_ATTRIBUTE_NODE) {
            xmlRemoveProp((xmlAttrPtr)node);
        } else {
            xmlUnlinkNode(node);
            xmlFreeNode(node);
        }
    }
    xmlXPathFreeObject(o);
}

/* Figures that satisfy every level, for the rows that then spoil one. */
static void add_sales(xmlDocPtr doc)
{
    static const char *const figures[][2] = {
        {"firstIncome", "10.00"}, {"volume", "30"}, {"breakEven", "100"}, {"annualRevenue", "100.00"},
        {"annualCost", "100.00"}, {"totalRevenue", "1000.00"}, {"totalInput", "1000.00"},
    };
    xmlXPathObjectPtr o = select_nodes(doc, KT);
    xmlNodePtr kt = o->nodesetval->nodeTab[0], sales = xmlNewChild(kt, kt->ns, (const xmlChar *)"sales", NULL);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        xmlNewProp(sales, (const xmlChar *)figures[i][0], (const xmlChar *)figures[i][1]);
    xmlXPathFreeObject(o);
}

/* The edited proposal as a file has it, so that lines are those of a parse. */
static xmlDocPtr edited(const struct row *r)
{
    xmlChar *bytes;
    int n;
    xmlDocPtr doc = xml_load(BASE, found);
    assert_non_null(doc);
    add_sales(doc);
    for (size_t i = 0; i < 4 && r->edit[i].op != NONE; i++)
        apply(doc, &r->edit[i]);
    xmlDocDumpMemoryEnc(doc, &bytes, &n, "UTF-8");
    xml_free(doc);
    doc = xml_parse((const char *)bytes, (size_t)n, "edited.xml", found);
    xmlFree(bytes);
    assert_non_null(doc);
    return doc;
}

static char *summary(void)
{
    struct buf b = {0};
    for (size_t i = 0; i < diag_list_count(found); i++) {
        const struct diag_record *r = diag_list_at(found, i);
        const char *mark = r->undecided ? "?" : r->severity == DIAG_WARNING ? "~" : r->severity == DIAG_INFO ? "i" : "";
        buf_printf(&b, "%s%s%s", b.n ? " " : "", r->rule, mark);
    }
    return b.data ? buf_steal(&b) : xstrdup("");
}

static bool check_row(size_t i, const struct check_options *o)
{
    bool good = true;
    const struct row *r = &rows[i];
    diag_list_cut(found, 0);
    xmlDocPtr doc = edited(r);
    assert_true(check_proposal(pack, doc, "edited.xml", o, found));
    char *got = summary();
    if (strcmp(got, r->expected)) {
        print_error("row %zu (%s): %s, not %s\n", i, r->edit[0].path ? r->edit[0].path : "base", got, r->expected);
        good = false;
    }
    free(got);
    if (r->at && good) {
        xmlXPathObjectPtr at = select_nodes(doc, r->at);
        unsigned line = xml_line(at->nodesetval->nodeTab[0]);
        if (diag_list_at(found, 0)->loc.line != line) {
            print_error("row %zu (%s): line %u, not %u\n", i, r->expected, diag_list_at(found, 0)->loc.line, line);
            good = false;
        }
        xmlXPathFreeObject(at);
    }
    xml_free(doc);
    return good;
}

static void each_row(void **state)
{
    (void)state;
    struct check_options o = {0};
    bool good = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        good = check_row(i, &o) && good;
    assert_true(good);
}

/* Every finding of a rule says where, why and what to do. */
static void findings_are_complete(void **state)
{
    (void)state;
    struct check_options o = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        diag_list_cut(found, 0);
        xmlDocPtr doc = edited(&rows[i]);
        check_proposal(pack, doc, "edited.xml", &o, found);
        xml_free(doc);
        for (size_t k = 0; k < diag_list_count(found); k++) {
            const struct diag_record *r = diag_list_at(found, k);
            assert_true(r->loc.line > 0);
            assert_non_null(r->path);
            if (r->id != DIAG_FINDING)
                continue;
            assert_non_null(r->clause);
            if (!strstr(r->text, "：") && !strstr(r->text, "，"))
                fail_msg("%s: %s", r->rule, r->text);
        }
    }
}

/* Rules that no row fails are in the pack's coverage, with a reason; no rule is in both or in neither. */
static void every_rule_is_accounted_for(void **state)
{
    (void)state;
    static const struct { const char *prefix; int from, to; } catalogue[] = {
        {"SD-", 1, 9}, {"SD-", 101, 113}, {"SD-", 201, 211}, {"SD-", 301, 301}, {"GE-", 1, 12}, {"GE-", 14, 16},
    };
    xmlDocPtr sch = xml_load("templates/shandong-2025/rules.sch", found);
    for (size_t i = 0; i < sizeof catalogue / sizeof *catalogue; i++)
        for (int n = catalogue[i].from; n <= catalogue[i].to; n++) {
            char id[16], path[200];
            snprintf(id, sizeof id, n < 100 && catalogue[i].prefix[0] == 'S' ? "%s%03d" : "%s%02d", catalogue[i].prefix, n);
            snprintf(path, sizeof path, "count(//*[local-name() = 'coverage']/*[@id = '%s'][@status][normalize-space()])", id);
            xmlXPathContextPtr c = xmlXPathNewContext(sch);
            xmlXPathObjectPtr o = xmlXPathEvalExpression((const xmlChar *)path, c);
            bool covered = o->floatval > 0, tested = false;
            for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
                const char *at = strstr(rows[k].expected, id);
                tested = tested || at;
            }
            if (covered == tested)
                fail_msg("%s is %s", id, covered ? "in the coverage and tested" : "neither tested nor in the coverage");
            xmlXPathFreeObject(o);
            xmlXPathFreeContext(c);
        }
    xml_free(sch);
}

static void check_text(const char *path, const char *value, const struct check_options *o)
{
    struct row r = {.edit = {{SET, path, value}}};
    diag_list_cut(found, 0);
    xmlDocPtr doc = edited(&r);
    assert_true(check_proposal(pack, doc, "edited.xml", o, found));
    xml_free(doc);
}

/* 1000 characters pass, 1001 do not. */
static void the_overview_has_1000_characters(void **state)
{
    (void)state;
    struct check_options o = {0};
    struct buf b = {0};
    static const char topics[] = "必要合作内容关键预期";
    size_t have = check_count(topics, strlen(topics), NULL);
    struct row r = {.edit = {{DEL, "//s:overview/s:p[position() > 1]", NULL}, {SET, "//s:overview/s:p", NULL}}};
    buf_puts(&b, topics);
    for (size_t i = have; i < 1000; i++)
        buf_puts(&b, "字");
    for (int over = 0; over < 2; over++) {
        r.edit[1].value = b.data;
        diag_list_cut(found, 0);
        xmlDocPtr doc = edited(&r);
        assert_true(check_proposal(pack, doc, "edited.xml", &o, found));
        xml_free(doc);
        assert_int_equal(diag_list_count(found), over);
        buf_puts(&b, "。");
    }
    assert_string_equal(diag_list_at(found, 0)->rule, "SD-107");
    assert_non_null(strstr(diag_list_at(found, 0)->text, "有1001字"));
    assert_string_equal(diag_list_at(found, 0)->place, "项目概述");
    buf_free(&b);
}

static void strict_raises_only_soft_words(void **state)
{
    (void)state;
    struct check_options o = {.strict = true};
    check_text("//s:investment/s:total", "2400", &o); /* GE-02 has no modal word */
    assert_int_equal(diag_list_at(found, 0)->severity, DIAG_WARNING);
    check_text("//s:platform/@name", "", &o); /* 鼓励 */
    assert_int_equal(diag_list_at(found, 0)->severity, DIAG_WARNING);
    assert_string_equal(diag_list_at(found, 0)->modal, "鼓励");
}

/* The clock: --as-of, then the filing time, then SOURCE_DATE_EPOCH; without any, undecided. */
static void the_clock(void **state)
{
    (void)state;
    static const char text[] =
        "<proposal xmlns='urn:shenbao:proposal' programme='shandong-2025' direction='suggestion'>%s"
        "<projectType>重大活动签约</projectType><event level='省级' name='对接会' date='2025-03-10'/></proposal>";
    static const struct { const char *filing, *as_of, *source, *expected; } cases[] = {
        {"<filing submittedAt='2025-03-10'/>", NULL, NULL, ""},
        {"<filing submittedAt='2025-03-09'/>", NULL, NULL, "SD-113~"},
        {"<filing submittedAt='2025-03-09T16:30:00Z'/>", NULL, NULL, ""}, /* the 10th in Beijing */
        {"<filing submittedAt='2025-03-09'/>", "2025-03-11", NULL, ""},
        {"", NULL, "2025-03-01", "SD-113~"},
        {"", NULL, NULL, "SD-113?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char s[600];
        snprintf(s, sizeof s, text, cases[i].filing);
        struct check_options o = {.as_of = cases[i].as_of, .source_date = cases[i].source};
        diag_list_cut(found, 0);
        xmlDocPtr doc = xml_parse(s, strlen(s), "x.xml", found);
        assert_true(check_proposal(pack, doc, "x.xml", &o, found));
        xml_free(doc);
        char *got = summary(), *at = strstr(got, "SD-113");
        if ((at != NULL) != (*cases[i].expected != 0) ||
            (at && strncmp(at, cases[i].expected, strlen(cases[i].expected))))
            fail_msg("case %zu: %s", i, got);
        free(got);
    }
}

/* A list that is not there leaves its rule undecided, never passed. */
static void missing_lists_are_undecided(void **state)
{
    (void)state;
    static const char *const lists[] = {"funded", "countries", "priorities", "unit-endings"};
    static const char *const ids[] = {"SD-009?", "SD-110?", "SD-111?", "GE-03?"};
    struct check_options o = {0};
    struct row r = {0};
    for (size_t i = 0; i < 4; i++) {
        struct programme *p = programme_load("templates", "shandong-2025", found);
        assert_true(programme_set_list(p, "funded", FUNDED, found));
        programme_set_list(p, lists[i], "build/none.csv", found);
        diag_list_cut(found, 0);
        xmlDocPtr doc = edited(&r);
        assert_true(check_proposal(p, doc, "edited.xml", &o, found));
        xml_free(doc);
        char *got = summary();
        assert_string_equal(got, ids[i]);
        free(got);
        programme_free(p);
    }
}

/* What `new` gives passes the schema, and every field that must be filled in is named by a rule. */
static void the_skeleton_passes_the_schema(void **state)
{
    (void)state;
    struct buf b = {0};
    struct check_options o = {0};
    diag_list_cut(found, 0);
    assert_true(file_read(programme_direction_of(pack, "suggestion", found)->skeleton, 1 << 20, &b, found));
    xmlDocPtr doc = xml_parse(b.data, b.n, "new.xml", found);
    assert_true(check_proposal(pack, doc, "new.xml", &o, found));
    xml_free(doc);
    buf_free(&b);
    assert_true(diag_list_count(found) >= 18);
    for (size_t i = 0; i < diag_list_count(found); i++) {
        assert_int_equal(diag_list_at(found, i)->id, DIAG_FINDING);
        assert_non_null(diag_list_at(found, i)->place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row),
        cmocka_unit_test(the_skeleton_passes_the_schema),
        cmocka_unit_test(findings_are_complete),
        cmocka_unit_test(every_rule_is_accounted_for),
        cmocka_unit_test(the_overview_has_1000_characters),
        cmocka_unit_test(strict_raises_only_soft_words),
        cmocka_unit_test(the_clock),
        cmocka_unit_test(missing_lists_are_undecided),
    };
    static const char funded[] = "title,source\n海藻多糖生物基材料联合研发,2023年省重点研发计划\n";
    xml_init();
    found = diag_list_new();
    file_write(FUNDED, funded, strlen(funded), found);
    pack = programme_load("templates", "shandong-2025", found);
    programme_set_list(pack, "funded", FUNDED, found);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    programme_free(pack);
    unlink(FUNDED);
    diag_list_free(found);
    xml_cleanup();
    return failed;
}
