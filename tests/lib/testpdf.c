#include "testpdf.h"

#include <string.h>

#include "base/arena.h"

enum { MAX_OBJECTS = 256 };

struct buf test_pdf(const char *const *objects, size_t count, const char *more)
{
    struct buf b = {0};
    size_t at[MAX_OBJECTS];

    buf_puts(&b, "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
    for (size_t i = 0; i < count && i < MAX_OBJECTS; i++) {
        at[i] = b.n;
        buf_printf(&b, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    size_t xref = b.n;
    buf_printf(&b, "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
    for (size_t i = 0; i < count && i < MAX_OBJECTS; i++)
        buf_printf(&b, "%010zu 00000 n \n", at[i]);
    buf_printf(&b, "trailer\n<</Size %zu/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n", count + 1, more, xref);
    return b;
}

struct buf test_pdf_pages(unsigned n, unsigned w, unsigned h, const char *page_entries)
{
    static const char content[] = "0.5 g 10 10 50 20 re f";
    struct arena *a = arena_new();
    const char *objects[MAX_OBJECTS];
    struct buf kids = {0};

    objects[0] = "<</Type/Catalog/Pages 2 0 R>>";
    objects[2] = arena_printf(a, "<</Length %zu>>\nstream\n%s\nendstream", strlen(content), content);
    for (unsigned i = 0; i < n; i++) {
        buf_printf(&kids, "%u 0 R ", i + 4);
        objects[3 + i] = arena_printf(a, "<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<>>%s>>", page_entries);
    }
    objects[1] = arena_printf(a, "<</Type/Pages/Kids[%s]/Count %u/MediaBox[0 0 %u %u]>>", kids.data ? kids.data : "", n, w, h);
    struct buf out = test_pdf(objects, 3 + n, "");
    buf_free(&kids);
    arena_free(a);
    return out;
}
