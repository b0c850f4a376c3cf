/* paper_files.h - the files that a PDF carries (ISO 32000-1, 7.11.4), read without trust.
 * Ownership: paper_files_read() gives, paper_files_free() takes; everything inside is borrowed from it.
 * Errors:    a state, as of papers: PAPER_OK, also when it carries none; PAPER_TYPE, _ENCRYPTED, _DAMAGED, and _TOO_LARGE when it
 *            would unpack to more than LIMIT_PAPER_CONTENT or has more than LIMIT_FORM_FILES. */
#ifndef PAPER_PAPER_FILES_H
#define PAPER_PAPER_FILES_H

#include "paper/paper.h"

struct paper_file {
    const char *name;     /* as the PDF says; not to be trusted as a path */
    const char *mime, *relation, *description; /* "" when it doesn't say */
    const void *data;
    size_t n;
    bool good; /* false: its bytes cannot be unpacked, or are too many */
};

struct paper_files;

struct paper_files *paper_files_read(const void *pdf, size_t n, enum paper_state *state);
void paper_files_free(struct paper_files *f); /* NULL is allowed */
size_t paper_files_count(const struct paper_files *f);
const struct paper_file *paper_files_at(const struct paper_files *f, size_t i);
/* The first of that name; NULL: none. */
const struct paper_file *paper_files_named(const struct paper_files *f, const char *name);

#endif
