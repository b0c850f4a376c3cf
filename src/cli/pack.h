/* pack.h - what list does with packs beside listing them: --audit and --diff; both may write JSON. */
#ifndef CLI_PACK_H
#define CLI_PACK_H

#include <string.h>

#include "cli/cli.h"

enum cli_status cli_audit(struct cli *c);
enum cli_status cli_diff(struct cli *c);

static inline bool cli_json(const struct cli *c)
{
    return cli_value(c, OPT_LIST_FORMAT) && strcmp(cli_value(c, OPT_LIST_FORMAT), "json") == 0;
}

#endif
