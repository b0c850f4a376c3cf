/* paper_proof.h - what the pages of a PDF show, as digests that survive being numbered, packed and saved anew.
 * Purpose:   to tell which pages of two files are the same. A page's digest is SHA-256 of everything that draws it: content, unpacked,
 *            and resources, boxes, annotations, all in one written form without object numbers.
 * Ownership: in the arena given.
 * Errors:    false and a state, as of papers. */
#ifndef PAPER_PAPER_PROOF_H
#define PAPER_PAPER_PROOF_H

#include "base/arena.h"
#include "paper/paper.h"

struct paper_proof {
    unsigned pages;
    const char *const *digests; /* one a page, hexadecimal */
};

bool paper_proof_read(struct arena *a, const void *pdf, size_t n, struct paper_proof *out, enum paper_state *state);

#endif
