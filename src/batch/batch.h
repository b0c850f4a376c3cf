/* batch.h - many proposals at once: each read, checked and set by a worker, all put into one folder.
 * Purpose:   the run itself: inputs go to the workers as they become free, what comes back is settled in the order of the inputs,
 *            so that names, manifest and reports are the same however many workers there are.
 * Ownership: everything in the options is borrowed.
 * Errors:    what is wrong with one document is a row of the reports; what stops the run (a full disk, a folder that is not
 *            ours, a signal) is fatal in the list that is given. */
#ifndef BATCH_BATCH_H
#define BATCH_BATCH_H

#include "base/i18n.h"
#include "batch/inputs.h"
#include "batch/result.h"

struct batch_options {
    const char *const *operands;
    size_t operand_count;
    struct inputs_options inputs;
    const char *folder;
    const char *form;               /* NULL: those that the programme's files/file names, else all */
    unsigned workers, seconds, memory; /* pool.h */
    unsigned mode;                  /* of the files that are written */
    const char *submission;         /* submission.xml, or NULL */
    const char *answer_by;          /* --answer-by, or NULL */
    bool resume;
    unsigned shard, shards;         /* from 1; 0: the whole */
    bool terminal;                  /* for the progress */
    const struct i18n *lang;
};

struct batch_counts {
    size_t good, content, failed;
};

/* False: stopped, with the cause in d. */
bool batch_run(struct session *s, const struct batch_options *o, struct batch_counts *counts, struct diag_list *d);
/* Puts the folders of shards together into o->folder, as one run would have left it; operands are the folders. */
bool batch_merge(struct session *s, const struct batch_options *o, struct batch_counts *counts, struct diag_list *d);

#endif
