/* list --audit: the self-test of a programme, or of all. */
#include "programme/audit.h"

#include <stdlib.h>

#include "check/check.h"
#include "cli/cli.h"
#include "cli/pack.h"

static enum cli_status audit(struct cli *c, const char *id, struct buf *out)
{
    struct programme_options o = {.site = cli_value(c, OPT_SITE), .all_layers = true};
    struct programme *p = programme_load_with(c->packs, id, &o, c->diag);
    struct diag_list *found = diag_list_new();
    if (!p) {
        diag_list_free(found);
        return cli_flush(c);
    }
    audit_programme(p, found);
    if (cli_value(c, OPT_LIST_FORMAT) && strcmp(cli_value(c, OPT_LIST_FORMAT), "text") != 0) {
        check_report(out, cli_json(c) ? CHECK_JSON : CHECK_SVRL, (const char *)programme_xml(p)->URL, p, found, c->lang);
    } else {
        buf_printf(out, "%s  %s\n", programme_id(p), programme_title(p));
        for (size_t i = 0; i < diag_list_count(found); i++)
            diag_line(out, diag_list_at(found, i), c->lang);
    }
    cli_tell_dropped(c, diag_list_dropped(found));
    enum cli_status status = cli_status_of(found);
    diag_list_free(found);
    programme_free(p);
    return status;
}

enum cli_status cli_audit(struct cli *c)
{
    char **ids = c->args.operand_count ? NULL : programme_ids(c->packs, c->diag);
    enum cli_status status = CLI_OK, one;
    struct buf out = {0};
    if (c->args.operand_count)
        status = audit(c, c->args.operands[0], &out);
    else if (!ids)
        status = CLI_FAILED;
    bool array = cli_json(c) && ids && ids[0] && ids[1];
    for (size_t i = 0; ids && ids[i]; i++) {
        if (array)
            buf_puts(&out, i ? ",\n" : "[\n");
        one = audit(c, ids[i], &out);
        status = one > status ? one : status;
    }
    if (array)
        buf_puts(&out, "]\n");
    free(ids);
    if (out.n && !cli_write(c, &out))
        status = CLI_FAILED;
    buf_free(&out);
    return status;
}
