#include "batch/apart.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/wire.h"

#define NO_LIMIT UINT_MAX /* this process has none either */

struct answer {
    bool arrived;
    struct buf reply;
};

struct apart {
    pool_work_fn *work;
    void *arg;
    struct pool *pool;
    struct diag_list *d;
    struct answer *answers; /* one a question; taken ones are empty */
    size_t size, asked, taken;
    bool failed;
};

static void work(void *arg, const struct buf *task, struct buf *reply)
{
    const struct apart *a = arg;
    a->work(a->arg, task, reply);
}

static void report(struct apart *a, enum pool_end end, int detail)
{
    struct buf number = {0};
    buf_printf(&number, "%d", abs(detail));
    if (!a->failed && end == POOL_KILLED)
        diag(a->d, APART_KILLED, NULL, number.data);
    else if (!a->failed)
        diag(a->d, APART_CRASHED, NULL, number.data);
    a->failed = true;
    buf_free(&number);
}

static void done(void *arg, size_t tag, enum pool_end end, int detail, const struct buf *reply)
{
    struct apart *a = arg;
    struct answer *answer = &a->answers[tag];
    answer->arrived = true;
    if (end == POOL_DONE)
        buf_add(&answer->reply, reply->data, reply->n);
    else
        report(a, end, detail);
}

struct apart *apart_new(unsigned workers, unsigned mode, pool_work_fn *work_fn, void *arg, struct diag_list *d)
{
    struct apart *a = xcalloc(1, sizeof *a);
    struct diag_list *quiet = diag_list_new();
    *a = (struct apart){.work = work_fn, .arg = arg, .d = d};
    struct pool_options o = {
        .workers = workers, .seconds = NO_LIMIT, .memory = NO_LIMIT, .mode = mode, .work = work, .done = done, .arg = a,
    };
    a->pool = workers ? pool_new(&o, quiet) : NULL;
    diag_list_free(quiet);
    if (a->pool)
        return a;
    free(a);
    return NULL;
}

bool apart_ask(struct apart *a, const struct buf *task)
{
    a->answers = xgrow(a->answers, &a->size, a->asked, sizeof *a->answers);
    bool sent = pool_submit(a->pool, a->asked, task); /* which may set a->failed */
    a->failed = a->failed || !sent;
    a->asked++;
    return !a->failed;
}

void apart_asked(struct apart *a)
{
    pool_no_more(a->pool);
}

size_t apart_open(const struct apart *a)
{
    return a->asked - a->taken;
}

bool apart_ready(const struct apart *a)
{
    return a->taken < a->asked && a->answers[a->taken].arrived;
}

bool apart_answer(struct apart *a, struct buf *reply)
{
    if (!apart_ready(a) && !a->failed)
        a->failed = !pool_finish(a->pool) || a->failed;
    *reply = a->answers[a->taken].reply;
    a->answers[a->taken++].reply = (struct buf){0};
    return !a->failed;
}

void apart_refuse(struct apart *a)
{
    report(a, POOL_CRASHED, 0);
}

void apart_put_verdict(struct buf *reply, bool good, const struct diag_list *found)
{
    wire_put_number(reply, good);
    wire_put_findings(reply, found);
}

bool apart_verdict(struct apart *a)
{
    struct buf reply = {0};
    bool answered = apart_answer(a, &reply);
    struct wire w = {.at = reply.data, .end = buf_end(&reply)};
    bool good = answered && wire_number(&w) != 0;
    if (answered)
        wire_findings(&w, a->d);
    if (w.broken)
        apart_refuse(a);
    buf_free(&reply);
    return good && !w.broken;
}

void apart_free(struct apart *a)
{
    if (!a)
        return;
    int stopped = pool_stopped(a->pool);
    pool_free(a->pool);
    for (size_t i = 0; i < a->asked; i++)
        buf_free(&a->answers[i].reply);
    free(a->answers);
    free(a);
    if (stopped > 0)
        raise(stopped);
}
