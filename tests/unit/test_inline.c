/* test_inline.c - lines of inline content as areas: heights, alignment by page side, footnotes' calls, long paragraphs. */
#include "fo_test.h"

#include "layout/layout.h"

struct world {
    struct fo_test fo;
    struct font_set *fonts;
    struct buf areas;
};

static struct world lay(const char *text)
{
    static const char *const dirs[] = {"build/fonts", NULL};
    struct world w = {.fo = fo_test_open(text)};
    w.fonts = font_set_new("fonts/roles.conf", dirs, w.fo.diag);
    struct layout_job job = {.fo = w.fo.reader, .fonts = w.fonts, .diag = w.fo.diag, .areas = &w.areas};
    assert_true(layout_run(&job));
    return w;
}

static void end(struct world *w, size_t complaints)
{
    fo_test_close(&w->fo, complaints);
    font_set_free(w->fonts);
    buf_free(&w->areas);
}

static void holds(const struct world *w, const char *part)
{
    if (!strstr(w->areas.data, part))
        fail_msg("no %s in\n%s", part, w->areas.data);
}

#define PAGES(sequence) \
    "<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='p' page-width='200pt' " \
    "page-height='100pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>" \
    "<fo:page-sequence master-reference='p' font-family='Helvetica' font-size='10pt'>" \
    "<fo:flow flow-name='xsl-region-body'>" sequence "</fo:flow></fo:page-sequence></fo:root>"

/* Helvetica: ascent 0.718, descent 0.207 of the size; the leading of 20 - 9.25 is halved. */
static void half_leading(void **state)
{
    (void)state;
    struct world w = lay(PAGES("<fo:block line-height='20pt'>x</fo:block>"));
    holds(&w, "line fo:block x=0 y=0 w=200 h=20 baseline=12.555");
    end(&w, 0);
    w = lay(PAGES("<fo:block line-height='20pt'>x<fo:inline font-size='20pt'>Y</fo:inline></fo:block>"));
    holds(&w, "h=29.25"); /* 20 + the larger font's further ascent and descent */
    end(&w, 0);
    w = lay(PAGES("<fo:block line-height='20pt' line-stacking-strategy='font-height'>x<fo:inline font-size='20pt'>Y"
                  "</fo:inline></fo:block>"));
    holds(&w, "h=20 baseline=12.555");
    end(&w, 0);
}

/* In static content the page is known: outside is the end edge of odd pages, the start edge of even ones. */
static void outside_is_away_from_the_binding(void **state)
{
    (void)state;
    struct world w = lay("<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='p' page-width='200pt' "
                         "page-height='100pt'><fo:region-body/><fo:region-after extent='20pt'/></fo:simple-page-master>"
                         "</fo:layout-master-set><fo:page-sequence master-reference='p' font-family='Helvetica' "
                         "font-size='10pt'><fo:static-content flow-name='xsl-region-after'><fo:block text-align='outside'>"
                         "<fo:page-number/></fo:block></fo:static-content><fo:flow flow-name='xsl-region-body'>"
                         "<fo:block>a</fo:block><fo:block break-before='page'>b</fo:block></fo:flow></fo:page-sequence>"
                         "</fo:root>");
    holds(&w, "inline fo:page-number x=194.44");
    holds(&w, "inline fo:page-number x=0");
    end(&w, 0);
}

static void widows_and_orphans(void **state)
{
    (void)state;
    /* 8 lines of 12 pt fit; a paragraph of 3 after 7 moves as a whole (2 + 1 would leave a widow, 1 + 2 an orphan) */
    struct world w = lay(PAGES("<fo:block space-after='84pt'/><fo:block widows='2' orphans='2'>"
                               "aaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccccccccccc</fo:block>"));
    const char *second = strstr(w.areas.data, "number=2");
    assert_non_null(second);
    assert_non_null(strstr(second, "\"aaaa"));
    end(&w, 0);
}

static void long_paragraph_is_told(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='p' page-width='9000pt' "
                 "page-height='900pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
                 "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'><fo:block>");
    for (int i = 0; i < 5000; i++)
        buf_puts(&b, "abcd ");
    buf_puts(&b, "</fo:block></fo:flow></fo:page-sequence></fo:root>");
    struct world w = lay(b.data);
    assert_int_equal(diag_list_at(w.fo.diag, 0)->id, DIAG_LINE_BY_LINE);
    assert_int_equal(diag_list_at(w.fo.diag, 0)->severity, DIAG_INFO);
    end(&w, 1);
    buf_free(&b);
}

/* A page's rules and pictures are as wide as its share of them: even pages are 800 pt wide, odd ones 900. */
static void shares_follow_the_page(const char *areas)
{
    unsigned page = 0, rules = 0, pictures = 0;
    for (const char *at = areas; at; at = strchr(at, '\n')) {
        at += strspn(at, "\n ");
        const char *number = strstr(at, "number="), *wide = strstr(at, " w=");
        page = strncmp(at, "page ", 5) ? page : (unsigned)strtoul(number + 7, NULL, 10);
        double share = page % 2 ? 90 : 80;
        bool rule = !strncmp(at, "rule ", 5), picture = !strncmp(at, "box fo:instream", 15);
        if (rule || picture)
            assert_true(strtod(wide + 3, NULL) == (rule ? share : share / 10));
        rules += rule;
        pictures += picture;
    }
    assert_int_equal(rules, 1000);
    assert_int_equal(pictures, 1000);
    assert_true(page > 4);
}

/* It is read once, but what is as wide as a share of the page is so on each. */
static void shares_in_a_long_paragraph(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='a' page-width='900pt' page-height='300pt'>"
                 "<fo:region-body/></fo:simple-page-master><fo:simple-page-master master-name='b' page-width='800pt' page-height='300pt'>"
                 "<fo:region-body/></fo:simple-page-master><fo:page-sequence-master master-name='s'>"
                 "<fo:repeatable-page-master-alternatives><fo:conditional-page-master-reference master-reference='a' odd-or-even='odd'/>"
                 "<fo:conditional-page-master-reference master-reference='b'/></fo:repeatable-page-master-alternatives>"
                 "</fo:page-sequence-master></fo:layout-master-set><fo:page-sequence master-reference='s'>"
                 "<fo:flow flow-name='xsl-region-body'><fo:block>");
    for (int i = 0; i < 1000; i++)
        buf_puts(&b, "abcd abcd abcd abcd abcd <fo:leader leader-pattern='rule' leader-length='10%'/> "
                     "<fo:instream-foreign-object inline-progression-dimension='1%' content-height='5pt'/> ");
    buf_puts(&b, "</fo:block></fo:flow></fo:page-sequence></fo:root>");
    struct world w = lay(b.data);
    shares_follow_the_page(w.areas.data);
    end(&w, diag_list_count(w.fo.diag));
    buf_free(&b);
}

static void one_complaint_a_character_and_text(void **state)
{
    (void)state;
    struct world w = lay(PAGES("<fo:block>a&#x10FFFD;b&#x10FFFD;</fo:block>"));
    assert_int_equal(diag_list_at(w.fo.diag, 0)->id, DIAG_TEXT_MISSING_GLYPH);
    assert_string_equal(diag_list_at(w.fo.diag, 0)->args[0], "U+10FFFD");
    end(&w, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_leading),          cmocka_unit_test(outside_is_away_from_the_binding),
        cmocka_unit_test(widows_and_orphans),    cmocka_unit_test(long_paragraph_is_told),
        cmocka_unit_test(one_complaint_a_character_and_text), cmocka_unit_test(shares_in_a_long_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
