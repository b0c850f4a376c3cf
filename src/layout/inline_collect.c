/* inline_collect.c - inline-level children read into a paragraph: what each kind of object adds to it. */
#include <string.h>

#include "base/limits.h"
#include "layout/boxes.h"
#include "layout/chinese.h"
#include "layout/container.h"
#include "layout/decor.h"
#include "layout/fit.h"
#include "layout/inline.h"
#include "layout/inline_int.h"
#include "layout/markers.h"
#include "layout/page.h"
#include "layout/refs.h"
#include "layout/spread.h"

/* Its edges take a share of the width. */
static bool is_relative(const struct fo_node *n)
{
    static const enum fo_prop edges[] = {FO_P_PADDING_START, FO_P_PADDING_END, FO_P_PADDING_BEFORE, FO_P_PADDING_AFTER,
                                         FO_P_SPACE_START_OPTIMUM, FO_P_SPACE_END_OPTIMUM};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        if (fo_length(n, edges[i]).fraction != 0)
            return true;
    return false;
}

/* Can its edges be taken anew at another width? What stays of them is summed over the paragraph. */
static bool renewable(const struct inl_span *s)
{
    return !s->relative || (!s->kept.start && !s->kept.end);
}

struct inl_item *inl_item_new(struct inl *b, enum inl_kind kind, struct fo_node *n)
{
    struct inl_item *it = arena_alloc(b->scratch, sizeof *it);
    *it = (struct inl_item){.kind = kind, .span = b->span, .node = n};
    b->bare &= kind == INL_TEXT || (kind == INL_EDGE && !b->span->decor);
    b->plain &= kind == INL_EDGE ? renewable(b->span) : kind != INL_BOX || !b->in_leader;
    return it;
}

/* --- spans --- */

static bool set_font(struct inl *b, struct inl_span *s)
{
    const struct para_style *st = inl_style(b, s->node);
    if (!st)
        return false;
    s->face = font_list_primary(st->fonts);
    s->size = st->size;
    s->inside = (st->no_wrap ? PARA_EDGE_KEEPS : 0u) | (st->one_line ? PARA_EDGE_ONE_LINE : 0u);
    s->base = inl_font_base(s->node, st->fonts, s->size);
    s->base.line_height = fit_line_height(b->l, s->node, s->base.line_height);
    if (s->parent)
        s->place = inl_align(s->node, &s->base, s->parent);
    inl_table(s);
    return true;
}

static void add_mark(struct inl *b, struct inl_span *s, const char *id, const struct fo_node *marker)
{
    struct area_mark *m = arena_alloc(b->scratch, sizeof *m);
    *m = (struct area_mark){.next = s->marks, .id = id, .marker = marker, .first = true, .last = true};
    s->marks = m;
}

/* As long as the paragraph, which may go on (inl_kept) when what was laid out with it is drawn and freed. */
static void set_edges(const struct inl *b, struct inl_span *s)
{
    struct fo_node *n = s->node;
    const struct area_decor *d = n->element == FO_WRAPPER ? NULL : decor_new(b->l, n, b->container_ipd);
    if (d && s->decor)
        *s->decor = *d;
    else if (d)
        s->decor = arena_dup(b->scratch, d, sizeof *d);
    s->ipd = b->container_ipd;
}

void inl_span_edges(struct inl *b, struct inl_span *s)
{
    if (s->relative && s->ipd != b->container_ipd)
        set_edges(b, s);
}

struct para_space inl_edge(const struct inl *b, const struct inl_item *it, mpt *space)
{
    const struct area_decor *d = it->kind == INL_EDGE ? it->span->decor : NULL;
    mpt own = fo_mpt(it->node, it->opens ? FO_P_SPACE_START_OPTIMUM : FO_P_SPACE_END_OPTIMUM, b->container_ipd);
    mpt width = own + decor_edge(d, it->opens ? AREA_START : AREA_END);
    bool stays = fo_enum(it->node, it->opens ? FO_P_SPACE_START_CONDITIONALITY : FO_P_SPACE_END_CONDITIONALITY) == FO_K_RETAIN;
    *space = stays ? 0 : own;
    return (struct para_space){width, width, width};
}

const struct area_decor *inl_decor(const struct inl *b, const struct inl_span *s)
{
    return s->decor ? arena_dup(b->l->chunk, s->decor, sizeof *s->decor) : NULL;
}

static struct inl_span *span_new(struct inl *b, struct fo_node *n)
{
    struct inl_span *s = arena_alloc(b->scratch, sizeof *s);
    *s = (struct inl_span){.parent = b->span, .node = n, .decorations = fo_decorations(n)};
    if (!set_font(b, s))
        return NULL;
    set_edges(b, s);
    s->kept = (struct para_kept){decor_kept(n, s->decor, AREA_START), decor_kept(n, s->decor, AREA_END)};
    s->relative = is_relative(n);
    const char *id = fo_string(n, FO_P_ID);
    if (id[0])
        add_mark(b, s, id, NULL);
    return s;
}

static void link_of(struct inl *b, struct inl_span *s)
{
    struct refs_target to = refs_target(s->node);
    refs_check_target(b->l, s->node);
    s->link_internal = to.id;
    s->link_external = to.uri;
    if (to.id)
        refs_link(b->l, to.id, &s->node->loc);
}

/* XSL 1.1 section 7.20.4 and 7.20.5, within-line. */
static unsigned edge_holds(const struct fo_node *n, bool start)
{
    enum fo_prop keep = start ? FO_P_KEEP_WITH_PREVIOUS_WITHIN_LINE : FO_P_KEEP_WITH_NEXT_WITHIN_LINE;
    return n->element != FO_WRAPPER && fo_keep(n, keep) >= FO_KEEP_ALWAYS ? PARA_EDGE_HOLDS : 0u;
}

static unsigned edge_flags(const struct inl_span *s, bool start)
{
    return edge_holds(s->node, start) | s->parent->inside | (s->place.shifted ? PARA_EDGE_APART : 0u)
         | (s->node->parent && s->node->parent->element == FO_FOOTNOTE ? PARA_EDGE_CALL : 0u);
}

static void push_edge(struct inl *b, enum inl_kind kind, struct fo_node *n, bool opens, unsigned flags, struct para_kept kept)
{
    struct inl_item *it = inl_item_new(b, kind, n);
    it->opens = opens;
    mpt space, width = inl_edge(b, it, &space).opt;
    b->bare &= width == 0;
    para_edge(b->p, (opens ? PARA_EDGE_OPEN : 0u) | flags, width, space, kept, it);
}

static void push_span_edge(struct inl *b, bool opens)
{
    const struct inl_span *s = b->span;
    push_edge(b, INL_EDGE, s->node, opens, edge_flags(s, opens), s->kept);
}

static bool open_span(struct inl *b, struct fo_node *n)
{
    struct inl_span *s = span_new(b, n);
    if (!s)
        return false;
    if (n->element == FO_BASIC_LINK)
        link_of(b, s);
    b->span = s;
    push_span_edge(b, true);
    return true;
}

static void close_span(struct inl *b)
{
    if (!b->span->ended)
        push_span_edge(b, false);
    b->span = b->span->parent;
}

void inl_new_para(struct inl *b)
{
    struct para_kept kept = {0};
    b->plain = true;
    for (const struct inl_span *s = b->span; s; s = s->parent) {
        kept.start += s->ended ? 0 : s->kept.start;
        kept.end += s->ended ? 0 : s->kept.end;
        b->plain &= renewable(s);
    }
    b->p = para_new(b->scratch, inl_source(b->l));
    para_within(b->p, kept);
    if (b->keep_yields)
        para_keep_yields(b->p);
    b->at_start = true;
    b->after_space = false;
    b->in_word = false;
}

/* --- collecting --- */

static void collect_children(struct inl *b, struct fo_node *n)
{
    inl_collect(b, fo_first(b->l->fo, n), NULL);
}

static void note_empty(struct inl *b, struct fo_node *n)
{
    struct fo_node *c = fo_first(b->l->fo, n);
    while (c && layout_blank(c))
        c = fo_next(b->l->fo, c);
    if (c || !b->s)
        return;
    if (fo_string(n, FO_P_ID)[0])
        *VEC_PUSH(b->scratch, &b->empty) = b->span;
    else
        inl_push_marks(b, b->span); /* markers alone ask for no line */
}

/* White space collapses among the characters of one object, not across its edges: that is how XSL 1.1 7.17.3 is read
 * (consecutive fo:characters are siblings), and what makes spacing between inlines predictable for templates. */
static void in_span(struct inl *b, struct fo_node *n)
{
    if (!open_span(b, n))
        return;
    b->after_space = false;
    if (!spread_inline(b, n) && !boxes_inline(b, n))
        collect_children(b, n);
    note_empty(b, n);
    close_span(b);
    b->after_space = false;
}

static void text_in_span(struct inl *b, struct fo_node *n, const char *text)
{
    if (!open_span(b, n))
        return;
    size_t since = para_units(b->p);
    inl_text(b, n, text, strlen(text), n->element == FO_CHARACTER);
    if (n->element != FO_CHARACTER)
        para_varies(b->p, since);
    close_span(b);
}

static void wrapper(struct inl *b, struct fo_node *n)
{
    if (fo_string(n, FO_P_ID)[0] || fo_decorations(n)) {
        in_span(b, n);
        return;
    }
    b->after_space = false;
    collect_children(b, n);
    b->after_space = false;
}

static void citation(struct inl *b, struct fo_node *n)
{
    bool last = n->element == FO_PAGE_NUMBER_CITATION_LAST;
    const char *page = b->drawn ? refs_page(b->l, fo_string(n, FO_P_REF_ID), last, &n->loc) : NULL;
    text_in_span(b, n, page ? page : "?");
}

static void page_number(struct inl *b, struct fo_node *n)
{
    text_in_span(b, n, b->drawn ? refs_page_number(b->l, n) : "00");
}

void inl_not_in_leader(struct inl *b, const struct fo_node *n)
{
    diag(b->l->diag, LEADER_CONTENT, &n->loc, fo_element_name(n->element));
}

void inl_note(struct inl *b, struct fo_node *body)
{
    const struct frame *f = &b->frame;
    if (f->in_footnote || f->in_static || f->in_absolute) {
        diag(b->l->diag, FOOTNOTE_MISPLACED, &body->loc);
        return;
    }
    const struct para_style *st = b->s && !f->in_line /* inl_container() sees to it */ ? inl_style(b, b->span->node) : NULL;
    if (!st)
        return;
    para_object(b->p, st, PARA_ANCHOR, (struct para_space){0}, inl_item_new(b, INL_NOTE, body));
    *VEC_PUSH(b->scratch, &b->notes) = body;
}

static void footnote(struct inl *b, struct fo_node *n)
{
    for (struct fo_node *c = fo_first(b->l->fo, n); c; c = fo_next(b->l->fo, c)) {
        if (c->element != FO_FOOTNOTE_BODY)
            inl_collect(b, c, fo_next(b->l->fo, c));
        else if (b->in_leader)
            inl_not_in_leader(b, c);
        else
            inl_note(b, c);
    }
}

static void retrieve(struct inl *b, struct fo_node *n)
{
    struct fo_node *content = b->s ? markers_retrieve(b->l, n) : NULL;
    if (content)
        collect_children(b, content);
    b->after_space = false; /* an object between two spaces, even where it retrieves nothing */
}

static void marker(struct inl *b, struct fo_node *n)
{
    if (!b->s)
        return;
    if (b->span->parent)
        add_mark(b, b->span, NULL, n);
    else
        layout_marker(b->l, b->s, n);
}

/* The lines so far end; the object is stacked as a block; what follows begins new lines. */
static void block_level(struct inl *b, struct fo_node *n)
{
    if (b->in_leader) {
        inl_not_in_leader(b, n);
        return;
    }
    if (!b->s) {
        mpt min, max;
        layout_width_range(b->l, n, &min, &max);
        b->min = min > b->min ? min : b->min;
        b->max = max > b->max ? max : b->max;
        return;
    }
    const struct frame *f = stack_frame(b->s);
    if (container_is_absolute(n)) {
        layout_block_level(b->l, b->s, n, f);
        return;
    }
    bool boxed = inl_boxed(b);
    inl_block_starts(b);
    if (boxed)
        inl_block_ends(b, n);
    if (!b->passing || !inl_reach(b, n)) {
        inl_flush_before(b, n);
        if (b->l->failed)
            return;
        inl_between_objects(b, n);
        layout_push_break_before(b->l, b->s, n, layout_break_before(b->l, n));
        if (boxed)
            inl_block(b, n);
        else
            inl_block_bare(b, n);
        if (!boxed) /* the box has more lines to come */
            chunk_child(b->l, b->s, &b->given, n);
        b->pushed = true;
        b->begin = (struct layout_resume){.node = n, .behind = true};
    }
    if (!boxed) /* what follows is read when the block is set: it may be long */
        inl_block_ends(b, n);
    b->first_run = false;
}

static void collect_text(struct inl *b, struct fo_node *n)
{
    inl_text(b, n, n->text, n->text_len, true);
}

static void character(struct inl *b, struct fo_node *n)
{
    text_in_span(b, n, fo_string(n, FO_P_CHARACTER));
}

typedef void collect_fn(struct inl *, struct fo_node *);

/* An object that opens no span has its spaces as edges around it (XSL 1.1 7.12.5, 7.12.6). */
static void spaced(struct inl *b, struct fo_node *n, collect_fn *collect)
{
    mpt start = fo_mpt(n, FO_P_SPACE_START_OPTIMUM, b->container_ipd), end = fo_mpt(n, FO_P_SPACE_END_OPTIMUM, b->container_ipd);
    unsigned flags = b->span->inside, before = edge_holds(n, true), behind = edge_holds(n, false);
    bool edges = start || end || before || behind;
    if (edges)
        push_edge(b, INL_SPACE, n, true, flags | before, (struct para_kept){0});
    collect(b, n);
    if (edges)
        push_edge(b, INL_SPACE, n, false, flags | behind, (struct para_kept){0});
}

static void box(struct inl *b, struct fo_node *n) { spaced(b, n, inl_box); }
static void leader(struct inl *b, struct fo_node *n) { spaced(b, n, inl_leader); }

static const struct {
    enum fo_element element;
    collect_fn *collect;
} collectors[] = {
    {FO_TEXT, collect_text},
    {FO_INLINE, in_span},
    {FO_BASIC_LINK, in_span},
    {FO_BIDI_OVERRIDE, in_span},
    {FO_WRAPPER, wrapper},
    {FO_CHARACTER, character},
    {FO_EXTERNAL_GRAPHIC, box},
    {FO_INSTREAM_FOREIGN_OBJECT, box},
    {FO_LEADER, leader},
    {FO_INLINE_CONTAINER, box},
    {FO_PAGE_NUMBER, page_number},
    {FO_PAGE_NUMBER_CITATION, citation},
    {FO_PAGE_NUMBER_CITATION_LAST, citation},
    {FO_FOOTNOTE, footnote},
    {FO_RETRIEVE_MARKER, retrieve},
    {FO_RETRIEVE_TABLE_MARKER, retrieve},
    {FO_MARKER, marker},
    {FO_BLOCK, block_level},
    {FO_BLOCK_CONTAINER, block_level},
    {FO_TABLE_AND_CAPTION, block_level},
    {FO_TABLE, block_level},
    {FO_LIST_BLOCK, block_level},
};

/* When only widths are asked for, width.c asks for these by itself: asking twice at each level would double at each. */
static bool asked_apart(const struct inl *b, const struct fo_node *n)
{
    return !b->s && n->parent == b->block && !inline_is(n);
}

static bool too_deep(struct layout *l, const struct fo_node *n)
{
    if (l->depth >= LIMIT_DEPTH)
        diag(l->diag, LAYOUT_TOO_DEEP, &n->loc, fo_element_name(n->element));
    return l->depth >= LIMIT_DEPTH;
}

static void collect_one(struct inl *b, struct fo_node *n)
{
    for (size_t i = 0; i < sizeof collectors / sizeof *collectors; i++)
        if (collectors[i].element == n->element && !asked_apart(b, n) && !inl_passed(b, n))
            collectors[i].collect(b, n);
}

void inl_collect(struct inl *b, struct fo_node *first, struct fo_node *end)
{
    struct layout *l = b->l;
    if (first && too_deep(l, first))
        return;
    l->depth++;
    for (struct fo_node *n = first; n && n != end && !l->failed; n = inl_behind(b, n))
        collect_one(b, n);
    l->depth--;
}

struct fo_node *inl_collect_run(struct inl *b, struct fo_node *first)
{
    struct layout *l = b->l;
    struct fo_node *n = first;
    bool deep = too_deep(l, first);
    l->depth++;
    for (; n && inline_is(n) && !l->failed; n = inl_behind(b, n))
        if (!deep)
            collect_one(b, n);
    l->depth--;
    while (n && inline_is(n)) /* where layout stopped */
        n = fo_next(l->fo, n);
    return n;
}

void inl_begin(struct inl *b, struct layout *l, struct stack *s, struct fo_node *block, mpt width)
{
    b->l = l;
    b->s = s;
    b->drawn |= s != NULL;
    b->block = block;
    b->width = b->container_ipd = width;
    b->keep_yields = fo_keep(block, FO_P_KEEP_TOGETHER_WITHIN_LINE) >= FO_KEEP_ALWAYS && chinese_object(l, block);
    inl_new_para(b);
    b->root = arena_alloc(b->scratch, sizeof *b->root);
    b->root->node = block;
    if (!set_font(b, b->root))
        return;
    b->root->decorations = fo_decorations(block);
    b->span = b->root;
}
