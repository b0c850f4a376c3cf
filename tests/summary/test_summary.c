/* The summary table from end to end: rows, groups, sums, the seal, letters; what is refused and what is reported. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "shell.h"

#define HEADINGS "项目名称,产业领域,合作国别、地区,项目类型,建议单位,建议人,职称/职务,联系电话,项目计划总投入（万元）,省财政资金支持强度建议（万元）\n"
#define REST "“引进来”,烟台研究院,王甲,研究员,0535-6700000"
#define SUMMARY "shenbao summary t.csv --programme shandong-2025 --no-check --recommender 烟台市科学技术局 "

static void write_rows(const char *rows)
{
    struct buf b = {0};
    buf_printf(&b, HEADINGS "%s", rows);
    shell_put("t.csv", b.data);
    buf_free(&b);
}

/* Of n rows in the classes of the notice, in turn. */
static void write_many(unsigned n)
{
    static const char *const classes[] = {"港澳台地区", "多边科技合作", "“一带一路”共建国家"};
    struct buf b = {0};
    for (unsigned i = 1; i <= n; i++)
        buf_printf(&b, "第%u个项目,新能源,%s," REST ",%u.50,%u\n", i, classes[i % 3], 100 + i, 10 * i);
    write_rows(b.data);
    buf_free(&b);
}

/* rows and sums */

static void groups_stand_in_the_order_of_the_list(void **state)
{
    (void)state;
    write_many(4);
    SHELL_EXPECT(SUMMARY "-o t.pdf && pdftotext -layout t.pdf - | tr -s ' \\n' '|'", 0, "附件|3|", "主管部门：烟台市科学技术局",
                 "一、多边科技合作（2|项）", "二、“一带一路”共建国家（1|项）", "三、港澳台地区（1|项）",
                 "小计（2|项）|206.00|50.00|", "合计（4|项）|412.00|100.00|", "主管部门（盖章）：烟台市科学技术局",
                 "审核人：", "!summary-empty");
    shell_succeeds("pdftotext -layout t.pdf - | tr -d ' 　\n' | grep -q 第1页共2页");
    /* numbers go on through the groups: 1 and 4 are in the first one, 2 in the second */
    SHELL_EXPECT(SUMMARY "-o t.csv.csv && cut -d, -f1,3 t.csv.csv | tr -d '\\r'", 0,
                 "\"1\",\"第1个项目\"\n\"2\",\"第4个项目\"\n\"3\",\"第2个项目\"\n\"4\",\"第3个项目\"\n");
    SHELL_EXPECT(SUMMARY "--group none -o t.pdf && pdftotext -layout t.pdf -", 0, "合计（4", "!小计", "!一、");
    SHELL_EXPECT(SUMMARY "--group 建议单位 -o t.pdf && pdftotext -layout t.pdf -", 0, "一、烟台研究院（4");
}

static void formatting_objects(void **state)
{
    (void)state;
    write_many(3);
    char *got = shell_output(SUMMARY "--overview --emit fo", 0);
    assert_expected("tests/summary/three-rows.out_fo", got);
    free(got);
}

/* The row says by its code which form it lists: the one on the form's pages, and in a batch's report. */
static void rows_have_the_code_of_the_form(void **state)
{
    (void)state;
    static const char *const samples[] = {"shandong-2025/01-soec-hydrogen", "most-2025/1.1-herbal-medicine", "guangdong-2025/3-fluid-centre",
                                          "zhejiang-2025/support-wolfberry-drying"};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct buf b = {0};
        buf_printf(&b, "s=samples/%s.xml; shenbao render $s --no-check -o f.pdf && rm -rf out && shenbao batch $s --draft -o out >/dev/null; "
                       "for o in pdf xlsx csv; do shenbao summary $s --no-check --recommender 甲 -o s.$o; done; "
                       "c=$(pdftotext -layout f.pdf - | sed -n 's/.*校验码 *//p' | sort -u) && "
                       "echo \"$c\" | grep -qE '^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]$' && grep -qF -- \"$c\" s.csv && "
                       "grep -qF -- \"$c\" out/report.csv && unzip -p s.xlsx xl/sharedStrings.xml xl/worksheets/sheet1.xml | grep -qF -- \"$c\" && "
                       "pdfinfo -struct-text s.pdf | grep -qF -- \"$c\"", samples[i]);
        shell_succeeds(b.data);
        buf_free(&b);
    }
    SHELL_EXPECT("c=$(sed -n '2s/.*\"\\(....-....-.\\)\".*/\\1/p' s.csv); shenbao summary samples/zhejiang-2025/s*.xml samples/zhejiang-2025/g*.xml "
                 "--no-check --recommender 甲 --filter \"校验码=$c\" -o one.csv && wc -l <one.csv", 0, "2\n");
}

static void amounts_are_exact(void **state)
{
    (void)state;
    write_rows("甲,新能源,多边科技合作," REST ",0.1,0.105\n乙,新能源,多边科技合作," REST ",0.2,3\n");
    SHELL_EXPECT(SUMMARY "-o t.pdf && pdftotext -layout t.pdf - | tr -s ' \\n' '|'", 0, "|0.10|0.105|", "|0.20|3.000|", "合计（2|项）|0.30|3.105|");
    /* several sources of one proposal are one amount */
    SHELL_EXPECT("shenbao summary samples/most-2025/1.1-herbal-medicine.xml --no-check --recommender x -o t.csv.csv && cat t.csv.csv",
                 0, "\"60.00\"", "!、60");
}

static void order_and_choice(void **state)
{
    (void)state;
    write_many(5);
    shell_assert_output(SUMMARY "--group none --sort region,-support -o o.csv && cut -d, -f3 o.csv | tr -d '\\r\"' | sed 1d | tr '\\n' ' '", 0,
                        "第5个项目 第2个项目 第4个项目 第1个项目 第3个项目 ");
    shell_assert_output(SUMMARY "--filter 'support>=30' --filter 'title!=第5个项目' --filter 建议人~王 -o o.csv && cut -d, -f3 o.csv | tr -d '\\r\"' | sed 1d | tr '\\n' ' '", 0,
                        "第4个项目 第3个项目 ");
    SHELL_EXPECT(SUMMARY "--group none --rank support -o o.csv && cat o.csv", 0, "\"1\",\"1\",\"“一带一路”共建国家\",\"第5个项目\"", "\"推荐排序\"", "\"5\",\"5\",\"多边科技合作\",\"第1个项目\"");
    static const char text[] = "推荐排序表\n序号,项目名称,单位,推荐排序\n1,第 3 个项目,烟台研究院,1\n2,第1个项目,,2\n3,没有这个,,3\n4,第3个项目,,9\n5,第2个项目,,甲\n";
    shell_put("ranks.csv", text);
    SHELL_EXPECT(SUMMARY "--group none --rank ranks.csv -o o.csv; s=$?; cat o.csv; exit $s", 1, "\"1\",\"1\",\"港澳台地区\",\"第3个项目\"",
                 "\"2\",\"2\",\"多边科技合作\",\"第1个项目\"", "\"3\",\"\",", "ranks.csv:5: warning", "[summary-rank-unknown]", "!()", "!（）",
                 "[summary-rank-twice]", "[summary-rank-value]", "[summary-unranked]");
    shell_put("ranks.csv", "甲,乙\n1,2\n");
    SHELL_EXPECT(SUMMARY "--rank ranks.csv -o o.csv", 2, "[summary-rank-headings]");
}

/* The table never ends so that the seal stands without rows, however many there are. */
static void the_seal_is_not_alone(void **state)
{
    (void)state;
    for (unsigned n = 1; n <= 60; n += 3) {
        struct buf want = {0};
        write_many(n);
        buf_printf(&want, "合计（%u", n);
        SHELL_EXPECT(SUMMARY "--group none -o t.pdf && n=$(pdfinfo t.pdf | sed -n 's/Pages: *//p') && pdftotext -layout t.pdf all && "
                     "pdftotext -layout -f $n t.pdf last && echo sums $(grep -c 合计 all) && cat last", 0,
                     "sums 1\n", want.data, "（盖章）：烟台市科学技术局", "个项目", "多边科技合作");
        buf_free(&want);
    }
}

static void headings_are_on_each_page(void **state)
{
    (void)state;
    write_many(60);
    SHELL_EXPECT(SUMMARY "-o t.pdf && n=$(pdfinfo t.pdf | sed -n 's/Pages: *//p') && pdftotext -layout t.pdf all && "
                 "echo headings $(grep -c 建议单位 all) of $n, continued $(grep -c 续表 all); test $n -gt 2; cat all", 0,
                 "续表");
    shell_succeeds("n=$(pdfinfo t.pdf | sed -n 's/Pages: *//p'); test $(grep -c 建议单位 all) = $n && test $(grep -c 续表 all) = $((n - 1))");
}

/* tables for spreadsheets */

#define TRAPS "=1+1,新能源,多边科技合作," REST ",100.00,10.00\n+2,新能源,多边科技合作,\"@SUM(A1)\",-3+cmd,王甲,研究员,053500000001234,100.00,10.00\n"

static void nothing_is_run(void **state)
{
    (void)state;
    write_rows(TRAPS);
    SHELL_EXPECT(SUMMARY "-o o.csv && head -c 3 o.csv | od -An -tx1 && cat o.csv", 0, "ef bb bf", "\"'=1+1\"", "\"'+2\"",
                 "\"'@SUM(A1)\"", "\"'-3+cmd\"", "\"053500000001234\"");
    SHELL_EXPECT(SUMMARY "-o o.xlsx && python3 -c \"import zipfile,sys; z=zipfile.ZipFile('o.xlsx'); "
                 "sys.stdout.write(z.read('xl/worksheets/sheet1.xml').decode()+z.read('xl/workbook.xml').decode())\"", 0,
                 "<t>=1+1</t>", "<t>+2</t>", "<t>@SUM(A1)</t>", "<t>053500000001234</t>", "<f>SUBTOTAL(9,J6:J7)</f><v>200</v>",
                 "<v>100</v>", "Print_Titles", "orientation=\"landscape\"", "paperSize=\"9\"", "!<f>1+1", "!<f>2");
}

static void the_same_bytes(void **state)
{
    (void)state;
    write_many(7);
    shell_succeeds("for o in pdf xlsx csv; do " SUMMARY "-o a.$o && " SUMMARY "-o b.$o && cmp a.$o b.$o || exit 1; done");
}

/* many: other processes help */

static void shared_or_not_it_is_the_same(void **state)
{
    (void)state;
    write_many(1700);
    shell_succeeds("for o in pdf csv; do " SUMMARY "-o a.$o && " ALONE SUMMARY "-o b.$o && cmp a.$o b.$o || exit 1; done");
    shell_succeeds(SUMMARY "--emit areas >a && " ALONE SUMMARY "--emit areas >b && cmp a b && test -s a");
}

/* Rows that have no amount, and what the check says of them, among others. */
static void what_is_wrong_is_told_in_the_same_order(void **state)
{
    (void)state;
    struct buf b = {0};
    for (unsigned i = 1; i <= 170; i++)
        buf_printf(&b, "第%u个项目,新能源,港澳台地区," REST ",%s,%u\n", i, i % 40 ? "100" : "约壹佰", i % 60 ? 10 : 200);
    buf_puts(&b, "合计,,,,,,,,17000,\n");
    write_rows(b.data);
    buf_free(&b);
    static const char command[] = "shenbao summary t.csv --programme shandong-2025 --recommender x --draft -o $o.pdf 2>$o.err; ";
    b = (struct buf){0};
    buf_printf(&b, "o=a; %so=b; " ALONE "%scmp a.err b.err && cmp a.pdf b.pdf && cat a.err", command, command);
    SHELL_EXPECT(b.data, 0, "t.csv!I41: error:", "t.csv!I161: error:", "t.csv!J61: error:", "[sheet-row-total]");
    buf_free(&b);
}

/* Stops a process that helps, waits until the run waits for it, and kills it. One that helps to read has the table open. One that
 * had nothing to do just then, or had ended, is not missed: then once more. */
static void kill_helper(bool reads)
{
    struct buf b = {0};
    buf_printf(&b, "for try in 1 2 3 4 5 6; do\n"
                   "rm -f k.pdf; " SUMMARY "-o k.pdf 2>err & p=$!; h=\n"
                   "while [ ! \"$h\" ] && kill -0 $p 2>/dev/null; do\n"
                   "  for c in $(cat /proc/$p/task/$p/children); do\n"
                   "    ls -l /proc/$c/fd >fd 2>/dev/null && grep -q socket: fd && %sgrep -q t.csv fd && h=$c\n"
                   "  done\n"
                   "done 2>/dev/null\n"
                   "kill -STOP $h; old=\n"
                   "until now=$(cut -d ' ' -f 3,14 /proc/$p/stat); [ \"$now\" = \"$old\" ] && [ \"${now%%%% *}\" != R ]; do old=$now; sleep 1; done\n"
                   "kill -KILL $h; wait $p; s=$?; [ $s = 0 ] || break\n"
                   "done; cat err; test ! -e k.pdf && exit $s", reads ? "" : "! ");
    SHELL_EXPECT(b.data, 2, "a process that does a part of the work was killed from outside (signal 9)", "[apart-killed]");
    buf_free(&b);
}

static void a_helper_that_is_killed(void **state)
{
    (void)state;
    if (system("test $(nproc) -gt 1 && test -e /proc/$$/task/$$/children") != 0)
        skip(); /* nobody helps */
    write_many(6000);
    kill_helper(true);
    kill_helper(false);
}

/* What a workbook has is read by import's own reader as it was written. */
static void the_workbook_is_read_back(void **state)
{
    (void)state;
    write_many(3);
    shell_succeeds(SUMMARY "-o o.xlsx && " SUMMARY "--rank o.xlsx -o p.csv; test $? = 2");
    SHELL_EXPECT(SUMMARY "--rank support -o r.xlsx && " SUMMARY "--group none --rank r.xlsx -o p.csv && cat p.csv", 0,
                 "\"1\",\"1\",\"港澳台地区\",\"第3个项目\"", "\"3\",\"3\",\"多边科技合作\",\"第1个项目\"");
}

/* As a clerk types it, and what is said where nothing is called so. */
static void columns_by_their_headings(void **state)
{
    (void)state;
    write_many(12);
    SHELL_EXPECT(SUMMARY "--sort -省财政资金支持强度建议 --filter '项目计划总投入 >= 1' --group 合作国别地区 -o sorted.csv && cat sorted.csv", 0, "\"1\",");
    SHELL_EXPECT(SUMMARY "--sort 单位 -o sorted.csv", 2, "[summary-column]", "unit (建议单位)", "support (省财政资金支持强度建议（万元）)");
    SHELL_EXPECT(SUMMARY "--rank nothere.csv -o sorted.csv", 2, "nothere.csv", "[file-open]", "!summary-column");
}

/* letters, people, overview */

static void letters(void **state)
{
    (void)state;
    static const char command[] = "shenbao summary samples/zhejiang-2025 --no-check --recommender 杭州市科学技术局 --contact 联系人=王芳,0571-1 ";
    struct buf b = {0};
    buf_printf(&b, "%s--form letter -o l.pdf && pdftotext -layout l.pdf - | tr -d ' \\n'", command);
    SHELL_EXPECT(b.data, 0, "浙江省科学技术厅：", "现推荐10个项目，申请省财政补助经费合计1143.00万元", "联系人：王芳，联系电话：0571-1");
    b.n = 0;
    buf_printf(&b, "%s--form pledge -o l.pdf && pdftotext -layout l.pdf - | tr -d ' \\n'", command);
    SHELL_EXPECT(b.data, 0, "推荐单位承诺书", "四、如有违反", "杭州市科学技术局");
    b.n = 0;
    buf_printf(&b, "%s--form poem -o l.pdf", command);
    SHELL_EXPECT(b.data, 2, "letter, pledge", "[unknown-form]");
    b.n = 0;
    buf_printf(&b, "%s--form letter -o l.xlsx", command);
    SHELL_EXPECT(b.data, 2, "[summary-form-table]");
    buf_free(&b);
}

/* Two lines at most above the red rule, none over the number; the signature in one line as long as the page is wide enough. */
static void letters_of_long_names(void **state)
{
    (void)state;
#define LONG "浙江钱塘高新技术产业开发区管理委员会科技局"
    SHELL_EXPECT("shenbao summary samples/zhejiang-2025 --no-check --recommender " LONG " --form letter -o l.pdf && pdftotext -layout l.pdf -", 0,
                 "!region-overflow", LONG "\n", "  " LONG "\n", "（联系人：  ") /* to be written by hand */;
    SHELL_EXPECT("shenbao summary samples/zhejiang-2025 --no-check --recommender '" LONG "（浙江省国际科技合作与外国专家服务中心）' --form letter -o l.pdf", 0,
                 "!region-overflow");
#undef LONG
}

/* Whatever number of rows: on the page of the sum and the seal there is one of a proposal too, with its group's heading. */
static void the_seal_of_the_workbook(void **state)
{
    (void)state;
    shell_assert_output(
        "python3 - <<'EOF'\n"
        "import re, subprocess, zipfile\n"
        "head = '序号,项目名称,合作国别、地区,建议单位名称,项目计划总投入\\n'\n"
        "for n in range(4, 34):\n"
        "    open('t.csv', 'w').write(head + ''.join(f'{i},第{i}项,{\"多边科技合作\" if i < n // 2 else \"港澳台地区\"},某单位,{i}\\n' for i in range(1, n)))\n"
        "    subprocess.run(['shenbao', 'summary', 't.csv', '--programme', 'shandong-2025', '--no-check', '-o', 't.xlsx'], check=True, stderr=subprocess.DEVNULL)\n"
        "    s = zipfile.ZipFile('t.xlsx').read('xl/worksheets/sheet1.xml').decode()\n"
        "    rows = {int(r): float(h) for r, h in re.findall(r'<row r=\"(\\d+)\"[^>]*? ht=\"([\\d.]+)\"', s)}\n"
        "    breaks, last = [0] + [int(x) for x in re.findall(r'<brk id=\"(\\d+)\"', s)], max(rows)\n"
        "    assert breaks[-1] < last - 4, (n, breaks, last)\n" /* behind it a proposal, subtotal, sum, contacts, seal */
        "    assert rows[last] == 119 and sum(h for r, h in rows.items() if r > breaks[-1]) < 480 / 0.9, (n, rows)\n"
        "    assert not re.search(rf'<row r=\"{breaks[-1]}\"[^>]*>(?:(?!</row>).)*(多边|港澳台地区)（', s), n\n"
        "print('kept')\n"
        "EOF", 0, "kept\n");
}

/* What only puts things beside each other is no table, and nothing of it is silent. */
static void nothing_is_silent(void **state)
{
    (void)state;
    shell_succeeds(SUMMARY "--overview -o t.pdf && pdfinfo -struct-text t.pdf | sed 's/ (block)//; s/^ *//; s/^Object .*/Object/' >heard");
    shell_assert_output("grep -c '^Figure' heard; sed -n '/主管部门：/,/^Table/p' heard | head -6 | tr '\n' ' '", 0,
                        "6\n\"主管部门：烟台市科学技术局\" P \"填表日期：\" Form Object \"年\" ");
}

/* Names that are too long for bars are numbered: every programme has its overview. */
static void the_overview_of_every_programme(void **state)
{
    (void)state;
    SHELL_EXPECT("for p in shandong most zhejiang guangdong; do shenbao summary samples/$p-2025/*.xml --no-check --recommender 甲 --overview -o $p.pdf || echo failed; done; "
                 "pdftotext -layout most.pdf -", 0, "!failed", "!error", "1. 中国", "10. 中国");
    /* what is applied for is drawn, also where another amount stands behind it */
    SHELL_EXPECT("for p in most zhejiang guangdong; do shenbao summary samples/$p-2025/*.xml --no-check --recommender 甲 --overview --emit fo 2>/dev/null | grep -o 'unit=\"[^\"]*万元[^\"]*\"' | sort -u; done", 0,
                 "申请国拨经费", "申请财政经费", "!自筹", "!总经费");
}

static void the_submission_says_who(void **state)
{
    (void)state;
    write_many(1);
    shell_succeeds("shenbao new --submission shandong-2025 -o s.xml && sed -i 's/filledOn=\"\"/filledOn=\"2025-03-01\"/; "
                   "s|<name></name> <!-- 单位全称|<name>青岛市科学技术局</name> <!-- 单位全称|' s.xml");
    SHELL_EXPECT("shenbao summary t.csv --programme shandong-2025 --no-check --submission s.xml -o t.pdf && pdftotext -layout t.pdf -", 0,
                 "主管部门：青岛市科学技术局", "2025 年 3 月 1 日");
    SHELL_EXPECT("shenbao summary t.csv --programme shandong-2025 --no-check --submission s.xml -o t.xlsx && unzip -p t.xlsx xl/worksheets/sheet1.xml", 0,
                 "填表日期：2025年3月1日");
    SHELL_EXPECT("mkdir d && cp samples/shandong-2025/01-soec-hydrogen.xml d && mv s.xml d/submission.xml && "
                 "shenbao summary d --contact 审核人=李丁,0532-1 -o t.pdf && pdftotext -layout t.pdf -", 0, "主管部门：青岛市科学技术局", "审核人：李丁", "0532-1");
    SHELL_EXPECT("shenbao summary t.csv --programme shandong-2025 --no-check -o t.pdf", 0, "[summary-recommender]");
    SHELL_EXPECT(SUMMARY "--contact 主任=甲 -o t.pdf", 2, "reviewer, contact", "[summary-contact]");
    SHELL_EXPECT("shenbao summary samples/zhejiang-2025 --no-check --submission d/submission.xml -o t.pdf", 2, "[submission-other]");
}

static void overview(void **state)
{
    (void)state;
    write_many(12);
    SHELL_EXPECT(SUMMARY "--overview -o t.pdf && pdftotext -layout -l 1 t.pdf -", 0, "概览", "共 12 项", "按合作国别、地区", "按产业领域", "按所在市", "烟台");
    SHELL_EXPECT("pdftotext -layout -f 2 -l 2 t.pdf - | tr -d ' '", 0, "第1页", "!第2页");
}

/* trouble */

static void errors_are_mended_first(void **state)
{
    (void)state;
    write_rows("甲,新能源,多边科技合作," REST ",100.00,10.00\n");
    SHELL_EXPECT("shenbao summary t.csv --programme shandong-2025 -o e.pdf", 1, "t.csv", "SD-0", "proposals with the errors above: 1 of 1", "[summary-refused]");
    shell_succeeds("! test -e e.pdf");
    SHELL_EXPECT("shenbao summary t.csv --programme shandong-2025 --draft --recommender x -o e.pdf && pdftotext e.pdf -", 0, "SD-0", "合计");
}

static void missing_values_stay_empty(void **state)
{
    (void)state;
    write_rows("甲,,多边科技合作," REST ",100.00,\n乙,,,\"“引进来”\",,,,,,\n");
    SHELL_EXPECT(SUMMARY "-o t.pdf && pdftotext -layout t.pdf -", 0, "rows of the table in which 产业领域 is empty: 2", "rows of the table in which 联系电话 is empty: 1",
                 "[summary-empty]", "未填写（1", "!备注 is empty");
    /* a long title makes its row higher and nothing is lost */
    write_rows("面向深远海的智能化海洋牧场抗风浪养殖装备与绿色能源保障一体化关键技术联合攻关及其在黄渤海海域的规模化示范应用与国际标准研制终,新能源,多边科技合作," REST ",1,1\n");
    SHELL_EXPECT(SUMMARY "-o t.pdf && pdftotext t.pdf - | tr -d '\\n'", 0, "国际标准研制终");
    shell_succeeds(SUMMARY "-o t.xlsx && python3 -c \"import zipfile,re; s=zipfile.ZipFile('t.xlsx').read('xl/worksheets/sheet1.xml').decode(); "
                   "assert float(re.search(r'<row r=.6. ht=.([0-9.]+)', s).group(1)) > 50\"");
}

static void an_amount_that_is_none(void **state)
{
    (void)state;
    SHELL_EXPECT("sed 's|<total>[0-9.]*</total>|<total>约三百</total>|' samples/shandong-2025/01-soec-hydrogen.xml >p.xml && "
                 "shenbao summary p.xml --no-check --recommender x -o t.pdf && pdftotext -layout t.pdf -", 0, "[summary-amount]", "约三百");
}

static void what_is_asked_wrongly(void **state)
{
    (void)state;
    write_many(2);
    SHELL_EXPECT(SUMMARY, 2, "[operand-missing]");
    SHELL_EXPECT(SUMMARY "-o t.doc", 2, "[summary-output]");
    SHELL_EXPECT(SUMMARY "--filter nothing -o t.pdf", 2, "[summary-filter]");
    SHELL_EXPECT(SUMMARY "--filter nothing=1 -o t.pdf", 2, "it has: order (序号), region (合作国别、地区)", "[summary-column]");
    SHELL_EXPECT(SUMMARY "--filter title=x -o t.pdf", 2, "[summary-none]");
    SHELL_EXPECT(SUMMARY "--sort title,unit,name,phone,title,unit,name,phone,title -o t.pdf", 2, "[summary-sorts]");
    SHELL_EXPECT("shenbao summary samples/shandong-2025/01-soec-hydrogen.xml samples/zhejiang-2025/gov-norway-ferry-shore-power.xml --no-check -o t.pdf",
                 2, "[summary-other]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_stand_in_the_order_of_the_list),
        cmocka_unit_test(formatting_objects),
        cmocka_unit_test(rows_have_the_code_of_the_form),
        cmocka_unit_test(amounts_are_exact),
        cmocka_unit_test(order_and_choice),
        cmocka_unit_test(the_seal_is_not_alone),
        cmocka_unit_test(headings_are_on_each_page),
        cmocka_unit_test(nothing_is_run),
        cmocka_unit_test(the_same_bytes),
        cmocka_unit_test(shared_or_not_it_is_the_same),
        cmocka_unit_test(what_is_wrong_is_told_in_the_same_order),
        cmocka_unit_test(a_helper_that_is_killed),
        cmocka_unit_test(the_workbook_is_read_back),
        cmocka_unit_test(letters), cmocka_unit_test(letters_of_long_names),
        cmocka_unit_test(the_seal_of_the_workbook), cmocka_unit_test(the_overview_of_every_programme),
        cmocka_unit_test(the_submission_says_who),
        cmocka_unit_test(columns_by_their_headings),
        cmocka_unit_test(overview), cmocka_unit_test(nothing_is_silent),
        cmocka_unit_test(errors_are_mended_first),
        cmocka_unit_test(missing_values_stay_empty),
        cmocka_unit_test(an_amount_that_is_none),
        cmocka_unit_test(what_is_asked_wrongly),
    };
    return cmocka_run_group_tests(tests, shell_set_up_samples, shell_tear_down);
}
