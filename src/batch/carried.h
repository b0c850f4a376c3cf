/* carried.h - what a PDF carries of its own making, read again: the other half of inside.h.
 * Purpose:   one place reads the files of a PDF of anybody's, and finds among them the proposal and the record of how it was made.
 * Ownership: carried_read() or carried_open() fill, carried_free() releases, also after false; everything inside is borrowed.
 * Errors:    what is not there or not whole is NULL; carried_open() and carried_whole() report it (fatal). */
#ifndef BATCH_CARRIED_H
#define BATCH_CARRIED_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/json.h"
#include "paper/paper_files.h"
#include "xslt/code.h"

struct carried {
    struct arena *arena;               /* of the record; users may keep more there */
    struct paper_files *files;         /* NULL: no PDF that can be read */
    const struct paper_file *proposal; /* NULL: none, or a broken one */
    const struct json *record;         /* NULL: none */
};

/* Says whether the bytes are a PDF that can be read, PAPER_OK; and else what is wrong with them. */
enum paper_state carried_read(struct carried *c, const struct buf *pdf);
/* The same of a file, whose bytes go to pdf. False: no such file, or none that can be read. */
bool carried_open(struct carried *c, const char *path, struct buf *pdf, struct diag_list *d);
void carried_free(struct carried *c);
/* The digest of the proposal, of which there must be one; returns what the record says it is, "" where it says none. */
const char *carried_digests(const struct carried *c, char digest[CODE_DIGEST]);
/* Is there such a file in the PDF at that path (NULL: there is not), and can it be unpacked? */
bool carried_whole(const struct paper_file *f, const char *path, struct diag_list *d);

#endif
