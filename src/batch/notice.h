/* notice.h - 退回修改通知: a letter to each unit about what was found in its proposals.
 * Purpose:   notice.xsl of the pack (common/ has one) makes a PDF of the unit's proposals with errors and warnings. Hints, and
 *            what was left undecided for want of a list or a date, are not the unit's to mend and stay in the reports.
 *            Numbers that name persons are masked (mask.h). A unit with proposals to several programmes gets one for each.
 * Ownership: everything is borrowed until notices_end(). The folder is made when there is something to write; files are called by the unit.
 * Errors:    CLI_DATE for a date that is none, NOTICE_NO_UNIT for findings of documents that name no unit or no programme, what
 *            the stylesheet and the pages complain about; false after fatal ones. */
#ifndef BATCH_NOTICE_H
#define BATCH_NOTICE_H

#include <stdbool.h>

#include "batch/result.h"
#include "batch/session.h"
#include "check/submission.h"

#define NOTICE_NS "urn:shenbao:notice"

struct notice_options {
    const struct submission *submission; /* who writes, and whom to ask; or NULL */
    const char *answer_by;               /* --answer-by; NULL: as the submission says, else room to fill it in */
    unsigned workers;                    /* processes that may write letters; fewer than two: this one does */
    unsigned mode;                       /* of the files, where others write them */
};

struct notices;

/* Between the two others write letters, and what is lent must not change; all that is said is said in the end, in the order of the
 * letters. NULL: fatal. */
struct notices *notices_begin(struct session *s, const struct results *r, const struct notice_options *o, const char *folder,
                              struct diag_list *d);
bool notices_end(struct notices *n);

#endif
