/* pdf_struct.c - the structure tree as it is to be: what the pages have taken down is put in order and made smaller.
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

static bool is_in_order(struct pdf *p, uint32_t i, uint32_t *n)
{
    const struct pdf_kid *v = p->tags->kids.v;
    uint32_t last = 0;
    bool good = true;

    for (uint32_t k = pdf_elem_at(p, i)->first; k; k = v[k - 1].next, ++*n) {
        good &= v[k - 1].key >= last;
        last = v[k - 1].key;
    }
    return good;
}

/* The kids change places among themselves; most stand right as they came. */
static void put_in_order(struct pdf *p, uint32_t i)
{
    struct pdf_kid *v = p->tags->kids.v, *copy;
    uint32_t n = 0, at = 0;

    if (is_in_order(p, i, &n))
        return;
    copy = xcalloc(n, sizeof *copy);
    for (uint32_t k = pdf_elem_at(p, i)->first; k; k = v[k - 1].next, at++) {
        copy[at] = v[k - 1];
        copy[at].next = at;
    }
    qsort(copy, n, sizeof *copy, by_key);
    at = 0;
    for (uint32_t k = pdf_elem_at(p, i)->first; k; k = v[k - 1].next, at++) {
        copy[at].next = v[k - 1].next;
        v[k - 1] = copy[at];
    }
    free(copy);
}

struct pdf_kids pdf_struct_kids(struct pdf *p, uint32_t i)
{
    const struct pdf_tags *t = p->tags;
    struct pdf_kids out = {0};
    uint32_t n = 0;

    put_in_order(p, i);
    for (uint32_t k = pdf_elem_at(p, i)->first; k; k = t->kids.v[k - 1].next)
        out.n++;
    out.v = xcalloc(out.n + 1, sizeof *out.v);
    for (uint32_t k = pdf_elem_at(p, i)->first; k; k = t->kids.v[k - 1].next)
        out.v[n++] = t->kids.v[k - 1];
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
    else if (kid.page < KID_GRAFT)
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

static uint16_t add(uint16_t a, uint16_t b)
{
    return (uint16_t)(a + b < UINT16_MAX ? a + b : UINT16_MAX);
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
    up->han = add(up->han, e->han);
    up->latin = add(up->latin, e->latin);
    up->foreign = add(up->foreign, e->foreign);
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
    struct pdf_outline *const *x = a, *const *y = b;

    return strcmp((*x)->id, (*y)->id);
}

struct headings {
    struct pdf_outline **by_id;
    size_t n;
    int last; /* level */
    int above; /* the level of the last one before the annex under way; 0: none is */
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

/* May the outline make it a heading? */
static bool is_title(const struct pdf_elem *e)
{
    return (e->type >= TAG_H1 && e->type <= TAG_H6) || (e->type == TAG_P && (e->flags & ELEM_AUTO));
}

/* NULL: the outline doesn't lead to it. */
static struct pdf_outline *entry_of(const struct headings *h, const struct pdf_elem *e)
{
    if (!e->more || !e->more->id || !is_title(e))
        return NULL;
    struct pdf_outline key = {.id = e->more->id}, *wanted = &key;
    struct pdf_outline **found = bsearch(&wanted, h->by_id, h->n, sizeof *h->by_id, by_id);
    return found ? *found : NULL;
}

/* An entry that leads to no heading has none above those below it: they are not deeper for it. */
static void level_outline(struct pdf *p, const struct headings *h)
{
    bool above[LIMIT_OUTLINE_DEPTH] = {false};

    for (uint32_t i = 0; i < p->tags->elems.n; i++) {
        struct pdf_outline *o = entry_of(h, pdf_elem_at(p, i));
        if (o)
            o->titled = true;
    }
    for (size_t i = 0; i < p->outlines.n; i++) {
        struct pdf_outline *o = &p->outlines.v[i];
        int depth = o->depth < LIMIT_OUTLINE_DEPTH ? o->depth : LIMIT_OUTLINE_DEPTH - 1;
        o->level = 1;
        for (int k = 0; k < depth; k++)
            o->level += above[k];
        above[depth] = o->titled;
        memset(above + depth + 1, 0, sizeof above - (size_t)depth - 1);
    }
}

static int level_of(struct headings *h, const struct pdf_elem *e)
{
    const struct pdf_outline *found = entry_of(h, e);
    bool titled = e->type >= TAG_H1 && e->type <= TAG_H6;
    int role = titled ? e->type - TAG_H1 + 1 : e->type == TAG_H ? 1 : 0;

    if (h->above)
        return role ? role + h->above : 0;
    if (found && titled)
        h->below = found->level - role;
    return found ? found->level : role && role + h->below > 1 ? role + h->below : role ? 1 : 0;
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

/* A superscript is read as one, "cm²" and not "cm2"; one that no characters are for is not worth an element. */
static void set_script(struct pdf *p, uint32_t i)
{
    struct pdf_elem_more *m = pdf_tags_more(p, i);

    m->actual = pdf_tags_script(p, m->text.v, m->text.n, pdf_elem_at(p, i)->flags & ELEM_RAISED);
    m->text.n = 0;
    if (!m->actual)
        pdf_elem_at(p, i)->flags |= ELEM_GONE;
}

/* A passage without a Chinese character is taken for English where the document is not. If more than one letter in 50 (a name in a
 * text has as many) is one that English has not, which language it is isn't known. */
static const char *language_of(const struct pdf_elem *e)
{
    int letters = e->latin + e->foreign;

    return e->han || letters < PDF_TAGS_ENGLISH ? NULL : e->foreign * 50 > letters ? "und" : "en";
}

static void set_texts(struct pdf *p, uint32_t i)
{
    struct pdf_elem *e = pdf_elem_at(p, i);
    const char *language = pdf_tags_is_chinese(p) ? language_of(e) : NULL;

    if (e->more && e->more->text.n)
        e->more->actual = label_text(p, e->more->text.v, e->more->text.n);
    if (language && !(e->more && e->more->lang))
        pdf_tags_more(p, i)->lang = language;
}

/* A figure without a text is named where it stands, and nothing is promised to those who listen. */
static void need_alternate(struct pdf *p, const struct pdf_elem *e)
{
    if (e->type != TAG_Figure || (e->more && e->more->alt && *e->more->alt))
        return;
    diag(p->base.diag, PDF_NO_ALTERNATE, e->more ? &e->more->loc : NULL);
    p->tags->complete = false;
}

/* English in what is English itself. */
static bool is_phrase_alone(struct pdf *p, const struct pdf_elem *e)
{
    return e->type == TAG_Span && (e->flags & ELEM_AUTO) && pdf_elem_at(p, e->parent)->han == 0;
}

/* --- one walk --- */

static void arrange(struct pdf *p, uint32_t i, struct headings *h, unsigned depth);

/* Those of an element that is gone stand among its parent's. */
static void arrange_kids(struct pdf *p, uint32_t i, struct headings *h, unsigned depth)
{
    struct pdf_tags *t = p->tags;

    put_in_order(p, i);
    for (uint32_t k = pdf_elem_at(p, i)->first; k; k = t->kids.v[k - 1].next) {
        struct pdf_kid kid = t->kids.v[k - 1];
        if (kid.page == KID_ELEM)
            arrange(p, kid.what, h, depth);
        else
            *PDF_TAGS_MORE(&t->listed) = (struct pdf_ref){kid.page, kid.what};
    }
}

/* What was listed behind `from` are its kids. */
static void keep_list(struct pdf *p, uint32_t i, size_t from)
{
    struct pdf_tags *t = p->tags;

    pdf_elem_at(p, i)->first = (uint32_t)t->lists.n;
    for (size_t k = from; k < t->listed.n; k++)
        *PDF_TAGS_MORE(&t->lists) = t->listed.v[k];
    pdf_elem_at(p, i)->last = (uint32_t)t->lists.n;
    t->listed.n = from;
}

static void arrange(struct pdf *p, uint32_t i, struct headings *h, unsigned depth)
{
    struct pdf_tags *t = p->tags;

    if (depth > 3 * LIMIT_DEPTH)
        return;
    if (pdf_elem_at(p, i)->type == TAG_Div && (pdf_elem_at(p, i)->flags & ELEM_AUTO)) {
        wrap_text(p, i);
        if (is_bare(pdf_elem_at(p, i)))
            pdf_elem_at(p, i)->flags |= ELEM_GONE;
    }
    if (pdf_elem_at(p, i)->type == TAG_Table)
        pdf_table_arrange(p, i);
    if (pdf_elem_at(p, i)->flags & (ELEM_RAISED | ELEM_LOWERED))
        set_script(p, i);
    merge_paragraph(p, i);
    if (is_phrase_alone(p, pdf_elem_at(p, i)))
        pdf_elem_at(p, i)->flags |= ELEM_GONE;
    if (pdf_elem_at(p, i)->flags & ELEM_GONE) {
        arrange_kids(p, i, h, depth + 1);
        set_texts(p, i);
        return;
    }
    set_level(p, h, i);
    need_alternate(p, pdf_elem_at(p, i));
    *PDF_TAGS_MORE(&t->written) = i;
    *PDF_TAGS_MORE(&t->listed) = (struct pdf_ref){KID_ELEM, i};
    size_t from = t->listed.n;
    if (pdf_elem_at(p, i)->flags & ELEM_ANNEX)
        h->above = h->last ? h->last : 0;
    arrange_kids(p, i, h, depth + 1);
    if (pdf_elem_at(p, i)->flags & ELEM_ANNEX)
        h->above = 0;
    set_texts(p, i);
    keep_list(p, i, from);
}

void pdf_struct_arrange(struct pdf *p)
{
    struct pdf_tags *t = p->tags;
    struct headings h = {0};

    if (!t->on)
        return;
    t->complete = true;
    pdf_graft_finish(p);
    sort_outline(p, &h);
    level_outline(p, &h);
    arrange(p, 0, &h, 0);
}
