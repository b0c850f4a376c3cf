/* para_prepare.c - glyphs and break places of a paragraph's units, whose class para_context.c has found. */
#include "text/para_int.h"

#include <unicode/uchar.h>

#include "text/breaks.h"

static bool goes_at_end(const struct para_style *st)
{
    return st->space_runs || (!st->preserve_space && !st->space_ends);
}

/* Spaces before a forced break or the end go or stay as their style says. */
static void drop_trailing(struct para *p)
{
    bool edge = true;
    for (size_t i = p->units.n; i-- > 0;) {
        struct unit *u = &p->units.v[i];
        if (u->kind == UNIT_BREAK)
            edge = true;
        else if (u->kind == UNIT_CHAR && u->cp == 0x20 && edge)
            u->discard = goes_at_end(unit_style(p, u));
        else if (unit_visible(u))
            edge = false;
    }
}

/* --- faces --- */

void para_fault_add(struct para *p, const struct para_fault *f)
{
    size_t n = p->faults.n;
    for (size_t i = n > 16 ? n - 16 : 0; i < n; i++)
        if (p->faults.v[i].kind == f->kind && p->faults.v[i].cp == f->cp && p->faults.v[i].user == f->user)
            return;
    *VEC_PUSH(p->arena, &p->faults) = *f;
}

/* --- glyphs --- */

static bool same_font(const struct font *a, const struct font *b)
{
    return a->face == b->face && a->size == b->size && a->synth_bold == b->synth_bold && a->synth_italic == b->synth_italic;
}

static bool drawn(const struct unit *u)
{
    return u->kind == UNIT_CHAR && (!u->ignorable || (u->cluster && para_is_selector(u->cp)));
}

static unsigned shape_flags(const struct para_style *st, bool han)
{
    bool spaced = st->letter.min || st->letter.opt || st->letter.max;
    return (han ? SHAPE_HAN : 0u) | (st->plain ? SHAPE_PLAIN : 0u) | (spaced ? SHAPE_SPACED : 0u);
}

/* Takes the glyphs of units [from, to) over into them. */
static void take_glyphs(struct para *p, size_t from, size_t to, const struct glyph *g, size_t n)
{
    size_t base = p->glyphs.n;
    for (size_t i = 0; i < n; i++)
        *VEC_PUSH(p->arena, &p->glyphs) = g[i];
    for (size_t i = from; i < to; i++)
        p->units.v[i].cluster = true;
    for (size_t i = 0; i < n; i++) {
        struct unit *u = &p->units.v[from + g[i].cluster];
        if (u->cluster)
            u->first_glyph = (uint32_t)(base + i);
        u->cluster = false;
        u->glyphs++;
        u->advance += g[i].advance;
    }
}

static void shape_units(struct para *p, size_t from, size_t to)
{
    size_t n = to - from;
    const struct unit *u = &p->units.v[from];
    const struct para_style *st = unit_style(p, u);
    uint32_t *cps = arena_array(p->arena, n, sizeof *cps);
    for (size_t i = 0; i < n; i++)
        cps[i] = para_is_fixed_space(p->units.v[from + i].cp) ? ' ' : p->units.v[from + i].cp;
    struct shape_run run = {.font = u->font, .language = st->language, .flags = shape_flags(st, u->han), .cps = cps,
                            .count = n};
    size_t cap = n + 16;
    struct glyph *g = arena_array(p->arena, cap, sizeof *g);
    size_t made = p->source->shape(p->source->self, &run, g, cap);
    if (made > cap) {
        g = arena_array(p->arena, made, sizeof *g);
        made = p->source->shape(p->source->self, &run, g, made);
    }
    take_glyphs(p, from, to, g, made);
}

static void shape_all(struct para *p)
{
    VEC_RESERVE(p->arena, &p->glyphs, p->units.n); /* about a glyph a character */
    for (size_t i = 0; i < p->units.n;) {
        const struct unit *u = &p->units.v[i];
        if (!drawn(u)) {
            i++;
            continue;
        }
        size_t j = i + 1;
        while (j < p->units.n && drawn(&p->units.v[j]) && p->units.v[j].item == u->item && p->units.v[j].han == u->han &&
               same_font(&p->units.v[j].font, &u->font))
            j++;
        shape_units(p, i, j);
        i = j;
    }
}

/* --- break places --- */

struct neighbours {
    const struct unit *before; /* the one before the place's own, or NULL */
    const struct unit *a, *b; /* the last one before the place that is no space, the first behind it */
    bool spaces;
    bool word_slash; /* a is the slash of a word or unit (km/h), not of a URL */
    bool held;       /* an edge holds a and b together */
    bool kept;       /* no line ends there */
    bool ordinal;    /* a is 第 or one of the numerals behind it */
};

static bool chinese_mark(const struct unit *u)
{
    return u->kind == UNIT_CHAR && (u->han || u->class == CJK_SLASH || u->class == CJK_CONNECTOR) && cjk_is_mark(u->class);
}

/* Of either width. */
static bool is_digit(const struct unit *u)
{
    return u->kind == UNIT_CHAR && ((u->cp >= '0' && u->cp <= '9') || (u->cp >= 0xFF10 && u->cp <= 0xFF19));
}

/* 第, or a numeral behind it (第一百零三条). */
static bool is_in_ordinal(const struct unit *u, bool before)
{
    static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343,
                                        0x96F6, 0x3007}; /* 一 to 十, 百, 千, 零, 〇 */
    if (u->kind != UNIT_CHAR || u->class != CJK_HAN)
        return false;
    for (size_t i = 0; before && i < sizeof numerals / sizeof *numerals; i++)
        if (u->cp == numerals[i])
            return true;
    return u->cp == 0x7B2C;
}

static bool is_letter(const struct unit *u)
{
    return u->kind == UNIT_CHAR && u->class == CJK_ALNUM && !is_digit(u);
}

/* Inside ５００ or ３０．５, which UAX #14 takes for ideographs. */
static bool parts_digits(const struct neighbours *n)
{
    const struct unit *a = n->a;
    if (n->spaces || !is_digit(n->b))
        return false;
    return is_digit(a) || (n->before && is_digit(n->before) && (a->cp == '.' || a->cp == ',' || a->cp == 0xFF0E));
}

/* What Chinese practice says of a place; -1: nothing. T1 to T5. */
static int chinese_opinion(const struct neighbours *n, enum cjk_profile profile)
{
    const struct unit *a = n->a, *b = n->b;
    if (b->class == CJK_UNIT || a->class == CJK_MONEY || parts_digits(n))
        return 0;
    if (b->cp == 0x2014 && !b->han)
        return 0; /* 8:30—12:00 */
    if (n->word_slash && cjk_no_end(CJK_SLASH, profile))
        return 0;
    if (a->class == CJK_ALNUM && b->class == CJK_ALNUM && cjk_is_sign(b->cp) && !n->spaces)
        return 0; /* C++ */
    if (a->cp == '-' && is_letter(b) && !n->spaces && (!n->before || n->before->class == CJK_SPACE))
        return 0; /* the option -d: LB20a of UAX #14, revision 53 */
    if (a->kind == UNIT_BOX || b->kind == UNIT_BOX) {
        const struct unit *other = a->kind == UNIT_BOX ? b : a;
        if (other->han && other->class == CJK_HAN)
            return 1;
    }
    if (chinese_mark(b) && cjk_no_start(b->class, profile, b->single))
        return 0;
    if (chinese_mark(a) && cjk_no_end(a->class, profile))
        return 0;
    if ((a->class == b->class && (a->class == CJK_DASH || a->class == CJK_ELLIPSIS) && !n->spaces && !b->single))
        return 0;
    if (chinese_mark(b))
        return !breaks_ends_badly(a->cp) || a->han;
    if (chinese_mark(a))
        return !breaks_starts_badly(b->cp) || b->han;
    return -1;
}

/* 1 250: a space inside a number groups it (T5), across inlines too. */
static bool groups_digits(const struct unit *a, const struct unit *b, const struct unit *end)
{
    unsigned n = 0;
    for (; is_digit(a) && n < 4 && b < end && b->kind != UNIT_BREAK; b++) {
        if (unit_visible(b) && !is_digit(b))
            break;
        n += is_digit(b);
    }
    return n == 3;
}

/* A joint of URLs in the token of Western characters that u belongs to, looked for in one direction: another slash, or the point
 * of a host's name. No more than to the next slash, so all slashes of a paragraph together take time linear in its length. */
static bool meets_joint(const struct para *p, const struct unit *u, int step)
{
    uint32_t behind = 0;
    for (u += step; u >= p->units.v && u < p->units.v + p->units.n; u += step) {
        if (!unit_visible(u) && u->kind != UNIT_BREAK)
            continue;
        if (u->kind != UNIT_CHAR || u->han || u->class == CJK_SPACE)
            return false;
        if (u->cp == '/' || (step < 0 && u->cp == '.' && u_isalpha((UChar32)behind)))
            return true;
        behind = u->cp;
    }
    return false;
}

bool para_is_word_slash(const struct para *p, const struct unit *u)
{
    return p->chinese && u->kind == UNIT_CHAR && u->cp == '/' && !u->han && !meets_joint(p, u, -1) && !meets_joint(p, u, 1);
}

/* Dashes and ellipses go by pairs, across inlines too. */
static void pair_dashes(struct para *p)
{
    struct unit *before = NULL;
    bool paired = false; /* is `before` the second of two? */
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        if (u->kind == UNIT_BREAK)
            before = NULL;
        if (!unit_visible(u) || u->ignorable)
            continue;
        u->single = u->kind == UNIT_CHAR && (u->class == CJK_DASH || u->class == CJK_ELLIPSIS);
        if (before && u->single && before->class == u->class) {
            paired = before->whole = !paired;
            before->single = u->single = false;
        } else {
            paired = false;
        }
        before = u;
    }
}

/* The point of 12.5, the hyphens of 2024-09-25: a number is never split (T5). */
static bool in_number(const struct unit *before, const struct unit *b)
{
    return before && is_digit(before) && is_digit(b);
}

static uint8_t token_break(const struct unit *before, const struct unit *a, const struct unit *b)
{
    if (b->cluster || a->whole || a->bound)
        return BREAK_NONE;
    if (a->cp == 0xA0 || b->cp == 0xA0 || a->cp == 0x2060 || b->cp == 0x2060 || b->cp == 0x20)
        return BREAK_NONE;
    if (a->han || b->han || !breaks_in_token(a->cp, b->cp))
        return BREAK_EMERGENCY;
    return in_number(before, b) ? BREAK_NUMBER : BREAK_TOKEN;
}

/* A place between two inlines is the business of what holds both: the edges know whether that may wrap. *holds: one of them holds
 * what is on both sides, also beyond spaces. */
static bool keeps_together(const struct para *p, const struct unit *at, const struct unit *b, bool *holds)
{
    bool edges = false, wraps = false, marks = false;
    for (const struct unit *u = at + 1; u < b; u++) {
        if (u->kind != UNIT_OPEN && u->kind != UNIT_CLOSE)
            continue;
        unsigned flags = p->items.v[u->item].edge;
        edges = true;
        wraps |= !(flags & PARA_EDGE_KEEPS) && (!(flags & PARA_EDGE_ONE_LINE) || p->keep_yields);
        *holds |= (flags & PARA_EDGE_HOLDS) != 0;
        bool mark = (flags & PARA_EDGE_CALL) || ((flags & PARA_EDGE_APART) && p->chinese);
        marks |= u->kind == UNIT_OPEN && mark && at->class != CJK_SPACE;
    }
    const struct para_style *st = unit_style(p, at);
    return marks || *holds || (edges ? !wraps : st->no_wrap || (st->one_line && !p->keep_yields));
}

/* Number and unit stay together where it costs little (T5): 150万元, 297 mm; so does 第三条. */
static bool is_better_whole(const struct neighbours *n)
{
    if (n->ordinal && !n->spaces)
        return is_digit(n->b) || n->b->class == CJK_HAN;
    return is_digit(n->a) && (n->b->class == CJK_HAN || (n->spaces && is_letter(n->b)));
}

/* Does a unit begin here: a few letters that no digit follows? */
static bool begins_unit(const struct unit *u, const struct unit *end)
{
    enum { LONGEST = 4 }; /* mmHg */
    int n = 0;
    for (; u < end && n <= LONGEST && is_letter(u); u++)
        n++;
    return n > 0 && n <= LONGEST && (u == end || !is_digit(u));
}

/* In a Western paragraph a line rather ends at a space than behind a solidus or a hyphen, if nothing else tells: as in Apache FOP. */
static bool parts_word(const struct para *p, const struct unit *at, const struct unit *b)
{
    return !p->chinese && at->kind == UNIT_CHAR && at->cp != 0x20 && b->cp != 0x20;
}

/* A lone ideographic space goes at the end of a line; several are room to write in. */
static bool is_lone_blank(const struct unit *u, const struct unit *end)
{
    return u->class == CJK_IDEO_SPACE && (u + 1 == end || u[1].class != CJK_IDEO_SPACE);
}

static void decide(struct para *p, struct unit *at, const struct neighbours *n, bool unicode, enum cjk_profile profile)
{
    if (!p->how.wrap || n->kept)
        return;
    int says = p->chinese && n->a ? chinese_opinion(n, profile) : -1;
    if (is_lone_blank(n->b, p->units.v + p->units.n))
        says = -1;
    bool may = says >= 0 ? says == 1 && n->b->cp != 0x20 : unicode;
    at->grouping = n->spaces && p->chinese && n->a && groups_digits(n->a, n->b, p->units.v + p->units.n);
    may = may && !at->grouping && !at->bound;
    if (!may) {
        at->brk = token_break(n->before, at, n->b);
        return;
    }
    at->brk = at->cp == 0xAD ? BREAK_HYPHEN : BREAK_PLAIN;
    at->penalty = at->brk == BREAK_HYPHEN || parts_word(p, at, n->b) ? 1 : 0;
    if (p->chinese && n->a && is_better_whole(n)) {
        at->penalty = 50;
        at->before_unit = n->spaces && begins_unit(n->b, p->units.v + p->units.n);
    }
}

/* A preserved space may start a line, so the place is before it. */
static bool before_preserved_space(const struct para *p, const struct unit *b)
{
    return b->cp == 0x20 && b->kind == UNIT_CHAR && !b->discard && unit_style(p, b)->preserve_space;
}

/* The space before a word such as .xz or /usr that begins a text of its own, an inline's say: UAX #14 (LB13) forbids a break
 * there within one text, for the sake of marks that stand behind a space. Apache FOP looks at each text by itself. */
static bool parts_texts(const struct unit *space, const struct unit *b, const struct unit *end)
{
    return space->item != b->item && !b->han && b + 1 < end && b[1].item == b->item && (is_letter(b + 1) || is_digit(b + 1));
}

static void find_breaks(struct para *p, enum cjk_profile profile)
{
    size_t n = 0;
    uint32_t *index = arena_array(p->arena, p->units.n + 1, sizeof *index);
    uint32_t *cps = arena_array(p->arena, p->units.n + 1, sizeof *cps);
    bool *after = arena_array(p->arena, p->units.n + 1, sizeof *after);
    for (size_t i = 0; i < p->units.n; i++)
        if (unit_visible(&p->units.v[i])) {
            index[n] = (uint32_t)i;
            cps[n++] = p->units.v[i].kind == UNIT_CHAR ? p->units.v[i].cp : 'x';
        }
    pair_dashes(p);
    breaks_find(cps, n, after);
    struct neighbours nb = {0};
    for (size_t i = 0; i + 1 < n; i++) {
        struct unit *at = &p->units.v[index[i]];
        bool space = at->kind == UNIT_CHAR && at->cp == 0x20;
        nb.before = i > 0 ? &p->units.v[index[i - 1]] : NULL;
        if (!space) {
            nb.a = at;
            nb.ordinal = is_in_ordinal(at, nb.ordinal);
        }
        nb.spaces = space;
        nb.word_slash = para_is_word_slash(p, at);
        nb.b = &p->units.v[index[i + 1]];
        nb.held = space && nb.held;
        nb.kept = keeps_together(p, at, nb.b, &nb.held);
        bool run = space && unit_style(p, at)->space_runs && nb.b == at + 1;
        bool kept = before_preserved_space(p, nb.b) && !run;
        bool unicode = after[i] || (space && parts_texts(at, nb.b, p->units.v + p->units.n));
        decide(p, at, &nb, kept || (unicode && !(space && !at->discard)), profile);
    }
}

void para_prepare(struct para *p, enum cjk_profile profile)
{
    if (p->prepared)
        return;
    p->prepared = true;
    para_classify(p);
    if (p->chinese)
        para_check_marks(p);
    drop_trailing(p);
    para_choose_faces(p);
    shape_all(p);
    find_breaks(p, profile);
    para_space_out(p);
}
