/* check --together: each proposal by itself, then all of a programme across. */
#include <stdlib.h>
#include <string.h>

#include "batch/across.h"
#include "batch/document.h"
#include "check/submission.h"
#include "cli/check.h"

struct checked {
    const char *file;
    struct programme *programme; /* NULL: it could not be judged */
    struct diag_list *findings;
    size_t number;               /* among those of its programme */
};

/* The proposals to one programme. */
struct side {
    struct programme *programme;
    struct across *across;
    struct diag_list *whole; /* about the submission, or about the batch as a whole */
    VEC(size_t) members;     /* indices into the proposals, in the order in which they were added */
};

struct together {
    struct cli *c;
    struct arena *arena;
    struct check_options options;
    struct submission *submission;
    VEC(struct checked) all;
    VEC(struct side) sides;
    enum cli_status status;
};

static bool begin(struct together *t)
{
    struct session *s = cli_session(t->c);
    if (!s)
        return false;
    char *file = cli_submission(t->c, NULL);
    t->options = (struct check_options){.as_of = session_options(s)->as_of, .strict = session_options(s)->strict,
                                        .source_date = session_source_date(s)};
    t->submission = file ? submission_open(file, t->c->diag) : NULL;
    bool good = !file || t->submission;
    free(file);
    return good;
}

/* What goes with the whole belongs to one programme. */
static bool has_submission(const struct together *t, const struct programme *p)
{
    return t->submission && !strcmp(t->submission->programme, programme_id(p));
}

static struct side *side_of(struct together *t, struct programme *p)
{
    for (size_t i = 0; i < t->sides.n; i++)
        if (t->sides.v[i].programme == p)
            return &t->sides.v[i];
    struct side *s = VEC_PUSH(t->arena, &t->sides);
    *s = (struct side){.programme = p, .across = across_new(p, &t->options), .whole = diag_list_new()};
    if (!has_submission(t, p))
        return s;
    across_submission(s->across, t->submission->doc, t->submission->file);
    submission_check(t->submission, p, s->whole);
    return s;
}

static bool add(struct together *t, struct document *p, struct checked *one)
{
    struct buf facts = {0};
    struct side *s = side_of(t, p->programme);
    const char *recommender = has_submission(t, p->programme) ? t->submission->recommender : NULL;
    bool good = across_facts(p->programme, p->doc, p->papers, &facts, t->c->diag) &&
                across_add(s->across, &(struct across_item){one->file, recommender, NULL, facts.data, facts.n}, t->c->diag);
    one->programme = p->programme;
    *VEC_PUSH(t->arena, &s->members) = (size_t)(one - t->all.v);
    buf_free(&facts);
    return good;
}

static void check_one(struct together *t, const char *file)
{
    struct document p = {0};
    struct checked *one = VEC_PUSH(t->arena, &t->all);
    *one = (struct checked){.file = file, .findings = diag_list_new()};
    bool read = document_open(&p, cli_session(t->c), file, t->c->diag) && document_check(&p, one->findings);
    if (!read)
        diag_list_append(t->c->diag, one->findings);
    if (!read || !add(t, &p, one))
        cli_worsen(&t->status, CLI_FAILED);
    document_close(&p);
}

struct delivery {
    struct together *t;
    struct side *side;
};

static void deliver(void *ctx, size_t proposal, const struct diag_record *r)
{
    struct delivery *d = ctx;
    struct diag_list *to =
        proposal == ACROSS_ALL ? d->side->whole : d->t->all.v[d->side->members.v[proposal]].findings;
    diag_finding(to, r);
}

/* It goes with none of the proposals: said of the first programme. */
static void check_stray_submission(struct together *t)
{
    bool used = !t->submission || !t->sides.n;
    for (size_t i = 0; i < t->sides.n; i++)
        used = used || has_submission(t, t->sides.v[i].programme);
    if (!used)
        submission_check(t->submission, t->sides.v[0].programme, t->sides.v[0].whole);
}

static void check_across(struct together *t)
{
    check_stray_submission(t);
    for (size_t i = 0; i < t->sides.n; i++) {
        struct delivery d = {t, &t->sides.v[i]};
        if (!across_check(t->sides.v[i].across, deliver, &d, t->c->diag))
            cli_worsen(&t->status, CLI_FAILED);
        diag_list_sort(t->sides.v[i].whole);
    }
}

/* One report of many: JSON makes an array of them. */
static void add_report(struct together *t, enum check_format format, const char *file, struct programme *p,
                       struct diag_list *findings, struct buf *out)
{
    cli_worsen(&t->status, cli_status_of(findings));
    if (format == CHECK_JSON)
        buf_puts(out, out->n ? ",\n" : "[\n");
    check_report(out, format, file, p, findings, t->c->lang);
    cli_tell_dropped(t->c, diag_list_dropped(findings));
}

/* Without a submission there is no file to name. */
static void report_whole(struct together *t, enum check_format format, struct side *s, struct buf *out)
{
    bool file = has_submission(t, s->programme);
    if (file || (format == CHECK_JSON && diag_list_count(s->whole))) {
        add_report(t, format, file ? t->submission->file : "", s->programme, s->whole, out);
        return;
    }
    cli_worsen(&t->status, cli_status_of(s->whole));
    for (size_t i = 0; i < diag_list_count(s->whole); i++)
        diag_line(out, diag_list_at(s->whole, i), t->c->lang);
}

static void report(struct together *t, enum check_format format, struct buf *out)
{
    for (size_t i = 0; i < t->all.n; i++) {
        if (!t->all.v[i].programme)
            continue;
        diag_list_sort(t->all.v[i].findings);
        add_report(t, format, t->all.v[i].file, t->all.v[i].programme, t->all.v[i].findings, out);
    }
    for (size_t i = 0; i < t->sides.n; i++)
        report_whole(t, format, &t->sides.v[i], out);
    if (format == CHECK_JSON)
        buf_puts(out, out->n ? "]\n" : "[]\n");
}

static void end(struct together *t)
{
    for (size_t i = 0; i < t->all.n; i++)
        diag_list_free(t->all.v[i].findings);
    for (size_t i = 0; i < t->sides.n; i++) {
        across_free(t->sides.v[i].across);
        diag_list_free(t->sides.v[i].whole);
    }
    submission_free(t->submission);
    arena_free(t->arena);
}

enum cli_status cli_together(struct cli *c, enum check_format format, struct buf *out)
{
    struct together t = {.c = c, .arena = arena_new(), .status = CLI_OK};
    if (begin(&t)) {
        VEC_RESERVE(t.arena, &t.all, c->args.operand_count);
        for (size_t i = 0; i < c->args.operand_count; i++)
            check_one(&t, c->args.operands[i]);
        check_across(&t);
        report(&t, format, out);
    } else {
        t.status = CLI_FAILED;
    }
    cli_worsen(&t.status, cli_flush(c));
    end(&t);
    return t.status;
}
