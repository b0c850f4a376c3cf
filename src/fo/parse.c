/* parse.c - the text of one property to its computed value, by the row's parser. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "fo/resolve.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct fo_slice fo_trim(struct fo_slice s)
{
    while (s.n && is_space(*s.s))
        s.s++, s.n--;
    while (s.n && is_space(s.s[s.n - 1]))
        s.n--;
    return s;
}

bool fo_same(struct fo_slice a, const char *b)
{
    return strlen(b) == a.n && !memcmp(a.s, b, a.n);
}

/* The end of the word at i: white space outside brackets and quotes. */
static size_t word_end(struct fo_slice t, size_t i)
{
    int depth = 0;
    char quote = 0;
    for (; i < t.n; i++) {
        char c = t.s[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '(')
            depth++;
        else if (c == ')')
            depth--;
        else if (is_space(c) && depth <= 0)
            break;
    }
    return i;
}

static size_t skip_white(struct fo_slice t, size_t i)
{
    while (i < t.n && is_space(t.s[i]))
        i++;
    return i;
}

static bool is_operator(struct fo_slice w)
{
    return fo_same(w, "+") || fo_same(w, "-") || fo_same(w, "*") || fo_same(w, "div") || fo_same(w, "mod");
}

struct fo_slice fo_word(struct fo_slice *rest)
{
    *rest = fo_trim(*rest);
    size_t end = word_end(*rest, 0);
    for (;;) { /* an operator that stands alone ties the words beside it: 1em + 2pt is one value */
        size_t from = skip_white(*rest, end), to = word_end(*rest, from), next = skip_white(*rest, to);
        if (!is_operator((struct fo_slice){rest->s + from, to - from}) || next == rest->n)
            break;
        end = word_end(*rest, next);
    }
    struct fo_slice w = {rest->s, end};
    rest->s += end;
    rest->n -= end;
    return w;
}

static char range_of(unsigned prop)
{
    const char *a = fo_prop_rows[prop].allowed;
    return *a == '+' ? '+' : *a == '1' && !(a[1] >= '0' && a[1] <= '9') ? '1' : 0;
}

static bool in_range(unsigned prop, double v)
{
    char r = range_of(prop);
    return r == '+' ? v >= 0 : r == '1' ? v >= 1 : true;
}

static void set_length(struct fo_value *v, double abs)
{
    *v = (struct fo_value){.kind = FO_V_LENGTH, .u.length.abs = fo_whole(abs)};
}

/* A length; a number without a unit counts as points (CSS's pixels), 0 needs none. */
static bool to_length(struct fo_resolve *rs, unsigned prop, struct fo_value *v)
{
    if (v->kind == FO_V_NUMBER) {
        if (!(fabs(v->u.number) * MPT_PER_PT <= MPT_MAX))
            return false;
        rs->no_unit |= v->u.number != 0;
        set_length(v, v->u.number * MPT_PER_PT);
    }
    if (v->kind != FO_V_LENGTH)
        return false;
    const struct fo_length *l = &v->u.length;
    return l->fraction != 0 || in_range(prop, l->abs);
}

static bool to_keyword(struct fo_resolve *rs, unsigned prop, struct fo_value *v)
{
    return v->kind == FO_V_KEYWORD && fo_keyword_allowed(rs->tables, prop, v->keyword);
}

/* thin, medium and thick as FOP draws them; XSL leaves the widths to the formatter (7.8.20). */
static bool border_width(struct fo_value *v)
{
    switch (v->keyword) {
    case FO_K_THIN: set_length(v, 500); return true;
    case FO_K_MEDIUM: set_length(v, 1000); return true;
    case FO_K_THICK: set_length(v, 2000); return true;
    default: return false;
    }
}

static bool parse_length(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    if (!fo_eval(rs, prop, text, v))
        return false;
    if (v->kind != FO_V_KEYWORD)
        return to_length(rs, prop, v);
    if (!fo_keyword_allowed(rs->tables, prop, v->keyword))
        return false;
    border_width(v);
    switch (v->keyword) { /* background positions (7.31.2) */
    case FO_K_LEFT: case FO_K_TOP: v->u.length.fraction = 0; break;
    case FO_K_CENTER: v->u.length.fraction = 0.5f; break;
    case FO_K_RIGHT: case FO_K_BOTTOM: v->u.length.fraction = 1; break;
    default: return true;
    }
    if (fo_prop_rows[prop].base == FO_BASE_BOX) {
        *v = (struct fo_value){.kind = FO_V_LENGTH, .u.length.fraction = v->u.length.fraction,
                               .u.length.base = FO_BASE_BOX};
    }
    return true;
}

/* reference-orientation takes quarter turns only; negative ones are counted from the other side (7.21.3). */
static bool quarter_turn(struct fo_value *v)
{
    int degrees = (int)v->u.number;
    if (degrees % 90 || degrees < -270 || degrees > 270)
        return false;
    v->u.number = (degrees + 360) % 360;
    return true;
}

static bool parse_integer(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    if (!fo_eval(rs, prop, text, v))
        return false;
    if (v->kind == FO_V_KEYWORD)
        return fo_keyword_allowed(rs->tables, prop, v->keyword);
    if (v->kind != FO_V_NUMBER || !(fabs(v->u.number) < 1e9))
        return false;
    v->u.number = floor(v->u.number + 0.5); /* rounded to the nearest integer, 5.9.12 */
    return in_range(prop, v->u.number) && (prop != FO_P_REFERENCE_ORIENTATION || quarter_turn(v));
}

static bool parse_number(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    return fo_eval(rs, prop, text, v)
        && (v->kind == FO_V_NUMBER ? in_range(prop, v->u.number) : to_keyword(rs, prop, v));
}

/* A STRING is its text as it stands; one in quotes loses them. "none" is the empty string. */
static struct fo_slice unquote(struct fo_slice t)
{
    if (t.n >= 2 && (*t.s == '\'' || *t.s == '"') && t.s[t.n - 1] == *t.s)
        return (struct fo_slice){t.s + 1, t.n - 2};
    return t;
}

/* XSL 1.1 5.11, <uri-specification>: url(...) with or without quotes, or (XSL 2.0, FOP) the address alone. */
static struct fo_slice uri(struct fo_slice t)
{
    t = fo_trim(t);
    if (t.n >= 5 && !memcmp(t.s, "url(", 4) && t.s[t.n - 1] == ')')
        t = fo_trim((struct fo_slice){t.s + 4, t.n - 5});
    return unquote(t);
}

static struct fo_slice string_text(unsigned prop, struct fo_slice text)
{
    struct fo_slice t = fo_trim(text);
    if (fo_prop_rows[prop].parser == FO_PARSE_URI)
        t = uri(t);
    else if (prop == FO_P_CHARACTER || prop == FO_P_FORMAT || prop == FO_P_GROUPING_SEPARATOR || !t.n)
        t = text; /* blanks count */
    else
        t = unquote(t);
    if (fo_same(t, "none"))
        t.n = 0;
    return t;
}

/* XSL 1.1 5.11: a <character> is a single one. */
static struct fo_slice first_character(struct fo_resolve *rs, unsigned prop, struct fo_slice t)
{
    const char *behind = t.s;
    if (prop != FO_P_CHARACTER && prop != FO_P_GROUPING_SEPARATOR && prop != FO_P_HYPHENATION_CHARACTER)
        return t;
    if (t.n)
        utf8_next(&behind, t.s + t.n);
    if (behind != t.s + t.n)
        fo_warn_characters(rs, prop, t);
    return (struct fo_slice){t.s, (size_t)(behind - t.s)};
}

static bool parse_string(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    struct fo_slice t = first_character(rs, prop, string_text(prop, text));
    *v = (struct fo_value){.kind = FO_V_STRING, .u.string = fo_store_string(rs->store, t.s, t.n)};
    return true;
}

struct fo_value fo_resolve_unique(struct fo_resolve *rs, unsigned prop, struct fo_slice value,
                                  char *(*copy)(void *, const char *, size_t), void *arg)
{
    struct fo_value v = {.kind = FO_V_STRING};
    struct fo_slice t = fo_trim(value);
    if (fo_same(t, "inherit")) {
        const char *s = fo_set_get(rs->parent, prop)->u.string;
        v.u.string = copy(arg, s, strlen(s));
    } else {
        t = first_character(rs, prop, string_text(prop, value));
        v.u.string = copy(arg, t.s, t.n);
    }
    if (fo_prop_rows[prop].status == FO_STATUS_LATER && *v.u.string
        && strcmp(v.u.string, fo_initial(rs->tables, prop)->u.string))
        fo_warn_status(rs, prop);
    return v;
}

bool fo_is_unique(unsigned prop)
{
    const struct fo_prop_row *row = &fo_prop_rows[prop];
    return !row->inherited && (row->parser == FO_PARSE_STRING || row->parser == FO_PARSE_URI);
}

/* bolder and lighter become numbers: the steps of CSS 2.1 15.6, which always change the face where it can change. */
static enum fo_keyword relative_weight(enum fo_keyword parent, bool bolder)
{
    int w = parent >= FO_K_100 && parent <= FO_K_900 ? (int)(parent - FO_K_100) + 1 : 4;
    int to = bolder ? (w < 4 ? 4 : w < 6 ? 7 : 9) : (w < 6 ? 1 : w < 8 ? 4 : 7);
    return (enum fo_keyword)(FO_K_100 + to - 1);
}

/* CSS2 names two values otherwise; XSL keeps the absolute words for convenience (7.16.9). */
static enum fo_keyword computed_keyword(struct fo_resolve *rs, unsigned prop, enum fo_keyword k)
{
    if (prop == FO_P_FONT_WEIGHT) {
        if (k == FO_K_BOLDER || k == FO_K_LIGHTER)
            return relative_weight(fo_set_get(rs->parent, prop)->keyword, k == FO_K_BOLDER);
        return k == FO_K_NORMAL ? FO_K_400 : k == FO_K_BOLD ? FO_K_700 : k;
    }
    if (prop == FO_P_VISIBILITY && k == FO_K_COLLAPSE && rs->element != FO_TABLE_ROW && rs->element != FO_TABLE_COLUMN)
        return FO_K_HIDDEN; /* 7.30.17 */
    if (prop == FO_P_TEXT_ALIGN || prop == FO_P_TEXT_ALIGN_LAST)
        return k == FO_K_LEFT ? FO_K_START : k == FO_K_RIGHT ? FO_K_END : k;
    return k;
}

static bool weight_keyword(double n, enum fo_keyword *k)
{
    if (!(n >= 100 && n <= 900))
        return false; /* also of what no int can hold */
    int w = (int)n;
    if (w != n || w % 100)
        return false;
    *k = (enum fo_keyword)(FO_K_100 + w / 100 - 1);
    return true;
}

static bool parse_enum(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    struct fo_slice t = fo_trim(text);
    if (prop == FO_P_TEXT_ALIGN && fo_same(unquote(t), ".")) /* its <string> */
        t = unquote(t);
    enum fo_keyword k = fo_find_keyword(rs->tables, t.s, t.n);
    if (!k) {
        if (!fo_eval(rs, prop, t, v))
            return false;
        k = v->keyword;
        if (v->kind == FO_V_NUMBER && (prop != FO_P_FONT_WEIGHT || !weight_keyword(v->u.number, &k)))
            return false;
        if (v->kind != FO_V_KEYWORD && v->kind != FO_V_NUMBER)
            return false;
    }
    if (!fo_keyword_allowed(rs->tables, prop, k))
        return false;
    *v = (struct fo_value){.kind = FO_V_KEYWORD, .keyword = computed_keyword(rs, prop, k)};
    return true;
}

/* text-decoration: each word sets or clears one bit (7.17.4); descendants see it through fo_decorations(). */
static bool parse_enum_set(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    unsigned set = 0, clear = 0;
    size_t words = 0;
    for (struct fo_slice w; (w = fo_word(&text)).n; words++) {
        enum fo_keyword k = fo_find_keyword(rs->tables, w.s, w.n);
        if (!fo_keyword_allowed(rs->tables, prop, k))
            return false;
        set |= k == FO_K_UNDERLINE ? FO_DECO_UNDERLINE : k == FO_K_OVERLINE ? FO_DECO_OVERLINE
            : k == FO_K_LINE_THROUGH ? FO_DECO_LINE_THROUGH : 0u;
        clear |= k == FO_K_NO_UNDERLINE ? FO_DECO_UNDERLINE : k == FO_K_NO_OVERLINE ? FO_DECO_OVERLINE
            : k == FO_K_NO_LINE_THROUGH ? FO_DECO_LINE_THROUGH : k == FO_K_NONE ? FO_DECO_ALL : 0u;
    }
    *v = (struct fo_value){.kind = FO_V_BITS, .u.bits = set | (clear & ~set) << FO_DECO_CLEAR};
    return words > 0;
}

static bool parse_color(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    if (!fo_eval(rs, prop, text, v))
        return false;
    if (v->kind == FO_V_COLOR)
        return true;
    if (!to_keyword(rs, prop, v))
        return false;
    if (v->keyword == FO_K_TRANSPARENT)
        *v = (struct fo_value){.kind = FO_V_COLOR};
    return true;
}

#define FAMILIES_MAX 32 /* names of one list; the rest could never be reached */

static bool parse_list(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    const char *names[FAMILIES_MAX];
    size_t n = 0;
    (void)prop;
    while (text.n) {
        char quote = 0;
        size_t i = 0;
        for (; i < text.n && (quote || text.s[i] != ','); i++) {
            char c = text.s[i];
            quote = quote ? (c == quote ? 0 : quote) : c == '\'' || c == '"' ? c : 0;
        }
        struct fo_slice name = unquote(fo_trim((struct fo_slice){text.s, i}));
        if (!name.n || quote)
            return false;
        if (n < FAMILIES_MAX)
            names[n++] = fo_store_string(rs->store, name.s, name.n);
        i += i < text.n;
        text.s += i;
        text.n -= i;
    }
    *v = (struct fo_value){.kind = FO_V_LIST, .u.list = fo_store_list(rs->store, names, n)};
    return n > 0;
}

#define MEDIUM_SIZE 12000
#define SIZE_STEP 1.2

/* In the table of sizes, steps from medium [mpt]. */
static double table_size(int step)
{
    return round(MEDIUM_SIZE * pow(SIZE_STEP, step));
}

/* The entry closest to a size; the specification leaves the choice between that and no table, Apache FOP has it so. */
static int closest_step(double size)
{
    int below = (int)floor(log(fmax(size, 1) / MEDIUM_SIZE) / log(SIZE_STEP));
    return 2 * round(size) < table_size(below) + table_size(below + 1) ? below : below + 1;
}

/* Absolute and relative words go by one table (7.9.4, CSS2 15.2.4). */
static bool size_word(struct fo_resolve *rs, enum fo_keyword k, struct fo_value *v)
{
    static const struct { enum fo_keyword k; int step; } steps[] = {
        {FO_K_XX_SMALL, -3}, {FO_K_X_SMALL, -2}, {FO_K_SMALL, -1}, {FO_K_MEDIUM, 0}, {FO_K_LARGE, 1}, {FO_K_X_LARGE, 2},
        {FO_K_XX_LARGE, 3},
    };
    if (k == FO_K_LARGER || k == FO_K_SMALLER) {
        int step = closest_step(fo_set_font_size(rs->parent));
        set_length(v, fmin(table_size(k == FO_K_LARGER ? step + 1 : step - 1), MPT_MAX));
        return true;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].k == k) {
            set_length(v, table_size(steps[i].step));
            return true;
        }
    return false;
}

static bool parse_font_size(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    if (!fo_eval(rs, prop, text, v))
        return false;
    if (v->kind == FO_V_KEYWORD)
        return fo_keyword_allowed(rs->tables, prop, v->keyword) && size_word(rs, v->keyword, v);
    return to_length(rs, prop, v) && v->u.length.abs >= 0;
}

/* A number stays one: it is a factor that children apply to their own type size (7.16.4). */
static bool parse_line_height(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    if (!fo_eval(rs, prop, text, v))
        return false;
    if (v->kind == FO_V_NUMBER)
        return v->u.number >= 0 && v->u.number < 1e6;
    return v->kind == FO_V_KEYWORD ? fo_keyword_allowed(rs->tables, prop, v->keyword) : to_length(rs, prop, v);
}

static bool parse_keep(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *v)
{
    if (!parse_integer(rs, prop, text, v))
        return false;
    if (v->kind == FO_V_NUMBER) /* integers of any size */
        v->u.number = v->u.number < -FO_KEEP_RANGE ? -FO_KEEP_RANGE : v->u.number > FO_KEEP_RANGE ? FO_KEEP_RANGE : v->u.number;
    return true;
}

bool fo_parse_value(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *out)
{
    static bool (*const parsers[])(struct fo_resolve *, unsigned, struct fo_slice, struct fo_value *) = {
        [FO_PARSE_LENGTH] = parse_length, [FO_PARSE_INTEGER] = parse_integer, [FO_PARSE_NUMBER] = parse_number,
        [FO_PARSE_STRING] = parse_string, [FO_PARSE_ENUM] = parse_enum, [FO_PARSE_ENUM_SET] = parse_enum_set,
        [FO_PARSE_COLOR] = parse_color, [FO_PARSE_URI] = parse_string, [FO_PARSE_LIST] = parse_list,
        [FO_PARSE_FONT_SIZE] = parse_font_size, [FO_PARSE_LINE_HEIGHT] = parse_line_height, [FO_PARSE_KEEP] = parse_keep,
    };
    struct fo_slice t = fo_trim(text);
    if (t.n > 5 && !memcmp(t.s, "from-", 5) && fo_prop_rows[prop].parser != FO_PARSE_STRING) {
        /* values of any kind, lists and sets included, can be asked for as a whole */
        struct fo_value v;
        if (fo_eval(rs, prop, t, &v) && (v.kind == FO_V_LIST || v.kind == FO_V_BITS)) {
            *out = v;
            return true;
        }
    }
    *out = (struct fo_value){0};
    return parsers[fo_prop_rows[prop].parser](rs, prop, t.n ? text : t, out);
}
