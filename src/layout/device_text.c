/* device_text.c - the device that writes what is drawn, one call a line: what golden tests compare instead of PDF bytes. */
#include <stdlib.h>

#include "base/buf.h"
#include "layout/device.h"

struct text_device {
    struct device base;
    struct buf *out;
};

static struct buf *out_of(struct device *d)
{
    return ((struct text_device *)d)->out;
}

static void num(struct buf *b, mpt v)
{
    buf_putc(b, ' ');
    buf_decimal(b, v, 3);
}

static void box(struct buf *b, mpt x, mpt y, mpt w, mpt h)
{
    num(b, x);
    num(b, y);
    num(b, w);
    num(b, h);
}

static void color(struct buf *b, struct fo_color c)
{
    buf_printf(b, " #%02x%02x%02x", c.r, c.g, c.b);
    if (c.a != 255)
        buf_printf(b, "/%u", c.a);
}

static bool t_begin_document(struct device *d, const struct device_document *doc)
{
    buf_printf(out_of(d), "document \"%s\" lang=%s\n", doc->title ? doc->title : "", doc->language ? doc->language : "");
    return true;
}

static bool t_restart(struct device *d)
{
    (void)d;
    return true;
}

static bool t_begin_page(struct device *d, const struct device_page *p)
{
    buf_printf(out_of(d), "page %u label=%s", p->number, p->label ? p->label : "");
    num(out_of(d), p->width);
    num(out_of(d), p->height);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_end_page(struct device *d)
{
    buf_puts(out_of(d), "end page\n");
    return true;
}

static bool t_area(struct device *d, const struct area *a, enum device_artifact how)
{
    (void)d;
    (void)a;
    (void)how;
    return true;
}

static bool t_end_area(struct device *d, const struct area *a)
{
    (void)d;
    (void)a;
    return true;
}

static bool t_glyphs(struct device *d, const struct glyph_run *r, mpt x, mpt y)
{
    struct buf *b = out_of(d);
    buf_printf(b, "text %s", r->font.face->postscript);
    num(b, r->font.size);
    num(b, x);
    num(b, y);
    color(b, r->color);
    buf_printf(b, "%s%s", r->font.synth_bold ? " bold" : "", r->font.synth_italic ? " slanted" : "");
    buf_puts(b, " \"");
    buf_xml(b, r->text, r->text_len);
    buf_puts(b, "\"");
    for (size_t i = 0; i < r->count; i++) {
        const struct glyph *g = &r->glyphs[i];
        buf_printf(b, " %u:", g->gid);
        buf_decimal(b, g->advance, 3);
        if (g->dx || g->dy) {
            buf_putc(b, '@');
            buf_decimal(b, g->dx, 3);
            buf_putc(b, ',');
            buf_decimal(b, g->dy, 3);
        }
    }
    buf_putc(b, '\n');
    return true;
}

static bool t_fill(struct device *d, mpt x, mpt y, mpt w, mpt h, struct fo_color c)
{
    buf_puts(out_of(d), "fill");
    box(out_of(d), x, y, w, h);
    color(out_of(d), c);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_stroke(struct device *d, mpt x, mpt y, mpt w, mpt h, enum fo_keyword style, struct fo_color c)
{
    buf_printf(out_of(d), "stroke %s", fo_keyword_name(style));
    box(out_of(d), x, y, w, h);
    color(out_of(d), c);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_path(struct device *d, const struct area_path *p, mpt x, mpt y)
{
    struct buf *b = out_of(d);
    buf_puts(b, p->axis ? "band" : p->closed ? "polygon" : "polyline");
    for (size_t i = 0; i < p->count; i++) {
        num(b, x + p->points[i][0]);
        num(b, y + p->points[i][1]);
    }
    color(b, p->fill);
    color(b, p->stroke);
    num(b, p->stroke_width);
    buf_putc(b, '\n');
    return true;
}

static void picture(struct buf *b, const char *what, const struct image *im, mpt x, mpt y, mpt w, mpt h)
{
    buf_printf(b, "%s %ux%u%s", what, im->width, im->height, im->alpha ? " alpha" : "");
    box(b, x, y, w, h);
}

static bool t_image(struct device *d, const struct image *im, mpt x, mpt y, mpt w, mpt h)
{
    picture(out_of(d), "image", im, x, y, w, h);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_tiles(struct device *d, const struct image *im, mpt x, mpt y, mpt w, mpt h, mpt tx, mpt ty)
{
    picture(out_of(d), "tiles", im, x, y, w, h);
    buf_puts(out_of(d), " of");
    box(out_of(d), tx, ty, im->natural_w, im->natural_h);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_link(struct device *d, mpt x, mpt y, mpt w, mpt h, const char *id, const char *uri, const struct area *a)
{
    (void)a;
    buf_printf(out_of(d), "link %s%s", id ? "#" : "", id ? id : uri);
    box(out_of(d), x, y, w, h);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_field(struct device *d, const struct fo_node *n, mpt x, mpt y, mpt w, mpt h)
{
    buf_printf(out_of(d), "field %s %s", fo_keyword_name(fo_enum(n, FO_X_FIELD)), fo_string(n, FO_X_FIELD_NAME));
    box(out_of(d), x, y, w, h);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_destination(struct device *d, const char *id, mpt x, mpt y)
{
    buf_printf(out_of(d), "place %s", id);
    num(out_of(d), x);
    num(out_of(d), y);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_push(struct device *d, mpt x, mpt y, int turn, mpt w, mpt h)
{
    buf_puts(out_of(d), "push");
    num(out_of(d), x);
    num(out_of(d), y);
    buf_printf(out_of(d), " turn=%d", turn);
    if (w >= 0) {
        buf_puts(out_of(d), " clip");
        num(out_of(d), w);
        num(out_of(d), h);
    }
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_pop(struct device *d)
{
    buf_puts(out_of(d), "pop\n");
    return true;
}

static bool t_slot(struct device *d, unsigned id, mpt x, mpt y)
{
    buf_printf(out_of(d), "slot %u", id);
    num(out_of(d), x);
    num(out_of(d), y);
    buf_putc(out_of(d), '\n');
    return true;
}

static bool t_begin_slot(struct device *d, unsigned id)
{
    buf_printf(out_of(d), "begin slot %u\n", id);
    return true;
}

static bool t_end_slot(struct device *d)
{
    buf_puts(out_of(d), "end slot\n");
    return true;
}

static bool t_outline(struct device *d, const struct device_outline *o)
{
    const char *to = o->id ? o->id : o->uri ? o->uri : "";
    buf_printf(out_of(d), "outline %d%s \"%s\" %s%s\n", o->depth, o->open ? "" : " closed", o->title, o->id ? "#" : "", to);
    return true;
}

static bool t_end_document(struct device *d)
{
    buf_puts(out_of(d), "end document\n");
    return true;
}

static void t_free(struct device *d)
{
    free(d);
}

struct device *device_text_new(struct buf *out, struct diag_list *diag_list)
{
    static const struct device_ops ops = {
        .begin_document = t_begin_document, .restart = t_restart, .begin_page = t_begin_page, .end_page = t_end_page,
        .begin_area = t_area, .end_area = t_end_area, .glyphs = t_glyphs, .fill = t_fill, .stroke = t_stroke,
        .path = t_path, .image = t_image, .tiles = t_tiles, .link = t_link, .field = t_field,
        .destination = t_destination, .push = t_push, .pop = t_pop,
        .slot = t_slot, .begin_slot = t_begin_slot, .end_slot = t_end_slot, .outline = t_outline,
        .end_document = t_end_document, .free = t_free,
    };
    struct text_device *t = xcalloc(1, sizeof *t);
    t->base.ops = &ops;
    t->base.diag = diag_list;
    t->out = out;
    return &t->base;
}
