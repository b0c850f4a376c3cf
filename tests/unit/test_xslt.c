/* Stylesheets that run more than once. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "run.h"
#include "xslt/xml.h"
#include "xslt/xslt.h"

static const char style[] =
    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
    "<xsl:key name='n' match='level' use='@n'/>"
    "<xsl:template match='/'>"
    "<xsl:variable name='asked' select='string(/a)'/>"
    "<out><xsl:for-each select=\"document('levels.xml')\"><xsl:value-of select=\"key('n', $asked)\"/></xsl:for-each></out>"
    "</xsl:template></xsl:stylesheet>";
static const char levels[] = "<levels><level n='1'>one</level><level n='2'>two</level></levels>";

static char *run_on(struct xslt *x, const char *source, struct diag_list *d)
{
    xmlDocPtr doc = xml_parse(source, strlen(source), "source.xml", d);
    xmlDocPtr out = xslt_run(x, doc, "source.xml", NULL, NULL, d);
    assert_int_equal(diag_list_count(d), 0);
    assert_non_null(out);
    xmlChar *text = xmlNodeGetContent(xmlDocGetRootElement(out));
    char *said = xstrdup((const char *)text);
    xmlFree(text);
    xml_free(out);
    xml_free(doc);
    return said;
}

/* What document() has read is read once, and its keys answer in each run. */
static void documents_are_kept(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    char *folder = scratch_new(), *sheet = path_join(folder, "style.xsl"), *list = path_join(folder, "levels.xml");
    const char *const roots[] = {folder, NULL};
    write_text(sheet, style, strlen(style));
    write_text(list, levels, strlen(levels));
    struct xslt *x = xslt_load(sheet, roots, d);
    assert_non_null(x);
    char *first = run_on(x, "<a>1</a>", d);
    unlink(list);
    char *second = run_on(x, "<a>2</a>", d), *third = run_on(x, "<a>1</a>", d);
    assert_string_equal(first, "one");
    assert_string_equal(second, "two");
    assert_string_equal(third, "one");
    free(first);
    free(second);
    free(third);
    xslt_free(x);
    scratch_free(folder);
    free(sheet);
    free(list);
    diag_list_free(d);
}

/* A file that is missing is reported by every run, and taken when it is there. */
static void what_could_not_be_read_is_not_kept(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    char *folder = scratch_new(), *sheet = path_join(folder, "style.xsl"), *list = path_join(folder, "levels.xml");
    const char *const roots[] = {folder, NULL};
    write_text(sheet, style, strlen(style));
    struct xslt *x = xslt_load(sheet, roots, d);
    assert_non_null(x);
    xmlDocPtr doc = xml_parse("<a>1</a>", 8, "source.xml", d);
    for (int i = 0; i < 2; i++) {
        xml_free(xslt_run(x, doc, "source.xml", NULL, NULL, d));
        assert_true(diag_list_has(d, DIAG_ERROR));
        diag_list_cut(d, 0);
    }
    xml_free(doc);
    write_text(list, levels, strlen(levels));
    char *found = run_on(x, "<a>2</a>", d);
    assert_string_equal(found, "two");
    free(found);
    xslt_free(x);
    scratch_free(folder);
    free(sheet);
    free(list);
    diag_list_free(d);
}

/* What a stylesheet with this among its first elements makes of a source, as XML. */
static char *made_with(const char *folder, const char *first)
{
    static const char head[] =
        "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:f='urn:f' xmlns:g='urn:g' xmlns:n='urn:n' "
        "exclude-result-prefixes='n'>";
    static const char rest[] =
        "<xsl:attribute-set name='s'><xsl:attribute name='k'>1</xsl:attribute><xsl:attribute name='l'>{2}</xsl:attribute></xsl:attribute-set>"
        "<xsl:template match='/'><plain xmlns=''><f:out id='o' v='a{1 + 1}b' g:w='{name(/*)}' g:x='' xml:lang='zh'>\n"
        "  <xsl:variable name='v'><f:in q='&lt;{count(//b)}&gt;'/>t</xsl:variable><xsl:copy-of select='$v'/>"
        "<xsl:for-each select='//b'><xsl:variable name='n' select='position()'/><f:b n='{$n}' xsl:use-attribute-sets='s'>"
        "<xsl:if test='$n = 2'><xsl:attribute name='k'>own</xsl:attribute></xsl:if><xsl:value-of select='.'/>, <g:c/></f:b></xsl:for-each>"
        "<xsl:call-template name='t'><xsl:with-param name='n' select='3'/></xsl:call-template></f:out></plain></xsl:template>"
        "<xsl:template name='t'><xsl:param name='n'/><g:t a='' xsl:use-attribute-sets='s' k='{$n}'><xsl:if test='$n'>"
        "<h:i xmlns:h='urn:h' h:j='{$n}'/><xsl:call-template name='t'><xsl:with-param name='n' select='$n - 1'/></xsl:call-template></xsl:if>"
        "</g:t></xsl:template></xsl:stylesheet>";
    struct diag_list *d = diag_list_new();
    struct buf b = {0};
    char *sheet = path_join(folder, "style.xsl");
    const char *const roots[] = {folder, NULL};
    buf_printf(&b, "%s%s%s", head, first, rest);
    write_text(sheet, b.data, b.n);
    struct xslt *x = xslt_load(sheet, roots, d);
    xmlDocPtr doc = xml_parse("<a><b>1</b><b>2</b></a>", 23, "source.xml", d), out = x ? xslt_run(x, doc, "source.xml", NULL, NULL, d) : NULL;
    assert_int_equal(diag_list_count(d), 0);
    assert_non_null(out);
    xmlChar *text;
    int n;
    xmlDocDumpMemory(out, &text, &n);
    char *said = xstrdup((const char *)text);
    xmlFree(text);
    xml_free(out);
    xml_free(doc);
    xslt_free(x);
    buf_free(&b);
    free(sheet);
    diag_list_free(d);
    return said;
}

/* Where a namespace has an alias, all elements are libxslt's own doing. */
static void literals_are_as_libxslt_makes_them(void **state)
{
    (void)state;
    char *folder = scratch_new();
    char *ours = made_with(folder, ""), *theirs = made_with(folder, "<xsl:namespace-alias stylesheet-prefix='n' result-prefix='n'/>");
    assert_string_equal(ours, theirs);
    assert_non_null(strstr(ours, "<f:b k=\"own\" l=\"{2}\" n=\"2\">2, <g:c/></f:b>"));
    assert_non_null(strstr(ours, "v=\"a2b\" g:w=\"a\" g:x=\"\""));
    free(ours);
    free(theirs);
    scratch_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_kept), cmocka_unit_test(what_could_not_be_read_is_not_kept),
        cmocka_unit_test(literals_are_as_libxslt_makes_them),
    };
    xml_init();
    int failed = cmocka_run_group_tests_name("xslt", tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
