#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "batch/document.h"
#include "batch/inputs.h"
#include "batch/summary_form.h"
#include "batch/summary_sheet.h"
#include "check/submission.h"
#include "cli/emit.h"
#include "sheet/locate.h"
#include "xslt/xml.h"

struct reading {
    struct cli *c;
    struct session *session;
    struct summary *summary; /* of the first proposal's programme */
    size_t count, faulty;
};

/* The errors only: the table is no report, and warnings are for check. True when there are any. */
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
static bool same_programme(struct reading *r, const struct document *p)
{
    struct loc loc = {.file = p->file};
    if (!r->summary)
        r->summary = summary_new(p->programme, r->c->diag);
    if (!r->summary || r->summary->programme == p->programme)
        return r->summary != NULL;
    diag(r->c->diag, SUMMARY_OTHER, &loc, programme_id(p->programme), programme_id(r->summary->programme));
    return false;
}

static bool add(struct reading *r, const struct input *in, struct document *p)
{
    struct diag_list *found = diag_list_new();
    bool faulty = take_errors(r->c->diag, in->findings);
    bool judged = cli_value(r->c, OPT_NO_CHECK) || document_check(p, found);
    char *map = in->row && diag_list_has(found, DIAG_ERROR) ? locate_map(in->row) : NULL;
    if (map)
        locate_findings(map, in->source, in->findings, found);
    free(map);
    faulty = take_errors(r->c->diag, found) || faulty;
    r->faulty += faulty;
    diag_list_free(found);
    summary_add(r->summary, p->doc, in->source);
    return judged;
}

static bool take(void *arg, const struct input *in)
{
    struct reading *r = arg;
    struct document p = {0};
    r->count++;
    if (!in->bytes && !in->path)
        return !take_errors(r->c->diag, in->findings);
    bool ok = inputs_open(in, r->session, &p, r->c->diag) && same_programme(r, &p) && add(r, in, &p);
    document_close(&p);
    return ok;
}

static bool read_all(struct reading *r)
{
    return cli_inputs(r->c, r->c->args.operands, r->c->args.operand_count, take, r) && r->summary;
}

/* NULL with *good: there is none. */
static struct submission *submission(struct cli *c, struct programme *p, bool *good)
{
    char *file = cli_submission(c, programme_id(p));
    struct submission *s = file ? submission_open(file, c->diag) : NULL;
    *good = s ? submission_check(s, p, c->diag) : !file;
    free(file);
    return s;
}

static bool emit_fo(struct cli *c, const struct summary *s, const struct summary_paper *paper)
{
    struct buf out = {0};
    xmlDocPtr doc = summary_fo(s, paper, cli_value(c, OPT_FORM), c->diag);
    if (doc)
        cli_emit_fo(&out, doc);
    bool ok = doc && cli_write(c, &out);
    xml_free(doc);
    buf_free(&out);
    return ok;
}

static bool write_pages(struct cli *c, const struct summary *s, const struct summary_paper *paper)
{
    const char *emit = cli_value(c, OPT_EMIT);
    if (emit && !strcmp(emit, "fo"))
        return emit_fo(c, s, paper);
    struct summary_output o = {
        .path = cli_value(c, OPT_OUTPUT) ? cli_value(c, OPT_OUTPUT) : "-", .form = cli_value(c, OPT_FORM), .tolerant = cli_value(c, OPT_DRAFT) != NULL,
        .areas = emit && !strcmp(emit, "areas"),
    };
    return summary_set(c->session, s, paper, &o, c->diag);
}

static bool write_output(struct cli *c, const struct summary *s, const struct summary_paper *paper)
{
    const char *path = cli_value(c, OPT_OUTPUT);
    if (cli_value(c, OPT_EMIT))
        return write_pages(c, s, paper);
    if (file_has_ending(path, ".csv"))
        return summary_csv(s, path, c->diag);
    if (file_has_ending(path, ".xlsx"))
        return summary_xlsx(s, paper, path, c->diag);
    return write_pages(c, s, paper);
}

static bool arranged(struct cli *c, struct summary *s)
{
    struct summary_order o = {
        .filters = c->args.filters, .sort = cli_value(c, OPT_SORT), .group = cli_value(c, OPT_GROUP),
        .rank = cli_value(c, OPT_RANK),
    };
    return summary_arrange(s, &o, c->diag);
}

static enum cli_status write_table(struct reading *r)
{
    struct cli *c = r->c;
    struct summary_paper paper = {.overview = cli_value(c, OPT_OVERVIEW) != NULL};
    bool good = arranged(c, r->summary);
    struct submission *s = good ? submission(c, r->summary->programme, &good) : NULL;
    good = good && summary_paper(r->summary, s, cli_value(c, OPT_RECOMMENDER), c->args.contacts, &paper, c->diag);
    if (good)
        summary_report_empty(r->summary, c->diag);
    good = good && write_output(c, r->summary, &paper);
    submission_free(s);
    return good ? cli_status_of(c->diag) : CLI_FAILED;
}

/* What is asked for in a name: .pdf, .xlsx, .csv. */
static bool knows_output(struct cli *c)
{
    const char *path = cli_value(c, OPT_OUTPUT), *form = cli_value(c, OPT_FORM);
    bool emit = cli_value(c, OPT_EMIT), table = !emit && path && (file_has_ending(path, ".xlsx") || file_has_ending(path, ".csv"));
    if (!path && !emit)
        diag(c->diag, CLI_OPERAND_MISSING, NULL, "summary", "-o FILE");
    else if (!table && !emit && !file_has_ending(path, ".pdf"))
        diag(c->diag, SUMMARY_OUTPUT, NULL, path);
    else if (table && form)
        diag(c->diag, SUMMARY_FORM_TABLE, NULL, form, path);
    else
        return true;
    return false;
}

enum cli_status cli_summary(struct cli *c)
{
    struct reading r = {.c = c, .session = knows_output(c) ? cli_session(c) : NULL};
    bool read = r.session && read_all(&r);
    enum cli_status status = CLI_FAILED;
    if (read && r.faulty && !cli_value(c, OPT_DRAFT)) {
        struct buf faulty = {0}, count = {0};
        buf_printf(&faulty, "%zu", r.faulty);
        buf_printf(&count, "%zu", r.count);
        cli_flush(c);
        diag(c->diag, SUMMARY_REFUSED, NULL, faulty.data, count.data);
        buf_free(&faulty);
        buf_free(&count);
        status = CLI_CONTENT;
    } else if (read) {
        cli_flush(c); /* a draft's errors are not those of the table */
        status = write_table(&r);
    }
    summary_free(r.summary);
    return status;
}
