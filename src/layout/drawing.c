#include "layout/drawing.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/thread.h"

struct drawing {
    struct device *device;
    struct diag_list *own, *said; /* the device's, and what it says beside */
    bool beside, runs, failed;    /* runs: the thread does */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t change;
    size_t given, drawn;     /* drawn, stop: under the lock */
    const struct area *page; /* the one that was given last */
    bool stop;
};

static void *work(void *arg)
{
    struct drawing *g = arg;
    pthread_mutex_lock(&g->lock);
    for (;;) {
        while (!g->stop && g->drawn == g->given)
            pthread_cond_wait(&g->change, &g->lock);
        if (g->stop)
            break;
        const struct area *page = g->page;
        pthread_mutex_unlock(&g->lock);
        bool good = draw_page(g->device, page);
        pthread_mutex_lock(&g->lock);
        g->failed = g->failed || !good;
        g->drawn++;
        pthread_cond_broadcast(&g->change);
    }
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

struct drawing *drawing_begin(struct device *device, bool beside)
{
    struct drawing *g = xcalloc(1, sizeof *g);
    g->device = device;
    g->beside = beside;
    g->own = device->diag;
    g->said = diag_list_new();
    pthread_mutex_init(&g->lock, NULL);
    pthread_cond_init(&g->change, NULL);
    return g;
}

void drawing_wait(struct drawing *g)
{
    pthread_mutex_lock(&g->lock);
    while (g->runs && g->drawn < g->given)
        pthread_cond_wait(&g->change, &g->lock);
    pthread_mutex_unlock(&g->lock);
}

bool drawing_page(struct drawing *g, const struct area *page)
{
    drawing_wait(g);
    if (g->beside && !g->runs && !page->u.page.fields)
        g->beside = g->runs = thread_start(&g->thread, work, g);
    bool alone = !g->runs || page->u.page.fields;
    g->device->diag = alone ? g->own : g->said;
    bool good = !g->failed && (!alone || draw_page(g->device, page));
    pthread_mutex_lock(&g->lock);
    g->page = page;
    g->failed = !good;
    g->given++;
    g->drawn += alone;
    pthread_cond_broadcast(&g->change);
    pthread_mutex_unlock(&g->lock);
    return good;
}

size_t drawing_given(const struct drawing *g)
{
    return g->given;
}

bool drawing_reached(struct drawing *g, size_t pages)
{
    pthread_mutex_lock(&g->lock);
    bool reached = g->drawn >= pages;
    pthread_mutex_unlock(&g->lock);
    return reached;
}

bool drawing_end(struct drawing *g, struct diag_list *d)
{
    drawing_wait(g);
    if (g->runs) {
        pthread_mutex_lock(&g->lock);
        g->stop = true;
        pthread_cond_broadcast(&g->change);
        pthread_mutex_unlock(&g->lock);
        pthread_join(g->thread, NULL);
    }
    pthread_cond_destroy(&g->change);
    pthread_mutex_destroy(&g->lock);
    bool good = !g->failed;
    g->device->diag = g->own;
    diag_list_append(d, g->said);
    diag_list_free(g->said);
    free(g);
    return good;
}
