/* region.c - XSL 1.1 sections 6.4.13 to 6.4.18. The regions are placed in the page's reference area, which
 * reference-orientation of the simple-page-master may turn, and each rectangle is then turned onto the page. A region's own
 * reference-orientation counts from the page's top, not from the turned reference area: so an inherited one turns the text as
 * the page is turned, and "0" sets it upright. */
#include "layout/region.h"

#include "base/buf.h"
#include "base/limits.h"
#include "layout/decor.h"

#define PAGE_AUTO_WIDTH 595276  /* A4 */
#define PAGE_AUTO_HEIGHT 841890

struct rect {
    mpt x, y, w, h;
};

/* The page's reference area: its rectangle on the page, its turn, its size in its own directions; and the size of the page
 * in the same directions, to which all percentages of the regions refer (XSL 1.1 7.27.4). */
struct reference {
    struct rect on_page;
    int turn;
    mpt w, h;
    mpt page_w, page_h;
};

bool region_clips(const struct fo_node *n)
{
    enum fo_keyword o = fo_enum(n, FO_P_OVERFLOW);
    return o == FO_K_HIDDEN || o == FO_K_ERROR_IF_OVERFLOW;
}

int region_turn(const struct fo_node *n)
{
    int t = fo_integer(n, FO_P_REFERENCE_ORIENTATION, 0) % 360;
    return t < 0 ? t + 360 : t;
}

static bool quarter(int turn)
{
    return turn % 180 != 0;
}

/* What PDF has pages of (ISO 32000-1, annex C) is what a device can be given. */
static mpt possible_edge(struct layout *l, const struct fo_node *n, const char *name, mpt edge)
{
    mpt taken = edge < LIMIT_PAGE_EDGE_LEAST ? LIMIT_PAGE_EDGE_LEAST : edge > LIMIT_PAGE_EDGE ? LIMIT_PAGE_EDGE : edge;
    if (taken == edge)
        return edge;
    struct buf given = {0}, set = {0};
    buf_decimal(&given, edge, 3);
    buf_decimal(&set, taken, 3);
    diag(l->diag, MASTER_PAGE_SIZE, &n->loc, name, given.data, set.data);
    buf_free(&given);
    buf_free(&set);
    return taken;
}

static mpt page_edge(struct layout *l, const struct fo_node *n, enum fo_prop p, mpt fallback)
{
    struct fo_length v = fo_length(n, p);
    mpt m = v.keyword ? fallback : fo_resolve(v, 0);
    return m > 0 ? possible_edge(l, n, fo_prop_name(p), m) : fallback;
}

static mpt at_least_0(mpt v)
{
    return v > 0 ? v : 0;
}

/* What the four margins leave of a rectangle. On a page and in a region-body those above and below are percentages of the
 * page's height, as CSS 2 13.2.1 says of the page box. */
static struct rect less_margins(const struct fo_node *n, mpt w, mpt h, mpt page_w, mpt page_h)
{
    mpt left = fo_mpt(n, FO_P_MARGIN_LEFT, page_w), right = fo_mpt(n, FO_P_MARGIN_RIGHT, page_w);
    mpt top = fo_mpt(n, FO_P_MARGIN_TOP, page_h), bottom = fo_mpt(n, FO_P_MARGIN_BOTTOM, page_h);
    return (struct rect){left, top, at_least_0(w - left - right), at_least_0(h - top - bottom)};
}

static struct reference page_reference(const struct fo_node *n, mpt width, mpt height)
{
    struct reference f = {.on_page = less_margins(n, width, height, width, height), .turn = region_turn(n)};
    f.w = quarter(f.turn) ? f.on_page.h : f.on_page.w;
    f.h = quarter(f.turn) ? f.on_page.w : f.on_page.h;
    f.page_w = quarter(f.turn) ? height : width;
    f.page_h = quarter(f.turn) ? width : height;
    return f;
}

/* A rectangle of the reference area, on the page. */
static struct rect onto_page(const struct reference *f, struct rect r)
{
    mpt px = f->on_page.x, py = f->on_page.y;
    switch (f->turn) {
    case 90: return (struct rect){px + r.y, py + f->w - r.x - r.w, r.h, r.w};
    case 180: return (struct rect){px + f->w - r.x - r.w, py + f->h - r.y - r.h, r.w, r.h};
    case 270: return (struct rect){px + f->h - r.y - r.h, py + r.x, r.h, r.w};
    default: return (struct rect){px + r.x, py + r.y, r.w, r.h};
    }
}

/* The borders of a turned box: its before edge lies on the left after a quarter turn, and so on round. */
static const struct area_decor *turned(struct layout *l, const struct area_decor *d, int turn)
{
    static const enum area_border_side round[4] = {AREA_BEFORE, AREA_START, AREA_AFTER, AREA_END};
    if (!d || !turn)
        return d;
    struct area_decor t = *d;
    for (int i = 0; i < 4; i++) {
        enum area_border_side from = round[i], to = round[(i + turn / 90) % 4];
        t.border[to] = d->border[from];
        t.padding[to] = d->padding[from];
    }
    return arena_dup(l->chunk, &t, sizeof t);
}

static void set_region(struct layout *l, struct region *r, const struct reference *f, struct rect box)
{
    if (!r->node)
        return;
    box.w = at_least_0(box.w);
    box.h = at_least_0(box.h);
    struct rect p = onto_page(f, box);
    r->x = p.x;
    r->y = p.y;
    r->w = p.w;
    r->h = p.h;
    r->turn = region_turn(r->node);
    r->decor = turned(l, decor_new(l, r->node, f->w), f->turn);
    mpt w = at_least_0(p.w - decor_edge(r->decor, AREA_START) - decor_edge(r->decor, AREA_END));
    mpt h = at_least_0(p.h - decor_edge(r->decor, AREA_BEFORE) - decor_edge(r->decor, AREA_AFTER));
    r->cw = quarter(r->turn) ? h : w;
    r->ch = quarter(r->turn) ? w : h;
}

static mpt extent(const struct region *r, mpt base)
{
    return r->node ? fo_mpt(r->node, FO_P_EXTENT, base) : 0;
}

static bool precedes(const struct region *r)
{
    return r->node && fo_enum(r->node, FO_P_PRECEDENCE) == FO_K_TRUE;
}

/* The corners belong to region-before and -after where their precedence says so, else to region-start and -end. */
static void place_sides(struct layout *l, struct region *r, const struct reference *f)
{
    mpt w = f->w, h = f->h;
    mpt before = extent(&r[REGION_BEFORE], f->page_h), after = extent(&r[REGION_AFTER], f->page_h);
    mpt start = extent(&r[REGION_START], f->page_w), end = extent(&r[REGION_END], f->page_w);
    bool above = precedes(&r[REGION_BEFORE]), below = precedes(&r[REGION_AFTER]);
    mpt top = above ? before : 0, middle = h - top - (below ? after : 0), between = w - start - end;
    set_region(l, &r[REGION_BEFORE], f, (struct rect){above ? 0 : start, 0, above ? w : between, before});
    set_region(l, &r[REGION_AFTER], f, (struct rect){below ? 0 : start, h - after, below ? w : between, after});
    set_region(l, &r[REGION_START], f, (struct rect){0, top, start, middle});
    set_region(l, &r[REGION_END], f, (struct rect){w - end, top, end, middle});
}

static void place_body(struct layout *l, struct region *b, const struct reference *f)
{
    if (!b->node)
        return;
    set_region(l, b, f, less_margins(b->node, f->w, f->h, f->page_w, f->page_h));
    b->columns = fo_integer(b->node, FO_P_COLUMN_COUNT, 1);
    if (b->columns < 1)
        b->columns = 1;
    b->column_gap = fo_mpt(b->node, FO_P_COLUMN_GAP, b->cw);
}

static void region_node(struct page_geometry *g, const struct fo_node *n)
{
    static const struct { enum fo_element element; enum region_kind kind; const char *name; } kinds[] = {
        {FO_REGION_BODY, REGION_BODY, "xsl-region-body"}, {FO_REGION_BEFORE, REGION_BEFORE, "xsl-region-before"},
        {FO_REGION_AFTER, REGION_AFTER, "xsl-region-after"}, {FO_REGION_START, REGION_START, "xsl-region-start"},
        {FO_REGION_END, REGION_END, "xsl-region-end"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].element == n->element) {
            const char *name = fo_string(n, FO_P_REGION_NAME);
            g->region[kinds[i].kind].node = n;
            g->region[kinds[i].kind].name = name[0] ? name : kinds[i].name;
        }
}

struct page_geometry region_geometry(struct layout *l, struct fo_node *n)
{
    struct page_geometry g = {.node = n};
    g.width = page_edge(l, n, FO_P_PAGE_WIDTH, PAGE_AUTO_WIDTH);
    g.height = page_edge(l, n, FO_P_PAGE_HEIGHT, PAGE_AUTO_HEIGHT);
    for (struct fo_node *c = fo_first(l->fo, n); c; c = fo_next(l->fo, c))
        region_node(&g, c);
    struct reference f = page_reference(n, g.width, g.height);
    place_sides(l, g.region, &f);
    place_body(l, &g.region[REGION_BODY], &f);
    return g;
}

struct area *region_area(struct layout *l, const struct region *g)
{
    struct area *a = area_new(l->chunk, AREA_REGION, g->node);
    a->x = g->x;
    a->y = g->y;
    a->w = g->w;
    a->h = g->h;
    a->decor = g->decor;
    a->u.viewport.turn = g->turn;
    a->u.viewport.clip = g->node && region_clips(g->node);
    return a;
}
