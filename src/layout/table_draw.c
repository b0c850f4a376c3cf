/* table_draw.c - collapsed borders of the rows on one page, as strokes centred on the lines between cells.
 *
 * Where lines cross, the wider one goes through (horizontal on a tie) and the other stops at it, so that no two strokes
 * overlap and their order does not matter. */
#include "layout/table_draw.h"

struct lines { /* resolved borders of the page */
    struct table_page *p;
    size_t rows, columns;
    struct border_spec *across; /* [rows + 1][columns]: above row r */
    struct border_spec *down;   /* [rows][columns + 1]: before column c */
};

static struct border_spec *across(const struct lines *n, size_t row, size_t column)
{
    return &n->across[row * n->columns + column];
}
static struct border_spec *down(const struct lines *n, size_t row, size_t column)
{
    return &n->down[row * (n->columns + 1) + column];
}

/* The rows on both sides of the line above row r. A page's edge is where the body rows were broken. */
static void find_across(struct lines *n, size_t r)
{
    const struct table_page *p = n->p;
    bool top = p->broken_before && r == p->header_rows, bottom = p->broken_after && r == p->footer_row;
    struct edge_row upper, lower;
    if (r > 0) {
        const struct page_row *u = &p->rows.v[r - 1];
        upper = (struct edge_row){u->group, u->row, bottom, bottom && u->cut};
    }
    if (r < n->rows) {
        const struct page_row *w = &p->rows.v[r];
        lower = (struct edge_row){w->group, w->row, top, top && w->begun};
    }
    for (size_t c = 0; c < n->columns; c++)
        *across(n, r, c) = table_row_edge(p->t, r > 0 ? &upper : NULL, r < n->rows ? &lower : NULL, (int)c);
}

static void find_all(struct lines *n)
{
    struct table_page *p = n->p;
    for (size_t r = 0; r <= n->rows; r++) find_across(n, r);
    for (size_t r = 0; r < n->rows; r++)
        for (size_t c = 0; c <= n->columns; c++)
            *down(n, r, c) = table_column_edge(p->t, p->rows.v[r].group, p->rows.v[r].row, (int)c);
}

/* Widest line across (down) that meets at the corner above row r, before column c. */
static mpt widest_across(const struct lines *n, size_t r, size_t c)
{
    mpt left = c > 0 ? across(n, r, c - 1)->width : 0, right = c < n->columns ? across(n, r, c)->width : 0;
    return left > right ? left : right;
}

static mpt widest_down(const struct lines *n, size_t r, size_t c)
{
    mpt up = r > 0 ? down(n, r - 1, c)->width : 0, low = r < n->rows ? down(n, r, c)->width : 0;
    return up > low ? up : low;
}

static bool across_wins(const struct lines *n, size_t r, size_t c)
{
    return widest_across(n, r, c) >= widest_down(n, r, c);
}

/* How far a line across (down) reaches beyond the corner it ends at; less than 0: it stops before. */
static mpt reach_across(const struct lines *n, size_t r, size_t c)
{
    mpt half = widest_down(n, r, c) / 2;
    return across_wins(n, r, c) ? half : -half;
}

static mpt reach_down(const struct lines *n, size_t r, size_t c)
{
    mpt half = widest_across(n, r, c) / 2;
    return across_wins(n, r, c) ? -half : half;
}

static void stroke(struct table_page *p, const struct border_spec *b, mpt x, mpt y, mpt w, mpt h)
{
    if (!border_is_visible(b) || w <= 0 || h <= 0) return;
    struct area *a = area_new(p->l->chunk, AREA_RULE, NULL);
    a->artifact = true;
    a->x = x;
    a->y = y;
    a->w = w;
    a->h = h;
    a->u.rule.style = b->style;
    a->u.rule.color = b->color;
    area_append(p->into, a);
}

static mpt column_x(const struct lines *n, size_t c)
{
    const struct table *t = n->p->t;
    return c < n->columns ? t->columns[c].x : t->columns[c - 1].x + t->columns[c - 1].width;
}

static mpt row_y(const struct lines *n, size_t r)
{
    const struct page_row *rows = n->p->rows.v;
    return r < n->rows ? rows[r].y : rows[r - 1].y + rows[r - 1].h;
}

static void draw_across(const struct lines *n, size_t r)
{
    for (size_t c = 0; c < n->columns;) {
        size_t end = c + 1;
        const struct border_spec *b = across(n, r, c);
        while (end < n->columns && border_same_look(b, across(n, r, end)) && across_wins(n, r, end)) end++;
        mpt x = column_x(n, c) - reach_across(n, r, c);
        stroke(n->p, b, x, row_y(n, r) - b->width / 2, column_x(n, end) + reach_across(n, r, end) - x, b->width);
        c = end;
    }
}

static void draw_down(const struct lines *n, size_t c)
{
    for (size_t r = 0; r < n->rows;) {
        size_t end = r + 1;
        const struct border_spec *b = down(n, r, c);
        while (end < n->rows && border_same_look(b, down(n, end, c)) && !across_wins(n, end, c)) end++;
        mpt y = row_y(n, r) - reach_down(n, r, c);
        stroke(n->p, b, column_x(n, c) - b->width / 2, y, b->width, row_y(n, end) + reach_down(n, end, c) - y);
        r = end;
    }
}

void table_draw_borders(struct table_page *p)
{
    struct lines n = {.p = p, .rows = p->rows.n, .columns = (size_t)p->t->column_count};
    if (!n.rows || !n.columns) return;
    n.across = arena_array(p->l->chunk, (n.rows + 1) * n.columns, sizeof *n.across);
    n.down = arena_array(p->l->chunk, n.rows * (n.columns + 1), sizeof *n.down);
    find_all(&n);
    for (size_t r = 0; r <= n.rows; r++) draw_across(&n, r);
    for (size_t c = 0; c <= n.columns; c++) draw_down(&n, c);
}
