#include "batch/work.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "batch/across.h"
#include "batch/digest.h"
#include "batch/document.h"
#include "batch/facts.h"
#include "batch/mask.h"
#include "base/wire.h"
#include "programme/labels.h"
#include "xslt/xml.h"

struct pack_facts {
    struct programme *programme;
    struct facts *facts;
};

struct work {
    struct session *session;
    struct work_options o;
    struct arena *arena;
    VEC(struct pack_facts) facts;
};

/* A task, as a worker reads it. */
struct task {
    size_t index;
    const char *source, *path, *folder, *bytes;
    size_t size;
    bool faulty;         /* its row has errors already */
    const char *digest;  /* of a row with the findings at its cells; NULL: of what is read */
    bool before;
    const char *input, *output, *output_digest; /* of the earlier run; NULL: none */
    struct wire papers;  /* as many pairs as `papers_n` */
    uint64_t papers_n;
};

/* What becomes of it. */
struct making {
    struct work *w;
    const struct task *task;
    struct arena *arena;
    struct document document;
    struct diag_list *findings;
    struct entry entry;
    struct buf stamp, facts; /* facts: no data when it could not be read */
    char input[65], output[65];
};

struct work *work_new(struct session *s, const struct work_options *o)
{
    struct arena *a = arena_new();
    struct work *w = arena_alloc(a, sizeof *w);
    *w = (struct work){.session = s, .o = *o, .arena = a};
    return w;
}

void work_free(struct work *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->facts.n; i++)
        facts_free(w->facts.v[i].facts);
    arena_free(w->arena);
}

static struct facts *facts_for(struct work *w, struct programme *p, struct diag_list *d)
{
    for (size_t i = 0; i < w->facts.n; i++)
        if (w->facts.v[i].programme == p)
            return w->facts.v[i].facts;
    struct pack_facts *f = VEC_PUSH(w->arena, &w->facts);
    *f = (struct pack_facts){p, facts_new(p, d)};
    return f->facts;
}

void work_prepare(struct work *w, const char *programme)
{
    struct diag_list *quiet = diag_list_new(); /* what is broken is said with each document */
    struct programme *p = session_programme(w->session, programme, quiet);
    const struct programme_form *forms;
    size_t n = p ? programme_forms(p, &forms) : 0;
    if (p) {
        programme_schema(p, quiet);
        programme_rules(p, quiet);
        programme_fields(p, quiet);
        facts_for(w, p, quiet);
        session_fonts(w->session, quiet);
    }
    for (size_t i = 0; i < n; i++)
        programme_stylesheet(p, &forms[i], quiet);
    diag_list_free(quiet);
}

char *work_staged(const struct work_options *o, size_t index)
{
    struct buf b = {0};
    buf_printf(&b, "%s/%zu.pdf", o->staged, index);
    return buf_steal(&b);
}

void work_stamp(struct buf *out, const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        buf_puts(out, "gone");
    else
        buf_printf(out, "%lld %llu %lld.%ld", (long long)st.st_size, (unsigned long long)st.st_ino,
                   (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

/* --- the task --- */

/* What was wrong in the cells of a row does not stand in the proposal that it came to, but belongs to what was given. */
static void row_digest(const struct input *in, char out[65])
{
    struct buf b = {0};
    buf_add(&b, in->bytes->data, in->bytes->n);
    entry_write_findings(&b, in->findings);
    sha256_hex(b.data, b.n, out);
    buf_free(&b);
}

void work_task(struct buf *out, size_t index, const struct input *in, const struct entry *before)
{
    char digest[65];
    wire_put_number(out, index);
    wire_put_text(out, in->source);
    wire_put_text(out, in->path);
    wire_put_text(out, in->folder);
    wire_put_bytes(out, in->bytes ? in->bytes->data : NULL, in->bytes ? in->bytes->n : 0);
    wire_put_number(out, diag_list_has(in->findings, DIAG_ERROR));
    if (in->bytes)
        row_digest(in, digest);
    wire_put_text(out, in->bytes ? digest : NULL);
    wire_put_number(out, before != NULL);
    if (!before)
        return;
    wire_put_text(out, before->result.input_digest);
    wire_put_text(out, before->result.output);
    wire_put_text(out, before->result.output_digest);
    wire_put_number(out, before->papers.n);
    for (size_t i = 0; i < before->papers.n; i++) {
        wire_put_text(out, before->papers.v[i].file);
        wire_put_text(out, before->papers.v[i].digest);
    }
}

static bool read_task(struct task *t, const struct buf *message)
{
    struct wire w = {.at = message->data, .end = message->data + message->n};
    t->index = (size_t)wire_number(&w);
    t->source = wire_text(&w);
    t->path = wire_bytes(&w, NULL);
    t->folder = wire_text(&w);
    t->bytes = wire_bytes(&w, &t->size);
    t->faulty = wire_number(&w) != 0;
    t->digest = wire_bytes(&w, NULL);
    t->before = wire_number(&w) != 0;
    if (t->before) {
        t->input = wire_bytes(&w, NULL);
        t->output = wire_bytes(&w, NULL);
        t->output_digest = wire_bytes(&w, NULL);
        t->papers_n = wire_number(&w);
        t->papers = w;
    }
    return !w.broken;
}

/* --- is it as it was? --- */

static bool same_output(const struct making *m)
{
    const struct task *t = m->task;
    struct buf path = {0};
    char digest[65];
    if (!t->output)
        return true;
    buf_printf(&path, "%s/%s", m->w->o.folder, t->output);
    bool same = digest_file(path.data, digest) && t->output_digest && strcmp(digest, t->output_digest) == 0;
    buf_free(&path);
    return same;
}

static bool same_papers(const struct making *m)
{
    struct papers *papers = papers_new(m->task->folder);
    struct wire w = m->task->papers;
    bool same = true;
    for (uint64_t i = 0; i < m->task->papers_n && same; i++) {
        const char *digest = papers_digest(papers, wire_text(&w));
        same = strcmp(digest, wire_text(&w)) == 0 && !w.broken;
    }
    papers_free(papers);
    return same;
}

static bool unchanged(const struct making *m)
{
    const struct task *t = m->task;
    return t->before && t->input && strcmp(t->input, m->input) == 0 && same_papers(m) && same_output(m);
}

/* --- making --- */

static bool read_input(struct making *m, struct buf *bytes)
{
    const struct task *t = m->task;
    if (!t->path) {
        buf_add(bytes, t->bytes, t->size);
        memcpy(m->input, t->digest, sizeof m->input);
        return true;
    }
    work_stamp(&m->stamp, t->path);
    if (!file_read(t->path, LIMIT_INPUT_BYTES, bytes, m->findings))
        return false;
    sha256_hex(bytes->data, bytes->n, m->input);
    return true;
}

static void note_paper(void *arg, const char *name)
{
    struct making *m = arg;
    const char *digest = papers_digest(m->document.papers, name);
    *VEC_PUSH(m->arena, &m->entry.papers) = (struct entry_paper){arena_strdup(m->arena, name), arena_strdup(m->arena, digest)};
}

static void note_names(struct making *m)
{
    struct facts *f = facts_for(m->w, m->document.programme, m->findings);
    struct fact_list l = f ? facts_of(f, m->document.doc, document_code(&m->document), m->arena) : (struct fact_list){0};
    struct result *r = &m->entry.result;
    for (size_t i = 0; i < l.n; i++)
        *VEC_PUSH(m->arena, &m->entry.names) =
            (struct entry_fact){l.v[i].name, mask_in(m->arena, l.v[i].value, mask_kind_of(l.v[i].name))};
    char *direction = document_direction(&m->document);
    r->programme = programme_id(m->document.programme);
    r->direction = arena_strdup(m->arena, direction);
    r->code = document_code(&m->document);
    r->title = entry_name(&m->entry, "title");
    r->unit = entry_name(&m->entry, "unit");
    r->recommender = entry_name(&m->entry, "recommender");
    free(direction);
}

/* Says in o which forms they are: the one that is asked for, else those that the programme puts into one file. */
static xmlDocPtr make_fo(struct making *m, struct document_output *o)
{
    struct document *p = &m->document;
    if (!m->w->o.form)
        o->forms = programme_set_file(p->programme, m->entry.result.direction)->forms;
    else if (!(o->form = document_form(p, m->w->o.form, m->findings)))
        return NULL;
    return document_fo(p, o->form, o->forms, m->findings);
}

/* Under no final name: the parent gives that to many at once (store.h). */
static void stage(struct making *m, const struct buf *pdf)
{
    char *path = work_staged(&m->w->o, m->task->index);
    if (file_stage(path, pdf->data, pdf->n, m->findings))
        sha256_hex(pdf->data, pdf->n, m->output);
    free(path);
}

static void set(struct making *m)
{
    bool draft = session_options(m->w->session)->draft;
    if ((m->task->faulty || diag_list_has(m->findings, DIAG_ERROR)) && !draft)
        return;
    struct buf pdf = {0};
    struct document_output o = {.bytes = &pdf, .tolerant = draft};
    xmlDocPtr fo = make_fo(m, &o);
    if (fo && document_set(&m->document, fo, &o, m->findings) && pdf.n)
        stage(m, &pdf);
    buf_free(&pdf);
    xml_free(fo);
}

static void make(struct making *m, struct buf *bytes)
{
    const struct task *t = m->task;
    if (!document_take(&m->document, m->w->session, t->source, t->folder, bytes, m->findings))
        return;
    document_papers(&m->document, note_paper, m);
    note_names(m);
    buf_add(&m->facts, "", 0);
    across_facts(m->document.programme, m->document.doc, m->document.papers, &m->facts, m->findings);
    struct diag_list *checked = diag_list_new();
    bool ok = document_check(&m->document, checked);
    diag_list_append(m->findings, checked);
    m->document.findings = checked;
    if (ok)
        set(m);
    m->document.findings = NULL;
    diag_list_free(checked);
    diag_list_sort(m->findings);
}

/* --- the reply --- */

static void write_reply(struct making *m, struct buf *reply)
{
    struct result *r = &m->entry.result;
    struct diag_list *findings = diag_list_new();
    struct buf line = {0};
    entry_add_masked(findings, m->findings);
    r->findings = findings;
    r->source = m->task->source;
    r->input_digest = *m->input ? m->input : NULL;
    r->output_digest = *m->output ? m->output : NULL;
    r->state = diag_list_has(findings, DIAG_FATAL) ? RESULT_FAILED
             : m->task->faulty || diag_list_has(findings, DIAG_ERROR) ? RESULT_CONTENT : RESULT_GOOD;
    m->entry.index = m->task->index;
    entry_write(&line, &m->entry);
    wire_put_number(reply, 0);
    wire_put_text(reply, m->stamp.data);
    wire_put_bytes(reply, line.data, line.n);
    wire_put_bytes(reply, m->facts.data, m->facts.n);
    buf_free(&line);
    diag_list_free(findings);
}

void work_do(struct work *w, const struct buf *message, struct buf *reply)
{
    struct task task;
    if (!read_task(&task, message))
        return;
    struct making m = {.w = w, .task = &task, .arena = arena_new(), .findings = diag_list_new()};
    struct buf bytes = {0};
    if (read_input(&m, &bytes) && unchanged(&m)) {
        wire_put_number(reply, 1);
        wire_put_text(reply, m.stamp.data);
    } else {
        if (*m.input)
            make(&m, &bytes);
        write_reply(&m, reply);
    }
    document_close(&m.document);
    buf_free(&bytes);
    buf_free(&m.stamp);
    buf_free(&m.facts);
    diag_list_free(m.findings);
    arena_free(m.arena);
}

bool work_reply(struct work_reply *out, struct arena *a, const struct buf *reply)
{
    struct wire w = {.at = reply->data, .end = reply->data + reply->n};
    size_t n;
    *out = (struct work_reply){.kept = wire_number(&w) != 0};
    out->stamp = arena_strdup(a, wire_text(&w));
    if (out->kept)
        return !w.broken;
    size_t facts_size;
    const char *line = wire_bytes(&w, &n), *facts = wire_bytes(&w, &facts_size);
    struct arena *tree = arena_new();
    const struct json *j = line ? json_parse(tree, line, n) : NULL;
    bool good = j && entry_read(&out->entry, a, j);
    arena_free(tree);
    out->entry.facts = facts ? arena_dup(a, facts, facts_size) : NULL;
    out->entry.facts_size = facts_size;
    return good;
}
