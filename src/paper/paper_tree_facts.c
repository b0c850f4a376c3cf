#include "paper/paper_tree_int.h"

#include <string.h>

#include "base/i18n.h"
#include "base/limits.h"
#include "base/tag_types.h"

enum { ROLES = 16 /* roles that lead on to others */, LIST_KEYS = 16 /* lists of attributes of one element */, LANG_BYTES = 35 };

const char tree_malformed[] = N_("its structure is no tree"), tree_too_large[] = N_("its structure is too large");

void tree_fail(struct tree_reader *r, const char *why)
{
    if (!r->trouble)
        r->trouble = why;
}

qpdf_oh tree_root_key(const struct tree_reader *r, const char *key)
{
    return paper_key(r->q, paper_key(r->q, qpdf_get_root(r->q), "/StructTreeRoot"), key);
}

/* --- values --- */

const char *tree_text(struct tree_reader *r, qpdf_oh element, const char *key)
{
    qpdf_oh value = paper_key(r->q, element, key);

    if (!qpdf_oh_is_string(r->q, value))
        return NULL;
    const char *text = qpdf_oh_get_utf8_value(r->q, value);
    r->text += strlen(text);
    if (r->text > LIMIT_PAPER_TAG_TEXT) {
        tree_fail(r, tree_too_large);
        return NULL;
    }
    return arena_strdup(r->arena, text);
}

/* As far as its form tells (RFC 3066); what is none says nothing. */
const char *tree_lang(struct tree_reader *r, qpdf_oh element)
{
    const char *s = tree_text(r, element, "/Lang");
    size_t part = 0, n = 0;

    for (; s && s[n]; n++) {
        bool letter = (s[n] | 32) >= 'a' && (s[n] | 32) <= 'z', digit = s[n] >= '0' && s[n] <= '9';
        part = s[n] == '-' ? 0 : part + 1;
        if ((s[n] == '-' ? n == 0 || s[n - 1] == '-' : !letter && !digit) || part > 8)
            return NULL;
    }
    return s && part > 0 && n <= LANG_BYTES ? s : NULL;
}

/* Roles that lead to a standard type stand for it; a standard type is what it is, whatever the role map says (ISO 14289-1, 7.1). */
uint8_t tree_type(struct tree_reader *r, qpdf_oh element)
{
    qpdf_oh name = paper_key(r->q, element, "/S");

    for (int i = 0; i < ROLES && qpdf_oh_is_name(r->q, name); i++) {
        const char *s = qpdf_oh_get_name(r->q, name);
        uint8_t type = tag_type_named(s + 1);
        if (type < TAG_COUNT)
            return type;
        name = paper_key(r->q, tree_root_key(r, "/RoleMap"), s);
    }
    tree_fail(r, N_("a role leads to no standard structure type"));
    return TAG_NonStruct;
}

/* --- attributes (14.7.5) --- */

static unsigned span_of(struct tree_reader *r, qpdf_oh list, const char *key, unsigned before)
{
    int v = 0;

    qpdf_oh_get_value_as_int(r->q, paper_key(r->q, list, key), &v);
    if (v > LIMIT_PAPER_TAG_SPAN)
        tree_fail(r, tree_too_large);
    return v > 1 ? (unsigned)v : before;
}

static void cite_headers(struct tree_reader *r, uint32_t element, qpdf_oh list)
{
    qpdf_oh all = paper_key(r->q, list, "/Headers");

    for (int i = 0, n = qpdf_oh_is_array(r->q, all) ? qpdf_oh_get_array_n_items(r->q, all) : 0; i < n && !r->trouble; i++) {
        qpdf_oh id = qpdf_oh_get_array_item(r->q, all, i);
        if (r->headers.n + r->steps.n >= LIMIT_PAPER_TAGS)
            tree_fail(r, tree_too_large);
        else if (qpdf_oh_is_string(r->q, id))
            *VEC_PUSH(r->work, &r->headers) = (struct tree_cited){element, arena_strdup(r->work, qpdf_oh_unparse_resolved(r->q, id))};
    }
}

static void read_table_list(struct tree_reader *r, uint32_t element, qpdf_oh list)
{
    struct paper_element *e = &r->elements.v[element];
    qpdf_oh scope = paper_key(r->q, list, "/Scope");

    e->rows = span_of(r, list, "/RowSpan", e->rows);
    e->columns = span_of(r, list, "/ColSpan", e->columns);
    if (e->type == TAG_TH && !e->scope)
        e->scope = paper_is_named(r->q, scope, "/Row") ? 'R' : paper_is_named(r->q, scope, "/Column") ? 'C' : paper_is_named(r->q, scope, "/Both") ? 'B' : '\0';
    cite_headers(r, element, list);
}

static void read_numbering(struct tree_reader *r, struct paper_element *e, qpdf_oh list)
{
    static const char *const all[] = {"Disc", "Circle", "Square", "Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"};
    qpdf_oh value = paper_key(r->q, list, "/ListNumbering");

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (qpdf_oh_is_name(r->q, value) && !strcmp(qpdf_oh_get_name(r->q, value) + 1, all[i]))
            e->numbering = all[i];
}

static void read_box(struct tree_reader *r, struct paper_element *e, qpdf_oh list)
{
    struct paper_box box;

    if (e->boxed || e->page >= r->pages || !paper_read_box(r->q, paper_key(r->q, list, "/BBox"), &box))
        return;
    box = paper_around(&r->units[e->page], &box);
    e->boxed = box.x0 < 1 && box.y0 < 1 && box.x1 > 0 && box.y1 > 0;
    e->x0 = box.x0 > 0 ? box.x0 : 0;
    e->y0 = box.y0 > 0 ? box.y0 : 0;
    e->x1 = box.x1 < 1 ? box.x1 : 1;
    e->y1 = box.y1 < 1 ? box.y1 : 1;
}

static void read_list(struct tree_reader *r, uint32_t element, qpdf_oh list)
{
    qpdf_oh owner = paper_key(r->q, list, "/O");
    struct paper_element *e = &r->elements.v[element];

    if (paper_is_named(r->q, owner, "/Table"))
        read_table_list(r, element, list);
    else if (paper_is_named(r->q, owner, "/List") && e->type == TAG_L)
        read_numbering(r, e, list);
    else if (paper_is_named(r->q, owner, "/Layout"))
        read_box(r, e, list);
}

void tree_read_lists(struct tree_reader *r, uint32_t element, qpdf_oh lists, bool named)
{
    int n = qpdf_oh_is_array(r->q, lists) ? qpdf_oh_get_array_n_items(r->q, lists) : 1;

    for (int i = 0; i < n && i < LIST_KEYS; i++) {
        qpdf_oh one = qpdf_oh_is_array(r->q, lists) ? qpdf_oh_get_array_item(r->q, lists, i) : lists;
        if (named && qpdf_oh_is_name(r->q, one))
            tree_read_lists(r, element, paper_key(r->q, tree_root_key(r, "/ClassMap"), qpdf_oh_get_name(r->q, one)), false);
        else if (qpdf_oh_is_dictionary(r->q, one) || qpdf_oh_is_stream(r->q, one))
            read_list(r, element, one);
    }
}
