/* pdf_struct_alike.c - most structure elements are alike: cells and paragraphs with one mark, rows of so many cells. They are
 * written below each other in fields of one width, of which few digits differ from those above, so that a cell costs two bytes
 * (pdf_write_rows()). */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum {
    FEW = 8,        /* no more are alike: they stand among the others */
    MOST_KIDS = 40, /* of a row in a table that is not freakish */
    STEP = 5        /* widths of rows are multiples of it, so that their offsets change few digits */
};
_Static_assert((int)MOST_KIDS < (int)PDF_UNLIKE, "PDF_UNLIKE is no number of kids");

bool pdf_elem_has_id(const struct pdf_elem *e)
{
    return e->type == TAG_Note || (e->more && e->more->named);
}

/* As pdf_alike.kids has it. The parent of the document is no element. */
static unsigned likeness(struct pdf *p, uint32_t i)
{
    const struct pdf_elem *e = pdf_elem_at(p, i);
    const struct pdf_ref *list;
    uint32_t n = e->last - e->first;
    if (i == 0 || e->more || pdf_elem_has_id(e) || n == 0 || n > MOST_KIDS)
        return PDF_UNLIKE;
    list = &p->tags->lists.v[e->first]; /* a document without content has no lists */
    if (list->page != KID_ELEM)
        return n == 1 && list->page < p->pages.n ? 0 : PDF_UNLIKE;
    for (uint32_t k = 1; k < n; k++)
        if (list[k].page != KID_ELEM)
            return PDF_UNLIKE;
    return n;
}

void pdf_struct_sort_alike(struct pdf *p)
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
static void make_row(struct pdf_row *r, unsigned kids)
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

static void fill_name(struct pdf *p, struct pdf_row *r, uint8_t type)
{
    const char *name = pdf_tags_name(p, type);
    size_t n = strlen(name);

    memcpy(r->text.data + r->name, name, n);
    memset(r->text.data + r->name + n, ' ', r->names - n);
    r->type = type;
}

/* What the element above had too stands there. */
static void fill_row(struct pdf *p, struct pdf_row *r, unsigned kids, const struct pdf_elem *e)
{
    const struct pdf_ref *list = &p->tags->lists.v[e->first];
    char *s = r->text.data;

    if (e->type != r->type)
        fill_name(p, r, e->type);
    if (e->parent != r->up)
        pdf_set_number(s + r->parent, r->refs, pdf_elem_number(p, e->parent));
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

void pdf_struct_write_alike(struct pdf *p, struct pdf_writer *w, struct pdf_row *r, const struct pdf_alike *a, const uint32_t *v)
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
