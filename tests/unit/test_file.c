#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

static char folder[] = P_tmpdir "/shenbao-test-XXXXXX";
static struct diag_list *d;

static int set_up(void **state)
{
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    d = diag_list_new();
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    struct buf command = {0};
    buf_printf(&command, "rm -rf %s", folder);
    int status = chdir("/") || system(command.data);
    buf_free(&command);
    diag_list_free(d);
    return status;
}

static size_t files_here(void)
{
    size_t n = 0;
    DIR *dir = opendir(".");
    for (struct dirent *e; (e = readdir(dir));)
        n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
    closedir(dir);
    return n;
}

static void assert_content(const char *path, const char *want)
{
    struct buf got = {0};
    assert_true(file_read(path, 1000, &got, d));
    assert_string_equal(got.data, want);
    buf_free(&got);
}

static void write_then_read(void **state)
{
    (void)state;
    umask(022);
    assert_true(file_write("a", "hello", 5, d));
    assert_content("a", "hello");
    struct stat st;
    assert_int_equal(stat("a", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
    assert_int_equal(chmod("a", 0600), 0);
    assert_true(file_write("a", "new", 3, d));
    assert_content("a", "new");
    assert_int_equal(stat("a", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600); /* the mode of what is replaced stays */
    assert_int_equal(files_here(), 1);
}

static void an_empty_file_is_read(void **state)
{
    (void)state;
    assert_true(file_write("a", "", 0, d));
    assert_content("a", "");
}

static void large_writes_keep_their_order(void **state)
{
    (void)state;
    char *big = malloc(100000);
    memset(big, 'b', 100000);
    struct file_out *f = file_out_open("a", d);
    assert_true(file_out_write(f, "start", 5));
    assert_true(file_out_write(f, big, 100000));
    assert_true(file_out_write(f, "end", 3));
    free(big);
    assert_true(file_out_commit(f, d));
    struct buf got = {0};
    assert_true(file_read("a", 1 << 20, &got, d));
    assert_int_equal(got.n, 100008);
    assert_memory_equal(got.data, "startb", 6);
    assert_memory_equal(got.data + got.n - 4, "bend", 4);
    buf_free(&got);
}

static void abort_leaves_the_old_file(void **state)
{
    (void)state;
    assert_true(file_write("a", "old", 3, d));
    struct file_out *f = file_out_open("a", d);
    file_out_write(f, "new", 3);
    assert_int_equal(files_here(), 2);
    file_out_abort(f);
    assert_int_equal(files_here(), 1);
    assert_content("a", "old");
}

static void symbolic_links_are_followed(void **state)
{
    (void)state;
    assert_true(file_write("real", "old", 3, d));
    assert_int_equal(symlink("real", "link"), 0);
    assert_true(file_write("link", "new", 3, d));
    assert_content("real", "new");
    struct stat st;
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
}

static void assert_reported(enum diag_id id, const char *cause);

/* More than wait for their names at once. */
static void many_files_get_their_names_together(void **state)
{
    (void)state;
    struct file_group *g = file_group_new();
    assert_true(file_write("0001", "own", 3, d));
    assert_true(file_write("0002", "", 0, d));
    for (unsigned i = 3; i < 403; i++) {
        char name[16];
        snprintf(name, sizeof name, "%04u", i);
        assert_true(file_group_new_file(g, name, name, 4, d));
    }
    assert_int_equal(access("0003", F_OK), 0);
    assert_int_equal(access("0402", F_OK), -1);
    assert_true(file_group_new_file(g, "0002", "two", 3, d));
    assert_true(file_group_new_file(g, "0001", "own", 3, d)); /* it is as it should be */
    assert_false(file_group_new_file(g, "0001", "other", 5, d));
    assert_reported(DIAG_FILE_EXISTS, NULL);
    assert_true(file_group_new_file(g, "0402", "0402", 4, d)); /* names that wait count as given */
    assert_false(file_group_new_file(g, "0401", "other", 5, d));
    assert_reported(DIAG_FILE_EXISTS, NULL);
    assert_true(file_group_commit(g, d));
    assert_content("0402", "0402");
    assert_content("0001", "own");
    assert_content("0002", "two");
    assert_int_equal(files_here(), 402);
    assert_true(file_group_new_file(g, "more", "x", 1, d));
    assert_int_equal(files_here(), 403);
    file_group_free(g);
    assert_int_equal(files_here(), 402);
    assert_int_equal(diag_list_count(d), 0);
}

static void assert_reported(enum diag_id id, const char *cause)
{
    assert_int_equal(diag_list_count(d), 1);
    assert_int_equal(diag_list_at(d, 0)->id, id);
    if (cause)
        assert_string_equal(diag_list_at(d, 0)->args[1], cause);
    diag_list_cut(d, 0);
}

static void what_cannot_be_read_is_reported(void **state)
{
    (void)state;
    struct buf got = {0};
    assert_false(file_read("none", 10, &got, d));
    assert_reported(DIAG_FILE_OPEN, "no such file or folder");
    assert_false(file_read(".", 10, &got, d));
    assert_reported(DIAG_FILE_READ, "it is a folder");
    assert_true(file_write("big", "12345678901", 11, d));
    assert_false(file_read("big", 10, &got, d));
    assert_reported(DIAG_FILE_TOO_LARGE, NULL);
    assert_true(file_read("big", 11, &got, d));
    buf_free(&got);
}

static void what_cannot_be_written_is_reported(void **state)
{
    (void)state;
    assert_false(file_write("none/a", "x", 1, d));
    assert_reported(DIAG_FILE_WRITE, "no such file or folder");
    assert_false(file_write(".", "x", 1, d));
    assert_reported(DIAG_FILE_WRITE, "it is a folder");
    assert_false(file_write("/dev/full", "x", 1, d));
    assert_reported(DIAG_FILE_WRITE, "the disk is full");
    struct stat st;
    assert_int_equal(stat("/dev/full", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
    assert_int_equal(files_here(), 0);
}

/* The limit on file size stands in for a disk that fills up half way. */
static void full_disk_leaves_nothing(bool (*write)(const char *, const void *, size_t, struct diag_list *))
{
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        if (setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000, 1000}))
            _exit(1);
        char block[2000] = "";
        bool written = write("a", block, sizeof block, d);
        const struct diag_record *r = diag_list_count(d) == 1 ? diag_list_at(d, 0) : NULL;
        _exit(!written && r && r->id == DIAG_FILE_WRITE && files_here() == 0 ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void a_disk_that_fills_up_leaves_nothing(void **state)
{
    (void)state;
    full_disk_leaves_nothing(file_write);
    full_disk_leaves_nothing(file_stage);
}

/* A process that is stopped while a file is open takes its temporary file along. */
static void stopped_by(int number)
{
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        if (number)
            signal(number, SIG_DFL); /* nohup and background jobs have it ignored, which is kept */
        struct file_out *f = file_out_open("a", d);
        file_out_write(f, "x", 1);
        if (!number)
            exit(0);
        if (write(ready[1], "r", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    char c;
    close(ready[1]);
    if (number) {
        assert_int_equal(read(ready[0], &c, 1), 1);
        assert_int_equal(files_here(), 1);
        kill(child, number);
    }
    close(ready[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(number ? WTERMSIG(status) : WEXITSTATUS(status), number);
    assert_int_equal(files_here(), 0);
}

static void a_stopped_process_leaves_nothing(void **state)
{
    (void)state;
    stopped_by(SIGINT);
    stopped_by(SIGTERM);
    stopped_by(SIGHUP);
    stopped_by(0);
}

static void folders(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a", "."}, {"a/b", "a"}, {"a//b", "a"}, {"/a", "/"}, {"//a", "/"}, {"/a/b", "/a"}, {"-", "."}, {"a/b/", "a/b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = file_folder(cases[i][0]);
        assert_string_equal(got, cases[i][1]);
        free(got);
    }
}

static void names(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"a", "a"}, {"a/b.xml", "b.xml"}, {"/a", "a"}, {"a/", ""}, {"/", ""}, {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(file_name(cases[i][0]), cases[i][1]);
}

static void addresses(void **state)
{
    (void)state;
    assert_true(file_is_address("https://example.org/a.png") && file_is_address("data:x") && file_is_address("x-y+1.2:"));
    assert_false(file_is_address("C:/a.png") || file_is_address("a/b:c") || file_is_address("图:1") || file_is_address("abc") ||
                 file_is_address(""));
}

static void endings(void **state)
{
    (void)state;
    assert_true(file_has_ending("a/b.pdf", ".pdf") && file_has_ending("B.PDF", ".pdf"));
    assert_false(file_has_ending(".pdf", ".pdf") || file_has_ending("a.pdf/", ".pdf") || file_has_ending("df", ".pdf"));
}

static void folders_are_made_once(void **state)
{
    (void)state;
    assert_true(file_make_folder("new", d) && file_make_folder("new", d) && file_make_folder("new/", d));
    assert_true(file_write("new/a", "x", 1, d));
    assert_false(file_make_folder("new/a", d));
    assert_reported(DIAG_FILE_WRITE, "a part of the path is not a folder");
    assert_false(file_make_folder("none/b", d));
    assert_reported(DIAG_FILE_WRITE, "no such file or folder");
}

static void folders_are_listed_in_the_order_of_bytes(void **state)
{
    (void)state;
    static const char *const files[] = {"a.b", "a-b", "B", ".hidden", "甲", "a"}, *const wanted[] = {"B", "a", "a-b", "a.b", "甲"};
    char **names = file_list(".");
    assert_true(names && !*names);
    file_list_free(names);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_true(file_write(files[i], "x", 1, d));
    names = file_list(".");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_string_equal(names[i], wanted[i]);
    assert_null(names[sizeof wanted / sizeof *wanted]);
    file_list_free(names);
    assert_null(file_list("none"));
    assert_int_equal(errno, ENOENT);
    file_list_free(NULL);
}

static void into_memory(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "before ");
    struct file_out *f = file_out_memory(&b);
    assert_true(file_out_write(f, "kept", 4));
    file_out_abort(f);
    assert_string_equal(b.data, "before ");
    char *large = calloc(1, 1 << 20);
    f = file_out_memory(&b);
    assert_true(file_out_write(f, "x", 1) && file_out_write(f, large, 1 << 20) && file_out_commit(f, d));
    assert_int_equal(b.n, 8 + (1 << 20));
    free(large);
    buf_free(&b);
}

static void paths_stay_below_the_roots(void **state)
{
    (void)state;
    assert_int_equal(mkdir("in", 0755) | mkdir("in/sub", 0755) | mkdir("inner", 0755), 0);
    assert_true(file_write("in/sub/a", "x", 1, d) && file_write("inner/b", "x", 1, d) && file_write("c", "x", 1, d));
    assert_int_equal(symlink("../c", "in/out"), 0);
    const char *const roots[] = {"in", NULL};
    struct loc loc = {.file = "p.xml", .line = 3};
    char *got = file_confined("in", "sub/../sub/a", roots, &loc, d);
    assert_non_null(got);
    assert_non_null(strstr(got, "/in/sub/a"));
    free(got);
    static const char *const bad[] = {"../inner/b", "../c", "out", "/etc/passwd", ".."};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(file_confined("in", bad[i], roots, &loc, d));
        assert_int_equal(diag_list_at(d, 0)->loc.line, 3);
        assert_reported(DIAG_FILE_OUTSIDE, NULL);
    }
    assert_null(file_confined("in", "none", roots, &loc, d));
    assert_reported(DIAG_FILE_MISSING, "no such file or folder");
    const char *const top[] = {"/", NULL};
    got = file_confined("in", "../c", top, &loc, d);
    assert_non_null(got);
    free(got);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(write_then_read), CASE(an_empty_file_is_read), CASE(large_writes_keep_their_order),
        CASE(abort_leaves_the_old_file), CASE(many_files_get_their_names_together), CASE(symbolic_links_are_followed), CASE(what_cannot_be_read_is_reported),
        CASE(what_cannot_be_written_is_reported), CASE(a_disk_that_fills_up_leaves_nothing),
        CASE(a_stopped_process_leaves_nothing), CASE(folders), CASE(names), CASE(endings), CASE(addresses), CASE(folders_are_made_once),
        CASE(folders_are_listed_in_the_order_of_bytes), CASE(into_memory), CASE(paths_stay_below_the_roots),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
