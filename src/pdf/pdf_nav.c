/* pdf_nav.c - what a reader finds its way with: links, destinations, outline, page labels. */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

/* --- collected while pages are drawn --- */

/* The places of a point: one on the page under way, or where the slot stands that is being filled. */
static size_t places(struct pdf *p)
{
    return p->at == &p->page ? 1 : p->filling ? p->filling->uses.n : 0;
}

static struct pdf_place place_of(struct pdf *p, size_t i, mpt x, mpt y)
{
    struct pdf_place at = pdf_on_page(p, x, y);

    if (p->at == &p->page)
        return at;
    const struct pdf_use *u = &p->filling->uses.v[i];
    return pdf_in_frame(&u->frame, u->page, at.x, at.y);
}

struct pdf_box pdf_box(struct pdf_place a, struct pdf_place b)
{
    return (struct pdf_box){a.page, a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, a.x < b.x ? b.x : a.x, a.y < b.y ? b.y : a.y};
}

bool pdf_link(struct device *dev, mpt x, mpt y, mpt w, mpt h, const char *id, const char *uri, const struct area *area)
{
    struct pdf *p = (struct pdf *)dev;

    const char *said;
    uint32_t elem = pdf_tags_link(p, &said);

    (void)area;
    for (size_t i = 0; i < places(p); i++) {
        struct pdf_place a = place_of(p, i, x, y), b = place_of(p, i, x + w, y + h);
        *VEC_PUSH(p->arena, &p->links) = (struct pdf_link){
            .box = pdf_box(a, b),
            .id = id ? arena_strdup(p->arena, id) : NULL,
            .uri = uri ? arena_strdup(p->arena, uri) : NULL,
            .said = said,
            .elem = elem,
        };
    }
    return true;
}

bool pdf_destination(struct device *dev, const char *id, mpt x, mpt y)
{
    struct pdf *p = (struct pdf *)dev;

    for (size_t i = 0; i < places(p); i++)
        *VEC_PUSH(p->arena, &p->dests) = (struct pdf_dest){arena_strdup(p->arena, id), place_of(p, i, x, y)};
    return true;
}

bool pdf_outline(struct device *dev, const struct device_outline *o)
{
    struct pdf *p = (struct pdf *)dev;

    *VEC_PUSH(p->arena, &p->outlines) = (struct pdf_outline){
        .title = arena_strdup(p->arena, o->title), .id = o->id ? arena_strdup(p->arena, o->id) : NULL,
        .uri = o->uri ? arena_strdup(p->arena, o->uri) : NULL, .depth = o->depth, .open = o->open};
    return true;
}

/* --- written at the end --- */

static int by_id(const void *a, const void *b)
{
    const struct pdf_dest *x = a, *y = b;
    int order = strcmp(x->id, y->id);

    if (order != 0)
        return order;
    return x->place.page < y->place.page ? -1 : x->place.page > y->place.page;
}

static const struct pdf_dest *find_dest(const struct pdf *p, const char *id)
{
    size_t from = 0, to = p->dests.n;

    while (from < to) { /* the first of equal ids: the beginning of the object */
        size_t middle = from + (to - from) / 2;
        if (strcmp(p->dests.v[middle].id, id) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from < p->dests.n && strcmp(p->dests.v[from].id, id) == 0 ? &p->dests.v[from] : NULL;
}

static mpt page_height(const struct pdf *p, unsigned page)
{
    return p->heights.v[page];
}

static void write_point(const struct pdf *p, struct buf *b, unsigned page, mpt x, mpt y)
{
    buf_decimal(b, x, 3);
    buf_putc(b, ' ');
    buf_decimal(b, (int64_t)page_height(p, page) - y, 3);
}

void pdf_put_rectangle(const struct pdf *p, struct buf *b, const struct pdf_box *box)
{
    buf_puts(b, "/Rect [");
    write_point(p, b, box->page, box->x0, box->y1);
    buf_putc(b, ' ');
    write_point(p, b, box->page, box->x1, box->y0);
    buf_puts(b, "] ");
}

/* "/Dest [page /XYZ left top null]": the reader's zoom stays as it is. */
static void write_dest(const struct pdf *p, struct buf *b, const struct pdf_place *at)
{
    buf_printf(b, "/Dest [%u 0 R /XYZ ", pdf_number(p->pages.v[at->page].object));
    write_point(p, b, at->page, at->x, at->y);
    buf_puts(b, " null]");
}

/* A URI is ASCII (RFC 3986); what is not gets percent signs, as do parentheses and backslashes, which strings mean otherwise. */
static void write_uri_action(struct buf *b, const char *uri)
{
    buf_puts(b, "/A <</S /URI /URI (");
    for (const unsigned char *s = (const unsigned char *)uri; *s; s++) {
        if (*s <= 0x20 || *s >= 0x7f || *s == '(' || *s == ')' || *s == '\\')
            buf_printf(b, "%%%02X", *s);
        else
            buf_putc(b, (char)*s);
    }
    buf_puts(b, ")>>");
}

unsigned pdf_annotation(struct pdf *p, unsigned page, struct buf *entries)
{
    HPDF_Page object = p->pages.v[page].object;
    HPDF_Array list = HPDF_Dict_GetItem(object, "Annots", HPDF_OCLASS_ARRAY);
    HPDF_Dict d = pdf_dict(p);

    pdf_entries(d, entries);
    if (!list) {
        list = HPDF_Array_New(p->doc->mmgr);
        HPDF_Dict_Add(object, "Annots", list);
    }
    HPDF_Array_Add(list, d);
    return pdf_number(d);
}

/* What a listener is told of the link, and where it stands in the structure (ISO 14289-1, 7.18.5). */
static void write_structure(struct pdf *p, const struct pdf_link *l, struct buf *b)
{
    if (!p->tags->on)
        return;
    buf_printf(b, "/StructParent %zu ", p->tags->pages.n + (size_t)(l - p->links.v));
    pdf_text_string(b, "Contents", *l->said ? l->said : l->uri ? l->uri : l->id);
}

static void write_link(struct pdf *p, struct pdf_link *l)
{
    const struct pdf_dest *to = l->uri ? NULL : l->id ? find_dest(p, l->id) : NULL;
    struct buf b = {0};

    if (!l->uri && !to) /* layout has said that the id is unknown */
        return;
    buf_puts(&b, "/Type /Annot /Subtype /Link /F 4 /Border [0 0 0] ");
    pdf_put_rectangle(p, &b, &l->box);
    if (l->uri)
        write_uri_action(&b, l->uri);
    else
        write_dest(p, &b, &to->place);
    write_structure(p, l, &b);
    l->object = pdf_annotation(p, l->box.page, &b);
    if (p->tags->on)
        pdf_tags_kid(p, l->elem, (struct pdf_kid){.key = UINT32_MAX, .page = KID_LINK, .what = (uint32_t)(l - p->links.v)});
}

/* --- bookmarks of annexes --- */

static const struct pdf_place *annex_page(const struct pdf *p, const struct paper *paper, unsigned page)
{
    for (size_t i = 0; i < p->annexes.n; i++)
        if (p->annexes.v[i].paper == paper && p->annexes.v[i].page == page)
            return &p->annexes.v[i].place;
    return NULL;
}

/* Behind the last entry that leads to the page or before it, which is the annex's own where the document has one. */
static size_t heading_of(const struct pdf *p, unsigned page)
{
    size_t found = p->outlines.n;

    for (size_t i = 0; i < p->outlines.n; i++) {
        const struct pdf_outline *o = &p->outlines.v[i];
        const struct pdf_dest *to = o->id ? find_dest(p, o->id) : NULL;
        if (to && to->place.page <= page)
            found = i;
    }
    return found;
}

static void insert_outline(struct pdf *p, size_t at, struct pdf_outline o)
{
    VEC_PUSH(p->arena, &p->outlines);
    memmove(&p->outlines.v[at + 1], &p->outlines.v[at], (p->outlines.n - 1 - at) * sizeof o);
    p->outlines.v[at] = o;
}

static void keep_outline(struct pdf *p, const struct pdf_annex *first)
{
    size_t heading = heading_of(p, first->place.page), at = heading < p->outlines.n ? heading + 1 : p->outlines.n;
    int depth = heading < p->outlines.n ? p->outlines.v[heading].depth + 1 : 0;

    for (size_t i = 0; i < first->paper->outline_count; i++) {
        const struct paper_outline *o = &first->paper->outlines[i];
        const struct pdf_place *place = annex_page(p, first->paper, o->page);
        if (place)
            insert_outline(p, at++, (struct pdf_outline){.title = o->title, .depth = depth + (int)o->depth, .place = place});
    }
}

/* Below the annex's heading, each where its page stands. */
static void keep_outlines(struct pdf *p)
{
    for (size_t i = 0; i < p->annexes.n; i++) {
        size_t k = 0;
        while (k < i && p->annexes.v[k].paper != p->annexes.v[i].paper)
            k++;
        if (k == i)
            keep_outline(p, &p->annexes.v[i]);
    }
}

static void write_outlines(struct pdf *p)
{
    HPDF_Outline parents[LIMIT_OUTLINE_DEPTH + 1] = {NULL};

    for (size_t i = 0; i < p->outlines.n; i++) {
        const struct pdf_outline *o = &p->outlines.v[i];
        int depth = o->depth < LIMIT_OUTLINE_DEPTH ? o->depth : LIMIT_OUTLINE_DEPTH - 1;
        const struct pdf_dest *to = o->id ? find_dest(p, o->id) : NULL;
        HPDF_Outline item;
        struct buf b = {0};
        while (depth > 0 && !parents[depth])
            depth--;
        item = HPDF_CreateOutline(p->doc, parents[depth], "", NULL);
        if (!item)
            return;
        HPDF_Dict_RemoveElement(item, "Title");
        pdf_text_string(&b, "Title", o->title);
        HPDF_Outline_SetOpened(item, o->open);
        if (to || o->place)
            write_dest(p, &b, to ? &to->place : o->place);
        else if (o->uri)
            write_uri_action(&b, o->uri);
        pdf_entries(item, &b);
        parents[depth + 1] = item;
        for (int k = depth + 2; k <= LIMIT_OUTLINE_DEPTH; k++)
            parents[k] = NULL;
    }
    if (p->outlines.n)
        HPDF_SetPageMode(p->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}

/* --- page labels (PDF 32000-1, 12.4.2) --- */

static void roman(unsigned n, char *out, size_t room)
{
    static const struct {
        unsigned value;
        const char *digits;
    } t[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
             {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    size_t at = 0;

    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++)
        for (; n >= t[i].value; n -= t[i].value)
            at += (size_t)snprintf(out + at, room - at, "%s", t[i].digits);
    out[at] = '\0';
}

/* How page n of a style is labelled: 'D' decimal, 'r' small roman. */
static void format_label(char style, unsigned n, char out[64])
{
    if (style == 'r')
        roman(n, out, 64);
    else
        snprintf(out, 64, "%u", n);
}

/* The style and number that a label means; 0 when it has to be written as it is. */
static char read_label(const char *label, unsigned *n)
{
    char text[64];

    *n = (unsigned)strtoul(label, NULL, 10);
    format_label('D', *n, text);
    if (*n > 0 && strcmp(text, label) == 0)
        return 'D';
    for (*n = 1; *n < 400; ++*n) {
        roman(*n, text, sizeof text);
        if (strcmp(text, label) == 0)
            return 'r';
    }
    return 0;
}

static void write_label(struct buf *b, size_t page, char style, unsigned n, const char *label)
{
    buf_printf(b, "%zu <<", page);
    if (style) {
        buf_printf(b, "/S /%c /St %u", style, n);
    } else {
        buf_puts(b, "/P <FEFF");
        pdf_utf16(b, label, strlen(label));
        buf_putc(b, '>');
    }
    buf_puts(b, ">>\n");
}

static void write_labels(struct pdf *p)
{
    HPDF_Dict d = pdf_dict(p);
    struct buf b = {0};
    char style = 0, expected[64];
    unsigned n = 0;

    buf_puts(&b, "/Nums [");
    for (size_t i = 0; i < p->pages.n; i++) {
        const char *label = p->pages.v[i].label;
        if (style) {
            format_label(style, ++n, expected);
            if (strcmp(expected, label) == 0)
                continue;
        }
        style = read_label(label, &n);
        write_label(&b, i, style, n, label);
    }
    buf_putc(&b, ']');
    pdf_entries(d, &b);
    HPDF_Dict_Add(p->doc->catalog, "PageLabels", d);
}

/* The tab key goes by the structure (ISO 14289-1, 7.18.3). */
static void write_pages(struct pdf *p)
{
    for (size_t i = 0; p->tags->on && i < p->pages.n; i++) {
        HPDF_Dict_AddName(p->pages.v[i].object, "Tabs", "S");
        HPDF_Dict_AddNumber(p->pages.v[i].object, "StructParents", (HPDF_INT32)i);
    }
}

void pdf_nav_finish(struct pdf *p)
{
    if (p->dests.n)
        qsort(p->dests.v, p->dests.n, sizeof *p->dests.v, by_id);
    for (size_t i = 0; i < p->links.n; i++)
        write_link(p, &p->links.v[i]);
    keep_outlines(p);
    write_outlines(p);
    write_labels(p);
    write_pages(p);
}
