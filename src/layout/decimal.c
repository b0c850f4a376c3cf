/* decimal.c - see decimal.h. */
#include "layout/decimal.h"

#include "base/utf8.h"

/* --- the number in a text --- */

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_point(uint32_t c)
{
    return c == '.' || c == 0xFF0E;
}

/* Between groups of three: comma, full-width comma, apostrophe, the spaces that don't break. */
static bool is_separator(uint32_t c)
{
    return c == ',' || c == 0xFF0C || c == '\'' || c == 0x2019 || c == 0xA0 || c == 0x2009 || c == 0x202F;
}

/* A plain space parts thousands (GB/T 15835-2011) where three digits follow. */
static bool parts_thousands(const uint32_t *c, const uint32_t *end)
{
    size_t digits = 0;
    if (*c != ' ')
        return is_separator(*c) && c + 1 < end && is_digit(c[1]);
    while (c + 1 + digits < end && is_digit(c[1 + digits]))
        digits++;
    return digits == 3;
}

size_t decimal_find(const uint32_t *cps, size_t n, bool *number)
{
    size_t i = 0;
    while (i < n && !is_digit(cps[i]) && !(is_point(cps[i]) && i + 1 < n && is_digit(cps[i + 1])))
        i++;
    *number = i < n;
    while (i < n && (is_digit(cps[i]) || parts_thousands(cps + i, cps + n)))
        i++;
    return i;
}

/* --- lines --- */

#define CHARACTERS 256 /* of a line that are looked at: a number is shorter */

struct text {
    uint32_t cps[CHARACTERS];
    struct { const struct para_piece *piece; uint32_t byte; } at[CHARACTERS];
    size_t n;
};

static void read_line(struct text *t, const struct para_line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct para_piece *q = &line->pieces[i];
        const char *s = q->text, *end = q->kind == PARA_PIECE_GLYPHS ? s + q->text_len : s;
        while (s < end && t->n < CHARACTERS) {
            t->at[t->n].piece = q;
            t->at[t->n].byte = (uint32_t)(s - q->text);
            t->cps[t->n++] = utf8_next(&s, end);
        }
    }
}

static mpt x_of(const struct text *t, size_t i)
{
    const struct para_piece *q = t->at[i].piece;
    mpt x = q->x;
    for (size_t k = 0; k < q->count && q->glyphs[k].cluster < t->at[i].byte; k++)
        x += q->glyphs[k].advance;
    return x;
}

struct decimal_extent decimal_measure(const struct para_line *line)
{
    struct text t = {.n = 0};
    struct decimal_extent e;
    read_line(&t, line);
    size_t at = decimal_find(t.cps, t.n, &e.number);
    e.before = (at < t.n ? x_of(&t, at) : line->x + line->width) - line->x;
    e.after = line->width - e.before;
    return e;
}

const struct decimal_place *decimal_place_of(const struct fo_node *block)
{
    while (block && (block->element == FO_BLOCK || block->element == FO_WRAPPER))
        block = block->parent;
    return block && block->element == FO_TABLE_CELL ? block->layout : NULL;
}

static void report(struct inl *b, const struct para_line *line, mpt off)
{
    struct buf text = {0}, by = {0};
    inl_line_start(&text, line);
    buf_decimal(&by, off < 0 ? -off : off, 3);
    diag(b->l->diag, DECIMAL_NO_ROOM, &b->block->loc, text.n ? text.data : "", by.data);
    buf_free(&text);
    buf_free(&by);
}

struct para_line decimal_line(struct inl *b, const struct para_line *line, const struct decimal_place *at)
{
    struct decimal_extent e = decimal_measure(line);
    struct para_line moved = *line;
    mpt wanted = at->x - b->left - e.before, room = b->width - line->width;
    moved.x = wanted > room ? room : wanted;
    moved.x = moved.x < 0 ? 0 : moved.x;
    mpt off = wanted - moved.x;
    if (e.number && (off >= MPT_PER_PT / 10 || off <= -MPT_PER_PT / 10))
        report(b, line, off);
    for (size_t i = 0; i < moved.count; i++)
        moved.pieces[i].x += moved.x - line->x;
    return moved;
}
