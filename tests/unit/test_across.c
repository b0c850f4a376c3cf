/* Rules across a batch as the programs that call them see it: facts that travel, who is told, what is refused. */
#include "shandong.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "batch/across.h"
#include "xslt/xml.h"

static const char proposal[] =
    "<proposal xmlns='urn:shenbao:proposal' programme='shandong-2025' direction='suggestion'>\n"
    "<title>%s</title><industry>新能源</industry>\n"
    "<overview><p>%s</p></overview>\n"
    "<suggester>\n<unit><name>%s</name></unit>\n<name>%s</name><phone>%s</phone></suggester></proposal>";

static struct buf facts_of(const char *title, const char *overview, const char *unit, const char *name, const char *phone)
{
    struct diag_list *d = diag_list_new();
    struct buf text = {0}, facts = {0};
    buf_printf(&text, proposal, title, overview, unit, name, phone);
    xmlDocPtr doc = xml_parse(text.data, text.n, "p.xml", d);
    assert_non_null(doc);
    assert_true(across_facts(shandong, doc, NULL, &facts, d));
    assert_int_equal(diag_list_count(d), 0);
    xml_free(doc);
    buf_free(&text);
    diag_list_free(d);
    return facts;
}

/* What is found, a line each: "number rule file:line path". */
static void note(void *ctx, size_t proposal_number, const struct diag_record *r)
{
    if (proposal_number != ACROSS_ALL)
        buf_printf(ctx, "%zu %s %s:%u %s\n", proposal_number, r->rule, r->loc.file, r->loc.line, r->path);
}

static struct across *begin(void)
{
    static const struct check_options o;
    return across_new(shandong, &o);
}

static void add(struct across *a, const char *file, const char *recommender, struct buf facts)
{
    struct diag_list *d = diag_list_new();
    assert_true(across_add(a, &(struct across_item){file, recommender, NULL, facts.data, facts.n}, d));
    diag_list_free(d);
    buf_free(&facts);
}

static void assert_found(struct across *a, const char *want)
{
    struct diag_list *d = diag_list_new();
    struct buf got = {0};
    assert_true(across_check(a, note, &got, d));
    assert_int_equal(diag_list_count(d), 0);
    assert_string_equal(got.data ? got.data : "", want);
    buf_free(&got);
    diag_list_free(d);
    across_free(a);
}

/* The lines and paths are those of the proposals, wherever the facts were taken down. */
static void members_are_told_at_their_lines(void **state)
{
    (void)state;
    struct across *a = begin();
    add(a, "a.xml", NULL, facts_of("海水制氢", "甲", "一所", "李平", "1"));
    add(a, "b.xml", NULL, facts_of("深海采矿", "乙", "二所", "李平", "1"));
    add(a, "c.xml", NULL, facts_of("海水 制氢", "丙", "三所", "王安", "2"));
    assert_found(a, "0 SD-010 a.xml:2 /*/*[1]\n0 SD-012 a.xml:2 /*/*[1]\n0 SD-011 a.xml:6 /*/*[4]/*[2]\n"
                    "1 SD-011 b.xml:6 /*/*[4]/*[2]\n"
                    "2 SD-010 c.xml:2 /*/*[1]\n2 SD-012 c.xml:2 /*/*[1]\n");
}

/* The same suggestion by the same person is handed in twice; by way of two departments it is filed twice. */
static void departments_count(void **state)
{
    (void)state;
    struct across *a = begin();
    add(a, "a.xml", "甲市", facts_of("海水制氢", "甲", "一所", "李平", "1"));
    add(a, "b.xml", "乙市", facts_of("海水制氢", "甲", "一所", "李平", "1"));
    assert_found(a, "0 SD-010 a.xml:2 /*/*[1]\n0 SD-010 a.xml:3 /*/*[3]\n0 SD-012 a.xml:2 /*/*[1]\n0 SD-011 a.xml:6 /*/*[4]/*[2]\n"
                    "1 SD-010 b.xml:2 /*/*[1]\n1 SD-010 b.xml:3 /*/*[3]\n1 SD-012 b.xml:2 /*/*[1]\n1 SD-011 b.xml:6 /*/*[4]/*[2]\n");
    a = begin();
    add(a, "a.xml", "甲市", facts_of("海水制氢", "甲", "一所", "李平", "1"));
    add(a, "b.xml", "甲市", facts_of("海水制氢", "甲", "一所", "李平", "1"));
    assert_found(a, "0 GE-13 a.xml:2 /*/*[1]\n0 SD-011 a.xml:6 /*/*[4]/*[2]\n"
                    "1 GE-13 b.xml:2 /*/*[1]\n1 SD-011 b.xml:6 /*/*[4]/*[2]\n");
}

static void what_is_empty_is_like_nothing(void **state)
{
    (void)state;
    struct across *a = begin();
    for (int i = 0; i < 3; i++)
        add(a, "p.xml", NULL, facts_of("", "", "", "", ""));
    assert_found(a, "");
}

/* Marks that mean something in XML, and lines beyond what a node holds. */
static void facts_are_what_the_proposal_says(void **state)
{
    (void)state;
    struct buf lines = {0};
    for (int i = 0; i < 70000; i++)
        buf_putc(&lines, '\n');
    struct across *a = begin();
    add(a, "a&<\">.xml", NULL, facts_of("a &lt;&amp;&quot; b", lines.data, "一所", "李&amp;平", "&quot;1"));
    add(a, "b.xml", NULL, facts_of("乙", lines.data, "二所", "李&amp;平", "&quot;1"));
    assert_found(a, "0 SD-011 a&<\">.xml:70006 /*/*[4]/*[2]\n1 SD-011 b.xml:70006 /*/*[4]/*[2]\n");
    buf_free(&lines);
}

static void damaged_facts_are_refused(void **state)
{
    (void)state;
    struct buf facts = facts_of("海水制氢", "绿色能源", "一所", "李平", "1");
    struct across *a = begin();
    size_t cuts = 0;
    for (size_t n = 0; n < facts.n; n += 37, cuts++) {
        struct diag_list *d = diag_list_new();
        assert_false(across_add(a, &(struct across_item){.file = "a.xml", .facts = facts.data, .size = n}, d));
        assert_string_equal(diag_list_at(d, diag_list_count(d) - 1)->rule, "across-facts");
        diag_list_free(d);
    }
    /* not an item, and an element without its place */
    static const char *const bad[] = {"<b:item xmlns:b='urn:shenbao:batch'/>", "<x/>",
                                      "<b:item xmlns:b='urn:shenbao:batch'><b:x b:at='no'/></b:item>"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct buf forged = {0};
        struct diag_list *d = diag_list_new();
        buf_printf(&forged, "shenbao-across 1\n%c%c%c%c%s", (int)strlen(bad[i]), 0, 0, 0, bad[i]);
        buf_add(&forged, "\0\0\0\0\0\0\0\0", 8);
        assert_false(across_add(a, &(struct across_item){.file = "a.xml", .facts = forged.data, .size = forged.n}, d));
        diag_list_free(d);
        buf_free(&forged);
    }
    add(a, "b.xml", NULL, facts);
    assert_found(a, ""); /* none of the damaged ones is counted as another */
    assert_true(cuts > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_told_at_their_lines),
        cmocka_unit_test(departments_count),
        cmocka_unit_test(what_is_empty_is_like_nothing),
        cmocka_unit_test(facts_are_what_the_proposal_says),
        cmocka_unit_test(damaged_facts_are_refused),
    };
    return cmocka_run_group_tests(tests, shandong_load, shandong_free);
}
