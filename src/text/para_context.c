/* para_context.c - the script and class of a paragraph's units: what is Chinese or Western by itself or by its neighbours (T16),
 * quotes by what they hold and stand in. */
#include "text/para_int.h"

#include <string.h>

static bool is_ignorable(uint32_t cp)
{
    return cp == 0xAD || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF || cp == 0x200E || cp == 0x200F || para_is_selector(cp) ||
           (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

struct contexts {
    uint8_t *own;             /* enum cjk_context of each unit */
    uint8_t *before, *behind; /* of the nearest unit that is not neutral; CJK_NEUTRAL: none */
};

static uint8_t context_of(const struct unit *u)
{
    return u->kind == UNIT_CHAR ? (uint8_t)cjk_context(u->cp) : (uint8_t)CJK_NEUTRAL;
}

/* What is seen from the units past u. What stands beyond a leader is another text. */
static uint8_t seen_past(const struct unit *u, uint8_t own, uint8_t seen)
{
    return own ? own : u->kind == UNIT_LEADER ? (uint8_t)CJK_NEUTRAL : seen;
}

static struct contexts contexts_find(struct para *p)
{
    size_t n = p->units.n;
    uint8_t *room = arena_array(p->arena, 3, n + 1), seen = CJK_NEUTRAL;
    struct contexts c = {room, room + n, room + 2 * n};
    for (size_t i = 0; i < n; i++) {
        c.own[i] = context_of(&p->units.v[i]);
        c.before[i] = seen;
        seen = seen_past(&p->units.v[i], c.own[i], seen);
    }
    seen = CJK_NEUTRAL;
    for (size_t i = n; i-- > 0;) {
        c.behind[i] = seen;
        seen = seen_past(&p->units.v[i], c.own[i], seen);
    }
    return c;
}

static bool language_is_chinese(const struct para *p, const struct unit *u)
{
    const struct para_style *st = unit_style(p, u);
    return st && st->language && strncmp(st->language, "zh", 2) == 0;
}

/* Votes of the text outside a pair of quotes; what stands inside decides when they disagree or are silent. */
static bool votes_han(uint8_t before, uint8_t behind, uint8_t inside, bool fallback)
{
    if (before == CJK_HAN_CONTEXT || behind == CJK_HAN_CONTEXT)
        return true;
    if (before == CJK_LATIN_CONTEXT && behind == CJK_LATIN_CONTEXT)
        return false;
    return inside ? inside == CJK_HAN_CONTEXT : before || behind ? false : fallback;
}

static bool is_western(const struct para *p, size_t i)
{
    return i < p->units.n && p->units.v[i].kind == UNIT_CHAR && cjk_class(p->units.v[i].cp) == CJK_ALNUM;
}

/* Of it's, or of students' when no quote is open. */
static bool is_apostrophe(const struct para *p, size_t i, bool open)
{
    return p->units.v[i].cp == 0x2019 && i > 0 && is_western(p, i - 1) && (!open || is_western(p, i + 1));
}

/* Quotes that no blank parts from the Western words on both sides stand in Chinese text when Chinese is quoted
 * (AI“智能”5G); a Western sentence would have blanks (the word “智能” means). */
static bool quotes_han_within_words(const struct para *p, const struct contexts *c, size_t open, size_t close)
{
    return open > 0 && is_western(p, open - 1) && is_western(p, close + 1) && c->behind[open] == CJK_HAN_CONTEXT &&
           c->before[close] == CJK_HAN_CONTEXT;
}

/* Pairs of curly quotes take the context of the text around them. */
static void resolve_quotes(struct para *p, const struct contexts *c)
{
    VEC(size_t) open = {0};
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        bool paired = open.n > 0 && p->units.v[open.v[open.n - 1]].cp == cjk_quote_partner(u->cp);
        if (u->kind != UNIT_CHAR || !cjk_quote_partner(u->cp) || is_apostrophe(p, i, paired))
            continue;
        bool zh = language_is_chinese(p, u);
        if (cjk_is_opening_quote(u->cp)) {
            u->han = votes_han(c->before[i], 0, c->behind[i], zh);
            *VEC_PUSH(p->arena, &open) = i;
            continue;
        }
        u->han = votes_han(c->before[i], c->behind[i], 0, zh);
        if (!paired)
            continue;
        struct unit *o = &p->units.v[open.v[--open.n]];
        size_t at = (size_t)(o - p->units.v);
        u->han = o->han = votes_han(c->before[at], c->behind[i], c->behind[at], zh) || quotes_han_within_words(p, c, at, i);
    }
}

static bool resolve_context(const struct para *p, const struct contexts *c, size_t i)
{
    const struct unit *u = &p->units.v[i];
    if (c->own[i])
        return c->own[i] == CJK_HAN_CONTEXT;
    if (u->cp == 0x20 || u->cp == 0xA0 || is_ignorable(u->cp))
        return false;
    return votes_han(c->before[i], c->behind[i], 0, language_is_chinese(p, u));
}

/* A slash or hyphen between ideographs is theirs, though it keeps its Western face. */
static uint8_t western_class(const struct para *p, const struct contexts *c, size_t i)
{
    uint32_t cp = p->units.v[i].cp;
    bool beside_han = c->before[i] == CJK_HAN_CONTEXT && c->behind[i] == CJK_HAN_CONTEXT;
    if (cp == '/' && beside_han)
        return CJK_SLASH;
    if (cp == '-' && beside_han)
        return CJK_CONNECTOR;
    enum cjk_class k = cjk_class(cp);
    return k == CJK_ALNUM || k == CJK_SPACE || k == CJK_UNIT ? (uint8_t)k : (uint8_t)CJK_OTHER;
}

/* A sign such as + or % belongs to the Western word or number that it touches (C++, 50%), which this gives it from one
 * side. */
static void join_sign(struct unit *u, bool *word)
{
    if (u->kind == UNIT_CHAR && cjk_is_sign(u->cp) && *word)
        u->class = CJK_ALNUM;
    if (unit_visible(u) && !u->ignorable)
        *word = u->kind == UNIT_CHAR && u->class == CJK_ALNUM;
}

static void join_signs(struct para *p)
{
    bool word = false, any = false;
    for (size_t i = 0; i < p->units.n && !any; i++)
        any = cjk_is_sign(p->units.v[i].cp);
    if (!any)
        return;
    for (size_t i = 0; i < p->units.n; i++)
        join_sign(&p->units.v[i], &word);
    word = false;
    for (size_t i = p->units.n; i-- > 0;)
        join_sign(&p->units.v[i], &word);
}

void para_classify(struct para *p)
{
    struct contexts c = contexts_find(p);
    resolve_quotes(p, &c);
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        if (u->kind != UNIT_CHAR)
            continue;
        u->ignorable = is_ignorable(u->cp);
        u->discard = u->cp == 0x20 && !unit_style(p, u)->preserve_space;
        if (!cjk_quote_partner(u->cp))
            u->han = resolve_context(p, &c, i);
        u->class = u->han ? (uint8_t)cjk_class(u->cp) : western_class(p, &c, i);
        p->chinese |= u->han;
    }
    join_signs(p);
}
