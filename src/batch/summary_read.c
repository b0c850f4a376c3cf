#include "batch/summary_read.h"

#include <stdlib.h>

#include "base/wire.h"
#include "batch/apart.h"
#include "sheet/locate.h"

enum {
    ALONE = 100,          /* proposals that are read before others help: packs are loaded by then, and a small table is done */
    TASK_ROWS = 50,       /* proposals of one task, at most, */
    TASK_BYTES = 1 << 18  /* or so many bytes, with the last one */
};

struct reading {
    struct session *session;
    const struct summary_inputs *in;
    struct summary_read *out;
    struct diag_list *d;
    struct diag_list *read; /* what inputs.h says; given to d in its turn */
    size_t told;            /* of these */
    struct apart *apart;    /* NULL: nobody helps, yet or at all */
    bool tried;
    struct buf task;
    size_t task_rows;
    bool stopped;
};

/* A proposal as this process or another reads it. */
struct one {
    struct input in;
    const char *map; /* of a row that is checked: locate.h; else NULL */
};

/* What became of it. */
struct taken {
    bool good, faulty; /* good: reading goes on */
    const char **cells; /* NULL: it could not be read */
};

/* --- one proposal --- */

/* The errors only. True when there are any. */
static bool take_errors(struct diag_list *to, const struct diag_list *from)
{
    for (size_t i = 0; i < diag_list_count(from); i++) {
        const struct diag_record *r = diag_list_at(from, i);
        if (r->severity >= DIAG_ERROR)
            diag_finding(to, r);
    }
    return diag_list_has(from, DIAG_ERROR);
}

/* The programme is that of the first proposal; one table holds proposals to one programme. */
static bool same_programme(struct reading *r, const struct document *p, struct diag_list *d)
{
    struct loc loc = {.file = p->file};
    struct summary_read *out = r->out;
    if (!out->summary)
        out->summary = summary_new(p->programme, d);
    if (!out->summary || out->summary->programme == p->programme)
        return out->summary != NULL;
    diag(d, SUMMARY_OTHER, &loc, programme_id(p->programme), programme_id(out->summary->programme));
    return false;
}

static void judge(const struct reading *r, const struct one *o, struct document *p, struct taken *t, struct diag_list *d)
{
    struct diag_list *found = diag_list_new();
    t->faulty = take_errors(d, o->in.findings);
    t->good = !r->in->check || document_check(p, found);
    if (o->map)
        locate_findings(o->map, o->in.source, p->programme, o->in.findings, found);
    t->faulty = take_errors(d, found) || t->faulty;
    diag_list_free(found);
}

static struct taken take_one(struct reading *r, const struct one *o, struct arena *a, struct diag_list *d)
{
    struct document p = {0};
    struct taken t = {0};
    if (inputs_open(&o->in, r->session, &p, d) && same_programme(r, &p, d)) {
        judge(r, o, &p, &t, d);
        t.cells = summary_cells(r->out->summary, p.doc, a);
    }
    document_close(&p);
    return t;
}

static bool keep(struct reading *r, const struct taken *t, const char *source)
{
    r->out->faulty += t->faulty;
    if (t->cells)
        summary_add(r->out->summary, t->cells, source);
    return t->good;
}

static char *map_of(const struct reading *r, const struct input *in)
{
    return in->row && r->in->check ? locate_map(in->row) : NULL;
}

/* What was said of the inputs up to here. */
static void tell(struct reading *r, size_t n)
{
    for (; r->told < n; r->told++)
        diag_finding(r->d, diag_list_at(r->read, r->told));
}

static bool alone(struct reading *r, const struct input *in)
{
    struct one o = {.in = *in};
    struct arena *a = arena_new();
    char *map = map_of(r, in);
    o.map = map;
    tell(r, diag_list_count(r->read));
    struct taken t = take_one(r, &o, a, r->d);
    bool good = keep(r, &t, in->source);
    free(map);
    arena_free(a);
    return good;
}

/* --- in another process --- */

static void put_one(struct reading *r, const struct input *in)
{
    struct buf *b = &r->task;
    char *map = map_of(r, in);
    wire_put_number(b, diag_list_count(r->read));
    wire_put_text(b, in->source);
    wire_put_text(b, in->folder);
    wire_put_text(b, in->path);
    wire_put_bytes(b, in->bytes ? in->bytes->data : NULL, in->bytes ? in->bytes->n : 0);
    wire_put_text(b, map);
    wire_put_findings(b, in->findings);
    free(map);
}

static void put_taken(const struct reading *r, struct buf *reply, const struct taken *t, const struct diag_list *d)
{
    wire_put_number(reply, t->good);
    wire_put_number(reply, t->faulty);
    wire_put_findings(reply, d);
    wire_put_number(reply, t->cells != NULL);
    for (size_t i = 0; t->cells && i < r->out->summary->columns.n; i++)
        wire_put_text(reply, t->cells[i]);
}

static bool do_one(struct reading *r, struct wire *w, struct arena *a, struct buf *reply)
{
    struct diag_list *findings = diag_list_new(), *d = diag_list_new();
    struct one o = {.in = {.findings = findings}};
    struct buf bytes = {0};
    wire_put_number(reply, wire_number(w));
    o.in.source = wire_text(w);
    o.in.folder = wire_text(w);
    o.in.path = wire_bytes(w, NULL);
    bytes.data = (char *)(uintptr_t)wire_bytes(w, &bytes.n); /* only looked at */
    o.in.bytes = bytes.data ? &bytes : NULL;
    o.map = wire_bytes(w, NULL);
    wire_findings(w, findings);
    struct taken t = take_one(r, &o, a, d);
    wire_put_text(reply, o.in.source);
    put_taken(r, reply, &t, d);
    diag_list_free(findings);
    diag_list_free(d);
    return t.good && !w->broken;
}

static void work(void *arg, const struct buf *task, struct buf *reply)
{
    struct wire w = {.at = task->data, .end = task->data + task->n};
    struct arena *a = arena_new();
    while (w.at < w.end && do_one(arg, &w, a, reply))
        arena_reset(a);
    arena_free(a);
}

/* --- what comes back --- */

static bool take_reply(struct reading *r, struct wire *w, struct arena *a)
{
    size_t columns = r->out->summary->columns.n;
    tell(r, (size_t)wire_number(w));
    const char *source = wire_text(w);
    struct taken t = {.good = wire_number(w) != 0};
    t.faulty = wire_number(w) != 0;
    wire_findings(w, r->d);
    if (wire_number(w))
        t.cells = arena_array(a, columns, sizeof *t.cells);
    for (size_t i = 0; t.cells && i < columns; i++)
        t.cells[i] = wire_text(w);
    if (w->broken)
        apart_refuse(r->apart);
    return !w->broken && keep(r, &t, source);
}

static bool take_answer(struct reading *r)
{
    struct buf reply = {0};
    bool good = apart_answer(r->apart, &reply);
    struct wire w = {.at = reply.data, .end = buf_end(&reply)};
    struct arena *a = arena_new();
    while (good && w.at < w.end) {
        good = take_reply(r, &w, a);
        arena_reset(a);
    }
    arena_free(a);
    buf_free(&reply);
    return good;
}

static bool send(struct reading *r)
{
    bool good = !r->task_rows || apart_ask(r->apart, &r->task);
    r->task.n = r->task_rows = 0;
    while (good && apart_ready(r->apart))
        good = take_answer(r);
    return good;
}

/* Waits for all that the others were asked. */
static bool settle(struct reading *r)
{
    bool good = send(r);
    while (good && apart_open(r->apart))
        good = take_answer(r);
    return good;
}

/* --- all of them --- */

static bool helped(struct reading *r)
{
    unsigned processors = session_options(r->session)->processors;
    if (!r->tried && r->out->summary && r->out->count > ALONE) {
        r->apart = apart_new(processors > 1 ? processors : 0, APART_WRITES_NOTHING, work, r, r->d);
        r->tried = true;
    }
    return r->apart != NULL;
}

static bool take_input(void *arg, const struct input *in)
{
    struct reading *r = arg;
    bool readable = in->bytes || in->path, good;
    r->out->count++;
    if (readable && helped(r)) {
        put_one(r, in);
        good = (++r->task_rows < TASK_ROWS && r->task.n < TASK_BYTES) || send(r);
    } else if (readable) {
        good = alone(r, in);
    } else {
        good = !r->apart || settle(r);
        tell(r, diag_list_count(r->read));
        good = good && !take_errors(r->d, in->findings);
    }
    r->stopped = !good;
    return good;
}

bool summary_read(struct session *session, const struct summary_inputs *in, struct summary_read *out, struct diag_list *d)
{
    struct reading r = {.session = session, .in = in, .out = out, .d = d, .read = diag_list_new()};
    *out = (struct summary_read){0};
    bool good = inputs_each(session, in->operands, in->n, &in->options, take_input, &r, r.read);
    good = (r.stopped || !r.apart || settle(&r)) && good;
    tell(&r, diag_list_count(r.read));
    apart_free(r.apart);
    buf_free(&r.task);
    diag_list_free(r.read);
    return good && out->summary;
}
