/* test_cff.c - the CFF tables that we write draw the very curves of the face they come from, as HarfBuzz sees them. */
#include "test.h"

#include <hb-ot.h>
#include <string.h>
#include <unistd.h>

#include "pdf/pdf_int.h"
#include "text/cff.h"
#include "text/glyf.h"

static hb_face_t *open_face(const char *path)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    hb_face_t *face = blob ? hb_face_create(blob, 0) : NULL;
    hb_blob_destroy(blob);
    return face;
}

/* --- curves as text: a contour may begin anywhere, and its last line may be drawn by closing it --- */

enum { SEGMENT = 9 }; /* kind, start, two control points, end */

struct pen {
    struct arena *arena;
    VEC(int) contour; /* the segments of the one under way */
    struct buf text;
    int start_x, start_y, x, y;
};

static void add_segment(struct pen *p, const int v[SEGMENT])
{
    for (int i = 0; i < SEGMENT; i++)
        *VEC_PUSH(p->arena, &p->contour) = v[i];
    p->x = v[SEGMENT - 2];
    p->y = v[SEGMENT - 1];
}

static void add_line(struct pen *p, int x, int y)
{
    if (x != p->x || y != p->y)
        add_segment(p, (int[]){'l', p->x, p->y, 0, 0, 0, 0, x, y});
}

static int compare_turned(const int *v, size_t n, size_t a, size_t b)
{
    for (size_t i = 0; i < n; i++)
        if (v[(a + i) % n] != v[(b + i) % n])
            return v[(a + i) % n] < v[(b + i) % n] ? -1 : 1;
    return 0;
}

static void end_contour(struct pen *p)
{
    size_t n, first = 0;
    add_line(p, p->start_x, p->start_y);
    n = p->contour.n;
    for (size_t i = SEGMENT; i < n; i += SEGMENT)
        if (compare_turned(p->contour.v, n, i, first) < 0)
            first = i;
    for (size_t i = 0; i < n; i++)
        buf_printf(&p->text, "%d%s", p->contour.v[(first + i) % n], i % SEGMENT == SEGMENT - 1 ? ";" : ",");
    buf_puts(&p->text, n ? "z " : "");
    p->contour.n = 0;
}

static void move(hb_draw_funcs_t *f, void *pen, hb_draw_state_t *s, float x, float y, void *user)
{
    struct pen *p = pen;
    (void)f, (void)s, (void)user;
    end_contour(p);
    p->start_x = p->x = (int)x;
    p->start_y = p->y = (int)y;
}

static void line(hb_draw_funcs_t *f, void *pen, hb_draw_state_t *s, float x, float y, void *user)
{
    (void)f, (void)s, (void)user;
    add_line(pen, (int)x, (int)y);
}

static void curve(hb_draw_funcs_t *f, void *pen, hb_draw_state_t *s, float a, float b, float c, float d, float x, float y, void *user)
{
    struct pen *p = pen;
    (void)f, (void)s, (void)user;
    add_segment(p, (int[]){'c', p->x, p->y, (int)a, (int)b, (int)c, (int)d, (int)x, (int)y});
}

static char *outline(hb_font_t *font, hb_codepoint_t gid)
{
    hb_draw_funcs_t *f = hb_draw_funcs_create();
    struct pen p = {.arena = arena_new()};
    hb_draw_funcs_set_move_to_func(f, move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(f, line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(f, curve, NULL, NULL);
    buf_puts(&p.text, "");
    hb_font_get_glyph_shape(font, gid, f, &p);
    end_contour(&p);
    hb_draw_funcs_destroy(f);
    arena_free(p.arena);
    return buf_steal(&p.text);
}

/* --- a face around a bare CFF table --- */

struct table {
    hb_face_t *source;
    const struct pdf_program *program;
    size_t glyphs;
};

static hb_blob_t *give_table(hb_face_t *unused, hb_tag_t tag, void *user)
{
    struct table *t = user;
    static uint8_t maxp[] = {0, 0, 0x50, 0, 0, 0};
    (void)unused;
    if (tag == HB_TAG('C', 'F', 'F', ' '))
        return hb_blob_create((const char *)t->program->data, (unsigned)t->program->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    if (tag == HB_TAG('m', 'a', 'x', 'p')) {
        maxp[4] = (uint8_t)(t->glyphs >> 8);
        maxp[5] = (uint8_t)t->glyphs;
        return hb_blob_create((const char *)maxp, sizeof maxp, HB_MEMORY_MODE_READONLY, NULL, NULL);
    }
    return tag == HB_TAG('h', 'e', 'a', 'd') ? hb_face_reference_table(t->source, tag) : NULL;
}

static void compare(hb_face_t *face, const struct pdf_program *g, const struct pdf_code *codes, size_t n)
{
    struct table t = {face, g, n};
    hb_face_t *made = hb_face_create_for_tables(give_table, &t, NULL);
    hb_font_t *a = hb_font_create(face), *b = hb_font_create(made);
    assert_int_equal(hb_face_get_glyph_count(made), n);
    for (size_t i = 0; i < n; i++) {
        char *want = outline(a, codes[i].gid), *got = outline(b, (hb_codepoint_t)i);
        assert_string_equal(got, want);
        free(want);
        free(got);
    }
    hb_font_destroy(a);
    hb_font_destroy(b);
    hb_face_destroy(made);
}

/* Every step-th glyph of a face, in falling order of their ids. quadratic: its curves were quadratic ones once. */
static void check_face(const char *path, unsigned step, bool quadratic)
{
    struct font_set *set;
    const char *const folders[] = {"build/fonts", NULL};
    struct diag_list *d = diag_list_new();
    const char *families[] = {path, NULL};
    struct font_request r = {families, 400, false, NULL};
    set = font_set_new("fonts/roles.conf", folders, d);
    const struct font_list *l = font_list_find(set, &r, d);
    const struct font_face *face = l ? font_list_primary(l) : NULL;
    if (face && font_outlines(face)) {
        unsigned glyphs = hb_face_get_glyph_count(face->hb);
        struct arena *a = arena_new();
        struct pdf_font f = {.face = face};
        struct pdf_program g = {0};
        *VEC_PUSH(a, &f.codes) = (struct pdf_code){0};
        for (unsigned gid = glyphs - 1; gid > step; gid -= step)
            *VEC_PUSH(a, &f.codes) = (struct pdf_code){.gid = gid};
        assert_true(pdf_cff(&f, &g));
        compare(face->hb, &g, f.codes.v, f.codes.n);
        assert_int_equal(cff_is_quadratic(font_outlines(face)), quadratic);
        pdf_program_free(&g);
        arena_free(a);
    } else {
        print_message("SKIPPED: no %s\n", path);
    }
    font_set_free(set);
    diag_list_free(d);
}

static void curves_stay_as_they_are(void **state)
{
    (void)state;
    check_face("FandolFang", 7, true);
    check_face("FandolHei", 7, true);
    check_face("Noto Serif CJK SC", 23, false); /* subroutines, many font dicts, flexes */
    check_face("Noto Sans CJK SC", 23, false);
}

/* A table that was cut or changed anywhere is refused, or gives programs; it is never read beyond its end. */
static void broken_tables(void **state)
{
    (void)state;
    hb_face_t *face = open_face("build/fonts/FandolFang-Regular.otf");
    if (!face)
        skip();
    hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    unsigned n;
    const char *data = hb_blob_get_data(blob, &n);
    for (unsigned round = 0; round < 300; round++) {
        size_t size = round < 150 ? n * (size_t)round / 150 : n;
        uint8_t *copy = malloc(size + 1); /* its own block: a sanitizer sees every byte too many */
        memcpy(copy, data, size);
        for (unsigned k = 0; size && k < 20; k++)
            copy[(round * 7919u + k * k * 104729u) % (k % 2 ? size : size < 400 ? size : 400)] ^= (uint8_t)(1u << k % 8);
        struct cff *c = cff_new(copy, size);
        struct glyf *f = c ? glyf_new(c) : NULL;
        for (uint32_t g = 0; c && g < 200; g++) {
            cff_glyph(c, g);
            if (f)
                glyf_glyph(f, g);
        }
        glyf_free(f);
        cff_free(c);
        free(copy);
    }
    assert_null(cff_new((const uint8_t *)"", 0));
    hb_blob_destroy(blob);
    hb_face_destroy(face);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_stay_as_they_are),
        cmocka_unit_test(broken_tables),
    };
    return cmocka_run_group_tests_name("cff", tests, NULL, NULL);
}
