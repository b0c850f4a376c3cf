/* manifest.h - what a batch has done, as a file: lines of JSON, first a header, then a document each, at last their number.
 * Purpose:   the folder's manifest.jsonl is whole; manifest.partial.jsonl is the journal of a run that is at work or was
 *            interrupted. A run that goes on reads both. What rules across the batch ask for stands apart (facts), because it
 *            may hold identity numbers.
 * Ownership: manifest_read() fills what belongs to the arena given; manifest_free() releases the findings.
 * Errors:    FILE_* and MANIFEST_* (fatal) in the list that is given. In a journal a line that is broken, as the last one of a
 *            run that was killed, is passed over. */
#ifndef BATCH_MANIFEST_H
#define BATCH_MANIFEST_H

#include "base/hash_table.h"
#include "batch/entry.h"

#define MANIFEST_FILE "manifest.jsonl"
#define MANIFEST_JOURNAL "manifest.partial.jsonl"
#define MANIFEST_FACTS "across.facts"
#define MANIFEST_FACTS_JOURNAL "across.partial.facts"

struct manifest_head {
    const char *version;
    const char *context; /* digest.h */
    unsigned shard, shards; /* from 1; 0: the whole */
    const char *submission; /* the file that it goes by; NULL: none */
};

struct manifest {
    struct arena *arena;
    struct manifest_head head; /* the last one, where several stand */
    VEC(struct entry) entries;
    VEC(const char *) contexts; /* of each entry */
    struct hash_table by_source; /* the entries' places */
    bool whole; /* the number of documents stands behind them, and is right */
};

void manifest_write_head(struct buf *out, const struct manifest_head *h);
void manifest_write_end(struct buf *out, size_t documents);
/* Reads a file to what is there; a source that comes again replaces the one before. False: it is no manifest (reported). */
bool manifest_read(struct manifest *m, struct arena *a, const char *path, struct diag_list *d);
/* Facts of documents, as written by manifest_write_facts(), to the entries that are there. False: FILE_*; what is cut off is
 * passed over. */
bool manifest_read_facts(struct manifest *m, const char *path, struct diag_list *d);
void manifest_write_facts(struct buf *out, const struct entry *e);
/* The file that the batch in a folder went by, malloced; NULL: there is no batch, or it had none. */
char *manifest_submission(const char *folder);
void manifest_free(struct manifest *m);
/* The entry of a source, NULL; context: of the run that made it. */
struct entry *manifest_find(const struct manifest *m, const char *source, const char **context);

#endif
