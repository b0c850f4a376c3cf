/* warm RUNS FILE.fo OUT.pdf [PROFILE] - the medians of what one document costs once its fonts are loaded: processor time of the whole
 * way from the file to the file, and of the floor below it, which is cutting down the same faces to the same glyphs and
 * deflating the outlines. Run in the project's folder. Prints: milliseconds, milliseconds of the floor, glyphs. */
#include <hb-subset.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "times.h"

enum { MAX_RUNS = 1001, MAX_FACES = 64 };

/* --- a device that notes which glyphs of which faces a document has --- */

struct census {
    struct device base;
    const struct font_face *face[MAX_FACES];
    hb_set_t *glyphs[MAX_FACES];
};

static bool count_glyphs(struct device *dev, const struct glyph_run *r, mpt x, mpt y)
{
    struct census *c = (struct census *)dev;
    unsigned id = r->font.face->id;
    (void)x;
    (void)y;
    if (id >= MAX_FACES)
        return false;
    c->face[id] = r->font.face;
    if (!c->glyphs[id])
        c->glyphs[id] = hb_set_create();
    for (size_t i = 0; i < r->count; i++)
        hb_set_add(c->glyphs[id], r->glyphs[i].gid);
    return true;
}

static bool on_document(struct device *d, const struct device_document *i) { return d && i; }
static bool on_any(struct device *d) { return d != NULL; }
static bool on_page(struct device *d, const struct device_page *p) { return d && p; }
static bool on_begin(struct device *d, const struct area *a, enum device_artifact k) { return d && (a || k + 1); }
static bool on_end(struct device *d, const struct area *a) { return d || a; }
static bool on_fill(struct device *d, mpt x, mpt y, mpt w, mpt h, struct fo_color c) { return d || x + y + w + h + c.a; }
static bool on_stroke(struct device *d, mpt x, mpt y, mpt w, mpt h, enum fo_keyword k, struct fo_color c)
{
    return d || x + y + w + h + c.a + (mpt)k;
}
static bool on_push(struct device *d, mpt x, mpt y, int turn, mpt w, mpt h) { return d || x + y + w + h + turn; }
static bool on_destination(struct device *d, const char *id, mpt x, mpt y) { return d || id || x + y; }
static void on_free(struct device *d) { (void)d; }

static const struct device_ops census_ops = {
    .begin_document = on_document, .restart = on_any, .begin_page = on_page, .end_page = on_any, .begin_area = on_begin,
    .end_area = on_end, .glyphs = count_glyphs, .fill = on_fill, .stroke = on_stroke, .destination = on_destination,
    .push = on_push, .pop = on_any, .end_document = on_any, .free = on_free,
};

/* --- the document --- */

static bool set_document(const char *path, struct font_set *fonts, struct device *device, const char *out)
{
    static const char *const roots[] = {".", NULL};
    struct diag_list *d = diag_list_new();
    device->diag = d;
    font_set_begin_document(fonts);
    struct fo_reader *fo = fo_open_file(path, d);
    struct image_set *images = image_set_new(".", roots);
    struct layout_job job = {.fo = fo, .fonts = fonts, .images = images, .device = device, .diag = d};
    bool ok = fo && layout_run(&job);
    struct file_out *file = ok && out ? file_out_open(out, d) : NULL;
    if (file)
        ok = pdf_device_finish(device, file) && file_out_commit(file, d);
    fo_close(fo);
    image_set_free(images);
    diag_list_free(d);
    return ok;
}

static enum pdf_profile profile = PDF_17;

static bool render(const char *path, struct font_set *fonts, const char *out)
{
    struct diag_list *d = diag_list_new();
    struct pdf_options o = {.profile = profile, .fonts = fonts, .producer = "bench"};
    struct device *device = pdf_device_new(&o, d);
    bool ok = set_document(path, fonts, device, out);
    device->ops->free(device);
    diag_list_free(d);
    return ok;
}

/* Without the layout tables and the character map, which a PDF does not want, HarfBuzz is several times as fast. */
static hb_blob_t *outlines_only(hb_face_t *unused, hb_tag_t tag, void *user)
{
    static const char tags[] = "headhheahmtxmaxpCFF glyfloca";
    (void)unused;
    for (size_t i = 0; i + 4 < sizeof tags; i += 4)
        if (tag == hb_tag_from_string(tags + i, 4))
            return hb_face_reference_table(user, tag);
    return NULL;
}

static void put_glyphs(const struct font_face *face, const hb_set_t *glyphs, struct libdeflate_compressor *z)
{
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    hb_set_union(hb_subset_input_glyph_set(in), glyphs);
    hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_face_t *source = hb_face_create_for_tables(outlines_only, face->hb, NULL), *subset = hb_subset_or_fail(source, in);
    hb_blob_t *blob = face->cff ? hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(subset);
    unsigned n;
    const char *data = hb_blob_get_data(blob, &n);
    size_t room = libdeflate_zlib_compress_bound(z, n);
    void *packed = xmalloc(room);
    libdeflate_zlib_compress(z, data, n, packed, room);
    free(packed);
    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    hb_face_destroy(source);
    hb_subset_input_destroy(in);
}

static unsigned put_all(const struct census *c, struct libdeflate_compressor *z)
{
    unsigned n = 0;
    for (size_t i = 0; i < MAX_FACES; i++)
        if (c->face[i]) {
            put_glyphs(c->face[i], c->glyphs[i], z);
            n += hb_set_get_population(c->glyphs[i]);
        }
    return n;
}

int main(int argc, char **argv)
{
    static const char *const folders[] = {"fonts", "build/fonts", NULL};
    static double whole[MAX_RUNS], floor_ms[MAX_RUNS];
    static struct census census = {.base = {&census_ops, NULL}};
    int runs = argc >= 4 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > MAX_RUNS || (argc == 5 && !pdf_profile_named(argv[4], &profile)))
        return 2;
    base_keep_memory();
    struct diag_list *d = diag_list_new();
    struct font_set *fonts = font_set_new("fonts/roles.conf", folders, d);
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(6);
    if (!fonts || !z || !set_document(argv[2], fonts, &census.base, NULL) || !render(argv[2], fonts, argv[3]))
        return 1;
    unsigned glyphs = 0;
    for (int i = 0; i < runs; i++) {
        double start = times_cpu_ms();
        glyphs = put_all(&census, z);
        double between = times_cpu_ms();
        if (!render(argv[2], fonts, argv[3]))
            return 1;
        floor_ms[i] = between - start;
        whole[i] = times_cpu_ms() - between;
    }
    printf("%.2f %.2f %u\n", times_median(whole, runs), times_median(floor_ms, runs), glyphs);
    for (size_t i = 0; i < MAX_FACES; i++)
        hb_set_destroy(census.glyphs[i]);
    libdeflate_free_compressor(z);
    font_set_free(fonts);
    diag_list_free(d);
    return 0;
}
