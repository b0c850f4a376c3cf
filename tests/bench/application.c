/* application RUNS PROPOSAL.xml OUT.pdf - the medians of what one proposal costs once its programme and its fonts are loaded:
 * processor time of reading and checking it, and of reading it and setting all its forms, with its papers, into the file.
 * Run in the project's folder. Prints: milliseconds of the check, milliseconds of the rendering. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/file.h"
#include "check/check.h"
#include "cli/join.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "xslt/xml.h"
#include "xslt/xslt.h"

enum { MAX_RUNS = 1001, MAX_FORMS = 16 };

struct bench {
    const char *file, *out;
    char *folder;
    struct programme *pack;
    struct font_set *fonts;
    struct diag_list *d;
};

static double cpu_ms(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, ascending);
    return v[n / 2];
}

static bool check(struct bench *b)
{
    xmlDocPtr doc = xml_load(b->file, b->d);
    struct papers *papers = papers_new(b->folder);
    struct check_options o = {.papers = papers};
    bool ok = doc && check_proposal(b->pack, doc, b->file, &o, b->d) && !diag_list_has(b->d, DIAG_ERROR);
    papers_free(papers);
    xml_free(doc);
    return ok;
}

/* Every form that the proposal's direction has, one behind the other. */
static xmlDocPtr transform(struct bench *b, xmlDocPtr doc, struct papers *papers)
{
    const struct programme_form *forms;
    size_t n = programme_forms(b->pack, &forms), done = 0;
    xmlDocPtr parts[MAX_FORMS], joined;
    xmlChar *direction = xmlGetNoNsProp(xmlDocGetRootElement(doc), BAD_CAST "direction");
    for (size_t i = 0; i < n && done < MAX_FORMS; i++) {
        struct xslt *x = programme_form_of(&forms[i], (const char *)direction) ? programme_stylesheet(b->pack, &forms[i], b->d) : NULL;
        xmlDocPtr part = x ? xslt_run(x, doc, b->file, papers, NULL, b->d) : NULL;
        if (part)
            parts[done++] = part;
    }
    xmlFree(direction);
    joined = done ? cli_join(parts, done) : NULL;
    while (done)
        xml_free(parts[--done]);
    return joined;
}

static bool set_pages(struct bench *b, xmlDocPtr fo, struct papers *papers)
{
    const char *const roots[] = {b->folder, NULL};
    struct pdf_options o = {.profile = PDF_17, .fonts = b->fonts, .producer = "bench"};
    struct device *device = pdf_device_new(&o, b->d);
    struct image_set *images = image_set_new(b->folder, roots);
    struct fo_reader *reader = fo_open_tree(fo, b->file, b->d);
    struct device_document document = {.language = "zh-CN", .created = -1};
    struct layout_job job = {.fo = reader, .fonts = b->fonts, .images = images, .device = device, .diag = b->d,
                             .document = &document};
    font_set_begin_document(b->fonts);
    image_set_papers(images, papers);
    struct file_out *file = reader && layout_run(&job) ? file_out_open(b->out, b->d) : NULL;
    bool ok = file && pdf_device_finish(device, file) && file_out_commit(file, b->d);
    fo_close(reader);
    image_set_free(images);
    device->ops->free(device);
    return ok;
}

static bool render(struct bench *b)
{
    xmlDocPtr doc = xml_load(b->file, b->d);
    struct papers *papers = papers_new(b->folder);
    xmlDocPtr fo = doc ? transform(b, doc, papers) : NULL;
    bool ok = fo && set_pages(b, fo, papers);
    xml_free(fo);
    papers_free(papers);
    xml_free(doc);
    return ok;
}

/* The median of a job; negative when it fails. */
static double measure(struct bench *b, bool (*job)(struct bench *), int runs)
{
    static double ms[MAX_RUNS];
    if (!job(b))
        return -1;
    for (int i = 0; i < runs; i++) {
        double start = cpu_ms();
        diag_list_cut(b->d, 0);
        if (!job(b))
            return -1;
        ms[i] = cpu_ms() - start;
    }
    return median(ms, runs);
}

static bool open_bench(struct bench *b)
{
    static const char *const folders[] = {"fonts", "build/fonts", NULL};
    xmlDocPtr doc = xml_load(b->file, b->d);
    const char *id = doc ? check_programme_of(doc, b->file, b->d) : "";
    b->pack = *id ? programme_load("templates", id, b->d) : NULL;
    b->fonts = font_set_new("fonts/roles.conf", folders, b->d);
    xml_free(doc);
    return b->pack && b->fonts;
}

int main(int argc, char **argv)
{
    int runs = argc == 4 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > MAX_RUNS)
        return 2;
    xml_init();
    struct bench b = {.file = argv[2], .out = argv[3], .folder = file_folder(argv[2]), .d = diag_list_new()};
    bool ok = open_bench(&b);
    double checked = ok ? measure(&b, check, runs) : -1, rendered = checked >= 0 ? measure(&b, render, runs) : -1;
    ok = rendered >= 0;
    if (ok)
        printf("%.2f %.2f\n", checked, rendered);
    font_set_free(b.fonts);
    programme_free(b.pack);
    diag_list_free(b.d);
    free(b.folder);
    xml_cleanup();
    return !ok;
}
