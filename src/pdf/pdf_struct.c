/* pdf_struct.c - the structure tree as it is written: what the pages have taken down is put in order, made smaller and given
 * numbers; then it goes into object streams without ever being libharu's, because a form has thousands of elements.
 *
 * A block around blocks is no element, nor is the only paragraph of a cell. Headings take their level from the outline, or
 * their role, counted from that of the last heading which the outline has; and none is left out between two. */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

/* --- order --- */

static int by_key(const void *a, const void *b)
{
    const struct pdf_kid *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->next < y->next ? -1 : 1; /* as they came */
}

struct pdf_kids pdf_struct_kids(struct pdf *p, uint32_t i)
{
    struct pdf_tags *t = p->tags;
    struct pdf_kids out = {0};
    bool sorted = true;
    uint32_t n = 0;

    for (uint32_t k = pdf_elem_at(p, i)->first; k; k = t->kids.v[k - 1].next)
        out.n++;
    out.v = xcalloc(out.n + 1, sizeof *out.v);
    for (uint32_t k = pdf_elem_at(p, i)->first; k; k = t->kids.v[k - 1].next) {
        out.v[n] = t->kids.v[k - 1];
        out.v[n].next = n;
        sorted &= n == 0 || out.v[n].key >= out.v[n - 1].key;
        n++;
    }
    if (!sorted)
        qsort(out.v, out.n, sizeof *out.v, by_key);
    return out;
}

/* --- what becomes of the elements --- */

static bool is_inline(struct pdf *p, const struct pdf_kid *k)
{
    return k->page != KID_ELEM || !(pdf_elem_at(p, k->what)->flags & ELEM_BLOCK);
}

static void adopt(struct pdf *p, uint32_t by, struct pdf_kid kid)
{
    kid.next = 0;
    pdf_tags_kid(p, by, kid);
    if (kid.page == KID_ELEM)
        pdf_elem_at(p, kid.what)->parent = by;
    else if (kid.page != KID_LINK && kid.page != KID_FIELD)
        p->tags->pages.v[kid.page].v[kid.what] = by;
}

/* Text between the blocks of a block: paragraphs. */
static void wrap_text(struct pdf *p, uint32_t i)
{
    struct pdf_kids kids = pdf_struct_kids(p, i);
    uint32_t paragraph = 0;

    pdf_elem_at(p, i)->first = pdf_elem_at(p, i)->last = 0;
    for (size_t k = 0; k < kids.n; k++) {
        if (!is_inline(p, &kids.v[k])) {
            adopt(p, i, kids.v[k]);
            paragraph = 0;
            continue;
        }
        if (!paragraph)
            paragraph = pdf_tags_elem(p, i, kids.v[k].key, TAG_P, ELEM_AUTO | ELEM_BLOCK);
        adopt(p, paragraph, kids.v[k]);
    }
    free(kids.v);
}

static bool is_bare(const struct pdf_elem *e)
{
    return !e->more || (!e->more->alt && !e->more->actual && !e->more->lang && !e->more->text.n);
}

/* Paragraphs in it are its lines. */
static bool is_paragraph(uint8_t type)
{
    return type == TAG_P || (type >= TAG_H && type <= TAG_H6);
}

static bool holds_text(uint8_t type)
{
    return type == TAG_TD || type == TAG_TH || type == TAG_LBody || type == TAG_Lbl || type == TAG_Caption || type == TAG_Note ||
           type == TAG_TOCI;
}

/* The only paragraph of a cell or an entry, or of a figure, says nothing itself. */
static void merge_paragraph(struct pdf *p, uint32_t i)
{
    struct pdf_elem *e = pdf_elem_at(p, i), *up = pdf_elem_at(p, e->parent);
    bool only = up->first == up->last, figure = false;

    if (e->type != TAG_P || !(e->flags & ELEM_AUTO))
        return;
    if (e->first == e->last && e->first) {
        const struct pdf_kid *k = &p->tags->kids.v[e->first - 1];
        figure = k->page == KID_ELEM && pdf_elem_at(p, k->what)->type == TAG_Figure;
    }
    if (!is_paragraph(up->type) && !(only && holds_text(up->type)) && !(figure && is_bare(e)))
        return;
    e->flags |= ELEM_GONE;
    if (figure)
        return;
    up->han = (uint16_t)(up->han + e->han < UINT16_MAX ? up->han + e->han : UINT16_MAX);
    up->latin = (uint16_t)(up->latin + e->latin < UINT16_MAX ? up->latin + e->latin : UINT16_MAX);
    if (!is_bare(e)) {
        struct pdf_elem_more *to = pdf_tags_more(p, e->parent), *from = pdf_elem_at(p, i)->more;
        to->lang = to->lang ? to->lang : from->lang;
        to->text.v = to->text.n ? to->text.v : from->text.v;
        to->text.n = to->text.n ? to->text.n : from->text.n;
    }
}

/* --- headings --- */

static int by_id(const void *a, const void *b)
{
    const struct pdf_outline *const *x = a, *const *y = b;

    return strcmp((*x)->id, (*y)->id);
}

struct headings {
    const struct pdf_outline **by_id;
    size_t n;
    int last; /* level */
    int below; /* how much deeper the last heading of the outline lies than its role says */
};

static void sort_outline(struct pdf *p, struct headings *h)
{
    h->by_id = arena_array(p->arena, p->outlines.n, sizeof *h->by_id);
    for (size_t i = 0; i < p->outlines.n; i++)
        if (p->outlines.v[i].id)
            h->by_id[h->n++] = &p->outlines.v[i];
    qsort(h->by_id, h->n, sizeof *h->by_id, by_id);
}

static int level_of(struct headings *h, const struct pdf_elem *e)
{
    struct pdf_outline key = {.id = e->more ? e->more->id : NULL}, *wanted = &key;
    bool titled = e->type >= TAG_H1 && e->type <= TAG_H6;
    const struct pdf_outline **found = NULL;
    int role = titled ? e->type - TAG_H1 + 1 : e->type == TAG_H ? 1 : 0;

    if (key.id && (titled || (e->type == TAG_P && (e->flags & ELEM_AUTO))))
        found = bsearch(&wanted, h->by_id, h->n, sizeof *h->by_id, by_id);
    if (found && titled)
        h->below = (*found)->depth + 1 - role;
    return found ? (*found)->depth + 1 : role && role + h->below > 1 ? role + h->below : role ? 1 : 0;
}

static void set_level(struct pdf *p, struct headings *h, uint32_t i)
{
    int level = level_of(h, pdf_elem_at(p, i));

    if (level == 0)
        return;
    level = level > h->last + 1 ? h->last + 1 : level;
    level = level > 6 ? 6 : level;
    pdf_elem_at(p, i)->type = (uint8_t)(TAG_H1 + level - 1);
    h->last = level;
}

/* --- texts --- */

/* A label as one word: the blanks that spread it are left out. */
static const char *label_text(struct pdf *p, const char *s, size_t n)
{
    struct buf b = {0};
    char *out;

    for (size_t i = 0; i < n; i++) {
        if (i + 3 <= n && memcmp(s + i, "　", 3) == 0)
            i += 2;
        else if (s[i] != ' ' || (b.n && (unsigned char)b.data[b.n - 1] < 0x80 && i + 1 < n && (unsigned char)s[i + 1] < 0x80))
            buf_putc(&b, s[i]);
    }
    out = buf_keep(&b, p->arena);
    return out;
}

/* A passage in Latin letters alone is taken for English where the document is not: 12 letters are more than an abbreviation. */
static void set_texts(struct pdf *p, uint32_t i)
{
    struct pdf_elem *e = pdf_elem_at(p, i);
    bool chinese = p->info.language && strncmp(p->info.language, "zh", 2) == 0;

    if (e->more && e->more->text.n)
        e->more->actual = label_text(p, e->more->text.v, e->more->text.n);
    if (chinese && e->han == 0 && e->latin >= 12 && !(e->more && e->more->lang))
        pdf_tags_more(p, i)->lang = "en";
}

/* A figure without a text is named where it stands, and nothing is promised to those who listen. */
static void need_alternate(struct pdf *p, const struct pdf_elem *e)
{
    if (e->type != TAG_Figure || (e->more && e->more->alt && *e->more->alt))
        return;
    diag(p->base.diag, PDF_NO_ALTERNATE, e->more ? &e->more->loc : NULL);
    p->tags->complete = false;
}

/* --- one walk --- */

static void arrange(struct pdf *p, uint32_t i, struct headings *h, unsigned depth)
{
    if (depth > 3 * LIMIT_DEPTH)
        return;
    if (pdf_elem_at(p, i)->type == TAG_Div && (pdf_elem_at(p, i)->flags & ELEM_AUTO)) {
        wrap_text(p, i);
        if (is_bare(pdf_elem_at(p, i)))
            pdf_elem_at(p, i)->flags |= ELEM_GONE;
    }
    if (pdf_elem_at(p, i)->type == TAG_Table)
        pdf_table_arrange(p, i);
    merge_paragraph(p, i);
    if (!(pdf_elem_at(p, i)->flags & ELEM_GONE)) {
        set_level(p, h, i);
        need_alternate(p, pdf_elem_at(p, i));
        *VEC_PUSH(p->arena, &p->tags->written) = i;
    }
    struct pdf_kids kids = pdf_struct_kids(p, i);
    for (size_t k = 0; k < kids.n; k++)
        if (kids.v[k].page == KID_ELEM)
            arrange(p, kids.v[k].what, h, depth + 1);
    free(kids.v);
    set_texts(p, i);
}

/* Objects of ours: the root, the parent tree, the names, one of each page, the elements. */
enum { ROOT, PARENTS, NAMES, PAGES };

void pdf_struct_arrange(struct pdf *p)
{
    struct pdf_tags *t = p->tags;
    struct headings h = {0};

    if (!t->on)
        return;
    t->complete = true;
    sort_outline(p, &h);
    arrange(p, 0, &h, 0);
}

void pdf_struct_number(struct pdf *p)
{
    struct pdf_tags *t = p->tags;

    if (!t->on)
        return;
    t->numbers = (uint32_t)p->doc->xref->entries->count;
    p->own = (unsigned)(PAGES + t->pages.n + t->written.n);
    for (size_t i = 0; i < t->written.n; i++)
        pdf_elem_at(p, t->written.v[i])->number = t->numbers + PAGES + (uint32_t)(t->pages.n + i);
}

/* --- written --- */

static uint32_t standing(struct pdf *p, uint32_t i)
{
    while (i && (pdf_elem_at(p, i)->flags & ELEM_GONE))
        i = pdf_elem_at(p, i)->parent;
    return i;
}

static void put_ref(struct pdf *p, struct buf *b, uint32_t i)
{
    buf_decimal(b, pdf_elem_at(p, standing(p, i))->number, 0);
    buf_puts(b, " 0 R");
}

static void put_page(struct pdf *p, struct buf *b, uint32_t page)
{
    buf_puts(b, "/Pg ");
    buf_decimal(b, pdf_number(p->pages.v[page].object), 0);
    buf_puts(b, " 0 R");
}

static void put_annotation(struct pdf *p, struct buf *b, unsigned object, unsigned page)
{
    buf_printf(b, "<</Type/OBJR/Obj %u 0 R/Pg %u 0 R>>", object, pdf_number(p->pages.v[page].object));
}

/* The kids of i and of those in it that are gone. own: the page of its plain MCIDs. */
static void put_kids(struct pdf *p, struct buf *b, uint32_t i, uint32_t *own, unsigned *count)
{
    struct pdf_kids kids = pdf_struct_kids(p, i);

    for (size_t k = 0; k < kids.n; k++) {
        const struct pdf_kid *kid = &kids.v[k];
        if (kid->page == KID_ELEM && (pdf_elem_at(p, kid->what)->flags & ELEM_GONE)) {
            put_kids(p, b, kid->what, own, count);
            continue;
        }
        if ((*count)++)
            buf_putc(b, ' ');
        if (kid->page == KID_ELEM) {
            put_ref(p, b, kid->what);
        } else if (kid->page == KID_LINK) {
            put_annotation(p, b, p->links.v[kid->what].object, p->links.v[kid->what].box.page);
        } else if (kid->page == KID_FIELD) {
            put_annotation(p, b, p->fields.v[kid->what].object, p->fields.v[kid->what].box.page);
        } else {
            *own = *own == UINT32_MAX ? kid->page : *own;
            if (*own == kid->page)
                buf_decimal(b, kid->what, 0);
            else
                buf_printf(b, "<</Type/MCR/Pg %u 0 R/MCID %u>>", pdf_number(p->pages.v[kid->page].object), kid->what);
        }
    }
    free(kids.v);
}

static void put_id(struct pdf *p, struct buf *b, uint32_t i)
{
    buf_printf(b, "(%08u)", pdf_elem_at(p, i)->number);
}

static bool has_id(const struct pdf_elem *e)
{
    return e->type == TAG_Note || (e->more && e->more->named);
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
        buf_printf(b, "/Scope/%s", m->scope == 'C' ? "Column" : "Row");
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
    if (m->lang)
        buf_printf(b, "/Lang(%s)", m->lang);
}

static void put_elem(struct pdf *p, struct buf *b, uint32_t i)
{
    const struct pdf_elem *e = pdf_elem_at(p, i);
    struct buf kids = {0};
    uint32_t page = UINT32_MAX;
    unsigned count = 0;

    put_kids(p, &kids, i, &page, &count);
    buf_puts(b, "<</S/");
    buf_puts(b, pdf_tags_name(p, e->type));
    buf_puts(b, "/P ");
    if (i)
        put_ref(p, b, e->parent);
    else
        buf_printf(b, "%u 0 R", p->tags->numbers + ROOT);
    if (page != UINT32_MAX)
        put_page(p, b, page);
    if (e->more)
        put_more(p, b, e);
    if (has_id(e)) {
        buf_puts(b, "/ID");
        put_id(p, b, i);
    }
    if (count) {
        buf_puts(b, count == 1 ? "/K " : "/K[");
        buf_add(b, kids.data, kids.n);
    }
    buf_puts(b, count > 1 ? "]>>" : ">>");
    buf_free(&kids);
}

static void put_root(struct pdf *p, struct buf *b)
{
    const struct pdf_tags *t = p->tags;

    buf_printf(b, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu/IDTree %u 0 R", pdf_elem_at(p, 0)->number,
               t->numbers + PARENTS, t->pages.n + p->links.n + p->fields.n, t->numbers + NAMES);
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

static void put_marks(struct pdf *p, struct buf *b, const struct pdf_marks *m)
{
    buf_putc(b, '[');
    for (size_t i = 0; i < m->n; i++) {
        put_ref(p, b, m->v[i]);
        buf_putc(b, ' ');
    }
    buf_putc(b, ']');
}

static void write_one(struct pdf_writer *w, uint32_t number, struct buf *b)
{
    pdf_write_object(w, number, b->data, b->n);
    b->n = 0;
}

void pdf_struct_write(struct pdf *p, struct pdf_writer *w)
{
    const struct pdf_tags *t = p->tags;
    struct buf b = {0};

    if (!t->on)
        return;
    put_root(p, &b);
    write_one(w, t->numbers + ROOT, &b);
    put_parents(p, &b);
    write_one(w, t->numbers + PARENTS, &b);
    put_names(p, &b);
    write_one(w, t->numbers + NAMES, &b);
    for (size_t i = 0; i < t->pages.n; i++) {
        put_marks(p, &b, &t->pages.v[i]);
        write_one(w, t->numbers + PAGES + (uint32_t)i, &b);
    }
    for (size_t i = 0; i < t->written.n; i++) {
        put_elem(p, &b, t->written.v[i]);
        write_one(w, pdf_elem_at(p, t->written.v[i])->number, &b);
    }
    buf_free(&b);
}

void pdf_struct_catalog(struct pdf *p, struct buf *b)
{
    if (p->tags->on)
        buf_printf(b, "/MarkInfo <</Marked true>> /StructTreeRoot %u 0 R ", p->tags->numbers + ROOT);
}
