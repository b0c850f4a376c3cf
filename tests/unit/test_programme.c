#include "diag_test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "check/check.h"
#include "programme/programme.h"
#include "xslt/xml.h"

static char folder[] = "build/test-packs-XXXXXX";
static const char *const parts[] = {"programme.xml", "proposal.xsd", "rules.sch", "info.xsl", "lists/places.csv"};

static const char good_programme[] =
    "<programme xmlns='urn:shenbao:programme' id='p'>\n<title> 计划 </title>\n"
    "<directions><direction id='a'><title>方向</title></direction></directions>\n"
    "<forms><form name='info' stylesheet='info.xsl' submitted='yes'><title>表</title></form></forms>\n<table name='other'>外部清单</table>"
    "<files><file name='附件'/><file name='{title}.pdf' forms='info' directions='a'/><file name='{unit}.pdf' forms='info'/></files>"
    "<list name='sizes'><item>大</item></list></programme>";
#define LABEL "<xs:annotation><xs:documentation xml:lang='zh'>项</xs:documentation></xs:annotation>"
static const char good_schema[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:shenbao:proposal'\n"
    " targetNamespace='urn:shenbao:proposal' elementFormDefault='qualified'>\n"
    "<xs:element name='proposal'>" LABEL "<xs:complexType><xs:sequence><xs:element name='x' type='string'/>\n"
    "</xs:sequence></xs:complexType></xs:element>\n"
    "<xs:simpleType name='string'>" LABEL "<xs:restriction base='xs:string'/></xs:simpleType></xs:schema>";
static const char good_rules[] =
    "<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n<pattern><rule context='*'>\n"
    "<assert id='A' test='true()'>x</assert></rule></pattern></schema>";
static const char good_style[] =
    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
    "<xsl:template match='/'>\n<out/></xsl:template></xsl:stylesheet>";

static void write_part(const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/p/%s", folder, name);
    if (!text)
        unlink(path);
    else
        assert_true(file_write(path, text, strlen(text), d));
}

static void good_pack(void)
{
    write_part("programme.xml", good_programme);
    write_part("proposal.xsd", good_schema);
    write_part("rules.sch", good_rules);
    write_part("info.xsl", good_style);
    write_part("lists/places.csv", "place,class\n济南,A\n");
}

static int set_up(void **state)
{
    good_pack();
    return diag_set_up(state);
}

/* Loads the pack and compiles and runs everything in it. */
static bool use_all(void)
{
    struct programme *p = programme_load(folder, "p", d);
    const struct programme_form *f;
    xmlDocPtr doc = xml_parse("<proposal/>", 11, "x.xml", d), out = NULL;
    bool good = p && programme_schema(p, d);
    good = good && programme_rules(p, d) && programme_forms(p, &f) == 1 && programme_stylesheet(p, f, d);
    good = good && (out = xslt_run(programme_stylesheet(p, f, d), doc, "x.xml", NULL, NULL, d));
    xml_free(out);
    xml_free(doc);
    programme_free(p);
    return good;
}

static void a_good_pack(void **state)
{
    (void)state;
    assert_true(use_all());
    assert_int_equal(diag_list_count(d), 0);
    struct programme *p = programme_load(folder, "p", d);
    assert_string_equal(programme_title(p), "计划");
    const struct programme_direction *dir;
    const struct programme_form *form;
    assert_int_equal(programme_forms(p, &form), 1);
    assert_true(programme_form_among(form, NULL));
    assert_true(programme_form_among(form, " report  info"));
    assert_false(programme_form_among(form, "information inf"));
    assert_false(programme_form_among(form, ""));
    assert_int_equal(programme_directions(p, &dir), 1);
    assert_string_equal(dir->id, "a");
    assert_string_equal(dir->title, "方向");
    assert_non_null(programme_list(p, "places"));
    assert_null(programme_list(p, "none"));
    assert_string_equal(xml_attribute(programme_values(p, "sizes"), "name", ""), "sizes");
    assert_null(programme_values(p, "none"));
    assert_string_equal(programme_set_file(p, "a")->name, "{title}.pdf");
    assert_string_equal(programme_set_file(p, "b")->name, "{unit}.pdf");
    assert_null(programme_set_file(NULL, "a")->forms);
    assert_ptr_equal(programme_direction_of(p, "a", d), dir);
    assert_ptr_equal(programme_direction_of(p, NULL, d), dir);
    assert_null(programme_direction_of(p, "b", d));
    assert_string_equal(diag_list_at(d, 0)->rule, "pack-no-direction");
    programme_free(p);
}

static const struct {
    const char *part, *text, *name;
    unsigned line;
} broken[] = {
    {"programme.xml", "<programme>\n<", "xml-less-than", 2},
    {"programme.xml", "<programme/>", "pack-root", 1},
    {"programme.xml", "<programme xmlns='urn:shenbao:programme' id='q'/>", "pack-id", 1},
    {"programme.xml", "<programme xmlns='urn:shenbao:programme'>\n<directions/></programme>", "pack-lacks", 2},
    {"programme.xml",
     "<programme xmlns='urn:shenbao:programme'>\n<directions><direction id='a'/></directions>\n"
     "<forms>\n<form name='x'/></forms></programme>",
     "pack-lacks", 4},
    {"programme.xml",
     "<programme xmlns='urn:shenbao:programme'>\n<directions><direction id='2.1'/></directions>\n"
     "<forms>\n<form name='x' stylesheet='info.xsl' directions='2.1 2'/></forms></programme>",
     "pack-no-direction", 4},
    {"proposal.xsd", "<a>\n</b>", "xml-tag-mismatch", 2},
    {"proposal.xsd", "<a/>", "pack-schema", 1},
    {"proposal.xsd",
     "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element name='a' type='none'/></xs:schema>",
     "pack-schema", 2},
    {"proposal.xsd",
     "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:include schemaLocation='/etc/passwd'/></xs:schema>",
     "pack-outside", 2},
    {"proposal.xsd",
     "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element name='a'/></xs:schema>",
     "pack-label", 2},
    {"proposal.xsd", NULL, "file-open", 0},
    {"rules.sch", "<schema>\n\n", "xml-not-closed", 3},
    {"rules.sch", "<schema/>", "rules-root", 1},
    {"rules.sch",
     "<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n<pattern>\n<rule context='*'>\n"
     "<assert id='A' test='1 = '>x</assert></rule></pattern></schema>",
     "rules-xpath", 4},
    {"rules.sch",
     "<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n<pattern>\n<rule context='count(*)'>\n"
     "<assert id='A' test='1'>x</assert></rule></pattern></schema>",
     "rules-context", 3},
    {"rules.sch",
     "<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n<pattern><rule context='*'>\n"
     "<assert test='1'>x</assert></rule></pattern></schema>",
     "rules-attribute", 3},
    {"rules.sch",
     "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'>\n"
     "<sbp:stated id='A' sbp:about='file-missing'>x</sbp:stated>\n<sbp:stated id='B' sbp:about='file-mising'>x</sbp:stated></schema>",
     "rules-about", 3},
    {"rules.sch", NULL, "file-open", 0},
    {"info.xsl", "<stylesheet", "xml-not-closed", 1},
    {"info.xsl",
     "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
     "<xsl:template match='/'>\n<xsl:value-of select='1 +'/></xsl:template></xsl:stylesheet>",
     "xslt-compile", 3},
    {"info.xsl",
     "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
     "<xsl:template match='/'>\n<xsl:call-template name='none'/></xsl:template></xsl:stylesheet>",
     "xslt-template", 3},
    {"info.xsl",
     "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
     "<xsl:import href='/etc/passwd'/></xsl:stylesheet>",
     "xslt-outside", 2},
    {"info.xsl",
     "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n\n"
     "<xsl:include href='none.xsl'/></xsl:stylesheet>",
     "xslt-outside", 3},
    {"lists/places.csv", "place,class\n济南,A\n青岛\n", "list-short", 3},
    {"lists/places.csv", "place,class\n济南,A,B\n", "list-columns", 2},
    {"lists/places.csv", "place\n\"济南\n", "list-quote", 2},
    {"lists/places.csv", "", "list-empty", 1},
};

static void broken_packs_are_named_by_file_and_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        good_pack();
        write_part(broken[i].part, broken[i].text);
        diag_list_cut(d, 0);
        assert_false(use_all());
        const struct diag_record *r = diag_list_count(d) ? diag_list_at(d, 0) : NULL;
        if (!r || strcmp(r->rule, broken[i].name) || r->loc.line != broken[i].line || r->severity != DIAG_FATAL ||
            (broken[i].line && !strstr(r->loc.file, broken[i].part)))
            fail_msg("case %zu %s: %s line %u of %s, not %s line %u", i, broken[i].part, r ? r->rule : "-",
                     r ? r->loc.line : 0, r && r->loc.file ? r->loc.file : "-", broken[i].name, broken[i].line);
    }
}

static void unknown_programmes(void **state)
{
    (void)state;
    assert_null(programme_load(folder, "q", d));
    assert_string_equal(diag_list_at(d, 0)->rule, "pack-unknown");
    assert_string_equal(diag_list_at(d, 0)->args[1], "p");
    assert_null(programme_load(folder, "../packs/p", d));
    assert_null(programme_load(folder, "", d));
    assert_null(programme_load("build/none", "p", d));
    char **ids = programme_ids(folder, d);
    assert_string_equal(ids[0], "p");
    assert_null(ids[1]);
    free(ids);
}

static void lists_can_be_replaced(void **state)
{
    (void)state;
    struct programme *p = programme_load(folder, "p", d);
    char path[200];
    snprintf(path, sizeof path, "%s/p/lists/places.csv", folder);
    assert_true(programme_set_list(p, "other", path, d));
    assert_string_equal(programme_list(p, "other"), path);
    assert_false(programme_set_list(p, "other", "build/none.csv", d));
    size_t n = diag_list_count(d);
    assert_false(programme_set_list(p, "othre", path, d));
    assert_string_equal(diag_list_at(d, n)->rule, "pack-list");
    assert_string_equal(diag_list_at(d, n)->args[2], "other, places");
    assert_null(programme_list(p, "othre"));
    write_part("lists/places.csv", "place,class\n\"济南,A\n");
    assert_false(programme_set_list(p, "other", path, d));
    const struct diag_record *r = diag_list_at(d, diag_list_count(d) - 1);
    assert_string_equal(r->rule, "list-quote");
    assert_int_equal(r->loc.line, 2);
    programme_free(p);
}

/* --strict raises the warnings of 原则上, 一般, 建议 and 为基准, and no others; hints stay hints. */
static void strict(void **state)
{
    (void)state;
    static const struct { const char *role, *modal; enum diag_severity lax, strict; } rows[] = {
        {"warning", "原则上", DIAG_WARNING, DIAG_ERROR}, {"warning", "一般", DIAG_WARNING, DIAG_ERROR},
        {"warning", "建议", DIAG_WARNING, DIAG_ERROR},   {"warning", "为基准", DIAG_WARNING, DIAG_ERROR},
        {"warning", "鼓励", DIAG_WARNING, DIAG_WARNING}, {"warning", "", DIAG_WARNING, DIAG_WARNING},
        {"info", "原则上", DIAG_INFO, DIAG_INFO},        {"error", "原则上", DIAG_ERROR, DIAG_ERROR},
    };
    const char *text = "<proposal xmlns='urn:shenbao:proposal'><x/></proposal>";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char rules[600];
        snprintf(rules, sizeof rules,
                 "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'><pattern>"
                 "<rule context='/*'><assert id='A.b' role='%s' sbp:modal='%s' see='一' test='0'>x</assert></rule>"
                 "</pattern></schema>",
                 rows[i].role, rows[i].modal);
        write_part("rules.sch", rules);
        struct programme *p = programme_load(folder, "p", d);
        xmlDocPtr doc = xml_parse(text, strlen(text), "x.xml", d);
        for (int s = 0; s < 2; s++) {
            struct check_options o = {.strict = s};
            diag_list_cut(d, 0);
            assert_true(check_proposal(p, doc, "x.xml", &o, d));
            assert_int_equal(diag_list_count(d), 1);
            assert_int_equal(diag_list_at(d, 0)->severity, s ? rows[i].strict : rows[i].lax);
            assert_string_equal(diag_list_at(d, 0)->rule, "A");
            assert_string_equal(diag_list_at(d, 0)->clause, "一");
        }
        xml_free(doc);
        programme_free(p);
    }
}

/* A child that the schema demands; the rule about the same child does not say it again, another does. */
static void missing_children(void **state)
{
    (void)state;
    const char *text = "<proposal xmlns='urn:shenbao:proposal'/>";
    struct check_options o = {0};
    write_part("rules.sch",
               "<schema xmlns='http://purl.oclc.org/dsdl/schematron' xmlns:sbp='urn:shenbao:pack'><pattern><rule context='/*'>"
               "<assert id='A' sbp:field='x' see='一' test='0'>x</assert><assert id='B' sbp:field='y' see='一' test='0'>y</assert>"
               "</rule></pattern></schema>");
    struct programme *p = programme_load(folder, "p", d);
    xmlDocPtr doc = xml_parse(text, strlen(text), "x.xml", d);
    assert_true(check_proposal(p, doc, "x.xml", &o, d));
    assert_int_equal(diag_list_count(d), 2);
    assert_string_equal(diag_list_at(d, 0)->rule, "schema-missing");
    assert_string_equal(diag_list_at(d, 0)->args[1], "项（x）");
    assert_string_equal(diag_list_at(d, 1)->rule, "B");
    xml_free(doc);
    programme_free(p);
}

/* The real pack: labels by place, since one name has several labels. */
static void labels_of_the_shandong_pack(void **state)
{
    (void)state;
    struct programme *p = programme_load("templates", "shandong-2025", d);
    assert_non_null(p);
    const char *text = "<proposal xmlns='urn:shenbao:proposal' direction='suggestion'><suggester><unit><name/></unit>"
                       "<name/></suggester><report><indicator kind='ip'><name/></indicator></report></proposal>";
    xmlDocPtr doc = xml_parse(text, strlen(text), "x.xml", d);
    xmlNodePtr suggester = xmlDocGetRootElement(doc)->children, indicator = suggester->next->children;
    assert_string_equal(programme_label_of(p, suggester->children->children), "单位名称");
    assert_string_equal(programme_label_of(p, suggester->children->next), "建议人");
    assert_string_equal(programme_label_of(p, indicator->children), "指标名称");
    assert_string_equal(programme_label_of(p, (xmlNodePtr)indicator->properties), "指标类别");
    assert_string_equal(programme_label_of_value(p, (xmlNodePtr)indicator->properties, "ip"), "知识产权指标");
    assert_string_equal(programme_label_of_child(p, suggester, "phone"), "联系电话");
    assert_string_equal(programme_label(p, "industry"), "产业领域");
    assert_null(programme_label(p, "none"));
    assert_non_null(programme_schema(p, d));
    xml_free(doc);
    programme_free(p);
    assert_int_equal(diag_list_count(d), 0);
}

static void make_folders(void)
{
    char path[200];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/p", folder);
    mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/p/lists", folder);
    mkdir(path, 0777);
}

static void remove_folders(void)
{
    char path[200];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        write_part(parts[i], NULL);
    snprintf(path, sizeof path, "%s/p/lists", folder);
    rmdir(path);
    snprintf(path, sizeof path, "%s/p", folder);
    rmdir(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_good_pack, set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(broken_packs_are_named_by_file_and_line, set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(unknown_programmes, set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(lists_can_be_replaced, set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(strict, set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(missing_children, set_up, diag_tear_down),
        cmocka_unit_test_setup_teardown(labels_of_the_shandong_pack, set_up, diag_tear_down),
    };
    xml_init();
    make_folders();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    remove_folders();
    xml_cleanup();
    return failed;
}
