/* The stack: space resolution, heights between break places, emission. */
#include "layout_test.h"

static struct space sp(mpt opt)
{
    return (struct space){opt, opt, opt, 0, false};
}

static mpt whole(struct stack *s)
{
    stack_finish(s);
    return stack_height(s, 0, stack_places(s) - 1);
}

static void greater_space_wins(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    layout_test_push(s, 10000);
    stack_space(s, sp(4000));
    stack_space(s, sp(6000));
    layout_test_push(s, 10000);
    assert_int_equal(whole(s), 26000);
}

static void precedence_beats_size(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    layout_test_push(s, 10000);
    stack_space(s, (struct space){1000, 1000, 1000, 5, false});
    stack_space(s, sp(6000));
    layout_test_push(s, 10000);
    assert_int_equal(whole(s), 21000);
}

static void forcing_spaces_add_up(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    layout_test_push(s, 10000);
    stack_space(s, (struct space){2000, 2000, 2000, STACK_FORCE, false});
    stack_space(s, sp(9000));
    stack_space(s, (struct space){3000, 3000, 3000, STACK_FORCE, false});
    layout_test_push(s, 10000);
    assert_int_equal(whole(s), 25000);
}

static void edges_discard_conditional_spaces(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    stack_space(s, sp(5000));
    layout_test_push(s, 10000);
    stack_space(s, sp(5000));
    assert_int_equal(whole(s), 10000);
    s = layout_test_stack();
    stack_space(s, (struct space){5000, 5000, 5000, 0, true});
    layout_test_push(s, 10000);
    assert_int_equal(whole(s), 15000);
}

static void equal_spaces_narrow_their_range(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    layout_test_push(s, 0);
    stack_space(s, (struct space){2000, 6000, 9000, 0, false});
    stack_space(s, (struct space){4000, 6000, 7000, 0, false});
    layout_test_push(s, 0);
    stack_finish(s);
    mpt stretch, shrink;
    assert_int_equal(stack_height_range(s, 0, 1, &stretch, &shrink), 6000);
    assert_int_equal(stretch, 1000);
    assert_int_equal(shrink, 2000);
}

static void break_drops_the_spaces_beside_it(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    layout_test_push(s, 10000);
    stack_space(s, sp(4000));
    stack_break(s, (struct stack_break){.penalty = 0, .end_extra = 700, .start_extra = 300});
    stack_space(s, sp(4000));
    layout_test_push(s, 20000);
    stack_finish(s);
    assert_int_equal(stack_places(s), 3);
    assert_int_equal(stack_height(s, 0, 2), 34000);
    assert_int_equal(stack_height(s, 0, 1), 10700);
    assert_int_equal(stack_height(s, 1, 2), 20300);
}

static void keeps_raise_penalties(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    layout_test_push(s, 1000);
    stack_keeps_push(s, (struct stack_keeps){FO_KEEP_ALWAYS, FO_KEEP_ALWAYS});
    stack_break(s, (struct stack_break){0});
    layout_test_push(s, 1000);
    stack_keep_pop(s);
    stack_break(s, (struct stack_break){0});
    layout_test_push(s, 1000);
    stack_keeps_push(s, (struct stack_keeps){3, 3});
    stack_break(s, (struct stack_break){0});
    layout_test_push(s, 1000);
    stack_finish(s);
    assert_int_equal(stack_place(s, 1)->penalty, STACK_INFINITE);
    assert_int_equal(stack_place(s, 2)->penalty, 0);
    assert_int_equal(stack_place(s, 3)->penalty, stack_keep(3));
    assert_true(stack_keep(3) < stack_keep(4));
    assert_true(stack_keep(4) < STACK_INFINITE);
}

static void forced_breaks_in_one_gap_are_one(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    layout_test_push(s, 1000);
    stack_break(s, (struct stack_break){.penalty = STACK_FORCED, .class = BREAK_PAGE});
    stack_space(s, sp(4000));
    stack_break(s, (struct stack_break){.penalty = 0});
    stack_break(s, (struct stack_break){.penalty = STACK_FORCED, .class = BREAK_ODD_PAGE});
    layout_test_push(s, 1000);
    stack_finish(s);
    assert_int_equal(stack_places(s), 3);
    assert_int_equal(stack_place(s, 1)->class, BREAK_ODD_PAGE);
    assert_int_equal(stack_place(s, 1)->penalty, STACK_FORCED);
}

static void emission_places_boxes(void **state)
{
    (void)state;
    struct stack *s = layout_test_stack();
    layout_test_push(s, 10000);
    stack_space(s, sp(4000));
    stack_break(s, (struct stack_break){0});
    layout_test_push(s, 20000);
    stack_break(s, (struct stack_break){0});
    layout_test_push(s, 5000);
    stack_finish(s);
    struct area *page = area_new(l.chunk, AREA_BOX, NULL);
    assert_int_equal(stack_emit(s, 0, 2, page, 1000, 0), 34000);
    assert_int_equal(page->first_child->y, 1000);
    assert_int_equal(page->first_child->next->y, 15000);
    assert_null(page->first_child->next->next);
    struct area *second = area_new(l.chunk, AREA_BOX, NULL);
    assert_int_equal(stack_emit(s, 2, 3, second, 0, 0), 5000);
    assert_int_equal(second->first_child->y, 0);
}

struct group_log { int from, to; bool before, after; };

static mpt log_emit(void *self, struct layout *layout, int from, int to, bool before, bool after, struct area *into, mpt y)
{
    (void)layout;
    (void)into;
    (void)y;
    *(struct group_log *)self = (struct group_log){from, to, before, after};
    return (to - from + 1) * 1000;
}

static void groups_learn_where_they_are_cut(void **state)
{
    (void)state;
    static const struct stack_group_ops ops = {.emit = log_emit};
    struct group_log log;
    struct stack_group g = {&ops, &log};
    struct stack *s = layout_test_stack();
    layout_test_push(s, 500);
    stack_break(s, (struct stack_break){0});
    for (int i = 0; i < 4; i++) {
        stack_group_box(s, 1000, &g, i, NULL);
        stack_break(s, (struct stack_break){0});
    }
    layout_test_push(s, 500);
    stack_finish(s);
    struct area *into = area_new(l.chunk, AREA_BOX, NULL);
    stack_emit(s, 0, 3, into, 0, 0);
    assert_int_equal(log.from, 0);
    assert_int_equal(log.to, 1);
    assert_false(log.before);
    assert_true(log.after);
    stack_emit(s, 3, 6, into, 0, 0);
    assert_int_equal(log.from, 2);
    assert_int_equal(log.to, 3);
    assert_true(log.before);
    assert_false(log.after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(greater_space_wins, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(precedence_beats_size, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(forcing_spaces_add_up, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(edges_discard_conditional_spaces, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(equal_spaces_narrow_their_range, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(break_drops_the_spaces_beside_it, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(keeps_raise_penalties, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(forced_breaks_in_one_gap_are_one, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(emission_places_boxes, layout_set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(groups_learn_where_they_are_cut, layout_set_up, layout_tear_down),
    };
    return cmocka_run_group_tests_name("stack", tests, NULL, NULL);
}
