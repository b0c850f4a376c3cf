/* list.c - list-block and list-item (XSL 1.1 6.8). An item's label and body run side by side: two cells of one row. */
#include "layout/list.h"

#include "layout/chunk.h"
#include "layout/page.h"
#include "layout/stack_int.h"
#include "layout/steps.h"

struct side { /* label or body */
    struct fo_node *node; /* NULL: missing */
    struct steps_cell cell;
    bool begun;
    size_t said; /* messages before it */
};

struct item {
    struct fo_node *node;
    struct side sides[2];
    struct steps steps;
    struct stack_group group;
    mpt reference_ipd;
};

/* --- emission --- */

/* The area of a side, NULL: it has ended before. *height: that of the highest one so far. */
static struct area *emit_side(struct layout *l, const struct item *it, const struct steps_slice *p, struct area *into, mpt y,
                              mpt *height)
{
    struct side *side = p->cell == &it->sides[0].cell ? (struct side *)&it->sides[0] : (struct side *)&it->sides[1];
    if (side->begun && p->from >= p->to) return NULL;
    struct area *a = area_new(l->chunk, AREA_BOX, side->node);
    a->y = y;
    a->w = it->reference_ipd;
    a->first = !side->begun;
    a->last = p->ends || p->to >= p->cell->end; /* a side that has ended does not come again */
    a->marks = steps_mark(l, side->node, a->first, a->last);
    side->begun = true;
    area_append(into, a);
    *height = mpt_most(*height, mpt_add(p->before, stack_emit(p->cell->content, p->from, p->to, a, p->before, l->give)));
    return a;
}

static mpt emit(void *self, struct layout *l, int from, int to, bool broken_before, bool broken_after, struct area *into,
                mpt y)
{
    struct item *it = self;
    struct steps_part part;
    struct area *areas[2];
    mpt height = 0; /* what stands there: counted are the spaces too that the break before discards */
    (void)broken_before;
    (void)broken_after;
    steps_part(l->chunk, &it->steps, from, to, false, false, &part);
    for (int i = 0; i < part.slice_count; i++) areas[i] = emit_side(l, it, &part.slices[i], into, y, &height);
    for (int i = 0; i < part.slice_count; i++)
        if (areas[i]) areas[i]->h = height;
    return height;
}

/* That of the side that gives most: it may not be the higher one, but no less is needed. Idle is the space that the break before
 * discards. */
static mpt give(void *self, int from, int to, mpt *idle)
{
    const struct item *it = self;
    mpt most = 0, least = MPT_MAX;
    for (int i = 0; i < 2; i++) {
        const struct side *side = &it->sides[i];
        if (!side->node) continue;
        int a = steps_place(&side->cell, from - 1), b = steps_place(&side->cell, to);
        mpt stretch = 0, shrink, inner;
        if (a >= b) continue;
        stack_height_range(side->cell.content, a, b, &stretch, &shrink);
        most = mpt_most(most, mpt_add(stretch, stack_give(side->cell.content, a, b, &inner)));
        inner = mpt_add(inner, steps_space_lost(&side->cell, a));
        least = inner < least ? inner : least;
    }
    *idle = least == MPT_MAX ? 0 : least;
    return most;
}

static struct layout_resume side_resume(const struct side *side, int step)
{
    int place = steps_place(&side->cell, step);
    if (!side->node || place >= side->cell.end) return (struct layout_resume){0};
    if (place > side->cell.first) return stack_resume(side->cell.content, place);
    return (struct layout_resume){.node = side->node, .said = side->said};
}

/* Both sides must be able to go on. What the body says comes behind all that the label says; where only the label goes on,
 * the body's messages stay, and so must the label's. */
static struct layout_resume resume(void *self, struct layout *l, int index)
{
    const struct item *it = self;
    struct layout_resume *sides = arena_array(l->doc, 2, sizeof *sides);
    for (int i = 0; i < 2; i++) {
        const struct steps_cell *c = &it->sides[i].cell;
        sides[i] = side_resume(&it->sides[i], index);
        bool left = it->sides[i].node && steps_place(c, index) < c->end;
        if (left && !sides[i].node) return (struct layout_resume){0};
    }
    return (struct layout_resume){.node = it->node, .sides = sides, .said = sides[1].node ? sides[1].said : SIZE_MAX};
}

static const struct stack_group_ops item_ops = {.emit = emit, .give = give, .resume = resume};

/* --- stacking --- */

static float percentage(const struct fo_node *n, enum fo_prop p)
{
    return fo_length(n, p).fraction;
}

/* Indents of the sides may be asked for with body-start() and label-end(). These know the item's indent as a percentage only, not
 * what layout made of it, and take a share of the reference area where one of the list's surroundings is meant (XSL 1.1 7.30.11,
 * 7.30.12): what that lacks. */
static mpt distance_lacks(const struct layout *l, const struct fo_node *side, const struct frame *f, enum fo_prop indent, float share)
{
    if (!fo_specified(side, indent))
        return 0;
    mpt item = mpt_add(f->start_indent, -fo_mpt(side->parent, FO_P_START_INDENT, f->reference_ipd));
    struct fo_length part = {.fraction = percentage(side, indent) != 0 ? share : 0};
    return mpt_add(item, fo_resolve(part, mpt_add(l->list_ipd, -f->reference_ipd)));
}

/* resume: where the side goes on, NULL: it begins. */
static void stack_side(struct layout *l, struct side *side, const struct frame *f, const struct layout_resume *resume,
                       bool resumable, mpt wanted)
{
    struct frame inner = *f; /* of the item */
    mpt left = layout_indent(side->node, FO_P_START_INDENT, f), end = layout_indent(side->node, FO_P_END_INDENT, f);
    float distance = percentage(side->node->parent, FO_P_PROVISIONAL_DISTANCE_BETWEEN_STARTS);
    if (side->node->element == FO_LIST_ITEM_BODY)
        left = mpt_add(left, distance_lacks(l, side->node, f, FO_P_START_INDENT, distance));
    else
        end = mpt_add(end, -(int64_t)distance_lacks(l, side->node, f, FO_P_END_INDENT,
                                                    distance - percentage(side->node->parent, FO_P_PROVISIONAL_LABEL_SEPARATION)));
    inner.start_indent = left;
    inner.end_indent = end;
    layout_inherit(&inner, side->node);
    int64_t width = (int64_t)f->reference_ipd - left - end;
    width = width > 0 ? width : 0; /* percentages still refer to the item: a side has no area of its own (XSL 1.1 6.8.5) */
    side->cell.rows = 1;
    side->cell.content = stack_new(l, &inner);
    side->cell.content->no_reference = true;
    side->cell.content->resumable = resumable;
    side->cell.content->enough = wanted;
    side->begun = resume && resume->node != side->node;
    side->said = diag_list_count(l->diag);
    if (side->begun) l->resume = *resume;
    stack_keeps_push(side->cell.content, layout_keep_together(l, side->node));
    if (side->begun && !resume->node) stack_box(side->cell.content, 0, NULL, NULL);
    else layout_children(l, side->cell.content, side->node, &inner, left, (mpt)width);
    if (side->cell.content->cut) l->failed = false;
    stack_keep_pop(side->cell.content);
    stack_finish(side->cell.content);
}

static void find_sides(struct layout *l, struct item *it, struct fo_node *n)
{
    for (struct fo_node *k = fo_first(l->fo, n); k; k = fo_next(l->fo, k)) {
        if (k->element == FO_LIST_ITEM_LABEL) it->sides[0].node = k;
        if (k->element == FO_LIST_ITEM_BODY) it->sides[1].node = k;
    }
    if (!it->sides[0].node) diag(l->diag, LIST_ITEM_INCOMPLETE, &n->loc, "fo:list-item-label");
    if (!it->sides[1].node) diag(l->diag, LIST_ITEM_INCOMPLETE, &n->loc, "fo:list-item-body");
}

static void prepare(struct layout *l, struct item *it, const struct frame *f, const struct layout_resume *sides,
                    bool resumable, mpt wanted)
{
    struct steps *s = &it->steps;
    s->rows = arena_array(l->chunk, 1, sizeof *s->rows);
    s->row_count = 1;
    s->cells = arena_array(l->chunk, 2, sizeof(struct steps_cell *));
    for (int i = 0; i < 2; i++) {
        if (!it->sides[i].node) continue;
        stack_side(l, &it->sides[i], f, sides ? &sides[i] : NULL, resumable, wanted);
        it->sides[i].cell.keep_next = steps_edge_keep(l, it->sides[i].node, false);
        s->cells[s->cell_count++] = &it->sides[i].cell;
    }
    it->reference_ipd = f->reference_ipd;
    it->group = (struct stack_group){&item_ops, it};
    struct stack_keeps previous = layout_keep_with(l, it->node, true);
    s->shuns = it->sides[1].node && !previous.column && !previous.page;
    s->spaces_stay = true;
    if (fo_enum(it->node, FO_P_RELATIVE_ALIGN) == FO_K_BASELINE) steps_align(s->cells, s->cell_count);
    steps_prepare(l->chunk, s);
    steps_run(l->chunk, s);
}

static bool is_cut(const struct item *it)
{
    bool cut = false;
    for (int i = 0; i < 2; i++) cut |= it->sides[i].node && it->sides[i].cell.content->cut;
    return cut;
}

/* Can layout begin again wherever a page may end before it and in it? */
static bool goes_on(struct layout *l, struct item *it)
{
    int i = 0, last = (int)it->steps.steps.n - 1;
    for (int k = 0; k < it->steps.cell_count; k++)
        if (it->steps.cells[k]->break_before != BREAK_ANY) return false; /* stack_force()'s place */
    while (i < last && resume(it, l, i).node) i++;
    return i >= last;
}

/* Where the next page is of another width, no more than the page under way can hold: the rest is laid out again. */
static void prepare_wanted(struct layout *l, struct stack *s, struct item *it, const struct frame *f, const struct layout_resume *sides)
{
    size_t said = diag_list_count(l->diag);
    prepare(l, it, f, sides, s->resumable, page_wanted(l, s));
    if (!is_cut(it) || goes_on(l, it)) return;
    struct item whole = {.node = it->node, .sides = {{.node = it->sides[0].node}, {.node = it->sides[1].node}}};
    *it = whole;
    diag_list_cut(l->diag, said);
    prepare(l, it, f, sides, s->resumable, 0);
}

static void push_steps(struct stack *s, struct item *it)
{
    const struct steps *st = &it->steps;
    int n = (int)st->steps.n;
    for (int i = 0; i < n; i++) {
        const struct steps_step *step = &st->steps.v[i];
        stack_group_box(s, step->height, &it->group, i, step->footnotes);
        if (i + 1 < n) stack_break(s, step->after);
    }
}

static void push_forced(struct stack *s, const struct item *it, bool before)
{
    enum stack_break_class class = BREAK_ANY;
    for (int i = 0; i < it->steps.cell_count; i++) {
        const struct steps_cell *c = it->steps.cells[i];
        enum stack_break_class own = before ? c->break_before : c->break_after;
        if (stack_class_stronger(own, class)) class = own;
    }
    stack_force(s, class, before);
}

static void push_markers(struct layout *l, struct stack *s, struct fo_node *n)
{
    for (struct fo_node *k = fo_first(l->fo, n); k && k->element == FO_MARKER; k = fo_next(l->fo, k))
        layout_marker(l, s, k);
}

/* What the item asks of its neighbours, itself or by its sides. */
static struct stack_keeps item_keep(struct layout *l, struct fo_node *n, bool first)
{
    struct stack_keeps keep = layout_keep_with(l, n, first);
    for (struct fo_node *k = fo_first(l->fo, n); k; k = fo_next(l->fo, k)) {
        if (k->element == FO_MARKER || k->element == FO_TEXT) continue;
        keep = stack_stronger(keep, steps_edge_keep(l, k, first));
    }
    return keep;
}

static void stack_item(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    struct item *it = arena_alloc(l->chunk, sizeof *it);
    struct stack_block *b = stack_block_new(l, n, f);
    const struct layout_resume *sides = l->resume.node == n ? l->resume.sides : NULL;
    layout_resume_here(l, n);
    bool begins = l->resumed != n;
    it->node = n;
    find_sides(l, it, n);
    prepare_wanted(l, s, it, &b->frame, sides);
    if (begins) {
        layout_push_break_before(l, s, n, fo_enum(n, FO_P_BREAK_BEFORE));
        push_forced(s, it, true);
    }
    if (sides) {
        stack_block_continue(l, b);
    } else {
        stack_keep_previous(s, item_keep(l, n, true));
        stack_space(s, layout_space_before(n, f->container_ipd));
    }
    stack_open(s, b);
    stack_keeps_push(s, layout_keep_together(l, n));
    push_markers(l, s, n);
    stack_grid(s, layout_line_grid(n, f));
    push_steps(s, it);
    if (is_cut(it) && !l->failed) page_wants_all(l);
    stack_keep_pop(s);
    stack_close(s, b);
    stack_space(s, layout_space_after(n, f->container_ipd));
    stack_keep_next(s, item_keep(l, n, false));
    stack_raise_break(s);
    push_forced(s, it, false);
    layout_push_break(s, fo_enum(n, FO_P_BREAK_AFTER));
}

/* What the list stands in, where it states a distance, else the same as for the list around, of which it inherits them. A list that is
 * an item's body stands in the reference area, as in Apache FOP: the body has no area of its own. */
static mpt distances_base(const struct layout *l, const struct fo_node *list, const struct frame *f)
{
    bool states = fo_specified(list, FO_P_PROVISIONAL_DISTANCE_BETWEEN_STARTS) || fo_specified(list, FO_P_PROVISIONAL_LABEL_SEPARATION);
    if (!states && l->list_ipd)
        return l->list_ipd;
    return states && list->parent->element != FO_LIST_ITEM_BODY ? f->container_ipd : f->reference_ipd;
}

void list_layout(struct layout *l, struct stack *s, struct fo_node *list, const struct frame *f)
{
    struct stack_block *b = stack_block_new(l, list, f);
    bool any = false;
    struct chunk_children given = {0};
    struct fo_node *go = layout_resume_child(l, list);
    if (go) stack_block_continue(l, b);
    mpt around = l->list_ipd;
    l->list_ipd = distances_base(l, list, f);
    stack_open(s, b);
    stack_keeps_push(s, layout_keep_together(l, list));
    push_markers(l, s, list);
    for (struct fo_node *k = go ? go : fo_first(l->fo, list); k && !l->failed; k = fo_next(l->fo, k)) {
        if (k->element != FO_LIST_ITEM) continue;
        if (any) stack_break(s, (struct stack_break){.between = BETWEEN_ITEMS, .next.node = k});
        stack_item(l, s, k, &b->frame);
        chunk_child(l, s, &given, k);
        any = true;
    }
    stack_keep_pop(s);
    stack_close(s, b);
    l->list_ipd = around;
    if (!any) diag(l->diag, LIST_NO_ITEMS, &list->loc);
}
