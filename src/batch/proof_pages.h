/* proof_pages.h - the pages of a PDF beside those that should be in it; private to proof*.c.
 * Errors: VERIFY_PAGE_* for each page that is another, moved, missing or added (VERIFY_PAGES_OTHER: for a run of others), VERIFY_FIELD_* for fields, VERIFY_ACTS; what was signed and filled in is told. */
#ifndef BATCH_PROOF_PAGES_H
#define BATCH_PROOF_PAGES_H

#include "batch/proof.h"

enum proof_result proof_pages(struct arena *a, const char *path, const struct buf *pdf, const struct buf *made,
                              struct diag_list *d);

#endif
