/* elements.c - which element a tag is, and whether it is taken where it stands. */
#include <stdio.h>
#include <string.h>

#include "fo/build.h"

/* --- foreign ones --- */

static mpt drawing_extent(const struct start_tag *t, const char *name)
{
    for (const struct event_attr *a = t->attrs; a < t->attrs + t->count; a++)
        if (!a->ns && fo_same((struct fo_slice){a->name, a->name_len}, name))
            return fo_drawing_extent(a->value.s, a->value.n);
    return fo_drawing_extent("", 0);
}

static void foreign(struct fo_reader *r, const struct start_tag *t, const struct loc *loc)
{
    switch (r->open->pub.element) {
    case FO_INSTREAM_FOREIGN_OBJECT: /* layout says that it is not drawn */
        r->open->drawn_w = drawing_extent(t, "width");
        r->open->drawn_h = drawing_extent(t, "height");
        break;
    case FO_DECLARATIONS:
        break;
    default:
        build_tell_foreign(r, false, t->ns ? t->ns : "", t->name, t->name_len, loc);
    }
}

/* --- our own and those of XSL --- */

/* What should float is kept in the text, as with float="none" (XSL 1.1 7.19.2). */
static int unfloated(struct fo_reader *r, const struct loc *loc)
{
    if (!build_told(r, "<float"))
        diag(r->diag, FO_FLOATS, loc);
    return FO_WRAPPER;
}

/* The element's row, or -1 when it is foreign or unknown. */
static int known_element(struct fo_reader *r, const struct start_tag *t, const struct loc *loc)
{
    const char *ns = t->ns, *name = t->name;
    size_t n = t->name_len;
    if (ns && !strcmp(ns, FO_NAMESPACE_EXTENSION)) {
        char ours[32];
        size_t len = (size_t)snprintf(ours, sizeof ours, "sb:%.*s", (int)(n > 200 ? 200 : n), name);
        int e = len < sizeof ours ? fo_find_element(fo_store_tables(r->store), ours, len) : -1;
        if (e >= 0)
            return e;
    }
    if (!ns || strcmp(ns, FO_NAMESPACE) != 0) {
        foreign(r, t, loc);
        return -1;
    }
    int e = fo_find_element(fo_store_tables(r->store), name, n);
    if (e < 0)
        diag(r->diag, FO_UNKNOWN_ELEMENT, loc, build_name(r, name, n));
    return e == FO_FLOAT ? unfloated(r, loc) : e;
}

static bool structural(enum fo_element e)
{
    switch (e) {
    case FO_BLOCK: case FO_BLOCK_CONTAINER: case FO_TABLE_AND_CAPTION: case FO_TABLE: case FO_LIST_BLOCK: case FO_INLINE: case FO_INLINE_CONTAINER:
    case FO_CHARACTER: case FO_EXTERNAL_GRAPHIC: case FO_INSTREAM_FOREIGN_OBJECT: case FO_LEADER: case FO_PAGE_NUMBER: case FO_PAGE_NUMBER_CITATION:
    case FO_PAGE_NUMBER_CITATION_LAST: case FO_BASIC_LINK: case FO_FOOTNOTE: case FO_WRAPPER: case FO_MARKER:
    case FO_RETRIEVE_MARKER: case FO_RETRIEVE_TABLE_MARKER:
        return false;
    default:
        return true;
    }
}

/* Of which there is one, and what stands before others: layout reads on and does not come back. An element sets its bit in
 * its parent, and may not come where one of the bits `behind` is set. */
static const struct order { enum fo_element parent; uint8_t bit, behind; } orders[FO_ELEMENT_COUNT] = {
    [FO_LAYOUT_MASTER_SET] = {FO_ROOT, 1, 1 | 8}, [FO_DECLARATIONS] = {FO_ROOT, 2, 2 | 8}, [FO_BOOKMARK_TREE] = {FO_ROOT, 4, 4 | 8},
    [FO_PAGE_SEQUENCE] = {FO_ROOT, 8, 0}, [FO_PAGE_SEQUENCE_WRAPPER] = {FO_ROOT, 8, 0},
    [FO_REGION_BODY] = {FO_SIMPLE_PAGE_MASTER, 1, 1}, [FO_REGION_BEFORE] = {FO_SIMPLE_PAGE_MASTER, 2, 2},
    [FO_REGION_AFTER] = {FO_SIMPLE_PAGE_MASTER, 4, 4}, [FO_REGION_START] = {FO_SIMPLE_PAGE_MASTER, 8, 8},
    [FO_REGION_END] = {FO_SIMPLE_PAGE_MASTER, 16, 16},
    [FO_TITLE] = {FO_PAGE_SEQUENCE, 1, 1 | 4}, [FO_STATIC_CONTENT] = {FO_PAGE_SEQUENCE, 2, 4}, [FO_FLOW] = {FO_PAGE_SEQUENCE, 4, 4},
    [FO_TABLE_COLUMN] = {FO_TABLE, 1, 2 | 4 | 8}, [FO_TABLE_HEADER] = {FO_TABLE, 2, 2 | 8}, [FO_TABLE_FOOTER] = {FO_TABLE, 4, 4 | 8},
    [FO_TABLE_BODY] = {FO_TABLE, 8, 0},
    [FO_LIST_ITEM_LABEL] = {FO_LIST_ITEM, 1, 1}, [FO_LIST_ITEM_BODY] = {FO_LIST_ITEM, 2, 2},
    [FO_BOOKMARK_TITLE] = {FO_BOOKMARK, 1, 1},
};

static bool is_out_of_order(struct fo_reader *r, enum fo_element e, const struct loc *loc)
{
    const struct order *o = &orders[e];
    struct node *in = r->open;
    if (!o->bit || in->pub.element != o->parent)
        return false;
    if (in->came & o->behind & o->bit)
        diag(r->diag, FO_SECOND_ELEMENT, loc, fo_element_name(e), fo_element_name(o->parent));
    else if (in->came & o->behind)
        diag(r->diag, FO_LATE_ELEMENT, loc, fo_element_name(e), fo_element_name(o->parent));
    bool out = in->came & o->behind;
    in->came |= o->bit;
    return out;
}

/* What a wrapper may hold is up to what it stands in (XSL 1.1 6.13.4). */
static enum fo_element taker(const struct fo_reader *r)
{
    const struct fo_node *n = &r->open->pub;
    while (n->element == FO_WRAPPER && n->parent)
        n = n->parent;
    return n->element;
}

static bool stands_in_lines(const struct fo_tables *t, enum fo_element e)
{
    return e == FO_FOOTNOTE || (fo_child_allowed(t, FO_INLINE, e) && !fo_child_allowed(t, FO_LIST_ITEM_BODY, e));
}

/* Does layout set what has no place there? Lines stand wherever blocks do. */
static bool is_set(const struct fo_tables *t, enum fo_element in, enum fo_element e)
{
    return !structural(e) && (fo_child_allowed(t, in, FO_BLOCK) || in == FO_FOOTNOTE || (stands_in_lines(t, e) && fo_child_allowed(t, in, FO_INLINE)));
}

bool build_takes_text(const struct fo_reader *r)
{
    if (!r->open)
        return false;
    const struct fo_tables *t = fo_store_tables(r->store);
    enum fo_element in = taker(r);
    return fo_child_allowed(t, in, FO_TEXT) || (in != r->open->pub.element && fo_child_allowed(t, in, FO_BLOCK));
}

/* Is the element to be left out with all that it holds? */
static bool left_out(struct fo_reader *r, enum fo_element e, const struct loc *loc)
{
    if (!fo_element_supported(e)) {
        diag(r->diag, FO_UNSUPPORTED_ELEMENT, loc, fo_element_name(e));
        return true;
    }
    if (!r->open)
        return false;
    const struct fo_tables *t = fo_store_tables(r->store);
    enum fo_element in = taker(r), open = r->open->pub.element;
    bool lost = open == FO_FLOW && stands_in_lines(t, e); /* a flow itself has no lines */
    if (!lost && fo_child_allowed(t, in, e))
        return is_out_of_order(r, e, loc);
    /* content is kept where it stands, so that no text is lost; parts of tables, lists and pages have no meaning there */
    if (lost || !is_set(t, in, e)) {
        diag(r->diag, FO_LEFT_OUT_ELEMENT, loc, fo_element_name(e), fo_element_name(in));
        return true;
    }
    if (in == open)
        diag(r->diag, FO_MISPLACED_ELEMENT, loc, fo_element_name(e), fo_element_name(in));
    return false;
}

/* An object for a drawing has one child (XSL 1.1 6.6.6). */
static bool is_second_drawing(struct fo_reader *r, const struct start_tag *t, const struct loc *loc)
{
    if (!r->open || r->open->pub.element != FO_INSTREAM_FOREIGN_OBJECT)
        return false;
    if (r->open->came)
        diag(r->diag, FO_SECOND_DRAWING, loc, build_name(r, t->name, t->name_len));
    bool second = r->open->came;
    r->open->came = 1;
    return second;
}

int build_element(struct fo_reader *r, const struct start_tag *t, const struct loc *loc)
{
    if (is_second_drawing(r, t, loc))
        return -1;
    int e = t->known ? (int)t->known->element : known_element(r, t, loc);
    return e < 0 || left_out(r, (enum fo_element)e, loc) ? -1 : e;
}
