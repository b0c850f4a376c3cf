/* pdf_image.c - pictures as image XObjects: JPEG bytes as they are, pixels deflated, black and white in a bit each, alpha as a soft mask. */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

static const struct {
    const char *space;
    bool colored, jpeg;
} kinds[] = {
    [IMAGE_GRAY] = {"DeviceGray", false, false},     [IMAGE_RGB] = {"DeviceRGB", true, false},
    [IMAGE_JPEG_GRAY] = {"DeviceGray", false, true}, [IMAGE_JPEG_RGB] = {"DeviceRGB", true, true},
};

/* A place for a page of another PDF: an empty form that paper_merge() makes into the page, in the unit square. */
static HPDF_Dict new_page(struct pdf *p, const struct image *im, mpt x, mpt y)
{
    struct buf b = {0};
    HPDF_Dict d;

    if (p->opt.annexes == PDF_ANNEXES_REFUSE && !pdf_profile_keeps(p->opt.profile, im->paper)) {
        diag(p->base.diag, PDF_ANNEX_REFUSED, &p->place, im->paper->name, p->keeps->name);
        p->broken = true;
    }
    buf_puts(&b, "/Type /XObject /Subtype /Form /BBox [0 0 1 1] ");
    d = pdf_stream(p, "", 0, PDF_AS_IT_IS, &b);
    if (p->at == &p->page)
        *VEC_PUSH(p->arena, &p->annexes) = (struct pdf_annex){im->paper, im->page, pdf_on_page(p, x, y)};
    *VEC_PUSH(p->arena, &p->papers) = (struct paper_place){.object = pdf_number(d), .paper = im->paper, .page = im->page};
    return d;
}

static bool black_and_white(const uint8_t *gray, size_t n)
{
    size_t i = 0;

    while (i < n && (gray[i] == 0 || gray[i] == 255))
        i++;
    return i == n;
}

/* Rows of bits, as scanners give them, of n samples of gray; malloced. NULL: they are not black and white alone. */
static uint8_t *in_bits(const uint8_t *gray, uint32_t width, size_t n, size_t *size)
{
    size_t row = (width + 7U) / 8;

    if (!black_and_white(gray, n))
        return NULL;
    *size = n / width * row;
    uint8_t *bits = xcalloc(*size, 1);
    for (size_t i = 0; i < n; i++)
        bits[i / width * row + i % width / 8] |= (uint8_t)((gray[i] & 0x80) >> i % width % 8);
    return bits;
}

HPDF_Dict pdf_image_object(struct pdf *p, const struct image *im, const char *space, const void *data, size_t n,
                           enum pdf_packing packing, const char *more)
{
    bool gray = packing == PDF_DEFLATED && strcmp(space, "DeviceGray") == 0;
    uint8_t *bits = gray ? in_bits(data, im->width, n, &n) : NULL;
    struct buf b = {0};

    buf_printf(&b, "/Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent %d /ColorSpace /%s %s ",
               im->width, im->height, bits ? 1 : 8, space, more);
    HPDF_Dict d = pdf_stream(p, bits ? bits : data, n, packing, &b);
    free(bits);
    return d;
}

static HPDF_Dict new_image(struct pdf *p, const struct image *im)
{
    struct buf more = {0};
    HPDF_Dict d;

    if (kinds[im->kind].jpeg)
        buf_puts(&more, "/Filter /DCTDecode ");
    p->colored |= kinds[im->kind].colored;
    if (im->alpha)
        buf_printf(&more, "/SMask %u 0 R ",
                   pdf_number(pdf_image_object(p, im, "DeviceGray", im->alpha, (size_t)im->width * im->height, PDF_DEFLATED, "")));
    d = pdf_image_object(p, im, kinds[im->kind].space, im->pixels, im->size, kinds[im->kind].jpeg ? PDF_AS_IT_IS : PDF_DEFLATED,
                         more.data ? more.data : "");
    pdf_part(p, im->name, d);
    buf_free(&more);
    return d;
}

static struct pdf_image *own_image(struct pdf *p, const struct image *im, mpt x, mpt y)
{
    struct pdf_image *known;

    while (p->images.n <= im->id)
        *VEC_PUSH(p->arena, &p->images) = (struct pdf_image){0};
    known = &p->images.v[im->id];
    if (!known->object)
        known->object = im->kind == IMAGE_PAGE ? new_page(p, im, x, y) : new_image(p, im);
    return known;
}

static void scaling(struct buf *b, mpt w, mpt h)
{
    buf_decimal(b, w, 3);
    buf_puts(b, " 0 0 ");
    buf_decimal(b, h, 3);
    buf_putc(b, ' ');
}

static void draw(struct pdf *p, const char *name, mpt x, mpt y, mpt w, mpt h)
{
    pdf_painted(p, x, y, w, h, NULL);
    pdf_alpha(p, 255); /* a fill's transparency would hold for pictures too */
    buf_puts(&p->at->out, "q ");
    scaling(&p->at->out, w, h);
    pdf_point(p, x, y + h);
    buf_printf(&p->at->out, "cm /%s Do Q\n", name);
}

/* A form with marks may be drawn but once (ISO 14289-1, 7.20), so it is an object of its own. */
static bool draw_tagged_page(struct pdf *p, const struct image *im, mpt x, mpt y, mpt w, mpt h)
{
    HPDF_Dict d = new_page(p, im, x, y);
    struct paper_place *place = &p->papers.v[p->papers.n - 1];
    char name[32];

    place->tagged = true;
    place->key = (unsigned)p->tags->grafts.n;
    pdf_graft_page(p, im, place->object, x, y, w, h);
    snprintf(name, sizeof name, "T%u", im->id);
    pdf_use(p, &p->at->xobjects, "XObject", name, d);
    draw(p, name, x, y, w, h);
    return pdf_ok(p);
}

/* What the picture is drawn as in this box, and its name; NULL: it must not be. */
static struct pdf_image *to_draw(struct pdf *p, const struct image *im, mpt x, mpt y, mpt w, mpt h, char *name, size_t room)
{
    struct pdf_flat *f = im->alpha ? pdf_flat(p, im, x, y, w, h) : NULL;

    if (im->alpha && !f && !pdf_transparent(p, N_("a picture that is transparent in parts, over more than one colour,")))
        return NULL;
    snprintf(name, room, f ? "I%uF%u" : "I%u", im->id, f ? f->number : 0);
    return f ? &f->image : own_image(p, im, x, y);
}

bool pdf_image(struct device *dev, const struct image *im, mpt x, mpt y, mpt w, mpt h)
{
    struct pdf *p = (struct pdf *)dev;
    struct pdf_image *known;
    char name[32];

    if (im->kind == IMAGE_PAGE && pdf_graft_keeps(p, im))
        return draw_tagged_page(p, im, x, y, w, h);
    if (!(known = to_draw(p, im, x, y, w, h, name, sizeof name)))
        return pdf_ok(p);
    if (known->serial != p->at->serial)
        pdf_use(p, &p->at->xobjects, "XObject", name, known->object);
    known->serial = p->at->serial;
    pdf_tags_graphic(p, x, y, w, h);
    draw(p, name, x, y, w, h);
    return pdf_ok(p);
}

/* --- tiles --- */

static void entry(struct buf *b, const char *before, int64_t v)
{
    buf_puts(b, before);
    buf_decimal(b, v, 3);
}

/* A tiling pattern (PDF 32000-1, 8.7.3), whose matrix leads to where the page or form begins, whatever is pushed. A row or column alone
 * has none beside it: Ghostscript would show a line of the next one. */
static HPDF_Dict new_pattern(struct pdf *p, const struct image *im, const struct pdf_image *known, const char *name,
                             const struct pdf_pattern *t)
{
    struct buf entries = {0}, cell = {0};
    HPDF_Dict d;

    buf_puts(&entries, "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 ");
    entry(&entries, "/BBox [0 0 ", im->natural_w);
    entry(&entries, " ", im->natural_h);
    entry(&entries, "] /XStep ", (int64_t)im->natural_w * (t->across ? 1 : 2));
    entry(&entries, " /YStep ", (int64_t)im->natural_h * (t->down ? 1 : 2));
    buf_printf(&entries, " /Matrix [%s", pdf_turn(t->turn));
    entry(&entries, "", t->at.x);
    entry(&entries, " ", (int64_t)p->at->stack[0].flip - t->at.y);
    buf_printf(&entries, "] /Resources <</XObject <</%s %u 0 R>>>> ", name, pdf_number(known->object));
    scaling(&cell, im->natural_w, im->natural_h);
    buf_printf(&cell, "0 0 cm /%s Do\n", name);
    d = pdf_stream(p, cell.data, cell.n, PDF_AS_IT_IS, &entries);
    buf_free(&cell);
    return d;
}

static bool are_alike(const struct pdf_pattern *a, const struct pdf_pattern *b)
{
    return a->at.x == b->at.x && a->at.y == b->at.y && a->turn == b->turn && a->across == b->across && a->down == b->down;
}

static void use_pattern(struct pdf *p, const struct image *im, struct pdf_image *known, const char *name, struct pdf_pattern wanted)
{
    struct pdf_pattern *t = &known->tiles;
    char own[16];

    if (!t->object || !are_alike(t, &wanted)) {
        *t = wanted;
        t->object = new_pattern(p, im, known, name, t);
        t->number = ++p->patterns;
    }
    snprintf(own, sizeof own, "P%u", t->number);
    if (t->serial != p->at->serial)
        pdf_use(p, &p->at->patterns, "Pattern", own, t->object);
    t->serial = p->at->serial;
    buf_printf(&p->at->out, "/Pattern cs /%s scn ", own);
}

bool pdf_tiles(struct device *dev, const struct image *im, mpt x, mpt y, mpt w, mpt h, mpt tx, mpt ty)
{
    struct pdf *p = (struct pdf *)dev;
    char name[32];
    struct pdf_image *known = to_draw(p, im, x, y, w, h, name, sizeof name);

    if (!known)
        return pdf_ok(p);
    pdf_tags_graphic(p, x, y, w, h);
    pdf_painted(p, x, y, w, h, NULL);
    pdf_alpha(p, 255); /* as draw() */
    buf_puts(&p->at->out, "q ");
    use_pattern(p, im, known, name,
                (struct pdf_pattern){.at = pdf_on_page(p, tx, mpt_add(ty, im->natural_h)), .turn = pdf_frame(p)->turn,
                                     .across = x < tx || x + w > tx + im->natural_w, .down = y < ty || y + h > ty + im->natural_h});
    pdf_rectangle(p, x, y, w, h);
    buf_puts(&p->at->out, "f Q\n");
    return pdf_ok(p);
}
