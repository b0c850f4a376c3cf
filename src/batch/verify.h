/* verify.h - is an archive the package that its programme asks for?
 * Purpose:   judges any zip archive, whoever made it: can it be unpacked safely, are its papers readable, and, as far as the
 *            programme states it (batch.sch, sbp:stated with sbp:about), folders, names, numbers, and the summary beside them.
 *            Nothing is unpacked to disk.
 * Ownership: everything in the options is borrowed.
 * Errors:    findings at "archive.zip[path inside]"; ZIP_* and FILE_* when there is no archive to be judged: false. */
#ifndef BATCH_VERIFY_H
#define BATCH_VERIFY_H

#include "batch/package.h"
#include "batch/session.h"
#include "check/submission.h"

enum verify_numbering { VERIFY_EITHER, VERIFY_FOLDER, VERIFY_ACROSS };

struct verify_options {
    struct programme *programme;
    const struct package *expected;      /* what should be in it; NULL: nothing is known */
    const struct submission *submission; /* NULL: none */
    const char *sealed;                  /* the summary, when it lies beside the archive; NULL: inside */
    const char *summary;                 /* its rows as a table, or as a PDF of ours; NULL: the summary's own, if it can be read */
    enum verify_numbering numbering;
    size_t archives; /* how many were handed in */
    bool strict;
};

bool verify(const char *archive, const struct verify_options *o, struct diag_list *d);

#endif
