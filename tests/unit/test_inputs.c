/* What a run is given: operands, folders and tables as one row of inputs, in one order. With the Shandong pack. */
#include "test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "batch/inputs.h"
#include "shell.h"

#define PROPOSAL "<?xml version=\"1.0\"?>\n<!-- <submission> -->\n<proposal xmlns=\"urn:shenbao:proposal\" programme=\"shandong-2025\"/>\n"
#define TABLE "序号,项目名称,建议人\n1,甲,张三\n2,乙,李四\n"

static void make_folder(const char *name)
{
    char *path = path_join(shell_folder, name);
    assert_int_equal(mkdir(path, 0777), 0);
    free(path);
}

struct taken {
    struct buf out;
    size_t most;
};

static const char *below(const char *path)
{
    size_t n = strlen(shell_folder);
    return strncmp(path, shell_folder, n) == 0 ? path[n] ? path + n + 1 : "." : path;
}

static void add_findings(struct buf *out, const struct diag_list *d)
{
    for (size_t i = 0; i < diag_list_count(d); i++) {
        const struct diag_record *r = diag_list_at(d, i);
        buf_printf(out, " [%s]%s%s", r->rule, r->loc.file ? " " : "", r->loc.file ? below(r->loc.file) : "");
    }
}

static bool take(void *arg, const struct input *in)
{
    struct taken *t = arg;
    buf_printf(&t->out, "%s in %s%s%s", below(in->source), below(in->folder), in->path ? " file" : "", in->bytes ? " bytes" : "");
    if (in->row)
        buf_printf(&t->out, " %s=%s", in->row->key, in->row->title);
    add_findings(&t->out, in->findings);
    buf_puts(&t->out, "\n");
    return --t->most > 0;
}

/* The inputs a line each, then what belongs to none. */
static void assert_inputs_of(const char *const *operands, size_t n, const char *programme, size_t most, const char *want)
{
    struct taken t = {.most = most};
    struct diag_list *d = diag_list_new();
    struct session_options so = {.packs = "templates"};
    struct session *s = session_open(&so, d);
    struct inputs_options o = {.programme = programme};
    char *paths[8];
    for (size_t i = 0; i < n; i++)
        paths[i] = path_join(shell_folder, operands[i]);
    if (!inputs_each(s, (const char *const *)paths, n, &o, take, &t, d))
        buf_puts(&t.out, "stopped");
    diag_list_sort(d);
    add_findings(&t.out, d);
    buf_puts(&t.out, "");
    if (strcmp(t.out.data, want) != 0)
        show_difference(want, t.out.data, operands[0]);
    assert_string_equal(t.out.data, want);
    for (size_t i = 0; i < n; i++)
        free(paths[i]);
    buf_free(&t.out);
    session_close(s);
    diag_list_free(d);
}
#define assert_inputs(want, ...) \
    assert_inputs_of((const char *const[]){__VA_ARGS__}, sizeof (const char *const[]){__VA_ARGS__} / sizeof(char *), \
                     "shandong-2025", 100, want)

static void operands_keep_their_order(void **state)
{
    (void)state;
    shell_put("b.xml", PROPOSAL);
    shell_put("a.xml", PROPOSAL);
    shell_put("t.csv", TABLE);
    assert_inputs("b.xml in . file\n"
                  "t.csv!2 in . bytes 1=甲\n"
                  "t.csv!3 in . bytes 2=乙\n"
                  "a.xml in . file\n", "b.xml", "t.csv", "a.xml");
}

static void folders_go_by_bytes(void **state)
{
    (void)state;
    make_folder("many");
    make_folder("many/c");
    shell_put("many/b.xml", PROPOSAL);
    shell_put("many/B.xml", "not XML: still a proposal that cannot be read");
    shell_put("many/c/a.XML", "\xEF\xBB\xBF  " PROPOSAL);
    shell_put("many/submission.xml", "<submission xmlns='urn:shenbao:submission'/>");
    shell_put("many/picture.png", "");
    shell_put("many/.hidden.xml", PROPOSAL);
    assert_inputs("many/B.xml in many file\n"
                  "many/b.xml in many file\n"
                  "many/c/a.XML in many/c file\n", "many");
}

static void what_a_folder_leaves_out_is_said(void **state)
{
    (void)state;
    make_folder("odd");
    shell_put("odd/a.xml", PROPOSAL);
    shell_put("odd/other.xml", "<sb:list xmlns:sb='urn:x'><proposal/></sb:list>");
    shell_put("odd/t.xlsx", "PK");
    char *link = path_join(shell_folder, "odd/link.xml");
    assert_int_equal(symlink("/etc/passwd", link), 0);
    free(link);
    assert_inputs("odd/a.xml in odd file\n"
                  " [input-link] odd/link.xml [input-other] odd/other.xml [input-table] odd/t.xlsx", "odd");
}

static void folders_in_each_other_have_an_end(void **state)
{
    (void)state;
    struct buf path = {0};
    buf_puts(&path, "deep");
    for (int i = 0; i < 40; i++) {
        make_folder(path.data);
        buf_puts(&path, "/d");
    }
    struct taken t = {.most = 100};
    struct diag_list *d = diag_list_new();
    char *deep = path_join(shell_folder, "deep");
    assert_true(inputs_each(NULL, (const char *const *)&deep, 1, &(struct inputs_options){0}, take, &t, d));
    assert_int_equal(diag_list_count(d), 1);
    assert_string_equal(diag_list_at(d, 0)->rule, "input-depth");
    assert_non_null(strstr(t.out.data, "[input-none]"));
    buf_free(&t.out);
    buf_free(&path);
    diag_list_free(d);
    free(deep);
}

static void what_cannot_be_read_is_counted(void **state)
{
    (void)state;
    make_folder("empty");
    shell_put("broken.xlsx", "PK\3\4 cut off");
    shell_put("heads.csv", "序号,项目名称,建议人\n");
    shell_put("z.xml", PROPOSAL);
    assert_inputs("missing.xml in . file\n"
                  "broken.xlsx in . [sheet-archive] broken.xlsx\n"
                  "heads.csv in . [sheet-no-rows]\n"
                  "empty in . [input-none]\n"
                  "z.xml in . file\n", "missing.xml", "broken.xlsx", "heads.csv", "empty", "z.xml");
}

static void findings_go_with_their_row(void **state)
{
    (void)state;
    shell_put("f.csv", "序号,项目名称,建议人,项目计划总投入\n1,甲,张三,多\n2,乙,李四,5\n2,丙,王五,6\n");
    assert_inputs("f.csv!2 in . bytes 1=甲 [sheet-value-money] f.csv!D2\n"
                  "f.csv!3 in . bytes 2=乙\n"
                  " [sheet-key-twice] f.csv!A4", "f.csv");
}

static void a_table_needs_a_programme(void **state)
{
    (void)state;
    shell_put("a.xml", PROPOSAL);
    shell_put("t.csv", TABLE);
    assert_inputs_of((const char *const[]){"a.xml", "t.csv"}, 2, NULL, 100, "stopped [input-programme]");
}

static void the_caller_may_stop(void **state)
{
    (void)state;
    shell_put("a.xml", PROPOSAL);
    shell_put("t.csv", TABLE);
    assert_inputs_of((const char *const[]){"t.csv", "a.xml"}, 2, "shandong-2025", 1, "t.csv!2 in . bytes 1=甲\nstopped");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(operands_keep_their_order, shell_set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(folders_go_by_bytes, shell_set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(what_a_folder_leaves_out_is_said, shell_set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(folders_in_each_other_have_an_end, shell_set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_counted, shell_set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(findings_go_with_their_row, shell_set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(a_table_needs_a_programme, shell_set_up, shell_tear_down),
        cmocka_unit_test_setup_teardown(the_caller_may_stop, shell_set_up, shell_tear_down),
    };
    return cmocka_run_group_tests_name("inputs", tests, NULL, NULL);
}
