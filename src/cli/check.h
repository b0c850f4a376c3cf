/* check.h - what the files of the command check share. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/cli.h"

/* check --format pdf: the opinions on all operands in one PDF. The worst status of the proposals; CLI_FAILED when it could
 * not be written. */
enum cli_status cli_opinions(struct cli *c);

#endif
