/* inside.h - what a form carries of its own making: the proposal as it was read, what was found, how it was made.
 * Purpose:   one place says which files lie inside a PDF, so that extract and verify find what render put there.
 * Ownership: inside_make() fills, inside_free() releases; the proposal's bytes are borrowed from the document.
 * Errors:    what is not known (no check was made) is left out; FILE_* for an annex that can no longer be read: false. */
#ifndef BATCH_INSIDE_H
#define BATCH_INSIDE_H

#include "base/arena.h"
#include "batch/document.h"
#include "pdf/pdf.h"

#define INSIDE_PROPOSAL "proposal.xml"  /* byte for byte; or masked, as its description says */
#define INSIDE_FINDINGS "findings.svrl" /* ISO/IEC 19757-3 annex D, in Chinese */
#define INSIDE_RECORD "record.json"     /* docs/record.schema.json */
#define INSIDE_SUMMARY "summary.csv"    /* of a summary table: its rows, as summary -o FILE.csv writes them */

struct inside {
    struct arena *arena;
    VEC(struct pdf_file) files; /* annexes that are attached (--annexes) come first */
    struct buf findings, record;
};

bool inside_make(struct inside *in, struct document *p, const struct document_output *o, struct diag_list *d);
void inside_free(struct inside *in);

#endif
