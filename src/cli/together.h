/* together.h - check --together: the proposals of each programme across, with what belongs to the whole of them.
 * Ownership: together_open() gives, together_close() takes. The lists of findings that are added are borrowed until then.
 * Errors:    in the list of the command; false is fatal. */
#ifndef CLI_TOGETHER_H
#define CLI_TOGETHER_H

#include "batch/document.h"
#include "cli/cli.h"

struct together;

/* NULL: the submission cannot be read (reported). */
struct together *together_open(struct cli *c);
void together_close(struct together *t); /* NULL is allowed */
/* source: names it in findings, as map does their cells (locate.h; of a row, else NULL). findings: gets what is found of it. */
bool together_add(struct together *t, struct document *p, const char *source, const char *map, struct diag_list *findings);
/* Once, when all are added. */
bool together_check(struct together *t);
/* What was found of the whole, one of each programme. file: the submission's, or NULL without one. */
typedef void together_whole(void *ctx, struct programme *p, const char *file, struct diag_list *findings);
void together_wholes(struct together *t, together_whole *fn, void *ctx);

#endif
