#include "layout/markers.h"

#include "layout/chunk.h"
#include "layout/drawing.h"
#include "layout/marker_set.h"
#include "layout/table_markers.h"

struct marker_answer { const struct fo_node *retrieve; struct fo_node *content; };

struct marker_record {
    VEC(struct marker_answer) v;
    size_t at; /* where to look next: what is retrieved again comes in the same order */
};

struct markers {
    struct marker_set page;     /* of the page under way */
    struct marker_set sequence; /* what earlier pages of the page-sequence leave behind */
    struct marker_set document; /* the same, of earlier page-sequences too */
    struct marker_record copies; /* retrieved and not drawn yet */
    size_t record_from;          /* those from here on may be retrieved again at the end */
    bool asked;                  /* for any, since then */
    struct marker_record *replay;
};

static struct markers *markers_of(struct layout *l)
{
    if (!l->markers)
        l->markers = arena_alloc(l->doc, sizeof *l->markers);
    return l->markers;
}

void markers_start(struct layout *l, const struct fo_node *marker, bool first)
{
    marker_set_start(l, &markers_of(l)->page, marker, first);
}

void markers_end(struct layout *l, const struct fo_node *marker, bool last)
{
    marker_set_end(l, &markers_of(l)->page, marker, last);
}

void markers_end_page(struct layout *l)
{
    struct markers *m = markers_of(l);
    marker_set_carry(l, &m->page, &m->sequence);
    marker_set_carry(l, &m->page, &m->document);
    marker_set_clear(l, &m->page);
}

void markers_end_sequence(struct layout *l)
{
    marker_set_clear(l, &markers_of(l)->sequence);
}

/* --- retrieving --- */

static enum marker_choice position_of(const struct fo_node *retrieve)
{
    switch (fo_enum(retrieve, FO_P_RETRIEVE_POSITION)) {
    case FO_K_FIRST_INCLUDING_CARRYOVER: return MARKER_FIRST;
    case FO_K_LAST_STARTING_WITHIN_PAGE: return MARKER_LAST_STARTING;
    case FO_K_LAST_ENDING_WITHIN_PAGE: return MARKER_LAST_ENDING;
    default: return MARKER_FIRST_STARTING;
    }
}

static const struct fo_node *on_pages(const struct markers *m, const struct fo_node *retrieve)
{
    const char *name = fo_string(retrieve, FO_P_RETRIEVE_CLASS_NAME);
    enum fo_keyword boundary = fo_enum(retrieve, FO_P_RETRIEVE_BOUNDARY);
    const struct fo_node *found = marker_set_choose(&m->page, name, position_of(retrieve));
    if (found || boundary == FO_K_PAGE)
        return found;
    return marker_set_choose(boundary == FO_K_DOCUMENT ? &m->document : &m->sequence, name, MARKER_LAST);
}

static struct fo_node *again(struct marker_record *r, const struct fo_node *retrieve)
{
    for (size_t i = 0; i < r->v.n; i++) {
        size_t k = (r->at + i) % r->v.n;
        if (r->v.v[k].retrieve != retrieve)
            continue;
        r->at = k + 1;
        return r->v.v[k].content;
    }
    return NULL;
}

/* XSL 1.1 6.13.6, 6.13.7: where each may stand. What is retrieved is no such place, so nothing goes round in circles. */
static bool in_place(const struct fo_node *retrieve)
{
    bool table = retrieve->element == FO_RETRIEVE_TABLE_MARKER;
    for (const struct fo_node *n = retrieve->parent; n && n->element != FO_MARKER; n = n->parent)
        if (table ? n->element == FO_TABLE_HEADER || n->element == FO_TABLE_FOOTER : n->element == FO_STATIC_CONTENT)
            return true;
    return false;
}

static const struct fo_node *find(struct layout *l, const struct fo_node *retrieve)
{
    if (!in_place(retrieve)) {
        diag(l->diag, MARKER_RETRIEVE_MISPLACED, &retrieve->loc, fo_element_name(retrieve->element));
        return NULL;
    }
    return retrieve->element == FO_RETRIEVE_TABLE_MARKER ? table_markers_find(l, retrieve) : on_pages(markers_of(l), retrieve);
}

/* Rows and cells have a place among rows and cells only; there they are read by table_grid.c. */
static void report_rows(struct layout *l, const struct fo_node *retrieve, struct fo_node *content)
{
    enum fo_element e = retrieve->parent->element;
    if (e == FO_TABLE_HEADER || e == FO_TABLE_FOOTER || e == FO_TABLE_ROW)
        return;
    for (struct fo_node *n = fo_first(l->fo, content); n; n = fo_next(l->fo, n))
        if (n->element == FO_TABLE_ROW || n->element == FO_TABLE_CELL)
            diag(l->diag, FO_LEFT_OUT_ELEMENT, &n->loc, fo_element_name(n->element), fo_element_name(e));
}

struct fo_node *markers_retrieve(struct layout *l, struct fo_node *retrieve)
{
    struct markers *m = markers_of(l);
    bool table = retrieve->element == FO_RETRIEVE_TABLE_MARKER;
    m->asked = true;
    if (m->replay && !table)
        return again(m->replay, retrieve);
    const struct fo_node *found = find(l, retrieve);
    if (!found)
        return NULL;
    struct fo_node *copy = fo_adopt(l->fo, found, retrieve->parent);
    report_rows(l, retrieve, copy);
    if (table) /* it goes with the rows around it */
        chunk_release(l, copy);
    else
        *VEC_PUSH(l->doc, &m->copies.v) = (struct marker_answer){retrieve, copy};
    return copy;
}

static void release(struct layout *l, struct marker_record *r)
{
    while (r->v.n)
        fo_release(l->fo, r->v.v[--r->v.n].content);
}

void markers_drawn(struct layout *l)
{
    struct marker_record *copies = &markers_of(l)->copies;
    if (copies->v.n && l->drawing)
        drawing_wait(l->drawing);
    release(l, copies);
}

/* --- static content that waits --- */

void markers_record(struct layout *l)
{
    struct markers *m = markers_of(l);
    m->record_from = m->copies.v.n;
    m->asked = false;
}

bool markers_asked(struct layout *l)
{
    return markers_of(l)->asked;
}

struct marker_record *markers_recorded(struct layout *l, bool keep)
{
    struct markers *m = markers_of(l);
    size_t n = m->copies.v.n - m->record_from;
    if (!keep || !m->asked)
        return NULL;
    struct marker_record *r = arena_alloc(l->doc, sizeof *r);
    r->v.v = arena_dup(l->doc, n ? m->copies.v.v + m->record_from : NULL, n * sizeof *r->v.v);
    r->v.n = r->v.cap = n;
    m->copies.v.n = m->record_from;
    return r;
}

void markers_replay(struct layout *l, struct marker_record *r)
{
    markers_of(l)->replay = r;
}

void markers_forget(struct layout *l, struct marker_record *r)
{
    if (r)
        release(l, r);
}
