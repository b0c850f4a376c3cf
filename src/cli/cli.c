#include "cli/cli.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/inputs.h"
#include "cli/help.h"
#include "cli/locale.h"
#include "programme/programme.h"

static cli_command_fn *const commands[CLI_COMMANDS] = {
    [CLI_LIST] = cli_list, [CLI_EXPLAIN] = cli_explain, [CLI_NEW] = cli_new, [CLI_CHECK] = cli_check, [CLI_RENDER] = cli_render,
    [CLI_SHEET] = cli_sheet, [CLI_IMPORT] = cli_import, [CLI_BATCH] = cli_batch, [CLI_MERGE] = cli_merge, [CLI_PACK] = cli_pack,
    [CLI_SUMMARY] = cli_summary, [CLI_FO] = cli_fo,
    [CLI_EXTRACT] = cli_extract, [CLI_VERIFY] = cli_verify, [CLI_DIFF] = cli_compare,
};

enum cli_status cli_status_of(const struct diag_list *d)
{
    if (diag_list_has(d, DIAG_FATAL))
        return CLI_FAILED;
    return diag_list_has(d, DIAG_ERROR) ? CLI_CONTENT : CLI_OK;
}

void cli_worsen(enum cli_status *all, enum cli_status one)
{
    *all = one > *all ? one : *all;
}

void cli_tell_dropped(struct cli *c, size_t dropped)
{
    if (!dropped)
        return;
    struct buf count = {0};
    buf_printf(&count, "%zu", dropped);
    diag(c->diag, CLI_DROPPED, NULL, count.data);
    buf_free(&count);
}

enum cli_status cli_flush(struct cli *c)
{
    enum cli_status status = cli_status_of(c->diag);
    struct buf out = {0};
    diag_list_sort(c->diag);
    for (size_t i = 0; i < diag_list_count(c->diag); i++)
        diag_line(&out, diag_list_at(c->diag, i), c->lang);
    size_t dropped = diag_list_dropped(c->diag);
    diag_list_cut(c->diag, 0);
    if (dropped) {
        cli_tell_dropped(c, dropped);
        diag_line(&out, diag_list_at(c->diag, 0), c->lang);
        diag_list_cut(c->diag, 0);
    }
    fwrite(out.data ? out.data : "", 1, out.n, stderr);
    buf_free(&out);
    return status;
}

bool cli_names_workbook(struct cli *c)
{
    const char *path = cli_value(c, OPT_OUTPUT);
    bool good = file_has_ending(path, ".xlsx");
    if (!good)
        diag(c->diag, CLI_WORKBOOK_NAME, NULL, path);
    return good;
}

bool cli_write(struct cli *c, const struct buf *content)
{
    const char *path = cli_value(c, OPT_OUTPUT);
    return file_write(path ? path : "-", content->data, content->n, c->diag);
}

unsigned cli_processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : (int)sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > LIMIT_BATCH_WORKERS ? LIMIT_BATCH_WORKERS : (unsigned)n;
}

struct session_options cli_session_options(const struct cli *c)
{
    const char *pdf = cli_value(c, OPT_PDF); /* one of the choices of commands.def */
    const char *annexed = cli_value(c, OPT_ANNEXES);
    enum pdf_profile profile = PDF_A3A;
    enum pdf_annexes annexes = PDF_ANNEXES_DROP;
    if (pdf)
        pdf_profile_named(pdf, &profile);
    if (annexed)
        pdf_annexes_named(annexed, &annexes);
    return (struct session_options){
        .packs = c->packs, .roles = c->places.roles, .fonts = (const char *const *)c->places.fonts,
        .catalogues = (const char *const *)c->places.catalogues, .site = cli_value(c, OPT_SITE), .layers = c->args.layers,
        .lists = c->args.tables, .list_count = c->args.table_count, .as_of = cli_value(c, OPT_AS_OF),
        .source_date = getenv("SOURCE_DATE_EPOCH"), .strict = cli_value(c, OPT_STRICT) != NULL,
        .draft = cli_value(c, OPT_DRAFT) != NULL, .verbose = cli_value(c, OPT_VERBOSE) != NULL,
        .no_fields = cli_value(c, OPT_NO_FIELDS) != NULL,
        .profile = profile, .annexes = annexes, .mask = session_mask_named(cli_value(c, OPT_MASK)),
        .max_size = cli_value(c, OPT_MAX_SIZE), .processors = cli_processors(),
    };
}

struct session *cli_session(struct cli *c)
{
    struct session_options o = cli_session_options(c);
    if (!c->session)
        c->session = session_open(&o, c->diag);
    return c->session;
}

struct inputs_options cli_inputs_options(const struct cli *c)
{
    return (struct inputs_options){
        .programme = cli_value(c, OPT_PROGRAMME), .direction = cli_value(c, OPT_DIRECTION), .map = cli_value(c, OPT_MAP),
        .sheet = cli_value(c, OPT_SHEET),
    };
}

bool cli_inputs(struct cli *c, const char *const *operands, size_t n, inputs_fn *fn, void *arg)
{
    struct inputs_options o = cli_inputs_options(c);
    return inputs_each(c->session, operands, n, &o, fn, arg, c->diag);
}

struct programme *cli_programme(struct cli *c, const char *id)
{
    struct session *s = cli_session(c);
    return s ? session_programme(s, id, c->diag) : NULL;
}

char *cli_submission(struct cli *c, const char *programme)
{
    const char *given = cli_value(c, OPT_SUBMISSION);
    return given ? xstrdup(given) : inputs_submission(c->args.operands, c->args.operand_count, programme, c->diag);
}

char *cli_output_name(const char *input, const char *suffix)
{
    if (strcmp(input, "-") == 0)
        return xstrdup("-");
    const char *name = file_name(input), *dot = strrchr(name, '.');
    struct buf b = {0};
    buf_add(&b, input, dot && dot > name ? (size_t)(dot - input) : strlen(input));
    if (suffix)
        buf_printf(&b, "-%s", suffix);
    buf_puts(&b, ".pdf");
    return buf_steal(&b);
}

static enum cli_status print(struct cli *c, struct buf *text)
{
    bool ok = file_write("-", text->data, text->n, c->diag);
    buf_free(text);
    return ok ? CLI_OK : CLI_FAILED;
}

static enum cli_status help(struct cli *c)
{
    struct buf text = {0};
    cli_help(&text, c->args.command, c->lang);
    return print(c, &text);
}

static enum cli_status version(struct cli *c)
{
    struct buf text = {0};
    buf_puts(&text, "shenbao " SHENBAO_VERSION "\n");
    return print(c, &text);
}

/* What is written may not take the place of what is read: a slip of the hand would cost the only copy. */
static bool spares_inputs(struct cli *c)
{
    const char *path = cli_value(c, OPT_OUTPUT);
    struct stat to, from;
    if (!path || stat(path, &to) != 0 || !S_ISREG(to.st_mode))
        return true;
    for (size_t i = 0; i < c->args.operand_count; i++)
        if (stat(c->args.operands[i], &from) == 0 && from.st_dev == to.st_dev && from.st_ino == to.st_ino) {
            diag(c->diag, CLI_OUTPUT_INPUT, NULL, path);
            return false;
        }
    return true;
}

static enum cli_status dispatch(struct cli *c)
{
    if (cli_value(c, OPT_HELP))
        return help(c);
    if (cli_value(c, OPT_VERSION))
        return version(c);
    if (!spares_inputs(c))
        return CLI_FAILED;
    const char *option = cli_value(c, OPT_TEMPLATES), *environment = getenv("SHENBAO_TEMPLATES");
    c->packs = xstrdup(option ? option : environment && *environment ? environment : c->places.templates);
    return commands[c->args.command](c);
}

static int finish(struct cli *c, enum cli_status status)
{
    return (int)(cli_flush(c) == CLI_FAILED ? CLI_FAILED : status);
}

void cli_leave(struct cli *c, enum cli_status status)
{
    if (!c->last || BASE_WATCHED)
        return;
    int end = finish(c, status);
    fflush(NULL);
    _exit(end);
}

static int run(struct cli *c, int argc, char *const *argv)
{
    c->diag = diag_list_new();
    bool parsed = cli_parse(&c->args, argc, argv, c->diag);
    cli_places_find(&c->places, argv[0]);
    const char *chosen = cli_value(c, OPT_LANG);
    c->lang = i18n_open(chosen ? chosen : cli_language(getenv), (const char *const *)c->places.catalogues);
    enum cli_status status = parsed ? dispatch(c) : CLI_FAILED;
    cli_leave(c, status);
    int end = finish(c, status);
    session_close(c->session);
    free(c->packs);
    i18n_close(c->lang);
    cli_places_free(&c->places);
    cli_args_free(&c->args);
    diag_list_free(c->diag);
    return end;
}

int cli_run(int argc, char *const *argv)
{
    return run(&(struct cli){0}, argc, argv);
}

int cli_run_last(int argc, char *const *argv)
{
    return run(&(struct cli){.last = true}, argc, argv);
}
