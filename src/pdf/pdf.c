/* pdf.c - the libharu device: documents, pages, slots. Drawing is in pdf_content.c and pdf_text.c. */
#include "pdf/pdf_int.h"

#include <stdlib.h>
#include <string.h>

/* --- libharu's document --- */

/* libharu's state is sticky: later calls fail because of an earlier one, so the first code is the cause. */
static void on_error(HPDF_STATUS code, HPDF_STATUS detail, void *user)
{
    struct pdf *p = user;

    if (p->code)
        return;
    p->code = code;
    p->detail = detail;
}

static void *allocate(HPDF_UINT n)
{
    return xmalloc(n ? n : 1);
}

static void release(void *q)
{
    free(q);
}

bool pdf_ok(struct pdf *p)
{
    char code[32], detail[32];

    if (!p->code || p->failed)
        return !p->failed;
    snprintf(code, sizeof code, "0x%04lX", p->code);
    snprintf(detail, sizeof detail, "%lu", p->detail);
    diag(p->base.diag, PDF_LIBRARY, NULL, code, detail);
    p->failed = true;
    return false;
}

static void open_document(struct pdf *p)
{
    p->keeps = pdf_profile(p->opt.profile);
    p->doc = HPDF_NewEx(on_error, allocate, release, 0, p);
    if (!p->doc) {
        p->code = p->code ? p->code : HPDF_FAILD_TO_ALLOC_MEM;
        return;
    }
    HPDF_SetPagesConfiguration(p->doc, 1000); /* children of one node of the page tree */
    md5_init(&p->md5);
    pdf_tags_begin(p);
}

static void close_document(struct pdf *p)
{
    pdf_beside_drop(p);
    if (p->doc)
        HPDF_Free(p->doc);
    p->doc = NULL;
    if (p->tags)
        pdf_tags_free(p);
    p->tags = NULL;
    arena_reset(p->arena);
    p->at = NULL;
    p->filling = NULL;
    p->box = p->draft_fill = p->draft_line = NULL;
    p->colored = p->broken = false;
    memset(&p->fonts, 0, sizeof p->fonts);
    memset(&p->by_face, 0, sizeof p->by_face);
    memset(&p->images, 0, sizeof p->images);
    memset(&p->flats, 0, sizeof p->flats);
    memset(&p->painted, 0, sizeof p->painted);
    memset(&p->annexes, 0, sizeof p->annexes);
    memset(&p->papers, 0, sizeof p->papers);
    memset(&p->parts, 0, sizeof p->parts);
    memset(&p->slots, 0, sizeof p->slots);
    memset(&p->pages, 0, sizeof p->pages);
    memset(&p->heights, 0, sizeof p->heights);
    memset(&p->dests, 0, sizeof p->dests);
    memset(&p->links, 0, sizeof p->links);
    memset(&p->fields, 0, sizeof p->fields);
    memset(&p->outlines, 0, sizeof p->outlines);
}

static const char *keep(struct pdf *p, const char *s)
{
    return s ? arena_strdup(p->keep, s) : NULL;
}

static bool begin_document(struct device *dev, const struct device_document *info)
{
    struct pdf *p = (struct pdf *)dev;

    p->info = (struct device_document){keep(p, info->title),    keep(p, info->author),   keep(p, info->subject),
                                       keep(p, info->keywords), keep(p, info->language), info->created};
    open_document(p);
    return pdf_ok(p);
}

static bool restart(struct device *dev)
{
    struct pdf *p = (struct pdf *)dev;

    close_document(p);
    open_document(p);
    return pdf_ok(p);
}

/* --- pages --- */

/* libharu holds sizes to their limits, but its reals have 24 bits: 298.8 comes out as 298.79999. So pages of one size share an
 * array of our own. */
static void set_size(struct pdf *p, HPDF_Page page, mpt width, mpt height)
{
    HPDF_Page_SetWidth(page, (HPDF_REAL)width / MPT_PER_PT);
    HPDF_Page_SetHeight(page, (HPDF_REAL)height / MPT_PER_PT);
    if (!p->box || width != p->page_w || height != p->page_h) {
        struct buf text = {0};
        buf_puts(&text, "[0 0 ");
        buf_decimal(&text, width, 3);
        buf_putc(&text, ' ');
        buf_decimal(&text, height, 3);
        buf_putc(&text, ']');
        p->box = pdf_dict(p);
        pdf_text_object(p, p->box, &text);
    }
    HPDF_Dict_Add(page, "MediaBox", p->box);
    p->page_w = width;
    p->page_h = height;
}

static bool begin_page(struct device *dev, const struct device_page *page)
{
    struct pdf *p = (struct pdf *)dev;
    HPDF_Page object = HPDF_AddPage(p->doc);

    if (!object)
        return pdf_ok(p);
    set_size(p, object, page->width, page->height);
    *VEC_PUSH(p->arena, &p->pages) = (struct pdf_page){object, arena_strdup(p->arena, page->label ? page->label : "")};
    *VEC_PUSH(p->arena, &p->heights) = page->height;
    pdf_content_begin(p, &p->page, HPDF_Dict_GetItem(object, "Resources", HPDF_OCLASS_DICT), page->height);
    p->at = &p->page;
    pdf_tags_page(p);
    p->painted.n = 0;
    pdf_draft_begin(p);
    return pdf_ok(p);
}

static bool end_page(struct device *dev)
{
    struct pdf *p = (struct pdf *)dev;
    HPDF_Page page = p->pages.v[p->pages.n - 1].object;

    pdf_leave_text(p);
    pdf_tags_page_end(p);
    pdf_draft_end(p);
    pdf_glyphs_beside(p);
    pdf_stream_fill_later(p, HPDF_Dict_GetItem(page, "Contents", HPDF_OCLASS_DICT), p->page.out.data, p->page.out.n, NULL);
    p->at = NULL;
    return pdf_ok(p);
}

/* Without tags, alternate text stands on the marked content itself (PDF 32000-1, 14.9.3). */
static bool has_alternate(struct pdf *p, const struct area *a)
{
    return !p->tags->on && a->node && (a->kind == AREA_IMAGE || a->kind == AREA_BOX) && *fo_string(a->node, FO_X_ALT);
}

static bool begin_area(struct device *dev, const struct area *a, enum device_artifact how)
{
    struct pdf *p = (struct pdf *)dev;

    if (a->node)
        p->place = a->node->loc;
    pdf_tags_area(p, a, how);
    if (has_alternate(p, a)) {
        pdf_leave_text(p);
        buf_puts(&p->at->out, "/Span<<");
        pdf_text_string(&p->at->out, "Alt", fo_string(a->node, FO_X_ALT));
        buf_puts(&p->at->out, ">>BDC\n");
    }
    return pdf_ok(p);
}

static bool end_area(struct device *dev, const struct area *a)
{
    struct pdf *p = (struct pdf *)dev;

    if (has_alternate(p, a)) {
        pdf_leave_text(p);
        buf_puts(&p->at->out, "EMC\n");
    }
    pdf_tags_area_end(p);
    return pdf_ok(p);
}

/* --- slots --- */

static struct pdf_slot *find_slot(struct pdf *p, unsigned id)
{
    struct pdf_slot *s;

    for (size_t i = p->slots.n; i-- > 0;) /* the newest is the likeliest */
        if (p->slots.v[i]->id == id)
            return p->slots.v[i];
    s = arena_alloc(p->arena, sizeof *s);
    s->id = id;
    s->object = HPDF_DictStream_New(p->doc->mmgr, p->doc->xref);
    *VEC_PUSH(p->arena, &p->slots) = s;
    return s;
}

static bool slot(struct device *dev, unsigned id, mpt x, mpt y)
{
    struct pdf *p = (struct pdf *)dev;
    struct pdf_slot *s = find_slot(p, id);
    char name[16];

    snprintf(name, sizeof name, "S%u", id);
    if (s->serial != p->at->serial)
        pdf_use(p, &p->at->xobjects, "XObject", name, s->object);
    s->serial = p->at->serial;
    if (p->at == &p->page) {
        struct pdf_place at = pdf_on_page(p, x, y);
        *VEC_PUSH(p->arena, &s->uses) = (struct pdf_use){at.page, {.x = at.x, .y = at.y, .turn = pdf_frame(p)->turn}};
    }
    pdf_tags_graphic(p, x, y, 0, 0);
    buf_puts(&p->at->out, "q 1 0 0 1 ");
    pdf_point(p, x, y);
    buf_printf(&p->at->out, "cm /%s Do Q\n", name);
    return pdf_ok(p);
}

static bool begin_slot(struct device *dev, unsigned id)
{
    struct pdf *p = (struct pdf *)dev;

    p->filling = find_slot(p, id);
    pdf_content_begin(p, &p->form, pdf_dict(p), 0);
    p->at = &p->form;
    return pdf_ok(p);
}

/* The box does not clip: as far as a page can reach. */
static void form_entries(struct buf *b, HPDF_Dict resources)
{
    buf_printf(b, "/Type /XObject /Subtype /Form /BBox [-14400 -14400 14400 14400] /Resources %u 0 R ",
               pdf_number(resources));
}

static bool end_slot(struct device *dev)
{
    struct pdf *p = (struct pdf *)dev;
    struct buf entries = {0};

    pdf_leave_text(p);
    form_entries(&entries, p->form.resources);
    if (p->filling->filled) {
        pdf_settle(p);
        HPDF_MemStream_FreeData(p->filling->object->stream);
    }
    p->filling->filled = true;
    pdf_stream_fill_later(p, p->filling->object, p->form.out.data, p->form.out.n, &entries);
    p->filling = NULL;
    p->at = NULL;
    return pdf_ok(p);
}

/* --- the end --- */

static void fill_empty_slots(struct pdf *p)
{
    for (size_t i = 0; i < p->slots.n; i++) {
        struct buf entries = {0};
        if (p->slots.v[i]->filled)
            continue;
        form_entries(&entries, pdf_dict(p));
        pdf_stream_fill(p, p->slots.v[i]->object, "", 0, PDF_DEFLATED, &entries);
    }
}

static bool end_document(struct device *dev)
{
    struct pdf *p = (struct pdf *)dev;

    pdf_settle(p);
    if (p->opt.files && !p->opt.files(p->opt.files_arg, &p->files))
        return false;
    pdf_attach_begin(p);
    fill_empty_slots(p);
    if (!pdf_profile_holds(p))
        return false;
    for (size_t i = 0; i < p->fonts.n; i++)
        if (!pdf_font_finish(p, p->fonts.v[i]))
            return false;
    if (!pdf_papers_finish(p))
        return false;
    pdf_nav_finish(p);
    pdf_field_finish(p);
    pdf_meta_finish(p);
    pdf_settle_all(p);
    return pdf_ok(p);
}

static void free_device(struct device *dev)
{
    struct pdf *p = (struct pdf *)dev;

    pdf_beside_free(p);
    close_document(p);
    buf_free(&p->page.out);
    buf_free(&p->form.out);
    pdf_packers_close(&p->packers);
    arena_free(p->arena);
    arena_free(p->keep);
    free(p);
}

static const struct device_ops pdf_ops = {
    .begin_document = begin_document,
    .restart = restart,
    .begin_page = begin_page,
    .end_page = end_page,
    .begin_area = begin_area,
    .end_area = end_area,
    .glyphs = pdf_glyphs,
    .fill = pdf_fill,
    .stroke = pdf_stroke,
    .path = pdf_path,
    .image = pdf_image,
    .tiles = pdf_tiles,
    .link = pdf_link,
    .field = pdf_field,
    .destination = pdf_destination,
    .push = pdf_push,
    .pop = pdf_pop,
    .slot = slot,
    .begin_slot = begin_slot,
    .end_slot = end_slot,
    .outline = pdf_outline,
    .end_document = end_document,
    .free = free_device,
};

struct device *pdf_device_new(const struct pdf_options *o, struct diag_list *d)
{
    struct pdf *p = xcalloc(1, sizeof *p);

    p->base = (struct device){&pdf_ops, d};
    p->opt = *o;
    p->keep = arena_new();
    p->arena = arena_new();
    p->opt.producer = keep(p, o->producer);
    return &p->base;
}
