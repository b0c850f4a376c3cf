/* pdf_write.c - the file: header, objects, cross-references.
 *
 * Where the profile allows it, all objects but streams lie in object streams, and the places of all in a cross-reference
 * stream (PDF 32000-1, 7.5.7 and 7.5.8); else each stands for itself, and the places in a table. libharu knows only the latter,
 * so its objects are gone through here, and each is written by libharu's own function; streams are not, because libharu wants an
 * object of its own for each one's length; nor what is text already (pdf_paper.c). */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum {
    PACK = 400,            /* objects of one stream: many shrink well together, few are quickly read for one */
    PACK_ROWS = 8000,      /* of those that are rows of one width, which are small */
    PACK_BYTES = 1000000,  /* of these, so that all offsets have six digits */
    NUMBER = 7, OFFSET = 7, PAIR = NUMBER + OFFSET + 1, /* columns of an object's number and its offset in a row */
    ROUND = 1000           /* see pairs_of() */
};

/* --- bytes out --- */

struct sink {
    struct file_out *out;
    struct buf waiting; /* libharu writes a few bytes at a time */
    uint64_t written;   /* handed on before */
    bool failed;
};

static bool flush(struct sink *s)
{
    s->failed |= s->waiting.n > 0 && !file_out_write(s->out, s->waiting.data, s->waiting.n);
    s->written += s->waiting.n;
    s->waiting.n = 0;
    return !s->failed;
}

static HPDF_STATUS save_bytes(HPDF_Stream to, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    struct sink *s = to->attr;

    buf_add(&s->waiting, bytes, n);
    return s->waiting.n < 1 << 16 || flush(s) ? HPDF_OK : HPDF_FILE_IO_ERROR;
}

static HPDF_STATUS collect_bytes(HPDF_Stream to, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    buf_add(to->attr, bytes, n);
    return HPDF_OK;
}

/* --- objects --- */

struct place {
    unsigned type;     /* 0 not in use, 1 at an offset, 2 in an object stream */
    uint64_t at;       /* the offset, or the stream's number */
    unsigned index;    /* within the stream */
};

struct pdf_writer {
    struct pdf *p;
    struct sink sink;
    HPDF_Stream out;           /* into the sink */
    HPDF_Stream packing;       /* into `objects` */
    struct buf objects, index; /* of the object stream under way */
    size_t packed;             /* objects in it so far */
    unsigned stream;           /* its number */
    unsigned columns;          /* of the rows that they are; 0: they are of any size */
    unsigned pairs;            /* numbers and offsets in a row of the index */
    unsigned numbers;          /* objects so far: those that others refer to, then object streams */
    struct place *places;      /* by number */
    size_t room;               /* of `places` */
};

static unsigned new_number(struct pdf_writer *w)
{
    if (w->numbers == w->room) {
        w->room += w->room / 2 + 1;
        w->places = xrealloc(w->places, w->room * sizeof *w->places);
    }
    w->places[w->numbers] = (struct place){0};
    return w->numbers++;
}

static void begin_object(struct pdf_writer *w, unsigned number)
{
    w->places[number] = (struct place){1, w->sink.written + w->sink.waiting.n, 0};
    buf_printf(&w->sink.waiting, "%u 0 obj\n", number);
}

/* What goes between << and stream, then the bytes. */
static void write_stream(struct pdf_writer *w, const char *entries, const void *data, size_t n)
{
    buf_printf(&w->sink.waiting, "<<%s/Length %zu>>stream\n", entries, n);
    save_bytes(w->out, data, (HPDF_UINT)n);
    buf_puts(&w->sink.waiting, "\nendstream\nendobj\n");
}

/* /Filter and what it needs to know, and the stream; columns: of its rows, or 0. */
static void write_packed(struct pdf_writer *w, struct buf *entries, const void *packed, size_t n, unsigned columns)
{
    buf_puts(entries, "/Filter/FlateDecode");
    if (columns)
        buf_printf(entries, "/DecodeParms<</Predictor 12/Columns %u>>", columns);
    write_stream(w, entries->data, packed, n);
}

static void fill_line(struct buf *b, unsigned columns)
{
    size_t over = columns ? b->n % columns : 0;

    if (over)
        buf_blanks(b, columns - over);
}

/* An object stream that is being compressed. */
struct pack {
    struct pdf_writer *w;
    unsigned stream, columns;
    size_t objects, first;
};

static void write_pack(struct pdf *p, void *arg, const void *packed, size_t n)
{
    const struct pack *k = arg;
    struct buf entries = {0};

    (void)p;
    buf_printf(&entries, "/Type/ObjStm/N %zu/First %zu", k->objects, k->first);
    begin_object(k->w, k->stream);
    write_packed(k->w, &entries, packed, n, k->columns);
    buf_free(&entries);
}

static void end_pack(struct pdf_writer *w)
{
    if (w->packed == 0)
        return;
    fill_line(&w->index, w->columns);
    struct pack *k = arena_alloc(w->p->arena, sizeof *k);
    *k = (struct pack){w, w->stream, w->columns, w->packed, w->index.n};
    buf_add(&w->index, w->objects.data, w->objects.n);
    if (w->columns)
        pdf_rows_then(w->p, (const uint8_t *)w->index.data, w->index.n, w->columns, write_pack, k);
    else
        pdf_deflate_then(w->p, PDF_PLAIN, w->index.data, w->index.n, write_pack, k);
    w->packed = w->index.n = w->objects.n = 0;
}

static void put_index(struct pdf_writer *w, unsigned number)
{
    char pair[PAIR];

    if (!w->columns) {
        buf_decimal(&w->index, number, 0);
        buf_putc(&w->index, ' ');
        buf_decimal(&w->index, (int64_t)w->objects.n, 0);
        buf_putc(&w->index, ' ');
        return;
    }
    if ((w->packed - 1) % w->pairs == 0)
        fill_line(&w->index, w->columns);
    pdf_set_number(pair, NUMBER, number);
    pdf_set_number(pair + NUMBER, OFFSET, (uint32_t)w->objects.n);
    pair[PAIR - 1] = ' ';
    buf_add(&w->index, pair, sizeof pair);
}

/* The text of the object is put into what comes back, between the two. */
static struct buf *begin_text(struct pdf_writer *w, unsigned number)
{
    if (!w->p->keeps->packed) {
        begin_object(w, number);
        return &w->sink.waiting;
    }
    if (w->packed == 0)
        w->stream = new_number(w);
    w->places[number] = (struct place){2, w->stream, (unsigned)w->packed++};
    put_index(w, number);
    return &w->objects;
}

static void end_text(struct pdf_writer *w, struct buf *text)
{
    if (w->columns)
        fill_line(text, w->columns);
    else
        buf_putc(text, '\n');
    if (text != &w->objects)
        buf_puts(text, "endobj\n");
    else if (w->packed == (w->columns ? PACK_ROWS : PACK) || (w->columns && w->objects.n >= PACK_BYTES))
        end_pack(w);
}

static unsigned common_divisor(unsigned a, unsigned b)
{
    return b ? common_divisor(b, a % b) : a;
}

/* As many pairs as make offsets grow by a round number from row to row, of which few digits change: a row of 875 bytes more takes
 * half as much again as one of 1000. */
static unsigned pairs_of(unsigned columns)
{
    unsigned best = 1;

    for (unsigned n = 2; n * PAIR <= columns; n++)
        if (common_divisor(ROUND, n * columns) >= common_divisor(ROUND, best * columns))
            best = n;
    return best;
}

void pdf_write_rows(struct pdf_writer *w, unsigned columns)
{
    if (!w->p->keeps->packed || columns == w->columns)
        return;
    end_pack(w);
    w->columns = columns;
    w->pairs = columns ? pairs_of(columns) : 0;
}

void pdf_write_object(struct pdf_writer *w, unsigned number, const char *text, size_t n)
{
    struct buf *to = begin_text(w, number);

    buf_add(to, text, n);
    end_text(w, to);
}

/* --- libharu's objects --- */

static void *object_at(const struct pdf *p, unsigned number)
{
    const HPDF_XrefEntry_Rec *e = p->doc->xref->entries->obj[number];

    return e->entry_typ == HPDF_IN_USE_ENTRY ? e->obj : NULL;
}

static HPDF_Dict stream_at(const struct pdf *p, unsigned number)
{
    HPDF_Obj_Header *h = object_at(p, number);

    return h && (h->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && ((HPDF_Dict)h)->stream ? (HPDF_Dict)h : NULL;
}

/* libharu copies byte by byte. */
static void write_data(struct pdf_writer *w, HPDF_Stream from)
{
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(from); i++) {
        HPDF_UINT n;
        const HPDF_BYTE *data = HPDF_MemStream_GetBufPtr(from, i, &n);
        save_bytes(w->out, data, n);
    }
}

/* As HPDF_Dict_Write(), but the length is a number in its place. */
static void write_dict_stream(struct pdf_writer *w, unsigned number, HPDF_Dict d)
{
    pdf_settle(w->p); /* object streams that go before it */
    begin_object(w, number);
    buf_puts(&w->sink.waiting, "<<");
    for (HPDF_UINT i = 0; i < d->list->count; i++) {
        HPDF_DictElement e = d->list->obj[i];
        if (strcmp(e->key, "Length") == 0)
            continue;
        HPDF_Stream_WriteEscapeName(w->out, e->key);
        buf_putc(&w->sink.waiting, ' ');
        HPDF_Obj_Write(e->value, w->out, NULL);
        buf_putc(&w->sink.waiting, '\n');
    }
    if (d->write_fn)
        d->write_fn(d, w->out);
    buf_printf(&w->sink.waiting, "/Length %u>>stream\n", (unsigned)HPDF_Stream_Size(d->stream));
    write_data(w, d->stream);
    buf_puts(&w->sink.waiting, "\nendstream\nendobj\n");
}

/* The objects that libharu keeps for lengths of streams are left out. */
static bool *find_lengths(const struct pdf *p)
{
    bool *found = xcalloc(p->doc->xref->entries->count, 1);

    for (unsigned i = 1; i < p->doc->xref->entries->count; i++) {
        HPDF_Dict d = stream_at(p, i);
        void *length = d ? HPDF_Dict_GetItem(d, "Length", HPDF_OCLASS_NUMBER) : NULL;
        if (length)
            found[pdf_number(length)] = true;
    }
    return found;
}

static void write_text(struct pdf_writer *w, unsigned number, void *o)
{
    const HPDF_Obj_Header *h = o;
    struct buf *to = begin_text(w, number);
    bool is_text = (h->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && pdf_is_text(o);

    if (is_text)
        buf_puts(to, ((HPDF_Dict)o)->attr);
    else
        HPDF_Obj_WriteValue(o, to == &w->objects ? w->packing : w->out, NULL);
    end_text(w, to);
}

static void write_object(struct pdf_writer *w, unsigned number)
{
    HPDF_Dict d = stream_at(w->p, number);
    void *o = object_at(w->p, number);

    if (d)
        write_dict_stream(w, number, d);
    else if (o)
        write_text(w, number, o);
}

/* The catalog and the files inside have an object stream of their own: who looks for nothing else unpacks nothing else. */
static void write_objects(struct pdf_writer *w)
{
    unsigned catalog = pdf_number(w->p->doc->catalog), count = w->p->doc->xref->entries->count;
    bool *done = find_lengths(w->p);

    done[catalog] = true;
    for (unsigned i = 1; i < count; i++)
        if (!done[i] && i < w->p->attached)
            write_object(w, i);
    end_pack(w);
    write_object(w, catalog);
    for (unsigned i = w->p->attached; i < count; i++)
        if (!done[i])
            write_object(w, i);
    end_pack(w);
    free(done);
}

/* --- cross-references --- */

static unsigned bytes_of(uint64_t v)
{
    unsigned n = 1;

    while (v >>= 8)
        n++;
    return n;
}

static void put_be(uint8_t *out, uint64_t v, unsigned size)
{
    while (size--)
        *out++ = (uint8_t)(v >> 8 * size);
}

static void write_rows(struct pdf_writer *w, struct buf *entries, const uint8_t *rows, size_t n, unsigned columns)
{
    uint8_t *filtered = pdf_rows_filter(rows, n, columns);
    size_t size;
    void *packed = pdf_deflate(w->p, PDF_ROWS, filtered, PDF_FILTERED(n, columns), &size);

    write_packed(w, entries, packed, size, columns);
    free(packed);
    free(filtered);
}

/* Rows of type, place and index: neighbours are much alike. */
static void write_references(struct pdf_writer *w)
{
    unsigned count = w->numbers, wide = bytes_of(w->places[count - 1].at), width = 1 + wide + 2;
    uint8_t *rows = xcalloc(count, width);
    struct buf entries = {0};

    for (unsigned i = 0; i < count; i++) {
        const struct place *at = &w->places[i];
        uint8_t *row = rows + (size_t)i * width;
        put_be(row, at->type, 1);
        put_be(row + 1, at->at, wide);
        put_be(row + 1 + wide, at->index, 2);
    }
    buf_printf(&entries, "/Type/XRef/Size %u/W[1 %u 2]", count, wide);
    pdf_trailer(w->p, &entries);
    write_rows(w, &entries, rows, (size_t)count * width, width);
    free(rows);
    buf_free(&entries);
}

/* Objects that are not there make up a list of free ones (7.5.4). */
static void write_table(struct pdf_writer *w)
{
    unsigned count = w->numbers;
    struct buf *out = &w->sink.waiting, entries = {0};
    unsigned *next = xcalloc(count + 1, sizeof *next);

    for (unsigned i = count; i-- > 1;)
        next[i - 1] = w->places[i].type ? next[i] : i;
    buf_printf(out, "xref\n0 %u\n", count);
    for (unsigned i = 0; i < count; i++) {
        const struct place *at = &w->places[i];
        if (at->type)
            buf_printf(out, "%010llu 00000 n \n", (unsigned long long)at->at);
        else
            buf_printf(out, "%010u %s f \n", next[i], i ? "00000" : "65535");
    }
    pdf_trailer(w->p, &entries);
    buf_printf(out, "trailer\n<</Size %u%s>>\n", count, entries.data);
    free(next);
    buf_free(&entries);
}

static void write_places(struct pdf_writer *w)
{
    uint64_t start;

    end_pack(w);
    pdf_settle(w->p);
    start = w->sink.written + w->sink.waiting.n;
    if (w->p->keeps->packed) {
        begin_object(w, new_number(w));
        write_references(w);
    } else {
        write_table(w);
    }
    buf_printf(&w->sink.waiting, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
}

static bool write_file(struct pdf_writer *w)
{
    buf_printf(&w->sink.waiting, "%%PDF-%s\n%%\267\276\255\252\n", w->p->keeps->version);
    w->numbers = (unsigned)w->p->doc->xref->entries->count + w->p->own;
    w->room = w->numbers + w->numbers / PACK + 8;
    w->places = xcalloc(w->room, sizeof *w->places);
    w->packing = HPDF_CallbackWriter_New(w->p->doc->mmgr, collect_bytes, &w->objects);
    if (!w->packing)
        return pdf_ok(w->p);
    write_objects(w);
    pdf_struct_write(w->p, w);
    write_places(w);
    HPDF_Stream_Free(w->packing);
    return pdf_ok(w->p) && flush(&w->sink);
}

bool pdf_device_finish(struct device *dev, struct file_out *out)
{
    struct pdf *p = (struct pdf *)dev;
    struct pdf_writer w = {.p = p, .sink = {.out = out}};
    bool good;

    w.out = HPDF_CallbackWriter_New(p->doc->mmgr, save_bytes, &w.sink);
    good = w.out && write_file(&w);
    HPDF_Stream_Free(w.out);
    buf_free(&w.sink.waiting);
    buf_free(&w.objects);
    buf_free(&w.index);
    free(w.places);
    return good && pdf_ok(p);
}
