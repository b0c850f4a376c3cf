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
    struct border_spec *above, *below; /* [column_count] */
    struct alike_cell *cells;      /* [column_count] */
    size_t count;
};

static const void *style_of(const struct fo_node *n)
{
    return n ? fo_style_key(n) : NULL;
}

void table_cell_borders(struct table *t, struct table_cell *c)
{
    const void *style = style_of(c->node);
    struct border_entry *e = &t->borders[((uintptr_t)style >> 5) % TABLE_BORDERS];
    if (e->style != style)
        table_read_borders(e->border, c->node, BORDER_OF_CELL, t->collapse);
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

static bool same_specs(const struct border_spec *a, const struct border_spec *b, int n)
{
    for (int i = 0; i < n; i++)
        if (!border_same_look(&a[i], &b[i]) || a[i].precedence != b[i].precedence || a[i].owner != b[i].owner || a[i].retain != b[i].retain)
            return false;
    return true;
}

static bool is_alike(const struct table *t, const struct table_alike *m, const struct row_group *g)
{
    if (!m || !g->above || !g->below || m->body != g->body || m->style != style_of(g->rows[0].node) || m->count != g->cells.n
        || !same_specs(m->above, g->above, t->column_count) || !same_specs(m->below, g->below, t->column_count))
        return false;
    for (size_t i = 0; i < m->count; i++)
        if (!same_cell(m->cells[i].style, m->cells[i].column, m->cells[i].columns, (const struct table_cell *)g->cells.v[i]))
            return false;
    return true;
}

static struct table_alike *alike_new(const struct table *t)
{
    struct table_alike *m = arena_alloc(t->l->doc, sizeof *m);
    size_t n = (size_t)t->column_count;
    m->above = arena_array(t->l->doc, n, sizeof *m->above);
    m->below = arena_array(t->l->doc, n, sizeof *m->below);
    m->cells = arena_array(t->l->doc, n, sizeof *m->cells);
    return m;
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
        t->alike = alike_new(t);
    struct table_alike *m = t->alike;
    size_t n = (size_t)t->column_count;
    m->body = g->body;
    m->style = style_of(g->rows[0].node);
    m->count = g->cells.n;
    memcpy(m->above, g->above, n * sizeof *m->above);
    memcpy(m->below, g->below, n * sizeof *m->below);
    for (size_t i = 0; i < m->count; i++)
        m->cells[i] = taken_down((const struct table_cell *)g->cells.v[i]);
}

bool table_alike(const struct table *t, struct row_group *g)
{
    if (!is_common(t, g) || !is_alike(t, t->alike, g))
        return false;
    for (size_t i = 0; i < g->cells.n; i++) {
        struct table_cell *c = (struct table_cell *)g->cells.v[i];
        const struct alike_cell *a = &t->alike->cells[i];
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
