/* table_rows.c - a row group made ready to be stepped: used borders and padding of its cells, their contents set at
 * their widths, row heights, keeps and breaks between rows. */
#include "base/buf.h"
#include "layout/fit.h"
#include "layout/stack_int.h"
#include "layout/table_int.h"
#include "layout/vertical.h"

/* --- borders --- */

/* With what stands on the other side of the edge. */
static struct border_spec joined(const struct table *t, struct border_spec own, const struct border_spec *beyond, bool before)
{
    return before ? border_resolve(*beyond, own, t->by_precedence) : border_resolve(own, *beyond, t->by_precedence);
}

static mpt row_edge_half(const struct table *t, const struct row_group *g, const struct table_cell *c, bool before)
{
    int row = before ? c->step.row : steps_last_row(&c->step);
    const struct table_edges *beyond = before ? g->above : g->below;
    bool outer = before ? row == 0 : row == g->steps.row_count - 1;
    mpt width = 0;
    for (int i = c->column; i < c->column + c->columns; i++) {
        struct edge_row own = {g, row, false, false}, next = {g, before ? row - 1 : row + 1, false, false};
        struct border_spec b;
        if (!outer) {
            b = before ? table_row_edge(t, &next, &own, i) : table_row_edge(t, &own, &next, i);
        } else {
            b = table_own_edge(t, &own, i, before ? AREA_BEFORE : AREA_AFTER);
            if (beyond) b = joined(t, b, table_edge_at(beyond, i), before);
        }
        width = mpt_most(width, b.width);
    }
    return width / 2;
}

/* The same at a page break, which goes through the cell (cut) or along its edge. */
static mpt page_edge_half(const struct table *t, const struct row_group *g, const struct table_cell *c, bool before, bool cut)
{
    struct edge_row own = {g, before ? c->step.row : steps_last_row(&c->step), true, cut};
    const struct table_edges *beyond = before ? t->page_above : t->page_below;
    mpt width = 0;
    for (int i = c->column; i < c->column + c->columns; i++) {
        struct border_spec b = table_own_edge(t, &own, i, before ? AREA_BEFORE : AREA_AFTER);
        if (beyond) b = joined(t, b, table_edge_at(beyond, i), before);
        width = mpt_most(width, b.width);
    }
    return width / 2;
}

static void collapsed_edges(struct table *t, const struct row_group *g, struct table_cell *c)
{
    for (int i = 0; i < 4; i++) t->open_borders |= c->border[i].width && c->border[i].style != FO_K_SOLID;
    c->edge[AREA_BEFORE] = row_edge_half(t, g, c, true);
    c->edge[AREA_AFTER] = row_edge_half(t, g, c, false);
    c->edge[AREA_START] = table_column_half(t, g, c, true);
    c->edge[AREA_END] = table_column_half(t, g, c, false);
    if (!g->body->node || g->body->node->element != FO_TABLE_BODY) return; /* a header or footer is never broken */
    c->step.rest_before = page_edge_half(t, g, c, true, true);
    c->step.rest_after = page_edge_half(t, g, c, false, true);
    c->step.top_change = page_edge_half(t, g, c, true, false) - c->edge[AREA_BEFORE];
    c->step.bottom_change = page_edge_half(t, g, c, false, false) - c->edge[AREA_AFTER];
}

static void separate_edges(const struct table *t, struct table_cell *c)
{
    for (int i = 0; i < 4; i++) {
        enum area_border_side side = (enum area_border_side)i;
        mpt gap = (side == AREA_BEFORE || side == AREA_AFTER ? t->separation_bpd : t->separation_ipd) / 2;
        mpt border = border_used(c->node, side).width;
        c->edge[i] = mpt_add(border, gap);
        mpt kept = border_retained(c->node, side) ? c->edge[i] : 0; /* the gap goes with the border */
        if (side == AREA_BEFORE) c->step.rest_before = kept;
        if (side == AREA_AFTER) c->step.rest_after = kept;
    }
}

static void find_edges(struct table *t, const struct row_group *g, struct table_cell *c)
{
    if (t->collapse) collapsed_edges(t, g, c);
    else separate_edges(t, c);
    for (int i = 0; i < 4; i++) c->padding[i] = padding_of(c->node, (enum area_border_side)i, t->width);
    c->step.before = mpt_add(c->edge[AREA_BEFORE], c->padding[AREA_BEFORE]);
    c->step.after = mpt_add(c->edge[AREA_AFTER], c->padding[AREA_AFTER]);
    if (padding_retained(c->node, AREA_BEFORE))
        c->step.rest_before = mpt_add(c->step.rest_before, c->padding[AREA_BEFORE]);
    if (padding_retained(c->node, AREA_AFTER))
        c->step.rest_after = mpt_add(c->step.rest_after, c->padding[AREA_AFTER]);
}

/* --- contents --- */

static mpt content_width(struct table *t, struct table_cell *c)
{
    int64_t width = c->width;
    for (int i = AREA_START; i <= AREA_END; i++) width -= (int64_t)c->edge[i] + c->padding[i];
    if (width > 0) return (mpt)width;
    char *column = arena_printf(t->l->chunk, "%d", c->column + 1);
    diag(t->l->diag, TABLE_CELL_TOO_NARROW, &c->node->loc, column);
    return 0;
}

/* Of the heights of rows and cells: CSS 2.1 17.5.3 leaves open what a percentage is of, so it means auto. */
enum { NO_BPD = -1 };

static mpt least_height(const struct fo_node *n)
{
    mpt min = layout_dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM, NO_BPD);
    return mpt_most(mpt_most(min, layout_dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, NO_BPD)), 0);
}

static struct frame cell_frame(struct table *t, struct table_cell *c)
{
    struct frame f = t->frame;
    f.start_indent = layout_indent(c->node, FO_P_START_INDENT, &t->frame);
    f.end_indent = layout_indent(c->node, FO_P_END_INDENT, &t->frame);
    layout_inherit(&f, c->node);
    f.reference_ipd = f.container_ipd = content_width(t, c);
    f.container_bpd = layout_dimension(c->node, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, NO_BPD);
    f.in_table_cell = true;
    f.in_sized_column = t->by_content;
    return f;
}

struct cell_content { struct fo_node *node; struct frame frame; };

static struct stack *stack_content(struct layout *l, void *arg)
{
    struct cell_content *c = arg;
    struct stack *s = stack_new(l, &c->frame);
    layout_children(l, s, c->node, &c->frame, 0, c->frame.reference_ipd);
    stack_finish(s);
    return s;
}

/* The height that the cell's content must not exceed, where one is stated for all its rows or for itself; -1: none. */
static mpt stated_height(const struct row_group *g, const struct table_cell *c)
{
    mpt own = layout_dimension(c->node, FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM, NO_BPD), rows = 0;
    for (int r = c->step.row; r <= steps_last_row(&c->step) && rows >= 0; r++) {
        mpt row = g->rows[r].node ? layout_dimension(g->rows[r].node, FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM, NO_BPD) : -1;
        rows = row < 0 ? -1 : mpt_add(rows, row);
    }
    mpt stated = own < 0 || (rows >= 0 && rows < own) ? rows : own;
    return stated < 0 ? -1 : stated;
}

static void set_content(struct table *t, const struct row_group *g, struct table_cell *c)
{
    struct cell_content content = {c->node, cell_frame(t, c)};
    c->step.content = fit_content(t->l, c->node, stated_height(g, c), stack_content, &content);
    c->step.least = c->step.solid = least_height(c->node);
}

/* Labels that run downwards take what height the other cells give their rows. */
struct label { struct fo_node *node; struct frame frame; mpt height; bool stated; };

static struct stack *stack_label(struct layout *l, void *arg)
{
    struct label *x = arg;
    struct stack *s = stack_new(l, &x->frame);
    vertical_layout(l, s, x->node, x->frame.reference_ipd, x->height, x->stated);
    stack_finish(s);
    return s;
}

static void set_label(struct table *t, struct row_group *g, struct table_cell *c)
{
    struct steps *s = &g->steps;
    struct label x = {c->node, cell_frame(t, c), 0, true};
    for (int r = c->step.row; r <= steps_last_row(&c->step); r++) {
        x.height = mpt_add(x.height, s->rows[r].height);
        x.stated &= s->rows[r].least > 0;
    }
    if (t->frame.container_bpd > 0 && x.height > t->frame.container_bpd) /* it can't be divided between pages */
        x.height = t->frame.container_bpd;
    x.height = mpt_most(mpt_add(x.height, -(int64_t)c->step.before - c->step.after), 0);
    x.stated |= c->step.least > 0;
    c->step.content = fit_content(t->l, c->node, stated_height(g, c), stack_label, &x);
}

struct stack *table_label_again(struct table *t, struct table_cell *c, mpt room)
{
    struct label x = {c->node, cell_frame(t, c), room, true};
    struct stack *s = room > 0 && vertical_given(c->node) ? stack_label(t->l, &x) : NULL;
    return s && stack_height(s, 0, stack_places(s) - 1) <= room ? s : NULL;
}

static void set_width(const struct table *t, struct table_cell *c)
{
    c->width = 0;
    for (int i = 0; i < c->columns; i++) c->width = mpt_add(c->width, t->columns[c->column + i].width);
}

/* --- rows --- */

static int keep_inside(const struct table *t, const struct fo_node *row)
{
    if (!row) return 0;
    struct stack_keeps k = layout_keep_together(t->l, row);
    return k.column > k.page ? k.column : k.page;
}

/* What is kept together but can't stand on any page is cut as if it were not kept; the page breaker says so. */
static bool higher_than_page(const struct table *t, const struct row_group *g)
{
    mpt page = t->frame.container_bpd;
    for (size_t i = 0; page > 0 && i < g->cells.n; i++) {
        const struct steps_cell *c = g->cells.v[i];
        if (c->content && stack_height(c->content, 0, stack_places(c->content) - 1) > page)
            return true;
    }
    return false;
}

/* The stated heights of a row hold for its content: its cells' borders and padding come to them, as in FOP (XSL 1.1 7.15.3
 * says content-rectangle, and a row has no border or padding of its own; CSS 2.1 17.5.3 would have them inside). A row of
 * stated height whose content is shorter can't be cut (its empty rest would have to be). */
static void hold_stated(struct steps_row *row, struct steps_cell *c, mpt least, mpt greatest)
{
    if (least > 0) {
        c->least = mpt_most(c->least, least - c->lead);
        c->solid = mpt_most(least - c->lead, 0);
    }
    if (greatest > 0) row->greatest = mpt_most(row->greatest, mpt_add(greatest, (int64_t)c->before - c->lead + c->after));
}

static void describe_rows(struct table *t, struct row_group *g)
{
    struct steps *s = &g->steps;
    s->rows = arena_array(t->l->chunk, (size_t)s->row_count, sizeof *s->rows);
    s->cells = g->cells.v;
    s->cell_count = (int)g->cells.n;
    mpt *least = arena_array(t->l->chunk, (size_t)s->row_count, sizeof *least);
    for (int r = 0; r < s->row_count; r++) {
        const struct fo_node *n = g->rows[r].node;
        s->rows[r].keep_inside = stack_keep(keep_inside(t, n));
        s->rows[r].least = least[r] = n ? least_height(n) : 0;
    }
    bool cut = t->chinese && higher_than_page(t, g);
    for (int i = 0; i < s->cell_count; i++) {
        struct steps_cell *c = s->cells[i];
        const struct fo_node *n = g->rows[c->row].node;
        c->cut = cut;
        if (n && c->rows == 1)
            hold_stated(&s->rows[c->row], c, least[c->row],
                        layout_dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM, NO_BPD));
        int keep = c->rows == 1 ? s->rows[c->row].keep_inside : 0; /* one that spans may be cut where a whole row ends, as in FOP */
        if (keep >= STACK_YIELDS && !cut) c->kept = keep;
    }
}

static void report_high_rows(struct table *t, const struct row_group *g)
{
    for (int r = 0; r < g->steps.row_count; r++) {
        mpt height = g->steps.rows[r].height, greatest = g->steps.rows[r].greatest;
        if (!greatest || height <= greatest || !g->rows[r].node) continue;
        struct buf b = {0};
        buf_decimal(&b, height - greatest, 3);
        diag(t->l->diag, TABLE_ROW_TOO_HIGH, &g->rows[r].node->loc, b.data);
        buf_free(&b);
    }
}

/* --- keeps and breaks between rows --- */

static void raise(struct row_edge *e, struct stack_keeps keep, enum stack_break_class class)
{
    e->keep = stack_stronger(e->keep, keep);
    if (stack_class_stronger(class, e->class)) e->class = class;
}

static void row_traits(struct layout *l, const struct table_row *row, struct row_edge *before, struct row_edge *after)
{
    if (!row->node) return;
    raise(before, layout_keep_with(l, row->node, true), layout_break_class(fo_enum(row->node, FO_P_BREAK_BEFORE)));
    raise(after, layout_keep_with(l, row->node, false), layout_break_class(fo_enum(row->node, FO_P_BREAK_AFTER)));
}

static struct stack_break break_of(struct row_edge after, struct row_edge before)
{
    raise(&after, before.keep, before.class);
    if (after.class != BREAK_ANY) return (struct stack_break){.penalty = STACK_FORCED, .class = after.class};
    struct stack_break b = {.penalty = 0};
    stack_break_keep(&b, after.keep);
    return b;
}

/* All rows of a group are tied by spans: a forced break of the rows themselves would cut a cell where its content need not break
 * (XSL 1.1 6.7.9 leaves it open; FOP ignores it too). What a block in a cell asks for (7.20.2) stands. */
static void ignore_breaks_in_spans(struct table *t, const struct row_group *g, struct row_edge *before, struct row_edge *after)
{
    for (int r = 0; r + 1 < g->steps.row_count; r++) {
        if (after[r].class == BREAK_ANY && before[r + 1].class == BREAK_ANY) continue;
        const struct fo_node *n = g->rows[after[r].class != BREAK_ANY ? r : r + 1].node;
        diag(t->l->diag, TABLE_BREAK_IN_SPAN, n ? &n->loc : &t->node->loc);
        after[r].class = before[r + 1].class = BREAK_ANY;
    }
}

static void find_breaks(struct table *t, struct row_group *g)
{
    int n = g->steps.row_count;
    struct row_edge *before = arena_array(t->l->chunk, (size_t)n, sizeof *before);
    struct row_edge *after = arena_array(t->l->chunk, (size_t)n, sizeof *after);
    for (int r = 0; r < n; r++) row_traits(t->l, &g->rows[r], &before[r], &after[r]);
    ignore_breaks_in_spans(t, g, before, after);
    for (size_t i = 0; i < g->cells.n; i++) {
        const struct table_cell *c = (const struct table_cell *)g->cells.v[i];
        raise(&before[c->step.row], steps_edge_keep(t->l, c->node, true), c->step.break_before);
        struct stack_keeps keep = steps_edge_keep(t->l, c->node, false);
        raise(&after[steps_last_row(&c->step)], keep, c->step.break_after);
        g->cells.v[i]->keep_next = keep;
    }
    for (int r = 0; r + 1 < n; r++) g->steps.rows[r].below = break_of(after[r], before[r + 1]);
    g->before = before[0];
    g->after = after[n - 1];
}

struct stack_break table_group_break(struct row_edge after, struct row_edge before) { return break_of(after, before); }

static void set_labels(struct table *t, struct row_group *g)
{
    for (size_t i = 0; i < g->cells.n && !t->l->failed; i++) {
        struct table_cell *c = (struct table_cell *)g->cells.v[i];
        if (vertical_given(c->node)) set_label(t, g, c);
    }
    describe_rows(t, g);
    steps_prepare(t->l->chunk, &g->steps);
}

/* relative-align means something where display-align leaves it to it (XSL 1.1 7.14.4). */
static bool on_baseline(const struct table_cell *c)
{
    return fo_enum(c->node, FO_P_RELATIVE_ALIGN) == FO_K_BASELINE && fo_enum(c->node, FO_P_DISPLAY_ALIGN) == FO_K_AUTO
        && !vertical_given(c->node);
}

static void align_baselines(struct table *t, struct row_group *g)
{
    struct steps_cell **cells = arena_array(t->l->chunk, g->cells.n, sizeof(struct steps_cell *));
    for (size_t i = 0; i < g->cells.n;) {
        int n = 0, row = g->cells.v[i]->row;
        for (; i < g->cells.n && g->cells.v[i]->row == row; i++)
            if (on_baseline((struct table_cell *)g->cells.v[i])) cells[n++] = g->cells.v[i];
        if (n > 1) steps_align(cells, n);
    }
}

/* CSS 2.1 17.6.1.1: in the separate model empty cells may be hidden, and a row of nothing else has no height. */
static void hide_empty(struct table *t, struct row_group *g)
{
    int hidden = 0;
    if (t->collapse) return;
    for (size_t i = 0; i < g->cells.n; i++) {
        struct table_cell *c = (struct table_cell *)g->cells.v[i];
        c->hidden = fo_enum(c->node, FO_P_EMPTY_CELLS) == FO_K_HIDE && c->step.content && !c->step.content->filled;
        hidden += c->hidden;
    }
    for (size_t i = 0; i < g->cells.n && hidden == (int)g->cells.n && g->steps.row_count == 1; i++) {
        struct table_cell *c = (struct table_cell *)g->cells.v[i];
        c->step.before = c->step.after = 0;
        c->edge[AREA_BEFORE] = c->edge[AREA_AFTER] = c->padding[AREA_BEFORE] = c->padding[AREA_AFTER] = 0;
    }
}

static void find_all_edges(struct table *t, struct row_group *g)
{
    if (table_alike(t, g)) return;
    for (size_t i = 0; i < g->cells.n; i++) find_edges(t, g, (struct table_cell *)g->cells.v[i]);
    table_alike_note(t, g);
}

void table_layout_group(struct table *t, struct row_group *g)
{
    bool vertical = false;
    find_all_edges(t, g);
    for (size_t i = 0; i < g->cells.n && !t->l->failed; i++) {
        struct table_cell *c = (struct table_cell *)g->cells.v[i];
        set_width(t, c);
        table_place_decimal(t, c, g->body->node && g->body->node->element == FO_TABLE_HEADER);
        vertical |= vertical_given(c->node);
        if (vertical_given(c->node)) c->step.least = least_height(c->node);
        else set_content(t, g, c);
    }
    hide_empty(t, g);
    align_baselines(t, g);
    describe_rows(t, g);
    steps_prepare(t->l->chunk, &g->steps);
    if (vertical) set_labels(t, g);
    report_high_rows(t, g);
    find_breaks(t, g);
    steps_run(t->l->chunk, &g->steps);
}
