/* Stylesheets that run more than once. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_kept), cmocka_unit_test(what_could_not_be_read_is_not_kept),
    };
    xml_init();
    int failed = cmocka_run_group_tests_name("xslt", tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
