#include "layout/stack.h"

#include <string.h>

#include "layout/stack_int.h"

#define GRID_SLACK 20 /* [mpt] so little over a row is rounding */

struct range range_add(struct range a, struct range b)
{
    return (struct range){mpt_add(a.min, b.min), mpt_add(a.opt, b.opt), mpt_add(a.max, b.max)};
}

static struct range solid(mpt v)
{
    return (struct range){v, v, v};
}

static struct range without(struct range a, struct range b)
{
    return (struct range){mpt_add(a.min, -b.min), mpt_add(a.opt, -b.opt), mpt_add(a.max, -b.max)};
}

struct stack *stack_new(struct layout *l, const struct frame *f)
{
    struct stack *s = arena_alloc(l->chunk, sizeof *s);
    s->l = l;
    s->frame = *f;
    s->arena = l->chunk;
    *VEC_PUSH(s->arena, &s->places) = (struct place){0};
    return s;
}

const struct frame *stack_frame(const struct stack *s)
{
    return s->open ? &s->open->frame : &s->frame;
}

struct elem *stack_push(struct stack *s, enum elem_kind kind)
{
    struct elem *e = VEC_PUSH(s->arena, &s->elems);
    *e = (struct elem){.kind = kind};
    return e;
}

/* --- gaps --- */

mpt stack_grid_fill(mpt h, mpt pitch)
{
    mpt over = pitch > 0 ? h % pitch : 0;
    return over <= GRID_SLACK ? -over : pitch - over;
}

/* The pitch that the box behind the gap up to `end` stands on; 0: none. */
static mpt gap_pitch(const struct stack *s, size_t end)
{
    return end > s->gap && s->elems.v[end - 1].kind == ELEM_GRID ? s->elems.v[end - 1].u.pitch : 0;
}

/* One memory for all gaps: each row of a long table has some, and they would stay as long as its flow. */
static struct gap_build *gap_begin(struct layout *l)
{
    if (!l->gap) {
        l->gap = arena_alloc(l->doc, sizeof *l->gap);
        l->gap->arena = l->doc;
    }
    l->gap->v.n = 0;
    return l->gap;
}

/* What stands before a break: the gap's elements up to it, then the open blocks' retained after edges. */
static struct range gap_tail(struct stack *s, size_t from, size_t to, const struct stack_block *open)
{
    struct gap_build *g = gap_begin(s->l);
    for (size_t i = from; i < to; i++)
        gap_build_elem(g, &s->elems.v[i]);
    gap_build_close(g, open);
    return gap_resolve(g->v.v, g->v.n, !s->boxes, true);
}

/* What stands after a break. */
static struct range gap_head(struct stack *s, size_t from, size_t to, const struct stack_block *open, bool at_end)
{
    struct gap_build *g = gap_begin(s->l);
    gap_build_reopen(g, open, 0);
    for (size_t i = from; i < to; i++)
        gap_build_elem(g, &s->elems.v[i]);
    struct range r = gap_resolve(g->v.v, g->v.n, true, at_end);
    return range_add(r, solid(stack_grid_fill(r.opt, gap_pitch(s, to))));
}

static mpt notes_height(const struct stack_footnote *n)
{
    mpt h = 0;
    for (; n; n = n->next)
        h = mpt_add(h, stack_height(n->content, 0, stack_places(n->content) - 1));
    return h;
}

static void add_place(struct stack *s, size_t elem, struct stack_block *open, struct range after, struct range tail,
                      struct range head)
{
    const struct stack_break *brk = &s->elems.v[elem].u.brk;
    *VEC_PUSH(s->arena, &s->places) = (struct place){
        .elem = elem, .brk = *brk, .open = open, .before = s->total, .after = after, .boxes = s->boxes, .filled = s->filled,
        .tail = range_add(tail, solid(brk->end_extra)), .head = range_add(head, solid(brk->start_extra)),
        .notes_before = s->notes.n, .notes_height = s->notes_height, .end_notes = notes_height(brk->end_notes),
        .start_notes = notes_height(brk->start_notes), .grid = s->grid_gone + s->grid.n};
}

/* The gap from s->gap to the last element is complete: a box follows, or the end. */
static void close_gap(struct stack *s, bool at_end)
{
    struct gap_build *g = gap_begin(s->l);
    for (size_t i = s->gap; i < s->elems.n; i++)
        gap_build_elem(g, &s->elems.v[i]);
    struct range whole = gap_resolve(g->v.v, g->v.n, !s->boxes, at_end);
    mpt pitch = gap_pitch(s, s->elems.n), fill = stack_grid_fill(mpt_add(s->grid_base, (int64_t)s->total.opt + whole.opt), pitch);
    whole = range_add(whole, solid(fill));
    struct range after = range_add(s->total, whole);
    if (!s->boxes)
        s->places.v[0].head = whole;
    struct stack_block *open = s->gap_open;
    struct range tail = {0}, head = {0};
    bool same = false; /* between these breaks only areas outside the flow and marks lie: they part the gap alike */
    for (size_t i = s->gap; i < s->elems.n; i++) {
        const struct elem *e = &s->elems.v[i];
        same = same && (e->kind == ELEM_BREAK || e->kind == ELEM_ABSOLUTE || e->kind == ELEM_MARK);
        if (e->kind == ELEM_OPEN)
            open = e->u.block;
        else if (e->kind == ELEM_CLOSE)
            open = e->u.block->parent;
        else if (e->kind == ELEM_ABSOLUTE)
            s->filled++;
        if (e->kind != ELEM_BREAK || !(s->boxes || e->u.brk.penalty == STACK_FORCED))
            continue;
        if (!same) {
            tail = gap_tail(s, s->gap, i, open);
            head = gap_head(s, i + 1, s->elems.n, open, at_end);
        }
        same = true;
        add_place(s, i, open, after, tail, head);
    }
    if (!s->boxes)
        s->places.v[0].after = after;
    s->total = after;
    if (pitch)
        *VEC_PUSH(s->arena, &s->grid) = (struct grid_point){s->boxes, after.opt, fill, pitch};
}

/* --- pushing --- */

/* The box shows something: an empty block between a heading and its text does not part them. */
static void fill_box(struct stack *s)
{
    s->filled++;
    s->keep_next = (struct stack_keeps){0, 0};
}

/* Wherever a page ends in it, the rest must be able to begin again. */
static bool is_enough(struct stack *s)
{
    int last = (int)s->places.n - 1;
    if (s->cut || !s->enough || s->places.v[last].before.min <= s->enough)
        return false;
    for (int i = 1; i <= last && s->enough; i++)
        if (!stack_resume(s, i).node)
            s->enough = 0;
    return s->enough > 0;
}

static void end_box(struct stack *s, mpt height, struct stack_footnote *notes)
{
    s->total = range_add(s->total, solid(height));
    s->boxes++;
    if (s->drain)
        s->l->flow_boxes++;
    s->gap = s->elems.n;
    s->gap_open = s->open;
    s->notes_height = mpt_add(s->notes_height, notes_height(notes));
    for (struct stack_footnote *n = notes; n; n = n->next)
        *VEC_PUSH(s->arena, &s->notes) = n;
    if (s->drain)
        s->drain(s->drain_self, s);
    else if (is_enough(s))
        s->cut = s->l->failed = true;
}

void stack_box(struct stack *s, mpt height, struct area *area, struct stack_footnote *footnotes)
{
    close_gap(s, false);
    stack_push(s, ELEM_BOX)->u.box = (struct elem_box){.height = height, .area = area, .notes = footnotes};
    if (height || area || footnotes)
        fill_box(s);
    end_box(s, height, footnotes);
}

void stack_group_box(struct stack *s, mpt height, struct stack_group *g, int index, struct stack_footnote *footnotes)
{
    close_gap(s, false);
    stack_push(s, ELEM_BOX)->u.box = (struct elem_box){.height = height, .group = g, .index = index, .notes = footnotes};
    fill_box(s);
    end_box(s, height, footnotes);
}

void stack_space(struct stack *s, struct space space)
{
    if (s->pitch)
        space.min = space.max = space.opt;
    if (space.min || space.opt || space.max || space.precedence)
        stack_push(s, ELEM_SPACE)->u.space = space;
}

void stack_grid(struct stack *s, mpt pitch)
{
    if (pitch <= 0 || !s->drain)
        return;
    s->pitch = pitch;
    stack_push(s, ELEM_GRID)->u.pitch = pitch;
}

void stack_open(struct stack *s, struct stack_block *b)
{
    b->parent = s->open;
    b->filled = s->filled;
    s->open = b;
    stack_push(s, ELEM_OPEN)->u.block = b;
}

void stack_close(struct stack *s, struct stack_block *b)
{
    s->open = b->parent;
    if (b->filled == s->filled && (b->before || b->after))
        s->filled++; /* empty, but its border and padding are there */
    stack_push(s, ELEM_CLOSE)->u.block = b;
}

void stack_mark(struct stack *s, struct area_mark *m)
{
    stack_push(s, ELEM_MARK)->u.mark = m;
}

void stack_absolute(struct stack *s, struct area *area, bool fixed)
{
    struct elem *e = stack_push(s, ELEM_ABSOLUTE);
    e->u.absolute.area = area;
    e->u.absolute.fixed = fixed;
}

static void take_fixed(struct stack *s, struct stack *content, size_t i, size_t end)
{
    for (; i < end; i++) {
        struct elem *e = &content->elems.v[i];
        if (e->kind != ELEM_ABSOLUTE || !e->u.absolute.fixed)
            continue;
        stack_absolute(s, e->u.absolute.area, true);
        e->u.absolute.area = NULL;
    }
}

void stack_take_fixed(struct stack *s, struct stack *content)
{
    take_fixed(s, content, 0, content->elems.n);
}

void stack_take_fixed_of(struct stack *s, struct stack *content, int from, int to)
{
    take_fixed(s, content, content->places.v[from].elem, content->places.v[to].elem);
}

static void rebase(struct range *r, struct range base)
{
    *r = without(*r, base);
}

static size_t box_before(const struct stack *s, size_t elem)
{
    while (elem > 0 && s->elems.v[elem - 1].kind != ELEM_BOX)
        elem--;
    return elem > 0 ? elem - 1 : 0;
}

mpt stack_spaces_lost(struct stack *s, int place)
{
    size_t at = s->places.v[place].elem, before = 0;
    struct gap_build *g = gap_begin(s->l);
    for (size_t i = box_before(s, at) + 1; i < s->elems.n && s->elems.v[i].kind != ELEM_BOX; i++) {
        if (i == at)
            before = g->v.n;
        gap_build_elem(g, &s->elems.v[i]);
    }
    gap_resolve(g->v.v, g->v.n, false, false);
    mpt lost = 0;
    for (size_t i = 0; i < before; i++)
        if (!g->v.v[i].solid && !g->v.v[i].space.retain)
            lost = mpt_add(lost, g->v.v[i].value.opt);
    return lost;
}

static void forget_grid(struct stack *s, mpt gone)
{
    size_t n = s->places.v[1].grid - s->grid_gone;
    if (s->pitch)
        s->grid_base = mpt_add(s->grid_base, gone) % s->pitch;
    if (n)
        memmove(s->grid.v, s->grid.v + n, (s->grid.n - n) * sizeof *s->grid.v);
    s->grid.n -= n;
    s->grid_gone += n;
    for (size_t i = 0; i < s->grid.n; i++)
        s->grid.v[i].top -= gone;
}

void stack_forget(struct stack *s, int place)
{
    size_t n = s->places.n - (size_t)place, first = box_before(s, s->places.v[place].elem);
    struct range base = s->places.v[place].before;
    memmove(s->elems.v, s->elems.v + first, (s->elems.n - first) * sizeof *s->elems.v);
    s->elems.n -= first;
    memmove(s->places.v + 1, s->places.v + place, n * sizeof *s->places.v);
    s->places.n = n + 1;
    for (size_t i = 1; i <= n; i++) {
        struct place *p = &s->places.v[i];
        p->elem -= first;
        rebase(&p->before, base);
        rebase(&p->after, base);
    }
    rebase(&s->total, base);
    s->gap -= first;
    s->last_break = s->last_break > first ? s->last_break - first : 0;
    forget_grid(s, base.opt);
}

void stack_finish(struct stack *s)
{
    if (s->finished)
        return;
    s->finished = true;
    mpt boxes = s->total.opt;
    close_gap(s, true);
    struct range end = s->total;
    s->end_gap = end.opt - boxes;
    /* The end place: its tail is nothing more, the gap before it is counted in the total already. */
    *VEC_PUSH(s->arena, &s->places) = (struct place){
        .elem = s->elems.n, .before = end, .after = end, .open = s->open, .boxes = s->boxes, .filled = s->filled,
        .notes_before = s->notes.n, .notes_height = s->notes_height};
}
