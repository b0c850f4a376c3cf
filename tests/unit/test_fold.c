/* Constants that are folded when a stylesheet is loaded: libxslt itself, with and without, says the same. */
#include "test.h"

#include <libxslt/transform.h>
#include <stdlib.h>
#include <string.h>

#include "xslt/fold.h"
#include "xslt/xml.h"

#define XSL "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:x='urn:x' exclude-result-prefixes='x'>"
#define END "</xsl:stylesheet>"
#define SET(name, uses, content) "<xsl:attribute-set name='" name "' " uses ">" content "</xsl:attribute-set>"
#define ATTRIBUTE(name, content) "<xsl:attribute name='" name "'>" content "</xsl:attribute>"
#define RESULT(content) "<xsl:template match='/'><out>" content "</out></xsl:template>"

static xsltStylesheetPtr compile(const char *text, bool folded)
{
    xmlDocPtr doc = xmlReadMemory(text, (int)strlen(text), "t.xsl", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    if (folded)
        fold_texts(doc);
    xsltStylesheetPtr style = xsltParseStylesheetDoc(doc);
    assert_non_null(style);
    if (folded)
        fold_sets(style);
    return style;
}

static char *dump(xmlDocPtr doc)
{
    xmlChar *bytes = NULL;
    int n = 0;
    xmlDocDumpMemory(doc, &bytes, &n);
    char *text = strndup((const char *)bytes, (size_t)n);
    xmlFree(bytes);
    return text;
}

static char *result(xsltStylesheetPtr style)
{
    static const char source[] = "<a n='7'>text</a>";
    xmlDocPtr doc = xmlReadMemory(source, sizeof source - 1, "a.xml", NULL, XML_PARSE_NONET);
    xmlDocPtr out = xsltApplyStylesheet(style, doc, NULL);
    assert_non_null(out);
    char *text = dump(out);
    xmlFreeDoc(out);
    xmlFreeDoc(doc);
    return text;
}

/* left: what the folded stylesheet still says; gone: what it no longer does; either may be NULL. */
static void check(const char *text, const char *left, const char *gone)
{
    xsltStylesheetPtr plain = compile(text, false), folded = compile(text, true);
    char *style = dump(folded->doc);
    if ((left && !strstr(style, left)) || (gone && strstr(style, gone)))
        fail_msg("%s", style);
    for (int run = 0; run < 2; run++) {
        char *a = result(plain), *b = result(folded);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    free(style);
    xsltFreeStylesheet(plain);
    xsltFreeStylesheet(folded);
}

static void sets_become_attributes(void **state)
{
    (void)state;
    check(XSL SET("s", "", ATTRIBUTE("a", "1") ATTRIBUTE("b", "a long value, long enough") ATTRIBUTE("c", ""))
          RESULT("<e xsl:use-attribute-sets='s'/><e b='{/a/@n}' z='1' a='own' xsl:use-attribute-sets=' s '/>"
                 "<e xsl:use-attribute-sets='s'><xsl:attribute name='a'>late</xsl:attribute></e>") END, NULL, "use-attribute-sets");
    /* sets that use sets, and several on an element: whose value wins, and in which place */
    check(XSL SET("base", "", ATTRIBUTE("a", "base") ATTRIBUTE("b", "base"))
          SET("top", "use-attribute-sets='base'", ATTRIBUTE("c", "top") ATTRIBUTE("b", "top"))
          SET("two", "use-attribute-sets='base top'", ATTRIBUTE("d", "two"))
          SET("three", "use-attribute-sets='top base'", ATTRIBUTE("a", "three"))
          RESULT("<e xsl:use-attribute-sets='top'/><e xsl:use-attribute-sets='top base'/><e xsl:use-attribute-sets='base top' b='own'/>"
                 "<e xsl:use-attribute-sets='two'/><e xsl:use-attribute-sets='three two'/>") END, "<e c=\"top\"", "xsl:use-attribute-sets");
}

static void sets_stay_sets(void **state)
{
    (void)state;
    const char *const stay = "<e xsl:use-attribute-sets=\"s\"/>";
    check(XSL SET("s", "", ATTRIBUTE("a", "<xsl:value-of select='/a/@n'/>")) RESULT("<e xsl:use-attribute-sets='s'/>") END, stay, NULL);
    check(XSL SET("s", "", ATTRIBUTE("x:a", "1")) RESULT("<e xsl:use-attribute-sets='s'/>") END, stay, NULL);
    check(XSL SET("s", "", "<xsl:attribute name='a' namespace='urn:x'>1</xsl:attribute>") RESULT("<e xsl:use-attribute-sets='s'/>") END, stay, NULL);
    check(XSL SET("s", "", ATTRIBUTE("a", "1")) SET("s", "", ATTRIBUTE("a", "2")) RESULT("<e xsl:use-attribute-sets='s'/>") END, stay, NULL);
    check(XSL SET("s", "", ATTRIBUTE("a", "1") ATTRIBUTE("b", "2") ATTRIBUTE("a", "3")) RESULT("<e xsl:use-attribute-sets='s'/>") END, stay, NULL);
    check(XSL SET("dynamic", "", ATTRIBUTE("b", "<xsl:value-of select='/a/@n'/>")) SET("s", "use-attribute-sets='dynamic'", ATTRIBUTE("a", "1"))
          RESULT("<e xsl:use-attribute-sets='s'/>") END, stay, NULL);
    check(XSL SET("s", "", ATTRIBUTE("a", "1")) RESULT("<xsl:element name='e' use-attribute-sets='s'/>") END, "use-attribute-sets=\"s\"", NULL);
}

static void texts_become_strings(void **state)
{
    (void)state;
    const char *const show = "<xsl:template name='show'><xsl:param name='p'>otherwise</xsl:param><v n='{$p}'><xsl:value-of select='$p'/>"
                             "<xsl:if test='$p'>true</xsl:if><xsl:value-of select=\"string-length($p) + count(/a[. = $p])\"/><xsl:copy-of select='$p'/></v></xsl:template>";
    char text[2000];
    snprintf(text, sizeof text, "%s%s%s", XSL "<xsl:variable name='v'>text</xsl:variable>"
             RESULT("<xsl:call-template name='show'/><xsl:call-template name='show'><xsl:with-param name='p'> it's\n申报 </xsl:with-param></xsl:call-template>"
                    "<xsl:call-template name='show'><xsl:with-param name='p'>\"7\" &lt; 8</xsl:with-param></xsl:call-template>"
                    "<xsl:call-template name='show'><xsl:with-param name='p' select='$v'/></xsl:call-template>"), show, END);
    check(text, "select=\"'otherwise'\"", "<xsl:variable name=\"v\">");
    /* both quotes, blanks alone, nothing, and what is not text alone */
    check(XSL RESULT("<xsl:variable name='v'>'\"</xsl:variable><xsl:value-of select='$v'/>") END, ">'\"</xsl:variable>", "select=\"'");
    check(XSL RESULT("<xsl:variable name='v'> </xsl:variable><xsl:variable name='w'/>[<xsl:value-of select='concat($v, $w)'/>]") END, NULL, "select=\"'");
    check(XSL RESULT("<xsl:variable name='v'>a<b/></xsl:variable><xsl:copy-of select='$v'/>") END, ">a<b/></xsl:variable>", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_become_attributes), cmocka_unit_test(sets_stay_sets), cmocka_unit_test(texts_become_strings),
    };
    xml_init();
    int failed = cmocka_run_group_tests_name("fold", tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
