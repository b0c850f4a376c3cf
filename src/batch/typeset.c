#include "batch/typeset.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "layout/image_scale.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "xslt/date.h"

static const char *const watermark_families[] = {"黑体", NULL};

/* What one document is set with. */
struct tools {
    struct font_set *fonts;
    struct image_set *images;
    struct device *device;
    struct buf areas, drawn; /* --emit areas */
};

static bool beside(const struct session *s, const struct typeset_job *job)
{
    return job->beside && session_options(s)->processors > 1;
}

static struct device *open_device(struct session *s, struct tools *t, const struct typeset_job *job, struct diag_list *d)
{
    if (job->areas)
        return device_text_new(&t->drawn, d);
    struct pdf_options o = {
        .profile = session_options(s)->profile, .annexes = session_options(s)->annexes, .draft = session_options(s)->draft,
        .beside = beside(s, job), .fields = !session_options(s)->no_fields, .fonts = t->fonts,
        .producer = "shenbao " SHENBAO_VERSION, .files = job->files, .files_arg = job->files_arg,
    };
    if (o.draft) {
        struct font_request r = {.families = watermark_families, .weight = 400, .language = "zh-CN"};
        o.watermark_font = font_list_find(t->fonts, &r, d);
        if (!o.watermark_font)
            return NULL;
    }
    return pdf_device_new(&o, d);
}

static bool open_tools(struct tools *t, struct session *s, const struct typeset_job *job, struct diag_list *d)
{
    t->fonts = session_fonts(s, d);
    if (!t->fonts)
        return false;
    font_set_begin_document(t->fonts);
    t->images = image_set_new(job->folder, job->roots);
    if (job->tolerant)
        image_set_take_undrawn(t->images);
    if (job->papers)
        image_set_papers(t->images, job->papers);
    t->device = open_device(s, t, job, d);
    return t->device != NULL;
}

static void close_tools(struct tools *t)
{
    if (t->device)
        t->device->ops->free(t->device);
    image_set_free(t->images);
    buf_free(&t->areas);
    buf_free(&t->drawn);
}

static bool write_output(const struct tools *t, const struct typeset_job *job, struct diag_list *d)
{
    struct file_out *out = job->bytes ? file_out_memory(job->bytes) : file_out_open(job->output, d);
    if (!out)
        return false;
    if (job->areas ? file_out_write(out, t->areas.data, t->areas.n) : pdf_device_finish(t->device, out))
        return file_out_commit(out, d);
    if (diag_list_has(d, DIAG_FATAL)) { /* the device has said why */
        file_out_abort(out);
        return false;
    }
    return file_out_commit(out, d);
}

static const char *copy(struct arena *a, const char *own, const char *otherwise)
{
    const char *s = own ? own : otherwise;
    return s ? arena_strdup(a, s) : NULL;
}

/* Of fo:root, else of the first page-sequence, which fo_document_info() has read up to: there most stylesheets put it. */
static const char *stated_language(const struct typeset_job *job, struct arena *a)
{
    struct fo_node *root = fo_root(job->fo), *n = root ? fo_first(job->fo, root) : NULL;
    const char *language = root ? fo_language(a, root, true) : NULL;
    while (n && n->element != FO_PAGE_SEQUENCE)
        n = fo_next(job->fo, n);
    return language || !n ? language : fo_language(a, n, true);
}

/* What the document's fo:declarations say goes before what its root does, and that before what the caller knows; SOURCE_DATE_EPOCH goes
 * before any other time. */
static void describe(struct session *s, const struct typeset_job *job, struct arena *a, struct device_document *out)
{
    const struct fo_info *own = fo_document_info(job->fo);
    static const struct fo_info none = {0};
    own = own ? own : &none;
    const char *language = own->language ? NULL : stated_language(job, a);
    *out = (struct device_document){
        .title = copy(a, own->title, job->title), .author = copy(a, own->author, NULL), .subject = copy(a, own->subject, NULL),
        .keywords = copy(a, own->keywords, NULL), .language = copy(a, own->language, language ? language : "zh-CN"),
        .created = session_source_instant(s),
    };
    if (job->note)
        out->subject = out->subject ? arena_printf(a, "%s；%s", out->subject, job->note) : job->note;
    struct date stated;
    if (out->created < 0)
        out->created = own->created && date_parse(own->created, &stated) ? stated.instant : job->created;
}

static bool set(struct session *s, const struct tools *t, struct buf *areas, const struct typeset_job *job,
                const struct device_document *document, struct diag_list *d)
{
    struct layout_job layout = {
        .fo = job->fo, .fonts = t->fonts, .images = t->images, .device = t->device, .diag = d, .document = document,
        .areas = job->areas ? areas : NULL, .beside = beside(s, job) && !session_options(s)->draft, .verbose = session_options(s)->verbose,
    };
    return layout_run(&layout) && !diag_list_has(d, DIAG_FATAL);
}

/* --- no larger than so much --- */

/* Below the last one, print and screen show it. Between two steps a photograph halves. [dpi] */
static const unsigned resolutions[] = {600, 400, 300, 200, 150, 100};
enum { RESOLUTIONS = sizeof resolutions / sizeof *resolutions, PARTS_NAMED = 5 };

static void report_size(const struct session *s, const struct tools *t, const struct typeset_job *job, size_t bytes, struct diag_list *d)
{
    const struct fo_node *root = fo_root(job->fo);
    struct loc at = {.file = root ? root->loc.file : NULL};
    struct pdf_part parts[PARTS_NAMED];
    size_t n = pdf_device_parts(t->device, parts, PARTS_NAMED);
    struct buf size = {0}, floor = {0}, names = {0};
    buf_printf(&size, "%zu", bytes);
    buf_printf(&floor, "%u", resolutions[RESOLUTIONS - 1]);
    for (size_t i = 0; i < n; i++)
        buf_printf(&names, "%s%s (%zu)", i ? ", " : "", parts[i].name, parts[i].bytes);
    diag(d, PDF_TOO_LARGE, &at, size.data, floor.data, session_options(s)->max_size, names.data ? names.data : "");
    buf_free(&size);
    buf_free(&floor);
    buf_free(&names);
}

/* The same pages once more, on a new device; what was said of them is said again. */
static bool set_again(struct session *s, struct tools *t, const struct typeset_job *job, const struct device_document *document,
                      struct diag_list *d)
{
    if (!fo_rewind(job->fo))
        return false;
    t->device->ops->free(t->device);
    t->device = open_device(s, t, job, d);
    return t->device && set(s, t, NULL, job, document, d);
}

static bool finish_bytes(const struct tools *t, struct buf *out, struct diag_list *d)
{
    struct file_out *f = file_out_memory(out);
    if (pdf_device_finish(t->device, f))
        return file_out_commit(f, d);
    file_out_abort(f);
    return false;
}

static bool write_within(struct session *s, struct tools *t, const struct typeset_job *job, const struct device_document *document,
                         struct diag_list *d)
{
    struct buf pdf = {0};
    size_t step = 0;
    bool ok = finish_bytes(t, &pdf, d);
    for (; ok && pdf.n > job->max_size && step < RESOLUTIONS; step++) {
        if (!image_set_reduce(t->images, resolutions[step]))
            continue;
        buf_free(&pdf);
        ok = set_again(s, t, job, document, d) && finish_bytes(t, &pdf, d);
    }
    if (ok && pdf.n > job->max_size) {
        report_size(s, t, job, pdf.n, d);
        ok = false;
    }
    if (ok && job->bytes)
        buf_add(job->bytes, pdf.data, pdf.n);
    else if (ok)
        ok = file_write(job->output, pdf.data, pdf.n, d);
    buf_free(&pdf);
    return ok;
}

bool typeset(struct session *s, const struct typeset_job *job, struct diag_list *d)
{
    struct device_document document;
    struct arena *arena = arena_new();
    struct tools t = {0};
    bool ok = open_tools(&t, s, job, d);
    if (ok) {
        describe(s, job, arena, &document);
        ok = set(s, &t, &t.areas, job, &document, d);
        if (ok && (job->tolerant || !diag_list_has(d, DIAG_ERROR)))
            ok = job->max_size && !job->areas ? write_within(s, &t, job, &document, d) : write_output(&t, job, d);
    }
    close_tools(&t);
    arena_free(arena);
    return ok;
}
