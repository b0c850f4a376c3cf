#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "base/arena.h"

/* Offices scan text with as many dots to an inch at least. A pixel that is covered by a third is black: thin strokes stay whole. */
enum { DPI = 150, BLACK = 85, PAPER = 255, INK = 0 };

struct scan {
    struct device base;
    struct device *to;
    struct arena *arena;
    FT_Library library;
    VEC(struct typeface { const struct font_face *face; FT_Face ft; }) faces;
    struct device_page page;
    struct image *sheet; /* of this page: an image lives as long as the document */
    unsigned sheets;
};

static struct scan *scan_of(struct device *d)
{
    return (struct scan *)d;
}

static bool s_begin_document(struct device *d, const struct device_document *doc)
{
    return scan_of(d)->to->ops->begin_document(scan_of(d)->to, doc);
}

static bool s_restart(struct device *d)
{
    return scan_of(d)->to->ops->restart(scan_of(d)->to);
}

static uint32_t pixels(mpt length)
{
    return (uint32_t)((int64_t)length * DPI / (72 * MPT_PER_PT));
}

static bool s_begin_page(struct device *d, const struct device_page *p)
{
    struct scan *s = scan_of(d);
    uint32_t w = pixels(p->width), h = pixels(p->height);
    uint8_t *sheet = arena_alloc(s->arena, (size_t)w * h);

    s->page = *p;
    s->page.label = arena_strdup(s->arena, p->label);
    memset(sheet, PAPER, (size_t)w * h);
    s->sheet = arena_alloc(s->arena, sizeof *s->sheet);
    *s->sheet = (struct image){.kind = IMAGE_GRAY, .width = w, .height = h, .natural_w = p->width, .natural_h = p->height,
                               .pixels = sheet, .size = (size_t)w * h, .name = "scan", .id = s->sheets++};
    return true;
}

static bool s_end_page(struct device *d)
{
    struct scan *s = scan_of(d);
    const struct device_ops *to = s->to->ops;

    return to->begin_page(s->to, &s->page) && to->image(s->to, s->sheet, 0, 0, s->page.width, s->page.height) && to->end_page(s->to);
}

/* --- ink --- */

static FT_Face typeface(struct scan *s, const struct font_face *face)
{
    struct typeface t = {.face = face};

    for (size_t i = 0; i < s->faces.n; i++)
        if (s->faces.v[i].face == face)
            return s->faces.v[i].ft;
    if (FT_New_Face(s->library, face->file, face->index, &t.ft) != 0)
        return NULL;
    *VEC_PUSH(s->arena, &s->faces) = t;
    return t.ft;
}

/* In 1/64 of a pixel. */
static FT_Pos place(mpt v)
{
    return (FT_Pos)((int64_t)v * DPI * 64 / (72 * MPT_PER_PT));
}

static void press(const struct scan *s, const FT_GlyphSlot glyph, int64_t left, int64_t top)
{
    uint8_t *sheet = (uint8_t *)(uintptr_t)s->sheet->pixels;

    for (unsigned row = 0; row < glyph->bitmap.rows; row++)
        for (unsigned column = 0; column < glyph->bitmap.width; column++) {
            int64_t x = left + column, y = top + row;
            bool on = x >= 0 && y >= 0 && x < s->sheet->width && y < s->sheet->height;
            if (on && glyph->bitmap.buffer[(int)row * glyph->bitmap.pitch + (int)column] >= BLACK)
                sheet[y * s->sheet->width + x] = INK;
        }
}

static bool s_glyphs(struct device *d, const struct glyph_run *r, mpt x, mpt baseline)
{
    struct scan *s = scan_of(d);
    FT_Face ft = typeface(s, r->font.face);
    bool good = ft && FT_Set_Char_Size(ft, r->font.size * 64 / MPT_PER_PT, 0, DPI, DPI) == 0;

    for (size_t i = 0; i < r->count && good; x += r->glyphs[i++].advance) {
        FT_Pos px = place(x + r->glyphs[i].dx), py = place(baseline - r->glyphs[i].dy);
        good = FT_Load_Glyph(ft, r->glyphs[i].gid, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0;
        if (!good)
            break;
        FT_Outline_Translate(&ft->glyph->outline, px & 63, -(py & 63));
        good = FT_Render_Glyph(ft->glyph, FT_RENDER_MODE_NORMAL) == 0;
        press(s, ft->glyph, px / 64 + ft->glyph->bitmap_left, py / 64 - ft->glyph->bitmap_top);
    }
    return good;
}

/* --- what else is asked of a device --- */

/* The other calls of a device are for what is refused here. */
static bool s_begin_area(struct device *d, const struct area *a, enum device_artifact how)
{
    bool turned = a->kind == AREA_VIEWPORT && (a->u.viewport.turn || a->u.viewport.clip);
    bool drawn = a->kind == AREA_RULE || a->kind == AREA_IMAGE || a->kind == AREA_PATH || a->kind == AREA_SLOT;

    (void)d, (void)how;
    if (turned || drawn || a->decor)
        fputs("a paper has more than text on it, which samples/scan.c can't print\n", stderr);
    return !turned && !drawn && !a->decor;
}

static bool s_end_area(struct device *d, const struct area *a)
{
    (void)d, (void)a;
    return true;
}

static bool s_end_document(struct device *d)
{
    return scan_of(d)->to->ops->end_document(scan_of(d)->to);
}

static void s_free(struct device *d)
{
    struct scan *s = scan_of(d);

    FT_Done_FreeType(s->library);
    arena_free(s->arena);
    free(s);
}

struct device *scan_new(struct device *to)
{
    static const struct device_ops ops = {
        .begin_document = s_begin_document, .restart = s_restart, .begin_page = s_begin_page, .end_page = s_end_page,
        .begin_area = s_begin_area, .end_area = s_end_area, .glyphs = s_glyphs, .end_document = s_end_document, .free = s_free,
    };
    struct scan *s = xcalloc(1, sizeof *s);

    s->base = (struct device){&ops, to->diag};
    s->to = to;
    s->arena = arena_new();
    if (FT_Init_FreeType(&s->library) != 0)
        base_die_oom();
    return &s->base;
}
