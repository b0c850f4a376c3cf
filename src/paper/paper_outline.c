/* paper_outline.c - the bookmarks of a PDF, as far as they lead to its own pages (ISO 32000-1, 12.3). */
#include <string.h>

#include "paper/paper_qpdf.h"

enum { DEPTH = 8 /* deeper ones stand at this depth */, BOOKMARKS = 1000, NODES = 20000 /* of the trees that are walked */ };

struct look {
    qpdf_data q;
    struct arena *arena;
    const int *ids; /* of the pages */
    unsigned pages;
    unsigned left; /* of NODES */
    VEC(struct paper_outline) found;
};

/* 0: none of them. */
static unsigned page_of(const struct look *l, qpdf_oh page)
{
    int id = qpdf_oh_get_object_id(l->q, page);

    for (unsigned i = 0; id && i < l->pages; i++)
        if (l->ids[i] == id)
            return i + 1;
    return 0;
}

static bool is_text(qpdf_data q, qpdf_oh o, const char *text)
{
    return qpdf_oh_is_string(q, o) && strcmp(qpdf_oh_get_utf8_value(q, o), text) == 0;
}

/* Of a tree of named destinations; null: it has none of that name. */
static qpdf_oh find_name(struct look *l, qpdf_oh node, const char *name, unsigned depth)
{
    qpdf_oh names = paper_key(l->q, node, "/Names"), kids = paper_key(l->q, node, "/Kids"), found = qpdf_oh_new_null(l->q);

    for (int i = 0, n = qpdf_oh_is_array(l->q, names) ? qpdf_oh_get_array_n_items(l->q, names) : 0; i + 1 < n && l->left; i += 2, l->left--)
        if (is_text(l->q, qpdf_oh_get_array_item(l->q, names, i), name))
            return qpdf_oh_get_array_item(l->q, names, i + 1);
    for (int i = 0, n = qpdf_oh_is_array(l->q, kids) && depth < DEPTH ? qpdf_oh_get_array_n_items(l->q, kids) : 0;
         i < n && l->left && qpdf_oh_is_null(l->q, found); i++, l->left--)
        found = find_name(l, qpdf_oh_get_array_item(l->q, kids, i), name, depth + 1);
    return found;
}

static qpdf_oh named_place(struct look *l, qpdf_oh place)
{
    qpdf_oh root = qpdf_get_root(l->q);

    if (qpdf_oh_is_name(l->q, place))
        place = paper_key(l->q, paper_key(l->q, root, "/Dests"), qpdf_oh_get_name(l->q, place));
    else if (qpdf_oh_is_string(l->q, place)) /* the value's bytes live until the next string is asked for */
        place = find_name(l, paper_key(l->q, paper_key(l->q, root, "/Names"), "/Dests"),
                          arena_strdup(l->arena, qpdf_oh_get_utf8_value(l->q, place)), 0);
    return qpdf_oh_is_dictionary(l->q, place) ? paper_key(l->q, place, "/D") : place;
}

static unsigned leads_to(struct look *l, qpdf_oh item)
{
    qpdf_oh place = paper_key(l->q, item, "/Dest"), action = paper_key(l->q, item, "/A");

    if (qpdf_oh_is_null(l->q, place) && paper_is_named(l->q, paper_key(l->q, action, "/S"), "/GoTo"))
        place = paper_key(l->q, action, "/D");
    place = named_place(l, place);
    return qpdf_oh_is_array(l->q, place) && qpdf_oh_get_array_n_items(l->q, place) ? page_of(l, qpdf_oh_get_array_item(l->q, place, 0)) : 0;
}

static void walk(struct look *l, qpdf_oh item, unsigned depth)
{
    for (; qpdf_oh_is_dictionary(l->q, item) && l->found.n < BOOKMARKS && l->left; item = paper_key(l->q, item, "/Next")) {
        qpdf_oh title = paper_key(l->q, item, "/Title");
        unsigned page = leads_to(l, item);
        l->left--;
        if (page && qpdf_oh_is_string(l->q, title))
            *VEC_PUSH(l->arena, &l->found) = (struct paper_outline){arena_strdup(l->arena, qpdf_oh_get_utf8_value(l->q, title)), depth, page};
        if (depth + 1 < DEPTH)
            walk(l, paper_key(l->q, item, "/First"), depth + 1);
    }
}

void paper_outline(qpdf_data q, struct paper *p, struct arena *a)
{
    struct look l = {.q = q, .arena = a, .pages = p->pages, .left = NODES};
    qpdf_oh outlines = paper_key(q, qpdf_get_root(q), "/Outlines");
    int *ids;

    if (!qpdf_oh_is_dictionary(q, outlines))
        return;
    l.ids = ids = arena_array(a, p->pages + 1, sizeof *ids);
    for (unsigned i = 0; i < p->pages; i++)
        ids[i] = qpdf_oh_get_object_id(q, qpdf_get_page_n(q, i));
    walk(&l, paper_key(q, outlines, "/First"), 0);
    p->outlines = l.found.v;
    p->outline_count = l.found.n;
    qpdf_oh_release_all(q);
}
