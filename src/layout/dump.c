/* dump.c - an area tree as text: one area a line, indented by nesting, positions in points from the parent. */
#include "base/buf.h"
#include "base/limits.h"
#include "layout/device.h"

static const char *const kinds[] = {
    [AREA_PAGE] = "page", [AREA_REGION] = "region", [AREA_BOX] = "box", [AREA_VIEWPORT] = "viewport",
    [AREA_LINE] = "line", [AREA_INLINE] = "inline", [AREA_GLYPHS] = "text", [AREA_RULE] = "rule",
    [AREA_IMAGE] = "image", [AREA_PATH] = "path", [AREA_SLOT] = "slot",
};

static void dump_number(struct buf *b, const char *name, mpt v)
{
    buf_printf(b, " %s=", name);
    buf_decimal(b, v, 3);
}

static void dump_traits(struct buf *b, const struct area *a)
{
    if (!a->first)
        buf_puts(b, " continued");
    if (!a->last)
        buf_puts(b, " continues");
    if (a->artifact)
        buf_puts(b, " artifact");
    for (const struct area_mark *m = a->marks; m; m = m->next)
        if (m->id)
            buf_printf(b, " id=%s", m->id);
    if (a->link_internal)
        buf_printf(b, " link=#%s", a->link_internal);
    if (a->link_external)
        buf_printf(b, " link=%s", a->link_external);
}

static void dump_kind(struct buf *b, const struct area *a)
{
    if (a->kind == AREA_SLOT)
        buf_printf(b, " %u", a->u.slot.id);
    if (a->kind == AREA_LINE)
        dump_number(b, "baseline", a->u.line.baseline);
    if (a->kind == AREA_PAGE && a->u.page.label)
        buf_printf(b, " number=%u label=%s", a->u.page.number, a->u.page.label);
    if (a->kind == AREA_GLYPHS) {
        const struct glyph_run *r = a->u.run;
        buf_printf(b, " font=%s", r->font.face->postscript);
        dump_number(b, "size", r->font.size);
        buf_puts(b, " \"");
        buf_xml(b, r->text, r->text_len);
        buf_putc(b, '"');
    }
}

static void dump(struct buf *b, const struct area *a, unsigned depth)
{
    if (depth > 4 * LIMIT_DEPTH)
        return;
    buf_printf(b, "%*s%s", (int)(2 * depth), "", kinds[a->kind]);
    if (a->node)
        buf_printf(b, " %s", fo_element_name(a->node->element));
    dump_number(b, "x", a->x);
    dump_number(b, "y", a->y);
    dump_number(b, "w", a->w);
    dump_number(b, "h", a->h);
    dump_kind(b, a);
    dump_traits(b, a);
    buf_putc(b, '\n');
    for (const struct area *c = a->first_child; c; c = c->next)
        dump(b, c, depth + 1);
}

void area_dump(struct buf *out, const struct area *page)
{
    dump(out, page, 0);
}
