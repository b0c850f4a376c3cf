#include "batch/notice.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/wire.h"
#include "batch/apart.h"
#include "batch/mask.h"
#include "batch/name.h"
#include "batch/typeset.h"
#include "programme/wording.h"
#include "xslt/date.h"
#include "xslt/xml.h"

/* The documents of one unit in one programme: results by index. */
struct unit {
    const size_t *v;
    size_t n;
    const char *path; /* of the letter */
};

struct notices {
    struct session *session;
    struct programme *programme; /* of one letter */
    const struct results *results;
    const struct submission *submission;
    const char *folder, *answer_by;
    struct diag_list *d;
    const struct i18n *chinese; /* a letter is Chinese whatever the language of messages */
    struct arena *arena;  /* of one letter */
    bool many_programmes;
    size_t failed, reminded; /* findings that the letter has told so far */
    struct arena *keep;
    VEC(struct unit) units;
    size_t *sorted;          /* what they refer to */
    struct apart *apart;     /* who writes letters meanwhile; NULL: nobody does */
    size_t asked;
    unsigned workers;
    bool ready;              /* there is a folder for them, or none is needed */
};

/* --- which findings --- */

static const char *result_of(const struct diag_record *f)
{
    if (f->undecided || f->severity == DIAG_INFO)
        return NULL;
    return f->severity == DIAG_WARNING ? "reminded" : "failed";
}

static size_t count(const struct result *r, const char *result)
{
    size_t n = 0;
    for (size_t i = 0; i < diag_list_count(r->findings); i++) {
        const char *is = result_of(diag_list_at(r->findings, i));
        n += is && strcmp(is, result) == 0;
    }
    return n;
}

static bool has_findings(const struct result *r)
{
    return count(r, "failed") || count(r, "reminded");
}

/* --- the letter as data --- */

/* What is empty is left out. */
static void attribute(struct buf *b, const char *name, const char *value)
{
    buf_attribute(b, name, value && *value ? value : NULL);
}

static void masked(struct buf *b, const char *name, const char *value)
{
    char *s = mask_new(value, MASK_TEXT);
    attribute(b, name, s);
    free(s);
}

static void number(struct buf *b, const char *name, size_t n)
{
    buf_printf(b, " %s=\"%zu\"", name, n);
}

/* The place without the folders of this machine, which say nothing to the unit. */
static const char *base_name(const char *file)
{
    const char *bracket = strchr(file, '[');
    size_t n = bracket ? (size_t)(bracket - file) : strlen(file);
    while (n && file[n - 1] != '/')
        n--;
    return file + n;
}

/* The cell of a table without the file, which stands at the proposal: 建议!F12. Another file by its name. */
static const char *cell_of(struct notices *l, const struct result *r, const char *file)
{
    const char *bracket = strchr(file, '['), *end = bracket ? strstr(bracket, "]!") : NULL;
    if (!end || strncmp(file, r->source, (size_t)(bracket - file)) != 0)
        return base_name(file);
    return arena_printf(l->arena, "%.*s%s", (int)(end - bracket - 1), bracket + 1, end + 1);
}

static void add_finding(struct notices *l, struct buf *b, const struct result *r, const struct diag_record *record)
{
    const char *result = result_of(record);
    if (!result)
        return;
    struct diag_record f = mask_finding(l->arena, record, l->chinese);
    bool elsewhere = record->loc.file && strcmp(record->loc.file, r->source) != 0;
    buf_printf(b, "<finding result=\"%s\"", result);
    number(b, "number", *result == 'f' ? ++l->failed : ++l->reminded);
    attribute(b, "rule", f.id == DIAG_FINDING ? f.rule : NULL);
    attribute(b, "see", f.clause);
    attribute(b, "place", f.place);
    attribute(b, "at", elsewhere ? cell_of(l, r, f.loc.file) : NULL);
    if (f.loc.line)
        number(b, "line", f.loc.line);
    buf_putc(b, '>');
    struct buf plain = {0};
    wording_plain(&plain, l->programme, f.text, f.place);
    buf_xml(b, plain.data ? plain.data : "", plain.n);
    buf_free(&plain);
    buf_puts(b, "</finding>\n");
}

static void add_proposal(struct notices *l, struct buf *b, const struct result *r)
{
    buf_puts(b, "<proposal");
    masked(b, "title", r->title);
    masked(b, "number", r->number);
    masked(b, "source", base_name(r->source));
    number(b, "failed", count(r, "failed"));
    number(b, "reminded", count(r, "reminded"));
    number(b, "dropped", diag_list_dropped(r->findings));
    buf_puts(b, ">\n");
    for (size_t i = 0; i < diag_list_count(r->findings); i++)
        add_finding(l, b, r, diag_list_at(r->findings, i));
    buf_puts(b, "</proposal>\n");
}

/* Who can be asked: the submission's contact, else who filled it in. */
static void add_contact(const struct notices *l, struct buf *b)
{
    const struct submission *s = l->submission;
    const struct submission_contact *c = s ? submission_contact(s, "contact") : NULL;
    if (!c && s)
        c = submission_contact(s, "filler");
    if (!c)
        return;
    buf_puts(b, "<contact");
    attribute(b, "name", c->name);
    attribute(b, "phone", c->phone);
    attribute(b, "email", c->email);
    buf_puts(b, "/>\n");
}

static const struct result *document(const struct notices *l, const struct unit *u, size_t i)
{
    return &l->results->rows.v[u->v[i]];
}

static void add_head(const struct notices *l, struct buf *b, const struct unit *u, const struct programme *p)
{
    size_t failed = 0, reminded = 0;
    for (size_t i = 0; i < u->n; i++) {
        bool must = count(document(l, u, i), "failed") > 0;
        failed += must;
        reminded += !must && count(document(l, u, i), "reminded") > 0;
    }
    const struct submission *s = l->submission;
    buf_puts(b, "<notice xmlns=\"" NOTICE_NS "\"");
    attribute(b, "programme", programme_id(p));
    attribute(b, "title", programme_title(p));
    masked(b, "unit", document(l, u, 0)->unit);
    attribute(b, "recommender", s && *s->recommender ? s->recommender : document(l, u, 0)->recommender);
    attribute(b, "answer-by", l->answer_by);
    number(b, "documents", u->n);
    number(b, "failed", failed);
    number(b, "reminded", reminded);
    buf_puts(b, ">\n");
}

static xmlDocPtr data_of(struct notices *l, const struct unit *u, const struct programme *p)
{
    struct buf b = {0};
    l->failed = l->reminded = 0;
    add_head(l, &b, u, p);
    add_contact(l, &b);
    for (size_t i = 0; i < u->n; i++)
        if (has_findings(document(l, u, i)))
            add_proposal(l, &b, document(l, u, i));
    buf_puts(&b, "</notice>\n");
    xmlDocPtr doc = xml_parse(b.data, b.n, document(l, u, 0)->unit, l->d);
    buf_free(&b);
    return doc;
}

/* --- the letter as a file --- */

static const char *name_field(void *arg, const char *field)
{
    const struct result *r = arg;
    return strcmp(field, "unit") == 0 ? r->unit : strcmp(field, "programme") == 0 ? r->programme : NULL;
}

static const char *path_of(const struct notices *l, struct names *names, const struct unit *u)
{
    struct result first = *document(l, u, 0);
    char *unit = mask_new(first.unit, MASK_TEXT);
    first.unit = unit;
    struct name_made made = names_make(names, NULL, l->many_programmes ? "{unit}-{programme}.pdf" : "{unit}.pdf", name_field, &first);
    free(unit);
    return arena_printf(l->keep, "%s/%s", l->folder, made.path);
}

static bool set_pages(struct notices *l, xmlDocPtr fo, const char *unit, const char *path)
{
    static const char *const roots[] = {NULL};
    struct diag_list *said = diag_list_new();
    struct typeset_job job = {
        .fo = fo_open_tree(fo, path, said), .folder = ".", .roots = roots, .output = path, .created = -1, .tolerant = true,
        .title = arena_printf(l->arena, "退回修改通知：%s", unit),
    };
    bool ok = job.fo && typeset(l->session, &job, said);
    fo_close(job.fo);
    diag_list_append(l->d, said);
    diag_list_free(said);
    return ok;
}

static bool write_letter(struct notices *l, const struct unit *u)
{
    const struct result *first = document(l, u, 0);
    struct programme *p = session_programme(l->session, first->programme, l->d);
    struct xslt *x = p ? programme_paper(p, "notice.xsl", l->d) : NULL;
    l->programme = p;
    xmlDocPtr data = x ? data_of(l, u, p) : NULL;
    xmlDocPtr fo = data ? xslt_run(x, data, first->unit, NULL, NULL, l->d) : NULL;
    bool ok = fo && set_pages(l, fo, first->unit, u->path);
    xml_free(fo);
    xml_free(data);
    arena_reset(l->arena);
    return ok;
}

/* --- units --- */

static int by_unit(const void *a, const void *b, void *arg)
{
    const struct results *r = arg;
    size_t i = *(const size_t *)a, k = *(const size_t *)b;
    const struct result *x = &r->rows.v[i], *y = &r->rows.v[k];
    int c = strcmp(x->unit, y->unit);
    c = c ? c : strcmp(x->programme, y->programme);
    return c ? c : (i > k) - (i < k);
}

static bool same_unit(const struct result *a, const struct result *b)
{
    return strcmp(a->unit, b->unit) == 0 && strcmp(a->programme, b->programme) == 0;
}

static bool is_addressed(const struct result *r)
{
    return *r->unit && *r->programme;
}

/* Documents that name unit and programme, those of a unit beside each other. */
static size_t *sort_units(struct notices *l, size_t *n)
{
    const struct results *r = l->results;
    size_t *v = xcalloc(r->rows.n + 1, sizeof *v), nameless = 0;
    const char *first = NULL;
    for (size_t i = 0; i < r->rows.n; i++) {
        const struct result *d = &r->rows.v[i];
        if (is_addressed(d)) {
            first = first ? first : d->programme;
            l->many_programmes |= strcmp(first, d->programme) != 0;
            v[(*n)++] = i;
        }
        nameless += !is_addressed(d) && d->state != RESULT_FAILED && has_findings(d);
    }
    if (nameless)
        diag(l->d, NOTICE_NO_UNIT, NULL, arena_printf(l->keep, "%zu", nameless));
    qsort_r(v, *n, sizeof *v, by_unit, (void *)(uintptr_t)r);
    return v;
}

static void find_units(struct notices *l)
{
    size_t n = 0, *v = l->sorted = sort_units(l, &n);
    struct names *names = names_new();
    for (size_t from = 0, to; from < n; from = to) {
        bool any = false;
        for (to = from; to < n && same_unit(&l->results->rows.v[v[from]], &l->results->rows.v[v[to]]); to++)
            any |= has_findings(&l->results->rows.v[v[to]]);
        struct unit u = {.v = v + from, .n = to - from};
        if (any) {
            u.path = path_of(l, names, &u);
            *VEC_PUSH(l->keep, &l->units) = u;
        }
    }
    names_free(names);
}

/* --- by others --- */

/* In the other process. */
static void work(void *arg, const struct buf *task, struct buf *reply)
{
    struct notices *l = arg;
    struct wire w = {.at = task->data, .end = task->data + task->n};
    l->d = diag_list_new();
    bool ok = write_letter(l, &l->units.v[wire_number(&w)]);
    apart_put_verdict(reply, ok, l->d);
    diag_list_free(l->d);
}

static bool ask(struct notices *l)
{
    struct buf task = {0};
    wire_put_number(&task, l->asked++);
    bool ok = apart_ask(l->apart, &task);
    buf_free(&task);
    return ok;
}

/* As many as there are processes for. */
static bool ask_some(struct notices *l)
{
    bool ok = true;
    while (ok && l->asked < l->units.n && apart_open(l->apart) < l->workers)
        ok = ask(l);
    return ok;
}

static bool write_apart(struct notices *l)
{
    bool ok = true;
    while (ok && (apart_open(l->apart) || l->asked < l->units.n))
        ok = ask_some(l) && apart_verdict(l->apart);
    return ok;
}

static bool write_here(struct notices *l)
{
    bool ok = true;
    for (size_t i = 0; i < l->units.n && ok; i++)
        ok = write_letter(l, &l->units.v[i]);
    return ok;
}

/* --- all of them --- */

static void begin(struct notices *l, unsigned mode)
{
    l->arena = arena_new();
    l->chinese = session_chinese(l->session);
    find_units(l);
    l->ready = !l->units.n || file_make_folder(l->folder, l->d);
    if (!l->ready || l->units.n < 2 || l->workers < 2)
        return;
    l->workers = l->units.n < l->workers ? (unsigned)l->units.n : l->workers;
    l->apart = apart_new(l->workers, mode, work, l, l->d);
    if (l->apart)
        ask_some(l); /* what fails is told by the answer */
}

struct notices *notices_begin(struct session *s, const struct results *r, const struct notice_options *o, const char *folder,
                              struct diag_list *d)
{
    struct date ignored;
    const char *answer_by = o->answer_by;
    if (!answer_by && o->submission && *o->submission->answer_by)
        answer_by = o->submission->answer_by;
    if (answer_by && !date_parse(answer_by, &ignored)) {
        diag(d, CLI_DATE, NULL, answer_by);
        return NULL;
    }
    struct arena *keep = arena_new();
    struct notices *l = arena_alloc(keep, sizeof *l);
    *l = (struct notices){.session = s, .results = r, .submission = o->submission, .folder = folder, .d = d, .answer_by = answer_by,
                          .keep = keep, .workers = o->workers};
    begin(l, o->mode);
    return l;
}

bool notices_end(struct notices *l)
{
    bool ok = l->ready && (l->apart ? write_apart(l) : write_here(l));
    apart_free(l->apart);
    free(l->sorted);
    arena_free(l->arena);
    arena_free(l->keep);
    return ok;
}
