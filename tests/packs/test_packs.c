/* Packs from outside: sites, packs upon packs, layers, broken packs. Small packs are written into a scratch folder; the program
 * is run on them as anybody would. */
#include "test.h"

#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "run.h"

static char *folder;

/* A pack `a` in the folder t, with a direction of 100 and one of 200, a list, and a proposal p.xml for it. */
static const char programme[] =
    "<programme xmlns='urn:shenbao:programme' id='a' year='2025'>\n<title>甲计划</title>\n"
    "<source status='draft'><title>甲指南</title></source>\n<window to='2025-03-31'/>\n"
    "<directions>\n<direction id='1.0'><title>一</title><money total='100' projects='2'/>\n"
    "<fields list='closed'><field>材料</field><field>能源</field></fields></direction>\n"
    "<direction id='2.0'><title>二</title><money total='200' projects='4'/></direction>\n</directions>\n"
    "<forms><form name='info' status='official' stylesheet='info.xsl'><title>表</title></form></forms>\n"
    "<layer name='outside' rules='outside.sch'><title>别处的规定</title></layer>\n"
    "<table name='funded'>已立项项目</table>\n</programme>";
static const char schema[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:shenbao:proposal'\n"
    " targetNamespace='urn:shenbao:proposal' elementFormDefault='qualified'>\n"
    "<xs:element name='proposal'><xs:annotation><xs:documentation xml:lang='zh'>申报书</xs:documentation></xs:annotation>"
    "<xs:complexType><xs:sequence>"
    "<xs:element name='grant' type='xs:string'><xs:annotation><xs:documentation xml:lang='zh'>申请经费</xs:documentation></xs:annotation></xs:element>\n"
    "</xs:sequence><xs:attribute name='programme' fixed='a'><xs:annotation><xs:documentation xml:lang='zh'>计划</xs:documentation></xs:annotation></xs:attribute>"
    "<xs:attribute name='direction'><xs:annotation><xs:documentation xml:lang='zh'>方向</xs:documentation></xs:annotation></xs:attribute>"
    "</xs:complexType></xs:element></xs:schema>";
static const char rules[] =
    "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'>\n"
    "<ns prefix='s' uri='urn:shenbao:proposal'/><ns prefix='p' uri='urn:shenbao:programme'/>"
    "<ns prefix='sb' uri='urn:shenbao:functions'/>\n"
    "<let name='cap' value='50'/>\n"
    "<let name='id' value='/s:proposal/@direction'/>"
    "<let name='direction' value=\"document('programme.xml')//p:direction[@id = $id]\"/>\n"
    "<pattern><rule context='s:proposal'>\n"
    "<assert id='A-1' role='error' see='一' test='s:grant &lt;= $direction/p:money/@total'>超过<value-of select='$direction/p:money/@total'/></assert>\n"
    "<assert id='A-2' role='warning' see='二' test='s:grant &lt;= $cap'>超过界限<value-of select='$cap'/></assert>\n"
    "<assert id='A-3.x' role='info' see='三' test=\"sb:list-known('funded')\">没有清单</assert>\n"
    "</rule></pattern></schema>";
static const char style[] =
    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:fo='http://www.w3.org/1999/XSL/Format'"
    " xmlns:g='urn:shenbao:programme' xmlns:p='urn:shenbao:proposal' xmlns:sb='urn:shenbao:functions'>\n"
    "<xsl:template match='/p:proposal'><fo:root><fo:layout-master-set>"
    "<fo:simple-page-master master-name='m' page-width='210mm' page-height='297mm'><fo:region-body/></fo:simple-page-master>"
    "</fo:layout-master-set><fo:page-sequence master-reference='m'><fo:flow flow-name='xsl-region-body'>"
    "<fo:block font-family='song'><xsl:value-of select=\"document('programme.xml')/g:programme/g:title\"/> "
    "<xsl:value-of select='sb:label(p:grant)'/> <xsl:call-template name='more'/></fo:block>"
    "</fo:flow></fo:page-sequence></fo:root></xsl:template>\n"
    "<xsl:template name='more'>原有的表</xsl:template>\n</xsl:stylesheet>";
static const char layer[] =
    "<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n<ns prefix='s' uri='urn:shenbao:proposal'/>\n"
    "<pattern><rule context='s:proposal'>\n<assert id='A-901' role='warning' see='外' test='0'>别处要求</assert>\n"
    "</rule></pattern></schema>";
static const char proposal[] =
    "<proposal xmlns='urn:shenbao:proposal' programme='a' direction='1.0'>\n<grant>120</grant>\n</proposal>";

static void put(const char *name, const char *text)
{
    char *path = path_join(folder, name);
    for (char *slash = strchr(path + strlen(folder) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0777);
        *slash = '/';
    }
    write_text(path, text, strlen(text));
    free(path);
}

/* text with the first `from` replaced. */
static void put_changed(const char *name, const char *text, const char *from, const char *to)
{
    struct buf b = {0};
    const char *at = strstr(text, from);
    if (!at)
        fail_msg("nothing to replace: %s", from);
    buf_add(&b, text, (size_t)(at - text));
    buf_puts(&b, to);
    buf_puts(&b, at + strlen(from));
    put(name, b.data);
    buf_free(&b);
}

static int set_up(void **state)
{
    (void)state;
    folder = scratch_new();
    put("t/a/programme.xml", programme);
    put("t/a/proposal.xsd", schema);
    put("t/a/rules.sch", rules);
    put("t/a/info.xsl", style);
    put("t/a/outside.sch", layer);
    put("t/a/lists/places.csv", "place,class\n济南,A\n");
    put("p.xml", proposal);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_free(folder);
    return 0;
}

/* Standard output and error of a command with --templates t, and its status. */
static struct run shenbao(const char *arguments)
{
    struct buf b = {0};
    struct run_options o = {.folder = folder};
    buf_printf(&b, "shenbao --lang en --templates t %s", arguments);
    struct run r = run_shell(b.data, &o);
    buf_free(&b);
    return r;
}

static void expect(const char *arguments, int status, const char *const *wanted)
{
    struct run r = shenbao(arguments);
    for (; *wanted; wanted++)
        if ((**wanted == '!' && strstr(r.out, *wanted + 1)) ||
            (**wanted != '!' && !strstr(r.out, *wanted) && !strstr(r.err, *wanted)))
            fail_msg("%s: wanted %s in:\n%s%s", arguments, *wanted, r.out, r.err);
    if (r.status != status)
        fail_msg("%s: status %d, not %d:\n%s%s", arguments, r.status, status, r.out, r.err);
    run_free(&r);
}
#define EXPECT(arguments, status, ...) expect(arguments, status, (const char *const[]){__VA_ARGS__, NULL})

/* --- what an opinion rests on --- */

static void the_source_is_named(void **state)
{
    (void)state;
    EXPECT("check p.xml", 1, "p.xml: hint: rules follow a draft for comment: 甲指南 [rules-draft]\n",
           "p.xml:1: error: 超过100 [A-1, 一]", "!rules-site", "!rules-layer", "!A-901");
    EXPECT("check --format json p.xml", 1, "\"basis\": {\"title\": \"甲指南\", \"status\": \"draft\", \"site\": null, \"layers\": []}");
    EXPECT("check --format svrl p.xml", 1, "sbp:status=\"draft\"", "<svrl:text>rules follow a draft for comment: 甲指南</svrl:text>");
    put_changed("t/a/programme.xml", programme, "'draft'", "'formal'");
    EXPECT("check p.xml", 1, "p.xml: hint: rules follow: 甲指南 [rules-source]\n", "!draft");
}

static void a_layer_is_off_by_default(void **state)
{
    (void)state;
    EXPECT("check --layer outside p.xml", 1, "the layer of rules outside is on", "别处的规定 [rules-layer]", "warning: 别处要求 [A-901, 外]");
    EXPECT("check --layer outside --format json p.xml", 1, "\"layers\": [{\"name\": \"outside\", \"title\": \"别处的规定\"}]");
    EXPECT("check --layer other p.xml", 2, "programme a has no layer of rules other; it has: outside [pack-layer]");
    put_changed("t/a/outside.sch", layer, "A-901", "A-1");
    EXPECT("check --layer outside p.xml", 2, "t/a/outside.sch:4: error: the id A-1 stands on two rules");
}

/* --- a site --- */

#define SITE(content) "<site xmlns='urn:shenbao:programme'>\n<title>某省</title>\n" content "\n</site>"

static void a_site_changes_values_and_lists(void **state)
{
    (void)state;
    put("site/site.xml", SITE("<programme id='a'><directions><direction id='1.0'><money total='150' least='10'/></direction>"
                              "</directions><table name='funded'/></programme>"));
    put("site/lists/funded.csv", "title\n旧项目\n");
    EXPECT("check --site site p.xml", 0, "values of the site 某省 (site) are used: 1.0 money/@total: 100 -> 150; "
           "1.0 money/@least: - -> 10; lists/funded.csv: - -> site/lists/funded.csv [rules-site]", "!A-1", "!A-3", "[A-2, 二]");
    EXPECT("check --site site --format json p.xml", 0,
           "\"site\": {\"folder\": \"site\", \"title\": \"某省\"",
           "{\"value\": \"money/@total\", \"direction\": \"1.0\", \"before\": \"100\", \"after\": \"150\"}");
    EXPECT("check --site site --format svrl p.xml", 0, "<svrl:text>values of the site 某省 (site) are used: ");
    EXPECT("check p.xml", 1, "[A-1, 一]", "[A-3, 三]");
}

/* Named only where it changed something. */
static void a_site_of_another_programme(void **state)
{
    (void)state;
    put_changed("t/b/programme.xml", programme, "id='a'", "id='b' base='a'");
    put("site/site.xml", SITE("<programme id='b'><window to='2026-03-31'/></programme>"));
    EXPECT("check --site site p.xml", 1, "[A-1, 一]", "!rules-site");
    EXPECT("list --site site b", 0, "2026-03-31", "!2025-03-31");
}

static void a_site_is_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"<site/>", "site/site.xml:1: error: the root element must be site in the namespace urn:shenbao:programme [site-root]"},
        {SITE("<programme id='c'/>"), "site/site.xml:3: error: there is no programme c in t [site-programme]"},
        {SITE("<programme id='../a'/>"), "[site-programme]"},
        {SITE("<direction id='1.0'/>"), "site/site.xml:3: error: a site holds title, note and programme; direction cannot stand here [site-element]"},
        {SITE("<programme id='a'>\n<directions>\n<direction id='1'>\n<money total='1'/></direction></directions></programme>"),
         "site/site.xml:5: error: programme a has no direction 1 [site-direction]"},
        {SITE("<programme id='a'><directions><direction id='1.0'>\n<money totl='1'/></direction></directions></programme>"),
         "site/site.xml:4: error: programme a has no value money/@totl here; check its name and where it stands [site-value]"},
        {SITE("<programme id='a'><directions><direction id='1.0'>\n<mony total='1'/></direction></directions></programme>"),
         "site/site.xml:4: error: programme a has no value mony here"},
        {SITE("<programme id='a'>\n<table name='found'/></programme>"),
         "site/site.xml:4: error: programme a knows no list found; check its name [site-list]"},
        {SITE("<programme id='a'>\n<table name='funded'/></programme>"),
         "site/site.xml:4: error: there is no lists/funded.csv in site [site-no-list]"},
        {SITE("<programme id='a'>\n<limits off='yes'/></programme>"),
         "site/site.xml:4: error: limits is to be taken away, but there is none [merge-nothing]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put("site/site.xml", cases[i].text);
        EXPECT("check --site site p.xml", 2, cases[i].wanted);
    }
    put("site/site.xml", SITE("<programme id='a'><window to='2026-01-01'/></programme>"));
    put("site/lists/funded.csv", "title\n");
    EXPECT("check --site site p.xml", 2, "no programme of the site uses lists/funded.csv", "[site-unused]");
    EXPECT("check --site none p.xml", 2, "none/site.xml");
}

/* All that is wrong is said at once. */
static void all_faults_of_a_site_are_told(void **state)
{
    (void)state;
    put("site/site.xml", SITE("<programme id='c'/>\n<programme id='a'><directions><direction id='9'/></directions>\n<money/></programme>"));
    EXPECT("check --site site p.xml", 2, "site.xml:3: ", "site.xml:4: ", "site.xml:5: ");
}

/* --- packs upon packs --- */

static void a_pack_says_what_differs(void **state)
{
    (void)state;
    put("t/b/programme.xml",
        "<programme xmlns='urn:shenbao:programme' id='b' base='a' year='2026'>\n<title>乙计划</title>\n"
        "<directions><direction id='1.0'><money total='130'/><fields><field>海洋</field></fields></direction>\n"
        "<direction id='2.0' off='yes'/><direction id='3.0'><title>三</title></direction></directions></programme>");
    put("t/b/rules.sch",
        "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'>\n"
        "<ns prefix='s' uri='urn:shenbao:proposal'/><let name='cap' value='80'/>\n<sbp:off id='A-3'/>\n"
        "<pattern><rule context='s:proposal'><assert id='A-4' role='info' see='四' test='0'>新规则</assert></rule></pattern></schema>");
    put_changed("q.xml", proposal, "'a'", "'b'");
    EXPECT("list b", 0, "\n  1.0          130 ", "\n  3.0\n", "!\n  2.0");
    EXPECT("check q.xml", 0, "超过界限80 [A-2, 二]", "新规则 [A-4, 四]", "!A-1,", "!A-3");
    EXPECT("render --no-check --emit fo q.xml", 0, "乙计划申请经费原有的表");
    EXPECT("check p.xml", 1, "超过100 [A-1, 一]", "超过界限50", "!A-4");
}

static void a_rule_is_replaced_by_its_id(void **state)
{
    (void)state;
    put("t/b/programme.xml", "<programme xmlns='urn:shenbao:programme' id='b' base='a'/>");
    put("t/b/rules.sch",
        "<schema xmlns='http://purl.oclc.org/dsdl/schematron'><ns prefix='s' uri='urn:shenbao:proposal'/>\n"
        "<pattern><rule context='s:grant'><assert id='A-3' role='error' see='新' test='0'>新的三</assert></rule></pattern></schema>");
    put_changed("q.xml", proposal, "'a'", "'b'");
    EXPECT("check q.xml", 1, "新的三 [A-3, 新]", "!没有清单", "[A-1, 一]");
}

/* A form of its own imports its base's and says what differs. */
static void a_form_builds_on_its_base(void **state)
{
    (void)state;
    put("t/b/programme.xml", "<programme xmlns='urn:shenbao:programme' id='b' base='a'><title>乙</title></programme>");
    put("t/b/info.xsl", "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
                        "<xsl:import href='../a/info.xsl'/><xsl:template name='more'>新的表</xsl:template></xsl:stylesheet>");
    put_changed("q.xml", proposal, "'a'", "'b'");
    EXPECT("render --no-check --emit fo q.xml", 0, "乙申请经费新的表", "!原有的表");
}

/* An element more, with its label; the type that it extends is the base's. */
static void a_schema_builds_on_its_base(void **state)
{
    (void)state;
    put_changed("t/a/proposal.xsd", schema, "<xs:complexType><xs:sequence>",
                "</xs:element><xs:complexType name='proposal'><xs:sequence>");
    char *path = path_join(folder, "t/a/proposal.xsd"), *text = read_text(path, NULL);
    put_changed("t/a/proposal.xsd", text, "</xs:complexType></xs:element></xs:schema>", "</xs:complexType></xs:schema>");
    free(text);
    text = read_text(path, NULL);
    put_changed("t/a/proposal.xsd", text, "name='proposal'>", "name='proposal' type='proposal'>");
    put("t/b/programme.xml", "<programme xmlns='urn:shenbao:programme' id='b' base='a'/>");
    put("t/b/proposal.xsd",
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:shenbao:proposal'\n"
        " targetNamespace='urn:shenbao:proposal' elementFormDefault='qualified'>\n"
        "<xs:redefine schemaLocation='../a/proposal.xsd'><xs:complexType name='proposal'><xs:complexContent>"
        "<xs:extension base='proposal'><xs:sequence><xs:element name='ship' type='xs:integer'><xs:annotation>"
        "<xs:documentation xml:lang='zh'>科考船</xs:documentation></xs:annotation></xs:element></xs:sequence>"
        "</xs:extension></xs:complexContent></xs:complexType></xs:redefine>\n</xs:schema>");
    put("q.xml", "<proposal xmlns='urn:shenbao:proposal' programme='b' direction='1.0'>\n<grant>20</grant>\n<ship>x</ship></proposal>");
    EXPECT("check q.xml", 1, "q.xml:3: error: 科考船（ship） is \"x\"");
    EXPECT("check p.xml", 1, "[A-1, 一]", "!schema");
    free(path);
    path = path_join(folder, "t/b/proposal.xsd");
    free(text);
    text = read_text(path, NULL);
    put_changed("t/b/proposal.xsd", text, "<xs:complexType name='proposal'>", "\n<xs:complexType name='none'>");
    EXPECT("check q.xml", 2, "t/b/proposal.xsd:4: error: none is redefined, but the schema that is redefined has no such type [pack-redefine]");
    free(text);
    free(path);
}

static void a_label_is_changed(void **state)
{
    (void)state;
    put("t/b/programme.xml", "<programme xmlns='urn:shenbao:programme' id='b' base='a'>\n<labels><label of='grant'>经费申请额</label>"
                             "</labels></programme>");
    put_changed("q.xml", proposal, "'a'", "'b'");
    EXPECT("render --no-check --emit fo q.xml", 0, "甲计划经费申请额原有的表");
    EXPECT("render --no-check --emit fo p.xml", 0, "甲计划申请经费原有的表");
    put("t/b/programme.xml", "<programme xmlns='urn:shenbao:programme' id='b' base='a'><labels>\n<label of='money'>x</label></labels></programme>");
    EXPECT("check q.xml", 2, "t/b/programme.xml:2: error: the proposal has no money that could be called otherwise [pack-label-of]");
}

static void what_is_compared_across_is_said_right(void **state)
{
    (void)state;
    put("t/b/programme.xml", "<programme xmlns='urn:shenbao:programme' id='b' base='a'><across>\n<similar name='x' least='0.2'>"
                             "<text path='title'/></similar>\n<similar name='y' least='0.5'/>\n<keep/></across></programme>");
    put_changed("q.xml", proposal, "'a'", "'b'");
    EXPECT("check --together q.xml", 2, "t/b/programme.xml:2: error: least=\"0.2\" is not a number from 0.4 to 1 [pack-least]",
           "t/b/programme.xml:3: error: similar lacks text [pack-lacks]",
           "t/b/programme.xml:4: error: keep lacks path [pack-lacks]");
}

static void faults_of_a_chain(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rules, *wanted;
    } cases[] = {
        {"<programme xmlns='urn:shenbao:programme' id='b' base='c'/>", NULL,
         "t/b/programme.xml:1: error: base=\"c\": there is no such programme in t [pack-base]"},
        {"<programme xmlns='urn:shenbao:programme' id='b'\n base='b'/>", NULL, "build on each other in a circle [pack-cycle]"},
        {"<programme xmlns='urn:shenbao:programme' id='b' base='a'>\n<limits off='yes'/></programme>", NULL,
         "t/b/programme.xml:2: error: limits is to be taken away, but there is none [merge-nothing]"},
        {"<programme xmlns='urn:shenbao:programme' id='b' base='a'>\n<directions>\n<direction/></directions></programme>", NULL,
         "t/b/programme.xml:3: error: direction lacks id [pack-lacks]"},
        {"<programme xmlns='urn:shenbao:programme' id='b' base='a'/>",
         "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'>\n<sbp:off id='A-9'/></schema>",
         "t/b/rules.sch:2: error: A-9 is switched off, but no rule that this pack builds on has that id [rules-off]"},
        {"<programme xmlns='urn:shenbao:programme' id='b' base='a'/>",
         "<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n<ns prefix='s' uri='urn:other'/></schema>",
         "t/b/rules.sch:2: error: the prefix s stands for another namespace in another rule file of this programme [rules-prefix]"},
    };
    put_changed("q.xml", proposal, "'a'", "'b'");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put("t/b/programme.xml", cases[i].text);
        put("t/b/rules.sch", cases[i].rules ? cases[i].rules : "<schema xmlns='http://purl.oclc.org/dsdl/schematron'/>");
        EXPECT("check q.xml", 2, cases[i].wanted);
    }
}

static void a_chain_has_a_limit(void **state)
{
    (void)state;
    for (char id = 'b'; id <= 'k'; id++) {
        char name[40], text[120];
        snprintf(name, sizeof name, "t/%c/programme.xml", id);
        snprintf(text, sizeof text, "<programme xmlns='urn:shenbao:programme' id='%c' base='%c'/>", id, id - 1);
        put(name, text);
    }
    EXPECT("list h", 0, "h  甲计划");
    EXPECT("list i", 2, "t/b/programme.xml:1: error: base=\"a\": too many programmes build on each other [pack-chain]");
    put_changed("t/a/programme.xml", programme, "id='a'", "id='a' base='c'");
    EXPECT("list c", 2, "t/a/programme.xml:1: error: base=\"c\": the programmes build on each other in a circle [pack-cycle]");
}

/* --- broken packs --- */

/* One part of the pack with a change, and what is said of it. */
static void broken(const char *part, const char *text, const char *from, const char *to, const char *wanted)
{
    put_changed(part, text, from, to);
    EXPECT("check p.xml", 2, wanted);
    put(part, text);
}

static void directions_in_rules_exist(void **state)
{
    (void)state;
    broken("t/a/rules.sch", rules, "test='s:grant &lt;= $cap'", "test=\"@direction = '3.0'\"",
           "t/a/rules.sch:7: error: the rule asks for direction 3.0, which programme.xml does not have [rules-direction]");
    broken("t/a/rules.sch", rules, "select='$cap'", "select='@direction != \"1\"'", "rules.sch:7: error: the rule asks for direction 1,");
    broken("t/a/rules.sch", rules, "value='50'", "value='$direction-id=\"2\"'", "rules.sch:3: error: the rule asks for direction 2,");
    put_changed("t/a/rules.sch", rules, "value='50'", "value=\"50 + (/s:proposal/@direction = '2.0')\"");
    EXPECT("check p.xml", 1, "[A-1, 一]");
}

/* programme.xml names the file that is missing; a stylesheet is found by its own line. */
static void files_exist(void **state)
{
    (void)state;
    broken("t/a/programme.xml", programme, "'info.xsl'", "'none.xsl'", "t/a/programme.xml:10: error: there is no file none.xsl [pack-no-file]");
    broken("t/a/programme.xml", programme, "'info.xsl'", "'../../p.xml'", "t/a/programme.xml:10: error: there is no file ../../p.xml");
    broken("t/a/programme.xml", programme, "'outside.sch'", "'none.sch'", "t/a/programme.xml:11: error: there is no file none.sch");
    put_changed("t/a/info.xsl", style, "name='more'", "name='less'");
    EXPECT("render --no-check p.xml", 2, "t/a/info.xsl:2: error: no template is called less; correct the name, or import the "
           "stylesheet that has it [xslt-template]", "!.pdf");
    put_changed("t/a/info.xsl", style, "<xsl:template match", "<xsl:import href='none.xsl'/>\n<xsl:template match");
    EXPECT("render --no-check p.xml", 2, "t/a/info.xsl:2: error: t/a/none.xsl is missing or lies outside the programme pack");
}

/* Whatever part of the pack it is in, and all of it in one run. */
static void all_faults_of_a_pack_are_told(void **state)
{
    (void)state;
    put_changed("t/a/proposal.xsd", schema, "type='xs:string'", "type='none'");
    put_changed("t/a/rules.sch", rules, "test='s:grant &lt;= $direction/p:money/@total'", "test='s:grant &lt;='");
    char *path = path_join(folder, "t/a/rules.sch"), *text = read_text(path, NULL);
    put_changed("t/a/rules.sch", text, "id='A-3.x'", "id='A-2'");
    free(text);
    free(path);
    EXPECT("check p.xml", 2, "t/a/proposal.xsd:3: error: the schema is wrong", "t/a/rules.sch:6: error: test is not an XPath 1.0 expression",
           "t/a/rules.sch:8: error: the id A-2 stands on two rules");
    put("t/a/lists/places.csv", "place,class\n济南\n青岛,A,B\n");
    put("t/a/lists/more.csv", "");
    put_changed("t/a/programme.xml", programme, "<form name='info'", "<form");
    EXPECT("check p.xml", 2, "places.csv:2: error: fields of this row: 1, columns that the first line names: 2", "places.csv:3: error: ",
           "more.csv:1: error: the list is empty", "t/a/programme.xml:10: error: form lacks name");
}

static void labels_are_complete(void **state)
{
    (void)state;
    put_changed("t/a/proposal.xsd", schema, "<xs:documentation xml:lang='zh'>申请经费</xs:documentation>", "");
    EXPECT("check p.xml", 2, "t/a/proposal.xsd:3: error: grant has no Chinese label; write its xs:documentation xml:lang=\"zh\" [pack-label]");
}

/* Whatever is wrong with other packs: the one that is asked for does not look at them. */
static void neighbours_are_not_read(void **state)
{
    (void)state;
    put("t/broken/programme.xml", "<programme");
    put("t/broken/lists/places.csv", "");
    EXPECT("check p.xml", 1, "[A-1, 一]", "!broken");
    EXPECT("render --no-check --emit fo p.xml", 0, "甲计划", "!broken");
    EXPECT("list a", 0, "甲计划", "!broken");
    EXPECT("list", 2, "t/broken/programme.xml:1: error", "a  甲计划");
}

static void a_pack_has_limits(void **state)
{
    (void)state;
    struct buf b = {0};
    for (size_t i = 0; i < 9; i++)
        buf_printf(&b, "<layer name='l%zu' rules='outside.sch'/>\n", i);
    buf_puts(&b, "<table");
    put_changed("t/a/programme.xml", programme, "<table", b.data);
    buf_free(&b);
    EXPECT("check p.xml", 2, "t/a/programme.xml:19: error: too many of these: layer [pack-too-many]");
}

/* Hostile files end at once, with a word that says why: of a pack, and of a site. */
static void hostile(const char *text, const char *wanted)
{
    put("t/a/programme.xml", text);
    EXPECT("check p.xml", 2, "t/a/programme.xml", wanted);
    put("t/a/programme.xml", programme);
    put("site/site.xml", text);
    EXPECT("check --site site p.xml", 2, "site/site.xml", wanted);
}

static void hostile_files(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 300; i++)
        buf_puts(&b, "<a>");
    hostile(b.data, "[xml-too-deep]");
    buf_free(&b);
    hostile("<!DOCTYPE site [<!ENTITY x 'y'>]><site xmlns='urn:shenbao:programme'>&x;</site>", "[xml-doctype]");
    hostile("%PDF-1.7", "[xml-binary]");
    hostile("", "[xml-empty]");
    hostile("<site xmlns='urn:shenbao:programme'><title>\xFF</title></site>", "[xml-not-utf8]");
    buf_puts(&b, "<site xmlns='urn:shenbao:programme'>");
    for (int i = 0; i < 6000; i++)
        buf_puts(&b, "<note/>");
    buf_puts(&b, "</site>");
    hostile(b.data, "too many of these: elements [pack-too-many]");
    buf_free(&b);
}

/* As many as may be: siblings are compared with each other, and that takes no minutes. */
static void a_pack_at_its_limit(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<limits>");
    for (int i = 0; i < 4900; i++)
        buf_printf(&b, "<limit name='l%d' value='1'/>", i);
    buf_puts(&b, "</limits><table");
    put_changed("t/a/programme.xml", programme, "<table", b.data);
    put_changed("t/b/programme.xml", b.data, "<limits>", "<programme xmlns='urn:shenbao:programme' id='b' base='a'><limits>");
    buf_free(&b);
    char *path = path_join(folder, "t/b/programme.xml"), *text = read_text(path, NULL);
    put_changed("t/b/programme.xml", text, "<table", "</programme>");
    free(text);
    free(path);
    EXPECT("list b", 0, "b  甲计划");
    EXPECT("list --audit b", 0, "b  甲计划");
    EXPECT("list --diff a b", 0, "Nothing differs.");
}

static void lists_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"place,class\n\xB5\xD8,A\n", "places.csv: error: the list is not UTF-8"},
        {"place,class\n\"济南,A\n", "places.csv:2: error: a double quote is not closed in this row"},
        {"# nothing\n", "places.csv:2: error: the list is empty"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put("t/a/lists/places.csv", cases[i].text);
        EXPECT("check p.xml", 2, cases[i].wanted);
    }
    put("t/a/lists/places.csv", "place\n");
    put("site/site.xml", SITE("<programme id='a'><table name='funded'/></programme>"));
    put("site/lists/funded.csv", "title,year\n旧项目\n");
    EXPECT("check --site site p.xml", 2, "site/lists/funded.csv:2: error: fields of this row: 1");
}

/* --- the self-test --- */

static void an_audit_of_a_sound_pack(void **state)
{
    (void)state;
    EXPECT("list --audit a", 0, "a  甲计划\n", "t/a/programme.xml: hint: directions 2, projects 6, money 300 (10,000 yuan), forms 1, rules 4, lists 1 [audit-facts]\n",
           "programme.xml:12: hint: the list funded lies outside the notice; what needs it is undecided until --list or --site brings it [audit-table]\n", "!warning", "!error");
    EXPECT("list --audit --format json a", 0, "\"rule\": \"audit-table\"");
    EXPECT("list --audit --format svrl a", 0, "<svrl:failed-assert id=\"audit-table\"");
    EXPECT("list --audit", 0, "a  甲计划");
    EXPECT("list --audit none", 2, "[pack-unknown]");
}

/* The packs that are delivered have no fault, but for what the MOST guide itself has. */
static void the_delivered_packs_are_sound(void **state)
{
    (void)state;
    struct run_options o = {.folder = source_folder()};
    struct run r = run_shell("shenbao --lang en --templates templates list --audit | grep -E 'warning:|error:' | grep -v audit-total-by", &o);
    assert_string_equal(r.out, "");
    run_free(&r);
    r = run_shell("shenbao --lang en --templates templates list --audit", &o);
    assert_int_equal(r.status, 0);
    assert_non_null(strstr(r.out, "audit-total-by"));
    run_free(&r);
}

/* D1 of the MOST guide: the printed value stays, the audit says what would agree. */
static void sums_are_compared_with_the_preamble(void **state)
{
    (void)state;
    struct run_options o = {.folder = source_folder()};
    struct run r = run_shell("shenbao --lang en --templates templates list --audit most-2025", &o);
    if (!strstr(r.out, "the directions' totals add up to 38950, the preamble says 40200: 1250 are missing; they would agree if "
                       "direction 1.2 were 1500 in place of 250, its average 250 a project in place of 41.67; the printed values "
                       "are kept [audit-total-by]"))
        fail_msg("no word of 1.2:\n%s%s", r.out, r.err);
    assert_non_null(strstr(r.out, "directions 15, projects 155, money 38950"));
    run_free(&r);
    static const struct {
        const char *preamble, *wanted;
    } cases[] = {
        {"<preamble total='300' projects='6'/>", "!preamble says"},
        {"<preamble total='301' projects='6'/>", "add up to 300, the preamble says 301: 1 are missing; the printed values are kept [audit-total]"},
        {"<preamble total='299' projects='6'/>", "299: -1 are missing"},
        {"<preamble total='300' projects='7'/>", "projects add up to 6, the preamble says 7; the printed values are kept [audit-projects]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, "%s<directions>", cases[i].preamble);
        put_changed("t/a/programme.xml", programme, "<directions>", text);
        EXPECT("list --audit a", 0, cases[i].wanted);
    }
}

static void an_audit_of_values(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        int status;
        const char *wanted;
    } cases[] = {
        {"total='100'", "total='hundred'", 1, "t/a/programme.xml:6: error: money/@total is \"hundred\"; it must be a number [audit-kind]"},
        {"to='2025-03-31'", "to='2025-02-30'", 1, "programme.xml:4: error: window/@to is \"2025-02-30\"; it must be a date such as 2025-03-31"},
        {"to='2025-03-31'", "from='2025-04-01' to='2025-03-31'", 1, "programme.xml:4: error: window: from 2025-04-01 lies behind to 2025-03-31 [audit-order]"},
        {"<window", "<recommending to='2025-03-30'/><window", 1, "recommending: window/to 2025-03-31 lies behind to 2025-03-30"},
        {"total='100'", "least='60' most='50' total='100'", 1, "money: least 60 lies behind most 50"},
        {"<forms>", "<forms/><forms>", 2, "t/a/programme.xml:10: error: forms lacks form"},
        {"<window", "<window to='2026-01-01'/>\n<window", 1, "programme.xml:5: error: window  stands here twice"},
        {"id='2.0'", "id='1.0'", 1, "programme.xml:8: error: direction 1.0 stands here twice; delete one or correct its name [audit-twice]"},
        {"status='draft'", "status='drft'", 1, "programme.xml:3: error: source/@status is \"drft\"; it must be one of: formal, draft [audit-word]"},
        {"<source status='draft'><title>甲指南</title></source>", "", 1, "error: the programme does not name its source; write source with status and title, every opinion names them [audit-source]"},
        {"id='2.0'", "id='2.0' skeleton='none.xml'", 1, "programme.xml:8: error: direction 2.0: there is no proposal to fill in at none.xml [audit-skeleton]"},
        {"<table name='funded'>已立项项目</table>", "", 1, "t/a/rules.sch:8: error: there is no list funded; add lists/funded.csv, or name it as one that lies outside the notice: <table name=\"funded\"> [audit-list]"},
        {"<money total='200'", "<mony/><money totl='1' total='200'", 0, "programme.xml:8: warning: nothing reads mony: neither the program nor the pack's rules and forms; check its name [audit-unread]"},
        {"total='200'", "totl='200'", 0, "warning: nothing reads totl"},
        {"<table", "<summary><column name='n' kind='order'>序号</column><column name='t' select='s:title'>名称</column></summary><table", 0, "!summary"},
        {"<table", "<summary><column select='s:title'>名称</column></summary><table", 1, "column lacks name [audit-lacks]"},
        {"<table", "<summary><column name='t' select='s:title'/></summary><table", 1, "column lacks its heading"},
        {"<table", "<summary><column name='t'>名称</column></summary><table", 1, "column lacks select"},
        {"<table", "<summary><column name='t' select='s:title['>名称</column></summary><table", 1, "select is not an XPath 1.0 expression: s:title[ [audit-xpath]"},
        {"<table", "<summary><column name='t' select='s:title' sum='yes'>名称</column></summary><table", 1, "column t is to be summed up, but its kind is neither number nor money [audit-sum]"},
        {"<table", "<summary group='n'><column name='t' select='s:title'>名称</column></summary><table", 1, "the rows of the summary table are to be grouped by n, which is none of its columns [audit-group]"},
        {"<table", "<files><file name='{number}.{titel}.pdf' folder='{extension'/></files><table", 1, "programme.xml:12: error: name: {titel} is no column of the summary table, and no name of ours: number, direction, annex, paper, extension [audit-field]"},
        {"<table", "<files><file folder='{t}' name='{annex}.{t}'/></files><summary><column name='t' select='s:title'>名称</column></summary><table", 0, "!audit-field"},
        {"<table", "<files><file forms='info infos' name='a'/></files><table", 2, "error: there is no form infos; name one of the forms above [pack-no-form]"},
        {"<table", "<files><file forms='info'/></files><table", 2, "error: file lacks name [pack-lacks]"},
        {"<table", "<files><file name='a' directions='1.0 9'/></files><table", 2, "has no direction 9 [pack-no-direction]"},
        {"<table", "<summary><column name='t' select='s:title' kind='mony'>名称</column></summary><table", 1, "column/@kind is \"mony\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put_changed("t/a/programme.xml", programme, cases[i].from, cases[i].to);
        EXPECT("list --audit a", cases[i].status, cases[i].wanted);
    }
}

/* Forms and layers are compiled, though no proposal asked for them. */
static void an_audit_compiles_everything(void **state)
{
    (void)state;
    put_changed("t/a/info.xsl", style, "name='more'", "name='less'");
    put_changed("t/a/outside.sch", layer, "test='0'", "test='0='");
    put_changed("t/a/proposal.xsd", schema, "申请经费", "");
    EXPECT("list --audit a", 2, "t/a/info.xsl:2: error: no template is called less", "t/a/proposal.xsd:3: error: grant has no Chinese label",
           "t/a/outside.sch:4: error: test is not an XPath 1.0 expression");
}

/* --- what changed --- */

static void a_diff_of_two_years(void **state)
{
    (void)state;
    put("t/b/programme.xml",
        "<programme xmlns='urn:shenbao:programme' id='b' base='a' year='2026'>\n<window to='2026-03-31'/>\n"
        "<directions><direction id='1.0'><money total='130'/><fields><field>能源</field><field>海洋</field></fields></direction>\n"
        "<direction id='2.0' off='yes'/><direction id='3.0'><title>三</title><money total='7'/></direction></directions>"
        "<table name='funded' off='yes'/></programme>");
    put("t/b/rules.sch",
        "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'>\n"
        "<ns prefix='s' uri='urn:shenbao:proposal'/>\n<sbp:off id='A-3'/>\n"
        "<pattern><rule context='s:proposal'><assert id='A-4' role='info' see='四' test='0'>新规则</assert>"
        "<assert id='A-2' role='error' see='二' test='s:grant &lt;= $cap'>超过界限<value-of select='$cap'/></assert></rule></pattern></schema>");
    put_changed("t/b/info.xsl", style, "原有的表", "新的表");
    put("t/b/lists/ports.csv", "port\n青岛\n");
    EXPECT("list --diff a b", 0, "The programme\n", "  ~ @year (year): 2025 -> 2026\n", "  ~ window/@to (filing until): 2025-03-31 -> 2026-03-31\n",
           "Direction 1.0  一\n", "  ~ money/@total (total, 10,000 yuan): 100 -> 130\n", "  ~ fields/field (field): 材料 -> 海洋\n",
           "Direction 2.0  二\n", "  - money/@total (total, 10,000 yuan): 200\n", "Direction 3.0  三\n", "  + money/@total (total, 10,000 yuan): 7\n",
           "Rules\n", "  - A-3.x: 没有清单\n", "  + A-4: 新规则\n", "  ~ A-2/@role (severity): warning -> error\n", "!A-1", "!A-901",
           "Forms\n  ~ info: t/a/info.xsl -> t/b/info.xsl\n", "Lists\n  + ports: t/b/lists/ports.csv\n", "!Fields", "table[funded]");
    EXPECT("--lang zh list --diff a b", 0, "  ~ money/@total（共拟支持经费（万元））：100 -> 130\n");
    EXPECT("list --diff a b --format json", 0, "{\n  \"from\": \"a\", \"to\": \"b\"",
           "{\"what\": \"value\", \"direction\": \"1.0\", \"path\": \"money/@total\", \"name\": \"total, 10,000 yuan\", \"before\": \"100\", \"after\": \"130\"}",
           "{\"what\": \"rule\", \"direction\": null, \"path\": \"A-4\", \"name\": null, \"before\": null, \"after\": \"新规则\"}");
    EXPECT("list --diff a a", 0, "Nothing differs.\n");
    EXPECT("list --diff a a --format json", 0, "\"changes\": []");
    EXPECT("list --diff a none", 2, "[pack-unknown]");
    EXPECT("list --diff a a --format svrl", 2, "[option-choice]");
    EXPECT("list --diff a", 2, "list --diff needs PROGRAMME");
}

static void a_diff_of_fields(void **state)
{
    (void)state;
    put_changed("t/b/programme.xml", programme, "id='a'", "id='b' base='a'");
    put_changed("t/b/proposal.xsd", schema, "name='grant' type='xs:string'><xs:annotation><xs:documentation xml:lang='zh'>申请经费",
                "name='sum' type='xs:string'><xs:annotation><xs:documentation xml:lang='zh'>金额");
    EXPECT("list --diff a b", 0, "Fields of the proposal\n  - grant: 申请经费\n  + sum: 金额\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_source_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_layer_is_off_by_default, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_site_changes_values_and_lists, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_site_of_another_programme, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_site_is_checked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_faults_of_a_site_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pack_says_what_differs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_rule_is_replaced_by_its_id, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_form_builds_on_its_base, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_schema_builds_on_its_base, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_label_is_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_compared_across_is_said_right, set_up, tear_down),
        cmocka_unit_test_setup_teardown(faults_of_a_chain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_chain_has_a_limit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(directions_in_rules_exist, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_exist, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_faults_of_a_pack_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels_are_complete, set_up, tear_down),
        cmocka_unit_test_setup_teardown(neighbours_are_not_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pack_has_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hostile_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pack_at_its_limit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists_are_checked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_audit_of_a_sound_pack, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_delivered_packs_are_sound, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sums_are_compared_with_the_preamble, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_audit_of_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_audit_compiles_everything, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_diff_of_two_years, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_diff_of_fields, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
