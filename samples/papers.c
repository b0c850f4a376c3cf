/* papers.c - makes the papers that the samples name (papers/ beside them): our own pages, set by our own engine. All are signed or
 *            sealed, and what offices hand in of such papers is scans: so each page is a picture (scan.h).
 * Use:       papers ROLES.conf FONTS STYLESHEET.xsl SAMPLE.xml... (proposals and submissions)   (make papers); the same bytes on every run.
 * Errors:    messages and exit status 1; what was made before stays. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "scan.h"
#include "xslt/xml.h"
#include "xslt/xslt.h"

struct maker {
    struct xslt *style;
    struct font_set *fonts;
    struct diag_list *d;
};

static bool set_pages(struct maker *m, xmlDocPtr pages, const char *source, const char *out)
{
    static const char *const roots[] = {NULL};
    struct pdf_options o = {.profile = PDF_A1B, .fonts = m->fonts, .producer = "shenbao"};
    struct device_document document = {.language = "zh-CN", .created = -1};
    struct fo_reader *fo = fo_open_tree(pages, source, m->d);
    struct image_set *images = image_set_new(".", roots);
    struct device *device = pdf_device_new(&o, m->d), *scan = scan_new(device);
    const struct fo_info *info;
    struct layout_job job = {.fo = fo, .fonts = m->fonts, .images = images, .device = scan, .diag = m->d,
                             .document = &document};
    bool good = fo != NULL;

    font_set_begin_document(m->fonts);
    info = good ? fo_document_info(fo) : NULL;
    document.title = info ? info->title : NULL;
    good = good && layout_run(&job) && !diag_list_has(m->d, DIAG_ERROR);
    struct file_out *file = good ? file_out_open(out, m->d) : NULL;
    good = file && pdf_device_finish(device, file);
    if (good)
        good = file_out_commit(file, m->d);
    else if (file)
        file_out_abort(file);
    scan->ops->free(scan);
    device->ops->free(device);
    image_set_free(images);
    fo_close(fo);
    return good;
}

static bool make_paper(struct maker *m, xmlDocPtr doc, const char *sample, const char *id, const char *name)
{
    const struct xslt_param params[] = {{"id", id}, {NULL, NULL}};
    char *folder = file_folder(sample), out[4096];
    xmlDocPtr pages = xslt_run(m->style, doc, sample, NULL, params, m->d);
    bool good = false;

    if (pages && (size_t)snprintf(out, sizeof out, "%s/%s", folder, name) < sizeof out) {
        char *below = file_folder(out);
        mkdir(below, 0777);
        good = set_pages(m, pages, sample, out);
        free(below);
    }
    xml_free(pages);
    free(folder);
    return good;
}

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    const xmlNode *n = parent ? parent->children : NULL;

    while (n && !(n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0))
        n = n->next;
    return n;
}

/* What names papers: the attachments of a proposal, by their ids; a submission, by the kind of each. */
static const xmlNode *papers_of(xmlDocPtr doc, const char **id)
{
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    bool submission = root && strcmp((const char *)root->name, "submission") == 0;

    *id = submission ? "kind" : "id";
    return submission ? root : child(root, "attachments");
}

static bool make_papers(struct maker *m, const char *sample)
{
    const char *key;
    xmlDocPtr doc = xml_load(sample, m->d);
    const xmlNode *all = papers_of(doc, &key);
    bool good = doc != NULL;

    for (const xmlNode *n = all ? all->children : NULL; n; n = n->next) {
        xmlChar *id = n->type == XML_ELEMENT_NODE ? xmlGetNoNsProp((xmlNodePtr)n, (const xmlChar *)key) : NULL;
        xmlChar *file = id ? xmlGetNoNsProp((xmlNodePtr)n, (const xmlChar *)"file") : NULL;
        if (file && strncmp((const char *)file, "papers/", 7) == 0)
            good = make_paper(m, doc, sample, (const char *)id, (const char *)file) && good;
        xmlFree(id);
        xmlFree(file);
    }
    xml_free(doc);
    return good;
}

static void tell(const struct diag_list *d)
{
    struct buf b = {0};

    for (size_t i = 0; i < diag_list_count(d); i++)
        if (diag_list_at(d, i)->severity >= DIAG_WARNING)
            diag_line(&b, diag_list_at(d, i), NULL);
    if (b.n)
        fputs(b.data, stderr);
    buf_free(&b);
}

int main(int argc, char **argv)
{
    bool good = argc > 4;

    if (!good)
        return fputs("usage: papers ROLES.conf FONTS STYLESHEET.xsl SAMPLE.xml...\n", stderr), 1;
    xml_init();
    struct diag_list *d = diag_list_new();
    const char *const fonts[] = {argv[2], NULL}, *const roots[] = {"samples", NULL};
    struct maker m = {.d = d, .fonts = font_set_new(argv[1], fonts, d), .style = xslt_load(argv[3], roots, d)};
    good = m.fonts && m.style;
    for (int i = 4; good && i < argc; i++)
        good = make_papers(&m, argv[i]);
    tell(d);
    xslt_free(m.style);
    font_set_free(m.fonts);
    diag_list_free(d);
    xml_cleanup();
    return good ? 0 : 1;
}
