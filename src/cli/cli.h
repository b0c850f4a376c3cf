/* cli.h - the program: options, language, commands, exit status.
 * Purpose:   cli_run() is main() without the process's own business (signals, standard descriptors, library set-up), so
 *            that it can run twice in one process; cli_run_last() does not return where giving back its memory would be all that
 *            is left to do, a twentieth of the time of one PDF.
 * Errors:    returns the exit status of every command: 0 no errors, 1 the content has errors, 2 usage or system. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/i18n.h"
#include "batch/inputs.h"
#include "batch/session.h"
#include "cli/options.h"
#include "cli/places.h"

enum cli_status { CLI_OK = 0, CLI_CONTENT = 1, CLI_FAILED = 2 };

/* What a command works with. Commands report into diag; cli_run() prints what stands there when they return. */
struct cli {
    struct cli_args args;
    struct cli_places places;
    struct i18n *lang;
    struct diag_list *diag;
    char *packs; /* the folder of the programmes */
    struct session *session; /* see cli_session() */
    bool last;               /* see cli_leave() */
};

/* One file a command: list.c, new.c, check.c, render.c, fo.c. */
typedef enum cli_status cli_command_fn(struct cli *c);
cli_command_fn cli_list, cli_explain, cli_new, cli_check, cli_render, cli_import, cli_sheet, cli_batch, cli_merge, cli_pack, cli_extract,
    cli_summary, cli_verify, cli_compare,
    cli_fo;

int cli_run(int argc, char *const *argv);
int cli_run_last(int argc, char *const *argv);
/* For a command that is done but for what it has to give back: ends the process if it may. */
void cli_leave(struct cli *c, enum cli_status status);

/* CLI_FAILED for a fatal record, CLI_CONTENT for an error, else CLI_OK. */
enum cli_status cli_status_of(const struct diag_list *d);
/* A command that does several things ends with the worst of their statuses. */
void cli_worsen(enum cli_status *all, enum cli_status one);
/* Prints all records to standard error in document order and empties the list; returns the status they amount to. */
enum cli_status cli_flush(struct cli *c);
/* Says that findings beyond the limit were counted and not kept. */
void cli_tell_dropped(struct cli *c, size_t dropped);
/* Writes to the -o file, else to standard output. */
bool cli_write(struct cli *c, const struct buf *content);
/* Is the -o file called as a workbook that we write? False is reported. */
bool cli_names_workbook(struct cli *c);
/* Those that this process may run on. */
unsigned cli_processors(void);
/* What the options say. */
struct session_options cli_session_options(const struct cli *c);
/* What the options say to all documents, opened when first asked for; NULL: reported. */
struct session *cli_session(struct cli *c);
/* What the options say of tables. */
struct inputs_options cli_inputs_options(const struct cli *c);
/* inputs_each() with what the options say of tables; after cli_session(). */
bool cli_inputs(struct cli *c, const char *const *operands, size_t n, inputs_fn *fn, void *arg);
/* The programme, with --site, --layer and --list; the session's. NULL: reported. */
struct programme *cli_programme(struct cli *c, const char *id);
/* "p.xml" and "info" give "p-info.pdf", in a malloced string; "-" stays. suffix may be NULL. */
char *cli_output_name(const char *input, const char *suffix);
/* --submission, else the one to the programme (NULL: any) that lies beside the inputs (said): malloced; NULL: there is none. */
char *cli_submission(struct cli *c, const char *programme);
/* The value of an option, or NULL. */
static inline const char *cli_value(const struct cli *c, enum cli_option_id o)
{
    return c->args.values[o];
}

#endif
