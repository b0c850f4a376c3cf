/* shorthand.c - shorthands and compound properties into the rows that they stand for (shorthands.def, XSL 1.1 7.31).
 * They only cut the text up; each part is parsed as its row's value later, once it is known which parts count. */
#include <string.h>

#include "fo/resolve.h"
#include "fo/system.h"

static const struct {
    const char *shorthand, *word;
    enum fo_prop target;
    const char *value;
} words[] = {
#define FO_WORD(shorthand, word, target, value) {shorthand, word, FO_P_##target, value},
#include "fo/shorthand_words.def"
#undef FO_WORD
};

struct expansion {
    struct fo_resolve *rs;
    const struct fo_shorthand *row;
    unsigned given;
    struct fo_slice text;
};

static void give(struct expansion *e, unsigned prop, struct fo_slice value)
{
    fo_assign(e->rs, prop, value, e->given, e->row->rank);
}

static void give_text(struct expansion *e, unsigned prop, const char *value)
{
    give(e, prop, (struct fo_slice){value, strlen(value)});
}

static bool give_all(struct expansion *e, struct fo_slice value)
{
    for (unsigned i = 0; i < e->row->targets; i++)
        give(e, e->row->target[i], value);
    return true;
}

static bool none_is_auto(struct expansion *e)
{
    return give_all(e, fo_same(fo_trim(e->text), "none") ? (struct fo_slice){"auto", 4} : e->text);
}

static bool all(struct expansion *e)
{
    return give_all(e, e->text);
}

/* One to four values: top, right, bottom, left; what is missing is taken from the opposite side. */
static bool sides(struct expansion *e)
{
    static const unsigned source[4][4] = {{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
    struct fo_slice v[4], rest = e->text, w;
    unsigned n = 0;
    while ((w = fo_word(&rest)).n) {
        if (n == 4)
            return false;
        v[n++] = w;
    }
    for (unsigned i = 0; n && i < 4; i++)
        give(e, e->row->target[i], v[source[n - 1][i]]);
    return n > 0;
}

static bool has(struct fo_slice w, const char *part)
{
    return memmem(w.s, w.n, part, strlen(part)) != NULL;
}

/* Functions give lengths, but for those of colours. */
static bool is_number_like(struct fo_slice w)
{
    if (has(w, "(") && !has(w, "rgb") && !has(w, "cmyk") && !has(w, "color") && !has(w, "url("))
        return true;
    return w.n && ((*w.s >= '0' && *w.s <= '9') || *w.s == '.' || *w.s == '-' || *w.s == '+' || *w.s == '(');
}

static bool is_word_of(struct expansion *e, unsigned prop, struct fo_slice w)
{
    return fo_keyword_allowed(e->rs->tables, prop, fo_find_keyword(e->rs->tables, w.s, w.n));
}

/* Puts width, style and color, in any order and each once, behind `target`; what is not named gets its initial value. */
static bool border_parts(struct expansion *e, const enum fo_prop target[3])
{
    struct fo_slice part[3] = {{"medium", 6}, {"none", 4}, {"inherit-color", 13}}, rest = e->text, w;
    bool seen[3] = {false};
    unsigned n = 0;
    for (; (w = fo_word(&rest)).n; n++) {
        unsigned which = is_number_like(w) || is_word_of(e, target[0], w) ? 0 : is_word_of(e, target[1], w) ? 1 : 2;
        if (seen[which])
            return false;
        seen[which] = true;
        part[which] = w;
    }
    for (unsigned i = 0; n && i < 3; i++)
        give(e, target[i], part[i]);
    return n > 0;
}

static bool border(struct expansion *e)
{
    if (fo_same(fo_trim(e->text), "inherit"))
        return give_all(e, e->text);
    return border_parts(e, e->row->target);
}

static bool border_all(struct expansion *e)
{
    static const enum fo_prop side[4][3] = {
        {FO_P_BORDER_BEFORE_WIDTH, FO_P_BORDER_BEFORE_STYLE, FO_P_BORDER_BEFORE_COLOR},
        {FO_P_BORDER_END_WIDTH, FO_P_BORDER_END_STYLE, FO_P_BORDER_END_COLOR},
        {FO_P_BORDER_AFTER_WIDTH, FO_P_BORDER_AFTER_STYLE, FO_P_BORDER_AFTER_COLOR},
        {FO_P_BORDER_START_WIDTH, FO_P_BORDER_START_STYLE, FO_P_BORDER_START_COLOR},
    };
    bool inherit = fo_same(fo_trim(e->text), "inherit");
    for (int i = 0; i < 4; i++) {
        if (inherit)
            for (int j = 0; j < 3; j++)
                give(e, side[i][j], e->text);
        else if (!border_parts(e, side[i]))
            return false;
    }
    return true;
}

static bool pair(struct expansion *e)
{
    struct fo_slice rest = e->text, a = fo_word(&rest), b = fo_word(&rest);
    if (!a.n || fo_word(&rest).n)
        return false;
    give(e, e->row->target[0], a);
    give(e, e->row->target[1], b.n ? b : a);
    return true;
}

/* One value: the other is the centre. Words may come in either order (7.31.2). */
static bool place(struct expansion *e, struct fo_slice a, struct fo_slice b)
{
    unsigned x = FO_P_BACKGROUND_POSITION_HORIZONTAL, y = FO_P_BACKGROUND_POSITION_VERTICAL;
    bool turned = fo_same(a, "top") || fo_same(a, "bottom") || fo_same(b, "left") || fo_same(b, "right");
    if (!a.n)
        return false;
    if (!b.n)
        b = fo_same(a, "inherit") ? a : (struct fo_slice){"center", 6};
    give(e, x, turned ? b : a);
    give(e, y, turned ? a : b);
    return true;
}

static bool background_position(struct expansion *e)
{
    struct fo_slice rest = e->text, a = fo_word(&rest), b = fo_word(&rest);
    return !fo_word(&rest).n && place(e, a, b);
}

static bool background(struct expansion *e)
{
    struct fo_slice rest = e->text, w, at[2] = {{0}};
    unsigned places = 0;
    if (fo_same(fo_trim(e->text), "inherit"))
        return give_all(e, e->text);
    give_text(e, FO_P_BACKGROUND_COLOR, "transparent");
    give_text(e, FO_P_BACKGROUND_IMAGE, "none");
    give_text(e, FO_P_BACKGROUND_REPEAT, "repeat");
    give_text(e, FO_P_BACKGROUND_ATTACHMENT, "scroll");
    while ((w = fo_word(&rest)).n) {
        if (fo_same(w, "none") || (w.n > 4 && !memcmp(w.s, "url(", 4)))
            give(e, FO_P_BACKGROUND_IMAGE, w);
        else if (is_word_of(e, FO_P_BACKGROUND_REPEAT, w))
            give(e, FO_P_BACKGROUND_REPEAT, w);
        else if (is_word_of(e, FO_P_BACKGROUND_ATTACHMENT, w))
            give(e, FO_P_BACKGROUND_ATTACHMENT, w);
        else if (!is_number_like(w) && !is_word_of(e, FO_P_BACKGROUND_POSITION_HORIZONTAL, w)
                 && !is_word_of(e, FO_P_BACKGROUND_POSITION_VERTICAL, w))
            give(e, FO_P_BACKGROUND_COLOR, w);
        else if (places < 2)
            at[places++] = w;
        else
            return false;
    }
    return !places || place(e, at[0], at[1]);
}

/* The part of a font before the size: a style, variant or weight. */
static bool font_word(struct expansion *e, struct fo_slice w)
{
    static const enum fo_prop kinds[] = {FO_P_FONT_STYLE, FO_P_FONT_VARIANT, FO_P_FONT_WEIGHT};
    if (fo_same(w, "normal"))
        return true; /* of whichever: they are reset already */
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_word_of(e, kinds[i], w)) {
            give(e, kinds[i], w);
            return true;
        }
    return false;
}

/* caption, icon ...: all that the system font says. */
static bool font_of_system(struct expansion *e, struct fo_slice name)
{
    static const enum fo_prop parts[] = {FO_P_FONT_STYLE, FO_P_FONT_VARIANT, FO_P_FONT_WEIGHT, FO_P_FONT_SIZE,
                                         FO_P_LINE_HEIGHT_MINIMUM, FO_P_LINE_HEIGHT_OPTIMUM, FO_P_LINE_HEIGHT_MAXIMUM,
                                         FO_P_FONT_FAMILY};
    if (!system_font(name, FO_P_FONT_SIZE))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        give_text(e, parts[i], system_font(name, parts[i]));
    return true;
}

/* [style || variant || weight]? size [/ line-height]? family, or a system font (7.31.13). */
static bool font(struct expansion *e)
{
    struct fo_slice rest = e->text, w;
    if (fo_same(fo_trim(e->text), "inherit"))
        return give_all(e, e->text);
    if (font_of_system(e, fo_trim(e->text)))
        return true;
    give_text(e, FO_P_FONT_STYLE, "normal");
    give_text(e, FO_P_FONT_VARIANT, "normal");
    give_text(e, FO_P_FONT_WEIGHT, "normal");
    while ((w = fo_word(&rest)).n && font_word(e, w))
        ;
    struct fo_slice line = {"normal", 6}, size = w;
    const char *slash = w.n ? memchr(w.s, '/', w.n) : NULL;
    rest = fo_trim(rest);
    if (slash) {
        size.n = (size_t)(slash - w.s);
        line = (struct fo_slice){slash + 1, w.n - size.n - 1};
        if (!line.n)
            line = fo_word(&rest);
    } else if (rest.n && *rest.s == '/') {
        rest.s++, rest.n--;
        line = fo_word(&rest);
        if (!line.n)
            return false;
    }
    rest = fo_trim(rest);
    if (!size.n || !line.n || !rest.n)
        return false;
    give(e, FO_P_FONT_SIZE, size);
    give(e, FO_P_LINE_HEIGHT_MINIMUM, line);
    give(e, FO_P_LINE_HEIGHT_OPTIMUM, line);
    give(e, FO_P_LINE_HEIGHT_MAXIMUM, line);
    give(e, FO_P_FONT_FAMILY, rest);
    return true;
}

/* auto, or one or two lengths (7.31.24); landscape and portrait need a sheet that the reader doesn't know. */
static bool size(struct expansion *e)
{
    struct fo_slice t = fo_trim(e->text);
    if (fo_same(t, "landscape") || fo_same(t, "portrait"))
        return false;
    return pair(e);
}

/* RFC 3066: language, then a country of two letters if there is one (7.31.26). */
static bool lang(struct expansion *e)
{
    struct fo_slice t = fo_trim(e->text);
    const char *dash = t.n ? memchr(t.s, '-', t.n) : NULL;
    size_t n = dash ? (size_t)(dash - t.s) : t.n;
    if (fo_same(t, "inherit"))
        return give_all(e, t);
    give(e, FO_P_LANGUAGE, (struct fo_slice){t.s, n});
    give_text(e, FO_P_COUNTRY, "none"); /* what is not named is not inherited from another language */
    give_text(e, FO_P_SCRIPT, "auto");
    while (dash) {
        struct fo_slice part = {dash + 1, t.n - (size_t)(dash + 1 - t.s)};
        dash = part.n ? memchr(part.s, '-', part.n) : NULL;
        if (dash)
            part.n = (size_t)(dash - part.s);
        if (part.n == 4)
            give(e, FO_P_SCRIPT, part);
        if (part.n == 2)
            give(e, FO_P_COUNTRY, part);
    }
    return true;
}

/* Lengths and percentages of vertical-align move the alignment point; percentages are of the object's own height of
 * lines, not of the parent's (7.31.27). */
static bool vertical_length(struct expansion *e, struct fo_slice t)
{
    if (!fo_same(fo_trim((struct fo_slice){e->row->name, strlen(e->row->name)}), "vertical-align") || !is_number_like(t))
        return false;
    give_text(e, FO_P_ALIGNMENT_BASELINE, "baseline");
    give(e, FO_P_ALIGNMENT_ADJUST, t);
    return true;
}

static bool one_word(struct expansion *e)
{
    struct fo_slice t = fo_trim(e->text);
    bool known = false, inherit = fo_same(t, "inherit");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].shorthand, e->row->name) || !(inherit || fo_same(t, words[i].word)))
            continue;
        known = true;
        if (inherit)
            give(e, words[i].target, t);
        else
            give_text(e, words[i].target, words[i].value);
    }
    return known || vertical_length(e, t);
}

void fo_expand(struct fo_resolve *rs, unsigned given)
{
    static bool (*const expanders[])(struct expansion *) = {
        [FO_EX_ALL] = all, [FO_EX_NONE_IS_AUTO] = none_is_auto, [FO_EX_SIDES] = sides, [FO_EX_BORDER] = border,
        [FO_EX_BORDER_ALL] = border_all, [FO_EX_PAIR] = pair, [FO_EX_BACKGROUND] = background,
        [FO_EX_BACKGROUND_POSITION] = background_position, [FO_EX_FONT] = font, [FO_EX_SIZE] = size,
        [FO_EX_LANG] = lang, [FO_EX_WORD] = one_word,
    };
    const struct fo_shorthand *row = fo_shorthand(rs->given[given].name.id);
    struct expansion e = {rs, row, given, rs->given[given].value};
    if (!expanders[row->expander](&e))
        fo_bad_value(rs, given, fo_trim(e.text));
}
