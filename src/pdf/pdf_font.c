/* pdf_font.c - a face as a Type0 font under Identity-H: codes, widths, ToUnicode, descriptor, program.
 *
 * Pages leave before all glyphs of a document are known, so a code can't be the glyph's id in the subset. Codes are
 * given 1, 2, 3 ... in order of first use, and the finished font maps them: TrueType by /CIDToGIDMap, CID-keyed CFF
 * by a program whose glyphs stand in the order of the codes (both PDF 32000-1, 9.7.4.2). In a name-keyed CFF a CID is the
 * glyph id itself, so there the code is the face's glyph id and the subset keeps its ids. */
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum { MAX_CODE = 65535, SPARE = 256 /* codes kept free for glyphs that have none yet */ };

static struct pdf_code make_code(struct pdf *p, const struct pdf_font *f, uint32_t gid, const char *text, size_t len)
{
    int64_t upem = f->face->m.units_per_em;
    struct pdf_code c = {.gid = gid, .text_len = len};

    /* whole thousandths, as plain text is set (SHAPE_PLAIN): what is written needs no corrections then */
    c.width = (int)(((int64_t)font_advance_fu(f->face, gid) * 1000 + upem / 2) / upem) * 100;
    c.text = text ? arena_strndup(p->arena, text, len) : NULL;
    return c;
}

static uint16_t add_code(struct pdf *p, struct pdf_font *f, uint32_t gid, const char *text, size_t len)
{
    *VEC_PUSH(p->arena, &f->codes) = make_code(p, f, gid, text, len);
    return (uint16_t)(f->codes.n - 1);
}

static struct pdf_font *new_font(struct pdf *p, const struct font_face *face)
{
    struct pdf_font *f = arena_alloc(p->arena, sizeof *f);
    size_t glyphs = hb_face_get_glyph_count(face->hb);

    f->face = face;
    f->type0 = pdf_dict(p);
    f->number = (unsigned)p->fonts.n + 1;
    f->by_gid = face->cff && !font_outlines(face);
    f->first = arena_array(p->arena, glyphs + 1, sizeof *f->first);
    add_code(p, f, 0, NULL, 0);
    if (f->by_gid)
        for (uint32_t g = 1; g < glyphs; g++)
            *VEC_PUSH(p->arena, &f->codes) = (struct pdf_code){.gid = g};
    *VEC_PUSH(p->arena, &p->fonts) = f;
    return f;
}

struct pdf_font *pdf_font_find(struct pdf *p, const struct font_face *face)
{
    while (p->by_face.n <= face->id)
        *VEC_PUSH(p->arena, &p->by_face) = NULL;
    if (!p->by_face.v[face->id])
        p->by_face.v[face->id] = new_font(p, face);
    return p->by_face.v[face->id];
}

static bool says(const struct pdf_code *c, const char *text, size_t len)
{
    return c->text && c->text_len == len && memcmp(c->text, text, len) == 0;
}

static uint16_t first_code(struct pdf *p, struct pdf_font *f, uint32_t gid, const char *text, size_t len)
{
    if (f->by_gid) {
        f->codes.v[gid] = make_code(p, f, gid, text, len);
        f->first[gid] = (uint16_t)gid;
    } else {
        f->first[gid] = add_code(p, f, gid, text, len);
    }
    return f->first[gid];
}

uint16_t pdf_font_code(struct pdf *p, struct pdf_font *f, uint32_t gid, const char *text, size_t len, bool *exact)
{
    uint16_t code, last;

    *exact = true;
    if (gid == 0 || gid >= hb_face_get_glyph_count(f->face->hb)) {
        *exact = !text;
        return 0;
    }
    if (!f->first[gid])
        return first_code(p, f, gid, text, len);
    code = last = f->first[gid];
    if (!text)
        return code;
    for (; code; last = code, code = f->codes.v[code].next)
        if (says(&f->codes.v[code], text, len))
            return code;
    if (!f->codes.v[last].text) { /* it was used without a text of its own so far */
        f->codes.v[last].text = arena_strndup(p->arena, text, len);
        f->codes.v[last].text_len = len;
        return last;
    }
    /* A second code shows the same glyph, but where codes are its ids: there the place says its text itself. */
    if (f->by_gid || f->codes.n + SPARE > MAX_CODE) {
        *exact = false;
        return f->first[gid];
    }
    code = add_code(p, f, gid, text, len);
    f->codes.v[last].next = code;
    return code;
}

/* --- the finished font --- */

static int per_mille(const struct pdf_font *f, int fu)
{
    int upem = f->face->m.units_per_em;

    return (int)(((int64_t)fu * 1000 + (fu >= 0 ? upem / 2 : -upem / 2)) / upem);
}

static bool used(const struct pdf_font *f, size_t code)
{
    return code == 0 || f->first[f->codes.v[code].gid] != 0;
}

/* One array of widths for each stretch of used codes that are not an em wide. */
static void write_widths(struct buf *b, const struct pdf_font *f)
{
    bool open = false;

    buf_puts(b, "/DW 1000 /W [");
    for (size_t i = 0; i < f->codes.n; i++) {
        if (used(f, i) && f->codes.v[i].width != 100000) {
            if (!open)
                buf_printf(b, "%zu [", i);
            buf_decimal(b, f->codes.v[i].width, 2);
            buf_putc(b, ' ');
            open = true;
        } else if (open) {
            buf_puts(b, "] ");
            open = false;
        }
    }
    buf_puts(b, open ? "]]" : "]");
}

static bool is_said(const struct pdf_font *f, size_t code)
{
    return code > 0 && code < f->codes.n && used(f, code);
}

/* Codes in a row from one on, with their texts; they differ in the last byte only. Returns the code behind them. */
static size_t write_range(struct buf *b, const struct pdf_font *f, size_t from)
{
    size_t end = from + 1;

    while (end % 256 && is_said(f, end))
        end++;
    buf_printf(b, "<%04zX> <%04zX> [", from, end - 1);
    for (size_t i = from; i < end; i++) {
        const struct pdf_code *c = &f->codes.v[i];
        bool silent = !c->text || c->text_len == 0; /* one of several, of which the first has the text: no width, no character */
        buf_putc(b, '<');
        pdf_utf16(b, silent ? "\xE2\x80\x8B" : c->text, silent ? 3 : c->text_len);
        buf_putc(b, '>');
    }
    buf_puts(b, "]\n");
    return end;
}

/* PDF 32000-1, 9.10.3: at most 100 entries between beginbfrange and endbfrange. */
static HPDF_Dict to_unicode(struct pdf *p, const struct pdf_font *f)
{
    struct buf b = {0}, part = {0};
    unsigned n = 0;
    HPDF_Dict d;

    buf_puts(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                 "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                 "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                 "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i <= f->codes.n;) {
        if (n == 100 || (i == f->codes.n && n > 0)) {
            buf_printf(&b, "%u beginbfrange\n", n);
            buf_add(&b, part.data, part.n);
            buf_puts(&b, "endbfrange\n");
            part.n = n = 0;
        }
        if (is_said(f, i)) {
            i = write_range(&part, f, i);
            n++;
        } else {
            i++;
        }
    }
    buf_puts(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    d = pdf_stream(p, b.data, b.n, PDF_DEFLATED, NULL);
    buf_free(&b);
    buf_free(&part);
    return d;
}

static int head_i16(const uint8_t *t, unsigned n, unsigned at)
{
    return at + 2 <= n ? (int16_t)(t[at] << 8 | t[at + 1]) : 0;
}

/* OpenType 1.9: head has xMin, yMin, xMax, yMax from byte 36 on; post has italicAngle (16.16) at 4, isFixedPitch at 12. */
static void write_shape(struct buf *b, const struct pdf_font *f)
{
    hb_blob_t *head = hb_face_reference_table(f->face->hb, HB_TAG('h', 'e', 'a', 'd'));
    hb_blob_t *post = hb_face_reference_table(f->face->hb, HB_TAG('p', 'o', 's', 't'));
    unsigned head_n, post_n;
    const uint8_t *h = (const uint8_t *)hb_blob_get_data(head, &head_n);
    const uint8_t *t = (const uint8_t *)hb_blob_get_data(post, &post_n);
    bool fixed = post_n >= 16 && (t[12] | t[13] | t[14] | t[15]);
    int angle = post_n >= 8 ? head_i16(t, post_n, 4) : 0;

    buf_printf(b, "/Flags %d /ItalicAngle %d ", 4 | (fixed ? 1 : 0) | (f->face->italic ? 64 : 0), angle);
    buf_printf(b, "/FontBBox [%d %d %d %d] ", per_mille(f, head_i16(h, head_n, 36)), per_mille(f, head_i16(h, head_n, 38)),
               per_mille(f, head_i16(h, head_n, 40)), per_mille(f, head_i16(h, head_n, 42)));
    hb_blob_destroy(head);
    hb_blob_destroy(post);
}

/* StemV is not in the font; the estimate grows with the weight: 89 for 400, 151 for 700. */
static int stem_v(int weight)
{
    return 10 + 220 * (weight - 50) / 900 - (weight < 50 ? 0 : 6);
}

/* Six letters from the face and the glyphs of the codes: the same subset has the same tag. */
static void write_name(struct pdf *p, const struct pdf_font *f, char *out, size_t n)
{
    struct md5_ctx md5;
    uint8_t digest[MD5_DIGEST_SIZE];
    char tag[7] = {0};

    md5_init(&md5);
    for (size_t i = 1; i < f->codes.n; i++)
        if (used(f, i))
            md5_update(&md5, sizeof f->codes.v[i].gid, (const uint8_t *)&f->codes.v[i].gid);
    md5_update(&md5, strlen(f->face->postscript), (const uint8_t *)f->face->postscript);
    md5_digest(&md5, sizeof digest, digest);
    for (int i = 0; i < 6; i++)
        tag[i] = (char)('A' + digest[i] % 26);
    snprintf(out, n, "%s+%.100s", tag, f->face->postscript);
    for (char *c = out; *c; c++) /* a name object's plain characters only */
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_.", *c))
            *c = '-';
    md5_update(&p->md5, strlen(out), (const uint8_t *)out);
}

/* A program's stream that is to be filled. */
struct outlines {
    HPDF_Dict stream;
    const struct pdf_font *font;
    struct pdf_program program;
};

static void fill_stream(struct pdf *p, const struct outlines *o, const void *packed, size_t n)
{
    struct buf entries = {0};

    if (o->program.truetype)
        buf_printf(&entries, "/Length1 %zu ", o->program.whole);
    else
        buf_puts(&entries, "/Subtype /CIDFontType0C ");
    pdf_stream_fill_outlines(p, o->stream, packed, n, &entries);
    pdf_part(p, o->font->face->family, o->stream);
}

static void fill_outlines(struct pdf *p, void *arg, const void *packed, size_t n)
{
    struct outlines *o = arg;

    o->program.data = packed;
    o->program.n = n;
    fill_stream(p, o, packed, n);
    pdf_keep(o->font, &o->program);
}

static HPDF_Dict program_stream(struct pdf *p, const struct pdf_font *f, const struct pdf_program *g)
{
    struct outlines *o = arena_alloc(p->arena, sizeof *o);

    *o = (struct outlines){.stream = HPDF_DictStream_New(p->doc->mmgr, p->doc->xref), .font = f,
                           .program = {.truetype = g->truetype, .whole = g->whole ? g->whole : g->n}};
    if (g->cid_to_gid)
        o->program.cid_to_gid = arena_dup(p->arena, g->cid_to_gid, f->codes.n * 2);
    if (g->whole)
        fill_stream(p, o, g->data, g->n);
    else
        pdf_deflate_any_time(p, PDF_SWIFT, g->data, g->n, fill_outlines, o);
    return o->stream;
}

/* One bit a CID of the program, the first in the highest bit. */
static HPDF_Dict cid_set(struct pdf *p, const struct pdf_font *f)
{
    size_t n = (f->codes.n + 7) / 8;
    uint8_t *bits = xcalloc(n, 1);
    HPDF_Dict d;

    for (size_t i = 0; i < f->codes.n; i++)
        if (used(f, i))
            bits[i / 8] = (uint8_t)(bits[i / 8] | 0x80 >> i % 8);
    d = pdf_stream(p, bits, n, PDF_DEFLATED, NULL);
    free(bits);
    return d;
}

static HPDF_Dict descriptor(struct pdf *p, const struct pdf_font *f, const struct pdf_program *g, const char *name)
{
    HPDF_Dict d = pdf_dict(p), file = program_stream(p, f, g);
    struct buf b = {0};

    buf_printf(&b, "/Type /FontDescriptor /FontName /%s ", name);
    write_shape(&b, f);
    buf_printf(&b, "/Ascent %d /Descent %d /CapHeight %d /XHeight %d /StemV %d /FontWeight %d /%s %u 0 R",
               per_mille(f, f->face->m.ascent_fu), -per_mille(f, f->face->m.descent_fu),
               per_mille(f, f->face->m.cap_height_fu), per_mille(f, f->face->m.x_height_fu), stem_v(f->face->weight),
               f->face->weight / 100 * 100, g->truetype ? "FontFile2" : "FontFile3", pdf_number(file));
    if (p->keeps->cid_set)
        buf_printf(&b, " /CIDSet %u 0 R", pdf_number(cid_set(p, f)));
    pdf_entries(d, &b);
    return d;
}

static HPDF_Dict cid_font(struct pdf *p, const struct pdf_font *f, const struct pdf_program *g, const char *name)
{
    HPDF_Dict d = pdf_dict(p), desc = descriptor(p, f, g, name);
    struct buf b = {0};

    buf_printf(&b, "/Type /Font /Subtype /%s /BaseFont /%s ", g->truetype ? "CIDFontType2" : "CIDFontType0", name);
    buf_puts(&b, "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> ");
    buf_printf(&b, "/FontDescriptor %u 0 R ", pdf_number(desc));
    if (g->cid_to_gid)
        buf_printf(&b, "/CIDToGIDMap %u 0 R ", pdf_number(pdf_stream(p, g->cid_to_gid, f->codes.n * 2, PDF_DEFLATED, NULL)));
    else if (g->truetype)
        buf_puts(&b, "/CIDToGIDMap /Identity ");
    write_widths(&b, f);
    pdf_entries(d, &b);
    return d;
}

bool pdf_font_finish(struct pdf *p, struct pdf_font *f)
{
    struct pdf_program g;
    struct buf b = {0};
    char name[128];

    if (!pdf_subset(f, &g)) {
        diag(p->base.diag, PDF_FONT, NULL, f->face->family, f->face->file);
        p->failed = true;
        return false;
    }
    write_name(p, f, name, sizeof name);
    /* A Type0 font over a CIDFontType0 is named with its encoding, PDF 32000-1, 9.7.6.1. */
    buf_printf(&b, "/Type /Font /Subtype /Type0 /BaseFont /%s%s /Encoding /Identity-H ", name,
               g.truetype ? "" : "-Identity-H");
    buf_printf(&b, "/DescendantFonts [%u 0 R] ", pdf_number(cid_font(p, f, &g, name)));
    buf_printf(&b, "/ToUnicode %u 0 R", pdf_number(to_unicode(p, f)));
    pdf_entries(f->type0, &b);
    pdf_program_free(&g);
    return pdf_ok(p);
}
