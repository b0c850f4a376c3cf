#include "layout/qr.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum {
    QUIET = 4,    /* modules, ISO/IEC 18004 section 9.1 */
    LEAST = 709,  /* [mpt], a quarter of a millimetre: two pixels of an office scanner's 200 dpi */
    BLEED = 24    /* a rule reaches a 24th of a module over the next one, so that no seam shows between them */
};

struct code {
    const QRcode *qr;
    bool *drawn; /* by module */
    struct layout *l;
    struct area *box;
    mpt module, x, y; /* of the first module */
};

static bool dark(const struct code *c, int x, int y)
{
    return x < c->qr->width && y < c->qr->width && (c->qr->data[y * c->qr->width + x] & 1);
}

static bool dark_row(const struct code *c, int from, int to, int y)
{
    while (from < to && dark(c, from, y))
        from++;
    return from == to;
}

static void add_rule(struct code *c, int x0, int y0, int x1, int y1)
{
    struct area *a = area_new(c->l->chunk, AREA_RULE, NULL);
    a->x = c->x + x0 * c->module;
    a->y = c->y + y0 * c->module;
    a->w = (x1 - x0) * c->module + (dark(c, x1, y0) ? c->module / BLEED : 0);
    a->h = (y1 - y0) * c->module + c->module / BLEED;
    a->u.rule.style = FO_K_SOLID;
    a->u.rule.color = (struct fo_color){0, 0, 0, 255};
    area_append(c->box, a);
}

/* The largest rule from a module on, to the right and then down; it may lie over modules that are drawn. */
static void cover(struct code *c, int x, int y)
{
    int right = x, down = y + 1, width = c->qr->width;
    while (dark(c, right, y))
        right++;
    while (down < width && dark_row(c, x, right, down))
        down++;
    for (int row = y; row < down; row++)
        memset(c->drawn + row * width + x, true, (size_t)(right - x));
    add_rule(c, x, y, right, down);
}

static void draw(struct code *c)
{
    int n = c->qr->width;
    for (int y = 0; y < n; y++)
        for (int x = 0; x < n; x++)
            if (dark(c, x, y) && !c->drawn[y * n + x])
                cover(c, x, y);
}

static void too_small(struct layout *l, const struct fo_node *qr, int modules, mpt side)
{
    struct buf n = {0}, have = {0}, need = {0};
    buf_printf(&n, "%d", modules);
    buf_decimal(&have, side, 3);
    buf_decimal(&need, (int64_t)LEAST * (modules + 2 * QUIET), 3);
    diag(l->diag, QR_SMALL, &qr->loc, n.data, have.data, need.data);
    buf_free(&n);
    buf_free(&have);
    buf_free(&need);
}

void qr_draw(struct layout *l, struct fo_node *node, struct area *box, mpt w, mpt h)
{
    const char *content = fo_string(node, FO_X_CONTENT);
    QRcode *qr = *content ? QRcode_encodeString(content, 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;
    if (!qr) {
        struct buf bytes = {0};
        buf_printf(&bytes, "%zu", strlen(content));
        diag(l->diag, QR_CONTENT, &node->loc, bytes.data);
        buf_free(&bytes);
        return;
    }
    mpt side = w < h ? w : h, module = side / (qr->width + 2 * QUIET);
    if (module >= LEAST) {
        struct code c = {.qr = qr, .l = l, .box = box, .module = module};
        c.drawn = xcalloc((size_t)(qr->width * qr->width), sizeof *c.drawn);
        c.x = (w - module * qr->width) / 2;
        c.y = (h - module * qr->width) / 2;
        draw(&c);
        free(c.drawn);
    } else {
        too_small(l, node, qr->width, side);
    }
    QRcode_free(qr);
}
