/* paper_int.h - what paper.c and paper_pdf.c share; nobody else includes it. */
#ifndef PAPER_PAPER_INT_H
#define PAPER_PAPER_INT_H

#include "base/arena.h"
#include "paper/paper.h"

/* A PDF that libqpdf has open (a qpdf_data; NULL: none), and its bytes. */
struct paper_open {
    void *pdf;
    struct buf bytes;
};
void paper_open_end(struct paper_open *o);

/* Opens the PDF and fills in state, pages and sizes, which come from the arena. keep: where it stays open if its state is PAPER_OK, the
 * bytes then being the caller's to put there; NULL: it is closed. */
void paper_pdf_look(struct paper *p, struct arena *a, const void *bytes, size_t n, struct paper_open *keep);

/* Would opening these bytes of a PDF unpack more than LIMIT_PAPER_CONTENT? (paper_bomb.c) */
bool paper_is_bomb(const char *bytes, size_t n);

#endif
