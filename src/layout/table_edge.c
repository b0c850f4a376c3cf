/* table_edge.c - collapsed borders: which border stands on an edge between cells. XSL 1.1 6.7.10, CSS 2.1 17.6.2.
 *
 * Each side of an edge offers the winner among the boxes that have an edge there: the cell, its row, its body, its column,
 * the table. The winner of the two sides is drawn; half of its width belongs to each side. At a page break a side
 * offers what is not cut there, and of what is cut only what is to be retained. */
#include "layout/table_int.h"

/* What stands on the edge so far gives way if it is weaker. Most boxes have no border, which is weaker than any but another one. */
static void join(const struct table *t, struct border_spec *on, const struct border_spec *b)
{
    if (b->style == FO_K_NONE && on->style != FO_K_NONE && !t->by_precedence) return;
    *on = border_resolve(*on, *b, t->by_precedence);
}

/* The same of a border that goes if its box goes on across the break. */
static void join_cut(const struct table *t, struct border_spec *on, const struct border_spec *b, bool cut)
{
    if (!cut || b->retain) join(t, on, b);
}

struct border_spec table_own_edge(const struct table *t, const struct edge_row *r, int column, enum area_border_side side)
{
    const struct row_group *g = r->group;
    const struct table_row *row = &g->rows[r->row];
    const struct table_cell *c = table_cell_at(row, column);
    bool before = side == AREA_BEFORE;
    bool body_edge = before ? g->first_of_body && r->row == 0 : g->last_of_body && r->row == g->steps.row_count - 1;
    bool table_edge = body_edge && (before ? g->first_of_table : g->last_of_table);
    struct border_spec b = {.style = FO_K_NONE};
    bool goes_on = c && (before ? c->step.row != r->row : steps_last_row(&c->step) != r->row); /* a span: no edge here */
    if (goes_on && !r->page_edge) return b;
    if (c) join_cut(t, &b, &c->border[side], goes_on || r->row_cut);
    if (!goes_on) join_cut(t, &b, &row->border[side], r->row_cut);
    if (body_edge || r->page_edge) join_cut(t, &b, &g->body->border[side], !body_edge || r->row_cut);
    if (table_edge || r->page_edge) {
        join_cut(t, &b, &t->columns[column].border[side], !table_edge || r->row_cut);
        join_cut(t, &b, &t->border[side], !table_edge || r->row_cut);
    }
    return b;
}

struct border_spec table_row_edge(const struct table *t, const struct edge_row *upper, const struct edge_row *lower, int column)
{
    struct border_spec a = {.style = FO_K_NONE};
    if (upper && lower && upper->group == lower->group && upper->row + 1 == lower->row) {
        const struct table_cell *c = table_cell_at(&upper->group->rows[upper->row], column);
        if (c && c == table_cell_at(&lower->group->rows[lower->row], column)) return a;
    }
    if (upper) a = table_own_edge(t, upper, column, AREA_AFTER);
    if (!lower) return a;
    struct border_spec b = table_own_edge(t, lower, column, AREA_BEFORE);
    join(t, &a, &b);
    return a;
}

/* What the boxes on one side of a column edge offer: end side of `column` (side AREA_END) or start side. */
static struct border_spec own_column_edge(const struct table *t, const struct row_group *g, int row, int column,
                                          enum area_border_side side)
{
    const struct table_row *r = &g->rows[row];
    const struct table_cell *c = table_cell_at(r, column);
    struct border_spec b = {.style = FO_K_NONE};
    bool table_edge = side == AREA_START ? column == 0 : column == t->column_count - 1;
    if (c) join(t, &b, &c->border[side]);
    if (table_edge) {
        join(t, &b, &r->border[side]);
        join(t, &b, &g->body->border[side]);
    }
    join(t, &b, &t->columns[column].border[side]);
    if (table_edge) join(t, &b, &t->border[side]);
    return b;
}

struct border_spec table_column_edge(const struct table *t, const struct row_group *g, int row, int column)
{
    struct border_spec b = {.style = FO_K_NONE};
    const struct table_cell *here = column < t->column_count ? table_cell_at(&g->rows[row], column) : NULL;
    if (here && here->column < column) return b;
    if (column > 0) b = own_column_edge(t, g, row, column - 1, AREA_END);
    if (column == t->column_count) return b;
    struct border_spec c = own_column_edge(t, g, row, column, AREA_START);
    join(t, &b, &c);
    return b;
}

mpt table_column_half(const struct table *t, const struct row_group *g, const struct table_cell *c, bool start)
{
    mpt width = 0;
    for (int r = c->step.row; r <= steps_last_row(&c->step); r++) {
        struct border_spec b = table_column_edge(t, g, r, start ? c->column : c->column + c->columns);
        width = mpt_most(width, b.width);
    }
    return width / 2;
}

mpt table_side(const struct table *t, const struct row_group *g, const struct table_cell *c, enum area_border_side side)
{
    mpt border = t->collapse ? table_column_half(t, g, c, side == AREA_START) : border_used(c->node, side).width;
    mpt gap = side == AREA_START ? t->separation_ipd / 2 : t->separation_ipd - t->separation_ipd / 2;
    return mpt_add(mpt_add(border, padding_of(c->node, side, 0)), t->collapse ? 0 : gap);
}

bool table_column_alike(const struct table *t, const struct table_row *r, int column)
{
    const struct border_spec *here = t->columns[column].border;
    const struct table_cell *c = table_cell_at(r, column);
    if (here != t->columns[column - 1].border) return false;
    if (c) return c->column < column;
    return !table_cell_at(r, column - 1) && here[AREA_START].style == FO_K_NONE && here[AREA_END].style == FO_K_NONE;
}

const struct table_edges *table_own_edges(const struct table *t, const struct edge_row *r, enum area_border_side side)
{
    struct table_edges *e = arena_alloc(t->l->chunk, sizeof *e);
    for (int c = 0; c < t->column_count; c++) {
        if (c && table_column_alike(t, &r->group->rows[r->row], c)) e->runs.v[e->runs.n - 1].end++;
        else *VEC_PUSH(t->l->chunk, &e->runs) = (struct edge_run){c + 1, table_own_edge(t, r, c, side)};
    }
    return e;
}

const struct border_spec *table_edge_at(const struct table_edges *e, int column)
{
    size_t from = 0, to = e->runs.n - 1;
    if ((size_t)column <= to && e->runs.v[column].end == column + 1) return &e->runs.v[column].border; /* each has its own */
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (e->runs.v[middle].end <= column) from = middle + 1;
        else to = middle;
    }
    return &e->runs.v[from].border;
}
