/* Laying out again: whether a page needs it, where it begins, what of the messages goes, and what can't begin again. */
#include "layout_test.h"

#include "layout/page_int.h"

static struct fo_node here, begin;
static struct page_geometry geometry;
static struct area body;
static struct page page;
static struct page_run run;

/* Six boxes; layout can begin behind the third and the fourth of them, and with the first. */
static int set_up(void **state)
{
    layout_set_up(state);
    geometry = (struct page_geometry){.region[REGION_BODY] = {.cw = 100 * PT, .ch = 200 * PT, .columns = 2, .column_gap = 10 * PT}};
    page = (struct page){.geometry = &geometry, .body = &body};
    run = (struct page_run){.l = &l, .page = &page, .columns = 2, .column_width = 45 * PT, .column_gap = 10 * PT,
                            .begun = {.node = &begin}, .stack = layout_test_stack()};
    run.stack->drain = layout_test_no_drain;
    run.stack->resumable = true;
    for (int i = 0; i < 6; i++) {
        if (i)
            stack_break(run.stack, (struct stack_break){.next.node = i == 3 || i == 4 ? &here : NULL, .next.at = (size_t)i});
        layout_test_push(run.stack, 10 * PT);
    }
    stack_finish(run.stack);
    return 0;
}

static void needed_where_columns_differ(void **state)
{
    (void)state;
    assert_false(again_needed(&run));
    run.column_width = 46 * PT;
    assert_true(again_needed(&run));
    run.column_width = 45 * PT;
    geometry.region[REGION_BODY].column_gap = 20 * PT;
    assert_true(again_needed(&run));
    run.all = true; /* one column as wide as the body */
    run.columns = 1;
    run.column_width = 100 * PT;
    run.column_gap = 0;
    assert_false(again_needed(&run));
}

static void begins_with_the_flow(void **state)
{
    (void)state;
    assert_true(again_begin(&run));
    assert_ptr_equal(run.again.node, &begin);
    assert_true(l.failed);
}

static void begins_behind_a_place(void **state)
{
    (void)state;
    run.at = 3;
    assert_true(again_begin(&run));
    assert_ptr_equal(run.again.node, &here);
    assert_int_equal(run.again.at, 3);
}

static void cannot_begin_everywhere(void **state)
{
    (void)state;
    run.at = 2;
    assert_false(again_begin(&run));
    assert_false(l.failed);
    int end = 5;
    assert_true(again_stale_end(&run, &end)); /* so the part ends where it can, and the page goes on there */
    assert_int_equal(end, 3);
    run.at = 4;
    end = 5;
    assert_false(again_stale_end(&run, &end)); /* nowhere before */
    assert_int_equal(end, 5);
}

/* What was said about content that is laid out again is said then; what was said about pages stays. */
static void messages_about_content_go(void **state)
{
    (void)state;
    run.at = 3;
    run.stack->places.v[3].brk.next.said = 1;
    diag(l.diag, LIST_NO_ITEMS, NULL); /* of what is set */
    diag(l.diag, LIST_NO_ITEMS, NULL); /* of what is laid out again */
    size_t page_from = diag_list_count(l.diag);
    diag(l.diag, TABLE_EMPTY, NULL);
    again_keep(&run, page_from);
    assert_true(again_begin(&run));
    assert_int_equal(diag_list_count(l.diag), 2);
}

/* It begins again where it began: what was said before that stays. */
static void messages_before_content_stay(void **state)
{
    (void)state;
    diag(l.diag, TABLE_EMPTY, NULL);
    run.begun.said = 1;
    diag(l.diag, LIST_NO_ITEMS, NULL);
    assert_true(again_begin(&run));
    assert_int_equal(diag_list_count(l.diag), 1);
}

/* Content that stays as it is although its page is narrower: only what is seen beyond the column counts. */
static void reports_what_stands_beyond(void **state)
{
    (void)state;
    struct area *column = area_new(l.chunk, AREA_BOX, NULL), *box = area_new(l.chunk, AREA_BOX, NULL);
    struct area *text = area_new(l.chunk, AREA_GLYPHS, NULL);
    static const struct fo_node sequence;
    run.sequence = (struct fo_node *)&sequence;
    column->x = 55 * PT; /* the second column */
    box->w = 80 * PT;
    text->x = 5 * PT;
    text->w = 40 * PT;
    area_append(column, box);
    area_append(box, text);
    again_report(&run, column);
    assert_int_equal(diag_list_count(l.diag), 0);
    text->w = 50 * PT;
    again_report(&run, column);
    assert_int_equal(diag_list_count(l.diag), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(needed_where_columns_differ, set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(begins_with_the_flow, set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(begins_behind_a_place, set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(cannot_begin_everywhere, set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(messages_about_content_go, set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(messages_before_content_stay, set_up, layout_tear_down),
        cmocka_unit_test_setup_teardown(reports_what_stands_beyond, set_up, layout_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
