/* pdf_draft.c - the watermark 草稿 of a draft.
 *
 * It lies twice on every page: behind the content as a light gray fill, and above it as an outline, dark enough to stand
 * in a print of two colours, thin enough to read through. Both are forms, drawn once and shown on all pages. */
#include <math.h>

#include "base/utf8.h"
#include "pdf/pdf_int.h"

enum { DRAFT_SIZE = 100 * MPT_PER_PT };

static const char draft_text[] = "草稿";

/* Sets the two characters, centred on the origin, in text render mode `render`. */
static HPDF_Dict draft_form(struct pdf *p, const char *state)
{
    HPDF_Dict form = HPDF_DictStream_New(p->doc->mmgr, p->doc->xref), resources = pdf_dict(p);
    struct buf entries = {0};
    const char *s = draft_text, *end = s + sizeof draft_text - 1;
    struct glyph g[2];
    struct glyph_run run = {.glyphs = g, .text = draft_text, .text_len = sizeof draft_text - 1};
    bool unused;

    for (; s < end && run.count < 2; run.count++) {
        uint32_t at = (uint32_t)(s - draft_text), cp = utf8_next(&s, end);
        const struct font_face *face =
            font_find(p->opt.fonts, p->opt.watermark_font, cp, 0, FONT_SCRIPT_HAN, &unused, &unused, &unused);
        if (!face)
            break;
        run.font = (struct font){.face = face, .size = DRAFT_SIZE};
        g[run.count] = (struct glyph){.gid = font_glyph(face, cp), .cluster = at, .advance = DRAFT_SIZE};
    }
    run.color = (struct fo_color){244, 244, 244, 255};
    pdf_content_begin(p, &p->form, resources, 0);
    p->at = &p->form;
    buf_puts(&p->at->out, state);
    pdf_glyphs(&p->base, &run, -(mpt)run.count * DRAFT_SIZE / 2, DRAFT_SIZE * 38 / 100);
    pdf_leave_text(p);
    p->at = NULL;
    buf_printf(&entries, "/Type /XObject /Subtype /Form /BBox [-120 -80 120 80] /Resources %u 0 R ", pdf_number(resources));
    pdf_stream_fill(p, form, p->form.out.data, p->form.out.n, PDF_DEFLATED, &entries);
    return form;
}

/* Along the page's diagonal, from the lower left, 60% of it long. */
static void show(struct pdf *p, HPDF_Dict form, const char *name)
{
    double w = p->page_w, h = p->page_h, diagonal = sqrt(w * w + h * h);
    double scale = diagonal * 0.6 / (2.0 * DRAFT_SIZE);
    int64_t c = llround(w / diagonal * scale * 1e4), s = llround(h / diagonal * scale * 1e4);
    int64_t m[] = {c, s, -s, c};

    pdf_leave_text(p);
    pdf_use(p, &p->at->xobjects, "XObject", name, form);
    buf_puts(&p->at->out, "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q ");
    for (size_t i = 0; i < 4; i++) {
        buf_decimal(&p->at->out, m[i], 4);
        buf_putc(&p->at->out, ' ');
    }
    pdf_point(p, p->page_w / 2, p->page_h / 2);
    buf_printf(&p->at->out, "cm /%s Do Q EMC\n", name);
}

void pdf_draft_begin(struct pdf *p)
{
    if (!p->opt.draft || !p->opt.watermark_font)
        return;
    if (!p->draft_fill) {
        struct pdf_content *page = p->at;
        p->draft_fill = draft_form(p, "");
        /* About 1 pt on A4, where show() makes it three times as large. */
        p->draft_line = draft_form(p, "1 Tr 0.45 G 0.32 w\n");
        p->at = page;
    }
    show(p, p->draft_fill, "WF");
}

void pdf_draft_end(struct pdf *p)
{
    if (p->opt.draft && p->opt.watermark_font)
        show(p, p->draft_line, "WL");
}
