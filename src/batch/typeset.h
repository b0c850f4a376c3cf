/* typeset.h - the last stages together: formatting objects in, a PDF (or the area dump) out.
 * Ownership: everything in a job is borrowed.
 * Errors:    what layout and device complain about goes to the list; false: fatal. No output file is left unless the pages
 *            are free of errors or the job is tolerant. Errors that stand in the list before count as the job's. */
#ifndef BATCH_TYPESET_H
#define BATCH_TYPESET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "batch/session.h"
#include "fo/fo.h"
#include "pdf/pdf.h"

struct typeset_job {
    struct fo_reader *fo;
    const char *folder;       /* relative pictures are looked up here */
    const char *const *roots; /* folders that pictures must lie below */
    struct papers *papers;    /* what pages of PDFs are taken from; NULL: the folder's */
    const char *output;       /* "-" is standard output */
    struct buf *bytes;        /* takes the PDF in place of a file; NULL: none */
    const char *title;        /* when the document states none; may be NULL */
    const char *note;         /* goes behind what the document says it is about; may be NULL */
    int64_t created;          /* seconds since 1970, when neither SOURCE_DATE_EPOCH nor the document says; -1: none */
    pdf_files_fn *files;      /* that the PDF carries; NULL: none. False: it is not to be written, and typeset() gives false */
    void *files_arg;
    uint64_t max_size;        /* bytes that the PDF may have, by session_max_size(); 0: any number */
    bool tolerant;            /* write the output also with errors */
    bool beside;              /* nobody else needs the session's other processors */
    bool areas;               /* write the dump of the area tree in place of a PDF */
};

bool typeset(struct session *s, const struct typeset_job *job, struct diag_list *d);

#endif
