/* paper_int.h - what paper.c and paper_pdf.c share; nobody else includes it. */
#ifndef PAPER_PAPER_INT_H
#define PAPER_PAPER_INT_H

#include "base/arena.h"
#include "paper/paper.h"

/* Opens the PDF at p->path and fills in state, pages and sizes; sizes come from the arena. */
void paper_pdf_look(struct paper *p, struct arena *a);

#endif
