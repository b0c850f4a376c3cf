/* make install into a DESTDIR: what is there, that the installed program needs nothing from the source tree, that the tree
 * can be moved, and that make uninstall takes all of it away. */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "run.h"

static char *tree;

static struct run make(const char *target)
{
    char *destination = NULL;
    assert_true(asprintf(&destination, "DESTDIR=%s", tree) > 0);
    struct run r = RUN(NULL, "make", "-s", "-C", source_folder(), target, destination, "PREFIX=/usr");
    free(destination);
    return r;
}

static int set_up(void **state)
{
    (void)state;
    tree = scratch_new();
    struct run r = make("install");
    fputs(r.err, stderr);
    int status = r.status;
    run_free(&r);
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_free(tree);
    return 0;
}

static void everything_is_where_debian_expects_it(void **state)
{
    (void)state;
    static const char *const files[] = {
        "usr/bin/shenbao",
        "usr/share/shenbao/templates/shandong-2025/programme.xml",
        "usr/share/shenbao/templates/common/types.xsd",
        "usr/share/shenbao/fonts/roles.conf",
        "usr/share/man/man1/shenbao.1",
        "usr/share/man/man5/shenbao-fo.5",
        "usr/share/man/man5/shenbao-pack.5",
        "usr/share/man/man5/shenbao-proposal.5",
        "usr/share/shenbao/samples/most-2025/1.1-herbal-medicine.xml",
        "usr/share/bash-completion/completions/shenbao",
        "usr/share/locale/zh_CN/LC_MESSAGES/shenbao.mo",
        "usr/share/locale/en/LC_MESSAGES/shenbao.mo",
        "usr/share/doc/shenbao/README.md",
        "usr/share/doc/shenbao/LICENSE",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = path_join(tree, files[i]);
        if (access(path, R_OK) != 0)
            fail_msg("%s is missing", files[i]);
        free(path);
    }
}

/* Runs the installed program with an empty environment in a folder that has nothing of ours. */
static struct run installed(const char *below, const char *words)
{
    struct buf b = {0};
    buf_printf(&b, "cd / && env -i LC_ALL=C.UTF-8 SHENBAO_LANG=zh %s/%s/bin/shenbao %s", tree, below, words);
    struct run r = run_shell(b.data, NULL);
    buf_free(&b);
    return r;
}

static void assert_works(const char *below)
{
    struct run r = installed(below, "list");
    assert_string_equal(r.err, "");
    assert_int_equal(r.status, 0);
    assert_non_null(strstr(r.out, "shandong-2025"));
    run_free(&r);
    r = installed(below, "explain ZJ-002"); /* whose examples are edits of samples */
    assert_int_equal(r.status, 0);
    assert_non_null(strstr(r.out, "申请财政补助150.01万元"));
    run_free(&r);
    r = installed(below, "rendr");
    assert_int_equal(r.status, 2);
    assert_non_null(strstr(r.err, "错误: 未知命令 rendr"));
    run_free(&r);
    struct buf words = {0};
    buf_printf(&words, "render %s/samples/shandong-2025/01-soec-hydrogen.xml -o %s/papers.pdf", source_folder(), tree);
    r = installed(below, words.data);
    buf_free(&words);
    assert_null(strstr(r.err, "错误"));
    assert_int_equal(r.status, 0);
    run_free(&r);
}

static void the_installed_program_finds_all_it_needs(void **state)
{
    (void)state;
    assert_works("usr");
}

static void the_installed_tree_can_be_moved(void **state)
{
    (void)state;
    char *from = path_join(tree, "usr"), *to = path_join(tree, "elsewhere");
    assert_int_equal(rename(from, to), 0);
    assert_works("elsewhere");
    assert_int_equal(rename(to, from), 0);
    free(from);
    free(to);
}

static void uninstall_takes_all_of_it_away(void **state)
{
    (void)state;
    struct run r = make("uninstall");
    assert_int_equal(r.status, 0);
    run_free(&r);
    struct buf b = {0};
    buf_printf(&b, "find %s/usr -type f", tree);
    r = run_shell(b.data, NULL);
    assert_string_equal(r.out, "");
    run_free(&r);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_where_debian_expects_it),
        cmocka_unit_test(the_installed_program_finds_all_it_needs),
        cmocka_unit_test(the_installed_tree_can_be_moved),
        cmocka_unit_test(uninstall_takes_all_of_it_away),
    };
    return cmocka_run_group_tests_name("install", tests, set_up, tear_down);
}
