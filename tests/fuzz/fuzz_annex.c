/* fuzz_annex.c - libFuzzer entry: any bytes as an annex of a document of ours, two of whose pages are brought in with their tags if
 * these can be kept. What is written opens again, and so does its structure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "layout/layout.h"
#include "paper/paper.h"
#include "pdf/pdf.h"
#include "fonts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char document[] =
    "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xmlns:sb='urn:shenbao:fo' language='zh'><fo:layout-master-set>"
    "<fo:simple-page-master master-name='m' page-width='10cm' page-height='10cm'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
    "<fo:page-sequence master-reference='m'><fo:title>t</fo:title><fo:flow flow-name='xsl-region-body'>"
    "<fo:block><fo:external-graphic src='a#page=1' content-width='5cm' sb:alt='b'/></fo:block>"
    "<fo:block break-before='page'><fo:external-graphic src='a#page=2' content-width='5cm' sb:alt='c'/></fo:block>"
    "</fo:flow></fo:page-sequence></fo:root>";

/* The annex opens, so the document with it does; its tags are kept, so they are found there. */
static void look_again(struct papers *papers, struct buf *made)
{
    const struct paper *annex = papers_find(papers, "a"), *whole = papers_look(papers, "made", made->data, made->n);
    if (whole->state != PAPER_OK || (annex->tree && !whole->tree && !whole->untagged))
        abort();
}

static void write_out(const struct layout_job *job, struct papers *papers, struct diag_list *d)
{
    struct buf made = {0};
    struct file_out *out = file_out_memory(&made);
    bool good = layout_run(job) && pdf_device_finish(job->device, out);
    if (!good || diag_list_has(d, DIAG_FATAL)) {
        file_out_abort(out);
    } else {
        file_out_commit(out, d);
        look_again(papers, &made);
    }
    buf_free(&made);
}

static void set_document(const char *folder, const char *fo)
{
    const char *const roots[] = {folder, NULL};
    struct diag_list *d = diag_list_new();
    struct papers *papers = papers_new(folder);
    struct image_set *images = image_set_new(folder, roots);
    struct pdf_options o = {.profile = PDF_A3A, .fonts = fonts(), .producer = "fuzz"};
    struct layout_job job = {.fo = fo_open_file(fo, d), .fonts = fonts(), .images = images, .device = pdf_device_new(&o, d), .diag = d};
    font_set_begin_document(job.fonts);
    image_set_papers(images, papers);
    if (job.fo && job.device)
        write_out(&job, papers, d);
    job.device->ops->free(job.device);
    image_set_free(images);
    papers_free(papers);
    fo_close(job.fo);
    diag_list_free(d);
}

static void put_file(const char *path, const void *data, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, n, f) != n || fclose(f))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[] = "/tmp/fuzz-annex-XXXXXX", path[64], fo[64];
    if (!mkdtemp(folder))
        abort();
    snprintf(path, sizeof path, "%s/a", folder);
    snprintf(fo, sizeof fo, "%s/fo", folder);
    put_file(path, data, size);
    put_file(fo, document, sizeof document - 1);
    set_document(folder, fo);
    unlink(path);
    unlink(fo);
    rmdir(folder);
    return 0;
}
