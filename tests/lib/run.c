#include "run.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "test.h"

#ifdef __SANITIZE_ADDRESS__
#define DEFAULT_LIMIT 300 /* the program is several times as slow then */
#else
#define DEFAULT_LIMIT 60
#endif

static const char *variable(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    return value && *value ? value : otherwise;
}

const char *source_folder(void)
{
    return variable("SOURCE", ".");
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void child_streams(const struct run_options *o, int out, int err)
{
    int in = open(o && o->input ? o->input : "/dev/null", O_RDONLY);
    if (o && o->output)
        out = open(o->output, O_WRONLY | O_CREAT, 0644);
    if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(126);
}

static void child_environment(const struct run_options *o)
{
    const char *program = variable("SHENBAO", "build/shenbao"), *path = variable("PATH", "/usr/bin:/bin");
    const char *slash = strrchr(program, '/');
    char *joined = NULL;
    if (slash && asprintf(&joined, "%.*s:%s", (int)(slash - program), program, path) > 0)
        setenv("PATH", joined, 1);
    free(joined);
    for (const char *const *e = o ? o->env : NULL; e && *e; e++)
        putenv((char *)(uintptr_t)*e);
}

static _Noreturn void child(const char *const *argv, const struct run_options *o, int out, int err)
{
    setpgid(0, 0);
    child_streams(o, out, err);
    child_environment(o);
    const char *program = strcmp(argv[0], "shenbao") == 0 ? variable("SHENBAO", "build/shenbao") : argv[0];
    if (o && o->folder && chdir(o->folder) != 0)
        _exit(126);
    execvp(program, (char *const *)(uintptr_t)argv);
    _exit(127);
}

static char *caught(int fd, size_t *size)
{
    struct stat st;
    assert_int_equal(fstat(fd, &st), 0);
    *size = (size_t)st.st_size;
    char *text = malloc(*size + 1);
    assert_non_null(text);
    assert_int_equal(pread(fd, text, *size, 0), (ssize_t)*size);
    text[*size] = '\0';
    close(fd);
    return text;
}

/* Looks often at first, so that short programs cost little. */
static int wait_for(pid_t pid, double deadline, struct rusage *usage)
{
    int status;
    for (long pause = 200000; ; pause += pause < 5000000 ? pause / 4 : 0) {
        pid_t done = wait4(pid, &status, WNOHANG, usage);
        if (done == pid)
            return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        if (now() > deadline) {
            kill(-pid, SIGKILL);
            wait4(pid, &status, 0, usage);
            return -1;
        }
        nanosleep(&(struct timespec){0, pause}, NULL);
    }
}

struct run run_argv(const char *const *argv, const struct run_options *o)
{
    int out = memfd_create("out", MFD_CLOEXEC), err = memfd_create("err", MFD_CLOEXEC);
    assert_true(out >= 0 && err >= 0);
    double start = now();
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        child(argv, o, out, err);
    struct run r = {0};
    struct rusage usage = {0};
    size_t ignored;
    r.status = wait_for(pid, start + (o && o->limit ? o->limit : DEFAULT_LIMIT), &usage);
    r.seconds = now() - start;
    r.max_rss = usage.ru_maxrss;
    r.out = caught(out, &r.out_size);
    r.err = caught(err, &ignored);
    return r;
}

struct run run_shell(const char *command, const struct run_options *o)
{
    return RUN(o, "bash", "-c", command);
}

void run_free(struct run *r)
{
    free(r->out);
    free(r->err);
    *r = (struct run){0};
}

/* --- files --- */

char *path_join(const char *folder, const char *name)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", folder, name) > 0);
    return path;
}

char *scratch_new(void)
{
    char *folder = path_join(source_folder(), "build/scratch-XXXXXX");
    assert_non_null(mkdtemp(folder));
    char *absolute = realpath(folder, NULL);
    assert_non_null(absolute);
    free(folder);
    return absolute;
}

char *scratch_with_samples(void)
{
    char *folder = scratch_new();
    char *samples = path_join(source_folder(), "samples"), *real = realpath(samples, NULL), *here = path_join(folder, "samples");
    assert_non_null(real);
    assert_int_equal(symlink(real, here), 0);
    free(samples);
    free(real);
    free(here);
    return folder;
}

static int remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

void scratch_free(char *folder)
{
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

char *read_text(const char *path, size_t *size)
{
    size_t n;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? NULL : caught(fd, size ? size : &n);
}

void write_text(const char *path, const char *text, size_t size)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
}

size_t count_files(const char *folder)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(dir);
    return n;
}

void show_difference(const char *want, const char *got, const char *name)
{
    char *folder = scratch_new(), *a = path_join(folder, "expected"), *b = path_join(folder, "got");
    write_text(a, want, strlen(want));
    write_text(b, got, strlen(got));
    struct run r = RUN(NULL, "diff", "-u", "--label", name, "--label", "now", a, b);
    fwrite(r.out, 1, r.out_size, stdout);
    fflush(stdout);
    run_free(&r);
    free(a);
    free(b);
    scratch_free(folder);
}

bool run_sanitized(void)
{
    const char *p = getenv("SHENBAO");
    return p && strstr(p, "/san/");
}

bool is_expected(const char *path, const char *got)
{
    char *file = path_join(source_folder(), path), *want = read_text(file, NULL);
    bool same = want && got ? strcmp(want, got) == 0 : want == got, update = getenv("GOLDEN_UPDATE") != NULL;
    if (!same)
        show_difference(want ? want : "", got ? got : "", path);
    if (!same && update && got)
        write_text(file, got, strlen(got));
    if (!same && update && !got)
        unlink(file);
    free(want);
    free(file);
    return same || update;
}

void assert_expected(const char *path, const char *got)
{
    assert_true(is_expected(path, got));
}
