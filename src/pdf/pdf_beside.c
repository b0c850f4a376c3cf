/* pdf_beside.c - streams that are compressed by a thread of their own while the pages go on. What comes of it is taken in the order
 * in which it was given, so the file is the same. libdeflate allows that with a compressor for each thread; nothing else is
 * shared, and the thread allocates nothing. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum { AHEAD = 16 }; /* streams that wait */

struct job {
    pdf_deflated_fn *then;
    void *arg;
    enum pdf_effort effort;
    void *data, *out;
    size_t n, room, out_n;
};

struct pdf_beside {
    struct pdf_packers packers;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t given, done;
    struct job jobs[AHEAD];   /* a ring: what was taken, what is ready, what is to be done */
    size_t taken, ready, put; /* ready, put, stop: under the lock */
    bool stop;
};

static void *work(void *arg)
{
    struct pdf_beside *b = arg;

    pthread_mutex_lock(&b->lock);
    for (;;) {
        while (!b->stop && b->ready == b->put)
            pthread_cond_wait(&b->given, &b->lock);
        if (b->stop)
            break;
        struct job *j = &b->jobs[b->ready % AHEAD];
        pthread_mutex_unlock(&b->lock);
        j->out_n = libdeflate_zlib_compress(b->packers.by[j->effort], j->data, j->n, j->out, j->room);
        pthread_mutex_lock(&b->lock);
        b->ready++;
        pthread_cond_signal(&b->done);
    }
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

/* Signals are for the thread that knows what to do about them. */
static bool start_thread(struct pdf_beside *b)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool good = pthread_create(&b->thread, NULL, work, b) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return good;
}

/* NULL: there is no second processor, or no thread can be made. */
static struct pdf_beside *beside(struct pdf *p)
{
    struct pdf_beside *b;

    if (p->beside || !p->opt.beside)
        return p->beside;
    b = xcalloc(1, sizeof *b);
    pdf_packers_open(&b->packers);
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->given, NULL);
    pthread_cond_init(&b->done, NULL);
    if (start_thread(b)) {
        p->beside = b;
        return b;
    }
    pdf_packers_close(&b->packers);
    free(b);
    p->opt.beside = false;
    return NULL;
}

/* Waits for the next one if need be. False: it is not ready, or nothing was given. */
static bool take(struct pdf_beside *b, bool wait, struct job *out)
{
    pthread_mutex_lock(&b->lock);
    while (wait && b->taken < b->put && b->taken == b->ready)
        pthread_cond_wait(&b->done, &b->lock);
    bool found = b->taken < b->ready;
    pthread_mutex_unlock(&b->lock);
    if (found)
        *out = b->jobs[b->taken++ % AHEAD];
    return found;
}

/* Takes what is ready, and waits for so many if need be. */
static void finish(struct pdf *p, size_t wait)
{
    struct job j;

    while (take(p->beside, wait > 0, &j)) {
        j.then(p, j.arg, j.out, j.out_n);
        free(j.data);
        free(j.out);
        wait -= wait > 0;
    }
}

void pdf_deflate_then(struct pdf *p, enum pdf_effort effort, const void *data, size_t n, pdf_deflated_fn *then, void *arg)
{
    struct pdf_beside *b = beside(p);
    void *copy;
    size_t size;

    if (!b) {
        void *packed = pdf_deflate(p, effort, data, n, &size);
        then(p, arg, packed, size);
        free(packed);
        return;
    }
    finish(p, b->put - b->taken == AHEAD ? 1 : 0); /* the thread goes on with the others */
    size = libdeflate_zlib_compress_bound(b->packers.by[effort], n);
    copy = xmalloc(n + 1);
    if (n) /* an empty page has no data */
        memcpy(copy, data, n);
    b->jobs[b->put % AHEAD] = (struct job){then, arg, effort, copy, xmalloc(size), n, size, 0};
    pthread_mutex_lock(&b->lock);
    b->put++;
    pthread_cond_signal(&b->given);
    pthread_mutex_unlock(&b->lock);
}

void pdf_settle(struct pdf *p)
{
    if (p->beside)
        finish(p, p->beside->put - p->beside->taken);
}

void pdf_beside_drop(struct pdf *p)
{
    struct job j;

    while (p->beside && take(p->beside, true, &j)) {
        free(j.data);
        free(j.out);
    }
}

void pdf_beside_free(struct pdf *p)
{
    struct pdf_beside *b = p->beside;

    if (!b)
        return;
    pdf_beside_drop(p);
    pthread_mutex_lock(&b->lock);
    b->stop = true;
    pthread_cond_signal(&b->given);
    pthread_mutex_unlock(&b->lock);
    pthread_join(b->thread, NULL);
    pthread_cond_destroy(&b->done);
    pthread_cond_destroy(&b->given);
    pthread_mutex_destroy(&b->lock);
    pdf_packers_close(&b->packers);
    free(b);
    p->beside = NULL;
}
