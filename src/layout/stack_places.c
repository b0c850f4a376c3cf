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
    size_t i = a->grid - s->grid_gone;
    if (a->grid < s->grid_gone || i >= s->grid.n || s->grid.v[i].boxes == a->boxes || s->grid.v[i].boxes >= b->boxes)
        return 0;
    const struct grid_point *g = &s->grid.v[i];
    mpt h = mpt_add(a->head.opt, mpt_add(g->top, -a->after.opt)) - g->fill;
    return stack_grid_fill(h, g->pitch) - g->fill;
}

static struct range part(const struct stack *s, int from, int to)
{
    const struct place *a = &s->places.v[from], *b = &s->places.v[to];
    if (from == to)
        return range_solid(0);
    if (a->boxes == b->boxes) /* nothing between them */
        return range_solid(0);
    mpt over = to - from >= a->brk.over_places ? a->brk.start_over : 0;
    struct range between = range_add(range_sub(b->before, a->after), range_solid(mpt_add(grid_shift(s, a, b), -(int64_t)over)));
    return range_add(range_add(a->head, between), b->tail);
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

bool stack_has_boxes(const struct stack *s, int from, int to)
{
    return s->places.v[to].boxes > s->places.v[from].boxes;
}

bool stack_in_group(const struct stack *s, int place)
{
    return group_box(s, place) != NULL;
}

struct layout_resume stack_resume(const struct stack *s, int place)
{
    const struct place *p = &s->places.v[place];
    if (p->brk.next.node || !s->resumable)
        return p->brk.next;
    const struct elem_box *b = group_box(s, place);
    return b && b->group->ops->resume ? b->group->ops->resume(b->group->self, s->l, b->index) : (struct layout_resume){0};
}

mpt stack_height(const struct stack *s, int from, int to)
{
    return part(s, from, to).opt;
}

mpt stack_height_range(const struct stack *s, int from, int to, mpt *stretch, mpt *shrink)
{
    struct range r = part(s, from, to);
    *stretch = r.max - r.opt;
    *shrink = r.opt - r.min;
    return r.opt;
}

void stack_footnotes(const struct stack *s, int from, int to, void (*each)(void *, struct stack_footnote *), void *arg)
{
    for (size_t i = s->places.v[from].notes_before; i < s->places.v[to].notes_before; i++)
        each(arg, s->notes.v[i]);
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

int stack_next_forced(const struct stack *s, int from)
{
    int i = from + 1, n = stack_places(s);
    while (i < n - 1 && s->places.v[i].brk.penalty != STACK_FORCED)
        i++;
    return i;
}

mpt stack_block_width(const struct stack_block *b)
{
    return b->width;
}
