/* pdf_glyf.c - a TrueType font (FontFile2) of the glyphs that a document uses: the glyph of code i is glyph i and CID i. The
 * tables are those that PDF asks for (32000-1, 9.9) of a font without instructions; layouts as in OpenType 1.9. */
#include <endian.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"
#include "text/glyf.h"

enum {
    TABLES = 6,
    HEAD_SUM = 8,        /* where head has the sum of the whole */
    SHORT_MOST = 0x1fffe /* greatest offset that the short format can say */
};

struct extent {
    int least, most;
};

struct writer {
    const struct pdf_font *f;
    const struct glyf_glyph **glyphs; /* by code */
    size_t n;
    struct buf out;
    struct extent box[2], advance, left, right; /* x and y; side bearings */
    size_t length;                              /* of glyf */
    size_t points, contours;                    /* at most, of a glyph */
    size_t glyphs_at;                           /* where glyf begins */
};

static void add(struct extent *e, int v)
{
    e->least = v < e->least ? v : e->least;
    e->most = v > e->most ? v : e->most;
}

static int advance_of(const struct writer *w, size_t i)
{
    return font_advance_fu(w->f->face, w->f->codes.v[i].gid);
}

static void measure(struct writer *w, size_t i)
{
    const struct glyf_glyph *g = w->glyphs[i];
    int advance = advance_of(w, i);
    add(&w->advance, advance);
    w->length += g->n;
    if (g->n == 0)
        return;
    for (int k = 0; k < 4; k++)
        add(&w->box[k % 2], g->box[k]);
    add(&w->left, g->box[0]);
    add(&w->right, advance - g->box[2]);
    w->points = g->points > w->points ? g->points : w->points;
    w->contours = g->contours > w->contours ? g->contours : w->contours;
}

static bool gather(struct writer *w)
{
    struct glyf *curves = font_curves(w->f->face);
    w->n = w->f->codes.n;
    if (!curves)
        return false;
    w->glyphs = xcalloc(w->n, sizeof *w->glyphs);
    for (size_t i = 0; i < w->n; i++) {
        w->glyphs[i] = glyf_glyph(curves, w->f->codes.v[i].gid);
        if (!w->glyphs[i])
            return false;
        measure(w, i);
    }
    return true;
}

/* --- tables --- */

static bool has_short_offsets(const struct writer *w)
{
    return w->length <= SHORT_MOST;
}

static void put_glyf(struct writer *w)
{
    w->glyphs_at = w->out.n;
    for (size_t i = 0; i < w->n; i++)
        buf_add(&w->out, w->glyphs[i]->data, w->glyphs[i]->n);
}

static void put_head(struct writer *w)
{
    buf_be(&w->out, 0x00010000, 4);
    buf_be(&w->out, 0x00010000, 4); /* of the font: subsets have no history */
    buf_be(&w->out, 0, 4);          /* HEAD_SUM */
    buf_be(&w->out, 0x5f0f3cf5, 4);
    buf_be(&w->out, 3, 2); /* the baseline is at y = 0, left side bearings begin at x = 0 */
    buf_be(&w->out, (unsigned)w->f->face->m.units_per_em, 2);
    buf_be(&w->out, 0, 8); /* made and changed: the document says when */
    buf_be(&w->out, 0, 8);
    for (int k = 0; k < 4; k++)
        buf_be(&w->out, (uint16_t)(k < 2 ? w->box[k].least : w->box[k - 2].most), 2);
    buf_be(&w->out, 0, 2); /* no style */
    buf_be(&w->out, 6, 2); /* smallest legible size [px] */
    buf_be(&w->out, 2, 2); /* direction: a field of the past, and its value */
    buf_be(&w->out, has_short_offsets(w) ? 0 : 1, 2);
    buf_be(&w->out, 0, 2);
}

/* Glyphs of the last advance at the end have no entry of their own. */
static size_t count_metrics(const struct writer *w)
{
    size_t n = w->n;
    while (n > 1 && advance_of(w, n - 2) == advance_of(w, w->n - 1))
        n--;
    return n;
}

static void put_hhea(struct writer *w)
{
    const struct font_metrics *m = &w->f->face->m;
    buf_be(&w->out, 0x00010000, 4);
    buf_be(&w->out, (uint16_t)m->ascent_fu, 2);
    buf_be(&w->out, (uint16_t)-m->descent_fu, 2);
    buf_be(&w->out, 0, 2);
    buf_be(&w->out, (uint16_t)w->advance.most, 2);
    buf_be(&w->out, (uint16_t)w->left.least, 2);
    buf_be(&w->out, (uint16_t)w->right.least, 2);
    buf_be(&w->out, (uint16_t)w->box[0].most, 2); /* greatest left + width: left is xMin here */
    buf_be(&w->out, 1, 2);                        /* an upright caret */
    buf_be(&w->out, 0, 2 + 2 + 8 + 2);
    buf_be(&w->out, count_metrics(w), 2);
}

static void put_hmtx(struct writer *w)
{
    size_t full = count_metrics(w);
    for (size_t i = 0; i < w->n; i++) {
        if (i < full)
            buf_be(&w->out, (uint16_t)advance_of(w, i), 2);
        buf_be(&w->out, (uint16_t)w->glyphs[i]->box[0], 2);
    }
}

static void put_loca(struct writer *w)
{
    size_t at = 0;
    bool is_short = has_short_offsets(w);
    for (size_t i = 0; i <= w->n; i++) {
        buf_be(&w->out, is_short ? at / 2 : at, is_short ? 2 : 4);
        at += i < w->n ? w->glyphs[i]->n : 0;
    }
}

static void put_maxp(struct writer *w)
{
    buf_be(&w->out, 0x00010000, 4);
    buf_be(&w->out, w->n, 2);
    buf_be(&w->out, w->points, 2);
    buf_be(&w->out, w->contours, 2);
    buf_be(&w->out, 0, 4); /* of composite glyphs */
    buf_be(&w->out, 1, 2); /* no twilight zone, and nothing else for instructions */
    buf_be(&w->out, 0, 32 - 16);
}

/* --- the font --- */

/* Of words, from there to the end. */
static uint32_t sum_of(const struct buf *b, size_t from)
{
    const uint8_t *p = (const uint8_t *)b->data;
    uint32_t sum = 0, word;
    for (size_t i = from; i < b->n; i += sizeof word) {
        memcpy(&word, p + i, sizeof word);
        sum += be32toh(word);
    }
    return sum;
}

static void put_directory(struct buf *b)
{
    buf_be(b, 0x00010000, 4);
    buf_be(b, TABLES, 2);
    buf_be(b, 4 * 16, 2); /* 16 x the greatest power of 2 up to TABLES, its logarithm, and 16 x what is left */
    buf_be(b, 2, 2);
    buf_be(b, TABLES * 16 - 4 * 16, 2);
}

static void set(struct buf *b, size_t at, const struct buf *bytes)
{
    memcpy(b->data + at, bytes->data, bytes->n);
}

static void put_all(struct writer *w)
{
    static const struct { const char *tag; void (*put)(struct writer *); } tables[TABLES] = {
        {"glyf", put_glyf}, {"head", put_head}, {"hhea", put_hhea}, {"hmtx", put_hmtx}, {"loca", put_loca}, {"maxp", put_maxp}};
    struct buf directory = {0}, adjust = {0};
    uint32_t whole = 0;
    size_t head = 0;
    put_directory(&directory);
    buf_add(&w->out, directory.data, directory.n);
    buf_be(&w->out, 0, TABLES * 16);
    for (int i = 0; i < TABLES; i++) {
        size_t at = w->out.n;
        tables[i].put(w);
        size_t n = w->out.n - at;
        buf_be(&w->out, 0, -n % 4);
        uint32_t sum = sum_of(&w->out, at);
        whole += sum;
        if (tables[i].put == put_head)
            head = at;
        buf_puts(&directory, tables[i].tag);
        buf_be(&directory, sum, 4);
        buf_be(&directory, at, 4);
        buf_be(&directory, n, 4);
    }
    buf_be(&adjust, 0xb1b0afbau - whole - sum_of(&directory, 0), 4);
    set(&w->out, 0, &directory);
    set(&w->out, head + HEAD_SUM, &adjust);
    buf_free(&directory);
    buf_free(&adjust);
}

static void put_plain(struct huffman_stream *s, const struct huffman *codes, const struct buf *b, size_t from, size_t to)
{
    struct huffman_data d = {.p = (const uint8_t *)b->data + from, .n = to - from};
    huffman_put(s, codes, &d);
}

/* As a zlib stream; the glyphs are packed already. */
static void pack(const struct writer *w, struct pdf_program *out)
{
    const struct huffman *codes = glyf_codes(font_curves(w->f->face));
    struct huffman_stream s;
    out->made = xmalloc(HUFFMAN_ROOM(w->out.n));
    huffman_begin(&s, codes, out->made);
    put_plain(&s, codes, &w->out, 0, w->glyphs_at);
    for (size_t i = 0; i < w->n; i++)
        huffman_put_run(&s, &w->glyphs[i]->packed);
    put_plain(&s, codes, &w->out, w->glyphs_at + w->length, w->out.n);
    uint8_t *end = huffman_end(&s, codes, libdeflate_adler32(1, w->out.data, w->out.n));
    out->data = out->made;
    out->n = (size_t)(end - out->made);
    out->whole = w->out.n;
    out->truetype = true;
}

bool pdf_glyf(const struct pdf_font *f, struct pdf_program *out)
{
    static const struct extent none = {INT16_MAX, INT16_MIN};
    struct writer w = {.f = f, .box = {none, none}, .advance = none, .left = none, .right = none};
    bool ok = gather(&w);
    if (ok) {
        put_all(&w);
        pack(&w, out);
    }
    buf_free(&w.out);
    free(w.glyphs);
    return ok;
}
