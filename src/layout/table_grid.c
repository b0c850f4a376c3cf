/* table_grid.c - which cell stands where: rows read from the bodies, cells placed by column-number or on the next free
 * column (XSL 1.1 6.7.10, 7.28.2), spans in both directions. Rows come in groups that row spans tie together. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "layout/markers.h"
#include "layout/table_int.h"

static void report_number(struct table *t, enum diag_id id, const struct fo_node *n, int a, int b)
{
    char *first = arena_printf(t->l->chunk, "%d", a), *second = arena_printf(t->l->chunk, "%d", b);
    diag_report(t->l->diag, id, &n->loc, (const char *const[]){first, second, NULL});
}

static int span_of(const struct fo_node *n, enum fo_prop p)
{
    int v = fo_integer(n, p, 1);
    return v < 1 ? 1 : v > LIMIT_SPAN ? LIMIT_SPAN : v;
}

static bool is_body(const struct fo_node *n)
{
    return n->element == FO_TABLE_BODY;
}

/* What a marker has in place of rows or cells; NULL: nothing. */
static struct fo_node *retrieved(struct layout *l, struct fo_node *retrieve)
{
    struct fo_node *content = markers_retrieve(l, retrieve);
    return content ? fo_first(l->fo, content) : NULL;
}

static void pass_over(struct layout *l, const struct fo_node *n, const struct fo_node *outer)
{
    if (outer && !layout_blank(n))
        diag(l->diag, FO_LEFT_OUT_ELEMENT, &n->loc, fo_element_name(n->element), fo_element_name(outer->parent->element));
}

/* From n on, the next cell, or row where there may be rows. outer: the fo:retrieve-table-marker in whose place n stands, or NULL;
 * it is kept up to date. */
static struct fo_node *next_part(struct layout *l, struct fo_node *n, struct fo_node **outer, bool rows)
{
    while (n || *outer) {
        if (!n) {
            n = fo_next(l->fo, *outer);
            *outer = NULL;
        } else if (n->element == FO_TABLE_CELL || (rows && n->element == FO_TABLE_ROW)) {
            return n;
        } else if (n->element == FO_RETRIEVE_TABLE_MARKER && !*outer) {
            *outer = n;
            n = retrieved(l, n);
        } else {
            pass_over(l, n, *outer);
            n = fo_next(l->fo, n);
        }
    }
    return NULL;
}

void table_read_borders(struct border_spec border[4], const struct fo_node *n, enum border_owner owner, bool wanted)
{
    for (int i = 0; i < 4; i++)
        border[i] = border_spec_of(wanted ? n : NULL, (enum area_border_side)i, owner);
}

bool table_row_continued(const struct fo_node *n)
{
    return n->element == FO_TABLE_ROW && fo_enum(n, FO_X_CONTINUED) == FO_K_TRUE;
}

static bool left_out(const struct row_reader *r, const struct fo_node *n)
{
    return r->rows_of == ROWS_OF_FIRST_BAND && table_row_continued(n);
}

/* n: what stands next in the body. */
static void go_on(struct row_reader *r, struct fo_node *n)
{
    struct layout *l = r->t->l;
    n = next_part(l, n, &r->outer, true);
    while (n && left_out(r, n)) n = next_part(l, fo_next(l->fo, n), &r->outer, true);
    r->next = n;
}

static void enter_body(struct row_reader *r, struct fo_node *body)
{
    r->body_node = body;
    r->outer = NULL;
    go_on(r, body ? fo_first(r->t->l->fo, body) : NULL);
    if (!body) return;
    r->body = arena_alloc(r->t->l->doc, sizeof *r->body);
    r->body->node = body;
    table_read_borders(r->body->border, body, BORDER_OF_BODY, r->t->collapse);
}

void row_reader_init(struct row_reader *r, struct table *t, struct fo_node *first, enum rows_of rows_of)
{
    *r = (struct row_reader){.t = t, .rows_of = rows_of};
    enter_body(r, first);
}

/* --- the cells of a row --- */

/* How many of them begin in the column or before it. Most rows have a cell for each column. */
static size_t begun(const struct table_row *r, int column)
{
    size_t from = 0, to = r->cells.n, at = (size_t)column;
    if (at < to && r->cells.v[at]->column == column) return at + 1;
    if (to && r->cells.v[to - 1]->column <= column) return to;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (r->cells.v[middle]->column <= column) from = middle + 1;
        else to = middle;
    }
    return from;
}

static int behind(const struct table_cell *c)
{
    return c->column + c->columns;
}

struct table_cell *table_cell_at(const struct table_row *r, int column)
{
    size_t n = begun(r, column);
    struct table_cell *c = n ? r->cells.v[n - 1] : NULL;
    return c && column < behind(c) ? c : NULL;
}

static void insert(struct table *t, struct table_row *r, struct table_cell *c)
{
    size_t at = begun(r, c->column);
    (void)VEC_PUSH(t->l->chunk, &r->cells);
    memmove(r->cells.v + at + 1, r->cells.v + at, (r->cells.n - 1 - at) * sizeof *r->cells.v);
    r->cells.v[at] = c;
}

/* --- placing --- */

struct placing { /* a row being filled */
    struct row_reader *r;
    struct row_group *g;
    struct table_row *row;
    int index;  /* in the group */
    int column; /* where the next cell goes if it does not say */
};

static int next_free(const struct placing *p, int column)
{
    const struct table_cell *c;
    while (column < p->r->t->column_count && (c = table_cell_at(p->row, column))) column = behind(c);
    return column;
}

/* From a free one on. */
static int free_columns(const struct placing *p, int column, int wanted)
{
    size_t next = begun(p->row, column);
    int end = next < p->row->cells.n ? p->row->cells.v[next]->column : p->r->t->column_count;
    return wanted < end - column ? wanted : end - column;
}

static int wanted_column(struct placing *p, const struct fo_node *n)
{
    struct table *t = p->r->t;
    int number = fo_integer(n, FO_P_COLUMN_NUMBER, 0);
    if (number < 1) return next_free(p, p->column);
    int column = number > t->column_count ? t->column_count : number - 1;
    if (column < t->column_count && table_cell_at(p->row, column)) {
        int moved = next_free(p, column);
        if (moved < t->column_count) report_number(t, DIAG_TABLE_CELL_OVERLAP, n, number, moved + 1);
        return moved; /* beyond the last: left out, and said so */
    }
    return column;
}

static void place(struct placing *p, struct fo_node *n)
{
    struct table *t = p->r->t;
    int column = wanted_column(p, n);
    if (column >= t->column_count) {
        int number = fo_integer(n, FO_P_COLUMN_NUMBER, 0);
        report_number(t, DIAG_TABLE_CELL_OUTSIDE, n, number > column ? number : column + 1, t->column_count);
        return;
    }
    struct table_cell *c = arena_alloc(t->l->chunk, sizeof *c);
    int wanted = span_of(n, FO_P_NUMBER_COLUMNS_SPANNED);
    c->node = n;
    c->column = column;
    c->columns = free_columns(p, column, wanted);
    if (c->columns < wanted) report_number(t, DIAG_TABLE_SPAN_COLUMNS, n, wanted, c->columns);
    c->step.row = p->index;
    c->step.rows = span_of(n, FO_P_NUMBER_ROWS_SPANNED);
    table_cell_borders(t, c);
    insert(t, p->row, c);
    *VEC_PUSH(t->l->chunk, &p->g->cells) = &c->step;
    p->column = column + c->columns;
}

/* --- rows --- */

static bool true_at(const struct fo_node *n, enum fo_prop p)
{
    return fo_enum(n, p) == FO_K_TRUE;
}

/* Cells without a row: up to one that ends the row, or the next that starts one (XSL 1.1 7.28.5, 7.28.13). */
static void place_loose_cells(struct placing *p)
{
    struct layout *l = p->r->t->l;
    struct fo_node *n = p->r->next;
    for (bool first = true; n && n->element == FO_TABLE_CELL; first = false) {
        if (!first && true_at(n, FO_P_STARTS_ROW)) break;
        bool ends = true_at(n, FO_P_ENDS_ROW);
        place(p, n);
        n = next_part(l, fo_next(l->fo, n), &p->r->outer, true);
        if (ends) break;
    }
    go_on(p->r, n);
}

static void place_row(struct placing *p)
{
    struct layout *l = p->r->t->l;
    struct fo_node *row = p->r->next;
    p->row->node = row;
    struct fo_node *outer = NULL;
    for (struct fo_node *n = next_part(l, fo_first(l->fo, row), &outer, false); n; n = next_part(l, fo_next(l->fo, n), &outer, false))
        place(p, n);
    go_on(p->r, fo_next(l->fo, row));
}

/* The rows that a cell takes below that one. */
static int rows_left(const struct table_cell *c, int row)
{
    return steps_last_row(&c->step) - row;
}

/* Spans from above take their columns. */
static void carry_spans(struct table *t, const struct table_row *above, int row, struct table_row *to)
{
    for (size_t i = 0; i < above->cells.n; i++)
        if (rows_left(above->cells.v[i], row - 1) > 0) *VEC_PUSH(t->l->chunk, &to->cells) = above->cells.v[i];
}

static bool ties(const struct table_row *r, int row)
{
    for (size_t i = 0; i < r->cells.n; i++)
        if (rows_left(r->cells.v[i], row) > 0) return true;
    return false;
}

static void cut_spans(struct table *t, const struct table_row *r, int row, bool said)
{
    for (size_t i = 0; i < r->cells.n; i++) {
        struct table_cell *c = r->cells.v[i];
        int left = rows_left(c, row);
        if (left <= 0) continue;
        if (!said) diag(t->l->diag, TABLE_SPAN_ROWS, &c->node->loc, arena_printf(t->l->chunk, "%d", left));
        c->step.rows -= left;
    }
}

/* What is tied together is laid out as one. */
static bool ties_too_much(const struct row_reader *r, size_t rows)
{
    return (rows + 1) * (size_t)r->t->column_count > LIMIT_TABLE_TIED;
}

static void report_tied(struct table *t, const struct fo_node *n)
{
    diag(t->l->diag, TABLE_SPANS_TOO_MANY, &n->loc, arena_printf(t->l->chunk, "%d", LIMIT_TABLE_TIED));
}

static void read_rows(struct row_reader *r, struct row_group *g)
{
    struct table *t = r->t;
    VEC(struct table_row) rows = {0};
    bool open = true, tied = false;
    while (open && r->next && !tied) {
        int index = (int)rows.n;
        struct table_row *row = VEC_PUSH(t->l->chunk, &rows);
        *row = (struct table_row){.node = NULL};
        struct placing p = {.r = r, .g = g, .row = row, .index = index};
        if (index) carry_spans(t, row - 1, index, row);
        if (r->next->element == FO_TABLE_ROW) place_row(&p);
        else place_loose_cells(&p);
        table_read_borders(row->border, row->node, BORDER_OF_ROW, t->collapse && row->node);
        open = ties(row, index);
        tied = open && r->next && ties_too_much(r, rows.n);
    }
    if (tied) report_tied(t, r->next);
    if (open) cut_spans(t, &rows.v[rows.n - 1], (int)rows.n - 1, tied);
    g->rows = rows.v;
    g->steps.row_count = (int)rows.n;
}

static void next_body(struct row_reader *r)
{
    struct layout *l = r->t->l;
    while (!r->next && r->body_node && r->rows_of == ROWS_OF_BODIES) {
        struct fo_node *n = fo_next(l->fo, r->body_node);
        while (n && !is_body(n)) n = fo_next(l->fo, n);
        enter_body(r, n);
    }
}

struct row_group *row_reader_next(struct row_reader *r)
{
    struct layout *l = r->t->l;
    next_body(r);
    if (!r->next || l->failed) return NULL;
    struct row_group *g = arena_alloc(l->chunk, sizeof *g);
    g->body = r->body;
    g->first_of_body = !r->body->begun;
    r->body->begun = true;
    read_rows(r, g);
    g->last_of_body = !r->next;
    return g;
}

/* --- columns by the rows --- */

static int count_row(struct layout *l, struct fo_node *first, struct fo_node **end, int *spans, int *open)
{
    int column = 0, count = 0;
    struct fo_node *n = first;
    for (bool start = true; n; n = fo_next(l->fo, n), start = false) {
        if (n->element != FO_TABLE_CELL) continue;
        if (!start && end && true_at(n, FO_P_STARTS_ROW)) break;
        int number = fo_integer(n, FO_P_COLUMN_NUMBER, 0);
        if (number > 0) column = number - 1;
        else while (column < *open && spans[column] > 0) column++;
        int columns = span_of(n, FO_P_NUMBER_COLUMNS_SPANNED), rows = span_of(n, FO_P_NUMBER_ROWS_SPANNED);
        for (int i = 0; i < columns && column < LIMIT_TABLE_COLUMNS; i++, column++) {
            while (*open <= column) spans[(*open)++] = 0;
            if (spans[column] < rows) spans[column] = rows;
        }
        if (column > LIMIT_TABLE_COLUMNS) column = LIMIT_TABLE_COLUMNS;
        if (column > count) count = column;
        if (end && true_at(n, FO_P_ENDS_ROW)) {
            n = fo_next(l->fo, n);
            break;
        }
    }
    if (end) *end = n;
    for (int c = 0; c < *open; c++)
        if (spans[c] > 0) spans[c]--;
    return count;
}

/* What markers have is no part of the count. */
static struct fo_node *part_here(struct layout *l, struct fo_node *n)
{
    while (n && n->element != FO_TABLE_ROW && n->element != FO_TABLE_CELL) n = fo_next(l->fo, n);
    return n;
}

static int count_body(struct layout *l, struct fo_node *body)
{
    int *spans = xcalloc(LIMIT_TABLE_COLUMNS, sizeof *spans), open = 0, count = 0;
    struct fo_node *n = part_here(l, fo_first(l->fo, body));
    while (n) {
        int columns;
        if (n->element == FO_TABLE_ROW) {
            columns = count_row(l, fo_first(l->fo, n), NULL, spans, &open);
            n = fo_next(l->fo, n);
        } else {
            columns = count_row(l, n, &n, spans, &open);
        }
        if (columns > count) count = columns;
        n = part_here(l, n);
    }
    free(spans);
    return count;
}

int table_count_columns(struct table *t)
{
    int count = 0;
    for (struct fo_node *n = fo_first(t->l->fo, t->node); n; n = fo_next(t->l->fo, n)) {
        if (n->element != FO_TABLE_HEADER && n->element != FO_TABLE_FOOTER && !is_body(n)) continue;
        int columns = count_body(t->l, n);
        if (columns > count) count = columns;
    }
    return count;
}
