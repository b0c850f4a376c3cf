/* Bad input of every kind, made from a good proposal: each ends in time, with the right exit status and a message that names
 * it, and leaves no output file. */
#include "test.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "shell.h"

#define SAMPLE "samples/shandong-2025/01-soec-hydrogen.xml"
#define LIMIT 30 /* seconds */

static char *sample;

static int set_up(void **state)
{
    shell_set_up(state);
    char *path = path_join(source_folder(), SAMPLE);
    sample = read_text(path, NULL);
    free(path);
    return sample ? 0 : -1;
}

static int tear_down(void **state)
{
    free(sample);
    return shell_tear_down(state);
}

/* --- what most cases do --- */

/* The sample with the first `from` replaced. */
static void put_changed(const char *from, const char *to)
{
    const char *at = strstr(sample, from);
    if (!at)
        fail_msg("the sample has no %s", from);
    struct buf b = {0};
    buf_add(&b, sample, (size_t)(at - sample));
    buf_puts(&b, to);
    buf_puts(&b, at + strlen(from));
    shell_put_bytes("p.xml", b.data, b.n);
    buf_free(&b);
}

static bool has_output(void)
{
    char *path = path_join(shell_folder, "p.pdf");
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

static void assert_message(const struct run *r, int status, const char *message)
{
    if (r->status == status && strstr(r->err, message) && *r->err)
        return;
    print_error("exit %d, expected %d with %s\n%s%s\n", r->status, status, message, r->out, r->err);
    fail();
}

/* Runs in the folder; no file may be there that was not before. */
static void assert_fails(const char *command, int status, const char *message)
{
    size_t before = count_files(shell_folder);
    struct run_options o = {.folder = shell_folder, .limit = LIMIT};
    struct run r = run_shell(command, &o);
    assert_message(&r, status, message);
    run_free(&r);
    assert_int_equal(count_files(shell_folder), before);
    assert_false(has_output());
}

static void assert_refused(int status, const char *message)
{
    assert_fails("shenbao render p.xml -o p.pdf", status, message);
}

/* --- not a proposal --- */

static void not_xml(void **state)
{
    (void)state;
    shell_put_bytes("p.xml", "not XML at all", 14);
    assert_refused(2, "p.xml:1: error:");
    shell_put_bytes("p.xml", "", 0);
    assert_refused(2, "[xml-empty]");
    shell_put_bytes("p.xml", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    assert_refused(2, "[xml-binary]");
    shell_put_bytes("p.xml", "PK\3\4\24\0\0\0", 8);
    assert_refused(2, "[xml-binary]");
    shell_put_bytes("p.xml", sample, strlen(sample) / 2);
    assert_refused(2, "p.xml:");
    assert_fails("shenbao render none.xml -o p.pdf", 2, "cannot open none.xml: no such file or folder");
    assert_fails("shenbao render . -o p.pdf", 2, "it is a folder");
}

static void wrong_root_or_namespace(void **state)
{
    (void)state;
    shell_put_bytes("p.xml", "<html/>", 7);
    assert_refused(2, "[check-wrong-root]");
    put_changed("urn:shenbao:proposal", "urn:example");
    assert_refused(2, "p.xml:2: error:");
}

static void an_unknown_programme(void **state)
{
    (void)state;
    put_changed("programme=\"shandong-2025\"", "programme=\"nowhere-1999\"");
    assert_refused(2, "nowhere-1999");
    put_changed("programme=\"shandong-2025\"", "programme=\"../common\"");
    assert_refused(2, "../common");
    put_changed("programme=\"shandong-2025\"", "");
    assert_refused(2, "[check-no-programme]");
}

static void a_wrongly_declared_encoding(void **state)
{
    (void)state;
    put_changed("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
    assert_refused(2, "p.xml:1: error:");
    put_changed("encoding=\"UTF-8\"", "encoding=\"EBCDIC-42\"");
    assert_refused(2, "EBCDIC-42");
    put_changed("高温固体氧化物", "\xB8\xDF\xCE\xC2"); /* GBK in a file that says UTF-8 */
    assert_refused(2, "p.xml:4: error:");
}

/* --- too much --- */

static void a_text_of_100_megabytes(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"shandong-2025\" direction=\"suggestion\"><title>");
    char block[1000];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 100000; i++)
        buf_add(&b, block, sizeof block);
    buf_puts(&b, "</title></proposal>");
    shell_put_bytes("p.xml", b.data, b.n);
    assert_refused(2, "p.xml");
    b.n = 0;
    buf_puts(&b, "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"shandong-2025\" direction=\"suggestion\"><title>");
    for (int i = 0; i < 20000; i++)
        buf_add(&b, block, sizeof block);
    buf_puts(&b, "</title></proposal>");
    shell_put_bytes("p.xml", b.data, b.n);
    assert_refused(2, "p.xml:1: error:");
    buf_free(&b);
}

static void ten_thousand_nested_elements(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"shandong-2025\" direction=\"suggestion\">\n");
    for (int i = 0; i < 10000; i++)
        buf_puts(&b, "<p>");
    for (int i = 0; i < 10000; i++)
        buf_puts(&b, "</p>");
    buf_puts(&b, "</proposal>");
    shell_put_bytes("p.xml", b.data, b.n);
    assert_refused(2, "[xml-too-deep]");
    b.n = 0;
    buf_puts(&b, "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'>");
    for (int i = 0; i < 10000; i++)
        buf_puts(&b, "<fo:block>");
    shell_put_bytes("p.fo", b.data, b.n);
    assert_fails("shenbao fo p.fo -o p.pdf", 2, "p.fo:1: error:");
    buf_free(&b);
}

static void five_million_nodes(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"shandong-2025\" direction=\"suggestion\">");
    for (int i = 0; i < 5000001; i++)
        buf_puts(&b, "<p/>");
    buf_puts(&b, "</proposal>");
    shell_put_bytes("p.xml", b.data, b.n);
    buf_free(&b);
    assert_refused(2, "[xml-too-many-nodes]");
}

static void entities(void **state)
{
    (void)state;
    put_changed("<proposal", "<!DOCTYPE proposal [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                             "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
                             "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">"
                             "<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">]>\n<proposal");
    assert_refused(2, "[xml-doctype]");
    shell_put_bytes("secret", "secret text", 11);
    put_changed("<proposal", "<!DOCTYPE proposal [<!ENTITY s SYSTEM \"secret\">]>\n<proposal");
    assert_refused(2, "[xml-doctype]");
    put_changed("<proposal", "<!DOCTYPE proposal SYSTEM \"http://example.invalid/p.dtd\">\n<proposal");
    assert_refused(2, "[xml-doctype]");
    put_changed("<overview>", "<overview><p>&secret;</p>");
    assert_refused(2, "secret");
}

/* --- pictures --- */

/* A picture in the report, under a name that the folder may or may not have. */
static void put_picture(const char *src)
{
    struct buf b = {0};
    buf_printf(&b, "<significance>\n<img src=\"%s\" width=\"80%%\" alt=\"图\"><caption>图</caption></img>", src);
    put_changed("<significance>", b.data);
    buf_free(&b);
}

static void a_bad_picture(void **state)
{
    (void)state;
    static const char huge[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\10\2\0\0\0\0\0\0\0";
    char *path = path_join(source_folder(), "samples/shandong-2025/pictures/spectrum.png");
    size_t size;
    char *png = read_text(path, &size);
    free(path);
    assert_non_null(png);
    put_picture("none.png");
    assert_refused(1, "none.png");
    shell_put_bytes("cut.png", png, size / 2);
    put_picture("cut.png");
    assert_refused(1, "cut.png");
    shell_put_bytes("huge.png", huge, sizeof huge - 1);
    put_picture("huge.png");
    assert_refused(1, "huge.png");
    shell_put_bytes("text.png", "this is no picture", 18);
    put_picture("text.png");
    assert_refused(1, "text.png");
    free(png);
}

static void a_picture_outside_the_folder(void **state)
{
    (void)state;
    put_picture("../../samples/shandong-2025/pictures/spectrum.png");
    assert_refused(1, "spectrum.png");
    put_picture("/etc/passwd");
    assert_refused(1, "/etc/passwd");
    put_picture("file:///etc/passwd");
    assert_refused(1, "passwd");
    put_picture("http://example.invalid/x.png");
    assert_refused(1, "example.invalid");
    char *link = path_join(shell_folder, "link.png");
    assert_int_equal(symlink("/etc/passwd", link), 0);
    free(link);
    put_picture("link.png");
    assert_refused(1, "link.png");
}

/* --- characters --- */

static void characters_that_cannot_be_printed(void **state)
{
    (void)state;
    put_changed("必要性：", "必要性\x01：");
    assert_refused(2, "[xml-character]");
    put_changed("必要性：", "必要性\xEF\xBF\xBD："); /* U+FFFD */
    assert_refused(1, "FFFD");
    put_changed("必要性：", "必要性\xEE\x80\x80："); /* U+E000, private use */
    assert_refused(1, "E000");
    put_changed("必要性：", "必要性\xF0\xBF\xBF\xBD："); /* U+3FFFD, unassigned */
    assert_refused(1, "3FFFD");
}

/* One fault each, in an otherwise good proposal; the schema's message is ours. */
static void faults_of_structure(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *message;
    } cases[] = {
        {"<title>", "<titel/><title>", "[schema-unknown]"},
        {"</proposal>", "<foo/></proposal>", "[schema-unknown-end]"},
        {"<title>", "<country>JP</country><title>", "[schema-misplaced]"},
        {"</proposal>", "<title>x</title></proposal>", "[schema-misplaced-end]"},
        {"<filing ", "<filing foo='x' ", "[schema-attribute]"},
        {"10:20:00+08:00\"/>", "10:20:00+08:00\">text</filing>", "[schema-empty]"},
        {"<keyTechnologies>", "<keyTechnologies>text", "[schema-text]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put_changed(cases[i].from, cases[i].to);
        assert_refused(1, cases[i].message);
    }
}

static void what_was_refused_is_said(void **state)
{
    (void)state;
    put_changed("<phone>0531-80990126</phone>", "<phone/>");
    assert_refused(1, "[not-rendered]");
    put_changed("必要性：", "必要性\xF0\xBF\xBF\xBD：");
    assert_fails("shenbao render p.xml --no-check -o p.pdf", 1, "[not-written]");
}

/* Findings beyond the limit are counted; nobody waits for them. */
static void ten_thousand_findings(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='a'>"
                 "<fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='a'>"
                 "<fo:flow flow-name='xsl-region-body'>");
    for (int i = 0; i < 10010; i++)
        buf_printf(&b, "<fo:block unknown-%d='red'/>\n", i);
    buf_puts(&b, "</fo:flow></fo:page-sequence></fo:root>");
    shell_put_bytes("p.fo", b.data, b.n);
    buf_free(&b);
    assert_fails("shenbao fo p.fo -o - | cat >/dev/null", 0, "10 further findings are not shown");
    assert_fails("shenbao fo p.fo -o - | cat >/dev/null", 0, "[more-findings]");
}

/* --- layout --- */

static const char fo_start[] =
    "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='a' "
    "page-width='200pt' page-height='200pt'><fo:region-body/><fo:region-before extent='50pt'/></fo:simple-page-master>"
    "</fo:layout-master-set><fo:page-sequence master-reference='a'>";

static void add_times(struct buf *b, const char *s, int times)
{
    while (times-- > 0)
        buf_puts(b, s);
}

/* Each way of nesting stays below the limit, but not what a marker makes of both. */
static void nesting_through_a_marker(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, fo_start);
    buf_puts(&b, "<fo:static-content flow-name='xsl-region-before'>");
    add_times(&b, "<fo:block>", 150);
    buf_puts(&b, "<fo:retrieve-marker retrieve-class-name='m'/>");
    add_times(&b, "</fo:block>", 150);
    buf_puts(&b, "</fo:static-content><fo:flow flow-name='xsl-region-body'><fo:block><fo:marker marker-class-name='m'>");
    add_times(&b, "<fo:block>", 150);
    buf_puts(&b, "deep");
    add_times(&b, "</fo:block>", 150);
    buf_puts(&b, "</fo:marker>x</fo:block></fo:flow></fo:page-sequence></fo:root>");
    shell_put_bytes("p.fo", b.data, b.n);
    buf_free(&b);
    assert_fails("shenbao fo p.fo -o - >/dev/null", 1, "[layout-too-deep]");
}

static void a_paragraph_without_end(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, fo_start);
    buf_puts(&b, "<fo:flow flow-name='xsl-region-body'><fo:block>");
    add_times(&b, "word ", 200000);
    buf_puts(&b, "</fo:block></fo:flow></fo:page-sequence></fo:root>");
    shell_put_bytes("p.fo", b.data, b.n);
    buf_free(&b);
    assert_fails("shenbao fo p.fo --verbose -o - >/dev/null", 0, "[line-by-line]");
}

static void more_pages_than_the_limit(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, fo_start);
    buf_puts(&b, "<fo:flow flow-name='xsl-region-body'>");
    add_times(&b, "<fo:block break-before='page'>x</fo:block>", 100001);
    buf_puts(&b, "</fo:flow></fo:page-sequence></fo:root>");
    shell_put_bytes("p.fo", b.data, b.n);
    buf_free(&b);
    assert_fails("shenbao fo p.fo -o p.pdf", 2, "[page-limit]");
}

static void more_columns_than_the_limit(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, fo_start);
    buf_puts(&b, "<fo:flow flow-name='xsl-region-body'>");
    add_times(&b, "<fo:table table-layout='fixed' width='100%'><fo:table-column number-columns-repeated='10000'/><fo:table-body><fo:table-cell>"
                  "<fo:block>x</fo:block></fo:table-cell></fo:table-body></fo:table>", 1001);
    buf_puts(&b, "</fo:flow></fo:page-sequence></fo:root>");
    shell_put_bytes("p.fo", b.data, b.n);
    buf_free(&b);
    assert_fails("shenbao fo p.fo -o p.pdf", 2, "[table-columns-limit]");
}

/* These are set; nothing is lost and somebody is told. */
static void a_word_wider_than_its_cell(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<name>");
    for (int i = 0; i < 50; i++)
        buf_puts(&b, "Supercalifragilistic");
    put_changed("<unit><name>", "<unit><name>Supercalifragilistic");
    put_changed("<name>大面积薄膜电解质流延共烧技术", b.data);
    buf_free(&b);
    struct run_options o = {.folder = shell_folder, .limit = LIMIT};
    struct run r = run_shell("shenbao render p.xml --form info --no-check -o p.pdf", &o);
    assert_int_equal(r.status, 0);
    run_free(&r);
    r = run_shell("pdftotext p.pdf - | tr -d '\\n \\f' | grep -o Supercalifragilistic | wc -l", &o);
    assert_string_equal(r.out, "50\n");
    run_free(&r);
}

static void a_cell_taller_than_a_page(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<overview>");
    for (int i = 0; i < 3000; i++)
        buf_puts(&b, "<p>重复的概述。</p>");
    put_changed("<overview>", b.data);
    buf_free(&b);
    struct run_options o = {.folder = shell_folder, .limit = LIMIT};
    struct run r = run_shell("shenbao render p.xml --form info --no-check -o p.pdf", &o);
    assert_int_equal(r.status, 0);
    run_free(&r);
    r = run_shell("pdftotext p.pdf - | tr -d '\\n \\f' | grep -o 重复的概述。 | wc -l", &o);
    assert_string_equal(r.out, "3000\n");
    run_free(&r);
}

static void put_flow(const char *repeated, int times)
{
    struct buf b = {0};
    buf_puts(&b, fo_start);
    buf_puts(&b, "<fo:flow flow-name='xsl-region-body'>");
    add_times(&b, repeated, times);
    buf_puts(&b, "</fo:flow></fo:page-sequence></fo:root>");
    shell_put_bytes("p.fo", b.data, b.n);
    buf_free(&b);
}

/* Row and table are given back with different pages, the row first. */
static void tables_one_after_the_other(void **state)
{
    (void)state;
#define WORD "<fo:table-cell><fo:block font-size='8pt'>word</fo:block></fo:table-cell>"
    put_flow("<fo:table><fo:table-body><fo:table-row>" WORD WORD WORD WORD "</fo:table-row></fo:table-body></fo:table>", 1500);
#undef WORD
    struct run_options o = {.folder = shell_folder, .limit = LIMIT};
    struct run r = run_shell("shenbao fo p.fo -o p.pdf && pdftotext p.pdf - | grep -o word | wc -l", &o);
    assert_string_equal(r.out, "6000\n");
    run_free(&r);
}

/* Heights so far below zero that their differences leave every range, as the sanitizers tell. */
static void blocks_far_below_zero(void **state)
{
    (void)state;
    put_flow("<fo:block start-indent='-99999pt' end-indent='99999pt' text-indent='-1e9pt' line-height='-5pt' padding='-5pt'"
             " space-before='-999999pt'>text</fo:block>", 50);
    struct run_options o = {.folder = shell_folder, .limit = LIMIT};
    struct run r = run_shell("shenbao fo p.fo -o p.pdf && qpdf --check p.pdf >q.out", &o);
    assert_message(&r, 0, "[");
    run_free(&r);
}

/* Sets the blocks, with extension properties in them, and expects the message and a sound PDF. */
static void assert_extension_ends(int status, const char *before, const char *repeated, int times, const char *after,
                                  const char *message)
{
    struct buf b = {0};
    buf_puts(&b, fo_start);
    buf_puts(&b, "<fo:flow flow-name='xsl-region-body'><fo:block xmlns:sb='urn:shenbao:fo'>");
    buf_puts(&b, before);
    add_times(&b, repeated, times);
    buf_puts(&b, after);
    buf_puts(&b, "</fo:block></fo:flow></fo:page-sequence></fo:root>");
    shell_put_bytes("p.fo", b.data, b.n);
    buf_free(&b);
    struct run_options o = {.folder = shell_folder, .limit = LIMIT};
    struct run r = run_shell("shenbao fo p.fo -o p.pdf; s=$?; qpdf --check p.pdf >/dev/null && exit $s", &o);
    assert_message(&r, status, message);
    run_free(&r);
}

static void assert_extension(const char *before, const char *repeated, int times, const char *after, const char *message)
{
    assert_extension_ends(0, before, repeated, times, after, message);
}

#define CELL(column, cell) "<fo:table table-layout='fixed' width='50pt'><fo:table-column column-width='50pt' " column "/>" \
    "<fo:table-body><fo:table-row><fo:table-cell " cell "><fo:block>"
#define CELL_END "</fo:block></fo:table-cell></fo:table-row></fo:table-body></fo:table>"

static void extensions_without_measure(void **state)
{
    (void)state;
    assert_extension("<fo:inline sb:boxes='999999999' sb:box-size='1000000pt'>1</fo:inline>", "", 0, "", "[boxes-too-many]");
    assert_extension("<fo:inline sb:boxes='1'>", "12345", 10000, "</fo:inline>", "[boxes-too-few]");
    assert_extension("<fo:inline sb:spread='0pt'>", "标签", 20000, "</fo:inline>", "[spread-too-narrow]");
    assert_extension("<fo:block sb:spread='1000000pt'>", "标签", 20000, "</fo:block>", "[spread-too-wide]");
    assert_extension(CELL("", "sb:vertical='true'"), "竖排（标签）2025", 5000, CELL_END, "[page-overflow]");
    assert_extension(CELL("", "sb:vertical='true'"), "<fo:inline font-size='0pt'>竖</fo:inline>x", 2000, CELL_END, "");
    assert_extension(CELL("sb:decimal-align='auto'", ""), "1234567890", 10000, CELL_END, "[line-overfull]");
    assert_extension(CELL("sb:decimal-align='1000000pt'", ""), "1", 1, CELL_END, "[decimal-no-room]");
    assert_extension("<fo:block sb:seal='1000000pt'>", "公章", 1, "</fo:block>", "[page-overflow]");

}

#define CHART(attributes, kind) "<fo:instream-foreign-object sb:alt='x' " attributes "><sb:chart kind='" kind "'><sb:series name='n'>"
#define CHART_END "</sb:series></sb:chart></fo:instream-foreign-object>"
#define SIZE(w, h) "content-width='" w "pt' content-height='" h "pt'"

static void charts_without_measure(void **state)
{
    (void)state;
    assert_extension_ends(1, CHART(SIZE("400", "300"), "bar"), "<sb:point label='x' value='1'/>", 100000, CHART_END, "[chart-too-many-points]");
    assert_extension_ends(0, CHART(SIZE("1000000", "1000000"), "bar"), "<sb:point label='x' value='1'/>", 10, CHART_END, "");
    assert_extension_ends(1, CHART(SIZE("400", "300") " font-size='100000pt'", "line"), "<sb:point label='x' value='1'/>", 9, CHART_END, "[chart-too-small]");
    assert_extension_ends(0, CHART(SIZE("400", "300") " font-size='0pt'", "stacked"), "<sb:point label='x' value='1'/>", 9, CHART_END, "");
    assert_extension_ends(1, CHART(SIZE("0", "0"), "pie"), "<sb:point label='x' value='1'/>", 9, CHART_END, "[chart-too-small]");
    assert_extension_ends(0, CHART(SIZE("400", "300"), "pie"), "<sb:point label='x' value='1000000000000000'/>", 9, CHART_END, "");
    assert_extension_ends(1, CHART(SIZE("400", "300"), "pie"), "<sb:point label='x' value='1'/>", 1000, CHART_END, "[chart-too-small]");
    assert_extension_ends(0, CHART(SIZE("400", "300"), "bar") "<sb:point value='-1000000000000000'/>", "<sb:point label='y' value='0.000000000001'/>", 1, CHART_END, "");
    assert_extension_ends(0, CHART(SIZE("400", "300"), "gantt"), "<sb:point label='x' from='0000-01' to='9999-12'/>", 9, CHART_END, "");
    assert_extension_ends(0, CHART(SIZE("400", "300"), "gantt"), "<sb:point label='x' from='-1' to='1000000000000000'/>", 9, CHART_END, "");
    assert_extension_ends(1, CHART(SIZE("400", "300"), "bar") "<sb:point value='1' label='", "没有尽头的标签", 20000, "'/>" CHART_END, "[chart-too-small]");
    assert_extension_ends(0, CHART(SIZE("400", "300"), "gantt") "<sb:point from='1' to='2' label='", "没有尽头的标签", 20000, "'/>" CHART_END, "");
}

static void shrinking_in_shrinking(void **state)
{
    (void)state;
    struct buf b = {0}, end = {0};
    add_times(&b, CELL("", "sb:fit='10%' height='10pt'"), 30); /* trials at each level would be 2^30 */
    add_times(&end, CELL_END, 30);
    assert_extension(b.data, "申报单位", 50, end.data, "[fit-used]");
    buf_free(&b);
    buf_free(&end);
}

/* --- output --- */

static void an_output_that_cannot_be_written(void **state)
{
    (void)state;
    shell_put_bytes("p.xml", sample, strlen(sample));
    assert_fails("shenbao render p.xml -o none/p.pdf", 2, "cannot write none/p.pdf");
    assert_fails("shenbao render p.xml -o .", 2, "it is a folder");
    assert_fails("shenbao render p.xml -o /dev/full", 2, "the disk is full");
    assert_fails("shenbao render p.xml -o - >/dev/full", 2, "the disk is full");
    assert_fails("ulimit -f 8; shenbao render p.xml -o p.pdf", 2, "cannot write p.pdf");
    assert_fails("shenbao render p.xml -o - >&-", 2, "cannot write -");
    assert_fails("shenbao check p.xml --format json >/dev/full", 2, "the disk is full");
    assert_fails("shenbao --help >/dev/full", 2, "the disk is full");
    assert_fails("shenbao pack p.xml --no-check -o /dev/full", 2, "the disk is full");
    assert_fails("trap '' XFSZ; ulimit -f 2; shenbao summary p.xml --no-check -o p.xlsx", 2, "larger than this system allows; nothing was left");
    shell_assert_output("ls -A | grep -c xlsx", 1, "0\n");
}

static void a_closed_pipe(void **state)
{
    (void)state;
    shell_put_bytes("p.xml", sample, strlen(sample));
    assert_fails("(sleep 0.2; shenbao render p.xml -o - 2>&1 >&3 3>&-; echo $? >&2) 3>&1 >&2 | true", 0,
                 "the reader has closed the pipe");
}

static void a_broken_render_keeps_the_old_file(void **state)
{
    (void)state;
    shell_put_bytes("p.xml", "<proposal", 9);
    shell_put_bytes("old.pdf", "old", 3);
    assert_fails("shenbao render p.xml -o old.pdf", 2, "p.xml:");
    char *path = path_join(shell_folder, "old.pdf"), *text = read_text(path, NULL);
    assert_string_equal(text, "old");
    free(text);
    free(path);
}

/* --- packs and fonts --- */

/* A copy of the packs, with one file changed by sed, beside the sample. */
static void change_pack(const char *file, const char *edit)
{
    shell_put_bytes("p.xml", sample, strlen(sample));
    struct buf b = {0};
    buf_printf(&b, "rm -rf packs && cp -r %s/templates packs && sed -i '%s' packs/%s && ! cmp -s packs/%s %s/templates/%s",
               source_folder()[0] == '/' ? source_folder() : "../..", edit, file, file, source_folder(), file);
    struct run_options o = {.folder = shell_folder};
    struct run r = run_shell(b.data, &o);
    if (r.status)
        fail_msg("%s: the edit changed nothing: %s", file, r.err);
    run_free(&r);
    buf_free(&b);
}

static void assert_broken_pack(const char *file, const char *edit, const char *message)
{
    change_pack(file, edit);
    assert_fails("shenbao --templates packs render p.xml -o p.pdf", 2, message);
}

static void a_broken_pack(void **state)
{
    (void)state;
    assert_broken_pack("shandong-2025/programme.xml", "s/<forms>/<forms/", "packs/shandong-2025/programme.xml:");
    assert_broken_pack("shandong-2025/proposal.xsd", "0,/<xs:element/s//<xs:elemnt/", "packs/shandong-2025/proposal.xsd:");
    assert_broken_pack("common/types.xsd", "$d", "packs/common/types.xsd:");
    assert_broken_pack("shandong-2025/rules.sch", "0,/test=\"/s//test=\"(((/", "packs/shandong-2025/rules.sch:");
    assert_broken_pack("shandong-2025/rules.sch", "$d", "packs/shandong-2025/rules.sch:");
    assert_broken_pack("shandong-2025/info.xsl", "0,/select=\"/s//select=\"((/", "packs/shandong-2025/info.xsl:");
    assert_broken_pack("shandong-2025/info.xsl", "$d", "packs/shandong-2025/info.xsl:");
    assert_broken_pack("shandong-2025/report.xsl", "0,/select=\"/s//select=\"unknown-function()+/",
                       "packs/shandong-2025/report.xsl:");
}

static void rules_that_make_no_sense(void **state)
{
    (void)state;
    static const char file[] = "shandong-2025/rules.sch";
    assert_broken_pack(file, "0,/<pattern/s//<patern\\/><pattern/", "[rules-element]");
    assert_broken_pack(file, "0,/<rule context=\"[^\"]*\">/s//&<extends rule=\"none\"\\/>/", "[rules-reference]");
    assert_broken_pack(file, "0,/<assert /s//<assert id=\"X\" test=\"1\">a<\\/assert><assert id=\"X\" test=\"1\">b<\\/assert><assert /",
                       "[rules-id-twice]");
    assert_broken_pack(file, "0,/<pattern/s//<include href=\"none.sch\"\\/><pattern/", "[rules-include]");
}

static void a_stylesheet_that_speaks(void **state)
{
    (void)state;
    change_pack("shandong-2025/info.xsl", "0,/<fo:root/s//<xsl:message terminate=\"yes\">enough<\\/xsl:message><fo:root/");
    assert_fails("shenbao --templates packs render p.xml -o p.pdf", 2, "[xslt-terminated]");
    assert_fails("shenbao --templates packs render p.xml -o p.pdf", 2, "info.xsl:");
    change_pack("shandong-2025/info.xsl", "0,/<fo:root/s//<xsl:message>hello<\\/xsl:message><fo:root/");
    assert_fails("shenbao --templates packs render p.xml -o - | cat >/dev/null", 0, "hello [xslt-message]");
}

/* A wrong setting of the schema's for new proposals is named with its line; nothing is written. */
static void a_new_proposal_of_a_broken_schema(void **state)
{
    (void)state;
    change_pack("most-2025/proposal.xsd", "s/sbp:new-if=\"p:trl\"/sbp:new-if=\"p:trl[\"/");
    assert_fails("shenbao --templates packs new most-2025/1.1 -o q.xml", 2, "[pack-xpath]");
    assert_fails("shenbao --templates packs new most-2025/1.1 -o q.xml", 2, "most-2025/proposal.xsd:");
    assert_fails("test ! -e q.xml && echo none >&2", 0, "none");
}

static void a_bad_list(void **state)
{
    (void)state;
    shell_put_bytes("p.xml", sample, strlen(sample));
    shell_put_bytes("empty.csv", "", 0);
    shell_put_bytes("quote.csv", "a,b\n\"1,2\n", 9);
    shell_put_bytes("columns.csv", "a,b\n1,2,3\n", 10);
    shell_put_bytes("latin.csv", "a,b\n\xE9,2\n", 8);
    assert_fails("shenbao check p.xml --list funded=empty.csv", 2, "[list-empty]");
    assert_fails("shenbao check p.xml --list funded=quote.csv", 2, "quote.csv:2: error:");
    assert_fails("shenbao check p.xml --list funded=columns.csv", 2, "[list-columns]");
    assert_fails("shenbao check p.xml --list funded=latin.csv", 2, "[list-not-utf8]");
    assert_fails("shenbao check p.xml --list funded=none.csv", 2, "none.csv");
}

/* What a stricter schema than ours can say. */
static void a_stricter_schema(void **state)
{
    (void)state;
    change_pack("shandong-2025/proposal.xsd", "s/name=\"declarations\" minOccurs=\"0\"/name=\"declarations\"/");
    put_changed("<declarations><notFundedBefore>true</notFundedBefore></declarations>", "");
    assert_fails("shenbao --templates packs render p.xml -o p.pdf", 1, "[schema-missing]");
    change_pack("shandong-2025/proposal.xsd", "s/name=\"submittedAt\" type=\"dateTime\"/& fixed=\"2025-01-01T00:00:00\"/");
    assert_fails("shenbao --templates packs render p.xml -o p.pdf", 1, "[schema-fixed]");
}

static void a_missing_pack_folder(void **state)
{
    (void)state;
    shell_put_bytes("p.xml", sample, strlen(sample));
    assert_fails("shenbao --templates none render p.xml -o p.pdf", 2, "none");
    assert_fails("shenbao --templates none list", 2, "[pack-no-folder]");
}

/* A tree of its own with a fonts/roles.conf that asks for what nobody has. */
static void a_missing_font_role(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_printf(&b, "mkdir -p t/bin t/share/shenbao/fonts && cp \"$SHENBAO\" t/bin/shenbao && cp -r %s/templates t/share/shenbao/ && "
                   "sed -E 's/^( *(han|then)) .*/\\1 No Such Face/; s/^shared .*/shared No Such Face Either/' "
                   "%s/fonts/roles.conf >t/share/shenbao/fonts/roles.conf", source_folder(), source_folder());
    struct run_options o = {.folder = shell_folder};
    struct run r = run_shell(b.data, &o);
    assert_int_equal(r.status, 0);
    run_free(&r);
    buf_free(&b);
    shell_put_bytes("p.xml", sample, strlen(sample));
    assert_fails("t/bin/shenbao render p.xml -o p.pdf", 2, "[font-role-missing]");
}

/* --- options with bad values --- */

static void bad_values(void **state)
{
    (void)state;
    shell_put_bytes("p.xml", sample, strlen(sample));
    assert_fails("shenbao render p.xml -o p.pdf --form none", 2, "[unknown-form]");
    assert_fails("shenbao check p.xml --as-of 2025-02-30", 2, "[option-date]");
    assert_fails("shenbao check p.xml --as-of yesterday", 2, "[option-date]");
    assert_fails("shenbao check p.xml --list x", 2, "[option-list]");
    assert_fails("shenbao check p.xml --list fundet=x.csv", 2, "it has: abbreviations, countries, funded, outline, ");
    assert_fails("SOURCE_DATE_EPOCH=now shenbao check p.xml", 2, "[source-date-epoch]");
    assert_fails("shenbao check p.xml p.xml --format svrl", 2, "[svrl-one-file]");
    assert_fails("shenbao new shandong-2025 -o p.xml", 2, "[file-exists]");
    assert_fails("shenbao new nowhere -o q.xml", 2, "nowhere");
    assert_fails("shenbao new shandong-2025/none -o q.xml", 2, "[pack-no-direction]");
    assert_fails("shenbao fo none.fo -o p.pdf", 2, "none.fo");
    assert_fails("shenbao fo p.xml --emit fo", 2, "[option-choice]");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(not_xml), CASE(wrong_root_or_namespace), CASE(an_unknown_programme), CASE(a_wrongly_declared_encoding),
        CASE(a_text_of_100_megabytes), CASE(ten_thousand_nested_elements), CASE(five_million_nodes), CASE(entities), CASE(a_bad_picture),
        CASE(a_picture_outside_the_folder), CASE(characters_that_cannot_be_printed),
        CASE(faults_of_structure), CASE(what_was_refused_is_said), CASE(ten_thousand_findings), CASE(a_word_wider_than_its_cell),
        CASE(a_cell_taller_than_a_page),
        CASE(tables_one_after_the_other), CASE(blocks_far_below_zero),
        CASE(nesting_through_a_marker), CASE(a_paragraph_without_end), CASE(more_pages_than_the_limit), CASE(more_columns_than_the_limit), CASE(extensions_without_measure), CASE(charts_without_measure), CASE(shrinking_in_shrinking), CASE(an_output_that_cannot_be_written), CASE(a_closed_pipe),
        CASE(a_broken_render_keeps_the_old_file), CASE(a_broken_pack), CASE(rules_that_make_no_sense),
        CASE(a_stylesheet_that_speaks), CASE(a_new_proposal_of_a_broken_schema), CASE(a_bad_list), CASE(a_stricter_schema), CASE(a_missing_pack_folder),
        CASE(a_missing_font_role), CASE(bad_values),
    };
    return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
