#include "batch/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"

#define MEMORY_STATUS 77 /* a worker that went beyond its memory ends with this status */
#define HEADER sizeof(uint64_t)

struct worker {
    pid_t pid; /* 0: none */
    int fd;
    bool busy, late;
    size_t tag;
    int64_t deadline;     /* [ms] */
    struct buf in, out;   /* frames: their length, then their bytes */
    size_t sent;
};

struct pool {
    struct pool_options o;
    struct diag_list *d;
    struct worker *workers;
    struct pollfd *polled;
    int signals; /* a signalfd */
    sigset_t before;
    int stopped;
};

/* --- in the worker --- */

/* [KiB]; 0 where /proc is missing. */
static size_t address_space(const char *key)
{
    char line[128];
    size_t found = 0, n = strlen(key);
    FILE *f = fopen("/proc/self/status", "re");
    while (f && !found && fgets(line, sizeof line, f))
        if (strncmp(line, key, n) == 0)
            found = strtoul(line + n, NULL, 10);
    if (f)
        fclose(f);
    return found;
}

/* An allocation that fails is noticed by our own code, and not by every library: so the limit of the system lies at twice what
 * a document may take, and whoever has gone beyond the limit says so himself. */
static size_t limit_memory(unsigned mib)
{
    size_t base = address_space("VmSize:");
    rlim_t most = ((rlim_t)base << 10) + ((rlim_t)mib << 21);
    setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    return base ? base + ((size_t)mib << 10) : SIZE_MAX;
}

static bool read_all(int fd, void *p, size_t n)
{
    for (char *at = p; n;) {
        ssize_t got = read(fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool write_all(int fd, const void *p, size_t n)
{
    for (const char *at = p; n;) {
        ssize_t done = send(fd, at, n, MSG_NOSIGNAL);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        at += done;
        n -= (size_t)done;
    }
    return true;
}

static bool read_frame(int fd, struct buf *out)
{
    uint64_t n;
    if (!read_all(fd, &n, sizeof n))
        return false;
    out->n = 0;
    char *bytes = xmalloc((size_t)n + 1);
    bool ok = read_all(fd, bytes, (size_t)n);
    buf_add(out, bytes, ok ? (size_t)n : 0);
    free(bytes);
    return ok;
}

static _Noreturn void serve(const struct pool_options *o, int fd)
{
    size_t most = limit_memory(o->memory);
    struct buf task = {0}, reply = {0};
    while (read_frame(fd, &task)) {
        reply.n = 0;
        o->work(o->arg, &task, &reply);
        if (address_space("VmPeak:") > most)
            _exit(MEMORY_STATUS);
        uint64_t n = reply.n;
        if (!write_all(fd, &n, sizeof n) || !write_all(fd, reply.data, reply.n))
            break;
    }
    _exit(0);
}

/* --- making and ending workers --- */

static void close_others(const struct pool *p)
{
    close(p->signals);
    for (unsigned i = 0; i < p->o.workers; i++)
        if (p->workers[i].pid)
            close(p->workers[i].fd);
}

static bool start(struct pool *p, struct worker *w)
{
    int ends[2];
    pid_t parent = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(0);
        umask(0666 & ~p->o.mode);
        close(ends[0]);
        close_others(p);
        serve(&p->o, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    *w = (struct worker){.pid = pid, .fd = ends[0]};
    return true;
}

static int wait_for(struct worker *w)
{
    int status = 0;
    close(w->fd);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
        ;
    buf_free(&w->in);
    buf_free(&w->out);
    w->pid = 0;
    return status;
}

static enum pool_end how(const struct worker *w, int status, int *detail)
{
    *detail = WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
    if (w->late)
        return POOL_TIMEOUT;
    if (WIFEXITED(status) && (WEXITSTATUS(status) == MEMORY_STATUS || WEXITSTATUS(status) == BASE_OOM_STATUS))
        return POOL_MEMORY;
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? POOL_KILLED : POOL_CRASHED;
}

/* The worker is gone, or is sent away; what it worked on is handed back. */
static void end_worker(struct pool *p, struct worker *w)
{
    bool was_busy = w->busy;
    int detail, status = wait_for(w);
    enum pool_end end = how(w, status, &detail);
    w->busy = w->late = false;
    if (was_busy)
        p->o.done(p->o.arg, w->tag, end, detail, &(struct buf){0});
}

static void kill_late(struct pool *p)
{
    int64_t t = clock_ms();
    for (unsigned i = 0; i < p->o.workers; i++) {
        struct worker *w = &p->workers[i];
        if (!w->pid || !w->busy || t < w->deadline)
            continue;
        w->late = true;
        kill(w->pid, SIGKILL);
        end_worker(p, w);
    }
}

/* --- talking --- */

static bool again(void)
{
    return errno == EAGAIN || errno == EINTR;
}

/* False: the worker is gone. */
static bool send_some(struct worker *w)
{
    while (w->sent < w->out.n) {
        ssize_t done = send(w->fd, w->out.data + w->sent, w->out.n - w->sent, MSG_NOSIGNAL);
        if (done < 0)
            return again();
        w->sent += (size_t)done;
    }
    return true;
}

static bool complete(const struct worker *w, uint64_t *n)
{
    if (w->in.n < HEADER)
        return false;
    memcpy(n, w->in.data, HEADER);
    return *n <= w->in.n - HEADER;
}

/* False: the worker is gone, or says what nobody of us would. */
static bool receive_some(struct pool *p, struct worker *w)
{
    char chunk[16384];
    ssize_t got;
    uint64_t n = 0;
    while ((got = recv(w->fd, chunk, sizeof chunk, 0)) > 0)
        buf_add(&w->in, chunk, (size_t)got);
    bool open = got < 0 && again();
    if (!w->busy && w->in.n)
        return false;
    if (!complete(w, &n))
        return open && (w->in.n < HEADER || n <= LIMIT_BATCH_REPLY);
    struct buf reply = {.data = w->in.data + HEADER, .n = (size_t)n};
    w->busy = false;
    p->o.done(p->o.arg, w->tag, POOL_DONE, 0, &reply);
    w->in.n = 0;
    return open;
}

static void attend(struct pool *p, struct worker *w, short events)
{
    bool good = !(events & POLLOUT) || send_some(w);
    if (good && (events & (POLLIN | POLLHUP | POLLERR)))
        good = receive_some(p, w);
    if (good)
        return;
    kill(w->pid, SIGKILL); /* one that is gone already keeps its own end */
    end_worker(p, w);
}

static int patience(const struct pool *p)
{
    int64_t next = INT64_MAX, t = clock_ms();
    for (unsigned i = 0; i < p->o.workers; i++)
        if (p->workers[i].pid && p->workers[i].busy && p->workers[i].deadline < next)
            next = p->workers[i].deadline;
    if (next == INT64_MAX)
        return -1;
    return next <= t ? 0 : next - t > 60000 ? 60000 : (int)(next - t) + 1;
}

static void note_signal(struct pool *p)
{
    struct signalfd_siginfo info;
    if (read(p->signals, &info, sizeof info) == (ssize_t)sizeof info)
        p->stopped = (int)info.ssi_signo;
}

/* Waits until something happens and attends to it. False: stopped. */
static bool turn(struct pool *p)
{
    unsigned n = p->o.workers;
    for (unsigned i = 0; i < n; i++) {
        struct worker *w = &p->workers[i];
        short events = (short)(POLLIN | (w->sent < w->out.n ? POLLOUT : 0));
        p->polled[i] = (struct pollfd){.fd = w->pid ? w->fd : -1, .events = events};
    }
    p->polled[n] = (struct pollfd){.fd = p->signals, .events = POLLIN};
    if (poll(p->polled, n + 1, patience(p)) < 0)
        return errno == EINTR;
    for (unsigned i = 0; i < n; i++)
        if (p->workers[i].pid && p->polled[i].revents)
            attend(p, &p->workers[i], p->polled[i].revents);
    if (p->polled[n].revents)
        note_signal(p);
    kill_late(p);
    return !p->stopped;
}

/* One that was killed while it waited has nothing to hand back. */
static bool waits(struct pool *p, struct worker *w)
{
    char c;
    if (!w->pid || w->busy)
        return false;
    if (recv(w->fd, &c, 1, MSG_PEEK) < 0 && again())
        return true;
    end_worker(p, w);
    return false;
}

static struct worker *free_worker(struct pool *p)
{
    struct worker *empty = NULL;
    for (unsigned i = 0; i < p->o.workers; i++) {
        struct worker *w = &p->workers[i];
        if (waits(p, w))
            return w;
        if (!w->pid)
            empty = w;
    }
    return empty && start(p, empty) ? empty : NULL;
}

static unsigned busy(const struct pool *p)
{
    unsigned n = 0;
    for (unsigned i = 0; i < p->o.workers; i++)
        n += p->workers[i].pid && p->workers[i].busy;
    return n;
}

bool pool_submit(struct pool *p, size_t tag, const struct buf *task)
{
    struct worker *w;
    while (!(w = free_worker(p))) {
        if (!busy(p)) { /* none can be made, and none will come free */
            diag(p->d, POOL_START, NULL, file_cause(errno));
            p->stopped = -1;
        }
        if (p->stopped || !turn(p))
            return false;
    }
    uint64_t n = task->n;
    w->out.n = w->sent = 0;
    buf_add(&w->out, &n, sizeof n);
    buf_add(&w->out, task->data, task->n);
    w->busy = true;
    w->tag = tag;
    w->deadline = clock_ms() + (int64_t)p->o.seconds * 1000;
    attend(p, w, POLLOUT);
    return !p->stopped;
}

bool pool_finish(struct pool *p)
{
    while (busy(p))
        if (!turn(p))
            return false;
    return true;
}

void pool_no_more(struct pool *p)
{
    for (unsigned i = 0; i < p->o.workers; i++)
        if (p->workers[i].pid && p->workers[i].sent == p->workers[i].out.n)
            shutdown(p->workers[i].fd, SHUT_WR);
}

int pool_stopped(const struct pool *p)
{
    return p->stopped;
}

/* --- the whole --- */

static int hold_signals(sigset_t *before)
{
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof stopping / sizeof *stopping; i++) {
        struct sigaction now_set;
        if (sigaction(stopping[i], NULL, &now_set) == 0 && now_set.sa_handler != SIG_IGN) /* nohup */
            sigaddset(&set, stopping[i]);
    }
    sigprocmask(SIG_BLOCK, &set, before);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

struct pool *pool_new(const struct pool_options *o, struct diag_list *d)
{
    struct pool *p = xcalloc(1, sizeof *p);
    p->o = *o;
    p->d = d;
    p->workers = xcalloc(o->workers, sizeof *p->workers);
    p->polled = xcalloc(o->workers + 1, sizeof *p->polled);
    p->signals = hold_signals(&p->before);
    if (p->signals >= 0 && start(p, &p->workers[0]))
        return p;
    diag(d, POOL_START, NULL, file_cause(errno));
    pool_free(p);
    return NULL;
}

void pool_free(struct pool *p)
{
    if (!p)
        return;
    for (unsigned i = 0; i < p->o.workers; i++)
        if (p->workers[i].pid) {
            kill(p->workers[i].pid, SIGKILL);
            wait_for(&p->workers[i]);
        }
    if (p->signals >= 0)
        close(p->signals);
    sigprocmask(SIG_SETMASK, &p->before, NULL);
    free(p->workers);
    free(p->polled);
    free(p);
}
