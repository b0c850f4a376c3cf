/* para_fonts.c - the paragraph's source of faces, glyphs and words in real use: font.h, shape.h and words.h. */
#include <stdlib.h>
#include <unicode/unorm2.h>

#include "text/font_int.h"
#include "text/para_int.h"
#include "text/words.h"

struct para_fonts {
    struct para_source source;
    struct font_set *set;
    struct shaper *shaper;
};

static bool find_face(void *self, const struct para_style *st, uint32_t cp, uint32_t selector, bool han, struct font *f)
{
    struct para_fonts *s = self;
    bool fallback = false;
    enum font_script script = han ? FONT_SCRIPT_HAN : FONT_SCRIPT_LATIN;
    *f = (struct font){.size = st->size};
    f->face = font_find(s->set, st->fonts, cp, selector, script, &f->synth_bold, &f->synth_italic, &fallback);
    if (f->face)
        return true;
    f->face = font_list_primary(st->fonts);
    return false;
}

static size_t shape_run(void *self, const struct shape_run *run, struct glyph *out, size_t cap)
{
    struct para_fonts *s = self;
    return shape(s->shaper, run, out, cap);
}

static bool find_ink(void *self, const struct font *f, uint32_t gid, mpt *left, mpt *right)
{
    (void)self;
    return shape_ink(f, gid, left, right);
}

static bool has_variant(void *self, const struct font *f, uint32_t cp, uint32_t selector)
{
    (void)self;
    return font_face_variant(f->face, cp, selector) != 0;
}

static bool has_marked(void *self, const struct font *f, uint32_t base, uint32_t mark)
{
    (void)self;
    UErrorCode e = U_ZERO_ERROR;
    UChar32 joined = font_face_has(f->face, mark) ? -1 : unorm2_composePair(unorm2_getNFCInstance(&e), (UChar32)base, (UChar32)mark);
    return font_face_has(f->face, base) && (font_face_has(f->face, mark) || (joined > 0 && font_face_has(f->face, (uint32_t)joined)));
}

static const char *unnamed_family(void *self, const struct para_style *st, const struct font *f)
{
    const struct para_fonts *s = self;
    return font_list_names(s->set, st->fonts, f->face) ? NULL : f->face->family;
}

static struct para_fonts *para_fonts_new(struct font_set *set)
{
    struct para_fonts *f = xcalloc(1, sizeof *f);
    f->set = set;
    f->shaper = shaper_new();
    f->source = (struct para_source){.self = f, .words = words_new(), .face = find_face, .shape = shape_run, .ink = find_ink,
                                     .variant = has_variant, .marked = has_marked, .unnamed = unnamed_family, .memo = para_memo_new()};
    return f;
}

void para_fonts_free(struct para_fonts *f)
{
    if (!f)
        return;
    para_memo_free(f->source.memo);
    shaper_free(f->shaper);
    words_free(f->source.words);
    free(f);
}

const struct para_source *para_fonts_of(struct font_set *set)
{
    if (!set->para_fonts)
        set->para_fonts = para_fonts_new(set);
    return &set->para_fonts->source;
}
