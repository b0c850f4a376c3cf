/* stream.h - bytes in: of a file, of one entry of a zip archive, or of either turned into UTF-8.
 * Ownership: stream_*() gives, stream_close() takes (a decoding stream closes the one below it). NULL after an error.
 * Errors:    SHEET_* and FILE_* reported when they happen; stream_read() then gives -1. libarchive is called here only. */
#ifndef SHEET_STREAM_H
#define SHEET_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct stream;

struct stream *stream_file(const char *path, struct diag_list *d);
/* The entry of that name. When there is none: NULL, reported only when `needed`. */
struct stream *stream_entry(const char *path, const char *entry, bool needed, struct diag_list *d);
/* Text in an encoding that ICU knows, as UTF-8. Bytes that are wrong are SHEET_ENCODING. */
struct stream *stream_decoded(struct stream *below, const char *encoding, struct diag_list *d);
/* At most n bytes; 0 at the end, -1 after an error. */
long stream_read(struct stream *s, void *p, size_t n);
void stream_close(struct stream *s); /* NULL is allowed */

/* Calls fn with the name of each entry of an archive until it says false. False after an error. */
bool stream_entries(const char *path, bool (*fn)(void *arg, const char *name), void *arg, struct diag_list *d);

#endif
