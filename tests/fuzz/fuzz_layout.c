/* fuzz_layout.c - libFuzzer entry for the whole layout: the bytes are choices that build a document of allowed children with
 * properties of allowed kinds and wild values, which is then read as a stream, laid out with the real fonts and drawn as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "fo/value.h"
#include "layout/layout.h"
#include "fonts.h"
#include "wild.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const texts[] = {
    "文字。", "“引号”——破折号……", "word ", "a", " ", "\n", "2024年", "https://example.org/a?b=c",
    "第一条　为规范省级科技计划项目管理，提高科技资源配置效率，根据有关规定，结合本省实际，制定本办法。",
    "The quick brown fox jumps over the lazy dog and runs away from it again. ", "𠮷", "&#xE000;", "&#xAD;",
};

struct maker {
    const uint8_t *data;
    size_t size;
    FILE *f;
    const struct fo_tables *tables;
    enum fo_element stack[40];
    unsigned depth, footnotes;
};

static unsigned byte(struct maker *m)
{
    if (!m->size)
        return 0;
    m->size--;
    return *m->data++;
}

static void put_value(struct maker *m, const char *allowed, unsigned b)
{
    allowed += *allowed == '+' || *allowed == '1';
    if (!*allowed || b & 128) {
        fputs(values[b % VALUES], m->f);
        return;
    }
    for (unsigned skip = b % 12; skip && strchr(allowed, '|'); skip--)
        allowed = strchr(allowed, '|') + 1;
    fprintf(m->f, "%.*s", (int)strcspn(allowed, "|"), allowed);
}

static void put_properties(struct maker *m)
{
    bool used[PROPERTIES] = {0};
    for (unsigned n = byte(m) % 4; n; n--) {
        unsigned p = (byte(m) << 8 | byte(m)) % PROPERTIES;
        if (used[p])
            continue;
        used[p] = true;
        fprintf(m->f, " %s=\"", properties[p].name);
        put_value(m, properties[p].allowed, byte(m));
        putc('"', m->f);
    }
}

static const char *bare(enum fo_element e)
{
    return fo_element_name(e);
}

static void open_element(struct maker *m, enum fo_element e)
{
    fprintf(m->f, "<%s", bare(e));
    put_properties(m);
    putc('>', m->f);
    m->stack[m->depth++] = e;
}

static void close_element(struct maker *m)
{
    fprintf(m->f, "</%s>", bare(m->stack[--m->depth]));
}

/* The choice-th of the children that may stand here, counted round. */
static int child(struct maker *m, unsigned choice)
{
    enum fo_element parent = m->stack[m->depth - 1], may[FO_ELEMENT_COUNT];
    unsigned n = 0;
    for (int e = 0; e < FO_ELEMENT_COUNT; e++)
        if (e != FO_TEXT && fo_child_allowed(m->tables, parent, (enum fo_element)e) && fo_element_supported((enum fo_element)e))
            may[n++] = (enum fo_element)e;
    return n ? (int)may[choice % n] : -1;
}

static void step(struct maker *m)
{
    unsigned b = byte(m);
    if (b < 90 && m->depth < 36) {
        int e = child(m, byte(m));
        if (e >= 0)
            open_element(m, (enum fo_element)e);
    } else if (b < 160) {
        if (m->depth > 1)
            close_element(m);
    } else {
        if (fo_child_allowed(m->tables, m->stack[m->depth - 1], FO_TEXT))
            for (unsigned n = b % 8; n; n--)
                fputs(texts[b % (sizeof texts / sizeof *texts)], m->f);
    }
}

static void make(struct maker *m)
{
    fputs("<fo:root xmlns:fo=\"http://www.w3.org/1999/XSL/Format\" xmlns:sb=\"urn:shenbao:fo\"><fo:layout-master-set>"
          "<fo:simple-page-master master-name=\"m\" page-width=\"10cm\" page-height=\"10cm\"", m->f);
    put_properties(m);
    fputs("><fo:region-body", m->f);
    put_properties(m);
    fputs("/><fo:region-before region-name=\"header\" extent=\"1cm\"/></fo:simple-page-master></fo:layout-master-set>"
          "<fo:page-sequence master-reference=\"m\"", m->f);
    put_properties(m);
    fputs("><fo:static-content flow-name=\"header\"><fo:block><fo:retrieve-marker retrieve-class-name=\"a\"/>"
          "<fo:page-number-citation ref-id=\"x\"/></fo:block></fo:static-content>", m->f);
    fputs("<fo:flow flow-name=\"xsl-region-body\"", m->f);
    put_properties(m);
    putc('>', m->f);
    m->stack[m->depth++] = FO_FLOW;
    while (m->size)
        step(m);
    while (m->depth)
        close_element(m);
    fputs("</fo:page-sequence></fo:root>", m->f);
}

static void set_file(const char *path)
{
    static const char *const roots[] = {"/nowhere", NULL};
    struct diag_list *d = diag_list_new();
    struct buf drawn = {0}, areas = {0};
    struct fo_reader *fo = fo_open_file(path, d);
    struct image_set *images = image_set_new("/nowhere", roots);
    struct device *device = device_text_new(&drawn, d);
    struct layout_job job = {.fo = fo, .fonts = fonts(), .images = images, .device = device, .diag = d, .areas = &areas};
    font_set_begin_document(job.fonts);
    layout_run(&job);
    device->ops->free(device);
    image_set_free(images);
    fo_close(fo);
    diag_list_free(d);
    buf_free(&drawn);
    buf_free(&areas);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("fuzz", 0);
    struct arena *a = arena_new();
    struct maker m = {.data = data, .size = size < 1500 ? size : 1500, .tables = fo_tables_new(a)};
    char path[64];
    if (fd < 0)
        abort();
    m.f = fdopen(dup(fd), "w");
    make(&m);
    fclose(m.f);
    arena_free(a);
    if (getenv("FUZZ_SHOW")) {
        char text[65536];
        ssize_t n = pread(fd, text, sizeof text, 0);
        fwrite(text, 1, n > 0 ? (size_t)n : 0, stdout);
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    lseek(fd, 0, SEEK_SET);
    set_file(path);
    close(fd);
    return 0;
}
