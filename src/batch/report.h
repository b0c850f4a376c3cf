/* report.h - what came of a batch, for the office: report.csv, report.json, index.html.
 * Purpose:   report.csv has a line a document, for spreadsheets (a text that one would execute stays text); report.json has
 *            all findings and is described by docs/report.schema.json; index.html is one page for a browser without a server
 *            and without a network. Identity and telephone numbers are masked (mask.h) but in the names of output files.
 * Ownership: results and session are borrowed. The page's styles and script are report.css and report.js of the packs' common/.
 * Errors:    FILE_* in the list that is given, and false. The same results give the same bytes. */
#ifndef BATCH_REPORT_H
#define BATCH_REPORT_H

#include <stdbool.h>

#include "base/i18n.h"
#include "batch/result.h"
#include "batch/session.h"

/* Writes the three into the folder. lang: of headings and of the messages that are not the packs'. */
bool reports_write(struct session *s, const struct results *r, const char *folder, const struct i18n *lang,
                   struct diag_list *d);

#endif
