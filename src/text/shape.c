/* shape.c - see shape.h. */
#include "text/shape.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "text/cjk.h"
#include "text/lone.h"
#include "text/shape_language.h"

/* Marks, numbers and short words come again and again: what HarfBuzz made of them is kept, in font units, so that it serves
 * every size. Each has one place, where the next that falls on it takes over. */
enum { KEPT_LENGTH = 12, KEPT_RUNS = 1024 };

struct kept_glyph {
    uint32_t gid, cluster;
    hb_position_t advance, dx, dy;
};

struct kept {
    unsigned face, flags;
    hb_language_t language;
    size_t count, n; /* code points, glyphs; no code points: an empty place */
    uint32_t cps[KEPT_LENGTH];
    struct kept_glyph glyphs[KEPT_LENGTH];
};

/* Has the face forms of ideographs of its own for a language? Asked for each run, and mostly the same. */
struct locale_answer {
    const struct font_face *face; /* NULL: nothing was asked yet */
    hb_language_t language;
    bool localised;
};

/* Which characters stand alone in the face. */
struct lone_answer {
    const struct font_face *face; /* NULL: nothing was asked yet */
    hb_language_t language;
    unsigned flags;
    struct lone lone;
};

enum { LATIN = 1 << 8 }; /* beside enum shape_flags: the script is known, by the text that this is a part of */

/* The form of one ideograph for a language. */
struct form {
    hb_language_t language;
    uint32_t cp;        /* 0: an empty place */
    uint16_t face, gid; /* OpenType has no more */
};

/* A document has some thousand forms; with as many places as that, one in ten took another's. */
enum { ANSWERS = 8, FORMS = 16384, LONES = 64 /* faces, languages, flags: an answer is dear, and more are never at work */ };

struct shaper {
    hb_buffer_t *buffer;
    struct shape_languages *languages;
    struct kept *kept; /* KEPT_RUNS */
    struct form *forms; /* FORMS, each with one place; NULL: none was asked for */
    struct locale_answer answers[ANSWERS];
    struct lone_answer lone[LONES];
    unsigned asked; /* so often for one of these */
};

struct shaper *shaper_new(void)
{
    struct shaper *s = xcalloc(1, sizeof *s);
    s->buffer = hb_buffer_create();
    if (!hb_buffer_allocation_successful(s->buffer))
        base_die_oom();
    s->languages = shape_languages_new();
    s->kept = xcalloc(KEPT_RUNS, sizeof *s->kept);
    return s;
}

void shaper_free(struct shaper *s)
{
    if (!s)
        return;
    hb_buffer_destroy(s->buffer);
    shape_languages_free(s->languages);
    free(s->kept);
    free(s->forms);
    free(s);
}

static mpt advance_of(const struct shape_run *run, int64_t fu)
{
    const struct font *f = &run->font;
    return run->flags & SHAPE_PLAIN ? font_standard_advance(f->face, fu, f->size) : font_scale(f->face, fu, f->size);
}

/* An ideograph that no neighbour changes: no selector or other extending character follows. */
static bool stands_alone(const struct shape_run *run, size_t i)
{
    if (!cjk_is_ideograph(run->cps[i]))
        return false;
    return i + 1 == run->count || cjk_is_ideograph(run->cps[i + 1]) || !cjk_extends(run->cps[i + 1]);
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
    if (!(flags & SHAPE_HAN)) /* quotes of Western text in a Han face (T16) */
        f[n++] = (hb_feature_t){HB_TAG('p', 'w', 'i', 'd'), 1, 0, (unsigned)-1};
    return n;
}

/* Mainland forms of the punctuation: a Chinese text that does not say which Chinese is zh-Hans. */
static hb_language_t language_of(struct shaper *s, const struct shape_run *run)
{
    const char *l = run->language;
    if ((!l || strcmp(l, "zh") == 0) && (run->flags & SHAPE_HAN))
        l = "zh-Hans";
    return shape_language(s->languages, run->font.face, l ? l : "en");
}

static void fill(hb_buffer_t *b, const struct shape_run *run, hb_language_t language)
{
    hb_buffer_clear_contents(b);
    hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_codepoints(b, run->cps, (int)run->count, 0, (int)run->count);
    hb_buffer_set_direction(b, run->flags & SHAPE_VERTICAL ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    if (run->flags & SHAPE_HAN)
        hb_buffer_set_script(b, HB_SCRIPT_HAN);
    else if (run->flags & LATIN)
        hb_buffer_set_script(b, HB_SCRIPT_LATIN);
    hb_buffer_set_language(b, language);
    hb_buffer_guess_segment_properties(b);
    if (!hb_buffer_allocation_successful(b))
        base_die_oom();
}

static struct kept_glyph kept_glyph(const hb_glyph_info_t *info, const hb_glyph_position_t *pos, bool vertical)
{
    return (struct kept_glyph){.gid = info->codepoint, .cluster = info->cluster,
                               .advance = vertical ? -pos->y_advance : pos->x_advance, .dx = pos->x_offset, .dy = pos->y_offset};
}

static struct glyph sized(const struct shape_run *run, struct kept_glyph g)
{
    const struct font_face *face = run->font.face;
    return (struct glyph){.gid = g.gid, .cluster = g.cluster, .advance = advance_of(run, g.advance),
                          .dx = font_scale(face, g.dx, run->font.size), .dy = font_scale(face, g.dy, run->font.size)};
}

static struct kept *place_of(const struct shaper *s, const struct shape_run *run)
{
    uint32_t h = hash_bytes((const char *)run->cps, run->count * sizeof *run->cps);
    return &s->kept[(h ^ run->font.face->id * 31 ^ run->flags * 7) % KEPT_RUNS];
}

static bool holds(const struct kept *k, const struct shape_run *run, hb_language_t language)
{
    return k->count == run->count && k->face == run->font.face->id && k->flags == run->flags && k->language == language &&
           memcmp(k->cps, run->cps, run->count * sizeof *run->cps) == 0;
}

static void harfbuzz(struct shaper *s, const struct shape_run *run, hb_language_t language)
{
    hb_feature_t f[8];
    unsigned nf = features(run->flags, f);
    fill(s->buffer, run, language);
    hb_shape(run->font.face->hb_font, s->buffer, f, nf);
}

static bool has_locl(const struct font_face *f, hb_language_t language)
{
    hb_tag_t scripts[HB_OT_MAX_TAGS_PER_SCRIPT], languages[HB_OT_MAX_TAGS_PER_LANGUAGE];
    unsigned ns = HB_OT_MAX_TAGS_PER_SCRIPT, nl = HB_OT_MAX_TAGS_PER_LANGUAGE, script, system, feature;
    hb_ot_tags_from_script_and_language(HB_SCRIPT_HAN, language, &ns, scripts, &nl, languages);
    hb_ot_layout_table_select_script(f->hb, HB_OT_TAG_GSUB, ns, scripts, &script, NULL);
    hb_ot_layout_script_select_language(f->hb, HB_OT_TAG_GSUB, script, nl, languages, &system);
    return hb_ot_layout_language_find_feature(f->hb, HB_OT_TAG_GSUB, script, system, HB_TAG('l', 'o', 'c', 'l'), &feature);
}

static bool is_localised(struct shaper *s, const struct font_face *f, hb_language_t language)
{
    struct locale_answer *a = &s->answers[f->id % ANSWERS];
    if (a->face != f || a->language != language)
        *a = (struct locale_answer){f, language, has_locl(f, language)};
    return a->localised;
}

static uint32_t form_of(struct shaper *s, const struct shape_run *run, size_t i, hb_language_t language)
{
    uint32_t cp = run->cps[i];
    struct shape_run one = *run;
    unsigned n;
    if (!s->forms)
        s->forms = xcalloc(FORMS, sizeof *s->forms);
    unsigned face = run->font.face->id;
    struct form *f = &s->forms[(cp ^ face * 2741) % FORMS];
    if (f->cp == cp && f->face == face && f->language == language)
        return f->gid;
    one.cps += i;
    one.count = 1;
    harfbuzz(s, &one, language);
    *f = (struct form){language, cp, (uint16_t)face, (uint16_t)hb_buffer_get_glyph_infos(s->buffer, &n)->codepoint};
    return f->gid;
}

static struct glyph ideograph(struct shaper *s, const struct shape_run *run, size_t i, hb_language_t language, bool localised)
{
    const struct font_face *face = run->font.face;
    uint32_t gid = localised ? form_of(s, run, i, language) : font_glyph(face, run->cps[i]);
    return (struct glyph){.gid = gid, .cluster = (uint32_t)i,
                          .advance = font_scale(face, font_advance_fu(face, gid), run->font.size)};
}

static void keep(struct kept *k, const struct shape_run *run, hb_language_t language, size_t n)
{
    k->face = run->font.face->id;
    k->flags = run->flags;
    k->language = language;
    k->count = n <= KEPT_LENGTH ? run->count : 0;
    k->n = n;
    memcpy(k->cps, run->cps, run->count * sizeof *run->cps);
}

static size_t shape_some(struct shaper *s, const struct shape_run *run, hb_language_t language, struct glyph *out, size_t cap)
{
    struct kept *k = run->count && run->count <= KEPT_LENGTH ? place_of(s, run) : NULL;
    if (k && holds(k, run, language)) {
        for (size_t i = 0; i < k->n && i < cap; i++)
            out[i] = sized(run, k->glyphs[i]);
        return k->n;
    }
    harfbuzz(s, run, language);
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(s->buffer, &n);
    for (unsigned i = 0; i < n; i++) {
        struct kept_glyph g = kept_glyph(&info[i], &pos[i], run->flags & SHAPE_VERTICAL);
        if (i < cap)
            out[i] = sized(run, g);
        if (k && i < KEPT_LENGTH)
            k->glyphs[i] = g;
    }
    if (k)
        keep(k, run, language, n);
    return n;
}

/* Where a run from `first` on may end at the latest: HarfBuzz looks back from each mark for its base, past all marks between, so
 * that marks in a row would take time in the square of their number. Stream-Safe Text (UAX #15) has no more of them in a row. */
static size_t safe_end(const struct shape_run *run, size_t first)
{
    enum { MARKS_IN_A_ROW = 30 };
    size_t marks = 0, i = first;
    for (; i < run->count && marks <= MARKS_IN_A_ROW; i++)
        marks = cjk_extends(run->cps[i]) ? marks + 1 : 0;
    return i;
}

/* Characters of a run that has n glyphs so far, by themselves; how many glyphs more these are. */
static size_t shape_part(struct shaper *s, const struct shape_run *run, size_t first, size_t count, hb_language_t language, struct glyph *out,
                         size_t cap, size_t n)
{
    struct shape_run part = *run;
    part.cps += first;
    part.count = count;
    size_t room = n < cap ? cap - n : 0, made = count ? shape_some(s, &part, language, out + (cap - room), room) : 0;
    for (size_t k = 0; k < made && k < room; k++)
        out[n + k].cluster += (uint32_t)first;
    return made;
}

static size_t shape_any(struct shaper *s, const struct shape_run *run, size_t first, size_t count, hb_language_t language, struct glyph *out,
                        size_t cap, size_t n)
{
    size_t made = 0, end = first + count;
    struct shape_run upto = *run;
    upto.count = end;
    while (first < end) {
        size_t next = safe_end(&upto, first);
        made += shape_part(s, run, first, next - first, language, out, cap, n + made);
        first = next;
    }
    return made;
}

/* What stands between ideographs, the marks above all, is a run of its own for HarfBuzz. */
static size_t shape_han(struct shaper *s, const struct shape_run *run, hb_language_t language, struct glyph *out, size_t cap)
{
    bool localised = is_localised(s, run->font.face, language);
    size_t n = 0, i = 0;
    while (i < run->count) {
        for (; i < run->count && stands_alone(run, i); i++, n++)
            if (n < cap)
                out[n] = ideograph(s, run, i, language, localised);
        size_t end = i;
        while (end < run->count && !stands_alone(run, end))
            end++;
        n += shape_any(s, run, i, end - i, language, out, cap, n);
        i = end;
    }
    return n;
}

/* ASCII, in the script that HarfBuzz would find. */
static bool is_western(const struct shape_run *run, unsigned *flags)
{
    *flags = run->flags;
    for (size_t i = 0; i < run->count; i++) {
        uint32_t cp = run->cps[i], letter = cp | 0x20;
        if (cp >= 0x80)
            return false;
        if (letter >= 'a' && letter <= 'z')
            *flags |= LATIN;
    }
    return true;
}

static const struct lone *lone_of(struct shaper *s, const struct shape_run *run, hb_language_t language)
{
    const struct font_face *f = run->font.face;
    for (struct lone_answer *a = s->lone; a < s->lone + LONES; a++)
        if (a->face == f && a->language == language && a->flags == run->flags)
            return &a->lone;
    hb_feature_t features_of[8];
    unsigned n = features(run->flags, features_of);
    hb_script_t script = run->flags & LATIN ? HB_SCRIPT_LATIN : HB_SCRIPT_INVALID;
    struct lone_answer *oldest = &s->lone[s->asked++ % LONES];
    *oldest = (struct lone_answer){f, language, run->flags, lone_find(f, script, language, features_of, n)};
    return &oldest->lone;
}

static struct glyph lone_glyph(const struct shape_run *run, size_t i)
{
    const struct font_face *face = run->font.face;
    uint32_t gid = font_glyph(face, run->cps[i]);
    return (struct glyph){.gid = gid, .cluster = (uint32_t)i, .advance = advance_of(run, font_advance_fu(face, gid))};
}

/* Numbers differ from cell to cell, and little of them is more than their characters. */
static size_t shape_western(struct shaper *s, const struct shape_run *run, hb_language_t language, struct glyph *out, size_t cap)
{
    const struct lone *lone = lone_of(s, run, language);
    size_t n = 0, i = 0;
    while (i < run->count) {
        for (; i < run->count && lone_has(lone, run->cps[i]); i++, n++)
            if (n < cap)
                out[n] = lone_glyph(run, i);
        size_t end = i;
        while (end < run->count && !lone_has(lone, run->cps[end]))
            end++;
        end += end > i && end < run->count; /* see lone.h */
        n += shape_part(s, run, i, end - i, language, out, cap, n);
        i = end;
    }
    return n;
}

size_t shape(struct shaper *s, const struct shape_run *run, struct glyph *out, size_t cap)
{
    hb_language_t language = language_of(s, run);
    struct shape_run western = *run;
    bool vertical = run->flags & SHAPE_VERTICAL;
    if (!vertical && (run->flags & SHAPE_HAN))
        return shape_han(s, run, language, out, cap);
    if (!vertical && is_western(run, &western.flags))
        return shape_western(s, &western, language, out, cap);
    return shape_any(s, run, 0, run->count, language, out, cap, 0);
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
