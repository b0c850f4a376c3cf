/* kept.h - the documents that a stylesheet has read with document(), with their keys, for its next run; inside xslt/ only.
 * Purpose:   libxslt parses such a file and builds its keys anew for each proposal, which took a tenth of a batch's time. They are
 *            files of the pack, of which one state is used as long as the pack is open.
 * Ownership: a list belongs to its stylesheet between runs, to the transformation while it runs. */
#ifndef XSLT_KEPT_H
#define XSLT_KEPT_H

#include <libxslt/xsltInternals.h>

/* Before a run: *kept is empty until kept_take(). */
void kept_lend(xsltDocumentPtr *kept, xsltTransformContextPtr t);
/* After it. */
void kept_take(xsltDocumentPtr *kept, xsltTransformContextPtr t);
/* Before the stylesheet is freed: keys point to it. */
void kept_free(xsltDocumentPtr kept);

#endif
