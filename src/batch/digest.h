/* digest.h - by what it is known whether anything that a document was made from has changed.
 * Units:     SHA-256 in 64 hexadecimal digits and a NUL.
 * Errors:    a file that cannot be read gives "" and false; a folder's digest says of such a file that it is closed. */
#ifndef BATCH_DIGEST_H
#define BATCH_DIGEST_H

#include <stdbool.h>

#include "batch/session.h"

bool digest_file(const char *path, char out[65]);
/* A programme as this run has it: its folders, the site, the lists. */
void digest_programme(const struct session *s, struct programme *p, char out[65]);
/* What holds for all programmes of a run: version, clock, options, layers, faces. */
void digest_context(const struct session *s, const char *form, char out[65]);

#endif
