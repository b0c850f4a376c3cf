/* The Schematron compiler and the stylesheets it makes, feature by feature. */
#include "diag_test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "programme/lazy.h"
#include "programme/schematron.h"
#include "xslt/xml.h"
#include "xslt/xslt.h"

#define HEAD "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'>" \
             "<ns prefix='sb' uri='urn:shenbao:functions'/>"

static const char *const roots[] = {"tests/data", NULL};

static struct xslt *compile(const char *rules, bool lazy)
{
    xmlDocPtr sch = xml_parse(rules, strlen(rules), "tests/data/rules.sch", d);
    assert_non_null(sch);
    struct schematron_input in = {.docs = &sch, .count = 1, .roots = roots};
    xmlDocPtr style = schematron_compile(&in, d);
    xml_free(sch);
    if (style && lazy)
        lazy_variables(style);
    return style ? xslt_compile(style, roots, d) : NULL;
}

static void add_finding(struct buf *b, xmlNodePtr n)
{
    xmlChar *id = xmlGetNoNsProp(n, (const xmlChar *)"id"), *text = xmlNodeGetContent(n);
    xmlChar *line = xmlGetNsProp(n, (const xmlChar *)"line", (const xmlChar *)PACK_NS);
    buf_printf(b, "%s%s@%s:%s", b->n ? "|" : "", (char *)id, (char *)line, (char *)text);
    xmlFree(id);
    xmlFree(line);
    xmlFree(text);
}

/* "id@line:text|..." in the order of the SVRL. */
static char *run(const char *rules, const char *source, bool lazy)
{
    struct buf b = {0};
    struct xslt *x = compile(rules, lazy);
    xmlDocPtr doc = xml_parse(source, strlen(source), "x.xml", d);
    xmlDocPtr svrl = x ? xslt_run(x, doc, "x.xml", NULL, NULL, d) : NULL;
    for (xmlNodePtr n = svrl ? xmlDocGetRootElement(svrl)->children : NULL; n; n = n->next)
        if (xmlStrEqual(n->name, (const xmlChar *)"failed-assert") ||
            xmlStrEqual(n->name, (const xmlChar *)"successful-report"))
            add_finding(&b, n);
    xml_free(svrl);
    xml_free(doc);
    xslt_free(x);
    return b.data ? buf_steal(&b) : xstrdup(diag_list_count(d) ? diag_list_at(d, 0)->rule : "");
}

static const struct feature {
    const char *what, *rules, *source, *expected;
} rows[] = {
    {"assert", HEAD "<pattern><rule context='a'><assert id='A' test='b'>no b</assert></rule></pattern></schema>",
     "<r>\n<a/>\n<a><b/></a></r>", "A@2:no b"},
    {"report", HEAD "<pattern><rule context='a'><report id='A' test='b'>a b</report></rule></pattern></schema>",
     "<r>\n<a/>\n<a><b/></a></r>", "A@3:a b"},
    {"first matching rule of a pattern",
     HEAD "<pattern><rule context='a[@x]'><assert id='A' test='0'>x</assert></rule>"
          "<rule context='a'><assert id='B' test='0'>y</assert></rule></pattern></schema>",
     "<r>\n<a x='1'/>\n<a/></r>", "A@2:x|B@3:y"},
    {"patterns are independent",
     HEAD "<pattern><rule context='a'><assert id='A' test='0'>x</assert></rule></pattern>"
          "<pattern><rule context='a'><assert id='B' test='0'>y</assert></rule></pattern></schema>",
     "<a/>", "A@1:x|B@1:y"},
    {"lets of schema, pattern and rule",
     HEAD "<let name='x' value='1'/><pattern><let name='y' value='count(//b)'/><rule context='a'><let name='z' value='@v'/>"
          "<assert id='A' test='0'><value-of select='$x'/>,<value-of select='$y'/>,<value-of select='$z'/></assert>"
          "</rule></pattern></schema>",
     "<a v='7'><b/><b/></a>", "A@1:1,2,7"},
    {"lets that only messages speak of, by way of each other and of names that begin alike",
     HEAD "<pattern><rule context='a'><let name='x' value='@v'/><let name='y' value='$x + 1'/><let name='xy' value='@w'/>"
          "<assert id='A' test='$xy = 1' subject='b'><value-of select='$y'/></assert>"
          "<assert id='B' test='0'><value-of select='$xy'/>,<value-of select='$x'/></assert></rule></pattern></schema>",
     "<r>\n<a v='7' w='2'>\n<b/></a></r>", "A@3:8|B@2:2,7"},
    {"a let of a rule that is not always asked",
     HEAD "<pattern><rule context='a' sbp:when='@w = 1'><let name='x' value='@v'/><assert id='A' test='0'><value-of select='$x'/>"
          "</assert></rule></pattern></schema>",
     "<r>\n<a v='7' w='2'/>\n<a v='8' w='1'/></r>", "A@3:8"},
    {"an assert for some",
     HEAD "<pattern><rule context='a'><assert id='A' sbp:when='@w = 1' test='@v = 7'>x</assert><assert id='B' test='@v'>y</assert>"
          "</rule></pattern></schema>",
     "<r>\n<a w='2'/>\n<a v='7' w='1'/>\n<a v='8' w='1'/></r>", "B@2:y|A@4:x"},
    {"whom an assert is for, said wrongly",
     HEAD "<pattern><rule context='a'><assert id='A' sbp:when='@w =' test='0'>x</assert></rule></pattern></schema>", "<a/>",
     "rules-xpath"},
    {"elements in elements, in document order",
     HEAD "<pattern><rule context='a'><assert id='A' test='0'><value-of select='@v'/></assert></rule></pattern></schema>",
     "<a v='1'>\n<b><a v='2'><a v='3'/></a></b>\n<a v='4'/></a>", "A@1:1|A@2:2|A@2:3|A@3:4"},
    {"contexts with steps, alternatives, and predicates with both in them",
     HEAD "<ns prefix='n' uri='urn:n'/><pattern><rule context=\"r/n:a[@v = '|'] | b[c/d | e[. = ']']]//f\"><assert id='A' test='0'>x</assert></rule>"
          "<rule context='*[@v]'><assert id='B' test='0'>y</assert></rule></pattern>"
          "<pattern><rule context='/r/ n:a [1]'><assert id='C' test='0'>z</assert></rule><rule context='g|c'><assert id='D' test='0'>u</assert></rule></pattern></schema>",
     "<r xmlns:n='urn:n'>\n<n:a v='|'/>\n<n:a v='2'/>\n<b><c><d/></c><f/></b>\n<b><e>]</e><g><f/></g></b><a/></r>",
     "A@2:x|B@3:y|A@4:x|A@5:x|C@2:z|D@4:u|D@5:u"},
    {"the root and any node as contexts",
     HEAD "<pattern><rule context='/'><assert id='A' test='0'>x</assert></rule></pattern>"
          "<pattern><rule context='node()'><assert id='B' test='0'>y</assert></rule></pattern></schema>",
     "<a>\n<b>t</b></a>", "A@0:x|B@1:y|B@1:y|B@2:y|B@2:y"},
    {"name and nested phrases",
     HEAD "<pattern><rule context='a'><assert id='A' test='0'><name/> <emph>in <name path='..'/></emph></assert></rule>"
          "</pattern></schema>",
     "<r><a/></r>", "A@1:a in r"},
    {"line ends between Chinese characters go, between words become a space",
     HEAD "<pattern><rule context='a'><assert id='A' test='0'>\n  请填写\n  名称 and\n  more\n</assert></rule></pattern></schema>",
     "<a/>", "A@1:请填写名称 and more"},
    {"subject", HEAD "<pattern><rule context='a'><assert id='A' test='0' subject='b'>x</assert></rule></pattern></schema>",
     "<r><a>\n<b/></a>\n<a/></r>", "A@2:x|A@3:x"},
    {"attributes and text as contexts",
     HEAD "<pattern><rule context='@x'><assert id='A' test='. = 1'><value-of select='.'/></assert></rule>"
          "<rule context='b/text()'><assert id='B' test='0'><value-of select='.'/></assert></rule></pattern></schema>",
     "<a x='1'>\n<b x='2'>t</b></a>", "A@2:2|B@2:t"},
    {"abstract pattern",
     HEAD "<pattern abstract='true' id='need'><rule context='$who'><assert id='A' test='$what'>$who needs $what</assert>"
          "</rule></pattern><pattern is-a='need'><param name='who' value='a'/><param name='what' value='b'/></pattern>"
          "<pattern is-a='need'><param name='who' value='c'/><param name='what' value='d'/></pattern></schema>",
     "<a><c/></a>", "A@1:a needs b|A@1:c needs d"},
    {"abstract rule",
     HEAD "<pattern><rule abstract='true' id='base'><assert id='A' test='@id'>no id</assert></rule>"
          "<rule context='a'><extends rule='base'/></rule><rule context='b'><extends rule='base'/></rule></pattern></schema>",
     "<a id='1'>\n<b/></a>", "A@2:no id"},
    {"diagnostics",
     HEAD "<pattern><rule context='a'><assert id='A' test='0' diagnostics='d1 d2'>x</assert></rule></pattern>"
          "<diagnostics><diagnostic id='d1'>:<value-of select='@v'/></diagnostic><diagnostic id='d2'>!</diagnostic>"
          "</diagnostics></schema>",
     "<a v='7'/>", "A@1:x:7!"},
    {"include", HEAD "<include href='part.sch'/></schema>", "<a/>", "P@1:part"},
    {"include outside the pack", HEAD "<include href='../unit/test_xml.c'/></schema>", "<a/>", "rules-include"},
    {"functions", HEAD "<pattern><rule context='a'><assert id='A' test=\"sb:count(.) = 3\"><value-of select='sb:count(.)'/>"
                       "</assert></rule></pattern></schema>",
     "<r><a>三个字</a><a>两字</a></r>", "A@1:2"},
    {"an unknown function is an error",
     HEAD "<pattern><rule context='a'><assert id='A' test='sb:none()'>x</assert></rule></pattern></schema>", "<a/>",
     "xslt-run"},
    {"an unknown variable is an error",
     HEAD "<pattern><rule context='a'><assert id='A' test='$none'>x</assert></rule></pattern></schema>", "<a/>", "xslt-run"},
    {"braces in tests", HEAD "<pattern><rule context='a'><assert id='A' test=\". = '{x}'\">x</assert></rule></pattern></schema>",
     "<r><a>{x}</a>\n<a/></r>", "A@2:x"},
    {"an id twice",
     HEAD "<pattern><rule context='a'><assert id='A' test='0'>x</assert><assert id='A' test='0'>y</assert></rule></pattern>"
          "</schema>",
     "<a/>", "rules-id-twice"},
    {"unknown element", HEAD "<pattern><rule context='a'><asert id='A' test='0'>x</asert></rule></pattern></schema>", "<a/>",
     "rules-element"},
    {"reference to nothing", HEAD "<pattern is-a='none'/></schema>", "<a/>", "rules-reference"},
    {"no file outside the pack",
     HEAD "<let name='x' value=\"document('/etc/passwd')\"/><pattern><rule context='a'>"
          "<assert id='A' test='$x'>x</assert></rule></pattern></schema>",
     "<a/>", "A@1:x"},
};

static void features(void **state)
{
    (void)state;
    bool good = true;
    for (size_t i = 0; i < 2 * (sizeof rows / sizeof *rows); i++) {
        bool lazy = i % 2;
        const struct feature *f = &rows[i / 2];
        diag_list_cut(d, 0);
        char *got = run(f->rules, f->source, lazy);
        if (strcmp(got, f->expected)) {
            print_error("%s%s: %s, not %s\n", f->what, lazy ? " (lazy)" : "", got, f->expected);
            good = false;
        }
        free(got);
    }
    assert_true(good);
}

/* The ids of the asserts that judged one element. */
static char *judged(const char *rules, const char *source)
{
    const struct xslt_param told[] = {{SCHEMATRON_TOLD, "yes"}, {NULL, NULL}};
    struct buf b = {0};
    struct xslt *x = compile(rules, false);
    xmlDocPtr doc = xml_parse(source, strlen(source), "x.xml", d), svrl = xslt_run(x, doc, "x.xml", NULL, told, d);
    for (xmlNodePtr n = xmlDocGetRootElement(svrl)->children; n; n = n->next) {
        xmlChar *ids = xmlGetNsProp(n, (const xmlChar *)"judged", (const xmlChar *)PACK_NS);
        xmlChar *by = xmlStrEqual(n->name, (const xmlChar *)"judged") ? xmlGetNoNsProp(n, (const xmlChar *)"by") : NULL;
        buf_printf(&b, "%s%s", ids ? (char *)ids : "", by ? (char *)by : "");
        xmlFree(ids);
        xmlFree(by);
    }
    xml_free(svrl);
    xml_free(doc);
    xslt_free(x);
    return b.data ? buf_steal(&b) : xstrdup("");
}

/* Who is not concerned was not judged, however the test would have come out; a hint for some is no different. */
static void asserts_judge_whom_they_concern(void **state)
{
    (void)state;
    static const char rules[] = HEAD "<pattern><rule context='a'><assert id='A' sbp:when='@w = 1' test='@v'>x</assert>"
                                     "<assert id='B' test='not(@w = 2) or @v'>y</assert>"
                                     "<assert id='C' role='info' sbp:when='@w = 2' test='false()'>z</assert></rule></pattern></schema>";
    static const char *const cases[][2] = {{"<a w='1' v='1'/>", "BA"}, {"<a w='1'/>", "BA"}, {"<a w='2'/>", "BC"}, {"<a/>", "B"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = judged(rules, cases[i][0]);
        assert_string_equal(got, cases[i][1]);
        free(got);
    }
}

static struct xslt *style(const char *body)
{
    struct buf b = {0};
    buf_printf(&b, "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' "
                   "xmlns:sb='urn:shenbao:functions' xmlns:exsl='http://exslt.org/common' "
                   "extension-element-prefixes='exsl'>%s</xsl:stylesheet>", body);
    xmlDocPtr doc = xml_parse(b.data, b.n, "tests/data/style.xsl", d);
    buf_free(&b);
    return xslt_compile(doc, roots, d);
}

static const char *first(void)
{
    return diag_list_count(d) ? diag_list_at(d, 0)->rule : "";
}

static xmlDocPtr transform(struct xslt *x)
{
    xmlDocPtr doc = xml_parse("<a/>", 4, "x.xml", d), out = xslt_run(x, doc, "x.xml", NULL, NULL, d);
    xml_free(doc);
    xslt_free(x);
    return out;
}

static void stylesheets_write_nothing(void **state)
{
    (void)state;
    assert_null(transform(style("<xsl:template match='/'><exsl:document href='build/written.xml'><x/></exsl:document>"
                                "<y/></xsl:template>")));
    assert_int_not_equal(access("build/written.xml", F_OK), 0);
    assert_string_equal(first(), "xslt-run");
}

static void messages_are_reported(void **state)
{
    (void)state;
    xml_free(transform(style("<xsl:template match='/'><xsl:message>one</xsl:message><xsl:message>two</xsl:message><y/>"
                             "</xsl:template>")));
    assert_int_equal(diag_list_count(d), 2);
    assert_string_equal(first(), "xslt-message");
    assert_string_equal(diag_list_at(d, 1)->args[0], "two");
    diag_list_cut(d, 0);
    assert_null(transform(style("<xsl:template match='/'><xsl:message terminate='yes'>stop</xsl:message><y/></xsl:template>")));
    assert_string_equal(first(), "xslt-terminated");
    assert_string_equal(diag_list_at(d, 0)->args[0], "stop");
    assert_int_equal(diag_list_at(d, 0)->loc.line, 1);
    assert_non_null(strstr(diag_list_at(d, 0)->loc.file, ".xsl"));
}

static void endless_recursion_ends(void **state)
{
    (void)state;
    assert_null(transform(style("<xsl:template match='/' name='t'><xsl:call-template name='t'/></xsl:template>")));
    assert_string_equal(first(), "xslt-run");
}

static void params_are_strings(void **state)
{
    (void)state;
    struct xslt *x = style("<xsl:param name='p'/><xsl:template match='/'><y><xsl:value-of select='$p'/>"
                           "<xsl:value-of select='sb:as-of()'/></y></xsl:template>");
    const struct xslt_param params[] = {{"p", "it's \"1 + 1\""}, {"as-of", "2025-03-01"}, {NULL, NULL}};
    xmlDocPtr doc = xml_parse("<a/>", 4, "x.xml", d), out = xslt_run(x, doc, "x.xml", NULL, params, d);
    xmlChar *text = xmlNodeGetContent(xmlDocGetRootElement(out));
    assert_string_equal((char *)text, "it's \"1 + 1\"2025-03-01");
    xmlFree(text);
    xml_free(out);
    xml_free(doc);
    xslt_free(x);
}

static void texts_are_joined(void **state)
{
    (void)state;
    struct xslt *x = style("<xsl:template match='/a'><y><xsl:value-of select=\"sb:join(c | b, '、')\"/>;"
                           "<xsl:value-of select=\"sb:join(d, '、')\"/>;<xsl:value-of select=\"sb:join('e', '、')\"/>;"
                           "<xsl:value-of select=\"sb:join(sb:first(c | b, 2), '、')\"/>;<xsl:value-of select=\"count(sb:first(b, 9))\"/>;"
                           "<xsl:value-of select=\"count(sb:first(b, 0) | sb:first(d, 1) | sb:first(b, number('x')))\"/></y></xsl:template>");
    static const char text[] = "<a><b>甲</b><c>乙</c><b/><b>丙</b></a>";
    xmlDocPtr doc = xml_parse(text, sizeof text - 1, "x.xml", d), out = xslt_run(x, doc, "x.xml", NULL, NULL, d);
    xmlChar *got = xmlNodeGetContent(xmlDocGetRootElement(out));
    assert_string_equal((char *)got, "甲、乙、丙;;;甲、乙;3;0");
    xmlFree(got);
    xml_free(out);
    xml_free(doc);
    xslt_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(features, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(asserts_judge_whom_they_concern, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(stylesheets_write_nothing, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(messages_are_reported, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(endless_recursion_ends, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(params_are_strings, diag_set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(texts_are_joined, diag_set_up, diag_tear_down),
    };
    xml_init();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
