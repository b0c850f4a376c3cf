/* The clause of a rule for a direction. */
#include "test.h"

#include "programme/clause.h"

static struct programme *most, *zhejiang;
static struct arena *arena;

static int load(void **state)
{
    (void)state;
    arena = arena_new();
    struct diag_list *d = diag_list_new();
    most = programme_load("templates", "most-2025", d);
    zhejiang = programme_load("templates", "zhejiang-2025", d);
    diag_list_free(d);
    return !most || !zhejiang;
}

static int drop(void **state)
{
    (void)state;
    programme_free(most);
    programme_free(zhejiang);
    arena_free(arena);
    return 0;
}

static void of_a_direction(void **state)
{
    (void)state;
    assert_string_equal(clause_of(arena, most, "二1.6（3）、二1.7（1）、二2.4", "1.7"), "二1.7（1）");
    assert_string_equal(clause_of(arena, most, "二；二1.6（3）、二1.7（1）", "1.6"), "二；二1.6（3）");
    assert_string_equal(clause_of(arena, most, "{direction} 其他要求", "2.0"), "二2.0 其他要求");
    assert_string_equal(clause_of(arena, most, "二 领域方向、二1.1、二2.0", "1.1"), "二 领域方向、二1.1");
    assert_null(clause_of(arena, most, NULL, "1.7"));
}

/* A clause around several directions stays for those in it. */
static void around(void **state)
{
    (void)state;
    static const char see[] = "附件一（一）、附件一（二） 申报主体、附件二（一）";
    assert_string_equal(clause_of(arena, zhejiang, see, "gov-norway"), "附件一（一）");
    assert_string_equal(clause_of(arena, zhejiang, see, "carrier-base"), "附件一（二） 申报主体");
    assert_string_equal(clause_of(arena, zhejiang, "一（四）；附件二（一）", "support"), "一（四）；附件二（一）");
    assert_string_equal(clause_of(arena, zhejiang, "附件一（一）1-3", "gov-israel"), "附件一（一）1-3");
}

static void whole(void **state)
{
    (void)state;
    static const char see[] = "二1.6（3）、二1.7（1）";
    assert_string_equal(clause_of(arena, most, see, NULL), see);
    assert_string_equal(clause_of(arena, most, see, "9.9"), see);
    assert_string_equal(clause_of(arena, most, see, "2.5"), see); /* none is its own: nothing is hidden */
    assert_string_equal(clause_of(arena, most, "二1.1-1.3", "1.2"), "二1.1-1.3");
    assert_string_equal(clause_of(arena, most, "{direction} 领域方向", NULL), "领域方向");
}

static void of_many(void **state)
{
    (void)state;
    bool binds[15] = {true, [9] = true};
    assert_string_equal(clause_of_many(arena, most, "{direction} 其他要求", binds), "二1.1、二2.0 其他要求");
    for (size_t i = 0; i < 15; i++)
        binds[i] = true;
    assert_string_equal(clause_of_many(arena, most, "{direction} 领域方向", binds), "二1.1至二2.5 领域方向");
    assert_string_equal(clause_of_many(arena, most, "二1.6（3）、二1.7（1）", binds), "二1.6（3）、二1.7（1）");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_direction),
        cmocka_unit_test(around),
        cmocka_unit_test(whole),
        cmocka_unit_test(of_many),
    };
    return cmocka_run_group_tests(tests, load, drop);
}
