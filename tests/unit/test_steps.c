/* Columns of content merged into steps, on stacks of plain boxes. */
#include "layout/steps.h"
#include "test.h"

struct world { struct layout l; struct arena *a; struct steps s; struct steps_cell *cells[16]; struct steps_row rows[16]; };

static int setup(void **state) {
    struct world *w = xcalloc(1, sizeof *w);
    w->a = arena_new();
    w->l.chunk = w->l.doc = w->a;
    w->s.cells = w->cells;
    w->s.rows = w->rows;
    *state = w;
    return 0;
}

static int teardown(void **state) {
    struct world *w = *state;
    arena_free(w->a);
    free(w);
    return 0;
}

/* A stack of boxes with a break of this penalty between each two. */
static struct stack *lines(struct world *w, int n, mpt height, int penalty) {
    struct frame f = {.reference_ipd = 100000, .container_ipd = 100000};
    struct stack *s = stack_new(&w->l, &f);
    for (int i = 0; i < n; i++) {
        if (i) stack_break(s, (struct stack_break){.penalty = penalty});
        stack_box(s, height, NULL, NULL);
    }
    stack_finish(s);
    return s;
}

static struct steps_cell *add(struct world *w, int row, int rows, struct stack *content) {
    struct steps_cell *c = arena_alloc(w->a, sizeof *c);
    *c = (struct steps_cell){.content = content, .row = row, .rows = rows};
    w->cells[w->s.cell_count++] = c;
    if (row + rows > w->s.row_count) w->s.row_count = row + rows;
    return c;
}

static void run(struct world *w) {
    steps_prepare(w->a, &w->s);
    steps_run(w->a, &w->s);
}

/* Height that the stack would count for boxes from ... to, as breaks before and after them see it. */
static mpt counted(const struct world *w, int from, int to) {
    const struct steps_step *v = w->s.steps.v;
    mpt h = 0;
    for (int i = from; i <= to; i++) h += v[i].height;
    if (from > 0) h += v[from - 1].after.start_extra;
    if (to < (int)w->s.steps.n - 1) h += v[to].after.end_extra;
    return h;
}

static void one_cell_steps_line_by_line(void **state) {
    struct world *w = *state;
    struct steps_cell *c = add(w, 0, 1, lines(w, 3, 10000, 0));
    c->before = c->after = c->rest_before = c->rest_after = 1000;
    run(w);
    assert_int_equal(w->s.total, 32000);
    assert_int_equal(w->s.steps.n, 3);
    assert_int_equal(counted(w, 0, 2), 32000);
    assert_int_equal(counted(w, 0, 0), 12000);
    assert_int_equal(counted(w, 1, 2), 22000);
    assert_int_equal(counted(w, 1, 1), 12000);
}

static void the_first_step_holds_every_beginning(void **state) {
    struct world *w = *state;
    add(w, 0, 1, lines(w, 6, 10000, 0));
    add(w, 0, 1, lines(w, 2, 25000, 0));
    run(w);
    assert_int_equal(w->s.steps.v[0].pos, 25000);
    assert_int_equal(w->s.steps.v[1].pos, 30000); /* the third small line */
    assert_int_equal(w->s.total, 60000);
}

static void every_part_has_room_for_its_content(void **state) {
    struct world *w = *state;
    add(w, 0, 1, lines(w, 5, 10000, 0));
    add(w, 0, 1, lines(w, 3, 17000, 0));
    add(w, 0, 1, lines(w, 1, 33000, 0));
    run(w);
    int n = (int)w->s.steps.n;
    for (int cut = 0; cut + 1 < n; cut++) {
        struct steps copy = w->s;
        struct steps_part part;
        for (int i = 0; i < copy.cell_count; i++) { /* as new */
            copy.cells[i]->emitted = copy.cells[i]->first;
            copy.cells[i]->begun = false;
            copy.cells[i]->next_open = NULL;
        }
        copy.open = NULL;
        copy.seen = 0;
        steps_part(w->a, &copy, 0, cut, false, false, &part);
        assert_int_equal(part.height, counted(w, 0, cut));
        steps_part(w->a, &copy, cut + 1, n - 1, false, false, &part);
        assert_true(part.height <= counted(w, cut + 1, n - 1));
    }
}

static void nothing_is_set_twice_or_lost(void **state) {
    struct world *w = *state;
    struct steps_cell *a = add(w, 0, 1, lines(w, 7, 10000, 0)), *b = add(w, 0, 1, lines(w, 4, 13000, 0));
    run(w);
    int at_a = a->first, at_b = b->first;
    for (int i = 0; i < (int)w->s.steps.n; i++) { /* a page for each step */
        struct steps_part part;
        steps_part(w->a, &w->s, i, i, false, false, &part);
        for (int k = 0; k < part.slice_count; k++) {
            int *at = part.slices[k].cell == a ? &at_a : &at_b;
            assert_int_equal(part.slices[k].from, *at);
            *at = part.slices[k].to;
        }
    }
    assert_int_equal(at_a, a->end);
    assert_int_equal(at_b, b->end);
}

static void a_span_gives_the_rest_to_its_last_row(void **state) {
    struct world *w = *state;
    add(w, 0, 2, lines(w, 4, 10000, 0));
    add(w, 0, 1, lines(w, 1, 12000, 0));
    add(w, 1, 1, lines(w, 1, 12000, 0));
    run(w);
    assert_int_equal(w->s.rows[0].height, 12000);
    assert_int_equal(w->s.rows[1].height, 28000);
}

static void the_next_row_waits_for_its_beginning(void **state) {
    struct world *w = *state;
    add(w, 0, 2, lines(w, 6, 10000, 0));
    add(w, 0, 1, lines(w, 1, 10000, 0));
    add(w, 1, 1, lines(w, 1, 30000, 0));
    run(w);
    const struct steps_step *v = w->s.steps.v;
    assert_int_equal(v[0].pos, 10000); /* row 0 ends */
    assert_true(v[0].row_done);
    assert_int_equal(v[1].pos, 20000); /* the span goes on alone */
    assert_int_equal(v[1].row, 0);
    assert_int_equal(v[2].pos, 30000);
    assert_int_equal(v[2].row, 0);
    assert_int_equal(v[3].row, 1);
    assert_int_equal(v[3].pos, 40000);
    assert_false(v[3].row_done); /* the span ends with it, at 60000 */
    assert_int_equal(w->s.steps.n, 6);
}

static void keeps_leave_only_dear_places(void **state) {
    struct world *w = *state;
    add(w, 0, 1, lines(w, 3, 10000, STACK_INFINITE));
    run(w);
    assert_int_equal(w->s.steps.n, 3);
    assert_int_equal(w->s.steps.v[0].after.penalty, STACK_INFINITE);
    assert_int_equal(w->s.steps.v[1].after.penalty, STACK_INFINITE);
    assert_int_equal(counted(w, 0, 2), 30000);
}

static void penalties_combine_as_the_maximum(void **state) {
    struct world *w = *state;
    add(w, 0, 1, lines(w, 2, 10000, 300));
    add(w, 0, 1, lines(w, 2, 10000, 700));
    w->rows[0].keep_inside = 500;
    run(w);
    assert_int_equal(w->s.steps.v[0].after.penalty, 700);
}

static void a_forced_break_stops_its_cell(void **state) {
    struct world *w = *state;
    struct frame f = {.reference_ipd = 100000};
    struct stack *s = stack_new(&w->l, &f);
    stack_box(s, 10000, NULL, NULL);
    stack_break(s, (struct stack_break){.penalty = STACK_FORCED, .class = BREAK_PAGE});
    stack_box(s, 10000, NULL, NULL);
    stack_finish(s);
    add(w, 0, 1, s);
    add(w, 0, 1, lines(w, 1, 40000, 0));
    run(w);
    assert_int_equal(w->s.steps.v[0].after.penalty, STACK_FORCED);
    assert_int_equal(w->s.steps.v[0].after.class, BREAK_PAGE);
    assert_int_equal(w->s.steps.v[0].pos, 40000);
}

static void a_break_at_the_very_end_is_the_rows(void **state) {
    struct world *w = *state;
    struct frame f = {.reference_ipd = 100000};
    struct stack *s = stack_new(&w->l, &f);
    stack_box(s, 10000, NULL, NULL);
    stack_break(s, (struct stack_break){.penalty = STACK_FORCED, .class = BREAK_PAGE});
    stack_finish(s);
    struct steps_cell *c = add(w, 0, 1, s);
    run(w);
    assert_int_equal(c->break_after, BREAK_PAGE);
    assert_int_equal(w->s.steps.n, 1);
}

static void a_stated_height_is_not_cut(void **state) {
    struct world *w = *state;
    struct steps_cell *c = add(w, 0, 1, lines(w, 3, 10000, 0));
    w->rows[0].least = 50000;
    c->solid = 50000;
    run(w);
    assert_int_equal(w->s.total, 50000);
    for (size_t i = 0; i + 1 < w->s.steps.n; i++) assert_int_equal(w->s.steps.v[i].after.penalty, STACK_INFINITE);
}

/* What a page edge changes of a border is in the heights of the parts beside it, not in the whole. */
static void a_page_edge_changes_the_borders_beside_it(void **state) {
    struct world *w = *state;
    struct steps_part part;
    struct steps_cell *a = add(w, 0, 1, lines(w, 1, 20000, 0)), *b = add(w, 1, 1, lines(w, 1, 20000, 0));
    a->after = b->before = 5000;
    a->bottom_change = -4000;
    b->top_change = 2000;
    run(w);
    assert_int_equal(w->s.total, 50000);
    assert_int_equal(counted(w, 0, 0), 21000);
    assert_int_equal(counted(w, 1, 1), 27000);
    steps_part(w->a, &w->s, 0, 0, false, true, &part);
    assert_int_equal(part.height, 21000);
    steps_part(w->a, &w->s, 1, 1, true, false, &part);
    assert_int_equal(part.height, 27000);
}

static void a_row_waits_no_longer_than_it_may_grow(void **state) {
    struct world *w = *state;
    add(w, 0, 2, lines(w, 6, 10000, 0));
    add(w, 0, 1, lines(w, 1, 10000, 0));
    add(w, 1, 1, lines(w, 1, 45000, 0));
    w->rows[0].greatest = 30000;
    run(w);
    assert_int_equal(w->s.steps.v[2].pos, 30000); /* two more lines of the span */
    assert_int_equal(w->s.steps.v[3].pos, 55000); /* then the second row */
}

/* Work grows with the steps, not with their square: each cell's advances are stored once. */
static void many_lines_stay_linear(void **state) {
    struct world *w = *state;
    struct steps_cell *a = add(w, 0, 1, lines(w, 20000, 1000, 0)), *b = add(w, 0, 1, lines(w, 20000, 1000, STACK_INFINITE));
    run(w);
    assert_true(a->advances.n <= 3 * 20000u);
    assert_true(b->advances.n <= 3 * 20000u);
    assert_int_equal(w->s.total, 20000000);
}

/* Lengths end at MPT_MAX, which is not "no place is left": a row that ends a little above it, were it cut there, ends all the same. */
static void higher_than_lengths_go(void **state) {
    struct world *w = *state;
    struct steps_cell *c = add(w, 0, 1, lines(w, 3, MPT_MAX / 2, 0));
    c->bottom_change = -250000;
    run(w);
    assert_int_equal(w->s.steps.n, 2);
    assert_true(w->s.steps.v[1].row_done);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        T(one_cell_steps_line_by_line), T(the_first_step_holds_every_beginning), T(every_part_has_room_for_its_content),
        T(nothing_is_set_twice_or_lost), T(a_span_gives_the_rest_to_its_last_row), T(the_next_row_waits_for_its_beginning),
        T(keeps_leave_only_dear_places), T(penalties_combine_as_the_maximum), T(a_forced_break_stops_its_cell),
        T(a_break_at_the_very_end_is_the_rows), T(a_stated_height_is_not_cut),
        T(a_page_edge_changes_the_borders_beside_it), T(a_row_waits_no_longer_than_it_may_grow), T(many_lines_stay_linear),
        T(higher_than_lengths_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
