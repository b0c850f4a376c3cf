/* inline_text.c - text of inline objects: white space (XSL 1.1 section 7.17), case, and the style it is set in. */
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "layout/fit.h"
#include "layout/inline_int.h"

/* --- style --- */

static int weight_of(const struct fo_node *n)
{
    switch (fo_enum(n, FO_P_FONT_WEIGHT)) {
    case FO_K_100: return 100;
    case FO_K_200: return 200;
    case FO_K_300: return 300;
    case FO_K_500: return 500;
    case FO_K_600: return 600;
    case FO_K_700: case FO_K_BOLD: return 700;
    case FO_K_800: return 800;
    case FO_K_900: return 900;
    default: return 400;
    }
}

static const struct font_list *fonts_of(struct layout *l, const struct fo_node *n)
{
    enum fo_keyword style = fo_enum(n, FO_P_FONT_STYLE);
    struct font_request r = {.families = fo_families(n), .weight = weight_of(n)};
    r.italic = style == FO_K_ITALIC || style == FO_K_OBLIQUE || style == FO_K_BACKSLANT;
    const char *language = fo_string(n, FO_P_LANGUAGE);
    r.language = language[0] && strcmp(language, "none") != 0 ? language : NULL;
    const struct font_list *f = font_list_find(l->job->fonts, &r, l->diag);
    if (!f)
        l->failed = true;
    return f;
}

static struct para_space space_of(const struct fo_node *n, enum fo_prop min, enum fo_prop opt, enum fo_prop max)
{
    if (fo_length(n, opt).keyword && fo_length(n, min).keyword && fo_length(n, max).keyword)
        return (struct para_space){0};
    struct para_space s = {fo_mpt(n, min, 0), fo_mpt(n, opt, 0), fo_mpt(n, max, 0)};
    s.min = s.min > s.opt ? s.opt : s.min;
    s.max = s.max < s.opt ? s.opt : s.max;
    return s;
}

/* The initial value, U+2010, is set as the hyphen-minus that every face has. */
static uint32_t hyphen_of(const struct fo_node *n)
{
    const char *s = fo_string(n, FO_P_HYPHENATION_CHARACTER);
    uint32_t cp = s[0] ? utf8_next(&s, s + strlen(s)) : 0;
    return cp == 0x2010 ? 0 : cp;
}

static struct para_style *style_new(struct inl *b, const struct fo_node *n, struct arena *a)
{
    struct para_style *st = arena_alloc(a, sizeof *st);
    st->fonts = fonts_of(b->l, n);
    if (!st->fonts)
        return NULL;
    st->size = fo_mpt(n, FO_P_FONT_SIZE, 0);
    st->language = fo_language(a, n, false);
    st->letter = space_of(n, FO_P_LETTER_SPACING_MINIMUM, FO_P_LETTER_SPACING_OPTIMUM, FO_P_LETTER_SPACING_MAXIMUM);
    st->word = space_of(n, FO_P_WORD_SPACING_MINIMUM, FO_P_WORD_SPACING_OPTIMUM, FO_P_WORD_SPACING_MAXIMUM);
    st->word_normal = fo_length(n, FO_P_WORD_SPACING_OPTIMUM).keyword != FO_K_UNSET;
    st->hyphen = hyphen_of(n);
    st->no_wrap = fo_enum(n, FO_P_WRAP_OPTION) == FO_K_NO_WRAP;
    st->one_line = fo_keep(n, FO_P_KEEP_TOGETHER_WITHIN_LINE) >= FO_KEEP_ALWAYS;
    enum fo_keyword treatment = fo_enum(n, FO_P_WHITE_SPACE_TREATMENT);
    st->space_runs = treatment == FO_K_IGNORE_IF_BEFORE_LINEFEED;
    st->space_ends = treatment == FO_K_IGNORE_IF_AFTER_LINEFEED;
    st->preserve_space = treatment == FO_K_PRESERVE || st->space_runs || b->in_leader;
    /* A list that a Western face leads is set with that face's standard advances, as XSL-FO formatters set the base fonts. */
    st->plain = !font_face_has(font_list_primary(st->fonts), 0x4E00);
    fit_style(b->l, st);
    return st;
}

/* The cells of a table are set in few styles. Those that come first stay; a style has some slots side by side where it may be. */
enum { STYLES = 64, NEIGHBOURS = 8 };
struct inl_styles {
    struct inl_shared { const void *key; const struct para_style *style; } at[STYLES + NEIGHBOURS];
};

static const struct para_style *shared_style(struct inl *b, const struct fo_node *n)
{
    const void *key = fo_text_key(n);
    if (!b->l->styles)
        b->l->styles = arena_alloc(b->l->doc, sizeof *b->l->styles);
    for (size_t i = (uintptr_t)key / 64 % STYLES, end = i + NEIGHBOURS; i < end; i++) {
        struct inl_shared *at = &b->l->styles->at[i];
        if (!at->key)
            *at = (struct inl_shared){key, style_new(b, n, b->l->doc)};
        if (at->key == key)
            return at->style;
    }
    return NULL;
}

const struct para_style *inl_style(struct inl *b, const struct fo_node *n)
{
    const size_t count = sizeof b->styles / sizeof *b->styles;
    const void *key = fo_text_key(n);
    const struct para_style *shared = fit_is_on(b->l) || b->in_leader ? NULL : shared_style(b, n);
    if (shared)
        return shared;
    for (size_t i = 0; i < count; i++)
        if (b->styles[i].key == key && b->styles[i].style)
            return b->styles[i].style;
    struct para_style *st = style_new(b, n, b->scratch);
    b->styles[b->next_style].key = key;
    b->styles[b->next_style].style = st;
    b->next_style = (b->next_style + 1) % count;
    return st;
}

/* --- white space and case --- */

struct treat {
    struct inl *b;
    struct fo_node *node;
    const struct para_style *style, *small; /* small: lower case of font-variant="small-caps" */
    struct inl_item *item;
    bool collapse, ignore, as_is;
    enum fo_keyword linefeed, transform;
    char *out;
    size_t n;
    bool out_small;
};

static void flush(struct treat *t)
{
    if (t->n > 0)
        para_text(t->b->p, t->out_small ? t->small : t->style, t->out, t->n, t->item);
    t->out += t->n;
    t->n = 0;
}

static uint32_t cased(struct treat *t, uint32_t cp)
{
    bool apostrophe = cp == '\'' || cp == 0x2019; /* inside a word, else it quotes one */
    bool letter = u_isalpha((UChar32)cp) || (apostrophe && t->b->in_word) || cp == '-' || cp == '_' || u_isdigit((UChar32)cp);
    bool first = letter && !t->b->in_word;
    t->b->in_word = letter;
    switch (t->transform) {
    case FO_K_UPPERCASE: return (uint32_t)u_toupper((UChar32)cp);
    case FO_K_LOWERCASE: return (uint32_t)u_tolower((UChar32)cp);
    case FO_K_CAPITALIZE: return first ? (uint32_t)u_totitle((UChar32)cp) : cp;
    default: return cp;
    }
}

static void put(struct treat *t, uint32_t cp)
{
    cp = cased(t, cp);
    bool lower = t->small && u_islower((UChar32)cp);
    if (lower != t->out_small) {
        flush(t);
        t->out_small = lower;
    }
    t->n += utf8_put(t->out + t->n, lower ? (uint32_t)u_toupper((UChar32)cp) : cp);
}

static void put_space(struct treat *t)
{
    bool goes = t->b->at_start && !t->style->preserve_space;
    if (t->ignore || goes || (t->collapse && t->b->after_space))
        return;
    put(t, ' ');
    t->b->after_space = true;
}

static void end_line(struct treat *t)
{
    flush(t);
    para_break(t->b->p, t->style, t->item);
    t->b->after_space = false;
    t->b->at_start = true;
}

static void put_linefeed(struct treat *t)
{
    switch (t->linefeed) {
    case FO_K_IGNORE:
        return;
    case FO_K_PRESERVE:
        end_line(t);
        return;
    case FO_K_TREAT_AS_ZERO_WIDTH_SPACE:
        put(t, 0x200B);
        t->b->after_space = false;
        return;
    default:
        put_space(t);
    }
}

static void put_char(struct treat *t, uint32_t cp)
{
    if (t->as_is) {
        put(t, cp);
        t->b->after_space = cp == ' ';
        t->b->at_start = false;
    } else if (cp == '\n') {
        put_linefeed(t);
    } else if (cp == ' ' || cp == '\t' || cp == '\r') {
        put_space(t);
    } else if (cp == 0x85 || cp == 0x2028 || cp == 0x2029) { /* next line, line and paragraph separator: UAX #14, NL, BK */
        end_line(t);
    } else {
        put(t, cp);
        t->b->after_space = t->b->at_start = false;
    }
}

/* Bytes from s on that are ASCII letters and digits, or common ideographs: most of all text, and put as it is. */
static size_t plain_run(const char *s, const char *end)
{
    const char *at = s;
    while (at < end) {
        unsigned char c = (unsigned char)at[0];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            at++;
            continue;
        }
        if (!utf8_is_common_han(at, end))
            break;
        at += 3;
    }
    return (size_t)(at - s);
}

static void put_run(struct treat *t, const char *s, size_t n)
{
    memcpy(t->out + t->n, s, n);
    t->n += n;
    t->b->in_word = true;
    t->b->after_space = t->b->at_start = false;
}

static const struct para_style *small_caps(struct inl *b, const struct fo_node *n, const struct para_style *st)
{
    if (fo_enum(n, FO_P_FONT_VARIANT) != FO_K_SMALL_CAPS)
        return NULL;
    struct para_style *small = arena_dup(b->scratch, st, sizeof *st);
    small->size = (mpt)((int64_t)st->size * 8 / 10);
    return small;
}

void inl_text(struct inl *b, struct fo_node *n, const char *text, size_t len, bool treat_space)
{
    const struct para_style *st = inl_style(b, n);
    if (!st || len == 0)
        return;
    struct treat t = {.b = b, .node = n, .style = st, .small = small_caps(b, n, st), .as_is = !treat_space};
    t.item = inl_item_new(b, INL_TEXT, n);
    t.collapse = fo_enum(n, FO_P_WHITE_SPACE_COLLAPSE) == FO_K_TRUE;
    t.ignore = fo_enum(n, FO_P_WHITE_SPACE_TREATMENT) == FO_K_IGNORE;
    t.linefeed = fo_enum(n, FO_P_LINEFEED_TREATMENT);
    t.transform = fo_enum(n, FO_P_TEXT_TRANSFORM);
    t.out = arena_alloc(b->scratch, len * 3 + 4); /* case changes take at most three times the bytes */
    const char *s = text, *end = text + len;
    bool changed = t.small || t.transform != FO_K_NONE;
    while (s < end) {
        size_t run = changed ? 0 : plain_run(s, end);
        if (run) {
            put_run(&t, s, run);
            s += run;
        } else {
            put_char(&t, utf8_next(&s, end));
        }
    }
    flush(&t);
}
