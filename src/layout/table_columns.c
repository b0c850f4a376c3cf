/* table_columns.c - the columns of a table and their widths (XSL 1.1 6.7.3, 7.28.4; CSS 2.1 17.5.2). */
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "layout/table_int.h"

/* --- the columns --- */

struct columns {
    VEC(struct table_column) v;
    struct table *t;
    const struct border_spec *none; /* borders of columns without a fo:table-column */
};

/* NULL: of columns that have none. */
static const struct border_spec *borders_of(const struct table *t, const struct fo_node *n)
{
    struct border_spec *b = arena_array(t->l->doc, 4, sizeof *b);
    for (int i = 0; i < 4; i++) b[i] = border_spec_of(t->collapse ? n : NULL, (enum area_border_side)i, BORDER_OF_COLUMN);
    return b;
}

static void set_column(struct columns *c, int index, const struct fo_node *n, const struct border_spec *border)
{
    if (index >= LIMIT_TABLE_COLUMNS) return;
    if ((size_t)index > c->v.n) VEC_RESERVE(c->t->l->doc, &c->v, (size_t)index + 1 - c->v.n);
    while ((int)c->v.n <= index) *VEC_PUSH(c->t->l->doc, &c->v) = (struct table_column){.border = c->none};
    c->v.v[index].node = n;
    c->v.v[index].border = border;
}

static void report_too_many(struct table *t, const struct fo_node *n)
{
    char *limit = arena_printf(t->l->chunk, "%d", LIMIT_TABLE_COLUMNS);
    diag(t->l->diag, TABLE_TOO_MANY_COLUMNS, &n->loc, limit);
}

/* What a table knows of its columns stays until the document's end. */
static void count_columns(struct table *t)
{
    struct layout *l = t->l;
    l->column_count += (unsigned)t->column_count;
    if (l->column_count <= LIMIT_COLUMNS || l->failed) return;
    diag(l->diag, TABLE_COLUMNS_LIMIT, &t->node->loc, arena_printf(l->chunk, "%d", LIMIT_COLUMNS));
    l->failed = true;
}

static int add_column(struct columns *c, int index, struct fo_node *n)
{
    int number = fo_integer(n, FO_P_COLUMN_NUMBER, 0);
    int repeated = fo_integer(n, FO_P_NUMBER_COLUMNS_REPEATED, 1);
    if (number > 0) index = number - 1;
    while (number <= 0 && index < (int)c->v.n && c->v.v[index].node) index++; /* two of one number would be an error (7.28.4) */
    if (repeated < 1) repeated = 1;
    if (index >= LIMIT_TABLE_COLUMNS || repeated > LIMIT_TABLE_COLUMNS - index) {
        report_too_many(c->t, n);
        repeated = index >= LIMIT_TABLE_COLUMNS ? 0 : LIMIT_TABLE_COLUMNS - index;
    }
    const struct border_spec *border = borders_of(c->t, n);
    for (int i = repeated; i-- > 0;) set_column(c, index + i, n, border); /* the last makes room for all */
    return index + repeated;
}

static void find_given(struct columns *c)
{
    struct layout *l = c->t->l;
    int index = 0;
    for (struct fo_node *n = fo_first(l->fo, c->t->node); n; n = fo_next(l->fo, n)) {
        if (n->element == FO_TABLE_COLUMN) index = add_column(c, index, n);
        if (n->element == FO_TABLE_BODY || n->element == FO_TABLE_HEADER || n->element == FO_TABLE_FOOTER) break;
    }
}

/* --- widths --- */

static void report_excess(struct table *t, enum diag_id id, mpt excess)
{
    struct buf b = {0};
    buf_decimal(&b, excess, 3);
    diag_report(t->l->diag, id, &t->node->loc, (const char *const[]){b.data, NULL});
    buf_free(&b);
}

static bool without_width(const struct table_column *c)
{
    return !c->node || fo_length(c->node, FO_P_COLUMN_WIDTH).keyword != FO_K_UNSET;
}

static struct column_demand demand(const struct table_column *c, mpt width)
{
    if (without_width(c)) return (struct column_demand){.share = 1};
    struct fo_length w = fo_length(c->node, FO_P_COLUMN_WIDTH);
    mpt fixed = fo_resolve(w, width);
    return (struct column_demand){.fixed = fixed > 0 ? fixed : 0, .share = w.proportional > 0 ? (double)w.proportional : 0};
}

/* A cell of the first row has a width: its columns, if they have none, share it (CSS 2.1 17.5.2.1). */
static void first_cell(struct table *t, const struct table_cell *c, struct column_demand *d)
{
    struct fo_length w = fo_length(c->node, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM);
    if (w.keyword != FO_K_UNSET) return;
    mpt width = fo_resolve(w, t->width);
    for (int i = c->column; i < c->column + c->columns && i < t->column_count; i++)
        if (without_width(&t->columns[i])) d[i] = (struct column_demand){.fixed = width > 0 ? width / c->columns : 0};
}

static void first_row(struct table *t, struct column_demand *d)
{
    struct fo_node *part = fo_first(t->l->fo, t->node);
    while (part && part->element != FO_TABLE_HEADER && part->element != FO_TABLE_BODY) part = fo_next(t->l->fo, part);
    if (!part) return;
    struct row_reader r;
    size_t reported = diag_list_count(t->l->diag);
    row_reader_init(&r, t, part, part->element == FO_TABLE_HEADER ? ROWS_OF_BAND : ROWS_OF_BODIES);
    struct row_group *g = row_reader_next(&r);
    for (size_t i = 0; g && i < g->cells.n; i++) {
        const struct table_cell *c = (struct table_cell *)g->cells.v[i];
        if (c->step.row == 0) first_cell(t, c, d);
    }
    diag_list_cut(t->l->diag, reported); /* the rows are read again when they are set */
}

static mpt sum_of(const mpt *w, int n)
{
    mpt sum = 0;
    for (int i = 0; i < n; i++) sum = mpt_add(sum, w[i]);
    return sum;
}

static void content_ranges(struct table *t, struct column_range *c)
{
    int n = t->column_count;
    mpt *min = xcalloc((size_t)n, sizeof *min), *max = xcalloc((size_t)n, sizeof *max);
    table_content_widths(t, min, max);
    for (int i = 0; i < n; i++) {
        struct column_demand d = demand(&t->columns[i], t->width);
        bool fixed = !without_width(&t->columns[i]) && d.share <= 0;
        c[i] = fixed ? (struct column_range){d.fixed, d.fixed, true} : (struct column_range){min[i], max[i], false};
    }
    free(min);
    free(max);
}

/* Columns without a width, by content; the others keep theirs. The table grows to hold its longest words where there is
 * room, beyond it they are cut. */
static void widths_by_content(struct table *t, bool definite, mpt available, mpt *out)
{
    int n = t->column_count;
    struct column_range *c = xcalloc((size_t)n, sizeof *c);
    mpt widest = 0, least = 0;
    content_ranges(t, c);
    for (int i = 0; i < n; i++) {
        widest = mpt_add(widest, c[i].max);
        least = mpt_add(least, c[i].min);
    }
    if (!definite && widest < t->width) t->width = widest;
    if (least > t->width) t->width = least < available ? least : available > t->width ? available : t->width;
    table_auto_width(c, n, t->width, out);
    free(c);
    mpt sum = sum_of(out, n);
    if (sum > t->width) t->width = sum;
}

/* Returns what is missing where the fixed widths leave nothing for the shares. */
static mpt share_given(struct table *t, mpt *out)
{
    int n = t->column_count;
    struct column_demand *d = xcalloc((size_t)n, sizeof *d);
    bool all = true;
    for (int i = 0; i < n; i++) {
        d[i] = demand(&t->columns[i], t->width);
        all &= !without_width(&t->columns[i]);
    }
    if (!all) first_row(t, d);
    mpt missing = table_share_width(d, n, t->width, out);
    free(d);
    return missing;
}

/* Columns too wide for their table widen it, but not by what each was rounded up (two halves of an odd number). Percentages are of
 * its width; where it has none of its own, of what there was. */
static void widths_given(struct table *t, bool definite, mpt *out)
{
    mpt missing = share_given(t, out);
    if (missing > 0) report_excess(t, DIAG_TABLE_NO_COLUMN_WIDTH, missing);
    int n = t->column_count;
    mpt sum = sum_of(out, n), excess = sum - t->width;
    if (excess > 0 && excess < n && excess <= out[n - 1]) {
        out[n - 1] -= excess;
        return;
    }
    if (excess <= 0) return;
    t->width = sum;
    if (definite) share_given(t, out);
}

static void find_width(struct table *t, mpt available, bool *definite)
{
    struct fo_length w = fo_length(t->node, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM);
    *definite = w.keyword == FO_K_UNSET;
    t->width = *definite ? fo_resolve(w, t->frame.container_ipd) : available;
    if (t->width < 0) t->width = 0;
}

void table_find_columns(struct table *t, mpt available)
{
    struct columns c = {.t = t, .none = borders_of(t, NULL)};
    bool definite;
    find_given(&c);
    if (!c.v.n) {
        int n = table_count_columns(t);
        if (n < 1) n = 1; /* rows without a cell */
        if (n >= LIMIT_TABLE_COLUMNS) report_too_many(t, t->node);
        set_column(&c, n - 1, NULL, c.none);
    }
    t->columns = c.v.v;
    t->column_count = (int)c.v.n;
    count_columns(t);
    find_width(t, available, &definite);
    for (int i = 0; i < t->column_count; i++) t->by_content |= without_width(&t->columns[i]);
    t->by_content &= fo_enum(t->node, FO_P_TABLE_LAYOUT) != FO_K_FIXED;
    mpt *widths = xcalloc((size_t)t->column_count, sizeof *widths);
    if (t->by_content) widths_by_content(t, definite, available, widths);
    else widths_given(t, definite, widths);
    mpt x = 0;
    for (int i = 0; i < t->column_count; i++) {
        t->columns[i].x = x;
        t->columns[i].width = widths[i];
        x = mpt_add(x, widths[i]);
    }
    free(widths);
    if (t->width > available) report_excess(t, DIAG_TABLE_TOO_WIDE, t->width - available);
}
