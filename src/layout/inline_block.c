/* inline_block.c - a block inside an inline that has a border, padding or background: every piece of the block that can
 * stand alone (a line, what is not parted of a list item or row) stands in a box of the inline, as wide as the lines are.
 * The start edge stands at the first piece when nothing of the inline stands before it, the end edge at the last when
 * nothing follows; at the others what is retained (conditionality). Spaces around and between the pieces stand outside the
 * boxes. The block is narrower by these edges, in all its pieces alike; widths in percent are not. So Apache FOP has it. */
#include "layout/decor.h"
#include "layout/inline_int.h"
#include "layout/stack_int.h"

bool inl_boxed(const struct inl *b)
{
    const struct inl_span *s = b->span;
    while (s && !s->decor)
        s = s->parent;
    return s != NULL;
}

static bool is_white(const struct fo_node *n)
{
    for (size_t i = 0; i < n->text_len; i++)
        if (n->text[i] != ' ' && n->text[i] != '\n' && n->text[i] != '\t' && n->text[i] != '\r')
            return false;
    return true;
}

/* Does anything visible follow n inside s? */
static bool is_last(struct inl *b, struct fo_node *n, const struct inl_span *s)
{
    for (; n && n != s->node; n = n->parent)
        for (struct fo_node *c = fo_next(b->l->fo, n); c; c = fo_next(b->l->fo, c))
            if (c->element != FO_TEXT || !is_white(c))
                return false;
    return n != NULL;
}

void inl_block_starts(struct inl *b)
{
    size_t opening = para_drop_open(b->p);
    for (struct inl_span *s = b->span; s && s->parent; s = s->parent) {
        s->opens = opening > 0;
        opening -= opening > 0;
    }
}

void inl_block_ends(struct inl *b, struct fo_node *n)
{
    bool last = true;
    for (struct inl_span *s = b->span; s && s->parent; s = s->parent) {
        last = last && is_last(b, n, s);
        s->ended = last;
    }
}

struct boxes {
    struct inl *b;
    mpt width; /* of the block inside all boxes */
    bool first, last;
};

static mpt edge(const struct inl_span *s, enum area_border_side side, bool whole)
{
    return whole ? decor_edge(s->decor, side) : side == AREA_START ? s->kept.start : s->kept.end;
}

/* What the boxes take of the width, in every piece. */
static mpt edges_of(const struct inl *b)
{
    mpt sum = 0;
    for (const struct inl_span *s = b->span; s; s = s->parent)
        sum += edge(s, AREA_START, s->opens) + edge(s, AREA_END, s->ended);
    return sum;
}

static void mark_part(const struct inl *b, struct inl_span *s, struct area *a, bool first, bool last)
{
    area_add_marks(b->l->chunk, &a->marks, s->marks, first && s->parts == 0, last);
    s->parts++;
}

/* The box of s and of what holds it; *inside: where its content goes. */
static struct area *box_of(const struct boxes *x, struct inl_span *s, mpt inner_w, mpt inner_h, struct area *content)
{
    for (; s; s = s->parent) {
        bool first = x->first && s->opens, last = x->last && s->ended;
        if (!s->decor) {
            mark_part(x->b, s, content, first, last);
            continue;
        }
        struct area *a = area_new(x->b->l->chunk, AREA_BOX, s->node);
        a->first = first;
        a->last = last;
        a->decor = inl_decor(x->b, s);
        a->decor = first ? a->decor : decor_cut(x->b->l, s->node, a->decor, AREA_START);
        a->decor = last ? a->decor : decor_cut(x->b->l, s->node, a->decor, AREA_END);
        a->w = inner_w += edge(s, AREA_START, first) + edge(s, AREA_END, last);
        a->h = inner_h += decor_edge(s->decor, AREA_BEFORE) + decor_edge(s->decor, AREA_AFTER);
        a->link_internal = s->link_internal;
        a->link_external = s->link_external;
        area_append(a, content);
        content = a;
        mark_part(x->b, s, content, first, last);
    }
    return content;
}

static void push_piece(struct boxes *x, struct stack *block, int from, int to)
{
    struct inl *b = x->b;
    struct area *content = area_new(b->l->chunk, AREA_BOX, NULL);
    stack_take_fixed_of(b->s, block, from, to);
    content->w = x->width;
    content->h = stack_emit(block, from, to, content, 0, 0);
    for (struct area *c = content->first_child; c; c = c->next)
        c->x -= b->left;
    struct area *box = box_of(x, b->span, content->w, content->h, content);
    box->x = b->left;
    struct stack_footnote *notes = NULL, **tail = &notes;
    stack_footnotes(block, from, to, stack_link_footnote, &tail);
    stack_box(b->s, box->h, box, notes);
}

/* Behind the first box of the block, and before its last one: what stands beyond them is no piece of its own. */
static int first_end(const struct stack *block)
{
    int i = 1;
    while (i + 1 < stack_places(block) && !stack_has_boxes(block, 0, i))
        i++;
    return i;
}

static int last_start(const struct stack *block, int least)
{
    int end = stack_places(block) - 1, i = end - 1;
    while (i > least && !stack_has_boxes(block, i, end))
        i--;
    return i;
}

static void push_break(const struct inl *b, const struct stack *block, int place)
{
    struct stack_break br = *stack_place(block, place);
    br.next = stack_resume(block, place);
    stack_break(b->s, br);
}

/* Breaks behind the last box, which ask for a page for what follows the block. */
static void push_breaks_behind(const struct inl *b, const struct stack *block, int place)
{
    for (; place + 1 < stack_places(block); place++) {
        struct stack_break br = *stack_place(block, place);
        br.next = (struct layout_resume){0};
        if (br.penalty == STACK_FORCED)
            stack_break(b->s, br);
    }
}

/* Lines of a list item or row that are not parted stand in one box. */
static int piece_end(const struct stack *block, int to, int last)
{
    while (to <= last && stack_inside_group(block, to) && stack_place(block, to)->penalty >= STACK_INFINITE)
        to++;
    return to;
}

/* goes_on: from an earlier page. */
static void push_pieces(struct inl *b, struct stack *block, mpt width, bool goes_on)
{
    int to = first_end(block), last = last_start(block, to - 1), end = stack_places(block) - 1;
    struct boxes x = {.b = b, .width = width, .first = !goes_on};
    for (int from = 0; from <= last; from = to++) {
        to = piece_end(block, to, last);
        x.last = to > last;
        if (from > 0)
            push_break(b, block, from);
        stack_take_spaces(b->s, block, from, false);
        push_piece(&x, block, from, x.last ? end : to);
        stack_take_spaces(b->s, block, x.last ? end : to, true);
        x.first = false;
    }
    push_breaks_behind(b, block, last + 1);
}

/* A block without boxes around it stands in a bare one for each inline that bears an id or markers. Returns how many. */
static unsigned open_bare(struct inl *b, struct inl_span *s)
{
    if (!s->parent)
        return 0;
    unsigned outer = open_bare(b, s->parent);
    if (!s->marks)
        return outer;
    struct stack_block *bare = stack_block_new_bare(b->s, s->node, s->marks);
    if (s->parts++)
        stack_block_continue(b->l, bare);
    stack_open(b->s, bare);
    return outer + 1;
}

void inl_block_bare(struct inl *b, struct fo_node *n)
{
    unsigned open = open_bare(b, b->span);
    layout_block_level(b->l, b->s, n, stack_frame(b->s));
    for (; open; open--)
        stack_close(b->s, b->s->open);
}

void inl_block(struct inl *b, struct fo_node *n)
{
    struct frame f = *stack_frame(b->s);
    mpt edges = edges_of(b);
    bool goes_on = layout_resume_child(b->l, n);
    f.reference_ipd -= edges;
    struct stack *block = stack_new(b->l, &f);
    block->resumable = b->s->resumable;
    layout_block_level(b->l, block, n, &f);
    stack_finish(block);
    push_pieces(b, block, b->width - edges, goes_on);
}
