/* para_break.c - the places where the lines of a paragraph may end, with what each end and start does to the width.
 * para_fit.c chooses among them. */
#include "text/breaks.h"
#include "text/para_int.h"

/* A credit code has 18 characters (GB 32100-2015), a digest more; CODE_PART of them stay on either side of a cut. */
enum { PENALTY_TOKEN = 100, PENALTY_CODE = 2400, PENALTY_NUMBER = 5000, PENALTY_EMERGENCY = 10000, PENALTY_LONE = 10000, LONG_CODE = 18, CODE_PART = 4 };

/* --- candidates --- */

struct collector {
    struct para *p;
    struct sum *sums;       /* of the units before each */
    struct para_kept *kept; /* of the inlines open before a unit; NULL: none keeps anything */
    size_t from, to;
    mpt line_width;
    bool loose;           /* lines gape without the joints of short codes and cuts in long ones */
    uint32_t second_last; /* a break behind this unit leaves one character on the last line */
};

static bool is_word_space(const struct unit *u)
{
    return u->kind == UNIT_CHAR && (u->cp == 0x20 || u->cp == 0xA0);
}

/* In ragged text spaces keep their width, and so do leaders, or they would count as room to fill where a line ends early;
 * letter-spacing with a range inside words does not. Chinese lines take what fits, also with shorter leaders. */
bool para_gives_ragged(const struct para *p, const struct unit *u)
{
    if (u->kind == UNIT_LEADER)
        return p->chinese || para_stretches(p);
    if (u->kind != UNIT_CHAR || p->chinese || is_word_space(u))
        return false;
    return u + 1 == p->units.v + p->units.n || !is_word_space(u + 1);
}

static int64_t unit_stretch(const struct para *p, const struct unit *u)
{
    if (!para_stretches(p) && !para_gives_ragged(p, u))
        return 0;
    return u->stretch;
}

static int64_t unit_shrink(const struct para *p, const struct unit *u)
{
    return p->how.align == PARA_JUSTIFY || para_gives_ragged(p, u) ? u->shrink : 0;
}

/* The gap behind u. What an object gives it gives by itself, at the end of a line too. */
static struct sum gap_of(const struct para *p, const struct unit *u)
{
    bool own = u->kind != UNIT_CHAR, opens = u->expand && p->chinese && para_stretches(p);
    mpt em = u->font.size;
    return (struct sum){u->gap, own ? 0 : unit_shrink(p, u), own ? 0 : unit_stretch(p, u),
                        opens && u->expand == EXPAND_HAN ? em : 0, opens ? em : 0};
}

static struct sum sum_with(struct sum s, struct sum add, int sign)
{
    return (struct sum){s.w + sign * add.w, s.shrink + sign * add.shrink, s.stretch + sign * add.stretch, s.han + sign * add.han,
                        s.open + sign * add.open};
}

static struct para_kept kept_behind(const struct para *p, const struct unit *u, struct para_kept k)
{
    const struct para_kept *own = &p->items.v[u->item].kept;
    int sign = u->kind == UNIT_OPEN ? 1 : u->kind == UNIT_CLOSE ? -1 : 0;
    return (struct para_kept){k.start + sign * own->start, k.end + sign * own->end};
}

static struct para_kept *kept_make(struct para *p, size_t from, size_t to)
{
    if (!p->keeps)
        return NULL;
    if (p->open.at == 0 || p->open.at > from)
        p->open = p->begun.at && p->begun.at <= from ? p->begun : (struct para_open){0, p->within};
    struct para_kept *k = arena_array(p->lay, to - from + 1, sizeof *k);
    for (size_t i = p->open.at; i < to; i++) {
        if (i >= from)
            k[i - from] = p->open.kept;
        if (i == from)
            p->begun = (struct para_open){from, p->open.kept};
        p->open.kept = kept_behind(p, &p->units.v[i], p->open.kept);
    }
    p->open.at = to;
    k[to - from] = p->open.kept;
    return k;
}

static struct sum *sums_make(const struct para *p, size_t from, size_t to)
{
    struct sum *s = arena_array(p->lay, to - from + 1, sizeof *s);
    for (size_t i = from; i < to; i++) {
        const struct unit *u = &p->units.v[i];
        struct sum *next = &s[i + 1 - from];
        *next = sum_with(s[i - from], gap_of(p, u), 1);
        next->w += u->advance;
        if (u->kind != UNIT_CHAR) {
            next->shrink += unit_shrink(p, u);
            next->stretch += unit_stretch(p, u);
        }
    }
    return s;
}

static bool dropped(const struct unit *u)
{
    return u->kind == UNIT_CHAR && u->discard;
}

/* The last unit before `end` that is drawn, or -1. Only edges, anchors and ignorables lie between. */
static int64_t last_drawn(const struct collector *c, size_t end)
{
    for (size_t i = end; i-- > c->from;) {
        const struct unit *u = &c->p->units.v[i];
        if (unit_visible(u) && !u->ignorable && !u->cluster)
            return (int64_t)i;
        if (u->kind == UNIT_OPEN || u->kind == UNIT_CLOSE)
            break;
    }
    return -1;
}

size_t para_shape_hyphen(const struct para *p, const struct unit *u, struct glyph g[HYPHEN_GLYPHS])
{
    uint32_t cp = unit_hyphen(p, u);
    struct shape_run run = {.font = u->font, .language = "en", .flags = SHAPE_PLAIN, .cps = &cp, .count = 1};
    size_t n = p->source->shape(p->source->self, &run, g, HYPHEN_GLYPHS);
    return n < HYPHEN_GLYPHS ? n : HYPHEN_GLYPHS;
}

static mpt hyphen_width(const struct para *p, const struct unit *u)
{
    struct glyph g[HYPHEN_GLYPHS];
    size_t n = para_shape_hyphen(p, u, g);
    mpt w = 0;
    for (size_t i = 0; i < n; i++)
        w += g[i].advance;
    return w;
}

/* What kerning with the character behind it took from u. */
static mpt kerning(const struct para *p, const struct unit *u)
{
    const struct para_style *st = unit_style(p, u);
    if (u->kind != UNIT_CHAR || u->han || u->glyphs != 1 || st->plain || u[1].kind != UNIT_CHAR || u[1].han)
        return 0;
    struct glyph own;
    struct shape_run run = {.font = u->font, .language = st->language, .cps = &u->cp, .count = 1};
    const struct glyph *set = &p->glyphs.v[u->first_glyph];
    bool same = p->source->shape(p->source->self, &run, &own, 1) == 1 && own.gid == set->gid;
    return same ? own.advance - set->advance : 0;
}

/* A Western centred line that ends without a space, behind a solidus, leaves room for a hyphen, as in Apache FOP; behind what is never
 * drawn, a zero-width space, it does not: that has no face. */
static bool may_spare(const struct collector *c, const struct brk *b, const struct unit *at)
{
    const struct para *p = c->p;
    return b->end < c->to && !p->chinese && p->how.align == PARA_CENTER && b->end == b->next && at && at->kind == UNIT_CHAR
        && !at->ignorable;
}

/* What the end of the line takes away or adds. */
static void end_line(const struct collector *c, struct brk *b, uint8_t kind, const struct unit *at)
{
    size_t e = b->end - c->from;
    b->to_end = c->sums[e];
    int64_t d = last_drawn(c, b->end);
    if (d >= 0) {
        const struct unit *u = &c->p->units.v[d];
        b->to_end = sum_with(b->to_end, gap_of(c->p, u), -1);
        b->close = u->han && cjk_blank_right(u->class) ? -u->half : (size_t)d + 1 < c->to ? kerning(c->p, u) : 0;
        b->extra = mpt_add(b->extra, b->close);
    }
    bool ends = true; /* nothing solid stands between here and the end of the line */
    for (size_t i = b->next; i-- > b->end;) {
        const struct unit *u = &c->p->units.v[i];
        if (u->kind != UNIT_CLOSE)
            continue;
        mpt solid = unit_solid(c->p, u);
        b->extra = mpt_add(b->extra, ends ? solid : u->advance);
        ends = ends && solid == 0;
    }
    if (kind == BREAK_HYPHEN)
        b->extra = mpt_add(b->extra, hyphen_width(c->p, at));
    if (kind == BREAK_PLAIN && may_spare(c, b, at))
        b->spare = hyphen_width(c->p, at);
    if (c->kept)
        b->kept = c->kept[b->next - c->from];
    b->extra = mpt_add(b->extra, b->kept.end);
}

/* What goes from the start of the next line: spaces, and the blank half of an opening mark (T8). */
static void start_line(const struct collector *c, struct brk *b)
{
    size_t n = b->next - c->from;
    b->to_next = c->sums[n];
    b->trim = -b->kept.start;
    for (size_t i = b->next; i < c->to; i++) {
        const struct unit *u = &c->p->units.v[i];
        if (dropped(u)) {
            struct sum gap = gap_of(c->p, u);
            b->trim = mpt_add(b->trim, u->advance + gap.w);
            gap.w = 0;
            b->to_next = sum_with(b->to_next, gap, 1);
        } else if (unit_visible(u) && !u->ignorable) {
            b->open_half = u->han && u->half && cjk_blank_left(u->class);
            b->trim = mpt_add(b->trim, b->open_half ? u->half : 0);
            return;
        } else if (u->kind == UNIT_OPEN) {
            b->trim = mpt_add(b->trim, u->advance - (int64_t)unit_solid(c->p, u));
            if (unit_solid(c->p, u) != 0)
                return;
        } else if (u->kind == UNIT_CLOSE && u->advance != 0) {
            return;
        }
    }
}

/* Never drawn, nor a sign for a hyphen. */
static bool hidden(const struct unit *u)
{
    return u->kind == UNIT_CHAR && u->ignorable && !u->cluster && u->cp != 0xAD;
}

/* A lone ideographic space goes where a line ends behind it, as in CSS Text 3, 4.1.3, or the margin would show a hole; several are
 * room to write in. */
static bool hangs(const struct collector *c, size_t behind)
{
    if (behind < c->from + 2 || behind == c->to)
        return false;
    const struct unit *u = &c->p->units.v[behind];
    if (u[-1].kind != UNIT_CHAR || u[-1].class != CJK_IDEO_SPACE)
        return false;
    return u[-2].kind == UNIT_CHAR && u[-2].class != CJK_IDEO_SPACE && !u[-2].discard && !u[-2].ignorable;
}

static int32_t penalty_of(uint8_t kind)
{
    switch (kind) {
    case BREAK_TOKEN: return PENALTY_TOKEN;
    case BREAK_CODE: return PENALTY_CODE;
    case BREAK_NUMBER: return PENALTY_NUMBER;
    case BREAK_EMERGENCY: return PENALTY_EMERGENCY;
    default: return 0;
    }
}

/* The place behind unit `at` (index; from - 1 for the start of the segment). */
static struct brk place(const struct collector *c, size_t behind, uint8_t kind)
{
    const struct para *p = c->p;
    struct brk b = {.kind = kind, .penalty = behind > c->from ? p->units.v[behind - 1].penalty : 0};
    bool hanging = hangs(c, behind);
    size_t e = hanging ? behind - 1 : behind;
    while (e > c->from && (dropped(&p->units.v[e - 1]) || !unit_visible(&p->units.v[e - 1]) || hidden(&p->units.v[e - 1])))
        e--;
    b.end = (uint32_t)e;
    e = hanging ? behind : e;
    while (e < c->to && (dropped(&p->units.v[e]) || p->units.v[e].kind == UNIT_CLOSE || p->units.v[e].kind == UNIT_ANCHOR))
        e++;
    b.next = (uint32_t)e;
    b.flagged = kind >= BREAK_TOKEN;
    b.penalty += penalty_of(kind);
    b.tied = p->chinese && b.next > c->second_last;
    end_line(c, &b, kind, behind > c->from ? &p->units.v[behind - 1] : NULL);
    start_line(c, &b);
    return b;
}

static void push(struct collector *c, struct brk b)
{
    *VEC_PUSH(c->p->lay, &c->p->breaks) = b;
}

static bool ends_badly(const struct para *p, const struct unit *u)
{
    return u->kind == UNIT_CHAR && (u->han ? cjk_no_end(u->class, p->how.profile) : breaks_ends_badly(u->cp));
}

static bool starts_badly(const struct para *p, const struct unit *u)
{
    return u->kind == UNIT_CHAR && (u->han ? cjk_no_start(u->class, p->how.profile, u->single) : breaks_starts_badly(u->cp));
}

/* Would a line begin or end behind unit `at` with a mark that must not stand there (T1, T2), or between a number and its sign (T5)? */
static bool parts_mark(const struct collector *c, size_t at)
{
    const struct unit *a = &c->p->units.v[at], *b = a + 1, *end = c->p->units.v + c->to;
    while (b < end && (!unit_visible(b) || b->ignorable))
        b++;
    return ends_badly(c->p, a) || (b < end && starts_badly(c->p, b));
}

/* A place for a cut that parts no mark, before `to`, from unit i on; `to` if there is none. */
static size_t next_clean_cut(const struct collector *c, size_t i, size_t to)
{
    while (i < to && (c->p->units.v[i].brk < BREAK_NUMBER || parts_mark(c, i)))
        i++;
    return i;
}

/* Behind unit `at` of [from, to). One character alone on either side is the last choice of all. */
static struct brk cut(const struct collector *c, size_t at, size_t from, size_t to, uint8_t kind)
{
    struct brk b = place(c, at + 1, kind);
    if (kind == BREAK_EMERGENCY && (at == from || at + 2 == to))
        b.penalty += PENALTY_LONE;
    return b;
}

/* Between the characters of [from, to), whose places are a and b; beside a forbidden mark only where two better places are
 * more than a line apart and what stands before the mark is not: it would stick out with or without it. */
static void push_emergencies(struct collector *c, const struct brk *a, const struct brk *b, size_t from, size_t to, uint8_t kind)
{
    struct brk last = *a, next = *b;
    size_t clean = from;
    for (size_t i = from; i + 1 < to; i++) {
        if (c->p->units.v[i].brk < BREAK_NUMBER)
            continue;
        if (clean <= i) {
            clean = next_clean_cut(c, i, to - 1);
            next = clean < to - 1 ? cut(c, clean, from, to, kind) : *b;
        }
        struct brk here = clean == i ? next : cut(c, i, from, to, kind);
        if (clean != i && (para_natural(&last, &next) <= c->line_width || para_natural(&last, &here) > c->line_width))
            continue;
        last = here;
        push(c, last);
    }
}

/* The measure that a stretch beginning at `from` has: that of a paragraph's first line where no line can end before it. */
static int64_t room_of(const struct collector *c, size_t from)
{
    bool first = from == 0 && c->p->chinese && c->p->how.first_indent > 0;
    return (int64_t)c->line_width - (first ? c->p->how.first_indent : 0);
}

static bool is_ascii_digit(const struct unit *u)
{
    return u->kind == UNIT_CHAR && u->cp >= '0' && u->cp <= '9';
}

static bool is_ascii_letter(const struct unit *u)
{
    return u->kind == UNIT_CHAR && (u->cp | 0x20) >= 'a' && (u->cp | 0x20) <= 'z';
}

/* 2023SR|0456789: before the number in a code, behind its letters. */
static bool parts_code(const struct para *p, size_t from, size_t at, size_t to)
{
    const struct unit *u = p->units.v;
    if (!is_ascii_letter(&u[at]) || at + 1 - from < CODE_PART || to - at <= CODE_PART)
        return false;
    for (size_t i = 1; i <= CODE_PART; i++)
        if (!is_ascii_digit(&u[at + i]) || !(is_ascii_digit(&u[at + 1 - i]) || is_ascii_letter(&u[at + 1 - i])))
            return false;
    return true;
}

/* In [from, to), which is wider than the line: between the parts of a number or code first, then inside what is too wide still. */
static void push_parts(struct collector *c, const struct brk *begin, const struct brk *end, size_t from, size_t to)
{
    struct brk a = *begin;
    for (size_t i = from; i < to; i++) {
        bool last = i + 1 == to;
        if (!last && c->p->units.v[i].brk != BREAK_NUMBER && !parts_code(c->p, from, i, to))
            continue;
        struct brk b = last ? *end : place(c, i + 1, BREAK_NUMBER);
        if (para_natural(&a, &b) > room_of(c, from))
            push_emergencies(c, &a, &b, from, i + 1, BREAK_EMERGENCY);
        if (!last)
            push(c, b);
        a = b;
        from = i + 1;
    }
}

/* A digest, a serial number: letters and digits in a row, no word that a reader knows. */
static bool is_long_code(const struct para *p, size_t from, size_t to)
{
    unsigned digits = 0, letters = 0;
    for (size_t i = from; i < to; i++) {
        digits += is_ascii_digit(&p->units.v[i]);
        letters += is_ascii_letter(&p->units.v[i]);
    }
    return digits > 0 && letters > 0 && digits + letters >= LONG_CODE;
}

/* Cuts in a code; marks that stand beside it do not count as parts of it. */
static void push_cuts(struct collector *c, const struct brk *a, const struct brk *b, size_t from, size_t to)
{
    const struct unit *u = c->p->units.v;
    while (!is_ascii_digit(&u[from]) && !is_ascii_letter(&u[from]))
        from++;
    while (!is_ascii_digit(&u[to - 1]) && !is_ascii_letter(&u[to - 1]))
        to--;
    push_emergencies(c, a, b, from + CODE_PART - 1, to + 1 - CODE_PART, BREAK_CODE);
}

/* Inside [from, to), behind unit `at`: / . - and the like; no lone - or > ends a line. In a stretch that fits a line the slash of a
 * word ends none (T3). */
static bool is_joint(const struct collector *c, size_t from, size_t at, size_t to, bool fits)
{
    const struct para *p = c->p;
    const struct unit *u = &p->units.v[at];
    if (u->brk != BREAK_TOKEN)
        return c->loose && u->brk == BREAK_EMERGENCY && parts_code(p, from, at, to);
    return (at > from || u->cp == '=') && !(fits && cjk_no_end(CJK_SLASH, p->how.profile) && para_is_word_slash(p, u));
}

/* Places inside [from, to), a stretch without a plain break that is wide: behind / . - and the like; and between any two
 * characters of what stands between two such joints where that alone is wider than the line, if words may be cut here. A
 * Western paragraph gets neither before it must, a Chinese one whose lines gape gets both in all codes. `before` is the place at from,
 * `end` the one at to. */
static void push_token(struct collector *c, const struct brk *before, const struct brk *end, size_t from, size_t to)
{
    if (c->to > c->from && c->line_width < c->p->units.v[c->from].font.size / 2)
        return; /* no room for one letter: nothing is won */
    if (!c->p->how.joints && !c->p->chinese)
        return;
    int64_t width = para_natural(before, end), room = room_of(c, from);
    bool fits = width <= room;
    if (fits && !c->loose && !(c->p->chinese && width * 2 > c->line_width))
        return;
    bool cut = c->p->how.cut || c->p->chinese;
    struct brk a = *before;
    const size_t first = from;
    for (size_t i = from; i < to; i++) {
        bool last = i + 1 == to;
        if (!last && !is_joint(c, first, i, to, fits))
            continue;
        struct brk b = last ? *end : place(c, i + 1, BREAK_TOKEN);
        if (cut && para_natural(&a, &b) > room_of(c, from))
            push_parts(c, &a, &b, from, i + 1);
        else if (c->loose && is_long_code(c->p, from, i + 1))
            push_cuts(c, &a, &b, from, i + 1);
        if (!last)
            push(c, b);
        a = b;
        from = i + 1;
    }
}

static uint32_t find_second_last(const struct para *p, size_t from, size_t to)
{
    int seen = 0;
    for (size_t i = to; i-- > from;) {
        const struct unit *u = &p->units.v[i];
        if (!unit_visible(u) || u->ignorable || u->cluster || u->class == CJK_SPACE || (u->han && cjk_is_mark(u->class)))
            continue;
        if (++seen == 2)
            return (uint32_t)i;
    }
    return 0;
}

void para_collect_breaks(struct para *p, size_t from, size_t to, mpt line_width, bool loose)
{
    struct collector c = {.p = p, .sums = sums_make(p, from, to), .kept = kept_make(p, from, to), .from = from, .to = to,
                          .line_width = line_width, .loose = loose};
    c.second_last = p->chinese ? find_second_last(p, from, to) : 0;
    p->breaks.n = 0;
    struct brk start = {.end = (uint32_t)from, .next = (uint32_t)from};
    if (c.kept)
        start.kept = c.kept[0];
    start_line(&c, &start);
    push(&c, start);
    struct brk before = start;
    size_t since = from;
    for (size_t i = from; i <= to; i++) {
        bool end = i == to;
        uint8_t k = end ? BREAK_PLAIN : p->units.v[i].brk;
        if (!end && k != BREAK_PLAIN && k != BREAK_HYPHEN)
            continue;
        struct brk b = place(&c, end ? to : i + 1, k);
        push_token(&c, &before, &b, since, b.end);
        if (end) {
            b.next = (uint32_t)to;
            b.forced = true;
            b.penalty = 0;
            b.tied = false;
        }
        push(&c, b);
        before = b;
        since = b.next;
    }
}
