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

static bool shows(const struct start_tag *t)
{
    for (const struct event_attr *a = t->attrs; a < t->attrs + t->count; a++)
        if (!a->ns && fo_same((struct fo_slice){a->name, a->name_len}, "starting-state"))
            return !fo_same(a->value, "hide");
    return true;
}

/* A case of an fo:multi-switch but the first that shows at the start (XSL 1.1 6.9.3, 6.9.4): on paper nobody switches. */
static bool hidden_case(const struct fo_reader *r, const struct start_tag *t)
{
    if (!r->open || !t->ns || strcmp(t->ns, FO_NAMESPACE) != 0 || !fo_same((struct fo_slice){t->name, t->name_len}, "multi-case"))
        return false;
    bool hidden = r->open->case_shown || !shows(t);
    r->open->case_shown |= !hidden;
    return hidden;
}

/* What stands there at the start is kept in the text. */
static int unswitched(struct fo_reader *r, enum fo_element e, const struct loc *loc)
{
    if (!build_told(r, "<multi"))
        diag(r->diag, FO_MULTI, loc, fo_element_name(e));
    return e == FO_MULTI_PROPERTY_SET ? -1 : FO_WRAPPER;
}

/* The element that is set for it. */
static int stand_in(struct fo_reader *r, enum fo_element e, const struct loc *loc)
{
    switch (e) {
    case FO_FLOAT:
        return unfloated(r, loc);
    case FO_MULTI_SWITCH: case FO_MULTI_CASE: case FO_MULTI_TOGGLE: case FO_MULTI_PROPERTIES: case FO_MULTI_PROPERTY_SET:
        return unswitched(r, e, loc);
    default:
        return (int)e;
    }
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
    return e < 0 ? e : stand_in(r, (enum fo_element)e, loc);
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

/* Is the element to be left out with all that it holds? */
static bool left_out(struct fo_reader *r, enum fo_element e, const struct loc *loc)
{
    if (!fo_element_supported(e)) {
        diag(r->diag, FO_UNSUPPORTED_ELEMENT, loc, fo_element_name(e));
        return true;
    }
    if (!r->open || fo_child_allowed(fo_store_tables(r->store), r->open->pub.element, e))
        return false;
    /* content is kept where it stands, so that no text is lost; parts of tables, lists and pages have no meaning there */
    if (structural(e)) {
        diag(r->diag, FO_LEFT_OUT_ELEMENT, loc, fo_element_name(e), fo_element_name(r->open->pub.element));
        return true;
    }
    diag(r->diag, FO_MISPLACED_ELEMENT, loc, fo_element_name(e), fo_element_name(r->open->pub.element));
    return false;
}

int build_element(struct fo_reader *r, const struct start_tag *t, const struct loc *loc)
{
    if (hidden_case(r, t))
        return -1;
    int e = t->known ? (int)t->known->element : known_element(r, t, loc);
    return e < 0 || left_out(r, (enum fo_element)e, loc) ? -1 : e;
}
