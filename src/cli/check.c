#include "check/check.h"

#include <string.h>

#include "cli/check.h"
#include "batch/document.h"

static enum check_format format_of(const char *name)
{
    if (name && strcmp(name, "json") == 0)
        return CHECK_JSON;
    return name && strcmp(name, "svrl") == 0 ? CHECK_SVRL : CHECK_TEXT;
}

/* One proposal: its findings become part of the report, what keeps it from being judged goes to standard error. */
static enum cli_status check_one(struct cli *c, const char *file, enum check_format format, struct buf *out)
{
    struct document p = {0};
    struct diag_list *findings = diag_list_new();
    enum cli_status status = CLI_FAILED;
    struct session *s = cli_session(c);
    if (s && document_open(&p, s, file, c->diag) && document_check(&p, findings)) {
        status = cli_status_of(findings);
        check_report(out, format, file, p.programme, findings, c->lang);
        cli_tell_dropped(c, diag_list_dropped(findings));
    } else {
        diag_list_append(c->diag, findings);
    }
    cli_worsen(&status, cli_flush(c));
    diag_list_free(findings);
    document_close(&p);
    return status;
}

/* Several JSON reports make an array. */
static enum cli_status check_all(struct cli *c, enum check_format format, struct buf *out)
{
    size_t n = c->args.operand_count;
    bool array = format == CHECK_JSON && n > 1;
    enum cli_status status = CLI_OK;
    size_t reports = 0;
    for (size_t i = 0; i < n; i++) {
        struct buf one = {0};
        cli_worsen(&status, check_one(c, c->args.operands[i], format, &one));
        if (one.n && array)
            buf_puts(out, reports++ ? ",\n" : "[\n");
        buf_add(out, one.data, one.n);
        buf_free(&one);
    }
    if (array)
        buf_puts(out, reports ? "]\n" : "[]\n");
    return status;
}

/* Options that don't go together are said before anything is read. */
static bool options_agree(struct cli *c, const char *asked, enum check_format format)
{
    bool together = cli_value(c, OPT_TOGETHER), tables = cli_value(c, OPT_PROGRAMME);
    if (together && asked && (strcmp(asked, "pdf") == 0 || strcmp(asked, "svrl") == 0))
        diag(c->diag, CLI_TOGETHER, NULL);
    else if (!together && cli_value(c, OPT_SUBMISSION))
        diag(c->diag, CLI_SUBMISSION, NULL);
    else if (tables && asked && (strcmp(asked, "pdf") == 0 || strcmp(asked, "svrl") == 0))
        diag(c->diag, CLI_TABLE_FORMAT, NULL, asked);
    else if (cli_value(c, OPT_ALL_RULES) && (!asked || strcmp(asked, "pdf") != 0))
        diag(c->diag, CLI_ALL_RULES, NULL);
    else if (format == CHECK_SVRL && c->args.operand_count > 1)
        diag(c->diag, CLI_ONE_SVRL, NULL);
    else
        return true;
    return false;
}

enum cli_status cli_check(struct cli *c)
{
    const char *asked = cli_value(c, OPT_FORMAT);
    enum check_format format = format_of(asked);
    bool sheet = asked && strcmp(asked, "sheet") == 0;
    if (!options_agree(c, asked, format))
        return CLI_FAILED;
    if (asked && strcmp(asked, "pdf") == 0)
        return cli_opinions(c);
    if (sheet || cli_value(c, OPT_PROGRAMME) || cli_value(c, OPT_TOGETHER))
        return cli_check_inputs(c, format, sheet);
    struct buf out = {0};
    enum cli_status status = check_all(c, format, &out);
    if (out.n && !cli_write(c, &out))
        status = CLI_FAILED;
    buf_free(&out);
    return status;
}
