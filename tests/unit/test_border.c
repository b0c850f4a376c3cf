/* Collapsed borders: CSS 2.1 17.6.2.1 rule by rule. */
#include "layout/border.h"
#include "test.h"

static struct border_spec spec(mpt width, enum fo_keyword style, enum border_owner owner, int precedence) {
    return (struct border_spec){.width = width, .style = style, .owner = owner, .precedence = precedence, .color = {0, 0, 0, 255}};
}

static void hidden_beats_all(void **state) {
    (void)state;
    struct border_spec wide = spec(9000, FO_K_SOLID, BORDER_OF_CELL, 5), hidden = spec(0, FO_K_HIDDEN, BORDER_OF_TABLE, 6);
    assert_int_equal(border_resolve(wide, hidden, false).style, FO_K_HIDDEN);
    assert_int_equal(border_resolve(hidden, wide, false).style, FO_K_HIDDEN);
}

static void none_loses(void **state) {
    (void)state;
    struct border_spec thin = spec(100, FO_K_INSET, BORDER_OF_TABLE, 6), none = spec(0, FO_K_NONE, BORDER_OF_CELL, 5);
    assert_int_equal(border_resolve(none, thin, false).style, FO_K_INSET);
    assert_int_equal(border_resolve(thin, none, false).style, FO_K_INSET);
}

static void wider_wins_then_style(void **state) {
    (void)state;
    struct border_spec a = spec(2000, FO_K_DOTTED, BORDER_OF_TABLE, 6), b = spec(1000, FO_K_DOUBLE, BORDER_OF_CELL, 5);
    assert_int_equal(border_resolve(b, a, false).style, FO_K_DOTTED);
    static const enum fo_keyword strongest_first[] = {FO_K_DOUBLE, FO_K_SOLID, FO_K_DASHED, FO_K_DOTTED, FO_K_RIDGE,
        FO_K_OUTSET, FO_K_GROOVE, FO_K_INSET};
    for (size_t i = 0; i + 1 < sizeof strongest_first / sizeof *strongest_first; i++) {
        a = spec(1000, strongest_first[i], BORDER_OF_TABLE, 6);
        b = spec(1000, strongest_first[i + 1], BORDER_OF_CELL, 5);
        assert_int_equal(border_resolve(b, a, false).style, strongest_first[i]);
    }
}

static void owner_decides_then_the_first(void **state) {
    (void)state;
    struct border_spec row = spec(1000, FO_K_SOLID, BORDER_OF_ROW, 3), cell = spec(1000, FO_K_SOLID, BORDER_OF_CELL, 5);
    assert_int_equal(border_resolve(row, cell, false).owner, BORDER_OF_CELL);
    struct border_spec left = cell, right = cell;
    left.color.r = 1;
    right.color.r = 2;
    assert_int_equal(border_resolve(left, right, false).color.r, 1);
}

static void precedence_comes_first(void **state) {
    (void)state;
    struct border_spec wide = spec(9000, FO_K_SOLID, BORDER_OF_CELL, 5), thin = spec(500, FO_K_SOLID, BORDER_OF_TABLE, 6);
    assert_int_equal(border_resolve(wide, thin, true).width, 500);
    assert_int_equal(border_resolve(wide, thin, false).width, 9000);
}

static void nothing_gives_way(void **state) {
    (void)state;
    struct border_spec nothing = {.style = FO_K_NONE}, hidden = spec(0, FO_K_HIDDEN, BORDER_OF_CELL, 5);
    assert_int_equal(border_resolve(nothing, hidden, true).style, FO_K_HIDDEN);
    assert_int_equal(border_resolve(hidden, nothing, true).style, FO_K_HIDDEN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hidden_beats_all), cmocka_unit_test(none_loses), cmocka_unit_test(wider_wins_then_style),
        cmocka_unit_test(owner_decides_then_the_first), cmocka_unit_test(precedence_comes_first),
        cmocka_unit_test(nothing_gives_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
