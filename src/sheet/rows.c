#include "sheet/rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "sheet/book.h"

/* A merged area: its value is known once its first row was read. */
struct area {
    unsigned column, row, last_column, last_row;
    struct sheet_cell value; /* text malloced; NULL: not yet known */
};

struct rows {
    const char *path, *sheet;
    sheet_row_fn *fn;
    void *arg;
    struct diag_list *d;
    struct arena *arena; /* the row's texts */
    struct sheet_cell *cells;
    unsigned n;          /* cells in use */
    unsigned number, emitted;
    bool hidden, failed, sorted;
    struct area *areas;  /* those not yet met, from `next` on in the order of their first rows */
    size_t nareas, cap, next;
    struct area *open;   /* those that the row meets */
    size_t nopen, open_cap;
};

static const struct sheet_cell empty = {.text = ""};

struct rows *rows_new(const char *path, const char *sheet, sheet_row_fn *fn, void *arg, struct diag_list *d)
{
    struct rows *r = xcalloc(1, sizeof *r);
    *r = (struct rows){.path = path, .sheet = sheet, .fn = fn, .arg = arg, .d = d, .arena = arena_new()};
    r->cells = xcalloc(LIMIT_SHEET_COLUMNS, sizeof *r->cells);
    return r;
}

void rows_free(struct rows *r)
{
    for (size_t i = 0; i < r->nopen; i++)
        free((char *)(uintptr_t)r->open[i].value.text);
    free(r->open);
    free(r->areas);
    free(r->cells);
    arena_free(r->arena);
    free(r);
}

struct arena *rows_arena(struct rows *r)
{
    return r->arena;
}

bool rows_failed(const struct rows *r)
{
    return r->failed;
}

void rows_begin(struct rows *r, unsigned number, bool hidden)
{
    arena_reset(r->arena);
    r->number = number ? number : r->number + 1;
    r->hidden = hidden;
    r->n = 0;
}

unsigned rows_uncovered(const struct rows *r, unsigned n)
{
    bool above[LIMIT_SHEET_COLUMNS + 1] = {false};
    if (!r->nopen || n > LIMIT_SHEET_COLUMNS)
        return n;
    for (size_t i = 0; i < r->nopen; i++)
        if (r->open[i].row < r->number && r->open[i].last_row >= r->number)
            for (unsigned c = r->open[i].column; c <= r->open[i].last_column && c <= LIMIT_SHEET_COLUMNS; c++)
                above[c] = true;
    unsigned column = 0;
    while (n && ++column <= LIMIT_SHEET_COLUMNS)
        n -= !above[column];
    return column + n;
}

/* "table.xlsx[sheet]", and "!F12" behind it; tables of one sheet without a name go by their files. */
static struct loc place(struct rows *r, const char *cell)
{
    const char *mark = *cell ? "!" : "";
    return (struct loc){.file = *r->sheet ? arena_printf(r->arena, "%s[%s]%s%s", r->path, r->sheet, mark, cell)
                                          : arena_printf(r->arena, "%s%s%s", r->path, mark, cell)};
}

static bool put(struct rows *r, unsigned column, const struct sheet_cell *cell)
{
    if (column > LIMIT_SHEET_COLUMNS) {
        if (!r->failed) {
            char name[16];
            sheet_cell_name(column, r->number, name);
            struct loc at = place(r, name);
            diag(r->d, SHEET_TOO_MANY_COLUMNS, &at, arena_printf(r->arena, "%d", LIMIT_SHEET_COLUMNS));
        }
        r->failed = true;
        return false;
    }
    for (; r->n < column; r->n++)
        r->cells[r->n] = empty;
    r->cells[column - 1] = *cell;
    return true;
}

/* Room for one more in an array. */
static struct area *area_add(struct area **v, size_t *n, size_t *cap)
{
    if (*n == *cap) {
        *cap = *cap ? 2 * *cap : 16;
        *v = xrealloc(*v, *cap * sizeof **v);
    }
    return &(*v)[(*n)++];
}

void rows_merged(struct rows *r, unsigned column, unsigned row, unsigned across, unsigned down)
{
    if (!column || !row || !across || !down || r->nareas >= LIMIT_SHEET_MERGES)
        return;
    r->sorted = r->nareas == r->next || (r->sorted && r->areas[r->nareas - 1].row <= row);
    struct area *a = area_add(&r->areas, &r->nareas, &r->cap);
    *a = (struct area){column, row, column + across - 1, row + down - 1, {.text = NULL}};
}

void rows_cell(struct rows *r, unsigned column, const struct sheet_cell *cell, struct rows_span span)
{
    unsigned at = column ? column : r->n + 1, repeated = span.repeated ? span.repeated : 1;
    unsigned across = span.across ? span.across : 1, down = span.down ? span.down : 1;
    if (across > 1 || down > 1)
        rows_merged(r, at, r->number, across, down);
    if (cell->type == SHEET_EMPTY) { /* may be followed by nothing: it takes no room until something comes */
        unsigned end = at - 1 + repeated;
        for (; r->n < end && r->n < LIMIT_SHEET_COLUMNS; r->n++)
            r->cells[r->n] = empty;
        r->n = end;
        return;
    }
    for (unsigned i = 0; i < repeated && put(r, at + i, cell); i++)
        ;
}

static int by_row(const void *a, const void *b)
{
    const struct area *x = a, *y = b;
    return x->row != y->row ? (x->row < y->row ? -1 : 1) : (x->column > y->column) - (x->column < y->column);
}

static void cover(struct rows *r, struct area *a)
{
    if (a->value.type == SHEET_EMPTY)
        return;
    for (unsigned c = a->column; c <= a->last_column && c <= LIMIT_SHEET_COLUMNS; c++) {
        if (c == a->column && r->number == a->row)
            continue;
        struct sheet_cell copy = a->value;
        copy.text = arena_strdup(r->arena, a->value.text);
        put(r, c, &copy);
    }
}

static void open_area(struct rows *r, const struct area *area)
{
    struct area *a = area_add(&r->open, &r->nopen, &r->open_cap);
    *a = *area;
    if (a->row == r->number && a->column <= r->n && a->column <= LIMIT_SHEET_COLUMNS)
        a->value = r->cells[a->column - 1];
    a->value.text = xstrdup(a->value.text ? a->value.text : "");
    a->value.covered = true;
}

/* Each area is looked at from its first row to its last, once a row. */
static void cover_row(struct rows *r)
{
    if (!r->sorted && r->nareas > r->next)
        qsort(r->areas + r->next, r->nareas - r->next, sizeof *r->areas, by_row);
    r->sorted = true;
    while (r->next < r->nareas && r->areas[r->next].row <= r->number)
        open_area(r, &r->areas[r->next++]);
    for (size_t i = 0; i < r->nopen;) {
        struct area *a = &r->open[i];
        if (a->last_row >= r->number) {
            cover(r, a);
            i++;
        } else {
            free((char *)(uintptr_t)a->value.text);
            *a = r->open[--r->nopen];
        }
    }
}

static bool has_value(const struct rows *r)
{
    for (unsigned i = 0; i < r->n && i < LIMIT_SHEET_COLUMNS; i++)
        if (r->cells[i].type != SHEET_EMPTY)
            return true;
    return false;
}

static unsigned used(const struct rows *r)
{
    unsigned n = r->n < LIMIT_SHEET_COLUMNS ? r->n : LIMIT_SHEET_COLUMNS;
    while (n && r->cells[n - 1].type == SHEET_EMPTY)
        n--;
    return n;
}

static bool emit(struct rows *r)
{
    if (r->emitted++ == LIMIT_SHEET_ROWS) {
        struct loc at = place(r, "");
        diag(r->d, SHEET_TOO_MANY_ROWS, &at, arena_printf(r->arena, "%d", LIMIT_SHEET_ROWS));
        r->failed = true;
        return false;
    }
    struct sheet_row row = {r->number, r->hidden, used(r), r->cells};
    return r->fn(r->arg, &row);
}

bool rows_end(struct rows *r, unsigned repeated)
{
    bool filled = has_value(r);
    cover_row(r);
    unsigned last = r->number + (repeated ? repeated : 1) - 1;
    for (; filled && !r->failed; r->number++) {
        if (!emit(r))
            return false;
        if (r->number == last)
            break;
    }
    r->number = last;
    return !r->failed;
}
