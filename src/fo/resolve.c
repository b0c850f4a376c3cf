#include "fo/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

/* What margins mean on an element (5.3.2). */
enum margin_kind { MARGIN_KEEP, MARGIN_BLOCK, MARGIN_INLINE };

static enum margin_kind margins_of(enum fo_element e)
{
    switch (e) {
    case FO_SIMPLE_PAGE_MASTER: case FO_REGION_BODY: case FO_REGION_BEFORE: case FO_REGION_AFTER: case FO_REGION_START:
    case FO_REGION_END:
        return MARGIN_KEEP;
    case FO_INLINE: case FO_CHARACTER: case FO_EXTERNAL_GRAPHIC: case FO_INSTREAM_FOREIGN_OBJECT: case FO_LEADER:
    case FO_PAGE_NUMBER: case FO_PAGE_NUMBER_CITATION: case FO_PAGE_NUMBER_CITATION_LAST: case FO_BASIC_LINK:
    case FO_INLINE_CONTAINER: case FO_BIDI_OVERRIDE: case FO_FOOTNOTE:
        return MARGIN_INLINE;
    default:
        return MARGIN_BLOCK;
    }
}

/* Objects whose own margins count from a new reference area (5.3.2 and the descriptions of the objects in chapter 6). The
 * indents that their children inherit are NOT set back to 0: XSL 7.10.7 inherits them through reference areas, and FOP
 * does the same unless its switch break-indent-inheritance is on. */
bool fo_reference_area(enum fo_element e)
{
    return e == FO_BLOCK_CONTAINER || e == FO_INLINE_CONTAINER || e == FO_TABLE_CELL || e == FO_TABLE_CAPTION
        || e == FO_FLOW || e == FO_STATIC_CONTENT || e == FO_TITLE;
}

struct fo_resolve *fo_resolve_new(struct fo_store *store, struct diag_list *d)
{
    struct fo_resolve *rs = xcalloc(1, sizeof *rs);
    rs->store = store;
    rs->tables = fo_store_tables(store);
    rs->diag = d;
    rs->candidate = xcalloc(1, sizeof *rs->candidate + FO_SLOTS * sizeof rs->candidate->own[0]);
    for (unsigned p = 0; p < FO_SLOTS; p++) {
        const char *text = fo_prop_rows[p].initial;
        struct fo_value v;
        if (!fo_parse_value(rs, p, (struct fo_slice){text, strlen(text)}, &v))
            abort(); /* properties.def contradicts itself: a mistake of the program */
        fo_initial_set(fo_store_tables(store), p, v);
    }
    /* the initial style is none, and that makes the computed width 0 (7.8.20) */
    static const enum fo_prop widths[] = {FO_P_BORDER_BEFORE_WIDTH, FO_P_BORDER_AFTER_WIDTH, FO_P_BORDER_START_WIDTH,
                                          FO_P_BORDER_END_WIDTH};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        fo_initial_set(fo_store_tables(store), widths[i], (struct fo_value){.kind = FO_V_LENGTH});
    /* an object that says nothing ends no decoration of its ancestors; one that says none does */
    fo_initial_set(fo_store_tables(store), FO_P_TEXT_DECORATION, (struct fo_value){.kind = FO_V_BITS});
    return rs;
}

void fo_resolve_free(struct fo_resolve *rs)
{
    if (rs)
        free(rs->candidate);
    free(rs);
}

/* --- messages --- */

static const char *given_name(const struct fo_resolve *rs, unsigned given)
{
    const struct fo_name *n = &rs->given[given].name;
    return n->kind == FO_N_SHORTHAND ? fo_shorthand(n->id)->name : fo_prop_rows[n->id].name;
}

static const char *excerpt(struct fo_resolve *rs, struct fo_slice s)
{
    size_t n = s.n;
    if (n > 60)
        for (n = 60; n && ((unsigned char)s.s[n] & 0xC0) == 0x80; n--)
            ;
    return arena_printf(fo_store_arena(rs->store), "%.*s%s", (int)n, s.s, n < s.n ? "..." : "");
}

void fo_bad_value(struct fo_resolve *rs, unsigned given, struct fo_slice part)
{
    if (fo_bit(rs->bad, given))
        return;
    fo_bit_set(rs->bad, given);
    diag(rs->diag, FO_BAD_VALUE, &rs->loc, given_name(rs, given), excerpt(rs, part), fo_element_name(rs->element));
}

void fo_warn_characters(struct fo_resolve *rs, unsigned prop, struct fo_slice value)
{
    diag(rs->diag, FO_ONE_CHARACTER, &rs->loc, fo_prop_name(prop), excerpt(rs, value), fo_element_name(rs->element));
}

void fo_warn_status(struct fo_resolve *rs, unsigned prop)
{
    if (fo_bit(rs->warned, prop))
        return;
    fo_bit_set(rs->warned, prop);
    diag(rs->diag, FO_UNSUPPORTED_PROPERTY, &rs->loc, fo_prop_rows[prop].name);
}

/* --- questions --- */

mpt fo_em(struct fo_resolve *rs, unsigned prop)
{
    return prop == FO_P_FONT_SIZE ? fo_set_font_size(rs->parent) : fo_computed(rs, FO_P_FONT_SIZE)->u.length.abs;
}

bool fo_ask(struct fo_resolve *rs, enum fo_question q, unsigned prop, struct fo_value *out)
{
    const struct fo_props *from = rs->parent;
    if (fo_is_unique(prop) || (q == FO_ASK_INHERITED && !fo_prop_rows[prop].inherited))
        return false;
    if (q == FO_ASK_NEAREST) {
        rs->volatile_value = true;
        for (const struct fo_node *n = rs->parent_node; n; n = n->parent)
            if (fo_bit(n->props->specified, prop)) {
                *out = *fo_set_get(n->props, prop);
                return true;
            }
        *out = *fo_initial(rs->tables, prop);
        return true;
    }
    if (q == FO_ASK_COLUMN) {
        rs->volatile_value = true;
        from = rs->column;
    }
    if (!from)
        return false;
    *out = *fo_set_get(from, prop);
    return true;
}

static mpt saturate(int64_t v)
{
    return v > MPT_MAX ? MPT_MAX : v < -MPT_MAX ? -MPT_MAX : (mpt)v;
}

mpt fo_whole(double v)
{
    const double off = 1e-3; /* more than a double is off after some operations: 0.1in are 7,200 mpt */
    return v < 0 ? (mpt)-floor(off - v) : (mpt)floor(v + off);
}

struct fo_length fo_length_add(struct fo_length a, struct fo_length b)
{
    a.abs = saturate((int64_t)a.abs + b.abs);
    if (a.fraction == 0)
        a.base = b.base;
    a.fraction += b.fraction;
    return a;
}

bool fo_ask_list(struct fo_resolve *rs, bool label_end, struct fo_length *out)
{
    if (!rs->list_item)
        return false;
    const struct fo_value *distance = fo_set_get(rs->list_item, FO_P_PROVISIONAL_DISTANCE_BETWEEN_STARTS);
    const struct fo_value *separation = fo_set_get(rs->list_item, FO_P_PROVISIONAL_LABEL_SEPARATION);
    struct fo_length l = fo_length_add(fo_set_get(rs->list_item, FO_P_START_INDENT)->u.length, distance->u.length);
    l.base = FO_BASE_REFERENCE_IPD;
    if (label_end) {
        l.abs = saturate((int64_t)separation->u.length.abs - l.abs);
        l.fraction = 1 - l.fraction + separation->u.length.fraction;
    }
    *out = l;
    return true;
}

/* --- values --- */

void fo_assign(struct fo_resolve *rs, unsigned prop, struct fo_slice value, unsigned given, unsigned rank)
{
    if (fo_bit(rs->set, prop) && rs->slot[prop].rank > rank)
        return;
    rs->slot[prop] = (struct fo_slot){value, given, rank};
    fo_bit_set(rs->set, prop);
}

/* Writing modes other than lr-tb are not laid out: say so, and go on with lr-tb. */
static void check_writing_mode(struct fo_resolve *rs, struct fo_value *v)
{
    if (v->keyword != FO_K_LR_TB && v->keyword != FO_K_LR)
        diag(rs->diag, FO_UNSUPPORTED_VALUE, &rs->loc, "writing-mode", fo_keyword_name(v->keyword));
    v->keyword = FO_K_LR_TB;
}

/* Within a line a keep holds or not; a strength that is not part of one for lines, columns and pages alike would be lost. */
static void check_line_keep(struct fo_resolve *rs, unsigned prop, const struct fo_value *v)
{
    if (v->kind != FO_V_NUMBER || rs->slot[prop].rank != FO_RANK_COMPONENT || fo_bit(rs->line_keeps_told, prop))
        return;
    fo_bit_set(rs->line_keeps_told, prop);
    char what[64];
    snprintf(what, sizeof what, "%s=\"%.0f\"", fo_prop_name(prop), v->u.number);
    diag(rs->diag, FO_NO_EFFECT, &rs->loc, what, fo_element_name(rs->element));
}

static bool evaluate(struct fo_resolve *rs, unsigned prop)
{
    struct fo_slot *s = &rs->slot[prop];
    struct fo_value *v = &rs->value[prop];
    struct fo_slice text = fo_trim(s->value);
    rs->no_unit = false;
    if (fo_same(text, "inherit")) {
        *v = *fo_set_get(rs->parent, prop);
        if (prop == FO_P_MARGIN_LEFT || prop == FO_P_MARGIN_RIGHT)
            fo_parent_margin(rs, prop, v);
        return true;
    }
    if (!fo_parse_value(rs, prop, s->value, v)) {
        fo_bad_value(rs, s->given, text);
        return false;
    }
    if (rs->no_unit && !fo_bit(rs->bad, s->given)) {
        fo_bit_set(rs->bad, s->given);
        diag(rs->diag, FO_NO_UNIT, &rs->loc, given_name(rs, s->given), excerpt(rs, text), fo_element_name(rs->element));
    }
    if (prop == FO_P_WRITING_MODE)
        check_writing_mode(rs, v);
    if (prop == FO_P_KEEP_TOGETHER_WITHIN_LINE || prop == FO_P_KEEP_WITH_NEXT_WITHIN_LINE ||
        prop == FO_P_KEEP_WITH_PREVIOUS_WITHIN_LINE)
        check_line_keep(rs, prop, v);
    return true;
}

static void put(struct fo_resolve *rs, unsigned prop, struct fo_value v)
{
    rs->value[prop] = v;
    fo_bit_set(rs->done, prop);
}

const struct fo_value *fo_computed(struct fo_resolve *rs, unsigned prop)
{
    if (fo_bit(rs->done, prop))
        return &rs->value[prop];
    if (fo_bit(rs->set, prop)) {
        rs->set[prop / 64] &= ~(1ull << (prop % 64)); /* also ends a circle */
        if (evaluate(rs, prop)) {
            fo_bit_set(rs->done, prop);
            if (!fo_prop_rows[prop].inherited || !fo_same(fo_trim(rs->slot[prop].value), "inherit"))
                fo_bit_set(rs->specified, prop); /* what is inherited by that word is not taken again: percentages */
            return &rs->value[prop];
        }
    }
    return fo_prop_rows[prop].inherited ? fo_set_get(rs->parent, prop) : fo_initial(rs->tables, prop);
}

static void unset(struct fo_resolve *rs, unsigned prop)
{
    uint64_t keep = ~(1ull << (prop % 64));
    rs->set[prop / 64] &= keep;
    rs->done[prop / 64] &= keep;
    rs->specified[prop / 64] &= keep;
}

/* --- corresponding properties --- */

/* margin-top and the like as the space property of that side. As with indents, a margin given by name is stronger than the
 * space, and one from the margin shorthand is weaker: it counts where no component of the space is given. A margin stays at
 * the edge of a page, as in CSS, where a space is discarded. */
static void margin_to_space(struct fo_resolve *rs, unsigned margin, enum fo_prop first)
{
    static const struct fo_slice zero = {"0pt", 3}, retain = {"retain", 6};
    if (!fo_bit(rs->set, margin))
        return;
    struct fo_slot s = rs->slot[margin];
    bool named = s.rank >= FO_RANK_ABSOLUTE;
    for (unsigned p = first; p < first + 5u && !named; p++) /* minimum, optimum, maximum, conditionality, precedence */
        if (fo_bit(rs->set, p))
            return;
    if (fo_same(fo_trim(s.value), "auto"))
        s.value = zero;
    for (unsigned p = first; p < first + 3u; p++)
        fo_assign(rs, p, s.value, s.given, FO_RANK_MARGIN);
    fo_assign(rs, first + 3u, retain, s.given, FO_RANK_MARGIN);
}

static void move_margins(struct fo_resolve *rs)
{
    enum margin_kind kind = margins_of(rs->element);
    if (kind == MARGIN_INLINE) {
        margin_to_space(rs, FO_P_MARGIN_LEFT, FO_P_SPACE_START_MINIMUM);
        margin_to_space(rs, FO_P_MARGIN_RIGHT, FO_P_SPACE_END_MINIMUM);
        unset(rs, FO_P_MARGIN_LEFT);
        unset(rs, FO_P_MARGIN_RIGHT);
    } else if (kind == MARGIN_BLOCK) {
        margin_to_space(rs, FO_P_MARGIN_TOP, FO_P_SPACE_BEFORE_MINIMUM);
        margin_to_space(rs, FO_P_MARGIN_BOTTOM, FO_P_SPACE_AFTER_MINIMUM);
    }
    if (kind != MARGIN_KEEP) {
        unset(rs, FO_P_MARGIN_TOP);
        unset(rs, FO_P_MARGIN_BOTTOM);
    }
}

static const struct {
    enum fo_prop width, style;
} borders[] = {
    {FO_P_BORDER_BEFORE_WIDTH, FO_P_BORDER_BEFORE_STYLE}, {FO_P_BORDER_AFTER_WIDTH, FO_P_BORDER_AFTER_STYLE},
    {FO_P_BORDER_START_WIDTH, FO_P_BORDER_START_STYLE}, {FO_P_BORDER_END_WIDTH, FO_P_BORDER_END_STYLE},
};

/* A border's computed width is 0 when its style is none or hidden, and medium when only a style is given. */
static void finish_borders(struct fo_resolve *rs)
{
    for (size_t i = 0; i < sizeof borders / sizeof *borders; i++) {
        if (!fo_bit(rs->done, borders[i].style) && !fo_bit(rs->done, borders[i].width))
            continue;
        enum fo_keyword style = fo_computed(rs, borders[i].style)->keyword;
        bool none = style == FO_K_NONE || style == FO_K_HIDDEN;
        if (none || !fo_bit(rs->done, borders[i].width))
            put(rs, borders[i].width, (struct fo_value){.kind = FO_V_LENGTH, .u.length.abs = none ? 0 : 1000});
    }
}

/* 5.3.2: start-indent = inherited start-indent (unless a reference area begins) + margin + padding + border. A margin given
 * by name is stronger than the indent; one from the margin shorthand is weaker. */
static void finish_indent(struct fo_resolve *rs, unsigned margin, unsigned indent, unsigned padding, unsigned border)
{
    if (!fo_bit(rs->done, margin))
        return;
    struct fo_value v = rs->value[margin];
    unset(rs, margin);
    if (fo_bit(rs->done, indent) && rs->slot[indent].rank > rs->slot[margin].rank)
        return;
    if (v.kind != FO_V_LENGTH)
        v = (struct fo_value){.kind = FO_V_LENGTH}; /* auto: blocks fill their area */
    v.u.length = fo_length_add(v.u.length, fo_computed(rs, padding)->u.length);
    v.u.length = fo_length_add(v.u.length, fo_computed(rs, border)->u.length);
    if (!fo_reference_area(rs->element))
        v.u.length = fo_length_add(v.u.length, fo_set_get(rs->parent, indent)->u.length);
    v.u.length.base = FO_BASE_CONTAINER_IPD; /* the margin's; layout_indent() knows what to do with what was added */
    put(rs, indent, v);
    fo_bit_set(rs->specified, indent);
}

static void finish_indents(struct fo_resolve *rs)
{
    if (margins_of(rs->element) == MARGIN_KEEP)
        return;
    finish_indent(rs, FO_P_MARGIN_LEFT, FO_P_START_INDENT, FO_P_PADDING_START, FO_P_BORDER_START_WIDTH);
    finish_indent(rs, FO_P_MARGIN_RIGHT, FO_P_END_INDENT, FO_P_PADDING_END, FO_P_BORDER_END_WIDTH);
}

static const struct {
    enum fo_prop minimum, optimum, maximum;
    bool normal; /* its keyword is normal, which a number replaces; that of spacing, which is 0, and auto stay */
    bool bounds; /* bounds are stronger than the optimum, as CSS 2.1 10.4 has it for min-width and the like */
} ranges[] = {
#define RANGE(name, normal, bounds) \
    {FO_P_##name##_MINIMUM, FO_P_##name##_OPTIMUM, FO_P_##name##_MAXIMUM, normal, bounds}
    RANGE(SPACE_BEFORE, false, false), RANGE(SPACE_AFTER, false, false), RANGE(SPACE_START, false, false),
    RANGE(SPACE_END, false, false), RANGE(LEADER_LENGTH, false, false), RANGE(LETTER_SPACING, false, false),
    RANGE(WORD_SPACING, false, false), RANGE(LINE_HEIGHT, true, false),
    RANGE(INLINE_PROGRESSION_DIMENSION, false, true), RANGE(BLOCK_PROGRESSION_DIMENSION, false, true),
#undef RANGE
};

/* Is a above b? Lengths with other shares of a base can't be compared before layout. */
static bool above(const struct fo_value *a, const struct fo_value *b)
{
    if (a->kind == FO_V_NUMBER && b->kind == FO_V_NUMBER)
        return a->u.number > b->u.number;
    return a->kind == FO_V_LENGTH && b->kind == FO_V_LENGTH && a->u.length.fraction == b->u.length.fraction
        && a->u.length.abs > b->u.length.abs;
}

/* XSL 1.1 5.11 <length-range> and <space>: a minimum above the optimum, or a maximum below it, counts as the optimum. An
 * optimum that is not given lies within the bounds that are. */
static void finish_range(struct fo_resolve *rs, size_t i)
{
    enum fo_prop p[3] = {ranges[i].minimum, ranges[i].optimum, ranges[i].maximum};
    if (!fo_bit(rs->done, p[0]) && !fo_bit(rs->done, p[1]) && !fo_bit(rs->done, p[2]))
        return;
    struct fo_value v[3];
    for (int k = 0; k < 3; k++)
        v[k] = *fo_computed(rs, p[k]);
    bool given = fo_bit(rs->done, p[1]); /* a bound of higher rank is one by itself, no part of width or height */
    for (int k = 2; k >= 0; k -= 2)
        if (fo_bit(rs->done, p[k]) && (!given || (ranges[i].bounds && rs->slot[p[k]].rank > rs->slot[p[1]].rank))
            && (k ? above(&v[1], &v[k]) : above(&v[k], &v[1])))
            v[1] = v[k];
    for (int k = 0; k < 3; k += 2) {
        bool loose = ranges[i].normal && v[k].kind == FO_V_KEYWORD && v[1].kind != FO_V_KEYWORD && !fo_bit(rs->done, p[k]);
        if (loose || (k ? above(&v[1], &v[k]) : above(&v[k], &v[1])))
            v[k] = v[1];
    }
    for (int k = 0; k < 3; k++)
        put(rs, p[k], v[k]);
}

static void finish_ranges(struct fo_resolve *rs)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        finish_range(rs, i);
}

/* region-name's initial value depends on the region (7.27.17). */
static void finish_region(struct fo_resolve *rs)
{
    static const struct { enum fo_element e; const char *name; } names[] = {
        {FO_REGION_BODY, "xsl-region-body"}, {FO_REGION_BEFORE, "xsl-region-before"},
        {FO_REGION_AFTER, "xsl-region-after"}, {FO_REGION_START, "xsl-region-start"}, {FO_REGION_END, "xsl-region-end"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].e == rs->element)
            put(rs, FO_P_REGION_NAME, (struct fo_value){.kind = FO_V_STRING, .u.string = names[i].name});
}

/* --- the whole --- */

static void gather(struct fo_resolve *rs)
{
    memset(rs->set, 0, sizeof rs->set);
    memset(rs->done, 0, sizeof rs->done);
    memset(rs->specified, 0, sizeof rs->specified);
    memset(rs->bad, 0, sizeof rs->bad);
    rs->volatile_value = false;
    for (unsigned i = 0; i < rs->given_count; i++) {
        const struct fo_given *g = &rs->given[i];
        if (g->name.kind == FO_N_SHORTHAND)
            fo_expand(rs, i);
        else if (!fo_is_unique(g->name.id))
            fo_assign(rs, g->name.id, g->value, i, g->name.rank);
    }
}

bool fo_says_initial(const struct fo_resolve *rs, unsigned prop)
{
    const struct fo_value *v = &rs->value[prop], *i = fo_initial(rs->tables, prop);
    if (v->kind != i->kind)
        return false;
    return v->kind == FO_V_KEYWORD ? v->keyword == i->keyword
        : v->kind == FO_V_STRING ? !strcmp(v->u.string, i->u.string)
        : v->kind == FO_V_NUMBER ? v->u.number == i->u.number
        : v->kind == FO_V_LENGTH ? v->u.length.abs == i->u.length.abs && v->u.length.fraction == i->u.length.fraction : false;
}

/* A property without effect was asked for. A component counts when it is given by itself: line-height asks for one height,
 * line-height.minimum for more than is done. */
static bool asks_for_more(struct fo_resolve *rs, unsigned prop)
{
    const struct fo_prop_row *row = &fo_prop_rows[prop];
    if (row->status != FO_STATUS_LATER || !fo_bit(rs->done, prop) || fo_says_initial(rs, prop))
        return false;
    return !strchr(row->name, '.') || rs->slot[prop].rank == FO_RANK_COMPONENT;
}

static void evaluate_all(struct fo_resolve *rs)
{
    for (unsigned w = 0; w < FO_WORDS; w++)
        while (rs->set[w]) {
            unsigned prop = w * 64 + (unsigned)__builtin_ctzll(rs->set[w]);
            fo_computed(rs, prop);
            if (asks_for_more(rs, prop))
                fo_warn_status(rs, prop);
        }
}

static const struct fo_group *inherited_group(struct fo_resolve *rs, enum fo_group_id g)
{
    const struct fo_group *parent = rs->parent->group[g];
    struct fo_value v[FO_SLOTS];
    unsigned n = fo_group_size(rs->tables, g);
    bool changed = false;
    for (unsigned i = 0; i < n; i++) {
        unsigned prop = fo_group_prop(rs->tables, g, i);
        bool own = fo_bit(rs->done, prop);
        v[i] = own ? rs->value[prop] : parent->v[i];
        changed |= own;
    }
    return changed ? fo_store_group(rs->store, g, v) : parent;
}

const struct fo_props *fo_resolve_set(struct fo_resolve *rs)
{
    gather(rs);
    move_margins(rs);
    evaluate_all(rs);
    fo_warn_partial(rs);
    finish_borders(rs);
    finish_indents(rs);
    finish_ranges(rs);
    finish_region(rs);
    struct fo_props *c = rs->candidate;
    for (int g = 0; g < FO_GROUPS; g++)
        c->group[g] = inherited_group(rs, (enum fo_group_id)g);
    memset(c->present, 0, sizeof c->present);
    memcpy(c->specified, rs->specified, sizeof c->specified);
    c->own_count = 0;
    for (unsigned w = 0; w < FO_WORDS; w++)
        for (uint64_t left = rs->done[w]; left; left &= left - 1) {
            unsigned prop = w * 64 + (unsigned)__builtin_ctzll(left);
            if (fo_prop_rows[prop].inherited)
                continue;
            fo_bit_set(c->present, prop);
            c->own[c->own_count++] = rs->value[prop];
        }
    return fo_store_set(rs->store, c);
}
