/* inline_line.c - one line of a paragraph becomes an area: heights, inline boxes, glyphs, decorations.
 * Height: the block's own line-height, distributed as half-leading around the block's font, and within it whatever glyph
 * and object boxes reach beyond that font (line-stacking-strategy="max-height", XSL 1.1 section 7.16.7). Fallback faces
 * never count: a box is as high as the first face of its font list. */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "layout/decor.h"
#include "layout/inline_int.h"
#include "layout/page.h"

struct open_area {
    struct inl_span *span;
    struct area *area;
    mpt x; /* from the line's left edge */
};

struct line {
    struct inl *b;
    const struct para_line *pl;
    struct area *area;
    mpt lead, follow;      /* reach of the content above and below the baseline */
    mpt x;
    VEC(struct open_area) open;
    struct area *rule[3];  /* decoration stroke under way, by kind */
    const struct inl_span *rule_span[3];
    mpt rule_end[3];
    struct stack_footnote *notes, **notes_end; /* NULL: none yet */
};

/* --- height --- */

static mpt place_offset(const struct line *l, const struct inl_place *p, const struct inl_base *base)
{
    if (p->edge == INL_EDGE_BEFORE)
        return l->lead - base->ascent;
    if (p->edge == INL_EDGE_AFTER)
        return base->descent - l->follow;
    const struct inl_span *w = p->within;
    return p->offset + (w ? place_offset(l, &w->place, &w->base) - w->place.offset : 0);
}

/* Of the span's alphabetic baseline over the line's. */
static mpt span_offset(const struct line *l, const struct inl_span *s)
{
    return place_offset(l, &s->place, &s->base);
}

static mpt item_offset(const struct line *l, const struct inl_item *it)
{
    return it->kind == INL_TEXT ? span_offset(l, it->span) : place_offset(l, &it->place, &it->base);
}

static bool is_shifted(const struct inl_item *it)
{
    if (it->kind != INL_TEXT && it->place.shifted)
        return true;
    for (const struct inl_span *s = it->span; s; s = s->parent)
        if (s->place.shifted)
            return true;
    return false;
}

static void reach(struct line *l, mpt up, mpt down)
{
    l->lead = up > l->lead ? up : l->lead;
    l->follow = down > l->follow ? down : l->follow;
}

/* An object's or a text's box; with line-stacking-strategy="line-height" its own half-leading around it. */
static void add_height(struct line *l, const struct inl_item *it, bool half_leading, mpt *hanging)
{
    const struct inl_base *base = it->kind == INL_TEXT ? &it->span->base : &it->base;
    mpt half = half_leading ? (base->line_height - base->ascent - base->descent) / 2 : 0;
    mpt up = base->ascent + half, down = base->descent + half;
    const struct inl_place *place = it->kind == INL_TEXT ? &it->span->place : &it->place;
    if (place->edge) {
        if (up + down > *hanging)
            *hanging = up + down;
        return;
    }
    /* what hangs in a span at an edge counts where it would stand on the baseline: it is over-constrained */
    reach(l, up + place->offset, down - place->offset);
}

static void measure(struct line *l)
{
    const struct inl_span *root = l->b->root;
    enum fo_keyword strategy = fo_enum(l->b->block, FO_P_LINE_STACKING_STRATEGY);
    bool disregard = fo_enum(l->b->block, FO_P_LINE_HEIGHT_SHIFT_ADJUSTMENT) == FO_K_DISREGARD_SHIFTS;
    mpt half = strategy == FO_K_LINE_HEIGHT ? (root->base.line_height - root->base.ascent - root->base.descent) / 2 : 0;
    l->lead = root->base.ascent + half;
    l->follow = root->base.descent + half;
    if (strategy == FO_K_FONT_HEIGHT)
        return;
    mpt hanging = 0;
    for (size_t i = 0; i < l->pl->count; i++) {
        const struct para_piece *q = &l->pl->pieces[i];
        const struct inl_item *it = q->user;
        bool counts = q->kind == PARA_PIECE_GLYPHS || (q->kind == PARA_PIECE_OBJECT && it->kind != INL_NOTE);
        if (counts && !(disregard && is_shifted(it)))
            add_height(l, it, strategy == FO_K_LINE_HEIGHT, &hanging);
    }
    if (l->follow < hanging - l->lead)
        l->follow = hanging - l->lead;
}

static void set_height(struct line *l)
{
    const struct inl_base *root = &l->b->root->base;
    mpt leading = root->line_height - root->ascent - root->descent, before = leading / 2;
    measure(l);
    if (fo_enum(l->b->block, FO_P_LINE_STACKING_STRATEGY) == FO_K_LINE_HEIGHT) /* each box brought its own */
        leading = before = 0;
    l->area->u.line.baseline = mpt_add(before, l->lead);
    l->area->h = mpt_add(mpt_add(leading, l->lead), l->follow);
    if (!l->pl->has_text && !l->pl->blank) /* nothing but the edges of empty inlines */
        l->area->h = l->area->u.line.baseline = 0;
}

/* A line on the line grid takes whole rows and stands in their middle: those of its line-height, and more only where something on
 * it reaches out of these. What is raised, or a little larger than the text, stands in the leading of its row. */
static void fill_rows(struct line *l)
{
    const struct inl_base *root = &l->b->root->base;
    mpt pitch = layout_line_grid(l->b->block, &l->b->frame);
    if (l->area->h <= 0 || pitch <= 0)
        return;
    mpt rows = root->line_height + stack_grid_fill(root->line_height, pitch);
    mpt up = (rows - root->line_height) / 2 + (root->line_height - root->ascent - root->descent) / 2 + root->ascent;
    if (l->lead <= up && l->follow <= rows - up) {
        l->area->u.line.baseline = up;
        l->area->h = rows;
        return;
    }
    mpt add = stack_grid_fill(l->area->h, pitch);
    l->area->u.line.baseline += add / 2;
    l->area->h += add;
}

/* --- inline boxes --- */

static struct area *innermost(const struct line *l, mpt *x)
{
    if (l->open.n == 0) {
        *x = 0;
        return l->area;
    }
    *x = l->open.v[l->open.n - 1].x;
    return l->open.v[l->open.n - 1].area;
}

/* begins: its start edge stands on this line. */
static void open_span(struct line *l, struct inl_span *s, mpt x, bool begins)
{
    mpt parent_x;
    struct area *parent = innermost(l, &parent_x);
    struct area *a = area_new(l->b->l->chunk, AREA_INLINE, s->node);
    s->parts++;
    inl_span_edges(l->b, s);
    a->first = begins;
    a->decor = inl_decor(l->b, s);
    a->link_internal = s->link_internal;
    a->link_external = s->link_external;
    a->x = x - parent_x;
    a->y = -(span_offset(l, s) + s->base.ascent) - decor_edge(s->decor, AREA_BEFORE);
    a->h = s->base.ascent + s->base.descent + decor_edge(s->decor, AREA_BEFORE) + decor_edge(s->decor, AREA_AFTER);
    area_add_marks(l->b->l->chunk, &a->marks, s->marks, begins, false);
    area_append(parent, a);
    *VEC_PUSH(l->b->scratch, &l->open) = (struct open_area){s, a, x};
}

/* A part that does not end (begin) the inline has no border and padding there that is not retained. */
static void cut_decor(struct line *l, struct area *a, const struct fo_node *n)
{
    if (!a->first)
        a->decor = decor_cut(l->b->l, n, a->decor, AREA_START);
    if (!a->last)
        a->decor = decor_cut(l->b->l, n, a->decor, AREA_END);
}

/* A field without content takes what is left of the line, an em at least, in its whole height. */
static void take_rest(const struct line *l, const struct open_area *o)
{
    mpt rest = l->area->w - o->x;
    o->area->w = rest > o->span->size ? rest : o->span->size;
    o->area->y = -l->area->u.line.baseline;
    o->area->h = l->area->h;
}

static void close_span(struct line *l, mpt x, bool last)
{
    struct open_area *o = &l->open.v[--l->open.n];
    o->area->w = x - o->x;
    if (o->area->w == 0 && fo_enum(o->span->node, FO_X_FIELD) != FO_K_NONE)
        take_rest(l, o);
    o->area->last = last;
    for (struct area_mark *m = o->area->marks; m; m = m->next)
        m->last = last;
    cut_decor(l, o->area, o->span->node);
}

static bool encloses(const struct inl_span *outer, const struct inl_span *s)
{
    while (s && s != outer)
        s = s->parent;
    return s != NULL;
}

static void open_down_to(struct line *l, struct inl_span *s, mpt x)
{
    if (!s->parent || (l->open.n > 0 && l->open.v[l->open.n - 1].span == s))
        return;
    open_down_to(l, s->parent, x - s->kept.start);
    open_span(l, s, x - s->kept.start, false);
}

/* Makes s the innermost open span. */
static void enter(struct line *l, struct inl_span *s, mpt x)
{
    while (l->open.n > 0 && !encloses(l->open.v[l->open.n - 1].span, s))
        close_span(l, x, false);
    open_down_to(l, s, x);
}

/* --- decorations --- */

struct stroke { mpt y, thickness; }; /* upper edge over the baseline, positive up */

static struct stroke stroke_of(const struct inl_span *s, int kind)
{
    const struct font_metrics *m = &s->face->m;
    int at = kind == 2 ? m->strikeout_position_fu : m->underline_position_fu;
    int thick = kind == 2 ? m->strikeout_thickness_fu : m->underline_thickness_fu;
    struct stroke k = {font_scale(s->face, at, s->size), font_scale(s->face, thick, s->size)};
    if (k.thickness <= 0)
        k.thickness = s->size / 20;
    if (kind == 1)
        k.y = s->base.ascent;
    else
        k.y += k.thickness / 2;
    return k;
}

/* node: which asks for it; s: its span, or the block's. */
static void decorate(struct line *l, const struct inl_span *s, const struct fo_node *node, int kind, mpt x, mpt w)
{
    mpt parent_x;
    struct area *parent = innermost(l, &parent_x);
    struct area *r = l->rule[kind];
    if (r && l->rule_span[kind] == s && l->rule_end[kind] == x && r->x + parent_x + r->w == x && parent->last_child) {
        r->w += w;
        l->rule_end[kind] = x + w;
        return;
    }
    struct stroke k = stroke_of(s, kind);
    r = area_new(l->b->l->chunk, AREA_RULE, node);
    r->artifact = true;
    r->x = x - parent_x;
    r->y = -span_offset(l, s) - k.y;
    r->w = w;
    r->h = k.thickness;
    r->u.rule.style = FO_K_SOLID;
    r->u.rule.color = fo_color(node, FO_P_COLOR);
    area_append(parent, r);
    l->rule[kind] = r;
    l->rule_span[kind] = s;
    l->rule_end[kind] = x + w;
}

static void decorate_all(struct line *l, const struct inl_span *s, mpt x, mpt w)
{
    static const unsigned bits[3] = {FO_DECO_UNDERLINE, FO_DECO_OVERLINE, FO_DECO_LINE_THROUGH};
    for (int k = 0; k < 3 && w > 0; k++) {
        const struct fo_node *node = s->decorations & bits[k] ? fo_decoration_node(s->node, bits[k]) : NULL;
        const struct inl_span *bearer = s;
        while (bearer->parent && bearer->node != node)
            bearer = bearer->parent;
        if (node)
            decorate(l, bearer, node, k, x, w);
    }
}

/* --- content --- */

static struct area *add_glyphs(struct line *l, const struct inl_item *it, mpt x, mpt w, struct glyph_run run)
{
    mpt parent_x;
    struct area *parent = innermost(l, &parent_x);
    struct area *a = area_new(l->b->l->chunk, AREA_GLYPHS, it->node);
    a->x = x - parent_x;
    a->y = -item_offset(l, it);
    a->w = w;
    a->h = run.font.size;
    a->u.run = arena_dup(l->b->l->chunk, &run, sizeof run);
    area_append(parent, a);
    return a;
}

static void put_text(struct line *l, const struct para_piece *q, mpt x)
{
    const struct inl_item *it = q->user;
    struct arena *chunk = l->b->l->chunk;
    struct glyph_run run = {.font = q->font, .color = fo_color(it->node, FO_P_COLOR), .count = q->count, .spaced = q->spaced,
                            .text_len = q->text_len, .language = q->style->language};
    if (fo_enum(it->node, FO_P_VISIBILITY) == FO_K_HIDDEN || q->count == 0)
        return;
    run.glyphs = arena_dup(chunk, q->glyphs, q->count * sizeof *q->glyphs);
    run.text = arena_strndup(chunk, q->text, q->text_len);
    add_glyphs(l, it, x, q->width, run);
    decorate_all(l, it->span, x, q->width);
}

static void put_box(struct line *l, const struct inl_item *it, mpt x)
{
    mpt parent_x;
    struct area *parent = innermost(l, &parent_x);
    it->area->x = x - parent_x;
    it->area->y = -item_offset(l, it) - it->base.ascent;
    area_append(parent, it->area);
    struct area *outer = l->open.n ? l->open.v[l->open.n - 1].area : NULL;
    if (outer && (outer->link_internal || outer->link_external) && !outer->decor) { /* the picture is the link */
        mpt top = it->area->y < outer->y ? it->area->y : outer->y, bottom = it->area->y + it->area->h;
        if (bottom < outer->y + outer->h)
            bottom = outer->y + outer->h;
        outer->y = top;
        outer->h = bottom - top;
    }
}

static void put_rule(struct line *l, const struct inl_item *it, mpt x, mpt w)
{
    mpt parent_x;
    struct area *parent = innermost(l, &parent_x);
    struct area *r = area_new(l->b->l->chunk, AREA_RULE, it->node);
    r->artifact = true;
    r->x = x - parent_x;
    r->y = -item_offset(l, it) - it->base.ascent;
    r->w = w;
    r->h = it->base.ascent;
    r->u.rule.style = fo_enum(it->node, FO_P_RULE_STYLE);
    r->u.rule.color = fo_color(it->node, FO_P_COLOR);
    area_append(parent, r);
}

static void put_dots(struct line *l, const struct inl_item *it, const struct para_style *st, mpt x, mpt w)
{
    const struct para_source *src = inl_source(l->b->l);
    size_t n = it->unit > 0 ? (size_t)(w / it->unit) : 0;
    struct font f;
    if (n == 0 || n > 100000 || !src->face(src->self, st, '.', 0, false, &f))
        return;
    struct glyph *g = arena_array(l->b->l->chunk, n, sizeof *g);
    char *text = arena_alloc(l->b->l->chunk, n + 1);
    memset(text, '.', n);
    for (size_t i = 0; i < n; i++)
        g[i] = (struct glyph){.gid = font_glyph(f.face, '.'), .cluster = (uint32_t)i, .advance = it->unit};
    struct glyph_run run = {.font = f, .color = fo_color(it->node, FO_P_COLOR), .glyphs = g, .count = n, .text = text,
                            .text_len = n};
    add_glyphs(l, it, x, w, run)->artifact = true;
}

static void put_repeated(struct line *l, const struct inl_item *it, mpt x, mpt w)
{
    mpt parent_x;
    struct area *parent = innermost(l, &parent_x);
    int64_t n = it->unit > 0 ? w / it->unit : 0;
    for (int64_t i = 0; i < n && i < 100000; i++) {
        struct area *a = inl_line(it->content, para_line(it->content->p, 0), NULL);
        a->artifact = true;
        a->w = para_line(it->content->p, 0)->width;
        a->x = x - parent_x + (mpt)((i + 1) * it->unit) - a->w;
        a->y = -item_offset(l, it);
        a->u.line.baseline = 0;
        area_append(parent, a);
    }
}

/* Background, border and padding of a leader: within its length. */
static void put_leader_box(struct line *l, const struct inl_item *it, mpt x, mpt w)
{
    mpt parent_x;
    struct area *parent = innermost(l, &parent_x);
    struct area *a = area_new(l->b->l->chunk, AREA_INLINE, it->node);
    a->artifact = a->first = a->last = true;
    a->decor = it->decor;
    a->x = x - parent_x;
    a->y = -item_offset(l, it) - it->base.ascent - decor_edge(it->decor, AREA_BEFORE);
    a->w = w;
    a->h = it->base.ascent + it->base.descent + decor_edge(it->decor, AREA_BEFORE) + decor_edge(it->decor, AREA_AFTER);
    inl_give_id(l->b->l, a, it->node);
    area_append(parent, a);
}

static void put_leader(struct line *l, const struct para_piece *q, mpt x)
{
    const struct inl_item *it = q->user;
    mpt w = q->width - decor_edge(it->decor, AREA_START) - decor_edge(it->decor, AREA_END);
    if (it->decor || fo_string(it->node, FO_P_ID)[0])
        put_leader_box(l, it, x, q->width);
    x += decor_edge(it->decor, AREA_START);
    switch (fo_enum(it->node, FO_P_LEADER_PATTERN)) {
    case FO_K_RULE:
        put_rule(l, it, x, w);
        break;
    case FO_K_DOTS:
        put_dots(l, it, q->style, x, w);
        decorate_all(l, it->span, x, w);
        break;
    case FO_K_USE_CONTENT:
        if (it->content)
            put_repeated(l, it, x, w);
        decorate_all(l, it->span, x, w);
        break;
    default: /* a rule and a space are no text to be decorated (XSL 1.1 6.6.9) */
        break;
    }
}

static void take_note(struct line *l, const struct inl_item *it)
{
    struct stack_footnote *n = page_note(l->b->l, it->node);
    *(l->notes_end ? l->notes_end : &l->notes) = n;
    l->notes_end = &n->next;
    inl_give_id(l->b->l, l->area, it->node->parent); /* an fo:footnote has no area: its line stands for it */
}

static void put_object(struct line *l, const struct para_piece *q, mpt x)
{
    struct inl_item *it = q->user;
    if (it->kind == INL_BOX)
        put_box(l, it, x);
    else if (it->kind == INL_LEADER)
        put_leader(l, q, x);
    else if (it->kind == INL_NOTE)
        take_note(l, it);
}

static void put_piece(struct line *l, const struct para_piece *q)
{
    struct inl_item *it = q->user;
    mpt x = q->x;
    bool edge = it->kind == INL_EDGE;
    if (q->kind == PARA_PIECE_OPEN && edge) {
        enter(l, it->span->parent, x);
        open_span(l, it->span, x + q->width - decor_edge(it->span->decor, AREA_START), true); /* behind its space, if that stays */
    } else {
        enter(l, it->span, x);
    }
    l->x = x + q->width;
    if (q->kind == PARA_PIECE_CLOSE && edge)
        close_span(l, x + decor_edge(it->span->decor, AREA_END), true);
    else if (q->kind == PARA_PIECE_GLYPHS)
        put_text(l, q, x);
    else if (q->kind == PARA_PIECE_OBJECT)
        put_object(l, q, x);
}

struct area *inl_line(struct inl *b, const struct para_line *pl, struct stack_footnote **notes)
{
    struct line l = {.b = b, .pl = pl, .area = area_new(b->l->chunk, AREA_LINE, b->block)};
    l.area->x = b->left;
    l.area->u.line.mirror = pl->mirror;
    l.area->w = b->width;
    set_height(&l);
    fill_rows(&l);
    l.x = pl->x;
    for (size_t i = 0; i < pl->count; i++)
        put_piece(&l, &pl->pieces[i]);
    while (l.open.n > 0) {
        l.x += l.open.v[l.open.n - 1].span->kept.end;
        close_span(&l, l.x, false);
    }
    if (notes)
        *notes = l.notes;
    return l.area;
}
