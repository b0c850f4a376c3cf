/* Citations of pages to come: guessed where the guess can be made good, set again where it can't. */
#include "fo_test.h"

#include "layout/layout.h"

static struct font_set *fonts;

struct drawn {
    struct device base; /* hands everything on to the text device, and counts */
    struct device *text;
    struct buf out;
    int passes;
};

static bool count_pass(struct device *d)
{
    struct drawn *r = (struct drawn *)d;
    r->passes++;
    buf_free(&r->out);
    return true;
}

#define HAND_ON(name, parameters, ...) \
    static bool name parameters { struct device *t = ((struct drawn *)d)->text; return t->ops->name(t, __VA_ARGS__); }
HAND_ON(begin_page, (struct device *d, const struct device_page *p), p)
HAND_ON(begin_area, (struct device *d, const struct area *a, enum device_artifact how), a, how)
HAND_ON(end_area, (struct device *d, const struct area *a), a)
HAND_ON(glyphs, (struct device *d, const struct glyph_run *g, mpt x, mpt y), g, x, y)
HAND_ON(fill, (struct device *d, mpt x, mpt y, mpt w, mpt h, struct fo_color c), x, y, w, h, c)
HAND_ON(link, (struct device *d, mpt x, mpt y, mpt w, mpt h, const char *id, const char *uri, const struct area *a), x, y, w, h, id, uri, a)
HAND_ON(destination, (struct device *d, const char *id, mpt x, mpt y), id, x, y)
HAND_ON(slot, (struct device *d, unsigned id, mpt x, mpt y), id, x, y)
HAND_ON(begin_slot, (struct device *d, unsigned id), id)

static bool end_page(struct device *d)
{
    struct device *t = ((struct drawn *)d)->text;
    return t->ops->end_page(t);
}

static bool end_slot(struct device *d)
{
    struct device *t = ((struct drawn *)d)->text;
    return t->ops->end_slot(t);
}

static bool document(struct device *d, const struct device_document *doc)
{
    (void)d;
    (void)doc;
    return true;
}

static bool end_document(struct device *d)
{
    (void)d;
    return true;
}

static const struct device_ops ops = {
    .begin_document = document, .restart = count_pass, .begin_page = begin_page, .end_page = end_page, .begin_area = begin_area,
    .end_area = end_area, .glyphs = glyphs, .fill = fill, .link = link, .destination = destination, .slot = slot,
    .begin_slot = begin_slot, .end_slot = end_slot, .end_document = end_document,
};

/* Pages of 200 x 100 pt; the flow's parts begin each on a page of its own. */
#define PAGES(attributes, flow) \
    "<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='p' page-width='200pt' page-height='100pt'>" \
    "<fo:region-body/></fo:simple-page-master></fo:layout-master-set>" \
    "<fo:page-sequence master-reference='p' font-size='10pt' " attributes ">" \
    "<fo:flow flow-name='xsl-region-body'>" flow "</fo:flow></fo:page-sequence></fo:root>"
#define LATIN "font-family='Helvetica'"
#define PAGE(id, content) "<fo:block break-before='page' id='" id "'>" content "</fo:block>"
#define CITES(id) "<fo:page-number-citation ref-id='" id "'/>"

static struct drawn *draw(const char *text, size_t complaints)
{
    struct fo_test fo = fo_test_open(text);
    struct drawn *r = xcalloc(1, sizeof *r);
    r->base.ops = &ops;
    r->passes = 1;
    r->text = device_text_new(&r->out, fo.diag);
    struct layout_job job = {.fo = fo.reader, .fonts = fonts, .diag = fo.diag, .device = &r->base};
    assert_true(layout_run(&job));
    fo_test_close(&fo, complaints);
    return r;
}

static void done(struct drawn *r)
{
    r->text->ops->free(r->text);
    buf_free(&r->out);
    free(r);
}

/* What was drawn holds the texts, in this order. */
static void shows(const struct drawn *r, int passes, const char *const *texts)
{
    const char *at = r->out.data;
    for (; *texts; texts++) {
        const char *found = strstr(at, *texts);
        if (!found)
            fail_msg("no %s in\n%s", *texts, r->out.data);
        at = found + strlen(*texts);
    }
    assert_int_equal(r->passes, passes);
}

#define assert_drawn(text, passes, ...) \
    do { struct drawn *r_ = draw(text, 0); shows(r_, passes, (const char *const[]){__VA_ARGS__, NULL}); done(r_); } while (0)

static void as_many_digits_need_one_pass(void **state)
{
    (void)state;
    assert_drawn(PAGES(LATIN, PAGE("a", "see " CITES("c") " and " CITES("b") ".") PAGE("b", "B") PAGE("c", "C")), 1,
                 "page 1 ", "\"see \"", "\"3\"", "\" and \"", "\"2\"", "\".\"", "page 2 ", "\"B\"", "page 3 ", "\"C\"");
    assert_drawn(PAGES(LATIN " initial-page-number='45'", PAGE("a", CITES("c")) PAGE("b", "B") PAGE("c", "C")), 1, "\"47\"");
}

/* Glyphs are drawn, not only the text that they stand for. */
static void the_glyphs_are_those_of_the_number(void **state)
{
    (void)state;
    struct drawn *guessed = draw(PAGES(LATIN, PAGE("a", CITES("c")) PAGE("b", "B") PAGE("c", "C")), 0);
    struct drawn *typed = draw(PAGES(LATIN, PAGE("a", "3") PAGE("b", "B") PAGE("c", "C")), 0);
    assert_string_equal(guessed->out.data, typed->out.data);
    done(guessed);
    done(typed);
}

static void more_digits_are_set_again(void **state)
{
    (void)state;
    assert_drawn(PAGES(LATIN " initial-page-number='8'", PAGE("a", "x" CITES("c") "y") PAGE("b", "B") PAGE("c", "C")), 2,
                 "page 1 ", "\"x\"", "\"10\"", "\"y\"", "page 2 ");
    assert_drawn(PAGES(LATIN " initial-page-number='9'", PAGE("a", CITES("b")) PAGE("b", "B")), 1, "\"10\"");
}

static void other_numbering_is_set_again(void **state)
{
    (void)state;
    assert_drawn(PAGES(LATIN " format='i'", PAGE("a", CITES("b")) PAGE("b", "B")), 2, "\"ii\"");
}

/* Beside Han, Western text is kerned: 11 is narrower than 12. */
static void kerned_digits_are_set_again(void **state)
{
    (void)state;
    assert_drawn(PAGES("font-family='宋体' initial-page-number='9'", PAGE("a", CITES("b")) PAGE("b", "B")), 1, "\"10\"");
    assert_drawn(PAGES("font-family='宋体' initial-page-number='10'", PAGE("a", CITES("c")) PAGE("b", "B") PAGE("c", "C")), 2, "\"12\"");
    assert_drawn(PAGES("font-family='宋体' initial-page-number='9'", PAGE("a", CITES("c")) PAGE("b", "B") PAGE("c", "C")), 2, "\"11\"");
}

static void underlined_and_in_boxes(void **state)
{
    (void)state;
    assert_drawn(PAGES(LATIN, PAGE("a", "<fo:inline text-decoration='underline'>" CITES("c") "</fo:inline>") PAGE("b", "B")
                       PAGE("c", "C")), 1, "\"3\"");
    assert_drawn(PAGES(LATIN, "<fo:block><fo:basic-link internal-destination='c'>" CITES("c") "</fo:basic-link></fo:block>"
                       PAGE("b", "B") PAGE("c", "C")), 1, "\"3\"", "link");
}

static void a_hidden_number_is_set_again(void **state)
{
    (void)state;
    struct drawn *r = draw(PAGES(LATIN, PAGE("a", "<fo:inline visibility='hidden'>" CITES("c") "</fo:inline>A") PAGE("b", "B")
                                 PAGE("c", "C")), 0);
    assert_int_equal(r->passes, 2);
    assert_null(strstr(r->out.data, "\"3\""));
    done(r);
}

static void the_last_page_is_known_at_the_end(void **state)
{
    (void)state;
    assert_drawn(PAGES(LATIN " id='s'", PAGE("a", "of <fo:page-number-citation-last ref-id='s'/>") PAGE("b", "B") PAGE("c", "C")), 1,
                 "page 1 ", "\"of \"", "\"3\"", "page 2 ", "page 3 ");
}

static void an_unknown_page_is_reported(void **state)
{
    (void)state;
    struct drawn *r = draw(PAGES(LATIN, PAGE("a", CITES("z")) PAGE("b", "B")), 1);
    shows(r, 2, (const char *const[]){"\"?\"", "page 2 ", NULL});
    done(r);
}

/* Pages that wait are few: a document of many pages is set again. */
static void not_too_many_pages_wait(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int pages = 60; pages <= 70; pages += 10) {
        buf_puts(&b, "<fo:root " FO_NS "><fo:layout-master-set><fo:simple-page-master master-name='p' page-width='200pt' "
                     "page-height='100pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence "
                     "master-reference='p' initial-page-number='10' " LATIN "><fo:flow flow-name='xsl-region-body'>" PAGE("a", CITES("z")));
        for (int i = 2; i < pages; i++)
            buf_puts(&b, "<fo:block break-before='page'>x</fo:block>");
        buf_puts(&b, PAGE("z", "Z") "</fo:flow></fo:page-sequence></fo:root>");
        struct drawn *r = draw(b.data, 0);
        shows(r, pages == 60 ? 1 : 2, (const char *const[]){"page 1 ", pages == 60 ? "\"69\"" : "\"79\"", "\"Z\"", NULL});
        done(r);
        buf_free(&b);
    }
}

static int load_fonts(void **state)
{
    static const char *const dirs[] = {"build/fonts", NULL};
    struct diag_list *d = diag_list_new();
    (void)state;
    fonts = font_set_new("fonts/roles.conf", dirs, d);
    diag_list_free(d);
    return fonts ? 0 : -1;
}

static int free_fonts(void **state)
{
    (void)state;
    font_set_free(fonts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_digits_need_one_pass),
        cmocka_unit_test(the_glyphs_are_those_of_the_number),
        cmocka_unit_test(more_digits_are_set_again),
        cmocka_unit_test(other_numbering_is_set_again),
        cmocka_unit_test(kerned_digits_are_set_again),
        cmocka_unit_test(underlined_and_in_boxes),
        cmocka_unit_test(a_hidden_number_is_set_again),
        cmocka_unit_test(the_last_page_is_known_at_the_end),
        cmocka_unit_test(an_unknown_page_is_reported),
        cmocka_unit_test(not_too_many_pages_wait),
    };
    return cmocka_run_group_tests(tests, load_fonts, free_fonts);
}
