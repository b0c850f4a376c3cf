/* pdf_struct_write.c - the structure tree is given numbers, and goes into object streams without ever being libharu's, because a
 * form has thousands of elements.
 *
 * Most elements are alike: cells and paragraphs with one mark, rows of so many cells. These are written below each other in
 * fields of one width, of which few digits differ from those above, so that a cell costs two bytes (pdf_write_rows()). */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

/* Objects of ours: the root, the parent tree, the names, one of each page, the elements, lists of many kids. */
enum { ROOT, PARENTS, NAMES, PAGES };

/* --- order --- */
enum {
    FEW = 8,       /* no more are alike: they stand among the others */
    MOST_KIDS = 40, /* of a row in a table that is not freakish */
    LONG = 100,    /* kids that are written as rows of their own */
    DIGITS = 10,   /* of a number at most */
    REFS_A_ROW = 2, /* of these: an entry of the index fits in; five take a third more */
    STEP = 5       /* widths of rows are multiples of it, so that their offsets change few digits */
};
_Static_assert((int)MOST_KIDS < (int)PDF_UNLIKE, "PDF_UNLIKE is no number of kids");

static bool has_id(const struct pdf_elem *e)
{
    return e->type == TAG_Note || (e->more && e->more->named);
}

/* As pdf_alike.kids has it. The parent of the document is no element. */
static unsigned likeness(struct pdf *p, uint32_t i)
{
    const struct pdf_elem *e = pdf_elem_at(p, i);
    const struct pdf_ref *list;
    uint32_t n = e->last - e->first;
    if (i == 0 || e->more || has_id(e) || n == 0 || n > MOST_KIDS)
        return PDF_UNLIKE;
    list = &p->tags->lists.v[e->first]; /* a document without content has no lists */
    if (list->page != KID_ELEM)
        return n == 1 && list->page < p->pages.n ? 0 : PDF_UNLIKE;
    for (uint32_t k = 1; k < n; k++)
        if (list[k].page != KID_ELEM)
            return PDF_UNLIKE;
    return n;
}

/* Brings together what is alike, otherwise in document order; those that are like no others come last. */
static void sort_alike(struct pdf *p)
{
    struct pdf_tags *t = p->tags;
    size_t counts[PDF_UNLIKE + 1] = {0}, at[PDF_UNLIKE + 1], next = 0;
    uint32_t *sorted = xcalloc(t->written.n, sizeof *sorted);
    uint8_t *is = xcalloc(t->written.n, 1);

    for (size_t i = 0; i < t->written.n; i++)
        counts[is[i] = (uint8_t)likeness(p, t->written.v[i])]++;
    for (unsigned k = 0; k < PDF_UNLIKE; k++)
        if (counts[k] <= FEW) {
            counts[PDF_UNLIKE] += counts[k];
            counts[k] = 0;
        }
    for (unsigned k = 0; k <= PDF_UNLIKE; k++) {
        at[k] = next;
        next += counts[k];
        if (counts[k])
            *VEC_PUSH(p->arena, &t->alike) = (struct pdf_alike){k, counts[k]};
    }
    for (size_t i = 0; i < t->written.n; i++)
        sorted[at[counts[is[i]] ? is[i] : PDF_UNLIKE]++] = t->written.v[i];
    memcpy(t->written.v, sorted, t->written.n * sizeof *sorted);
    free(sorted);
    free(is);
}

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
    sort_alike(p);
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

static uint32_t number_of(struct pdf *p, uint32_t i)
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
    put_number(b, number_of(p, i));
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
    if (has_id(e)) {
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
        if (!has_id(pdf_elem_at(p, t->written.v[i])))
            continue;
        put_id(p, b, t->written.v[i]);
        put_ref(p, b, t->written.v[i]);
        buf_putc(b, ' ');
    }
    buf_puts(b, "]>>");
}

/* --- alike --- */

static unsigned digits_of(uint32_t v)
{
    unsigned n = 1;

    while (v /= 10)
        n++;
    return n;
}

/* A row of text with places for what is another in each element. */
struct row {
    struct buf text;
    size_t name, parent, page, kids; /* where the fields begin */
    unsigned names, refs, pages, marks; /* their widths */
    uint8_t type;                       /* what stands in them; TAG_COUNT: nothing yet */
    uint32_t up, on;
};

static size_t put_field(struct buf *b, const char *before, unsigned width, const char *behind)
{
    size_t at;

    buf_puts(b, before);
    at = b->n;
    buf_blanks(b, width);
    buf_puts(b, behind);
    return at;
}

/* <</S/TD  /P 1234 0 R/Pg  12 0 R/K  3>> or <</S/TR/P 1234 0 R/K[ 1235 0 R 1236 0 R]>> */
static void make_row(struct row *r, unsigned kids)
{
    r->text.n = 0;
    r->type = TAG_COUNT;
    r->up = r->on = UINT32_MAX;
    r->name = put_field(&r->text, "<</S/", r->names, "");
    r->parent = put_field(&r->text, "/P ", r->refs, " 0 R");
    if (kids == 0) {
        r->page = put_field(&r->text, "/Pg ", r->pages, " 0 R");
        r->kids = put_field(&r->text, "/K ", r->marks, ">>");
    } else {
        r->kids = put_field(&r->text, "/K[", r->refs, " 0 R");
        for (unsigned k = 1; k < kids; k++)
            put_field(&r->text, " ", r->refs, " 0 R");
        buf_puts(&r->text, "]>>");
    }
    put_field(&r->text, "", (unsigned)(STEP - r->text.n % STEP) % STEP, "");
}

static void fill_name(struct pdf *p, struct row *r, uint8_t type)
{
    const char *name = pdf_tags_name(p, type);
    size_t n = strlen(name);

    memcpy(r->text.data + r->name, name, n);
    memset(r->text.data + r->name + n, ' ', r->names - n);
    r->type = type;
}

/* What the element above had too stands there. */
static void fill_row(struct pdf *p, struct row *r, unsigned kids, const struct pdf_elem *e)
{
    const struct pdf_ref *list = &p->tags->lists.v[e->first];
    char *s = r->text.data;

    if (e->type != r->type)
        fill_name(p, r, e->type);
    if (e->parent != r->up)
        pdf_set_number(s + r->parent, r->refs, number_of(p, e->parent));
    r->up = e->parent;
    if (kids == 0) {
        if (list->page != r->on)
            pdf_set_number(s + r->page, r->pages, pdf_number(p->pages.v[list->page].object));
        r->on = list->page;
        pdf_set_number(s + r->kids, r->marks, list->what);
    }
    for (unsigned k = 0; k < kids; k++)
        pdf_set_number(s + r->kids + k * (r->refs + strlen(" 0 R ")), r->refs, pdf_elem_at(p, list[k].what)->number);
}

static void write_alike(struct pdf *p, struct pdf_writer *w, struct row *r, const struct pdf_alike *a, const uint32_t *v)
{
    r->names = 0;
    for (size_t i = 0; i < a->count; i++) {
        unsigned n = (unsigned)strlen(pdf_tags_name(p, pdf_elem_at(p, v[i])->type));
        r->names = n > r->names ? n : r->names;
    }
    make_row(r, a->kids);
    pdf_write_rows(w, (unsigned)r->text.n);
    for (size_t i = 0; i < a->count; i++) {
        fill_row(p, r, a->kids, pdf_elem_at(p, v[i]));
        pdf_write_object(w, pdf_elem_at(p, v[i])->number, r->text.data, r->text.n);
    }
}

/* One of a list of elements; its bracket stands before the first and behind the last. */
static void put_listed(struct pdf *p, struct buf *b, uint32_t elem, bool first, unsigned refs)
{
    static const char end[] = " 0 R";
    char text[1 + DIGITS + sizeof end];

    text[0] = first ? '[' : ' ';
    pdf_set_number(text + 1, refs, number_of(p, elem));
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

static void write_elements(struct pdf *p, struct pdf_writer *w, struct buf *b, struct row *r)
{
    const struct pdf_tags *t = p->tags;
    const uint32_t *v = t->written.v;
    struct buf kids = {0};

    for (size_t a = 0; a < t->alike.n; v += t->alike.v[a++].count) {
        if (t->alike.v[a].kids != PDF_UNLIKE) {
            write_alike(p, w, r, &t->alike.v[a], v);
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
    struct row r = {0};

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
