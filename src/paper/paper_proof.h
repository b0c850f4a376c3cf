/* paper_proof.h - what the pages of a PDF show, as digests that survive being numbered, packed and saved anew.
 * Purpose:   to tell which pages of two files are the same. A page's digest is SHA-256 of everything that draws it: content, unpacked,
 *            and resources, boxes, annotations, all in one written form without object numbers. Fields of forms are no part of it: who
 *            signs or fills in changes nothing else, so they are told one by one.
 * Ownership: in the arena given.
 * Errors:    false and a state, as of papers. */
#ifndef PAPER_PAPER_PROOF_H
#define PAPER_PAPER_PROOF_H

#include "base/arena.h"
#include "paper/paper.h"

struct paper_field {
    const char *name, *label; /* fully qualified; label: the name when it has none */
    unsigned page;            /* from 1 */
    bool signature, filled;   /* filled: signed, or not empty */
    const char *value;        /* of text, "" for others */
    const char *box;          /* its rectangle, as written */
    const char *look;         /* digest of its appearance */
    bool empty;               /* the rectangle has no area: nothing of it is seen */
};

/* What a reader does or leaves out when the file is opened, shown or filled in: a script, an action, layers. */
struct paper_act {
    const char *key; /* OpenAction, AA, ... */
    const char *digest;
};

struct paper_proof {
    unsigned pages;
    const char *const *digests; /* one a page, hexadecimal */
    const struct paper_field *fields; /* in the order of pages */
    size_t field_count;
    const struct paper_act *acts;
    size_t act_count;
};

bool paper_proof_read(struct arena *a, const void *pdf, size_t n, struct paper_proof *out, enum paper_state *state);

#endif
