/* What a PDF carries: put in by render, taken out by extract, and what extract says of files that are not ours. */
#include "test.h"

#include <glob.h>
#include <string.h>

#include "base/buf.h"
#include "shell.h"

#define SAMPLE "samples/shandong-2025/01-soec-hydrogen.xml"

static void run(const char *format, const char *a, const char *b)
{
    struct buf command = {0};
    buf_printf(&command, format, a, b);
    shell_succeeds(command.data);
    buf_free(&command);
}

static void every_sample_comes_back(void **state)
{
    (void)state;
    glob_t found;
    char *pattern = path_join(shell_folder, "samples/*/*.xml");
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 33);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        run("shenbao render '%s' -o p.pdf 2>said || { cat said >&2; exit 1; }", found.gl_pathv[i], "");
        run("shenbao extract p.pdf -o again.xml && cmp again.xml '%s' && rm again.xml", found.gl_pathv[i], "");
    }
    globfree(&found);
    free(pattern);
}

static void what_it_carries(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " -o p.pdf 2>said");
    shell_assert_output("shenbao extract --list p.pdf | cut -f 1,3,4", 0,
                        "findings.svrl\tData\tapplication/xml\nproposal.xml\tSource\tapplication/xml\n"
                        "record.json\tSupplement\tapplication/json\n");
    shell_assert_output("shenbao extract p.pdf --all out && ls out", 0, "findings.svrl\nproposal.xml\nrecord.json\n");
    shell_succeeds("cmp out/proposal.xml " SAMPLE);
    shell_succeeds("shenbao extract p.pdf --all out"); /* what is there already is the same */
    shell_assert_output("qpdf --json --json-key=attachments p.pdf | grep -c preferredname", 0, "3\n");
    run("python3 -c 'import json, jsonschema; s = json.load(open(\"%s/docs/record.schema.json\")); "
        "jsonschema.Draft202012Validator.check_schema(s); jsonschema.validate(json.load(open(\"out/record.json\")), s)'",
        source_folder(), "");
    /* the findings are those of check, with the file's own name */
    shell_succeeds("cd samples/shandong-2025 && shenbao --lang zh check --format svrl 01-soec-hydrogen.xml | cmp - \"$OLDPWD\"/out/findings.svrl");
    shell_assert_output("sha256sum < out/proposal.xml | cut -c 1-64 | grep -c -f - out/record.json", 0, "1\n");
}

/* With a second processor another process checks, and threads help. Nothing may show that, whatever is wrong, nor that there can be
 * neither (which root is not kept from). */
static void processors_make_no_difference(void **state)
{
    (void)state;
    static const char *const commands[] = {
        "render " SAMPLE " -o $o.pdf", "render bad.xml -o $o.pdf", "render bad.xml --draft -o $o.pdf", "render " SAMPLE " --emit fo -o $o.pdf",
        "render bad.xml --draft --emit areas -o $o.pdf", "render broken.xml -o $o.pdf", "render odd.xml -o $o.pdf", "verify good.pdf",
        "verify draft.pdf",
    };
    shell_succeeds("sed 's#<title>[^<]*#<title>#' " SAMPLE " >bad.xml && head -c 999 " SAMPLE " >broken.xml && "
                   "sed 's#shandong-2025#atlantis-2025#' " SAMPLE " >odd.xml && shenbao render " SAMPLE " -o good.pdf 2>said && "
                   "shenbao render bad.xml --draft -o draft.pdf 2>said && grep -q error: said");
    static const char *const hows[] = {ALONE, "ulimit -u 0; exec "};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        run("rm -f a.*; o=a; shenbao %s%s >a.out 2>a.err; echo $? >>a.err", commands[i], "");
        for (size_t k = 0; k < sizeof hows / sizeof *hows; k++) {
            run("rm -f b.*; o=b; (%s shenbao %s) >b.out 2>b.err; echo $? >>b.err", hows[k], commands[i]);
            shell_succeeds("cmp a.out b.out && cmp a.err b.err && if [ -e a.pdf ]; then cmp a.pdf b.pdf; else test ! -e b.pdf; fi");
        }
    }
}

static void profiles_without_attachments(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --pdf pdfa-1b -o b.pdf 2>said && shenbao render " SAMPLE " --pdf pdfa-2u -o u.pdf 2>said");
    SHELL_EXPECT("shenbao --lang en extract b.pdf", 2, "b.pdf: error: this PDF carries no proposal");
    SHELL_EXPECT("shenbao --lang en extract u.pdf", 2, "carries no proposal", "[form-no-data]");
}

static void unchecked_has_no_findings(void **state)
{
    (void)state;
    shell_assert_output("shenbao render " SAMPLE " --no-check -o p.pdf && shenbao extract --list p.pdf | cut -f 1", 0,
                        "proposal.xml\nrecord.json\n");
}

/* The code in record.json stands at the foot of each page that is not the blank back of another, and with the digest in the
 * QR code of the first, as a scanner of 200 dpi sees it. */
static void pages_have_the_code(void **state)
{
    (void)state;
    static const char *const samples[] = {SAMPLE, "samples/most-2025/1.7-home-monitoring.xml", "samples/zhejiang-2025/*base*.xml",
                                          "samples/guangdong-2025/1-nz*.xml"};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        run("rm -rf out page*; shenbao render $(ls %s | head -1) -o p.pdf 2>said && shenbao extract p.pdf --all out && "
            "grep -o '\"code\": \"[^\"]*' out/record.json | cut -d '\"' -f 4 > code && "
            "grep -o '\"canonical\": \"[^\"]*' out/record.json | cut -d '\"' -f 4 | tr a-f A-F > digest", samples[i], "");
        shell_succeeds("n=$(pdfinfo p.pdf | awk '/^Pages/ {print $2}') && test $n -gt 1 && for i in $(seq $n); do "
                       "pdftotext -f $i -l $i p.pdf page; grep -q '[^[:space:]]' page || continue; "
                       "grep -qF \"$(cat code)\" page || { echo page $i >&2; exit 1; }; done");
        shell_succeeds("pdftoppm -r 200 -l 1 -png p.pdf page && zbarimg -q --raw page*.png > read 2>said; "
                       "sed -n 4p read | cmp - code && sed -n 5p read | cmp - digest && test $(wc -l < read) = 5");
    }
}

static void what_is_there_is_not_overwritten(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " -o p.pdf 2>said && echo mine > mine.xml");
    SHELL_EXPECT("shenbao --lang en extract p.pdf -o mine.xml", 2, "mine.xml exists and has content");
    shell_assert_output("cat mine.xml", 0, "mine\n");
}

static void files_of_others(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --no-check -o p.pdf && echo other > other");
    /* saved again: still there */
    shell_succeeds("qpdf --object-streams=generate p.pdf saved.pdf && shenbao extract saved.pdf | cmp - " SAMPLE);
    /* printed: gone */
    shell_succeeds("pdftocairo -pdf p.pdf printed.pdf");
    SHELL_EXPECT("shenbao --lang en extract printed.pdf", 2, "carries no proposal");
    /* other data */
    shell_succeeds("qpdf printed.pdf --add-attachment other --key=a -- others.pdf");
    SHELL_EXPECT("shenbao --lang en extract others.pdf", 2, "carries no proposal");
    shell_assert_output("shenbao extract others.pdf --list | cut -f 1,2", 0, "other\t6\n");
    /* a name that climbs */
    shell_succeeds("qpdf printed.pdf --add-attachment other --key=a --filename=../../climbs -- climbs.pdf && mkdir -p x/y/z");
    shell_assert_output("cd x/y && shenbao extract ../../climbs.pdf --all z && ls z && ls . && ls ..", 0,
                        "．.／..／climbs\nz\ny\n");
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --no-check -o p.pdf");
    shell_succeeds("qpdf --encrypt secret secret 256 -- p.pdf locked.pdf && head -c 20000 p.pdf > cut.pdf && : > empty.pdf");
    SHELL_EXPECT("shenbao --lang en extract locked.pdf", 2, "locked.pdf: error: the file is encrypted");
    SHELL_EXPECT("shenbao --lang en extract cut.pdf", 2, "cut.pdf: error: the file is damaged");
    SHELL_EXPECT("shenbao --lang en extract empty.pdf", 2, "empty.pdf: error: the file is empty");
    SHELL_EXPECT("shenbao --lang en extract " SAMPLE, 2, "the file is not a PDF; save it as PDF [form-state]");
    SHELL_EXPECT("shenbao --lang en extract none.pdf", 2, "none.pdf");
    SHELL_EXPECT("shenbao --lang en extract p.pdf -o /dev/full", 2, "/dev/full");
    SHELL_EXPECT("shenbao --lang en render " SAMPLE " --no-check -o /dev/full", 2, "/dev/full");
    SHELL_EXPECT("shenbao --lang en verify locked.pdf", 2, "locked.pdf: error: the file is encrypted");
    SHELL_EXPECT("shenbao --lang en verify cut.pdf", 2, "cut.pdf: error: the file is damaged");
    SHELL_EXPECT("shenbao --lang en verify empty.pdf", 2, "empty.pdf: error: the file is empty");
}

/* 200 MB of zeros deflate to 200 KB; what the file says of its length is not believed either. */
static void bombs(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --no-check -o p.pdf && head -c 200000000 /dev/zero > zeros && "
                   "qpdf p.pdf --remove-attachment=proposal.xml -- less.pdf && "
                   "qpdf less.pdf --add-attachment zeros --filename=proposal.xml --key=proposal.xml -- bomb.pdf");
    setenv("LIMIT", run_sanitized() ? "unlimited" : "800000", 1);
    SHELL_EXPECT("ulimit -v $LIMIT; shenbao --lang en extract bomb.pdf -o bomb.xml", 2, "bomb.pdf: error: the file proposal.xml in this PDF is damaged or too large", "[form-file]");
    shell_succeeds("test ! -e bomb.xml && qpdf --qdf --object-streams=disable p.pdf plain.pdf && "
                   "sed -E 's:/Length [0-9]+ 0 R:/Length 5368709120:' plain.pdf | fix-qdf > long.pdf");
    SHELL_EXPECT("ulimit -v $LIMIT; shenbao --lang en extract long.pdf", 2, "long.pdf: error: the file");
    SHELL_EXPECT("ulimit -v $LIMIT; shenbao --lang en verify long.pdf", 2, "long.pdf: error: the file");
    SHELL_EXPECT("ulimit -v $LIMIT; shenbao --lang en verify bomb.pdf", 2, "bomb.pdf: error: the file proposal.xml in this PDF is damaged or too large");
}

/* --- verify --- */

#define LAB "samples/most-2025/1.7-home-monitoring.xml"
#define VERIFY "shenbao --lang en verify --papers samples/most-2025 "

static void what_was_made_is_unchanged(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " LAB " -o p.pdf 2>said && shenbao render " SAMPLE " --form info --no-check -o info.pdf && "
                   "shenbao render " SAMPLE " --draft --as-of 2026-01-01 -o draft.pdf 2>said");
    SHELL_EXPECT(VERIFY "p.pdf", 0, "p.pdf: hint: unchanged", "[verify-unchanged]", "!error");
    SHELL_EXPECT("SOURCE_DATE_EPOCH=1 " VERIFY "info.pdf", 0, "[verify-unchanged]"); /* the record has the clock */
    SHELL_EXPECT("env -u SOURCE_DATE_EPOCH " VERIFY "draft.pdf", 0, "[verify-unchanged]");
}

/* One of a batch has pictures, the forms that are handed in, and findings of its own. */
static void what_a_batch_made_is_unchanged(void **state)
{
    (void)state;
    shell_succeeds("shenbao batch samples/shandong-2025/02*.xml " LAB " -o out >/dev/null 2>said; find out -name '*.pdf' | wc -l | grep -qx 2");
    shell_succeeds("find out/[^国0-9]*/ -name '*.pdf' -exec cp {} b.pdf \\; && shenbao extract b.pdf | cmp - samples/shandong-2025/02*.xml");
    SHELL_EXPECT("shenbao --lang en verify --papers samples/shandong-2025 b.pdf", 0, "[verify-unchanged]");
    SHELL_EXPECT("shenbao --lang en verify b.pdf", 2, "[verify-paper]");
}

static void saved_again(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " LAB " -o p.pdf 2>said && qpdf --object-streams=disable --normalize-content=n p.pdf s.pdf");
    SHELL_EXPECT(VERIFY "s.pdf", 0, "s.pdf: warning: saved again", "[verify-resaved]", "!error");
    shell_succeeds("pdftocairo -pdf p.pdf printed.pdf");
    SHELL_EXPECT(VERIFY "printed.pdf", 2, "[form-no-data]");
}

/* Of 8 pages or more: one removed, one put in, one exchanged, two changed places; one whose content was edited. */
static void pages_that_differ(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " LAB " -o p.pdf 2>said && qpdf p.pdf --pages . 1-4,6-z -- out.pdf && "
                   "qpdf p.pdf --pages . 1-4,2,5-z -- in.pdf && qpdf p.pdf --pages . 1-4,2,6-z -- other.pdf && "
                   "qpdf p.pdf --pages . 1-3,6,4,5,7-z -- moved.pdf && qpdf p.pdf --pages . 1-3,1,2,6-z -- others.pdf && "
                   "qpdf p.pdf --pages . 1,2,5,4,3,7-z -- exchanged.pdf");
    SHELL_EXPECT(VERIFY "out.pdf", 1, "error: page 5 of the", "[verify-page-missing]", "!verify-page-added", "!verify-page-other");
    SHELL_EXPECT(VERIFY "in.pdf", 1, "error: page 5 was added", "[verify-page-added]", "!verify-page-missing", "!verify-page-other");
    SHELL_EXPECT(VERIFY "other.pdf", 1, "error: page 5 is not what was made as page 5", "[verify-page-other]", "!verify-page-missing", "!verify-text-same");
    SHELL_EXPECT(VERIFY "moved.pdf", 1, "error: page 4 was made as page 6", "[verify-page-moved]", "!verify-page-missing", "!verify-page-added");
    SHELL_EXPECT(VERIFY "others.pdf", 1, "error: pages 4 to 5 are not what was made as pages 4 to 5", "[verify-pages-other]", "!verify-page-missing", "!verify-page-moved");
    SHELL_EXPECT(VERIFY "exchanged.pdf", 1, "page 3 was made as page 5", "page 6 of the", "!verify-page-added");
    shell_succeeds("qpdf --qdf --object-streams=disable p.pdf q.pdf && sed '0,/^1 0 0 1 [0-9.]* [0-9.]* Tm$/s//1 0 0 1 99 99 Tm/' q.pdf | "
                   "fix-qdf > edited.pdf && ! cmp -s q.pdf edited.pdf");
    SHELL_EXPECT(VERIFY "edited.pdf", 1, "[verify-pages-other]");
    /* A program that writes each page anew leaves what they say. */
    shell_succeeds("mutool clean -gz p.pdf cleaned.pdf 2>said");
    SHELL_EXPECT(VERIFY "cleaned.pdf", 1, "[verify-pages-other]", "[verify-text-same]");
}

/* Pages that are as made, in a file that does something else with them. */
static void what_acts_is_told(void **state)
{
    static const char *const put_in[][3] = {
        {"/Type /Catalog", "/OpenAction << /S /JavaScript /JS (app.alert) >>", "(OpenAction)"},
        {"/Type /Catalog", "/OCProperties << /OCGs [] /D << >> >>", "(OCProperties)"},
        {"/Subtype /Widget", "/AA << /Fo << /S /JavaScript /JS (app.alert) >> >>", "(AA"},
        {"/Type /Page", "/AA << /O << /S /Launch /F (x) >> >>", "(AA"},
    };
    (void)state;
    shell_succeeds("shenbao render " LAB " -o p.pdf 2>said && qpdf --qdf --normalize-content=n --object-streams=disable p.pdf q.pdf");
    SHELL_EXPECT(VERIFY "q.pdf", 0, "[verify-resaved]", "!verify-acts");
    for (size_t i = 0; i < sizeof put_in / sizeof *put_in; i++) {
        struct buf b = {0};
        buf_printf(&b, "sed 's|^  %s$|& %s|' q.pdf | fix-qdf > acts.pdf && ! cmp -s q.pdf acts.pdf", put_in[i][0], put_in[i][1]);
        shell_succeeds(b.data);
        SHELL_EXPECT(VERIFY "acts.pdf", 1, put_in[i][2], "[verify-acts]", "!verify-page", "!verify-resaved");
        buf_free(&b);
    }
}

static void data_that_differs(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " -o p.pdf 2>said && shenbao extract p.pdf --all out && sed 's/2400/2500/' out/proposal.xml > proposal.xml && "
                   "! cmp -s out/proposal.xml proposal.xml && echo '<a/>' > findings.svrl && echo note > note");
    shell_succeeds("qpdf p.pdf --remove-attachment=proposal.xml -- less.pdf && qpdf less.pdf --add-attachment proposal.xml -- data.pdf && "
                   "qpdf p.pdf --remove-attachment=findings.svrl -- gone.pdf && "
                   "qpdf gone.pdf --add-attachment findings.svrl -- findings.pdf && qpdf p.pdf --add-attachment note -- note.pdf && "
                   "qpdf p.pdf --remove-attachment=record.json -- record.pdf");
    SHELL_EXPECT("shenbao --lang en extract data.pdf -o got.xml; cmp got.xml proposal.xml", 0, "data.pdf: warning: the proposal in it is not the one", "[extract-changed]");
    SHELL_EXPECT("shenbao --lang en extract p.pdf -o got2.xml", 0, "!extract-changed");
    SHELL_EXPECT(VERIFY "data.pdf", 1, "data.pdf: error: the proposal in it was changed", "[verify-data]");
    SHELL_EXPECT(VERIFY "gone.pdf", 1, "the file findings.svrl in it is not the one that was made", "[verify-file]", "!verify-page");
    SHELL_EXPECT(VERIFY "findings.pdf", 1, "[verify-file]", "!verify-page");
    SHELL_EXPECT(VERIFY "note.pdf", 1, "the file note was put into it", "[verify-file-added]", "!verify-page");
    SHELL_EXPECT(VERIFY "record.pdf", 2, "[verify-record]");
}

static void what_cannot_be_told(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " LAB " -o p.pdf 2>said && mkdir alone && cp p.pdf alone/");
    SHELL_EXPECT("shenbao --lang en verify alone/p.pdf", 2, "does not lie in alone", "[verify-paper]", "!error");
    shell_succeeds("shenbao extract p.pdf --all out && sed 's/shenbao 0\\.1\\.0/shenbao 0.0.9/' out/record.json > record.json && "
                   "qpdf p.pdf --remove-attachment=record.json -- less.pdf && qpdf less.pdf --add-attachment record.json -- old.pdf");
    SHELL_EXPECT(VERIFY "old.pdf", 0, "made by shenbao 0.0.9, and this is shenbao 0.1.0", "[verify-version]", "[verify-text-same]");
    /* what another version draws elsewhere is no change, what says something else may be one */
    shell_succeeds("qpdf --qdf --object-streams=disable old.pdf q.pdf && sed '0,/^1 0 0 1 [0-9.]* [0-9.]* Tm$/s//1 0 0 1 99 99 Tm/' q.pdf | "
                   "fix-qdf > moved.pdf && sed '0,/<\\([0-9a-f]\\{4\\}\\)\\([0-9a-f]\\{4\\}\\)\\([0-9a-f]*>\\]TJ\\)/s//<\\2\\1\\3/' q.pdf | fix-qdf > said.pdf && "
                   "! cmp -s q.pdf moved.pdf && ! cmp -s q.pdf said.pdf");
    SHELL_EXPECT(VERIFY "moved.pdf", 0, "[verify-text-same]");
    SHELL_EXPECT(VERIFY "said.pdf", 2, "page 1 says", "[verify-text-other]", "!error");
    shell_succeeds("mkdir s && echo '<site xmlns=\"urn:shenbao:programme\"><title>某省</title><programme id=\"shandong-2025\">"
                   "<limits><limit name=\"keyTechnologies\" value=\"6\"/></limits></programme></site>' > s/site.xml && "
                   "shenbao render " SAMPLE " --site s -o site.pdf 2>said");
    SHELL_EXPECT(VERIFY "site.pdf", 2, "made with the values of 某省", "[verify-site]");
    SHELL_EXPECT(VERIFY "--site s site.pdf", 0, "[verify-unchanged]");
    shell_succeeds("mkdir empty"); /* no programmes here */
    SHELL_EXPECT(VERIFY "--templates empty p.pdf", 2, "[verify-not-made]");
}

/* --- diff --- */

static void fields_that_differ(void **state)
{
    (void)state;
    shell_succeeds("sed 's#<title>面向居家#<title>面向社区#' " LAB " > b.xml && shenbao render " LAB " -o a.pdf 2>said");
    shell_assert_output("shenbao diff " LAB " b.xml", 1, "项目名称\n  - 面向居家老年人的毫米波雷达与心电融合监测系统\n  + 面向社区老年人的毫米波雷达与心电融合监测系统\n");
    shell_assert_output("shenbao diff b.xml a.pdf", 1, "项目名称\n  - 面向社区老年人的毫米波雷达与心电融合监测系统\n  + 面向居家老年人的毫米波雷达与心电融合监测系统\n");
    SHELL_EXPECT(VERIFY "a.pdf b.xml", 1, "[verify-unchanged]", "  + 面向社区老年人");
    SHELL_EXPECT(VERIFY "a.pdf " LAB, 0, "the same; code ");
    /* a repeated one that is gone is told alone, with labels of codes; the others keep their partners */
    shell_succeeds("awk '/<unit id=\"f1\"/ {skip = 1} !skip {print} /<\\/unit>/ {skip = 0}' " LAB " > less.xml && ! cmp -s " LAB " less.xml");
    SHELL_EXPECT("shenbao diff " LAB " less.xml", 1, "单位 / 单位（3） / 单位名称\n  - ", "单位 / 单位（3） / 承担方式\n  - 外方", "!  + ", "!单位（1）");
    SHELL_EXPECT("shenbao diff less.xml " LAB, 1, "单位 / 单位（3） / 单位名称\n  + ", "!  - ");
    shell_succeeds("sed 's/^  <title>/  <!-- x --><title>/; s/\\r*$/\\r/' " LAB " > c.xml && shenbao diff " LAB " c.xml");
    shell_succeeds("sed 's/^  <title>/   <title>/' " LAB " > d.xml");
    SHELL_EXPECT("shenbao --lang en diff " LAB " d.xml", 1, "no field differs");
    SHELL_EXPECT("shenbao --lang en diff " LAB " " SAMPLE, 2, "[diff-programmes]");
    SHELL_EXPECT("shenbao --lang en diff " LAB, 2, "error");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(every_sample_comes_back), CASE(what_it_carries), CASE(processors_make_no_difference), CASE(profiles_without_attachments), CASE(unchecked_has_no_findings), CASE(pages_have_the_code),
        CASE(what_is_there_is_not_overwritten), CASE(files_of_others), CASE(what_cannot_be_read), CASE(bombs),
        CASE(what_was_made_is_unchanged), CASE(what_a_batch_made_is_unchanged), CASE(saved_again), CASE(pages_that_differ), CASE(what_acts_is_told), CASE(data_that_differs), CASE(what_cannot_be_told), CASE(fields_that_differ),
    };
    return cmocka_run_group_tests_name("inside", tests, NULL, NULL);
}
