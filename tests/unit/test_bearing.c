/* Which directions a rule binds, and which element it is about: of conditions alone, and of the packs in the tree. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "programme/bearing.h"
#include "programme/verdict.h"
#include "xslt/xml.h"

static const char pack[] =
    "<programme xmlns='urn:shenbao:programme'><directions><direction id='1.0' kind='x'><lab/></direction>"
    "<direction id='2.0'/></directions></programme>";
static const char prefixes[] =
    "<x xmlns:s='urn:shenbao:proposal' xmlns:p='urn:shenbao:programme' xmlns:sb='urn:shenbao:functions'/>";

#define DIRECTION "/s:proposal/@direction"
#define OWN(x) "(" VERDICT_OWN x VERDICT_END ")"
#define ENTRY "document('programme.xml')/p:programme/p:directions/p:direction[@id = " OWN("normalize-space(" DIRECTION ")") "]"

static const struct {
    const char *condition;
    enum verdict one, two; /* in direction 1.0 and 2.0 */
} rows[] = {
    {DIRECTION " = '1.0'", VERDICT_YES, VERDICT_NO},
    {"not(" DIRECTION " = '1.0')", VERDICT_NO, VERDICT_YES},
    {"starts-with(" DIRECTION ", '2')", VERDICT_NO, VERDICT_YES},
    {"boolean(" ENTRY "/p:lab)", VERDICT_YES, VERDICT_NO},
    {ENTRY "/@kind = 'x'", VERDICT_YES, VERDICT_NO},
    {"count(document('programme.xml')//p:direction) = 2", VERDICT_YES, VERDICT_YES},
    /* the proposal's own values are unknown */
    {"s:title", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {"@months", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {".", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {"normalize-space()", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {"/s:proposal/s:title", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {"sb:as-of()", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {"$nothing", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {ENTRY "[@kind = current()/@kind]", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {ENTRY "/p:lab[. = " OWN("normalize-space()") "]", VERDICT_UNKNOWN, VERDICT_UNKNOWN}, /* a variable of the rule's node */
    {"'s:title or s:x' = 's:title or s:x'", VERDICT_YES, VERDICT_YES},
    {"1.5 > 1", VERDICT_YES, VERDICT_YES},
    /* three values */
    {DIRECTION " = '1.0' or s:title", VERDICT_YES, VERDICT_UNKNOWN},
    {DIRECTION " = '1.0' and s:title", VERDICT_UNKNOWN, VERDICT_NO},
    {"s:title and (" DIRECTION " = '1.0' or " DIRECTION " = '3.0')", VERDICT_UNKNOWN, VERDICT_NO},
    {"not(s:title) or not(" DIRECTION " = '1.0')", VERDICT_UNKNOWN, VERDICT_YES},
    {"s:a or " DIRECTION " = '1.0' and s:b", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
    {"(s:a or true()) and " DIRECTION " != '1.0'", VERDICT_NO, VERDICT_YES},
    {"= or", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
};

static void conditions(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    xmlDocPtr programme = xml_parse(pack, strlen(pack), "programme.xml", d), names = xml_parse(prefixes, strlen(prefixes), "x", d);
    struct verdicts *v = verdict_new(programme, xmlDocGetRootElement(names), "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        verdict_set_direction(v, "1.0");
        enum verdict one = verdict_of(v, rows[i].condition);
        verdict_set_direction(v, "2.0");
        enum verdict two = verdict_of(v, rows[i].condition);
        if (one != rows[i].one || two != rows[i].two)
            fail_msg("%s: %d %d", rows[i].condition, one, two);
    }
    verdict_free(v);
    xml_free(names);
    xml_free(programme);
    diag_list_free(d);
}

static void hostile_conditions(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    xmlDocPtr programme = xml_parse(pack, strlen(pack), "programme.xml", d);
    struct verdicts *v = verdict_new(programme, xmlDocGetRootElement(programme), "");
    struct buf deep = {0}, open = {0};
    for (int i = 0; i < 5000; i++) {
        buf_puts(&deep, "not(");
        buf_puts(&open, "('[");
    }
    buf_puts(&deep, "1");
    for (int i = 0; i < 5000; i++)
        buf_puts(&deep, ")");
    assert_int_equal(verdict_of(v, deep.data), VERDICT_UNKNOWN);
    assert_int_equal(verdict_of(v, open.data), VERDICT_UNKNOWN);
    assert_int_equal(verdict_of(v, ""), VERDICT_UNKNOWN);
    buf_free(&deep);
    buf_free(&open);
    verdict_free(v);
    xml_free(programme);
    diag_list_free(d);
}

/* id, element, directions with one blank between */
static const char *const facts[][4] = {
    {"most-2025", "MO-102", "period", "1.1 1.3 2.0 2.3 2.4 2.5"},
    {"most-2025", "MO-103", "period", "1.2"},
    {"most-2025", "MO-101", "foreignFiling", "1.1 1.2 1.3 2.0 2.3 2.5"},
    {"most-2025", "MO-005.open", "field", "1.5 1.7"},
    {"most-2025", "MO-202", "units/unit", "2.1 2.2"},
    {"most-2025", "MO-001", "", ""},
    {"zhejiang-2025", "ZJ-002", "budget/source",
     "gov-finland gov-israel gov-norway gov-uk-midlands carrier-base carrier-joint-lab carrier-overseas carrier-foreign-rd"},
    {"zhejiang-2025", "ZJ-206", "field", "carrier-joint-lab"},
    {"zhejiang-2025", "ZJ-108", "foreignFiling", "gov-finland"},
    {"guangdong-2025", "GD-401", "", "4"},
    {"guangdong-2025", "GD-112", "people/person", "1-rd 2"},
    {"shandong-2025", "SD-009", "declarations/notFundedBefore", "suggestion"},
};

static void expect(const struct programme *p, const struct bearing *b, const char *const *fact)
{
    const struct bearing_rule *r;
    const struct programme_direction *d;
    size_t n = bearing_rules(b, &r), k = programme_directions(p, &d), i = 0;
    struct buf bound = {0};
    while (i < n && strcmp(r[i].fact->id, fact[1]) != 0)
        i++;
    if (i == n)
        fail_msg("%s has no %s", fact[0], fact[1]);
    assert_string_equal(r[i].path, fact[2]);
    buf_puts(&bound, "");
    for (size_t j = 0; j < k; j++)
        if (r[i].binds[j])
            buf_printf(&bound, "%s%s", bound.n ? " " : "", d[j].id);
    if (strcmp(bound.data, fact[3]) != 0)
        fail_msg("%s binds %s", fact[1], bound.data);
    buf_free(&bound);
}

static void rules_of_the_packs(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct programme *p = programme_load("templates", facts[i][0], d);
        struct bearing *b = bearing_load(p, d);
        assert_non_null(b);
        expect(p, b, facts[i]);
        bearing_free(b);
        programme_free(p);
    }
    assert_int_equal(diag_list_count(d), 0);
    diag_list_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions), cmocka_unit_test(hostile_conditions), cmocka_unit_test(rules_of_the_packs),
    };
    xml_init();
    int failed = cmocka_run_group_tests_name("bearing", tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
