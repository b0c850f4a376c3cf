/* verify.c - is a PDF what was made of the data that it carries? */
#include <stdlib.h>

#include "base/file.h"
#include "batch/proof.h"
#include "cli/cli.h"

enum cli_status cli_verify(struct cli *c)
{
    const char *path = c->args.operands[0], *given = cli_value(c, OPT_PAPERS);
    struct session_options o = cli_session_options(c);
    struct proof p;
    char *folder = given ? NULL : file_folder(path);
    enum proof_result result = PROOF_UNKNOWN;
    if (proof_open(&p, path, c->diag))
        result = proof_judge(&p, &o, given ? given : folder, c->diag);
    proof_close(&p);
    free(folder);
    return result == PROOF_GOOD ? CLI_OK : result == PROOF_DIFFERENT ? CLI_CONTENT : CLI_FAILED;
}
