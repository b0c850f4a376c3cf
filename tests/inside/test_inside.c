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
    SHELL_EXPECT("shenbao --lang en extract empty.pdf", 2, "empty.pdf: error: the file is not a PDF");
    SHELL_EXPECT("shenbao --lang en extract " SAMPLE, 2, "the file is not a PDF; save it as PDF [form-state]");
    SHELL_EXPECT("shenbao --lang en extract none.pdf", 2, "none.pdf");
    SHELL_EXPECT("shenbao --lang en extract p.pdf -o /dev/full", 2, "/dev/full");
}

/* 200 MB of zeros deflate to 200 KB; what the file says of its length is not believed either. */
static void bombs(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --no-check -o p.pdf && head -c 200000000 /dev/zero > zeros && "
                   "qpdf p.pdf --remove-attachment=proposal.xml -- less.pdf && "
                   "qpdf less.pdf --add-attachment zeros --filename=proposal.xml --key=proposal.xml -- bomb.pdf");
    SHELL_EXPECT("ulimit -v 800000; shenbao --lang en extract bomb.pdf -o bomb.xml", 2, "bomb.pdf: error: the file proposal.xml in this PDF is damaged or too large", "[form-file]");
    shell_succeeds("test ! -e bomb.xml && qpdf --qdf --object-streams=disable p.pdf plain.pdf && "
                   "sed -E 's:/Length [0-9]+ 0 R:/Length 5368709120:' plain.pdf | fix-qdf > long.pdf");
    SHELL_EXPECT("ulimit -v 800000; shenbao --lang en extract long.pdf", 2, "long.pdf: error: the file");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(every_sample_comes_back), CASE(what_it_carries), CASE(profiles_without_attachments), CASE(unchecked_has_no_findings), CASE(pages_have_the_code),
        CASE(what_is_there_is_not_overwritten), CASE(files_of_others), CASE(what_cannot_be_read), CASE(bombs),
    };
    return cmocka_run_group_tests_name("inside", tests, NULL, NULL);
}
