/* Workers that do their work, and workers that crash, hang, eat memory or are killed: what is handed back, and what goes on. */
#include "test.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "batch/pool.h"
#include "run.h"

static void work(void *arg, const struct buf *task, struct buf *reply)
{
    (void)arg;
    if (strcmp(task->data, "crash") == 0) {
        signal(SIGSEGV, SIG_DFL); /* the test's own handler would go on with the tests in the worker */
        kill(getpid(), SIGSEGV);
    }
    if (strcmp(task->data, "exit") == 0)
        _exit(3);
    if (strcmp(task->data, "killed") == 0)
        kill(getpid(), SIGKILL);
    while (strcmp(task->data, "hang") == 0)
        pause();
    for (size_t i = 0; strcmp(task->data, "eat") == 0 && i < 64; i++)
        memset(xmalloc((size_t)4 << 20), 1, (size_t)4 << 20);
    if (strcmp(task->data, "pid") == 0)
        buf_printf(reply, "%d", (int)getpid());
    else if (strcmp(task->data, "large") == 0)
        for (size_t i = 0; i < 100000; i++)
            buf_puts(reply, "0123456789");
    else
        buf_printf(reply, "<%s>", task->data);
}

struct got {
    struct buf out;
    size_t n;
};

static void done(void *arg, size_t tag, enum pool_end end, int detail, const struct buf *reply)
{
    static const char *const words[] = {"", "crashed", "killed", "timeout", "memory"};
    struct got *g = arg;
    g->n++;
    if (end == POOL_DONE && reply->n > 100)
        buf_printf(&g->out, "%zu:%zu bytes ", tag, reply->n);
    else if (end == POOL_DONE)
        buf_printf(&g->out, "%zu:%.*s ", tag, (int)reply->n, reply->data);
    else if (end == POOL_CRASHED)
        buf_printf(&g->out, "%zu:crashed %d ", tag, detail);
    else
        buf_printf(&g->out, "%zu:%s ", tag, words[end]);
}

static struct pool *open_pool(struct got *g, unsigned workers, struct diag_list *d)
{
    struct pool_options o = {.workers = workers, .seconds = 1, .memory = 64, .mode = 0600, .work = work, .done = done, .arg = g};
    struct pool *p = pool_new(&o, d);
    assert_non_null(p);
    return p;
}

static void submit(struct pool *p, size_t tag, const char *text)
{
    struct buf task = {0};
    buf_puts(&task, text);
    task.n++; /* with its NUL */
    assert_true(pool_submit(p, tag, &task));
    buf_free(&task);
}

/* One worker: the replies come in the order of the tasks. */
static void assert_pool(const char *want, const char *const *tasks)
{
    struct got g = {0};
    struct diag_list *d = diag_list_new();
    struct pool *p = open_pool(&g, 1, d);
    for (size_t i = 0; tasks[i]; i++)
        submit(p, i, tasks[i]);
    assert_true(pool_finish(p));
    pool_free(p);
    assert_string_equal(g.out.data, want);
    assert_int_equal(diag_list_count(d), 0);
    diag_list_free(d);
    buf_free(&g.out);
}
#define ASSERT_POOL(want, ...) assert_pool(want, (const char *const[]){__VA_ARGS__, NULL})

static void work_is_done(void **state)
{
    (void)state;
    ASSERT_POOL("0:<a> 1:<b> 2:1000000 bytes 3:<c> ", "a", "b", "large", "c");
}

static void one_that_fails_takes_only_itself_along(void **state)
{
    (void)state;
    ASSERT_POOL("0:<a> 1:crashed -3 2:<b> ", "a", "exit", "b");
    ASSERT_POOL("0:crashed 11 1:<b> ", "crash", "b");
    ASSERT_POOL("0:killed 1:<b> ", "killed", "b");
    ASSERT_POOL("0:timeout 1:<b> ", "hang", "b");
    if (!run_sanitized())
        ASSERT_POOL("0:memory 1:<b> ", "eat", "b");
}

static void one_that_waits_may_be_killed(void **state)
{
    (void)state;
    struct got g = {0};
    struct diag_list *d = diag_list_new();
    struct pool *p = open_pool(&g, 1, d);
    submit(p, 0, "pid");
    assert_true(pool_finish(p));
    pid_t pid = (pid_t)strtol(g.out.data + 2, NULL, 10);
    kill(pid, SIGKILL);
    siginfo_t info;
    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
    submit(p, 1, "b");
    assert_true(pool_finish(p));
    assert_non_null(strstr(g.out.data, " 1:<b> "));
    pool_free(p);
    buf_free(&g.out);
    diag_list_free(d);
}

/* WNOWAIT: the pool is to find it; ECHILD: it has. */
static bool ended_by_itself(pid_t pid)
{
    siginfo_t info = {0};
    errno = 0;
    for (unsigned i = 0; i < 5000 && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT | WNOHANG) == 0; i++) {
        if (info.si_pid)
            return info.si_code == CLD_EXITED && info.si_status == 0;
        usleep(1000);
    }
    return !info.si_pid && errno == ECHILD;
}

static void one_that_gets_no_more_ends(void **state)
{
    (void)state;
    struct got g = {0};
    struct diag_list *d = diag_list_new();
    struct pool *p = open_pool(&g, 1, d);
    submit(p, 0, "pid");
    pool_no_more(p);
    assert_true(pool_finish(p));
    assert_int_equal(g.n, 1);
    assert_true(ended_by_itself((pid_t)strtol(g.out.data + 2, NULL, 10)));
    pool_free(p);
    buf_free(&g.out);
    diag_list_free(d);
}

static void many_workers_do_all(void **state)
{
    (void)state;
    struct got g = {0};
    struct diag_list *d = diag_list_new();
    struct pool *p = open_pool(&g, 4, d);
    for (size_t i = 0; i < 100; i++)
        submit(p, i, i % 20 == 7 ? "killed" : "x");
    assert_true(pool_finish(p));
    assert_int_equal(g.n, 100);
    pool_free(p);
    buf_free(&g.out);
    diag_list_free(d);
}

static void a_signal_ends_it(void **state)
{
    (void)state;
    struct got g = {0};
    struct diag_list *d = diag_list_new();
    struct pool *p = open_pool(&g, 2, d);
    submit(p, 0, "hang");
    kill(getpid(), SIGTERM); /* held back, so it does not end the test */
    assert_false(pool_finish(p));
    assert_int_equal(pool_stopped(p), SIGTERM);
    pool_free(p);
    assert_int_equal(g.n, 0);
    buf_free(&g.out);
    diag_list_free(d);
}

static void no_process_can_be_made(void **state)
{
    (void)state;
    struct rlimit before, none;
    struct diag_list *d = diag_list_new();
    struct pool_options o = {.workers = 1, .seconds = 1, .memory = 64, .mode = 0600, .work = work, .done = done};
    getrlimit(RLIMIT_NOFILE, &before);
    none = before;
    none.rlim_cur = 0; /* nothing more can be opened */
    setrlimit(RLIMIT_NOFILE, &none);
    struct pool *p = pool_new(&o, d);
    setrlimit(RLIMIT_NOFILE, &before);
    assert_null(p);
    assert_int_equal(diag_list_count(d), 1);
    assert_string_equal(diag_list_at(d, 0)->rule, "pool-start");
    diag_list_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_done), cmocka_unit_test(one_that_fails_takes_only_itself_along),
        cmocka_unit_test(one_that_waits_may_be_killed), cmocka_unit_test(one_that_gets_no_more_ends),
        cmocka_unit_test(many_workers_do_all), cmocka_unit_test(a_signal_ends_it), cmocka_unit_test(no_process_can_be_made),
    };
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
