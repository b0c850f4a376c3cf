/* testpdf.h - small PDFs made by hand, for what others' files may be.
 * Ownership: the result is a buf to be freed. */
#ifndef TESTS_TESTPDF_H
#define TESTS_TESTPDF_H

#include <stddef.h>

#include "base/buf.h"

/* Objects 1, 2, ... with right offsets; 1 is the catalog. `more` goes into the trailer. */
struct buf test_pdf(const char *const *objects, size_t count, const char *more);
/* n pages of w x h points, each with one grey box; page_entries (may be "") go into each page's dictionary. */
struct buf test_pdf_pages(unsigned n, unsigned w, unsigned h, const char *page_entries);

#endif
