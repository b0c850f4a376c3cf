#include "base/thread.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "base/arena.h"

struct thread {
    pthread_t id;
    pthread_mutex_t lock;
    pthread_cond_t change; /* only one waits at a time: the thread with nothing to do, or who gave it something */
    thread_work *work;
    void *arg;
    size_t given, done; /* these and stop: under the lock */
    bool stop;
};

static void *run(void *arg)
{
    struct thread *t = arg;
    pthread_mutex_lock(&t->lock);
    for (;;) {
        while (!t->stop && t->done == t->given)
            pthread_cond_wait(&t->change, &t->lock);
        if (t->stop)
            break;
        pthread_mutex_unlock(&t->lock);
        t->work(t->arg, t->done); /* nobody else writes it */
        pthread_mutex_lock(&t->lock);
        t->done++;
        pthread_cond_signal(&t->change);
    }
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

static bool begin(struct thread *t)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool good = pthread_create(&t->id, NULL, run, t) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return good;
}

static void forget(struct thread *t)
{
    pthread_cond_destroy(&t->change);
    pthread_mutex_destroy(&t->lock);
    free(t);
}

struct thread *thread_start(thread_work *work, void *arg)
{
    struct thread *t = xcalloc(1, sizeof *t);
    t->work = work;
    t->arg = arg;
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->change, NULL);
    if (begin(t))
        return t;
    forget(t);
    return NULL;
}

void thread_give(struct thread *t)
{
    pthread_mutex_lock(&t->lock);
    t->given++;
    pthread_cond_signal(&t->change);
    pthread_mutex_unlock(&t->lock);
}

size_t thread_done(struct thread *t)
{
    pthread_mutex_lock(&t->lock);
    size_t done = t->done;
    pthread_mutex_unlock(&t->lock);
    return done;
}

void thread_wait(struct thread *t, size_t jobs)
{
    pthread_mutex_lock(&t->lock);
    while (t->done < jobs)
        pthread_cond_wait(&t->change, &t->lock);
    pthread_mutex_unlock(&t->lock);
}

void thread_free(struct thread *t)
{
    if (!t)
        return;
    pthread_mutex_lock(&t->lock);
    t->stop = true;
    pthread_cond_signal(&t->change);
    pthread_mutex_unlock(&t->lock);
    pthread_join(t->id, NULL);
    forget(t);
}
