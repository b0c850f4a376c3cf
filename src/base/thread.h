/* thread.h - a thread that works beside the one that talks to the world: it does jobs one after another, as they are given.
 * Purpose:   whoever starts one does the jobs itself where there can be none. The thread takes no signals: these are for the one
 *            that knows what to do about them.
 * Ownership: a thread is freed (joined) by who started it, the only one to call these functions. What a job reads and writes is the
 *            thread's from thread_give() until the job is done. No process is made (fork) in between.
 * Units:     jobs are counted from 0, in the order in which they are given.
 * Errors:    NULL: there can be none. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <stdbool.h>
#include <stddef.h>

struct thread;

typedef void thread_work(void *arg, size_t job);

struct thread *thread_start(thread_work *work, void *arg);
void thread_give(struct thread *t);
/* So many jobs, the first ones, are done. */
size_t thread_done(struct thread *t);
/* Waits until so many are; no more than were given. */
void thread_wait(struct thread *t, size_t jobs);
/* A job that was begun is finished, others are not. NULL: nothing. */
void thread_free(struct thread *t);

#endif
