/* test_glyf.c - TrueType fonts that we write of CFF faces draw their curves again, each nearer than half a unit of the face's
 * grid, and stand as OpenType asks for it. HarfBuzz reads both. */
#include "test.h"

#include <hb-ot.h>
#include <libdeflate.h>
#include <math.h>
#include <string.h>

#include "pdf/pdf_int.h"
#include "text/cff.h"
#include "text/glyf.h"

/* --- outlines as many short lines --- */

struct place {
    double x, y;
};

struct trace {
    struct arena *arena;
    VEC(struct place) places;
    VEC(size_t) ends; /* of contours */
};

static void add_place(struct trace *t, double x, double y)
{
    *VEC_PUSH(t->arena, &t->places) = (struct place){x, y};
}

static void move(hb_draw_funcs_t *f, void *pen, hb_draw_state_t *s, float x, float y, void *user)
{
    (void)f, (void)s, (void)user;
    add_place(pen, (double)x, (double)y);
}

static void curve(hb_draw_funcs_t *f, void *pen, hb_draw_state_t *s, float a, float b, float c, float d, float x, float y, void *user)
{
    enum { STEPS = 48 };
    (void)f, (void)user;
    for (int i = 1; i <= STEPS; i++) {
        double t = (double)i / STEPS, u = 1 - t, k[4] = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
        add_place(pen, k[0] * (double)s->current_x + k[1] * (double)a + k[2] * (double)c + k[3] * (double)x,
                  k[0] * (double)s->current_y + k[1] * (double)b + k[2] * (double)d + k[3] * (double)y);
    }
}

static void quadratic(hb_draw_funcs_t *f, void *pen, hb_draw_state_t *s, float a, float b, float x, float y, void *user)
{
    float fx = s->current_x, fy = s->current_y;
    curve(f, pen, s, (fx + 2 * a) / 3, (fy + 2 * b) / 3, (x + 2 * a) / 3, (y + 2 * b) / 3, x, y, user);
}

/* Places on the line too: they are measured from. */
static void line(hb_draw_funcs_t *f, void *pen, hb_draw_state_t *s, float x, float y, void *user)
{
    curve(f, pen, s, s->current_x, s->current_y, x, y, x, y, user);
}

static void close_contour(hb_draw_funcs_t *f, void *pen, hb_draw_state_t *s, void *user)
{
    struct trace *t = pen;
    (void)f, (void)s, (void)user;
    *VEC_PUSH(t->arena, &t->ends) = t->places.n;
}

static struct trace trace_of(struct arena *a, hb_font_t *font, hb_codepoint_t gid)
{
    hb_draw_funcs_t *f = hb_draw_funcs_create();
    struct trace t = {.arena = a};
    hb_draw_funcs_set_move_to_func(f, move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(f, line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(f, quadratic, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(f, curve, NULL, NULL);
    hb_draw_funcs_set_close_path_func(f, close_contour, NULL, NULL);
    hb_font_get_glyph_shape(font, gid, f, &t);
    hb_draw_funcs_destroy(f);
    return t;
}

static double away_from_line(struct place p, struct place a, struct place b)
{
    double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    double t = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

static double search(struct place p, const struct place *v, size_t n, size_t first, size_t count, size_t *at)
{
    double least = HUGE_VAL;
    for (size_t i = first; i < first + count; i++) {
        double d = away_from_line(p, v[i % n], v[(i + 1) % n]);
        if (d < least) {
            least = d;
            *at = i % n;
        }
    }
    return least;
}

/* From the nearest of the lines about the one that was nearest before; from all of them, where none of those is near. */
static double away(struct place p, const struct place *v, size_t n, size_t *at)
{
    enum { ABOUT = 200 };
    double about = n > ABOUT ? search(p, v, n, *at + n - ABOUT / 2, ABOUT, at) : HUGE_VAL;
    return about < 0.4 ? about : search(p, v, n, 0, n, at);
}

struct distances {
    double most, sum;
    size_t n;
};

static void measure(struct distances *d, const struct place *v, size_t n, const struct place *from, size_t from_n)
{
    for (size_t i = 0, at = 0; i < n; i++) {
        double far = away(v[i], from, from_n, &at);
        d->most = far > d->most ? far : d->most;
        d->sum += far;
        d->n++;
    }
}

static void compare(struct distances *d, const struct trace *a, const struct trace *b)
{
    assert_int_equal(a->ends.n, b->ends.n);
    for (size_t c = 0, i = 0, k = 0; c < a->ends.n; i = a->ends.v[c], k = b->ends.v[c], c++) {
        const struct place *v = a->places.v + i, *w = b->places.v + k;
        size_t n = a->ends.v[c] - i, m = b->ends.v[c] - k;
        measure(d, v, n, w, m);
        measure(d, w, m, v, n);
    }
}

/* --- the font --- */

static uint32_t be(const uint8_t *p, unsigned size)
{
    uint32_t v = 0;
    while (size--)
        v = v << 8 | *p++;
    return v;
}

static uint32_t sum(const uint8_t *p, size_t n) /* of a table, padded with zeros */
{
    uint32_t v = 0;
    for (size_t i = 0; i < n; i += 4)
        v += be(p + i, 4);
    return v;
}

/* OpenType 1.9, "Table Directory" and "Calculating Checksums": tables in the order of their tags, at places divisible by four,
 * and sums of each and of all. */
static void check_directory(const uint8_t *p, size_t n)
{
    static const char tags[] = "glyfheadhheahmtxlocamaxp";
    assert_int_equal(be(p, 4), 0x00010000);
    assert_int_equal(be(p + 4, 2), 6);
    assert_int_equal(n % 4, 0);
    for (unsigned i = 0; i < 6; i++) {
        const uint8_t *row = p + 12 + 16 * i;
        uint32_t at = be(row + 8, 4), length = be(row + 12, 4), expected = be(row + 4, 4);
        assert_memory_equal(row, tags + 4 * i, 4);
        assert_int_equal(at % 4, 0);
        assert_true(at + length <= n);
        if (memcmp(row, "head", 4) == 0) /* without its own sum of the whole */
            expected += be(p + at + 8, 4);
        assert_int_equal(sum(p + at, length), expected);
    }
    assert_int_equal(sum(p, n), 0xb1b0afba);
}

static uint8_t *unpack(const struct pdf_program *g)
{
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    uint8_t *out = malloc(g->whole);
    assert_int_equal(libdeflate_zlib_decompress(z, g->data, g->n, out, g->whole, NULL), LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(z);
    return out;
}

/* Glyph by glyph: the outline, the advance, and the left side bearing, which is where the outline begins. */
static void compare_glyphs(const struct font_face *face, const struct pdf_font *f, hb_face_t *made, struct distances *d)
{
    hb_font_t *font = hb_font_create(made);
    assert_int_equal(hb_face_get_glyph_count(made), f->codes.n);
    for (size_t i = 0; i < f->codes.n; i++) {
        struct arena *a = arena_new();
        struct trace want = trace_of(a, face->hb_font, f->codes.v[i].gid), got = trace_of(a, font, (hb_codepoint_t)i);
        compare(d, &want, &got);
        assert_int_equal(hb_font_get_glyph_h_advance(font, (hb_codepoint_t)i), font_advance_fu(face, f->codes.v[i].gid));
        arena_free(a);
    }
    hb_font_destroy(font);
}

static void compare_faces(const struct font_face *face, unsigned step)
{
    struct arena *a = arena_new();
    struct pdf_font f = {.face = face};
    struct pdf_program g = {0};
    struct distances d = {0};
    unsigned refused = 0;
    for (unsigned gid = 0; gid < hb_face_get_glyph_count(face->hb); gid += step)
        if (glyf_glyph(font_curves(face), gid))
            *VEC_PUSH(a, &f.codes) = (struct pdf_code){.gid = gid};
        else
            refused++; /* a tip that can't be had so near: the face goes as CFF where one of these is used */
    assert_true(refused <= f.codes.n / 100);
    assert_true(pdf_glyf(&f, &g));
    assert_true(g.truetype);
    uint8_t *whole = unpack(&g);
    check_directory(whole, g.whole);
    hb_blob_t *blob = hb_blob_create((const char *)whole, (unsigned)g.whole, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *made = hb_face_create(blob, 0);
    compare_glyphs(face, &f, made, &d);
    print_message("%s: %zu glyphs, curves move by %.3f at most, %.3f in the mean\n", face->family, f.codes.n, d.most,
                  d.sum / (double)d.n);
    assert_true(d.most < 0.5);
    assert_true(d.sum < 0.1 * (double)d.n);
    hb_face_destroy(made);
    hb_blob_destroy(blob);
    free(whole);
    pdf_program_free(&g);
    arena_free(a);
}

static void with_face(const char *name, int weight, void (*check)(const struct font_face *, unsigned), unsigned step)
{
    const char *const folders[] = {"build/fonts", NULL}, *const families[] = {name, NULL};
    struct diag_list *d = diag_list_new();
    struct font_set *set = font_set_new("fonts/roles.conf", folders, d);
    struct font_request r = {families, weight, false, NULL};
    const struct font_list *l = font_list_find(set, &r, d);
    const struct font_face *face = l ? font_list_primary(l) : NULL;
    if (face && strcmp(face->family, name) == 0)
        check(face, step);
    else
        print_message("SKIPPED: no %s\n", name);
    font_set_free(set);
    diag_list_free(d);
}

static void curves_move_by_less_than_rounding(void **state)
{
    (void)state;
    with_face("FandolFang", 400, compare_faces, 397);
    with_face("FandolKai", 400, compare_faces, 397);
    with_face("FandolHei", 400, compare_faces, 397);
    with_face("FandolHei", 700, compare_faces, 397);
    with_face("FandolSong", 400, compare_faces, 397);
}

/* Cubic curves stay what they are. */
static void refuse(const struct font_face *face, unsigned gid)
{
    struct pdf_code codes[] = {{0}, {.gid = gid}};
    struct pdf_font f = {.face = face, .codes = {codes, 2, 2}};
    struct pdf_program g = {0};
    assert_null(font_curves(face));
    assert_false(pdf_glyf(&f, &g));
    assert_true(pdf_subset(&f, &g));
    assert_false(g.truetype);
    pdf_program_free(&g);
}

static void cubic_faces_stay(void **state)
{
    (void)state;
    with_face("Noto Serif CJK SC", 400, refuse, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_move_by_less_than_rounding),
        cmocka_unit_test(cubic_faces_stay),
    };
    return cmocka_run_group_tests_name("glyf", tests, NULL, NULL);
}
