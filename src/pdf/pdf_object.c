/* pdf_object.c - objects on top of libharu's: indirect dictionaries, streams that are compressed already, text strings.
 *
 * libharu writes /Filter itself, from a dictionary's filter bits, and then compresses on saving. A stream of ours is
 * compressed when its page is finished, so its bits say "none" and the entry is written by the dictionary's write_fn,
 * which libharu calls behind the entries that it knows. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/pdf_int.h"

static void free_entries(HPDF_Dict d)
{
    free(d->attr);
    d->attr = NULL;
}

static HPDF_STATUS write_entries(HPDF_Dict d, HPDF_Stream out)
{
    return HPDF_Stream_WriteStr(out, d->attr);
}

HPDF_Dict pdf_dict(struct pdf *p)
{
    HPDF_Dict d = HPDF_Dict_New(p->doc->mmgr);

    HPDF_Xref_Add(p->doc->xref, d);
    return d;
}

void pdf_entries(HPDF_Dict d, struct buf *text)
{
    if (d->write_fn == write_entries)
        free_entries(d);
    buf_putc(text, '\n');
    d->attr = buf_steal(text);
    d->write_fn = write_entries;
    d->free_fn = free_entries;
}

HPDF_Dict pdf_object(const struct pdf *p, unsigned number)
{
    const HPDF_XrefEntry_Rec *e = p->doc->xref->entries->obj[number];

    return e->obj;
}

static HPDF_STATUS write_text(HPDF_Dict d, HPDF_Stream out)
{
    return HPDF_Stream_WriteStr(out, d->attr);
}

void pdf_text_object(struct pdf *p, HPDF_Dict d, struct buf *text)
{
    pdf_settle(p); /* the document's digest is of all in their order */
    md5_update(&p->md5, text->n, (const uint8_t *)text->data);
    pdf_entries(d, text);
    d->write_fn = write_text;
}

bool pdf_is_text(HPDF_Dict d)
{
    return d->write_fn == write_text;
}

static struct libdeflate_compressor *packer(struct pdf_packers *k, enum pdf_effort effort)
{
    /* 6 takes a twentieth of a form's time more for 2 bytes in 1000; 1 a fiftieth less, but a long table an eighth more bytes; outlines
     * take half as long again by 4, for 4 bytes in 1000; rows take a third less by 7, in half as much time again */
    static const int levels[PDF_EFFORTS] = {[PDF_PLAIN] = 4, [PDF_SWIFT] = 1, [PDF_ROWS] = 7};

    if (!k->by[effort] && !(k->by[effort] = libdeflate_alloc_compressor(levels[effort])))
        base_die_oom();
    return k->by[effort];
}

size_t pdf_pack(struct pdf_packers *k, enum pdf_effort effort, const void *data, size_t n, void *out, size_t room)
{
    return libdeflate_zlib_compress(packer(k, effort), data, n, out, room);
}

void pdf_packers_close(struct pdf_packers *k)
{
    for (int i = 0; i < PDF_EFFORTS; i++)
        libdeflate_free_compressor(k->by[i]);
}

void *pdf_deflate(struct pdf *p, enum pdf_effort effort, const void *data, size_t n, size_t *out_n)
{
    size_t room = libdeflate_zlib_compress_bound(NULL, n);
    void *out = xmalloc(room);

    *out_n = pdf_pack(&p->packers, effort, data, n, out, room);
    return out;
}

/* What HPDF_Stream_Write() does to an empty stream whose first buffer takes it all; that copies byte by byte. */
static void fill_stream(HPDF_Stream to, const HPDF_BYTE *data, size_t n)
{
    HPDF_MemStreamAttr at = to->attr;

    if (HPDF_Stream_Write(to, data, 1) != HPDF_OK)
        return;
    memcpy(at->w_ptr, data + 1, n - 1);
    at->w_ptr += n - 1;
    at->w_pos += (HPDF_UINT)(n - 1);
    to->size += (HPDF_UINT)(n - 1);
}

/* In a buffer of the very size: libharu's own have 4 KB, of which a page leaves a part unused. */
static void write_bytes(struct pdf *p, HPDF_Dict d, const void *data, size_t n)
{
    HPDF_Stream exact = HPDF_MemStream_New(p->doc->mmgr, n ? (HPDF_UINT)n : 1);

    d->filter = HPDF_STREAM_FILTER_NONE;
    if (!exact)
        return; /* the error is noted */
    HPDF_Stream_Free(d->stream);
    d->stream = exact;
    if (n)
        fill_stream(exact, data, n);
}

void pdf_stream_fill_outlines(struct pdf *p, HPDF_Dict d, const void *packed, size_t n, struct buf *entries)
{
    buf_puts(entries, "/Filter /FlateDecode");
    write_bytes(p, d, packed, n);
    pdf_entries(d, entries);
}

/* Packed bytes into an empty stream; entries are taken. */
static void fill_packed(struct pdf *p, HPDF_Dict d, const void *packed, size_t n, struct buf *entries)
{
    md5_update(&p->md5, n, packed);
    pdf_stream_fill_outlines(p, d, packed, n, entries);
}

void pdf_stream_fill(struct pdf *p, HPDF_Dict d, const void *data, size_t n, enum pdf_packing packing, struct buf *entries)
{
    struct buf own = {0};

    if (!entries)
        entries = &own;
    pdf_settle(p); /* as above */
    if (packing == PDF_DEFLATED) {
        size_t packed_n;
        void *packed = pdf_deflate(p, PDF_PLAIN, data, n, &packed_n);
        fill_packed(p, d, packed, packed_n, entries);
        free(packed);
        return;
    }
    md5_update(&p->md5, n, data);
    write_bytes(p, d, data, n);
    if (entries->n)
        pdf_entries(d, entries);
}

struct filling {
    HPDF_Dict stream;
    const char *entries;
};

static void fill_later(struct pdf *p, void *arg, const void *packed, size_t n)
{
    const struct filling *f = arg;
    struct buf entries = {0};

    buf_puts(&entries, f->entries);
    fill_packed(p, f->stream, packed, n, &entries);
}

void pdf_stream_fill_later(struct pdf *p, HPDF_Dict d, const void *data, size_t n, struct buf *entries)
{
    struct filling *f = arena_alloc(p->arena, sizeof *f);

    *f = (struct filling){d, entries ? buf_keep(entries, p->arena) : ""};
    pdf_deflate_then(p, PDF_PLAIN, data, n, fill_later, f);
}

HPDF_Dict pdf_stream_packed(struct pdf *p, const void *packed, size_t n, struct buf *entries)
{
    HPDF_Dict d = HPDF_DictStream_New(p->doc->mmgr, p->doc->xref);

    pdf_settle(p);
    fill_packed(p, d, packed, n, entries);
    return d;
}

HPDF_Dict pdf_stream(struct pdf *p, const void *data, size_t n, enum pdf_packing packing, struct buf *entries)
{
    HPDF_Dict d = HPDF_DictStream_New(p->doc->mmgr, p->doc->xref);

    pdf_stream_fill(p, d, data, n, packing, entries);
    return d;
}

void pdf_part(struct pdf *p, const char *name, HPDF_Dict stream)
{
    *VEC_PUSH(p->arena, &p->parts) = (struct pdf_part){name, stream->stream ? HPDF_Stream_Size(stream->stream) : 0};
}

static int by_size(const void *a, const void *b)
{
    const struct pdf_part *x = a, *y = b;

    return x->bytes != y->bytes ? (x->bytes < y->bytes ? 1 : -1) : strcmp(x->name, y->name);
}

/* An annex may be there with some of its pages only: what it weighs at most. */
static void add_papers(struct pdf *p)
{
    for (size_t i = 0; i < p->papers.n; i++)
        if (i == 0 || p->papers.v[i].paper != p->papers.v[i - 1].paper)
            *VEC_PUSH(p->arena, &p->parts) = (struct pdf_part){p->papers.v[i].paper->name, p->papers.v[i].paper->bytes};
}

size_t pdf_device_parts(struct device *dev, struct pdf_part *out, size_t most)
{
    struct pdf *p = (struct pdf *)dev;
    size_t n;

    add_papers(p);
    if (p->parts.n)
        qsort(p->parts.v, p->parts.n, sizeof *p->parts.v, by_size);
    n = p->parts.n < most ? p->parts.n : most;
    for (size_t i = 0; i < n; i++)
        out[i] = p->parts.v[i];
    return n;
}

unsigned pdf_number(const void *object)
{
    const HPDF_Obj_Header *h = object;

    return h->obj_id & 0x00ffffffu;
}

void pdf_set_number(char *field, unsigned width, uint32_t v)
{
    char *digits = buf_digits(field + width, v);

    while (digits > field)
        *--digits = ' ';
}

static size_t utf16_units(uint32_t cp, uint16_t out[2])
{
    if (cp < 0x10000) {
        out[0] = (uint16_t)cp;
        return 1;
    }
    out[0] = (uint16_t)(0xd800 + ((cp - 0x10000) >> 10));
    out[1] = (uint16_t)(0xdc00 + ((cp - 0x10000) & 0x3ff));
    return 2;
}

void pdf_utf16(struct buf *b, const char *s, size_t n)
{
    const char *end = s + n;

    while (s < end) {
        uint16_t u[2];
        size_t count = utf16_units(utf8_next(&s, end), u);
        for (size_t i = 0; i < count; i++)
            buf_hex(b, u[i], 4);
    }
}

void pdf_text_string(struct buf *b, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    buf_printf(b, "/%s <FEFF", key);
    pdf_utf16(b, value, strlen(value));
    buf_puts(b, ">\n");
}
