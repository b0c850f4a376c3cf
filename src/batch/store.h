/* store.h - the folder that a batch writes into.
 * Purpose:   a file gets its final name only after it is on the disk, in groups: workers set into a folder of their own below
 *            (.shenbao-batch), then one sync for the whole group, then the names. Before that the group's lines stand in the
 *            journal, so that a run that was killed at any point can go on, and nothing half-written has a final name.
 * Ownership: store_open() gives, store_close() takes. Paths are copied.
 * Errors:    FILE_* and STORE_* (fatal) in the list that is given: a folder with other content, one that another batch works
 *            in, one that can't be written to.
 * A document that is called otherwise than in the run before takes its file along; what no document is called any more is
 * removed at the end, unless somebody has changed it since. */
#ifndef BATCH_STORE_H
#define BATCH_STORE_H

#include "batch/manifest.h"

#define STORE_STAGING ".shenbao-batch" /* the folder for what is being set, below the batch's */
#define STORE_NOTICES "notices"          /* that of the letters to units */

struct store;

struct store_options {
    const char *folder;
    bool resume;
    unsigned mode; /* of files: 0600 */
    const struct manifest_head *head;
};

/* before is filled with what an earlier run has done, and must live as long. */
struct store *store_open(const struct store_options *o, struct manifest *before, struct arena *a, struct diag_list *d);
/* Leaves the journal where it is when the store was not finished. */
void store_close(struct store *s); /* NULL is allowed */
/* The folder of the letters, empty; and gone again when none was written. NULL: reported. */
const char *store_notices(struct store *s, struct diag_list *d);
void store_notices_end(struct store *s);
/* Whether a path below the folder is free or was written by a batch before. */
bool store_may_write(const struct store *s, const char *output);
/* A document is done. from: where it lies now (below the folder; NULL: nothing was set); output: what it is to be called;
 * line: of the manifest. */
bool store_add(struct store *s, const char *from, const char *output, const struct entry *e, struct diag_list *d);
/* Syncs what was added, and gives it its names. */
bool store_flush(struct store *s, struct diag_list *d);
/* Writes manifest and facts, removes what is no longer meant, and the journals. */
bool store_finish(struct store *s, const struct buf *manifest, const struct buf *facts, struct diag_list *d);

#endif
