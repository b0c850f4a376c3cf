/* pdf_table.c - which header cells a cell of a table has (PDF 32000-1, 14.8.4.3.4 and table 349).
 *
 * A header cell of the head, or of a row that has no others, says Scope Column; one at the side says Row, and so does one that goes
 * on beside values. That is enough for a plain table. In a form it is not: heads of two rows, labels beside labels, labels at the
 * side of several rows. There each cell names its header cells: those of its columns in the head, and in its own row the labels
 * next before it. */
#include <stdlib.h>

#include "pdf/pdf_int.h"

struct head {
    uint32_t elem;
    unsigned row, last_row, column, last_column;
    bool over; /* over columns, else at the side */
};

struct gap {
    unsigned row, columns;
};

struct table {
    struct pdf *p;
    VEC(unsigned) busy;      /* by column: rows that a cell above still covers, this one included */
    VEC(struct head) heads;  /* that cells to come may have */
    VEC(uint32_t) rows;
    VEC(unsigned) widths;    /* by row */
    VEC(struct gap) gaps;    /* by row: free columns between the last cell of the row and cells that reach into it */
    unsigned width;
    bool calls_for_names; /* scopes alone don't tell which cell is under which head */
    bool irregular;       /* so the cells name them */
    bool stated; /* its cells say themselves which heads they have */
    bool plain; /* a row without heads stood below those of the body */
    bool headed; /* the row above has nothing but heads: with this one's they are heads of several rows */
};

static unsigned span(struct pdf *p, uint32_t cell, bool rows)
{
    const struct pdf_elem_more *m = pdf_elem_at(p, cell)->more;
    unsigned n = !m ? 1 : rows ? m->rows : m->columns;

    return n ? n : 1;
}

static void find_rows(struct table *t, uint32_t of)
{
    struct pdf_kids kids = pdf_struct_kids(t->p, of);

    for (size_t i = 0; i < kids.n; i++) {
        if (kids.v[i].page != KID_ELEM)
            continue;
        uint8_t type = pdf_elem_at(t->p, kids.v[i].what)->type;
        if (type == TAG_TR)
            *VEC_PUSH(t->p->arena, &t->rows) = kids.v[i].what;
        else if (type == TAG_THead || type == TAG_TBody || type == TAG_TFoot)
            find_rows(t, kids.v[i].what);
    }
    free(kids.v);
}

static bool in_head(const struct table *t, uint32_t row)
{
    return pdf_elem_at(t->p, pdf_elem_at(t->p, row)->parent)->type == TAG_THead;
}

/* Which cells of a row are header cells. */
enum heads { NONE, SOME, ALL };

static enum heads heads_of(struct table *t, const struct pdf_kids *cells)
{
    size_t n = 0;

    for (size_t i = 0; i < cells->n; i++)
        n += pdf_elem_at(t->p, cells->v[i].what)->type == TAG_TH;
    return n == 0 ? NONE : n < cells->n ? SOME : ALL;
}

/* --- places --- */

static bool is_busy(const struct table *t, unsigned column)
{
    return column < t->busy.n && t->busy.v[column] > 0;
}

static void take(struct table *t, unsigned column, unsigned columns, unsigned rows)
{
    for (unsigned c = column; c < column + columns; c++) {
        while (t->busy.n <= c)
            *VEC_PUSH(t->p->arena, &t->busy) = 0;
        t->busy.v[c] = rows;
    }
}

/* key: of what it stands behind in the row. */
static void add_empty(struct table *t, unsigned row, uint32_t key, unsigned columns)
{
    uint32_t cell = pdf_tags_elem(t->p, t->rows.v[row], key, TAG_TD, 0);

    if (columns > 1)
        pdf_tags_more(t->p, cell)->columns = columns;
}

/* Empty cells from *column to the one that a cell asks for. A second walk finds them as cells. */
static void lead_to(struct table *t, uint32_t cell, unsigned row, unsigned *column, uint32_t behind)
{
    const struct pdf_elem_more *m = pdf_elem_at(t->p, cell)->more;
    unsigned wanted = m && m->column ? m->column - 1 : 0;

    while (*column < wanted) {
        unsigned from = *column;
        while (*column < wanted && !is_busy(t, *column))
            ++*column;
        if (*column > from) {
            add_empty(t, row, behind, *column - from);
            take(t, from, *column - from, 1);
        }
        while (is_busy(t, *column))
            ++*column;
    }
}

/* The next free place in the row; the cell takes it. Rows below the table's last are not there. */
static struct head place(struct table *t, uint32_t cell, unsigned row, unsigned *column)
{
    unsigned rows = span(t->p, cell, true), columns = span(t->p, cell, false), left = (unsigned)t->rows.n - row;

    while (is_busy(t, *column))
        ++*column;
    if (rows > left) {
        rows = left;
        pdf_tags_more(t->p, cell)->rows = rows;
    }
    take(t, *column, columns, rows);
    struct head h = {cell, row, row + rows - 1, *column, *column + columns - 1, false};
    *column += columns;
    return h;
}

static void end_row(struct table *t)
{
    unsigned width = 0;

    for (unsigned c = 0; c < t->busy.n; c++) {
        if (t->busy.v[c] == 0)
            continue;
        if (c > width)
            *VEC_PUSH(t->p->arena, &t->gaps) = (struct gap){(unsigned)t->widths.n, c - width};
        width = c + 1;
        t->busy.v[c]--;
    }
    *VEC_PUSH(t->p->arena, &t->widths) = width;
    t->width = width > t->width ? width : t->width;
}

/* --- heads --- */

/* Forgets those at the side that end above the row, and of this one those of one row (a label follows a value). */
static void drop_sides(struct table *t, unsigned row, bool of_this_row)
{
    size_t n = 0;

    for (size_t i = 0; i < t->heads.n; i++) {
        const struct head *h = &t->heads.v[i];
        bool ended = h->last_row < row || (of_this_row && h->row == row && h->last_row == row);
        if (h->over || !ended)
            t->heads.v[n++] = *h;
    }
    t->heads.n = n;
}

/* A row of heads within the body replaces the one before it where it stands above the same columns (by), and those all end where
 * labels at the side begin again behind plain rows (NULL). */
static void drop_overs(struct table *t, const struct head *by)
{
    size_t n = 0;

    for (size_t i = 0; i < t->heads.n; i++) {
        const struct head *h = &t->heads.v[i];
        bool body = h->over && !in_head(t, pdf_elem_at(t->p, h->elem)->parent);
        bool below = !by || (h->last_row < by->row && h->column <= by->last_column && by->column <= h->last_column);
        if (!body || !below)
            t->heads.v[n++] = *h;
    }
    t->heads.n = n;
}

static void give_heads(struct table *t, const struct head *cell)
{
    struct pdf_elem_more *m;
    VEC(uint32_t) list = {0};

    for (size_t i = 0; i < t->heads.n; i++) {
        const struct head *h = &t->heads.v[i];
        if (h->over ? h->column > cell->last_column || cell->column > h->last_column : h->column >= cell->column)
            continue;
        *VEC_PUSH(t->p->arena, &list) = h->elem;
        pdf_tags_more(t->p, h->elem)->named = true;
    }
    if (list.n == 0)
        return;
    m = pdf_tags_more(t->p, cell->elem);
    m->headers = list.v;
    m->header_count = (unsigned)list.n;
}

static bool has_heads(const struct pdf_elem_more *m)
{
    return m && (m->scope || m->header_count);
}

/* A corner, or the place below a label: it is no head of anything. */
static void drop_empty_heads(struct table *t, const struct pdf_kids *cells)
{
    for (size_t i = 0; i < cells->n; i++) {
        struct pdf_elem *e = pdf_elem_at(t->p, cells->v[i].what);
        if (e->type == TAG_TH && !e->first)
            e->type = TAG_TD;
    }
}

/* In a row of heads within the body: a label at the side of the values below it, beside which stand the heads of these. */
static bool is_at_side(struct table *t, const struct head *h)
{
    if (h->last_row == h->row || in_head(t, t->rows.v[h->row]))
        return false;
    struct pdf_kids cells = pdf_struct_kids(t->p, t->rows.v[h->last_row]);
    bool values = heads_of(t, &cells) != ALL;
    free(cells.v);
    return values;
}

static void walk_row(struct table *t, unsigned row)
{
    struct pdf_kids cells = pdf_struct_kids(t->p, t->rows.v[row]);

    drop_empty_heads(t, &cells);
    enum heads heads = heads_of(t, &cells);
    bool over = in_head(t, t->rows.v[row]) || heads == ALL, value = false, label = false;
    unsigned column = 0;
    uint32_t behind = pdf_elem_at(t->p, t->rows.v[row])->key;

    drop_sides(t, row, false);
    if (t->plain && heads == SOME)
        drop_overs(t, NULL);
    t->plain = heads == NONE;
    for (size_t i = 0; i < cells.n; i++) {
        lead_to(t, cells.v[i].what, row, &column, behind);
        behind = cells.v[i].key;
        struct head h = place(t, cells.v[i].what, row, &column);
        if (pdf_elem_at(t->p, h.elem)->type != TAG_TH) {
            if (t->irregular)
                give_heads(t, &h);
            value = true;
            continue;
        }
        if (value && !over)
            drop_sides(t, row, true);
        t->calls_for_names |= (label && value && !over) || h.last_row > h.row || (over && row > 0);
        value = false;
        label = true;
        h.over = over && !is_at_side(t, &h);
        if (h.over && !t->headed && !in_head(t, t->rows.v[row]))
            drop_overs(t, &h);
        if (!t->stated || !has_heads(pdf_elem_at(t->p, h.elem)->more))
            pdf_tags_more(t->p, h.elem)->scope = h.over ? 'C' : 'R';
        *VEC_PUSH(t->p->arena, &t->heads) = h;
    }
    t->headed = heads == ALL;
    free(cells.v);
    end_row(t);
}

/* --- the whole --- */

/* What the rows have left empty behind their last cells. */
static void fill_up(struct table *t)
{
    size_t g = 0;

    for (unsigned row = 0; row < t->rows.n; row++) {
        for (; g < t->gaps.n && t->gaps.v[g].row == row; g++)
            add_empty(t, row, UINT32_MAX, t->gaps.v[g].columns);
        if (t->widths.v[row] < t->width)
            add_empty(t, row, UINT32_MAX, t->width - t->widths.v[row]);
    }
}

/* Heads and feet are parts beside bodies (PDF 32000-1, table 337); where no row stands between them, their rows are the table's. */
static void drop_parts(struct pdf *p, uint32_t table)
{
    struct pdf_kids kids = pdf_struct_kids(p, table);
    bool body = false;

    for (size_t i = 0; i < kids.n; i++)
        body |= kids.v[i].page == KID_ELEM && pdf_elem_at(p, kids.v[i].what)->type == TAG_TBody;
    for (size_t i = 0; i < kids.n && !body; i++)
        if (kids.v[i].page == KID_ELEM && (pdf_elem_at(p, kids.v[i].what)->type == TAG_THead || pdf_elem_at(p, kids.v[i].what)->type == TAG_TFoot))
            pdf_elem_at(p, kids.v[i].what)->flags |= ELEM_GONE;
    free(kids.v);
}

static void walk(struct table *t)
{
    t->heads.n = t->busy.n = t->widths.n = t->gaps.n = 0;
    t->plain = t->headed = false;
    for (unsigned row = 0; row < t->rows.n; row++)
        walk_row(t, row);
}

void pdf_table_arrange(struct pdf *p, uint32_t table)
{
    struct table t = {.p = p, .stated = pdf_elem_at(p, table)->flags & ELEM_STATED};

    find_rows(&t, table);
    walk(&t);
    t.irregular = t.calls_for_names && !t.stated;
    if (t.irregular)
        walk(&t);
    fill_up(&t);
    drop_parts(p, table);
}
