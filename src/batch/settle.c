#include "batch/settle.h"

#include <string.h>
#include <sys/stat.h>

#include "batch/across.h"
#include "batch/digest.h"
#include "batch/notice.h"
#include "batch/report.h"

bool settle_begin(struct settle *t, struct session *s, const struct batch_options *o, struct diag_list *d)
{
    *t = (struct settle){.session = s, .o = o, .arena = arena_new(), .names = names_new()};
    if (o->submission && !(t->submission = submission_open(o->submission, d)))
        return false;
    digest_context(s, o->form, t->context);
    t->head = (struct manifest_head){SHENBAO_VERSION, t->context, o->shard, o->shards, o->submission};
    struct store_options so = {.folder = o->folder, .resume = o->resume, .mode = o->mode, .head = &t->head};
    t->store = store_open(&so, &t->before, t->arena, d);
    return t->store != NULL;
}

void settle_end(struct settle *t)
{
    if (!t->arena)
        return;
    store_close(t->store);
    names_free(t->names);
    submission_free(t->submission);
    for (size_t i = 0; i < t->entries.n; i++)
        entry_free(&t->entries.v[i]);
    manifest_free(&t->before);
    arena_free(t->arena);
}

static struct settle_pack *pack_of(struct settle *t, const char *id)
{
    for (size_t i = 0; i < t->packs.n; i++)
        if (strcmp(t->packs.v[i].id, id) == 0)
            return &t->packs.v[i];
    struct diag_list *quiet = diag_list_new(); /* a broken one is said with each of its documents */
    struct settle_pack *p = VEC_PUSH(t->arena, &t->packs);
    *p = (struct settle_pack){.id = arena_strdup(t->arena, id), .programme = *id ? session_programme(t->session, id, quiet) : NULL};
    if (p->programme)
        digest_programme(t->session, p->programme, p->digest);
    diag_list_free(quiet);
    return p;
}

const char *settle_pack(struct settle *t, const char *id)
{
    return pack_of(t, id)->digest;
}

const struct entry *settle_before(struct settle *t, const char *source)
{
    const char *context = "";
    const struct entry *e = manifest_find(&t->before, source, &context);
    if (!e || e->result.state == RESULT_FAILED || strcmp(context, t->context) != 0)
        return NULL;
    return e->facts && *e->pack && strcmp(e->pack, settle_pack(t, e->result.programme)) == 0 ? e : NULL;
}

/* --- names --- */

static const char *field(void *arg, const char *name)
{
    const struct entry *e = arg;
    return strcmp(name, "number") == 0 ? e->result.number : entry_name(e, name);
}

/* What an earlier run said of the name that it gave is no longer true. */
static void tell_name(struct entry *e, const struct name_made *made)
{
    struct diag_list *d = e->result.findings;
    struct loc at = {.file = e->result.source};
    diag_list_drop(d, 0, DIAG_BATCH_SHORTENED);
    diag_list_drop(d, 0, DIAG_BATCH_COPY);
    if (made->full)
        diag(d, BATCH_SHORTENED, &at, made->full, made->path);
    if (made->copy > 1)
        diag(d, BATCH_COPY, &at, made->path);
}

/* The pattern of the programme; of one form only, its name goes before the extension. */
static const char *output_name(struct settle *t, struct entry *e)
{
    const struct programme_file *f = programme_set_file(pack_of(t, e->result.programme)->programme, e->result.direction);
    const char *name = f->name, *dot = strrchr(name, '.');
    if (t->o->form)
        name = arena_printf(t->arena, "%.*s-%s%s", (int)(dot ? dot - name : (long)strlen(name)), name, t->o->form, dot ? dot : "");
    struct name_made made = names_make(t->names, f->folder, name, field, e);
    tell_name(e, &made);
    return arena_strdup(t->arena, made.path);
}

/* --- one after the other --- */

static void count(struct batch_counts *c, enum result_state s)
{
    if (s == RESULT_GOOD)
        c->good++;
    else if (s == RESULT_CONTENT)
        c->content++;
    else
        c->failed++;
}

/* A disk that is full is so for all: the run stops and says it once. */
static bool disk_fails(const struct diag_list *findings, struct diag_list *d)
{
    for (size_t i = 0; i < diag_list_count(findings); i++)
        if (diag_list_at(findings, i)->id == DIAG_FILE_WRITE) {
            diag_finding(d, diag_list_at(findings, i));
            return true;
        }
    return false;
}

/* Somebody has put a file of his own where the output belongs. */
static void refuse_name(struct entry *e)
{
    diag(e->result.findings, STORE_TAKEN, NULL, e->result.output);
    e->result.output = e->result.output_digest = NULL;
    e->result.state = RESULT_FAILED;
}

bool settle_next(struct settle *t, struct entry *e, const char *from, const char *number, struct diag_list *d)
{
    struct result *r = &e->result;
    r->number = number ? arena_strdup(t->arena, number) : arena_printf(t->arena, "%zu", e->index + 1);
    r->output = from ? output_name(t, e) : NULL;
    e->pack = arena_strdup(t->arena, settle_pack(t, r->programme));
    if (disk_fails(r->findings, d)) {
        entry_free(e);
        return false;
    }
    if (from && !store_may_write(t->store, r->output))
        refuse_name(e);
    count(&t->counts, r->state);
    *VEC_PUSH(t->arena, &t->entries) = *e;
    return store_add(t->store, from, r->output, e, d);
}

/* --- the end --- */

static void write_manifest(const struct settle *t, struct buf *out, struct buf *facts)
{
    manifest_write_head(out, &t->head);
    for (size_t i = 0; i < t->entries.n; i++) {
        entry_write(out, &t->entries.v[i]);
        buf_putc(out, '\n');
        manifest_write_facts(facts, &t->entries.v[i]);
    }
    manifest_write_end(out, t->entries.n);
}

/* --- rules across the batch --- */

struct delivery {
    struct settle *settle;
    const char *programme;
    VEC(size_t) members; /* entries, as they were added */
    struct diag_list *d;
};

static void deliver(void *ctx, size_t proposal, const struct diag_record *record)
{
    struct delivery *v = ctx;
    struct diag_list *one = diag_list_new();
    diag_finding(one, record);
    if (proposal == ACROSS_ALL) {
        entry_add_masked(v->d, one);
    } else {
        struct result *r = &v->settle->entries.v[v->members.v[proposal]].result;
        entry_add_masked(r->findings, one);
        if (record->severity >= DIAG_ERROR && r->state == RESULT_GOOD) {
            r->state = RESULT_CONTENT;
            v->settle->counts.good--;
            v->settle->counts.content++;
        }
    }
    diag_list_free(one);
}

static bool add_all(struct settle *t, struct across *a, struct delivery *v, const char *recommender)
{
    bool ok = true;
    for (size_t i = 0; i < t->entries.n && ok; i++) {
        const struct entry *e = &t->entries.v[i];
        if (!e->facts || strcmp(e->result.programme, v->programme) != 0)
            continue;
        *VEC_PUSH(t->arena, &v->members) = i;
        struct across_item item = {e->result.source, *e->result.recommender ? e->result.recommender : recommender, e->cells, e->facts, e->facts_size};
        ok = across_add(a, &item, v->d);
    }
    return ok;
}

static bool check_programme(struct settle *t, const struct settle_pack *p, struct diag_list *d)
{
    const struct session_options *so = session_options(t->session);
    struct check_options o = {.as_of = so->as_of, .strict = so->strict, .source_date = session_source_date(t->session)};
    struct delivery v = {.settle = t, .programme = p->id, .d = d};
    struct submission *s = t->submission && strcmp(t->submission->programme, p->id) == 0 ? t->submission : NULL;
    struct across *a = across_new(p->programme, &o);
    if (s) {
        across_submission(a, s->doc, s->file);
        submission_check(s, p->programme, d);
    }
    bool ok = add_all(t, a, &v, s ? s->recommender : NULL) && across_check(a, deliver, &v, d);
    across_free(a);
    return ok;
}

/* A shard has a part of the proposals only: merge judges all together. */
static bool check_across(struct settle *t, struct diag_list *d)
{
    bool ok = true;
    for (size_t i = 0; i < t->packs.n && ok && !t->o->shards; i++)
        ok = !t->packs.v[i].programme || check_programme(t, &t->packs.v[i], d);
    return ok;
}

/* A shard knows a part of each unit's proposals only: the letters are written when all are together. *good: there are none, or they
 * have begun. */
static struct notices *begin_notices(struct settle *t, const struct results *r, bool *good, struct diag_list *d)
{
    struct notice_options o = {.submission = t->submission, .answer_by = t->o->answer_by, .workers = t->o->workers, .mode = t->o->mode};
    const char *folder = t->o->shards ? NULL : store_notices(t->store, d);
    struct notices *n = folder ? notices_begin(t->session, r, &o, folder, d) : NULL;
    *good = n || t->o->shards;
    return n;
}

/* The letters go on while the reports are written; what is said of them comes first. */
static bool write_reports(struct settle *t, struct diag_list *d)
{
    struct results r = {0};
    bool good;
    VEC_RESERVE(t->arena, &r.rows, t->entries.n + 1);
    for (size_t i = 0; i < t->entries.n; i++)
        *VEC_PUSH(t->arena, &r.rows) = t->entries.v[i].result;
    struct notices *n = begin_notices(t, &r, &good, d);
    struct diag_list *said = diag_list_new();
    good = good && reports_write(t->session, &r, t->o->folder, t->o->lang, said);
    good = (!n || notices_end(n)) && good;
    if (!t->o->shards)
        store_notices_end(t->store);
    diag_list_append(d, said);
    diag_list_free(said);
    return good;
}

bool settle_finish(struct settle *t, struct diag_list *d)
{
    struct buf manifest = {0}, facts = {0};
    write_manifest(t, &manifest, &facts);
    bool ok = store_flush(t->store, d) && check_across(t, d) && write_reports(t, d) && store_finish(t->store, &manifest, &facts, d);
    buf_free(&manifest);
    buf_free(&facts);
    return ok;
}
