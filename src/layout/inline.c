/* inline.c - collects inline content, has it broken into lines and pushes them. See inline.h, inline_int.h. */
#include "layout/inline.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "layout/boxes.h"
#include "layout/chinese.h"
#include "layout/chunk.h"
#include "layout/container.h"
#include "layout/decimal.h"
#include "layout/decor.h"
#include "layout/fit.h"
#include "layout/inline_int.h"
#include "layout/markers.h"
#include "layout/page.h"
#include "layout/refs.h"
#include "layout/spread.h"

static bool holds_lines(const struct fo_node *n)
{
    while (n && (n->element == FO_WRAPPER || n->element == FO_RETRIEVE_MARKER || n->element == FO_RETRIEVE_TABLE_MARKER
                 || n->element == FO_MARKER))
        n = n->parent;
    return n && (n->element == FO_BLOCK || n->element == FO_INLINE || n->element == FO_BASIC_LINK ||
                 n->element == FO_FOOTNOTE || n->element == FO_LEADER || n->element == FO_TITLE);
}

bool inline_is(const struct fo_node *n)
{
    switch (n->element) {
    case FO_TEXT: case FO_INLINE: case FO_CHARACTER: case FO_EXTERNAL_GRAPHIC: case FO_INSTREAM_FOREIGN_OBJECT:
    case FO_INLINE_CONTAINER: case FO_LEADER: case FO_PAGE_NUMBER: case FO_PAGE_NUMBER_CITATION:
    case FO_PAGE_NUMBER_CITATION_LAST: case FO_BASIC_LINK: case FO_FOOTNOTE: case FO_BIDI_OVERRIDE:
        return true;
    case FO_WRAPPER: case FO_RETRIEVE_MARKER: case FO_RETRIEVE_TABLE_MARKER:
        return holds_lines(n->parent);
    default:
        return false;
    }
}

const struct para_source *inl_source(struct layout *l)
{
    if (!l->para_fonts)
        l->para_fonts = para_fonts_new(l->job->fonts);
    return para_fonts_source(l->para_fonts);
}

struct inl_item *inl_item_new(struct inl *b, enum inl_kind kind, struct fo_node *n)
{
    struct inl_item *it = arena_alloc(b->scratch, sizeof *it);
    *it = (struct inl_item){.kind = kind, .span = b->span, .node = n};
    b->plain &= kind == INL_TEXT || (kind == INL_EDGE && !b->span->decor && !b->span->space_start && !b->span->space_end);
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
    s->no_wrap = st->no_wrap;
    s->base = inl_font_base(s->node, s->face, s->size);
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

static struct inl_span *span_new(struct inl *b, struct fo_node *n)
{
    struct inl_span *s = arena_alloc(b->scratch, sizeof *s);
    *s = (struct inl_span){.parent = b->span, .node = n, .decorations = fo_decorations(n)};
    if (!set_font(b, s))
        return NULL;
    if (n->element != FO_WRAPPER)
        s->decor = decor_new(b->l, n, b->container_ipd);
    s->kept = (struct para_kept){decor_kept(n, s->decor, AREA_START), decor_kept(n, s->decor, AREA_END)};
    s->space_start = fo_mpt(n, FO_P_SPACE_START_OPTIMUM, b->container_ipd);
    s->space_end = fo_mpt(n, FO_P_SPACE_END_OPTIMUM, b->container_ipd);
    const char *id = fo_string(n, FO_P_ID);
    if (id[0])
        add_mark(b, s, id, NULL);
    return s;
}

static void link_of(struct inl_span *s)
{
    const char *internal = fo_string(s->node, FO_P_INTERNAL_DESTINATION);
    const char *external = fo_string(s->node, FO_P_EXTERNAL_DESTINATION);
    s->link_internal = internal[0] ? internal : NULL;
    s->link_external = external[0] && !internal[0] ? external : NULL;
}

static unsigned edge_flags(const struct inl_span *s)
{
    return (s->parent->no_wrap ? PARA_EDGE_KEEPS : 0u) | (s->place.shifted ? PARA_EDGE_APART : 0u);
}

static bool open_span(struct inl *b, struct fo_node *n)
{
    struct inl_span *s = span_new(b, n);
    if (!s)
        return false;
    if (n->element == FO_BASIC_LINK)
        link_of(s);
    b->span = s;
    mpt space = fo_enum(n, FO_P_SPACE_START_CONDITIONALITY) == FO_K_RETAIN ? 0 : s->space_start;
    para_edge(b->p, PARA_EDGE_OPEN | edge_flags(s), s->space_start + decor_edge(s->decor, AREA_START), space, s->kept,
              inl_item_new(b, INL_EDGE, n));
    return true;
}

static void close_span(struct inl *b)
{
    struct inl_span *s = b->span;
    mpt space = fo_enum(s->node, FO_P_SPACE_END_CONDITIONALITY) == FO_K_RETAIN ? 0 : s->space_end;
    if (!s->ended)
        para_edge(b->p, edge_flags(s), decor_edge(s->decor, AREA_END) + s->space_end, space, s->kept,
                  inl_item_new(b, INL_EDGE, s->node));
    b->span = s->parent;
}

/* --- lines --- */

static enum para_align align_of(enum fo_keyword k, bool odd_page)
{
    switch (k) {
    case FO_K_CENTER: return PARA_CENTER;
    case FO_K_END: case FO_K_RIGHT: return PARA_END;
    case FO_K_JUSTIFY: return PARA_JUSTIFY;
    case FO_K_INSIDE: return odd_page ? PARA_START : PARA_END;
    case FO_K_OUTSIDE: return odd_page ? PARA_END : PARA_START;
    default: return PARA_START;
    }
}

enum cjk_profile inl_profile(const struct fo_node *n)
{
    enum fo_keyword k = fo_enum(n, FO_X_COMPOSITION);
    return k == FO_K_BASIC ? CJK_BASIC : k == FO_K_STRICT ? CJK_STRICT : CJK_GB;
}

/* May a word that is too wide be cut, also in a paragraph without Han? In a cell, where it would print over the next one: if it
 * is a Chinese one (chinese.h), or the widths go by the content. Else it runs out, as XSL has it for overflow="visible". */
static bool cuts_words(const struct inl *b)
{
    const struct fo_node *n = b->block;
    while (n && n->element != FO_TABLE_CELL)
        n = n->parent;
    if (!n || chinese_object(b->l, b->block))
        return n != NULL;
    while (n && n->element != FO_TABLE)
        n = n->parent;
    return n && fo_enum(n, FO_P_TABLE_LAYOUT) != FO_K_FIXED;
}

static struct para_layout layout_of(struct inl *b)
{
    const struct fo_node *n = b->block;
    enum fo_keyword align = fo_enum(n, FO_P_TEXT_ALIGN), last = fo_enum(n, FO_P_TEXT_ALIGN_LAST);
    struct para_layout how = {.width = b->width, .profile = inl_profile(n)};
    how.cut = cuts_words(b);
    bool odd = !b->frame.in_static || page_is_odd(b->l); /* which page a flow's line comes to stand on shows later */
    how.align = align_of(align, odd);
    how.align_last = last == FO_K_RELATIVE || last == FO_K_UNSET ? (align == FO_K_JUSTIFY ? PARA_START : how.align)
                                                                 : align_of(last, odd);
    how.mirror = !b->frame.in_static && (align == FO_K_INSIDE || align == FO_K_OUTSIDE);
    how.mirror_last = last == FO_K_RELATIVE || last == FO_K_UNSET ? how.mirror
                                                                  : !b->frame.in_static && (last == FO_K_INSIDE || last == FO_K_OUTSIDE);
    how.first_indent = b->first_run ? fo_mpt(n, FO_P_TEXT_INDENT, b->container_ipd) : 0;
    how.last_end_indent = fo_mpt(n, FO_P_LAST_LINE_END_INDENT, b->container_ipd);
    how.wrap = fo_enum(n, FO_P_WRAP_OPTION) != FO_K_NO_WRAP;
    how.from = b->from;
    if (spread_given(n))
        how.align = how.align_last = PARA_SPREAD;
    return how;
}

/* Between line i - 1 and line i of n: widows and orphans (XSL 1.1 sections 7.20.6, 7.20.7). */
static void break_between(struct inl *b, size_t i, size_t n)
{
    n += para_next(b->p) ? INT_MAX : 0;
    int orphans = fo_integer(b->block, FO_P_ORPHANS, 2), widows = fo_integer(b->block, FO_P_WIDOWS, 2);
    bool free = ((int64_t)i >= orphans || b->from) && (int64_t)n - (int64_t)i >= widows;
    stack_break(b->s, (struct stack_break){.penalty = free ? 0 : stack_keep(layout_always(b->l, b->block)),
                                           .next = {b->first, para_line(b->p, i)->from}});
}

static void between_objects(struct inl *b)
{
    if (b->pushed)
        stack_break(b->s, (struct stack_break){.penalty = 0});
}

/* For the next box: the span has no area of its own. */
static void push_marks(struct inl *b, const struct inl_span *s)
{
    for (const struct area_mark *m = s->marks; m; m = m->next) {
        struct area_mark *copy = arena_dup(b->l->doc, m, sizeof *m);
        copy->next = NULL;
        stack_mark(b->s, copy);
    }
}

static void push_open_marks(struct inl *b)
{
    for (struct inl_span *s = b->span; s && s->parent; s = s->parent)
        if (s->marks && s->parts == 0) {
            push_marks(b, s);
            s->parts = 1;
        }
}

/* The lines that were laid out; `more` stand before them. */
static void push_stretch(struct inl *b, bool more)
{
    size_t n = para_lines(b->p);
    const struct decimal_place *place = b->frame.in_table_cell ? decimal_place_of(b->block) : NULL;
    for (size_t i = 0; i < n && !b->l->failed; i++) {
        if (i > 0 || more)
            break_between(b, i, n);
        struct para_line pl = *para_line(b->p, i);
        inl_report_line(b, &pl);
        if (place)
            pl = decimal_line(b, &pl, place);
        struct stack_footnote *notes = NULL;
        struct area *line = inl_line(b, &pl, &notes);
        line->first = i == 0 && b->first_run && !b->from;
        line->last = i + 1 == n && !para_next(b->p);
        stack_grid(b->s, inl_grid(b));
        stack_box(b->s, line->h, line, notes);
    }
    b->pushed |= n > 0;
}

/* Messages: once a paragraph, not again where it goes on at another width. */
static void push_lines(struct inl *b)
{
    struct para_layout how = layout_of(b);
    struct arena *work = para_is_long(b->p) ? arena_new() : NULL;
    how.work = work;
    para_layout(b->p, &how);
    if (!b->from)
        inl_report_paragraph(b);
    between_objects(b);
    push_stretch(b, false);
    while (para_next(b->p) && !b->l->failed) {
        how.from = b->from = para_next(b->p);
        para_layout(b->p, &how);
        push_stretch(b, true);
    }
    arena_free(work);
    b->first_run = false;
    b->first = NULL;
    b->from = 0;
}

static void new_para(struct inl *b)
{
    struct para_kept kept = {0};
    for (const struct inl_span *s = b->span; s; s = s->parent) {
        kept.start += s->ended ? 0 : s->kept.start;
        kept.end += s->ended ? 0 : s->kept.end;
    }
    b->p = para_new(b->scratch, inl_source(b->l));
    para_within(b->p, kept);
    b->at_start = true;
    b->after_space = false;
    b->in_word = false;
}

static void measure_numbers(struct inl *b)
{
    struct para_layout how = {.width = MPT_MAX / 4, .profile = inl_profile(b->block)};
    para_layout(b->p, &how);
    for (size_t i = 0; i < para_lines(b->p); i++) {
        struct decimal_extent e = decimal_measure(para_line(b->p, i)), *most = b->decimal;
        if (!e.number)
            continue;
        most->before = e.before > most->before ? e.before : most->before;
        most->after = e.after > most->after ? e.after : most->after;
        most->number = true;
    }
}

/* A line for inlines that have nothing in them: they still have an area, and that stands on a line. */
static struct area *empty_line(struct inl *b)
{
    struct area *line = area_new(b->l->chunk, AREA_LINE, b->block);
    line->x = b->left;
    line->w = b->width;
    line->h = b->root->base.line_height;
    line->u.line.baseline = (line->h + b->root->base.ascent - b->root->base.descent) / 2;
    return line;
}

/* Nothing to see, but ids of empty inlines or footnotes without a call: they have their place on a line of their own, which
 * has a height only for the ids. */
static void push_empty_line(struct inl *b)
{
    struct stack_footnote *notes = NULL, **tail = &notes;
    struct area *line = b->empty.n ? empty_line(b) : NULL;
    between_objects(b);
    for (size_t i = 0; i < b->empty.n; i++)
        push_marks(b, b->empty.v[i]);
    for (size_t i = 0; i < b->notes.n; i++) {
        *tail = page_note(b->l, b->notes.v[i]);
        tail = &(*tail)->next;
    }
    stack_box(b->s, line ? line->h : 0, line, notes);
    b->pushed = true;
}

static void flush(struct inl *b)
{
    if (b->decimal) {
        measure_numbers(b);
    } else if (!b->s) {
        mpt min, max;
        para_widths(b->p, inl_profile(b->block), &min, &max);
        b->min = min > b->min ? min : b->min;
        b->max = max > b->max ? max : b->max;
    } else if (!para_empty(b->p)) {
        push_lines(b);
    } else {
        push_open_marks(b);
        if (b->empty.n || b->notes.n)
            push_empty_line(b);
    }
    b->empty.n = b->notes.n = 0;
    new_para(b);
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
        *VEC_PUSH(b->l->chunk, &b->empty) = b->span;
    else
        push_marks(b, b->span); /* markers alone ask for no line */
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
    inl_text(b, n, text, strlen(text), n->element == FO_CHARACTER);
    close_span(b);
}

static void wrapper(struct inl *b, struct fo_node *n)
{
    if (fo_string(n, FO_P_ID)[0] || fo_decorations(n))
        in_span(b, n);
    else
        collect_children(b, n);
}

static void citation(struct inl *b, struct fo_node *n)
{
    bool last = n->element == FO_PAGE_NUMBER_CITATION_LAST;
    b->plain = false;
    const char *page = b->s ? refs_page(b->l, fo_string(n, FO_P_REF_ID), last, &n->loc) : NULL;
    text_in_span(b, n, page ? page : "?");
}

static void page_number(struct inl *b, struct fo_node *n)
{
    b->plain = false;
    text_in_span(b, n, b->s ? refs_page_number(b->l, n) : "00");
}

static void footnote(struct inl *b, struct fo_node *n)
{
    for (struct fo_node *c = fo_first(b->l->fo, n); c; c = fo_next(b->l->fo, c)) {
        if (c->element != FO_FOOTNOTE_BODY) {
            inl_collect(b, c, fo_next(b->l->fo, c));
        } else if (b->frame.in_footnote || b->frame.in_static) {
            diag(b->l->diag, FOOTNOTE_MISPLACED, &c->loc);
        } else if (b->s) {
            const struct para_style *st = inl_style(b, b->span->node);
            if (st) {
                para_object(b->p, st, PARA_ANCHOR, (struct para_space){0}, inl_item_new(b, INL_NOTE, c));
                *VEC_PUSH(b->scratch, &b->notes) = c;
            }
        }
    }
}

static void retrieve(struct inl *b, struct fo_node *n)
{
    struct fo_node *content = b->s ? markers_retrieve(b->l, n) : NULL;
    if (content)
        collect_children(b, content);
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
    if (boxed)
        inl_block_edges(b, n);
    flush(b);
    b->first = NULL;
    between_objects(b);
    b->l->bound++;
    if (boxed)
        inl_block(b, n);
    else
        layout_block_level(b->l, b->s, n, f);
    b->l->bound--;
    b->pushed = true;
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
    {FO_EXTERNAL_GRAPHIC, inl_graphic},
    {FO_INSTREAM_FOREIGN_OBJECT, inl_foreign},
    {FO_LEADER, inl_leader},
    {FO_INLINE_CONTAINER, inl_container},
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

void inl_collect(struct inl *b, struct fo_node *first, struct fo_node *end)
{
    struct layout *l = b->l;
    if (first && l->depth >= LIMIT_DEPTH) {
        diag(l->diag, LAYOUT_TOO_DEEP, &first->loc, fo_element_name(first->element));
        return;
    }
    l->depth++;
    for (struct fo_node *n = first; n && n != end && !l->failed; n = fo_next(l->fo, n))
        for (size_t i = 0; i < sizeof collectors / sizeof *collectors; i++)
            if (collectors[i].element == n->element && !asked_apart(b, n))
                collectors[i].collect(b, n);
    l->depth--;
}

void inl_begin(struct inl *b, struct layout *l, struct stack *s, struct fo_node *block, mpt width)
{
    b->l = l;
    b->s = s;
    b->block = block;
    b->width = b->container_ipd = width;
    new_para(b);
    b->root = arena_alloc(b->scratch, sizeof *b->root);
    b->root->node = block;
    if (!set_font(b, b->root))
        return;
    b->root->decorations = fo_decorations(block);
    b->span = b->root;
}

/* --- long paragraphs, where pages differ in width --- */

/* A paragraph that is set again from where its next page begins, with its characters prepared. */
struct inl_kept {
    struct inl b;
    uint32_t serial; /* of the object that its run begins with */
    struct fo_node *end; /* behind its run */
};

void inline_forget(struct layout *l)
{
    if (l->kept)
        arena_free(l->kept->b.scratch);
    free(l->kept);
    l->kept = NULL;
}

/* What a paragraph of nothing but text holds does not depend on its width. */
static bool is_plain(const struct inl *b)
{
    return b->plain && !b->notes.n && !b->empty.n;
}

static bool keeps(const struct inl *b)
{
    return b->first && is_plain(b) && para_is_long(b->p);
}

static void keep(const struct inl *b, struct fo_node *end)
{
    struct layout *l = b->l;
    inline_forget(l);
    l->kept = xcalloc(1, sizeof *l->kept);
    *l->kept = (struct inl_kept){*b, b->first->serial, end};
}

static bool is_kept(const struct layout *l, const struct fo_node *first)
{
    return l->kept && l->kept->b.first == first && l->kept->serial == first->serial;
}

bool inline_run_end(const struct layout *l, const struct fo_node *first, struct fo_node **end)
{
    *end = is_kept(l, first) ? l->kept->end : NULL;
    return is_kept(l, first);
}

/* The paragraph in `b` goes on: true when it was kept. */
static bool take_kept(struct inl *b, struct layout *l, struct stack *s, mpt width)
{
    if (!l->kept || !b->from)
        return false;
    if (!is_kept(l, b->first) || spread_given(l->kept->b.block)) {
        inline_forget(l);
        return false;
    }
    struct inl own = l->kept->b;
    own.s = s;
    own.frame = b->frame;
    own.left = b->left;
    own.width = own.container_ipd = width;
    own.from = b->from;
    own.first_run = own.pushed = false;
    chunk_scratch_done(l, b->scratch);
    *b = own;
    free(l->kept);
    l->kept = NULL;
    return true;
}

static void set_run(struct inl *b, struct fo_node *first, struct fo_node *end, bool taken)
{
    if (!taken)
        inl_collect(b, first, end);
    struct inl before = *b;
    bool long_one = keeps(b);
    flush(b);
    if (long_one && (before.from || page_goes_on_with(b->l, first))) {
        keep(&before, end);
        b->scratch = NULL;
    }
}

bool inline_layout(struct layout *l, struct stack *s, struct fo_node *block, struct fo_node *first,
                   struct fo_node *end, mpt left, mpt width, bool first_run, size_t from)
{
    struct inl b = {.scratch = chunk_scratch(l), .left = left, .first_run = first_run && !from, .frame = *stack_frame(s),
                    .first = first, .from = from, .plain = true};
    if (spread_given(block))
        spread_block(l, block, &b.left, &width);
    bool taken = take_kept(&b, l, s, width);
    if (!taken)
        inl_begin(&b, l, s, block, width);
    if (!l->failed)
        set_run(&b, first, end, taken);
    if (b.scratch)
        chunk_scratch_done(l, b.scratch);
    return b.pushed;
}

static void measure(struct inl *b, struct layout *l, struct fo_node *block)
{
    struct arena *scratch = chunk_scratch(l);
    b->scratch = scratch;
    b->frame.container_bpd = -1;
    inl_begin(b, l, NULL, block, MPT_MAX / 4);
    b->container_ipd = 0;
    if (!l->failed) {
        inl_collect(b, fo_first(l->fo, block), NULL);
        flush(b);
    }
    chunk_scratch_done(l, scratch);
}

void inline_width_range(struct layout *l, struct fo_node *block, mpt *min, mpt *max)
{
    struct inl b = {0};
    measure(&b, l, block);
    spread_width_range(block, &b.min, &b.max);
    *min = b.min;
    *max = b.max;
}

void inline_decimal_extent(struct layout *l, struct fo_node *block, struct decimal_extent *out)
{
    struct inl b = {.decimal = out};
    measure(&b, l, block);
}
