#include "batch/batch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/cli.h"

static bool refuse(struct cli *c, const char *option, const char *value, const char *wanted)
{
    diag(c->diag, BATCH_VALUE, NULL, option, value, wanted);
    return false;
}

/* A whole number from 1 to most; otherwise when the option is not given. */
static bool number(struct cli *c, enum cli_option_id o, const char *option, unsigned most, unsigned otherwise, unsigned *out)
{
    const char *s = cli_value(c, o);
    *out = otherwise;
    if (!s)
        return true;
    struct buf wanted = {0};
    buf_printf(&wanted, "1-%u", most);
    size_t n = strlen(s);
    unsigned long v = n && n < 8 && strspn(s, "0123456789") == n ? strtoul(s, NULL, 10) : 0;
    bool ok = (v >= 1 && v <= most) || refuse(c, option, s, wanted.data);
    *out = (unsigned)v;
    buf_free(&wanted);
    return ok;
}

/* "2/3" */
static bool shard(struct cli *c, struct batch_options *o)
{
    const char *s = cli_value(c, OPT_SHARD);
    char *end;
    if (!s)
        return true;
    bool digits = strspn(s, "0123456789/") == strlen(s) && strlen(s) < 12 && *s != '/';
    unsigned long i = digits ? strtoul(s, &end, 10) : 0, n = digits && *end == '/' ? strtoul(end + 1, &end, 10) : 0;
    if (!digits || *end || i < 1 || i > n || n > LIMIT_BATCH_SHARDS)
        return refuse(c, "--shard", s, "1/3");
    o->shard = (unsigned)i;
    o->shards = (unsigned)n;
    return true;
}

/* 600, 640, 0644: the owner reads and writes, nothing is to be executed. */
static bool mode(struct cli *c, struct batch_options *o)
{
    const char *s = cli_value(c, OPT_MODE);
    o->mode = 0600;
    if (!s)
        return true;
    size_t n = strlen(s);
    unsigned long v = n >= 3 && n <= 4 && strspn(s, "01234567") == n ? strtoul(s, NULL, 8) : 0;
    if ((v & 0600) != 0600 || (v & ~0666ul))
        return refuse(c, "--mode", s, "600 640 644 660 664");
    o->mode = (unsigned)v;
    return true;
}

static bool read_options(struct cli *c, struct batch_options *o, const char *command)
{
    *o = (struct batch_options){
        .operands = c->args.operands, .operand_count = c->args.operand_count, .folder = cli_value(c, OPT_OUTPUT),
        .form = cli_value(c, OPT_FORM), .answer_by = cli_value(c, OPT_ANSWER_BY), .resume = cli_value(c, OPT_RESUME) != NULL, .terminal = isatty(STDERR_FILENO) == 1,
        .lang = c->lang,
        .inputs = {cli_value(c, OPT_PROGRAMME), cli_value(c, OPT_DIRECTION), cli_value(c, OPT_MAP), cli_value(c, OPT_SHEET)},
    };
    if (!o->folder || !*o->folder) {
        diag(c->diag, CLI_OPERAND_MISSING, NULL, command, "-o DIR");
        return false;
    }
    return number(c, OPT_JOBS, "-j", LIMIT_BATCH_WORKERS, cli_processors(), &o->workers) &&
           number(c, OPT_TIMEOUT, "--timeout", 86400, LIMIT_BATCH_SECONDS, &o->seconds) &&
           number(c, OPT_MAX_MEMORY, "--max-memory", 1048576, LIMIT_BATCH_MEMORY, &o->memory) && shard(c, o) && mode(c, o);
}

static void tell(struct cli *c, const struct batch_options *o, const struct batch_counts *n)
{
    struct buf v[4] = {0}, report = {0};
    buf_printf(&v[0], "%zu", n->good + n->content + n->failed);
    buf_printf(&v[1], "%zu", n->good);
    buf_printf(&v[2], "%zu", n->content);
    buf_printf(&v[3], "%zu", n->failed);
    buf_printf(&report, "%s/index.html", o->folder);
    diag(c->diag, BATCH_DONE, NULL, v[0].data, v[1].data, v[2].data, v[3].data, report.data);
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        buf_free(&v[i]);
    buf_free(&report);
}

static enum cli_status run(struct cli *c, const char *command, const char *submission,
                           bool (*fn)(struct session *, const struct batch_options *, struct batch_counts *, struct diag_list *))
{
    struct batch_options o;
    struct batch_counts counts = {0};
    struct session *s = read_options(c, &o, command) ? cli_session(c) : NULL;
    o.submission = submission;
    if (!s || !fn(s, &o, &counts, c->diag))
        return CLI_FAILED;
    enum cli_status status = cli_status_of(c->diag);
    tell(c, &o, &counts);
    return status == CLI_OK && (counts.content || counts.failed) ? CLI_CONTENT : status;
}

enum cli_status cli_batch(struct cli *c)
{
    char *submission = cli_submission(c, cli_value(c, OPT_PROGRAMME));
    enum cli_status status = run(c, "batch", submission, batch_run);
    free(submission);
    return status;
}

enum cli_status cli_merge(struct cli *c)
{
    return run(c, "merge", cli_value(c, OPT_SUBMISSION), batch_merge);
}
