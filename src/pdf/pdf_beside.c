/* pdf_beside.c - what a thread of its own does while the pages go on: it compresses streams, and makes the programs of glyphs that a
 * page is the first to use. What comes of it is taken in the order in which it was given, so the file is the same. libdeflate
 * allows that with a compressor for each thread; a face's programs are nobody else's until pdf_settle(). */
#include <stdlib.h>
#include <string.h>

#include "base/huffman.h"
#include "base/thread.h"
#include "pdf/pdf_int.h"

enum {
    AHEAD = 32,     /* jobs that wait */
    MANY = 1 << 17, /* bytes of rows: for fewer the codes of pdf_rows_pack() take too much */
    BEHIND = 3      /* so many that are not done, and who has another does it himself: the structure of a long table, behind its last page */
};

struct wanted { /* a glyph */
    const struct font_face *face;
    uint32_t gid;
};

struct job {
    pdf_deflated_fn *then; /* NULL: data are glyphs, of which nothing is to be taken */
    void *arg;
    enum pdf_effort effort;
    unsigned columns; /* of filtered rows, or 0 */
    void *data, *out;
    size_t n, room, out_n;
    bool any_time; /* its place in the order is of no matter */
    bool done;     /* before it was given */
};

struct pdf_beside {
    struct pdf_packers packers;
    struct thread *thread;
    struct job jobs[AHEAD]; /* a ring: what was taken, what is ready, what is to be done */
    size_t taken, put;
    size_t ordered; /* behind the last one whose place in the order matters */
};

static void make_programs(const struct wanted *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        font_make_outline(w[i].face, w[i].gid);
}

static size_t pack(struct pdf_packers *k, const struct job *j, const void *data)
{
    size_t n = j->columns ? pdf_rows_pack(data, j->n, j->columns, j->out) : 0;

    return n ? n : pdf_pack(k, j->effort, data, j->n, j->out, j->room);
}

static void work(void *arg, size_t job)
{
    struct pdf_beside *b = arg;
    struct job *j = &b->jobs[job % AHEAD];

    if (j->then && !j->done)
        j->out_n = pack(&b->packers, j, j->data);
    else if (!j->then)
        make_programs(j->data, j->n);
}

/* NULL: there is no second processor, or no thread can be made. */
static struct pdf_beside *beside(struct pdf *p)
{
    struct pdf_beside *b;

    if (p->beside || !p->opt.beside)
        return p->beside;
    b = xcalloc(1, sizeof *b);
    b->thread = thread_start(work, b);
    if (b->thread) {
        p->beside = b;
        return b;
    }
    free(b);
    p->opt.beside = false;
    return NULL;
}

/* Waits for the next one if need be. False: it is not ready, or nothing was given. */
static bool take(struct pdf_beside *b, bool wait, struct job *out)
{
    if (b->taken == b->put)
        return false;
    if (wait)
        thread_wait(b->thread, b->taken + 1);
    else if (thread_done(b->thread) == b->taken)
        return false;
    *out = b->jobs[b->taken++ % AHEAD];
    return true;
}

/* Takes what is ready, and waits for so many if need be. */
static void finish(struct pdf *p, size_t wait)
{
    struct job j;

    while (take(p->beside, wait > 0, &j)) {
        if (j.then)
            j.then(p, j.arg, j.out, j.out_n);
        free(j.data);
        free(j.out);
        wait -= wait > 0;
    }
}

/* Takes the job's memory. */
static void give(struct pdf *p, struct job j)
{
    struct pdf_beside *b = p->beside;

    finish(p, b->put - b->taken == AHEAD ? 1 : 0); /* the thread goes on with the others */
    b->jobs[b->put++ % AHEAD] = j;
    thread_give(b->thread);
    if (!j.any_time)
        b->ordered = b->put;
}

/* j: what is to be done with the n bytes; its own data, if it has them, are the same. */
static void deflate(struct pdf *p, struct job j, const void *data, size_t n)
{
    struct pdf_beside *b = beside(p);

    j.n = n;
    j.room = j.columns ? HUFFMAN_ROOM(n) : libdeflate_zlib_compress_bound(NULL, n);
    j.out = xmalloc(j.room);
    j.done = !b || b->put - thread_done(b->thread) >= BEHIND;
    if (j.done) {
        j.out_n = pack(&p->packers, &j, data);
    } else if (!j.data) {
        j.data = xmalloc(n + 1);
        if (n) /* an empty page has no data */
            memcpy(j.data, data, n);
    }
    if (b) {
        give(p, j);
        return;
    }
    j.then(p, j.arg, j.out, j.out_n);
    free(j.data);
    free(j.out);
}

void pdf_deflate_then(struct pdf *p, enum pdf_effort effort, const void *data, size_t n, pdf_deflated_fn *then, void *arg)
{
    deflate(p, (struct job){.then = then, .arg = arg, .effort = effort}, data, n);
}

void pdf_deflate_any_time(struct pdf *p, enum pdf_effort effort, const void *data, size_t n, pdf_deflated_fn *then, void *arg)
{
    deflate(p, (struct job){.then = then, .arg = arg, .effort = effort, .any_time = true}, data, n);
}

void pdf_rows_then(struct pdf *p, const void *rows, size_t n, unsigned columns, pdf_deflated_fn *then, void *arg)
{
    uint8_t *filtered = pdf_rows_filter(rows, n, columns);
    bool many = PDF_FILTERED(n, columns) >= MANY;
    struct job j = {.then = then, .arg = arg, .effort = PDF_ROWS, .columns = many ? columns : 0, .data = filtered};

    deflate(p, j, filtered, PDF_FILTERED(n, columns));
}

static size_t list_new(struct pdf_font *f, struct wanted *to)
{
    size_t n = 0;

    for (; f->given < f->codes.n; f->given++)
        to[n++] = (struct wanted){f->face, f->codes.v[f->given].gid};
    return n;
}

void pdf_glyphs_beside(struct pdf *p)
{
    struct wanted *list;
    size_t most = 0, n = 0;

    for (size_t i = 0; i < p->fonts.n; i++)
        most += p->fonts.v[i]->codes.n - p->fonts.v[i]->given;
    if (most == 0 || !beside(p))
        return;
    list = xcalloc(most, sizeof *list);
    for (size_t i = 0; i < p->fonts.n; i++)
        if (font_outlines(p->fonts.v[i]->face))
            n += list_new(p->fonts.v[i], list + n);
    give(p, (struct job){.data = list, .n = n});
}

void pdf_settle(struct pdf *p)
{
    struct pdf_beside *b = p->beside;

    if (b && b->taken < b->ordered)
        finish(p, b->ordered - b->taken);
}

void pdf_settle_all(struct pdf *p)
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
    thread_free(b->thread);
    pdf_packers_close(&b->packers);
    free(b);
    p->beside = NULL;
}
