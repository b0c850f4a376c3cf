/* result.h - what became of each document of a batch; written by the workers, read by manifest, reports and notices.
 * Ownership: everything belongs to the arena of the run.
 * Units:     digests are SHA-256 in hexadecimal; times are not kept (the same input gives the same reports). */
#ifndef BATCH_RESULT_H
#define BATCH_RESULT_H

#include "base/arena.h"
#include "base/diag.h"

enum result_state {
    RESULT_GOOD,     /* no errors; set */
    RESULT_CONTENT,  /* read, and has errors: not set */
    RESULT_FAILED    /* could not be read or judged; a worker crashed, took too long or too much memory */
};

struct result {
    const char *source;     /* the file, or "table.xlsx[sheet]!12" */
    const char *programme, *direction;             /* "" when unknown, as all below */
    const char *number, *title, *unit, *recommender;
    const char *code;       /* 校验码 of what it says (xslt/digest.h), as its papers print it */
    const char *output;     /* path below the batch's folder; NULL: nothing was written */
    const char *input_digest, *output_digest;      /* of the bytes; NULL: none */
    enum result_state state;
    struct diag_list *findings; /* in document order; those of rules across the batch behind; never NULL */
};

struct results {
    VEC(struct result) rows; /* in the order of the inputs */
};

#endif
