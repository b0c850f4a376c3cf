#include "test.h"

#include <string.h>

#include "programme/guard.h"

/* The rule's own variable is "bad". */
static bool is_own(const void *ctx, const char *name, size_t n)
{
    (void)ctx;
    return n == 3 && strncmp(name, "bad", 3) == 0;
}

static void guards(void **state)
{
    (void)state;
    static const struct { const char *test, *guard; bool hint; } rows[] = {
        {"not($international) or $papers", "not($international)", false},
        {"$d != '1.6' or (@a or @b)", "$d != '1.6'", false},
        {"not($bad) or $d != '1.5'", "$d != '1.5'", false},
        {"$filings or not($d = '1.6' or $d = '1.7')", "not($d = '1.6' or $d = '1.7')", false},
        {"not($a) or $b != 'x or y' or @c", "not($a) or $b != 'x or y'", false},
        {"not($a)", NULL, false},                 /* nothing is left that judges */
        {"not($a) or not($b)", NULL, false},
        {"not($bad) or @a", NULL, false},         /* what the rule itself looks for */
        {"not(@a) or @b", NULL, false},           /* no variable */
        {"not($a) and @b or @c", NULL, false},    /* not an alternative of its own */
        {"@a = ' or not($b) or '", NULL, false},
        {"$d != '2' or not($grant > $money/@most)", "$d != '2'", false},
        {"not($new-zealand)", "not($new-zealand)", true}, /* a hint for those alone */
        {"", NULL, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new();
        const char *got = guard_of(a, rows[i].test, rows[i].hint, is_own, NULL);
        if (rows[i].guard)
            assert_string_equal(got ? got : "(none)", rows[i].guard);
        else
            assert_null(got);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(guards)};
    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
