/* help.h - --help, written from the table in commands.def. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "base/buf.h"
#include "base/i18n.h"
#include "cli/options.h"

/* Of one command, or of the whole program (CLI_COMMANDS). */
void cli_help(struct buf *out, enum cli_command_id c, const struct i18n *lang);
/* "shenbao render FILE [--form NAME] ...": one line without a newline. */
void cli_usage(struct buf *out, enum cli_command_id c);

#endif
