/* check.h - what the files of the command check share. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "check/check.h"
#include "cli/cli.h"

/* check --format pdf: the opinions on all operands in one PDF. The worst status of the proposals; CLI_FAILED when it could
 * not be written. */
enum cli_status cli_opinions(struct cli *c);
/* check --together: adds the reports on all operands, judged by themselves and across, with that on the submission behind. */
enum cli_status cli_together(struct cli *c, enum check_format format, struct buf *out);
/* check --programme: operands may be tables, whose rows are proposals. sheet: --format sheet. */
enum cli_status cli_check_tables(struct cli *c, enum check_format format, bool sheet);

#endif
