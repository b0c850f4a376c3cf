#include "fo/fo.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/typeset.h"
#include "cli/cli.h"

/* A document that states no title is called as its file is: readers show it, and PDF/UA asks for one. */
static char *title_of(const char *input)
{
    char *name = cli_output_name(input, NULL), *title;
    if (strcmp(name, "-") == 0) {
        free(name);
        return NULL;
    }
    title = xstrdup(file_name(name));
    title[strlen(title) - strlen(".pdf")] = '\0';
    free(name);
    return title;
}

/* What only proposals have is no choice here. */
static bool is_choice(struct cli *c, int option, const char *name, const char *choices)
{
    const char *value = cli_value(c, option);
    if (!value || strstr(choices, value))
        return true;
    diag(c->diag, CLI_CHOICE, NULL, name, value, choices);
    return false;
}

enum cli_status cli_fo(struct cli *c)
{
    const char *input = c->args.operands[0], *output = cli_value(c, OPT_OUTPUT), *emit = cli_value(c, OPT_EMIT);
    if (!is_choice(c, OPT_EMIT, "--emit", "areas") || !is_choice(c, OPT_ANNEXES, "--annexes", "drop refuse"))
        return CLI_FAILED;
    char *named = output || emit ? xstrdup(output ? output : "-") : cli_output_name(input, NULL);
    char *folder = file_folder(input);
    const char *const roots[] = {folder, NULL};
    struct session *s = cli_session(c);
    char *title = title_of(input);
    struct typeset_job job = {
        .fo = fo_open_file(input, c->diag), .folder = folder, .roots = roots, .output = named, .title = title, .created = -1,
        .tolerant = true, .areas = emit != NULL, .beside = true,
    };
    job.max_size = s ? session_max_size(s) : 0;
    bool ok = s && job.fo && typeset(s, &job, c->diag);
    fo_close(job.fo);
    free(folder);
    free(title);
    free(named);
    return ok ? cli_status_of(c->diag) : CLI_FAILED;
}
