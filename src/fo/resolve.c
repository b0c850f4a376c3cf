#include "fo/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

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

void fo_put(struct fo_resolve *rs, unsigned prop, struct fo_value v)
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

void fo_unset(struct fo_resolve *rs, unsigned prop)
{
    uint64_t keep = ~(1ull << (prop % 64));
    rs->set[prop / 64] &= keep;
    rs->done[prop / 64] &= keep;
    rs->specified[prop / 64] &= keep;
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

static const struct fo_value *inherited_group(struct fo_resolve *rs, enum fo_group_id g)
{
    const struct fo_value *parent = rs->parent->group[g];
    struct fo_value v[FO_SLOTS];
    unsigned n = fo_group_size(rs->tables, g);
    bool changed = false;
    for (unsigned i = 0; i < n; i++) {
        unsigned prop = fo_group_prop(rs->tables, g, i);
        bool own = fo_bit(rs->done, prop);
        v[i] = own ? rs->value[prop] : parent[i];
        changed |= own;
    }
    return changed ? fo_store_group(rs->store, g, v) : parent;
}

const struct fo_props *fo_resolve_set(struct fo_resolve *rs)
{
    gather(rs);
    fo_move_margins(rs);
    evaluate_all(rs);
    fo_warn_partial(rs);
    fo_finish_dependent(rs);
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
