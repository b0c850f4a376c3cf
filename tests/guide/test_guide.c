/* What helps people who fill in proposals and who add programmes: new, list, explain; the guide's own programme. */
#include "test.h"

#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/columns.h"
#include "shell.h"


/* --- new --- */

/* Runs visit with the id of each direction: PROGRAMME/DIRECTION. */
static size_t each_direction(void (*visit)(const char *id))
{
    struct run r = shell_run("shenbao list");
    size_t n = 0;
    char *rest = NULL;
    for (char *line = strtok_r(r.out, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (strncmp(line, "  ", 2) != 0)
            continue;
        line[2 + strcspn(line + 2, " ")] = '\0';
        visit(line + 2);
        n++;
    }
    run_free(&r);
    return n;
}

/* What check says of a fresh proposal are rules' findings: nothing that the schema faults, no engine's complaint, no sentence with a
 * gap where a value should be. */
static void starts_clean(const char *id)
{
    struct buf b = {0};
    buf_printf(&b,
               "shenbao new %s -o p.xml && "
               "{ shenbao check --format json p.xml > p.json; [ $? = 1 ]; } && "
               "! grep -E '\"rule\": \"[a-z]' p.json | grep -v rules- && grep -q '\"severity\": \"error\"' p.json && "
               "! grep -E '（）|，，|（，|，）' p.json && rm p.xml",
               id);
    if (strcmp(id, "guangdong-2025/4") == 0) {
        SHELL_EXPECT("shenbao new guangdong-2025/4 -o p.xml", 2, "direction 4 of 2025年度广东省国际科技合作领域项目",
               "以科技部发布内容为准", "[pack-refused]");
        SHELL_EXPECT("test -e p.xml", 1, "");
    } else {
        SHELL_EXPECT(b.data, 0, "");
    }
    buf_free(&b);
}

static void every_direction_has_a_proposal(void **state)
{
    (void)state;
    assert_int_equal(each_direction(starts_clean), 15 + 9 + 5 + 1);
}

static void a_proposal_says_what_its_direction_asks(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao new most-2025/1.1", 0, "direction=\"1.1\"", "月数 36", "共拟支持经费（万元） 800", "自动化技术：服务式机器人",
           "<frameworkAgreement>《中越政府间科技合作联委会第十一次会议议定书》</frameworkAgreement>", "MO-102（二1.1 其他要求）",
           "<foreignFiling", "（征求意见稿）", "!MO-103", "!horizon", "!jointLab", "!<subproject", "!<onsite", "!储能技术");
    SHELL_EXPECT("shenbao new most-2025/1.5", 0, "<horizon", "MO-106", "<trl ", "kind=\"horizonEn\"", "地平线欧洲计划项目申请书（英文版）",
           "<includesHorizonWork>", "!<jointLab", "!<foreignFiling");
    SHELL_EXPECT("shenbao new most-2025/2.1", 0, "<jointLab", "kind=\"labPlan\"", "kind=\"lab\"", "!<horizon", "!<includesHorizonWork>");
    SHELL_EXPECT("shenbao new zhejiang-2025/support", 0, "role=\"partner\"", "<support ", "<onsite", "<kind>科技对口支援和东西部协作项目</kind>",
           "经费上限（万元） 60", "ZJ-305", "!<carrier", "!<foreignFiling", "!ZJ-202");
    SHELL_EXPECT("shenbao new zhejiang-2025/carrier-base", 0, "<carrier", "省级国际科技合作基地", "!role=\"partner\"", "!<support");
    SHELL_EXPECT("shenbao new guangdong-2025/2", 0, "<training", "科技创新政策与管理", "subject=\"training\"", "!<rdCentre");
    SHELL_EXPECT("shenbao new guangdong-2025/3", 0, "<rdCentre", "研发场所建筑面积", "!<training");
    /* What the office that recommends hands in, and packages, are not its business. */
    SHELL_EXPECT("shenbao --lang zh new zhejiang-2025/support", 0, "ZJ-007（一（四））", "!ZJ-014", "!ZJ-015", "!ZJ-203");
    SHELL_EXPECT("shenbao --lang zh new zhejiang-2025/carrier-base", 0, "ZJ-203（附件一（二） 申报主体）");
    SHELL_EXPECT("shenbao --lang zh new guangdong-2025/3", 0, "独资新建，投入运营须早于 2025-01-01");
}

/* The comments are Chinese whatever the language, and the text is the same. */
static void comments_are_chinese(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao --lang en new most-2025/2.4 > a && shenbao --lang zh new most-2025/2.4 > b && cmp a b", 0, "");
}

static void the_direction_must_be_named(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao new most-2025", 2, "most-2025/DIRECTION", "[pack-which-direction]");
    SHELL_EXPECT("shenbao new most-2025/9.9", 2, "[pack-no-direction]");
}

/* --- list --- */

static void fits_a_terminal(const char *id)
{
    struct buf b = {0};
    for (int zh = 0; zh < 2; zh++) {
        buf_free(&b);
        buf_printf(&b, "shenbao --lang %s list %.*s", zh ? "zh" : "en", (int)strcspn(id, "/"), id);
        struct run r = shell_run(b.data);
        char *rest = NULL;
        assert_int_equal(r.status, 0);
        for (char *line = strtok_r(r.out, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
            if (columns_of(line, strlen(line)) > 80)
                fail_msg("%s: a line of %zu columns: %s", b.data, columns_of(line, strlen(line)), line);
        run_free(&r);
    }
    buf_free(&b);
}

static void the_tables_fit_a_terminal(void **state)
{
    (void)state;
    each_direction(fits_a_terminal);
    SHELL_EXPECT("shenbao --lang zh list most-2025", 0, "\n  方向  合作方             总额  项数   月数  材料\n",
           "\n  1.5   欧盟              ~3000   ~10    ≤48  地平线欧洲计划项目申请书（英文\n"
           "                                              版）、项目预算及中方单位参与研究内\n"
           "                                              容的中文翻译\n"
           "    中国-欧盟科技创新合作联合资助机制一般类研究创新合作项目\n");
    SHELL_EXPECT("shenbao --lang zh list zhejiang-2025", 0, "\n  support                               40-60  帮扶地驻地指挥部推荐函、合作协\n",
           "\n  各方向均为：月数 ≤36；截止 2024-09-20 17:30\n",
           "\n  推荐单位：设区市科技局、归口管理部门\n  推荐单位盖章后提交：推荐函、推荐汇总表、承诺书，截止 2024-09-24 17:30（二\n    （二））\n");
    SHELL_EXPECT("shenbao --lang en list shandong-2025", 0, "\n  Recommended by: 省直有关部门（单位）, 设区市科技局, 中央驻鲁单位\n", "!Sealed papers");
    SHELL_EXPECT("shenbao --lang zh new zhejiang-2025/support", 0, "材料种类 recLetter（附件二（一） 申报要求）", "!carrierProof");
    SHELL_EXPECT("shenbao --lang zh new guangdong-2025/3", 0, "材料种类 establishProof（专题三（二）2）", "!材料种类 regCert");
    SHELL_EXPECT("shenbao --lang zh list guangdong-2025", 0, "不在此申报：科技部2025年度国际杰青计划");
}

static void a_program_reads_all(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao list most-2025 --format json | python3 -c \"import json,sys; p = json.load(sys.stdin); d = {x['id']: x for x in "
           "p['directions']}; print(p['source']['status'], len(d), d['1.2']['money'], d['1.7']['fields']['field'][0]['field'][0]['text'], "
           "d['1.1']['filing']['dual'], d['1.5']['paper'][0], p['limits'])\"",
           0, "draft 15", "'total': 250", "绿色和可持续能源", "True", "'kind': 'horizonEn'");
    SHELL_EXPECT("shenbao list --format json | python3 -c \"import json,sys; print([p['id'] for p in json.load(sys.stdin)])\"", 0,
           "['guangdong-2025', 'most-2025', 'shandong-2025', 'zhejiang-2025']");
    SHELL_EXPECT("shenbao list most-2025 --format svrl", 2, "[option-choice]");
}

/* --- explain --- */

static void a_rule_is_explained(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao --lang zh explain ZJ-002", 0, "zhejiang-2025", "gov-finland", "!support", "错误 [一（三）]", "“最高”", "最高150万元",
           "国际科技合作项目最高补助150万元", "+ <source kind=\"fiscal\" amount=\"150.01\"/>", ": 申请财政补助150.01万元",
           "zhejiang-2025/gov-finland-bamboo-fibre.xml");
    SHELL_EXPECT("shenbao --lang en explain GD-401.unknown", 0, "GD-401\n", "directions      4", "fails ");
    SHELL_EXPECT("shenbao --lang en explain GE-01", 0, "guangdong-2025", "most-2025", "zhejiang-2025");
    /* A shared rule with nothing to be about elsewhere states itself where it bears only. */
    SHELL_EXPECT("shenbao --lang zh explain GE-12", 0, "本计划没有它所涉及的内容", "不得超过1500字", "!NaN");
    SHELL_EXPECT("shenbao --lang en explain MO-008 GE-16", 0, "compared within a batch of proposals", "a definition that other rules use");
    SHELL_EXPECT("shenbao --lang en explain MO-901", 0, "most-2025");
    /* The clause of each direction; values side by side leave one gap; a long id has a line of its own. */
    SHELL_EXPECT("shenbao --lang zh explain MO-121", 0, "[二1.6（3）、二1.7（1）、二1.9（5）、二2.4]");
    SHELL_EXPECT("shenbao --lang zh explain GD-307", 0, "没有…：请填写", "!……");
    SHELL_EXPECT("shenbao --lang zh explain SD-003", 0, "请按附件2填写1至…的整数", "请按附件2填写1至13的整数");
    SHELL_EXPECT("shenbao --lang zh explain MO-905", 0, "MO-905.government\n                  警告");
    /* All that say the same stand before it; a line that is repeated is shown once. */
    SHELL_EXPECT("shenbao --lang zh explain GE-12", 0, "上一行再重复的次数： 25");
    SHELL_EXPECT("shenbao --lang zh explain SD-016", 0, "按申报数据      创新领先国家/1.", "压缩包内        港澳台地区/1.", "!null");
    SHELL_EXPECT("shenbao --lang zh explain MO-010", 0, "由 list --audit 报告", "1250万元");
}

/* What a site changes stands in the texts; its examples are those of the notice. A layer stands alone among the layers. */
static void rules_under_a_site(void **state)
{
    (void)state;
    shell_succeeds("mkdir s && { echo '<site xmlns=\"urn:shenbao:programme\"><title>本市限额</title><programme id=\"zhejiang-2025\"><directions>'; "
                   "for d in gov-finland gov-israel gov-norway gov-uk-midlands carrier-base carrier-joint-lab carrier-overseas carrier-foreign-rd; "
                   "do echo \"<direction id='$d'><money most='120'/></direction>\"; done; echo '</directions></programme></site>'; } > s/site.xml");
    SHELL_EXPECT("shenbao --lang zh explain ZJ-002 --site s", 0, "s 本市限额", "最高120万元", "最高补助150万元", "按通知原文，不用本地设置");
    SHELL_EXPECT("shenbao --lang zh explain ZJ-002", 0, "最高150万元", "!120万元", "!本地设置");
    SHELL_EXPECT("shenbao --lang zh explain MO-002 --site s", 0, "!本市限额");
    SHELL_EXPECT("shenbao explain ZJ-002 --site s --format json", 0, "\"site\": \"s\"");
    SHELL_EXPECT("shenbao explain ZJ-002 --site none", 2, "none/site.xml");
    SHELL_EXPECT("shenbao --lang en explain MO-901 --layer outside", 0, "most-2025");
    SHELL_EXPECT("shenbao --lang en explain MO-901 --layer inside", 2, "no programme has a layer of rules inside; there are: outside", "[unknown-layer]");
}

static void unknown_rules(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao --lang en explain MO-1011", 2, "no programme has a rule MO-1011; near it are: ", "MO-101", "[unknown-rule-near]");
    SHELL_EXPECT("shenbao --lang en explain nonsense", 2, "no programme has a rule nonsense; findings", "[unknown-rule]");
    SHELL_EXPECT("shenbao --lang en explain XX-999 ZJ-002", 2, "ZJ-002\n");
    SHELL_EXPECT("shenbao explain ZJ-002 --format pdf", 2, "text json", "[option-choice]");
    SHELL_EXPECT("shenbao --format svrl explain ZJ-002", 2, "text json", "[option-choice]");
    SHELL_EXPECT("shenbao --format json explain ZJ-002", 0, "\"id\": \"ZJ-002\"");
    SHELL_EXPECT("shenbao explain --help", 0, "--format text|json ");
    SHELL_EXPECT("shenbao list --help", 0, "--format text|json|svrl");
}

static void every_rule_can_be_explained(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao explain --format json $(grep -oE '^[A-Z]{2}-[0-9]+' $SOURCE/tests/rules/catalogue.tsv) > all.json && "
           "python3 -c \"import json; a = json.load(open('all.json')); print(len(a), sum(1 for r in a for e in r['examples'] if e['fails'] "
           "and not e['findings'] and not e['entries']))\"",
           0, "\n", " 0\n");
}

/* --- the guide for whoever adds a programme --- */

/* The folder as the guide has it: templates/ beside, and the programme that it makes in my/. */
static int set_up_guide(void **state)
{
    shell_set_up_samples(state);
    SHELL_EXPECT("ln -s \"$SOURCE/templates\" templates && mkdir my && cp -R \"$SOURCE\"/tests/guide/programme/* my/", 0, "");
    return 0;
}

/* A block whose first line names a file is a part of that file. */
static void assert_part_of(const char *page, const char *name, const char *block, size_t n)
{
    struct buf path = {0};
    char *text = NULL, *part = strndup(block, n);
    buf_printf(&path, "%s/tests/guide/programme/templates/hailing-2026/%s", source_folder(), name);
    text = read_text(path.data, NULL);
    if (!text || !strstr(text, part))
        fail_msg("%s shows what %s does not have:\n%s", page, path.data, part);
    free(part);
    free(text);
    buf_free(&path);
}

static void run_lines(const char *page, char *block, size_t n)
{
    char *lines = strndup(block, n), *rest = NULL;
    for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        struct run r = shell_run(line);
        if (r.status)
            fail_msg("%s: %s\nexit %d\n%s%s", page, line, r.status, r.out, r.err);
        run_free(&r);
    }
    free(lines);
}

/* Commands are run in their order, the rest is looked for; returns how many blocks there are. */
static size_t follow(const char *page)
{
    char *path = path_join(source_folder(), page), *text = read_text(path, NULL), name[64];
    size_t blocks = 0;
    assert_non_null(text);
    for (char *at = text, *end; (at = strstr(at, "\n```")); at = end + 4, blocks++) {
        char *head = at + 4, *block = strchr(head, '\n') + 1;
        end = strstr(block, "```");
        assert_non_null(end);
        if (strncmp(head, "sh\n", 3) == 0)
            run_lines(page, block, (size_t)(end - block));
        else if (sscanf(head, "%*[a-z] %63[^\n]", name) == 1)
            assert_part_of(page, name, block, (size_t)(end - block));
        else
            fail_msg("%s: a block of no file: %.40s", page, head);
    }
    free(text);
    free(path);
    return blocks;
}

static void the_guide_in_english(void **state)
{
    (void)state;
    assert_true(follow("docs/adding-a-programme.md") >= 14);
}

static void the_guide_in_chinese(void **state)
{
    (void)state;
    assert_true(follow("docs/adding-a-programme.zh-CN.md") >= 14);
}

#define MY "shenbao --lang en --templates my/templates "

/* The programme that comes of it: no C knows it. */
static void the_programme_works(void **state)
{
    (void)state;
    SHELL_EXPECT("cp -R templates/common my/templates/ && mkdir my/samples/hailing-2026/papers && cd my/samples/hailing-2026 && "
           "shenbao fo agreement.fo -o papers/agreement.pdf", 0, "");
    SHELL_EXPECT(MY "list --audit hailing-2026", 0, "!error", "!warning");
    SHELL_EXPECT(MY "list hailing-2026", 0, "\n  transfer   ≤15     ≤12  技术转移协议\n", "\n  All directions: until 2026-03-31 17:30\n");
    SHELL_EXPECT(MY "check my/samples/hailing-2026/*.xml", 0, "!error", "!warning", "!undecided");
    SHELL_EXPECT(MY "render my/samples/hailing-2026/transfer-kiln.xml -o t.pdf && pdftotext -layout t.pdf -", 0, "技术来源国", "德国",
           "在我市应用的方案", "微波辅助低温烧结工艺", "市财政资金", "海陵市国际科技合作项目申报书", "合作协议");
    SHELL_EXPECT(MY "new hailing-2026/research", 0, "<field ", "可填：绿色化工；海洋装备；生物医药", "不超过30万元", "!<technology");
    SHELL_EXPECT(MY "new hailing-2026/transfer", 0, "<technology country=\"\"", "技术来源国", "不超过15万元", "HL-104", "!<field ");
    SHELL_EXPECT(MY "explain HL-104", 0, "directions      transfer\n");
}

/* Each example that fails has its rule's finding, each that passes has none. */
static void its_examples_hold(void **state)
{
    (void)state;
    SHELL_EXPECT("cp -R templates/common my/templates/", 0, "");
    SHELL_EXPECT(MY "explain --format json $(grep -oE '^rule [A-Z0-9-]+' my/templates/hailing-2026/cases.txt | cut -d' ' -f2) | python3 -c "
           "\"import json,sys; r = json.load(sys.stdin); print(len(r), [x['id'] for x in r for e in x['examples'] if e['fails'] != "
           "bool(e['findings'])], sum(len(x['examples']) for x in r))\"",
           0, "9 [] 18\n");
}

#define GUIDE(f) cmocka_unit_test_setup_teardown(f, set_up_guide, shell_tear_down)
#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_direction_has_a_proposal), CASE(a_proposal_says_what_its_direction_asks), CASE(comments_are_chinese),
        CASE(the_direction_must_be_named), CASE(the_tables_fit_a_terminal), CASE(a_program_reads_all),
        CASE(a_rule_is_explained), CASE(rules_under_a_site), CASE(unknown_rules), CASE(every_rule_can_be_explained),
        GUIDE(the_guide_in_english), GUIDE(the_guide_in_chinese), GUIDE(the_programme_works), GUIDE(its_examples_hold),
    };
    return cmocka_run_group_tests_name("guide", tests, NULL, NULL);
}
