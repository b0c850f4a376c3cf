#include "batch/batch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/across.h"
#include "batch/pool.h"
#include "batch/progress.h"
#include "batch/settle.h"
#include "batch/work.h"
#include "sheet/locate.h"

#define LOOKED_AT 200 /* files whose programme is looked up before the workers are forked */

/* A document on its way. */
struct slot {
    bool arrived, kept;
    struct entry entry;
    char *map;                 /* of a row: the cells of its values (locate.h); else NULL */
    struct diag_list *reading; /* findings at the cells of its row, or why it could not be read; NULL: none */
    const struct entry *before;
    const char *source, *path; /* path: of its own file, or NULL */
    const char *number;        /* in the table, or NULL */
    const char *stamp;
    size_t index;
};

struct run {
    struct arena *arena;
    struct settle settle;
    struct session *session;
    const struct batch_options *o;
    struct work *work;
    struct work_options work_options;
    struct pool *pool;
    struct progress progress;
    struct diag_list *d;
    VEC(struct slot) slots;
    size_t index, settled; /* inputs seen; slots settled */
    size_t total, looked_at;
    struct inputs_table opened; /* by the counting, for the reading */
    VEC(const char *) tables;
    VEC(const char *) stamps;
    bool failed;
};

/* --- before the work: how much is it, and of which programmes --- */

static bool is_ours(const struct run *r, size_t index)
{
    return !r->o->shards || index % r->o->shards == r->o->shard - 1;
}

/* A hint only: a worker that meets another programme loads it by itself. */
static void look_at_file(struct run *r, const char *path)
{
    char head[4097];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof head - 1);
    if (fd >= 0)
        close(fd);
    head[n > 0 ? n : 0] = '\0';
    const char *at = strstr(head, "programme=\"");
    if (!at)
        return;
    at += strlen("programme=\"");
    work_prepare(r->work, arena_strndup(r->arena, at, strcspn(at, "\"")));
}

static void note_table(struct run *r, const char *path)
{
    struct buf stamp = {0};
    if (r->tables.n && strcmp(r->tables.v[r->tables.n - 1], path) == 0)
        return;
    work_prepare(r->work, r->o->inputs.programme);
    work_stamp(&stamp, path);
    *VEC_PUSH(r->arena, &r->tables) = arena_strdup(r->arena, path);
    *VEC_PUSH(r->arena, &r->stamps) = arena_strndup(r->arena, stamp.data, stamp.n);
    buf_free(&stamp);
}

static bool count_input(void *arg, const struct input *in)
{
    struct run *r = arg;
    r->total += is_ours(r, r->index++);
    if (in->table)
        note_table(r, in->table);
    else if (in->path && r->looked_at++ < LOOKED_AT)
        look_at_file(r, in->path);
    return true;
}

static bool survey(struct run *r)
{
    struct diag_list *quiet = diag_list_new(); /* all is said when the inputs are read in earnest */
    struct inputs_options o = r->o->inputs;
    o.counted = true;
    o.kept = &r->opened;
    bool ok = inputs_each(r->session, r->o->operands, r->o->operand_count, &o, count_input, r, quiet);
    if (!ok)
        diag_list_append(r->d, quiet);
    diag_list_free(quiet);
    r->index = 0;
    return ok;
}

/* --- what comes back --- */

static void fail_slot(struct slot *s)
{
    s->entry = (struct entry){.result = {.source = s->source, .programme = "", .direction = "", .title = "", .unit = "",
                                         .recommender = "", .code = "", .state = RESULT_FAILED, .findings = diag_list_new()}};
}

static void lost(struct run *r, struct slot *s, enum pool_end end, int detail)
{
    struct buf number = {0};
    unsigned shown = end == POOL_TIMEOUT ? r->o->seconds : end == POOL_MEMORY ? r->o->memory : (unsigned)abs(detail);
    enum diag_id id = end == POOL_TIMEOUT ? DIAG_BATCH_TIMEOUT : end == POOL_MEMORY ? DIAG_BATCH_MEMORY
                    : end == POOL_KILLED ? DIAG_BATCH_KILLED : DIAG_BATCH_CRASHED;
    buf_printf(&number, "%u", shown);
    fail_slot(s);
    diag_report(s->entry.result.findings, id, &(struct loc){.file = s->source}, (const char *const[]){number.data, NULL});
    buf_free(&number);
}

static void take_reply(struct run *r, struct slot *s, const struct buf *message)
{
    struct work_reply reply;
    if (!work_reply(&reply, r->arena, message)) {
        lost(r, s, POOL_CRASHED, 0);
        return;
    }
    s->kept = reply.kept && s->before;
    s->stamp = reply.stamp;
    if (!s->kept) {
        s->entry = reply.entry;
        return;
    }
    s->entry = *s->before;
    s->entry.result.findings = diag_list_new(); /* the other one stays with the earlier run's */
    diag_list_append(s->entry.result.findings, s->before->result.findings);
}

static void done(void *arg, size_t tag, enum pool_end end, int detail, const struct buf *message)
{
    struct run *r = arg;
    struct slot *s = &r->slots.v[tag];
    if (end == POOL_DONE)
        take_reply(r, s, message);
    else
        lost(r, s, end, detail);
    s->arrived = true;
    progress_step(&r->progress);
}

/* --- settling --- */

/* What was found while the row was read goes before what its proposal was found to be, which is told at the row's cells. */
static void add_reading(struct run *r, struct slot *s)
{
    struct result *res = &s->entry.result;
    if ((!s->reading && !s->map) || s->kept)
        return;
    struct diag_list *all = diag_list_new();
    if (s->reading)
        entry_add_masked(all, s->reading);
    if (s->map)
        locate_findings(s->map, s->source, *res->programme ? session_programme(r->session, res->programme, r->d) : NULL, all, res->findings);
    diag_list_append(all, res->findings);
    diag_list_free(res->findings);
    res->findings = all;
}

/* Where what is found across the batch is to be told. */
static void keep_cells(struct run *r, struct slot *s)
{
    struct entry *e = &s->entry;
    char *cells = s->map && e->facts ? across_cells(s->map, e->facts, e->facts_size) : NULL;
    e->cells = cells ? arena_strdup(r->arena, cells) : NULL;
    free(cells);
}

/* There are no papers to look at: the reason is told at once, too. */
static void tell_failure(struct run *r, const struct result *res)
{
    for (size_t i = 0; res->state == RESULT_FAILED && i < diag_list_count(res->findings); i++) {
        struct diag_record f = *diag_list_at(res->findings, i);
        if (f.severity < DIAG_ERROR)
            continue;
        f.severity = DIAG_ERROR; /* it is the end of this one, not of the batch */
        diag_finding(r->d, &f);
    }
}

static bool settle_slot(struct run *r, struct slot *s)
{
    add_reading(r, s);
    tell_failure(r, &s->entry.result);
    keep_cells(r, s);
    s->entry.index = s->index;
    const char *from = s->kept ? s->before->result.output : NULL;
    if (!s->kept && s->entry.result.output_digest) {
        char *staged = work_staged(&r->work_options, s->index);
        from = arena_strdup(r->arena, staged + strlen(r->o->folder) + 1);
        free(staged);
    }
    diag_list_free(s->reading);
    s->reading = NULL;
    free(s->map);
    s->map = NULL;
    return settle_next(&r->settle, &s->entry, from, s->number, r->d);
}

static bool settle_arrived(struct run *r)
{
    while (!r->failed && r->settled < r->slots.n && r->slots.v[r->settled].arrived)
        r->failed = !settle_slot(r, &r->slots.v[r->settled++]);
    return !r->failed;
}

/* --- the inputs --- */

static bool send(struct run *r, size_t tag, const struct input *in)
{
    struct slot *s = &r->slots.v[tag];
    struct buf task = {0};
    work_task(&task, s->index, in, s->before);
    bool ok = pool_submit(r->pool, tag, &task);
    buf_free(&task);
    return ok;
}

static bool take_input(void *arg, const struct input *in)
{
    struct run *r = arg;
    struct arena *a = r->arena;
    size_t index = r->index++, tag = r->slots.n;
    if (!is_ours(r, index))
        return true;
    struct slot *s = VEC_PUSH(a, &r->slots);
    *s = (struct slot){.index = index, .source = arena_strdup(a, in->source), .path = in->path ? arena_strdup(a, in->path) : NULL};
    s->map = in->row ? locate_map(in->row) : NULL;
    s->number = in->row && in->row->numbered ? arena_strdup(a, in->row->key) : NULL;
    if (diag_list_count(in->findings)) {
        s->reading = diag_list_new();
        diag_list_append(s->reading, in->findings);
    }
    if (in->path || in->bytes) {
        s->before = settle_before(&r->settle, in->source);
        return send(r, tag, in) && settle_arrived(r);
    }
    fail_slot(s);
    s->arrived = true;
    progress_step(&r->progress);
    return settle_arrived(r);
}

/* --- inputs that changed meanwhile --- */

static void compare(struct run *r, const char *path, const char *stamp)
{
    struct buf now = {0};
    work_stamp(&now, path);
    struct loc at = {.file = path};
    if (strcmp(now.data, stamp) != 0)
        diag(r->d, BATCH_CHANGED, &at);
    buf_free(&now);
}

static void compare_all(struct run *r)
{
    for (size_t i = 0; i < r->slots.n; i++)
        if (r->slots.v[i].path && r->slots.v[i].stamp)
            compare(r, r->slots.v[i].path, r->slots.v[i].stamp);
    for (size_t i = 0; i < r->tables.n; i++)
        compare(r, r->tables.v[i], r->stamps.v[i]);
}

/* --- the run --- */

static void do_work(void *arg, const struct buf *task, struct buf *reply)
{
    const struct run *r = arg;
    work_do(r->work, task, reply);
}

static bool start_pool(struct run *r)
{
    size_t most = r->total ? r->total : 1;
    struct pool_options po = {
        .workers = r->o->workers < most ? r->o->workers : (unsigned)most, .seconds = r->o->seconds, .memory = r->o->memory,
        .mode = r->o->mode, .work = do_work, .done = done, .arg = r,
    };
    r->pool = pool_new(&po, r->d);
    return r->pool != NULL;
}

static void tell_stopped(struct run *r)
{
    struct buf settled = {0}, total = {0};
    buf_printf(&settled, "%zu", r->settled);
    buf_printf(&total, "%zu", r->total);
    diag(r->d, BATCH_STOPPED, NULL, settled.data, total.data);
    buf_free(&settled);
    buf_free(&total);
}

/* What has come in when a run is stopped is kept. */
static bool work_through(struct run *r)
{
    struct inputs_options o = r->o->inputs;
    o.kept = &r->opened;
    progress_begin(&r->progress, r->total, r->o->terminal, r->o->lang);
    bool ok = inputs_each(r->session, r->o->operands, r->o->operand_count, &o, take_input, r, r->d) && pool_finish(r->pool);
    ok = settle_arrived(r) && ok;
    progress_end(&r->progress);
    if (pool_stopped(r->pool) > 0 && !r->failed && store_flush(r->settle.store, r->d))
        tell_stopped(r);
    return ok;
}

static void free_run(struct run *r)
{
    pool_free(r->pool);
    work_free(r->work);
    for (size_t i = r->settled; i < r->slots.n; i++) {
        diag_list_free(r->slots.v[i].reading);
        free(r->slots.v[i].map);
        entry_free(&r->slots.v[i].entry);
    }
    settle_end(&r->settle);
    inputs_table_close(&r->opened);
    arena_free(r->arena);
}

bool batch_run(struct session *s, const struct batch_options *o, struct batch_counts *counts, struct diag_list *d)
{
    struct arena *a = arena_new();
    struct run r = {.session = s, .o = o, .d = d, .arena = a};
    mode_t before = umask(0666 & ~o->mode);
    r.work_options = (struct work_options){.form = o->form, .folder = o->folder, .staged = arena_printf(a, "%s/" STORE_STAGING, o->folder)};
    r.work = work_new(s, &r.work_options);
    bool ok = survey(&r) && settle_begin(&r.settle, s, o, d) && start_pool(&r) && work_through(&r);
    if (ok) {
        compare_all(&r);
        pool_free(r.pool);
        r.pool = NULL;
        ok = settle_finish(&r.settle, d);
    }
    *counts = r.settle.counts;
    free_run(&r);
    umask(before);
    return ok;
}
