/* table_draw.c - collapsed borders of the rows on one page, as strokes centred on the lines between cells.
 *
 * Where lines of one colour cross, the wider one goes through (horizontal on a tie) and the other stops at it, so that
 * strokes are long and no two overlap. Where colours or double lines meet, each line ends in a mitre with its neighbour in
 * either quadrant, as the borders of a box do (CSS 2.1 17.6.2 leaves the joint open; FOP does the same). */
#include "layout/table_draw.h"

#include "layout/draw_int.h"

#include <string.h>

struct lines { /* resolved borders of the page */
    struct table_page *p;
    size_t rows, columns; /* what nothing tells apart in any row counts as one column */
    int *first;                 /* [columns + 1] the first of each */
    struct table_edges *across; /* [rows + 1] of columns: above row r */
    struct table_edges *down;   /* [rows] of columns + 1: before column c */
    struct arena *arena;        /* of its own: the lines of all pages of a table within a cell would lie in another until its row is done */
};

static const struct border_spec *across(const struct lines *n, size_t row, size_t column)
{
    return table_edge_at(&n->across[row], (int)column);
}

static const struct border_spec *down(const struct lines *n, size_t row, size_t column)
{
    return table_edge_at(&n->down[row], (int)column);
}

static void add_line(struct lines *n, struct table_edges *to, struct border_spec b)
{
    struct edge_run *last = to->runs.n ? &to->runs.v[to->runs.n - 1] : NULL;
    if (last && border_same_look(&last->border, &b)) last->end++;
    else *VEC_PUSH(n->arena, &to->runs) = (struct edge_run){last ? last->end + 1 : 1, b};
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
        add_line(n, &n->across[r], table_row_edge(p->t, r > 0 ? &upper : NULL, r < n->rows ? &lower : NULL, n->first[c]));
}

static void find_down(struct lines *n, size_t r)
{
    const struct table_page *p = n->p;
    for (size_t c = 0; c <= n->columns; c++)
        add_line(n, &n->down[r], table_column_edge(p->t, p->rows.v[r].group, p->rows.v[r].row, n->first[c]));
}

static bool told_apart(const struct table_page *p, int column)
{
    for (size_t r = 0; r < p->rows.n; r++)
        if (!table_column_alike(p->t, &p->rows.v[r].group->rows[p->rows.v[r].row], column)) return true;
    return false;
}

static void find_columns(struct lines *n)
{
    const struct table *t = n->p->t;
    for (int c = 0; c < t->column_count; c++)
        if (!c || told_apart(n->p, c)) n->first[n->columns++] = c;
    n->first[n->columns] = t->column_count;
}

/* Rows that are alike have the same lines beside them, and between any two of them, but for those at the page's edges. */
static void find_all(struct lines *n)
{
    const struct table_page *p = n->p;
    size_t same = 0; /* rows up to this one that are like the one before */
    for (size_t r = 0; r < n->rows; r++) {
        same = r > p->header_rows && table_rows_alike(p->t, p->rows.v[r - 1].group, p->rows.v[r].group) ? same + 1 : 0;
        if (same > 1) n->across[r] = n->across[r - 1];
        else find_across(n, r);
        if (same > 0) n->down[r] = n->down[r - 1];
        else find_down(n, r);
    }
    find_across(n, n->rows);
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

/* --- ends of a line --- */

struct line_end { mpt before, middle, after; }; /* how far its before (start) edge, middle and after (end) edge reach beyond the corner */

struct corner { const struct border_spec *up, *low, *left, *right; }; /* NULL: no line */

static const struct border_spec *seen(const struct border_spec *b)
{
    return border_is_visible(b) ? b : NULL;
}

static struct corner corner_at(const struct lines *n, size_t r, size_t c)
{
    return (struct corner){.up = r > 0 ? seen(down(n, r - 1, c)) : NULL, .low = r < n->rows ? seen(down(n, r, c)) : NULL,
                           .left = c > 0 ? seen(across(n, r, c - 1)) : NULL, .right = c < n->columns ? seen(across(n, r, c)) : NULL};
}

/* Lines turn or cross here that are not of one colour, or not all solid. */
static bool mixed(const struct corner *k)
{
    const struct border_spec *v[] = {k->up, k->low, k->left, k->right}, *first = NULL;
    bool differ = false;
    if ((!k->up && !k->low) || (!k->left && !k->right)) return false;
    for (size_t i = 0; i < 4; i++) {
        if (!v[i]) continue;
        if (v[i]->style != FO_K_SOLID && v[i]->style != FO_K_DOUBLE) return false;
        if (!first) first = v[i];
        if (v[i]->style == FO_K_DOUBLE || memcmp(&first->color, &v[i]->color, sizeof first->color)) differ = true;
    }
    return differ;
}

static mpt half_of(const struct border_spec *b)
{
    return b ? b->width / 2 : 0;
}

/* The edge of a line in the quadrant between it and `beside`; around an outer corner it goes on to the edge of `opposite`. */
static mpt mitre(const struct border_spec *beside, const struct border_spec *opposite, const struct border_spec *ahead)
{
    return beside ? -half_of(beside) : ahead ? 0 : half_of(opposite);
}

static bool is_hair(const struct table_page *p, const struct border_spec *b)
{
    return b && b->style == FO_K_SOLID && b->width <= DRAW_HAIR && !p->t->chinese;
}

static struct line_end end_across(const struct lines *n, size_t r, size_t c, bool right)
{
    struct corner k = corner_at(n, r, c);
    const struct border_spec *ahead = right ? k.right : k.left;
    if (mixed(&k) || is_hair(n->p, right ? k.left : k.right)) return (struct line_end){mitre(k.up, k.low, ahead), 0, mitre(k.low, k.up, ahead)};
    mpt reach = reach_across(n, r, c);
    return (struct line_end){reach, reach, reach};
}

static struct line_end end_down(const struct lines *n, size_t r, size_t c, bool low)
{
    struct corner k = corner_at(n, r, c);
    const struct border_spec *ahead = low ? k.low : k.up;
    if (mixed(&k) || is_hair(n->p, low ? k.up : k.low)) return (struct line_end){mitre(k.left, k.right, ahead), 0, mitre(k.right, k.left, ahead)};
    mpt reach = reach_down(n, r, c);
    return (struct line_end){reach, reach, reach};
}

/* --- strokes --- */

static struct area *add_area(struct table_page *p, enum area_kind kind, mpt x, mpt y)
{
    struct area *a = area_new(p->l->chunk, kind, NULL);
    a->artifact = true;
    a->x = x;
    a->y = y;
    area_append(p->into, a);
    return a;
}

/* CSS 2.1 17.6.2: in the collapsing model inset is drawn like ridge, outset like groove. */
static enum fo_keyword drawn_style(enum fo_keyword style)
{
    return style == FO_K_INSET ? FO_K_RIDGE : style == FO_K_OUTSET ? FO_K_GROOVE : style;
}

static void stroke(struct table_page *p, const struct border_spec *b, mpt x, mpt y, mpt w, mpt h)
{
    if (w <= 0 || h <= 0) return;
    struct area *a = add_area(p, AREA_RULE, x, y);
    a->w = w;
    a->h = h;
    a->u.rule.style = drawn_style(b->style);
    a->u.rule.color = b->color;
}

static const mpt (*copied(struct table_page *p, const mpt (*at)[2], size_t n, bool turned))[2]
{
    mpt (*points)[2] = arena_array(p->l->chunk, n, sizeof *points);
    for (size_t i = 0; i < n; i++) {
        points[i][0] = at[i][turned ? 1 : 0];
        points[i][1] = at[i][turned ? 0 : 1];
    }
    return (const mpt (*)[2])points;
}

/* Points along the line and across it, from its start; `turned`: the line runs downwards. */
static struct area_path *polygon(struct table_page *p, const struct border_spec *b, mpt x, mpt y, const mpt (*at)[2], size_t n, bool turned)
{
    struct area_path *path = arena_alloc(p->l->chunk, sizeof *path);
    *path = (struct area_path){.points = copied(p, at, n, turned), .count = n, .closed = true, .fill = b->color};
    add_area(p, AREA_PATH, x, y)->u.path.path = path;
    return path;
}

struct piece { mpt x, y, length; struct line_end start, end; bool turned; }; /* of a line between two corners, the first at x, y */

static void mitred(struct table_page *p, const struct border_spec *b, const struct piece *at)
{
    mpt half = b->width / 2, other = b->width - half;
    const mpt points[6][2] = {{-at->start.before, -half}, {at->length + at->end.before, -half}, {at->length + at->end.middle, 0},
                              {at->length + at->end.after, other}, {-at->start.after, other}, {-at->start.middle, 0}};
    polygon(p, b, at->x, at->y, points, 6, at->turned);
}

static mpt most(struct line_end e)
{
    mpt m = e.before > e.after ? e.before : e.after;
    return m > e.middle ? m : e.middle;
}

/* Apache FOP's hairlines: strokes clipped to their mitred shape. */
static void hairline(struct table_page *p, const struct border_spec *b, const struct piece *at)
{
    mpt half = b->width / 2, other = b->width - half;
    const mpt axis[2][2] = {{-most(at->start), 0}, {at->length + most(at->end), 0}};
    const mpt points[6][2] = {{-at->start.before, -half}, {at->length + at->end.before, -half}, {at->length + at->end.middle, 0},
                              {at->length + at->end.after, other}, {-at->start.after, other}, {-at->start.middle, 0}};
    struct area_path *path = polygon(p, b, at->x, at->y, points, 6, at->turned);
    path->axis = copied(p, axis, 2, at->turned);
    path->stroke_width = b->width;
}

/* A third of the border on one side of a double line. */
static void third(struct table_page *p, const struct border_spec *b, const struct piece *at, mpt start, mpt end, mpt half)
{
    const mpt points[4][2] = {{-start, half}, {at->length + end, half}, {at->length + end / 3, half / 3}, {-start / 3, half / 3}};
    polygon(p, b, at->x, at->y, points, 4, at->turned);
}

static bool square(struct line_end e)
{
    return e.before == e.middle && e.middle == e.after;
}

static void line(struct table_page *p, const struct border_spec *b, const struct piece *at)
{
    mpt half = b->width / 2;
    if (is_hair(p, b)) {
        hairline(p, b, at);
    } else if (b->style == FO_K_DOUBLE) {
        third(p, b, at, at->start.before, at->end.before, -half);
        third(p, b, at, at->start.after, at->end.after, b->width - half);
    } else if (!square(at->start) || !square(at->end)) {
        mitred(p, b, at);
    } else {
        mpt whole = mpt_add(at->length, (int64_t)at->start.before + at->end.before);
        if (at->turned) stroke(p, b, at->x - half, at->y - at->start.before, b->width, whole);
        else stroke(p, b, at->x - at->start.before, at->y - half, whole, b->width);
    }
}

/* --- the lines of a page --- */

static mpt column_x(const struct lines *n, size_t c)
{
    const struct table_column *columns = n->p->t->columns;
    int at = n->first[c];
    return c < n->columns ? columns[at].x : columns[at - 1].x + columns[at - 1].width;
}

static mpt row_y(const struct lines *n, size_t r)
{
    const struct page_row *rows = n->p->rows.v;
    return r < n->rows ? rows[r].y : rows[r - 1].y + rows[r - 1].h;
}

static bool goes_on_across(const struct lines *n, const struct border_spec *b, size_t r, size_t c)
{
    struct corner k = corner_at(n, r, c);
    return border_same_look(b, across(n, r, c)) && across_wins(n, r, c) && !mixed(&k);
}

/* A hairline is painted with those that cross it, of its colour: in parts between them it would show nothing else. */
static bool is_crossed(const struct lines *n, const struct border_spec *b, const struct corner *k)
{
    return is_hair(n->p, b) && b->color.a == 255 && (!k->left || is_hair(n->p, k->left)) && (!k->right || is_hair(n->p, k->right));
}

static bool goes_on_down(const struct lines *n, const struct border_spec *b, size_t r, size_t c)
{
    struct corner k = corner_at(n, r, c);
    return border_same_look(b, down(n, r, c)) && !mixed(&k) && (!across_wins(n, r, c) || is_crossed(n, b, &k));
}

static void draw_across(const struct lines *n, size_t r)
{
    for (size_t c = 0; c < n->columns;) {
        size_t end = c + 1;
        const struct border_spec *b = across(n, r, c);
        if (!border_is_visible(b)) {
            c = end;
            continue;
        }
        while (end < n->columns && goes_on_across(n, b, r, end)) end++;
        mpt x = column_x(n, c);
        line(n->p, b, &(struct piece){x, row_y(n, r), column_x(n, end) - x, end_across(n, r, c, false),
                                      end_across(n, r, end, true), false});
        c = end;
    }
}

static void draw_down(const struct lines *n, size_t c)
{
    for (size_t r = 0; r < n->rows;) {
        size_t end = r + 1;
        const struct border_spec *b = down(n, r, c);
        if (!border_is_visible(b)) {
            r = end;
            continue;
        }
        while (end < n->rows && goes_on_down(n, b, end, c)) end++;
        mpt y = row_y(n, r);
        line(n->p, b, &(struct piece){column_x(n, c), y, row_y(n, end) - y, end_down(n, r, c, false),
                                      end_down(n, end, c, true), true});
        r = end;
    }
}

static void draw_all(const struct lines *n)
{
    for (size_t r = 0; r <= n->rows; r++) draw_across(n, r);
    for (size_t c = 0; c <= n->columns; c++) draw_down(n, c);
}

void table_draw_borders(struct table_page *p)
{
    struct lines n = {.p = p, .rows = p->rows.n, .arena = arena_new()};
    if (n.rows) {
        n.first = arena_array(n.arena, (size_t)p->t->column_count + 1, sizeof *n.first);
        n.across = arena_array(n.arena, n.rows + 1, sizeof *n.across);
        n.down = arena_array(n.arena, n.rows, sizeof *n.down);
        find_columns(&n);
        find_all(&n);
        draw_all(&n);
    }
    arena_free(n.arena);
}
