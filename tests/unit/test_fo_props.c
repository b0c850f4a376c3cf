#include "fo_test.h"

#include <math.h>

#include "base/arena.h"

static struct fo_test open_block(const char *root, const char *attributes)
{
    struct buf b = {0};
    buf_printf(&b, FO_DOC("%s", "<fo:block %s/>"), root, attributes);
    struct fo_test t = fo_test_open(b.data);
    buf_free(&b);
    return t;
}

static mpt mpt_of(const struct fo_node *n, enum fo_prop p)
{
    struct fo_length l = fo_length(n, p);
    assert_int_equal(l.keyword, FO_K_UNSET);
    return l.abs;
}

static void every_initial_value_can_be_read(void **state)
{
    (void)state;
    struct fo_test t = open_block("", "");
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_FONT_SIZE), 12000);
    assert_int_equal(fo_enum(n, FO_P_FONT_WEIGHT), FO_K_400);
    assert_int_equal(fo_enum(n, FO_P_TEXT_ALIGN), FO_K_START);
    assert_int_equal(fo_length(n, FO_P_LINE_HEIGHT_OPTIMUM).keyword, FO_K_NORMAL);
    assert_int_equal(fo_integer(n, FO_P_ORPHANS, 0), 2);
    assert_int_equal(fo_integer(n, FO_P_COLUMN_NUMBER, -7), -7);
    assert_int_equal(mpt_of(n, FO_P_BORDER_BEFORE_WIDTH), 0);
    assert_int_equal(fo_color(n, FO_P_BACKGROUND_COLOR).a, 0);
    assert_string_equal(fo_families(n)[0], "sans-serif");
    assert_null(fo_families(n)[1]);
    assert_string_equal(fo_string(n, FO_P_LANGUAGE), "");
    assert_string_equal(fo_string(n, FO_P_ID), "");
    assert_int_equal(fo_keep(n, FO_P_KEEP_TOGETHER_WITHIN_PAGE), 0);
    assert_false(fo_specified(n, FO_P_FONT_SIZE));
    fo_test_close(&t, 0);
}

static void inheritance_takes_computed_values(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("font-size='10pt' line-height='1.5' color='red' text-indent='2em'",
        "<fo:block font-size='200%' background-color='blue' letter-spacing='0.1em'>"
        "<fo:block font-size='5pt' background-color='inherit' text-decoration='underline'>x</fo:block></fo:block>"));
    struct fo_node *outer = fo_test_find(&t, FO_BLOCK, 1), *inner = fo_test_find(&t, FO_BLOCK, 2);
    assert_int_equal(mpt_of(outer, FO_P_FONT_SIZE), 20000);
    assert_int_equal(mpt_of(outer, FO_P_LINE_HEIGHT_OPTIMUM), 30000); /* the factor is inherited */
    assert_int_equal(mpt_of(inner, FO_P_LINE_HEIGHT_OPTIMUM), 7500);
    assert_int_equal(mpt_of(inner, FO_P_TEXT_INDENT), 20000);         /* the length is */
    assert_int_equal(mpt_of(inner, FO_P_LETTER_SPACING_OPTIMUM), 2000);
    assert_int_equal(fo_color(inner, FO_P_COLOR).r, 255);
    assert_int_equal(fo_color(inner, FO_P_BACKGROUND_COLOR).b, 255);
    struct fo_node *text = fo_test_find(&t, FO_TEXT, 1);
    assert_int_equal(mpt_of(text, FO_P_FONT_SIZE), 5000);
    assert_int_equal(fo_color(text, FO_P_BACKGROUND_COLOR).a, 0);
    fo_test_close(&t, 0);
}

static void line_heights(void **state)
{
    (void)state;
    struct fo_test t = open_block("font-size='10pt'", "font-size='20pt' line-height='150%' line-height.minimum='1em'");
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_LINE_HEIGHT_OPTIMUM), 30000);
    assert_int_equal(mpt_of(n, FO_P_LINE_HEIGHT_MINIMUM), 20000);
    fo_test_rule(&t, 0, "fo-unsupported-property"); /* lines have one height */
    fo_test_close(&t, 1);
}

static void font_words(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("font-size='10pt' font-weight='bold'",
        "<fo:block font-size='larger' font-weight='lighter'/><fo:block font-size='x-small' font-weight='bolder'/>"
        "<fo:block font-size='smaller' font-weight='600'/>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_FONT_SIZE), 12000);
    assert_int_equal(fo_enum(n, FO_P_FONT_WEIGHT), FO_K_400);
    n = fo_test_find(&t, FO_BLOCK, 2);
    assert_int_equal(mpt_of(n, FO_P_FONT_SIZE), 8333);
    assert_int_equal(fo_enum(n, FO_P_FONT_WEIGHT), FO_K_900);
    n = fo_test_find(&t, FO_BLOCK, 3);
    assert_int_equal(mpt_of(n, FO_P_FONT_SIZE), 8333);
    assert_int_equal(fo_enum(n, FO_P_FONT_WEIGHT), FO_K_600);
    fo_test_close(&t, 0);
}

/* Larger and smaller are the next in the table, seen from the entry that is closest. */
static void font_sizes_between(void **state)
{
    static const struct { const char *size; mpt larger, smaller; } cases[] = {
        {"font-size='9.1pt'", 10000, 6944}, {"font-size='9.2pt'", 12000, 8333}, {"font-size='11pt'", 14400, 10000},
        {"font-size='30pt'", 35832, 24883},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fo_test t = open_block(cases[i].size, "font-size='larger'");
        assert_int_equal(mpt_of(fo_test_find(&t, FO_BLOCK, 1), FO_P_FONT_SIZE), cases[i].larger);
        fo_test_close(&t, 0);
        t = open_block(cases[i].size, "font-size='smaller'");
        assert_int_equal(mpt_of(fo_test_find(&t, FO_BLOCK, 1), FO_P_FONT_SIZE), cases[i].smaller);
        fo_test_close(&t, 0);
    }
}

static void font_families(void **state)
{
    (void)state;
    struct fo_test t = open_block("", "font-family='\"Noto, Serif\", Times New Roman ,仿宋'");
    const char *const *f = fo_families(fo_test_find(&t, FO_BLOCK, 1));
    assert_string_equal(f[0], "Noto, Serif");
    assert_string_equal(f[1], "Times New Roman");
    assert_string_equal(f[2], "仿宋");
    assert_null(f[3]);
    fo_test_close(&t, 0);
}

static void font_shorthand(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("font-style='italic' font-variant='small-caps'",
        "<fo:block font='bold 10pt/1.2 \"A B\", serif' font-size='11pt'/><fo:block font='12pt / 15pt X'/>"
        "<fo:block font='captions'/>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(fo_enum(n, FO_P_FONT_STYLE), FO_K_NORMAL);
    assert_int_equal(fo_enum(n, FO_P_FONT_VARIANT), FO_K_NORMAL);
    assert_int_equal(fo_enum(n, FO_P_FONT_WEIGHT), FO_K_700);
    assert_int_equal(mpt_of(n, FO_P_FONT_SIZE), 11000);
    assert_int_equal(mpt_of(n, FO_P_LINE_HEIGHT_OPTIMUM), 13200);
    assert_string_equal(fo_families(n)[0], "A B");
    n = fo_test_find(&t, FO_BLOCK, 2);
    assert_int_equal(mpt_of(n, FO_P_LINE_HEIGHT_OPTIMUM), 15000);
    assert_int_equal(mpt_of(fo_test_find(&t, FO_BLOCK, 3), FO_P_FONT_SIZE), 12000);
    fo_test_rule(&t, 0, "fo-bad-value");
    fo_test_close(&t, 1);
}

/* An expression is one value of a shorthand, however its operators stand. */
static void expressions_in_shorthands(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block font-size='10pt' padding='1em + 2pt 3pt' border='max(1pt, 2pt) solid rgb(1, 2, 3)'/>"
        "<fo:block padding='10pt - 2pt 5pt' border='(1pt + 2pt) solid'/>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_PADDING_BEFORE), 12000);
    assert_int_equal(mpt_of(n, FO_P_PADDING_END), 3000);
    assert_int_equal(mpt_of(n, FO_P_BORDER_BEFORE_WIDTH), 2000);
    assert_int_equal(fo_color(n, FO_P_BORDER_BEFORE_COLOR).g, 2);
    n = fo_test_find(&t, FO_BLOCK, 2);
    assert_int_equal(mpt_of(n, FO_P_PADDING_BEFORE), 8000);
    assert_int_equal(mpt_of(n, FO_P_PADDING_END), 5000);
    assert_int_equal(mpt_of(n, FO_P_BORDER_BEFORE_WIDTH), 3000);
    fo_test_close(&t, 0);
}

static void borders(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("color='#123456'",
        "<fo:block border='2pt solid red' border-left='thick dotted' border-top-width='5pt' border-style='dashed'"
        " border-end-color='blue'/>"
        "<fo:block border-width='3pt'/>"
        "<fo:block border-bottom-style='solid'/>"
        "<fo:block border-style='solid none' border-width='1pt 2pt 3pt 4pt' border-color='red lime blue'/>"
        "<fo:block border='solid' border-before-width.conditionality='retain' border-before-width.length='1mm'/>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_BORDER_BEFORE_WIDTH), 5000);
    assert_int_equal(mpt_of(n, FO_P_BORDER_AFTER_WIDTH), 2000);
    assert_int_equal(mpt_of(n, FO_P_BORDER_START_WIDTH), 2000); /* border-left: thick */
    assert_int_equal(fo_enum(n, FO_P_BORDER_START_STYLE), FO_K_DOTTED);
    assert_int_equal(fo_enum(n, FO_P_BORDER_AFTER_STYLE), FO_K_DASHED);
    assert_int_equal(fo_color(n, FO_P_BORDER_START_COLOR).g, 0x34); /* border-left resets it to color */
    assert_int_equal(fo_color(n, FO_P_BORDER_END_COLOR).b, 255);
    assert_int_equal(fo_color(n, FO_P_BORDER_AFTER_COLOR).r, 255);
    n = fo_test_find(&t, FO_BLOCK, 2); /* no style: no border */
    assert_int_equal(mpt_of(n, FO_P_BORDER_BEFORE_WIDTH), 0);
    n = fo_test_find(&t, FO_BLOCK, 3);
    assert_int_equal(mpt_of(n, FO_P_BORDER_AFTER_WIDTH), 1000);
    assert_int_equal(mpt_of(n, FO_P_BORDER_BEFORE_WIDTH), 0);
    n = fo_test_find(&t, FO_BLOCK, 4);
    assert_int_equal(mpt_of(n, FO_P_BORDER_BEFORE_WIDTH), 1000);
    assert_int_equal(mpt_of(n, FO_P_BORDER_END_WIDTH), 0);
    assert_int_equal(mpt_of(n, FO_P_BORDER_AFTER_WIDTH), 3000);
    assert_int_equal(fo_color(n, FO_P_BORDER_START_COLOR).g, 255);
    assert_int_equal(fo_color(n, FO_P_BORDER_AFTER_COLOR).b, 255);
    n = fo_test_find(&t, FO_BLOCK, 5);
    assert_int_equal(mpt_of(n, FO_P_BORDER_BEFORE_WIDTH), 2834);
    assert_int_equal(fo_enum(n, FO_P_BORDER_BEFORE_WIDTH_CONDITIONALITY), FO_K_RETAIN);
    fo_test_close(&t, 0);
}

static void padding_and_backgrounds(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block padding='1pt 2pt' padding-top='3pt' padding-after='4pt' padding-bottom='5pt'/>"
        "<fo:block background='url(\"a b.png\") no-repeat red bottom right' background-attachment='fixed'/>"
        "<fo:block background-position='25%'/>"
        "<fo:block background-image='url(x.png)' background-position-horizontal='center'/>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_PADDING_BEFORE), 3000);
    assert_int_equal(mpt_of(n, FO_P_PADDING_END), 2000);
    assert_int_equal(mpt_of(n, FO_P_PADDING_AFTER), 5000); /* the absolute one is stronger, 5.3.1 */
    n = fo_test_find(&t, FO_BLOCK, 2);
    assert_string_equal(fo_string(n, FO_P_BACKGROUND_IMAGE), "a b.png");
    assert_int_equal(fo_enum(n, FO_P_BACKGROUND_REPEAT), FO_K_NO_REPEAT);
    assert_int_equal(fo_enum(n, FO_P_BACKGROUND_ATTACHMENT), FO_K_FIXED);
    assert_int_equal(fo_color(n, FO_P_BACKGROUND_COLOR).r, 255);
    assert_true(fo_length(n, FO_P_BACKGROUND_POSITION_HORIZONTAL).fraction == 1);
    assert_true(fo_length(n, FO_P_BACKGROUND_POSITION_VERTICAL).fraction == 1);
    n = fo_test_find(&t, FO_BLOCK, 3);
    assert_true(fo_length(n, FO_P_BACKGROUND_POSITION_HORIZONTAL).fraction == 0.25f);
    assert_true(fo_length(n, FO_P_BACKGROUND_POSITION_VERTICAL).fraction == 0.5f);
    assert_int_equal(fo_length(n, FO_P_BACKGROUND_POSITION_VERTICAL).base, FO_BASE_BOX);
    n = fo_test_find(&t, FO_BLOCK, 4);
    assert_string_equal(fo_string(n, FO_P_BACKGROUND_IMAGE), "x.png");
    assert_true(fo_length(n, FO_P_BACKGROUND_POSITION_HORIZONTAL).fraction == 0.5f);
    fo_test_rule(&t, 0, "fo-unsupported-property"); /* background-attachment */
    fo_test_close(&t, 1);
}

/* XSL 1.1 5.3.2 */
static void margins_become_indents(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("start-indent='10pt' end-indent='4pt'",
        "<fo:block margin-left='5pt' padding-left='2pt' border-left='1pt solid'>"
        "<fo:block margin='3pt' start-indent='1pt'/><fo:block margin-right='auto' start-indent='1pt' margin-left='7pt'/>"
        "</fo:block>"
        "<fo:block-container margin-left='5pt' margin-right='6pt' padding='1pt'><fo:block/></fo:block-container>"
        "<fo:block margin-left='10%'/>"
        "<fo:block padding-left='9pt'/>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 18000); /* 10 + 5 + 2 + 1 */
    assert_int_equal(mpt_of(n, FO_P_END_INDENT), 4000);
    assert_true(fo_specified(n, FO_P_START_INDENT) && !fo_specified(n, FO_P_END_INDENT));
    n = fo_test_find(&t, FO_BLOCK, 2); /* the relative property is stronger than a shorthand ... */
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 1000);
    assert_int_equal(mpt_of(n, FO_P_END_INDENT), 7000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_OPTIMUM), 3000);
    n = fo_test_find(&t, FO_BLOCK, 3); /* ... and weaker than the absolute one */
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 25000);
    n = fo_test_find(&t, FO_BLOCK_CONTAINER, 1); /* a reference area counts from 0 */
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 6000);
    assert_int_equal(mpt_of(n, FO_P_END_INDENT), 7000);
    n = fo_test_find(&t, FO_BLOCK, 4); /* and its children inherit its indent (7.10.7) */
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 6000);
    n = fo_test_find(&t, FO_BLOCK, 5);
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 10000);
    assert_true(fabsf(fo_length(n, FO_P_START_INDENT).fraction - 0.1f) < 1e-6f);
    n = fo_test_find(&t, FO_BLOCK, 6); /* padding alone leaves the content where it is */
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 10000);
    fo_test_close(&t, 0);
}

static void margins_become_spaces(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block margin-top='5pt' margin-bottom='6pt' space-after='7pt'/>"
        "<fo:block margin='5pt' space-before='8pt' space-before.maximum='9pt'/>"
        "<fo:block><fo:inline margin-left='3pt' margin-top='4pt' space-end='2pt'/></fo:block>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_MINIMUM), 5000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_MAXIMUM), 5000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_AFTER_OPTIMUM), 6000);
    n = fo_test_find(&t, FO_BLOCK, 2);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_OPTIMUM), 8000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_MAXIMUM), 9000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_AFTER_OPTIMUM), 5000);
    n = fo_test_find(&t, FO_INLINE, 1);
    assert_int_equal(mpt_of(n, FO_P_SPACE_START_OPTIMUM), 3000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_END_OPTIMUM), 2000);
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 0);
    fo_test_close(&t, 0);
}

static void dimensions_and_pages(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open("<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='p' "
        "size='10cm 20cm' margin='1cm' margin-left='2cm'><fo:region-body margin='1pt 2pt'/><fo:region-after extent='1pt' "
        "region-name='foot'/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='p'><fo:flow "
        "flow-name='xsl-region-body'><fo:block-container width='5cm' inline-progression-dimension='1cm' max-width='none' "
        "min-height='2pt' height='auto' position='absolute' top='1pt'/></fo:flow></fo:page-sequence></fo:root>");
    struct fo_node *n = fo_test_find(&t, FO_SIMPLE_PAGE_MASTER, 1);
    assert_int_equal(mpt_of(n, FO_P_PAGE_WIDTH), 283464);
    assert_int_equal(mpt_of(n, FO_P_PAGE_HEIGHT), 566929);
    assert_int_equal(mpt_of(n, FO_P_MARGIN_LEFT), 56692);
    assert_int_equal(mpt_of(n, FO_P_MARGIN_TOP), 28346);
    n = fo_test_find(&t, FO_REGION_BODY, 1);
    assert_int_equal(mpt_of(n, FO_P_MARGIN_RIGHT), 2000);
    assert_int_equal(mpt_of(n, FO_P_START_INDENT), 0);
    assert_string_equal(fo_string(n, FO_P_REGION_NAME), "xsl-region-body");
    assert_string_equal(fo_string(fo_test_find(&t, FO_REGION_AFTER, 1), FO_P_REGION_NAME), "foot");
    n = fo_test_find(&t, FO_BLOCK_CONTAINER, 1);
    assert_int_equal(mpt_of(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM), 141732);
    assert_int_equal(fo_length(n, FO_P_INLINE_PROGRESSION_DIMENSION_MAXIMUM).keyword, FO_K_AUTO);
    assert_int_equal(mpt_of(n, FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM), 2000);
    assert_int_equal(fo_length(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM).keyword, FO_K_AUTO);
    assert_int_equal(fo_enum(n, FO_P_ABSOLUTE_POSITION), FO_K_ABSOLUTE);
    fo_test_close(&t, 0);
}

static void keeps_and_breaks(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block keep-together='always' keep-together.within-line='5' keep-with-next='99999999' keep-with-previous='-7' "
        "page-break-before='right'><fo:block page-break-after='avoid' break-before='column' page-break-before='always'/>"
        "</fo:block>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(fo_keep(n, FO_P_KEEP_TOGETHER_WITHIN_PAGE), FO_KEEP_ALWAYS);
    assert_int_equal(fo_keep(n, FO_P_KEEP_TOGETHER_WITHIN_LINE), FO_KEEP_RANGE + 1 + 5);
    assert_int_equal(fo_keep(n, FO_P_KEEP_WITH_NEXT_WITHIN_COLUMN), 2 * FO_KEEP_RANGE + 1);
    assert_int_equal(fo_keep(n, FO_P_KEEP_WITH_PREVIOUS_WITHIN_PAGE), FO_KEEP_RANGE + 1 - 7);
    assert_int_equal(fo_enum(n, FO_P_BREAK_BEFORE), FO_K_ODD_PAGE);
    n = fo_test_find(&t, FO_BLOCK, 2);
    assert_int_equal(fo_keep(n, FO_P_KEEP_TOGETHER_WITHIN_PAGE), FO_KEEP_ALWAYS); /* inherited */
    assert_int_equal(fo_keep(n, FO_P_KEEP_WITH_NEXT_WITHIN_PAGE), FO_KEEP_ALWAYS);
    assert_int_equal(fo_enum(n, FO_P_BREAK_BEFORE), FO_K_COLUMN);
    fo_test_rule(&t, 0, "fo-no-effect"); /* a number within a line */
    fo_test_close(&t, 1);
}

static void word_shorthands(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block white-space='pre' xml:lang='zh-Hant-TW' text-align='right' text-align-last='left'>"
        "<fo:inline vertical-align='super'/><fo:inline vertical-align='-2pt'/><fo:inline vertical-align='middle'/>"
        "</fo:block><fo:table border-spacing='1pt 2pt' reference-orientation='-90'/>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(fo_enum(n, FO_P_LINEFEED_TREATMENT), FO_K_PRESERVE);
    assert_int_equal(fo_enum(n, FO_P_WHITE_SPACE_COLLAPSE), FO_K_FALSE);
    assert_int_equal(fo_enum(n, FO_P_WRAP_OPTION), FO_K_NO_WRAP);
    assert_string_equal(fo_string(n, FO_P_LANGUAGE), "zh");
    assert_string_equal(fo_string(n, FO_P_SCRIPT), "Hant");
    assert_string_equal(fo_string(n, FO_P_COUNTRY), "TW");
    assert_int_equal(fo_enum(n, FO_P_TEXT_ALIGN), FO_K_END);
    assert_int_equal(fo_enum(n, FO_P_TEXT_ALIGN_LAST), FO_K_START);
    assert_int_equal(fo_length(fo_test_find(&t, FO_INLINE, 1), FO_P_BASELINE_SHIFT).keyword, FO_K_SUPER);
    assert_int_equal(mpt_of(fo_test_find(&t, FO_INLINE, 2), FO_P_ALIGNMENT_ADJUST), -2000);
    assert_int_equal(fo_enum(fo_test_find(&t, FO_INLINE, 3), FO_P_ALIGNMENT_BASELINE), FO_K_MIDDLE);
    n = fo_test_find(&t, FO_TABLE, 1);
    assert_int_equal(mpt_of(n, FO_P_BORDER_SEPARATION_INLINE_PROGRESSION_DIRECTION), 1000);
    assert_int_equal(mpt_of(n, FO_P_BORDER_SEPARATION_BLOCK_PROGRESSION_DIRECTION), 2000);
    assert_int_equal(fo_integer(n, FO_P_REFERENCE_ORIENTATION, 0), 270);
    fo_test_close(&t, 0);
}

static void language_tags(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("", "<fo:block xml:lang='zh-Hant-TW'><fo:inline/><fo:inline xml:lang='en'/><fo:inline language='none'/></fo:block>"));
    struct arena *a = arena_new();
    assert_string_equal(fo_language(a, fo_test_find(&t, FO_BLOCK, 1), true), "zh-Hant-TW");
    assert_string_equal(fo_language(a, fo_test_find(&t, FO_INLINE, 1), false), "zh-Hant-TW");
    assert_string_equal(fo_language(a, fo_test_find(&t, FO_INLINE, 1), true), "zh");
    assert_string_equal(fo_language(a, fo_test_find(&t, FO_INLINE, 2), false), "en");
    assert_null(fo_language(a, fo_test_find(&t, FO_INLINE, 3), false));
    arena_free(a);
    fo_test_close(&t, 0);
}

static void ranges_hold_their_optimum(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block space-before.optimum='9pt' space-after.minimum='4pt' line-height.optimum='14pt'/>"
        "<fo:block space-before='9pt' space-before.minimum='10pt' space-before.maximum='11pt' space-after.maximum='3pt'/>"
        "<fo:block-container width='3pt' min-width='4pt' max-width='2pt' height='9pt' max-height='8pt'/>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_MAXIMUM), 9000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_MINIMUM), 0);
    assert_int_equal(mpt_of(n, FO_P_SPACE_AFTER_OPTIMUM), 4000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_AFTER_MAXIMUM), 4000);
    assert_int_equal(mpt_of(n, FO_P_LINE_HEIGHT_MINIMUM), 14000);
    n = fo_test_find(&t, FO_BLOCK, 2);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_MINIMUM), 9000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_BEFORE_MAXIMUM), 11000);
    assert_int_equal(mpt_of(n, FO_P_SPACE_AFTER_OPTIMUM), 0);
    assert_int_equal(mpt_of(n, FO_P_SPACE_AFTER_MAXIMUM), 3000);
    n = fo_test_find(&t, FO_BLOCK_CONTAINER, 1); /* bounds are stronger, the lower one strongest */
    assert_int_equal(mpt_of(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM), 4000);
    assert_int_equal(mpt_of(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM), 8000);
    fo_test_close(&t, 0);
}

static void decorations_run_through(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block text-decoration='underline overline'><fo:inline text-decoration='line-through no-overline'>a</fo:inline>"
        "<fo:inline text-decoration='none'>b</fo:inline></fo:block>"));
    assert_int_equal(fo_decorations(fo_test_find(&t, FO_TEXT, 1)), FO_DECO_UNDERLINE | FO_DECO_LINE_THROUGH);
    assert_int_equal(fo_decorations(fo_test_find(&t, FO_TEXT, 2)), 0);
    struct fo_node *a = fo_test_find(&t, FO_TEXT, 1);
    assert_ptr_equal(fo_decoration_node(a, FO_DECO_UNDERLINE), fo_test_find(&t, FO_BLOCK, 1));
    assert_ptr_equal(fo_decoration_node(a, FO_DECO_LINE_THROUGH), a->parent);
    assert_null(fo_decoration_node(a, FO_DECO_OVERLINE));
    fo_test_close(&t, 0);
}

static void strings_are_the_nodes_own(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block id=' a1 '><fo:external-graphic src=\" url( 'b c.png' ) \"/><fo:external-graphic src='data:image/png;base64,AA=='/>"
        "<fo:character character=' '/><fo:basic-link internal-destination='x' role='inherit'/></fo:block>"));
    assert_string_equal(fo_string(fo_test_find(&t, FO_BLOCK, 1), FO_P_ID), "a1");
    assert_string_equal(fo_string(fo_test_find(&t, FO_EXTERNAL_GRAPHIC, 1), FO_P_SRC), "b c.png");
    assert_string_equal(fo_string(fo_test_find(&t, FO_EXTERNAL_GRAPHIC, 2), FO_P_SRC), "data:image/png;base64,AA==");
    assert_string_equal(fo_string(fo_test_find(&t, FO_CHARACTER, 1), FO_P_CHARACTER), " ");
    struct fo_node *link = fo_test_find(&t, FO_BASIC_LINK, 1);
    assert_string_equal(fo_string(link, FO_P_INTERNAL_DESTINATION), "x");
    assert_string_equal(fo_string(link, FO_P_ROLE), "");
    assert_true(fo_specified(link, FO_P_INTERNAL_DESTINATION));
    fo_test_close(&t, 0);
}

static void lists_know_their_distances(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:list-block start-indent='10pt' provisional-distance-between-starts='30pt' provisional-label-separation='4pt'>"
        "<fo:list-item><fo:list-item-label end-indent='label-end()'><fo:block/></fo:list-item-label>"
        "<fo:list-item-body start-indent='body-start()'><fo:block start-indent='body-start() + 1pt'/></fo:list-item-body>"
        "</fo:list-item></fo:list-block>"));
    struct fo_length l = fo_length(fo_test_find(&t, FO_LIST_ITEM_LABEL, 1), FO_P_END_INDENT);
    assert_int_equal(l.abs, -36000); /* 100 % - (10 + 30 - 4) */
    assert_true(l.fraction == 1 && l.base == FO_BASE_REFERENCE_IPD);
    assert_int_equal(mpt_of(fo_test_find(&t, FO_LIST_ITEM_BODY, 1), FO_P_START_INDENT), 40000);
    assert_int_equal(mpt_of(fo_test_find(&t, FO_BLOCK, 2), FO_P_START_INDENT), 41000);
    fo_test_close(&t, 0);
}

static void cells_ask_their_columns(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:table><fo:table-column background-color='red' text-align='end'/><fo:table-column number-columns-repeated='2' "
        "padding-left='7pt' text-align='center'/><fo:table-body>"
        "<fo:table-row><fo:table-cell number-rows-spanned='2'><fo:block/></fo:table-cell>"
        "<fo:table-cell padding-left='from-table-column()'><fo:block text-align='from-table-column()'/></fo:table-cell></fo:table-row>"
        "<fo:table-row><fo:table-cell text-align='from-table-column(text-align)'><fo:block/></fo:table-cell>"
        "<fo:table-cell column-number='1' background-color='from-table-column()'><fo:block/></fo:table-cell></fo:table-row>"
        "<fo:table-row><fo:table-cell text-align='from-table-column()'><fo:block/></fo:table-cell></fo:table-row>"
        "</fo:table-body></fo:table>"));
    assert_int_equal(mpt_of(fo_test_find(&t, FO_TABLE_CELL, 2), FO_P_PADDING_START), 7000);
    assert_int_equal(fo_enum(fo_test_find(&t, FO_BLOCK, 2), FO_P_TEXT_ALIGN), FO_K_CENTER);
    assert_int_equal(fo_enum(fo_test_find(&t, FO_TABLE_CELL, 3), FO_P_TEXT_ALIGN), FO_K_CENTER); /* column 1 is spanned */
    assert_int_equal(fo_color(fo_test_find(&t, FO_TABLE_CELL, 4), FO_P_BACKGROUND_COLOR).r, 255);
    assert_int_equal(fo_enum(fo_test_find(&t, FO_TABLE_CELL, 5), FO_P_TEXT_ALIGN), FO_K_END);
    fo_test_close(&t, 0);
}

static void extensions(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block font-size='10pt' sb:fit='85%' sb:spread='5em' sb:nonsense='1' sb:vertical='true'>"
        "<fo:block sb:spread='wide'/></fo:block>"));
    struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1), *inner = fo_test_find(&t, FO_BLOCK, 2);
    assert_int_equal(fo_mpt(n, FO_X_SPREAD, 0), 50000);
    assert_int_equal(fo_length(inner, FO_X_SPREAD).keyword, FO_K_NONE);
    assert_int_equal(fo_mpt(inner, FO_X_FIT, 1000), 850); /* inherited */
    assert_int_equal(fo_enum(n, FO_X_VERTICAL), FO_K_FALSE);
    fo_test_rule(&t, 0, "fo-unknown-extension");
    fo_test_rule(&t, 1, "fo-misplaced-extension");
    fo_test_rule(&t, 2, "fo-bad-value");
    fo_test_close(&t, 3);
}

static void equal_attributes_share_a_set(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block padding='1pt' font-size='9pt' id='a'>x</fo:block><fo:block font-size='9pt' padding='1pt'>y</fo:block>"
        "<fo:block font-size='9.0pt' padding='1pt 1pt'>z</fo:block><fo:block font-size='8pt'>w</fo:block>"));
    struct fo_node *a = fo_test_find(&t, FO_BLOCK, 2), *b = fo_test_find(&t, FO_BLOCK, 3);
    assert_ptr_equal(a->props, b->props);
    assert_ptr_equal(fo_text_key(fo_test_find(&t, FO_TEXT, 1)), fo_text_key(fo_test_find(&t, FO_TEXT, 3)));
    assert_ptr_not_equal(fo_text_key(fo_test_find(&t, FO_TEXT, 1)), fo_text_key(fo_test_find(&t, FO_TEXT, 4)));
    assert_ptr_equal(fo_test_find(&t, FO_TEXT, 1)->props, fo_test_find(&t, FO_TEXT, 2)->props);
    fo_test_close(&t, 0);
}

static void what_is_not_supported_is_said_once(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block float='left' font-sise='1'/><fo:block float='left' font-sise='2' writing-mode='rl-tb'/>"
        "<fo:block float='none' speak='none' direction='ltr'/><fo:block speak='once' clip='rect(1pt)'/>"));
    for (struct fo_node *n = fo_test_find(&t, FO_BLOCK, 1); n; n = fo_next(t.reader, n))
        assert_int_equal(fo_enum(n, FO_P_WRITING_MODE), FO_K_LR_TB);
    fo_test_rule(&t, 0, "fo-unknown-property");
    fo_test_rule(&t, 1, "fo-unsupported-property");
    fo_test_rule(&t, 2, "fo-unsupported-value");
    fo_test_rule(&t, 3, "fo-unsupported-property");
    fo_test_rule(&t, 4, "fo-unsupported-property");
    assert_string_equal(diag_list_at(t.diag, 4)->args[0], "clip");
    fo_test_close(&t, 5);
}

/* A component without effect is told of when it is given by itself, not when it comes with the whole. */
static void components_that_are_not_supported(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block line-height='20pt' keep-with-next='always'><fo:inline space-start='2pt' space-end.maximum='9pt'/></fo:block>"));
    assert_int_equal(diag_list_count(t.diag), 0);
    fo_test_find(&t, FO_INLINE, 1);
    fo_test_rule(&t, 0, "fo-unsupported-property");
    assert_string_equal(diag_list_at(t.diag, 0)->args[0], "space-end.maximum");
    fo_test_close(&t, 1);
}

static void units_and_namespaces_that_are_missing(void **state)
{
    (void)state;
    struct fo_test t = fo_test_open(FO_DOC("",
        "<fo:block space-after='12' padding='0' xmlns:x='urn:x' x:a='1' xml:space='preserve'/><fo:block xmlns:x='urn:x' x:a='2'/>"));
    assert_int_equal(mpt_of(fo_test_find(&t, FO_BLOCK, 1), FO_P_SPACE_AFTER_OPTIMUM), 12000);
    fo_test_find(&t, FO_BLOCK, 2);
    fo_test_rule(&t, 0, "fo-foreign-attribute");
    fo_test_rule(&t, 1, "fo-no-unit");
    fo_test_close(&t, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_initial_value_can_be_read),
        cmocka_unit_test(inheritance_takes_computed_values),
        cmocka_unit_test(line_heights),
        cmocka_unit_test(font_words),
        cmocka_unit_test(font_sizes_between),
        cmocka_unit_test(font_families),
        cmocka_unit_test(font_shorthand), cmocka_unit_test(expressions_in_shorthands),
        cmocka_unit_test(borders),
        cmocka_unit_test(padding_and_backgrounds),
        cmocka_unit_test(margins_become_indents),
        cmocka_unit_test(margins_become_spaces),
        cmocka_unit_test(dimensions_and_pages),
        cmocka_unit_test(keeps_and_breaks),
        cmocka_unit_test(word_shorthands), cmocka_unit_test(language_tags),
        cmocka_unit_test(ranges_hold_their_optimum),
        cmocka_unit_test(decorations_run_through),
        cmocka_unit_test(strings_are_the_nodes_own),
        cmocka_unit_test(lists_know_their_distances),
        cmocka_unit_test(cells_ask_their_columns),
        cmocka_unit_test(extensions),
        cmocka_unit_test(equal_attributes_share_a_set),
        cmocka_unit_test(units_and_namespaces_that_are_missing),
        cmocka_unit_test(what_is_not_supported_is_said_once),
        cmocka_unit_test(components_that_are_not_supported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
