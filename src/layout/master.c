#include "layout/master.h"

#include <stdlib.h>
#include <string.h>

#include "layout/region.h"

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
    mpt greatest_room; /* the height of the highest body among its pages */
};

struct master_name {
    const char *name;
    size_t at;
};

typedef VEC(struct master_name) name_list; /* by name once all are known: a document may have as many masters as sequences */

struct masters {
    VEC(struct page_geometry) pages;
    VEC(struct sequence_master) sequences;
    name_list page_names, sequence_names;
};

struct master_cursor {
    struct masters *masters;
    const struct sequence_master *sequence; /* NULL: one simple-page-master for all */
    size_t page;                            /* that one */
    size_t step;
    int used;                               /* pages that the step gave */
    bool exhausted;
};

static void add_page(struct layout *l, struct masters *m, struct fo_node *n)
{
    const char *name = fo_string(n, FO_P_MASTER_NAME);
    struct page_geometry g = region_geometry(l, n);
    if (!g.region[REGION_BODY].node) {
        diag(l->diag, MASTER_NO_BODY, &n->loc, name);
        l->failed = true;
        return;
    }
    *VEC_PUSH(l->doc, &m->page_names) = (struct master_name){name, m->pages.n};
    *VEC_PUSH(l->doc, &m->pages) = g;
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
    if (!s.steps.n)
        return;
    *VEC_PUSH(l->doc, &m->sequence_names) = (struct master_name){s.name, m->sequences.n};
    *VEC_PUSH(l->doc, &m->sequences) = s;
}

/* Of one name the first. */
static int by_name(const void *a, const void *b)
{
    const struct master_name *m = a, *n = b;
    int order = strcmp(m->name, n->name);
    return order ? order : m->at < n->at ? -1 : 1;
}

static void sort_names(name_list *l)
{
    if (l->n)
        qsort(l->v, l->n, sizeof *l->v, by_name);
}

static bool find_name(const name_list *l, const char *name, size_t *at)
{
    size_t low = 0, high = l->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(l->v[mid].name, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == l->n || strcmp(l->v[low].name, name))
        return false;
    *at = l->v[low].at;
    return true;
}

/* Looks up what a sequence's steps name; what no master is called is reported, once. */
static void find_greatest_room(struct layout *l, const struct masters *m, struct sequence_master *s)
{
    size_t at;
    for (size_t i = 0; i < s->steps.n; i++)
        for (size_t k = 0; k < s->steps.v[i].alternatives.n; k++) {
            const char *name = s->steps.v[i].alternatives.v[k].master;
            if (find_name(&m->page_names, name, &at))
                s->greatest_room = mpt_most(s->greatest_room, m->pages.v[at].region[REGION_BODY].ch);
            else
                diag(l->diag, MASTER_UNKNOWN, &s->steps.v[i].loc, name);
        }
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
    sort_names(&m->page_names);
    sort_names(&m->sequence_names);
    for (size_t i = 0; i < m->sequences.n; i++)
        find_greatest_room(l, m, &m->sequences.v[i]);
    return m;
}

bool masters_have_region(const struct masters *m, const char *region_name)
{
    for (size_t i = 0; i < m->pages.n; i++)
        for (int k = 0; k < REGION_COUNT; k++) {
            const char *name = m->pages.v[i].region[k].name;
            if (name && !strcmp(name, region_name))
                return true;
        }
    return false;
}

struct master_cursor *master_cursor_new(struct layout *l, struct masters *m, const struct fo_node *ps)
{
    const char *name = fo_string(ps, FO_P_MASTER_REFERENCE);
    struct master_cursor *c = arena_alloc(l->doc, sizeof *c);
    size_t at;
    c->masters = m;
    if (find_name(&m->page_names, name, &c->page))
        return c;
    if (find_name(&m->sequence_names, name, &at)) {
        c->sequence = &m->sequences.v[at];
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
    case FO_K_ONLY: return p->only;
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

static const struct alternative *first_fit(const struct step *s, const struct page_state *p)
{
    for (size_t i = 0; i < s->alternatives.n; i++)
        if (fits(&s->alternatives.v[i], p))
            return &s->alternatives.v[i];
    return NULL;
}

/* Where nothing is said for last pages, "rest" takes them too, as Apache FOP has it: a sequence of first and rest is meant to
 * be complete. */
static const struct alternative *choose(const struct step *s, const struct page_state *p)
{
    const struct alternative *a = first_fit(s, p);
    struct page_state inner = *p;
    inner.last = false;
    return a || !p->last ? a : first_fit(s, &inner);
}

bool master_for_only(const struct master_cursor *c)
{
    const struct step *s = c->sequence ? &c->sequence->steps.v[0] : NULL;
    for (size_t i = 0; s && i < s->alternatives.n; i++)
        if (s->alternatives.v[i].position == FO_K_ONLY)
            return true;
    return false;
}

mpt master_greatest_room(const struct master_cursor *c)
{
    return c->sequence ? c->sequence->greatest_room : c->masters->pages.v[c->page].region[REGION_BODY].ch;
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

/* A page is taken from its step. */
static void advance_to(struct master_cursor *c, size_t step, int used)
{
    c->step = step;
    c->used = used < INT32_MAX ? used + 1 : used;
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
    if (advance)
        advance_to(c, step, used);
    if (!a)
        a = &s->alternatives.v[0];
    if (find_name(&c->masters->page_names, a->master, &at))
        return &c->masters->pages.v[at];
    return c->masters->pages.n ? &c->masters->pages.v[0] : NULL;
}

const struct page_geometry *master_ahead(struct layout *l, const struct master_cursor *c, const struct page_state *p, int before)
{
    struct master_cursor ahead = *c;
    ahead.exhausted = true; /* said when it comes to that */
    for (; before > 0 && ahead.sequence; before--) {
        int used;
        bool exhausted;
        size_t step = next_step(l, &ahead, &used, &exhausted);
        advance_to(&ahead, step, used);
    }
    return master_next(l, &ahead, p, false);
}
