/* table_emit.c - the areas of the rows that fall on one page.
 *
 * Painting order (XSL 1.1 6.7.3): columns, bodies, rows, cells, and collapsed borders on top of all. Backgrounds of columns,
 * bodies and rows are areas of their own, put before all cells: the structure of bodies and rows bears none, because a
 * row's box would paint over a cell that spans into it. */
#include "base/limits.h"
#include "layout/chinese.h"
#include "layout/decor.h"
#include "layout/table_draw.h"

/* --- collecting --- */

static void add_rows(struct table_page *p, struct row_group *g, const struct steps_part *part, mpt y, bool artifact)
{
    for (int r = part->first_row; r <= part->last_row; r++) {
        struct page_row row = {.group = g, .row = r, .y = y, .h = part->heights[r - part->first_row], .artifact = artifact};
        row.begun = r == part->first_row && part->first_row_begun;
        row.cut = r == part->last_row && part->last_row_cut;
        *VEC_PUSH(p->l->chunk, &p->rows) = row;
        y = mpt_add(y, row.h);
    }
}

static void add_cells(struct table_page *p, const struct steps_part *part, mpt y, size_t first_row)
{
    for (int i = 0; i < part->slice_count; i++) {
        const struct steps_slice *s = &part->slices[i];
        struct page_cell c = {.cell = (struct table_cell *)s->cell, .from = s->from, .to = s->to, .starts = s->starts,
                              .ends = s->ends, .before = s->before, .after = s->after, .h = s->height};
        c.y = mpt_add(y, s->y);
        mpt gap = p->t->separation_bpd / 2;
        c.gap_before = s->starts || border_retained(c.cell->node, AREA_BEFORE) ? gap : 0;
        c.gap_after = s->ends || border_retained(c.cell->node, AREA_AFTER) ? gap : 0;
        int row = s->cell->row - part->first_row;
        c.row = first_row + (size_t)(row > 0 ? row : 0);
        *VEC_PUSH(p->l->chunk, &p->cells) = c;
    }
}

static void add_group(struct table_page *p, struct row_group *g, int from, int to, bool top, bool bottom)
{
    struct steps_part part;
    steps_part(p->l->chunk, &g->steps, from, to, top, bottom, &part);
    size_t first_row = p->rows.n;
    add_rows(p, g, &part, p->y, p->artifact);
    add_cells(p, &part, p->y, first_row);
    p->y = mpt_add(p->y, part.height);
}

static void add_band(struct table_page *p, struct table_band *b, const struct table_edges *above, mpt room)
{
    p->artifact = b->used > 0;
    for (struct row_group *g = table_band_again(p->t, b, above, room); g; g = g->next)
        add_group(p, g, 0, (int)g->steps.steps.n - 1, false, false);
    p->artifact = false;
}

/* Groups of the steps from ... to; those that are done leave the list. */
static void add_body(struct table_page *p, int from, int to, bool broken_before, bool broken_after)
{
    struct table *t = p->t;
    while (t->live) {
        struct row_group *g = t->live;
        int n = (int)g->steps.steps.n, first = from > g->first_index ? from - g->first_index : 0;
        if (g->first_index > to) return;
        bool ends = to >= g->first_index + n - 1;
        bool top = broken_before && from >= g->first_index, bottom = broken_after && to < g->first_index + n;
        add_group(p, g, first, ends ? n - 1 : to - g->first_index, top, bottom);
        if (!ends) return;
        t->live = g->next;
        if (!t->live) t->live_tail = NULL;
        if (to == g->first_index + n - 1) return;
    }
}

/* --- backgrounds --- */

static const struct area_decor *background_of(struct table *t, const struct fo_node *n)
{
    if (!n) return NULL;
    if (fo_style_key(n) != n->props) return decor_background(t->l, n); /* of one node's own, whose place another takes later */
    struct decor_entry *e = &table_styles(t->l)->decors[((uintptr_t)n->props >> 5) % TABLE_STYLES];
    if (e->props != n->props) *e = (struct decor_entry){n->props, decor_background(t->l, n)};
    return e->decor;
}

static void paint(struct table_page *p, const struct area_decor *d, mpt x, mpt y, mpt w, mpt h)
{
    if (!d || w <= 0 || h <= 0) return;
    struct area *a = area_new(p->l->chunk, AREA_BOX, NULL);
    a->artifact = true;
    a->x = x;
    a->y = y;
    a->w = w;
    a->h = h;
    a->decor = d;
    area_append(p->into, a);
}

static size_t body_end(const struct table_page *p, size_t first)
{
    size_t i = first + 1;
    while (i < p->rows.n && p->rows.v[i].group->body == p->rows.v[first].group->body) i++;
    return i;
}

/* Every cell stands in one row and one column, without gaps: backgrounds are whole rectangles. */
static void paint_plain(struct table_page *p)
{
    struct table *t = p->t;
    const struct page_row *rows = p->rows.v;
    if (!p->rows.n) return;
    const struct page_row *last = &rows[p->rows.n - 1];
    for (int c = 0; c < t->column_count; c++)
        paint(p, background_of(t, t->columns[c].node), t->columns[c].x, rows[0].y, t->columns[c].width, last->y + last->h - rows[0].y);
    mpt width = t->columns[t->column_count - 1].x + t->columns[t->column_count - 1].width;
    for (size_t i = 0; i < p->rows.n; i = body_end(p, i)) {
        const struct page_row *end = &rows[body_end(p, i) - 1];
        paint(p, background_of(t, rows[i].group->body->node), 0, rows[i].y, width, end->y + end->h - rows[i].y);
    }
    for (size_t i = 0; i < p->rows.n; i++)
        paint(p, background_of(t, rows[i].group->rows[rows[i].row].node), 0, rows[i].y, width, rows[i].h);
}

struct window { mpt x, y, w, h; };

/* A background of a wider box (x, y, w, h) as far as a cell's box shows it. */
static void paint_window(struct table_page *p, const struct area_decor *d, const struct window *at, mpt x, mpt y, mpt w, mpt h)
{
    if (!d) return;
    if (!d->background_image) {
        paint(p, d, at->x, at->y, at->w, at->h);
        return;
    }
    struct area *view = area_new(p->l->chunk, AREA_VIEWPORT, NULL), *into = p->into;
    view->artifact = true;
    view->x = at->x;
    view->y = at->y;
    view->w = at->w;
    view->h = at->h;
    view->u.viewport.clip = true;
    area_append(into, view);
    p->into = view;
    paint(p, d, x - at->x, y - at->y, w, h);
    p->into = into;
}

/* Border, with the gap outside it, of this part of the cell. */
static mpt border_before(const struct page_cell *c)
{
    return c->before - (c->starts ? c->cell->step.lead : 0) - (c->starts || padding_retained(c->cell->node, AREA_BEFORE) ? c->cell->padding[AREA_BEFORE] : 0);
}

static mpt border_after(const struct page_cell *c)
{
    return c->after - (c->ends || padding_retained(c->cell->node, AREA_AFTER) ? c->cell->padding[AREA_AFTER] : 0);
}

static bool is_plain(const struct table_page *p)
{
    if (p->t->separation_bpd || p->t->separation_ipd || p->t->open_borders) return false;
    for (size_t i = 0; i < p->cells.n; i++)
        if (p->cells.v[i].cell->columns > 1 || p->cells.v[i].cell->step.rows > 1) return false;
    return p->cells.n == p->rows.n * (size_t)p->t->column_count;
}

/* What of a cell's box shows the backgrounds of the boxes it stands in: in the separate model all between the gaps, in
 * the collapsing model all between the borders. */
static struct window window_of(const struct table *t, const struct page_cell *c)
{
    const struct table_cell *cell = c->cell;
    mpt x = t->columns[cell->column].x, gap = t->separation_ipd;
    if (!t->collapse) return (struct window){x + gap / 2, c->y + c->gap_before, cell->width - gap, c->h - c->gap_before - c->gap_after};
    mpt before = border_before(c), after = border_after(c);
    return (struct window){x + cell->edge[AREA_START], c->y + before, cell->width - cell->edge[AREA_START] - cell->edge[AREA_END],
                           c->h - before - after};
}

/* Backgrounds of columns, bodies and rows lie under the cells that begin in them, also where these span outside (CSS 2.1
 * 17.5.1); in the gaps between cells, and where there is none, the table's shows: only cells have areas (XSL 1.1 6.7.7, 6.7.9,
 * 6.7.10). So they are painted cell by cell. */
static void paint_cells(struct table_page *p)
{
    struct table *t = p->t;
    if (!p->rows.n) return;
    const struct page_row *rows = p->rows.v, *end = &rows[p->rows.n - 1];
    struct { size_t first, last; } *bodies = arena_array(p->l->chunk, p->rows.n, sizeof *bodies); /* of each row's body */
    for (size_t i = 0, next; i < p->rows.n; i = next) {
        next = body_end(p, i);
        for (size_t k = i; k < next; k++) {
            bodies[k].first = i;
            bodies[k].last = next - 1;
        }
    }
    mpt width = t->columns[t->column_count - 1].x + t->columns[t->column_count - 1].width;
    for (size_t i = 0; i < p->cells.n; i++) {
        const struct page_cell *c = &p->cells.v[i];
        const struct page_row *row = &rows[c->row], *top = &rows[bodies[c->row].first], *low = &rows[bodies[c->row].last];
        const struct table_column *column = &t->columns[c->cell->column];
        struct window at = window_of(t, c);
        paint_window(p, background_of(t, column->node), &at, column->x, rows[0].y, column->width, end->y + end->h - rows[0].y);
        paint_window(p, background_of(t, row->group->body->node), &at, 0, top->y, width, low->y + low->h - top->y);
        paint_window(p, background_of(t, row->group->rows[c->cell->step.row].node), &at, 0, row->y, width, row->h);
    }
}

/* --- areas --- */

static struct area *box(struct table_page *p, const struct fo_node *n, struct area *parent, mpt top, mpt y, mpt w, mpt h)
{
    struct area *a = area_new(p->l->chunk, AREA_BOX, n);
    a->y = y - top;
    a->w = w;
    a->h = h;
    area_append(parent, a);
    return a;
}

static const struct area_decor *cell_decor(struct table *t, const struct page_cell *c)
{
    const struct area_decor *background = c->cell->hidden ? NULL : background_of(t, c->cell->node);
    struct area_decor *d = background ? arena_dup(t->l->chunk, background, sizeof *d) : arena_alloc(t->l->chunk, sizeof *d);
    for (int i = 0; i < 4; i++) d->padding[i] = c->cell->padding[i];
    if (!c->starts && !padding_retained(c->cell->node, AREA_BEFORE)) d->padding[AREA_BEFORE] = 0;
    if (!c->ends && !padding_retained(c->cell->node, AREA_AFTER)) d->padding[AREA_AFTER] = 0;
    if (!t->collapse) {
        d->hairlines = !chinese_object(t->l, c->cell->node);
        for (int i = 0; i < 4; i++) d->border[i] = border_used(c->cell->node, (enum area_border_side)i);
        for (int i = 0; i < 4 && c->cell->hidden; i++) d->border[i].style = FO_K_NONE;
    } else { /* half borders are room only, without a background: what is seen of them are strokes on top */
        for (int i = 0; i < 4; i++) d->border[i] = (struct area_border){.width = c->cell->edge[i], .style = FO_K_NONE};
    }
    if (c->starts) d->padding[AREA_BEFORE] += c->cell->step.lead;
    d->border[AREA_BEFORE].width = border_before(c) - c->gap_before;
    d->border[AREA_AFTER].width = border_after(c) - c->gap_after;
    return d;
}

static mpt aligned(const struct fo_node *n, mpt room)
{
    enum fo_keyword a = fo_enum(n, FO_P_DISPLAY_ALIGN);
    if (room <= 0) return 0;
    return a == FO_K_CENTER ? room / 2 : a == FO_K_AFTER ? room : 0;
}

/* A label that runs downwards beside rows stands on each page that has some of them: it is read out once. */
static void emit_label_again(struct table *t, struct table_cell *cell, struct area *into, mpt room)
{
    struct stack *s = table_label_again(t, cell, room);
    if (!s) return;
    int end = stack_places(s) - 1;
    struct area *a = area_new(t->l->chunk, AREA_BOX, NULL);
    a->artifact = true;
    a->w = cell->width - cell->edge[AREA_START] - cell->edge[AREA_END] - cell->padding[AREA_START] - cell->padding[AREA_END];
    a->h = stack_height(s, 0, end);
    a->y = aligned(cell->node, room - a->h);
    area_append(into, a);
    stack_emit(s, 0, end, a, 0, 0);
    area_clear_ids(a);
}

static void emit_cell(struct table_page *p, const struct page_cell *c, struct area *row, mpt row_y)
{
    struct table *t = p->t;
    struct table_cell *cell = c->cell;
    mpt gap_i = t->separation_ipd;
    struct area *a = box(p, cell->node, row, row_y, c->y + c->gap_before, cell->width - gap_i, c->h - c->gap_before - c->gap_after);
    a->x = t->columns[cell->column].x + gap_i / 2;
    a->first = c->starts && !cell->drawn;
    a->last = c->ends;
    cell->drawn = true;
    a->decor = cell_decor(t, c);
    mpt room = c->h - c->before - c->after;
    bool nothing = !cell->step.content || c->to <= c->from;
    /* Where its row goes on without it there is no more than its border: nothing to retrieve markers from, as in Apache FOP. */
    if (a->first || !nothing) a->marks = steps_mark(p->l, cell->node, a->first, a->last);
    if (nothing) {
        if (!c->starts && cell->step.content) emit_label_again(t, cell, a, room);
        return;
    }
    mpt content = stack_height(cell->step.content, c->from, c->to);
    stack_emit(cell->step.content, c->from, c->to, a, aligned(cell->node, room - content), 0);
}

struct span { size_t from, to; }; /* rows (cells) of a page */

static void emit_rows(struct table_page *p, struct span of, struct span cells)
{
    struct area *body = NULL, **rows = arena_array(p->l->chunk, p->rows.n + 1, sizeof(struct area *));
    for (size_t i = of.from; i < of.to; i++) {
        const struct page_row *r = &p->rows.v[i];
        struct table_body *b = r->group->body;
        struct fo_node *n = r->group->rows[r->row].node;
        if (i == of.from || p->rows.v[i - 1].group->body != b) {
            const struct page_row *end = &p->rows.v[body_end(p, i) - 1];
            body = box(p, b->node, p->into, 0, r->y, p->t->width, end->y + end->h - r->y);
            body->artifact = r->artifact;
            body->first = !b->drawn;
            body->last = end->group->last_of_body && end->row == end->group->steps.row_count - 1 && !end->cut;
            body->marks = steps_mark(p->l, b->node, body->first, body->last);
            if (r->artifact) area_clear_ids(body);
            b->drawn = true;
        }
        rows[i] = box(p, n, body, body->y, r->y, p->t->width, r->h);
        rows[i]->first = !r->begun;
        rows[i]->last = !r->cut;
        if (n) rows[i]->marks = steps_mark(p->l, n, !r->begun, !r->cut);
    }
    for (size_t i = cells.from; i < cells.to; i++)
        emit_cell(p, &p->cells.v[i], rows[p->cells.v[i].row], p->rows.v[p->cells.v[i].row].y);
    for (size_t i = of.from; i < of.to; i++)
        if (p->rows.v[i].artifact) area_clear_ids(rows[i]);
}

/* What the last row on the page has at its lower edge, for the footer below it. */
static const struct table_edges *page_end_edges(const struct table_page *p, bool broken)
{
    struct table *t = p->t;
    if (!t->collapse || !p->rows.n) return NULL;
    const struct page_row *r = &p->rows.v[p->rows.n - 1];
    return table_own_edges(t, &(struct edge_row){r->group, r->row, broken, broken && r->cut}, AREA_AFTER);
}

/* The body's rows are set first, by themselves: what header and footer retrieve depends on them. */
static struct table_page set_body(struct table *t, struct layout *l, int from, int to, bool broken_before, bool broken_after)
{
    struct table_page b = {.t = t, .l = l, .into = area_new(l->chunk, AREA_BOX, NULL)};
    add_body(&b, from, to, broken_before, broken_after);
    emit_rows(&b, (struct span){0, b.rows.n}, (struct span){0, b.cells.n});
    if (t->markers) table_markers_part(l, t->markers, b.into);
    return b;
}

/* ... and then moved to below the header. */
static void take_body(struct table_page *p, const struct table_page *body)
{
    size_t first = p->rows.n;
    for (size_t i = 0; i < body->rows.n; i++) {
        struct page_row *row = VEC_PUSH(p->l->chunk, &p->rows);
        *row = body->rows.v[i];
        row->y = mpt_add(row->y, p->y);
    }
    for (size_t i = 0; i < body->cells.n; i++) {
        struct page_cell *cell = VEC_PUSH(p->l->chunk, &p->cells);
        *cell = body->cells.v[i];
        cell->y = mpt_add(cell->y, p->y);
        cell->row += first;
    }
    for (struct area *a = body->into->first_child; a; a = a->next) a->y = mpt_add(a->y, p->y);
    p->y = mpt_add(p->y, body->y);
}

static void put_body(struct table_page *p, struct area *rows)
{
    for (struct area *a = rows->first_child, *next; a; a = next) {
        next = a->next;
        area_append(p->into, a);
    }
}

static mpt emit(void *self, struct layout *l, int from, int to, bool broken_before, bool broken_after, struct area *into, mpt y)
{
    struct table *t = self;
    mpt header_room = !broken_before ? t->begin_room : t->live ? t->live->header : t->header.height;
    mpt footer_room = t->live ? t->live_tail->footer : t->footer.height;
    struct table_page body = set_body(t, l, from, to, broken_before, broken_after), p = {.t = t, .l = l, .into = into, .y = y};
    if (broken_after && t->live) footer_room = t->live->footer; /* of the group that the break is in, or before */
    bool header = t->header.body.node && !(broken_before ? t->omit_header : t->first_header->as_rows);
    bool footer = t->footer.body.node && !(broken_after ? t->omit_footer : t->footer.as_rows);
    if (broken_before) table_report_once(t, &t->header);
    if (broken_after) table_report_once(t, &t->footer);
    if (header) add_band(&p, broken_before ? &t->header : t->first_header, NULL, header_room);
    struct span header_cells = {0, p.cells.n};
    p.header_rows = p.rows.n;
    take_body(&p, &body);
    struct span footer_cells = {p.cells.n, p.cells.n};
    p.footer_row = p.rows.n;
    if (footer) add_band(&p, &t->footer, page_end_edges(&p, broken_after), footer_room);
    footer_cells.to = p.cells.n;
    p.broken_before = broken_before;
    p.broken_after = broken_after;
    if (is_plain(&p)) paint_plain(&p);
    else paint_cells(&p);
    emit_rows(&p, (struct span){0, p.header_rows}, header_cells);
    put_body(&p, body.into);
    emit_rows(&p, (struct span){p.footer_row, p.rows.n}, footer_cells);
    if (t->collapse) table_draw_borders(&p);
    if (t->markers && !broken_after) table_markers_end(l, t->markers);
    return p.y - y;
}

const struct stack_group_ops table_group_ops = {.emit = emit};
