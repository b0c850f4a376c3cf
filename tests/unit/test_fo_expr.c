#include "fo_test.h"

#include <math.h>

/* The value of one length property of a block (parent: 10 pt type, start-indent 7 pt). */
static struct fo_length length_of(const char *attributes, enum fo_prop p, size_t complaints)
{
    struct buf b = {0};
    buf_printf(&b, FO_DOC("font-size='10pt' start-indent='7pt'", "<fo:block font-size='20pt' %s/>"), attributes);
    struct fo_test t = fo_test_open(b.data);
    struct fo_length l = fo_length(fo_test_find(&t, FO_BLOCK, 1), p);
    fo_test_close(&t, complaints);
    buf_free(&b);
    return l;
}

static mpt space(const char *expression)
{
    struct buf b = {0};
    buf_printf(&b, "text-indent=\"%s\"", expression);
    struct fo_length l = length_of(b.data, FO_P_TEXT_INDENT, 0);
    buf_free(&b);
    assert_true(l.fraction == 0);
    return l.abs;
}

static void units(void **state)
{
    (void)state;
    assert_int_equal(space("1in"), 72000);
    assert_int_equal(space("12.345pt"), 12345);
    assert_int_equal(space("1mm"), 2834);     /* 2834.6457 */
    assert_int_equal(space("37mm"), 104881);  /* 104881.889 */
    assert_int_equal(space("2.54cm"), 72000);
    assert_int_equal(space("1pc"), 12000);
    assert_int_equal(space("3px"), 3000);
    assert_int_equal(space("1.5em"), 30000);
    assert_int_equal(space(".5pt"), 500);
    assert_int_equal(space("0"), 0);
    assert_int_equal(space("0.0009pt"), 0);   /* fractions of a millipoint go, on both sides of zero */
    assert_int_equal(space("-0.0009pt"), 0);
    assert_int_equal(space("0.1in"), 7200);   /* but for what a double is off */
    assert_int_equal(space("000000000000000000001.000000000000000000000000pt"), 1000);
}

static void arithmetic(void **state)
{
    (void)state;
    assert_int_equal(space("1pt + 2pt * 3"), 7000);
    assert_int_equal(space("(1pt + 2pt) * 3"), 9000);
    assert_int_equal(space("10pt - 4pt - 3pt"), 3000);
    assert_int_equal(space("7pt div 2"), 3500);
    assert_int_equal(space("7pt mod 4pt"), 3000);
    assert_int_equal(space("-(2pt)"), -2000);
    assert_int_equal(space("- -2pt"), 2000);
    assert_int_equal(space("5pt-3pt"), 2000);
    assert_int_equal(space("6pt div 2pt * 1pt"), 3000);
    assert_int_equal(space("(5cm * 1cm) div 2cm"), 70866); /* 2.5 cm */
    assert_int_equal(space("floor(2.7) * 1pt + ceiling(2.1) * 1pt + round(2.5) * 1pt"), 8000);
    assert_int_equal(space("min(2pt, 3pt) + max(2pt, 3pt) + abs(-4pt)"), 9000);
    assert_int_equal(space("round(-2.5) * 1pt"), -2000);
}

static void percentages_stay_open(void **state)
{
    (void)state;
    struct fo_length l = length_of("text-indent='100% - (2 * 5pt)'", FO_P_TEXT_INDENT, 0);
    assert_int_equal(l.abs, -10000);
    assert_true(l.fraction == 1 && l.base == FO_BASE_CONTAINER_IPD);
    assert_int_equal(fo_resolve(l, 300000), 290000);
    l = length_of("text-indent='min(20%, 30%)'", FO_P_TEXT_INDENT, 0);
    assert_true(fabsf(l.fraction - 0.2f) < 1e-6f);
    l = length_of("text-indent='-50% * 2'", FO_P_TEXT_INDENT, 0);
    assert_true(l.fraction == -1);
}

static void functions_of_the_tree(void **state)
{
    (void)state;
    assert_int_equal(space("from-parent(font-size)"), 10000);
    assert_int_equal(space("from-parent('start-indent') + 1pt"), 8000);
    assert_int_equal(space("inherited-property-value(start-indent) * 2"), 14000);
    assert_int_equal(space("from-nearest-specified-value(font-size)"), 10000);
    assert_int_equal(length_of("start-indent='inherited-property-value() + 3pt'", FO_P_START_INDENT, 0).abs, 10000);
}

static void keywords_and_compounds(void **state)
{
    (void)state;
    assert_int_equal(length_of("column-width='auto'", FO_P_COLUMN_WIDTH, 0).keyword, FO_K_AUTO);
    struct fo_length l = length_of("column-width='proportional-column-width(2) + 5pt'", FO_P_COLUMN_WIDTH, 0);
    assert_true(l.proportional == 2 && l.abs == 5000);
}

static void wrong_values_keep_the_default(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "5", "pt", "5 pt", "5ptt", "5pt 6pt", "5pt +", "(5pt", "5pt)", "5pt + 1", "5pt * 5pt", "0.1pt * 0.1pt", "1 div 0", "5pt div 0pt",
        "5pt div 0", "red", "auto", "min(1pt, 50%)", "max(1pt)", "foo(1pt)", "from-parent(no-such)", "1e3pt", "1,5mm",
        "99999999999999999999pt", "#fff", "'5pt'", "label-end()", "from-table-column(start-indent)", "url(x)", "--", "proportional-column-width(1)",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct buf b = {0};
        buf_printf(&b, "text-indent=\"%s\"", wrong[i]);
        struct fo_length l = length_of(b.data, FO_P_TEXT_INDENT, 1);
        assert_int_equal(l.abs, strcmp(wrong[i], "5") ? 0 : 5000); /* no unit: taken, and said so */
        buf_free(&b);
    }
}

static void deep_expressions_end(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "text-indent='");
    for (int i = 0; i < 100000; i++)
        buf_putc(&b, '(');
    buf_puts(&b, "1pt'");
    assert_int_equal(length_of(b.data, FO_P_TEXT_INDENT, 1).abs, 0);
    b.n = 0;
    buf_puts(&b, "text-indent='");
    for (int i = 0; i < 50000; i++)
        buf_puts(&b, "1pt+");
    buf_puts(&b, "1pt'");
    assert_int_equal(length_of(b.data, FO_P_TEXT_INDENT, 0).abs, 50001000);
    buf_free(&b);
}

static struct fo_color color_of(const char *value, size_t complaints)
{
    struct buf b = {0};
    buf_printf(&b, FO_DOC("", "<fo:block color=\"%s\"/>"), value);
    struct fo_test t = fo_test_open(b.data);
    struct fo_color c = fo_color(fo_test_find(&t, FO_BLOCK, 1), FO_P_COLOR);
    fo_test_close(&t, complaints);
    buf_free(&b);
    return c;
}

static void assert_color(const char *value, int r, int g, int b)
{
    struct fo_color c = color_of(value, 0);
    assert_int_equal(c.a, 255);
    assert_int_equal(c.r, r);
    assert_int_equal(c.g, g);
    assert_int_equal(c.b, b);
}

static void colors(void **state)
{
    (void)state;
    assert_color("#1a2", 0x11, 0xAA, 0x22);
    assert_color("#1A2b3C", 0x1A, 0x2B, 0x3C);
    assert_color("rgb(1, 20, 300)", 1, 20, 255);
    assert_color("rgb(100%, 50%, 0%)", 255, 128, 0);
    assert_color("rgb(2 * 100, 5 mod 3, abs(-7))", 200, 2, 7);
    assert_color("rgb-icc(1, 2, 3, #CMYK, 0.1, 0.2, 0.3, 0.4)", 1, 2, 3);
    assert_color("rgb-icc(1, 2, 3, 'profile', 9)", 1, 2, 3);
    assert_color("cmyk(0, 1, 1, 0)", 255, 0, 0);
    assert_color("DarkSlateGrey", 0x2F, 0x4F, 0x4F);
    assert_color("red", 255, 0, 0);
    assert_int_equal(color_of("transparent", 0).a, 0);
    static const char *const wrong[] = {"#12", "#1234567", "#ggg", "rgb(1,2)", "rgb(1,2,3,4)", "rgb(1pt,2,3)", "reddish",
                                        "system-color(desktop)", "system-color()",
                                        "system-font(menu)", "5pt"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(color_of(wrong[i], 1).a, 255); /* black, the initial value */
}

static void names_of_the_desktop(void **state)
{
    (void)state;
    assert_color("system-color(WindowText)", 0, 0, 0);
    assert_color("system-color('GrayText')", 0x80, 0x80, 0x80);
    assert_int_equal(space("system-font(caption, font-size)"), 10000);
    assert_int_equal(space("system-font('small-caption', 'font-size') * 2"), 16000);
    struct fo_test t = fo_test_open(FO_DOC("font-size='20pt'", "<fo:block font='status-bar' text-indent='1em'/>"));
    assert_int_equal(fo_length(fo_test_find(&t, FO_BLOCK, 1), FO_P_TEXT_INDENT).abs, 8000);
    fo_test_close(&t, 0);
    assert_int_equal(length_of("text-indent='system-font(no-such, font-size)'", FO_P_TEXT_INDENT, 1).abs, 0);
    assert_int_equal(length_of("text-indent='system-font(icon, color)'", FO_P_TEXT_INDENT, 1).abs, 0);
    assert_int_equal(length_of("text-indent='system-font(icon)'", FO_P_TEXT_INDENT, 1).abs, 0);
}

/* FO_DOC's region-body says nothing: its orientation is 0, whatever the block around inherits. */
static void functions_of_the_region(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("", "<fo:block-container reference-orientation='90'>"
        "<fo:block-container reference-orientation='from-page-master-region()'/>"
        "<fo:block-container reference-orientation='from-page-master-region(start-indent)'/></fo:block-container>"));
    assert_int_equal(fo_integer(fo_test_find(&t, FO_BLOCK_CONTAINER, 2), FO_P_REFERENCE_ORIENTATION, -1), 0);
    assert_int_equal(fo_integer(fo_test_find(&t, FO_BLOCK_CONTAINER, 3), FO_P_REFERENCE_ORIENTATION, -1), 90);
    fo_test_close(&t, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units),
        cmocka_unit_test(arithmetic),
        cmocka_unit_test(percentages_stay_open),
        cmocka_unit_test(functions_of_the_tree),
        cmocka_unit_test(keywords_and_compounds),
        cmocka_unit_test(wrong_values_keep_the_default),
        cmocka_unit_test(deep_expressions_end),
        cmocka_unit_test(colors),
        cmocka_unit_test(names_of_the_desktop),
        cmocka_unit_test(functions_of_the_region),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
