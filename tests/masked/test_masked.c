/* --mask: no number that names a person is left in what a PDF carries, nor on its pages if that is wanted; what it then proves. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "shell.h"

#define SAMPLE "samples/zhejiang-2025/gov-finland-bamboo-fibre.xml"
#define MAXIMAL "samples/zhejiang-2025/maximal.xml"
#define VERIFY "shenbao --lang en verify --papers samples/zhejiang-2025 "

/* numbers: what the proposals' fields say, a line each. */
static const char list_numbers[] = "grep -o '<\\(idNo\\|mobile\\|phone\\|fax\\)>[^<]*' %s | sed 's/.*>//' | sort -u >numbers && test $(wc -l <numbers) -gt 8";

/* Each number as bytes, as a text string of the PDF, and as what is read from its pages, does not occur in the file. */
static const char look_for[] =
    "qpdf --qdf --object-streams=disable p.pdf q.pdf && pdftotext -raw p.pdf - | tr -d ' \\n' >text && pdfinfo -struct-text p.pdf >>text && "
    "while read -r n; do h=$(printf '%s' \"$n\" | iconv -t UTF-16BE | od -An -v -tx1 | tr -d ' \\n'); "
    "if grep -aqF -- \"$n\" q.pdf || grep -aqiF \"$h\" q.pdf || grep -qF -- \"$(printf '%s' \"$n\" | tr -d ' ')\" text; then echo \"$n\"; fi; done <numbers";

static void number_list(const char *of)
{
    struct buf b = {0};
    buf_printf(&b, list_numbers, of);
    shell_succeeds(b.data);
    buf_free(&b);
}

static void nothing_is_left(void **state)
{
    (void)state;
    number_list(SAMPLE);
    shell_succeeds("shenbao render " SAMPLE " -o p.pdf 2>said");
    shell_succeeds("test $(sh -c '" "qpdf --qdf --object-streams=disable p.pdf q.pdf; while read -r n; do grep -acF -- \"$n\" q.pdf; done <numbers' | grep -vc '^0') -gt 8");
    shell_succeeds("rm p.pdf && shenbao render " SAMPLE " --mask all -o p.pdf 2>said");
    shell_assert_output(look_for, 0, "");
    number_list(MAXIMAL);
    shell_succeeds("rm p.pdf && shenbao render " MAXIMAL " --mask all --draft -o p.pdf 2>said");
    shell_assert_output(look_for, 0, "");
}

/* What an expert reads is complete; what is taken out of the file is not. */
static void pages_may_stay_whole(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --mask data -o p.pdf 2>said && shenbao render " SAMPLE " -o whole.pdf 2>said && "
                   "pdftotext p.pdf a && pdftotext whole.pdf b && cmp a b");
    SHELL_EXPECT("shenbao extract p.pdf", 0, "<mobile>137****0146</mobile>", "<idNo>330***********0113</idNo>", "<title>竹材", "!13705820146");
    number_list(SAMPLE);
    shell_assert_output("shenbao extract p.pdf --all out && grep -rlFf numbers out", 1, "");
}

/* Whoever gets the file can see that it is not the whole. */
static void the_file_says_so(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --mask all -o p.pdf 2>said");
    SHELL_EXPECT("shenbao extract --list p.pdf", 0, "申报数据，其中证件号码和电话号码已遮盖");
    SHELL_EXPECT("pdfinfo p.pdf", 0, "Subject:         文件所带数据中的证件号码和电话号码已遮盖");
    SHELL_EXPECT("pdfinfo -meta p.pdf", 0, "文件所带数据中的证件号码和电话号码已遮盖，附件各页和图片未遮盖</rdf:li>");
    shell_succeeds("shenbao extract p.pdf --all out");
    SHELL_EXPECT("cat out/record.json", 0, "\"mask\": \"all\"", "\"masked\": {\"bytes\": ");
    shell_succeeds("shenbao render " SAMPLE " -o whole.pdf 2>said && shenbao extract whole.pdf --all full");
    SHELL_EXPECT("cat full/record.json", 0, "\"mask\": null", "!masked");
    /* the digest of the whole stands in both, and on the pages */
    shell_succeeds("for r in out full; do grep -o '\"canonical\": \"[0-9a-f]*\", \"code\": \"[^\"]*\"' $r/record.json >$r/code; done; cmp out/code full/code && "
                   "pdftotext p.pdf - | grep -qF $(sed 's/.*\"\\([^\"]*\\)\"$/\\1/' out/code)");
}

static void verify_says_what_is_proved(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --mask all -o all.pdf 2>said && shenbao render " SAMPLE " --mask data -o data.pdf 2>said && "
                   "sed 's/13705820146/13705930146/' " SAMPLE " >other.xml && sed 's/<name>费建新/<name>费建国/' " SAMPLE " >name.xml");
    SHELL_EXPECT(VERIFY "all.pdf", 0, "[verify-masked-pages]", "!error");
    SHELL_EXPECT(VERIFY "data.pdf", 2, "[verify-masked]", "!error");
    SHELL_EXPECT(VERIFY "all.pdf " SAMPLE, 0, "[verify-whole]", "the same; code ");
    SHELL_EXPECT(VERIFY "data.pdf " SAMPLE, 0, "[verify-whole]", "the same; code ");
    SHELL_EXPECT(VERIFY "all.pdf other.xml", 1, "[verify-masked-pages]", "no field differs beside the numbers that are masked");
    SHELL_EXPECT(VERIFY "all.pdf name.xml", 1, "  - 费建新", "  + 费建国", "!****");
    SHELL_EXPECT("shenbao --lang en diff other.xml all.pdf", 1, "no field differs beside the numbers that are masked");
    shell_succeeds("shenbao extract all.pdf --all out && sed 's/费建新/费建国/' out/proposal.xml >proposal.xml && "
                   "qpdf all.pdf --remove-attachment=proposal.xml -- less.pdf && qpdf less.pdf --add-attachment proposal.xml -- forged.pdf && "
                   "qpdf all.pdf --pages . 1-4,6-z -- short.pdf");
    SHELL_EXPECT(VERIFY "forged.pdf", 1, "[verify-data]");
    SHELL_EXPECT(VERIFY "short.pdf", 1, "page 5 of the", "[verify-page-missing]");
}

/* A number is one also where part of it is bold, raised or a link; cells and fields beside each other are not put together. */
static void numbers_in_pieces(void **state)
{
    (void)state;
    shell_succeeds("sed 's|<necessity><p>|&电话139<b>8888</b>7777，证件330103<sup>1980</sup><b>0101</b>1234；|' " SAMPLE " >split.xml && ! cmp -s split.xml " SAMPLE
                   " && cp -r samples/zhejiang-2025/papers samples/zhejiang-2025/lists . && shenbao render split.xml --no-check --mask all -o p.pdf 2>said");
    SHELL_EXPECT("shenbao extract p.pdf", 0, "电话139<b>****</b>7777，证件330***<sup>****</sup><b>****</b>1234；");
    SHELL_EXPECT("pdftotext -raw p.pdf - | tr -d ' \\n'", 0, "!8888", "电话139****7777");
}

/* What masking does not reach is named, and the file says it. */
static void annexes_stay_as_they_are(void **state)
{
    (void)state;
    SHELL_EXPECT("shenbao --lang en render " SAMPLE " --mask all -o p.pdf", 0, "numbers in papers/agreement-gov-finland.pdf, papers/pledge", "[pdf-unmasked]");
    SHELL_EXPECT("pdfinfo p.pdf", 0, "附件各页和图片未遮盖");
    SHELL_EXPECT("shenbao --lang en render " SAMPLE " --mask all --form feasibility -o q.pdf", 0, "!pdf-unmasked");
    SHELL_EXPECT("shenbao --lang en render " SAMPLE " --mask data -o r.pdf", 0, "!pdf-unmasked");
    SHELL_EXPECT("pdfinfo q.pdf; pdfinfo r.pdf", 0, "!未遮盖");
}

/* A path that ends like another is another file: both are named when both are shown, and only the one that is. */
static void paths_within_paths(void **state)
{
    (void)state;
    shell_succeeds("sed 's,papers/pledge-gov-finland-u2.pdf,pledge-gov-finland-u1.pdf,' " SAMPLE " >both.xml && "
                   "cp -r samples/zhejiang-2025/papers samples/zhejiang-2025/lists . && cp papers/pledge-gov-finland-u1.pdf .");
    SHELL_EXPECT("shenbao --lang en render both.xml --no-check --mask all -o p.pdf", 0,
                 ", papers/pledge-gov-finland-u1.pdf, pledge-gov-finland-u1.pdf, ");
    shell_succeeds("sed 's,papers/maximal-letter.pdf,monthly.png,' " MAXIMAL " >one.xml && cp -r samples/zhejiang-2025/pictures . && "
                   "cp samples/zhejiang-2025/papers/* papers/ && cp pictures/monthly.png .");
    SHELL_EXPECT("shenbao --lang en render one.xml --no-check --mask all --form feasibility -o p.pdf", 0, "numbers in pictures/monthly.png are");
}

/* A batch keeps to it, and what is packed must be whole. */
static void many_are_masked(void **state)
{
    (void)state;
    number_list(SAMPLE);
    shell_succeeds("shenbao batch samples/zhejiang-2025/gov-finland*.xml --mask all -o out >/dev/null 2>said && find out -name '*.pdf' -exec cp {} p.pdf \\;");
    shell_assert_output(look_for, 0, "");
    SHELL_EXPECT("shenbao --lang en pack out -o x.zip", 1, "its data is masked", "[package-masked]");
    shell_succeeds("shenbao batch samples/zhejiang-2025/gov-finland*.xml -o out --resume >/dev/null 2>said && rm p.pdf && find out -name '*.pdf' -exec cp {} p.pdf \\;");
    SHELL_EXPECT("shenbao extract p.pdf", 0, "13705820146");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(nothing_is_left), CASE(pages_may_stay_whole), CASE(the_file_says_so), CASE(verify_says_what_is_proved), CASE(many_are_masked),
        CASE(numbers_in_pieces), CASE(annexes_stay_as_they_are), CASE(paths_within_paths),
    };
    return cmocka_run_group_tests_name("masked", tests, NULL, NULL);
}
