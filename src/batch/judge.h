/* judge.h - a proposal is checked while its pages are made.
 * Purpose:   pages and findings need each other in the end only, when the findings go into the PDF, or refuse it. The first document
 *            of a process has its schema and rules compiled as well as its stylesheet, which takes as long as the pages: so
 *            another process checks, where the session has a second processor.
 * Ownership: judge_begin() fills, judge_free() releases; document and findings are borrowed. In between nobody else checks the
 *            document. SIGINT, SIGTERM and SIGHUP are held back until judge_free() (apart.h).
 * Errors:    those of document_check(), and APART_* (fatal), among the findings. */
#ifndef BATCH_JUDGE_H
#define BATCH_JUDGE_H

#include "batch/document.h"

struct apart;

struct judge {
    struct document *document;
    struct diag_list *findings;
    struct apart *apart; /* NULL: it was checked at once */
    bool known, good;
};

void judge_begin(struct judge *j, struct document *p, struct diag_list *findings);
/* Waits for the findings, which the document has from then on. False: it could not be judged. May be asked again. */
bool judge_end(struct judge *j);
void judge_free(struct judge *j);

#endif
