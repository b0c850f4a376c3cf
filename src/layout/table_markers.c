#include "layout/table_markers.h"

#include "base/limits.h"
#include "layout/marker_set.h"

struct table_markers {
    struct marker_set part;  /* of the part under way */
    struct marker_set page;  /* what earlier parts on the page leave behind */
    struct marker_set table; /* the same, of all earlier parts */
    struct marker_set longest, fullest, largest;
    size_t not_fullest, not_largest; /* classes of which the longest marker is another than the fullest (largest) */
    unsigned page_number;    /* of the last part */
    enum table_markers_what what;
};

/* --- reading --- */

static struct fo_node *next_below(struct layout *l, struct fo_node *n, const struct fo_node *top)
{
    struct fo_node *down = fo_first(l->fo, n);
    if (down)
        return down;
    for (; n != top; n = n->parent) {
        struct fo_node *next = fo_next(l->fo, n);
        if (next)
            return next;
    }
    return NULL;
}

bool table_markers_asked(struct layout *l, struct fo_node *top)
{
    for (struct fo_node *n = top; n; n = next_below(l, n, top))
        if (n->element == FO_RETRIEVE_TABLE_MARKER)
            return true;
    return false;
}

struct table_markers *table_markers_new(struct layout *l)
{
    return arena_alloc(l->doc, sizeof(struct table_markers));
}

struct weight { size_t text, objects, size; };

static struct weight weight_of(struct layout *l, struct fo_node *marker)
{
    struct weight w = {0};
    for (struct fo_node *n = fo_first(l->fo, marker); n; n = next_below(l, n, marker)) {
        mpt size = fo_mpt(n, FO_P_FONT_SIZE, 0);
        w.size = size > (mpt)w.size ? (size_t)size : w.size;
        w.text += n->element == FO_TEXT ? n->text_len : 1;
        w.objects += n->element != FO_TEXT;
    }
    return w;
}

static bool differ(const struct marker_set *a, const struct marker_set *b, const char *class_name)
{
    return marker_set_choose(a, class_name, MARKER_LAST) != marker_set_choose(b, class_name, MARKER_LAST);
}

static bool heavier(struct layout *l, struct table_markers *t, struct fo_node *marker)
{
    const char *name = fo_string(marker, FO_P_MARKER_CLASS_NAME);
    struct weight w = weight_of(l, marker);
    t->not_fullest -= differ(&t->fullest, &t->longest, name);
    t->not_largest -= differ(&t->largest, &t->longest, name);
    bool longer = marker_set_heavier(l, &t->longest, marker, w.text + 1);
    bool fuller = marker_set_heavier(l, &t->fullest, marker, w.objects + 1);
    bool larger = marker_set_heavier(l, &t->largest, marker, w.size + 1);
    t->not_fullest += differ(&t->fullest, &t->longest, name);
    t->not_largest += differ(&t->largest, &t->longest, name);
    return longer || fuller || larger;
}

bool table_markers_read(struct layout *l, struct table_markers *t, struct fo_node *top)
{
    bool grown = false;
    for (struct fo_node *n = top; n; n = next_below(l, n, top))
        if (n->element == FO_MARKER)
            grown |= heavier(l, t, n);
    return grown;
}

bool table_markers_told(const struct table_markers *t, enum table_markers_what what)
{
    return (what == TABLE_MARKERS_FULLEST && t->not_fullest == 0) || (what == TABLE_MARKERS_LARGEST && t->not_largest == 0);
}

/* --- parts --- */

static void collect(struct layout *l, struct table_markers *t, const struct area *a, unsigned depth)
{
    if (depth > 4 * LIMIT_DEPTH)
        return;
    for (const struct area_mark *m = a->marks; m; m = m->next)
        if (m->marker)
            marker_set_start(l, &t->part, m->marker, m->first);
    for (const struct area *c = a->first_child; c; c = c->next)
        collect(l, t, c, depth + 1);
    for (const struct area_mark *m = a->marks; m; m = m->next)
        if (m->marker)
            marker_set_end(l, &t->part, m->marker, m->last);
}

void table_markers_part(struct layout *l, struct table_markers *t, const struct area *rows)
{
    marker_set_carry(l, &t->part, &t->table);
    if (t->page_number == l->page_count)
        marker_set_carry(l, &t->part, &t->page);
    else
        marker_set_clear(l, &t->page);
    marker_set_clear(l, &t->part);
    t->page_number = l->page_count;
    collect(l, t, rows, 0);
}

void table_markers_end(struct layout *l, struct table_markers *t)
{
    marker_set_clear(l, &t->part);
    marker_set_clear(l, &t->page);
    marker_set_clear(l, &t->table);
    marker_set_clear(l, &t->longest);
    marker_set_clear(l, &t->fullest);
    marker_set_clear(l, &t->largest);
    t->not_fullest = t->not_largest = 0;
}

/* --- retrieving --- */

struct table_markers *table_markers_use(struct layout *l, struct table_markers *t, enum table_markers_what what)
{
    struct table_markers *before = l->table_markers;
    if (t)
        t->what = what;
    l->table_markers = t;
    return before;
}

static enum marker_choice position_of(const struct fo_node *retrieve)
{
    switch (fo_enum(retrieve, FO_P_RETRIEVE_POSITION_WITHIN_TABLE)) {
    case FO_K_FIRST_INCLUDING_CARRYOVER: return MARKER_FIRST;
    case FO_K_LAST_STARTING: return MARKER_LAST_STARTING;
    case FO_K_LAST_ENDING: return MARKER_LAST_ENDING;
    default: return MARKER_FIRST_STARTING;
    }
}

const struct fo_node *table_markers_find(const struct layout *l, const struct fo_node *retrieve)
{
    const struct table_markers *t = l->table_markers;
    const char *name = fo_string(retrieve, FO_P_RETRIEVE_CLASS_NAME);
    enum fo_keyword boundary = fo_enum(retrieve, FO_P_RETRIEVE_BOUNDARY_WITHIN_TABLE);
    if (!t)
        return NULL;
    const struct marker_set *guess[] = {[TABLE_MARKERS_LONGEST] = &t->longest, [TABLE_MARKERS_FULLEST] = &t->fullest,
                                        [TABLE_MARKERS_LARGEST] = &t->largest};
    if (t->what != TABLE_MARKERS_FOUND)
        return marker_set_choose(guess[t->what], name, MARKER_LAST);
    const struct fo_node *found = marker_set_choose(&t->part, name, position_of(retrieve));
    if (found || boundary == FO_K_TABLE_FRAGMENT)
        return found;
    return marker_set_choose(boundary == FO_K_PAGE ? &t->page : &t->table, name, MARKER_LAST);
}
