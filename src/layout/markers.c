#include "layout/markers.h"

#include <string.h>

struct marker_entry {
    const char *name;
    const struct fo_node *marker;
    bool first, last;
};

struct markers {
    VEC(struct marker_entry) page;     /* of the page under way, in order */
    VEC(struct marker_entry) sequence; /* one a name: the last that ended on an earlier page */
    VEC(struct marker_entry) document; /* the same, of earlier page-sequences too */
};

static struct markers *markers_of(struct layout *l)
{
    if (!l->markers)
        l->markers = arena_alloc(l->doc, sizeof *l->markers);
    return l->markers;
}

void markers_place(struct layout *l, const struct fo_node *marker, bool first, bool last)
{
    struct markers *m = markers_of(l);
    *VEC_PUSH(l->doc, &m->page) = (struct marker_entry){fo_string(marker, FO_P_MARKER_CLASS_NAME), marker, first, last};
}

static void carry(struct layout *l, struct marker_entry **v, size_t *n, size_t *cap, const struct marker_entry *e)
{
    for (size_t i = 0; i < *n; i++)
        if (!strcmp((*v)[i].name, e->name)) {
            (*v)[i] = *e;
            return;
        }
    if (*n == *cap)
        *v = vec_grow(l->doc, *v, *n, cap, sizeof **v);
    (*v)[(*n)++] = *e;
}

/* The last of a name that ends on the page, else the last of all, is what later pages carry over. */
static bool carried(const struct markers *m, size_t i)
{
    const struct marker_entry *e = &m->page.v[i];
    for (size_t k = 0; k < m->page.n; k++)
        if (k != i && !strcmp(m->page.v[k].name, e->name)
            && (m->page.v[k].last == e->last ? k > i : m->page.v[k].last))
            return false;
    return true;
}

void markers_end_page(struct layout *l)
{
    struct markers *m = markers_of(l);
    for (size_t i = 0; i < m->page.n; i++)
        if (carried(m, i)) {
            carry(l, &m->sequence.v, &m->sequence.n, &m->sequence.cap, &m->page.v[i]);
            carry(l, &m->document.v, &m->document.n, &m->document.cap, &m->page.v[i]);
        }
    m->page.n = 0;
}

void markers_end_sequence(struct layout *l)
{
    markers_of(l)->sequence.n = 0;
}

/* Rank of an entry for a retrieve-position, higher is better, 0 never; among equals the earlier (from_end: the later). */
static int rank(enum fo_keyword position, const struct marker_entry *e)
{
    switch (position) {
    case FO_K_FIRST_INCLUDING_CARRYOVER: return 1;
    case FO_K_LAST_ENDING_WITHIN_PAGE: return e->last ? 2 : 1;
    default: return e->first ? 2 : 1; /* first-starting, last-starting */
    }
}

static const struct marker_entry *on_page(const struct markers *m, const char *name, enum fo_keyword position)
{
    bool from_end = position == FO_K_LAST_STARTING_WITHIN_PAGE || position == FO_K_LAST_ENDING_WITHIN_PAGE;
    const struct marker_entry *best = NULL;
    for (size_t i = 0; i < m->page.n; i++) {
        const struct marker_entry *e = &m->page.v[i];
        if (strcmp(e->name, name))
            continue;
        if (!best || rank(position, e) > rank(position, best) || (from_end && rank(position, e) == rank(position, best)))
            best = e;
    }
    return best;
}

static const struct marker_entry *before_page(const struct marker_entry *v, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(v[i].name, name))
            return &v[i];
    return NULL;
}

/* XSL 1.1 6.13.6: a retrieve-marker stands in static content; what is retrieved is none, so nothing goes round in circles. */
static bool misplaced(struct layout *l, const struct fo_node *retrieve)
{
    const struct fo_node *n = retrieve;
    while (n && n->element != FO_MARKER && n->element != FO_STATIC_CONTENT)
        n = n->parent;
    if (n && n->element == FO_STATIC_CONTENT)
        return false;
    diag(l->diag, MARKER_RETRIEVE_MISPLACED, &retrieve->loc);
    return true;
}

struct fo_node *markers_retrieve(struct layout *l, struct fo_node *retrieve)
{
    struct markers *m = markers_of(l);
    if (misplaced(l, retrieve))
        return NULL;
    const char *name = fo_string(retrieve, FO_P_RETRIEVE_CLASS_NAME);
    const struct marker_entry *e = on_page(m, name, fo_enum(retrieve, FO_P_RETRIEVE_POSITION));
    enum fo_keyword boundary = fo_enum(retrieve, FO_P_RETRIEVE_BOUNDARY);
    if (!e && boundary != FO_K_PAGE)
        e = boundary == FO_K_DOCUMENT ? before_page(m->document.v, m->document.n, name)
                                      : before_page(m->sequence.v, m->sequence.n, name);
    return e ? fo_adopt(l->fo, e->marker, retrieve->parent) : NULL;
}
