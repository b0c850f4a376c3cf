#include "fo_test.h"

#include <unistd.h>

#include "base/limits.h"
#include "xslt/xml.h"

/* A document in a file of its own, read as a stream. */
struct file_test {
    char path[64];
    struct diag_list *diag;
    struct fo_reader *reader;
};

static struct file_test open_bytes(const char *text, size_t n)
{
    struct file_test t = {.path = "build/test_fo_XXXXXX"};
    int fd = mkstemp(t.path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, n), (ssize_t)n);
    close(fd);
    t.diag = diag_list_new();
    t.reader = fo_open_file(t.path, t.diag);
    assert_non_null(t.reader);
    return t;
}

static void close_file_test(struct file_test *t)
{
    unlink(t->path);
    fo_close(t->reader);
    diag_list_free(t->diag);
}

static const char *rule_at(const struct diag_list *d, size_t i)
{
    assert_true(i < diag_list_count(d));
    return diag_list_at(d, i)->rule;
}

/* One line a node: what both sources must agree on. */
static void dump(struct buf *out, struct fo_reader *r, struct fo_node *n, int depth)
{
    buf_printf(out, "%*s%s %u %u %d %s\n", depth, "", fo_element_name(n->element), n->serial, n->loc.line, (int)fo_mpt(n, FO_P_FONT_SIZE, 0),
               n->text ? n->text : "");
    for (struct fo_node *c = fo_first(r, n); c; c = fo_next(r, c))
        dump(out, r, c, depth + 1);
}

static const char sample[] =
    FO_DOC("", "<fo:block id='a'>one &amp; <fo:inline>two</fo:inline><![CDATA[ <three> ]]></fo:block>\n<!-- no -->\n"
               "<fo:block>\n<?p i?>vier 五</fo:block>\n<fo:table><fo:table-body><fo:table-row><fo:table-cell><fo:block/>"
               "</fo:table-cell></fo:table-row></fo:table-body></fo:table>");

static void tree_and_file_agree(void **state)
{
    (void)state;
    struct fo_test a = fo_test_open(sample);
    struct file_test b = open_bytes(sample, sizeof sample - 1);
    struct buf x = {0}, y = {0};
    dump(&x, a.reader, fo_root(a.reader), 0);
    dump(&y, b.reader, fo_root(b.reader), 0);
    assert_string_equal(x.data, y.data);
    assert_non_null(strstr(x.data, "#text 8 1 12000 one & \n"));
    assert_non_null(strstr(x.data, "#text 11 1 12000  <three> \n"));
    assert_non_null(strstr(x.data, "vier 五\n"));
    assert_int_equal(diag_list_count(b.diag), 0);
    y.n = 0;
    assert_true(fo_rewind(b.reader));
    dump(&y, b.reader, fo_root(b.reader), 0);
    assert_string_equal(x.data, y.data);
    buf_free(&x);
    buf_free(&y);
    close_file_test(&b);
    fo_test_close(&a, 0);
}

#define CELLS(a) "<fo:table-row><fo:table-cell><fo:block>" a "</fo:block></fo:table-cell></fo:table-row>"
#define BODY(rows) FO_DOC("", "<fo:table><fo:table-body>" rows "</fo:table-body></fo:table><fo:block>end</fo:block>")

/* Parts of two rows, of none, of one; then there are no more, or the fourth fails. As trees, or as bytes that are cut off behind
 * so many. */
struct parts {
    struct diag_list *d;
    bool fail, packed;
    size_t asked, whole;
};

static void pack(const struct parts *p, struct fo_part *out)
{
    struct buf b = {0};
    buf_puts(&b, "");
    fo_pack(&b, out->tree);
    xml_free(out->tree);
    size_t n = b.n < p->whole ? b.n : p->whole;
    *out = (struct fo_part){.packed = buf_steal(&b), .packed_n = n};
}

static bool part(void *ctx, size_t i, struct fo_part *out)
{
    struct parts *p = ctx;
    static const char *const all[] = {"<x " FO_NS ">" CELLS("1") CELLS("2") "</x>", "<x/>", "<x " FO_NS ">" CELLS("3") "</x>"};
    assert_int_equal(i, p->asked++);
    if (i == 3) {
        if (p->fail)
            diag(p->d, XSLT_RUN, NULL, "part");
        return false;
    }
    *out = (struct fo_part){.tree = xml_parse(all[i], strlen(all[i]), "part", p->d)};
    if (p->packed)
        pack(p, out);
    return true;
}

static void bare_dump(struct buf *out, struct fo_reader *r, struct fo_node *n)
{
    buf_printf(out, "%s %s(", fo_element_name(n->element), n->text ? n->text : "");
    for (struct fo_node *c = fo_first(r, n); c; c = fo_next(r, c))
        bare_dump(out, r, c);
    buf_puts(out, ")");
}

static void read_parts(bool packed)
{
    static const char frame[] = BODY(CELLS("0") "<more xmlns='" FO_PARTS "'/>");
    struct fo_test whole = fo_test_open(BODY(CELLS("0") CELLS("1") CELLS("2") CELLS("3")));
    struct parts p = {.d = diag_list_new(), .packed = packed, .whole = SIZE_MAX};
    xmlDocPtr doc = xml_parse(frame, sizeof frame - 1, "frame", p.d);
    struct fo_reader *r = fo_open_parts(doc, "frame", part, &p, p.d);
    struct buf x = {0}, y = {0};
    bare_dump(&x, whole.reader, fo_root(whole.reader));
    for (int pass = 0; pass < 2; pass++) {
        y.n = p.asked = 0;
        bare_dump(&y, r, fo_root(r));
        assert_string_equal(x.data, y.data);
        assert_int_equal(p.asked, 4);
        assert_true(fo_rewind(r));
    }
    p.asked = 0;
    p.fail = true;
    bare_dump(&y, r, fo_root(r));
    assert_true(fo_failed(r));
    fo_close(r);
    xml_free(doc);
    diag_list_free(p.d);
    buf_free(&x);
    buf_free(&y);
    fo_test_close(&whole, 0);
}

static void parts_are_read_in_their_place(void **state)
{
    (void)state;
    read_parts(false);
    read_parts(true);
}

/* One part, as a tree or as its first `whole` bytes. */
static bool the_part(void *ctx, size_t i, struct fo_part *out)
{
    const struct parts *p = ctx;
    static const char row[] = "<fo:table-row font-size='%dpt'><fo:table-cell number-columns-spanned='1' border='1pt &#x20;solid'><fo:block>a&lt;"
                              "<![CDATA[b<]]><!-- c -->d<fo:inline/>e</fo:block><fo:block font-size='2em'/><fo:block font-size='2em'/>"
                              "</fo:table-cell></fo:table-row>";
    struct buf xml = {0};
    if (i > 0)
        return false;
    buf_puts(&xml, "<x " FO_NS ">");
    for (int size = 8; size < 10; size++) /* a tag that comes again may stand in something else */
        buf_printf(&xml, row, size);
    buf_puts(&xml, "</x>");
    *out = (struct fo_part){.tree = xml_parse(xml.data, xml.n, "part", p->d)};
    buf_free(&xml);
    if (p->packed)
        pack(p, out);
    return true;
}

/* How many complaints reading it makes; out: what was read. */
static size_t read_part(struct parts *p, struct buf *out)
{
    static const char frame[] = BODY("<more xmlns='" FO_PARTS "'/>");
    p->d = diag_list_new();
    xmlDocPtr doc = xml_parse(frame, sizeof frame - 1, "frame", p->d);
    struct fo_reader *r = fo_open_parts(doc, "frame", the_part, p, p->d);
    out->n = 0;
    dump(out, r, fo_root(r), 0);
    size_t complaints = diag_list_count(p->d);
    assert_int_equal(fo_failed(r), complaints != 0);
    assert_true(!complaints || !strcmp(rule_at(p->d, 0), "fo-part"));
    fo_close(r);
    xml_free(doc);
    diag_list_free(p->d);
    return complaints;
}

static void a_part_as_bytes_is_the_part(void **state)
{
    (void)state;
    struct parts tree = {0}, packed = {.packed = true, .whole = SIZE_MAX};
    struct buf x = {0}, y = {0};
    assert_int_equal(read_part(&tree, &x), 0);
    assert_non_null(strstr(x.data, "b<"));
    assert_non_null(strstr(x.data, " 16000 "));
    assert_non_null(strstr(x.data, " 18000 "));
    assert_int_equal(read_part(&packed, &y), 0);
    assert_string_equal(x.data, y.data);
    size_t whole = 0;
    for (packed.whole = 1; packed.whole < 2000; packed.whole++)
        whole += read_part(&packed, &y) == 0 && strcmp(x.data, y.data) != 0;
    assert_int_equal(whole, 1); /* behind the first row */
    assert_string_equal(x.data, y.data); /* nothing was cut off */
    buf_free(&x);
    buf_free(&y);
}

static void long_table(struct buf *b, int rows)
{
    buf_puts(b, "<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='p'><fo:region-body/>"
                "</fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='p'><fo:flow "
                "flow-name='xsl-region-body'><fo:table><fo:table-body>");
    for (int i = 0; i < rows; i++)
        buf_printf(b, "<fo:table-row id='r%d'><fo:table-cell padding='1pt'><fo:block>%d</fo:block></fo:table-cell>"
                      "</fo:table-row>", i, i);
    buf_puts(b, "</fo:table-body></fo:table></fo:flow></fo:page-sequence></fo:root>");
}

/* Reads as layout does: each row to its end, the next one found, the row released. */
static void released_rows_return_their_memory(void **state)
{
    (void)state;
    struct buf b = {0};
    long_table(&b, 30000);
    struct file_test t = open_bytes(b.data, b.n);
    struct fo_node *n = fo_root(t.reader);
    while (n->element != FO_TABLE_BODY) {
        struct fo_node *c = fo_first(t.reader, n);
        while (c->element != FO_PAGE_SEQUENCE && n->element == FO_ROOT)
            c = fo_next(t.reader, c);
        n = c;
    }
    int rows = 0;
    size_t most = 0;
    for (struct fo_node *row = fo_first(t.reader, n), *next; row; row = next, rows++) {
        char id[16];
        snprintf(id, sizeof id, "r%d", rows);
        assert_string_equal(fo_string(row, FO_P_ID), id);
        struct fo_node *cell = fo_first(t.reader, row);
        assert_non_null(fo_first(t.reader, fo_first(t.reader, cell))->text);
        next = fo_next(t.reader, row);
        fo_release(t.reader, row);
        most = fo_memory(t.reader) > most ? fo_memory(t.reader) : most;
    }
    assert_int_equal(rows, 30000);
    assert_true(most < 1 << 20);
    assert_false(fo_failed(t.reader));
    assert_int_equal(diag_list_count(t.diag), 0);
    buf_free(&b);
    close_file_test(&t);
}

static void releasing_what_is_not_read_reads_it(void **state)
{
    (void)state;
    struct buf b = {0};
    long_table(&b, 5000);
    buf_free(&b);
    long_table(&b, 5000);
    struct file_test t = open_bytes(b.data, b.n);
    struct fo_node *n = fo_root(t.reader);
    n = fo_next(t.reader, fo_first(t.reader, n));           /* page-sequence */
    struct fo_node *flow = fo_first(t.reader, n), *table = fo_first(t.reader, flow);
    fo_release(t.reader, table);
    assert_null(fo_first(t.reader, flow));
    assert_null(fo_next(t.reader, n));
    assert_false(fo_failed(t.reader));
    buf_free(&b);
    close_file_test(&t);
}

static void markers_outlive_their_block(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open("<fo:root " FO_NS " font-size='8pt'><fo:layout-master-set><fo:simple-page-master master-name='p'>"
        "<fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='p'>"
        "<fo:static-content flow-name='xsl-region-before'><fo:block font-size='20pt' color='red'>"
        "<fo:retrieve-marker retrieve-class-name='m'/></fo:block></fo:static-content>"
        "<fo:flow flow-name='xsl-region-body'><fo:block font-size='10pt' id='b'><fo:marker marker-class-name='m'>"
        "<fo:inline font-size='50%' id='i'>x</fo:inline>y</fo:marker>text</fo:block><fo:block/></fo:flow></fo:page-sequence></fo:root>");
    struct fo_node *block = fo_test_find(&t, FO_BLOCK, 2), *marker = fo_first(t.reader, block);
    assert_int_equal(marker->element, FO_MARKER);
    assert_non_null(fo_next(t.reader, block));
    fo_hold(t.reader, marker);
    fo_hold(t.reader, marker);
    fo_release(t.reader, block);
    fo_drop(t.reader, marker);
    struct fo_node *place = fo_test_find(&t, FO_RETRIEVE_MARKER, 1);
    struct fo_node *copy = fo_adopt(t.reader, marker, place);
    assert_int_equal(copy->element, FO_MARKER);
    assert_ptr_equal(copy->parent, place);
    struct fo_node *in = fo_first(t.reader, copy), *y = fo_next(t.reader, in);
    assert_int_equal(fo_length(in, FO_P_FONT_SIZE).abs, 10000); /* half of the header's 20 pt */
    assert_string_equal(fo_string(in, FO_P_ID), "i");
    assert_int_equal(fo_color(in, FO_P_COLOR).r, 255);
    assert_string_equal(y->text, "y");
    assert_int_equal(fo_length(y, FO_P_FONT_SIZE).abs, 20000);
    assert_null(fo_next(t.reader, y));
    assert_null(fo_next(t.reader, copy));
    assert_null(fo_first(t.reader, place));
    fo_release(t.reader, copy);
    fo_drop(t.reader, marker);
    fo_test_close(&t, 0);
}

static void proposal_lines(void **state)
{
    (void)state;
    static const char text[] = "<fo:root " FO_NS " loc:file='p.xml'><fo:layout-master-set>\n<fo:simple-page-master master-name='p'>"
        "<fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='p'>\n"
        "<fo:flow flow-name='xsl-region-body'>\n<fo:block loc:line='77'><fo:inline>x<fo:inline loc:line='0'>y</fo:inline></fo:inline></fo:block></fo:flow>"
        "</fo:page-sequence></fo:root>";
    struct file_test t = open_bytes(text, sizeof text - 1);
    struct fo_node *n = fo_next(t.reader, fo_first(t.reader, fo_root(t.reader)));
    struct fo_node *block = fo_first(t.reader, fo_first(t.reader, n));
    struct fo_node *in = fo_first(t.reader, block);
    assert_string_equal(block->loc.file, "p.xml");
    assert_int_equal(block->loc.line, 77);
    assert_string_equal(block->loc.via_file, t.path);
    assert_int_equal(block->loc.via_line, 4);
    assert_int_equal(in->loc.line, 77);
    struct fo_node *x = fo_first(t.reader, in);
    assert_int_equal(x->loc.line, 77);
    assert_int_equal(fo_next(t.reader, x)->loc.line, 77); /* without a datum */
    close_file_test(&t);
}

static void content_model(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "stray <fo:block-container><fo:inline>kept</fo:inline></fo:block-container><fo:inline>gone</fo:inline><fo:table-cell><fo:block>gone</fo:block></fo:table-cell>"
        "<fo:block><fo:float><fo:block>floats</fo:block></fo:float><fo:nonsense>gone</fo:nonsense><x xmlns='urn:x'><y/></x><x xmlns='urn:x'/>"
        "<fo:change-bar-begin change-bar-class='c'/>ok</fo:block><fo:list-block>  <fo:block/>\n</fo:list-block>"));
    static const char *const rules[] = {"fo-misplaced-text", "fo-misplaced-element", "fo-left-out-element", "fo-left-out-element",
        "fo-floats", "fo-unknown-element", "fo-foreign-element", "fo-unsupported-element", "fo-left-out-element"};
    struct buf b = {0};
    dump(&b, t.reader, fo_root(t.reader), 0);
    assert_null(strstr(b.data, "gone"));
    assert_null(strstr(b.data, "stray"));
    assert_non_null(strstr(b.data, "kept"));
    assert_non_null(strstr(b.data, "ok"));
    assert_non_null(strstr(b.data, "floats"));
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        fo_test_rule(&t, i, rules[i]);
    assert_string_equal(diag_list_at(t.diag, 0)->args[1], "stray");
    buf_free(&b);
    fo_test_close(&t, sizeof rules / sizeof *rules);
}

static void metadata(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open("<fo:root " FO_NS "><fo:layout-master-set/><fo:declarations>"
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' "
        "xmp:CreateDate='2025-03-01T00:00:00Z'>\n<dc:title><rdf:Alt><rdf:li xml:lang='zh'>建议 𠮷</rdf:li></rdf:Alt></dc:title>"
        "<dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator><dc:language>zh-CN</dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta></fo:declarations><fo:page-sequence/></fo:root>");
    const struct fo_info *i = fo_document_info(t.reader);
    assert_string_equal(i->title, "建议 𠮷");
    assert_string_equal(i->author, "A, B");
    assert_string_equal(i->language, "zh-CN");
    assert_string_equal(i->created, "2025-03-01T00:00:00Z");
    assert_null(i->subject);
    assert_null(i->keywords);
    fo_test_close(&t, 0);
}

static void the_title_of_the_first_page_sequence(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open("<fo:root " FO_NS "><fo:layout-master-set/><fo:page-sequence><fo:title>项目 <fo:inline>申报书"
        "</fo:inline></fo:title></fo:page-sequence><fo:page-sequence><fo:title>other</fo:title></fo:page-sequence></fo:root>");
    assert_string_equal(fo_document_info(t.reader)->title, "项目 申报书");
    assert_string_equal(fo_document_info(t.reader)->title, "项目 申报书");
    fo_test_close(&t, 0);
}

static void each_pass_complains_anew(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open("<fo:root " FO_NS " hyphenate='true'><fo:page-sequence hyphenate='true'/></fo:root>");
    diag(t.diag, FO_NO_DOCUMENT, NULL, "said before");
    for (int pass = 0; pass < 2; pass++) {
        assert_non_null(fo_first(t.reader, fo_root(t.reader)));
        assert_int_equal(diag_list_count(t.diag), 2);
        assert_string_equal(rule_at(t.diag, 1), "fo-unsupported-property");
        assert_true(fo_rewind(t.reader));
        assert_int_equal(diag_list_count(t.diag), 1);
    }
    fo_test_close(&t, 1);
}

static void deep_nesting_is_cut_with_a_message(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<fo:root " FO_NS "><fo:page-sequence><fo:flow>");
    for (int i = 0; i < 20000; i++)
        buf_puts(&b, "<fo:block>");
    for (int i = 0; i < 20000; i++)
        buf_puts(&b, "</fo:block>");
    buf_puts(&b, "<fo:block>after</fo:block></fo:flow></fo:page-sequence></fo:root>");
    struct file_test t = open_bytes(b.data, b.n);
    struct fo_node *flow = fo_first(t.reader, fo_first(t.reader, fo_root(t.reader)));
    struct fo_node *n = fo_first(t.reader, flow);
    int depth = 4;
    for (struct fo_node *c = n; (c = fo_first(t.reader, c)); depth++)
        ;
    assert_int_equal(depth, LIMIT_DEPTH);
    assert_string_equal(rule_at(t.diag, 0), "fo-too-deep");
    assert_string_equal(fo_first(t.reader, fo_next(t.reader, n))->text, "after");
    assert_int_equal(diag_list_count(t.diag), 1);
    assert_false(fo_failed(t.reader));
    buf_free(&b);
    close_file_test(&t);
}

static void long_text_is_cut_with_a_message(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<fo:root " FO_NS "><fo:page-sequence><fo:flow><fo:block>");
    for (unsigned i = 0; i < LIMIT_TEXT_BYTES / 1000 + 100; i++)
        for (int k = 0; k < 100; k++)
            buf_puts(&b, "0123456789");
    buf_puts(&b, "</fo:block><fo:block>after</fo:block></fo:flow></fo:page-sequence></fo:root>");
    struct file_test t = open_bytes(b.data, b.n);
    struct fo_node *n = fo_first(t.reader, fo_first(t.reader, fo_first(t.reader, fo_root(t.reader))));
    struct fo_node *text = fo_first(t.reader, n);
    assert_true(text->text_len <= LIMIT_TEXT_BYTES && text->text_len > LIMIT_TEXT_BYTES / 2);
    assert_string_equal(rule_at(t.diag, 0), "fo-text-too-long");
    struct fo_node *next = fo_next(t.reader, n);
    fo_release(t.reader, n);
    assert_true(fo_memory(t.reader) < 4 << 20);
    assert_string_equal(fo_first(t.reader, next)->text, "after");
    buf_free(&b);
    close_file_test(&t);
}

static void many_attributes(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<fo:root " FO_NS "><fo:page-sequence><fo:flow><fo:block");
    for (int i = 0; i < LIMIT_ATTRIBUTES + 5; i++)
        buf_printf(&b, " a%d='x'", i);
    buf_puts(&b, "/><fo:block id='last'/></fo:flow></fo:page-sequence></fo:root>");
    struct fo_test t = fo_test_open(b.data);
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 2);
    assert_string_equal(fo_string(n, FO_P_ID), "last");
    fo_test_rule(&t, 0, "fo-too-many-attributes");
    fo_test_close(&t, 1 + LIMIT_ATTRIBUTES); /* each of the others is unknown */
    buf_free(&b);
}

static void a_tag_without_end(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<fo:root " FO_NS "><fo:page-sequence");
    for (int i = 0; i < 300000; i++)
        buf_printf(&b, " a%d='x'", i);
    buf_puts(&b, "/></fo:root>");
    struct file_test t = open_bytes(b.data, b.n);
    assert_null(fo_first(t.reader, fo_root(t.reader)));
    assert_true(fo_failed(t.reader));
    assert_string_equal(rule_at(t.diag, 0), "fo-syntax-attributes");
    close_file_test(&t);
    b.n = 0; /* signs of equality elsewhere are no attributes */
    buf_puts(&b, "<fo:root " FO_NS "><!--");
    for (int i = 0; i < 100000; i++)
        buf_puts(&b, " a='x'");
    buf_puts(&b, "--><fo:page-sequence/></fo:root>");
    t = open_bytes(b.data, b.n);
    assert_non_null(fo_first(t.reader, fo_root(t.reader)));
    assert_false(fo_failed(t.reader));
    close_file_test(&t);
    buf_free(&b);
}

/* Ill-formed files end with one fatal record of our own words. */
static void broken_files(void **state)
{
    (void)state;
    static const struct { const char *text, *rule; } cases[] = {
        {"", "fo-no-document"},
        {"  \n", "fo-no-document"},
        {"no xml", "fo-no-document"},
        {"<fo:root " FO_NS "><fo:page-sequence></fo:root>", "fo-syntax-tag"},
        {"<fo:root " FO_NS "><fo:page-sequence>", "fo-syntax-end"},
        {"<fo:root " FO_NS "><fo:page-sequence", "fo-syntax-end"},
        {"<root/>", "fo-not-fo"},
        {"<fo:block " FO_NS "/>", "fo-not-fo"},
        {"<fo:root/>", "fo-syntax-namespace"},
        {"<fo:root " FO_NS " a='1' a='2'/>", "fo-syntax"},
        {"<fo:root " FO_NS ">&nope;</fo:root>", "fo-syntax-entity"},
        {"<!DOCTYPE r [<!ENTITY e 'x'>]><fo:root " FO_NS "><fo:page-sequence>&e;</fo:page-sequence></fo:root>", "fo-syntax-entity"},
        {"<!DOCTYPE r [<!ENTITY e SYSTEM '/etc/passwd'>]><fo:root " FO_NS " id='&e;'/>", "fo-syntax-entity"},
        {"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><fo:root " FO_NS " id='&b;'/>", "fo-syntax-entity"},
        {"<?xml version='1.0' encoding='UTF-8'?><fo:root " FO_NS "><fo:title>\xFF\xFE</fo:title></fo:root>", "fo-syntax-encoding"},
        {"<?xml version='1.0' encoding='nope'?><fo:root " FO_NS "/>", "fo-syntax-encoding"},
        {"<fo:root " FO_NS ">\x01</fo:root>", "fo-syntax-encoding"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct file_test t = open_bytes(cases[i].text, strlen(cases[i].text));
        struct fo_node *root = fo_root(t.reader);
        struct buf b = {0};
        if (root)
            dump(&b, t.reader, root, 0);
        if (!fo_failed(t.reader) || strcmp(rule_at(t.diag, diag_list_count(t.diag) - 1), cases[i].rule))
            fail_msg("case %zu: %s", i, diag_list_count(t.diag) ? rule_at(t.diag, 0) : "no complaint");
        assert_int_equal(diag_list_worst(t.diag), DIAG_FATAL);
        buf_free(&b);
        close_file_test(&t);
    }
}

static void other_encodings(void **state)
{
    (void)state;
    static const char text[] = "<?xml version='1.0' encoding='GB18030'?><fo:root " FO_NS "><fo:page-sequence><fo:flow><fo:block>"
        "\xD6\xD0\xCE\xC4</fo:block></fo:flow></fo:page-sequence></fo:root>";
    struct file_test t = open_bytes(text, sizeof text - 1);
    struct fo_node *n = fo_first(t.reader, fo_first(t.reader, fo_first(t.reader, fo_root(t.reader))));
    assert_string_equal(fo_first(t.reader, n)->text, "中文");
    close_file_test(&t);
}

static void a_file_that_is_missing(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    assert_null(fo_open_file("build/no/such/file.fo", d));
    assert_string_equal(rule_at(d, 0), "file-open");
    diag_list_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree_and_file_agree),
        cmocka_unit_test(parts_are_read_in_their_place),
        cmocka_unit_test(a_part_as_bytes_is_the_part),
        cmocka_unit_test(released_rows_return_their_memory),
        cmocka_unit_test(releasing_what_is_not_read_reads_it),
        cmocka_unit_test(markers_outlive_their_block),
        cmocka_unit_test(proposal_lines),
        cmocka_unit_test(content_model),
        cmocka_unit_test(metadata),
        cmocka_unit_test(the_title_of_the_first_page_sequence),
        cmocka_unit_test(each_pass_complains_anew),
        cmocka_unit_test(deep_nesting_is_cut_with_a_message),
        cmocka_unit_test(long_text_is_cut_with_a_message),
        cmocka_unit_test(many_attributes),
        cmocka_unit_test(a_tag_without_end),
        cmocka_unit_test(broken_files),
        cmocka_unit_test(other_encodings),
        cmocka_unit_test(a_file_that_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
