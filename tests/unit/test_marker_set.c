/* What each retrieve-position chooses of a set of markers, what is carried on, and which markers the reader must keep. */
#include "fo_test.h"

#include "layout/marker_set.h"

static struct fo_test t;
static struct layout l;
static struct marker_set set;

/* Markers 1 to 4 of class a, 5 of class b; and forty classes m0 to m39. */
static int setup(void **state)
{
    static struct buf b;
    (void)state;
    b.n = 0;
    buf_puts(&b, "<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='p'><fo:region-body/>"
                 "</fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='p'>"
                 "<fo:flow flow-name='xsl-region-body'>");
    for (int i = 1; i <= 5; i++)
        buf_printf(&b, "<fo:block><fo:marker marker-class-name='%s'>%d</fo:marker>x</fo:block>", i < 5 ? "a" : "b", i);
    for (int i = 0; i < 40; i++)
        buf_printf(&b, "<fo:block><fo:marker marker-class-name='m%d'>%d</fo:marker></fo:block>", i, i);
    buf_puts(&b, "</fo:flow></fo:page-sequence></fo:root>");
    t = fo_test_open(b.data);
    buf_free(&b);
    l = (struct layout){.fo = t.reader, .doc = arena_new(), .chunk = arena_new(), .diag = t.diag};
    set = (struct marker_set){0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(l.doc);
    arena_free(l.chunk);
    fo_test_close(&t, 0);
    return 0;
}

static const struct fo_node *marker(int n)
{
    return fo_test_find(&t, FO_MARKER, n);
}

static void assert_chosen(const char *name, enum marker_choice position, int n)
{
    assert_ptr_equal(marker_set_choose(&set, name, position), n ? marker(n) : NULL);
}

static void area(int n, bool first, bool last)
{
    marker_set_start(&l, &set, marker(n), first);
    marker_set_end(&l, &set, marker(n), last);
}

static void nothing_is_chosen_of_an_empty_set(void **state)
{
    (void)state;
    assert_chosen("a", MARKER_FIRST, 0);
    area(1, true, true);
    assert_chosen("b", MARKER_LAST, 0);
    assert_chosen("", MARKER_LAST, 0);
    marker_set_clear(&l, &set);
    assert_chosen("a", MARKER_FIRST, 0);
}

/* 1 goes on from the page before, 2 stands on this one, 3 goes on to the next. */
static void each_position_has_its_own(void **state)
{
    (void)state;
    area(1, false, true);
    area(2, true, true);
    area(3, true, false);
    assert_chosen("a", MARKER_FIRST, 1);
    assert_chosen("a", MARKER_FIRST_STARTING, 2);
    assert_chosen("a", MARKER_LAST_STARTING, 3);
    assert_chosen("a", MARKER_LAST_ENDING, 2);
    assert_chosen("a", MARKER_LAST, 3);
    marker_set_clear(&l, &set);
}

/* Where no area has the trait, the first one, or the last one, of all is taken (XSL 1.1 7.25.4). */
static void without_the_trait_the_first_or_last_of_all(void **state)
{
    (void)state;
    area(1, false, false);
    area(2, false, false);
    assert_chosen("a", MARKER_FIRST_STARTING, 1);
    assert_chosen("a", MARKER_LAST_STARTING, 2);
    assert_chosen("a", MARKER_LAST_ENDING, 2);
    marker_set_clear(&l, &set);
}

/* A chapter and its section end together: the chapter ends last. */
static void of_areas_in_each_other_the_outer_ends_last(void **state)
{
    (void)state;
    marker_set_start(&l, &set, marker(1), true);
    marker_set_start(&l, &set, marker(2), true);
    marker_set_end(&l, &set, marker(2), true);
    marker_set_end(&l, &set, marker(1), true);
    assert_chosen("a", MARKER_LAST_STARTING, 2);
    assert_chosen("a", MARKER_LAST_ENDING, 1);
    assert_chosen("a", MARKER_LAST, 1);
    marker_set_clear(&l, &set);
}

static void classes_do_not_mix(void **state)
{
    (void)state;
    area(1, true, true);
    area(5, true, true);
    for (int i = 6; i < 46; i++)
        area(i, true, true);
    assert_chosen("a", MARKER_LAST, 1);
    assert_chosen("b", MARKER_FIRST, 5);
    for (int i = 0; i < 40; i++) {
        char name[16];
        snprintf(name, sizeof name, "m%d", i);
        assert_chosen(name, MARKER_FIRST, 6 + i);
    }
    marker_set_clear(&l, &set);
}

/* Carried on is what ends last on the page, else its last; what was carried before gives way to it. */
static void what_is_carried_on(void **state)
{
    struct marker_set later = {0};
    (void)state;
    area(1, true, true);
    area(2, true, false);
    marker_set_carry(&l, &set, &later);
    assert_ptr_equal(marker_set_choose(&later, "a", MARKER_LAST), marker(1));
    marker_set_clear(&l, &set);
    area(3, true, false);
    marker_set_carry(&l, &set, &later);
    for (int c = 0; c < MARKER_CHOICES; c++)
        assert_ptr_equal(marker_set_choose(&later, "a", (enum marker_choice)c), marker(3));
    marker_set_clear(&l, &set);
    marker_set_carry(&l, &set, &later); /* a page without markers changes nothing */
    assert_ptr_equal(marker_set_choose(&later, "a", MARKER_LAST), marker(3));
    marker_set_clear(&l, &later);
}

static void the_heaviest_stays(void **state)
{
    (void)state;
    assert_true(marker_set_heavier(&l, &set, marker(1), 5));
    assert_false(marker_set_heavier(&l, &set, marker(2), 5));
    assert_true(marker_set_heavier(&l, &set, marker(3), 6));
    assert_true(marker_set_heavier(&l, &set, marker(5), 1));
    assert_chosen("a", MARKER_LAST, 3);
    assert_chosen("b", MARKER_LAST, 5);
    marker_set_clear(&l, &set);
}

/* A marker whose block is gone stays while it is chosen, and goes with the last set that chooses it. */
static void chosen_markers_outlive_their_blocks(void **state)
{
    struct marker_set later = {0};
    (void)state;
    const struct fo_node *m = marker(2);
    area(2, true, true);
    size_t all = fo_memory(t.reader);
    fo_release(t.reader, fo_test_find(&t, FO_BLOCK, 2));
    assert_ptr_equal(marker_set_choose(&set, "a", MARKER_FIRST), m);
    assert_string_equal(fo_string(m, FO_P_MARKER_CLASS_NAME), "a");
    marker_set_carry(&l, &set, &later);
    marker_set_clear(&l, &set);
    assert_string_equal(fo_string(marker_set_choose(&later, "a", MARKER_LAST), FO_P_MARKER_CLASS_NAME), "a");
    marker_set_clear(&l, &later);
    assert_true(fo_memory(t.reader) <= all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_chosen_of_an_empty_set, setup, teardown),
        cmocka_unit_test_setup_teardown(each_position_has_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(without_the_trait_the_first_or_last_of_all, setup, teardown),
        cmocka_unit_test_setup_teardown(of_areas_in_each_other_the_outer_ends_last, setup, teardown),
        cmocka_unit_test_setup_teardown(classes_do_not_mix, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_carried_on, setup, teardown),
        cmocka_unit_test_setup_teardown(the_heaviest_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(chosen_markers_outlive_their_blocks, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
