/* Rich text in cells: what is read, and that what was written is read as it was. */
#include "test.h"

#include <libxml/parser.h>
#include <string.h>

#include "base/buf.h"
#include "sheet/markup.h"

static void assert_read(const char *text, const char *want)
{
    struct buf b = {0};
    buf_puts(&b, "");
    markup_read(&b, text, 0);
    assert_string_equal(b.data ? b.data : "", want);
    buf_free(&b);
}

static void paragraphs_and_lists(void **state)
{
    (void)state;
    assert_read("", "");
    assert_read("甲\n\n  乙 \n", "<p>甲</p>\n<p>乙</p>\n");
    assert_read("起\n* 一\n* 二\n终", "<p>起</p>\n<ul><li>一</li><li>二</li></ul>\n<p>终</p>\n");
    assert_read("# 一\n  * 甲\n  * 乙\n# 二", "<ol><li>一<ul><li>甲</li><li>乙</li></ul></li><li>二</li></ol>\n");
    assert_read("* 一\n# 二", "<ul><li>一</li></ul>\n<ol><li>二</li></ol>\n");
    assert_read("    * 深", "<ul><li>深</li></ul>\n");
    assert_read("\\* 星\n#号", "<p>* 星</p>\n<p>#号</p>\n");
}

static void notation_in_a_line(void **state)
{
    (void)state;
    assert_read("H_{2}O 与 m^{*{n}}", "<p>H<sub>2</sub>O 与 m<sup><em>n</em></sup></p>\n");
    assert_read("**{重} a<b&c", "<p><strong>重</strong> a&lt;b&amp;c</p>\n");
    assert_read("_{开 ^{关} 末", "<p>_{开 <sup>关</sup> 末</p>\n");
    assert_read("a_b x^2 2*3 } {", "<p>a_b x^2 2*3 } {</p>\n");
    assert_read("\\_{x} \\\\ \\a", "<p>_{x} \\ \\a</p>\n");
}

/* Notation that never closes must not cost more than its length. */
static void hostile_notation(void **state)
{
    (void)state;
    struct buf b = {0}, xml = {0};
    for (int i = 0; i < 200000; i++)
        buf_puts(&b, "_{");
    markup_read(&xml, b.data, 0);
    assert_int_equal(xml.n, b.n + strlen("<p></p>\n"));
    buf_free(&b);
    buf_free(&xml);
}

static void assert_back(const char *content, bool rich, bool whole)
{
    struct buf doc = {0}, text = {0}, back = {0};
    buf_printf(&doc, "<r>%s</r>", content);
    xmlDocPtr x = xmlReadMemory(doc.data, (int)doc.n, "x", NULL, XML_PARSE_NONET);
    assert_non_null(x);
    assert_int_equal(markup_write(&text, xmlDocGetRootElement(x), rich), whole);
    if (rich)
        markup_read(&back, text.data ? text.data : "", 0);
    else
        markup_read_inline(&back, text.data ? text.data : "");
    assert_string_equal(back.data ? back.data : "", whole ? content : "");
    xmlFreeDoc(x);
    buf_free(&doc);
    buf_free(&text);
    buf_free(&back);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    assert_back("<p>CO<sub>2</sub>与<strong>重<em>中</em></strong></p>\n<ul><li>一<ol><li>甲</li></ol></li><li>二</li></ul>\n<p>* 星</p>\n", true, true);
    assert_back("<p># 井 \\_ \\ _{x} }</p>\n<p>^{ *{ **{ a</p>\n", true, true);
    assert_back("<p><sub>a}b\\}</sub></p>\n", true, true);
    assert_back("m<sup>2</sup> &lt; 3", false, true);
    assert_back("<table/>", true, false);
    assert_back("", true, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_and_lists), cmocka_unit_test(notation_in_a_line), cmocka_unit_test(hostile_notation),
        cmocka_unit_test(what_is_written_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
