/* pool.h - worker processes, so that a document that crashes, hangs or eats memory takes only itself along.
 * Purpose:   workers are forked from the process as it stands (packs compiled, fonts opened) and get tasks one at a time. One
 *            that ends, by whatever cause, is replaced; its task is handed back with that cause. No threads.
 * Ownership: pool_new() gives, pool_free() takes and kills what still works. Tasks are copied; the diag list is lent until then.
 * Units:     seconds; memory in MiB, counted from what the process had when it forked.
 * Errors:    a task that failed is told to done(). POOL_START (fatal) when not one process can be made (any more).
 * SIGINT, SIGTERM and SIGHUP are held back while a pool stands, and end it early: pool_submit() and pool_finish() give false.
 * A worker dies with its parent. */
#ifndef BATCH_POOL_H
#define BATCH_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

enum pool_end {
    POOL_DONE,
    POOL_CRASHED, /* by the signal `detail`, or with exit status `detail` when that is negative */
    POOL_KILLED,  /* SIGKILL, and not by us */
    POOL_TIMEOUT,
    POOL_MEMORY
};

/* In the worker: what becomes of a task. */
typedef void pool_work_fn(void *arg, const struct buf *task, struct buf *reply);
/* In the parent. reply is empty unless the task was done. */
typedef void pool_done_fn(void *arg, size_t tag, enum pool_end end, int detail, const struct buf *reply);

struct pool_options {
    unsigned workers, seconds, memory;
    unsigned mode; /* that files written by a worker get */
    pool_work_fn *work;
    pool_done_fn *done;
    void *arg; /* of both */
};

struct pool;

struct pool *pool_new(const struct pool_options *o, struct diag_list *d);
/* Waits for a worker that is free, telling what comes in meanwhile. False: stopped. */
bool pool_submit(struct pool *p, size_t tag, const struct buf *task);
/* Waits for all that are at work. False: stopped. */
bool pool_finish(struct pool *p);
/* No further task comes: workers end by themselves, each with its last reply. */
void pool_no_more(struct pool *p);
/* The signal that stopped it; -1: no process could be made; 0: nothing did. */
int pool_stopped(const struct pool *p);
void pool_free(struct pool *p);

#endif
