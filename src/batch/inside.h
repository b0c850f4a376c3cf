/* inside.h - what a form carries of its own making: the proposal as it was read, what was found, how it was made.
 * Purpose:   one place says which files lie inside a PDF, so that extract and verify find what render put there.
 * Ownership: inside_make() fills, inside_free() releases; the proposal's bytes are borrowed from the document.
 * Errors:    none; what is not known (no check was made) is left out. */
#ifndef BATCH_INSIDE_H
#define BATCH_INSIDE_H

#include "batch/document.h"
#include "pdf/pdf.h"

#define INSIDE_PROPOSAL "proposal.xml"  /* byte for byte */
#define INSIDE_FINDINGS "findings.svrl" /* ISO/IEC 19757-3 annex D, in Chinese */
#define INSIDE_RECORD "record.json"     /* docs/record.schema.json */

enum { INSIDE_FILES = 3 };

struct inside {
    struct pdf_file files[INSIDE_FILES];
    size_t n;
    struct buf findings, record;
};

void inside_make(struct inside *in, struct document *p, const struct document_output *o);
void inside_free(struct inside *in);

#endif
