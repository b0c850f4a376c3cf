/* Next year's programme without C: the Guangdong pack gets another cap, other fields, an element with its label, a table and a
 * form of its own, a rule and a summary column. Once as a copy that is changed, once as a pack that builds on this year's and
 * says only what differs; both are used as anybody would, with --templates. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "shell.h"

static char *text_of(const char *name)
{
    char *path = path_join(shell_folder, name), *text = read_text(path, NULL);
    if (!text)
        fail_msg("no %s", name);
    free(path);
    return text;
}

/* Puts `to` in place of `from`, which stands in the file once. */
static void change(const char *name, const char *from, const char *to)
{
    char *text = text_of(name), *at = strstr(text, from);
    struct buf b = {0};
    if (!at || strstr(at + 1, from))
        fail_msg("%s: not there once: %s", name, from);
    buf_add(&b, text, (size_t)(at - text));
    buf_puts(&b, to);
    buf_puts(&b, at + strlen(from));
    shell_put(name, b.data);
    buf_free(&b);
    free(text);
}

#define ZH(label) "<xs:annotation><xs:documentation xml:lang='zh'>" label "</xs:documentation></xs:annotation>"
static const char islands[] =
    "<xs:element name='islands' minOccurs='0'>" ZH("海岛试验") "<xs:complexType><xs:sequence>"
    "<xs:element name='harbour' type='line'>" ZH("母港") "</xs:element>"
    "<xs:element name='station' minOccurs='0' maxOccurs='unbounded'>" ZH("试验站") "<xs:complexType>"
    "<xs:attribute name='name' type='line'>" ZH("站名") "</xs:attribute>"
    "<xs:attribute name='depth' type='line'>" ZH("水深（米）") "</xs:attribute>"
    "</xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>\n";

static const char rule[] =
    "<pattern><rule context='s:islands/s:station'><assert id='GD-951' role='error' see='专题一 三' sbp:modal='应' subject='@depth' "
    "test=\"number(@depth) &gt; 0\">试验站“<value-of select='@name'/>”没有填写水深。</assert></rule></pattern>\n";

static const char form[] =
    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:fo='http://www.w3.org/1999/XSL/Format'\n"
    "  xmlns:p='urn:shenbao:proposal' xmlns:g='urn:shenbao:programme' xmlns:sb='urn:shenbao:functions' exclude-result-prefixes='p g sb'>\n"
    "  <xsl:import href='../common/form.xsl'/>\n"
    "  <xsl:variable name='programme' select=\"document('programme.xml')/g:programme\"/>\n"
    "  <xsl:variable name='schema' select=\"document('proposal.xsd')\"/>\n"
    "  <xsl:variable name='proposal' select='/p:proposal'/>\n"
    "  <xsl:variable name='prefix'>islands</xsl:variable>\n"
    "  <xsl:variable name='form' select=\"$programme/g:forms/g:form[@name = 'islands']\"/>\n"
    "  <xsl:template match='/p:proposal'><fo:root language='zh' country='CN'>\n"
    "    <fo:layout-master-set><xsl:call-template name='form-masters'/></fo:layout-master-set>\n"
    "    <fo:page-sequence master-reference='islands-pages'><xsl:call-template name='form-static'/>\n"
    "      <fo:flow flow-name='xsl-region-body'>\n"
    "        <fo:block xsl:use-attribute-sets='form-part'><xsl:value-of select='$form/g:title'/></fo:block>\n"
    "        <fo:block xsl:use-attribute-sets='form-text'><xsl:value-of select='sb:label(p:islands/p:harbour)'/>：<xsl:value-of select='p:islands/p:harbour'/></fo:block>\n"
    "        <fo:table xsl:use-attribute-sets='form-table'><fo:table-body>\n"
    "          <fo:table-row><xsl:call-template name='form-label-cell'><xsl:with-param name='text' select='sb:label(p:islands/p:station/@name)'/></xsl:call-template>"
    "<xsl:call-template name='form-label-cell'><xsl:with-param name='text' select='sb:label(p:islands/p:station/@depth)'/></xsl:call-template></fo:table-row>\n"
    "          <xsl:for-each select='p:islands/p:station'><fo:table-row><xsl:call-template name='form-text-cell'><xsl:with-param name='text' select='@name'/></xsl:call-template>"
    "<xsl:call-template name='form-text-cell'><xsl:with-param name='text' select='@depth'/></xsl:call-template></fo:table-row></xsl:for-each>\n"
    "        </fo:table-body></fo:table><fo:block id='islands-end' role='Artifact'/>\n"
    "      </fo:flow></fo:page-sequence></fo:root></xsl:template>\n</xsl:stylesheet>";

#define COLUMN "<column name='harbour' select='s:islands/s:harbour'>母港</column>"
#define FORM "<form name='islands' status='proposed' stylesheet='islands.xsl' submitted='yes'><title>海岛试验方案</title></form>\n"
#define FIELDS "<fields list='open'><field>新型储能与新能源</field><field>海洋能</field></fields>"

/* This year's packs and a proposal for next year's. */
static int set_up(void **state)
{
    if (shell_set_up_samples(state))
        return -1;
    char *command = NULL;
    if (asprintf(&command, "cp -r '%s/templates' t && cp samples/guangdong-2025/1-rd-island-storage.xml p.xml && "
                           "cp -r samples/guangdong-2025/papers . && mkdir t/guangdong-2026", source_folder()) < 0)
        return -1;
    shell_succeeds(command);
    free(command);
    change("p.xml", "programme=\"guangdong-2025\"", "programme=\"guangdong-2026\"");
    change("p.xml", "</proposal>", "<islands><harbour>外伶仃港</harbour><station name='大万山' depth='12'/>"
                                   "<station name='桂山' depth=''/></islands>\n</proposal>");
    return 0;
}

#define SHENBAO "shenbao --lang zh --templates t "

/* What holds of next year's programme, however its pack was made. */
static void next_year_works(void)
{
    SHELL_EXPECT(SHENBAO "list guangdong-2026", 0, "1-rd", "海岛试验方案");
    SHELL_EXPECT(SHENBAO "check p.xml", 1, "错误: 申请资助50.00万元，每项不超过40", "[GD-120, ", "错误: 试验站“桂山”没有填写水深。 [GD-951, 专题一 三]",
           "!大万山", "!schema");
    change("p.xml", "depth=''", "depth='8'");
    change("t/guangdong-2026/programme.xml", "most='40'", "most='80'");
    change("p.xml", "<field>新型储能与新能源</field>", "<field>海洋能</field>");
    SHELL_EXPECT(SHENBAO "check p.xml", 0, "!GD-");
    change("p.xml", "<field>海洋能</field>", "<field>量子技术</field>");
    SHELL_EXPECT(SHENBAO "check p.xml", 0, "量子技术", "[GD-10");
    SHELL_EXPECT(SHENBAO "render p.xml --form islands -o i.pdf && pdftotext -layout i.pdf -", 0, "海岛试验方案", "母港：外伶仃港", "站名", "水深（米）",
           "大万山", "12", "桂山");
    SHELL_EXPECT(SHENBAO "render p.xml -o all.pdf && pdftotext -layout all.pdf -", 0, "2026 年度", "海岛试验方案", "外伶仃港");
    SHELL_EXPECT(SHENBAO "list --diff guangdong-2025 guangdong-2026", 0, "  ~ money/@most（经费上限（万元））：50 -> 80\n",
           "  ~ @year（年度）：2025 -> 2026\n", "  + GD-951：试验站“{@name}”没有填写水深。\n", "  + islands：海岛试验\n",
           "  + forms/form[islands]/title（名称）：海岛试验方案\n", "  + summary/column[harbour]", "海洋能");
    SHELL_EXPECT(SHENBAO "check samples/guangdong-2025/1-rd-island-storage.xml", 0, "!GD-", "!2026");
}

static void the_audit_finds_no_fault(void)
{
    SHELL_EXPECT(SHENBAO "list --audit guangdong-2026", 0, "提示: 方向 5 个", "!错误:", "!警告:");
    change("t/guangdong-2026/programme.xml", "select='s:islands/s:harbour'", "select='s:islands['");
    SHELL_EXPECT(SHENBAO "list --audit guangdong-2026", 1, "s:islands[ [audit-xpath]");
}

static void a_copy_that_is_changed(void **state)
{
    (void)state;
    shell_succeeds("cp -r t/guangdong-2025/. t/guangdong-2026/");
    change("t/guangdong-2026/programme.xml", "id=\"guangdong-2025\" year=\"2025\"", "id=\"guangdong-2026\" year=\"2026\"");
    change("t/guangdong-2026/programme.xml", "<money most=\"50\" see=\"专题一 一（四）\"/>", "<money most='40' see='专题一 一（四）'/>");
    change("t/guangdong-2026/programme.xml", "<field>数字经济</field>", "<field>海洋能</field>");
    change("t/guangdong-2026/programme.xml", "        <field>量子技术</field>\n", "");
    change("t/guangdong-2026/programme.xml", "</forms>", FORM "</forms>");
    change("t/guangdong-2026/programme.xml", "  </summary>", COLUMN "</summary>");
    change("t/guangdong-2026/proposal.xsd", "fixed=\"guangdong-2025\"", "fixed=\"guangdong-2026\"");
    struct buf b = {0};
    buf_printf(&b, "%s</xs:sequence>", islands);
    change("t/guangdong-2026/proposal.xsd", "</xs:sequence>", b.data);
    buf_free(&b);
    buf_printf(&b, "%s</schema>", rule);
    change("t/guangdong-2026/rules.sch", "</schema>", b.data);
    buf_free(&b);
    shell_put("t/guangdong-2026/islands.xsl", form);
    /* The form that is there prints the new element too. */
    change("t/guangdong-2026/application.xsl", "<xsl:call-template name=\"form-end\"/>",
           "<xsl:call-template name=\"form-end\"/><fo:block>试验母港<xsl:value-of select=\"p:islands/p:harbour\"/></fo:block>");
    next_year_works();
    SHELL_EXPECT(SHENBAO "render p.xml --form application -o a.pdf && pdftotext -layout a.pdf -", 0, "试验母港外伶仃港");
    the_audit_finds_no_fault();
}

static void a_pack_that_says_what_differs(void **state)
{
    (void)state;
    shell_put("t/guangdong-2026/programme.xml",
        "<programme xmlns='urn:shenbao:programme' id='guangdong-2026' base='guangdong-2025' year='2026'>\n"
        "<directions><direction id='1-rd'><money most='40'/>" FIELDS "</direction></directions>\n<forms>" FORM "</forms>\n<summary>" COLUMN "</summary>"
        "</programme>");
    struct buf b = {0};
    buf_printf(&b, "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:shenbao:proposal'\n"
                   " targetNamespace='urn:shenbao:proposal' elementFormDefault='qualified'>\n"
                   "<xs:redefine schemaLocation='../guangdong-2025/proposal.xsd'><xs:complexType name='proposal'><xs:complexContent>"
                   "<xs:extension base='proposal'><xs:sequence>%s</xs:sequence></xs:extension></xs:complexContent></xs:complexType>"
                   "</xs:redefine></xs:schema>", islands);
    shell_put("t/guangdong-2026/proposal.xsd", b.data);
    buf_free(&b);
    buf_printf(&b, "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'>\n"
                   "<ns prefix='s' uri='urn:shenbao:proposal'/>\n%s</schema>", rule);
    shell_put("t/guangdong-2026/rules.sch", b.data);
    buf_free(&b);
    shell_put("t/guangdong-2026/islands.xsl", form);
    next_year_works();
    the_audit_finds_no_fault();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_copy_that_is_changed, set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(a_pack_that_says_what_differs, set_up, shell_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
