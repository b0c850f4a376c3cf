/* thread.h - threads that work beside the one that talks to the world.
 * Purpose:   whoever starts one does the work itself where there can be none.
 * Ownership: a thread that was started is joined by who started it. No process is made (fork) in between.
 * Errors:    false: there is none. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Without signals: these are for the thread that knows what to do about them. */
bool thread_start(pthread_t *thread, void *(*work)(void *arg), void *arg);

#endif
