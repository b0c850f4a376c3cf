#include "layout/drawing.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/thread.h"

struct drawing {
    struct device *device;
    struct diag_list *own, *said; /* the device's, and what it says beside */
    bool beside, failed;
    struct thread *thread;   /* NULL: there is none, or none yet */
    size_t given, jobs;      /* pages, and those among them that the thread draws */
    const struct area *page; /* the last one of these */
};

static void draw_beside(void *arg, size_t job)
{
    struct drawing *g = arg;
    (void)job;
    g->failed = !draw_page(g->device, g->page);
}

struct drawing *drawing_begin(struct device *device, bool beside)
{
    struct drawing *g = xcalloc(1, sizeof *g);
    g->device = device;
    g->beside = beside;
    g->own = device->diag;
    g->said = diag_list_new();
    return g;
}

void drawing_wait(struct drawing *g)
{
    if (g->thread)
        thread_wait(g->thread, g->jobs);
}

static bool begin_beside(struct drawing *g)
{
    if (!g->thread && g->beside) {
        g->thread = thread_start(draw_beside, g);
        g->beside = g->thread != NULL;
    }
    return g->beside;
}

bool drawing_page(struct drawing *g, const struct area *page)
{
    drawing_wait(g);
    if (g->failed)
        return false;
    bool beside = !page->u.page.fields && begin_beside(g);
    g->device->diag = beside ? g->said : g->own;
    g->given++;
    if (!beside) {
        g->failed = !draw_page(g->device, page);
        return !g->failed;
    }
    g->page = page;
    g->jobs++;
    thread_give(g->thread);
    return true;
}

size_t drawing_given(const struct drawing *g)
{
    return g->given;
}

/* All but the one that the thread has in hand: the others were waited for. */
bool drawing_reached(const struct drawing *g, size_t pages)
{
    bool waits = g->thread && thread_done(g->thread) < g->jobs;
    return pages <= g->given - waits;
}

bool drawing_end(struct drawing *g, struct diag_list *d)
{
    drawing_wait(g);
    thread_free(g->thread);
    bool good = !g->failed;
    g->device->diag = g->own;
    diag_list_append(d, g->said);
    diag_list_free(g->said);
    free(g);
    return good;
}
