/* entry.h - a document of a batch as the manifest keeps it: what became of it, and what that rests on.
 * Purpose:   a worker writes it, the parent reads it, and so does the run that goes on after an interruption: one line of JSON.
 *            Identity and telephone numbers are masked when it is made.
 * Ownership: everything belongs to the arena of the run; a findings list is freed with entry_free().
 * Errors:    entry_read() gives false for a line that is none. */
#ifndef BATCH_ENTRY_H
#define BATCH_ENTRY_H

#include "base/buf.h"
#include "base/json.h"
#include "batch/result.h"

/* A picture or attachment that the document names, as it was when it was read. */
struct entry_paper {
    const char *file;   /* as the proposal writes it */
    const char *digest; /* "" when it could not be read */
};

/* A value that the output's name may ask for. */
struct entry_fact {
    const char *name, *value;
};

struct entry {
    struct result result;
    size_t index;       /* among all inputs of the run, shards together, from 0 */
    const char *pack;   /* digest of its programme; "" when it has none */
    const char *facts;  /* across.h: what the rules across the batch ask for; kept apart from the manifest. NULL: none */
    size_t facts_size;
    const char *cells;  /* of a row: where these stand in the table (across_cells()), kept with them; else NULL */
    VEC(struct entry_paper) papers;
    VEC(struct entry_fact) names;
};

/* A line of the manifest, without its newline. */
void entry_write(struct buf *out, const struct entry *e);
bool entry_read(struct entry *out, struct arena *a, const struct json *line);
void entry_free(struct entry *e);
/* The value of a name; NULL when there is none. */
const char *entry_name(const struct entry *e, const char *name);
/* Copies of findings, with numbers of persons masked. */
void entry_add_masked(struct diag_list *to, const struct diag_list *from);
/* Findings as a JSON array. */
void entry_write_findings(struct buf *out, const struct diag_list *d);

#endif
