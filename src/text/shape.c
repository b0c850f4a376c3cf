/* shape.c - see shape.h. */
#include "text/shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "text/cjk.h"

struct shaper {
    hb_buffer_t *buffer;
};

struct shaper *shaper_new(void)
{
    struct shaper *s = xcalloc(1, sizeof *s);
    s->buffer = hb_buffer_create();
    if (!hb_buffer_allocation_successful(s->buffer))
        base_die_oom();
    return s;
}

void shaper_free(struct shaper *s)
{
    if (!s)
        return;
    hb_buffer_destroy(s->buffer);
    free(s);
}

static mpt advance_of(const struct shape_run *run, int64_t fu)
{
    const struct font *f = &run->font;
    return run->flags & SHAPE_PLAIN ? font_standard_advance(f->face, fu, f->size) : font_scale(f->face, fu, f->size);
}

static bool all_ideographs(const struct shape_run *run)
{
    for (size_t i = 0; i < run->count; i++)
        if (!cjk_is_ideograph(run->cps[i]))
            return false;
    return true;
}

static size_t shape_ideographs(const struct shape_run *run, struct glyph *out, size_t cap)
{
    const struct font_face *face = run->font.face;
    for (size_t i = 0; i < run->count && i < cap; i++) {
        uint32_t gid = font_glyph(face, run->cps[i]);
        out[i] = (struct glyph){.gid = gid, .cluster = (uint32_t)i,
                                .advance = font_scale(face, font_advance_fu(face, gid), run->font.size)};
    }
    return run->count;
}

/* The features that differ from HarfBuzz's defaults. */
static unsigned features(unsigned flags, hb_feature_t f[8])
{
    static const hb_tag_t pairs[] = {HB_TAG('k', 'e', 'r', 'n')};
    static const hb_tag_t joins[] = {HB_TAG('l', 'i', 'g', 'a'), HB_TAG('c', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't')};
    unsigned n = 0;
    if (flags & (SHAPE_HAN | SHAPE_PLAIN))
        f[n++] = (hb_feature_t){pairs[0], 0, 0, (unsigned)-1};
    if (flags & (SHAPE_HAN | SHAPE_PLAIN | SHAPE_SPACED))
        for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
            f[n++] = (hb_feature_t){joins[i], 0, 0, (unsigned)-1};
    return n;
}

/* Mainland forms of the punctuation: a Chinese text that does not say which Chinese is zh-Hans. */
static hb_language_t language_of(const struct shape_run *run)
{
    const char *l = run->language;
    if ((!l || strcmp(l, "zh") == 0) && (run->flags & SHAPE_HAN))
        l = "zh-Hans";
    return l ? hb_language_from_string(l, -1) : hb_language_from_string("en", -1);
}

static void fill(hb_buffer_t *b, const struct shape_run *run)
{
    hb_buffer_clear_contents(b);
    hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_codepoints(b, run->cps, (int)run->count, 0, (int)run->count);
    hb_buffer_set_direction(b, run->flags & SHAPE_VERTICAL ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    if (run->flags & SHAPE_HAN)
        hb_buffer_set_script(b, HB_SCRIPT_HAN);
    hb_buffer_set_language(b, language_of(run));
    hb_buffer_guess_segment_properties(b);
    if (!hb_buffer_allocation_successful(b))
        base_die_oom();
}

size_t shape(struct shaper *s, const struct shape_run *run, struct glyph *out, size_t cap)
{
    if ((run->flags & SHAPE_HAN) && !(run->flags & SHAPE_VERTICAL) && all_ideographs(run))
        return shape_ideographs(run, out, cap);
    fill(s->buffer, run);
    hb_feature_t f[8];
    unsigned nf = features(run->flags, f);
    const struct font_face *face = run->font.face;
    hb_shape(face->hb_font, s->buffer, f, nf);
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(s->buffer, &n);
    for (unsigned i = 0; i < n && i < cap; i++)
        out[i] = (struct glyph){.gid = info[i].codepoint, .cluster = info[i].cluster,
                                .advance = advance_of(run, run->flags & SHAPE_VERTICAL ? -pos[i].y_advance : pos[i].x_advance),
                                .dx = font_scale(face, pos[i].x_offset, run->font.size),
                                .dy = font_scale(face, pos[i].y_offset, run->font.size)};
    return n;
}

bool shape_ink(const struct font *f, uint32_t gid, mpt *left, mpt *right)
{
    hb_glyph_extents_t e;
    if (!hb_font_get_glyph_extents(f->face->hb_font, gid, &e) || e.width == 0)
        return false;
    *left = font_scale(f->face, e.x_bearing, f->size);
    *right = font_scale(f->face, (int64_t)e.x_bearing + e.width, f->size);
    return true;
}
