/* pdf_cff.c - a bare CFF table (CIDFontType0C) of the glyphs that a document uses: the glyph of code i is glyph i and CID i.
 * Layout of the table as in technical note 5176: header, name, top dict, strings, no global subroutines, then what the top
 * dict points to. */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"
#include "text/cff.h"

enum { OFFSET = 5, OP_ESCAPE = 12, OFFSETS = 4 /* charset, FDSelect, CharStrings, FDArray */ };

struct writer {
    const struct pdf_font *f;
    struct cff *face;
    struct buf out;
    const struct cff_glyph **glyphs; /* by code */
    size_t n;
    int place[256]; /* of the face's font dicts among those written; -1: not used */
    uint8_t used[256];
    unsigned dicts;
};

static void put_integer(struct buf *b, size_t v)
{
    buf_putc(b, 29);
    buf_be(b, v, 4);
}

static void put_operator(struct buf *b, unsigned op)
{
    if (op >> 8)
        buf_putc(b, (char)(op >> 8));
    buf_putc(b, (char)op);
}

static void put_entry(struct buf *b, struct cff_slice operands, unsigned op)
{
    if (operands.n == 0)
        return;
    buf_add(b, operands.p, operands.n);
    put_operator(b, op);
}

/* An INDEX of objects that stand one behind the other; ends[i] is where object i ends. */
static void put_index(struct buf *b, const char *data, const size_t *ends, size_t n)
{
    size_t total = n ? ends[n - 1] : 0;
    unsigned size = total + 1 < 1u << 8 ? 1 : total + 1 < 1u << 16 ? 2 : total + 1 < 1u << 24 ? 3 : 4;
    buf_be(b, n, 2);
    if (n == 0)
        return;
    buf_putc(b, (char)size);
    buf_be(b, 1, size);
    for (size_t i = 0; i < n; i++)
        buf_be(b, ends[i] + 1, size);
    buf_add(b, data, total);
}

static void put_string(struct buf *b, const char *s)
{
    size_t n = strlen(s);
    put_index(b, s, &n, 1);
}

static bool gather(struct writer *w)
{
    memset(w->place, -1, sizeof w->place);
    w->n = w->f->codes.n;
    w->glyphs = xcalloc(w->n, sizeof *w->glyphs);
    for (size_t i = 0; i < w->n; i++) {
        w->glyphs[i] = cff_glyph(w->face, w->f->codes.v[i].gid);
        if (!w->glyphs[i])
            return false;
        if (w->place[w->glyphs[i]->dict] < 0) {
            w->used[w->dicts] = w->glyphs[i]->dict;
            w->place[w->glyphs[i]->dict] = (int)w->dicts++;
        }
    }
    return true;
}

static void put_top_dict(const struct writer *w, struct buf *b, const size_t at[OFFSETS])
{
    static const unsigned ops[OFFSETS] = {15, OP_ESCAPE << 8 | 37, 17, OP_ESCAPE << 8 | 36};
    static const uint8_t ros[] = {28, 391 >> 8, 391 & 255, 28, 392 >> 8, 392 & 255, 139, OP_ESCAPE, 30}; /* Adobe, Identity, 0 */
    buf_add(b, ros, sizeof ros);
    put_entry(b, cff_matrix(w->face), OP_ESCAPE << 8 | 7);
    put_entry(b, cff_box(w->face), 5);
    put_integer(b, w->n);
    put_operator(b, OP_ESCAPE << 8 | 34);
    for (int i = 0; i < OFFSETS; i++) {
        put_integer(b, at[i]);
        put_operator(b, ops[i]);
    }
}

/* What stands before the first offset; its length does not depend on the offsets. */
static void put_head(const struct writer *w, struct buf *b, const size_t at[OFFSETS])
{
    static const size_t ends[] = {5, 13};
    struct buf top = {0};
    buf_add(b, "\1\0\4\4", 4);
    put_string(b, "subset");
    put_top_dict(w, &top, at);
    put_index(b, top.data, &top.n, 1);
    put_index(b, "AdobeIdentity", ends, 2);
    put_index(b, "", NULL, 0);
    buf_free(&top);
}

/* Sections 13 and 19: CIDs in a row from 1 on, and the font dicts of the glyphs. */
static void put_charset(const struct writer *w, struct buf *b)
{
    buf_putc(b, w->n > 1 ? 2 : 0);
    if (w->n > 1) {
        buf_be(b, 1, 2);
        buf_be(b, w->n - 2, 2);
    }
}

static uint8_t dict_of(const struct writer *w, size_t glyph)
{
    return (uint8_t)w->place[w->glyphs[glyph]->dict];
}

static size_t count_ranges(const struct writer *w)
{
    size_t n = 1;
    for (size_t i = 1; i < w->n; i++)
        n += dict_of(w, i) != dict_of(w, i - 1);
    return n;
}

/* Format 3, ranges of glyphs, or 0, each glyph by itself: what is shorter. */
static void put_select(const struct writer *w, struct buf *b)
{
    size_t ranges = count_ranges(w);
    bool by_range = ranges * 3 + 4 < w->n;
    buf_putc(b, by_range ? 3 : 0);
    if (by_range)
        buf_be(b, ranges, 2);
    for (size_t i = 0; i < w->n; i++) {
        if (by_range && i && dict_of(w, i) == dict_of(w, i - 1))
            continue;
        if (by_range)
            buf_be(b, i, 2);
        buf_putc(b, (char)dict_of(w, i));
    }
    if (by_range)
        buf_be(b, w->n, 2);
}

static void put_charstrings(const struct writer *w, struct buf *b)
{
    size_t *ends = xcalloc(w->n, sizeof *ends), total = 0;
    struct buf data = {0};
    for (size_t i = 0; i < w->n; i++) {
        buf_add(&data, w->glyphs[i]->program, w->glyphs[i]->n);
        ends[i] = total += w->glyphs[i]->n;
    }
    put_index(b, data.data, ends, w->n);
    buf_free(&data);
    free(ends);
}

static void put_private(const struct cff_dict *d, struct buf *b)
{
    put_entry(b, d->default_width, 20);
    put_entry(b, d->nominal_width, 21);
}

/* The font dicts, and behind them their private dicts. */
static void put_dicts(const struct writer *w, struct buf *b)
{
    size_t ends[256], starts[257] = {0}, head = 0;
    struct buf privates = {0}, dicts = {0};
    for (unsigned i = 0; i < w->dicts; i++) {
        put_private(cff_dict(w->face, w->used[i]), &privates);
        starts[i + 1] = privates.n;
    }
    for (int round = 0; round < 2; round++) { /* first for the length */
        size_t base = b->n + head;
        dicts.n = 0;
        for (unsigned i = 0; i < w->dicts; i++) {
            put_entry(&dicts, cff_dict(w->face, w->used[i])->matrix, OP_ESCAPE << 8 | 7);
            put_integer(&dicts, starts[i + 1] - starts[i]);
            put_integer(&dicts, base + starts[i]);
            put_operator(&dicts, 18);
            ends[i] = dicts.n;
        }
        struct buf index = {0};
        put_index(&index, dicts.data, ends, w->dicts);
        head = index.n;
        if (round == 1)
            buf_add(b, index.data, index.n);
        buf_free(&index);
    }
    buf_add(b, privates.data, privates.n);
    buf_free(&privates);
    buf_free(&dicts);
}

static void put_all(struct writer *w)
{
    static void (*const parts[OFFSETS])(const struct writer *, struct buf *) = {put_charset, put_select, put_charstrings, put_dicts};
    size_t at[OFFSETS] = {0};
    struct buf head = {0};
    put_head(w, &w->out, at);
    for (int i = 0; i < OFFSETS; i++) {
        at[i] = w->out.n;
        parts[i](w, &w->out);
    }
    put_head(w, &head, at);
    memcpy(w->out.data, head.data, head.n);
    buf_free(&head);
}

bool pdf_cff(const struct pdf_font *f, struct pdf_program *out)
{
    struct writer w = {.f = f, .face = font_outlines(f->face)};
    bool ok = gather(&w);
    if (ok) {
        put_all(&w);
        out->n = w.out.n;
        out->made = (uint8_t *)buf_steal(&w.out);
        out->data = out->made;
    }
    free(w.glyphs);
    return ok;
}
