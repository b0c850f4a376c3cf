/* summary_read.h - reads proposals into a summary.
 * Purpose:   what is given is read, checked if asked for, and its values are taken; with many proposals other processes do that
 *            (apart.h) while this one reads on, to the same end.
 * Ownership: the summary is the caller's, NULL or not.
 * Errors:    errors of proposals are counted, and in the list, warnings are not (they are for check). False: nothing could be read
 *            or judged, or proposals are of several programmes (reported). */
#ifndef BATCH_SUMMARY_READ_H
#define BATCH_SUMMARY_READ_H

#include "batch/inputs.h"
#include "batch/summary.h"

struct summary_inputs {
    const char *const *operands;
    size_t n;
    struct inputs_options options;
    bool check;
};

struct summary_read {
    struct summary *summary; /* of the first proposal's programme */
    size_t count, faulty;    /* proposals; those with errors */
};

bool summary_read(struct session *session, const struct summary_inputs *in, struct summary_read *out, struct diag_list *d);

#endif
