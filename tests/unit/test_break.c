/* The page breaker: balanced columns, and rows of the line grid in the heights that it judges by. */
#include "layout_test.h"

#include "layout/page_int.h"

static struct stack *flow(void)
{
    struct stack *s = layout_test_stack();
    s->drain = layout_test_no_drain;
    return s;
}

static void push_lines(struct stack *s, int n)
{
    for (int i = 0; i < n; i++) {
        if (s->boxes)
            stack_break(s, (struct stack_break){.penalty = 0});
        layout_test_push(s, 12 * PT);
    }
}

static struct page_run run_of(struct stack *s, int columns)
{
    stack_finish(s);
    return (struct page_run){.l = &l, .stack = s, .columns = columns, .page_end = PLACE_NONE};
}

static void thirteen_lines_in_three_columns(void **state)
{
    (void)state;
    struct stack *s = flow();
    push_lines(s, 13);
    struct page_run r = run_of(s, 3);
    int *ends = balance_columns(&r, 200 * PT);
    assert_non_null(ends); /* place n stands behind line n: 5, 4 and 4 lines */
    assert_int_equal(ends[0], 5);
    assert_int_equal(ends[1], 9);
    assert_int_equal(ends[2], 13);
}

static void few_lines_stay_below_each_other(void **state)
{
    (void)state;
    struct stack *s = flow();
    push_lines(s, 3);
    struct page_run r = run_of(s, 7);
    int *ends = balance_columns(&r, 200 * PT);
    assert_non_null(ends); /* a line is more than twice the share of three sevenths */
    assert_int_equal(ends[0], 3);
}

static void nearer_to_even_comes_before_longer_first(void **state)
{
    (void)state;
    static const mpt heights[] = {47 * PT, 47 * PT, 12 * PT, 30 * PT};
    struct stack *s = flow();
    for (int i = 0; i < 4; i++) {
        if (i)
            stack_break(s, (struct stack_break){.penalty = 0});
        layout_test_push(s, heights[i]);
    }
    struct page_run r = run_of(s, 2);
    int *ends = balance_columns(&r, 200 * PT);
    assert_non_null(ends); /* 47 | 89 rather than 94 | 42 */
    assert_int_equal(ends[0], 1);
}

static void keep_weighs_more_than_evenness(void **state)
{
    (void)state;
    struct stack *s = flow();
    push_lines(s, 1);
    for (int i = 0; i < 4; i++) {
        stack_break(s, (struct stack_break){.penalty = i < 3 ? stack_keep(5) : 0});
        layout_test_push(s, 12 * PT);
    }
    struct page_run r = run_of(s, 2);
    int *ends = balance_columns(&r, 200 * PT);
    assert_non_null(ends);
    assert_int_equal(ends[0], 4); /* four lines against one, for the first four keep together */
    assert_int_equal(ends[1], 5);
}

static void forced_column_break_is_kept(void **state)
{
    (void)state;
    struct stack *s = flow();
    push_lines(s, 1);
    stack_break(s, (struct stack_break){.penalty = STACK_FORCED, .class = BREAK_COLUMN});
    layout_test_push(s, 12 * PT);
    push_lines(s, 4);
    struct page_run r = run_of(s, 2);
    int *ends = balance_columns(&r, 200 * PT);
    assert_non_null(ends);
    assert_int_equal(ends[0], 1);
}

static void no_balance_where_the_page_is_too_small(void **state)
{
    (void)state;
    struct stack *s = flow();
    push_lines(s, 13);
    struct page_run r = run_of(s, 3);
    assert_null(balance_columns(&r, 50 * PT)); /* 3 x 4 lines */
    r.columns = 1;
    assert_null(balance_columns(&r, 200 * PT));
}

static struct stack *grid_flow(void)
{
    struct stack *s = flow();
    stack_grid(s, 20 * PT);
    layout_test_push(s, 20 * PT);
    stack_break(s, (struct stack_break){.penalty = 0});
    layout_test_push(s, 33 * PT); /* no line */
    stack_break(s, (struct stack_break){.penalty = 0});
    stack_grid(s, 20 * PT);
    layout_test_push(s, 20 * PT);
    stack_finish(s);
    return s;
}

static void rows_are_filled_before_a_line(void **state)
{
    (void)state;
    struct stack *s = grid_flow();
    assert_int_equal(stack_height(s, 0, 2), 53 * PT);
    assert_int_equal(stack_height(s, 0, 3), 80 * PT); /* 20 + 33 + 7 + 20 */
}

static void rows_count_anew_after_a_break(void **state)
{
    (void)state;
    struct stack *s = grid_flow();
    assert_int_equal(stack_height(s, 1, 3), 60 * PT); /* 33 + 7 + 20 */
    assert_int_equal(stack_height(s, 2, 3), 20 * PT);
    struct area *root = area_new(l.chunk, AREA_BOX, NULL);
    assert_int_equal(stack_emit(s, 1, 3, root, 0, 0), 60 * PT);
}

static void emitted_parts_are_as_high_as_judged(void **state)
{
    (void)state;
    struct stack *s = grid_flow();
    struct area *root = area_new(l.chunk, AREA_BOX, NULL);
    assert_int_equal(stack_emit(s, 0, 3, root, 0, 0), 80 * PT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thirteen_lines_in_three_columns),
        cmocka_unit_test(few_lines_stay_below_each_other),
        cmocka_unit_test(nearer_to_even_comes_before_longer_first),
        cmocka_unit_test(keep_weighs_more_than_evenness),
        cmocka_unit_test(forced_column_break_is_kept),
        cmocka_unit_test(no_balance_where_the_page_is_too_small),
        cmocka_unit_test(rows_are_filled_before_a_line),
        cmocka_unit_test(rows_count_anew_after_a_break),
        cmocka_unit_test(emitted_parts_are_as_high_as_judged),
    };
    return cmocka_run_group_tests_name("break", tests, layout_set_up, layout_tear_down);
}
