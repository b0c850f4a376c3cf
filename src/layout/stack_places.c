/* stack_places.c - what a stack tells of its break places: heights between two of them, notes, where content begins again. */
#include "layout/stack_int.h"

int stack_places(const struct stack *s)
{
    return (int)s->places.n;
}

const struct stack_break *stack_place(const struct stack *s, int place)
{
    return &s->places.v[place].brk;
}

/* How much more the part from a to b takes because its rows count from its own top. */
static mpt grid_shift(const struct stack *s, const struct place *a, const struct place *b)
{
    if (!s->grid.n)
        return 0;
    size_t i = a->grid - s->grid_gone;
    if (a->grid < s->grid_gone || i >= s->grid.n || s->grid.v[i].boxes == a->boxes || s->grid.v[i].boxes >= b->boxes)
        return 0;
    const struct grid_point *g = &s->grid.v[i];
    mpt h = mpt_add(a->head.opt, mpt_add(g->top, -a->after.opt)) - g->fill;
    return stack_grid_fill(h, g->pitch) - g->fill;
}

/* What the part from a to b takes beside what lies in it; false: nothing lies there. */
static bool extra(const struct stack *s, int from, int to, mpt *out)
{
    const struct place *a = &s->places.v[from], *b = &s->places.v[to];
    if (a->boxes == b->boxes)
        return false;
    mpt over = to - from >= a->brk.over_places ? a->brk.start_over : 0;
    *out = mpt_add(grid_shift(s, a, b), -(int64_t)over);
    return true;
}

/* One of the numbers of a part: what a break puts after it, from there to the last box before the other, what that puts before it. */
static mpt sum(mpt head, mpt after, mpt before, mpt extra, mpt tail)
{
    return mpt_add(mpt_add(head, mpt_add(mpt_add(before, -(int64_t)after), extra)), tail);
}

/* The box right before a place, if it is one of a group. */
static const struct elem_box *group_box(const struct stack *s, int place)
{
    size_t i = s->places.v[place].elem;
    while (i > 0 && s->elems.v[i - 1].kind == ELEM_BREAK)
        i--;
    const struct elem *e = i > 0 ? &s->elems.v[i - 1] : NULL;
    return e && e->kind == ELEM_BOX && e->u.box.group ? &e->u.box : NULL;
}

bool stack_inside_group(const struct stack *s, int place)
{
    const struct elem_box *b = group_box(s, place);
    size_t i = s->places.v[place].elem;
    while (i < s->elems.n && s->elems.v[i].kind == ELEM_BREAK)
        i++;
    return b && i < s->elems.n && s->elems.v[i].kind == ELEM_BOX && s->elems.v[i].u.box.group == b->group;
}

bool stack_has_boxes(const struct stack *s, int from, int to)
{
    return s->places.v[to].boxes > s->places.v[from].boxes;
}

bool stack_shows(const struct stack *s, int from, int to)
{
    return s->places.v[to].filled > s->places.v[from].filled;
}

struct layout_resume stack_resume(const struct stack *s, int place)
{
    const struct place *p = &s->places.v[place];
    if (p->brk.next.node || !s->resumable)
        return p->brk.next;
    const struct elem_box *b = group_box(s, place);
    if (!b || !b->group->ops->resume)
        return (struct layout_resume){0};
    struct layout_resume r = b->group->ops->resume(b->group->self, s->l, b->index);
    r.said = r.said < p->brk.next.said ? r.said : p->brk.next.said;
    return r;
}

mpt stack_height(const struct stack *s, int from, int to)
{
    const struct place *a = &s->places.v[from], *b = &s->places.v[to];
    mpt more;
    return extra(s, from, to, &more) ? sum(a->head.opt, a->after.opt, b->before.opt, more, b->tail.opt) : 0;
}

mpt stack_height_range(const struct stack *s, int from, int to, mpt *stretch, mpt *shrink)
{
    const struct place *a = &s->places.v[from], *b = &s->places.v[to];
    mpt more, height = stack_height(s, from, to);
    *stretch = *shrink = 0;
    if (extra(s, from, to, &more)) {
        *stretch = sum(a->head.max, a->after.max, b->before.max, more, b->tail.max) - height;
        *shrink = height - sum(a->head.min, a->after.min, b->before.min, more, b->tail.min);
    }
    return height;
}

void stack_footnotes(const struct stack *s, int from, int to, void (*each)(void *, struct stack_footnote *), void *arg)
{
    for (size_t i = s->places.v[from].notes_before; i < s->places.v[to].notes_before; i++)
        each(arg, s->notes.v[i]);
}

void stack_link_footnote(void *tail, struct stack_footnote *note)
{
    struct stack_footnote ***end = tail;
    **end = note;
    note->next = NULL;
    *end = &note->next;
}

struct stack_footnote *stack_break_notes(const struct stack *s, int place, bool ends)
{
    const struct stack_break *b = &s->places.v[place].brk;
    return ends ? b->end_notes : b->start_notes;
}

struct stack_footnote *stack_repeat_notes(struct arena *a, struct stack_footnote *first, struct stack_footnote *then)
{
    struct stack_footnote *list = NULL, **tail = &list;
    for (int i = 0; i < 2; i++)
        for (struct stack_footnote *n = i ? then : first; n; n = n->next, tail = &(*tail)->next) {
            *tail = arena_dup(a, n, sizeof *n);
            (*tail)->again = n->again ? n->again : n;
            (*tail)->next = NULL;
        }
    return list;
}

struct stack_footnote *stack_all_footnotes(const struct stack *s)
{
    struct stack_footnote *first = NULL, **tail = &first;
    for (size_t i = 0; i < s->notes.n; i++) {
        *tail = s->notes.v[i]; /* they may be linked otherwise already, line by line */
        tail = &s->notes.v[i]->next;
        *tail = NULL;
    }
    return first;
}

/* Does the element part spaces: a box, an edge with border or padding, a fence? A further break has its own spaces. */
static bool parts_spaces(const struct elem *e)
{
    switch (e->kind) {
    case ELEM_OPEN: return e->u.block->before != 0 || e->u.block->reference;
    case ELEM_CLOSE: return e->u.block->after != 0 || e->u.block->reference;
    default: return e->kind == ELEM_BOX || e->kind == ELEM_BREAK;
    }
}

void stack_take_spaces(struct stack *s, struct stack *content, int place, bool before)
{
    size_t at = content->places.v[place].elem, end = at;
    size_t first = place > 0 && at < content->elems.n ? at + 1 : at;
    if (before) {
        for (first = at; first > 0 && !parts_spaces(&content->elems.v[first - 1]);)
            first--;
    } else {
        for (end = first; end < content->elems.n && !parts_spaces(&content->elems.v[end]);)
            end++;
    }
    for (; first < end; first++) {
        struct elem *e = &content->elems.v[first];
        if (e->kind != ELEM_SPACE)
            continue;
        stack_space(s, e->u.space);
        e->u.space = (struct space){0};
    }
}
