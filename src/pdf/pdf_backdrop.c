/* pdf_backdrop.c - pictures that are transparent in parts, of which PDF/A-1 knows nothing (ISO 19005-1, 6.4).
 *
 * Most stand on paper, and are transparent for no other reason than that their program saves them so. What lies below is looked
 * up: paper, or one fill of one colour. The picture is mixed with that and is opaque then, which is smaller too. Every profile
 * does so: viewers scale colours and transparency apart, so that a picture would not be the same to the pixel otherwise. Where
 * several things lie below, there is no one colour to mix it with: it stays transparent, or the profile is refused. */
#include <stdlib.h>

#include "pdf/pdf_int.h"

struct pdf_painted {
    mpt x0, y0, x1, y1; /* on the page */
    bool plain;         /* all of it in one colour */
    struct fo_color color;
};

void pdf_painted(struct pdf *p, mpt x, mpt y, mpt w, mpt h, const struct fo_color *color)
{
    struct pdf_place a, b;

    if (p->at != &p->page)
        return;
    a = pdf_on_page(p, x, y);
    b = pdf_on_page(p, mpt_add(x, w), mpt_add(y, h));
    *VEC_PUSH(p->arena, &p->painted) = (struct pdf_painted){
        .x0 = a.x < b.x ? a.x : b.x, .y0 = a.y < b.y ? a.y : b.y, .x1 = a.x < b.x ? b.x : a.x, .y1 = a.y < b.y ? b.y : a.y,
        .plain = color != NULL, .color = color ? *color : (struct fo_color){0}};
}

/* The one colour that lies below the box. False: there are several. */
static bool backdrop(struct pdf *p, mpt x, mpt y, mpt w, mpt h, struct fo_color *out)
{
    struct pdf_place a = pdf_on_page(p, x, y), b = pdf_on_page(p, mpt_add(x, w), mpt_add(y, h));
    mpt x0 = a.x < b.x ? a.x : b.x, x1 = a.x < b.x ? b.x : a.x, y0 = a.y < b.y ? a.y : b.y, y1 = a.y < b.y ? b.y : a.y;

    for (size_t i = p->painted.n; i-- > 0;) {
        const struct pdf_painted *t = &p->painted.v[i];
        if (t->x1 <= x0 || x1 <= t->x0 || t->y1 <= y0 || y1 <= t->y0)
            continue;
        *out = t->color;
        return t->plain && t->x0 <= x0 && x1 <= t->x1 && t->y0 <= y0 && y1 <= t->y1;
    }
    *out = (struct fo_color){255, 255, 255, 255};
    return true;
}

static uint8_t mixed(uint8_t picture, uint8_t alpha, uint8_t below)
{
    return (uint8_t)((picture * alpha + below * (255 - alpha) + 127) / 255);
}

/* The picture's pixels over the colour, malloced: gray, or three to a pixel. */
static uint8_t *flatten(const struct image *im, struct fo_color below, bool colored)
{
    size_t n = (size_t)im->width * im->height, from = im->kind == IMAGE_RGB ? 3 : 1, to = colored ? 3 : 1;
    const uint8_t under[] = {below.r, below.g, below.b};
    uint8_t *out = xmalloc(n * to);

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < to; k++)
            out[i * to + k] = mixed(im->pixels[i * from + (from == 3 ? k : 0)], im->alpha[i], under[k]);
    return out;
}

static struct pdf_flat *find(struct pdf *p, const struct image *im, struct fo_color below)
{
    for (size_t i = 0; i < p->flats.n; i++) {
        struct pdf_flat *f = &p->flats.v[i];
        if (f->of == im->id && f->below.r == below.r && f->below.g == below.g && f->below.b == below.b)
            return f;
    }
    return NULL;
}

struct pdf_flat *pdf_flat(struct pdf *p, const struct image *im, mpt x, mpt y, mpt w, mpt h)
{
    struct fo_color below;
    bool colored;
    uint8_t *pixels;
    struct pdf_flat *f;

    if (p->at != &p->page || !backdrop(p, x, y, w, h, &below))
        return NULL;
    if (!p->keeps->transparency)
        diag(p->base.diag, PDF_FLATTENED, &p->place, p->keeps->name);
    if ((f = find(p, im, below)))
        return f;
    colored = im->kind == IMAGE_RGB || below.r != below.g || below.g != below.b;
    p->colored |= colored;
    pixels = flatten(im, below, colored);
    f = VEC_PUSH(p->arena, &p->flats);
    *f = (struct pdf_flat){.of = im->id, .below = below, .number = (unsigned)p->flats.n};
    f->image.object = pdf_image_object(p, im, colored ? "DeviceRGB" : "DeviceGray", pixels,
                                       (size_t)im->width * im->height * (colored ? 3 : 1), PDF_DEFLATED, "");
    free(pixels);
    return f;
}
