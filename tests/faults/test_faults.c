/* test_faults.c - hostile formatting objects: each ends in time and within its memory, says what is wrong, and leaves either a
 * PDF that qpdf finds sound or none. A document is a head, a middle that is repeated, and a tail. FAULTS_SHOW=1 prints what
 * the program said. */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "shell.h"

enum { SECONDS = 20, MIB = 1024, TEXT_MIB = 3800 /* a paragraph takes some 400 bytes a character */, SANITIZED = 6 /* what sanitizers may cost, as a factor */,
       QUARANTINE = 256 /* MiB of freed memory that AddressSanitizer keeps */ };

struct fault {
    const char *name;
    const char *page;  /* attributes of the page master and what it holds, NULL: 200 by 200 pt and a body */
    const char *open;  /* behind <fo:flow> */
    const char *repeat;
    int times;
    const char *close;
    const char *says;  /* must be among the messages; NULL: it may be set without a word */
    const char *stat;  /* static content, or NULL */
    const char *shut;  /* behind close, repeated as often as `repeat`; or NULL */
    long mib;          /* memory it may take; 0: MIB */
};

static const char small_page[] = " page-width='200pt' page-height='200pt'><fo:region-body/>";

/* Two rows of text, for content that is to be taller than a page when it is repeated. */
#define LINE "<fo:block>a line of text</fo:block>"
#define CELL(c) "<fo:table-cell>" c "</fo:table-cell>"
#define TABLE_OPEN "<fo:table table-layout='fixed' width='100%'><fo:table-body>"
#define TABLE_CLOSE "</fo:table-body></fo:table>"

/* A header that takes much more memory than what stands on a page below it. */
#define HEAVY_PAGE " page-width='200pt' page-height='200pt'><fo:region-body margin-top='160pt'/><fo:region-before extent='160pt'/>"
#define CELLS_4 CELL("<fo:block>head</fo:block>") CELL("<fo:block>head</fo:block>") CELL("<fo:block>head</fo:block>") CELL("<fo:block>head</fo:block>")
#define ROWS_4 "<fo:table-row>" CELLS_4 "</fo:table-row><fo:table-row>" CELLS_4 "</fo:table-row><fo:table-row>" CELLS_4 "</fo:table-row><fo:table-row>" \
    CELLS_4 "</fo:table-row>"
#define HEAVY(more) "<fo:static-content flow-name='xsl-region-before'>" TABLE_OPEN ROWS_4 ROWS_4 ROWS_4 TABLE_CLOSE more "</fo:static-content>"
#define NEW_PAGE "<fo:block break-before='page'>x</fo:block>"

static const struct fault faults[] = {
    {.name = "100,000 nested blocks", NULL, "", "<fo:block>", 100000, "", ": error:", NULL},
    {.name = "100,000 nested inlines", NULL, "<fo:block>", "<fo:inline>", 100000, "", ": error:", NULL},
    {.name = "a table of 10,000 columns", NULL, TABLE_OPEN "<fo:table-row>", CELL("<fo:block>x</fo:block>"), 10000,
     "</fo:table-row>" TABLE_CLOSE, "[table-", NULL},
    {.name = "a table of 20,000 columns", NULL, TABLE_OPEN "<fo:table-row>", CELL("<fo:block>x</fo:block>"), 20000,
     "</fo:table-row>" TABLE_CLOSE, "[table-", NULL},
    {.name = "a column repeated a million times", NULL, "<fo:table><fo:table-column number-columns-repeated='1000000'/><fo:table-body>",
     "<fo:table-row>" CELL("<fo:block>x</fo:block>") "</fo:table-row>", 10, TABLE_CLOSE, "[", NULL},
    {.name = "spans that overlap", NULL, TABLE_OPEN,
     "<fo:table-row><fo:table-cell number-rows-spanned='3' column-number='1'><fo:block>a</fo:block></fo:table-cell>"
     "<fo:table-cell number-columns-spanned='3' column-number='1'><fo:block>b</fo:block></fo:table-cell></fo:table-row>", 200,
     TABLE_CLOSE, "[table-", NULL},
    {.name = "spans that leave the table", NULL, "<fo:table><fo:table-column/><fo:table-column/><fo:table-body>",
     "<fo:table-row><fo:table-cell number-rows-spanned='9000' number-columns-spanned='9000'><fo:block>a</fo:block></fo:table-cell>"
     "</fo:table-row>", 50, TABLE_CLOSE, "[table-", NULL},
    {.name = "2,000 rows that span on", NULL, TABLE_OPEN, "<fo:table-row><fo:table-cell number-rows-spanned='5000'><fo:block>a</fo:block>"
     "</fo:table-cell>" CELL("<fo:block>b</fo:block>") "</fo:table-row>", 2000, TABLE_CLOSE, "[table-spans-too-many]", NULL},
    {.name = "a row span over 9,000 rows", NULL, TABLE_OPEN
     "<fo:table-row><fo:table-cell number-rows-spanned='9000'><fo:block>a</fo:block></fo:table-cell>" CELL("<fo:block>b</fo:block>")
     "</fo:table-row>", "<fo:table-row>" CELL("<fo:block>c</fo:block>") "</fo:table-row>", 8999, TABLE_CLOSE, NULL, NULL, .mib = 120},
    {.name = "3,000 rows of one cell over 9,999 columns", NULL, "<fo:table table-layout='fixed' width='100%'><fo:table-column "
     "number-columns-repeated='9999'/><fo:table-body>", "<fo:table-row><fo:table-cell border-start-style='solid'><fo:block/></fo:table-cell>"
     "</fo:table-row>", 3000, TABLE_CLOSE, NULL, NULL, .mib = 120},
    {.name = "tables of 9,999 columns in each other", NULL, "", "<fo:table><fo:table-column number-columns-repeated='9999'/><fo:table-body>"
     "<fo:table-cell number-columns-spanned='9998'>", 100, "<fo:block>x</fo:block>", "[", NULL, "</fo:table-cell></fo:table-body></fo:table>", 300},
    {.name = "50,000 small tables", NULL, "", TABLE_OPEN CELL("<fo:block>x</fo:block>") TABLE_CLOSE, 50000, "", NULL, NULL, .mib = 200},
    {.name = "1,500 pages of one list item", HEAVY_PAGE, "<fo:list-block><fo:list-item><fo:list-item-label><fo:block>1</fo:block></fo:list-item-label>"
     "<fo:list-item-body>", NEW_PAGE, 1500, "</fo:list-item-body></fo:list-item></fo:list-block>", NULL, HEAVY(""), .mib = 80},
    {.name = "1,500 pages of one cell", HEAVY_PAGE, TABLE_OPEN "<fo:table-cell>", NEW_PAGE, 1500, "</fo:table-cell>" TABLE_CLOSE, NULL,
     HEAVY(""), .mib = 80},
    {.name = "1,500 pages of a table in an inline", HEAVY_PAGE, "<fo:block><fo:inline>" TABLE_OPEN, "<fo:table-row break-after='page'>"
     CELL("<fo:block>x</fo:block>") "</fo:table-row>", 1500, TABLE_CLOSE "</fo:inline></fo:block>", NULL, HEAVY(""), .mib = 80},
    {.name = "1,500 pages of an inline with a border", HEAVY_PAGE, "<fo:block><fo:inline border='1pt solid red'>", NEW_PAGE, 1500,
     "</fo:inline></fo:block>", NULL, HEAVY(""), .mib = 80},
    {.name = "1,500 pages that wait for their count", HEAVY_PAGE, "", NEW_PAGE, 1500, "<fo:block id='end'/>", NULL,
     HEAVY("<fo:block><fo:page-number-citation-last ref-id='end'/></fo:block>"), .mib = 80},
    {.name = "50,000 items of a list", NULL, "<fo:list-block>", "<fo:list-item><fo:list-item-label><fo:block>1</fo:block></fo:list-item-label>"
     "<fo:list-item-body start-indent='9pt'><fo:block>x</fo:block></fo:list-item-body></fo:list-item>", 50000, "</fo:list-block>", NULL, NULL,
     .mib = 200},
    {.name = "100,000 blocks of an inline in a block-container", NULL, "<fo:block-container><fo:block><fo:inline>", LINE, 100000,
     "</fo:inline></fo:block></fo:block-container>", NULL, NULL, .mib = 160},
    {.name = "widths that sum to nothing", NULL, "<fo:table table-layout='fixed' width='0pt'><fo:table-column column-width='0pt'/>"
     "<fo:table-column column-width='proportional-column-width(0)'/><fo:table-body>",
     "<fo:table-row>" CELL("<fo:block>word</fo:block>") CELL("<fo:block>字字</fo:block>") "</fo:table-row>", 50, TABLE_CLOSE, "[",
     NULL},
    {.name = "negative lengths", NULL, "",
     "<fo:block start-indent='-500pt' end-indent='-500pt' text-indent='-999pt' space-before='-50pt' padding='-3pt' "
     "line-height='-5pt' font-size='-4pt' border='-1pt solid red' letter-spacing='-20pt' word-spacing='-20pt'>negative words</fo:block>"
     "<fo:block-container width='-10pt' height='-10pt'><fo:block>x</fo:block></fo:block-container>", 200, "", "[fo-", NULL},
    {.name = "enormous lengths", NULL, "",
     "<fo:block start-indent='1e9pt' text-indent='99999999999pt' space-before='1e300pt' padding='1e7mm' font-size='1e6pt' "
     "line-height='1e8pt'>enormous</fo:block>", 5, "", "[", NULL},
    {.name = "an enormous height", NULL, "<fo:block-container height='1e8pt'>", LINE, 10, "</fo:block-container>", "[", NULL},
    {.name = "an enormous page", " page-width='1e9pt' page-height='1e9pt'><fo:region-body/>", "", LINE, 10, "", "[", NULL},
    {.name = "a page narrower than a PDF has", " page-width='0.001pt' page-height='20000pt'><fo:region-body/>", "", LINE, 10, "",
     "[master-page-size]", NULL},
    {.name = "margins wider than the page", " page-width='200pt' page-height='200pt'><fo:region-body margin='150pt'/>", "", LINE, 10, "",
     "[", NULL},
    {.name = "a region of zero height", " page-width='200pt' page-height='200pt' margin='100pt 0pt'><fo:region-body/>", "", LINE, 100, "",
     "[", NULL},
    {.name = "a page without room", " page-width='0pt' page-height='0pt'><fo:region-body/>", "", LINE, 10, "", "[", NULL},
    {.name = "a region that nothing fits", " page-width='200pt' page-height='200pt'><fo:region-body margin-top='199.999pt'/>", "",
     LINE, 300, "", "[", NULL},
    {.name = "a header without room", " page-width='200pt' page-height='200pt'><fo:region-body margin-top='10pt'/><fo:region-before "
     "extent='0pt'/>", "", LINE, 50, "", NULL, "<fo:static-content flow-name='xsl-region-before'>" LINE LINE LINE LINE
     "</fo:static-content>"},
    {.name = "keeps that cannot be kept", NULL, "", "<fo:block keep-together='always' keep-with-next='always' keep-with-previous='always'>"
     "kept together with all others</fo:block>", 1000, "", NULL, NULL},
    {.name = "rows that are all kept", NULL, TABLE_OPEN,
     "<fo:table-row keep-with-next='always' keep-together='always'>" CELL(LINE LINE) "</fo:table-row>", 1000, TABLE_CLOSE, NULL, NULL},
    {.name = "a keep around everything", NULL, "<fo:block keep-together.within-page='always' keep-together.within-column='always'>",
     LINE, 2000, "</fo:block>", NULL, NULL},
    {.name = "orphans without end", NULL, "<fo:block orphans='99999' widows='99999'>", "words and words ", 3000, "</fo:block>", NULL, NULL},
    {.name = "a cell taller than the page", NULL, TABLE_OPEN "<fo:table-row keep-together='always'><fo:table-cell>", LINE, 500,
     "</fo:table-cell></fo:table-row>" TABLE_CLOSE, NULL, NULL},
    {.name = "a list item taller than the page", NULL, "<fo:list-block><fo:list-item keep-together='always'><fo:list-item-label><fo:block>1"
     "</fo:block></fo:list-item-label><fo:list-item-body start-indent='body-start()'>", LINE, 500,
     "</fo:list-item-body></fo:list-item></fo:list-block>", NULL, NULL},
    {.name = "a container taller than the page", NULL, "<fo:block-container height='5000pt'>", LINE, 500, "</fo:block-container>", NULL, NULL},
    {.name = "a turned container taller than the page", NULL, "<fo:block-container reference-orientation='90' width='5000pt'>", LINE, 500,
     "</fo:block-container>", "[", NULL},
    {.name = "an absolute container taller than the page", NULL, "<fo:block-container absolute-position='absolute' top='0pt'>", LINE, 500,
     "</fo:block-container><fo:block>x</fo:block>", NULL, NULL},
    {.name = "a fixed container inside absolute ones, behind a page that is full", NULL, "<fo:block/><fo:block border='500pt ridge red'>"
     "<fo:block height='1000%'/>", "<fo:block-container absolute-position='absolute' top='1pt'><fo:block-container absolute-position='absolute' "
     "left='1000%'><fo:block-container absolute-position='fixed' top='1pt' left='9pt'/></fo:block-container></fo:block-container>", 1,
     "</fo:block>", "[page-overflow]", NULL},
    {.name = "an inline container taller than the page", NULL, "<fo:block><fo:inline-container>", LINE, 500,
     "</fo:inline-container></fo:block>", "[", NULL},
    {.name = "a footnote taller than the page", NULL, "<fo:block>x<fo:footnote><fo:inline>1</fo:inline><fo:footnote-body>", LINE, 500,
     "</fo:footnote-body></fo:footnote></fo:block>", NULL, NULL},
    {.name = "static content taller than the page", NULL, "", LINE, 50, "", "[", "<fo:static-content flow-name='xsl-region-before'>"
     "<fo:block-container height='1000pt'><fo:block>tall</fo:block></fo:block-container></fo:static-content>"},
    {.name = "a header row taller than the page", NULL, "<fo:table><fo:table-header><fo:table-cell><fo:block-container height='300pt'>"
     "<fo:block>head</fo:block></fo:block-container></fo:table-cell></fo:table-header><fo:table-body>",
     "<fo:table-row>" CELL(LINE) "</fo:table-row>", 100, TABLE_CLOSE, "[", NULL},
    {.name = "a picture of a line taller than the page", NULL, "<fo:block line-height='900pt'>", "tall line ", 100, "</fo:block>", "[", NULL},
    {.name = "10,000 columns on a page", " page-width='200pt' page-height='200pt'><fo:region-body column-count='10000'/>", "", LINE, 100, "",
     "[", NULL},
    {.name = "columns wider apart than the page", " page-width='200pt' page-height='200pt'><fo:region-body column-count='3' "
     "column-gap='500pt'/>", "", LINE, 100, "", "[", NULL},
    {.name = "a text of 9 MB", NULL, "<fo:block>", "文字与 words, ", 500000, "</fo:block>", NULL, NULL, .mib = TEXT_MIB},
    {.name = "a text of 12 MB", NULL, "<fo:block>", "nothing but words here; ", 500000, "</fo:block>", "[", NULL,
     .mib = TEXT_MIB},
    {.name = "a word of 2 MB", NULL, "<fo:block>", "abcdefghij", 200000, "</fo:block>", "[", NULL},
    {.name = "200,000 marks on no letter", NULL, "<fo:block font-family='FandolFang'>", "\xCC\x81", 200000, "x</fo:block>", NULL, NULL},
    {.name = "a million findings", " page-width='30pt' page-height='14000pt'><fo:region-body/>", "", "<fo:block>overflowing</fo:block>", 1000000,
     "", "[more-findings]", NULL, .mib = 260},
    {.name = "100,000 ids", NULL, "<fo:block>", "<fo:inline id='a'/>", 100000, "x</fo:block>", "[", NULL},
    {.name = "100,000 inlines in a line", NULL, "<fo:block>", "<fo:inline color='red'>a</fo:inline>", 100000, "</fo:block>", NULL, NULL},
    {.name = "100,000 empty inlines", NULL, "<fo:block>", "<fo:inline/>", 100000, "x</fo:block>", NULL, NULL},
    {.name = "20,000 footnotes in a paragraph", NULL, "<fo:block>", "a<fo:footnote><fo:inline>1</fo:inline><fo:footnote-body><fo:block>n"
     "</fo:block></fo:footnote-body></fo:footnote>", 20000, "</fo:block>", NULL, NULL},
    {.name = "100,000 empty blocks", NULL, "", "<fo:block/>", 100000, "", NULL, NULL},
    {.name = "10,000 absolute containers", NULL, "<fo:block>x</fo:block>", "<fo:block-container absolute-position='fixed' top='1pt' left='1pt'>"
     "<fo:block>y</fo:block></fo:block-container>", 10000, "", NULL, NULL},
    {.name = "5,000 absolute containers before anything else", NULL, "", "<fo:block-container absolute-position='absolute' top='1pt'>"
     "<fo:block>y</fo:block></fo:block-container>", 5000, "<fo:block>x</fo:block>", NULL, NULL},
    {.name = "50,000 references to nothing", NULL, "", "<fo:block><fo:page-number-citation ref-id='none'/></fo:block>", 50000, "", "[", NULL},
    {.name = "references that never settle", NULL, "<fo:block id='a'><fo:page-number-citation ref-id='z'/></fo:block>",
     "<fo:block break-before='page'>x</fo:block>", 120, "<fo:block id='z'>z</fo:block>", NULL, NULL},
    {.name = "a marker that retrieves itself", NULL, "<fo:block><fo:marker marker-class-name='m'>m<fo:retrieve-marker "
     "retrieve-class-name='m'/><fo:retrieve-marker retrieve-class-name='m'/></fo:marker>", "word ", 500, "</fo:block>",
     "[marker-retrieve-misplaced]",
     "<fo:static-content flow-name='xsl-region-before'><fo:block><fo:retrieve-marker retrieve-class-name='m'/></fo:block>"
     "</fo:static-content>"},
    {.name = "markers that retrieve each other", NULL, "<fo:block><fo:marker marker-class-name='m'><fo:retrieve-marker "
     "retrieve-class-name='n'/></fo:marker><fo:marker marker-class-name='n'><fo:retrieve-marker retrieve-class-name='m'/>"
     "<fo:retrieve-marker retrieve-class-name='m'/></fo:marker>", "word ", 500, "</fo:block>",
     "[marker-retrieve-misplaced]",
     "<fo:static-content flow-name='xsl-region-before'><fo:block><fo:retrieve-marker retrieve-class-name='m'/></fo:block>"
     "</fo:static-content>"},
    {.name = "table markers that retrieve each other", NULL, "<fo:table table-layout='fixed' width='100%'><fo:table-header>"
     CELL("<fo:block><fo:retrieve-table-marker retrieve-class-name='m'/></fo:block>") "</fo:table-header><fo:table-body>",
     "<fo:table-cell ends-row='true'><fo:marker marker-class-name='m'>m<fo:retrieve-table-marker retrieve-class-name='n'/></fo:marker>"
     "<fo:marker marker-class-name='n'><fo:retrieve-table-marker retrieve-class-name='m'/></fo:marker><fo:block>x</fo:block></fo:table-cell>",
     500, TABLE_CLOSE, "[marker-retrieve-misplaced]", NULL},
    {.name = "a header that retrieves more than could be seen", NULL, "<fo:table table-layout='fixed' width='100%'><fo:table-header>"
     CELL("<fo:block><fo:retrieve-table-marker retrieve-class-name='m' retrieve-position-within-table='last-starting'/></fo:block>")
     "</fo:table-header><fo:table-body>", "<fo:table-row>" CELL("<fo:block>x</fo:block>") "</fo:table-row>", 210, "<fo:table-cell>"
     "<fo:marker marker-class-name='m'>" LINE LINE LINE "</fo:marker><fo:block>x</fo:block></fo:table-cell>" TABLE_CLOSE,
     "[table-band-higher]", NULL},
    {.name = "20,000 rows that a header retrieves from", " page-width='595pt' page-height='842pt'><fo:region-body/>",
     "<fo:table table-layout='fixed' width='100%'><fo:table-column number-columns-repeated='4'/><fo:table-header>"
     CELL("<fo:block><fo:retrieve-table-marker retrieve-class-name='m'/></fo:block>") "</fo:table-header><fo:table-body>",
     "<fo:table-row><fo:table-cell><fo:marker marker-class-name='m'>m</fo:marker><fo:block>x</fo:block></fo:table-cell>"
     CELL("<fo:block>x</fo:block>") CELL("<fo:block>x</fo:block>") CELL("<fo:block>x</fo:block>") "</fo:table-row>",
     20000, TABLE_CLOSE, NULL, NULL, .mib = 70},
    {.name = "a header of markers higher than the page", NULL, "<fo:table table-layout='fixed' width='100%'><fo:table-header>"
     CELL("<fo:block><fo:retrieve-table-marker retrieve-class-name='m'/></fo:block>") "</fo:table-header><fo:table-body>",
     "<fo:table-row><fo:table-cell><fo:marker marker-class-name='m'>" LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE
     LINE LINE LINE LINE LINE LINE "</fo:marker><fo:block>x</fo:block></fo:table-cell></fo:table-row>", 50, TABLE_CLOSE, "[page-", NULL},
    {.name = "wrappers that are measured", NULL, "", "<fo:block><fo:inline-container><fo:wrapper>", 40,
     "x", NULL, NULL, "</fo:wrapper></fo:inline-container></fo:block>"},
    {.name = "tables in tables", NULL, "", TABLE_OPEN "<fo:table-row><fo:table-cell>", 40, "<fo:block>x</fo:block>", NULL, NULL,
     "</fo:table-cell></fo:table-row>" TABLE_CLOSE},
    {.name = "tables by content in tables", NULL, "", "<fo:table><fo:table-body><fo:table-cell>", 40, "<fo:block>x</fo:block>", NULL, NULL,
     "</fo:table-cell></fo:table-body></fo:table>"},
    {.name = "a leader without end", NULL, "<fo:block>", "<fo:leader leader-pattern='dots' leader-length='1e9pt'/>", 50, "</fo:block>", NULL,
     NULL},
    {.name = "a leader of nothing", NULL, "<fo:block>", "<fo:leader leader-pattern='use-content' leader-pattern-width='0pt' "
     "leader-length='100%'></fo:leader>", 50, "x</fo:block>", NULL, NULL},
    {.name = "bookmarks to nothing", NULL, "", "<fo:block><fo:basic-link internal-destination='none'>x</fo:basic-link></fo:block>", 20000, "",
     NULL, NULL},
};

static void put_document(const struct fault *f)
{
    struct buf b = {0};
    buf_printf(&b, "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set>"
                   "<fo:simple-page-master master-name='a'%s%s</fo:simple-page-master></fo:layout-master-set>"
                   "<fo:page-sequence master-reference='a'>%s<fo:flow flow-name='xsl-region-body'>%s",
               f->page ? f->page : small_page, f->stat && !f->page ? "<fo:region-before extent='20pt'/>" : "",
               f->stat ? f->stat : "", f->open);
    for (int i = 0; i < f->times; i++)
        buf_puts(&b, f->repeat);
    buf_puts(&b, f->close);
    for (int i = 0; f->shut && i < f->times; i++)
        buf_puts(&b, f->shut);
    buf_puts(&b, "</fo:flow></fo:page-sequence></fo:root>");
    shell_put_bytes("p.fo", b.data, b.n);
    buf_free(&b);
}

static bool output_is_sound(void)
{
    char *path = path_join(shell_folder, "p.pdf");
    bool there = access(path, F_OK) == 0;
    free(path);
    if (!there)
        return true;
    struct run_options o = {.folder = shell_folder, .limit = 120};
    struct run r = run_shell("qpdf --check p.pdf", &o);
    bool ok = r.status == 0;
    if (!ok)
        print_error("%s%s", r.out, r.err);
    run_free(&r);
    return ok;
}

static void a_fault(void **state)
{
    const struct fault *f = *state;
    int more = run_sanitized() ? SANITIZED : 1;
    struct run_options o = {.folder = shell_folder, .limit = (unsigned)(SECONDS * more)};
    put_document(f);
    /* sanitizers map terabytes; without them memory that runs away is stopped before it hurts others */
    struct run r = run_shell(more > 1 ? "exec shenbao --lang en fo p.fo -o p.pdf"
                                      : "ulimit -v 4000000; exec shenbao --lang en fo p.fo -o p.pdf", &o);
    if (getenv("FAULTS_SHOW"))
        print_message("exit %d, %.2f s, %ld MiB: %.300s\n", r.status, r.seconds, r.max_rss / 1024, r.err);
    long most = (f->mib ? f->mib : MIB) * more + (more > 1 ? QUARANTINE : 0);
    bool ended = r.status >= 0 && r.status <= 2, frugal = r.max_rss / 1024 < most;
    bool said = !f->says || strstr(r.err, f->says);
    if (!ended || !frugal || !said)
        print_error("exit %d, %.2f s, %ld MiB, expected %s:\n%.2000s\n", r.status, r.seconds, r.max_rss / 1024,
                    f->says ? f->says : "nothing", r.err);
    run_free(&r);
    assert_true(ended && frugal && said);
    assert_true(output_is_sound());
}

int main(int argc, char **argv)
{
    enum { COUNT = sizeof faults / sizeof *faults };
    struct CMUnitTest tests[COUNT];
    size_t n = 0;
    for (size_t i = 0; i < COUNT; i++)
        if (argc < 2 || strstr(faults[i].name, argv[1]))
            tests[n++] = (struct CMUnitTest){faults[i].name, a_fault, shell_set_up, shell_tear_down, (void *)(uintptr_t)&faults[i]};
    return _cmocka_run_group_tests("faults", tests, n, NULL, NULL);
}
