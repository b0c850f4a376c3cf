#include "layout/master.h"

#include <string.h>

#include "layout/decor.h"

struct alternative { /* conditional-page-master-reference */
    const char *master;
    enum fo_keyword position, odd_or_even, blank;
};

struct step { /* one child of a page-sequence-master */
    VEC(struct alternative) alternatives; /* one for single and repeatable references */
    int repeats;                          /* INT32_MAX: no limit */
    struct loc loc;
};

struct sequence_master {
    const char *name;
    VEC(struct step) steps;
};

struct masters {
    VEC(struct page_geometry) pages;
    VEC(struct sequence_master) sequences;
    VEC(const char *) names; /* of pages */
};

struct master_cursor {
    struct masters *masters;
    const struct sequence_master *sequence; /* NULL: one simple-page-master for all */
    size_t page;                            /* that one */
    size_t step;
    int used;                               /* pages that the step gave */
    bool exhausted;
};

/* --- geometry, XSL 1.1 sections 6.4.13 to 6.4.18 --- */

#define PAGE_AUTO_WIDTH 595276  /* A4 */
#define PAGE_AUTO_HEIGHT 841890

static mpt page_edge(const struct fo_node *n, enum fo_prop p, mpt fallback)
{
    struct fo_length v = fo_length(n, p);
    mpt m = v.keyword ? fallback : fo_resolve(v, 0);
    return m > 0 ? m : fallback;
}

static void shrink(struct region *r, mpt container_ipd)
{
    mpt e[4];
    for (int i = 0; i < 4; i++)
        e[i] = decor_border(r->node, (enum area_border_side)i)
            + decor_padding(r->node, (enum area_border_side)i, container_ipd);
    r->cx = r->x + e[AREA_START];
    r->cy = r->y + e[AREA_BEFORE];
    r->cw = r->w - e[AREA_START] - e[AREA_END];
    r->ch = r->h - e[AREA_BEFORE] - e[AREA_AFTER];
    if (r->cw < 0)
        r->cw = 0;
    if (r->ch < 0)
        r->ch = 0;
}

static void set_box(struct region *r, mpt x, mpt y, mpt w, mpt h)
{
    r->x = x;
    r->y = y;
    r->w = w > 0 ? w : 0;
    r->h = h > 0 ? h : 0;
}

static mpt extent(const struct region *r, mpt base)
{
    return r->node ? fo_mpt(r->node, FO_P_EXTENT, base) : 0;
}

static bool precedes(const struct region *r)
{
    return r->node && fo_enum(r->node, FO_P_PRECEDENCE) == FO_K_TRUE;
}

static void place_regions(struct layout *l, struct page_geometry *g, mpt x, mpt y, mpt w, mpt h)
{
    struct region *r = g->region;
    mpt before = extent(&r[REGION_BEFORE], h), after = extent(&r[REGION_AFTER], h);
    mpt start = extent(&r[REGION_START], w), end = extent(&r[REGION_END], w);
    mpt in_b = precedes(&r[REGION_BEFORE]) ? 0 : 1, in_a = precedes(&r[REGION_AFTER]) ? 0 : 1;
    set_box(&r[REGION_BEFORE], x + in_b * start, y, w - in_b * (start + end), before);
    set_box(&r[REGION_AFTER], x + in_a * start, y + h - after, w - in_a * (start + end), after);
    mpt top = in_b ? 0 : before, bottom = in_a ? 0 : after;
    set_box(&r[REGION_START], x, y + top, start, h - top - bottom);
    set_box(&r[REGION_END], x + w - end, y + top, end, h - top - bottom);
    const struct fo_node *b = r[REGION_BODY].node;
    if (b) {
        mpt left = fo_mpt(b, FO_P_MARGIN_LEFT, w), right = fo_mpt(b, FO_P_MARGIN_RIGHT, w);
        mpt mt = fo_mpt(b, FO_P_MARGIN_TOP, w), mb = fo_mpt(b, FO_P_MARGIN_BOTTOM, w);
        set_box(&r[REGION_BODY], x + left, y + mt, w - left - right, h - mt - mb);
        r[REGION_BODY].columns = fo_integer(b, FO_P_COLUMN_COUNT, 1);
        if (r[REGION_BODY].columns < 1)
            r[REGION_BODY].columns = 1;
    }
    for (int i = 0; i < REGION_COUNT; i++)
        if (r[i].node) {
            shrink(&r[i], w);
            r[i].decor = decor_new(l, r[i].node, w);
        }
    if (b)
        r[REGION_BODY].column_gap = fo_mpt(b, FO_P_COLUMN_GAP, r[REGION_BODY].cw);
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

static void add_page(struct layout *l, struct masters *m, struct fo_node *n)
{
    struct page_geometry g = {.node = n};
    g.width = page_edge(n, FO_P_PAGE_WIDTH, PAGE_AUTO_WIDTH);
    g.height = page_edge(n, FO_P_PAGE_HEIGHT, PAGE_AUTO_HEIGHT);
    for (struct fo_node *c = fo_first(l->fo, n); c; c = fo_next(l->fo, c))
        region_node(&g, c);
    mpt left = fo_mpt(n, FO_P_MARGIN_LEFT, g.width), right = fo_mpt(n, FO_P_MARGIN_RIGHT, g.width);
    mpt top = fo_mpt(n, FO_P_MARGIN_TOP, g.width), bottom = fo_mpt(n, FO_P_MARGIN_BOTTOM, g.width);
    place_regions(l, &g, left, top, g.width - left - right, g.height - top - bottom);
    *VEC_PUSH(l->doc, &m->pages) = g;
    *VEC_PUSH(l->doc, &m->names) = fo_string(n, FO_P_MASTER_NAME);
}

struct area *region_area(struct layout *l, const struct region *g)
{
    struct area *a = area_new(l->chunk, AREA_REGION, g->node);
    a->x = g->x;
    a->y = g->y;
    a->w = g->w;
    a->h = g->h;
    a->decor = g->decor;
    return a;
}

/* --- page-sequence-master --- */

static struct alternative alternative(const struct fo_node *n, bool conditional)
{
    struct alternative a = {.master = fo_string(n, FO_P_MASTER_REFERENCE), .position = FO_K_ANY,
                            .odd_or_even = FO_K_ANY, .blank = FO_K_ANY};
    if (conditional) {
        a.position = fo_enum(n, FO_P_PAGE_POSITION);
        a.odd_or_even = fo_enum(n, FO_P_ODD_OR_EVEN);
        a.blank = fo_enum(n, FO_P_BLANK_OR_NOT_BLANK);
    }
    return a;
}

static void add_sequence(struct layout *l, struct masters *m, struct fo_node *n)
{
    struct sequence_master s = {.name = fo_string(n, FO_P_MASTER_NAME)};
    for (struct fo_node *c = fo_first(l->fo, n); c; c = fo_next(l->fo, c)) {
        struct step st = {.repeats = 1, .loc = c->loc};
        if (c->element != FO_SINGLE_PAGE_MASTER_REFERENCE)
            st.repeats = fo_integer(c, FO_P_MAXIMUM_REPEATS, INT32_MAX);
        if (c->element == FO_REPEATABLE_PAGE_MASTER_ALTERNATIVES) {
            for (struct fo_node *a = fo_first(l->fo, c); a; a = fo_next(l->fo, a))
                if (a->element == FO_CONDITIONAL_PAGE_MASTER_REFERENCE)
                    *VEC_PUSH(l->doc, &st.alternatives) = alternative(a, true);
        } else if (c->element != FO_TEXT) {
            *VEC_PUSH(l->doc, &st.alternatives) = alternative(c, false);
        }
        if (st.alternatives.n && st.repeats > 0)
            *VEC_PUSH(l->doc, &s.steps) = st;
    }
    *VEC_PUSH(l->doc, &m->sequences) = s;
}

struct masters *masters_new(struct layout *l, struct fo_node *set)
{
    struct masters *m = arena_alloc(l->doc, sizeof *m);
    struct arena *chunk = l->chunk;
    l->chunk = l->doc; /* masters outlive all content */
    for (struct fo_node *c = fo_first(l->fo, set); c; c = fo_next(l->fo, c)) {
        if (c->element == FO_SIMPLE_PAGE_MASTER)
            add_page(l, m, c);
        else if (c->element == FO_PAGE_SEQUENCE_MASTER)
            add_sequence(l, m, c);
    }
    l->chunk = chunk;
    return m;
}

static bool find_page(const struct masters *m, const char *name, size_t *at)
{
    for (size_t i = 0; i < m->pages.n; i++)
        if (!strcmp(m->names.v[i], name)) {
            *at = i;
            return true;
        }
    return false;
}

struct master_cursor *master_cursor_new(struct layout *l, struct masters *m, const struct fo_node *ps)
{
    const char *name = fo_string(ps, FO_P_MASTER_REFERENCE);
    struct master_cursor *c = arena_alloc(l->doc, sizeof *c);
    c->masters = m;
    if (find_page(m, name, &c->page))
        return c;
    for (size_t i = 0; i < m->sequences.n; i++)
        if (!strcmp(m->sequences.v[i].name, name) && m->sequences.v[i].steps.n) {
            c->sequence = &m->sequences.v[i];
            return c;
        }
    diag(l->diag, MASTER_UNKNOWN, &ps->loc, name);
    return NULL;
}

static bool position_fits(enum fo_keyword k, const struct page_state *p)
{
    switch (k) {
    case FO_K_FIRST: return p->first;
    case FO_K_LAST: return p->last;
    case FO_K_ONLY: return p->first && p->last;
    case FO_K_REST: return !p->first && !p->last;
    default: return true;
    }
}

static bool fits(const struct alternative *a, const struct page_state *p)
{
    bool odd = p->number % 2 == 1;
    return position_fits(a->position, p) && (a->odd_or_even != FO_K_ODD || odd) && (a->odd_or_even != FO_K_EVEN || !odd)
        && (a->blank != FO_K_BLANK || p->blank) && (a->blank != FO_K_NOT_BLANK || !p->blank);
}

static const struct alternative *choose(const struct step *s, const struct page_state *p)
{
    for (size_t i = 0; i < s->alternatives.n; i++)
        if (fits(&s->alternatives.v[i], p))
            return &s->alternatives.v[i];
    return NULL;
}

/* The step that the next page falls to. */
static size_t next_step(struct layout *l, const struct master_cursor *c, int *used, bool *exhausted)
{
    size_t step = c->step;
    *used = c->used;
    *exhausted = c->exhausted;
    if (*used >= c->sequence->steps.v[step].repeats) {
        if (step + 1 < c->sequence->steps.n) {
            step++;
            *used = 0;
        } else if (!*exhausted) {
            *exhausted = true;
            diag(l->diag, MASTER_EXHAUSTED, &c->sequence->steps.v[step].loc, c->sequence->name);
        }
    }
    return step;
}

const struct page_geometry *master_next(struct layout *l, struct master_cursor *c, const struct page_state *p, bool advance)
{
    if (!c->sequence)
        return &c->masters->pages.v[c->page];
    int used;
    bool exhausted;
    size_t step = next_step(l, c, &used, &exhausted), at;
    c->exhausted = exhausted;
    const struct step *s = &c->sequence->steps.v[step];
    const struct alternative *a = choose(s, p);
    if (!a && advance) /* a page is asked for several times before it is taken */
        diag(l->diag, MASTER_NO_ALTERNATIVE, &s->loc, c->sequence->name);
    if (advance) {
        c->step = step;
        c->used = used < INT32_MAX ? used + 1 : used;
    }
    if (!a)
        a = &s->alternatives.v[0];
    if (find_page(c->masters, a->master, &at))
        return &c->masters->pages.v[at];
    diag(l->diag, MASTER_UNKNOWN, &s->loc, a->master);
    return c->masters->pages.n ? &c->masters->pages.v[0] : NULL;
}
