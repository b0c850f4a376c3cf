/* pdf_tags.c - what of a page belongs to which element of the structure, taken down while it is drawn.
 *
 * Elements follow the tree of formatting objects, not that of areas: so all parts of an object are one element wherever they
 * fall, and footnotes stand where they are called. An element comes to be with its first mark (cells: with their box, because a
 * row needs the empty ones too). All that is no content is an artifact (PDF 32000-1, 14.8.2.2). */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"
#include "text/cjk.h"

/* --- elements --- */

void *pdf_tags_grow(void *v, size_t *cap, size_t size)
{
    *cap = *cap ? *cap + *cap / 2 : 256;
    return xrealloc(v, *cap * size);
}

struct pdf_elem_more *pdf_tags_more(struct pdf *p, uint32_t i)
{
    struct pdf_elem *e = pdf_elem_at(p, i);

    if (!e->more)
        e->more = arena_alloc(p->arena, sizeof *e->more);
    return e->more;
}

void pdf_tags_kid(struct pdf *p, uint32_t parent, struct pdf_kid kid)
{
    struct pdf_tags *t = p->tags;
    struct pdf_elem *e = pdf_elem_at(p, parent);

    *PDF_TAGS_MORE(&t->kids) = kid;
    if (e->last)
        t->kids.v[e->last - 1].next = (uint32_t)t->kids.n;
    else
        e->first = (uint32_t)t->kids.n;
    e->last = (uint32_t)t->kids.n;
}

uint32_t pdf_tags_elem(struct pdf *p, uint32_t parent, uint32_t key, uint8_t type, uint8_t flags)
{
    struct pdf_tags *t = p->tags;
    uint32_t i = (uint32_t)t->elems.n;

    *PDF_TAGS_MORE(&t->elems) = (struct pdf_elem){.key = key, .parent = parent, .type = type, .flags = flags};
    if (i > 0)
        pdf_tags_kid(p, parent, (struct pdf_kid){.key = key, .page = KID_ELEM, .what = i});
    return i;
}

static const char *language_of(struct pdf *p, const struct fo_node *n)
{
    const char *tag = fo_language(p->arena, n, true);

    return tag && pdf_tags_is_name(tag) ? arena_strdup(p->arena, tag) : NULL;
}

static unsigned span_of(const struct fo_node *n, enum fo_prop prop)
{
    int v = fo_integer(n, prop, 1);

    return v > 1 ? (unsigned)v : 1;
}

/* Read as one word: the characters of a label that runs downwards or is spread over its width. */
static bool is_label(const struct fo_node *n)
{
    switch (n->element) {
    case FO_TABLE_CELL:
    case FO_BLOCK_CONTAINER: return fo_enum(n, FO_X_VERTICAL) == FO_K_TRUE;
    case FO_BLOCK:
    case FO_INLINE: return fo_length(n, FO_X_SPREAD).keyword != FO_K_NONE;
    default: return false;
    }
}

static void note_traits(struct pdf *p, uint32_t i, const struct fo_node *n)
{
    bool cell = n->element == FO_TABLE_CELL;
    unsigned rows = cell ? span_of(n, FO_P_NUMBER_ROWS_SPANNED) : 1, columns = cell ? span_of(n, FO_P_NUMBER_COLUMNS_SPANNED) : 1;
    int column = cell ? fo_integer(n, FO_P_COLUMN_NUMBER, 0) : 0;
    const char *id = n->element == FO_BLOCK ? fo_string(n, FO_P_ID) : "";

    if (rows > 1 || columns > 1) {
        pdf_tags_more(p, i)->rows = rows;
        pdf_tags_more(p, i)->columns = columns;
    }
    if (column > 1 && column <= LIMIT_TABLE_COLUMNS)
        pdf_tags_more(p, i)->column = (unsigned)column;
    if (*id)
        pdf_tags_more(p, i)->id = arena_strdup(p->arena, id);
    if (fo_specified(n, FO_P_LANGUAGE))
        pdf_tags_more(p, i)->lang = language_of(p, n);
    if (is_label(n))
        pdf_elem_at(p, i)->flags |= ELEM_COLLECTS;
    if (pdf_elem_at(p, i)->type == TAG_Figure) {
        pdf_tags_more(p, i)->alt = arena_strdup(p->arena, fo_string(n, FO_X_ALT));
        pdf_tags_more(p, i)->loc = n->loc;
        pdf_tags_more(p, i)->loc.file = n->loc.file ? arena_strdup(p->arena, n->loc.file) : NULL;
        pdf_tags_more(p, i)->loc.via_file = n->loc.via_file ? arena_strdup(p->arena, n->loc.via_file) : NULL;
    }
}

static uint32_t element_of(struct pdf *p, const struct fo_node *n);

/* A cell without a fo:table-row, or one that is retrieved into another: the area of its row came before it. */
static uint32_t row_of(struct pdf *p, const struct fo_node *cell)
{
    struct pdf_tags *t = p->tags;

    for (size_t d = t->depth; d > 0; d--) {
        const struct fo_node *n = t->stack[d].node;
        if (n && n->element == FO_TABLE_ROW && t->stack[d].elem >= 0)
            return (uint32_t)t->stack[d].elem;
        if (!t->stack[d].row)
            continue;
        if (t->stack[d].elem < 0)
            t->stack[d].elem = pdf_tags_elem(p, element_of(p, cell->parent), cell->serial, TAG_TR, 0);
        t->row = (uint32_t)t->stack[d].elem;
        break;
    }
    return t->row;
}

static void remember(struct pdf *p, const struct fo_node *n, uint32_t i)
{
    struct pdf_tags *t = p->tags;

    while (t->by_serial.n <= n->serial)
        *PDF_TAGS_MORE(&t->by_serial) = 0;
    t->by_serial.v[n->serial] = i + 1;
}

/* A table's footer is set once, behind its body; entries of a table of contents hold references (14.8.4.3.3). */
static uint32_t add_element(struct pdf *p, const struct fo_node *n, struct pdf_role r)
{
    bool loose = n->element == FO_TABLE_CELL && n->parent && n->parent->element != FO_TABLE_ROW;
    uint32_t parent = loose ? row_of(p, n) : element_of(p, n->parent), key = r.type == TAG_TFoot ? UINT32_MAX : n->serial;

    if ((r.flags & ELEM_BLOCK) && (pdf_elem_at(p, parent)->flags & ELEM_AUTO))
        pdf_elem_at(p, parent)->type = TAG_Div;
    if (r.type == TAG_Link && pdf_elem_at(p, parent)->type == TAG_TOCI)
        parent = pdf_tags_elem(p, parent, key, TAG_Reference, 0);
    uint32_t i = pdf_tags_elem(p, parent, key, r.type, r.flags);
    note_traits(p, i, n);
    return i;
}

/* A table whose role is another one only puts things beside each other: its parts are no elements. */
static bool has_no_table(struct pdf *p, const struct fo_node *n, uint8_t type)
{
    uint8_t up;

    if (type < TAG_TR || type > TAG_TFoot)
        return false;
    up = pdf_elem_at(p, element_of(p, n->parent))->type;
    return up < TAG_Table || up > TAG_TFoot;
}

static uint32_t element_of(struct pdf *p, const struct fo_node *n)
{
    struct pdf_tags *t = p->tags;
    struct pdf_role r;
    uint32_t i;

    if (!n || n->element == FO_ROOT)
        return 0;
    if (n->serial < t->by_serial.n && t->by_serial.v[n->serial])
        return t->by_serial.v[n->serial] - 1;
    r = pdf_tags_role(p, n);
    if (r.type == TAG_COUNT && is_label(n))
        r.type = TAG_Div;
    if (has_no_table(p, n, r.type))
        r.type = TAG_COUNT;
    i = r.type == TAG_COUNT ? element_of(p, n->parent) : add_element(p, n, r);
    remember(p, n, i);
    return i;
}

/* --- areas --- */

static bool has_role(const struct fo_node *n, const char *role)
{
    return fo_specified(n, FO_P_ROLE) && strcmp(fo_string(n, FO_P_ROLE), role) == 0;
}

static bool is_figure(const struct fo_node *n)
{
    switch (n->element) {
    case FO_EXTERNAL_GRAPHIC:
    case FO_INSTREAM_FOREIGN_OBJECT: return true;
    case FO_BLOCK:
    case FO_BLOCK_CONTAINER: return has_role(n, "Figure") && *fo_string(n, FO_X_ALT);
    default: return false;
    }
}

static bool is_body(const struct fo_node *n)
{
    return n && (n->element == FO_TABLE_BODY || n->element == FO_TABLE_HEADER || n->element == FO_TABLE_FOOTER);
}

void pdf_tags_area(struct pdf *p, const struct area *a, enum device_artifact how)
{
    struct pdf_tags *t = p->tags;
    struct pdf_context *up = &t->stack[t->depth], *c = up + 1;

    if (!t->on)
        return;
    t->depth++;
    *c = *up;
    c->row = false;
    c->latest = 0;
    if (up->figure) /* its parts are no elements of their own */
        return;
    if (c->artifact == DEVICE_CONTENT)
        c->artifact = (uint8_t)how;
    if (!a->node) {
        c->row = a->kind == AREA_BOX && is_body(up->node) && c->artifact == DEVICE_CONTENT && a->first_child && a->first_child->node &&
                 a->first_child->node->element == FO_TABLE_CELL;
        if (c->row)
            c->elem = a->first ? -1 : (int64_t)t->row;
        return;
    }
    if (a->node == up->node)
        return;
    c->node = a->node;
    c->elem = -1;
    if (c->artifact == DEVICE_CONTENT && has_role(a->node, "Artifact"))
        c->artifact = DEVICE_ARTIFACT;
    c->figure = c->artifact == DEVICE_CONTENT && is_figure(a->node);
    if (c->artifact == DEVICE_CONTENT && a->kind == AREA_BOX &&
        (a->node->element == FO_TABLE_CELL || a->node->element == FO_TABLE_ROW))
        c->elem = element_of(p, a->node);
}

void pdf_tags_area_end(struct pdf *p)
{
    struct pdf_tags *t = p->tags;

    if (!t->on)
        return;
    t->depth--;
    if (t->stack[t->depth].latest < t->stack[t->depth + 1].latest)
        t->stack[t->depth].latest = t->stack[t->depth + 1].latest;
}

uint32_t pdf_tags_current(struct pdf *p)
{
    struct pdf_context *c = &p->tags->stack[p->tags->depth];

    if (c->elem < 0)
        c->elem = element_of(p, c->node);
    return (uint32_t)c->elem;
}

/* --- marked content --- */

bool pdf_tags_marks(const struct pdf *p)
{
    return p->tags->on && p->at == &p->page;
}

static void begin_artifact(struct pdf *p, uint8_t how)
{
    static const char *const kinds[] = {
        [DEVICE_ARTIFACT] = "/Type/Layout", [DEVICE_PAGINATION] = "/Type/Pagination",
        [DEVICE_HEADER] = "/Type/Pagination/Subtype/Header", [DEVICE_FOOTER] = "/Type/Pagination/Subtype/Footer",
        [DEVICE_BACKGROUND] = "/Type/Background",
    };

    buf_puts(&p->at->out, "/Artifact<<");
    buf_puts(&p->at->out, kinds[how]);
    buf_puts(&p->at->out, ">>BDC\n");
}

static void begin_element(struct pdf *p, uint32_t i)
{
    struct pdf_tags *t = p->tags;
    uint32_t mcid = (uint32_t)t->marks.n, page = (uint32_t)p->pages.n - 1;
    const struct fo_node *n = t->stack[t->depth].node;

    *VEC_PUSH(p->arena, &t->marks) = i;
    t->stack[t->depth].latest = n ? n->serial : pdf_elem_at(p, i)->key;
    pdf_tags_kid(p, i, (struct pdf_kid){.key = t->stack[t->depth].latest, .page = page, .what = mcid});
    buf_putc(&p->at->out, '/');
    /* poppler heeds the text of a mark that is called Span only; what its element is the structure says */
    buf_puts(&p->at->out, t->says ? "Span" : pdf_tags_name(p, pdf_elem_at(p, i)->type));
    buf_puts(&p->at->out, "<</MCID ");
    buf_decimal(&p->at->out, mcid, 0);
    if (t->says) {
        buf_puts(&p->at->out, "/ActualText<FEFF");
        pdf_utf16(&p->at->out, t->says, t->says_len);
        buf_putc(&p->at->out, '>');
    }
    buf_puts(&p->at->out, ">>BDC\n");
}

void pdf_tags_close(struct pdf *p)
{
    struct pdf_tags *t = p->tags;

    if (!pdf_tags_marks(p) || !t->open)
        return;
    if (!t->open_in_text && p->at->in_text) {
        p->at->in_text = false;
        buf_puts(&p->at->out, "ET\n");
    }
    buf_puts(&p->at->out, "EMC\n");
    t->open = 0;
}

void pdf_tags_text_ends(struct pdf *p)
{
    if (pdf_tags_marks(p) && p->tags->open && p->tags->open_in_text)
        pdf_tags_close(p);
}

static void open_mark(struct pdf *p, int64_t target, bool in_text)
{
    struct pdf_tags *t = p->tags;

    t->open = target;
    t->open_in_text = in_text;
    if (target < 0)
        begin_artifact(p, (uint8_t)(-1 - target));
    else
        begin_element(p, (uint32_t)(target - 1));
}

static int64_t text_target(struct pdf *p)
{
    const struct pdf_context *c = &p->tags->stack[p->tags->depth];

    if (c->artifact)
        return -1 - c->artifact;
    return p->tags->part >= 0 ? p->tags->part + 1 : (int64_t)pdf_tags_current(p) + 1;
}

void pdf_tags_text(struct pdf *p)
{
    if (pdf_tags_marks(p) && p->tags->open && p->tags->open != text_target(p))
        pdf_tags_close(p);
    if (!p->at->in_text)
        buf_puts(&p->at->out, "BT\n");
    p->at->in_text = true;
}

void pdf_tags_glyph(struct pdf *p)
{
    if (pdf_tags_marks(p) && !p->tags->open)
        open_mark(p, text_target(p), true);
}

bool pdf_tags_says(struct pdf *p, const char *text, size_t len)
{
    struct pdf_tags *t = p->tags;

    if (!pdf_tags_marks(p) || t->stack[t->depth].artifact)
        return false;
    pdf_tags_close(p);
    t->says = text;
    t->says_len = len;
    pdf_tags_glyph(p);
    t->says = NULL;
    return true;
}

void pdf_tags_extend(struct pdf *p, uint32_t i, mpt x, mpt y, mpt w, mpt h)
{
    struct pdf_elem_more *m = pdf_tags_more(p, i);
    struct pdf_place a = pdf_on_page(p, x, y), b = pdf_on_page(p, x + w, y + h);
    mpt x0 = a.x < b.x ? a.x : b.x, x1 = a.x < b.x ? b.x : a.x, y0 = a.y < b.y ? a.y : b.y, y1 = a.y < b.y ? b.y : a.y;

    if (m->boxed && m->page != a.page)
        return;
    m->x0 = m->boxed && m->x0 < x0 ? m->x0 : x0;
    m->y0 = m->boxed && m->y0 < y0 ? m->y0 : y0;
    m->x1 = m->boxed && m->x1 > x1 ? m->x1 : x1;
    m->y1 = m->boxed && m->y1 > y1 ? m->y1 : y1;
    m->boxed = true;
    m->page = a.page;
}

void pdf_tags_graphic(struct pdf *p, mpt x, mpt y, mpt w, mpt h)
{
    const struct pdf_context *c = &p->tags->stack[p->tags->depth];
    int64_t target;

    pdf_leave_text(p);
    if (!pdf_tags_marks(p))
        return;
    if (c->artifact == DEVICE_CONTENT && c->figure) {
        target = (int64_t)pdf_tags_current(p) + 1;
        pdf_tags_extend(p, (uint32_t)(target - 1), x, y, w, h);
    } else { /* borders and rules of what is content */
        target = -1 - (c->artifact ? c->artifact : DEVICE_ARTIFACT);
    }
    if (p->tags->open != target) {
        pdf_tags_close(p);
        open_mark(p, target, false);
    }
}

uint32_t pdf_tags_field(struct pdf *p, const struct fo_node *n)
{
    struct pdf_tags *t = p->tags;
    const struct pdf_context *c = &t->stack[t->depth];

    if (!t->on)
        return 0;
    pdf_tags_close(p); /* the text behind it is read behind it */
    if (c->artifact) /* in a header, say */
        return pdf_tags_elem(p, 0, UINT32_MAX, TAG_Form, 0);
    return pdf_tags_elem(p, pdf_tags_current(p), c->latest > n->serial ? c->latest : n->serial, TAG_Form, 0);
}

void pdf_tags_empty_mark(struct pdf *p, uint32_t i)
{
    begin_element(p, i);
    buf_puts(&p->at->out, "EMC\n");
}

/* --- pages --- */

void pdf_tags_begin(struct pdf *p)
{
    struct pdf_tags *t = arena_alloc(p->arena, sizeof *t);

    t->on = p->keeps->tagged;
    t->part = -1;
    p->tags = t;
    pdf_tags_elem(p, 0, 0, TAG_Document, 0);
}

void pdf_tags_free(struct pdf *p)
{
    free(p->tags->elems.v);
    free(p->tags->kids.v);
    free(p->tags->by_serial.v);
    free(p->tags->written.v);
    free(p->tags->lists.v);
    free(p->tags->listed.v);
}

void pdf_tags_page(struct pdf *p)
{
    struct pdf_tags *t = p->tags;

    t->depth = 0;
    t->stack[0] = (struct pdf_context){0};
    t->open = 0;
    t->marks.n = 0;
}

void pdf_tags_page_end(struct pdf *p)
{
    struct pdf_tags *t = p->tags;

    pdf_tags_close(p);
    if (t->on)
        *VEC_PUSH(p->arena, &t->pages) =
            (struct pdf_marks){arena_dup(p->arena, t->marks.v, t->marks.n * sizeof *t->marks.v), t->marks.n};
}
