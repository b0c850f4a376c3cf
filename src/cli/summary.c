#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "batch/summary_form.h"
#include "batch/summary_read.h"
#include "batch/summary_sheet.h"
#include "check/submission.h"
#include "cli/emit.h"
#include "xslt/xml.h"

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

static enum cli_status write_table(struct cli *c, const struct summary_read *r)
{
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

static bool read_all(struct cli *c, struct summary_read *out)
{
    struct summary_inputs in = {
        .operands = c->args.operands, .n = c->args.operand_count, .options = cli_inputs_options(c), .check = !cli_value(c, OPT_NO_CHECK),
    };
    return knows_output(c) && cli_session(c) && summary_read(c->session, &in, out, c->diag);
}

enum cli_status cli_summary(struct cli *c)
{
    struct summary_read r = {0};
    bool read = read_all(c, &r);
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
        status = write_table(c, &r);
    }
    summary_free(r.summary);
    return status;
}
