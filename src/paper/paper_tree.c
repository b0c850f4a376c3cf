/* paper_tree.c - reads the structure of a PDF that others made (ISO 32000-1, 14.7 and 14.8): kept is what another document can
 * take over without ceasing to be PDF/UA-1 (ISO 14289-1), as far as that can be seen without understanding the text.
 *
 * Elements are walked with a stack of object numbers, and the handles of libqpdf are given back after each, so that a tree of any
 * size takes what is made of it. An element that is met twice, or is no object of its own, ends the walk. */
#include "paper/paper_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/limits.h"
#include "base/tag_types.h"
#include "paper/paper_qpdf.h"

enum { ROLES = 16 /* roles that lead on to others */, LIST_KEYS = 16 /* lists of attributes of one element */, LANG_BYTES = 35 };

static const char malformed[] = N_("its structure is no tree"), too_large[] = N_("its structure is too large");

struct page_id {
    int id;
    uint32_t page;
};

struct mark_number { /* of a page */
    int mcid;
    uint32_t number;
};

struct page_marks {
    struct mark_number *v; /* by mcid */
    bool *used;            /* by number */
    size_t n;
};

struct task { /* what is to be read yet */
    int id, generation; /* of an element; 0: a mark */
    uint32_t element;   /* the one it stands in */
    uint32_t page;      /* of a mark */
    int mcid;
    unsigned depth;
};

struct cited { /* a header cell's name in a cell */
    uint32_t element;
    const char *id;
};

struct reader {
    qpdf_data q;
    struct arena *arena, *work; /* the second for the time of reading */
    const char *trouble;
    uint32_t pages;
    struct page_id *ids;
    struct page_marks *marks;
    VEC(struct paper_element) elements;
    VEC(struct paper_step) steps;
    VEC(struct task) tasks, kids;
    VEC(struct cited) names, headers; /* names: of elements */
    bool *met; /* by object id */
    size_t met_n;
    size_t text; /* bytes of texts so far */
    struct paper_matrix *units; /* by page */
};

static void fail(struct reader *r, const char *why)
{
    if (!r->trouble)
        r->trouble = why;
}

/* Of the structure's root: handles don't outlive an element. */
static qpdf_oh of_root(const struct reader *r, const char *key)
{
    return paper_key(r->q, paper_key(r->q, qpdf_get_root(r->q), "/StructTreeRoot"), key);
}

/* --- pages --- */

static int by_id(const void *a, const void *b)
{
    const struct page_id *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static int by_mcid(const void *a, const void *b)
{
    const struct mark_number *x = a, *y = b;

    return (x->mcid > y->mcid) - (x->mcid < y->mcid);
}

static uint32_t page_of(const struct reader *r, qpdf_oh page)
{
    struct page_id key = {.id = qpdf_oh_get_object_id(r->q, page)}, *found = NULL;

    if (key.id)
        found = bsearch(&key, r->ids, r->pages, sizeof key, by_id);
    return found ? found->page : PAPER_NO_PAGE;
}

static void keep_numbers(struct reader *r, struct page_marks *to, const struct paper_marks *found)
{
    to->n = found->n;
    to->v = arena_array(r->work, found->n + 1, sizeof *to->v);
    to->used = arena_array(r->work, found->n + 1, sizeof *to->used);
    for (size_t i = 0; i < found->n; i++)
        to->v[i] = (struct mark_number){found->v[i], (uint32_t)i};
    qsort(to->v, to->n, sizeof *to->v, by_mcid);
    for (size_t i = 1; i < to->n; i++)
        if (to->v[i].mcid == to->v[i - 1].mcid)
            fail(r, N_("marks of a page have the same number"));
}

/* What is seen of an annotation would be content without a tag; an empty place to sign shows nothing. */
static bool shows_annotations(struct reader *r, qpdf_oh page)
{
    qpdf_oh all = paper_key(r->q, page, "/Annots");

    for (int i = 0, n = qpdf_oh_is_array(r->q, all) ? qpdf_oh_get_array_n_items(r->q, all) : 0; i < n; i++) {
        qpdf_oh one = qpdf_oh_get_array_item(r->q, all, i);
        qpdf_oh look = paper_appearance(r->q, one);
        if (paper_is_seen(r->q, one) && qpdf_oh_is_stream(r->q, look) && paper_draws(r->q, look))
            return true;
    }
    return false;
}

static void read_page(struct reader *r, uint32_t i)
{
    qpdf_oh page = qpdf_get_page_n(r->q, i);
    struct paper_marks found = {0};
    struct buf content = {0};
    struct paper_box box;

    r->ids[i] = (struct page_id){qpdf_oh_get_object_id(r->q, page), i};
    if (shows_annotations(r, page))
        fail(r, N_("fields or notes stand on its pages"));
    else if (!paper_page_box(r->q, page, &box) || !paper_page_content(r->q, page, &content))
        fail(r, malformed);
    else
        fail(r, paper_look_marks(r->q, paper_key(r->q, page, "/Resources"), content.data ? content.data : "", content.n, r->work, &found));
    if (!r->trouble)
        r->units[i] = paper_to_unit(&box, paper_page_turn(r->q, page));
    keep_numbers(r, &r->marks[i], &found);
    buf_free(&content);
    qpdf_oh_release_all(r->q);
}

static void read_pages(struct reader *r)
{
    r->ids = arena_array(r->work, r->pages + 1, sizeof *r->ids);
    r->marks = arena_array(r->work, r->pages + 1, sizeof *r->marks);
    r->units = arena_array(r->work, r->pages + 1, sizeof *r->units);
    for (uint32_t i = 0; i < r->pages && !r->trouble; i++)
        read_page(r, i);
    qsort(r->ids, r->pages, sizeof *r->ids, by_id);
}

/* --- values --- */

/* NULL: it has none. */
static const char *text_of(struct reader *r, qpdf_oh element, const char *key)
{
    qpdf_oh value = paper_key(r->q, element, key);

    if (!qpdf_oh_is_string(r->q, value))
        return NULL;
    const char *text = qpdf_oh_get_utf8_value(r->q, value);
    r->text += strlen(text);
    if (r->text > LIMIT_PAPER_TAG_TEXT) {
        fail(r, too_large);
        return NULL;
    }
    return arena_strdup(r->arena, text);
}

/* As far as its form tells (RFC 3066); what is none says nothing. */
static const char *lang_of(struct reader *r, qpdf_oh element)
{
    const char *s = text_of(r, element, "/Lang");
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
static uint8_t type_of(struct reader *r, qpdf_oh element)
{
    qpdf_oh name = paper_key(r->q, element, "/S");

    for (int i = 0; i < ROLES && qpdf_oh_is_name(r->q, name); i++) {
        const char *s = qpdf_oh_get_name(r->q, name);
        uint8_t type = tag_type_named(s + 1);
        if (type < TAG_COUNT)
            return type;
        name = paper_key(r->q, of_root(r, "/RoleMap"), s);
    }
    fail(r, N_("a role leads to no standard structure type"));
    return TAG_NonStruct;
}

/* --- attributes (14.7.5) --- */

static unsigned span_of(struct reader *r, qpdf_oh list, const char *key, unsigned before)
{
    int v = 0;

    qpdf_oh_get_value_as_int(r->q, paper_key(r->q, list, key), &v);
    if (v > LIMIT_PAPER_TAG_SPAN)
        fail(r, too_large);
    return v > 1 ? (unsigned)v : before;
}

static void cite_headers(struct reader *r, uint32_t element, qpdf_oh list)
{
    qpdf_oh all = paper_key(r->q, list, "/Headers");

    for (int i = 0, n = qpdf_oh_is_array(r->q, all) ? qpdf_oh_get_array_n_items(r->q, all) : 0; i < n && !r->trouble; i++) {
        qpdf_oh id = qpdf_oh_get_array_item(r->q, all, i);
        if (r->headers.n + r->steps.n >= LIMIT_PAPER_TAGS)
            fail(r, too_large);
        else if (qpdf_oh_is_string(r->q, id))
            *VEC_PUSH(r->work, &r->headers) = (struct cited){element, arena_strdup(r->work, qpdf_oh_unparse_resolved(r->q, id))};
    }
}

static void read_table_list(struct reader *r, uint32_t element, qpdf_oh list)
{
    struct paper_element *e = &r->elements.v[element];
    qpdf_oh scope = paper_key(r->q, list, "/Scope");

    e->rows = span_of(r, list, "/RowSpan", e->rows);
    e->columns = span_of(r, list, "/ColSpan", e->columns);
    if (e->type == TAG_TH && !e->scope)
        e->scope = paper_is_named(r->q, scope, "/Row") ? 'R' : paper_is_named(r->q, scope, "/Column") ? 'C' : paper_is_named(r->q, scope, "/Both") ? 'B' : '\0';
    cite_headers(r, element, list);
}

static void read_numbering(struct reader *r, struct paper_element *e, qpdf_oh list)
{
    static const char *const all[] = {"Disc", "Circle", "Square", "Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"};
    qpdf_oh value = paper_key(r->q, list, "/ListNumbering");

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (qpdf_oh_is_name(r->q, value) && !strcmp(qpdf_oh_get_name(r->q, value) + 1, all[i]))
            e->numbering = all[i];
}

static void read_box(struct reader *r, struct paper_element *e, qpdf_oh list)
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

static void read_list(struct reader *r, uint32_t element, qpdf_oh list)
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

/* One list, or several with their revisions between them; of a class, by its name. */
static void read_lists(struct reader *r, uint32_t element, qpdf_oh lists, bool named)
{
    int n = qpdf_oh_is_array(r->q, lists) ? qpdf_oh_get_array_n_items(r->q, lists) : 1;

    for (int i = 0; i < n && i < LIST_KEYS; i++) {
        qpdf_oh one = qpdf_oh_is_array(r->q, lists) ? qpdf_oh_get_array_item(r->q, lists, i) : lists;
        if (named && qpdf_oh_is_name(r->q, one))
            read_lists(r, element, paper_key(r->q, of_root(r, "/ClassMap"), qpdf_oh_get_name(r->q, one)), false);
        else if (qpdf_oh_is_dictionary(r->q, one) || qpdf_oh_is_stream(r->q, one))
            read_list(r, element, one);
    }
}

/* --- kids --- */

static void add_mark(struct reader *r, uint32_t element, uint32_t page, int mcid)
{
    if (page == PAPER_NO_PAGE)
        fail(r, malformed);
    *VEC_PUSH(r->work, &r->kids) = (struct task){.element = element, .page = page, .mcid = mcid};
}

static void add_element(struct reader *r, uint32_t element, qpdf_oh kid, unsigned depth)
{
    int id = qpdf_oh_get_object_id(r->q, kid);

    if (id <= 0 || depth > LIMIT_PAPER_TAG_DEPTH)
        fail(r, id <= 0 ? malformed : too_large);
    else
        *VEC_PUSH(r->work, &r->kids) =
            (struct task){.id = id, .generation = qpdf_oh_get_generation(r->q, kid), .element = element, .depth = depth};
}

/* Links and fields stop being any; what they stood over has marks of its own. */
static void add_kid(struct reader *r, uint32_t element, uint32_t page, qpdf_oh kid, unsigned depth)
{
    qpdf_oh type = paper_key(r->q, kid, "/Type"), own = paper_key(r->q, kid, "/Pg");
    int mcid = -1;

    if (qpdf_oh_get_value_as_int(r->q, kid, &mcid)) {
        add_mark(r, element, page, mcid);
    } else if (paper_is_named(r->q, type, "/MCR")) {
        if (!qpdf_oh_is_null(r->q, paper_key(r->q, kid, "/Stm")))
            fail(r, N_("its structure leads into pictures of its pages"));
        qpdf_oh_get_value_as_int(r->q, paper_key(r->q, kid, "/MCID"), &mcid);
        add_mark(r, element, qpdf_oh_is_null(r->q, own) ? page : page_of(r, own), mcid);
    } else if (qpdf_oh_is_dictionary(r->q, kid)) {
        if (!paper_is_named(r->q, type, "/OBJR"))
            add_element(r, element, kid, depth);
    } else if (!qpdf_oh_is_null(r->q, kid)) {
        fail(r, malformed);
    }
}

static void add_kids(struct reader *r, uint32_t element, uint32_t page, qpdf_oh kids, unsigned depth)
{
    bool many = qpdf_oh_is_array(r->q, kids);
    int n = many ? qpdf_oh_get_array_n_items(r->q, kids) : 1;

    r->kids.n = 0;
    if (r->steps.n + r->tasks.n + (size_t)n > LIMIT_PAPER_TAGS)
        fail(r, too_large);
    for (int i = 0; i < n && !r->trouble; i++)
        add_kid(r, element, page, many ? qpdf_oh_get_array_item(r->q, kids, i) : kids, depth);
    for (size_t i = r->kids.n; i-- > 0;)
        *VEC_PUSH(r->work, &r->tasks) = r->kids.v[i];
}

/* --- elements --- */

static void read_fields(struct reader *r, uint32_t i, qpdf_oh element)
{
    qpdf_oh id = paper_key(r->q, element, "/ID");
    struct paper_element *e = &r->elements.v[i];

    e->alt = text_of(r, element, "/Alt");
    e->actual = text_of(r, element, "/ActualText");
    e->expansion = text_of(r, element, "/E");
    e->lang = lang_of(r, element);
    e->page = page_of(r, paper_key(r->q, element, "/Pg"));
    if (qpdf_oh_is_string(r->q, id))
        *VEC_PUSH(r->work, &r->names) = (struct cited){i, arena_strdup(r->work, qpdf_oh_unparse_resolved(r->q, id))};
    read_lists(r, i, paper_key(r->q, element, "/A"), false);
    read_lists(r, i, paper_key(r->q, element, "/C"), true);
}

static bool meet(struct reader *r, int id)
{
    r->met = xgrow(r->met, &r->met_n, (size_t)id, sizeof *r->met);
    bool first = !r->met[id];
    r->met[id] = true;
    return first;
}

static void read_element(struct reader *r, const struct task *t)
{
    qpdf_oh element = qpdf_get_object_by_id(r->q, t->id, t->generation);
    uint32_t i = (uint32_t)r->elements.n;

    if (!meet(r, t->id) || !qpdf_oh_is_dictionary(r->q, element)) {
        fail(r, malformed);
        return;
    }
    *VEC_PUSH(r->arena, &r->elements) = (struct paper_element){.type = type_of(r, element), .parent = t->element};
    *VEC_PUSH(r->arena, &r->steps) = (struct paper_step){i, PAPER_NO_PAGE, 0};
    read_fields(r, i, element);
    add_kids(r, i, r->elements.v[i].page, paper_key(r->q, element, "/K"), t->depth + 1);
    qpdf_oh_release_all(r->q);
}

/* A mark that the page has not is of no content. */
static void read_mark(struct reader *r, const struct task *t)
{
    struct page_marks *page = &r->marks[t->page];
    struct mark_number key = {.mcid = t->mcid}, *found = page->n ? bsearch(&key, page->v, page->n, sizeof key, by_mcid) : NULL;

    if (t->element == PAPER_NO_ELEMENT || (found && page->used[found->number])) {
        fail(r, malformed);
        return;
    }
    if (!found)
        return;
    page->used[found->number] = true;
    *VEC_PUSH(r->arena, &r->steps) = (struct paper_step){t->element, t->page, found->number};
    if (r->elements.v[t->element].page == PAPER_NO_PAGE)
        r->elements.v[t->element].page = t->page;
}

static void read_elements(struct reader *r)
{
    add_kids(r, PAPER_NO_ELEMENT, PAPER_NO_PAGE, of_root(r, "/K"), 1);
    while (r->tasks.n && !r->trouble) {
        struct task t = r->tasks.v[--r->tasks.n];
        if (t.id)
            read_element(r, &t);
        else
            read_mark(r, &t);
    }
}

/* --- header cells --- */

static int by_name(const void *a, const void *b)
{
    const struct cited *x = a, *y = b;

    return strcmp(x->id, y->id);
}

static bool is_header(const struct reader *r, uint32_t of, const struct cited *found)
{
    return found && found->element != of && r->elements.v[found->element].type == TAG_TH;
}

/* Those of one cell stand behind each other. */
static void find_headers(struct reader *r)
{
    uint32_t *all = arena_array(r->arena, r->headers.n + 1, sizeof *all);

    if (r->names.n)
        qsort(r->names.v, r->names.n, sizeof *r->names.v, by_name);
    for (size_t i = 0, n = 0; i < r->headers.n && r->names.n; i++) {
        struct paper_element *e = &r->elements.v[r->headers.v[i].element];
        struct cited *found = bsearch(&r->headers.v[i], r->names.v, r->names.n, sizeof *r->names.v, by_name);
        if (!is_header(r, r->headers.v[i].element, found))
            continue;
        e->headers = e->headers ? e->headers : &all[n];
        all[n++] = found->element;
        e->header_count++;
    }
}

/* --- the whole --- */

static bool says(qpdf_data q, const char *key)
{
    QPDF_BOOL value = QPDF_FALSE;

    qpdf_oh_get_value_as_bool(q, paper_key(q, paper_key(q, qpdf_get_root(q), "/MarkInfo"), key), &value);
    return value;
}

static void check_marks(struct reader *r)
{
    for (uint32_t i = 0; i < r->pages; i++)
        for (size_t k = 0; k < r->marks[i].n; k++)
            if (!r->marks[i].used[k])
                fail(r, N_("content of a page belongs to no element"));
}

static const struct paper_tree *keep(struct reader *r)
{
    struct paper_tree *t = arena_alloc(r->arena, sizeof *t);
    uint32_t *marks = arena_array(r->arena, r->pages + 1, sizeof *marks);

    for (uint32_t i = 0; i < r->pages; i++)
        marks[i] = (uint32_t)r->marks[i].n;
    *t = (struct paper_tree){lang_of(r, qpdf_get_root(r->q)), r->elements.v, r->elements.n, r->steps.v, r->steps.n, marks};
    return t;
}

static void read_tree(struct reader *r, struct paper *p)
{
    if (says(r->q, "/Suspects"))
        fail(r, N_("it calls its own tags doubtful"));
    qpdf_oh_release_all(r->q);
    if (!r->trouble)
        read_pages(r);
    if (!r->trouble)
        read_elements(r);
    if (!r->trouble)
        check_marks(r);
    if (!r->trouble)
        fail(r, paper_check_tree(r->elements.v, r->elements.n, r->steps.v, r->steps.n));
    if (!r->trouble)
        find_headers(r);
    if (paper_failed(r->q))
        fail(r, malformed);
    p->untagged = r->trouble;
    p->tree = r->trouble ? NULL : keep(r);
}

void paper_read_tree(qpdf_data q, struct paper *p, struct arena *a)
{
    struct reader r = {.q = q, .arena = a, .work = arena_new(), .pages = p->pages};

    if (says(q, "/Marked") && !qpdf_oh_is_null(q, of_root(&r, "/K")))
        read_tree(&r, p);
    qpdf_oh_release_all(q);
    free(r.met);
    arena_free(r.work);
}
