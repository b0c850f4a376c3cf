/* stack_breaks.c - the break places of a stack: forced ones, keeps, and which of two counts. */
#include <string.h>

#include "base/diag.h"
#include "layout/stack_int.h"

int stack_keep(int strength)
{
    if (strength <= 0)
        return 0;
    if (strength >= LAYOUT_KEEP_YIELDS)
        return strength == LAYOUT_KEEP_YIELDS ? STACK_YIELDS : STACK_INFINITE;
    return 1000 + strength;
}

static int greater(int a, int b)
{
    return a > b ? a : b;
}

static bool parity(enum stack_break_class c)
{
    return c == BREAK_EVEN_PAGE || c == BREAK_ODD_PAGE;
}

bool stack_class_stronger(enum stack_break_class a, enum stack_break_class b)
{
    return a > b && !(parity(a) && parity(b));
}

/* A break-before behind a break-after, as in Apache FOP: both are taken where one asks for an even page and one for an odd. */
static void add_forced(struct stack_break *at, const struct stack_break *b)
{
    bool both = !at->before && b->before && parity(at->class) && parity(b->class) && at->class != b->class;
    if (both || stack_class_stronger(b->class, at->class))
        at->class = b->class;
    at->other_first |= both;
    at->before |= b->before;
}

static struct stack_keeps penalties(struct stack_keeps k)
{
    return (struct stack_keeps){stack_keep(k.column), stack_keep(k.page)};
}

struct stack_keeps stack_stronger(struct stack_keeps a, struct stack_keeps b)
{
    return (struct stack_keeps){greater(a.column, b.column), greater(a.page, b.page)};
}

static void raise_penalty(struct stack_break *b, struct stack_keeps penalty)
{
    int column = greater(b->penalty - b->relief, penalty.column);
    bool whole = penalty.column >= STACK_INFINITE && penalty.page >= STACK_INFINITE;
    b->half_kept = !whole && (b->half_kept || b->penalty < STACK_INFINITE);
    b->penalty = greater(b->penalty, greater(penalty.column, penalty.page));
    b->relief = b->penalty - column;
}

void stack_break_keep(struct stack_break *b, struct stack_keeps k)
{
    if (b->penalty != STACK_FORCED)
        raise_penalty(b, penalties(k));
}

void stack_break(struct stack *s, struct stack_break b)
{
    if (!s->resumable)
        b.next.node = NULL;
    b.next.said = s->resumable ? diag_list_count(s->l->diag) : 0;
    if (b.penalty != STACK_FORCED)
        raise_penalty(&b, stack_stronger(s->keep, s->keep_next));
    s->relieved |= b.relief > 0;
    struct elem *e = s->last_break > s->gap ? &s->elems.v[s->last_break - 1] : NULL;
    if (e && e->u.brk.penalty == STACK_FORCED) { /* forced already: a further place in the same gap adds nothing */
        if (b.penalty == STACK_FORCED)
            add_forced(&e->u.brk, &b);
        if (!e->u.brk.next.node)
            e->u.brk.next = b.next;
        return;
    }
    if (e && s->last_break == s->elems.n) { /* two places at the same spot: the dearer keep holds, a forced one wins */
        struct layout_resume next = b.next.node ? b.next : e->u.brk.next;
        if (b.penalty == STACK_FORCED || b.penalty > e->u.brk.penalty)
            e->u.brk = b;
        e->u.brk.next = next;
        return;
    }
    stack_push(s, ELEM_BREAK)->u.brk = b;
    s->last_break = s->elems.n;
}

void stack_force(struct stack *s, enum stack_break_class class, bool before)
{
    if (class != BREAK_ANY)
        stack_break(s, (struct stack_break){.penalty = STACK_FORCED, .class = class, .before = before});
}

void stack_force_block(struct stack *s, enum stack_break_class class)
{
    struct elem *last = s->elems.n > s->gap ? &s->elems.v[s->elems.n - 1] : NULL;
    if (class == BREAK_ANY)
        return;
    if (!last || last->kind != ELEM_SPACE) {
        stack_force(s, class, true);
        return;
    }
    struct elem space = *last;
    s->elems.n--;
    stack_force(s, class, true);
    *stack_push(s, ELEM_SPACE) = space;
}

void stack_raise_break(struct stack *s)
{
    size_t i = s->elems.n;
    while (i > s->gap && (s->elems.v[i - 1].kind == ELEM_CLOSE || s->elems.v[i - 1].kind == ELEM_SPACE))
        i--;
    if (i == s->gap || i == s->elems.n || s->elems.v[i - 1].kind != ELEM_BREAK
        || s->elems.v[i - 1].u.brk.penalty != STACK_FORCED)
        return;
    struct elem brk = s->elems.v[i - 1];
    memmove(&s->elems.v[i - 1], &s->elems.v[i], (s->elems.n - i) * sizeof brk);
    s->elems.v[s->elems.n - 1] = brk;
    s->last_break = s->elems.n;
}

void stack_keep_next(struct stack *s, struct stack_keeps k)
{
    s->keep_next = stack_stronger(s->keep_next, penalties(k));
}

void stack_keep_previous(struct stack *s, struct stack_keeps k)
{
    for (size_t i = s->gap; i < s->elems.n; i++) {
        struct elem *e = &s->elems.v[i];
        if (e->kind != ELEM_BREAK)
            continue;
        stack_break_keep(&e->u.brk, k);
        s->relieved |= e->u.brk.relief > 0;
    }
}

void stack_keep_lines(struct stack *s, int boxes)
{
    for (size_t i = s->places.n; i-- > 1;) {
        struct place *p = &s->places.v[i];
        if (p->filled + (size_t)boxes <= s->filled || p->brk.penalty == STACK_FORCED)
            return;
        p->brk.penalty = STACK_YIELDS;
        p->brk.relief = 0;
    }
}

void stack_keeps_push(struct stack *s, struct stack_keeps k)
{
    *VEC_PUSH(s->arena, &s->keeps) = s->keep;
    s->keep = stack_stronger(s->keep, penalties(k));
}

void stack_keep_pop(struct stack *s)
{
    s->keep = s->keeps.v[--s->keeps.n];
}
