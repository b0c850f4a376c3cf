/* verify.c - is a PDF what was made of the data that it carries, and is that what somebody has? */
#include <stdlib.h>

#include "base/file.h"
#include "batch/proof.h"
#include "cli/compare.h"

static enum cli_status judge(struct cli *c, const char *path)
{
    const char *given = cli_value(c, OPT_PAPERS);
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

enum cli_status cli_verify(struct cli *c)
{
    const char *const *files = c->args.operands;
    enum cli_status status = judge(c, files[0]), compared = CLI_OK;
    if (c->args.operand_count > 1) {
        struct document a, b = {0};
        bool ok = compare_open(&a, c, files[0]) && compare_open(&b, c, files[1]);
        compared = ok ? compare_documents(c, &a, &b) : CLI_FAILED;
        document_close(&a);
        document_close(&b);
    }
    return compared > status ? compared : status;
}
