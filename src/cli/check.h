/* check.h - what the files of the command check share. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "check/check.h"
#include "cli/cli.h"

/* check --format pdf: the opinions on all operands in one PDF. The worst status of the proposals; CLI_FAILED when it could
 * not be written. */
enum cli_status cli_opinions(struct cli *c);
/* check of anything else than single files: rows of tables and folders (--programme), proposals judged across too (--together).
 * sheet: --format sheet. */
enum cli_status cli_check_inputs(struct cli *c, enum check_format format, bool sheet);

#endif
