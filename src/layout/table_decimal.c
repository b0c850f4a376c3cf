/* table_decimal.c - where the decimal points of a table's columns stand; see decimal.h. */
#include "layout/decimal.h"
#include "layout/table_int.h"

struct found { mpt before, after; enum fo_keyword align; bool any; };

/* --- what the first rows have --- */

static void widen(mpt *to, mpt value)
{
    if (value > *to) *to = value;
}

static void measure_block(struct table *t, struct fo_node *n, struct found *f, mpt start, mpt end, unsigned depth)
{
    struct decimal_extent e = {0};
    inline_decimal_extent(t->l, n, &e);
    if (e.number && !f->any) f->align = fo_enum(n, FO_P_TEXT_ALIGN);
    f->any |= e.number;
    if (e.number) {
        widen(&f->before, mpt_add(start, (int64_t)e.before + fo_mpt(n, FO_P_START_INDENT, 0)));
        widen(&f->after, mpt_add(end, (int64_t)e.after + fo_mpt(n, FO_P_END_INDENT, 0)));
    }
    for (struct fo_node *k = fo_first(t->l->fo, n); k && depth < 20; k = fo_next(t->l->fo, k))
        if (k->element == FO_BLOCK) measure_block(t, k, f, start, end, depth + 1);
}

/* text-align="." asks for the same in XSL's own words (7.16.9: only for cells). */
static bool is_point(const struct fo_node *n)
{
    return fo_enum(n, FO_P_TEXT_ALIGN) == FO_K_POINT;
}

static bool is_auto(const struct table_column *c)
{
    return c->node && (fo_length(c->node, FO_X_DECIMAL_ALIGN).keyword == FO_K_AUTO || is_point(c->node));
}

/* What a cell asks for: its own value, else that of its text-align, else its column's. In the header nothing is aligned that
 * does not ask for it itself; totals in the footer are. */
static struct fo_length wish_of(const struct table *t, const struct table_cell *c, bool in_header)
{
    const struct fo_node *column = t->columns[c->column].node;
    if (fo_specified(c->node, FO_X_DECIMAL_ALIGN))
        return fo_length(c->node, FO_X_DECIMAL_ALIGN);
    if (!in_header && c->columns == 1 && is_point(c->node))
        return (struct fo_length){.keyword = FO_K_AUTO};
    if (!in_header && c->columns == 1 && column)
        return fo_length(column, FO_X_DECIMAL_ALIGN);
    return (struct fo_length){.keyword = FO_K_NONE};
}

static bool takes_part(const struct table *t, const struct table_cell *c)
{
    return c->columns == 1 && is_auto(&t->columns[c->column]) && wish_of(t, c, false).keyword == FO_K_AUTO;
}

static void measure_rows(struct table *t, struct fo_node *body, struct found *found)
{
    struct row_reader r;
    size_t reported = diag_list_count(t->l->diag);
    int rows = 0;
    row_reader_init(&r, t, body, ROWS_OF_BODIES);
    for (struct row_group *g; rows < DECIMAL_ROWS && (g = row_reader_next(&r)); rows += g->steps.row_count)
        for (size_t i = 0; i < g->cells.n; i++) {
            struct table_cell *c = (struct table_cell *)g->cells.v[i];
            if (takes_part(t, c))
                measure_block(t, c->node, &found[c->column], table_side(t, g, c, AREA_START), table_side(t, g, c, AREA_END), 0);
        }
    diag_list_cut(t->l->diag, reported); /* the rows are read again when they are set */
}

/* --- places --- */

/* The numbers as a group: in the middle of the column, or at its end, where integers that grow further down find room. */
static mpt place_of(const struct found *f, mpt width)
{
    mpt free = width - mpt_add(f->before, f->after);
    return f->before + (f->align == FO_K_CENTER ? free / 2 : free);
}

void table_find_decimals(struct table *t, struct fo_node *body)
{
    bool any = false;
    for (int i = 0; i < t->column_count; i++) any |= is_auto(&t->columns[i]);
    if (!any || !body) return;
    struct found *found = arena_array(t->l->chunk, (size_t)t->column_count, sizeof *found);
    measure_rows(t, body, found);
    for (int i = 0; i < t->column_count; i++) {
        if (!is_auto(&t->columns[i]) || !found[i].any) continue;
        t->columns[i].decimal = place_of(&found[i], t->columns[i].width);
        t->columns[i].decimal_found = true;
    }
}

void table_place_decimal(struct table *t, struct table_cell *c, bool in_header)
{
    const struct table_column *column = &t->columns[c->column];
    struct fo_length wish = wish_of(t, c, in_header);
    c->node->layout = NULL;
    if (wish.keyword == FO_K_NONE) return;
    if (wish.keyword == FO_K_AUTO && !column->decimal_found) {
        if (!is_auto(column)) diag(t->l->diag, DECIMAL_NO_COLUMN, &c->node->loc);
        return;
    }
    struct decimal_place *p = arena_alloc(t->l->chunk, sizeof *p);
    p->x = wish.keyword == FO_K_AUTO ? column->decimal : fo_resolve(wish, c->width);
    p->x -= c->edge[AREA_START] + c->padding[AREA_START];
    c->node->layout = p;
}
