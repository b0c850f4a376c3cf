/* pdf_subset.c - TrueType and name-keyed CFF programs cut down by HarfBuzz to the glyphs in use, and made to answer to our
 * codes. CID-keyed CFF is written by pdf_cff.c and pdf_glyf.c. */
#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

/* Only the tables that a PDF looks at: without the layout tables HarfBuzz takes no closure over them, and without the
 * character map it does not list what a collection of 65,535 glyphs maps, which would cost more than the subset itself. */
static hb_blob_t *wanted_table(hb_face_t *unused, hb_tag_t tag, void *user)
{
    static const hb_tag_t tags[] = {HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
                                    HB_TAG('m', 'a', 'x', 'p'), HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'),
                                    HB_TAG('l', 'o', 'c', 'a')};

    (void)unused;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        if (tag == tags[i])
            return hb_face_reference_table(user, tag);
    return NULL;
}

static bool is_used(const struct pdf_font *f, size_t code)
{
    return f->first[f->codes.v[code].gid] != 0;
}

static hb_subset_input_t *make_input(const struct pdf_font *f)
{
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    hb_set_t *glyphs;

    if (!in)
        base_die_oom();
    glyphs = hb_subset_input_glyph_set(in);
    for (size_t i = 1; i < f->codes.n; i++)
        if (is_used(f, i))
            hb_set_add(glyphs, f->codes.v[i].gid);
    /* Without subroutines CFF comes out faster and, once deflated, smaller. */
    hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE |
                                      (f->by_gid ? HB_SUBSET_FLAGS_RETAIN_GIDS : 0u));
    return in;
}

/* TrueType: code to glyph id of the subset. */
static void map_codes(const struct pdf_font *f, const hb_map_t *new_gids, struct pdf_program *out)
{
    out->cid_to_gid = xcalloc(f->codes.n, 2);
    for (size_t i = 1; i < f->codes.n; i++) {
        hb_codepoint_t gid = hb_map_get(new_gids, f->codes.v[i].gid);
        out->cid_to_gid[2 * i] = (uint8_t)(gid >> 8);
        out->cid_to_gid[2 * i + 1] = (uint8_t)gid;
    }
}

static bool take_program(const struct pdf_font *f, hb_face_t *subset, const hb_map_t *new_gids, struct pdf_program *out)
{
    unsigned n;

    out->blob = f->face->cff ? hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(subset);
    out->data = (const uint8_t *)hb_blob_get_data(out->blob, &n);
    out->n = n;
    if (n == 0)
        return false;
    out->truetype = !f->face->cff;
    if (out->truetype)
        map_codes(f, new_gids, out);
    return true;
}

static bool cut(const struct pdf_font *f, struct pdf_program *out)
{
    hb_subset_input_t *in = make_input(f);
    hb_face_t *source = hb_face_create_for_tables(wanted_table, f->face->hb, NULL);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(source, in);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    bool ok;

    ok = subset && take_program(f, subset, hb_subset_plan_old_to_new_glyph_mapping(plan), out);
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    hb_face_destroy(source);
    hb_subset_input_destroy(in);
    return ok;
}

bool pdf_subset(const struct pdf_font *f, struct pdf_program *out)
{
    bool ok;

    if (pdf_kept(f, out))
        return true;
    *out = (struct pdf_program){0};
    ok = font_outlines(f->face) ? pdf_glyf(f, out) || pdf_cff(f, out) : cut(f, out);
    if (!ok)
        pdf_program_free(out);
    return ok;
}

void pdf_program_free(struct pdf_program *g)
{
    hb_blob_destroy(g->blob);
    free(g->made);
    free(g->cid_to_gid);
    *g = (struct pdf_program){0};
}
