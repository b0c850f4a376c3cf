/* para_line.c - sets one line: shares out the slack, places glyphs and objects. */
#include "text/para_int.h"

struct setting {
    struct para *p;
    const struct brk *a, *b;
    size_t from, to;      /* units of the line: [a->next, b->next) */
    size_t head;          /* first unit that is drawn */
    int64_t tail;         /* last unit that is drawn, or -1 */
    mpt *add;             /* slack of the gap behind each unit, index less from */
    struct glyph *glyphs; /* room left for the line's glyphs */
    struct para_line *line;
    VEC(struct para_piece) pieces;
    mpt x;
    bool goes_on;         /* another line follows */
    bool begun;           /* something stands on the line that keeps spaces behind it */
    size_t solid_to;      /* end edges from here on give up their spaces */
    mpt lent;             /* what the next opening mark gives from its blank left half, negative */
};

static const struct unit *unit_at(const struct setting *s, size_t i)
{
    return &s->p->units.v[i];
}

static bool is_drawn(const struct unit *u)
{
    return unit_visible(u) && !u->ignorable;
}

static void find_edges(struct setting *s)
{
    s->head = s->from;
    while (s->head < s->b->end && (!is_drawn(unit_at(s, s->head)) || unit_at(s, s->head)->discard))
        s->head++;
    s->tail = -1;
    for (size_t i = s->b->end; i-- > s->head;)
        if (is_drawn(unit_at(s, i)) && !unit_at(s, i)->cluster) {
            s->tail = (int64_t)i;
            return;
        }
}

static void find_solid(struct setting *s)
{
    s->begun = s->a->kept.start != 0;
    s->solid_to = s->to;
    for (size_t i = s->to; i-- > s->b->end;) {
        const struct unit *u = unit_at(s, i);
        if (u->kind != UNIT_CLOSE)
            continue;
        s->solid_to = i;
        if (unit_solid(s->p, u) != 0)
            return;
    }
}

/* --- slack --- */

enum share_by { BY_SHRINK, BY_STRETCH, BY_ANY_STRETCH, BY_HAN, BY_EXPAND, BY_WORD, BY_LETTER };

static bool is_inside_word(const struct setting *s, size_t i)
{
    const struct unit *u = unit_at(s, i), *next = u + 1;
    return !u->han && !u->cluster && next->kind == UNIT_CHAR && !next->han && !next->cluster && is_drawn(next);
}

/* What a gap can take of a kind of slack; the gap at the line's end takes none. */
static int64_t weight(const struct setting *s, size_t i, enum share_by by, int tier)
{
    const struct unit *u = unit_at(s, i);
    bool own = u->kind != UNIT_CHAR || u->cp == ' '; /* an object, a preserved space: it gives by itself, not the gap behind it */
    if (!is_drawn(u) || (!own && (int64_t)i >= s->tail))
        return 0;
    switch (by) {
    case BY_SHRINK: /* ragged text keeps its spaces */
        return u->shrink_tier == tier && (s->p->how.align == PARA_JUSTIFY || para_gives_ragged(s->p, u)) ? u->shrink : 0;
    case BY_STRETCH:
        return u->stretch_tier == tier ? u->stretch : 0;
    case BY_ANY_STRETCH:
        return u->stretch;
    case BY_HAN: /* up to half an em, as much as a mark has of its own and as stands beside Western text */
        return u->expand == EXPAND_HAN && (int64_t)i < s->tail ? u->font.size / 2 : 0;
    case BY_EXPAND: /* up to an em more: wider gaps are holes */
        return u->expand && (int64_t)i < s->tail ? u->font.size : 0;
    case BY_WORD:
        return (int64_t)i < s->tail && (u->expand || is_inside_word(s, i)) ? 1 : 0;
    default:
        return !u->cluster && !u->whole && (int64_t)i < s->tail ? 1 : 0;
    }
}

static int64_t total_weight(const struct setting *s, enum share_by by, int tier)
{
    int64_t total = 0;
    for (size_t i = s->head; i < s->b->end; i++)
        total += weight(s, i, by, tier);
    return total;
}

/* Shares out at most `amount` (of the sign given) by weight, exactly; returns what is left. With `capped` no gap takes
 * more than its weight. */
static int64_t share(struct setting *s, int64_t amount, enum share_by by, int tier, bool capped)
{
    int64_t total = total_weight(s, by, tier), seen = 0, given = 0;
    if (total == 0)
        return amount;
    int64_t size = amount < 0 ? -amount : amount, take = capped && size > total ? total : size;
    for (size_t i = s->head; i < s->b->end; i++) {
        seen += weight(s, i, by, tier);
        /* take < 2^31 and seen < 2^41 in a paragraph of 2^20 units: the product fits */
        int64_t upto = mpt_part(take, seen, total), part = upto - given;
        s->add[i - s->from] += (mpt)(amount < 0 ? -part : part);
        given = upto;
    }
    return amount < 0 ? amount + take : amount - take;
}

/* Ragged Western text: what the letters inside words must give, everything else gives by the same ratio, so that all
 * letters stand equally far apart. */
static int64_t squeeze_letters(struct setting *s, int64_t miss)
{
    int64_t total = total_weight(s, BY_SHRINK, SHRINK_SPACE);
    if (total < -miss)
        return miss;
    for (size_t i = s->head; (int64_t)i < s->tail; i++)
        s->add[i - s->from] += (mpt)(unit_at(s, i)->shrink * miss / total);
    return 0;
}

/* A Western line that is not to be justified and overflows all the same keeps its spaces. */
static int64_t squeeze(struct setting *s, enum para_align align, int64_t miss)
{
    if (!s->p->chinese && s->p->how.align != PARA_JUSTIFY)
        return squeeze_letters(s, miss);
    if (!s->p->chinese && align != PARA_JUSTIFY && total_weight(s, BY_SHRINK, SHRINK_SPACE) < -miss)
        return miss;
    for (int tier = 0; tier < SHRINK_TIERS && miss < 0; tier++)
        miss = share(s, miss, BY_SHRINK, tier, true);
    return miss;
}

/* T12: Han gaps until they are as wide as the others; then every place that may open, equally; at last the letters of a code too, when
 * there is nothing else or holes would open. */
static int64_t open_up(struct setting *s, int64_t miss)
{
    if (!s->p->chinese)
        return share(s, miss, BY_ANY_STRETCH, 0, false);
    for (int tier = 0; tier < STRETCH_TIERS && miss > 0; tier++)
        miss = share(s, miss, BY_STRETCH, tier, true);
    if (miss > 0)
        miss = share(s, miss, BY_HAN, 0, true);
    bool opens = miss > 0 && total_weight(s, BY_EXPAND, 0) > 0;
    if (opens)
        miss = share(s, miss, BY_EXPAND, 0, true);
    if (miss > 0)
        miss = share(s, miss, opens ? BY_WORD : BY_ANY_STRETCH, 0, false);
    return miss > 0 ? share(s, miss, BY_LETTER, 0, false) : miss;
}

/* --- pieces --- */

static struct para_piece *add_piece(struct setting *s, enum para_piece_kind kind, const struct unit *u)
{
    const struct item *it = &s->p->items.v[u->item];
    struct para_piece *q = VEC_PUSH(s->p->lay, &s->pieces);
    *q = (struct para_piece){.kind = kind, .user = it->user, .style = it->style, .x = s->x};
    if (kind != PARA_PIECE_OPEN && kind != PARA_PIECE_CLOSE && !s->line->user)
        s->line->user = it->user;
    return q;
}

/* The piece that u's glyphs go to: the one before when nothing parts them. */
static struct para_piece *glyph_piece(struct setting *s, const struct unit *u)
{
    const struct item *it = &s->p->items.v[u->item];
    struct para_piece *q = s->pieces.n ? &s->pieces.v[s->pieces.n - 1] : NULL;
    const char *text = it->text + u->byte;
    if (q && q->kind == PARA_PIECE_GLYPHS && q->user == it->user && q->style == it->style && q->text + q->text_len == text &&
        q->font.face == u->font.face && q->font.size == u->font.size && q->font.synth_bold == u->font.synth_bold &&
        q->font.synth_italic == u->font.synth_italic)
        return q;
    q = add_piece(s, PARA_PIECE_GLYPHS, u);
    q->font = u->font;
    q->text = text;
    q->glyphs = s->glyphs;
    return q;
}

static void put_glyphs(struct setting *s, size_t i, mpt width, mpt shift)
{
    const struct unit *u = unit_at(s, i);
    struct para_piece *q = glyph_piece(s, u);
    uint32_t cluster = (uint32_t)q->text_len;
    mpt left = width;
    for (uint32_t k = 0; k < u->glyphs; k++) {
        struct glyph g = s->p->glyphs.v[u->first_glyph + k];
        g.cluster = cluster;
        g.dx += shift;
        if (k + 1 == u->glyphs)
            g.advance = left;
        left -= g.advance;
        *s->glyphs++ = g;
        q->count++;
    }
    if (u->glyphs == 0 && q->count > 0) { /* a letter inside a ligature: the glyph before takes its space */
        q->glyphs[q->count - 1].advance += width;
    }
    q->text_len += u->bytes;
    q->width = mpt_add(q->width, width);
    s->x = mpt_add(s->x, width);
}

static void put_char(struct setting *s, size_t i)
{
    const struct unit *u = unit_at(s, i);
    bool tail = (int64_t)i == s->tail;
    mpt add = s->add[i - s->from], width = mpt_add(u->advance, tail ? 0 : u->gap), shift = u->dx;
    if (cjk_blank_left(u->class) && u->han) {
        shift = mpt_add(shift, s->lent);
        width = mpt_add(width, s->lent);
        s->lent = 0;
    }
    if (u->lent && add < 0)
        s->lent = add;
    else
        width = mpt_add(width, add);
    if (i == s->head && s->a->open_half) {
        shift = mpt_add(shift, -(int64_t)u->half);
        width = mpt_add(width, -(int64_t)u->half);
    }
    if (tail)
        width = mpt_add(width, s->b->close);
    put_glyphs(s, i, width, shift);
    s->line->has_text = s->begun = true;
}

static void put_hyphen(struct setting *s, size_t i)
{
    const struct unit *u = unit_at(s, i);
    struct glyph g[HYPHEN_GLYPHS];
    size_t n = para_shape_hyphen(s->p, u, g);
    struct para_piece *q = glyph_piece(s, u);
    for (size_t k = 0; k < n; k++) {
        g[k].cluster = (uint32_t)q->text_len;
        *s->glyphs++ = g[k];
        q->count++;
        q->width = mpt_add(q->width, g[k].advance);
        s->x = mpt_add(s->x, g[k].advance);
    }
    q->text_len += u->bytes;
}

static void put_object(struct setting *s, size_t i)
{
    const struct unit *u = unit_at(s, i);
    struct para_piece *q = add_piece(s, PARA_PIECE_OBJECT, u);
    q->width = u->kind == UNIT_ANCHOR ? 0 : mpt_add(u->advance, s->add[i - s->from]);
    s->x = mpt_add(s->x, (int64_t)q->width + (u->kind == UNIT_ANCHOR || (int64_t)i == s->tail ? 0 : u->gap));
    if (u->kind != UNIT_ANCHOR)
        s->line->has_text = s->begun = true;
}

static void put_edge(struct setting *s, size_t i)
{
    const struct unit *u = unit_at(s, i);
    struct para_piece *q = add_piece(s, u->kind == UNIT_OPEN ? PARA_PIECE_OPEN : PARA_PIECE_CLOSE, u);
    bool goes = u->kind == UNIT_OPEN ? !s->begun : i >= s->solid_to;
    q->width = goes ? unit_solid(s->p, u) : u->advance;
    s->begun |= q->width != 0;
    s->x = mpt_add(s->x, q->width);
}

/* Who reads on must know that the words here are two. */
static void note_space(struct setting *s)
{
    for (size_t i = s->pieces.n; i-- > 0;) {
        struct para_piece *q = &s->pieces.v[i];
        if (q->kind == PARA_PIECE_GLYPHS)
            q->spaced = true;
        if (q->kind == PARA_PIECE_GLYPHS || q->kind == PARA_PIECE_OBJECT)
            return;
    }
}

static void put_unit(struct setting *s, size_t i)
{
    const struct unit *u = unit_at(s, i);
    if (u->kind == UNIT_CHAR) {
        bool gone = i >= s->b->end || (u->discard && i < s->head) || (u->ignorable && !u->cluster);
        if (!gone)
            put_char(s, i);
        else if (u->cp == 0xAD && s->b->kind == BREAK_HYPHEN && i + 1 == s->b->end)
            put_hyphen(s, i);
        else if (u->cp == ' ' && s->goes_on && i >= s->b->end)
            note_space(s);
    } else if (u->kind == UNIT_OPEN || u->kind == UNIT_CLOSE) {
        put_edge(s, i);
    } else if (u->kind != UNIT_BREAK) {
        put_object(s, i);
    }
}

static struct glyph *glyph_room(struct setting *s)
{
    size_t n = 4;
    for (size_t i = s->from; i < s->to; i++)
        n += unit_at(s, i)->glyphs;
    return arena_array(s->p->lay, n, sizeof(struct glyph));
}

static mpt aligned(enum para_align align, int64_t miss)
{
    return mpt_add(0, align == PARA_END ? miss : align == PARA_CENTER || (align == PARA_SPREAD && miss > 0) ? miss / 2 : 0);
}

void para_set_line(struct para *p, const struct brk *a, const struct brk *b, bool first, bool last)
{
    struct para_line *line = VEC_PUSH(p->lay, &p->lines);
    *line = (struct para_line){.from = para_place(p, a->next), .ends = last};
    struct setting s = {.p = p, .a = a, .b = b, .from = a->next, .to = b->next, .line = line, .goes_on = !last};
    s.add = arena_array(p->lay, s.to - s.from + 1, sizeof *s.add);
    s.glyphs = glyph_room(&s);
    find_edges(&s);
    find_solid(&s);
    enum para_align align = last ? p->how.align_last : p->how.align;
    int64_t room = (int64_t)para_measure(p, first) - (last ? p->how.last_end_indent : 0);
    int64_t miss = room - (b->to_end.w + b->extra - a->to_next.w - a->trim);
    if (miss < 0)
        miss = squeeze(&s, align, miss);
    else if (miss > 0 && align == PARA_JUSTIFY)
        miss = open_up(&s, miss);
    else if (miss > 0 && align == PARA_SPREAD)
        miss = para_spread(p, s.head, s.tail, miss, s.add + (s.head - s.from));
    s.x = line->x = mpt_add(first ? p->how.first_indent : 0, aligned(align, miss));
    s.x = mpt_add(s.x, a->kept.start);
    if (miss > 0 && (last ? p->how.mirror_last : p->how.mirror))
        line->mirror = align == PARA_START ? mpt_add(0, miss) : align == PARA_END ? mpt_add(0, -miss) : 0;
    for (size_t i = s.from; i < s.to; i++)
        put_unit(&s, i);
    s.x = mpt_add(s.x, b->kept.end);
    line->pieces = s.pieces.v;
    line->count = s.pieces.n;
    line->width = mpt_add(s.x, -(int64_t)line->x);
    line->cut = !last && b->kind >= BREAK_NUMBER;
    line->overfull = miss < 0 ? mpt_add(0, -miss) : 0;
}
