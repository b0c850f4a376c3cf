/* paper_tree.c - reads the structure of a PDF that others made (ISO 32000-1, 14.7 and 14.8): kept is what another document can
 * take over without ceasing to be PDF/UA-1 (ISO 14289-1), as far as that can be seen without understanding the text.
 *
 * Elements are walked with a stack of object numbers, and the handles of libqpdf are given back after each, so that a tree of any
 * size takes what is made of it. An element that is met twice, or is no object of its own, ends the walk. */
#include "paper/paper_tree_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/limits.h"
#include "base/tag_types.h"

/* --- pages --- */

static int by_id(const void *a, const void *b)
{
    const struct tree_page_id *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static int by_mcid(const void *a, const void *b)
{
    const struct tree_mark_number *x = a, *y = b;

    return (x->mcid > y->mcid) - (x->mcid < y->mcid);
}

static uint32_t page_of(const struct tree_reader *r, qpdf_oh page)
{
    struct tree_page_id key = {.id = qpdf_oh_get_object_id(r->q, page)}, *found = NULL;

    if (key.id)
        found = bsearch(&key, r->ids, r->pages, sizeof key, by_id);
    return found ? found->page : PAPER_NO_PAGE;
}

static void keep_numbers(struct tree_reader *r, struct tree_page_marks *to, const struct paper_marks *found)
{
    to->n = found->n;
    to->v = arena_array(r->work, found->n + 1, sizeof *to->v);
    to->used = arena_array(r->work, found->n + 1, sizeof *to->used);
    for (size_t i = 0; i < found->n; i++)
        to->v[i] = (struct tree_mark_number){found->v[i], (uint32_t)i};
    qsort(to->v, to->n, sizeof *to->v, by_mcid);
    for (size_t i = 1; i < to->n; i++)
        if (to->v[i].mcid == to->v[i - 1].mcid)
            tree_fail(r, N_("marks of a page have the same number"));
}

/* What is seen of an annotation would be content without a tag; an empty place to sign shows nothing. */
static bool shows_annotations(struct tree_reader *r, qpdf_oh page)
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

static void read_page(struct tree_reader *r, uint32_t i)
{
    qpdf_oh page = qpdf_get_page_n(r->q, i);
    struct paper_marks found = {0};
    struct buf content = {0};
    struct paper_box box;

    r->ids[i] = (struct tree_page_id){qpdf_oh_get_object_id(r->q, page), i};
    if (shows_annotations(r, page))
        tree_fail(r, N_("fields or notes stand on its pages"));
    else if (!paper_page_box(r->q, page, &box) || !paper_page_content(r->q, page, &content))
        tree_fail(r, tree_malformed);
    else
        tree_fail(r, paper_look_marks(r->q, paper_key(r->q, page, "/Resources"), content.data ? content.data : "", content.n, r->work, &found));
    if (!r->trouble)
        r->units[i] = paper_to_unit(&box, paper_page_turn(r->q, page));
    keep_numbers(r, &r->marks[i], &found);
    buf_free(&content);
    qpdf_oh_release_all(r->q);
}

static void read_pages(struct tree_reader *r)
{
    r->ids = arena_array(r->work, r->pages + 1, sizeof *r->ids);
    r->marks = arena_array(r->work, r->pages + 1, sizeof *r->marks);
    r->units = arena_array(r->work, r->pages + 1, sizeof *r->units);
    for (uint32_t i = 0; i < r->pages && !r->trouble; i++)
        read_page(r, i);
    qsort(r->ids, r->pages, sizeof *r->ids, by_id);
}

/* --- kids --- */

static void add_mark(struct tree_reader *r, uint32_t element, uint32_t page, int mcid)
{
    if (page == PAPER_NO_PAGE)
        tree_fail(r, tree_malformed);
    *VEC_PUSH(r->work, &r->kids) = (struct tree_task){.element = element, .page = page, .mcid = mcid};
}

static void add_element(struct tree_reader *r, uint32_t element, qpdf_oh kid, unsigned depth)
{
    int id = qpdf_oh_get_object_id(r->q, kid);

    if (id <= 0 || depth > LIMIT_PAPER_TAG_DEPTH)
        tree_fail(r, id <= 0 ? tree_malformed : tree_too_large);
    else
        *VEC_PUSH(r->work, &r->kids) =
            (struct tree_task){.id = id, .generation = qpdf_oh_get_generation(r->q, kid), .element = element, .depth = depth};
}

/* Links and fields stop being any; what they stood over has marks of its own. */
static void add_kid(struct tree_reader *r, uint32_t element, uint32_t page, qpdf_oh kid, unsigned depth)
{
    qpdf_oh type = paper_key(r->q, kid, "/Type"), own = paper_key(r->q, kid, "/Pg");
    int mcid = -1;

    if (qpdf_oh_get_value_as_int(r->q, kid, &mcid)) {
        add_mark(r, element, page, mcid);
    } else if (paper_is_named(r->q, type, "/MCR")) {
        if (!qpdf_oh_is_null(r->q, paper_key(r->q, kid, "/Stm")))
            tree_fail(r, N_("its structure leads into pictures of its pages"));
        qpdf_oh_get_value_as_int(r->q, paper_key(r->q, kid, "/MCID"), &mcid);
        add_mark(r, element, qpdf_oh_is_null(r->q, own) ? page : page_of(r, own), mcid);
    } else if (qpdf_oh_is_dictionary(r->q, kid)) {
        if (!paper_is_named(r->q, type, "/OBJR"))
            add_element(r, element, kid, depth);
    } else if (!qpdf_oh_is_null(r->q, kid)) {
        tree_fail(r, tree_malformed);
    }
}

static void add_kids(struct tree_reader *r, uint32_t element, uint32_t page, qpdf_oh kids, unsigned depth)
{
    bool many = qpdf_oh_is_array(r->q, kids);
    int n = many ? qpdf_oh_get_array_n_items(r->q, kids) : 1;

    r->kids.n = 0;
    if (r->steps.n + r->tasks.n + (size_t)n > LIMIT_PAPER_TAGS)
        tree_fail(r, tree_too_large);
    for (int i = 0; i < n && !r->trouble; i++)
        add_kid(r, element, page, many ? qpdf_oh_get_array_item(r->q, kids, i) : kids, depth);
    for (size_t i = r->kids.n; i-- > 0;)
        *VEC_PUSH(r->work, &r->tasks) = r->kids.v[i];
}

/* --- elements --- */

static void read_fields(struct tree_reader *r, uint32_t i, qpdf_oh element)
{
    qpdf_oh id = paper_key(r->q, element, "/ID");
    struct paper_element *e = &r->elements.v[i];

    e->alt = tree_text(r, element, "/Alt");
    e->actual = tree_text(r, element, "/ActualText");
    e->expansion = tree_text(r, element, "/E");
    e->lang = tree_lang(r, element);
    e->page = page_of(r, paper_key(r->q, element, "/Pg"));
    if (qpdf_oh_is_string(r->q, id))
        *VEC_PUSH(r->work, &r->names) = (struct tree_cited){i, arena_strdup(r->work, qpdf_oh_unparse_resolved(r->q, id))};
    tree_read_lists(r, i, paper_key(r->q, element, "/A"), false);
    tree_read_lists(r, i, paper_key(r->q, element, "/C"), true);
}

static bool meet(struct tree_reader *r, int id)
{
    r->met = xgrow(r->met, &r->met_n, (size_t)id, sizeof *r->met);
    bool first = !r->met[id];
    r->met[id] = true;
    return first;
}

static void read_element(struct tree_reader *r, const struct tree_task *t)
{
    qpdf_oh element = qpdf_get_object_by_id(r->q, t->id, t->generation);
    uint32_t i = (uint32_t)r->elements.n;

    if (!meet(r, t->id) || !qpdf_oh_is_dictionary(r->q, element)) {
        tree_fail(r, tree_malformed);
        return;
    }
    *VEC_PUSH(r->arena, &r->elements) = (struct paper_element){.type = tree_type(r, element), .parent = t->element};
    *VEC_PUSH(r->arena, &r->steps) = (struct paper_step){i, PAPER_NO_PAGE, 0};
    read_fields(r, i, element);
    add_kids(r, i, r->elements.v[i].page, paper_key(r->q, element, "/K"), t->depth + 1);
    qpdf_oh_release_all(r->q);
}

/* A mark that the page has not is of no content. */
static void read_mark(struct tree_reader *r, const struct tree_task *t)
{
    struct tree_page_marks *page = &r->marks[t->page];
    struct tree_mark_number key = {.mcid = t->mcid}, *found = page->n ? bsearch(&key, page->v, page->n, sizeof key, by_mcid) : NULL;

    if (t->element == PAPER_NO_ELEMENT || (found && page->used[found->number])) {
        tree_fail(r, tree_malformed);
        return;
    }
    if (!found)
        return;
    page->used[found->number] = true;
    *VEC_PUSH(r->arena, &r->steps) = (struct paper_step){t->element, t->page, found->number};
    if (r->elements.v[t->element].page == PAPER_NO_PAGE)
        r->elements.v[t->element].page = t->page;
}

static void read_elements(struct tree_reader *r)
{
    add_kids(r, PAPER_NO_ELEMENT, PAPER_NO_PAGE, tree_root_key(r, "/K"), 1);
    while (r->tasks.n && !r->trouble) {
        struct tree_task t = r->tasks.v[--r->tasks.n];
        if (t.id)
            read_element(r, &t);
        else
            read_mark(r, &t);
    }
}

/* --- header cells --- */

static int by_name(const void *a, const void *b)
{
    const struct tree_cited *x = a, *y = b;

    return strcmp(x->id, y->id);
}

static bool is_header(const struct tree_reader *r, uint32_t of, const struct tree_cited *found)
{
    return found && found->element != of && r->elements.v[found->element].type == TAG_TH;
}

/* Those of one cell stand behind each other. */
static void find_headers(struct tree_reader *r)
{
    uint32_t *all = arena_array(r->arena, r->headers.n + 1, sizeof *all);

    if (r->names.n)
        qsort(r->names.v, r->names.n, sizeof *r->names.v, by_name);
    for (size_t i = 0, n = 0; i < r->headers.n && r->names.n; i++) {
        struct paper_element *e = &r->elements.v[r->headers.v[i].element];
        struct tree_cited *found = bsearch(&r->headers.v[i], r->names.v, r->names.n, sizeof *r->names.v, by_name);
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

static void check_marks(struct tree_reader *r)
{
    for (uint32_t i = 0; i < r->pages; i++)
        for (size_t k = 0; k < r->marks[i].n; k++)
            if (!r->marks[i].used[k])
                tree_fail(r, N_("content of a page belongs to no element"));
}

static const struct paper_tree *keep(struct tree_reader *r)
{
    struct paper_tree *t = arena_alloc(r->arena, sizeof *t);
    uint32_t *marks = arena_array(r->arena, r->pages + 1, sizeof *marks);

    for (uint32_t i = 0; i < r->pages; i++)
        marks[i] = (uint32_t)r->marks[i].n;
    *t = (struct paper_tree){tree_lang(r, qpdf_get_root(r->q)), r->elements.v, r->elements.n, r->steps.v, r->steps.n, marks};
    return t;
}

static void read_tree(struct tree_reader *r, struct paper *p)
{
    if (says(r->q, "/Suspects"))
        tree_fail(r, N_("it calls its own tags doubtful"));
    qpdf_oh_release_all(r->q);
    if (!r->trouble)
        read_pages(r);
    if (!r->trouble)
        read_elements(r);
    if (!r->trouble)
        check_marks(r);
    if (!r->trouble)
        tree_fail(r, paper_check_tree(r->elements.v, r->elements.n, r->steps.v, r->steps.n));
    if (!r->trouble)
        find_headers(r);
    if (paper_failed(r->q))
        tree_fail(r, tree_malformed);
    p->untagged = r->trouble;
    p->tree = r->trouble ? NULL : keep(r);
}

void paper_read_tree(qpdf_data q, struct paper *p, struct arena *a)
{
    struct tree_reader r = {.q = q, .arena = a, .work = arena_new(), .pages = p->pages};

    if (says(q, "/Marked") && !qpdf_oh_is_null(q, tree_root_key(&r, "/K")))
        read_tree(&r, p);
    qpdf_oh_release_all(q);
    free(r.met);
    arena_free(r.work);
}
