/* stack_emit.c - turns the part of a stack between two places into areas. Walks its elements once; for each gap the
 * spaces are resolved as they really stand in this part. */
#include "base/limits.h"
#include "layout/page.h"
#include "layout/stack_int.h"

struct open_area { /* a block under way in this part */
    struct stack_block *block;
    struct area *area;
    mpt content_top; /* y of the area's content, from the reference area's top */
    mpt origin_x;    /* what children's x must lose: the block's content edge, 0 in a reference block */
};

struct emitter {
    struct stack *s;
    struct layout *l;
    struct area *root;
    struct area *outer;            /* the reference area around the group whose areas are made, or NULL */
    VEC(struct open_area) open;
    VEC(struct area_mark *) marks; /* waiting for the next area */
    struct gap_item *items;        /* resolved gap under way, one an element that counts */
    mpt y, top;                    /* under way; where the part begins */
    int ratio;                     /* [1/1000] */
};

static struct area *parent_area(const struct emitter *e)
{
    return e->open.n ? e->open.v[e->open.n - 1].area : e->root;
}

static mpt parent_top(const struct emitter *e)
{
    return e->open.n ? e->open.v[e->open.n - 1].content_top : 0;
}

static mpt parent_origin(const struct emitter *e)
{
    return e->open.n ? e->open.v[e->open.n - 1].origin_x : 0;
}

static mpt stretched(const struct range *r, int ratio)
{
    int64_t room = ratio > 0 ? r->max - r->opt : r->opt - r->min;
    return r->opt + (mpt)(room * ratio / 1000);
}

static void take_marks(struct emitter *e, struct area *a)
{
    struct area_mark **tail = &a->marks;
    while (*tail)
        tail = &(*tail)->next;
    for (size_t i = 0; i < e->marks.n; i++) {
        *tail = e->marks.v[i];
        tail = &e->marks.v[i]->next;
    }
    e->marks.n = 0;
}

static void put(struct emitter *e, struct area *a)
{
    a->x -= parent_origin(e);
    a->y = e->y - parent_top(e);
    take_marks(e, a);
    area_append(parent_area(e), a);
}

/* --- blocks --- */

static const struct area_decor *decor_part(struct layout *l, const struct stack_block *b, bool first, bool last)
{
    const struct area_decor *d = b->decor;
    if (!d || ((first || b->before_kept == b->before) && (last || b->after_kept == b->after)))
        return d;
    struct area_decor *p = arena_dup(l->chunk, d, sizeof *d);
    if (!first && b->before_kept != b->before)
        stack_decor_edge(b, p, AREA_BEFORE);
    if (!last && b->after_kept != b->after)
        stack_decor_edge(b, p, AREA_AFTER);
    return p;
}

void stack_decor_edge(const struct stack_block *b, struct area_decor *d, enum area_border_side side)
{
    bool before = side == AREA_BEFORE;
    enum fo_prop border = before ? FO_P_BORDER_BEFORE_WIDTH_CONDITIONALITY : FO_P_BORDER_AFTER_WIDTH_CONDITIONALITY;
    enum fo_prop padding = before ? FO_P_PADDING_BEFORE_CONDITIONALITY : FO_P_PADDING_AFTER_CONDITIONALITY;
    if (fo_enum(b->node, border) != FO_K_RETAIN)
        d->border[side].width = 0;
    if (fo_enum(b->node, padding) != FO_K_RETAIN)
        d->padding[side] = 0;
}

static void open_block(struct emitter *e, struct stack_block *b, bool first)
{
    struct area *a = area_new(e->l->chunk, b->clip ? AREA_VIEWPORT : AREA_BOX, b->node);
    a->u.viewport.clip = b->clip;
    a->x = b->border_left;
    a->w = b->border_width;
    a->first = first && b->parts == 0;
    a->decor = b->decor;
    b->parts++;
    area_add_marks(e->l->chunk, &a->marks, b->marks, a->first, true); /* the last part until it is cut */
    put(e, a);
    e->y = mpt_add(e->y, first ? b->before : b->before_kept);
    *VEC_PUSH(e->l->chunk, &e->open) = (struct open_area){
        .block = b, .area = a, .content_top = e->y, .origin_x = b->reference ? 0 : b->left};
}

static void close_block(struct emitter *e, bool last)
{
    struct open_area *o = &e->open.v[--e->open.n];
    const struct stack_block *b = o->block;
    struct area *a = o->area;
    e->y = mpt_add(e->y, last ? b->after : b->after_kept);
    a->last = last;
    a->decor = decor_part(e->l, b, a->first, last);
    a->h = e->y - (a->y + parent_top(e));
    for (struct area_mark *m = a->marks; m; m = m->next)
        m->last = m->last && last;
}

static void reopen(struct emitter *e, struct stack_block *b, unsigned depth)
{
    if (!b || depth > LIMIT_DEPTH)
        return;
    reopen(e, b->parent, depth + 1);
    open_block(e, b, false);
}

/* --- gaps --- */

/* Resolves the spaces of the gap that begins at element i and ends before `end`; reopened/closing: the part's own edges.
 * The values come back in e->items in the order gap_elem_count() numbers them. */
static size_t gap_items(struct emitter *e, size_t i, size_t end, bool at_start, bool at_end, struct stack_block *reopened,
                        struct stack_block *closing)
{
    struct gap_build g = {.arena = e->l->chunk};
    if (at_start)
        gap_build_reopen(&g, reopened, 0);
    size_t first = g.v.n;
    for (; i < end; i++)
        gap_build_elem(&g, &e->s->elems.v[i]);
    if (at_end)
        gap_build_close(&g, closing);
    gap_resolve(g.v.v, g.v.n, at_start, at_end);
    e->items = g.v.v;
    return first;
}

static size_t items_of(const struct elem *el)
{
    switch (el->kind) {
    case ELEM_SPACE: return 1;
    case ELEM_OPEN: return (el->u.block->before != 0) + (size_t)el->u.block->reference;
    case ELEM_CLOSE: return (el->u.block->after != 0) + (size_t)el->u.block->reference;
    default: return 0;
    }
}

/* The innermost reference area that what comes next stands in. */
static struct area *reference_area(const struct emitter *e)
{
    for (size_t i = e->open.n; i-- > 0;)
        if (e->open.v[i].block->reference)
            return e->open.v[i].area;
    return e->s->no_reference && e->outer ? e->outer : e->root;
}

static void put_absolute(struct emitter *e, struct area *a, bool fixed)
{
    if (fixed)
        page_add_fixed(e->l, a);
    else
        area_append(reference_area(e), a);
}

/* From element i of the gap to the next row of the grid that a line of the gap stands on, beyond what lies between. */
static mpt to_row(const struct emitter *e, size_t i, size_t end, size_t item)
{
    mpt y = e->y;
    for (; i < end; i++) {
        const struct elem *el = &e->s->elems.v[i];
        if (el->kind == ELEM_GRID)
            return stack_grid_fill(y - e->top, el->u.pitch);
        if (el->kind == ELEM_SPACE)
            y = mpt_add(y, stretched(&e->items[item].value, e->ratio));
        else if (el->kind == ELEM_OPEN)
            y = mpt_add(y, el->u.block->before);
        else if (el->kind == ELEM_CLOSE)
            y = mpt_add(y, el->u.block->after);
        item += items_of(el);
    }
    return 0;
}

static void gap_elements(struct emitter *e, size_t i, size_t end, size_t item)
{
    bool on_row = e->s->pitch == 0;
    for (; i < end; i++) {
        const struct elem *el = &e->s->elems.v[i];
        if (!on_row && el->kind == ELEM_OPEN && el->u.block->decor) { /* a frame stands close around its lines */
            e->y = mpt_add(e->y, to_row(e, i, end, item));
            on_row = true;
        }
        if (el->kind == ELEM_SPACE)
            e->y = mpt_add(e->y, stretched(&e->items[item].value, e->ratio));
        else if (el->kind == ELEM_OPEN)
            open_block(e, el->u.block, true);
        else if (el->kind == ELEM_CLOSE)
            close_block(e, true);
        else if (el->kind == ELEM_MARK)
            *VEC_PUSH(e->l->chunk, &e->marks) = el->u.mark;
        else if (el->kind == ELEM_GRID)
            e->y = mpt_add(e->y, stack_grid_fill(e->y - e->top, el->u.pitch));
        else if (el->kind == ELEM_ABSOLUTE && el->u.absolute.area)
            put_absolute(e, el->u.absolute.area, el->u.absolute.fixed);
        item += items_of(el);
    }
}

/* --- boxes --- */

static size_t group_end(const struct stack *s, size_t i, size_t end)
{
    const struct stack_group *g = s->elems.v[i].u.box.group;
    size_t last = i;
    for (size_t k = i + 1; k < end; k++) {
        const struct elem *el = &s->elems.v[k];
        if (el->kind == ELEM_BOX && el->u.box.group == g)
            last = k;
        else if (el->kind != ELEM_BREAK)
            break;
    }
    return last;
}

/* Is the nearest box before (after) element i, with nothing but break places between, one of the group? */
static bool group_before(const struct stack *s, size_t i, const struct stack_group *g)
{
    while (i > 0 && s->elems.v[i - 1].kind == ELEM_BREAK)
        i--;
    return i > 0 && s->elems.v[i - 1].kind == ELEM_BOX && s->elems.v[i - 1].u.box.group == g;
}

static bool group_after(const struct stack *s, size_t i, const struct stack_group *g)
{
    while (i + 1 < s->elems.n && s->elems.v[i + 1].kind == ELEM_BREAK)
        i++;
    return i + 1 < s->elems.n && s->elems.v[i + 1].kind == ELEM_BOX && s->elems.v[i + 1].u.box.group == g;
}

static size_t next_box(const struct stack *s, size_t i, size_t end)
{
    while (i < end && s->elems.v[i].kind != ELEM_BOX)
        i++;
    return i;
}

static size_t behind(const struct stack *s, const struct place *p)
{
    return p->elem < s->elems.n && s->elems.v[p->elem].kind == ELEM_BREAK ? p->elem + 1 : p->elem;
}

mpt stack_give(const struct stack *s, int from, int to, mpt *idle)
{
    size_t end = s->places.v[to].elem;
    mpt sum = 0, own;
    *idle = 0;
    for (size_t i = next_box(s, from == 0 ? 0 : behind(s, &s->places.v[from]), end); i < end; i = next_box(s, i + 1, end)) {
        const struct elem_box *b = &s->elems.v[i].u.box;
        if (!b->group || !b->group->ops->give)
            continue;
        i = group_end(s, i, end);
        sum = mpt_add(sum, b->group->ops->give(b->group->self, b->index, s->elems.v[i].u.box.index, &own));
        *idle = mpt_add(*idle, own);
    }
    return sum;
}

static void put_group(struct emitter *e, size_t first, size_t last, size_t part_first, size_t end)
{
    const struct stack *s = e->s;
    const struct elem_box *a = &s->elems.v[first].u.box, *b = &s->elems.v[last].u.box;
    struct area *parent = parent_area(e), *before = parent->last_child;
    bool broken_before = first == part_first && group_before(s, first, a->group);
    bool broken_after = next_box(s, last + 1, end) == end && group_after(s, last, a->group);
    int give = e->l->give;
    e->l->reference = reference_area(e);
    e->l->give = a->group->ops->give ? give : 0; /* what stands in others was not asked */
    mpt h = a->group->ops->emit(a->group->self, e->l, a->index, b->index, broken_before, broken_after, parent,
                                e->y - parent_top(e));
    e->l->reference = e->outer;
    e->l->give = give;
    struct area *first_new = before ? before->next : parent->first_child;
    for (struct area *c = first_new; c; c = c->next)
        c->x -= parent_origin(e);
    if (first_new)
        take_marks(e, first_new);
    e->y = mpt_add(e->y, h);
}

static size_t put_box(struct emitter *e, size_t i, size_t part_first, size_t end)
{
    const struct elem_box *b = &e->s->elems.v[i].u.box;
    if (b->group) {
        size_t last = group_end(e->s, i, end);
        put_group(e, i, last, part_first, end);
        return last + 1;
    }
    if (b->area) {
        put(e, b->area);
    } else if (e->marks.n) { /* an empty block: its ids and markers need a place */
        struct area *a = area_new(e->l->chunk, AREA_BOX, NULL);
        put(e, a);
    }
    e->y = mpt_add(e->y, b->height);
    return i + 1;
}

mpt stack_emit(struct stack *s, int from, int to, struct area *into, mpt y, int ratio)
{
    const struct place *a = &s->places.v[from], *b = &s->places.v[to];
    struct emitter e = {.s = s, .l = s->l, .root = into, .y = y, .top = y, .ratio = ratio, .outer = s->l->reference};
    size_t i = from == 0 ? 0 : behind(s, a), end = b->elem, part_first = next_box(s, i, end);
    reopen(&e, a->open, 0);
    for (bool start = true; i < end || start; start = false) {
        size_t box = next_box(s, i, end);
        size_t item = gap_items(&e, i, box, start, box == end, a->open, b->open);
        gap_elements(&e, i, box, item);
        if (box == end)
            break;
        i = put_box(&e, box, part_first, end);
        if (i == end) /* the part ends with a box: nothing is left but to close what is open */
            break;
    }
    while (e.open.n)
        close_block(&e, false);
    if (e.marks.n)
        take_marks(&e, into);
    return e.y - y;
}
