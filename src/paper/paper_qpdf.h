/* paper_qpdf.h - what the files that know libqpdf share; nobody else includes it.
 * Ownership: object handles live until qpdf_oh_release_all().
 * Errors:    a wrong type gives null; false for streams that can't be unpacked. */
#ifndef PAPER_PAPER_QPDF_H
#define PAPER_PAPER_QPDF_H

#include <qpdf/qpdf-c.h>

#include "paper/paper_int.h"

/* A file, or, with path NULL, bytes that are libqpdf's to look at until qpdf_cleanup(). NULL: damaged, or encrypted. */
qpdf_data paper_open(const char *path, const void *bytes, size_t n, bool *encrypted);
/* Of a dictionary, or a stream's. */
qpdf_oh paper_key(qpdf_data q, qpdf_oh dict, const char *name);
bool paper_is_named(qpdf_data q, qpdf_oh o, const char *name);
/* The bytes of a stream, unpacked, behind what is there: at most LIMIT_PAPER_CONTENT. */
bool paper_unpack(qpdf_data q, qpdf_oh stream, struct buf *out);
/* The same of a content stream, which ends with white space. */
bool paper_add_stream(qpdf_data q, qpdf_oh stream, struct buf *out);
/* Fills in p->archival; p->pages is known. */
void paper_claim(qpdf_data q, struct paper *p);

#endif
