/* verify.c - is a PDF what was made of the data that it carries, and is that what somebody has? */
#include <stdlib.h>

#include "base/file.h"
#include "batch/proof.h"
#include "cli/compare.h"

static enum cli_status judge(struct cli *c, struct proof *p)
{
    const char *given = cli_value(c, OPT_PAPERS);
    struct session_options o = cli_session_options(c);
    char *folder = given ? NULL : file_folder(p->path);
    enum proof_result result = proof_judge(p, &o, given ? given : folder, c->diag);
    free(folder);
    return result == PROOF_GOOD ? CLI_OK : result == PROOF_DIFFERENT ? CLI_CONTENT : CLI_FAILED;
}

static enum cli_status compare(struct cli *c, const struct proof *p, const char *other)
{
    struct document a, b = {0};
    bool ok = compare_take(&a, c, p) && compare_open(&b, c, other);
    enum cli_status status = ok ? compare_documents(c, &a, &b) : CLI_FAILED;
    document_close(&a);
    document_close(&b);
    return status;
}

enum cli_status cli_verify(struct cli *c)
{
    const char *const *files = c->args.operands;
    struct proof p;
    bool open = proof_open(&p, files[0], c->diag);
    if (open && proof_masked(&p) && c->args.operand_count > 1)
        proof_whole(&p, files[1], c->diag);
    enum cli_status status = open ? judge(c, &p) : CLI_FAILED;
    enum cli_status compared = open && c->args.operand_count > 1 ? compare(c, &p, files[1]) : CLI_OK;
    cli_worsen(&status, compared);
    cli_leave(c, status);
    proof_close(&p);
    return status;
}
