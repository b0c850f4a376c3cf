#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"

#define BUFFER ((size_t)64 << 10)

struct file_out {
    char *path;     /* final name, as given */
    char *target;   /* path with symbolic links followed; NULL when written in place */
    char *temp;     /* NULL when written in place (standard output, a device, a pipe) */
    int fd;
    int error;      /* errno of the first failure, 0 */
    struct buf pending;
    struct buf *memory;    /* takes what is committed, in place of a file */
    struct file_out *next; /* in `open_files` */
};

/* Temporary files that stand on disk now. A process has one set of files to remove when it is stopped, and a signal
 * handler gets no argument: so this list is the one piece of global state here. Signals are blocked while it changes. */
static struct file_out *open_files;

static const struct {
    int code;
    const char *text;
} causes[] = {
    {ENOENT, N_("no such file or folder")},
    {ENOTDIR, N_("a part of the path is not a folder")},
    {EISDIR, N_("it is a folder")},
    {EACCES, N_("permission denied")},
    {EPERM, N_("permission denied")},
    {EROFS, N_("the file system is read-only")},
    {ENOSPC, N_("the disk is full")},
    {EDQUOT, N_("the disk quota is used up")},
    {EFBIG, N_("the file is larger than this system allows")},
    {EPIPE, N_("the reader has closed the pipe")},
    {EBADF, N_("it is closed")},
    {EIO, N_("the device failed")},
    {ELOOP, N_("too many symbolic links")},
    {ENAMETOOLONG, N_("the name is too long")},
    {EMFILE, N_("too many open files")},
    {ENFILE, N_("too many open files")},
};

static bool holds(const char *path, const void *p, size_t n, size_t there)
{
    struct buf old = {0};
    struct diag_list *quiet = diag_list_new();
    bool same = there == n && file_read(path, n, &old, quiet) && old.n == n && (n == 0 || memcmp(old.data, p, n) == 0);
    diag_list_free(quiet);
    buf_free(&old);
    return same;
}

/* False: there is a file with other content (reported), or *same. */
static bool may_write(const char *path, const void *p, size_t n, bool *same, struct diag_list *d)
{
    struct stat st;
    *same = false;
    if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
        return true;
    *same = holds(path, p, n, (size_t)st.st_size);
    if (!*same)
        diag(d, FILE_EXISTS, NULL, path);
    return false;
}

bool file_write_new(const char *path, const void *p, size_t n, struct diag_list *d)
{
    bool same;
    return may_write(path, p, n, &same, d) ? file_write(path, p, n, d) : same;
}

const char *file_cause(int code)
{
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (causes[i].code == code)
            return causes[i].text;
    return strerror(code);
}

static bool is_std(const char *path)
{
    return strcmp(path, "-") == 0;
}

/* --- reading --- */

static bool read_fd(int fd, size_t limit, struct buf *out, int *error)
{
    char chunk[16384];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            *error = errno;
            return false;
        }
        if (n == 0)
            return true;
        if ((size_t)n > limit - out->n) {
            *error = 0;
            return false;
        }
        buf_add(out, chunk, (size_t)n);
    }
}

bool file_read(const char *path, size_t limit, struct buf *out, struct diag_list *d)
{
    int fd = is_std(path) ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        diag(d, FILE_OPEN, NULL, path, file_cause(errno));
        return false;
    }
    struct buf got = {0};
    buf_add(&got, "", 0);
    int error = 0;
    bool ok = read_fd(fd, limit, &got, &error);
    if (fd != STDIN_FILENO)
        close(fd);
    if (ok) {
        *out = got;
        return true;
    }
    buf_free(&got);
    struct buf mib = {0};
    buf_printf(&mib, "%zu", limit >> 20);
    if (error)
        diag(d, FILE_READ, NULL, path, file_cause(error));
    else
        diag(d, FILE_TOO_LARGE, NULL, path, mib.data);
    buf_free(&mib);
    return false;
}

/* --- what must not stay behind --- */

static void remove_open_files(void)
{
    for (struct file_out *f = open_files; f; f = f->next)
        unlink(f->temp);
}

static void on_signal(int number)
{
    remove_open_files();
    signal(number, SIG_DFL);
    raise(number);
}

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};

static void block_signals(sigset_t *old)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof stopping / sizeof *stopping; i++)
        sigaddset(&set, stopping[i]);
    sigprocmask(SIG_BLOCK, &set, old);
}

/* A signal that is ignored (nohup) stays so. */
static void catch_signals(void)
{
    for (size_t i = 0; i < sizeof stopping / sizeof *stopping; i++) {
        struct sigaction now, ours = {.sa_handler = on_signal};
        sigemptyset(&ours.sa_mask);
        if (sigaction(stopping[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
            sigaction(stopping[i], &ours, NULL);
    }
}

static void register_temp(struct file_out *f)
{
    static bool at_exit;
    if (!at_exit)
        at_exit = atexit(remove_open_files) == 0;
    catch_signals();
    f->next = open_files;
    open_files = f;
}

static void unregister_temp(struct file_out *f)
{
    sigset_t old;
    block_signals(&old);
    struct file_out **at = &open_files;
    while (*at && *at != f)
        at = &(*at)->next;
    if (*at)
        *at = f->next;
    sigprocmask(SIG_SETMASK, &old, NULL);
}

/* --- writing --- */

static void free_out(struct file_out *f)
{
    free(f->path);
    free(f->target);
    free(f->temp);
    buf_free(&f->pending);
    free(f);
}

/* The mode a newly made file would have, or that of the file which is replaced. */
static mode_t final_mode(const char *target)
{
    struct stat st;
    if (stat(target, &st) == 0)
        return st.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static int open_temp(struct file_out *f)
{
    char *folder = file_folder(f->target);
    struct buf name = {0};
    buf_printf(&name, "%s/.shenbao-XXXXXX", folder);
    free(folder);
    f->temp = buf_steal(&name);
    sigset_t old;
    block_signals(&old);
    int fd = mkostemp(f->temp, O_CLOEXEC);
    int error = errno;
    if (fd >= 0)
        register_temp(f);
    sigprocmask(SIG_SETMASK, &old, NULL);
    errno = error;
    return fd;
}

/* A device or a pipe is written in place: renaming over /dev/null would destroy it. */
static int open_target(struct file_out *f)
{
    struct stat st;
    bool exists = stat(f->path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    if (exists && !S_ISREG(st.st_mode))
        return open(f->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (exists && access(f->path, W_OK) != 0)
        return -1;
    char *real = exists ? realpath(f->path, NULL) : NULL;
    f->target = xstrdup(real ? real : f->path);
    free(real);
    return open_temp(f);
}

struct file_out *file_out_open(const char *path, struct diag_list *d)
{
    struct file_out *f = xcalloc(1, sizeof *f);
    f->path = xstrdup(path);
    f->fd = is_std(path) ? STDOUT_FILENO : open_target(f);
    if (f->fd >= 0)
        return f;
    diag(d, FILE_WRITE, NULL, path, file_cause(errno));
    free_out(f);
    return NULL;
}

struct file_out *file_out_memory(struct buf *to)
{
    struct file_out *f = xcalloc(1, sizeof *f);
    f->fd = -1;
    f->memory = to;
    return f;
}

static void write_fd(struct file_out *f, const char *p, size_t n)
{
    while (n && !f->error) {
        ssize_t done = write(f->fd, p, n);
        if (done < 0) {
            if (errno != EINTR)
                f->error = errno;
            continue;
        }
        p += done;
        n -= (size_t)done;
    }
}

static void flush_out(struct file_out *f)
{
    write_fd(f, f->pending.data, f->pending.n);
    f->pending.n = 0;
}

bool file_out_write(struct file_out *f, const void *p, size_t n)
{
    if (f->error)
        return false;
    if (n >= BUFFER && !f->memory) {
        flush_out(f);
        write_fd(f, p, n);
        return !f->error;
    }
    buf_add(&f->pending, p, n);
    if (f->pending.n >= BUFFER && !f->memory)
        flush_out(f);
    return !f->error;
}

/* The folder's own entry reaches the disk too; file systems that can't sync a folder are none the worse. */
static void sync_folder(const char *path)
{
    char *folder = file_folder(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

static void note(struct file_out *f, bool ok)
{
    if (!ok && !f->error)
        f->error = errno;
}

/* All is written; a file of its own has its mode, is synced if asked to, and is closed. False: reported, and f is gone. */
static bool finish_writing(struct file_out *f, bool sync, struct diag_list *d)
{
    flush_out(f);
    if (f->temp && !f->error) {
        note(f, fchmod(f->fd, final_mode(f->target)) == 0);
        note(f, !sync || fsync(f->fd) == 0 || errno == EINVAL || errno == ENOTSUP);
    }
    if (f->fd != STDOUT_FILENO)
        note(f, close(f->fd) == 0);
    f->fd = -1;
    if (!f->error)
        return true;
    diag(d, FILE_WRITE, NULL, f->path, file_cause(f->error));
    file_out_abort(f);
    return false;
}

/* False: reported. f is gone. */
static bool give_name(struct file_out *f, struct diag_list *d)
{
    if (f->temp && rename(f->temp, f->target) != 0) {
        diag(d, FILE_WRITE, NULL, f->path, file_cause(errno));
        file_out_abort(f);
        return false;
    }
    if (f->temp)
        unregister_temp(f);
    free_out(f);
    return true;
}

bool file_out_commit(struct file_out *f, struct diag_list *d)
{
    if (f->memory) {
        buf_add(f->memory, f->pending.data ? f->pending.data : "", f->pending.n);
        free_out(f);
        return true;
    }
    if (!finish_writing(f, true, d))
        return false;
    char *target = f->temp ? xstrdup(f->target) : NULL;
    bool named = give_name(f, d);
    if (named && target)
        sync_folder(target);
    free(target);
    return named;
}

void file_out_abort(struct file_out *f)
{
    if (!f)
        return;
    if (f->fd >= 0 && f->fd != STDOUT_FILENO)
        close(f->fd);
    if (f->temp) {
        unregister_temp(f);
        unlink(f->temp);
    }
    free_out(f);
}

bool file_write(const char *path, const void *p, size_t n, struct diag_list *d)
{
    struct file_out *f = file_out_open(path, d);
    if (!f)
        return false;
    file_out_write(f, p, n);
    return file_out_commit(f, d);
}

bool file_stage(const char *path, const void *p, size_t n, struct diag_list *d)
{
    struct file_out f = {.path = (char *)(uintptr_t)path, .fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
    note(&f, f.fd >= 0);
    write_fd(&f, p, n);
    struct stat st;
    bool ours = f.fd >= 0 && fstat(f.fd, &st) == 0 && S_ISREG(st.st_mode);
    if (f.fd >= 0)
        note(&f, close(f.fd) == 0);
    if (!f.error)
        return true;
    diag(d, FILE_WRITE, NULL, path, file_cause(f.error));
    if (ours)
        unlink(path);
    return false;
}

/* --- many files --- */

#define TOGETHER 256 /* files of a group that wait for their names */

struct file_group {
    struct file_out *waiting[TOGETHER];
    size_t n;
};

struct file_group *file_group_new(void)
{
    return xcalloc(1, sizeof(struct file_group));
}

static bool waits(const struct file_group *g, const char *path)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->waiting[i]->path, path) == 0)
            return true;
    return false;
}

bool file_group_new_file(struct file_group *g, const char *path, const void *p, size_t n, struct diag_list *d)
{
    bool same;
    if ((g->n == TOGETHER || waits(g, path)) && !file_group_commit(g, d))
        return false;
    if (!may_write(path, p, n, &same, d))
        return same;
    struct file_out *f = file_out_open(path, d);
    if (!f)
        return false;
    file_out_write(f, p, n);
    if (!finish_writing(f, false, d))
        return false;
    g->waiting[g->n++] = f;
    return true;
}

/* On the disk with all that the file system has of them. */
static bool sync_all(const struct file_out *one, struct diag_list *d)
{
    int fd = open(one->temp ? one->temp : one->path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && syncfs(fd) == 0;
    if (!good)
        diag(d, FILE_WRITE, NULL, one->path, file_cause(errno));
    if (fd >= 0)
        close(fd);
    return good;
}

bool file_group_commit(struct file_group *g, struct diag_list *d)
{
    bool good = g->n == 0 || sync_all(g->waiting[0], d);
    char *one = g->n ? xstrdup(g->waiting[0]->path) : NULL;
    for (size_t i = 0; i < g->n; i++)
        if (good)
            good = give_name(g->waiting[i], d);
        else
            file_out_abort(g->waiting[i]);
    g->n = 0;
    if (good && one)
        sync_folder(one);
    free(one);
    return good;
}

void file_group_free(struct file_group *g)
{
    for (size_t i = 0; i < g->n; i++)
        file_out_abort(g->waiting[i]);
    free(g);
}
