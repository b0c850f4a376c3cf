/* test_growth.c - nothing takes more than its share: documents of n, 2n and 4n parts are set, and the steps are counted, not the
 * seconds. A step is a basic block of ours: the sources are compiled with -fsanitize-coverage=trace-pc, which calls the
 * function below in each. Twice the parts may take little more than twice the steps. GROWTH_SHOW=1 prints the counts.
 * Proposals of many parts are checked too: their steps are those of the functions that rules call and of what is done with
 * findings. (What XPath does by itself, in libxml2, is not seen; tests/structure forbids its slow ways.) */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check/check.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "run.h"
#include "xslt/xml.h"

static uint64_t steps;

void __sanitizer_cov_trace_pc(void);
__attribute__((no_sanitize_coverage)) void __sanitizer_cov_trace_pc(void)
{
    steps++;
}

struct growth {
    const char *name;
    int n;
    const char *open, *repeat, *close; /* %d in repeat: its number */
    const char *tail; /* repeated as often behind close, or NULL */
    const char *end;  /* behind that, or NULL */
    bool alternate;   /* even pages are narrower */
};

#define ROW "<fo:table-row><fo:table-cell border='1pt solid black'><fo:block>%d</fo:block></fo:table-cell>" \
            "<fo:table-cell border='1pt solid black'><fo:block>山东海岳氢能科技有限公司</fo:block></fo:table-cell></fo:table-row>"
#define TABLE "<fo:table table-layout='fixed' width='100%' border-collapse='collapse'>"

#define ITEM "<fo:list-block><fo:list-item><fo:list-item-label end-indent='label-end()'><fo:block>1</fo:block></fo:list-item-label>" \
             "<fo:list-item-body start-indent='body-start()'>"
#define ITEM_END "</fo:list-item-body></fo:list-item></fo:list-block>"

#define PICTURE "url(data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC)"

static const struct growth cases[] = {
    {.name = "paragraphs", .n = 200, .open = "", .repeat = "<fo:block text-align='justify'>第%d段：高温电解水制氢的电耗比碱性电解低两成以上，"
     "是绿氢降本的主要方向。Solid oxide cells 利用工业余热。</fo:block>", .close = ""},
    {.name = "characters of a Chinese paragraph", .n = 500, .open = "<fo:block text-align='justify'>",
     .repeat = "高温电解水，制氢", .close = "</fo:block>"},
    {.name = "words of a Western paragraph", .n = 700, .open = "<fo:block text-align='justify'>", .repeat = "words %d ", .close = "</fo:block>"},
    {.name = "characters broken line by line", .n = 8000, .open = "<fo:block>", .repeat = "高温电解水", .close = "</fo:block>"},
    {.name = "characters over pages of two widths", .n = 8000, .open = "<fo:block text-align='justify'>", .repeat = "高温电解水，",
     .close = "</fo:block>", .alternate = true},
    {.name = "inlines over pages of two widths", .n = 4000, .open = "<fo:block>", .repeat = "<fo:inline color='red'>高温</fo:inline>，电解水；",
     .close = "</fo:block>", .alternate = true},
    {.name = "inlines with edges in percent over pages of two widths", .n = 3000, .open = "<fo:block>", .repeat = "<fo:inline "
     "padding-start='2%' space-end='1%' border='1pt solid'>高温</fo:inline>，电解水；", .close = "</fo:block>", .alternate = true},
    {.name = "lines over pages of two widths", .n = 8000, .open = "<fo:block linefeed-treatment='preserve'>", .repeat = "高温\n电解水",
     .close = "</fo:block>", .alternate = true},
    {.name = "characters before a block in their framed inline over pages of two widths", .n = 8000, .open = "<fo:block><fo:inline "
     "border='1pt solid black'>", .repeat = "高温电解水，", .close = "<fo:block>制氢</fo:block>降本</fo:inline></fo:block>", .alternate = true},
    {.name = "characters of a block in an inline over pages of two widths", .n = 8000, .open = "<fo:block><fo:inline>制氢<fo:block>",
     .repeat = "高温电解水，", .close = "</fo:block>降本</fo:inline></fo:block>", .alternate = true},
    {.name = "pictures over pages of two widths", .n = 3000, .open = "<fo:block>", .repeat = "高温电解水<fo:external-graphic src='" PICTURE "' content-width='10pt'/>，制氢",
     .close = "</fo:block>", .alternate = true},
    {.name = "drawings over pages of two widths", .n = 3000, .open = "<fo:block>", .repeat = "高温电解水<fo:instream-foreign-object content-width='10pt'/>，制氢",
     .close = "</fo:block>", .alternate = true},
    {.name = "footnotes of a paragraph over pages of two widths", .n = 2000, .open = "<fo:block>", .repeat = "高温电解水制氢的电耗比碱性电解低，"
     "<fo:footnote><fo:inline>%d</fo:inline><fo:footnote-body><fo:block>n</fo:block></fo:footnote-body></fo:footnote>", .close = "</fo:block>",
     .alternate = true},
    {.name = "numbers in a paragraph over pages of two widths", .n = 2000, .open = "<fo:block>", .repeat = "高温电解水制氢的电耗，<fo:page-number/>页",
     .close = "</fo:block>", .alternate = true},
    {.name = "citations in a paragraph over pages of two widths", .n = 2000, .open = "<fo:block>", .repeat = "高温电解水制氢的电耗，见第"
     "<fo:page-number-citation ref-id='e'/>页", .close = "</fo:block><fo:block id='e'>x</fo:block>", .alternate = true},
    {.name = "leaders and boxes in a paragraph over pages of two widths", .n = 1000, .open = "<fo:block>", .repeat = "高温电解水制氢的电耗，"
     "<fo:leader leader-length.maximum='10%'/><fo:inline-container inline-progression-dimension='20pt'><fo:block>%d</fo:block></fo:inline-container>", .close = "</fo:block>",
     .alternate = true},
    {.name = "characters of a footnote over pages of two widths", .n = 8000, .open = "<fo:block>word<fo:footnote><fo:inline>1</fo:inline>"
     "<fo:footnote-body><fo:block>", .repeat = "高温电解水，", .close = "</fo:block></fo:footnote-body></fo:footnote></fo:block>",
     .alternate = true},
    {.name = "characters of a list item over pages of two widths", .n = 8000, .open = ITEM "<fo:block>", .repeat = "高温电解水，",
     .close = "</fo:block>" ITEM_END, .alternate = true},
    {.name = "blocks of a list item over pages of two widths", .n = 500, .open = ITEM, .repeat = "<fo:block>第%d段：高温电解水制氢的电耗"
     "比碱性电解低。</fo:block>", .close = ITEM_END, .alternate = true},
    {.name = "items of a list in an item over pages of two widths", .n = 500, .open = ITEM "<fo:list-block>", .repeat = "<fo:list-item>"
     "<fo:list-item-label><fo:block>%d</fo:block></fo:list-item-label><fo:list-item-body start-indent='body-start()'><fo:block>高温电解水"
     "</fo:block></fo:list-item-body></fo:list-item>", .close = "</fo:list-block>" ITEM_END, .alternate = true},
    {.name = "characters of an item in an item over pages of two widths", .n = 8000, .open = ITEM ITEM "<fo:block>", .repeat = "高温电解水，",
     .close = "</fo:block>" ITEM_END ITEM_END, .alternate = true},
    {.name = "items of a list two items deep over pages of two widths", .n = 500, .open = ITEM "<fo:block>制氢" ITEM "<fo:list-block>",
     .repeat = "<fo:list-item><fo:list-item-label><fo:block>%d</fo:block></fo:list-item-label><fo:list-item-body start-indent='body-start()'>"
     "<fo:block>高温电解水</fo:block></fo:list-item-body></fo:list-item>", .close = "</fo:list-block>" ITEM_END "</fo:block>" ITEM_END,
     .alternate = true},
    {.name = "marks in a row", .n = 1500, .open = "<fo:block text-align='justify'>", .repeat = "！", .close = "</fo:block>"},
    {.name = "letters of a word", .n = 4000, .open = "<fo:block>", .repeat = "abcd", .close = "</fo:block>"},
    {.name = "inlines of a paragraph", .n = 500, .open = "<fo:block>", .repeat = "<fo:inline color='red'>a</fo:inline> ", .close = "</fo:block>"},
    {.name = "rows of a table", .n = 300, .open = TABLE "<fo:table-body>", .repeat = ROW, .close = "</fo:table-body></fo:table>"},
    {.name = "rows of a table with a header and a footer", .n = 300, .open = TABLE "<fo:table-header>" ROW "</fo:table-header><fo:table-footer>" ROW
     "</fo:table-footer><fo:table-body>", .repeat = ROW, .close = "</fo:table-body></fo:table>"},
    {.name = "rows that header and footer retrieve from", .n = 300, .open = TABLE "<fo:table-header><fo:table-cell><fo:block>"
     "<fo:retrieve-table-marker retrieve-class-name='t'/></fo:block></fo:table-cell></fo:table-header><fo:table-footer><fo:table-cell>"
     "<fo:block><fo:retrieve-table-marker retrieve-class-name='t' retrieve-position-within-table='last-ending'/></fo:block></fo:table-cell>"
     "</fo:table-footer><fo:table-body>", .repeat = "<fo:table-row><fo:table-cell><fo:marker marker-class-name='t'>%d</fo:marker><fo:block>x"
     "</fo:block></fo:table-cell></fo:table-row>", .close = "</fo:table-body></fo:table>"},
    {.name = "classes of markers below a header that retrieves one", .n = 1000, .open = TABLE "<fo:table-header><fo:table-cell><fo:block>"
     "<fo:retrieve-table-marker retrieve-class-name='t1'/></fo:block></fo:table-cell></fo:table-header><fo:table-body>",
     .repeat = "<fo:table-row><fo:table-cell><fo:marker marker-class-name='t%d'>m</fo:marker><fo:block>x</fo:block></fo:table-cell>"
     "</fo:table-row>", .close = "</fo:table-body></fo:table>"},
    {.name = "rows of a header and of its body", .n = 150, .open = TABLE "<fo:table-header>", .repeat = ROW, .close = "</fo:table-header><fo:table-body>",
     .tail = ROW, .end = "</fo:table-body></fo:table>"},
    {.name = "rows of a footer and of its body", .n = 150, .open = TABLE "<fo:table-footer>", .repeat = ROW, .close = "</fo:table-footer><fo:table-body>",
     .tail = ROW, .end = "</fo:table-body></fo:table>"},
    {.name = "blocks of a marker that a header retrieves", .n = 300, .open = TABLE "<fo:table-header><fo:table-cell><fo:block>"
     "<fo:retrieve-table-marker retrieve-class-name='t' retrieve-boundary-within-table='table'/></fo:block></fo:table-cell></fo:table-header>"
     "<fo:table-body><fo:table-row><fo:table-cell><fo:marker marker-class-name='t'>", .repeat = "<fo:block>%d</fo:block>",
     .close = "</fo:marker><fo:block>x</fo:block></fo:table-cell></fo:table-row>", .tail = "<fo:table-row><fo:table-cell><fo:block>%d"
     "</fo:block></fo:table-cell></fo:table-row>", .end = "</fo:table-body></fo:table>"},
    {.name = "bodies of a table", .n = 300, .open = TABLE, .repeat = "<fo:table-body>" ROW "</fo:table-body>", .close = "</fo:table>"},
    {.name = "rows that are all kept", .n = 300, .open = TABLE "<fo:table-body>",
     .repeat = "<fo:table-row keep-with-next='always'><fo:table-cell><fo:block>%d</fo:block></fo:table-cell></fo:table-row>",
     .close = "</fo:table-body></fo:table>"},
    {.name = "rows under a span", .n = 300, .open = TABLE "<fo:table-body><fo:table-row><fo:table-cell number-rows-spanned='9999'>"
     "<fo:block>x</fo:block></fo:table-cell><fo:table-cell><fo:block>y</fo:block></fo:table-cell></fo:table-row>",
     .repeat = "<fo:table-row><fo:table-cell><fo:block>%d</fo:block></fo:table-cell></fo:table-row>", .close = "</fo:table-body></fo:table>"},
    {.name = "rows of a table by content", .n = 300, .open = "<fo:table><fo:table-body>", .repeat = ROW, .close = "</fo:table-body></fo:table>"},
    {.name = "lines of a cell", .n = 400, .open = TABLE "<fo:table-body><fo:table-row><fo:table-cell>", .repeat = "<fo:block>%d</fo:block>",
     .close = "</fo:table-cell></fo:table-row></fo:table-body></fo:table>"},
    {.name = "columns of a table", .n = 150, .open = TABLE "<fo:table-body><fo:table-row>",
     .repeat = "<fo:table-cell border='1pt solid red'><fo:block>%d</fo:block></fo:table-cell>", .close = "</fo:table-row></fo:table-body></fo:table>"},
    {.name = "items of a list", .n = 300, .open = "<fo:list-block>", .repeat = "<fo:list-item><fo:list-item-label><fo:block>%d</fo:block>"
     "</fo:list-item-label><fo:list-item-body start-indent='body-start()'><fo:block>text</fo:block></fo:list-item-body></fo:list-item>",
     .close = "</fo:list-block>"},
    {.name = "footnotes", .n = 300, .open = "<fo:block>", .repeat = "word <fo:footnote><fo:inline>%d</fo:inline><fo:footnote-body><fo:block>n"
     "</fo:block></fo:footnote-body></fo:footnote> ", .close = "</fo:block>"},
    {.name = "blocks of a footnote", .n = 1500, .open = "<fo:block>word<fo:footnote><fo:inline>1</fo:inline><fo:footnote-body>",
     .repeat = "<fo:block>%d</fo:block>", .close = "</fo:footnote-body></fo:footnote></fo:block>"},
    {.name = "footnotes that wait", .n = 1500, .open = "<fo:block>", .repeat = "<fo:footnote><fo:inline font-size='0.1pt'>.</fo:inline>"
     "<fo:footnote-body><fo:block>%d</fo:block></fo:footnote-body></fo:footnote>", .close = "</fo:block>"},
    {.name = "markers", .n = 300, .open = "", .repeat = "<fo:block><fo:marker marker-class-name='m'>%d</fo:marker>x</fo:block>", .close = ""},
    {.name = "forward references", .n = 250, .open = "", .repeat = "<fo:block>see <fo:page-number-citation ref-id='t%d'/></fo:block>", .close = "",
     .tail = "<fo:block id='t%d'>x</fo:block>"},
    {.name = "keeps that hold everything", .n = 300, .open = "", .repeat = "<fo:block keep-with-next='always'>%d</fo:block>", .close = ""},
    {.name = "spaces between blocks", .n = 300, .open = "", .repeat = "<fo:block space-before='3pt' space-after='2pt'>%d</fo:block>", .close = ""},
    {.name = "empty blocks", .n = 500, .open = "", .repeat = "<fo:block/>", .close = "<fo:block>x</fo:block>"},
    {.name = "spans of columns", .n = 100, .open = "", .repeat = "<fo:block>%d</fo:block><fo:block span='all'>all</fo:block>", .close = ""},
    {.name = "pages", .n = 100, .open = "", .repeat = "<fo:block break-before='page'>%d</fo:block>", .close = ""},
    {.name = "absolute containers", .n = 300, .open = "", .repeat = "<fo:block>x</fo:block><fo:block-container absolute-position='absolute'>"
     "<fo:block>%d</fo:block></fo:block-container>", .close = ""},
    {.name = "absolute containers beside each other", .n = 300, .open = "<fo:block>x</fo:block>", .repeat = "<fo:block-container "
     "absolute-position='absolute'><fo:block>%d</fo:block></fo:block-container>", .close = "<fo:block>x</fo:block>"},
    {.name = "rows of one cell over many columns", .n = 150, .open = TABLE "<fo:table-column number-columns-repeated='999'/><fo:table-body>",
     .repeat = "<fo:table-row><fo:table-cell number-columns-spanned='998'><fo:block/></fo:table-cell></fo:table-row>",
     .close = "</fo:table-body></fo:table>"},
    {.name = "languages", .n = 1000, .open = "", .repeat = "<fo:block language='q%d'>word</fo:block>", .close = ""},
    {.name = "bookmarks and links", .n = 300, .open = "", .repeat = "<fo:block id='t%d'><fo:basic-link internal-destination='t1'>x</fo:basic-link></fo:block>",
     .close = ""},
};

static char *folder;

static void put_parts(struct buf *b, const char *part, int n)
{
    for (int i = 0; i < n; i++) {
        const char *at = strstr(part, "%d");
        if (at)
            buf_printf(b, "%.*s%d%s", (int)(at - part), part, i, at + 2);
        else
            buf_puts(b, part);
    }
}

static const char two_widths[] =
    "<fo:simple-page-master master-name='b' page-width='300pt' page-height='300pt' margin='30pt'><fo:region-body/></fo:simple-page-master>"
    "<fo:page-sequence-master master-name='s'><fo:repeatable-page-master-alternatives><fo:conditional-page-master-reference "
    "master-reference='a' odd-or-even='odd'/><fo:conditional-page-master-reference master-reference='b'/>"
    "</fo:repeatable-page-master-alternatives></fo:page-sequence-master>";

static char *put_document(const struct growth *g, int n)
{
    struct buf b = {0};
    buf_puts(&b, "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='a' "
                 "page-width='300pt' page-height='300pt' margin='20pt'><fo:region-body margin-top='20pt' column-count='");
    buf_puts(&b, strstr(g->name, "columns") && strstr(g->name, "spans") ? "2" : "1");
    buf_puts(&b, "'/><fo:region-before extent='20pt'/></fo:simple-page-master>");
    buf_puts(&b, g->alternate ? two_widths : "");
    buf_printf(&b, "</fo:layout-master-set><fo:page-sequence master-reference='%s'><fo:static-content "
                 "flow-name='xsl-region-before'><fo:block><fo:retrieve-marker retrieve-class-name='m'/> <fo:page-number/></fo:block></fo:static-content><fo:flow flow-name='xsl-region-body' "
                 "font-family='FandolFang' font-size='10pt'>", g->alternate ? "s" : "a");
    put_parts(&b, g->open, 1);
    put_parts(&b, g->repeat, n);
    buf_puts(&b, g->close);
    put_parts(&b, g->tail ? g->tail : "", n);
    buf_puts(&b, g->end ? g->end : "");
    buf_puts(&b, "</fo:flow></fo:page-sequence></fo:root>");
    char *path = path_join(folder, "p.fo");
    write_text(path, b.data, b.n);
    buf_free(&b);
    return path;
}

static uint64_t count_steps(const struct growth *g, int n, struct font_set *fonts)
{
    static const char *const roots[] = {".", NULL};
    char *path = put_document(g, n);
    struct diag_list *d = diag_list_new();
    struct pdf_options o = {.profile = PDF_17, .fonts = fonts, .producer = "growth"};
    uint64_t before = steps;
    font_set_begin_document(fonts);
    struct fo_reader *fo = fo_open_file(path, d);
    struct image_set *images = image_set_new(".", roots);
    struct device *device = pdf_device_new(&o, d);
    struct layout_job job = {.fo = fo, .fonts = fonts, .images = images, .device = device, .diag = d};
    assert_true(layout_run(&job));
    uint64_t taken = steps - before;
    device->ops->free(device);
    fo_close(fo);
    image_set_free(images);
    diag_list_free(d);
    free(path);
    return taken;
}

/* With fonts that are loaded, but have kept nothing of a document as long as this one. */
static uint64_t count_anew(const struct growth *g, int n)
{
    static const char *const folders[] = {"build/fonts", NULL};
    struct diag_list *d = diag_list_new();
    struct font_set *fonts = font_set_new("fonts/roles.conf", folders, d);
    assert_non_null(fonts);
    count_steps(g, 1, fonts);
    uint64_t taken = count_steps(g, n, fonts);
    font_set_free(fonts);
    diag_list_free(d);
    return taken;
}

static void grows_evenly(void **state)
{
    const struct growth *g = *state;
    uint64_t one = count_anew(g, g->n), two = count_anew(g, 2 * g->n), four = count_anew(g, 4 * g->n);
    if (getenv("GROWTH_SHOW"))
        print_message("%d: %.0f steps each, twice: %.2f, four times: %.2f\n", g->n, (double)one / g->n, (double)two / (double)one,
                      (double)four / (double)two);
    assert_true(steps > 0);
    if (four > two * 23 / 10)
        fail_msg("%s: %llu, %llu, %llu steps for %d, %d, %d", g->name, (unsigned long long)one, (unsigned long long)two,
                 (unsigned long long)four, g->n, 2 * g->n, 4 * g->n);
}

/* --- proposals --- */

/* n more of an element before the end of the one that holds them; %d: its number. Each has something to be found. */
static const struct {
    const char *name, *programme, *sample, *before, *part;
} proposals[] = {
    {"people of a proposal", "most-2025", "1.5-microalgae-protein", "</people>",
     "<person id='n%d' role='member' unit='u1' nationality='CN'><name>李 四%d</name><idType>居民身份证</idType><idNo>11010119900307%d</idNo></person>\n"},
    {"units of a proposal", "zhejiang-2025", "gov-finland-bamboo-fibre", "</units>",
     "<unit id='n%d' role='participant' country='CN'><name>某某 研究%d</name><uscc>9137%d</uscc></unit>\n"},
    {"papers of a proposal", "zhejiang-2025", "gov-finland-bamboo-fibre", "</attachments>",
     "<attachment id='n%d' kind='pledge' file='none.pdf' unit='n%d'><title>承诺书%d</title></attachment>\n"},
    {"two identities", "guangdong-2025", "1-rd-island-storage", "</people>",
     "<person id='n%d' role='member' unit='n%d' nationality='CN' identity='domestic'><name>王五</name><idNo>%d</idNo></person>\n"},
    {"key technologies", "shandong-2025", "01-soec-hydrogen", "</keyTechnologies>",
     "<keyTechnology><name>高温 电解%d</name><trl scale='13'><current>%d</current><expected>%d</expected></trl></keyTechnology>\n"},
};

static xmlDocPtr read_proposal(size_t which, int n, struct diag_list *d)
{
    char path[100];
    snprintf(path, sizeof path, "samples/%s/%s.xml", proposals[which].programme, proposals[which].sample);
    char *text = read_text(path, NULL), *at = text ? strstr(text, proposals[which].before) : NULL;
    struct buf b = {0};
    assert_non_null(at);
    buf_add(&b, text, (size_t)(at - text));
    put_parts(&b, proposals[which].part, n);
    buf_puts(&b, at);
    xmlDocPtr doc = xml_parse(b.data, b.n, path, d);
    assert_non_null(doc);
    buf_free(&b);
    free(text);
    return doc;
}

static uint64_t count_check(size_t which, int n)
{
    struct diag_list *d = diag_list_new();
    struct programme *p = programme_load("templates", proposals[which].programme, d);
    xmlDocPtr doc = read_proposal(which, n, d);
    struct papers *papers = papers_new("samples");
    assert_non_null(p);
    assert_non_null(programme_rules(p, d));
    uint64_t before = steps;
    check_proposal(p, doc, "p.xml", &(struct check_options){.as_of = "2025-01-01", .papers = papers}, d);
    uint64_t taken = steps - before;
    papers_free(papers);
    xml_free(doc);
    programme_free(p);
    diag_list_free(d);
    return taken;
}

/* The sample's own part is taken off: from n to 2n, and from 2n to 4n. */
static void checks_evenly(void **state)
{
    size_t which = (size_t)(uintptr_t)*state;
    enum { N = 200 };
    uint64_t one = count_check(which, N), two = count_check(which, 2 * N), four = count_check(which, 4 * N);
    if (getenv("GROWTH_SHOW"))
        print_message("%d: %.0f steps each, then %.0f\n", N, (double)(two - one) / N, (double)(four - two) / (2 * N));
    assert_true(two > one);
    if (four - two > (two - one) * 23 / 10)
        fail_msg("%s: %llu, %llu, %llu steps", proposals[which].name, (unsigned long long)one, (unsigned long long)two, (unsigned long long)four);
}

static int set_up(void **state)
{
    (void)state;
    folder = scratch_new();
    return folder ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_free(folder);
    return 0;
}

int main(int argc, char **argv)
{
    enum { COUNT = sizeof cases / sizeof *cases, CHECKED = sizeof proposals / sizeof *proposals };
    struct CMUnitTest tests[COUNT + CHECKED];
    size_t n = 0;
    for (size_t i = 0; i < COUNT; i++)
        if (argc < 2 || strstr(cases[i].name, argv[1]))
            tests[n++] = (struct CMUnitTest){cases[i].name, grows_evenly, NULL, NULL, (void *)(uintptr_t)&cases[i]};
    for (size_t i = 0; i < CHECKED; i++)
        if (argc < 2 || strstr(proposals[i].name, argv[1]))
            tests[n++] = (struct CMUnitTest){proposals[i].name, checks_evenly, NULL, NULL, (void *)(uintptr_t)i};
    xml_init();
    return _cmocka_run_group_tests("growth", tests, n, set_up, tear_down);
}
