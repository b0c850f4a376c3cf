/* table_auto.c - how narrow and how wide the content of each column is, for table-layout="auto" (CSS 2.1 17.5.2.2).
 * This reads the whole table before its first row is set: a table whose columns have widths streams instead. */
#include "layout/table_int.h"

struct span_demand { int column, columns; mpt min, max; };

struct widths {
    struct table *t;
    mpt *min, *max;
    VEC(struct span_demand) spans;
};

static void widen(mpt *to, mpt value)
{
    if (value > *to) *to = value;
}

static void measure(struct widths *w, const struct row_group *g, const struct table_cell *c)
{
    mpt min = 0, max = 0, sides = mpt_add(table_side(w->t, g, c, AREA_START), table_side(w->t, g, c, AREA_END));
    layout_width_range(w->t->l, c->node, &min, &max);
    struct fo_length given = fo_length(c->node, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM);
    if (given.keyword == FO_K_UNSET && given.fraction == 0) { /* CSS 2.1 17.5.2.2: a width raises the minimum */
        mpt width = fo_resolve(given, 0);
        widen(&min, width);
        max = min > width ? min : width;
    }
    if (max < min) max = min;
    min = mpt_add(min, sides);
    max = mpt_add(max, sides);
    if (c->columns > 1) {
        *VEC_PUSH(w->t->l->chunk, &w->spans) = (struct span_demand){c->column, c->columns, min, max};
        return;
    }
    widen(&w->min[c->column], min);
    widen(&w->max[c->column], max);
}

/* What a spanning cell needs beyond its columns is shared among them in proportion to their widest content. */
static void share(mpt *widths, const mpt *weight, const struct span_demand *s, mpt need)
{
    int64_t have = 0, weights = 0, upto = 0, given = 0;
    for (int i = s->column; i < s->column + s->columns; i++) {
        have += widths[i];
        weights += weight[i];
    }
    int64_t missing = need - have;
    if (missing <= 0) return;
    for (int i = s->column; i < s->column + s->columns; i++) {
        upto += weights ? weight[i] : 1;
        int64_t part = mpt_part(missing, upto, weights ? weights : s->columns);
        widths[i] = mpt_add(widths[i], part - given);
        given = part;
    }
}

static void measure_part(struct widths *w, struct fo_node *body, enum rows_of rows_of)
{
    struct row_reader r;
    size_t reported = diag_list_count(w->t->l->diag);
    row_reader_init(&r, w->t, body, rows_of);
    for (struct row_group *g; (g = row_reader_next(&r));)
        for (size_t i = 0; i < g->cells.n; i++) measure(w, g, (struct table_cell *)g->cells.v[i]);
    diag_list_cut(w->t->l->diag, reported); /* the rows are read again when they are set */
}

void table_content_widths(struct table *t, mpt *min, mpt *max)
{
    struct widths w = {.t = t, .min = min, .max = max};
    bool bodies = false;
    for (struct fo_node *n = fo_first(t->l->fo, t->node); n; n = fo_next(t->l->fo, n)) {
        bool band = n->element == FO_TABLE_HEADER || n->element == FO_TABLE_FOOTER;
        if (band || (n->element == FO_TABLE_BODY && !bodies)) measure_part(&w, n, band ? ROWS_OF_BAND : ROWS_OF_BODIES);
        bodies |= n->element == FO_TABLE_BODY;
    }
    for (size_t i = 0; i < w.spans.n; i++) {
        const struct span_demand *s = &w.spans.v[i];
        share(min, max, s, s->min);
        share(max, max, s, s->max);
    }
    for (int i = 0; i < t->column_count; i++) widen(&max[i], min[i]);
}
