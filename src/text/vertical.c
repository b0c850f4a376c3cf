/* vertical.c - see vertical.h. */
#include "text/vertical.h"

#include <unicode/uchar.h>

struct work {
    struct arena *arena;
    const struct para_source *source;
    const struct vertical_char *chars;
    size_t n;
    enum cjk_profile profile;
    VEC(struct vertical_unit) units;
};

/* --- characters --- */

static bool is_western(uint32_t cp)
{
    return (cp > ' ' && cp < 0x2000 && cp != 0xB7 && cp != 0xA0) || (cp >= 0x2000 && cjk_class(cp) == CJK_ALNUM);
}

/* Characters of numbers like 12, (3) and 4. that stand side by side. */
static bool stands_together(const struct vertical_char *c, size_t n)
{
    if (n == 1)
        return u_isalnum((UChar32)c->cp);
    bool digit = false;
    for (size_t i = 0; i < n; i++) {
        bool d = c[i].cp >= '0' && c[i].cp <= '9';
        if (!d && c[i].cp != '(' && c[i].cp != ')' && c[i].cp != '.')
            return false;
        digit |= d;
    }
    return digit;
}

/* Vertical Chinese text has corner brackets where horizontal text has curly quotes (GB/T 15834-2011 5.2). */
static uint32_t vertical_form(uint32_t cp)
{
    switch (cp) {
    case 0x201C: return 0x300E;
    case 0x201D: return 0x300F;
    case 0x2018: return 0x300C;
    case 0x2019: return 0x300D;
    default: return cp;
    }
}

/* --- shaping --- */

static size_t shape_chars(struct work *w, struct vertical_unit *u, unsigned flags)
{
    uint32_t *cps = arena_array(w->arena, u->count, sizeof *cps);
    const struct para_style *st = u->chars->style;
    bool han = flags & SHAPE_HAN;
    for (size_t i = 0; i < u->count; i++)
        cps[i] = han ? vertical_form(u->chars[i].cp) : u->chars[i].cp;
    uint32_t selector = u->count > 1 && cjk_extends(cps[1]) ? cps[1] : 0;
    u->missing = !w->source->face(w->source->self, st, cps[0], selector, han, &u->font);
    struct shape_run run = {.font = u->font, .language = st->language, .flags = flags, .cps = cps, .count = u->count};
    size_t cap = u->count * 2 + 2, n;
    u->glyphs = arena_array(w->arena, cap, sizeof *u->glyphs);
    n = w->source->shape(w->source->self, &run, u->glyphs, cap);
    return u->glyph_count = n < cap ? n : cap;
}

static mpt length_of(const struct vertical_unit *u)
{
    int64_t sum = 0;
    for (size_t i = 0; i < u->glyph_count; i++)
        sum += u->glyphs[i].advance;
    return sum > MPT_MAX / 4 ? MPT_MAX / 4 : (mpt)sum;
}

static mpt em_of(const struct vertical_unit *u)
{
    return u->chars->style->size;
}

/* Does the face turn this mark for vertical text? */
static bool has_vertical_form(const struct vertical_unit *u)
{
    return u->glyph_count == 1 && u->glyphs[0].gid != font_glyph(u->font.face, vertical_form(u->chars->cp));
}

static bool is_turned(enum cjk_class c)
{
    return c == CJK_OPEN || c == CJK_CLOSE || c == CJK_DASH || c == CJK_TWO_DASH || c == CJK_ELLIPSIS || c == CJK_CONNECTOR;
}

/* The em box in the middle of the column, its top at the unit's top. */
static void set_upright(struct work *w, struct vertical_unit *u)
{
    shape_chars(w, u, SHAPE_HAN | SHAPE_VERTICAL);
    const struct font_face *f = u->font.face;
    enum cjk_class class = cjk_class(u->chars->cp);
    mpt em = em_of(u), up = (em + font_scale(f, (int64_t)f->m.ascent_fu - f->m.descent_fu, em)) / 2;
    mpt corner = 0; /* how far up and right a face without vertical forms needs its commas */
    if (!u->missing && !has_vertical_form(u)) {
        if (is_turned(class))
            u->kind = VERTICAL_SIDEWAYS;
        else if ((class == CJK_COMMA || class == CJK_STOP) && u->chars->cp != 0xFF1A && u->chars->cp != 0xFF1B)
            corner = em * 55 / 100;
    }
    u->advance = em;
    if (u->kind == VERTICAL_SIDEWAYS) {
        u->ascent = up;
        u->descent = em - up;
        for (size_t i = 0; i < u->glyph_count; i++)
            u->glyphs[i].advance = em, u->glyphs[i].dx = u->glyphs[i].dy = 0;
        return;
    }
    for (size_t i = 0; i < u->glyph_count; i++) {
        struct glyph *g = &u->glyphs[i];
        mpt wide = font_scale(f, font_advance_fu(f, g->gid), em);
        g->dx = corner - wide / 2;
        g->dy = corner - up;
        g->advance = 0;
    }
}

/* Side by side in one em, made smaller when they are wider. */
static void set_together(struct vertical_unit *u)
{
    mpt em = em_of(u), wide = length_of(u), at;
    if (wide > em) {
        for (size_t i = 0; i < u->glyph_count; i++)
            u->glyphs[i].advance = (mpt)((int64_t)u->glyphs[i].advance * em / wide);
        u->font.size = (mpt)((int64_t)em * em / wide);
        wide = em;
    }
    mpt cap = font_scale(u->font.face, u->font.face->m.cap_height_fu, u->font.size);
    at = -wide / 2;
    for (size_t i = 0; i < u->glyph_count; i++) {
        struct glyph *g = &u->glyphs[i];
        mpt advance = g->advance;
        g->dx += at;
        g->dy = -(em + cap) / 2;
        g->advance = 0;
        at += advance;
    }
    u->advance = em;
}

/* part: of a word that goes on in another face. */
static void set_western(struct work *w, struct vertical_unit *u, bool part)
{
    shape_chars(w, u, u->chars->style->plain ? SHAPE_PLAIN : 0);
    mpt em = em_of(u);
    if (u->glyph_count > 0 && !part && stands_together(u->chars, u->count) && length_of(u) <= em * 6 / 5) {
        u->kind = VERTICAL_TOGETHER;
        set_together(u);
        return;
    }
    u->kind = VERTICAL_SIDEWAYS;
    for (size_t i = 0; i + 1 < u->glyph_count; i++)
        u->glyphs[i].advance += u->chars->style->letter.opt;
    u->advance = length_of(u);
    u->ascent = font_scale(u->font.face, u->font.face->m.ascent_fu, em);
    u->descent = font_scale(u->font.face, u->font.face->m.descent_fu, em);
}

/* --- units --- */

static struct vertical_unit *add(struct work *w, enum vertical_kind kind, size_t at, size_t count)
{
    struct vertical_unit *u = VEC_PUSH(w->arena, &w->units);
    *u = (struct vertical_unit){.kind = kind, .chars = &w->chars[at], .count = count};
    return u;
}

static bool same_run(const struct vertical_char *a, const struct vertical_char *b)
{
    return a->style == b->style && a->user == b->user;
}

static const struct font_face *western_face(const struct work *w, size_t i)
{
    struct font f = {0};
    w->source->face(w->source->self, w->chars[i].style, w->chars[i].cp, 0, false, &f);
    return f.face;
}

/* A Western word as far as one face has it; else a character with its marks. */
static size_t run_end(const struct work *w, size_t i)
{
    size_t j = i + 1;
    const struct font_face *western = is_western(w->chars[i].cp) ? western_face(w, i) : NULL;
    while (j < w->n && same_run(&w->chars[i], &w->chars[j]) &&
           (cjk_extends(w->chars[j].cp) || (western && is_western(w->chars[j].cp) && western_face(w, j) == western)))
        j++;
    return j;
}

static bool in_one_word(const struct work *w, size_t a, size_t b)
{
    return same_run(&w->chars[a], &w->chars[b]) && is_western(w->chars[a].cp) && is_western(w->chars[b].cp);
}

static void make_units(struct work *w)
{
    for (size_t i = 0, end; i < w->n; i = end) {
        uint32_t cp = w->chars[i].cp;
        end = cp == '\n' || cp == ' ' ? i + 1 : run_end(w, i);
        if (cp == '\n')
            add(w, VERTICAL_END, i, 1);
        else if (cp == ' ')
            add(w, VERTICAL_SPACE, i, 1)->advance = w->chars[i].style->size / 4;
        else if (is_western(cp))
            set_western(w, add(w, VERTICAL_SIDEWAYS, i, end - i),
                        (i > 0 && in_one_word(w, i - 1, i)) || (end < w->n && in_one_word(w, end - 1, end)));
        else
            set_upright(w, add(w, VERTICAL_UPRIGHT, i, end - i));
    }
}

static enum cjk_class edge_class(const struct vertical_unit *u, bool end)
{
    return cjk_class(u->chars[end ? u->count - 1 : 0].cp);
}

static bool is_pair(enum cjk_class a, enum cjk_class b)
{
    return a == b && (a == CJK_DASH || a == CJK_ELLIPSIS);
}

/* May a column end behind a and the next begin with b? T1, T2, T4. */
static bool parts(const struct work *w, const struct vertical_unit *a, const struct vertical_unit *b)
{
    enum cjk_class ca = edge_class(a, true), cb = edge_class(b, false);
    return !cjk_no_end(ca, w->profile) && !cjk_no_start(cb, w->profile, false) && !is_pair(ca, cb);
}

/* Between Han and turned Western text stands a quarter em, as in horizontal text (T11). */
static mpt gap_between(const struct vertical_unit *a, const struct vertical_unit *b)
{
    bool han_a = a->kind == VERTICAL_UPRIGHT && edge_class(a, true) == CJK_HAN;
    bool han_b = b->kind == VERTICAL_UPRIGHT && edge_class(b, false) == CJK_HAN;
    bool west_a = a->kind == VERTICAL_SIDEWAYS && edge_class(a, true) == CJK_ALNUM;
    bool west_b = b->kind == VERTICAL_SIDEWAYS && edge_class(b, false) == CJK_ALNUM;
    return (han_a && west_b) || (west_a && han_b) ? em_of(han_a ? a : b) / 4 : 0;
}

/* Ink of a single glyph, downwards from the unit's top. */
static bool ink_down(const struct vertical_unit *u, mpt *top, mpt *bottom)
{
    hb_glyph_extents_t e;
    if (u->kind != VERTICAL_UPRIGHT || u->glyph_count != 1 ||
        !hb_font_get_glyph_extents(u->font.face->hb_font, u->glyphs->gid, &e))
        return false;
    *top = -u->glyphs->dy - font_scale(u->font.face, e.y_bearing, u->font.size);
    *bottom = -u->glyphs->dy - font_scale(u->font.face, (int64_t)e.y_bearing + e.height, u->font.size);
    return true;
}

/* Two dashes touch, as in horizontal text (T4). */
static void join_dashes(struct vertical_unit *a, struct vertical_unit *b)
{
    mpt top, bottom, top2, bottom2;
    if (!ink_down(a, &top, &bottom) || !ink_down(b, &top2, &bottom2))
        return;
    mpt gap = a->advance - bottom + top2, overlap = gap + a->font.size / 200;
    if (gap <= 0)
        return;
    a->glyphs->dy -= overlap / 2;
    b->glyphs->dy += overlap - overlap / 2;
}

static void set_neighbours(struct work *w)
{
    bool joined = false;
    for (size_t i = 0; i < w->units.n; i++) {
        struct vertical_unit *u = &w->units.v[i], *before = i ? u - 1 : NULL;
        u->may_begin = !before || before->kind == VERTICAL_END || u->kind == VERTICAL_END || parts(w, before, u);
        bool follows = before && before->kind != VERTICAL_END && u->kind != VERTICAL_END;
        u->before = follows ? gap_between(before, u) + u->chars->style->letter.opt : 0;
        bool dashes = before && edge_class(before, true) == CJK_DASH && edge_class(u, false) == CJK_DASH;
        if (dashes && !joined)
            join_dashes(before, u);
        joined = dashes && !joined;
    }
}

void vertical_prepare(struct arena *a, const struct para_source *source, const struct vertical_char *chars, size_t n,
                      enum cjk_profile profile, struct vertical *out)
{
    struct work w = {.arena = a, .source = source, .chars = chars, .n = n, .profile = profile};
    make_units(&w);
    set_neighbours(&w);
    *out = (struct vertical){.units = w.units.v, .count = w.units.n};
    for (size_t i = 0; i < n; i++)
        out->em = chars[i].style->size > out->em ? chars[i].style->size : out->em;
}

/* --- columns --- */

static size_t skip_spaces(const struct vertical *v, size_t i)
{
    while (i < v->count && v->units[i].kind == VERTICAL_SPACE)
        i++;
    return i;
}

/* The column that begins with unit `from`; returns where the next one begins. */
static size_t one_column(const struct vertical *v, size_t from, int64_t height, struct vertical_column *c)
{
    int64_t pen = 0, ink = 0, best_ink = 0;
    size_t best = 0, i = from;
    *c = (struct vertical_column){from, from, 0};
    for (; i < v->count && v->units[i].kind != VERTICAL_END; i++) {
        const struct vertical_unit *u = &v->units[i];
        if (i > from && u->may_begin && u->kind != VERTICAL_SPACE) {
            best = i;
            best_ink = ink;
        }
        int64_t next = pen + u->advance + (i > from ? u->before : 0);
        if (u->kind != VERTICAL_SPACE && next > height && i > from)
            break;
        pen = next;
        if (u->kind != VERTICAL_SPACE)
            ink = pen;
    }
    bool whole = i == v->count || v->units[i].kind == VERTICAL_END;
    size_t to = whole || best == 0 ? i : best;
    int64_t used = to == best && !whole ? best_ink : ink;
    c->to = to;
    c->height = used > MPT_MAX / 4 ? MPT_MAX / 4 : (mpt)used;
    return to < v->count && v->units[to].kind == VERTICAL_END ? to + 1 : to;
}

size_t vertical_break(const struct vertical *v, mpt height, struct vertical_column *columns)
{
    size_t n = 0;
    for (size_t i = skip_spaces(v, 0); i < v->count; n++) {
        struct vertical_column c;
        i = skip_spaces(v, one_column(v, i, height, &c));
        if (columns)
            columns[n] = c;
    }
    return n;
}

mpt vertical_height(const struct vertical *v, size_t columns, mpt most)
{
    int64_t high = 0, low = 0, group = 0, tallest = 0;
    for (size_t i = 0; i < v->count; i++) {
        const struct vertical_unit *u = &v->units[i];
        high += (int64_t)u->advance + u->before;
        low = u->advance > low ? u->advance : low;
        group = u->advance + (u->may_begin ? 0 : group + u->before);
        tallest = group > tallest ? group : tallest;
    }
    low = tallest <= most ? tallest : low;
    high = high > MPT_MAX / 4 ? MPT_MAX / 4 : high;
    low = low > high ? high : low;
    size_t least = vertical_break(v, (mpt)high, NULL);
    columns = columns < least ? least : columns;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (vertical_break(v, (mpt)middle, NULL) <= columns)
            high = middle;
        else
            low = middle + 1;
    }
    return (mpt)high;
}
