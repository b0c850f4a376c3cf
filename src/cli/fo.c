#include "fo/fo.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "cli/cli.h"
#include "cli/set.h"

enum cli_status cli_fo(struct cli *c)
{
    const char *input = c->args.operands[0], *output = cli_value(c, OPT_OUTPUT), *emit = cli_value(c, OPT_EMIT);
    if (emit && strcmp(emit, "areas") != 0) {
        diag(c->diag, CLI_CHOICE, NULL, "--emit", emit, "areas");
        return CLI_FAILED;
    }
    char *named = output || emit ? xstrdup(output ? output : "-") : cli_output_name(input, NULL);
    char *folder = file_folder(input);
    const char *const roots[] = {folder, NULL};
    struct cli_setting s = {
        .fo = fo_open_file(input, c->diag), .folder = folder, .roots = roots, .output = named, .created = -1,
        .tolerant = true,
    };
    enum cli_status status = s.fo ? cli_set(c, &s) : CLI_FAILED;
    fo_close(s.fo);
    free(folder);
    free(named);
    return status;
}
