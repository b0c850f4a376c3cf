/* settle.h - documents that are done, in the order of the inputs: their numbers and names, the manifest, the reports.
 * Purpose:   what batch and merge share. A document is settled when all before it are; so the first to ask for a name gets it,
 *            whichever worker was quicker.
 * Ownership: settle_begin() and settle_end() frame it; entries are taken over.
 * Errors:    false: the folder cannot be written to (reported). */
#ifndef BATCH_SETTLE_H
#define BATCH_SETTLE_H

#include "batch/batch.h"
#include "batch/name.h"
#include "batch/store.h"
#include "check/submission.h"

struct settle_pack {
    const char *id;
    struct programme *programme; /* NULL: it cannot be read */
    char digest[65];
};

struct settle {
    struct session *session;
    const struct batch_options *o;
    struct arena *arena;
    struct manifest_head head;
    char context[65];
    struct manifest before;
    struct store *store;
    struct names *names;
    VEC(struct settle_pack) packs;
    VEC(struct entry) entries;
    struct submission *submission; /* NULL: none was given */
    struct batch_counts counts;
};

/* settle_end() also after a failure; it may be called on zeros. */
bool settle_begin(struct settle *t, struct session *s, const struct batch_options *o, struct diag_list *d);
void settle_end(struct settle *t);
/* The digest of a programme as this run has it; "" for one that it has not. */
const char *settle_pack(struct settle *t, const char *id);
/* What an earlier run like this one has left of a source; NULL: nothing that is of use. */
const struct entry *settle_before(struct settle *t, const char *source);
/* from: where its output lies, below the folder; NULL: it has none. number: what it is called in the table, or NULL. */
bool settle_next(struct settle *t, struct entry *e, const char *from, const char *number, struct diag_list *d);
/* Manifest, rules across the batch, reports. */
bool settle_finish(struct settle *t, struct diag_list *d);

#endif
