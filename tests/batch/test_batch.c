/* Many proposals at once: mixed inputs, the same bytes however the work is shared out, workers that fail, runs that are
 * interrupted anywhere, folders that are not ours. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "shell.h"

#define PARAGRAPH "<p>日本、德国、美国布局较早，已有百千瓦级系统示范，单堆连续运行超过2万小时。国内系统尚处于样机阶段。</p>"

static const char inputs[] = "IN='samples/shandong-2025 samples/most-2025/1.5-microalgae-protein.xml t.csv --programme shandong-2025'; ";

/* A table of two suggestions, one with an amount that is none and with numbers that name a person. */
static const char table[] =
    "序号,项目名称,建议人,联系电话,建议单位名称,项目计划总投入\n"
    "41,表中的第一项,张三,13800138000,山东某某大学,多\n"
    "42,表中的第二项,李四370102198001011234,0531-88881234,山东某某大学,12\n";

/* A proposal that takes seconds: one paragraph so many times. */
static void put_long(const char *name, size_t paragraphs)
{
    char *path = path_join(shell_folder, "samples/shandong-2025/01-soec-hydrogen.xml"), *text = read_text(path, NULL);
    const char *at = strstr(text, PARAGRAPH);
    struct buf b = {0};
    assert_non_null(at);
    buf_add(&b, text, (size_t)(at - text));
    for (size_t i = 0; i < paragraphs; i++)
        buf_puts(&b, PARAGRAPH);
    buf_puts(&b, at + strlen(PARAGRAPH));
    shell_put(name, b.data);
    buf_free(&b);
    free(text);
    free(path);
}

static int set_up(void **state)
{
    int failed = shell_set_up_samples(state);
    shell_put("t.csv", table);
    return failed;
}

/* The command's words after the inputs; what the shell writes must be `want`. */
static void batch(const char *script, int status, const char *want)
{
    struct buf b = {0};
    buf_puts(&b, inputs);
    buf_puts(&b, script);
    shell_assert_output(b.data, status, want);
    buf_free(&b);
}

/* A finding by its name in a file that the run wrote. */
static void says(const char *file, const char *name)
{
    char *path = path_join(shell_folder, file), *text = read_text(path, NULL);
    if (!text || !strstr(text, name))
        fail_msg("%s does not say %s", file, name);
    free(text);
    free(path);
}

/* --- what comes out --- */

static void mixed_inputs(void **state)
{
    (void)state;
    batch("shenbao batch $IN -o out 2>err; echo $?; tail -1 err; ls out | grep -v '^[^a-z]'; find out -type f -name '*.pdf' ! -path '*/notices/*' | wc -l; "
          "find out -type f ! -perm 600; find out -type d ! -perm 700; grep -c '\"source\"' out/manifest.jsonl",
          0,
          "1\nshenbao: hint: documents: 27 (without errors 6, with errors 21, failed 0); see out/index.html [batch-done]\n"
          "across.facts\nindex.html\nmanifest.jsonl\nnotices\nreport.csv\nreport.json\n8\n27\n");
    shell_assert_output("ls out/创新领先国家 | head -1; ls out/1.5", 0,
                        "1.高温固体氧化物电解制氢电堆联合研发-山东海岳氢能科技有限公司.pdf\n"
                        "25.食品加工副产物低碳培养微藻蛋白的关键机制与营养安全评价-黄海生物资源与过程研究所.pdf\n");
}

/* One proposal twice: found in both, also by the machine that merges, which has never seen them. */
static void rules_across_the_batch(void **state)
{
    (void)state;
    shell_assert_output("cp samples/shandong-2025/01*.xml a.xml; cp a.xml b.xml; shenbao batch a.xml b.xml -o out 2>err; echo $?; "
                        "grep -o '\\[SD-013' err; grep -c 'GE-13' out/report.json; grep -c GE-13 out/manifest.jsonl; ls out/notices | wc -l; "
                        "for i in 1 2; do shenbao batch a.xml b.xml -o s$i --shard $i/2 2>/dev/null; echo $?; done; "
                        "grep -c GE-13 s1/report.json; shenbao merge s1 s2 -o m 2>/dev/null; diff -r out m && echo same", 0,
                        "1\n[SD-013\n2\n0\n1\n0\n0\n0\nsame\n");
    SHELL_EXPECT("shenbao new --submission shandong-2025 -o s.xml; shenbao batch a.xml b.xml -o o2 --submission s.xml --answer-by 2025-04-30", 1,
                 "!没有报送信息", "s.xml:18: error: ", "[SD-013");
}

/* The one that stands among the inputs is taken, by those too that go on from a batch; of several none. */
static void the_submission_beside(void **state)
{
    (void)state;
    SHELL_EXPECT("mkdir in two; cp samples/shandong-2025/01*.xml in; cp -r samples/shandong-2025/pictures in; "
                 "cp samples/shandong-2025/submissions/city.xml in/submission.xml; shenbao batch in -o out", 0,
                 "in/submission.xml: hint: what belongs to the whole submission is taken from here", "[submission-taken]", "!没有报送信息");
    SHELL_EXPECT("shenbao batch in/*.xml -o o2", 0, "in/submission.xml: hint: what belongs", "documents: 1 (", "!没有报送信息");
    SHELL_EXPECT("shenbao pack out -o z.zip; cat z.manifest.xml", 0, "in/submission.xml: hint: what belongs", "<recommender>东海市科学技术局</recommender>");
    SHELL_EXPECT("sed 's/shandong-2025/most-2025/' in/submission.xml >submission.xml; cp in/01*.xml one.xml; cp -r in/pictures .; shenbao pack one.xml -o y.zip; cat y.manifest.xml", 0,
                 "submission.xml: hint: this submission is one of the programme most-2025 and is not used [submission-foreign]", "!东海市");
    SHELL_EXPECT("shenbao summary one.xml -o y.pdf", 0, "!submission-taken");
    SHELL_EXPECT("shenbao pack one.xml -o y.zip --submission submission.xml", 2, "[submission-other]");
    SHELL_EXPECT("rm submission.xml; shenbao check --together in/01*.xml", 0, "!没有报送信息");
    shell_assert_output("for i in 1 2; do shenbao batch in -o s$i --shard $i/2 2>/dev/null; done; shenbao merge s1 s2 -o m 2>/dev/null; diff -r out m && echo same", 0, "same\n");
    SHELL_EXPECT("cp in/submission.xml two/submission.xml; cp in/01*.xml two/2.xml; cp -r in/pictures two; shenbao batch in two -o o3", 1,
                 "none of them is read: in/submission.xml, two/submission.xml; name one with --submission [submission-several]", "没有报送信息");
    SHELL_EXPECT("shenbao batch in two -o o4 --submission two/submission.xml", 1, "!没有报送信息", "!submission-taken");
    SHELL_EXPECT("sed -i s,in/submission,two/submission, s2/manifest.jsonl; shenbao merge s1 s2 -o m2", 2, "made with another submission");
}

static void cells_are_named_and_persons_masked(void **state)
{
    (void)state;
    batch("shenbao batch t.csv --programme shandong-2025 -o out 2>/dev/null; grep -o 't.csv!F2' out/manifest.jsonl; "
          "cat out/manifest.jsonl out/report.* out/index.html | grep -c '13800138000\\|88881234\\|370102198001011234'",
          1, "t.csv!F2\n0\n");
    shell_assert_output("cp t.csv 13900139000.csv; shenbao batch 13900139000.csv --programme shandong-2025 -o named 2>/dev/null; "
                        "grep -o '139[^\"]*!F2' named/report.json | sort -u", 0, "139****9000.csv!F2\n");
}

/* What compares rows tells it at the cell, also when others have read the table. */
static void cells_of_findings_across(void **state)
{
    (void)state;
    shell_put("d.csv", "序号,项目名称,建议人,联系电话,建议单位名称\n1,同一个名称,张三,0531-88881234,甲大学\n2,同一个名称,李四,0531-88881235,乙学院\n"
                 "3,另一个名称,李四,0531-88881235,乙学院\n");
    shell_assert_output("I='d.csv --programme shandong-2025'; shenbao batch $I -o out 2>/dev/null; "
                        "grep -o '\"place\": \"[^\"]*\".*\"SD-01[01]\"' out/report.json | sed 's/, .*, / /'; "
                        "for i in 1 2; do shenbao batch $I -o s$i --shard $i/2 2>/dev/null; done; shenbao merge s1 s2 -o m 2>/dev/null; "
                        "diff -r out m && shenbao batch $I -o m --resume 2>/dev/null; diff -r out m && echo same", 0,
                        "\"place\": \"d.csv!B2\" \"rule\": \"SD-010\"\n\"place\": \"d.csv!B3\" \"rule\": \"SD-010\"\n"
                        "\"place\": \"d.csv!C3\" \"rule\": \"SD-011\"\n\"place\": \"d.csv!C4\" \"rule\": \"SD-011\"\nsame\n");
}

static void long_names_are_told(void **state)
{
    (void)state;
    shell_assert_output("cp -r samples/shandong-2025/pictures .; t=$(printf '氢%.0s' $(seq 90)); "
                        "sed \"s|高温固体氧化物电解制氢电堆联合研发|$t|g\" samples/shandong-2025/01*.xml >1.xml; shenbao batch 1.xml -o out --draft 2>/dev/null; "
                        "cp -r out again; shenbao batch 1.xml -o again --resume --draft 2>/dev/null; diff -r out again && echo same; "
                        "grep -o 'is longer than 255 bytes; in the folder the file is called 创新领先国家/1.氢.*氢…-山东海岳氢能科技有限公司.pdf' out/report.json | wc -l", 0, "same\n1\n");
    /* two tables count from 1, and have the same in it */
    shell_put("a.csv", "序号,项目名称,建议人,联系电话,建议单位名称\n1,同一个名称,张三,0531-88881234,甲大学\n");
    shell_assert_output("cp a.csv b.csv; for i in 1 2; do shenbao batch a.csv b.csv --programme shandong-2025 -o two --resume --draft 2>/dev/null; done; "
                        "LC_ALL=C ls two/_; "
                        "grep -o 'in the folder this one is called _/1.同一个名称-甲大学(2).pdf' two/report.json", 0,
                        "1.同一个名称-甲大学(2).pdf\n1.同一个名称-甲大学.pdf\nin the folder this one is called _/1.同一个名称-甲大学(2).pdf\n");
    says("out/manifest.jsonl", "batch-shortened");
    says("two/manifest.jsonl", "batch-copy");
}

static void others_may_read_when_asked(void **state)
{
    (void)state;
    batch("shenbao batch samples/shandong-2025/0[12]*.xml -o out --mode 640 2>/dev/null; "
          "find out -type f ! -perm 640 ! -name '*.facts'; find out -type d ! -perm 750; stat -c %a out/across.facts", 0, "600\n");
    SHELL_EXPECT("shenbao batch samples -o o2 --mode 777", 2, "--mode 777: write 600 640", "[batch-value]");
}

/* --- the same however the work is shared out --- */

static void workers_make_no_difference(void **state)
{
    (void)state;
    batch("shenbao batch $IN -o one -j1 2>/dev/null; shenbao batch $IN -o four -j4 2>/dev/null; diff -r one four && echo same", 0, "same\n");
}

static void shards_make_the_whole(void **state)
{
    (void)state;
    batch("shenbao batch $IN -o whole 2>/dev/null; for i in 1 2 3; do shenbao batch $IN -o s$i --shard $i/3 2>/dev/null; done; "
          "ls s1/*/*.pdf s2/*/*.pdf s3/*/*.pdf | wc -l; shenbao merge s3 s1 s2 -o m 2>/dev/null; echo $?; diff -r whole m && echo same",
          0, "8\n1\nsame\n");
    SHELL_EXPECT("shenbao merge s1 s2 -o m2", 2, "s1: error: ", "another number of shards", "[merge-shards]");
    SHELL_EXPECT("shenbao merge s1 s2 s2 -o m2", 2, "named twice");
    SHELL_EXPECT("shenbao merge s1 s2 s3 --strict -o m2", 2, "with other options");
    SHELL_EXPECT("ls m2", 2, "!manifest");
    SHELL_EXPECT("f=$(ls s2/*/*.pdf | head -1); echo >>$f; shenbao merge s1 s2 s3 -o m3", 2, "[merge-changed]", "make its shard again");
    SHELL_EXPECT("sed -i '$d' s3/manifest.jsonl; shenbao merge s1 s2 s3 -o m4", 2, "was not finished");
    SHELL_EXPECT("echo '{}' >s3/manifest.jsonl; shenbao merge s1 s2 s3 -o m4", 2, "[manifest-foreign]");
}

static void progress_is_told(void **state)
{
    (void)state;
    const char *end = strrchr(diag_msgid(DIAG_BATCH_PROGRESS), '}') + 1;
    assert_string_equal(end, " left");
    batch("shenbao batch $IN -o out 2>&1 >/dev/null | grep -c ' left$'; "
          "script -qec 'shenbao batch samples/shandong-2025/0[123]*.xml -o tty' /dev/null | grep -c '##\\] 3 of 3 (100 %), '", 0, "10\n1\n");
}

/* --- workers that fail --- */

/* The worker, the parent's only child, stands still with the first document before it: whatever else the machine does, that one
 * takes too long and the others have all the time they need. */
static void one_that_takes_too_long(void **state)
{
    (void)state;
    put_long("b.xml", 20000);
    shell_assert_output("shenbao batch b.xml samples/shandong-2025/0[12]*.xml -o out --timeout 12 -j1 >said 2>&1 & p=$!; "
                        "until w=$(cat /proc/$p/task/$p/children) && test -n \"$w\"; do sleep 0.05; done; kill -STOP $w; "
                        "wait $p; echo $?; tail -1 said; find out -name '*.pdf' | wc -l; ls -a out | grep -c '^.shen'", 1,
                        "1\nshenbao: hint: documents: 3 (without errors 2, with errors 0, failed 1); see out/index.html [batch-done]\n"
                        "2\n0\n");
    says("out/manifest.jsonl", "batch-timeout");
}

/* A comment takes memory and next to no time. */
static void put_large(const char *name)
{
    char *path = path_join(shell_folder, "samples/shandong-2025/01-soec-hydrogen.xml"), *text = read_text(path, NULL);
    const char *at = strstr(text, "<proposal");
    size_t one = 1000000;
    char *filler = malloc(one + 1);
    struct buf b = {0};
    assert_non_null(at);
    assert_non_null(filler);
    memset(filler, 'x', one);
    filler[one] = '\0';
    buf_add(&b, text, (size_t)(at - text));
    for (size_t i = 0; i < 60; i++)
        buf_printf(&b, "<!--%s-->\n", filler);
    buf_puts(&b, at);
    shell_put(name, b.data);
    buf_free(&b);
    free(filler);
    free(text);
    free(path);
}

static void one_that_eats_memory(void **state)
{
    (void)state;
    if (run_sanitized())
        skip(); /* a limit of memory is one of address space too */
    put_large("b.xml");
    shell_assert_output("shenbao batch b.xml samples/shandong-2025/0[23]*.xml -o out --max-memory 260 -j1 >/dev/null 2>&1; echo $?; "
                        "cp out/manifest.jsonl m; find out -name '*.pdf' | wc -l; "
                        "shenbao batch b.xml samples/shandong-2025/0[23]*.xml -o out --resume >/dev/null 2>&1; echo $?; "
                        "find out -name '*.pdf' | wc -l", 0, "1\n2\n0\n3\n");
    says("m", "batch-memory");
}

/* The worker is the parent's only child; it is killed in the middle of the long document. */
static void one_that_is_killed(void **state)
{
    (void)state;
    static const char script[] =
        "shenbao batch b.xml samples/shandong-2025/0[12]*.xml -o %s -j1 >/dev/null 2>&1 & p=$!; "
        "until w=$(cat /proc/$p/task/$p/children) && test -n \"$w\"; do sleep 0.05; done; sleep 0.5; kill -%s $w; "
        "wait $p; echo $?; find %s -name '*.pdf' | wc -l";
    put_long("b.xml", 100000);
    struct buf b = {0};
    buf_printf(&b, script, "k", "KILL", "k");
    shell_assert_output(b.data, 0, "1\n2\n");
    says("k/manifest.jsonl", "batch-killed");
    b.n = 0;
    buf_printf(&b, script, "s", "SEGV", "s");
    shell_assert_output(b.data, 0, "1\n2\n");
    says("s/manifest.jsonl", "batch-crashed");
    buf_free(&b);
}

/* --- interruptions --- */

/* The parent is killed after different times; each time the same command goes on. */
static void killed_anywhere(void **state)
{
    (void)state;
    static const char *const after[] = {"0.05", "0.2", "0.4", "0.7", "1.0", "1.6"}; /* [s] */
    batch("shenbao batch $IN -o whole 2>/dev/null || true", 0, "");
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) { /* a command each: on a busy machine all of them take long */
        struct buf b = {0};
        buf_printf(&b, "rm -rf out; timeout -s KILL %s shenbao batch $IN -o out 2>/dev/null; "
                       "find out -name '*.pdf' ! -path '*/.shenbao*' 2>/dev/null | while read f; do tail -c 6 \"$f\" | grep -q EOF || echo \"half: $f\"; done; "
                       "timeout -s KILL 0.5 shenbao batch $IN -o out --resume 2>/dev/null; "
                       "shenbao batch $IN -o out --resume 2>/dev/null; diff -r whole out", after[i]);
        batch(b.data, 0, "");
        buf_free(&b);
    }
}

static void a_signal_ends_it_cleanly(void **state)
{
    (void)state;
    put_long("b.xml", 100000);
    shell_assert_output("shenbao batch samples/shandong-2025/0[12]*.xml b.xml samples/shandong-2025/03*.xml -o out -j2 2>err & p=$!; "
                        "until grep -q 0[12]- out/manifest.partial.jsonl 2>/dev/null || test -s err; do sleep 0.1; done; sleep 1; "
                        "w=$(cat /proc/$p/task/$p/children); kill -TERM $p; wait $p; echo $?; "
                        "for i in $w; do kill -0 $i 2>/dev/null && echo alive; done; "
                        "find out -name '*.pdf' ! -path '*/.shenbao*' | wc -l; ls out/manifest.partial.jsonl", 0,
                        "2\n2\nout/manifest.partial.jsonl\n");
    says("err", "batch-stopped");
    SHELL_EXPECT("shenbao batch samples/shandong-2025/0[12]*.xml -o out", 2, "[store-earlier]", "--resume");
    shell_assert_output("I='samples/shandong-2025/0[123]*.xml'; shenbao batch $I -o out --resume 2>/dev/null; "
                        "shenbao batch $I -o whole 2>/dev/null; diff -r whole out && echo same", 0, "same\n");
}

static void only_what_changed_is_done_again(void **state)
{
    (void)state;
    shell_assert_output("mkdir in; cp samples/shandong-2025/0[1235]*.xml in; cp -r samples/shandong-2025/pictures in; "
                        "shenbao batch in -o out 2>/dev/null; cp -a out kept; touch -d 2001-01-01 out/*/*.pdf; "
                        "shenbao batch in -o out --resume 2>/dev/null; find out -name '*.pdf' -newermt 2002-01-01; "
                        "sed -i 's/<title>高温/<title>中温/' in/01*.xml; "
                        "shenbao batch in -o out --resume 2>/dev/null; find out -name '*.pdf' -newermt 2002-01-01 | sed 's/.*\\///'", 0,
                        "1.中温固体氧化物电解制氢电堆联合研发-山东海岳氢能科技有限公司.pdf\n");
    shell_assert_output("touch -d 2001-01-01 out/*/*.pdf; p=in/$(grep -o 'src=\"[^\"]*' in/02*.xml | head -1 | cut -c6-); echo >>$p; "
                        "shenbao batch in -o out --resume 2>/dev/null; find out -name '*.pdf' -newermt 2002-01-01 | sed 's/.*\\///'", 0,
                        "2.海上风电主轴承状态监测与智能诊断关键技术中日韩联合研发-烟台沧澜风电装备股份有限公司.pdf\n");
    shell_assert_output("shenbao batch in -o whole 2>/dev/null; diff -r whole out && echo same; "
                        "shenbao batch in -o out --resume --as-of 2025-01-02 2>/dev/null; find out -name '*.pdf' -not -newermt 2002-01-01", 0,
                        "same\n");
}

/* Documents that go and come move the numbers of all behind them: files change their names among each other. */
static void names_move_along(void **state)
{
    (void)state;
    shell_assert_output("mkdir in; for i in b c d e; do cp samples/shandong-2025/01*.xml in/$i.xml; done; shenbao batch in -o out 2>/dev/null; "
                        "cp samples/shandong-2025/01*.xml in/a.xml; rm in/d.xml; shenbao batch in -o out --resume 2>/dev/null; "
                        "shenbao batch in -o whole 2>/dev/null; diff -r whole out && find out -name '[0-9]*.pdf' | wc -l; "
                        "rm in/[abc].xml; shenbao batch in -o out --resume 2>/dev/null; rm -r whole; shenbao batch in -o whole 2>/dev/null; "
                        "diff -r whole out && find out -name '[0-9]*.pdf' | wc -l", 0, "4\n1\n");
    SHELL_EXPECT("sed 's/<title>/<title>新/' in/e.xml >in/x.xml; rm in/e.xml; for f in out/*/*.pdf; do echo mine >>$f; done; "
                 "shenbao batch in -o out --resume", 0, "[store-changed]", "left where it is");
}

/* What could not be read at all is told where it was asked for, not in the report alone, and is nobody's to be sent back. */
static void what_failed_is_told(void **state)
{
    (void)state;
    shell_succeeds("printf '项目名称,建议人\\n' >e.csv");
    SHELL_EXPECT("shenbao batch e.csv --programme shandong-2025 -o f; echo \"status $?\"", 0, "[sheet-no-rows]", "failed 1", "status 1", "!notice-no-unit");
}

/* The second document takes long; the worker stands still at it while the first is changed. */
static void an_input_that_changes_is_noticed(void **state)
{
    (void)state;
    put_long("b.xml", 10000);
    shell_assert_output("cp samples/shandong-2025/03*.xml a.xml; "
                        "shenbao batch a.xml b.xml -o out -j1 2>err & p=$!; until test -e out/.shenbao-batch/0.pdf || ! kill -0 $p; do sleep 0.05; done; sleep 0.3; "
                        "w=$(cat /proc/$p/task/$p/children); kill -STOP $w; sed -i 's/<title>/<title>新/' a.xml; kill -CONT $w; wait $p; echo $?; "
                        "grep -o 'a.xml: error: the file was changed while' err; "
                        "shenbao batch a.xml b.xml -o out --resume 2>/dev/null; echo $?; ls out/*/1.新*.pdf | wc -l", 0,
                        "1\na.xml: error: the file was changed while\n0\n1\n");
    says("err", "batch-changed");
}

/* --- folders --- */

static void folders_of_others_are_refused(void **state)
{
    (void)state;
    SHELL_EXPECT("mkdir o; echo x >o/mine.txt; shenbao batch samples/shandong-2025/01*.xml -o o; s=$?; ls -a o; exit $s", 2,
                 "[store-foreign]", "choose another one", "mine.txt", "!.shenbao");
    SHELL_EXPECT("shenbao batch samples/shandong-2025/01*.xml -o o --resume", 2, "[store-foreign]");
    SHELL_EXPECT("echo x >f; shenbao batch samples/shandong-2025/01*.xml -o f", 2, "f: a part of the path is not a folder");
    SHELL_EXPECT("shenbao batch samples/shandong-2025/01*.xml -o no/such", 2, "no such file or folder");
    SHELL_EXPECT("shenbao batch samples/shandong-2025/01*.xml -o /proc/batch", 2, "cannot write /proc/batch");
    SHELL_EXPECT("shenbao batch samples/shandong-2025/01*.xml", 2, "batch needs -o DIR");
    shell_succeeds("mkdir empty; shenbao batch samples/shandong-2025/01*.xml -o empty");
}

static void a_file_of_anothers_is_not_overwritten(void **state)
{
    (void)state;
    SHELL_EXPECT("I=samples/shandong-2025/02*.xml; shenbao batch $I -o out; n=$(basename out/*/1.*.pdf); d=$(basename $(dirname out/*/1.*.pdf)); "
                 "mkdir -p o2/$d; shenbao batch samples/shandong-2025/01*.xml -o o2 2>/dev/null; rm -rf o2; "
                 "shenbao batch samples/shandong-2025/01*.xml -o o2; mkdir -p o2/$d; echo mine >o2/$d/$n; "
                 "shenbao batch $I -o o2 --resume; s=$?; cat o2/$d/$n; grep -o store-taken o2/manifest.jsonl; exit $s", 1, "mine", "store-taken");
}

/* Root may write everywhere but for its capabilities; as somebody else it may not even read where it built. Of rows that were never
 * reached nothing is said. */
#define BOUND "R=$(test $(id -u) -ne 0 || echo setpriv --bounding-set -dac_override,-dac_read_search); "
static void a_read_only_folder_is_said(void **state)
{
    (void)state;
    static const char *const commands[] = {
        "batch $P -o ro", "batch $P -o ro/out", "import $T -o ro", "summary $P --no-check -o ro/s.xlsx", "summary $P --no-check -o ro/s.pdf",
        "summary $P --no-check -o ro/s.csv", "pack $P --no-check -o ro/p.zip", "sheet shandong-2025 -o ro/w.xlsx",
        "check --format sheet $T -o ro/m.xlsx", "new --submission shandong-2025 -o ro/submission.xml", "render $P -o ro/p.pdf",
    };
    shell_succeeds("mkdir ro in; cp samples/shandong-2025/01*.xml in/p.xml; "
                   "shenbao sheet shandong-2025 samples/shandong-2025/0[134]*.xml -o in/t.xlsx; chmod 555 ro");
    char *written = shell_output(BOUND "$R touch ro/x 2>/dev/null && echo ro/x; true", 0);
    bool unbound = *written;
    free(written);
    if (unbound)
        skip(); /* who runs this can't give up what root may */
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char command[512];
        snprintf(command, sizeof command, BOUND "P=in/p.xml T='in/t.xlsx --programme shandong-2025'; $R shenbao %s; s=$?; echo left $(ls -A ro); exit $s", commands[i]);
        SHELL_EXPECT(command, 2, "cannot write ro", "permission denied", "left\n", "!sheet-key");
    }
}

static void two_do_not_work_in_one_folder(void **state)
{
    (void)state;
    put_long("b.xml", 60000);
    SHELL_EXPECT("shenbao batch b.xml -o out -j1 2>/dev/null & p=$!; until test -s out/manifest.partial.jsonl; do sleep 0.1; done; "
                 "shenbao batch b.xml -o out --resume; s=$?; kill $p; wait $p; exit $s", 2, "[store-busy]", "wait for its end");
}

/* What a killed run leaves holds the folder for a moment longer. */
static void the_last_of_a_killed_run_are_waited_for(void **state)
{
    (void)state;
    SHELL_EXPECT("mkdir -p out/.shenbao-batch; flock out/.shenbao-batch/lock sh -c 'echo >held; sleep 1' & until test -e held; do sleep 0.02; done; "
                 "shenbao batch samples/shandong-2025/01*.xml -o out; s=$?; wait; exit $s", 0, "[batch-done]", "!store-busy");
}

/* A limit of the size of files stands in for a full disk. */
static void a_full_disk_stops_it(void **state)
{
    (void)state;
    SHELL_EXPECT("I='samples/shandong-2025/0[123]*.xml'; (ulimit -f 100; shenbao batch $I -o out)", 2, "larger than this system allows", "[file-write]");
    shell_assert_output("I='samples/shandong-2025/0[123]*.xml'; find out -name '*.pdf' ! -path '*/.shen*'; "
                        "shenbao batch $I -o out --resume 2>/dev/null; shenbao batch $I -o whole 2>/dev/null; diff -r whole out && echo same", 0,
                        "same\n");
}

static void what_cannot_be_read_is_a_row(void **state)
{
    (void)state;
    shell_put("broken.xml", "<proposal");
    shell_put("other.xml", "<proposal xmlns='urn:shenbao:proposal' programme='nowhere-1999'/>");
    shell_put("bad.xlsx", "PK\3\4 cut off");
    shell_assert_output("mkdir empty; shenbao batch broken.xml other.xml bad.xlsx missing.xml empty samples/shandong-2025/01*.xml -o out "
                        "--programme shandong-2025 2>&1 | tail -1; "
                        "for n in xml- pack-unknown sheet-archive file-open input-none; do grep -c \"\\\"$n\" out/manifest.jsonl; done; true", 0,
                        "shenbao: hint: documents: 6 (without errors 1, with errors 0, failed 5); see out/index.html [batch-done]\n"
                        "1\n1\n1\n1\n1\n");
    SHELL_EXPECT("shenbao batch t.csv -o o2; s=$?; test ! -e o2 && exit $s", 2, "[input-programme]");
}

static void options_are_checked(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao batch x -o o -j 0", 2, "-j 0: write 1-256");
    SHELL_EXPECT("shenbao batch x -o o --timeout long", 2, "--timeout long: write 1-86400");
    SHELL_EXPECT("shenbao batch x -o o --max-memory -5", 2, "--max-memory -5");
    SHELL_EXPECT("shenbao batch x -o o --shard 4/3", 2, "--shard 4/3: write 1/3");
    SHELL_EXPECT("shenbao batch x -o o --shard 1", 2, "--shard 1: write 1/3");
    SHELL_EXPECT("shenbao batch samples/shandong-2025/01*.xml --form none -o o; grep -o unknown-form o/manifest.jsonl", 0, "unknown-form");
    SHELL_EXPECT("ulimit -u 0; shenbao batch samples/shandong-2025/01*.xml -o o3 || test $? = 2 && echo fine", 0, "fine");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(mixed_inputs), TEST(rules_across_the_batch), TEST(the_submission_beside), TEST(cells_are_named_and_persons_masked), TEST(cells_of_findings_across), TEST(long_names_are_told),
        TEST(others_may_read_when_asked), TEST(workers_make_no_difference),
        TEST(shards_make_the_whole), TEST(progress_is_told), TEST(one_that_takes_too_long), TEST(one_that_eats_memory),
        TEST(one_that_is_killed), TEST(killed_anywhere), TEST(a_signal_ends_it_cleanly), TEST(only_what_changed_is_done_again),
        TEST(names_move_along), TEST(what_failed_is_told), TEST(an_input_that_changes_is_noticed), TEST(folders_of_others_are_refused),
        TEST(a_file_of_anothers_is_not_overwritten), TEST(a_read_only_folder_is_said), TEST(two_do_not_work_in_one_folder), TEST(the_last_of_a_killed_run_are_waited_for),
        TEST(a_full_disk_stops_it),
        TEST(what_cannot_be_read_is_a_row), TEST(options_are_checked),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
