/* fuzz_outline.c - libFuzzer entry: bytes as a font's CFF table, or as one glyph's program, which is read as contours and written
 * again, as cubic curves and as quadratic ones. The first byte says which. */
#include <stdlib.h>
#include <string.h>

#include "text/cff_int.h"
#include "text/glyf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { GLYPHS = 64 };

static void look_at_glyf(const struct glyf_glyph *g)
{
    if (g && (g->n % 2 || (g->n && (!g->points || !g->contours || g->box[0] > g->box[2] || g->box[1] > g->box[3]))))
        abort();
}

static void table(const uint8_t *data, size_t size)
{
    struct cff *c = cff_new(data, size);
    struct glyf *f = c ? glyf_new(c) : NULL;
    for (uint32_t gid = 0; c && gid < GLYPHS; gid++) {
        const struct cff_glyph *g = cff_glyph(c, gid);
        if (g && (g->n == 0 || g != cff_glyph(c, gid)))
            abort();
        if (f)
            look_at_glyf(glyf_glyph(f, gid));
    }
    glyf_free(f);
    cff_free(c);
}

/* Contours follow each other, and each begins on its curve. */
static void look_at_points(const struct cff_points *p)
{
    size_t from = 0;
    for (size_t i = 0; i < p->ends.n; from = p->ends.v[i++])
        if (p->ends.v[i] <= from || p->ends.v[i] > p->points.n || !p->points.v[from].on)
            abort();
    if (from != p->points.n)
        abort();
}

/* What is written reads as what was to be written. */
static void write_again(const struct cff_path *p, struct arena *a)
{
    struct buf program = {0};
    struct cff_path again = {.arena = a};
    if (cff_spell(p, &program)) {
        struct cff_slice s = {(const uint8_t *)program.data, program.n};
        if (!cff_path_read(&again, s) || again.contours.n != p->contours.n || again.segments.n != p->segments.n)
            abort();
        for (size_t i = 0; i < p->contours.n; i++)
            if (memcmp(&p->contours.v[i], &again.contours.v[i], sizeof *p->contours.v) != 0)
                abort();
    }
    buf_free(&program);
}

static void program(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct cff_path p = {.arena = a};
    struct cff_points points = {.arena = a};
    size_t curves = 0, quadratic = 0;
    if (cff_path_read(&p, (struct cff_slice){data, size})) {
        cff_path_census(&p, &curves, &quadratic);
        if (quadratic > curves)
            abort();
        cff_path_tidy(&p);
        if (cff_quad(&p, &points))
            look_at_points(&points);
        write_again(&p, a);
    }
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1)
        (data[0] & 1 ? program : table)(data + 1, size - 1);
    return 0;
}
