/* spread.c - see spread.h. */
#include "layout/spread.h"

#include "layout/single.h"

bool spread_given(const struct fo_node *n)
{
    return fo_length(n, FO_X_SPREAD).keyword != FO_K_NONE;
}

static void report_cut(struct layout *l, const struct fo_node *block, mpt wanted, mpt width)
{
    struct buf more = {0}, room = {0};
    buf_decimal(&more, wanted - width, 3);
    buf_decimal(&room, width, 3);
    diag(l->diag, SPREAD_TOO_WIDE, &block->loc, more.data, room.data);
    buf_free(&more);
    buf_free(&room);
}

void spread_block(struct layout *l, const struct fo_node *block, mpt *left, mpt *width)
{
    mpt wanted = fo_mpt(block, FO_X_SPREAD, *width), free = *width - wanted;
    if (free < 0) {
        report_cut(l, block, wanted, *width);
        return;
    }
    enum fo_keyword a = fo_enum(block, FO_P_TEXT_ALIGN);
    *left += a == FO_K_CENTER ? free / 2 : a == FO_K_END || a == FO_K_RIGHT ? free : 0;
    *width = wanted;
}

void spread_width_range(const struct fo_node *block, mpt *min, mpt *max)
{
    struct fo_length w = fo_length(block, FO_X_SPREAD);
    if (w.keyword == FO_K_UNSET && w.fraction == 0)
        *min = *max = w.abs;
}

/* A label that is too wide is set at its own width: nothing may print over what follows. */
static void report_narrow(struct inl *b, struct fo_node *n, const struct para_line *line, mpt width)
{
    struct buf text = {0}, over = {0}, room = {0};
    inl_line_start(&text, line);
    buf_decimal(&over, line->width - width, 3);
    buf_decimal(&room, width, 3);
    diag(b->l->diag, SPREAD_TOO_NARROW, &n->loc, text.n ? text.data : "", over.data, room.data);
    buf_free(&text);
    buf_free(&over);
    buf_free(&room);
}

bool spread_inline(struct inl *b, struct fo_node *n)
{
    if (n->element != FO_INLINE || !spread_given(n))
        return false;
    mpt width = fo_mpt(n, FO_X_SPREAD, b->container_ipd);
    struct inl *inner = single_line(b, n, FO_X_SPREAD, width, PARA_SPREAD);
    if (!inner)
        return false;
    if (para_lines(inner->p) == 0)
        return true;
    const struct para_line *line = para_line(inner->p, 0);
    if (line->overfull >= MPT_PER_PT / 10 && b->s)
        report_narrow(b, n, line, width);
    single_put(b, n, inner, line->overfull > 0 ? line->width : width, 0);
    return true;
}
