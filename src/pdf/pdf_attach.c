/* pdf_attach.c - files inside the document, associated with it as a whole (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8). */
#include <string.h>

#include "pdf/pdf_int.h"

/* Names are ASCII of ours, so nothing in a literal string or a name object needs an escape but the slash of a MIME type. */
static void put_mime(struct buf *b, const char *mime)
{
    buf_puts(b, "/Subtype /");
    for (; *mime; mime++)
        if (*mime == '/')
            buf_puts(b, "#2F");
        else
            buf_putc(b, *mime);
}

/* Each file has a date (ISO 19005-3, 6.8). Where nothing states one it is the first that a clock knows, and not the clock's own:
 * the same input gives the same bytes. */
static const char *date_of(const struct pdf *p, char out[40])
{
    return pdf_date(p, out) ? out : "D:19700101000000Z";
}

static void keep_packed(struct pdf *p, void *arg, const void *packed, size_t n)
{
    struct pdf_packed *k = arg;

    *k = (struct pdf_packed){arena_dup(p->arena, packed, n), n};
}

void pdf_attach_begin(struct pdf *p)
{
    if (!pdf_profile_attaches(p->opt.profile))
        return;
    p->packed = arena_array(p->arena, p->files.n, sizeof *p->packed);
    for (size_t i = 0; i < p->files.n; i++) {
        const struct pdf_file *f = &p->files.v[i];
        pdf_deflate_any_time(p, PDF_PLAIN, f->data ? f->data : "", f->n, keep_packed, &p->packed[i]);
    }
}

static HPDF_Dict file_stream(struct pdf *p, const struct pdf_file *f, const struct pdf_packed *packed)
{
    struct buf entries = {0};
    char date[40];

    buf_puts(&entries, "/Type /EmbeddedFile ");
    put_mime(&entries, f->mime);
    buf_printf(&entries, "/Params <</Size %zu/ModDate (%s)>> ", f->n, date_of(p, date));
    if (!packed->v)
        pdf_settle_all(p);
    return pdf_stream_packed(p, packed->v, packed->n, &entries);
}

static unsigned file_specification(struct pdf *p, size_t i)
{
    const struct pdf_file *f = &p->files.v[i];
    struct buf b = {0};
    HPDF_Dict bytes = file_stream(p, f, &p->packed[i]), d = pdf_dict(p);
    unsigned stream = pdf_number(bytes);

    pdf_part(p, f->shown ? f->shown : f->name, bytes);
    buf_printf(&b, "/Type /Filespec /F (%s)/AFRelationship /%s/EF <</F %u 0 R/UF %u 0 R>>\n", f->name, f->relation, stream, stream);
    pdf_text_string(&b, "UF", f->shown ? f->shown : f->name);
    pdf_text_string(&b, "Desc", f->description);
    pdf_entries(d, &b);
    return pdf_number(d);
}

void pdf_attach(struct pdf *p, struct buf *catalog)
{
    struct buf all = {0};

    p->attached = (unsigned)p->doc->xref->entries->count;
    if (!p->files.n || !pdf_profile_attaches(p->opt.profile))
        return;
    buf_puts(catalog, "/Names <</EmbeddedFiles <</Names [");
    for (size_t i = 0; i < p->files.n; i++) {
        unsigned number = file_specification(p, i);
        buf_printf(catalog, "(%s) %u 0 R ", p->files.v[i].name, number);
        buf_printf(&all, "%u 0 R ", number);
    }
    buf_printf(catalog, "]>>>>/AF [%s] ", all.data);
    buf_free(&all);
}
