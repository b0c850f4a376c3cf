/* table_alike.c - the edges of a row that is like the one before it, and has the same around it, are those of that one: most rows of
 * a long table, whose borders need not be resolved again cell by cell. */
#include <string.h>

#include "layout/table_int.h"

/* What was found for a cell, and what it depends on besides the row. */
struct alike_cell {
    const void *style;
    int column, columns;
    mpt edge[4], padding[4];
    mpt before, after, rest_before, rest_after, top_change, bottom_change; /* of struct steps_cell */
};

struct table_alike {
    const struct table_body *body; /* NULL: no row yet */
    const void *style;             /* of the row */
    struct table_edges above, below;
    VEC(struct alike_cell) cells;
};

static const void *style_of(const struct fo_node *n)
{
    return n ? fo_style_key(n) : NULL;
}

struct table_styles *table_styles(struct layout *l)
{
    if (!l->table_styles)
        l->table_styles = arena_alloc(l->doc, sizeof *l->table_styles);
    return l->table_styles;
}

void table_cell_borders(struct table *t, struct table_cell *c)
{
    if (!t->collapse) {
        table_read_borders(c->border, c->node, BORDER_OF_CELL, false);
        return;
    }
    const void *style = style_of(c->node);
    struct border_entry *e = &table_styles(t->l)->borders[((uintptr_t)style >> 5) % TABLE_STYLES];
    if (e->style != style)
        table_read_borders(e->border, c->node, BORDER_OF_CELL, true);
    e->style = style;
    memcpy(c->border, e->border, sizeof c->border);
}

/* A row in the midst of a body, without spans over rows. */
static bool is_common(const struct table *t, const struct row_group *g)
{
    if (!t->collapse || g->steps.row_count != 1 || !g->body->node || g->body->node->element != FO_TABLE_BODY || g->first_of_body
        || g->last_of_body)
        return false;
    for (size_t i = 0; i < g->cells.n; i++)
        if (g->cells.v[i]->rows != 1)
            return false;
    return true;
}

static bool same_cell(const void *style, int column, int columns, const struct table_cell *c)
{
    return style == style_of(c->node) && column == c->column && columns == c->columns;
}

static bool same_border(const struct border_spec *a, const struct border_spec *b)
{
    return border_same_look(a, b) && a->precedence == b->precedence && a->owner == b->owner && a->retain == b->retain;
}

static bool same_edges(const struct table_edges *a, const struct table_edges *b)
{
    if (a->runs.n != b->runs.n)
        return false;
    for (size_t i = 0; i < a->runs.n; i++)
        if (a->runs.v[i].end != b->runs.v[i].end || !same_border(&a->runs.v[i].border, &b->runs.v[i].border))
            return false;
    return true;
}

static void take_down(const struct table *t, struct table_edges *to, const struct table_edges *from)
{
    to->runs.n = 0;
    VEC_RESERVE(t->l->doc, &to->runs, from->runs.n);
    memcpy(to->runs.v, from->runs.v, from->runs.n * sizeof *to->runs.v);
    to->runs.n = from->runs.n;
}

static bool is_alike(const struct table_alike *m, const struct row_group *g)
{
    if (!m || !g->above || !g->below || m->body != g->body || m->style != style_of(g->rows[0].node) || m->cells.n != g->cells.n
        || !same_edges(&m->above, g->above) || !same_edges(&m->below, g->below))
        return false;
    for (size_t i = 0; i < m->cells.n; i++)
        if (!same_cell(m->cells.v[i].style, m->cells.v[i].column, m->cells.v[i].columns, (const struct table_cell *)g->cells.v[i]))
            return false;
    return true;
}

static struct alike_cell taken_down(const struct table_cell *c)
{
    const struct steps_cell *s = &c->step;
    struct alike_cell a = {
        .style = style_of(c->node), .column = c->column, .columns = c->columns, .before = s->before, .after = s->after,
        .rest_before = s->rest_before, .rest_after = s->rest_after, .top_change = s->top_change, .bottom_change = s->bottom_change,
    };
    memcpy(a.edge, c->edge, sizeof a.edge);
    memcpy(a.padding, c->padding, sizeof a.padding);
    return a;
}

void table_alike_note(struct table *t, const struct row_group *g)
{
    if (!is_common(t, g) || !g->above || !g->below)
        return;
    if (!t->alike)
        t->alike = arena_alloc(t->l->doc, sizeof *t->alike);
    struct table_alike *m = t->alike;
    m->body = g->body;
    m->style = style_of(g->rows[0].node);
    take_down(t, &m->above, g->above);
    take_down(t, &m->below, g->below);
    m->cells.n = 0;
    for (size_t i = 0; i < g->cells.n; i++)
        *VEC_PUSH(t->l->doc, &m->cells) = taken_down((const struct table_cell *)g->cells.v[i]);
}

bool table_alike(const struct table *t, struct row_group *g)
{
    if (!is_common(t, g) || !is_alike(t->alike, g))
        return false;
    for (size_t i = 0; i < g->cells.n; i++) {
        struct table_cell *c = (struct table_cell *)g->cells.v[i];
        const struct alike_cell *a = &t->alike->cells.v[i];
        memcpy(c->edge, a->edge, sizeof c->edge);
        memcpy(c->padding, a->padding, sizeof c->padding);
        c->step.before = a->before;
        c->step.after = a->after;
        c->step.rest_before = a->rest_before;
        c->step.rest_after = a->rest_after;
        c->step.top_change = a->top_change;
        c->step.bottom_change = a->bottom_change;
    }
    return true;
}

bool table_rows_alike(const struct table *t, const struct row_group *a, const struct row_group *b)
{
    if (!is_common(t, a) || !is_common(t, b) || a->body != b->body || a->cells.n != b->cells.n
        || style_of(a->rows[0].node) != style_of(b->rows[0].node))
        return false;
    for (size_t i = 0; i < a->cells.n; i++) {
        const struct table_cell *c = (const struct table_cell *)a->cells.v[i];
        if (!same_cell(style_of(c->node), c->column, c->columns, (const struct table_cell *)b->cells.v[i]))
            return false;
    }
    return true;
}
