#include "test.h"

#include <string.h>

#include "batch/facts.h"
#include "batch/name.h"
#include "xslt/code.h"
#include "xslt/xml.h"

static const char *templates(void)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/templates", getenv("SOURCE"));
    return path;
}

static void proposal_with(struct facts *f, struct arena *a, const char *xml, const char *code, struct fact_list *out)
{
    struct diag_list *d = diag_list_new();
    xmlDocPtr doc = xml_parse(xml, strlen(xml), "t.xml", d);
    assert_non_null(doc);
    *out = facts_of(f, doc, code, a);
    xml_free(doc);
    diag_list_free(d);
}

static void proposal_of(struct facts *f, struct arena *a, const char *xml, struct fact_list *out)
{
    proposal_with(f, a, xml, NULL, out);
}

static const char *field(void *arg, const char *name)
{
    return strcmp(name, "number") ? fact_value(arg, name) : "3";
}

static void columns_of_the_summary(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    struct arena *a = arena_new();
    struct programme *p = programme_load(templates(), "shandong-2025", d);
    struct facts *f = facts_new(p, d);
    struct fact_list l;
    proposal_of(f, a, "<proposal xmlns='urn:shenbao:proposal' programme='shandong-2025' direction='suggestion'>"
                "<title> 甲\n  乙 </title><regionClass>“一带一路”共建国家</regionClass>"
                "<projectType>“引进来”</projectType><projectType/><projectType>“走出去”</projectType>"
                "<suggester><unit><name>某大学</name></unit><name>张三</name></suggester></proposal>", &l);
    assert_string_equal(fact_value(&l, "title"), "甲 乙");
    assert_string_equal(fact_value(&l, "type"), "“引进来”、“走出去”");
    assert_string_equal(fact_value(&l, "name"), "张三");
    assert_string_equal(fact_value(&l, "direction"), "suggestion");
    assert_string_equal(fact_value(&l, "order"), "");
    assert_string_equal(fact_value(&l, "support"), "");
    assert_string_equal(fact_value(&l, "none"), "");

    const struct programme_file *files;
    assert_int_equal(programme_files(p, &files), 1);
    assert_true(programme_file_of(files, "suggestion"));
    struct names *names = names_new();
    assert_string_equal(names_make(names, files->folder, files->name, field, &l).path, "“一带一路”共建国家/3.甲 乙-某大学.pdf");
    names_free(names);
    assert_int_equal(diag_list_count(d), 0);
    facts_free(f);
    programme_free(p);
    arena_free(a);
    diag_list_free(d);
}

/* A column of the pack may ask what its direction says. */
static void facts_of_a_direction(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    struct arena *a = arena_new();
    struct programme *p = programme_load(templates(), "zhejiang-2025", d);
    struct facts *f = facts_new(p, d);
    struct fact_list l;
    proposal_of(f, a, "<proposal xmlns='urn:shenbao:proposal' programme='zhejiang-2025' direction=' support '/>", &l);
    assert_string_equal(fact_value(&l, "kind"), "科技对口支援和东西部协作项目");
    assert_int_equal(strlen(fact_value(&l, "code")), CODE_LENGTH - 1);
    proposal_with(f, a, "<proposal xmlns='urn:shenbao:proposal' programme='zhejiang-2025' direction='support'/>", "KNOWN", &l);
    assert_string_equal(fact_value(&l, "code"), "KNOWN");
    proposal_of(f, a, "<proposal xmlns='urn:shenbao:proposal' programme='zhejiang-2025' direction='no'/>", &l);
    assert_string_equal(fact_value(&l, "kind"), "");
    facts_free(f);
    programme_free(p);
    arena_free(a);
    diag_list_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_the_summary),
        cmocka_unit_test(facts_of_a_direction),
    };
    xml_init();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
