/* Rules that are kept by construction: one datum feeds all prints. Each is edited in one place, and every paper has changed.
 * Every by-construction of a cases.txt has its proof here. */
#include "test.h"

#include <glob.h>
#include <string.h>

#include "base/buf.h"
#include "programme/cases.h"
#include "shell.h"

struct proof {
    const char *rule, *sample, *old, *fresh;
    const char *command;  /* on p.xml, the edited sample */
    const char *wanted[6]; /* each of them is printed */
    const char *gone;     /* printed nowhere any more; NULL: nothing */
};

#define FO "shenbao render p.xml --no-check --emit fo -o -"

static const struct proof proofs[] = {
    {"SD-201", "shandong-2025/01-soec-hydrogen.xml", "<title>高温固体氧化物电解制氢电堆联合研发</title>",
     "<title>电解制氢模块联合研发</title>", FO, {"“电解制氢模块联合研发”项目指南建议说明报告", "项目名称电解制氢模块联合研发"},
     "电堆联合研发"},
    {"SD-205", "shandong-2025/01-soec-hydrogen.xml", "<current>4</current><expected>8</expected>",
     "<current>4</current><expected>9</expected>", FO,
     {"大面积薄膜电解质流延共烧技术第4级第9级", "实施后预期达到第9级（系统级）", "关键技术1由第4级达到第9级"},
     "预期达到第8级"},
    {"SD-209", "shandong-2025/01-soec-hydrogen.xml", "<support>300.00</support>", "<support>287.65</support>", FO,
     {"省财政资金支持强度建议287.65万元项目指南建议来源", "总投入2400.00万元，省财政资金支持强度建议287.65万元",
      "支持强度：省财政资金支持287.65万元"},
     "300.00"},
    {"GE-10", "most-2025/2.4-laser-cladding.xml", "</people>",
     "<person id=\"p99\" role=\"member\" unit=\"u1\" months=\"1\"><name>柏舟</name><titleRank>初级</titleRank>"
     "<degree>硕士</degree></person></people>",
     FO, {"项目参加人数6人。其中：高级职称3人，中级职称2人，初级职称1人，其他0人；博士2人，硕士2人", "柏舟"}, "项目参加人数5人"},
    {"GE-16", "shandong-2025/05-marine-ranch.xml", "<p>拟解决关键问题：抗附着敏感膜", "<p>拟解决的关键问题：抗附着敏感膜",
     "shenbao --lang zh check p.xml || true", {"项目概述有1001字（字符数1001），超过1000字：请删减1字"}, NULL},
    {"ZJ-017", "zhejiang-2025/gov-israel-drip-irrigation.xml", "金华市科学技术局", "义乌市科学技术局", FO,
     {"竞争性分配", "义乌市科学技术局"}, NULL},
    {"ZJ-019", "zhejiang-2025/gov-israel-drip-irrigation.xml", "filledOn=\"2024-09-11\"", "filledOn=\"2023-09-11\"", FO,
     {"2025年度"}, "2023年度"},
    {"GE-19", "guangdong-2025/2-asean-incubators.xml", "<title>东盟国家科技企业孵化育成体系建设能力提升培训班", "<title>东盟孵化器培训班",
     "cp -r samples/guangdong-2025/papers . && shenbao pack p.xml --no-check -o p.zip 2>/dev/null; unzip -l p.zip",
     {"专题二发展中国家人员能力提升培训项目/1.东盟孵化器培训班-广州粤创汇孵化器管理有限公司.pdf"}, NULL},
};

static char *read_sample(const char *name)
{
    char *samples = path_join(source_folder(), "samples"), *path = path_join(samples, name);
    char *text = read_text(path, NULL);
    assert_non_null(text);
    free(samples);
    free(path);
    return text;
}

static void write_edited(const struct proof *p)
{
    struct buf b = {0};
    char *text = read_sample(p->sample), *at = strstr(text, p->old), *path = path_join(shell_folder, "p.xml");
    assert_non_null(at);
    buf_add(&b, text, (size_t)(at - text));
    buf_puts(&b, p->fresh);
    buf_puts(&b, at + strlen(p->old));
    write_text(path, b.data, b.n);
    buf_free(&b);
    free(path);
    free(text);
}

/* What is read on paper: no tags, no white space. */
static void strip(char *s)
{
    char *to = s;
    bool tag = false;
    for (; *s; s++) {
        tag = tag || *s == '<';
        if (!tag && !strchr(" \t\r\n", *s))
            *to++ = *s;
        tag = tag && *s != '>';
    }
    *to = '\0';
}

static void one_datum_feeds_all_prints(void **state)
{
    (void)state;
    struct run_options o = {.folder = shell_folder};
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
        const struct proof *p = &proofs[i];
        write_edited(p);
        struct run r = run_shell(p->command, &o);
        if (r.status != 0)
            fail_msg("%s: %s: exit %d\n%s", p->rule, p->command, r.status, r.err);
        strip(r.out);
        for (size_t k = 0; p->wanted[k]; k++)
            if (!strstr(r.out, p->wanted[k]))
                fail_msg("%s: %s is not printed", p->rule, p->wanted[k]);
        if (p->gone && strstr(r.out, p->gone))
            fail_msg("%s: %s is still printed", p->rule, p->gone);
        run_free(&r);
    }
}

static bool is_proved(const char *rule)
{
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++)
        if (!strcmp(proofs[i].rule, rule))
            return true;
    return false;
}

static size_t count_unproved(const struct cases *c)
{
    size_t bad = 0;
    for (size_t i = 0; i < cases_count(c); i++) {
        const struct cases_rule *r = cases_at(c, i);
        if (!r->by_construction || is_proved(r->id))
            continue;
        print_error("%s:%u: %s has no proof\n", cases_path(c), r->line, r->id);
        bad++;
    }
    return bad;
}

static void every_construction_has_its_proof(void **state)
{
    (void)state;
    glob_t files;
    size_t bad = 0;
    struct diag_list *d = diag_list_new();
    char *pattern = path_join(source_folder(), "templates/*/cases.txt");
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct cases *c = cases_load(files.gl_pathv[i], d);
        assert_non_null(c);
        bad += count_unproved(c);
        cases_free(c);
    }
    globfree(&files);
    free(pattern);
    diag_list_free(d);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_datum_feeds_all_prints, shell_set_up_samples, shell_tear_down),
        cmocka_unit_test(every_construction_has_its_proof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
