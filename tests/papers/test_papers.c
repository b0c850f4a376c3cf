/* The papers of a proposal from end to end: what is wrong with a file is a finding at its line, what is right
 * stands behind the form where 附件清单 says; and the opinion on all of it. */
#include "test.h"

#include <string.h>

#include "shell.h"

#define SAMPLE "2.1-rehabilitation-lab.xml"

/* A copy of the sample and of its papers, to be spoilt. */
static int set_up(void **state)
{
    shell_set_up_samples(state);
    struct run r = shell_run("cp samples/most-2025/" SAMPLE " p.xml && cp -r samples/most-2025/papers .");
    int status = r.status;
    run_free(&r);
    return status;
}

static void in_order(void **state)
{
    (void)state;
    shell_assert_output("shenbao check p.xml | grep -c GE-17", 1, "0\n");
}

/* Each kind of trouble at the line of its attachment, and all of them in one run. */
static void trouble_has_its_line(void **state)
{
    (void)state;
    shell_succeeds("rm papers/hungary-lab-agreement.pdf; "
             "qpdf --encrypt u o 256 -- papers/hungary-project-agreement.pdf e.pdf && mv e.pdf papers/hungary-project-agreement.pdf; "
             "head -c 5000 papers/hungary-support.pdf >c.pdf && mv c.pdf papers/hungary-support.pdf; "
             ": >papers/hungary-lab-plan.pdf");
    shell_assert_output("n=$(grep -n 'attachment id=\"a1\"' p.xml | cut -d: -f1); shenbao check p.xml >out; test $? = 1; "
                  "for k in 0 1 2 3; do grep \"^p.xml:$((n + k)): error: .*\\[GE-17, \" out | "
                  "grep -o '找不到（二2.1（2）要求提交）\\|已加密\\|已损坏\\|是空的'; done; grep -c '\\[GE-17' out",
                  0, "找不到（二2.1（2）要求提交）\n已加密\n已损坏\n是空的\n4\n");
    /* What the notice asks of these papers nobody can tell: not 通过, and no error of its own beside GE-17's. 合作方案 stands in the form. */
    shell_assert_output("grep ' undecided: .*GE-17' out | grep -o 'MO-2[0-9]*' | sort", 0, "MO-203\nMO-207\nMO-209\nMO-215\nMO-216\nMO-217\n");
}

static void outside_of_the_folder(void **state)
{
    (void)state;
    shell_succeeds("mkdir in && cp p.xml in/ && mv papers in/ && mv in/papers/hungary-lab-plan.pdf . && "
             "ln -s ../../hungary-lab-plan.pdf in/papers/hungary-lab-plan.pdf && "
             "sed -i 's|papers/hungary-support.pdf|/etc/passwd|; s|papers/hungary-lab-agreement.pdf|https://example.org/a.pdf|' in/p.xml");
    shell_assert_output("shenbao check in/p.xml | grep GE-17 | grep -c 文件夹之内", 0, "3\n");
    /* as Windows writes it */
    shell_succeeds("sed -i 's|/etc/passwd|C:\\\\Users\\\\a.pdf|' in/p.xml && grep -q 'C:.Users' in/p.xml");
    shell_assert_output("shenbao check in/p.xml | grep GE-17 | grep -c 文件夹之内", 0, "3\n");
}

/* --- merged behind the form --- */

/* Without white space: its amount between Han and digits depends on the reader. */
static char *tight(char *s)
{
    char *to = s;
    for (const char *at = s; *at; at++) {
        if (strncmp(at, "　", 3) == 0)
            at += 2;
        else if (*at != ' ' && *at != '\n')
            *to++ = *at;
    }
    *to = '\0';
    return s;
}

static long printed_number(const char *page)
{
    const char *at = page, *number = NULL;
    while ((at = strstr(at, "第"))) {
        at += strlen("第");
        char *end;
        strtol(at, &end, 10);
        if (end > at && strncmp(end, "页共", strlen("页共")) == 0)
            number = at;
    }
    return number ? strtol(number, NULL, 10) : 0;
}

struct stand {
    long first, last; /* printed page numbers of an annex */
};

/* Where the annexes stand by their own pages, and the page with 附件清单, which the caller frees. */
static char *read_pages(struct stand *at, size_t count)
{
    char *text = shell_output("pdftotext -layout p.pdf -", 0), *list = NULL, *rest;
    for (char *page = strtok_r(text, "\f", &rest); page; page = strtok_r(NULL, "\f", &rest)) {
        size_t n;
        tight(page);
        if (!list && strstr(page, "附件清单"))
            list = strdup(page);
        if (sscanf(page, "附件%zu", &n) != 1 || n < 1 || n > count)
            continue;
        at[n - 1].first = at[n - 1].first ? at[n - 1].first : printed_number(page);
        at[n - 1].last = printed_number(page);
    }
    free(text);
    assert_non_null(list);
    return list;
}

/* 附件清单 names the pages on which the annexes stand, as these pages are numbered. */
static void page_references_are_true(void **state)
{
    (void)state;
    struct stand at[4] = {{0, 0}};
    shell_succeeds("shenbao render p.xml --form application -o p.pdf");
    char *list = read_pages(at, 4);
    assert_int_equal(at[0].first % 2, 1); /* on the front of a sheet */
    for (int i = 0; i < 4; i++) {
        char want[64];
        assert_true(at[i].first > 0 && (i == 0 || at[i].first == at[i - 1].last + 1));
        if (at[i].first == at[i].last)
            snprintf(want, sizeof want, "%ld", at[i].first);
        else
            snprintf(want, sizeof want, "%ld–%ld", at[i].first, at[i].last);
        if (!strstr(list, want))
            fail_msg("annex %d stands on %s, and 附件清单 does not say so:\n%s", i + 1, want, list);
    }
    free(list);
}

/* Bookmarks below 附件; a picture is a page; what is turned or wide keeps its shape; all of it is sound. */
static void all_kinds_of_annexes(void **state)
{
    (void)state;
    shell_succeeds("cp samples/shandong-2025/pictures/raceway.jpg papers/raceway.jpg && "
             "sed -i 's|papers/hungary-lab-plan.pdf|papers/raceway.jpg|' p.xml && "
             "qpdf --rotate=+90 papers/hungary-support.pdf t.pdf && mv t.pdf papers/hungary-support.pdf && "
             "shenbao render p.xml --form application -o p.pdf");
    shell_assert_output("mutool show p.pdf outline | grep -A4 '\"附件\"' | grep -o '附件[^\"]*' | tr '　' ' ' | cut -d' ' -f1", 0,
                  "附件\n附件1\n附件2\n附件3\n附件4\n");
    shell_assert_output("qpdf --check p.pdf >/dev/null && pdffonts p.pdf | tail -n +3 | awk '{ print $(NF-4), $(NF-3), $(NF-2) }' | sort -u", 0,
                  "yes yes yes\n");
    shell_assert_output("n=$(pdfinfo p.pdf | awk '/^Pages/ { print $2 }'); pdfimages -list -f $n p.pdf | grep -c jpeg; "
                  "pdfinfo -f $((n - 1)) -l $((n - 1)) p.pdf | awk '/Page.*size:/ { print ($4 > $6) }'",
                  0, "1\n1\n");
}

static void the_same_bytes(void **state)
{
    (void)state;
    shell_succeeds("shenbao render p.xml -o a.pdf && touch papers/* && shenbao render p.xml -o b.pdf && cmp a.pdf b.pdf");
}

/* Refused with the place, checked or not; a draft shows the rest; nothing is left behind. */
static void nothing_half_merged(void **state)
{
    (void)state;
    shell_succeeds("head -c 5000 papers/hungary-support.pdf >c.pdf && mv c.pdf papers/hungary-support.pdf");
    shell_assert_output("shenbao render p.xml -o p.pdf >/dev/null 2>&1; echo $?; "
                  "shenbao --lang zh render p.xml --no-check -o p.pdf 2>&1 | grep -c '^p.xml:215: .*hungary-support.pdf 已损坏'; "
                  "ls *.pdf 2>/dev/null; shenbao render p.xml --draft -o p.pdf >/dev/null 2>&1; echo $?; ls *.pdf; "
                  "pdftotext -raw p.pdf - | grep -c 'hungary-support.pdf 未能并入'",
                  0, "1\n1\n0\np.pdf\n1\n");
}

/* --- 形式审查意见表 --- */

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("lacks: %s\n%s", part, text);
}

/* The text of an opinion without white space. */
static char *opinion(const char *arguments, int status)
{
    char command[400];
    snprintf(command, sizeof command, "shenbao check %s --format pdf -o o.pdf; s=$?; pdftotext -raw o.pdf -; exit $s", arguments);
    return tight(shell_output(command, status));
}

/* Each valid sample on one page, whatever its programme. */
static void a_clean_opinion_is_one_page(void **state)
{
    (void)state;
    shell_assert_output("for f in samples/*/*.xml; do shenbao check $f --format pdf -o o.pdf || echo $f; "
                  "test $(pdfinfo o.pdf | awk '/^Pages/ { print $2 }') = 1 || echo \"$f: $(pdfinfo o.pdf | grep Pages)\"; done",
                  0, "");
    char *text = opinion("p.xml", 0), *digest = shell_output("sha256sum p.xml | cut -c1-64 | tr -d '\\n'", 0);
    assert_has(text, "形式审查意见表");
    assert_has(text, "规则依据征求意见稿：");
    assert_has(text, digest);
    assert_has(text, "审查人（签字）：");
    char *annex = shell_output("sha256sum papers/hungary-support.pdf | cut -c1-16 | tr -d '\\n'", 0);
    assert_has(text, "附件3（1页）");
    assert_has(text, annex);
    free(annex);
    assert_has(text, "未发现不符合项，尚有事项未判定"); /* MO-220 wants a list */
    assert_has(text, "未判定MO-220");
    free(text);
    free(digest);
}

/* What is for others is 不适用; what judged is 通过. */
static void results_of_rules(void **state)
{
    (void)state;
    char *text = opinion("samples/most-2025/1.1-herbal-medicine.xml --all-rules", 0);
    assert_has(text, "审查结论：通过");
    assert_has(text, "MO-110二1.5（5）");
    char *row = strstr(strstr(text, "规则清单"), "MO-110"), *end = strstr(row, "MO-111");
    *end = '\0';
    assert_has(row, "不适用");
    row = strstr(end + 1, "MO-001");
    free(text);
    text = opinion("samples/most-2025/1.1-herbal-medicine.xml", 0);
    assert_has(text, "二3MO-001～MO-003");
    assert_null(strstr(text, "规则清单"));
    free(text);
    shell_assert_output("shenbao check p.xml --all-rules 2>&1 | grep -cF '[cli-all-rules]'", 0, "1\n");
    shell_assert_output("shenbao check p.xml --all-rules >/dev/null 2>&1", 2, "");
    shell_assert_output("shenbao list --format pdf >/dev/null 2>&1", 2, "");
}

/* Findings go on over pages with the head of the table; places are labels; what fails stands first. */
static void many_findings(void **state)
{
    (void)state;
    shell_succeeds("sed -i 's|<idNo>[0-9]*</idNo>|<idNo>123</idNo>|; s|amount=\"[0-9.]*\"|amount=\"9\"|; s|months=\"[0-9]*\"|months=\"99\"|; "
             "s|<email>[^<]*</email>|<email>none</email>|; s|papers/|paper/|; s|signedOn=\"[^\"]*\"|signedOn=\"yesterday\"|' p.xml");
    char *text = opinion("p.xml", 1), *second = strchr(text, '\f');
    assert_has(text, "审查结论：不通过");
    assert_has(text, "人员/人员（1）/证件号码");
    assert_null(strstr(text, "/*["));
    assert_non_null(second);
    assert_has(second, "形式审查意见表（续表）");
    assert_has(second, "序号结果规则条款问题和处理位置");
    assert_true(strstr(text, "提醒GE-02") > strstr(text, "不通过GE-17"));
    free(text);
}

/* What was laid over the programme and what was added to its rules is named; the table looks as it did. */
static void what_an_opinion_rests_on(void **state)
{
    (void)state;
    char command[300];
    snprintf(command, sizeof command, "p.xml --layer outside --site %s/tests/rules/sites/most-2025 --list belt-and-road-labs=l.csv", source_folder());
    shell_succeeds("printf 'name\\n其他联合实验室\\n' >l.csv");
    char *text = opinion(command, 0);
    assert_has(text, "附加规则正式通知、往年通知和高校通知中的要求");
    assert_has(text, "1.2共拟支持经费（万元）由250改为1500");
    assert_has(text, "替换清单belt-and-road-labs=l.csv");
    free(text);
}

/* The whole text of a clean opinion, but for the digest of the sample. */
static void the_text_of_an_opinion(void **state)
{
    (void)state;
    char *got = shell_output("shenbao check samples/shandong-2025/05-marine-ranch.xml --format pdf -o o.pdf && "
                             "pdftotext -raw o.pdf - | sed -E 's/[0-9a-f]{16,64}/DIGEST/'", 0);
    assert_expected("tests/papers/opinion.txt", got);
    free(got);
}

static void several_opinions_in_one_file(void **state)
{
    (void)state;
    char *text = opinion("p.xml samples/shandong-2025/01-soec-hydrogen.xml --as-of 2025-01-02 --strict", 0);
    assert_has(text, "从严：");
    assert_has(text, "建议人"); /* Shandong's own stylesheet */
    assert_has(text, "2025-01-02");
    shell_assert_output("pdfinfo o.pdf | grep Pages | tr -d ' '; mutool show o.pdf outline | grep -c 形式审查意见表; qpdf --check o.pdf >/dev/null && "
                  "shenbao check p.xml samples/shandong-2025/01-soec-hydrogen.xml --as-of 2025-01-02 --strict --format pdf && "
                  "cmp o.pdf p-opinion.pdf", 0, "Pages:2\n2\n");
    shell_assert_output("echo '<a/>' >a.xml; shenbao check a.xml --format pdf -o a.pdf 2>/dev/null; echo $?; ls a.pdf 2>/dev/null", 2, "2\n");
    free(text);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(in_order), CASE(trouble_has_its_line), CASE(outside_of_the_folder),
                                       CASE(page_references_are_true), CASE(all_kinds_of_annexes), CASE(the_same_bytes),
                                       CASE(nothing_half_merged), CASE(a_clean_opinion_is_one_page), CASE(results_of_rules),
                                       CASE(many_findings), CASE(several_opinions_in_one_file),
                                       CASE(what_an_opinion_rests_on), CASE(the_text_of_an_opinion)};
    return cmocka_run_group_tests_name("papers", tests, NULL, NULL);
}
