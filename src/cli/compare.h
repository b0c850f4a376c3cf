/* compare.h - two proposals, from files or out of PDFs, field by field.
 * Errors: as cli_status: CLI_CONTENT when they differ. */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include "batch/document.h"
#include "batch/proof.h"
#include "cli/cli.h"

/* A proposal, or a PDF that carries one. False: reported. document_close() releases it, also then. */
bool compare_open(struct document *out, struct cli *c, const char *path);
/* The proposal that an opened PDF carries; the same. */
bool compare_take(struct document *out, struct cli *c, const struct proof *p);
/* Writes the fields in which they differ. */
enum cli_status compare_documents(struct cli *c, struct document *a, struct document *b);

#endif
