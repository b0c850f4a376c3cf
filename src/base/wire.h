/* wire.h - what parent and workers say to each other: numbers and runs of bytes one behind the other, and findings.
 * Purpose:   a worker may have been led astray by its document, so nothing that it says is trusted: what does not fit is empty.
 * Ownership: what a reader gives lies in the message and ends with a NUL of its own. */
#ifndef BASE_WIRE_H
#define BASE_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

void wire_put_number(struct buf *b, uint64_t n);
/* NULL is kept apart from empty. */
void wire_put_bytes(struct buf *b, const void *p, size_t n);
void wire_put_text(struct buf *b, const char *s);
/* All of the list's records, nothing of them left out, and how many it did not keep. */
void wire_put_findings(struct buf *b, const struct diag_list *d);

struct wire {
    const char *at, *end;
    bool broken; /* something did not fit */
};

uint64_t wire_number(struct wire *w);
/* NULL: it was NULL, or the message is broken. n may be NULL. */
const char *wire_bytes(struct wire *w, size_t *n);
/* The same, "" for NULL. */
const char *wire_text(struct wire *w);
/* Appends what wire_put_findings() wrote. */
void wire_findings(struct wire *w, struct diag_list *to);

#endif
