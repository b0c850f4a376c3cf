/* What fo:retrieve-table-marker finds: in the part of the table under way, in earlier parts on the page, in all of it; and what
 * stands for it while the part is not known yet. */
#include "fo_test.h"

#include "layout/table_markers.h"

#define MARKED(class, text) "<fo:table-row><fo:table-cell><fo:marker marker-class-name='" class "'>" text "</fo:marker><fo:block/></fo:table-cell></fo:table-row>"
#define RETRIEVE(more) "<fo:table-cell><fo:block><fo:retrieve-table-marker retrieve-class-name='c' " more "/></fo:block></fo:table-cell>"
#define TABLE(header) "<fo:table>" header "<fo:table-body>" MARKED("c", "one") MARKED("c", "two") MARKED("c", "the longest of them") \
    MARKED("d", "other") "</fo:table-body></fo:table>"

static struct fo_test t;
static struct layout l;
static struct table_markers *m;

static void open_table(const char *text)
{
    t = fo_test_open(text);
    l = (struct layout){.fo = t.reader, .doc = arena_new(), .chunk = arena_new(), .diag = t.diag, .page_count = 1};
    m = table_markers_new(&l);
}

static void close_table(void)
{
    table_markers_end(&l, m);
    arena_free(l.doc);
    arena_free(l.chunk);
    fo_test_close(&t, 0);
}

static const struct fo_node *marker(int n)
{
    return fo_test_find(&t, FO_MARKER, n);
}

/* A part with the areas of markers from to to, each whole. */
static void part(int from, int to)
{
    struct area *rows = area_new(l.chunk, AREA_BOX, NULL);
    for (int i = from; i <= to; i++) {
        struct area *row = area_new(l.chunk, AREA_BOX, NULL);
        row->marks = arena_alloc(l.chunk, sizeof *row->marks);
        *row->marks = (struct area_mark){.marker = marker(i), .first = true, .last = true};
        area_append(rows, row);
    }
    table_markers_part(&l, m, rows);
}

/* What the n-th fo:retrieve-table-marker finds. */
static const struct fo_node *found(int n)
{
    struct table_markers *before = table_markers_use(&l, m, TABLE_MARKERS_FOUND);
    const struct fo_node *f = table_markers_find(&l, fo_test_find(&t, FO_RETRIEVE_TABLE_MARKER, n));
    assert_ptr_equal(table_markers_use(&l, before, TABLE_MARKERS_FOUND), m);
    return f;
}

static void check_asked(const char *text, bool asked)
{
    open_table(text);
    assert_int_equal(table_markers_asked(&l, fo_test_find(&t, FO_TABLE_HEADER, 1)), asked);
    close_table();
}

static void only_headers_that_retrieve(void **state)
{
    (void)state;
    check_asked(FO_DOC("", TABLE("<fo:table-header><fo:table-cell><fo:block>h</fo:block></fo:table-cell></fo:table-header>")), false);
    check_asked(FO_DOC("", TABLE("<fo:table-header>" RETRIEVE("") "</fo:table-header>")), true);
    assert_false(table_markers_asked(&l, NULL));
}

static void positions_in_the_part(void **state)
{
    (void)state;
    open_table(FO_DOC("", TABLE("<fo:table-header>" RETRIEVE("") RETRIEVE("retrieve-position-within-table='last-ending'")
                                RETRIEVE("retrieve-position-within-table='last-starting'")
                                RETRIEVE("retrieve-position-within-table='first-including-carryover'") "</fo:table-header>")));
    part(1, 2);
    assert_ptr_equal(found(1), marker(1));
    assert_ptr_equal(found(2), marker(2));
    assert_ptr_equal(found(3), marker(2));
    assert_ptr_equal(found(4), marker(1));
    close_table();
}

/* Part 1 and 2 on page 1, parts 3 and 4 on page 2; only the first has a marker of the class. */
static void boundaries(void **state)
{
    (void)state;
    open_table(FO_DOC("", TABLE("<fo:table-header>" RETRIEVE("retrieve-boundary-within-table='table-fragment'")
                                RETRIEVE("retrieve-boundary-within-table='page'")
                                RETRIEVE("retrieve-boundary-within-table='table'") "</fo:table-header>")));
    part(1, 2);
    part(4, 4);
    assert_null(found(1));
    assert_ptr_equal(found(2), marker(2));
    assert_ptr_equal(found(3), marker(2));
    l.page_count = 2;
    part(4, 4);
    assert_null(found(1));
    assert_null(found(2));
    assert_ptr_equal(found(3), marker(2));
    part(3, 3);
    assert_ptr_equal(found(1), marker(3));
    close_table();
}

static void the_longest_stands_for_what_is_not_known(void **state)
{
    (void)state;
    open_table(FO_DOC("", TABLE("<fo:table-header>" RETRIEVE("") "</fo:table-header>")));
    assert_true(table_markers_read(&l, m, fo_test_find(&t, FO_TABLE_ROW, 1)));
    assert_true(table_markers_told(m, TABLE_MARKERS_FULLEST));
    assert_false(table_markers_read(&l, m, fo_test_find(&t, FO_TABLE_ROW, 2)));
    assert_true(table_markers_read(&l, m, fo_test_find(&t, FO_TABLE_ROW, 3)));
    assert_false(table_markers_told(m, TABLE_MARKERS_FULLEST));
    struct table_markers *before = table_markers_use(&l, m, TABLE_MARKERS_LONGEST);
    assert_ptr_equal(table_markers_find(&l, fo_test_find(&t, FO_RETRIEVE_TABLE_MARKER, 1)), marker(3));
    table_markers_use(&l, m, TABLE_MARKERS_FULLEST); /* of as many objects the first */
    assert_ptr_equal(table_markers_find(&l, fo_test_find(&t, FO_RETRIEVE_TABLE_MARKER, 1)), marker(1));
    table_markers_use(&l, before, TABLE_MARKERS_FOUND);
    close_table();
}

static void outside_tables_nothing_is_found(void **state)
{
    (void)state;
    open_table(FO_DOC("", TABLE("<fo:table-header>" RETRIEVE("") "</fo:table-header>")));
    part(1, 3);
    assert_null(table_markers_find(&l, fo_test_find(&t, FO_RETRIEVE_TABLE_MARKER, 1)));
    close_table();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_headers_that_retrieve),
        cmocka_unit_test(positions_in_the_part),
        cmocka_unit_test(boundaries),
        cmocka_unit_test(the_longest_stands_for_what_is_not_known),
        cmocka_unit_test(outside_tables_nothing_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
