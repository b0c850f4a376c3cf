#include "cli/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "cli/proposal.h"
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

static struct device *open_device(struct cli *c, struct tools *t, bool areas)
{
    if (areas)
        return device_text_new(&t->drawn, c->diag);
    struct pdf_options o = {
        .profile = PDF_17, .draft = cli_value(c, OPT_DRAFT) != NULL, .fonts = t->fonts,
        .producer = "shenbao " SHENBAO_VERSION,
    };
    if (o.draft) {
        struct font_request r = {.families = watermark_families, .weight = 400, .language = "zh-CN"};
        o.watermark_font = font_list_find(t->fonts, &r, c->diag);
        if (!o.watermark_font)
            return NULL;
    }
    return pdf_device_new(&o, c->diag);
}

static bool open_tools(struct tools *t, struct cli *c, const struct cli_setting *s, bool areas)
{
    t->fonts = font_set_new(c->places.roles, (const char *const *)c->places.fonts, c->diag);
    t->images = image_set_new(s->folder, s->roots);
    if (s->papers)
        image_set_papers(t->images, s->papers);
    t->device = t->fonts ? open_device(c, t, areas) : NULL;
    return t->device != NULL;
}

static void close_tools(struct tools *t)
{
    if (t->device)
        t->device->ops->free(t->device);
    image_set_free(t->images);
    font_set_free(t->fonts);
    buf_free(&t->areas);
    buf_free(&t->drawn);
}

static bool write_output(struct cli *c, const struct tools *t, const char *path, bool areas)
{
    struct file_out *out = file_out_open(path, c->diag);
    if (!out)
        return false;
    if (areas ? file_out_write(out, t->areas.data, t->areas.n) : pdf_device_finish(t->device, out))
        return file_out_commit(out, c->diag);
    if (cli_status_of(c->diag) == CLI_FAILED) { /* the device has said why */
        file_out_abort(out);
        return false;
    }
    return file_out_commit(out, c->diag);
}

static const char *copy(struct arena *a, const char *own, const char *otherwise)
{
    const char *s = own ? own : otherwise;
    return s ? arena_strdup(a, s) : NULL;
}

/* What the document's fo:declarations say goes before what the caller knows; SOURCE_DATE_EPOCH before any other time. */
static bool describe(struct cli *c, const struct cli_setting *s, struct arena *a, struct device_document *out)
{
    const struct fo_info *own = fo_document_info(s->fo);
    static const struct fo_info none = {0};
    own = own ? own : &none;
    *out = (struct device_document){
        .title = copy(a, own->title, s->title), .author = copy(a, own->author, NULL), .subject = copy(a, own->subject, NULL),
        .keywords = copy(a, own->keywords, NULL), .language = copy(a, own->language, "zh-CN"),
    };
    struct date stated;
    if (!cli_source_date(c, &out->created))
        return false;
    if (out->created < 0)
        out->created = own->created && date_parse(own->created, &stated) ? stated.instant : s->created;
    return true;
}

enum cli_status cli_set(struct cli *c, const struct cli_setting *s)
{
    const char *emit = cli_value(c, OPT_EMIT);
    bool areas = emit && strcmp(emit, "areas") == 0;
    struct device_document document;
    struct arena *arena = arena_new();
    struct tools t = {0};
    enum cli_status status = CLI_FAILED;
    if (describe(c, s, arena, &document) && open_tools(&t, c, s, areas)) {
        struct layout_job job = {
            .fo = s->fo, .fonts = t.fonts, .images = t.images, .device = t.device, .diag = c->diag,
            .document = &document, .areas = areas ? &t.areas : NULL, .verbose = cli_value(c, OPT_VERBOSE) != NULL,
        };
        status = layout_run(&job) ? cli_status_of(c->diag) : CLI_FAILED;
        bool wanted = status == CLI_OK || (status == CLI_CONTENT && s->tolerant);
        if (wanted && !write_output(c, &t, s->output, areas))
            status = CLI_FAILED;
    }
    close_tools(&t);
    arena_free(arena);
    return status;
}

char *cli_output_name(const char *input, const char *suffix)
{
    if (strcmp(input, "-") == 0)
        return xstrdup("-");
    const char *slash = strrchr(input, '/'), *name = slash ? slash + 1 : input, *dot = strrchr(name, '.');
    struct buf b = {0};
    buf_add(&b, input, dot && dot > name ? (size_t)(dot - input) : strlen(input));
    if (suffix)
        buf_printf(&b, "-%s", suffix);
    buf_puts(&b, ".pdf");
    return buf_steal(&b);
}
