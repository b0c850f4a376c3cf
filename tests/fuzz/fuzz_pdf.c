/* fuzz_pdf.c - libFuzzer entry from FO to a PDF: the first byte chooses what kind of PDF, the rest is the document. What is written
 * has to be sound by libqpdf. */
#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "layout/layout.h"
#include "pdf/pdf.h"
#include "fonts.h"
#include "fo_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size, const uint8_t *other, size_t other_size, uint8_t *out, size_t most, unsigned seed);

enum { OPT_PROFILE = 3, OPT_FIELDS = 4, OPT_DRAFT = 8, OPT_BESIDE = 16 };

static void look_again(const struct buf *made)
{
    qpdf_data q = qpdf_init();
    qpdf_silence_errors(q);
    if (qpdf_read_memory(q, "made", made->data, made->n, NULL) != QPDF_SUCCESS || qpdf_check_pdf(q) != QPDF_SUCCESS) {
        while (qpdf_more_warnings(q))
            fprintf(stderr, "%s\n", qpdf_get_error_full_text(q, qpdf_next_warning(q)));
        if (qpdf_has_error(q))
            fprintf(stderr, "%s\n", qpdf_get_error_full_text(q, qpdf_get_error(q)));
        abort();
    }
    qpdf_cleanup(&q);
}

static void write_out(const struct layout_job *job, struct diag_list *d)
{
    struct buf made = {0};
    struct file_out *out = file_out_memory(&made);
    bool good = layout_run(job) && pdf_device_finish(job->device, out);
    if (!good || diag_list_has(d, DIAG_FATAL)) {
        file_out_abort(out);
    } else {
        file_out_commit(out, d);
        look_again(&made);
    }
    buf_free(&made);
}

static struct device *open_device(unsigned choice, struct diag_list *d)
{
    static const char *const families[] = {"黑体", NULL};
    const struct font_request draft = {.families = families, .weight = 400, .language = "zh-CN"};
    struct pdf_options o = {
        .profile = (enum pdf_profile)(choice & OPT_PROFILE), .fields = choice & OPT_FIELDS, .draft = choice & OPT_DRAFT,
        .beside = choice & OPT_BESIDE, .fonts = fonts(), .producer = "fuzz",
    };
    if (o.draft)
        o.watermark_font = font_list_find(o.fonts, &draft, d);
    return pdf_device_new(&o, d);
}

static void set_file(const char *path, unsigned choice)
{
    static const char *const roots[] = {"tests/fuzz", NULL};
    struct diag_list *d = diag_list_new();
    struct image_set *images = image_set_new("tests/fuzz/seeds/pdf", roots);
    struct device_document document = {.title = "模糊 fuzz", .language = "zh-CN", .created = 1735689600};
    struct layout_job job = {.fo = fo_open_file(path, d), .fonts = fonts(), .images = images, .device = open_device(choice, d), .diag = d,
                             .document = &document, .beside = choice & OPT_BESIDE && !(choice & OPT_DRAFT)};
    font_set_begin_document(job.fonts);
    if (job.fo)
        write_out(&job, d);
    job.device->ops->free(job.device);
    image_set_free(images);
    fo_close(job.fo);
    diag_list_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MOST = 30000 };
    char path[64];
    if (size < 2 || size > MOST)
        return 0;
    int fd = memfd_create("fuzz", 0);
    if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1))
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    lseek(fd, 0, SEEK_SET);
    set_file(path, data[0]);
    close(fd);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    return mutate(data, size, most, seed, NULL, 0);
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size, const uint8_t *other, size_t other_size, uint8_t *out, size_t most, unsigned seed)
{
    if (size > most)
        return 0;
    memcpy(out, data, size);
    return mutate(out, size, most, seed, other, other_size);
}
