/* vertical.c - see vertical.h. */
#include "layout/vertical.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "layout/chunk.h"
#include "layout/fit.h"
#include "layout/inline_int.h"
#include "layout/refs.h"
#include "text/vertical.h"

#define LEAST_CHARACTERS 4 /* in a column, where no height is stated */

struct label {
    struct layout *l;
    struct stack *s;
    struct inl b;             /* for styles */
    struct fo_node *first;    /* first block with text: its text-align and line-height hold */
    VEC(struct vertical_char) chars;
    bool after_space;
    struct vertical v;
};

bool vertical_given(const struct fo_node *n)
{
    return fo_enum(n, FO_X_VERTICAL) == FO_K_TRUE;
}

mpt vertical_width(struct layout *l, struct fo_node *n, unsigned depth)
{
    mpt width = fo_mpt(n, FO_P_FONT_SIZE, 0);
    for (struct fo_node *k = fo_first(l->fo, n); k && depth < LIMIT_DEPTH; k = fo_next(l->fo, k)) {
        mpt w = k->element == FO_TEXT ? 0 : vertical_width(l, k, depth + 1);
        width = w > width ? w : width;
    }
    return width;
}

/* --- collecting --- */

static void put(struct label *x, struct fo_node *n, uint32_t cp)
{
    const struct para_style *st = inl_style(&x->b, n);
    if (st)
        *VEC_PUSH(x->b.scratch, &x->chars) = (struct vertical_char){cp, st, n};
}

static bool at_column_start(const struct label *x)
{
    return x->chars.n == 0 || x->chars.v[x->chars.n - 1].cp == '\n';
}

static void end_column(struct label *x, struct fo_node *n)
{
    if (!at_column_start(x))
        put(x, n, '\n');
    x->after_space = true;
}

static void put_text(struct label *x, struct fo_node *n, const char *text, size_t len)
{
    bool preserve = fo_enum(inline_spaces_of(n), FO_P_LINEFEED_TREATMENT) == FO_K_PRESERVE;
    for (const char *s = text, *end = text + len; s < end;) {
        uint32_t cp = utf8_next(&s, end);
        bool space = cp == ' ' || cp == '\n' || cp == '\t' || cp == '\r';
        if (cp == '\n' && preserve)
            end_column(x, n);
        else if (!space || !x->after_space)
            put(x, n, space ? ' ' : cp);
        x->after_space = space || x->after_space;
        if (!space)
            x->after_space = false;
    }
}

static void mark_id(struct label *x, const struct fo_node *n)
{
    const char *id = fo_string(n, FO_P_ID);
    if (!id[0])
        return;
    struct area_mark *m = arena_alloc(x->l->doc, sizeof *m);
    *m = (struct area_mark){.id = id, .first = true, .last = true};
    stack_mark(x->s, m);
}

static void collect(struct label *x, struct fo_node *n);

static void collect_child(struct label *x, struct fo_node *k)
{
    switch (k->element) {
    case FO_TEXT:
        put_text(x, k, k->text, k->text_len);
        break;
    case FO_CHARACTER:
        put_text(x, k, fo_string(k, FO_P_CHARACTER), strlen(fo_string(k, FO_P_CHARACTER)));
        break;
    case FO_MARKER:
        layout_marker(x->l, x->s, k);
        break;
    case FO_BLOCK:
        end_column(x, k);
        x->first = x->first ? x->first : k;
        collect(x, k);
        end_column(x, k);
        break;
    case FO_INLINE: case FO_WRAPPER: case FO_BIDI_OVERRIDE: case FO_BASIC_LINK:
        collect(x, k);
        break;
    default:
        diag(x->l->diag, VERTICAL_CONTENT, &k->loc, fo_element_name(k->element));
    }
}

static void collect(struct label *x, struct fo_node *n)
{
    if (x->l->depth >= LIMIT_DEPTH) {
        diag(x->l->diag, LAYOUT_TOO_DEEP, &n->loc, fo_element_name(n->element));
        return;
    }
    x->l->depth++;
    mark_id(x, n);
    for (struct fo_node *k = fo_first(x->l->fo, n); k; k = fo_next(x->l->fo, k))
        collect_child(x, k);
    x->l->depth--;
}

/* --- areas --- */

static void set_link(struct area *a, const struct fo_node *n)
{
    while (n && n->element != FO_BASIC_LINK && n->element != FO_BLOCK && n->element != FO_TABLE_CELL)
        n = n->parent;
    if (!n || n->element != FO_BASIC_LINK)
        return;
    struct refs_target to = refs_target(n);
    a->link_internal = to.id;
    a->link_external = to.uri;
}

/* The glyphs of a unit in a box of the width; the offsets of upright ones count from its middle. */
static void add_glyphs(struct label *x, struct area *into, const struct vertical_unit *u, mpt at_x, mpt at_y, mpt width)
{
    bool upright = u->kind != VERTICAL_SIDEWAYS;
    struct arena *chunk = x->l->chunk;
    struct fo_node *n = u->chars->user;
    struct area *a = area_new(chunk, AREA_GLYPHS, n);
    struct glyph_run run = {.font = u->font, .color = fo_color(n, FO_P_COLOR), .count = u->glyph_count,
                            .language = u->chars->style->language};
    char *text = arena_alloc(chunk, u->count * 4 + 1);
    uint32_t *bytes = arena_array(x->b.scratch, u->count + 1, sizeof *bytes);
    for (size_t i = 0; i < u->count; i++) {
        bytes[i] = (uint32_t)run.text_len;
        run.text_len += utf8_put(text + run.text_len, u->chars[i].cp);
    }
    struct glyph *g = arena_dup(chunk, u->glyphs, u->glyph_count * sizeof *g);
    for (size_t i = 0; i < u->glyph_count; i++) {
        g[i].cluster = g[i].cluster < u->count ? bytes[g[i].cluster] : 0;
        g[i].dx += upright ? width / 2 : 0;
    }
    run.text = text;
    run.glyphs = g;
    a->x = at_x;
    a->y = at_y;
    a->w = width;
    a->h = upright ? u->advance : u->font.size;
    set_link(a, n);
    a->u.run = arena_dup(chunk, &run, sizeof run);
    area_append(into, a);
}

/* A quarter turn to the right: the text's top lies at the viewport's right edge. */
static void add_sideways(struct label *x, struct area *column, const struct vertical_unit *u, mpt middle, mpt y)
{
    struct area *view = area_new(x->l->chunk, AREA_VIEWPORT, NULL);
    view->w = u->ascent + u->descent;
    view->h = u->advance;
    view->x = middle - view->w / 2;
    view->y = y;
    view->u.viewport.turn = 270;
    add_glyphs(x, view, u, 0, u->ascent, u->advance);
    area_append(column, view);
}

/* A line along the text is at its left in vertical Chinese (CLREQ), one through it in the middle. */
static void decorate(struct label *x, struct area *column, const struct vertical_unit *u, mpt y, mpt height)
{
    static const struct { unsigned bit; int place; } lines[] = {
        {FO_DECO_UNDERLINE, 0}, {FO_DECO_LINE_THROUGH, 1}, {FO_DECO_OVERLINE, 2},
    };
    const struct fo_node *n = u->chars->user;
    unsigned bits = fo_decorations(n);
    mpt em = u->chars->style->size, width = em / 20;
    for (size_t i = 0; bits && i < sizeof lines / sizeof *lines; i++) {
        if (!(bits & lines[i].bit))
            continue;
        const struct fo_node *who = fo_decoration_node(n, lines[i].bit);
        struct area *r = area_new(x->l->chunk, AREA_RULE, n);
        r->artifact = true;
        r->x = (x->v.em - em) / 2 + (mpt)((int64_t)em * lines[i].place / 2) - width / 2;
        r->y = y;
        r->w = width;
        r->h = height;
        r->u.rule.style = FO_K_SOLID;
        r->u.rule.color = fo_color(who ? who : n, FO_P_COLOR);
        area_append(column, r);
    }
}

static struct area *column_area(struct label *x, const struct vertical_column *c)
{
    struct area *column = area_new(x->l->chunk, AREA_LINE, x->first);
    mpt y = 0, em = x->v.em;
    column->w = em;
    column->h = c->height;
    column->first = column->last = true;
    for (size_t i = c->from; i < c->to; i++) {
        const struct vertical_unit *u = &x->v.units[i];
        mpt gap = i > c->from ? u->before : 0;
        decorate(x, column, u, y, gap + u->advance);
        y += gap;
        bool hidden = fo_enum(u->chars->user, FO_P_VISIBILITY) == FO_K_HIDDEN;
        if (u->kind == VERTICAL_SIDEWAYS && !hidden)
            add_sideways(x, column, u, em / 2, y);
        else if (u->kind != VERTICAL_SPACE && !hidden)
            add_glyphs(x, column, u, (em - u->chars->style->size) / 2, y, u->chars->style->size);
        y += u->advance;
    }
    return column;
}

static mpt placed(const struct label *x, mpt free)
{
    enum fo_keyword a = fo_enum(x->first, FO_P_TEXT_ALIGN);
    return a == FO_K_CENTER ? free / 2 : a == FO_K_END || a == FO_K_RIGHT ? free : 0;
}

static struct area *label_area(struct label *x, mpt height, mpt width, mpt pitch)
{
    struct vertical_column *c = arena_array(x->b.scratch, x->v.count + 1, sizeof *c);
    size_t n = vertical_break(&x->v, height, c);
    struct area *box = area_new(x->l->chunk, AREA_BOX, x->first);
    box->first = box->last = true;
    box->w = x->v.em + (mpt)(n ? n - 1 : 0) * pitch;
    box->x = placed(x, width - box->w);
    for (size_t i = 0; i < n; i++) {
        struct area *column = column_area(x, &c[i]);
        column->x = box->w - x->v.em - (mpt)i * pitch;
        box->h = column->h > box->h ? column->h : box->h;
        area_append(box, column);
    }
    return box;
}

/* --- the whole --- */

static void report_narrow(struct label *x, const struct fo_node *n, mpt width)
{
    struct buf have = {0}, more = {0};
    buf_decimal(&have, width, 3);
    buf_decimal(&more, x->v.em - width, 3);
    fit_excess(x->l, x->v.em - width);
    diag(x->l->diag, VERTICAL_TOO_NARROW, &n->loc, have.data, more.data);
    buf_free(&have);
    buf_free(&more);
}

static void report_codes(struct label *x, const struct vertical_unit *u)
{
    struct para_fault fault;
    for (size_t i = 0; u->glyph_count && i < u->count; i++)
        if (para_code_fault(inl_source(x->l), u->chars[i].style, u->chars[i].cp, u->missing ? NULL : &u->font, &fault))
            inl_report_fault(x->l, u->chars[i].user, &fault);
}

static void report_characters(struct label *x)
{
    for (size_t i = 0; i < x->v.count; i++) {
        const struct vertical_unit *u = &x->v.units[i];
        const struct para_fault fault = {.kind = PARA_NO_FACE, .cp = u->chars->cp};
        report_codes(x, u);
        if (u->missing)
            inl_report_fault(x->l, u->chars->user, &fault);
    }
}

/* The height of the columns: as few as the height given allows, as many as the width has room for. */
static mpt find_height(const struct label *x, mpt width, mpt height, bool stated, mpt pitch)
{
    int64_t room = width > x->v.em ? 1 + ((int64_t)width - x->v.em) / (pitch > 0 ? pitch : 1) : 1;
    if (height < 0)
        return vertical_height(&x->v, 1, MPT_MAX);
    int64_t least = (int64_t)LEAST_CHARACTERS * x->v.em;
    if (!stated && height < least)
        height = (mpt)least;
    size_t columns = vertical_break(&x->v, height, NULL);
    return vertical_height(&x->v, (int64_t)columns > room ? (size_t)room : columns, height);
}

void vertical_layout(struct layout *l, struct stack *s, struct fo_node *n, mpt width, mpt height, bool stated)
{
    struct arena *scratch = chunk_scratch(l);
    struct label x = {.l = l, .s = s, .b = {.scratch = scratch}, .after_space = true};
    inl_begin(&x.b, l, NULL, n, width);
    if (!l->failed)
        collect(&x, n);
    if (!l->failed && x.chars.n > 0) {
        x.first = x.first ? x.first : n;
        vertical_prepare(scratch, inl_source(l), x.chars.v, x.chars.n, inl_profile(x.first), &x.v);
        report_characters(&x);
        mpt pitch = fit_line_height(l, x.first, inl_line_height(x.first, x.v.em));
        pitch = pitch < x.v.em ? x.v.em : pitch;
        if (x.v.em > width)
            report_narrow(&x, n, width);
        struct area *a = label_area(&x, find_height(&x, width, height, stated, pitch), width, pitch);
        stack_box(s, a->h, a, NULL);
    } else {
        stack_box(s, 0, NULL, NULL);
    }
    chunk_scratch_done(l, scratch);
}
