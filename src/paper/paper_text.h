/* paper_text.h - what the pages of a PDF of ours say, in the order in which they say it.
 * Purpose:   pages that another version made are not drawn alike, but say the same: verify compares that.
 * Ownership: everything comes from the arena.
 * Units:     UTF-8 without white space; `starts` are bytes.
 * Errors:    false, and why in *state. Only text of fonts under Identity-H that map to Unicode is read, as we write it. */
#ifndef PAPER_PAPER_TEXT_H
#define PAPER_PAPER_TEXT_H

#include "base/arena.h"
#include "paper/paper.h"

struct paper_text {
    const char *text;
    size_t n;
    const size_t *starts; /* of each page */
    unsigned pages;
};

bool paper_text_read(struct arena *a, const void *pdf, size_t n, struct paper_text *out, enum paper_state *state);

#endif
