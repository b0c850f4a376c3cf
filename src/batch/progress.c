#include "batch/progress.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/diag.h"

#define WIDTH 30      /* of the bar */
#define INTERVAL 100  /* between two bars [ms] */

/* "1:05:09", "0:42" */
static void add_time(struct buf *b, int64_t seconds)
{
    if (seconds >= 3600)
        buf_printf(b, "%lld:%02d:%02d", (long long)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
    else
        buf_printf(b, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

static void add_words(struct buf *out, const struct progress *p)
{
    struct buf v[5] = {0};
    int64_t spent = clock_ms() - p->began;
    buf_printf(&v[0], "%zu", p->done);
    buf_printf(&v[1], "%zu", p->total);
    buf_printf(&v[2], "%zu", p->total ? p->done * 100 / p->total : 100);
    buf_decimal(&v[3], spent > 0 ? (int64_t)p->done * 10000 / spent : 0, 1);
    add_time(&v[4], p->done ? (spent * (int64_t)(p->total - p->done) / (int64_t)p->done + 500) / 1000 : 0);
    struct diag_list *d = diag_list_new();
    diag(d, BATCH_PROGRESS, NULL, v[0].data, v[1].data, v[2].data, v[3].data, v[4].data);
    diag_text(out, diag_list_at(d, 0), p->lang);
    diag_list_free(d);
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        buf_free(&v[i]);
}

static void show(struct progress *p)
{
    struct buf out = {0};
    if (p->terminal) {
        size_t full = p->total ? p->done * WIDTH / p->total : WIDTH;
        buf_puts(&out, "\r[");
        for (size_t i = 0; i < WIDTH; i++)
            buf_putc(&out, i < full ? '#' : '.');
        buf_puts(&out, "] ");
    }
    add_words(&out, p);
    buf_puts(&out, p->terminal ? "\x1b[K" : "\n");
    fwrite(out.data, 1, out.n, stderr);
    fflush(stderr);
    buf_free(&out);
    p->shown = clock_ms();
}

void progress_begin(struct progress *p, size_t total, bool terminal, const struct i18n *lang)
{
    *p = (struct progress){.lang = lang, .terminal = terminal, .total = total, .began = clock_ms()};
    p->shown = p->began;
}

void progress_step(struct progress *p)
{
    if (++p->done > p->total)
        p->total = p->done; /* inputs that came after they were counted */
    unsigned tenth = (unsigned)(p->done * 10 / p->total);
    if (p->terminal ? clock_ms() - p->shown >= INTERVAL : tenth > p->tenth)
        show(p);
    p->tenth = tenth;
}

void progress_end(struct progress *p)
{
    if (!p->terminal)
        return;
    show(p);
    fputc('\n', stderr);
}
