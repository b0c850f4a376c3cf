/* paper_int.h - what paper.c and paper_pdf.c share; nobody else includes it. */
#ifndef PAPER_PAPER_INT_H
#define PAPER_PAPER_INT_H

#include "base/arena.h"
#include "paper/paper.h"

/* Opens the PDF and fills in state, pages and sizes, which come from the arena. */
void paper_pdf_look(struct paper *p, struct arena *a, const void *bytes, size_t n);

/* Would opening these bytes of a PDF unpack more than LIMIT_PAPER_CONTENT? (paper_bomb.c) */
bool paper_is_bomb(const char *bytes, size_t n);

#endif
