/* Places to sign, to seal and to fill in: fields of a PDF form that other programs find (qpdf, poppler), which change nothing on the
 * pages, and what verify says when they were used. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "shell.h"

#define ZHEJIANG "samples/zhejiang-2025/gov-finland-bamboo-fibre.xml"
#define GUANGDONG "samples/guangdong-2025/1-rd-island-storage.xml"
#define MOST "samples/most-2025/2.1-rehabilitation-lab.xml"
#define SHANDONG "samples/shandong-2025/01-soec-hydrogen.xml"
#define JSON "qpdf --json=2 --json-key=qpdf --json-stream-data=none "
#define FIELDS "python3 \"$SOURCE\"/tests/signing/fields.py "
#define PLACES "python3 \"$SOURCE\"/tests/signing/places.py "
#define VERIFY "shenbao --lang en verify --papers samples/zhejiang-2025 "

static void save(const char *name, const char *text)
{
    char *path = path_join(shell_folder, name);
    write_text(path, text, strlen(text));
    free(path);
}

static void assert_golden(const char *command, const char *name)
{
    char *got = shell_output(command, 0), *path = NULL;
    assert_true(asprintf(&path, "%s/tests/signing/%s", source_folder(), name) > 0);
    char *want = read_text(path, NULL);
    bool same = want && strcmp(want, got) == 0;
    if (!same)
        show_difference(want ? want : "", got, name);
    if (!same && getenv("GOLDEN_UPDATE"))
        write_text(path, got, strlen(got));
    else
        assert_true(same);
    free(want);
    free(path);
    free(got);
}

/* --- what the forms have --- */

static void assert_fields(const char *make, const char *golden)
{
    shell_succeeds(make);
    shell_succeeds("qpdf --check p.pdf >/dev/null && " JSON "p.pdf >p.json");
    assert_golden(FIELDS "p.json", golden);
    shell_assert_output("pdftotext -bbox p.pdf words 2>said; " PLACES "p.json words | grep 'NOWHERE\\|out of\\|over text'", 1, "");
}

/* The annexes of these come in through libqpdf: the form stays. */
static void forms_have_their_places(void **state)
{
    (void)state;
    assert_fields("shenbao render " ZHEJIANG " -o p.pdf 2>said", "zhejiang.out");
    assert_fields("shenbao render " GUANGDONG " -o p.pdf 2>said", "guangdong.out");
    assert_fields("shenbao render " MOST " -o p.pdf 2>said", "most.out");
    assert_fields("shenbao render " SHANDONG " -o p.pdf 2>said", "shandong.out");
}

static void papers_of_many_have_theirs(void **state)
{
    (void)state;
    assert_fields("shenbao summary samples/zhejiang-2025/*.xml -o p.pdf 2>said", "summary.out");
    assert_fields("shenbao summary samples/zhejiang-2025/*.xml --form letter -o p.pdf 2>said", "letter.out");
    assert_fields("shenbao check " SHANDONG " --format pdf -o p.pdf 2>said", "opinion.out");
    shell_succeeds("shenbao batch samples/zhejiang-2025 -o out >/dev/null 2>said");
    shell_succeeds("test $(find out -name '*.pdf' | wc -l) -gt 3 && for f in $(find out -name '*.pdf' | head -3); do pdfsig $f | grep -q 'Signature Field Name'; done");
}

/* Poppler's own reader of signatures finds the places, unsigned. */
static void signing_programs_find_them(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " MOST " -o p.pdf 2>said");
    shell_assert_output_has("pdfsig p.pdf", 0, "Signature Field Name: application-applicant-seal");
    shell_assert_output("pdfsig p.pdf | grep -c 'is not signed'", 0, "7\n");
    shell_assert_output("pdfinfo p.pdf | grep '^Form'", 0, "Form:            AcroForm\n");
}

static void there_are_none_on_request(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " MOST " --no-fields -o p.pdf 2>said && " JSON "p.pdf >p.json");
    shell_assert_output(FIELDS "p.json", 0, "no fields\n");
    SHELL_EXPECT("shenbao --lang en verify --papers samples/most-2025 p.pdf", 0, "[verify-unchanged]");
}

/* --- nothing else changes --- */

/* MuPDF is no witness: over a place to sign it draws a mark of its own, whatever the field looks like. */
static void pages_look_the_same(void **state)
{
    (void)state;
    static const char *const profiles[] = {"pdfa-3a", "pdfa-2u", "pdfa-1b", "1.7"};
    shell_succeeds("shenbao render " ZHEJIANG " --no-fields --form application -o n.pdf 2>said && pdftoppm -r 60 -gray n.pdf | sha256sum >none");
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        struct buf b = {0};
        buf_printf(&b, "shenbao render " ZHEJIANG " --pdf %s --form application -o p.pdf 2>said && pdftoppm -r 60 -gray p.pdf | sha256sum | cmp - none && "
                       JSON "p.pdf >p.json", profiles[i]);
        shell_succeeds(b.data);
        shell_assert_output(FIELDS "p.json | grep -c lacks", 1, "0\n");
        shell_assert_output(FIELDS "p.json | grep -c '/Tx\\|/Sig'", 0, "21\n");
        buf_free(&b);
    }
}

/* --- formatting objects --- */

#define PAGE(content) \
    "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xmlns:sf='urn:shenbao:fo'><fo:layout-master-set><fo:simple-page-master " \
    "master-name='p' page-width='200pt' page-height='200pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>\n" \
    "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>\n" content "</fo:flow></fo:page-sequence></fo:root>"

static void names_are_told_apart(void **state)
{
    (void)state;
    save("a.fo", PAGE("<fo:block>甲<fo:inline sf:field='signature' sf:field-name='a.b'/></fo:block>\n"
                      "<fo:block>乙<fo:inline sf:field='signature' sf:field-name='a.b' sf:field-label='乙'/></fo:block>\n"
                      "<fo:block sf:field='lines' sf:field-label='意见'>丙</fo:block>\n"
                      "<fo:block sf:field='text'>丁</fo:block>"));
    SHELL_EXPECT("shenbao --lang en fo a.fo -o p.pdf", 0, "a.fo:6: warning: this field has neither name nor label", "[pdf-field]");
    shell_succeeds(JSON "p.pdf >p.json");
    shell_assert_output(FIELDS "p.json", 0, "/SigFlags 1\n1 /Sig  a-b a.b\n1 /Sig  a-b#2 乙\n1 /Tx 4096 意见 意见\n");
    shell_assert_output("shenbao fo a.fo --emit areas -o - 2>said | grep -c '^field'", 1, "0\n");
}

/* --- signed, filled in, and worse --- */

/* By a program that is not ours, with a certificate made here: its signatures hold, stand where the form has their places, and are
 * told by verify, one after the other. Without the program (poppler's pdfsig) or NSS's certutil there is nothing to try. */
static void signed_by_another_program(void **state)
{
    (void)state;
    if (system("command -v pdfsig >/dev/null && command -v certutil >/dev/null") != 0)
        skip();
    shell_succeeds("mkdir nss && head -c 64 /dev/urandom >noise && certutil -N -d sql:nss --empty-password && "
                   "certutil -S -s 'CN=Test' -n tester -x -t CT,C,C -v 120 -d sql:nss -z noise >said 2>&1");
    shell_succeeds("shenbao render " ZHEJIANG " -o p.pdf 2>said && for f in application-cover-seal application-applicant-seal; do "
                   "pdfsig -nssdir sql:nss -sign $f -nick tester p.pdf q.pdf >said 2>&1; mv q.pdf p.pdf; done");
    shell_assert_output("pdfsig -nssdir sql:nss p.pdf | grep -c 'Signature is Valid'", 0, "2\n");
    shell_assert_output("qpdf --check p.pdf >said 2>&1; echo $?", 0, "0\n");
    SHELL_EXPECT(VERIFY "p.pdf", 0, "signed on page 1: 封面：申报单位印章", "signed on page 12: 申报单位意见：单位（盖章）",
                 "something was added behind what was made", "!error");
}

/* A field that is not at its label, that lies over text or leaves the page would be seen. */
static void places_are_looked_at(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " ZHEJIANG " -o p.pdf 2>said && pdftotext -bbox p.pdf words 2>said && " JSON "p.pdf >p.json");
    shell_assert_output(FIELDS "p.json --move application-applicant-signature >c.json; " PLACES "c.json words | grep applicant-signature", 0,
                        "application-applicant-signature NOWHERE over text: 负责人（签字）、单位（盖章）：\n");
    shell_assert_output("for i in 1 2 3 4 5 6; do " FIELDS "p.json --move application-cover-seal >c.json; mv c.json p.json; done; " PLACES
                        "p.json words | grep cover-seal", 0, "application-cover-seal over 浙江篁里新材料股份有限公司（盖章） out of the page\n");
}

static void change(const char *how, const char *to)
{
    struct buf b = {0};
    buf_printf(&b, FIELDS "p.json %s > c.json && qpdf --json-input c.json %s", how, to);
    shell_succeeds(b.data);
    buf_free(&b);
}

static void verify_tells_what_was_done(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " ZHEJIANG " -o p.pdf 2>said && qpdf --json=2 --json-key=qpdf --json-stream-data=inline p.pdf >p.json");
    change("--sign application-applicant-seal", "signed.pdf");
    SHELL_EXPECT(VERIFY "signed.pdf", 0, "signed on page 12: 申报单位意见：单位（盖章）", "[verify-signed]", "[verify-resaved]", "!error");
    change("--fill application-applicant-text=同意推荐", "filled.pdf");
    SHELL_EXPECT(VERIFY "filled.pdf", 0, "filled in on page 12: 申报单位意见: 同意推荐", "[verify-filled]", "!error");
    change("--move application-applicant-seal", "moved.pdf");
    SHELL_EXPECT(VERIFY "moved.pdf", 1, "[verify-field-added]");
    change("--show application-cover-seal", "shown.pdf");
    SHELL_EXPECT(VERIFY "shown.pdf", 1, "the field 封面：申报单位印章 on page 1 shows something", "[verify-field-shown]");
    /* signing programs write behind what is there */
    shell_succeeds("(cat p.pdf; echo '% more') > more.pdf");
    SHELL_EXPECT(VERIFY "more.pdf", 0, "something was added behind what was made", "[verify-added-to]", "!error");
    change("--drop application-applicant-text", "less.pdf");
    SHELL_EXPECT(VERIFY "less.pdf", 1, "[verify-field-missing]", "!verify-page");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(forms_have_their_places), CASE(places_are_looked_at), CASE(papers_of_many_have_theirs), CASE(signing_programs_find_them), CASE(signed_by_another_program), CASE(there_are_none_on_request),
        CASE(pages_look_the_same), CASE(names_are_told_apart), CASE(verify_tells_what_was_done),
    };
    return cmocka_run_group_tests_name("signing", tests, NULL, NULL);
}
