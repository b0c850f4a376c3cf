/* Packages from end to end: what pack writes, read by others' programs; what --verify says of archives that others made. */
#include "test.h"

#include <string.h>

#include "shell.h"

#define S "samples/shandong-2025/"
#define EPOCH "SOURCE_DATE_EPOCH=1735689600 "
#define PACK EPOCH "shenbao --lang en pack "
#define VERIFY "shenbao --lang en pack --verify "
/* Archives are made by Python, which names, flags and links as it is told. */
#define PYTHON(script) "python3 - <<'EOF'\nimport zipfile, struct, zlib\n" script "\nEOF\n"

/* --- what pack writes --- */

static void names_and_folders(void **state)
{
    (void)state;
    SHELL_EXPECT(PACK S "0*.xml -o a.zip --sealed " S "pictures/raceway.jpg", 0, "proposals in a.zip: 5; its manifest is a.manifest.xml [package-written]",
                 "!package-no-summary");
    shell_assert_output_has("LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "“一带一路”共建国家/1.热带丘陵油棕园植保无人机集群作业技术联合研发与海外应用示范-潍坊云翼低空装备有限公司.pdf\n");
    shell_assert_output_has("LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "创新领先国家/1.高温固体氧化物电解制氢电堆联合研发-山东海岳氢能科技有限公司.pdf\n");
    shell_assert_output_has("LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "\n2025年省级国际科技合作项目指南建议汇总表.jpg\n");
    shell_assert_output("unzip -Z1 a.zip | wc -l", 0, "6\n");
    /* flags, times, and whether each is a whole PDF */
    shell_assert_output("python3 -c \"import zipfile; z = zipfile.ZipFile('a.zip'); print(z.testzip(), {i.flag_bits for i in z.infolist()}, "
                        "{i.date_time for i in z.infolist()}, {len(i.extra) for i in z.infolist()})\"", 0,
                        "None {2048} {(2025, 1, 1, 0, 0, 0)} {0}\n");
    SHELL_EXPECT("mkdir u && cd u && unzip -q ../a.zip && qpdf --check 创新领先国家/1.*.pdf", 0, "No syntax");
}

static void the_form_and_the_report_without_appendix(void **state)
{
    (void)state;
    shell_succeeds(PACK S "01-soec-hydrogen.xml -o a.zip && unzip -q a.zip && pdftotext 创新领先国家/*.pdf t.txt");
    shell_assert_output_has("grep -c 指南建议信息表 t.txt", 0, "1");
    shell_assert_output("grep -c '技术成熟度等级划分$' t.txt", 1, "0\n");
}

static void the_same_twice(void **state)
{
    (void)state;
    shell_succeeds(PACK S "01*.xml " S "02*.xml -o a.zip && " PACK S "02*.xml " S "01*.xml -o b.zip");
    shell_succeeds("cmp a.zip b.zip && TZ=Asia/Shanghai " PACK S "01*.xml " S "02*.xml -o c.zip && cmp a.zip c.zip");
}

static void verified_by_itself(void **state)
{
    (void)state;
    shell_succeeds(PACK S "0*.xml -o a.zip --sealed " S "pictures/raceway.jpg");
    SHELL_EXPECT(VERIFY "a.zip", 0, "undecided: 汇总表“2025年省级国际科技合作项目指南建议汇总表.jpg”是否已加盖公章", "!error: ", "!warning: ");
    SHELL_EXPECT(VERIFY "a.zip " S "0*.xml", 0, "hint: a.zip was judged by the rules of shandong-2025; errors: 0, warnings: 0 [package-judged]", "!error: ", "!warning: ");
    shell_succeeds("shenbao new --submission shandong-2025 -o s.xml && sed -i 's|kind=\"summary\" file=\"\" sealed=\"\"|kind=\"summary\" file=\"\" sealed=\"true\"|' s.xml");
    SHELL_EXPECT(VERIFY "a.zip --submission s.xml", 0, "!SD-022", "!error: ", "!warning: ");
    SHELL_EXPECT("rm a.manifest.xml; " VERIFY "a.zip", 2, "[package-programme]");
    SHELL_EXPECT(VERIFY "a.zip --programme shandong-2025", 0, "!没有可以对照的申报数据", "!error: "); /* the forms carry their proposals */
}

static void errors_stand(void **state)
{
    (void)state;
    shell_succeeds("mkdir in && cp " S "01*.xml " S "02*.xml in && sed -i 's|<industry>.*</industry>|<industry/>|' in/02*.xml && cp -r " S "pictures in");
    SHELL_EXPECT(PACK "in -o a.zip; test ! -e a.zip && test ! -e a.manifest.xml || echo left", 0, "[SD-101,",
                 "proposals with errors: 1 of 2; nothing was packed; mend them, or pack with --no-check [package-refused]", "!left");
    SHELL_EXPECT(PACK "in -o a.zip; echo status $?", 0, "status 1");
    SHELL_EXPECT(PACK "in -o a.zip --no-check && grep -c 'checked=\"no\"' a.manifest.xml", 0, "1", "!SD-101");
}

/* What one proposal is found to be because of the others, also behind a batch and in a table; and what belongs to none. */
static void errors_across_stand(void **state)
{
    (void)state;
    shell_succeeds("mkdir in; cp " S "0[13]*.xml in; cp -r " S "pictures in; cp in/01*.xml in/x.xml");
    SHELL_EXPECT(PACK "in -o a.zip; echo status $?; ls", 0, "in/01-soec-hydrogen.xml:4: error: 同一建议人", "in/x.xml:59: error: 建议人周明远", "[SD-011,",
                 "proposals with errors: 2 of 3", "status 1", "!a.zip", "!a.manifest.xml");
    SHELL_EXPECT(EPOCH "shenbao batch in -o out 2>/dev/null; ls out/*; " PACK "out -o a.zip", 1, "in/01-soec-hydrogen.xml:4: error: 同一建议人", "proposals with errors: 2 of 3");
    SHELL_EXPECT(PACK "out --no-check -o a.zip && grep -c 'checked=.no' a.manifest.xml", 0, "!SD-011");
    SHELL_EXPECT("shenbao sheet shandong-2025 in/01*.xml -o t.xlsx; rm in/x.xml; cp in/01*.xml one.xml; cp -r in/pictures .; " PACK "one.xml t.xlsx --programme shandong-2025 -o b.zip", 1, "one.xml:4: error: 同一建议人", "t.xlsx[申报]!D2: error: 同一建议人");
    SHELL_EXPECT("cp " S "submissions/city.xml in/submission.xml; " PACK "in -o c.zip --as-of 2025-04-01; ls", 0, "[SD-024,",
                 "the submission as a whole has errors, and nothing was packed", "!c.zip");
    SHELL_EXPECT(PACK "in -o c.zip; ls", 0, "proposals in c.zip: 2", "!SD-024", "c.manifest.xml");
    SHELL_EXPECT("sed -i 's/设区市科技局/企业/' in/submission.xml; " PACK "in -o d.zip", 1, "in/submission.xml:5: error: ", "[SD-013,", "package-refused-whole");
}

static void what_cannot_be_packed(void **state)
{
    (void)state;
    SHELL_EXPECT(PACK S "01*.xml", 2, "pack needs -o FILE.zip");
    SHELL_EXPECT(PACK S "01*.xml -o -", 2, "pack needs -o FILE.zip");
    SHELL_EXPECT("mkdir empty; " PACK "empty -o a.zip", 1, "package-refused");
    SHELL_EXPECT(PACK S "01*.xml samples/most-2025/1.1*.xml --no-check -o a.zip", 1, "[package-mixed]", "this is a proposal to most-2025, and the package is for shandong-2025");
    SHELL_EXPECT(PACK S "01*.xml -o none/a.zip", 2, "[file-write]");
    SHELL_EXPECT(PACK S "01*.xml -o a.zip --sealed none.pdf; test -e a.zip || echo nothing", 0, "[file-open]", "nothing");
    SHELL_EXPECT("head -c 999 " S "pictures/raceway.jpg >cut.jpg; " PACK S "01*.xml -o a.zip --sealed cut.jpg", 1, "the file cut.jpg is damaged", "[package-beside]");
    SHELL_EXPECT(PACK S "01*.xml -o a.zip --submission " S "01*.xml", 2, "[submission-root]");
    SHELL_EXPECT("echo '<a/>' >a.manifest.xml; " PACK S "01*.xml -o a.zip", 2, "[package-manifest]");
}

/* Numbers that were given stay: the next package leaves out 02, corrects 03's title, and has 05 in front. */
static void numbers_are_kept(void **state)
{
    (void)state;
    shell_succeeds("mkdir in && cp " S "0*.xml in && cp -r " S "pictures in && cd in && for i in 0*.xml; do sed -i 's|<regionClass>.*</regionClass>|<regionClass>多边科技合作</regionClass>|' $i; done");
    shell_succeeds("mv in/05*.xml . && " PACK "in --no-check -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip | sort >first");
    shell_assert_output("sed 's|[^/]*/\\([0-9]*\\)[.]\\(..\\).*|\\1\\2|' first | wc -l", 0, "4\n");
    shell_succeeds("rm in/02*.xml; mv 05*.xml in/00.xml; sed -i 's|二氧化碳加氢制低碳烯烃|二氧化碳制低碳烯烃|g' in/03*.xml");
    SHELL_EXPECT(PACK "in --no-check -o a.zip", 0,
                 "number 2 (海上风电主轴承状态监测与智能诊断关键技术中日韩联合研发, 烟台沧澜风电装备股份有限公司) is no longer in the package; it stays empty, --renumber numbers all anew [package-withdrawn]");
    shell_assert_output_has("LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "/3.二氧化碳制低碳烯烃");
    shell_assert_output_has("LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "/5.面向深远海");
    shell_assert_output_has("cat a.manifest.xml", 0, "<withdrawn folder=\"多边科技合作\" number=\"2\"");
    SHELL_EXPECT(PACK "in --no-check -o a.zip", 0, "!package-withdrawn"); /* it was said */
    SHELL_EXPECT(VERIFY "a.zip", 1, "!SD-020");
    SHELL_EXPECT("mv a.manifest.xml m; " VERIFY "a.zip --programme shandong-2025", 1, "缺少顺序号2", "SD-020");
    SHELL_EXPECT("mv m a.manifest.xml; " PACK "in --no-check --renumber -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "/1.面向深远海", "/4.热带", "!/5.");
}

static void numbers_across(void **state)
{
    (void)state;
    shell_succeeds(PACK S "0*.xml -o a.zip --numbering batch");
    shell_assert_output("LC_ALL=C.UTF-8 unzip -Z1 a.zip | sed 's|.*/||; s|[.].*||' | sort | tr '\\n' ' '", 0, "1 2 3 4 5 ");
    SHELL_EXPECT("rm a.manifest.xml; " VERIFY "a.zip --programme shandong-2025", 1, "!SD-020");
    SHELL_EXPECT(VERIFY "a.zip --programme shandong-2025 --numbering folder", 1, "“一带一路”共建国家缺少顺序号1–3");
}

static void numbers_of_the_submission(void **state)
{
    (void)state;
    shell_succeeds("shenbao new --submission shandong-2025 -o s.xml && sed -i 's|<kind></kind>|<kind>设区市科技局</kind>|; s|<numbering[^>]*>|<numbering scope=\"batch\" start=\"11\"><number value=\"17\"><title>高温固体氧化物电解制氢电堆联合研发</title><unit>山东海岳氢能科技有限公司</unit></number>|' s.xml && "
                   "cp " S "pictures/raceway.jpg seal.jpg && sed -i 's|kind=\"summary\" file=\"\"|kind=\"summary\" file=\"seal.jpg\"|; s|kind=\"letter\" file=\"\"|kind=\"letter\" file=\"seal.jpg\"|' s.xml");
    SHELL_EXPECT(PACK S "01*.xml " S "02*.xml -o a.zip --submission s.xml && LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "创新领先国家/17.", "多边科技合作/18.",
                 "\n2025年省级国际科技合作项目指南建议汇总表.jpg", "\n推荐函.jpg");
}

static void long_and_forbidden_names(void **state)
{
    (void)state;
    shell_succeeds("cp -r " S "pictures . && t=$(printf '氢%.0s' $(seq 90)) && sed \"s|高温固体氧化物电解制氢电堆联合研发|$t|g\" " S "01*.xml >1.xml && "
                   "sed 's|<title>[^<]*</title>|<title>A/B：“制氢”:是?CON*</title>|' " S "02*.xml >2.xml");
    SHELL_EXPECT(PACK "1.xml 2.xml --no-check -o a.zip", 0, "is longer than 255 bytes; in the package the file is called", "[package-shortened]");
    shell_assert_output_has("LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "氢氢…-山东海岳氢能科技有限公司.pdf");
    shell_assert_output_has("LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "/1.A／B：“制氢”：是？CON＊-");
    shell_assert_output_has("cat a.manifest.xml", 0, "氢氢-山东海岳氢能科技有限公司.pdf\" folder=");
    SHELL_EXPECT(VERIFY "a.zip 1.xml 2.xml", 1, "!SD-019", "!SD-021", "SD-022");
    SHELL_EXPECT(VERIFY "a.zip", 1, "!SD-019", "!SD-021");
}

static void names_without_numbers(void **state)
{
    (void)state;
    shell_succeeds("cp -r $SOURCE/templates t && sed -i 's/{number}[.]{title}/{title}/' t/shandong-2025/programme.xml && cp -r " S "pictures .; cp " S "01*.xml 1.xml; cp 1.xml 2.xml");
    SHELL_EXPECT(PACK "1.xml 2.xml --no-check --templates t -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "shenbao: warning: the package has no sealed summary; scan it and give it with --sealed [package-no-summary]",
                 "2.xml: warning: another file has this name already; in the package this one is called 创新领先国家/高温固体氧化物电解制氢电堆联合研发-山东海岳氢能科技有限公司(2).pdf [package-copy]",
                 "\n创新领先国家/高温固体氧化物电解制氢电堆联合研发-山东海岳氢能科技有限公司(2).pdf\n");
}

/* The same proposal twice is two files. */
static void doubles(void **state)
{
    (void)state;
    shell_succeeds("cp -r " S "pictures .; cp " S "01*.xml 1.xml; cp 1.xml 2.xml; shenbao new --submission shandong-2025 -o s.xml");
    SHELL_EXPECT(PACK "1.xml 2.xml -o a.zip", 1, "1.xml:4: error: 同一建议人", "2.xml:4: error: 同一建议人", "proposals with errors: 2 of 2");
    SHELL_EXPECT(PACK "1.xml 2.xml --no-check -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "/1.高温", "/2.高温");
    SHELL_EXPECT(VERIFY "a.zip", 1, "!SD-019", "!SD-020", "!SD-023");
}

/* --- the rows of the summary --- */

/* Reads the summary of five, changes rows r (a list of lists below the headings h) as asked, and writes x.csv in GB 18030. */
#define CHANGED(body) \
    "python3 - <<'EOF'\nimport csv\nr = list(csv.reader(open('s.csv', encoding='utf-8-sig')))\nh = r.pop(0)\n" \
    "def col(name): return h.index(name)\n" body "\n" \
    "w = csv.writer(open('x.csv', 'w', encoding='gb18030'))\nw.writerow(['附件3'])\nw.writerow(h)\nw.writerows(r)\nw.writerow(['合计（9项）'])\nEOF\n"

static int with_a_summary(void **state)
{
    int failed = shell_set_up_samples(state);
    shell_succeeds("for i in pdf xlsx csv; do shenbao summary " S "0*.xml --recommender 东海市科学技术局 -o s.$i; done; "
                   PACK S "0*.xml -o scan.zip --sealed " S "pictures/raceway.jpg && " PACK S "0*.xml -o a.zip --sealed s.pdf");
    return failed;
}

static void the_summary_of_the_same(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao extract s.pdf --list", 0, "summary.csv");
    shell_succeeds("shenbao extract s.pdf --all d && cmp d/summary.csv s.csv");
    SHELL_EXPECT(VERIFY "a.zip", 0, "!SD-023");
    SHELL_EXPECT(VERIFY "scan.zip", 0, "是扫描件，或其中没有可以读取的表格", "undecided: ", "[SD-023, 四（三）]", "!error: ");
    SHELL_EXPECT(VERIFY "scan.zip --summary s.pdf", 0, "!SD-023");
    SHELL_EXPECT(VERIFY "scan.zip --summary s.xlsx", 0, "!SD-023");
    SHELL_EXPECT(VERIFY "scan.zip --summary s.csv " S "0*.xml --sealed " S "pictures/raceway.jpg", 0, "!SD-023");
    SHELL_EXPECT(VERIFY "scan.zip --summary s.csv", 0, "!SD-023");
    SHELL_EXPECT(VERIFY "scan.zip --summary none.csv", 2, "none.csv", "[file-open]");
    SHELL_EXPECT("shenbao summary " S "0*.xml --pdf pdfa-1b -o t.pdf; " VERIFY "scan.zip --summary t.pdf", 0, "没有可以读取的表格");
    /* amounts in another unit, with marks */
    SHELL_EXPECT(CHANGED("h = [x.replace('（万元）', '(元)') for x in h]\nfor q in r:\n for c in (col('项目计划总投入(元)'), col('省财政资金支持强度建议(元)')):\n"
                         "  q[c] = f'{int(float(q[c]) * 10000):,}'") VERIFY "scan.zip --summary x.csv", 0, "!SD-023");
}

static void rows_that_differ(void **state)
{
    (void)state;
    SHELL_EXPECT(CHANGED("r[0][col('联系电话')] = '0531-1'\nr[1][col('项目计划总投入（万元）')] = '1'\nr[2][col('项目名称')] += '新'\n"
                         "r[3][col('建议单位')] += '新'\nr[0][col('职称/职务')] = '院长'\nr[4][col('项目名称')] = '另一项'\nr[4][col('建议单位')] = '另一家'")
                 VERIFY "scan.zip --summary x.csv", 1,
                 "x.csv: error: 汇总表第3行的联系电话“0531-1”与信息表中的“0535-6700318”不一致", "第4行的项目计划总投入（万元）“1”与信息表中的“2400.00”不一致",
                 "第5行的项目名称“二氧化碳加氢制低碳烯烃铁基催化剂与反应器联合研发新”", "第6行的建议单位“潍坊云翼低空装备有限公司新”",
                 "汇总表第7行“另一项-另一家”没有对应的指南建议", "汇总表中没有“面向深远海的智能化海洋牧场", "!院长", "!第8行");
    /* a form that was corrected behind the table's back, in what the table does not show */
    shell_succeeds("cp -r samples/shandong-2025 later && sed -i '/<overview>/,$ s|</p>|更正。</p>|' later/01*.xml && ! cmp -s later/01*.xml " S "01*.xml && "
                   PACK "later/0*.xml -o later.zip --sealed s.pdf");
    SHELL_EXPECT(VERIFY "later.zip", 1, "error: 汇总表第2行的校验码“1P6P-P3PC-U”与信息表中的“", "!第1行", "!第3行");
    SHELL_EXPECT("shenbao summary " S "0[1234]*.xml -o few.pdf; " PACK S "0*.xml -o few.zip --sealed few.pdf >/dev/null; " VERIFY "few.zip", 1,
                 "few.zip[2025年省级国际科技合作项目指南建议汇总表.pdf]: error: 汇总表中没有“面向深远海", "!第");
    /* names and numbers that files have, where nobody knows more */
    shell_succeeds("python3 -c \"import zipfile, subprocess\nz = zipfile.ZipFile('a.zip'); o = zipfile.ZipFile('o.zip', 'w')\n"
                   "for i in z.infolist():\n open('p.pdf', 'wb').write(z.read(i)); subprocess.run(['qpdf', '--remove-attachment=proposal.xml', 'p.pdf', 'q.pdf']) if '/' in i.filename else open('q.pdf', 'wb').write(z.read(i))\n"
                   " o.writestr(i.filename, open('q.pdf', 'rb').read())\no.close()\"");
    SHELL_EXPECT(VERIFY "o.zip --programme shandong-2025", 0, "5个文件没有可以对照的申报数据，汇总表中的建议人、电话和金额请人工核对", "!汇总表第");
    SHELL_EXPECT(VERIFY "o.zip --summary x.csv --programme shandong-2025", 1, "第5行的项目名称", "!联系电话“");
    SHELL_EXPECT(VERIFY "o.zip --summary x.csv " S "0*.xml", 1, "第5行的项目名称", "第3行的联系电话“0531-1”", "!没有可以对照");
}

/* A table beside its scan is read, and not asked to be sealed. */
static void a_table_in_the_archive(void **state)
{
    (void)state;
    SHELL_EXPECT("cp scan.zip t.zip; cp s.xlsx 汇总表.xlsx; python3 -c \"import zipfile; zipfile.ZipFile('t.zip', 'a').write('汇总表.xlsx')\"; " VERIFY "t.zip --programme shandong-2025", 0,
                 "汇总表.jpg”是否已加盖公章", "!SD-023", "!SD-021", "!package-other", "!未注明");
    SHELL_EXPECT("python3 -c \"import zipfile; z = zipfile.ZipFile('u.zip', 'w'); z.write('汇总表.xlsx'); z.writestr('a汇总表.docx', 'x')\"; " VERIFY "u.zip --programme shandong-2025", 1,
                 "“汇总表.xlsx”未注明已加盖公章", "汇总表第6行", "没有对应的指南建议");
}

static void other_programmes(void **state)
{
    (void)state;
    SHELL_EXPECT(PACK "samples/zhejiang-2025/support*.xml --no-check -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0,
                 "科技对口支援和东西部协作项目/1.", "-附件/1.", "-附件/2.", "package-no-summary");
    SHELL_EXPECT(VERIFY "a.zip", 1, "没有盖章后的推荐函", "没有盖章后的推荐汇总表", "!GE-1");
    /* a form without annexes does not miss them, the package does */
    SHELL_EXPECT("cp samples/zhejiang-2025/support*.xml x.xml; cp -r $SOURCE/templates t; sed -i 's/\"application feasibility pledge\"/\"pledge\"/' t/zhejiang-2025/programme.xml; "
                 PACK "x.xml --no-check --templates t -o b.zip", 1, "the attachment papers/", "is not there; copy the file beside the proposal", "[package-attachment]");
    SHELL_EXPECT(PACK "samples/most-2025/2.1*.xml samples/most-2025/1.1*.xml --no-check -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0,
                 "中国和匈牙利国家联合实验室项目/1.", "中国和越南政府间联合研究项目/1.");
    SHELL_EXPECT(PACK "samples/guangdong-2025/2-*.xml --no-check -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "专题二 发展中国家人员能力提升培训项目/1.");
}

#define NORWAY "samples/zhejiang-2025/gov-norway-ferry-shore-power.xml"
#define CITY "samples/zhejiang-2025/submissions/city.xml"

/* The papers of a programme that names no folders: each attachment, and what the recommender hands in. */
static void papers_of_the_recommender(void **state)
{
    (void)state;
    SHELL_EXPECT(PACK NORWAY " --no-check --submission " CITY " -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip", 0, "推荐函.pdf", "\n承诺书.pdf", "项目推荐汇总表.pdf");
    SHELL_EXPECT(VERIFY "a.zip --submission " CITY, 0, "!error: ", "!ZJ-014", "!GE-19");
    shell_succeeds("rm a.manifest.xml; python3 -c \"import zipfile; a = zipfile.ZipFile('a.zip'); b = zipfile.ZipFile('b.zip', 'w'); "
                   "[b.writestr(i, a.read(i)) for i in a.infolist() if i.filename != '承诺书.pdf']\"");
    SHELL_EXPECT(VERIFY "b.zip " NORWAY " --submission " CITY, 1, "没有盖章后的承诺书", "[ZJ-014, 二（二）]");
    SHELL_EXPECT(VERIFY "a.zip --programme zhejiang-2025", 0, "推荐函“推荐函.pdf”是否已加盖公章，请人工核对");
    shell_succeeds("sed 's/kind=\"letter\" file=\"papers.letter.pdf\" sealed=\"true\"/kind=\"letter\" sealed=\"false\"/' " CITY " >city.xml");
    SHELL_EXPECT(VERIFY "a.zip --programme zhejiang-2025 --submission city.xml", 1, "推荐函“推荐函.pdf”不是盖章后的扫描件");
}

static void attachments_are_all_there(void **state)
{
    (void)state;
    shell_put("mend.py", "import sys, zipfile\n"
                         "new, folder = zipfile.ZipFile(sys.argv[2], 'w'), ''\n"
                         "for i in zipfile.ZipFile(sys.argv[1]).infolist():\n"
                         "    b = zipfile.ZipFile(sys.argv[1]).read(i)\n"
                         "    if '6.' in i.filename: continue\n"
                         "    name = i.filename.replace('/1.', '/7.') if '7' in sys.argv[3] else i.filename\n"
                         "    if 'r' in sys.argv[3] and '/2.' in name: name = name.replace('/2.', '/scan of ')\n"
                         "    if 'c' in sys.argv[3] and '/1.' in name and '附件' in name: b += b' '\n"
                         "    new.writestr(name, b)\n"
                         "    folder = name.rsplit('/', 1)[0] if '附件' in name else folder\n"
                         "if 'x' in sys.argv[3]: new.writestr(folder + '/99.其他.pdf', b + b' ')\n"
                         "if 'f' in sys.argv[3]: new.writestr('散放.pdf', b)\n");
    shell_succeeds(PACK NORWAY " --no-check -o a.zip 2>/dev/null && mv a.manifest.xml kept.xml");
    static const char *const how[] = {"kept", "" NORWAY, ""};
    for (size_t i = 0; i < 3; i++) { /* by the manifest, by the proposal, by what the papers carry */
        char command[400];
        snprintf(command, sizeof command, "cp kept.xml b.manifest.xml; %s python3 mend.py a.zip b.zip 7rxf; " VERIFY "b.zip %s --programme zhejiang-2025",
                 i ? "rm b.manifest.xml;" : "", i ? how[i] : "");
        SHELL_EXPECT(command, 1, "的附件“", "[GE-17, 通用要求]", "99.其他.pdf”不是申报书附件清单中的附件", "“散放.pdf”不在任何文件夹中", "!scan of");
    }
    SHELL_EXPECT("python3 mend.py a.zip b.zip c; cp kept.xml b.manifest.xml; " VERIFY "b.zip", 1, "-附件/1.", "[package-changed]");
}

/* A clerk's own table, checked against the forms, in every programme that has one. */
static void summaries_of_other_programmes(void **state)
{
    (void)state;
    shell_succeeds(PACK "samples/most-2025/1.1*.xml --no-check -o m.zip 2>/dev/null; shenbao summary samples/most-2025/1.1*.xml --no-check -o 推荐项目清单.csv 2>/dev/null");
    SHELL_EXPECT(VERIFY "m.zip samples/most-2025/1.1*.xml --summary 推荐项目清单.csv", 0, "!GE-11");
    shell_succeeds("sed -i 's/198.00/190.00/' 推荐项目清单.csv");
    SHELL_EXPECT(VERIFY "m.zip samples/most-2025/1.1*.xml --summary 推荐项目清单.csv", 1, "汇总表第2行的申请国拨经费", "[GE-11, 通用要求]");
    shell_succeeds(PACK "samples/guangdong-2025/2-*.xml --no-check -o g.zip 2>/dev/null; python3 -c \"import zipfile; zipfile.ZipFile('g.zip', 'a').write('推荐项目清单.csv')\"");
    SHELL_EXPECT(VERIFY "g.zip samples/guangdong-2025/2-*.xml samples/guangdong-2025/3-*.xml", 1, "压缩包中没有“", "[GE-11, 通用要求]", "“推荐项目清单.csv”不在任何文件夹中");
}

/* --- what a batch has set --- */

static void a_batch(void **state)
{
    (void)state;
    shell_succeeds("mkdir in && cp " S "0[13]*.xml in && cp -r " S "pictures in && " EPOCH "shenbao batch in -o out -j1 2>/dev/null");
    shell_succeeds(PACK "out -o a.zip && " PACK "in -o b.zip && sed -i s/a.zip/b.zip/ a.manifest.xml && cmp a.zip b.zip && cmp a.manifest.xml b.manifest.xml");
    shell_succeeds("cp -r out forged && for f in forged/*/*.pdf; do printf ' ' >>$f; done; cp -r out unfinished && sed -i '$d' unfinished/manifest.jsonl");
    SHELL_EXPECT(PACK "forged -o c.zip", 1, "the file was changed since the batch wrote it", "[package-stale]", "proposals with errors: 2 of 2");
    SHELL_EXPECT(PACK "unfinished -o c.zip; test -e c.zip || echo none", 0, "[package-unfinished]", "none");
    shell_succeeds("sed -i 's|<industry>.*</industry>|<industry/>|' in/01*.xml; " EPOCH "shenbao batch in -o faulty -j1 2>/dev/null || true");
    SHELL_EXPECT(PACK "faulty -o c.zip", 1, "in/01-soec-hydrogen.xml: error: the batch has not set this proposal", "SD-101", "[package-not-set]", "1 of 2");
    shell_succeeds("cp " S "01*.xml in; " EPOCH "shenbao batch in -o form --form info -j1 2>/dev/null; " EPOCH "shenbao batch in -o draft --draft -j1 2>/dev/null");
    SHELL_EXPECT(PACK "form -o c.zip", 1, "this holds the form info alone", "[package-form]");
    SHELL_EXPECT(PACK "draft -o c.zip", 1, "this is a draft; set it without --draft", "[package-draft]");
}

/* A whole PDF that carries nothing, under the digest that the manifest wants. */
/* The day of the deadline: what the batch has refused goes along, in its place, and the manifest says that nobody has checked. */
static void a_batch_unchecked(void **state)
{
    (void)state;
    shell_succeeds("mkdir in && cp " S "0[13]*.xml in && cp -r " S "pictures in && sed -i 's|<industry>.*</industry>|<industry/>|' in/01*.xml && "
                   "shenbao sheet shandong-2025 in/01*.xml " S "04*.xml -o t.xlsx && cp " S "04*.xml in && " EPOCH
                   "shenbao batch in/01*.xml in/03*.xml 't.xlsx' --programme shandong-2025 -o out -j1 2>/dev/null || true");
    SHELL_EXPECT(PACK "out -o a.zip", 1, "[package-not-set]", "proposals with errors: 2 of 4");
    SHELL_EXPECT(PACK "out --no-check --numbering batch -o a.zip && LC_ALL=C.UTF-8 unzip -Z1 a.zip; grep -c 'source=\"t.xlsx' a.manifest.xml; grep -o 'checked=\"no\"' a.manifest.xml",
                 0, "/1.", "/2.", "/3.", "/4.", "\n2\n", "checked=\"no\"");
    shell_succeeds("rm t.xlsx");
    SHELL_EXPECT(PACK "out --no-check -o c.zip; test -e c.zip || echo none", 0, "t.xlsx", "[package-not-set]", "none");
}

static void a_batch_without_data(void **state)
{
    (void)state;
    shell_succeeds("mkdir in && cp " S "01*.xml in && " EPOCH "shenbao batch in -o out -j1 2>/dev/null; cd out && f=$(echo */1.*.pdf) && old=$(sha256sum \"$f\" | cut -c1-64) && "
                   "qpdf --remove-attachment=proposal.xml \"$f\" ../x.pdf && cp ../x.pdf \"$f\" && new=$(sha256sum \"$f\" | cut -c1-64) && sed -i s/$old/$new/ manifest.jsonl");
    SHELL_EXPECT(PACK "out -o c.zip", 1, "the PDF carries no proposal", "[package-no-data]");
}

/* --- archives of others --- */

#define PDF "pdf = open('x.pdf', 'rb').read()\n"
#define CLASS "多边科技合作/"

static int with_a_pdf(void **state)
{
    int failed = shell_set_up_samples(state);
    shell_succeeds(EPOCH "shenbao render --form trl " S "01*.xml -o y.pdf && qpdf --remove-attachment=proposal.xml --remove-attachment=record.json y.pdf x.pdf"); /* somebody else's */
    return failed;
}

/* body writes into z; findings are those of --verify with the summary beside. */
#define EXPECT_MADE(body, status, ...) \
    SHELL_EXPECT(PYTHON(PDF "z = zipfile.ZipFile('m.zip', 'w')\n" body "\nz.close()") VERIFY "--programme shandong-2025 --sealed x.pdf m.zip", status, __VA_ARGS__)

static void a_sound_one_by_hand(void **state)
{
    (void)state;
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf); z.writestr('港澳台地区/1.丙-丁.pdf', pdf); z.writestr('港澳台地区/2.戊-己.docx', 'x')", 0,
                "!error: ", "!warning: ", "[SD-019,", "m.zip[港澳台地区/2.戊-己.docx]: hint: this is neither a PDF nor a picture", "[package-other]");
}

/* Whoever receives a PDF called .docx cannot open it by a click; an archive without files was packed by mistake. */
static void endings_and_nothing(void **state)
{
    (void)state;
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.docx', pdf)", 1, "m.zip[" CLASS "1.甲-乙.docx]: error: this is a PDF, and its name says something else; let it end in .pdf [package-ending]");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.PDF', pdf)", 0, "![package-ending]");
    EXPECT_MADE("", 1, "m.zip: error: the archive holds no file [package-empty]");
}

static void folders(void **state)
{
    (void)state;
    EXPECT_MADE("z.writestr('一带一路共建国家/1.甲-乙.pdf', pdf)", 1, "m.zip[一带一路共建国家/1.甲-乙.pdf]: error: 文件夹“一带一路共建国家”不是合作国别、地区的名称", "[SD-015, 四（二）]");
    EXPECT_MADE("z.writestr('“一带一路”共建国家/1.甲-乙.pdf', pdf); z.writestr('“一带一路”共建国家/子/2.丙-丁.pdf', pdf)", 1, "文件夹““一带一路”共建国家/子”不是");
    EXPECT_MADE("z.writestr('1.甲-乙.pdf', pdf)", 1, "“1.甲-乙.pdf”不在任何文件夹中", "[SD-016,");
    EXPECT_MADE("z.writestr('报送/" CLASS "1.甲-乙.pdf', pdf); z.writestr('报送/港澳台地区/1.丙-丁.pdf', pdf)", 0, "warning: 各文件夹外面多套了一层文件夹“报送”", "!error: ");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.zip', 'x')", 1, "压缩包里还有压缩包“" CLASS "1.甲-乙.zip”", "[SD-017,");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf)", 0, "!SD-017");
    SHELL_EXPECT("cp m.zip n.zip; " VERIFY "--programme shandong-2025 --sealed x.pdf m.zip n.zip", 1, "报送的压缩包有2个");
}

static void names_of_others(void **state)
{
    (void)state;
    EXPECT_MADE("z.writestr('" CLASS "甲-乙.pdf', pdf); z.writestr('" CLASS "1、丙-丁.pdf', pdf)", 1,
                "文件名“甲-乙.pdf”不是“顺序号.项目名称-建议单位”：请改为如“1.项目名称-建议单位.pdf”", "文件名“1、丙-丁.pdf”不是");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf); z.writestr('" CLASS "1.丙-丁.pdf', pdf); z.writestr('" CLASS "4.戊-己.pdf', pdf)", 0,
                "warning: 顺序号1重复：" CLASS "1.丙-丁.pdf、" CLASS "1.甲-乙.pdf", "多边科技合作缺少顺序号2–3", "[SD-020,");
    EXPECT_MADE("z.writestr('" CLASS "1.甲:乙?-丙.pdf', pdf)", 1, "含有Windows文件名不允许的字符: ?", "请改为“1.甲：乙？-丙.pdf”", "[SD-021,");
    EXPECT_MADE("z.writestr('" CLASS "1.' + '氢' * 90 + '-丙.pdf', pdf)", 1, "长280字节，超过255字节", "[SD-021,");
    EXPECT_MADE("z.writestr('" CLASS "1.甲\\u202efdp-丙.pdf', pdf)", 1, "U+202E");
}

/* Chinese Windows stores GBK without a flag, old programs backslashes, macOS UTF-8 without a flag. */
static void encodings_of_others(void **state)
{
    (void)state;
#define RAW(name) "i = zipfile.ZipInfo('a'); i.filename = 'N' * len(" name ")\nz.writestr(i, pdf); z.close()\nb = open('m.zip', 'rb').read().replace(b'N' * len(" name "), " name "); open('m.zip', 'wb').write(b)\nz = zipfile.ZipFile('other.zip', 'w')"
    EXPECT_MADE(RAW("'港澳台地区/1.高温-大学.pdf'.encode('gbk')"), 1, "“港澳台地区/1.高温-大学.pdf”在压缩包中按GBK编码，没有UTF-8标记", "!SD-015", "!SD-018");
    EXPECT_MADE(RAW("'港澳台地区\\\\1.高温-大学.pdf'.encode('gbk')"), 1, "m.zip[港澳台地区/1.高温-大学.pdf]: error: “港澳台地区/1.高温-大学.pdf”含有Windows文件名不允许的字符\\", "!SD-015", "!SD-018");
    EXPECT_MADE(RAW("'港澳台地区/1.高温-大学.pdf'.encode()"), 1, "按UTF-8编码，没有UTF-8标记", "!SD-015");
}

/* What a computer leaves in folders by itself is no paper that anybody should rename, nor a folder beside the one around all. */
static void litter_is_no_paper(void **state)
{
    (void)state;
    EXPECT_MADE("[z.writestr(n, b'x') for n in ('.DS_Store', '__MACOSX/._1.pdf', '港澳台地区/Thumbs.db', '港澳台地区/~$1.docx')]; z.writestr('" CLASS "1.甲-乙.pdf', pdf)", 0,
                "m.zip[.DS_Store]: warning: the operating system or an office program left this file there", "m.zip[港澳台地区/~$1.docx]: warning",
                "m.zip[__MACOSX/._1.pdf]: warning", "[package-litter]", "!SD-015", "!SD-016", "!SD-018", "!error: ");
    EXPECT_MADE("z.writestr('__MACOSX/烟台/._汇总表.pdf', b'x'); z.writestr('烟台/汇总表.pdf', pdf); z.writestr('烟台/" CLASS "1.甲-乙.pdf', pdf)", 0,
                "各文件夹外面多套了一层文件夹“烟台”", "!没有指南建议汇总表", "!SD-016", "!SD-018");
    /* a class's own folder is not taken for one around all */
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf); z.writestr('" CLASS "旧/2.甲-乙.pdf', pdf)", 1, "!多套了一层文件夹", "SD-015");
}

static void dangerous_archives(void **state)
{
    (void)state;
    EXPECT_MADE("z.writestr('../1.甲-乙.pdf', pdf)", 1, "m.zip[../1.甲-乙.pdf]: error: this path leads out of the folder", "[package-outside]");
    EXPECT_MADE("z.writestr('/etc/passwd', pdf)", 1, "[package-outside]");
    EXPECT_MADE("i = zipfile.ZipInfo('" CLASS "1.甲-乙.pdf'); i.create_system = 3; i.external_attr = 0o120777 << 16; z.writestr(i, '/etc/passwd')", 1, "[package-link]");
    EXPECT_MADE("z.writestr('" CLASS "1.A-乙.pdf', pdf); z.writestr('" CLASS "1.a-乙.pdf', pdf)", 1, "capitals counting as small letters: " CLASS "1.A-乙.pdf", "[package-twice]");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', b'0' * (60 << 20), 8)", 1, "the file would unpack to more than 200 times its size", "[package-entry]");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', b'0' * (65 << 20))", 1, "the file is larger than 64 MiB");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', b'text')", 1, "the file is not a PDF");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf[:-2000])", 1, "the file is damaged; scan or export it again");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf, 14)", 1, "the file is packed in a way that few programs know");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf); z.close()\nb = bytearray(open('m.zip', 'rb').read()); b[3000] ^= 1; open('m.zip', 'wb').write(b)\nz = zipfile.ZipFile('other.zip', 'w')", 1,
                "the file is damaged or cut off in the archive");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf); z.close()\nb = bytearray(open('m.zip', 'rb').read()); b[6] |= 1; b[b.index(b'PK\\x01\\x02') + 8] |= 1; open('m.zip', 'wb').write(b)\nz = zipfile.ZipFile('other.zip', 'w')", 1,
                "the file is encrypted; pack it again without a password");
}

static void no_archives(void **state)
{
    (void)state;
    SHELL_EXPECT("head -c 5000 x.pdf >m.zip; " VERIFY "m.zip --programme shandong-2025", 2, "m.zip: error: this is no package to be judged: this is not a ZIP archive [zip-not-read]");
    SHELL_EXPECT(PYTHON(PDF "z = zipfile.ZipFile('w.zip', 'w'); z.writestr('a.pdf', pdf); z.close()") "head -c 3000 w.zip >m.zip; " VERIFY "m.zip --programme shandong-2025", 2, "the archive is cut off");
    SHELL_EXPECT("printf 'Rar!\\032\\007\\001\\000' >m.zip; " VERIFY "m.zip --programme shandong-2025", 2, "this is a RAR archive");
    SHELL_EXPECT(VERIFY "none.zip --programme shandong-2025", 2, "[file-open]");
    SHELL_EXPECT(VERIFY "w.zip --programme none", 2, "[pack-unknown]");
    SHELL_EXPECT("shenbao --lang zh pack --verify m.zip --programme shandong-2025", 2, "无法作为报送压缩包检查：这是 RAR 压缩包");
}

/* Against the proposals: another title, another unit, another class, a file too many and one that is missing. */
static void compared_with_proposals(void **state)
{
    (void)state;
    EXPECT_MADE("z.writestr('创新领先国家/1.高温固体氧化物电解制氢电堆研发-山东海岳氢能科技有限公司.pdf', pdf)", 0, "!error: ");
    SHELL_EXPECT(VERIFY "--sealed x.pdf m.zip " S "01*.xml", 1, "中的项目名称“高温固体氧化物电解制氢电堆研发”与信息表中的“高温固体氧化物电解制氢电堆联合研发”不一致");
#define MADE(names) PYTHON(PDF "z = zipfile.ZipFile('m.zip', 'w')\nfor n in " names ": z.writestr(n, pdf)\nz.close()")
    shell_succeeds(PACK S "01*.xml " S "02*.xml -o m.zip");
    SHELL_EXPECT(MADE("['创新领先国家/1.高温固体氧化物电解制氢电堆研发-山东海岳氢能科技有限公司.pdf', '港澳台地区/1.海上风电主轴承状态监测与智能诊断关键技术中日韩联合研发-烟台沧澜风电装备股份有限公司.pdf', '港澳台地区/2.别的-单位.pdf']")
                 VERIFY "--sealed x.pdf m.zip", 1,
                 "中的项目名称“高温固体氧化物电解制氢电堆研发”与信息表中的“高温固体氧化物电解制氢电堆联合研发”不一致", "[SD-019,",
                 "放在文件夹“港澳台地区”中，而其合作国别、地区是“多边科技合作”", "[SD-016,", "“港澳台地区/2.别的-单位.pdf”没有对应的申报数据", "[SD-023,", "[package-changed]");
    SHELL_EXPECT(MADE("['创新领先国家/1.高温固体氧化物电解制氢电堆联合研发-山东海岳.pdf']") VERIFY "--sealed x.pdf m.zip", 1,
                 "中的建议单位“山东海岳”与信息表中的“山东海岳氢能科技有限公司”不一致", "压缩包中没有“海上风电主轴承状态监测与智能诊断关键技术中日韩联合研发-烟台沧澜风电装备股份有限公司”的文件");
}

/* The forms carry their proposals: a wrong name, a wrong folder and a draft are seen without manifest and proposals. */
static void compared_with_their_own(void **state)
{
    (void)state;
    shell_succeeds(PACK S "01*.xml -o a.zip && unzip -q a.zip && mkdir 港澳台地区 && mv 创新领先国家/*.pdf 港澳台地区/1.别的-单位.pdf && " EPOCH "shenbao render --draft " S "02*.xml -o 港澳台地区/2.丙-丁.pdf 2>/dev/null");
    SHELL_EXPECT("python3 -c \"import zipfile; z = zipfile.ZipFile('m.zip', 'w'); [z.write('港澳台地区/' + n) for n in ('1.别的-单位.pdf', '2.丙-丁.pdf')]\"; " VERIFY "--sealed x.pdf --programme shandong-2025 m.zip", 1,
                 "中的项目名称“别的”与信息表中的“高温固体氧化物电解制氢电堆联合研发”不一致", "中的建议单位“单位”与", "放在文件夹“港澳台地区”中，而其合作国别、地区是“创新领先国家”",
                 "m.zip[港澳台地区/2.丙-丁.pdf]: error: this is a draft");
}

static void the_summary(void **state)
{
    (void)state;
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf)", 0, "!SD-022, 四（三）]: error");
    SHELL_EXPECT(VERIFY "--programme shandong-2025 m.zip", 1, "没有指南建议汇总表（附件3）", "[SD-022, 四（三）]");
    EXPECT_MADE("z.writestr('" CLASS "1.甲-乙.pdf', pdf); z.writestr('指南建议汇总表（盖章）.pdf', pdf)", 0, "!SD-016");
    SHELL_EXPECT(VERIFY "--programme shandong-2025 m.zip", 0, "汇总表“指南建议汇总表（盖章）.pdf”是否已加盖公章", "!error: ");
    SHELL_EXPECT("shenbao new --submission shandong-2025 -o s.xml; " VERIFY "--submission s.xml m.zip", 1, "汇总表“指南建议汇总表（盖章）.pdf”未注明已加盖公章");
}

#define PACKED(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)
#define JUDGED(f) cmocka_unit_test_setup_teardown(f, with_a_pdf, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PACKED(names_and_folders), PACKED(the_form_and_the_report_without_appendix), PACKED(the_same_twice), PACKED(verified_by_itself),
        PACKED(errors_stand), PACKED(what_cannot_be_packed), PACKED(numbers_are_kept), PACKED(numbers_across),
        PACKED(errors_across_stand), cmocka_unit_test_setup_teardown(the_summary_of_the_same, with_a_summary, shell_tear_down), cmocka_unit_test_setup_teardown(rows_that_differ, with_a_summary, shell_tear_down), cmocka_unit_test_setup_teardown(a_table_in_the_archive, with_a_summary, shell_tear_down),
         PACKED(numbers_of_the_submission), PACKED(long_and_forbidden_names), PACKED(names_without_numbers), PACKED(doubles), PACKED(other_programmes), PACKED(papers_of_the_recommender), PACKED(attachments_are_all_there),
        PACKED(summaries_of_other_programmes), PACKED(a_batch), PACKED(a_batch_unchecked), PACKED(a_batch_without_data),
        JUDGED(a_sound_one_by_hand), JUDGED(endings_and_nothing), JUDGED(folders), JUDGED(names_of_others), JUDGED(encodings_of_others), JUDGED(litter_is_no_paper), JUDGED(dangerous_archives),
        JUDGED(no_archives), JUDGED(compared_with_proposals), JUDGED(compared_with_their_own), JUDGED(the_summary),
    };
    return cmocka_run_group_tests_name("packages", tests, NULL, NULL);
}
