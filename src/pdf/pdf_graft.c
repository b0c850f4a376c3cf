/* pdf_graft.c - the structure of a tagged annex below our own.
 *
 * A page of an annex is a form XObject. Where its tags are kept it is no figure: its content carries its own marks, as form XObjects
 * may (ISO 32000-1, 14.7.4.3), the annex's elements are ours from here on (numbers, levels of headings, header cells), and stand in
 * one Part, behind a heading that is read where the annex's first page stands. So a paragraph or a table that goes on over pages is one.
 *
 * Pages are kept as they follow each other, each once, outside of tables, lists and paragraphs with other text in them; any other is a
 * figure as ever, and of the annex's elements those remain that have something on pages that are kept. */
#include <string.h>

#include "paper/paper_tree.h"
#include "pdf/pdf_int.h"

/* --- while pages are drawn --- */

static const struct pdf_graft *latest_of(const struct pdf_tags *t, const struct paper *paper)
{
    for (size_t i = t->grafts.n; i-- > 0;)
        if (t->grafts.v[i].paper == paper)
            return &t->grafts.v[i];
    return NULL;
}

/* Is it a place where sections may stand? */
static bool is_open(struct pdf *p, const struct fo_node *n)
{
    for (n = n->parent; n && n->element != FO_ROOT; n = n->parent) {
        struct pdf_role r = pdf_tags_role(p, n);
        bool plain = r.type == TAG_COUNT || (r.type == TAG_P && (r.flags & ELEM_AUTO));
        if (!plain && r.type != TAG_Sect && r.type != TAG_Part && r.type != TAG_Art && r.type != TAG_Div)
            return false;
    }
    return true;
}

bool pdf_graft_keeps(struct pdf *p, const struct image *im)
{
    const struct pdf_context *c = &p->tags->stack[p->tags->depth];
    const struct pdf_graft *before = latest_of(p->tags, im->paper);

    if (!pdf_tags_marks(p) || !im->paper->tree || c->artifact != DEVICE_CONTENT || pdf_frame(p)->turn != 0)
        return false;
    if (!c->node || c->node->element != FO_EXTERNAL_GRAPHIC || im->page != (before ? before->paper_page + 2 : 1))
        return false;
    return is_open(p, c->node);
}

/* The figure becomes what is said before the annex is read: the heading that the outline has for its block, else its text; and the
 * annex stands behind it. Nothing is drawn there. */
static uint32_t begin_part(struct pdf *p)
{
    uint32_t said = pdf_tags_current(p), block = pdf_elem_at(p, said)->parent;
    struct pdf_elem_more *more = pdf_tags_more(p, said);
    const struct pdf_elem_more *above = pdf_elem_at(p, block)->more;

    if (pdf_elem_at(p, block)->flags & ELEM_AUTO)
        pdf_elem_at(p, block)->type = TAG_Div;
    pdf_elem_at(p, said)->type = TAG_P;
    pdf_elem_at(p, said)->flags = ELEM_AUTO | ELEM_BLOCK;
    more->actual = more->alt;
    more->alt = NULL;
    more->id = more->id ? more->id : above ? above->id : NULL;
    pdf_tags_empty_mark(p, said);
    return pdf_tags_elem(p, block, pdf_elem_at(p, said)->key, TAG_Part, ELEM_BLOCK | ELEM_ANNEX);
}

void pdf_graft_page(struct pdf *p, const struct image *im, unsigned object, mpt x, mpt y, mpt w, mpt h)
{
    struct pdf_tags *t = p->tags;
    const struct pdf_graft *before = latest_of(t, im->paper);
    struct pdf_place a = pdf_on_page(p, x, y);
    uint32_t part;

    pdf_leave_text(p);
    pdf_tags_close(p);
    part = before ? before->part : begin_part(p);
    *VEC_PUSH(p->arena, &t->grafts) =
        (struct pdf_graft){.paper = im->paper, .paper_page = im->page - 1, .object = object, .page = a.page, .x = a.x, .y = a.y, .w = w, .h = h, .part = part};
}

/* --- in the end --- */

unsigned pdf_graft_key(const struct pdf *p, size_t i)
{
    return (unsigned)(p->tags->pages.n + p->links.n + p->fields.n + i);
}

struct annex { /* one tree under way */
    const struct paper_tree *tree;
    uint32_t part;
    uint32_t *grafts; /* by page of the annex: which one + 1, 0: it isn't kept */
    uint32_t *ours;   /* by element: the element here + 1, 0: none */
    bool *kept;
    bool single;      /* its first element holds all others: that is the part */
};

static bool is_cell(uint8_t type)
{
    return type == TAG_TD || type == TAG_TH;
}

/* What has something on the pages that are kept; and cells of such rows, which are places of the table. */
static void choose(struct annex *a, const struct paper *paper)
{
    const struct paper_tree *t = a->tree;

    for (size_t i = 0; i < t->step_count; i++)
        if (t->steps[i].page != PAPER_NO_PAGE && t->steps[i].page < paper->pages && a->grafts[t->steps[i].page])
            a->kept[t->steps[i].element] = true;
    for (size_t i = t->count; i-- > 0;)
        if (a->kept[i] && t->elements[i].parent != PAPER_NO_ELEMENT)
            a->kept[t->elements[i].parent] = true;
    for (size_t i = 0; i < t->count; i++)
        if (is_cell(t->elements[i].type) && t->elements[i].parent != PAPER_NO_ELEMENT && a->kept[t->elements[i].parent])
            a->kept[i] = true;
    a->single = t->count > 0 && t->elements[0].type == TAG_Document;
    for (size_t i = 1; i < t->count; i++)
        a->single &= t->elements[i].parent != PAPER_NO_ELEMENT;
}

/* What it is here. Links lead nowhere any more, fields can't be filled in, and there is one document. */
static uint8_t type_here(uint8_t type)
{
    switch (type) {
    case TAG_Document: return TAG_Part;
    case TAG_Link:
    case TAG_Annot:
    case TAG_Form: return TAG_Span;
    default: return type;
    }
}

static void set_box(struct pdf *p, uint32_t i, const struct paper_element *e, const struct annex *a)
{
    const struct pdf_graft *g = a->grafts[e->page] ? &p->tags->grafts.v[a->grafts[e->page] - 1] : NULL;
    struct pdf_elem_more *m = pdf_tags_more(p, i);

    if (!g)
        return;
    m->boxed = true;
    m->page = g->page;
    m->x0 = g->x + (mpt)(e->x0 * g->w);
    m->x1 = g->x + (mpt)(e->x1 * g->w);
    m->y0 = g->y + (mpt)((1 - e->y1) * g->h);
    m->y1 = g->y + (mpt)((1 - e->y0) * g->h);
}

/* The level of a heading that has none is how deep its section lies. */
static uint8_t level_of(const struct paper_tree *t, const struct paper_element *e)
{
    unsigned depth = 0;

    for (uint32_t up = e->parent; up != PAPER_NO_ELEMENT && depth < 5; up = t->elements[up].parent)
        depth += t->elements[up].type == TAG_Sect;
    return (uint8_t)(TAG_H1 + (depth > 0 ? depth - 1 : 0));
}

static void set_cell(struct pdf *p, uint32_t i, const struct paper_element *e)
{
    struct pdf_elem_more *m = pdf_tags_more(p, i);

    m->rows = e->rows;
    m->columns = e->columns;
    m->scope = e->scope;
}

static void set_traits(struct pdf *p, uint32_t i, const struct paper_element *e, const struct annex *a)
{
    if (e->alt || e->actual || e->expansion || e->lang) {
        struct pdf_elem_more *m = pdf_tags_more(p, i);
        m->alt = e->alt;
        m->actual = e->actual;
        m->expansion = e->expansion;
        m->lang = e->lang;
    }
    if (is_cell(e->type) && (e->rows || e->columns || e->scope))
        set_cell(p, i, e);
    if (e->type == TAG_L && e->numbering) {
        pdf_tags_more(p, i)->labelled = true;
        pdf_tags_more(p, i)->numbering = e->numbering;
    }
    if (e->type == TAG_Figure && e->boxed)
        set_box(p, i, e, a);
}

static uint32_t parent_here(const struct annex *a, uint32_t parent)
{
    return parent == PAPER_NO_ELEMENT || !a->ours[parent] ? a->part : a->ours[parent] - 1;
}

static void add_element(struct pdf *p, struct annex *a, uint32_t of)
{
    const struct paper_element *e = &a->tree->elements[of];

    if (!a->kept[of])
        return;
    if (of == 0 && a->single) {
        a->ours[0] = a->part + 1;
        set_traits(p, a->part, e, a);
        return;
    }
    uint8_t type = e->type == TAG_H ? level_of(a->tree, e) : type_here(e->type);
    uint32_t i = pdf_tags_elem(p, parent_here(a, e->parent), pdf_elem_at(p, a->part)->key, type, ELEM_BLOCK);
    a->ours[of] = i + 1;
    set_traits(p, i, e, a);
}

static void add_step(struct pdf *p, struct annex *a, const struct paper_step *s)
{
    uint32_t graft, ours;

    if (s->page == PAPER_NO_PAGE) {
        add_element(p, a, s->element);
        return;
    }
    if (!a->grafts[s->page])
        return;
    graft = a->grafts[s->page] - 1;
    ours = a->ours[s->element] - 1;
    p->tags->grafts.v[graft].marks[s->mark] = ours;
    pdf_tags_kid(p, ours, (struct pdf_kid){.key = pdf_elem_at(p, a->part)->key, .page = KID_GRAFT + graft, .what = s->mark});
}

/* Header cells by name, where the annex has them so; and its tables, which say scopes and names themselves, are told. */
static void name_headers(struct pdf *p, const struct annex *a)
{
    for (size_t i = 0; i < a->tree->count; i++) {
        const struct paper_element *e = &a->tree->elements[i];
        if (!a->ours[i] || !e->header_count)
            continue;
        uint32_t *list = arena_array(p->arena, e->header_count, sizeof *list);
        unsigned n = 0;
        for (unsigned k = 0; k < e->header_count; k++)
            if (a->ours[e->headers[k]])
                list[n++] = a->ours[e->headers[k]] - 1;
        for (unsigned k = 0; k < n; k++)
            pdf_tags_more(p, list[k])->named = true;
        pdf_tags_more(p, a->ours[i] - 1)->headers = list;
        pdf_tags_more(p, a->ours[i] - 1)->header_count = n;
    }
}

static void state_tables(struct pdf *p, const struct annex *a)
{
    for (size_t i = 0; i < a->tree->count; i++) {
        const struct paper_element *e = &a->tree->elements[i];
        if (!a->ours[i] || !is_cell(e->type) || (!e->scope && !e->header_count))
            continue;
        for (uint32_t up = e->parent; up != PAPER_NO_ELEMENT; up = a->tree->elements[up].parent) {
            if (a->tree->elements[up].type != TAG_Table)
                continue;
            pdf_elem_at(p, a->ours[up] - 1)->flags |= ELEM_STATED;
            break;
        }
    }
}

/* The heading is called as the outline calls it. */
static void set_title(struct pdf *p, uint32_t part)
{
    uint32_t block = pdf_elem_at(p, part)->parent;

    for (uint32_t k = pdf_elem_at(p, block)->first; k; k = p->tags->kids.v[k - 1].next) {
        const struct pdf_kid *kid = &p->tags->kids.v[k - 1];
        struct pdf_elem_more *m = kid->page == KID_ELEM ? pdf_elem_at(p, kid->what)->more : NULL;
        for (size_t i = 0; m && m->id && i < p->outlines.n; i++)
            if (p->outlines.v[i].id && strcmp(p->outlines.v[i].id, m->id) == 0)
                m->actual = p->outlines.v[i].title;
    }
}

static void graft(struct pdf *p, size_t first)
{
    const struct paper *paper = p->tags->grafts.v[first].paper;
    struct annex a = {.tree = paper->tree, .part = p->tags->grafts.v[first].part};

    a.grafts = arena_array(p->arena, paper->pages + 1, sizeof *a.grafts);
    a.ours = arena_array(p->arena, a.tree->count + 1, sizeof *a.ours);
    a.kept = arena_array(p->arena, a.tree->count + 1, sizeof *a.kept);
    for (size_t i = first; i < p->tags->grafts.n; i++) {
        struct pdf_graft *g = &p->tags->grafts.v[i];
        if (g->paper != paper)
            continue;
        a.grafts[g->paper_page] = (uint32_t)i + 1;
        g->mark_count = a.tree->marks[g->paper_page];
        g->marks = arena_array(p->arena, g->mark_count + 1, sizeof *g->marks);
    }
    set_title(p, a.part);
    if (a.tree->lang && !(p->info.language && strcmp(p->info.language, a.tree->lang) == 0))
        pdf_tags_more(p, a.part)->lang = a.tree->lang;
    choose(&a, paper);
    for (size_t i = 0; i < a.tree->step_count; i++)
        add_step(p, &a, &a.tree->steps[i]);
    name_headers(p, &a);
    state_tables(p, &a);
}

void pdf_graft_finish(struct pdf *p)
{
    for (size_t i = 0; i < p->tags->grafts.n; i++)
        if (p->tags->grafts.v[i].paper_page == 0)
            graft(p, i);
}
