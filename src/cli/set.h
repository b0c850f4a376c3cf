/* set.h - the last stages together: formatting objects in, PDF or area dump out.
 * Errors:    what layout complains about stands in c->diag; CLI_FAILED when nothing was written for a fatal reason,
 *            CLI_CONTENT when errors stand (see tolerant). No output file is left in either case. */
#ifndef CLI_SET_H
#define CLI_SET_H

#include <stdint.h>

#include "cli/cli.h"
#include "fo/fo.h"

struct cli_setting {
    struct fo_reader *fo;     /* borrowed */
    const char *folder;       /* relative pictures are looked up here */
    const char *const *roots; /* folders that pictures must lie below */
    struct papers *papers;    /* what pages of PDFs are taken from; NULL: the folder's */
    const char *output;       /* "-" is standard output */
    const char *title;        /* when the document states none; may be NULL */
    int64_t created;          /* seconds since 1970, when neither SOURCE_DATE_EPOCH nor the document says; -1: none */
    bool tolerant;            /* write the output also with errors */
};

/* Options --emit areas, --draft and --verbose are honoured. */
enum cli_status cli_set(struct cli *c, const struct cli_setting *s);
/* "p.xml" and "info" give "p-info.pdf", in a malloced string; "-" stays. suffix may be NULL. */
char *cli_output_name(const char *input, const char *suffix);

#endif
