/* proposal.h - a proposal with its programme, as check and render open it.
 * Ownership: cli_proposal_close() releases everything; also after a failed open.
 * Errors:    fatal diagnostics and false. */
#ifndef CLI_PROPOSAL_H
#define CLI_PROPOSAL_H

#include "check/check.h"
#include "cli/cli.h"
#include "programme/programme.h"

struct cli_proposal {
    const char *file; /* as given */
    char *folder;     /* where its pictures and attachments lie */
    struct papers *papers; /* the attachments, opened when asked for */
    struct buf bytes;      /* the file as it was read */
    struct check_tally *tally; /* the caller's, when it wants one; else NULL */
    xmlDocPtr doc;
    struct programme *programme;
};

/* The programme, with --site, --layer and --list; the caller's. NULL: reported. */
struct programme *cli_programme(struct cli *c, const char *id);
bool cli_proposal_open(struct cli_proposal *p, struct cli *c, const char *file);
void cli_proposal_close(struct cli_proposal *p);
/* Runs schema and rules with the options --as-of and --strict; findings go to out. */
bool cli_proposal_check(struct cli_proposal *p, struct cli *c, struct diag_list *out);
/* The direction that it names, malloced; empty without one. */
char *cli_proposal_direction(const struct cli_proposal *p);
/* When it was filed, seconds since 1970; -1 when it does not say. */
int64_t cli_proposal_filed(const struct cli_proposal *p);
/* "paper：the proposal's title", malloced. */
char *cli_proposal_title(const struct cli_proposal *p, const char *paper);
/* Gives the complaints of later stages about the proposal's lines the labels of the fields there: 说明报告 / 背景意义. */
void cli_proposal_name_fields(const struct cli_proposal *p, struct diag_list *d);
/* SOURCE_DATE_EPOCH: -1 when it is not set; false (reported) when it is no number. */
bool cli_source_date(struct cli *c, int64_t *seconds);

#endif
