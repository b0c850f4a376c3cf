/* submission.xml: what is read, what is found wrong and where, what `new` makes of the schema. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "check/submission.h"
#include "programme/skeleton.h"
#include "run.h"
#include "xslt/xml.h"

static struct diag_list *d;
static struct programme *pack;
static char *folder, *file;

static int setup(void **state)
{
    (void)state;
    xml_init();
    d = diag_list_new();
    pack = programme_load("templates", "shandong-2025", d);
    folder = scratch_new();
    file = path_join(folder, "submission.xml");
    return pack ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    programme_free(pack);
    diag_list_free(d);
    scratch_free(folder);
    free(file);
    xml_cleanup();
    return 0;
}

static struct submission *opened(const char *content)
{
    struct buf b = {0};
    buf_printf(&b, "<submission xmlns='urn:shenbao:submission' programme='shandong-2025'>\n%s</submission>", content);
    write_text(file, b.data, b.n);
    buf_free(&b);
    diag_list_cut(d, 0);
    return submission_open(file, d);
}

static void all_is_read(void **state)
{
    (void)state;
    struct submission *s = opened(
        "<recommender><name> 烟台市\n科学技术局 </name><kind>设区市科技局</kind></recommender>"
        "<contact role='filler'><name>甲</name><phone>0535-1</phone></contact><contact role='contact'><email>a@b</email></contact>"
        "<filing filledOn='2025-03-01' submittedAt='2025-03-02T09:00:00' deadline='2025-03-31'/>"
        "<paper kind='letter' number='烟科〔2025〕1号'/><paper kind='summary' file='a.pdf' sealed='true' sealedAt='2025-03-01'/>"
        "<numbering scope='batch' start='7'><number value='7' folder='多边科技合作'><title>题</title><unit>所</unit></number>"
        "<number value='8' withdrawn='1'/></numbering><answer by='2025-04-10'/>");
    assert_non_null(s);
    assert_true(submission_check(s, pack, d));
    assert_int_equal(diag_list_count(d), 0);
    assert_string_equal(s->recommender, "烟台市 科学技术局");
    assert_string_equal(s->recommender_kind, "设区市科技局");
    assert_string_equal(submission_contact(s, "filler")->phone, "0535-1");
    assert_string_equal(submission_contact(s, "contact")->email, "a@b");
    assert_null(submission_contact(s, "head"));
    assert_string_equal(s->deadline, "2025-03-31");
    assert_string_equal(s->answer_by, "2025-04-10");
    assert_string_equal(submission_paper(s, "letter")->number, "烟科〔2025〕1号");
    assert_true(submission_paper(s, "summary")->sealed);
    assert_true(s->across);
    assert_int_equal(s->start, 7);
    assert_int_equal(s->numbers.n, 2);
    assert_string_equal(s->numbers.v[0].unit, "所");
    assert_true(s->numbers.v[1].withdrawn);
    submission_free(s);
}

static void what_is_wrong_has_its_line(void **state)
{
    (void)state;
    static const struct { const char *content, *rule; unsigned line; } rows[] = {
        {"\n<recommendr/>", "schema-unknown", 3},
        {"<filing filledOn='1.3.2025'/>", "schema-value", 2},
        {"<contact/>", "schema-no-attribute", 2},
        {"<contact role='boss'/>", "schema-choice", 2},
        {"<numbering scope='folder' start='1'>\n<number value='3'><title>a</title></number>\n<number value='3' withdrawn='true'/></numbering>",
         "submission-number-twice", 4},
        {"<numbering scope='folder' start='1'>\n<number value='3'/></numbering>", "submission-number-of", 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct submission *s = opened(rows[i].content);
        assert_true(submission_check(s, pack, d));
        assert_int_equal(diag_list_count(d), 1);
        assert_string_equal(diag_list_at(d, 0)->rule, rows[i].rule);
        assert_int_equal(diag_list_at(d, 0)->loc.line, rows[i].line);
        submission_free(s);
    }
}

/* The same number in two folders is no twin, and two numbers of no folder are none either. */
static void folders_have_numbers_of_their_own(void **state)
{
    (void)state;
    struct submission *s = opened("<numbering scope='folder' start='1'><number value='1' folder='a'><title>x</title></number>"
                                  "<number value='1' folder='b'><title>y</title></number></numbering>");
    assert_true(submission_check(s, pack, d));
    assert_int_equal(diag_list_count(d), 0);
    assert_false(s->across);
    submission_free(s);
}

static void another_document_is_refused(void **state)
{
    (void)state;
    diag_list_cut(d, 0);
    assert_null(submission_open("samples/shandong-2025/maximal.xml", d));
    assert_string_equal(diag_list_at(d, 0)->rule, "submission-root");
    struct submission *s = opened("");
    struct programme *other = programme_load("templates", "zhejiang-2025", d);
    assert_false(submission_check(s, other, d));
    assert_string_equal(diag_list_at(d, 0)->rule, "submission-other");
    programme_free(other);
    submission_free(s);
}

static void papers_lie_below(void **state)
{
    (void)state;
    char *paper = path_join(folder, "sealed.pdf");
    write_text(paper, "x", 1);
    struct submission *s = opened("<paper kind='summary' file='sealed.pdf'/>\n<paper kind='letter' file='/etc/passwd'/>"
                                  "<paper kind='pledge' file='none.pdf'/>");
    char *path = submission_paper_path(s, submission_paper(s, "summary"), d);
    assert_non_null(path);
    assert_int_equal(diag_list_count(d), 0);
    free(path);
    assert_null(submission_paper_path(s, submission_paper(s, "letter"), d));
    assert_string_equal(diag_list_at(d, 0)->rule, "file-outside");
    assert_int_equal(diag_list_at(d, 0)->loc.line, 3);
    assert_null(submission_paper_path(s, submission_paper(s, "pledge"), d));
    assert_string_equal(diag_list_at(d, 1)->rule, "file-missing");
    submission_free(s);
    free(paper);
}

/* What `new` writes has nothing that the schema faults, in every programme. */
static void fresh_ones_are_sound(void **state)
{
    (void)state;
    char **ids = programme_ids("templates", d);
    for (char **id = ids; *id; id++) {
        struct programme *p = programme_load("templates", *id, d);
        struct buf b = {0};
        diag_list_cut(d, 0);
        assert_true(skeleton_submission(p, NULL, &b, d));
        write_text(file, b.data, b.n);
        struct submission *s = submission_open(file, d);
        assert_true(submission_check(s, p, d));
        assert_int_equal(diag_list_count(d), 0);
        assert_string_equal(s->programme, *id);
        assert_int_equal(s->contacts.n, 4);
        assert_int_equal(s->papers.n, 3);
        submission_free(s);
        buf_free(&b);
        programme_free(p);
    }
    free(ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_read),           cmocka_unit_test(what_is_wrong_has_its_line),
        cmocka_unit_test(folders_have_numbers_of_their_own), cmocka_unit_test(another_document_is_refused),
        cmocka_unit_test(papers_lie_below),      cmocka_unit_test(fresh_ones_are_sound),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
