/* work.h - what a worker does with one document: read, check, set; and what it says of it.
 * Purpose:   task and reply are messages (wire.h) between processes: work_task() in the parent, work_do() in the worker,
 *            work_reply() in the parent again.
 * Ownership: messages belong to the caller; what a reply says belongs to the arena given, its findings to the caller.
 * Errors:    all that is wrong with a document is in its findings; work_reply() gives false for a reply that is none. */
#ifndef BATCH_WORK_H
#define BATCH_WORK_H

#include "batch/entry.h"
#include "batch/inputs.h"

struct work; /* what the workers inherit */

struct work_options {
    const char *form;   /* --form, or NULL */
    const char *staged; /* folder for what is set; a file is called by the document's index */
    const char *folder; /* the batch's, below which earlier outputs lie */
};

struct work *work_new(struct session *s, const struct work_options *o);
void work_free(struct work *w); /* NULL is allowed */
/* Compiles what documents of a programme need, and opens the fonts: done once, before the workers are forked. */
void work_prepare(struct work *w, const char *programme);

/* before: what is known of the document from an earlier run that was like this one, or NULL. */
void work_task(struct buf *out, size_t index, const struct input *in, const struct entry *before);
void work_do(struct work *w, const struct buf *task, struct buf *reply);

struct work_reply {
    bool kept;           /* all is as the earlier run left it; entry is empty */
    struct entry entry;  /* output is NULL; output_digest says whether something was set */
    const char *stamp;   /* of the input's file when it was read, "" when it has none: work_stamp() gives the same */
};

bool work_reply(struct work_reply *out, struct arena *a, const struct buf *reply);
/* Size, time and place of a file, by which a change is noticed. */
void work_stamp(struct buf *out, const char *path);
/* The name of the file that a document was set into. */
char *work_staged(const struct work_options *o, size_t index);

#endif
