/* Every command that README.md, README.zh-CN.md and the manual page show is run, in the order of the page, in a folder that
 * has the samples. A line that starts with make is only asked whether it has a target: the tests run inside of it. */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "shell.h"

static void run_command(const char *page, const char *command)
{
    struct buf b = {0};
    if (strncmp(command, "make", 4) == 0)
        buf_printf(&b, "unset MAKEFLAGS; cd %s && make -n%s", source_folder(), command + 4);
    else
        buf_puts(&b, command);
    struct run_options o = {.folder = shell_folder};
    struct run r = run_shell(b.data, &o);
    if (r.status)
        print_error("%s: %s\nexit %d\n%s%s", page, command, r.status, r.out, r.err);
    assert_int_equal(r.status, 0);
    run_free(&r);
    buf_free(&b);
}

/* Runs the lines between a line that starts with `open` and one that starts with `close`; returns how many. */
static size_t run_blocks(const char *page, const char *open, const char *close)
{
    char *path = path_join(source_folder(), page), *text = read_text(path, NULL), *rest = NULL;
    assert_non_null(text);
    bool inside = false;
    size_t n = 0;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        bool opens = strncmp(line, open, strlen(open)) == 0, closes = strncmp(line, close, strlen(close)) == 0;
        if (inside && !closes) {
            run_command(page, line);
            n++;
        }
        inside = inside ? !closes : opens;
    }
    free(text);
    free(path);
    return n;
}

static void english_readme(void **state)
{
    (void)state;
    assert_true(run_blocks("README.md", "```sh", "```") > 10);
}

static void chinese_readme(void **state)
{
    (void)state;
    assert_true(run_blocks("README.zh-CN.md", "```sh", "```") > 10);
}

/* The examples only; blocks elsewhere on the page show formats. */
static void manual_page(void **state)
{
    (void)state;
    char *path = path_join(source_folder(), "man/shenbao.1"), *text = read_text(path, NULL);
    char *from = strstr(text, ".Sh EXAMPLES"), *to = from ? strstr(from + 1, ".Sh ") : NULL;
    assert_non_null(to);
    size_t n = 0;
    *to = '\0';
    char *rest = NULL;
    for (char *line = strtok_r(from, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        if (strncmp(line, "shenbao ", 8) == 0) {
            const char *failing = strstr(line, "check proposal.xml") ? " || [ $? = 1 ]" : "";
            struct buf b = {0};
            buf_printf(&b, "set -o pipefail; %s%s", line, failing);
            run_command("man/shenbao.1", b.data);
            buf_free(&b);
            n++;
        }
    assert_true(n > 5);
    free(text);
    free(path);
}

static void pictures_are_there(void **state)
{
    (void)state;
    static const char *const pages[] = {"README.md", "README.zh-CN.md"};
    for (size_t i = 0; i < 2; i++) {
        char *path = path_join(source_folder(), pages[i]), *text = read_text(path, NULL);
        for (char *at = text; (at = strstr(at, "](docs/"));) {
            at += 2;
            struct buf b = {0};
            buf_printf(&b, "%s/%.*s", source_folder(), (int)strcspn(at, ")"), at);
            if (access(b.data, R_OK) != 0)
                fail_msg("%s shows %s, which is not there", pages[i], b.data);
            buf_free(&b);
        }
        free(text);
        free(path);
    }
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(english_readme), CASE(chinese_readme), CASE(manual_page), CASE(pictures_are_there),
    };
    return cmocka_run_group_tests_name("docs", tests, NULL, NULL);
}
