/* apart.h - work done in other processes meanwhile, whose answers come in the order of the questions.
 * Purpose:   one run is shared among the processors it may use and comes to what it would come to alone. The processes are those
 *            of pool.h, so they know all that this one knew when apart_new() was called.
 * Ownership: apart_new() gives, apart_free() takes. Tasks are copied; the diag list is lent until then.
 * Errors:    APART_* (fatal) when a process ends before it has answered; what then is still asked fails too.
 * SIGINT, SIGTERM and SIGHUP are held back meanwhile: they end apart_ask() and apart_answer() with false, and reach this process
 * in apart_free(). */
#ifndef BATCH_APART_H
#define BATCH_APART_H

#include "batch/pool.h"

struct apart;

#define APART_WRITES_NOTHING 0600
/* mode: of the files that the work writes. NULL: there are no processors for it, or no process can be made. Whoever asks does the
 * work itself then. */
struct apart *apart_new(unsigned workers, unsigned mode, pool_work_fn *work, void *arg, struct diag_list *d);
/* Waits for a process that is free. */
bool apart_ask(struct apart *a, const struct buf *task);
/* That was all: the processes end meanwhile, each with its last answer. */
void apart_asked(struct apart *a);
size_t apart_open(const struct apart *a); /* questions whose answers were not taken */
bool apart_ready(const struct apart *a);  /* the next answer need not be waited for */
/* The next one; freed by the caller. There must be an open question. */
bool apart_answer(struct apart *a, struct buf *reply);
/* An answer that is a yes or no, and what was found on the way: in the other process, and here, where the findings go to the list
 * that was lent. False: no, or no such answer. */
void apart_put_verdict(struct buf *reply, bool good, const struct diag_list *found);
bool apart_verdict(struct apart *a);
/* Says of an answer that it is none. */
void apart_refuse(struct apart *a);
void apart_free(struct apart *a); /* NULL is allowed */

#endif
