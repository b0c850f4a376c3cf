/* pdf_struct_write.c - the structure tree is given numbers, and goes into object streams without ever being libharu's, because a
 * form has thousands of elements. */
#include <string.h>

#include "pdf/pdf_int.h"

/* Objects of ours: the root, the parent tree, the names, one of each page, the elements, lists of many kids. */
enum { ROOT, PARENTS, NAMES, PAGES };

/* --- order --- */
enum {
    LONG = 100,    /* kids that are written as rows of their own */
    DIGITS = 10,   /* of a number at most */
    REFS_A_ROW = 2 /* of these: an entry of the index fits in; five take a third more */
};

/* A table's rows, say: as rows of their own they take a quarter. */
static bool is_long(struct pdf *p, uint32_t i)
{
    const struct pdf_elem *e = pdf_elem_at(p, i);
    bool elements = e->last - e->first >= LONG;

    for (uint32_t k = e->first; elements && k < e->last; k++)
        elements = p->tags->lists.v[k].page == KID_ELEM;
    return elements;
}

void pdf_struct_number(struct pdf *p)
{
    struct pdf_tags *t = p->tags;

    if (!t->on)
        return;
    pdf_struct_sort_alike(p);
    t->numbers = (uint32_t)p->doc->xref->entries->count;
    for (size_t i = 0; i < t->written.n; i++)
        if (is_long(p, t->written.v[i]))
            *VEC_PUSH(p->arena, &t->longs) = t->written.v[i];
    p->own = (unsigned)(PAGES + t->pages.n + t->written.n + t->longs.n);
    for (size_t i = 0; i < t->written.n; i++)
        pdf_elem_at(p, t->written.v[i])->number = t->numbers + PAGES + (uint32_t)(t->pages.n + i);
}

/* --- one by one --- */

static uint32_t standing(struct pdf *p, uint32_t i)
{
    while (i && (pdf_elem_at(p, i)->flags & ELEM_GONE))
        i = pdf_elem_at(p, i)->parent;
    return i;
}

uint32_t pdf_elem_number(struct pdf *p, uint32_t i)
{
    return pdf_elem_at(p, standing(p, i))->number;
}

static void put_number(struct buf *b, uint32_t object)
{
    buf_decimal(b, object, 0);
    buf_puts(b, " 0 R");
}

static void put_ref(struct pdf *p, struct buf *b, uint32_t i)
{
    put_number(b, pdf_elem_number(p, i));
}

static void put_page(struct pdf *p, struct buf *b, uint32_t page)
{
    buf_puts(b, "/Pg ");
    put_number(b, pdf_number(p->pages.v[page].object));
}

static void put_annotation(struct pdf *p, struct buf *b, unsigned object, unsigned page)
{
    buf_printf(b, "<</Type/OBJR/Obj %u 0 R/Pg %u 0 R>>", object, pdf_number(p->pages.v[page].object));
}

/* In the content of an annex's page. */
static void put_graft_mark(struct pdf *p, struct buf *b, const struct pdf_graft *g, uint32_t mark)
{
    buf_printf(b, "<</Type/MCR/Pg %u 0 R/Stm %u 0 R/MCID %u>>", pdf_number(p->pages.v[g->page].object), g->object, mark);
}

/* own: the page of its plain MCIDs. */
static void put_kids(struct pdf *p, struct buf *b, const struct pdf_elem *e, uint32_t *own)
{
    for (uint32_t k = e->first; k < e->last; k++) {
        struct pdf_ref kid = p->tags->lists.v[k];
        if (k > e->first)
            buf_putc(b, ' ');
        if (kid.page == KID_ELEM) {
            put_ref(p, b, kid.what);
        } else if (kid.page == KID_LINK) {
            put_annotation(p, b, p->links.v[kid.what].object, p->links.v[kid.what].box.page);
        } else if (kid.page == KID_FIELD) {
            put_annotation(p, b, p->fields.v[kid.what].object, p->fields.v[kid.what].box.page);
        } else if (kid.page >= KID_GRAFT) {
            put_graft_mark(p, b, &p->tags->grafts.v[kid.page - KID_GRAFT], kid.what);
        } else {
            *own = *own == UINT32_MAX ? kid.page : *own;
            if (*own == kid.page)
                buf_decimal(b, kid.what, 0);
            else
                buf_printf(b, "<</Type/MCR/Pg %u 0 R/MCID %u>>", pdf_number(p->pages.v[kid.page].object), kid.what);
        }
    }
}

static void put_id(struct pdf *p, struct buf *b, uint32_t i)
{
    buf_printf(b, "(%08u)", pdf_elem_at(p, i)->number);
}

static void put_cell(struct pdf *p, struct buf *b, const struct pdf_elem_more *m)
{
    if (m->rows <= 1 && m->columns <= 1 && !m->scope && !m->header_count)
        return;
    buf_puts(b, "/A<</O/Table");
    if (m->rows > 1)
        buf_printf(b, "/RowSpan %u", m->rows);
    if (m->columns > 1)
        buf_printf(b, "/ColSpan %u", m->columns);
    if (m->scope)
        buf_printf(b, "/Scope/%s", m->scope == 'C' ? "Column" : m->scope == 'R' ? "Row" : "Both");
    if (m->header_count)
        buf_puts(b, "/Headers[");
    for (unsigned k = 0; k < m->header_count; k++)
        put_id(p, b, m->headers[k]);
    buf_puts(b, m->header_count ? "]>>" : ">>");
}

static void put_box(struct pdf *p, struct buf *b, const struct pdf_elem_more *m)
{
    int64_t edges[] = {m->x0, (int64_t)p->heights.v[m->page] - m->y1, m->x1, (int64_t)p->heights.v[m->page] - m->y0};

    buf_puts(b, "/A<</O/Layout/BBox[");
    for (int k = 0; k < 4; k++) {
        if (k)
            buf_putc(b, ' ');
        buf_decimal(b, edges[k], 3);
    }
    buf_puts(b, "]>>");
}

static void put_more(struct pdf *p, struct buf *b, const struct pdf_elem *e)
{
    const struct pdf_elem_more *m = e->more;

    if (e->type == TAG_TD || e->type == TAG_TH)
        put_cell(p, b, m);
    if (e->type == TAG_L && m->labelled)
        buf_printf(b, "/A<</O/List/ListNumbering/%s>>", m->numbering ? m->numbering : "None");
    if (e->type == TAG_Figure && m->boxed)
        put_box(p, b, m);
    pdf_text_string(b, "Alt", m->alt);
    pdf_text_string(b, "ActualText", m->actual);
    pdf_text_string(b, "E", m->expansion);
    if (m->lang)
        buf_printf(b, "/Lang(%s)", m->lang);
}

static uint32_t number_of_list(const struct pdf *p, size_t i)
{
    const struct pdf_tags *t = p->tags;

    return t->numbers + PAGES + (uint32_t)(t->pages.n + t->written.n + i);
}

static void put_elem(struct pdf *p, struct buf *b, struct buf *kids, uint32_t i)
{
    const struct pdf_elem *e = pdf_elem_at(p, i);
    uint32_t page = UINT32_MAX, count = e->last - e->first;

    bool apart = p->tags->longs_named < p->tags->longs.n && p->tags->longs.v[p->tags->longs_named] == i;

    kids->n = 0;
    if (apart)
        put_number(kids, number_of_list(p, p->tags->longs_named++));
    else
        put_kids(p, kids, e, &page);
    buf_puts(b, "<</S/");
    buf_puts(b, pdf_tags_name(p, e->type));
    buf_puts(b, "/P ");
    if (i)
        put_ref(p, b, e->parent);
    else
        put_number(b, p->tags->numbers + ROOT);
    if (page != UINT32_MAX)
        put_page(p, b, page);
    if (e->more)
        put_more(p, b, e);
    if (pdf_elem_has_id(e)) {
        buf_puts(b, "/ID");
        put_id(p, b, i);
    }
    if (count) {
        buf_puts(b, count == 1 || apart ? "/K " : "/K[");
        buf_add(b, kids->data, kids->n);
    }
    buf_puts(b, count > 1 && !apart ? "]>>" : ">>");
}

static void put_root(struct pdf *p, struct buf *b)
{
    const struct pdf_tags *t = p->tags;

    buf_printf(b, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu/IDTree %u 0 R", pdf_elem_at(p, 0)->number,
               t->numbers + PARENTS, t->pages.n + p->links.n + p->fields.n + t->grafts.n, t->numbers + NAMES);
    if (t->custom.n)
        buf_puts(b, "/RoleMap<<");
    for (size_t i = 0; i < t->custom.n; i++)
        buf_printf(b, "/%s/%s", t->custom.v[i], t->custom_block.v[i] ? "P" : "Span");
    buf_puts(b, t->custom.n ? ">>>>" : ">>");
}

static void put_parents(struct pdf *p, struct buf *b)
{
    const struct pdf_tags *t = p->tags;

    buf_puts(b, "<</Nums[");
    for (size_t i = 0; i < t->pages.n; i++)
        buf_printf(b, "%zu %zu 0 R ", i, t->numbers + PAGES + i);
    for (size_t i = 0; i < p->links.n; i++) {
        if (!p->links.v[i].object)
            continue;
        buf_printf(b, "%zu ", t->pages.n + i);
        put_ref(p, b, p->links.v[i].elem);
        buf_putc(b, ' ');
    }
    for (size_t i = 0; i < p->fields.n; i++) {
        buf_printf(b, "%zu ", t->pages.n + p->links.n + i);
        put_ref(p, b, p->fields.v[i].elem);
        buf_putc(b, ' ');
    }
    for (size_t i = 0; i < t->grafts.n; i++) {
        buf_printf(b, "%u [", pdf_graft_key(p, i));
        for (size_t k = 0; k < t->grafts.v[i].mark_count; k++) {
            buf_puts(b, k ? " " : "");
            put_ref(p, b, t->grafts.v[i].marks[k]);
        }
        buf_puts(b, "] ");
    }
    buf_puts(b, "]>>");
}

static void put_names(struct pdf *p, struct buf *b)
{
    const struct pdf_tags *t = p->tags;

    buf_puts(b, "<</Names[");
    for (size_t i = 0; i < t->written.n; i++) {
        if (!pdf_elem_has_id(pdf_elem_at(p, t->written.v[i])))
            continue;
        put_id(p, b, t->written.v[i]);
        put_ref(p, b, t->written.v[i]);
        buf_putc(b, ' ');
    }
    buf_puts(b, "]>>");
}

/* --- lists --- */

static unsigned digits_of(uint32_t v)
{
    unsigned n = 1;

    while (v /= 10)
        n++;
    return n;
}

/* One of a list of elements; its bracket stands before the first and behind the last. */
static void put_listed(struct pdf *p, struct buf *b, uint32_t elem, bool first, unsigned refs)
{
    static const char end[] = " 0 R";
    char text[1 + DIGITS + sizeof end];

    text[0] = first ? '[' : ' ';
    pdf_set_number(text + 1, refs, pdf_elem_number(p, elem));
    memcpy(text + 1 + refs, end, sizeof end - 1);
    buf_add(b, text, refs + sizeof end);
}

/* The elements of a page's marks. */
static void put_marks(struct pdf *p, struct buf *b, const struct pdf_marks *m, unsigned refs)
{
    for (size_t i = 0; i < m->n; i++)
        put_listed(p, b, m->v[i], i == 0, refs);
    buf_puts(b, m->n ? "]" : "[]");
}

static void put_long(struct pdf *p, struct buf *b, const struct pdf_elem *e, unsigned refs)
{
    for (uint32_t k = e->first; k < e->last; k++)
        put_listed(p, b, p->tags->lists.v[k].what, k == e->first, refs);
    buf_putc(b, ']');
}

/* --- the whole --- */

static void write_one(struct pdf_writer *w, uint32_t number, struct buf *b)
{
    pdf_write_object(w, number, b->data, b->n);
    b->n = 0;
}

static void write_lists(struct pdf *p, struct pdf_writer *w, struct buf *b, unsigned refs)
{
    const struct pdf_tags *t = p->tags;

    pdf_write_rows(w, REFS_A_ROW * (refs + (unsigned)strlen("  0 R")));
    for (size_t i = 0; i < t->pages.n; i++) {
        put_marks(p, b, &t->pages.v[i], refs);
        write_one(w, t->numbers + PAGES + (uint32_t)i, b);
    }
    for (size_t i = 0; i < t->longs.n; i++) {
        put_long(p, b, pdf_elem_at(p, t->longs.v[i]), refs);
        write_one(w, number_of_list(p, i), b);
    }
}

static void write_elements(struct pdf *p, struct pdf_writer *w, struct buf *b, struct pdf_row *r)
{
    const struct pdf_tags *t = p->tags;
    const uint32_t *v = t->written.v;
    struct buf kids = {0};

    for (size_t a = 0; a < t->alike.n; v += t->alike.v[a++].count) {
        if (t->alike.v[a].kids != PDF_UNLIKE) {
            pdf_struct_write_alike(p, w, r, &t->alike.v[a], v);
            continue;
        }
        pdf_write_rows(w, 0);
        for (size_t i = 0; i < t->alike.v[a].count; i++) {
            put_elem(p, b, &kids, v[i]);
            write_one(w, pdf_elem_at(p, v[i])->number, b);
        }
    }
    buf_free(&kids);
}

void pdf_struct_write(struct pdf *p, struct pdf_writer *w)
{
    const struct pdf_tags *t = p->tags;
    struct buf b = {0};
    struct pdf_row r = {0};

    if (!t->on)
        return;
    put_root(p, &b);
    write_one(w, t->numbers + ROOT, &b);
    put_parents(p, &b);
    write_one(w, t->numbers + PARENTS, &b);
    put_names(p, &b);
    write_one(w, t->numbers + NAMES, &b);
    r.refs = digits_of(t->numbers + p->own);
    for (size_t i = 0; i < t->pages.n; i++) {
        r.pages = pdf_number(p->pages.v[i].object) > r.pages ? pdf_number(p->pages.v[i].object) : r.pages;
        r.marks = t->pages.v[i].n > r.marks ? (unsigned)t->pages.v[i].n : r.marks;
    }
    r.pages = digits_of(r.pages);
    r.marks = digits_of(r.marks);
    write_lists(p, w, &b, r.refs);
    write_elements(p, w, &b, &r);
    pdf_write_rows(w, 0);
    buf_free(&r.text);
    buf_free(&b);
}

void pdf_struct_catalog(struct pdf *p, struct buf *b)
{
    if (p->tags->on)
        buf_printf(b, "/MarkInfo <</Marked true>> /StructTreeRoot %u 0 R ", p->tags->numbers + ROOT);
}
