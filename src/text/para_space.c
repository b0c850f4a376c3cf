/* para_space.c - widths and elasticity of units: word and letter spacing, Chinese marks and gaps.
 * Source: W3C CLREQ, h-adjustment_of_adjacent_punctuation_marks and line_adjustment; T4, T6 to T12, T15. */
#include "text/para_int.h"

static mpt positive(mpt v)
{
    return v > 0 ? v : 0;
}

static bool half_blank(const struct unit *u)
{
    return cjk_blank_left(u->class) || cjk_blank_right(u->class);
}

/* The unit is set in a box of `width`; its glyphs stand at the left (0), in the middle (1) or at the right (2) of it. */
static void set_box(struct unit *u, mpt width, int place)
{
    u->dx += (mpt)((int64_t)(width - u->advance) * place / 2);
    u->advance = width;
}

/* Units that the glyphs of u stand for: a face may draw two dashes with one. */
static mpt cluster_size(const struct para *p, const struct unit *u)
{
    mpt n = 1;
    for (const struct unit *v = u + 1; v < p->units.v + p->units.n && v->kind == UNIT_CHAR && v->cluster && !v->ignorable; v++)
        n++;
    return n;
}

/* Full-width marks fill one em with their ink in the half that mainland style asks for (T16), interpuncts and short
 * connectors half an em (T10), dashes and ellipses one em each (T4). */
static void set_mark(const struct para *p, struct unit *u)
{
    mpt em = u->font.size;
    switch (u->class) {
    case CJK_MIDDLE:
        set_box(u, em / 2, 1);
        break;
    case CJK_CONNECTOR:
        if (u->cp == 0x2013)
            set_box(u, em / 2, 1);
        break;
    case CJK_SLASH:
        if (u->cp == 0xFF0F)
            set_box(u, em / 2, 1);
        break;
    case CJK_DASH: case CJK_ELLIPSIS:
        set_box(u, em * cluster_size(p, u), 1);
        break;
    default:
        if (!half_blank(u))
            break;
        if (u->advance < em * 4 / 5)
            set_box(u, em, cjk_blank_left(u->class) ? 2 : 0);
        u->half = u->advance - em / 2;
    }
}

/* A quote of Western text that a Han face draws full-width takes little more room than its ink (T16). */
static void set_western_quote(const struct para *p, struct unit *u)
{
    mpt left, right, em = u->font.size;
    if (!cjk_quote_partner(u->cp) || u->advance < em * 4 / 5 || u->glyphs != 1 ||
        !p->source->ink(p->source->self, &u->font, p->glyphs.v[u->first_glyph].gid, &left, &right))
        return;
    u->dx += em / 20 - left;
    u->advance = right - left + em / 10;
}

/* --- runs of marks --- */

/* The units that are set, in order; NULL where an edge with a width or off the baseline or a forced break parts two of
 * them. Other edges part nothing: a mark knows its neighbour in another inline. */
struct row {
    VEC(struct unit *) u;
};

static struct row row_make(struct para *p)
{
    struct row r = {0};
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        bool edge = u->kind == UNIT_OPEN || u->kind == UNIT_CLOSE;
        const struct item *it = &p->items.v[u->item];
        if (u->kind == UNIT_BREAK || (edge && (it->width.opt != 0 || (it->edge & PARA_EDGE_APART))))
            *VEC_PUSH(p->arena, &r.u) = NULL;
        else if (unit_visible(u) && !u->ignorable && !u->cluster)
            *VEC_PUSH(p->arena, &r.u) = u;
    }
    *VEC_PUSH(p->arena, &r.u) = NULL;
    return r;
}

/* Two ！ or ？ take one em, three take two (T15), more go by pairs. */
static void set_exclaims(struct unit **u, size_t n)
{
    if (n < 2)
        return;
    for (size_t i = 0; i < n; i++) {
        mpt em = u[i]->font.size;
        bool odd_last = n > 3 && n % 2 == 1 && i == n - 1;
        if (odd_last)
            continue;
        mpt width = n == 3 ? (mpt)((int64_t)em * 2 * (mpt)(i + 1) / 3 - (int64_t)em * 2 * (mpt)i / 3) : em / 2;
        mpt blank = u[i]->advance - width;
        u[i]->advance = width;
        u[i]->half = i == n - 1 && width > em / 2 ? width - em / 2 : 0;
        if (blank < 0)
            u[i]->dx += -blank / 2;
    }
}

/* Two dashes touch: each moves half of the gap that the glyphs' own side bearings leave (T4). */
static void join_dashes(const struct para *p, struct unit *a, struct unit *b)
{
    mpt left, right, left2, right2;
    if (a->glyphs != 1 || b->glyphs != 1)
        return;
    const struct glyph *g = &p->glyphs.v[a->first_glyph], *h = &p->glyphs.v[b->first_glyph];
    if (!p->source->ink(p->source->self, &a->font, g->gid, &left, &right) ||
        !p->source->ink(p->source->self, &b->font, h->gid, &left2, &right2))
        return;
    mpt gap = (b->dx + left2 + a->advance) - (a->dx + right);
    if (gap <= 0)
        return;
    mpt overlap = gap + a->font.size / 200; /* no hairline between them on any raster */
    a->dx += overlap / 2;
    b->dx -= overlap - overlap / 2;
}

static bool same_mark(const struct unit *a, const struct unit *b)
{
    return a && b && a->kind == UNIT_CHAR && b->kind == UNIT_CHAR && a->class == b->class && a->han == b->han;
}

/* Letter-spacing stands around such a mark, not in it (T4). */
static void set_two_em_marks(const struct para *p, struct unit **u, size_t n)
{
    for (size_t k = 0; k + 1 < n; k++) {
        if (!u[k]->whole)
            continue;
        if (u[k]->class == CJK_DASH)
            join_dashes(p, u[k], u[k + 1]);
        u[k]->gap = u[k]->shrink = u[k]->stretch = 0;
    }
}

static void set_runs(const struct para *p, const struct row *r)
{
    for (size_t i = 0, n; i < r->u.n; i += n) {
        struct unit **u = &r->u.v[i];
        for (n = 1; i + n < r->u.n && same_mark(u[0], u[n]);)
            n++;
        if (!*u || (*u)->kind != UNIT_CHAR)
            continue;
        if ((*u)->class == CJK_EXCLAIM)
            set_exclaims(u, n);
        if (((*u)->class == CJK_DASH || (*u)->class == CJK_ELLIPSIS) && (*u)->han)
            set_two_em_marks(p, u, n);
    }
}

/* --- single units --- */

static void set_space(const struct para *p, struct unit *u)
{
    const struct para_style *st = unit_style(p, u);
    mpt em = st->size, w = u->advance;
    u->advance += st->word.opt;
    if (p->chinese && (u->cp == 0xA0 || u->grouping))
        return; /* between a number and its unit, or inside a number: as wide as it is typed */
    if (u->before_unit) {
        u->expand = EXPAND_OTHER;
        return;
    }
    u->stretch_tier = STRETCH_SPACE;
    u->shrink_tier = SHRINK_SPACE;
    if (st->word_normal && p->chinese) { /* 1/4 to 1/2 em, T12 */
        u->shrink = positive(w - em / 4);
        u->stretch = positive(em / 2 - w);
    } else if (st->word_normal) {
        u->shrink = w / 3;
        u->stretch = w / 2;
    } else {
        u->shrink = positive(st->word.opt - st->word.min);
        u->stretch = positive(st->word.max - st->word.opt);
    }
    u->expand = p->chinese ? EXPAND_OTHER : EXPAND_NONE;
}

/* Width of a code point in the unit's face. */
static mpt width_like(const struct para *p, const struct unit *u, uint32_t cp)
{
    struct glyph g[4];
    struct shape_run run = {.font = u->font, .language = "en", .flags = SHAPE_PLAIN, .cps = &cp, .count = 1};
    size_t n = p->source->shape(p->source->self, &run, g, 4);
    return n == 1 ? g[0].advance : 0;
}

/* Unicode, chapter 6, table 6-2. */
static mpt fixed_space(const struct para *p, const struct unit *u)
{
    static const int parts[] = {2, 1, 2, 1, 3, 4, 6, 0, 0, 5, 10}; /* of an em, from U+2000 */
    mpt em = u->font.size;
    switch (u->cp) {
    case 0x2007: return width_like(p, u, '0');
    case 0x2008: return width_like(p, u, '.');
    case 0x202F: return width_like(p, u, ' ') / 2;
    default: return em / parts[u->cp - 0x2000];
    }
}

static bool is_blank(const struct unit *u)
{
    return u->kind == UNIT_CHAR && (u->cp == 0x20 || u->cp == 0xA0);
}

static void add_letter_space(struct unit *u, const struct para_style *st, int times)
{
    u->gap += st->letter.opt * times;
    u->stretch += positive(st->letter.max - st->letter.opt) * times;
    u->shrink += positive(st->letter.opt - st->letter.min) * times;
}

static void set_char(const struct para *p, struct unit *u)
{
    const struct para_style *st = unit_style(p, u);
    if (u->ignorable || u->cluster)
        return;
    if (u->han)
        set_mark(p, u);
    else
        set_western_quote(p, u);
    if (para_is_fixed_space(u->cp))
        u->advance = fixed_space(p, u);
    if (is_blank(u))
        set_space(p, u);
    add_letter_space(u, st, 1);
    if (u->stretch || u->shrink)
        u->stretch_tier = STRETCH_SPACE;
}

static void no_letter_space(const struct para *p, struct unit *u)
{
    if (u && u->kind == UNIT_CHAR && !is_blank(u))
        add_letter_space(u, unit_style(p, u), -1);
}

static bool is_wide_edge(const struct para *p, const struct unit *u)
{
    return (u->kind == UNIT_OPEN || u->kind == UNIT_CLOSE) && p->items.v[u->item].width.opt != 0;
}

/* In Western text the letter-spacing on both sides of a space is the space's own; none where a word-spacing is given, which
 * then is all that is added to it. None stands before a border or padding, as in Apache FOP. */
static void own_spaces(struct para *p)
{
    struct unit *before = NULL;
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        if (is_wide_edge(p, u)) {
            no_letter_space(p, before);
            before = NULL;
        }
        if (!unit_visible(u) || u->ignorable || u->cluster)
            continue;
        if (is_blank(u)) {
            add_letter_space(u, unit_style(p, u), unit_style(p, u)->word_normal ? 1 : -1);
            no_letter_space(p, before);
        }
        before = u;
    }
}

void para_space_object(const struct para *p, struct unit *u)
{
    const struct para_space *w = &p->items.v[u->item].width;
    u->advance = w->opt;
    u->shrink = positive(w->opt - w->min);
    u->stretch = positive(w->max - w->opt);
    u->shrink_tier = SHRINK_SPACE;
    u->stretch_tier = u->kind == UNIT_LEADER ? STRETCH_LEADER : STRETCH_SPACE;
}

/* --- neighbours --- */

static bool is_mark(const struct unit *u)
{
    return u->han && cjk_is_mark(u->class);
}

/* T7: of two full-width marks one of which is a bracket, half an em goes: the blank that lies between them, of the first
 * when it has one, else of the second. */
static void squeeze_pair(struct unit *a, struct unit *b)
{
    bool bracket = a->class == CJK_OPEN || a->class == CJK_CLOSE || b->class == CJK_OPEN || b->class == CJK_CLOSE;
    if (bracket && cjk_blank_right(a->class) && half_blank(b)) {
        a->gap -= a->half;
    } else if (a->class == CJK_OPEN && b->class == CJK_OPEN) {
        b->advance -= b->half;
        b->dx -= b->half;
        b->half = 0;
    }
}

/* The blank that still lies between two units is what the line may give (T12). That of an opening mark is lent: it goes
 * from the mark's own box, so that what stands before keeps its width (and its underline). */
static void let_shrink(struct unit *a, const struct unit *b)
{
    mpt right = cjk_blank_right(a->class) && a->han ? a->half + (a->gap < 0 ? a->gap : 0) : 0;
    mpt left = cjk_blank_left(b->class) && b->han ? b->half : 0;
    if (right + left <= 0)
        return;
    a->shrink = right + left;
    a->lent = left > 0;
    if (b->class == CJK_OPEN || a->class == CJK_CLOSE)
        a->shrink_tier = SHRINK_BRACKET;
    else
        a->shrink_tier = a->class == CJK_COMMA ? SHRINK_COMMA : SHRINK_STOP;
}

static bool wants_gap(const struct unit *a, const struct unit *b)
{
    return (a->class == CJK_HAN && b->class == CJK_ALNUM) || (a->class == CJK_ALNUM && b->class == CJK_HAN);
}

static void set_gap(struct unit *u, mpt em)
{
    u->shrink = em / 4 - em / 8;
    u->stretch = em / 2 - em / 4;
    u->shrink_tier = SHRINK_GAP;
    u->stretch_tier = STRETCH_GAP;
    u->expand = EXPAND_OTHER;
}

static mpt han_size(const struct unit *a, const struct unit *b)
{
    return a->class == CJK_HAN ? a->font.size : b->font.size;
}

static bool rigid(const struct unit *u)
{
    return u->class == CJK_MIDDLE || u->class == CJK_CONNECTOR || u->class == CJK_SLASH;
}

/* May justification open the place between a and b? Never inside two-em marks, beside connectors and slashes, behind an
 * opening or before a closing mark (T12); beside the blank half of a mark only when Han gaps alone would gape. */
static enum expand_tier may_expand(const struct unit *a, const struct unit *b)
{
    if (a->kind == UNIT_CHAR && b->kind == UNIT_CHAR && !a->han && !b->han)
        return EXPAND_NONE;
    if (rigid(a) || rigid(b) || (a->han && a->class == CJK_OPEN) || (b->han && cjk_blank_right(b->class)))
        return EXPAND_NONE;
    if (a->class == b->class && (a->class == CJK_DASH || a->class == CJK_ELLIPSIS))
        return EXPAND_NONE;
    if (b->class == CJK_UNIT || a->class == CJK_MONEY || a->cp == 0xA0 || b->cp == 0xA0)
        return EXPAND_NONE;
    return a->class == CJK_HAN && b->class == CJK_HAN ? EXPAND_HAN : EXPAND_OTHER;
}

static void between(struct unit *a, struct unit *b)
{
    if (a->expand == EXPAND_NONE)
        a->expand = (uint8_t)may_expand(a, b);
    if (a->kind != UNIT_CHAR || b->kind != UNIT_CHAR)
        return;
    if (is_mark(a) && is_mark(b))
        squeeze_pair(a, b);
    let_shrink(a, b);
    if (wants_gap(a, b)) {
        mpt em = han_size(a, b);
        a->gap += em / 4;
        set_gap(a, em);
    }
}

/* A mark that no gap stands beside. Interpuncts and lone dashes may be bullets, which their text stands off from. */
static bool stands_close(const struct unit *u)
{
    bool two_em = u->class == CJK_TWO_DASH || ((u->class == CJK_DASH || u->class == CJK_ELLIPSIS) && !u->single);
    return is_mark(u) && (half_blank(u) || two_em || u->class == CJK_CONNECTOR);
}

/* Typed blanks between Han and Western text are the gap, however many; beside a Chinese mark they are nothing (T11). */
static void typed_spaces(struct unit *a, struct unit **s, size_t n, struct unit *b)
{
    bool gap = wants_gap(a, b), mark = stands_close(a) || stands_close(b);
    if (a->kind != UNIT_CHAR || b->kind != UNIT_CHAR || (!gap && !mark))
        return;
    for (size_t i = 0; i < n; i++)
        if (!s[i]->discard)
            return;
    for (size_t i = 0; i < n; i++) {
        s[i]->advance = s[i]->shrink = s[i]->stretch = 0;
        s[i]->expand = EXPAND_NONE;
    }
    if (mark) {
        between(a, b);
        return;
    }
    s[0]->advance = han_size(a, b) / 4;
    set_gap(s[0], han_size(a, b));
}

/* What is raised or lowered on a Western word belongs to it (m², CO₂ in inlines of their own, the call of a note), though the row
 * of units is parted there: the gap between word and Han stands behind it. */
static void set_gaps_behind_raised(struct para *p)
{
    struct unit *word = NULL, *last = NULL;
    bool behind = false;
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        if (p->items.v[u->item].edge & PARA_EDGE_APART) {
            behind = u->kind == UNIT_CLOSE;
            word = behind ? word : last;
        } else if (unit_visible(u) && !u->ignorable && !u->cluster) {
            if (behind && word && word->class == CJK_ALNUM && wants_gap(last, u)) {
                last->gap += u->font.size / 4;
                set_gap(last, u->font.size);
            }
            behind = false;
            last = u;
        }
    }
}

static bool is_space(const struct unit *u)
{
    return u && u->kind == UNIT_CHAR && u->class == CJK_SPACE;
}

static void set_pairs(const struct row *r)
{
    for (size_t i = 0, j; i < r->u.n; i = j) {
        struct unit **u = &r->u.v[i];
        for (j = i + 1; j < r->u.n && is_space(r->u.v[j]);)
            j++;
        if (!*u || is_space(*u) || j == r->u.n || !r->u.v[j])
            continue;
        if (j == i + 1)
            between(*u, r->u.v[j]);
        else
            typed_spaces(*u, u + 1, j - i - 1, r->u.v[j]);
    }
}

void para_space_out(struct para *p)
{
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        if (u->kind == UNIT_CHAR)
            set_char(p, u);
        else if (u->kind != UNIT_BREAK && u->kind != UNIT_ANCHOR)
            para_space_object(p, u);
    }
    if (!p->chinese) {
        own_spaces(p);
        return;
    }
    struct row r = row_make(p);
    set_runs(p, &r);
    set_pairs(&r);
    set_gaps_behind_raised(p);
}
