/* The PDF as a record: profiles of one document look the same, say what they are, and keep what they say. What is inside is
 * read by other programs (poppler, qpdf), not by what wrote it. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "shell.h"
#include "testpdf.h"

#define SAMPLE "samples/shandong-2025/01-soec-hydrogen.xml"

static const struct { const char *name, *part, *level; } profiles[] = {
    {"1.7", NULL, NULL}, {"pdfa-3a", "3", "A"}, {"pdfa-2u", "2", "U"}, {"pdfa-1b", "1", "B"},
};
enum { PROFILES = sizeof profiles / sizeof profiles[0] };

/* --- profiles --- */

static void assert_claim(const char *file, const char *part, const char *level)
{
    struct buf b = {0}, want = {0};
    buf_printf(&b, "sed -n 's:.*<pdfaid\\(.*\\)</pdfaid.*:\\1:p' %s", file);
    if (part)
        buf_printf(&want, ":part>%s\n:conformance>%s\n", part, level);
    shell_assert_output(b.data, 0, want.data ? want.data : "");
    buf_free(&b);
    buf_free(&want);
}

/* The same pixels on every page, whatever the file promises. */
static void profiles_look_the_same(void **state)
{
    (void)state;
    for (int i = 0; i < PROFILES; i++) {
        struct buf b = {0};
        buf_printf(&b, "shenbao render --no-check --pdf %s " SAMPLE " -o p.pdf && qpdf --check p.pdf >/dev/null && "
                       "pdftoppm -r 60 p.pdf | sha256sum >pixels-%d && pdftotext -layout p.pdf text-%d", profiles[i].name, i, i);
        shell_succeeds(b.data);
        assert_claim("p.pdf", profiles[i].part, profiles[i].level);
        b.n = 0;
        buf_printf(&b, "cmp pixels-0 pixels-%d && cmp text-0 text-%d", i, i);
        shell_succeeds(b.data);
        buf_free(&b);
    }
    shell_assert_output("qpdf --show-xref p.pdf | grep -c '; compressed'", 1, "0\n"); /* 1b comes last: it has no object streams */
}

static void the_same_bytes_again(void **state)
{
    (void)state;
    for (int i = 0; i < PROFILES; i++) {
        struct buf b = {0};
        buf_printf(&b, "for f in a b; do shenbao render --no-check --pdf %s " SAMPLE " -o $f.pdf; sleep 1; done; cmp a.pdf b.pdf",
                   profiles[i].name);
        shell_succeeds(b.data);
        buf_free(&b);
    }
}

/* Pages of changing sizes, more than are packed at once: the document's digest is of all that was written, in its order. */
static void the_same_digest_again(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set>");
    for (int i = 0; i < 2; i++)
        buf_printf(&b, "<fo:simple-page-master master-name='m%d' page-width='%dpt' page-height='300pt'><fo:region-body/></fo:simple-page-master>", i, 200 + i);
    buf_puts(&b, "</fo:layout-master-set>");
    for (int i = 0; i < 60; i++)
        buf_printf(&b, "<fo:page-sequence master-reference='m%d'><fo:flow flow-name='xsl-region-body'><fo:block>%d</fo:block></fo:flow></fo:page-sequence>", i % 2, i);
    buf_puts(&b, "</fo:root>");
    shell_put("sizes.fo", b.data);
    buf_free(&b);
    shell_succeeds(ALONE "shenbao fo sizes.fo -o a.pdf && for i in 1 2 3 4 5; do shenbao fo sizes.fo -o b.pdf && cmp a.pdf b.pdf || exit 1; done");
}

/* --- what a profile can't keep --- */

static const unsigned char half[] = { /* one pixel, half transparent */
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31, 21, 196,
    137, 0, 0, 0, 13, 73, 68, 65, 84, 120, 218, 99, 96, 96, 96, 104, 0, 0, 0, 133, 0, 129, 69, 202, 129, 151, 0, 0, 0,
    0, 73, 69, 78, 68, 174, 66, 96, 130};

static void transparency_is_refused(void **state)
{
    (void)state;
    static const char fo[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='p' "
        "page-width='100pt' page-height='100pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>\n"
        "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>\n"
        "<fo:block border='1pt solid black'>x</fo:block>\n"
        "<fo:block-container background-color='silver' height='9pt' width='9pt'>"
        "<fo:block-container position='absolute' left='3pt' top='3pt' height='9pt'><fo:block><fo:external-graphic src='half.png' "
        "content-width='9pt'/></fo:block></fo:block-container></fo:block-container></fo:flow></fo:page-sequence></fo:root>";
    shell_put_bytes("t.fo", fo, sizeof fo - 1);
    shell_put_bytes("half.png", half, sizeof half);
    shell_assert_output_has("shenbao fo t.fo --pdf pdfa-1b 2>&1", 2, "t.fo:4:");
    shell_assert_output_has("shenbao fo t.fo --pdf pdfa-1b 2>&1", 2, "[pdf-transparent]");
    shell_assert_output_has("shenbao fo t.fo --pdf pdfa-1b 2>&1", 2, "[pdf-profile]");
    shell_assert_output("test -e t.pdf", 1, "");
    shell_succeeds("shenbao fo t.fo --pdf pdfa-2u");
}

/* On paper, and on one colour, a picture is mixed with it: the same to look at, said on request, and not transparent. */
static void pictures_on_one_colour_are_flattened(void **state)
{
    (void)state;
    static const char fo[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='p' "
        "page-width='100pt' page-height='100pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
        "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>"
        "<fo:block>x<fo:external-graphic src='half.png' content-width='20pt'/></fo:block>\n"
        "<fo:block background-color='#80ff40'><fo:external-graphic src='half.png' content-width='20pt'/></fo:block>"
        "<fo:block-container reference-orientation='90' width='50pt' height='20pt'><fo:block>y<fo:external-graphic "
        "src='half.png' content-width='10pt'/></fo:block></fo:block-container></fo:flow></fo:page-sequence></fo:root>";
    shell_put_bytes("t.fo", fo, sizeof fo - 1);
    shell_put_bytes("half.png", half, sizeof half);
    shell_succeeds("for p in 1.7 pdfa-1b; do shenbao fo t.fo --pdf $p -o $p.pdf && pdftoppm -r 72 $p.pdf >$p.ppm; done; cmp 1.7.ppm pdfa-1b.ppm");
    shell_assert_output("qpdf --qdf --object-streams=disable pdfa-1b.pdf - | grep -ac '/SMask\\|/CA '", 1, "0\n");
    shell_assert_output_has("shenbao fo t.fo --pdf pdfa-1b 2>&1", 0, "t.fo:2:");
    shell_assert_output_has("shenbao fo t.fo --pdf pdfa-1b 2>&1", 0, "[pdf-flattened]");
    shell_assert_output("shenbao fo t.fo --pdf pdfa-2u 2>&1", 0, "");
}

/* Codes that were private, a mark joined with its letter, a character that no face has: each place says its text, and .notdef is not shown. */
static void every_glyph_says_a_text(void **state)
{
    (void)state;
    static const char fo[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='p' "
        "page-width='300pt' page-height='100pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
        "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body' language='zh'>\n"
        "<fo:block font-family='song'>甲&#xE81A;乙x&#x302;m&#x308;&#x323;z</fo:block>\n"
        "<fo:block font-family='song'>丙&#x10FFFD;丁</fo:block></fo:flow></fo:page-sequence></fo:root>";
    shell_put_bytes("t.fo", fo, sizeof fo - 1);
    for (int i = 1; i < 3; i++) { /* those that promise Unicode */
        struct buf b = {0};
        buf_printf(&b, "shenbao fo t.fo --pdf %s 2>&1", profiles[i].name);
        shell_assert_output_has(b.data, 1, "t.fo:3: error: no font has the character U+10FFFD");
        buf_printf(&b, " | grep -c U+03");
        shell_assert_output(b.data, 1, "0\n");
        buf_free(&b);
        shell_assert_output("pdftotext t.pdf - | head -2 | tr -d ' '", 0, "甲㑳乙x\xCC\x82m\xCC\x88\xCC\xA3z\n丙\xF4\x8F\xBF\xBD丁\n");
        shell_assert_output("qpdf --qdf --object-streams=disable t.pdf - | grep -acE '^\\[.*<([0-9a-fA-F]{4})*0000'", 1, "0\n");
    }
    shell_assert_output("mutool draw -N -F text t.pdf 2>/dev/null | grep -c '□'", 0, "2\n");
}

/* The pages of a PDF that promises nothing leave the whole without a promise, and it is said which one it was. */
static void an_annex_makes_the_whole_less(void **state)
{
    (void)state;
    static const char fo[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='p' "
        "page-width='100pt' page-height='100pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
        "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>"
        "<fo:block><fo:external-graphic src='%s#page=1'/></fo:block></fo:flow></fo:page-sequence></fo:root>";
    struct buf b = {0}, plain = test_pdf_pages(1, 90, 90, "");
    shell_put_bytes("plain.pdf", plain.data, plain.n);
    buf_printf(&b, fo, "plain.pdf");
    shell_put_bytes("a.fo", b.data, b.n);
    shell_assert_output_has("shenbao fo a.fo --pdf pdfa-2u 2>&1", 0, "plain.pdf");
    shell_assert_output_has("shenbao fo a.fo --pdf pdfa-2u 2>&1", 0, "[pdf-annex]");
    assert_claim("a.pdf", NULL, NULL);
    /* what we wrote ourselves keeps it */
    b.n = 0;
    buf_printf(&b, fo, "own.pdf");
    shell_put_bytes("b.fo", b.data, b.n);
    static const char page[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='p' "
                 "page-width='90pt' page-height='90pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
                 "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'><fo:block>甲</fo:block></fo:flow>"
                 "</fo:page-sequence></fo:root>";
    shell_put_bytes("c.fo", page, sizeof page - 1);
    shell_succeeds("shenbao fo c.fo --pdf pdfa-1b -o own.pdf");
    shell_assert_output("shenbao fo b.fo --pdf pdfa-2u 2>&1", 0, "");
    assert_claim("b.pdf", "2", "U");
    buf_free(&b);
    buf_free(&plain);
}

/* A tagged form as an annex: its bookmarks lie below the annex's own, each leading to its page in the whole; its tags stand in the
 * place of its pages, headings below the annex's own. What can be copied, and every pixel, is as without. */
static void annexes_keep_bookmarks_and_tags(void **state)
{
    (void)state;
    shell_succeeds("cp -r samples/guangdong-2025/papers samples/guangdong-2025/lists . && cp samples/guangdong-2025/1-rd-island-storage.xml a.xml && "
                   "shenbao render --no-check " SAMPLE " --pdf pdfa-3a -o papers/1-rd-agreement.pdf && shenbao render --no-check a.xml -o tagged.pdf");
    assert_claim("tagged.pdf", "3", "A");
    shell_assert_output("mutool show tagged.pdf outline | sed -n 's/^.\\(\t*\\)\\(\".*\"\\).*/\\1\\2/p' | sed -n '/附件1/,/二、/p' | sed 's/#.*//'", 0,
                        "\t\t\t\"附件1　海岛储能电池安全联合研究合作协议\"\n\t\t\t\t\"附件1　2025年省级国际科技合作项目指南建议信息表\"\n"
                        "\t\t\t\t\"“高温固体氧化物电解制氢电堆联合研发”项目指南建议说明报告\"\n\t\t\t\t\t\"一、背景意义\"\n\t\t\t\t\t\"二、项目概述\"\n");
    shell_succeeds("qpdf --json --json-key=qpdf --json-stream-data=none tagged.pdf >p.json && qpdf --check tagged.pdf >said");
    char *program = NULL;
    assert_true(asprintf(&program, "python3 %s/tests/records/marks.py p.json", source_folder()) > 0);
    shell_assert_output(program, 0, "sound\n");
    free(program);
    shell_assert_output("pdfinfo -struct-text tagged.pdf | sed -n '/^ *Part$/,$p' | grep -A1 '^ *H' | tr -d '\\n ' | sed 's/--/\\n/g' | head -4", 0,
                        "H3(block)\"2025年省级国际科技合作项目\"\nH3(block)\"“高温固体氧化物电解制氢电堆联合研发”\"\n"
                        "H4(block)\"一、背景意义\"\nH4(block)\"二、项目概述\"\n");
    shell_assert_output("qpdf --json --json-key=qpdf tagged.pdf | grep -c '\"/ActualText\": \"u:附件1　海岛储能电池安全联合研究合作协议\"'", 0, "1\n");
    shell_succeeds("shenbao render --no-check " SAMPLE " --pdf 1.7 -o papers/1-rd-agreement.pdf && shenbao render --no-check a.xml -o plain.pdf 2>said && "
                   "for f in plain tagged; do pdftoppm -r 40 $f.pdf | sha256sum >$f.px; pdftotext -layout $f.pdf $f.txt; done; cmp plain.px tagged.px && cmp plain.txt tagged.txt");
}

/* Pages of a tagged annex that come in another order, twice or within a table are figures with their texts; so are all of an annex
 * whose tags can't be kept, and a hint says why. Each leaves a sound structure. */
static void annexes_that_are_figures(void **state)
{
    (void)state;
    static const char fo[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xmlns:sf='urn:shenbao:fo' language='zh'><fo:layout-master-set><fo:simple-page-master "
        "master-name='p' page-width='100pt' page-height='600pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
        "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>"
        "<fo:block>1<fo:external-graphic sf:alt='one' src='a.pdf#page=1' content-width='50pt'/></fo:block>"
        "<fo:block><fo:external-graphic sf:alt='three' src='a.pdf#page=3' content-width='50pt'/></fo:block>"
        "<fo:table><fo:table-body><fo:table-row><fo:table-cell><fo:block><fo:external-graphic sf:alt='cell' src='a.pdf#page=2' content-width='50pt'/>"
        "</fo:block></fo:table-cell></fo:table-row></fo:table-body></fo:table>"
        "<fo:block><fo:external-graphic sf:alt='two' src='a.pdf#page=2' content-width='50pt'/></fo:block>"
        "<fo:block><fo:external-graphic sf:alt='again' src='a.pdf#page=2' content-width='50pt'/></fo:block>"
        "</fo:flow></fo:page-sequence></fo:root>";
    static const char sound[] = "qpdf --json --json-key=qpdf --json-stream-data=none %s >p.json && python3 %s/tests/records/marks.py p.json";
    static const char alts[] = "qpdf --json --json-key=qpdf %s | sed -n 's/.*\"\\/Alt\": \"u:\\(.*\\)\".*/\\1/p' | sort | tr '\\n' ' '";
    char command[400];

    shell_put_bytes("a.fo", fo, strlen(fo));
    shell_succeeds("shenbao render --no-check " SAMPLE " -o a.pdf && shenbao fo a.fo -o kept.pdf");
    snprintf(command, sizeof command, alts, "kept.pdf");
    shell_assert_output_has(command, 0, "again cell three ");
    shell_assert_output("qpdf --json --json-key=qpdf kept.pdf | grep -c '\"/StructParents\": 1,\\?$'", 0, "1\n");
    snprintf(command, sizeof command, sound, "kept.pdf", source_folder());
    shell_assert_output(command, 0, "sound\n");

    shell_succeeds("qpdf --qdf --object-streams=disable a.pdf b.pdf && sed 's|/S /Figure|/S /Fogure|' b.pdf >a.pdf && shenbao fo -v a.fo -o wrapped.pdf 2>said");
    shell_assert_output_has("cat said", 0, "a role leads to no standard structure type [pdf-annex-tags]");
    snprintf(command, sizeof command, alts, "wrapped.pdf");
    shell_assert_output(command, 0, "again cell one three two ");
    snprintf(command, sizeof command, sound, "wrapped.pdf", source_folder());
    shell_assert_output(command, 0, "sound\n");
}

/* A cell that a row of the footer retrieves stands in that row. */
static void retrieved_cells_have_rows(void **state)
{
    (void)state;
    char command[300];
    snprintf(command, sizeof command, "shenbao fo %s/tests/golden/areas/table-marker/cells-of-a-row.in.fo -o m.pdf && pdfinfo -struct-text m.pdf | sed -n '/TFoot/,$p' | tr -d ' \n'", source_folder());
    shell_assert_output(command, 0, "TFootTRTD\"sum\"TD\"30\"");
}

/* By option the annex lessens the whole, is carried along behind a page that says so, or is refused at its line; the page has the
 * file's own digest, and what is carried is the file. */
static void annexes_go_three_ways(void **state)
{
    (void)state;
    struct buf plain = test_pdf_pages(2, 90, 90, "");
    shell_succeeds("cp -r samples/guangdong-2025/papers samples/guangdong-2025/lists . && cp samples/guangdong-2025/1-rd-island-storage.xml a.xml");
    shell_put_bytes("papers/1-rd-agreement.pdf", plain.data, plain.n);
#define RENDER "shenbao render --no-check a.xml -o a.pdf "
    shell_assert_output_has(RENDER "2>&1", 0, "[pdf-annex]");
    assert_claim("a.pdf", NULL, NULL);
    shell_assert_output("grep -ac pdfuaid:part a.pdf", 1, "0\n");
    shell_assert_output_has(RENDER "--annexes refuse 2>&1", 2, "a.xml:");
    shell_assert_output_has(RENDER "--annexes refuse 2>&1", 2, "[pdf-annex-refused]");
    shell_succeeds("rm -f a.pdf; " RENDER "--annexes refuse 2>&1 | grep pdf-profile && ! test -e a.pdf");
    shell_assert_output_has(RENDER "--annexes attach --pdf pdfa-2u 2>&1", 2, "[cli-attach]");
    shell_assert_output(RENDER "--annexes attach 2>&1", 0, "");
    assert_claim("a.pdf", "3", "A");
    shell_succeeds("grep -a pdfuaid:part a.pdf && shenbao extract --all x a.pdf && cmp x/papers／1-rd-agreement.pdf papers/1-rd-agreement.pdf && "
                   "pdftotext a.pdf - | grep -c $(sha256sum <papers/1-rd-agreement.pdf | cut -c1-64) && shenbao verify a.pdf 2>&1 | grep verify-unchanged");
    shell_succeeds("qpdf --check a.pdf");
#undef RENDER
    buf_free(&plain);
}

/* --- structure --- */

/* Object numbers in names of header cells change with every object: they are counted from 1 as they come. */
static void number_anew(char *text)
{
    char known[1000][9];
    size_t n = 0;
    for (char *s = text; *s; s++) {
        size_t digits = strspn(s, "0123456789"), i;
        if (digits != 8 || s == text || !strchr("(<", s[-1])) {
            s += digits ? digits - 1 : 0;
            continue;
        }
        for (i = 0; i < n && strncmp(known[i], s, 8) != 0; i++)
            ;
        assert_in_range(i, 0, 998);
        if (i == n)
            snprintf(known[n++], 9, "%.8s", s);
        char number[16];
        snprintf(number, sizeof number, "%08zu", i + 1);
        memcpy(s, number, 8);
        s += 7;
    }
}

static void assert_golden(const char *command, const char *path)
{
    char *got = shell_output(command, 0);
    number_anew(got);
    assert_expected(path, got);
    free(got);
}

/* Every kind of element, as poppler reads it; texts that stand for others, languages, and how much of the pages is an artifact
 * of which kind, as they stand in the file. */
static void structure_is_as_it_should_be(void **state)
{
    (void)state;
    shell_succeeds("shenbao fo \"$SOURCE\"/tests/records/structure.fo --pdf pdfa-3a -o s.pdf && qpdf --qdf --object-streams=disable s.pdf q.pdf");
    assert_golden("pdfinfo -struct-text s.pdf | sed 's/Object [0-9]* 0/Object/'", "tests/records/structure.out_tree");
    assert_golden("grep -ao '/\\(Lang\\|Alt\\|ActualText\\|Contents\\) [(<][^)>]*\\|/Artifact<<.*>>BDC\\|/RoleMap\\|/Tabs /S\\|/Marked true' q.pdf"
                  " | sort | uniq -c", "tests/records/structure.out_marks");
    shell_assert_output("sed -n 's:.*<pdfuaid\\(.*\\)</pdfuaid.*:\\1:p' s.pdf", 0, ":part>1\n");
}

/* Where the declarations do not say it; DocBook's stylesheets write zh_cn, which is no language tag (BCP 47), and state it at
 * page-sequences only. */
static void language_is_that_of_the_root_or_first_pages(void **state)
{
    (void)state;
    shell_succeeds("sed 's/ language=\"zh\" country=\"CN\"//; s/<fo:page-sequence /&language=\"pt_br\" /' \"$SOURCE\"/tests/records/structure.fo "
                   "> p.fo && shenbao fo p.fo -o p.pdf");
    shell_assert_output("grep -ao '<dc:language>.*pt-br.*</dc:language>' p.pdf | wc -l", 0, "1\n");
    shell_succeeds("sed 's/language=\"zh\" country=\"CN\"/language=\"pt_br\"/' \"$SOURCE\"/tests/records/structure.fo > l.fo && "
                   "shenbao fo l.fo -o l.pdf && qpdf --qdf --object-streams=disable l.pdf l-q.pdf");
    shell_assert_output("grep -ao '/Lang <[^>]*' l-q.pdf", 0, "/Lang <feff00700074002d00620072\n");
}

/* PDF/A-3 asks for the date of each file inside, also where neither the data nor the environment says one. */
static void files_inside_have_a_date(void **state)
{
    (void)state;
    static const char dates[] = "qpdf --json --json-key=qpdf %s | sed -n 's/.*\"\\/ModDate\": \"u:\\(.*\\)\".*/\\1/p' | sort | uniq -c | tr -d ' '";
    char command[300];

    shell_succeeds("unset SOURCE_DATE_EPOCH; sed 's/ submittedAt=\"[^\"]*\"//' " SAMPLE " >u.xml && cp -r samples/shandong-2025/pictures . && "
                   "shenbao render --no-check u.xml -o u.pdf && shenbao summary --no-check " SAMPLE " -o s.pdf 2>said && "
                   "shenbao summary --no-check --submission samples/shandong-2025/submissions/city.xml " SAMPLE " -o d.pdf");
    snprintf(command, sizeof command, dates, "u.pdf");
    shell_assert_output(command, 0, "2D:19700101000000Z\n");
    snprintf(command, sizeof command, dates, "s.pdf");
    shell_assert_output(command, 0, "1D:19700101000000Z\n");
    snprintf(command, sizeof command, dates, "d.pdf"); /* with the document's own */
    shell_assert_output(command, 0, "2D:20250319160000Z\n");
}

/* A head without a body is no head of anything: PDF 32000-1, table 337, knows it beside bodies only. */
static void rows_without_a_body_are_the_tables(void **state)
{
    (void)state;
    shell_succeeds("shenbao fo \"$SOURCE\"/tests/golden/areas/footnote/header-and-footer-alone.in.fo --pdf pdfa-3a -o t.pdf");
    shell_assert_output("pdfinfo -struct t.pdf | grep -c 'THead\\|TFoot\\|TBody'", 1, "0\n");
    shell_succeeds("pdfinfo -struct t.pdf | grep TR >/dev/null");
}

/* Who goes down a column hears whose row it is. Which column does that in the tables of an applicant's own text, nobody says. */
static void rows_have_names(void **state)
{
    (void)state;
    static const char *const samples[] = {"guangdong-2025/2-asean-incubators", "guangdong-2025/3-fluid-centre", "most-2025/2.1-rehabilitation-lab",
                                          "shandong-2025/01-soec-hydrogen", "zhejiang-2025/gov-finland-bamboo-fibre"};
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        char command[512];
        snprintf(command, sizeof command, "shenbao render --no-check samples/%s.xml -o f.pdf && shenbao summary --no-check samples/%s.xml --recommender 甲 "
                 "-o s.pdf 2>said && for f in f s; do pdfinfo -struct-text $f.pdf | awk -f \"$SOURCE\"/tests/records/unnamed.awk; done", samples[i], samples[i]);
        shell_assert_output(command, 0, "");
    }
}

/* Marked content is nothing else than the page: what each mark holds is in the structure once, and the parent tree knows where. */
static void every_mark_has_its_element(void **state)
{
    (void)state;
    shell_succeeds("shenbao render --no-check --pdf pdfa-3a " SAMPLE " -o p.pdf && qpdf --json --json-key=qpdf --json-stream-data=none p.pdf >p.json");
    char *program = NULL;
    assert_true(asprintf(&program, "python3 %s/tests/records/marks.py p.json", source_folder()) > 0);
    shell_assert_output(program, 0, "sound\n");
    free(program);
}

/* Who listens hears what the formatting objects say, in their order, and nothing else. The samples' annexes are scans. */
static void structure_says_what_the_objects_say(void **state)
{
    (void)state;
    static const char *const programmes[] = {"guangdong", "most", "shandong", "zhejiang"};
    for (size_t i = 0; i < sizeof programmes / sizeof programmes[0]; i++) {
        char command[1024];
        snprintf(command, sizeof command, "shenbao render --no-check samples/%s-2025/maximal.xml -o x.pdf && shenbao render --no-check samples/%s-2025/maximal.xml --emit fo -o x.fo && "
                 "python3 \"$SOURCE\"/tests/records/text.py x.fo x.pdf", programmes[i], programmes[i]);
        shell_assert_output(command, 0, "the same\n");
    }
}

/* They stand at the foot of the page, but are no footer. */
static void covers_say_who_made_the_form(void **state)
{
    (void)state;
    shell_assert_output("for s in guangdong-2025/1-nz-wound-hydrogel most-2025/2.0-paprika-mycotoxin zhejiang-2025/gov-finland-bamboo-fibre; do "
                        "shenbao render --no-check samples/$s.xml -o c.pdf && "
                        "pdfinfo -struct-text c.pdf | grep -o '科学技术[部厅]制'; done", 0, "科学技术厅制\n科学技术部制\n科学技术厅制\n");
}

/* A cell stands in the first column that is free, so the structure has a cell for each place that the objects leave empty: in front
 * of a cell with a column-number, between a cell and one that reaches down, at the end of a row. */
static void cells_keep_their_columns(void **state)
{
    (void)state;
    static const char cells[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='p' page-width='200pt' "
        "page-height='200pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='p'>"
        "<fo:flow flow-name='xsl-region-body'><fo:table table-layout='fixed' width='150pt'>"
        "<fo:table-column number-columns-repeated='5' column-width='30pt'/><fo:table-body>"
        "<fo:table-row><fo:table-cell column-number='3'><fo:block>a</fo:block></fo:table-cell><fo:table-cell column-number='5' number-rows-spanned='2'>"
        "<fo:block>b</fo:block></fo:table-cell></fo:table-row>"
        "<fo:table-row><fo:table-cell><fo:block>c</fo:block></fo:table-cell></fo:table-row>"
        "<fo:table-row><fo:table-cell number-columns-spanned='2'><fo:block>d</fo:block></fo:table-cell></fo:table-row>"
        "</fo:table-body></fo:table></fo:flow></fo:page-sequence></fo:root>";
    shell_put_bytes("cells.fo", cells, strlen(cells));
    shell_succeeds("shenbao fo cells.fo -o cells.pdf");
    shell_assert_output("pdfinfo -struct-text cells.pdf | sed '1,/TBody/d' | tr -d ' \\n\"'", 0,
                        "TRTD:/ColSpan2TDaTDTD:/RowSpan2bTRTDcTD:/ColSpan3TRTD:/ColSpan2dTD:/ColSpan3");
}

/* Tags of a bare table, where they cost the most: rows of objects differ in few digits, and so do their places in the stream. */
static void tags_of_a_long_table_are_small(void **state)
{
    (void)state;
    shell_succeeds("awk -v rows=8000 -f \"$SOURCE\"/tests/records/rows.awk >t.fo && for p in pdfa-2u pdfa-3a; do shenbao fo t.fo --pdf $p -o $p.pdf; done");
    shell_assert_output("a=$(stat -c %s pdfa-2u.pdf) b=$(stat -c %s pdfa-3a.pdf); test $(((b - a) * 100 / a)) -lt 20 || echo $a $b", 0, "");
    shell_succeeds("awk -v rows=1000 -f \"$SOURCE\"/tests/records/rows.awk >t.fo && shenbao fo t.fo -o t.pdf && "
                   "qpdf --json --json-key=qpdf --json-stream-data=none t.pdf >p.json");
    shell_assert_output("python3 \"$SOURCE\"/tests/records/marks.py p.json", 0, "sound\n");
}

/* Parts and sections of the forms that have no list of their own are found in the outline. */
static void forms_have_an_outline(void **state)
{
    (void)state;
    shell_succeeds("shenbao render --no-check samples/guangdong-2025/1-rd-island-storage.xml -o g.pdf && "
                   "shenbao render --no-check samples/zhejiang-2025/gov-finland-bamboo-fibre.xml -o z.pdf && "
                   "for f in g z; do mutool show $f.pdf outline 2>/dev/null | sed 's/#.*//' | tr -d ' \t|\"-' >$f; done");
    shell_assert_output("sed -n '2,5p;/^五/,/^（三/p;/推荐意见/p' g", 0,
                        "一、项目基本信息\n二、申报单位及参与单位信息\n三、项目负责人及成员\n四、立项依据\n五、研究内容与分工\n（一）研究目标\n"
                        "（二）研究内容\n（三）拟解决的关键问题\n十三、主管部门推荐意见\n");
    shell_assert_output("sed -n '/^九、/p;/可行性/,/^（二/p;/^诚信/,+1p' z", 0,
                        "九、申报单位意见\n项目可行性报告\n（一）合作基础与必要性\n（二）国内外现状及趋势分析\n诚信承诺书\n申报单位：浙江篁里新材料股份有限公司\n");
}

/* A figure that no one describes is named at its place, and the file does not say that everyone can read it. */
static void a_figure_needs_a_text(void **state)
{
    (void)state;
    static const char fo[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='p' "
        "page-width='100pt' page-height='100pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
        "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>\n"
        "<fo:block><fo:external-graphic src='spectrum.png' content-width='20pt'/></fo:block>"
        "</fo:flow></fo:page-sequence></fo:root>";
    shell_put_bytes("f.fo", fo, sizeof fo - 1);
    shell_succeeds("cp samples/shandong-2025/pictures/spectrum.png .");
    shell_assert_output_has("shenbao fo f.fo --pdf pdfa-3a 2>&1", 0, "f.fo:2:");
    shell_assert_output_has("shenbao fo f.fo --pdf pdfa-3a 2>&1", 0, "[pdf-no-alternate]");
    assert_claim("f.pdf", "3", "A");
    shell_assert_output("grep -ac pdfuaid:part f.pdf", 1, "0\n");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(profiles_look_the_same), CASE(the_same_bytes_again), CASE(the_same_digest_again), CASE(transparency_is_refused),
        CASE(pictures_on_one_colour_are_flattened), CASE(every_glyph_says_a_text),
        CASE(an_annex_makes_the_whole_less), CASE(annexes_go_three_ways), CASE(annexes_keep_bookmarks_and_tags), CASE(annexes_that_are_figures), CASE(retrieved_cells_have_rows), CASE(rows_have_names), CASE(structure_is_as_it_should_be), CASE(language_is_that_of_the_root_or_first_pages),
        CASE(rows_without_a_body_are_the_tables), CASE(every_mark_has_its_element), CASE(structure_says_what_the_objects_say), CASE(covers_say_who_made_the_form), CASE(files_inside_have_a_date), CASE(tags_of_a_long_table_are_small), CASE(cells_keep_their_columns),
        CASE(a_figure_needs_a_text), CASE(forms_have_an_outline),
    };
    return cmocka_run_group_tests_name("records", tests, NULL, NULL);
}
