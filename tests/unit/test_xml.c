#include "diag_test.h"

#include <libxml/xpath.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "xslt/xml.h"

static xmlDocPtr parse(const char *s)
{
    return xml_parse(s, strlen(s), "p.xml", d);
}

/* Each kind of fault: its message, its line, and nothing else. */
static const struct {
    const char *text;
    const char *name;
    unsigned line;
} faults[] = {
    {"", "xml-empty", 0},
    {"PK\3\4xyz", "xml-binary", 0},
    {"%PDF-1.7\n", "xml-binary", 0},
    {"hello", "xml-no-root", 1},
    {"<a>\n<b></a>", "xml-tag-mismatch", 2},
    {"<a>\n<b>", "xml-not-closed", 2},
    {"<a>\n\nx & y</a>", "xml-ampersand", 3},
    {"<a>R&D</a>", "xml-ampersand", 1},
    {"<a>\nx < y</a>", "xml-less-than", 2},
    {"<a>x&nbsp;y</a>", "xml-entity", 1},
    {"<a b=1/>", "xml-attribute", 1},
    {"<a b/>", "xml-attribute", 1},
    {"<a b='1' b='2'/>", "xml-attribute-twice", 1},
    {"<a b='<'/>", "xml-attribute", 1},
    {"<a>\x01</a>", "xml-character", 1},
    {"<a>&#1;</a>", "xml-character", 1},
    {"<a>&#xg;</a>", "xml-charref", 1},
    {"<a/>\n<b/>", "xml-after-root", 2},
    {"<x:a/>", "xml-prefix", 1},
    {"<a>\n\xC9\xEA</a>", "xml-not-utf8", 2},
    {"<?xml version=\"1.0\" encoding=\"GB2312\"?><a>申报</a>", "xml-encoding-wrong", 1},
    {"<?xml version=\"1.0\" encoding=\"KLINGON\"?><a>x</a>", "xml-encoding-unknown", 1},
    {"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "xml-doctype", 1},
    {"<!DOCTYPE a [\n<!ENTITY e SYSTEM '/etc/hostname'>]><a>&e;</a>", "xml-doctype", 2},
    {"<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>", "xml-doctype", 1},
    {"<!DOCTYPE a [<!ENTITY % e SYSTEM 'x'>%e;]><a/>", "xml-doctype", 1},
};

static void each_fault_is_named_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        diag_list_cut(d, 0);
        assert_null(parse(faults[i].text));
        if (diag_list_count(d) != 1 || strcmp(diag_list_at(d, 0)->rule, faults[i].name) ||
            diag_list_at(d, 0)->loc.line != faults[i].line)
            fail_msg("%s: %zu findings, first %s line %u, not %s line %u", faults[i].text, diag_list_count(d),
                     diag_list_count(d) ? diag_list_at(d, 0)->rule : "-",
                     diag_list_count(d) ? diag_list_at(d, 0)->loc.line : 0, faults[i].name, faults[i].line);
        assert_int_equal(diag_list_at(d, 0)->severity, DIAG_FATAL);
    }
}

static void binary_zero_is_no_text(void **state)
{
    (void)state;
    assert_null(xml_parse("<a>\0</a>", 8, "p.xml", d));
    assert_string_equal(diag_list_at(d, 0)->rule, "xml-binary");
}

static void declared_encodings_are_read(void **state)
{
    (void)state;
    xmlDocPtr doc = parse("<?xml version='1.0' encoding='GBK'?><a>\xC9\xEA\xB1\xA8</a>");
    assert_non_null(doc);
    assert_string_equal((const char *)xmlDocGetRootElement(doc)->children->content, "申报");
    xml_free(doc);
    doc = xml_parse("\xFF\xFE<\0a\0/\0>\0", 10, "p.xml", d);
    assert_non_null(doc);
    xml_free(doc);
    assert_int_equal(diag_list_count(d), 0);
}

static char *nested(unsigned depth)
{
    struct buf b = {0};
    for (unsigned i = 0; i < depth; i++)
        buf_puts(&b, "<a>");
    for (unsigned i = 0; i < depth; i++)
        buf_puts(&b, "</a>");
    return buf_steal(&b);
}

static void depth_has_a_limit(void **state)
{
    (void)state;
    char *s = nested(LIMIT_DEPTH);
    xmlDocPtr doc = parse(s);
    assert_non_null(doc);
    xml_free(doc);
    free(s);
    for (unsigned depth = LIMIT_DEPTH + 1; depth <= 10000; depth += 9749) {
        diag_list_cut(d, 0);
        s = nested(depth);
        assert_null(parse(s));
        free(s);
        assert_int_equal(diag_list_count(d), 1);
        assert_string_equal(diag_list_at(d, 0)->rule, "xml-too-deep");
    }
}

static void text_has_a_limit(void **state)
{
    (void)state;
    size_t n = LIMIT_TEXT_BYTES + 10;
    char *s = xmalloc(n + 8);
    memset(s, 'x', n + 8);
    memcpy(s, "<a>", 3);
    memcpy(s + n + 3, "</a>", 5);
    assert_null(parse(s));
    free(s);
    assert_int_equal(diag_list_count(d), 1);
    assert_string_equal(diag_list_at(d, 0)->rule, "xml-text-too-long");
}

static void lines_beyond_65535(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<a>");
    for (int i = 0; i < 70000; i++)
        buf_putc(&b, '\n');
    buf_puts(&b, "<b>x</b></a>");
    xmlDocPtr doc = parse(b.data);
    assert_non_null(doc);
    assert_int_equal(xml_line(xmlDocGetRootElement(doc)->last), 70001);
    xml_free(doc);
    buf_free(&b);
}

static void folders_confine(void **state)
{
    (void)state;
    const char *const roots[] = {"tests/unit", NULL};
    assert_true(xml_below("tests/unit/test_xml.c", roots));
    assert_false(xml_below("tests/unit/../lib/test.h", roots));
    assert_false(xml_below("/etc/hostname", roots));
    assert_false(xml_below("tests/unit/none.c", roots));
}

static void words_have_one_blank_between(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    xmlDocPtr doc = parse("<a b='1'><t>\n 一 <i> two</i>\t\r\n三 </t><e/></a>");
    const xmlNode *root = xmlDocGetRootElement(doc);
    assert_string_equal(xml_words_in(a, xml_child(root, "t")), "一 two 三");
    assert_string_equal(xml_words_in(a, xml_child(root, "e")), "");
    assert_string_equal(xml_words_in(a, NULL), "");
    assert_string_equal(xml_words_in(a, (const xmlNode *)root->properties), "1");
    xml_free(doc);
    arena_free(a);
}

/* b:n is another attribute than n, wherever it stands. */
static void attributes_have_no_namespace(void **state)
{
    (void)state;
    xmlDocPtr doc = parse("<a xmlns:b='urn:b' b:n='other' n='own' e='' b:m='other' c='&amp;&#20013;'/>");
    const xmlNode *root = xmlDocGetRootElement(doc);
    assert_string_equal(xml_attribute(root, "n", "none"), "own");
    assert_string_equal(xml_attribute(root, "e", "none"), "");
    assert_string_equal(xml_attribute(root, "m", "none"), "none");
    assert_string_equal(xml_attribute(root, "c", "none"), "&中");
    assert_null(xml_attribute(NULL, "n", NULL));
    xml_free(doc);
}

static void trees_are_built(void **state)
{
    (void)state;
    xmlDocPtr doc = xml_new("urn:t", NULL, "r");
    xmlNodePtr root = xmlDocGetRootElement(doc), n = xml_add(root, "a", "R&D <");
    xml_set(n, "none", NULL);
    xml_set(n, "empty", "");
    xml_set(n, "said", "\"&");
    xml_set_number(n, "number", SIZE_MAX);
    assert_null(xml_add(root, "b", "")->children);
    xmlChar *text = NULL;
    int length = 0;
    xmlDocDumpMemory(doc, &text, &length);
    assert_string_equal((const char *)text, "<?xml version=\"1.0\"?>\n<r xmlns=\"urn:t\"><a empty=\"\" said=\"&quot;&amp;\" "
                                            "number=\"18446744073709551615\">R&amp;D &lt;</a><b/></r>\n");
    xmlFree(text);
    assert_true(xml_is(n, "urn:t", "a"));
    assert_string_equal(xml_parent_name(n), "r");
    assert_string_equal(xml_parent_name(root), "");
    xml_free(doc);
}

static void paths_are_tried(void **state)
{
    (void)state;
    xmlXPathContextPtr c = xml_xpath(NULL);
    assert_true(xml_is_xpath(c, "count(s:a[@b = $c]) > f:any(.)"));
    assert_false(xml_is_xpath(c, "count(a"));
    assert_false(xml_is_xpath(c, ""));
    xmlXPathFreeContext(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_fault_is_named_once, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(binary_zero_is_no_text, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(declared_encodings_are_read, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(depth_has_a_limit, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(text_has_a_limit, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(lines_beyond_65535, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(folders_confine, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(words_have_one_blank_between, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(attributes_have_no_namespace, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(trees_are_built, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(paths_are_tried, diag_set_up, diag_tear_down),
    };
    xml_init();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
