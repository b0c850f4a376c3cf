/* inline_push.c - the paragraph that was collected: how it is to be broken, and its lines pushed with their break places. */
#include "layout/chinese.h"
#include "layout/decimal.h"
#include "layout/inline_int.h"
#include "layout/page.h"
#include "layout/spread.h"
#include "layout/stack_int.h"

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

/* May a word that is too wide be broken, also in a paragraph without Han? If it is a Chinese one (chinese.h), or the widths go by
 * the content; in a cell, where it would print over the next one, between any two characters. Else it runs out, as XSL has it
 * for overflow="visible". */
static void break_words(struct inl *b, struct para_layout *how)
{
    how->joints = b->frame.in_sized_column || chinese_object(b->l, b->block);
    how->cut = how->joints && b->frame.in_table_cell;
}

/* around: what the block inherits where that is a percentage. One that it states itself is of its own lines' length, as in
 * Apache FOP. */
static mpt line_indent(const struct inl *b, enum fo_prop p, mpt around)
{
    struct fo_length v = fo_length(b->block, p);
    return v.fraction != 0 && !fo_specified(b->block, p) ? around : fo_resolve(v, b->container_ipd);
}

static struct para_space renew(void *self, void *user, mpt *space)
{
    return inl_renew(self, user, space);
}

static struct para_layout layout_of(struct inl *b)
{
    const struct fo_node *n = b->block;
    enum fo_keyword align = fo_enum(n, FO_P_TEXT_ALIGN), last = fo_enum(n, FO_P_TEXT_ALIGN_LAST);
    struct para_layout how = {.width = b->width, .profile = inl_profile(n)};
    break_words(b, &how);
    bool odd = !b->frame.in_static || page_is_odd(b->l); /* which page a flow's line comes to stand on shows later */
    how.align = align_of(align, odd);
    how.align_last = last == FO_K_RELATIVE || last == FO_K_UNSET ? (align == FO_K_JUSTIFY ? PARA_START : how.align)
                                                                 : align_of(last, odd);
    how.mirror = !b->frame.in_static && (align == FO_K_INSIDE || align == FO_K_OUTSIDE);
    how.mirror_last = last == FO_K_RELATIVE || last == FO_K_UNSET ? how.mirror
                                                                  : !b->frame.in_static && (last == FO_K_INSIDE || last == FO_K_OUTSIDE);
    how.first_indent = b->first_run ? line_indent(b, FO_P_TEXT_INDENT, b->frame.text_indent) : 0;
    how.last_end_indent = line_indent(b, FO_P_LAST_LINE_END_INDENT, b->frame.last_line_end_indent);
    how.filler = page_laid_wider(b->l, &b->frame);
    how.wrap = fo_enum(n, FO_P_WRAP_OPTION) != FO_K_NO_WRAP;
    how.from = b->begin.at;
    how.renew = b->renewed ? renew : NULL;
    how.self = b;
    if (spread_given(n))
        how.align = how.align_last = PARA_SPREAD;
    return how;
}

/* The lines that widows and orphans count (XSL 1.1 7.20.6, 7.20.7): those of a paragraph, which a preserved linefeed ends too. */
struct counted {
    size_t from, to; /* the first one, and behind the last one */
};

static struct counted paragraph_at(const struct inl *b, size_t i)
{
    struct counted c = {i, i};
    while (c.to < para_lines(b->p) && !para_line(b->p, c.to++)->ends)
        ;
    return c;
}

/* Between line i - 1 and line i, which is one of the paragraph's. */
static void break_between(struct inl *b, size_t i, const struct counted *c)
{
    int orphans = fo_integer(b->block, FO_P_ORPHANS, 2), widows = fo_integer(b->block, FO_P_WIDOWS, 2);
    bool begun = b->begin.at && !c->from, goes_on = !para_line(b->p, c->to - 1)->ends; /* lines that are not counted here */
    bool within = i > c->from || begun;
    bool free = !within || (((int64_t)(i - c->from) >= orphans || begun) && ((int64_t)(c->to - i) >= widows || goes_on));
    struct stack_break br = {.penalty = free ? 0 : stack_keep(layout_always(b->l, b->block)), .next = b->begin};
    br.next.at = para_line(b->p, i)->from;
    stack_break(b->s, br);
}

/* Less of the block stands before the place than orphans asks for in its first area. Apache FOP counts each paragraph for itself, but
 * leaves no such page's end where the next page has another width. */
static bool strands(const struct inl *b)
{
    return b->opens && (int64_t)(b->s->filled - b->before) < fo_integer(b->block, FO_P_ORPHANS, 2);
}

void inl_between_objects(struct inl *b, struct fo_node *n)
{
    if (b->pushed)
        stack_break(b->s, (struct stack_break){.next = n ? (struct layout_resume){.node = n} : b->begin, .shun = strands(b)});
}

void inl_push_marks(struct inl *b, const struct inl_span *s)
{
    for (const struct area_mark *m = s->marks; m; m = m->next) {
        struct area_mark *copy = arena_dup(b->l->doc, m, sizeof *m);
        copy->next = NULL;
        stack_mark(b->s, copy);
    }
}

/* The lines that were laid out; `more` stand before them. */
static void push_stretch(struct inl *b, bool more)
{
    size_t n = para_lines(b->p);
    const struct decimal_place *place = b->frame.in_table_cell ? decimal_place_of(b->block) : NULL;
    struct counted paragraph = {0, 0};
    for (size_t i = 0; i < n && !b->l->failed; i++) {
        if (i == paragraph.to)
            paragraph = paragraph_at(b, i);
        if (i > 0 || more)
            break_between(b, i, &paragraph);
        struct para_line pl = *para_line(b->p, i);
        inl_report_line(b, &pl);
        if (place)
            pl = decimal_line(b, &pl, place);
        struct stack_footnote *notes = NULL;
        struct area *line = inl_line(b, &pl, &notes);
        line->first = i == 0 && b->first_run && !b->begin.at;
        line->last = i + 1 == n && !para_next(b->p);
        stack_grid(b->s, layout_line_grid(b->block, &b->frame));
        stack_box(b->s, line->h, line, notes);
        if (b->bare && !b->notes.n && !b->empty.n) /* nothing was made for lines to come */
            chunk_boundary(b->l, b->s);
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
    if (!b->begin.at)
        inl_report_paragraph(b);
    inl_between_objects(b, NULL);
    push_stretch(b, false);
    while (para_next(b->p) && !b->l->failed) {
        how.from = b->begin.at = para_next(b->p);
        para_layout(b->p, &how);
        push_stretch(b, true);
    }
    arena_free(work);
    b->first_run = false;
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
    inl_between_objects(b, NULL);
    for (size_t i = 0; i < b->empty.n; i++)
        inl_push_marks(b, b->empty.v[i]);
    for (size_t i = 0; i < b->notes.n; i++) {
        *tail = page_note(b->l, b->notes.v[i]);
        tail = &(*tail)->next;
    }
    stack_box(b->s, line ? line->h : 0, line, notes);
    b->pushed = true;
}

void inl_flush(struct inl *b)
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
    } else if (b->empty.n || b->notes.n) {
        push_empty_line(b);
    }
    b->empty.n = b->notes.n = 0;
    inl_new_para(b);
}
