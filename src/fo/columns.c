/* columns.c - which table-column a cell stands in (XSL 1.1 6.7.4, 6.7.10), as far as reading goes: for
 * from-table-column() only. Layout builds its own grid and complains about cells that overlap. */
#include <stdlib.h>
#include <string.h>

#include "fo/reader.h"

struct columns {
    struct columns *up;
    const struct fo_props **props; /* by column, or NULL */
    uint64_t *busy;                /* by column: the first row in which it is free again */
    size_t n;                      /* of both arrays */
    size_t next;                   /* the column that the next fo:table-column or cell takes */
    uint64_t row;
    size_t cell;                   /* column of the open cell */
    const struct fo_props *current;
};

struct columns *columns_push(struct columns *up)
{
    struct columns *c = xcalloc(1, sizeof *c);
    c->up = up;
    return c;
}

struct columns *columns_pop(struct columns *c)
{
    struct columns *up = c->up;
    free(c->props);
    free(c->busy);
    free(c);
    return up;
}

static size_t count_of(const struct fo_props *s, unsigned prop, size_t limit)
{
    const struct fo_value *v = fo_set_get(s, prop);
    double d = v->kind == FO_V_NUMBER ? v->u.number : 1;
    return d < 1 ? 1 : d > (double)limit ? limit : (size_t)d;
}

static bool reserve(struct columns *c, size_t n)
{
    if (n > LIMIT_TABLE_COLUMNS)
        return false;
    if (n <= c->n)
        return true;
    size_t more = c->n ? c->n : 16;
    while (more < n)
        more *= 2;
    c->props = xrealloc(c->props, more * sizeof *c->props);
    c->busy = xrealloc(c->busy, more * sizeof *c->busy);
    for (size_t i = c->n; i < more; i++) {
        c->props[i] = NULL;
        c->busy[i] = 0;
    }
    c->n = more;
    return true;
}

void columns_define(struct columns *c, const struct fo_props *column)
{
    const struct fo_value *number = fo_set_get(column, FO_P_COLUMN_NUMBER);
    size_t from = number->kind == FO_V_NUMBER ? count_of(column, FO_P_COLUMN_NUMBER, LIMIT_TABLE_COLUMNS + 1) - 1 : c->next;
    size_t n = count_of(column, FO_P_NUMBER_COLUMNS_REPEATED, LIMIT_TABLE_COLUMNS);
    c->next = from + n;
    if (!reserve(c, from + n))
        return; /* layout reports a table that is too wide */
    for (size_t i = 0; i < n; i++)
        c->props[from + i] = column;
}

void columns_part(struct columns *c)
{
    c->next = 0;
    c->row += LIMIT_SPAN + 1; /* spans end with their part */
}

void columns_row(struct columns *c)
{
    c->row++;
    c->next = 0;
}

const struct fo_props *columns_cell(struct columns *c, int number, bool starts_row)
{
    if (starts_row && c->next)
        columns_row(c);
    size_t at = number > 0 ? (size_t)number - 1 : c->next;
    while (number <= 0 && at < c->n && c->busy[at] > c->row)
        at++;
    c->cell = at;
    c->current = at < c->n ? c->props[at] : NULL;
    return c->current;
}

void columns_spans(struct columns *c, const struct fo_props *cell)
{
    size_t across = count_of(cell, FO_P_NUMBER_COLUMNS_SPANNED, LIMIT_SPAN);
    size_t down = count_of(cell, FO_P_NUMBER_ROWS_SPANNED, LIMIT_SPAN);
    c->next = c->cell + across;
    if (down > 1 && reserve(c, c->next))
        for (size_t i = c->cell; i < c->next; i++)
            c->busy[i] = c->row + down;
}

void columns_cell_end(struct columns *c, bool ends_row)
{
    c->current = NULL;
    if (ends_row)
        columns_row(c);
}

const struct fo_props *columns_current(const struct columns *c)
{
    return c ? c->current : NULL;
}
