/* across_int.h - what the files of across.h share; inside batch/ only.
 * Purpose:   the plan is what programme.xml says of rules across a batch: which elements they look at, and which texts are
 *            compared. Facts are "shenbao-across 1\n", then blocks of a 32-bit length and as many bytes: one of XML, and a sketch
 *            (shingle.h) for each text of the plan, empty without characters. In the XML every element has an attribute b:at:
 *            line, order and last step of its path in the proposal.
 * Ownership: the plan's strings lie in its arena; facts are read in place. */
#ifndef BATCH_ACROSS_INT_H
#define BATCH_ACROSS_INT_H

#include "base/arena.h"
#include "batch/across.h"

struct across_keep {
    const char *path;   /* names of elements below the proposal: "people/person" */
    const char *digest; /* an attribute that names a file, whose SHA-256 is wanted; NULL: none */
    bool empty;         /* that it is there, and where; not what stands in it */
};

struct across_text {
    const char *name; /* what the rules call it: title, content */
    double least;     /* Jaccard index from which two are similar */
    VEC(const char *) paths;
};

struct across_plan {
    struct arena *arena;
    VEC(struct across_keep) keeps;
    VEC(struct across_text) texts;
};

/* Fills the plan from the programme; across_plan_end() empties it, also after false. */
bool across_plan_begin(struct across_plan *plan, const struct programme *p, struct diag_list *d);
void across_plan_end(struct across_plan *plan);

struct across_block {
    const char *bytes;
    size_t n;
};
#define ACROSS_HEAD "shenbao-across 1\n"
/* The first block of facts, which is XML. False: these are none. */
bool across_first(const void *facts, size_t n, struct across_block *out);
/* Finds the blocks of facts: the XML in [0], behind it count - 1 sketches. False: these are no such facts. */
bool across_blocks(const void *facts, size_t n, struct across_block *out, size_t count);

#endif
