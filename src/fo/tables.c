/* tables.c - the .def files as tables, with lookup by name. The hashes are built once a reader: no mutable globals. */
#include "fo/value.h"

#include <string.h>

#include "base/hash.h"

const struct fo_prop_row fo_prop_rows[FO_SLOTS] = {
#define FO_PROP(id, name_, parser_, inherited_, initial_, base_, allowed_, status_) \
    [FO_P_##id] = {.name = name_, .initial = initial_, .allowed = allowed_, .parser = FO_PARSE_##parser_, \
                   .base = FO_BASE_##base_, .status = FO_STATUS_##status_, .inherited = inherited_},
#include "fo/properties.def"
#undef FO_PROP
#define FO_EXT(id, name_, parser_, inherited_, initial_, base_, allowed_, status_, applies_, meaning) \
    [FO_X_##id] = {.name = "sb:" name_, .initial = initial_, .allowed = allowed_, .parser = FO_PARSE_##parser_, \
                   .base = FO_BASE_##base_, .status = FO_STATUS_##status_, .inherited = inherited_, .applies = applies_},
#include "fo/extensions.def"
#undef FO_EXT
};

static const struct {
    const char *name;
    enum fo_status status;
} elements[] = {
#define FO_ELEMENT(id, name, status) {name, FO_STATUS_##status},
#include "fo/elements.def"
#undef FO_ELEMENT
};

static const char *const element_names[] = {
#define FO_ELEMENT(id, name, status) "fo:" name,
#include "fo/elements.def"
#undef FO_ELEMENT
};

static const char *const keywords[] = {
    "",
#define FO_KEYWORD(id, name) name,
#include "fo/keywords.def"
#undef FO_KEYWORD
};

static const struct {
    const char *name;
    uint32_t rgb;
} colors[] = {
#define FO_COLOR(name, rgb) {name, rgb},
#include "fo/colors.def"
#undef FO_COLOR
};

#define P_(id) FO_P_##id
static const struct fo_shorthand shorthands[] = {
#define FO_SHORTHAND(name_, rank_, expander_, ...) \
    {.name = name_, .rank = rank_, .expander = FO_EX_##expander_, \
     .target = {FO_TARGETS(__VA_ARGS__)}, .targets = FO_COUNT(__VA_ARGS__)},
#define FO_COUNT_(a, b, c, d, e, f, n, ...) n
#define FO_COUNT(...) FO_COUNT_(__VA_ARGS__, 6, 5, 4, 3, 2, 1, 0)
#define FO_T1(a) P_(a)
#define FO_T2(a, b) P_(a), P_(b)
#define FO_T3(a, b, c) P_(a), P_(b), P_(c)
#define FO_T4(a, b, c, d) P_(a), P_(b), P_(c), P_(d)
#define FO_T5(a, b, c, d, e) P_(a), P_(b), P_(c), P_(d), P_(e)
#define FO_T6(a, b, c, d, e, f) P_(a), P_(b), P_(c), P_(d), P_(e), P_(f)
#define FO_PICK_(a, b, c, d, e, f, macro, ...) macro
#define FO_TARGETS(...) FO_PICK_(__VA_ARGS__, FO_T6, FO_T5, FO_T4, FO_T3, FO_T2, FO_T1, 0)(__VA_ARGS__)
#include "fo/shorthands.def"
#undef FO_SHORTHAND
};

static const char *const unsupported[] = {
#define FO_UNSUPPORTED(name) name,
#include "fo/unsupported.def"
#undef FO_UNSUPPORTED
};

static const struct {
    enum fo_element parent;
    const char *children;
} contents[] = {
#define FO_CONTENT(parent, children) {FO_##parent, children},
#include "fo/content.def"
#undef FO_CONTENT
};

/* Properties that decide what a run of text looks like: nodes that agree in these share shaped text. */
static const enum fo_prop text_props[] = {
    FO_P_FONT_FAMILY, FO_P_FONT_SIZE, FO_P_FONT_WEIGHT, FO_P_FONT_STYLE, FO_P_FONT_VARIANT, FO_P_FONT_STRETCH,
    FO_P_FONT_SIZE_ADJUST, FO_P_FONT_SELECTION_STRATEGY, FO_P_COLOR, FO_P_LETTER_SPACING_MINIMUM,
    FO_P_LETTER_SPACING_OPTIMUM, FO_P_LETTER_SPACING_MAXIMUM, FO_P_LETTER_SPACING_CONDITIONALITY,
    FO_P_LETTER_SPACING_PRECEDENCE, FO_P_WORD_SPACING_MINIMUM, FO_P_WORD_SPACING_OPTIMUM, FO_P_WORD_SPACING_MAXIMUM,
    FO_P_WORD_SPACING_CONDITIONALITY, FO_P_WORD_SPACING_PRECEDENCE, FO_P_TEXT_TRANSFORM, FO_P_LANGUAGE, FO_P_COUNTRY,
    FO_P_SCRIPT, FO_P_HYPHENATE, FO_P_HYPHENATION_CHARACTER, FO_P_HYPHENATION_PUSH_CHARACTER_COUNT,
    FO_P_HYPHENATION_REMAIN_CHARACTER_COUNT, FO_P_SCORE_SPACES, FO_P_DIRECTION, FO_P_VISIBILITY, FO_P_WHITE_SPACE_COLLAPSE,
    FO_P_WHITE_SPACE_TREATMENT, FO_P_LINEFEED_TREATMENT, FO_P_WRAP_OPTION, FO_P_KEEP_TOGETHER_WITHIN_LINE,
};

/* Elements by group of content.def. */
static const enum fo_element block_group[] = {
    FO_BLOCK, FO_BLOCK_CONTAINER, FO_TABLE_AND_CAPTION, FO_TABLE, FO_LIST_BLOCK,
};
static const enum fo_element inline_group[] = {
    FO_BIDI_OVERRIDE, FO_CHARACTER, FO_EXTERNAL_GRAPHIC, FO_INSTREAM_FOREIGN_OBJECT, FO_INLINE, FO_INLINE_CONTAINER,
    FO_LEADER, FO_PAGE_NUMBER, FO_PAGE_NUMBER_CITATION, FO_PAGE_NUMBER_CITATION_LAST, FO_BASIC_LINK, FO_MULTI_TOGGLE,
    FO_FOOTNOTE,
};
static const enum fo_element neutral_group[] = {
    FO_WRAPPER, FO_MARKER, FO_RETRIEVE_MARKER, FO_RETRIEVE_TABLE_MARKER, FO_MULTI_SWITCH, FO_MULTI_PROPERTIES,
    FO_FOOTNOTE, FO_CHANGE_BAR_BEGIN, FO_CHANGE_BAR_END,
};
static const enum fo_element text_group[] = {FO_TEXT};

#define LEN(a) (sizeof(a) / sizeof *(a))
#define KEYWORD_WORDS ((FO_KEYWORD_COUNT + 63) / 64)
#define ELEMENT_WORDS ((FO_ELEMENT_COUNT + 63) / 64)

struct entry {
    const char *name;
    uint32_t hash;
    uint16_t length;
    uint16_t index;
    uint8_t kind, rank; /* rank: of a property or a shorthand */
};

struct dict { /* open addressing, at most half full */
    struct entry *at;
    uint32_t mask;
};

struct fo_tables {
    struct dict properties, extensions, elements, keywords, colors;
    uint64_t allowed[FO_SLOTS][KEYWORD_WORDS];
    uint64_t content[FO_ELEMENT_COUNT][ELEMENT_WORDS];
    struct fo_spot spot[FO_SLOTS];
    uint8_t group_size[FO_GROUPS];
    uint8_t group_prop[FO_GROUPS][FO_SLOTS];
    struct fo_value initial[FO_SLOTS];
};

static void dict_init(struct dict *d, struct arena *a, size_t count)
{
    uint32_t size = 16;
    while (size < count * 2)
        size *= 2;
    d->at = arena_array(a, size, sizeof *d->at);
    d->mask = size - 1;
}

static uint32_t hash_of(const char *name, size_t n)
{
    return hash_fold(hash_long(0, name, n));
}

static void dict_add_ranked(struct dict *d, const char *name, uint8_t kind, size_t index, unsigned rank)
{
    size_t n = strlen(name);
    uint32_t h = hash_of(name, n), i = h & d->mask;
    while (d->at[i].name)
        i = (i + 1) & d->mask;
    d->at[i] = (struct entry){name, h, (uint16_t)n, (uint16_t)index, kind, (uint8_t)rank};
}

static void dict_add(struct dict *d, const char *name, uint8_t kind, size_t index)
{
    dict_add_ranked(d, name, kind, index, 0);
}

static const struct entry *dict_find(const struct dict *d, const char *s, size_t n)
{
    uint32_t h = hash_of(s, n);
    for (uint32_t i = h & d->mask; d->at[i].name; i = (i + 1) & d->mask)
        if (d->at[i].hash == h && d->at[i].length == n && !memcmp(d->at[i].name, s, n))
            return &d->at[i];
    return NULL;
}

/* See shorthands.def. */
static unsigned prop_rank(unsigned prop)
{
    const char *name = fo_prop_rows[prop].name;
    return strchr(name, '.') ? FO_RANK_COMPONENT : !strncmp(name, "margin-", 7) ? FO_RANK_ABSOLUTE : 3;
}

static void add_names(struct fo_tables *t, struct arena *a)
{
    dict_init(&t->properties, a, FO_PROP_COUNT + LEN(shorthands) + LEN(unsupported));
    for (size_t i = 0; i < FO_PROP_COUNT; i++)
        dict_add_ranked(&t->properties, fo_prop_rows[i].name, FO_N_PROP, i, prop_rank((unsigned)i));
    for (size_t i = 0; i < LEN(shorthands); i++)
        dict_add_ranked(&t->properties, shorthands[i].name, FO_N_SHORTHAND, i, shorthands[i].rank);
    for (size_t i = 0; i < LEN(unsupported); i++)
        dict_add(&t->properties, unsupported[i], FO_N_UNSUPPORTED, i);
    dict_init(&t->extensions, a, FO_SLOTS - FO_PROP_COUNT);
    for (size_t i = FO_PROP_COUNT; i < FO_SLOTS; i++)
        dict_add(&t->extensions, fo_prop_rows[i].name + 3, FO_N_PROP, i); /* without "sb:" */
    dict_init(&t->elements, a, LEN(elements));
    for (size_t i = 0; i < LEN(elements); i++)
        dict_add(&t->elements, elements[i].name, 0, i);
    dict_init(&t->keywords, a, LEN(keywords));
    for (size_t i = 1; i < LEN(keywords); i++)
        dict_add(&t->keywords, keywords[i], 0, i);
    dict_init(&t->colors, a, LEN(colors));
    for (size_t i = 0; i < LEN(colors); i++)
        dict_add(&t->colors, colors[i].name, 0, i);
}

static void add_allowed(struct fo_tables *t, unsigned prop)
{
    const char *s = fo_prop_rows[prop].allowed;
    if (*s == '+' || (*s == '1' && !(s[1] >= '0' && s[1] <= '9')))
        s++;
    while (*s) {
        size_t n = strcspn(s, "|");
        enum fo_keyword k = fo_find_keyword(t, s, n);
        t->allowed[prop][k / 64] |= 1ull << (k % 64);
        s += n + (s[n] == '|');
    }
}

static void allow_children(uint64_t *set, const enum fo_element *e, size_t n)
{
    for (size_t i = 0; i < n; i++)
        set[e[i] / 64] |= 1ull << (e[i] % 64);
}

static void add_content(struct fo_tables *t, enum fo_element parent, const char *s)
{
    uint64_t *set = t->content[parent];
    while (*s) {
        size_t n = strcspn(s, " ");
        if (s[0] != '%') {
            enum fo_element child = (enum fo_element)fo_find_element(t, s, n);
            allow_children(set, &child, 1);
        } else if (s[1] == 'b')
            allow_children(set, block_group, LEN(block_group));
        else if (s[1] == 'i')
            allow_children(set, inline_group, LEN(inline_group));
        else if (s[1] == 'n')
            allow_children(set, neutral_group, LEN(neutral_group));
        else
            allow_children(set, text_group, LEN(text_group));
        s += n + (s[n] == ' ');
    }
}

static void add_groups(struct fo_tables *t)
{
    for (unsigned p = 0; p < FO_SLOTS; p++)
        t->spot[p].group = fo_prop_rows[p].inherited ? FO_GROUP_BLOCK : FO_OWN;
    for (size_t i = 0; i < LEN(text_props); i++)
        t->spot[text_props[i]].group = FO_GROUP_TEXT;
    for (unsigned p = FO_PROP_COUNT; p < FO_SLOTS; p++)
        if (fo_prop_rows[p].inherited)
            t->spot[p].group = FO_GROUP_TEXT; /* composition and the like change how text is set */
    for (unsigned p = 0; p < FO_SLOTS; p++) {
        unsigned g = t->spot[p].group;
        if (g == FO_OWN)
            continue;
        t->spot[p].index = t->group_size[g]++;
        t->group_prop[g][t->spot[p].index] = (uint8_t)p;
    }
}

struct fo_tables *fo_tables_new(struct arena *a)
{
    struct fo_tables *t = arena_alloc(a, sizeof *t);
    add_names(t, a);
    for (unsigned p = 0; p < FO_SLOTS; p++)
        add_allowed(t, p);
    for (size_t i = 0; i < LEN(contents); i++)
        add_content(t, contents[i].parent, contents[i].children);
    add_groups(t);
    return t;
}

struct fo_name fo_find_property(const struct fo_tables *t, const char *name, size_t n)
{
    const struct entry *e = dict_find(&t->properties, name, n);
    return e ? (struct fo_name){e->kind, e->index, e->rank} : (struct fo_name){FO_N_NONE, 0, 0};
}

int fo_find_extension(const struct fo_tables *t, const char *name, size_t n)
{
    const struct entry *e = dict_find(&t->extensions, name, n);
    return e ? e->index : -1;
}

int fo_find_element(const struct fo_tables *t, const char *name, size_t n)
{
    const struct entry *e = dict_find(&t->elements, name, n);
    return e ? e->index : -1;
}

enum fo_keyword fo_find_keyword(const struct fo_tables *t, const char *name, size_t n)
{
    const struct entry *e = dict_find(&t->keywords, name, n);
    return e ? (enum fo_keyword)e->index : FO_K_UNSET;
}

bool fo_find_color(const struct fo_tables *t, const char *name, size_t n, struct fo_color *out)
{
    char lower[32];
    if (n >= sizeof lower)
        return false;
    for (size_t i = 0; i < n; i++)
        lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i];
    const struct entry *e = dict_find(&t->colors, lower, n);
    if (!e)
        return false;
    uint32_t rgb = colors[e->index].rgb;
    *out = (struct fo_color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255};
    return true;
}

bool fo_extension_applies(unsigned prop, enum fo_element e)
{
    const struct fo_prop_row *row = &fo_prop_rows[prop];
    const char *name = fo_element_name(e);
    size_t n = strlen(name);
    for (const char *s = row->applies; !row->inherited && *s; s += *s == ' ') {
        size_t len = strcspn(s, " ");
        if (len == n && !memcmp(s, name, n))
            return true;
        s += len;
    }
    return row->inherited || !*row->applies;
}

const struct fo_shorthand *fo_shorthand(unsigned id)
{
    return &shorthands[id];
}

const char *fo_unsupported_name(unsigned id)
{
    return unsupported[id];
}

bool fo_keyword_allowed(const struct fo_tables *t, unsigned prop, enum fo_keyword k)
{
    return k != FO_K_UNSET && t->allowed[prop][k / 64] >> (k % 64) & 1;
}

bool fo_element_supported(enum fo_element e)
{
    return elements[e].status == FO_STATUS_SUPPORTED;
}

bool fo_child_allowed(const struct fo_tables *t, enum fo_element parent, enum fo_element child)
{
    return t->content[parent][child / 64] >> (child % 64) & 1;
}

const struct fo_spot *fo_spots(const struct fo_tables *t)
{
    return t->spot;
}

unsigned fo_group_size(const struct fo_tables *t, enum fo_group_id g)
{
    return t->group_size[g];
}

unsigned fo_group_prop(const struct fo_tables *t, enum fo_group_id g, unsigned index)
{
    return t->group_prop[g][index];
}

const struct fo_value *fo_initial(const struct fo_tables *t, unsigned prop)
{
    return &t->initial[prop];
}

void fo_initial_set(struct fo_tables *t, unsigned prop, struct fo_value v)
{
    t->initial[prop] = v;
}

bool fo_element_ours(enum fo_element e)
{
    return !strncmp(elements[e].name, "sb:", 3);
}

const char *fo_element_name(enum fo_element e)
{
    const char *name = element_names[e]; /* "fo:sb:chart" is ours: without the first prefix */
    return e == FO_TEXT ? "#text" : fo_element_ours(e) ? name + 3 : name;
}

const char *fo_prop_name(enum fo_prop p)
{
    return fo_prop_rows[p].name;
}

const char *fo_keyword_name(enum fo_keyword k)
{
    return keywords[k];
}
