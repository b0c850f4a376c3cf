#include "shell.h"

#include <string.h>

#include "test.h"

char *shell_folder;

int shell_set_up(void **state)
{
    (void)state;
    shell_folder = scratch_new();
    return 0;
}

int shell_set_up_samples(void **state)
{
    (void)state;
    shell_folder = scratch_with_samples();
    return 0;
}

int shell_tear_down(void **state)
{
    (void)state;
    scratch_free(shell_folder);
    shell_folder = NULL;
    return 0;
}

void shell_put_bytes(const char *name, const void *bytes, size_t n)
{
    char *path = path_join(shell_folder, name);
    write_text(path, bytes, n);
    free(path);
}

void shell_put(const char *name, const char *text)
{
    shell_put_bytes(name, text, strlen(text));
}

struct run shell_run(const char *command)
{
    struct run_options o = {.folder = shell_folder};
    return run_shell(command, &o);
}

char *shell_output(const char *command, int status)
{
    struct run r = shell_run(command);
    if (r.status != status)
        fail_msg("%s\nexit %d, not %d\n%s%s", command, r.status, status, r.out, r.err);
    char *out = strdup(r.out);
    run_free(&r);
    return out;
}

void shell_succeeds(const char *command)
{
    free(shell_output(command, 0));
}

void shell_assert_output(const char *command, int status, const char *want)
{
    char *got = shell_output(command, status);
    assert_string_equal(got, want);
    free(got);
}

void shell_assert_output_has(const char *command, int status, const char *part)
{
    char *got = shell_output(command, status);
    if (!strstr(got, part))
        fail_msg("%s\nlacks: %s\n%s", command, part, got);
    free(got);
}

void shell_expect(const char *command, int status, const char *const *wanted)
{
    struct run r = shell_run(command);
    for (; *wanted; wanted++)
        if ((**wanted == '!' && (strstr(r.out, *wanted + 1) || strstr(r.err, *wanted + 1))) ||
            (**wanted != '!' && !strstr(r.out, *wanted) && !strstr(r.err, *wanted)))
            fail_msg("%s: wanted %s in:\n%s%s", command, *wanted, r.out, r.err);
    if (r.status != status)
        fail_msg("%s: status %d, not %d:\n%s%s", command, r.status, status, r.out, r.err);
    run_free(&r);
}
