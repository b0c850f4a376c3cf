/* pdf_subset.c - font programs cut down by HarfBuzz to the glyphs in use, and made to answer to our codes. */
#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

/* --- CFF (Adobe technical note 5176) --- */

struct cff {
    const uint8_t *p;
    size_t n;
};

static unsigned be(const struct cff *c, size_t at, unsigned size)
{
    unsigned v = 0;

    for (unsigned i = 0; i < size; i++)
        v = v << 8 | (at + i < c->n ? c->p[at + i] : 0);
    return v;
}

/* An INDEX: its count; *first: where its first object lies, *end: where the INDEX ends. Section 5. */
static unsigned read_index(const struct cff *c, size_t at, size_t *first, size_t *first_end, size_t *end)
{
    unsigned count = be(c, at, 2), size = be(c, at + 2, 1);
    size_t data;

    *first = *first_end = *end = at + 2;
    if (count == 0 || size < 1 || size > 4)
        return 0;
    data = at + 3 + (size_t)(count + 1) * size - 1;
    *first = data + be(c, at + 3, size);
    *first_end = data + be(c, at + 3 + size, size);
    *end = data + be(c, at + 3 + (size_t)count * size, size);
    return count;
}

struct top_dict { /* of what concerns us; 0: not there */
    bool cid_keyed;           /* ROS */
    size_t charset_at;        /* where the operand of charset lies, five bytes long */
    unsigned charstrings;     /* offset of the CharStrings INDEX */
};

static size_t operand_size(const struct cff *c, size_t at)
{
    unsigned b = be(c, at, 1);
    size_t n = 1;

    if (b == 28)
        return 3;
    if (b == 29)
        return 5;
    if (b >= 247 && b <= 254)
        return 2;
    if (b == 30) /* real number: nibbles to the first f */
        while (at + n < c->n && (c->p[at + n] & 0xf) != 0xf && c->p[at + n] >> 4 != 0xf)
            n++;
    return b == 30 ? n + 1 : 1;
}

/* Section 4: DICT data, 9: Top DICT operators. */
static bool read_top_dict(const struct cff *c, struct top_dict *t)
{
    size_t at, end, next, operand = 0, size = 0;

    *t = (struct top_dict){0};
    if (c->n < 4 || read_index(c, be(c, 2, 1), &at, &end, &next) == 0 || read_index(c, next, &at, &end, &next) == 0 ||
        end > c->n)
        return false;
    while (at < end) {
        unsigned b = c->p[at];
        if (b > 21) {
            operand = at;
            size = operand_size(c, at);
            at += size;
            continue;
        }
        if (b == 12 && be(c, at + 1, 1) == 30)
            t->cid_keyed = true;
        if (b == 15 && size == 5)
            t->charset_at = operand;
        if (b == 17 && size == 5)
            t->charstrings = be(c, operand + 1, 4);
        at += b == 12 ? 2 : 1;
    }
    return true;
}

bool pdf_subset_by_name(const struct font_face *face)
{
    struct top_dict t;
    struct cff c;
    unsigned n;
    hb_blob_t *blob;
    bool by_name;

    if (!face->cff)
        return false;
    blob = hb_face_reference_table(face->hb, HB_TAG('C', 'F', 'F', ' '));
    c.p = (const uint8_t *)hb_blob_get_data(blob, &n);
    c.n = n;
    by_name = read_top_dict(&c, &t) && !t.cid_keyed;
    hb_blob_destroy(blob);
    return by_name;
}

/* Appends a charset of format 0 that gives glyph g of the subset the CID cids[g], and points the Top DICT to it. */
static bool set_charset(struct pdf_program *g, const uint16_t *cids, size_t glyphs)
{
    struct cff c = {g->data, g->n};
    struct top_dict t;
    size_t first, first_end, end, at = g->n;

    if (!read_top_dict(&c, &t) || !t.cid_keyed || !t.charset_at || !t.charstrings ||
        read_index(&c, t.charstrings, &first, &first_end, &end) != glyphs)
        return false;
    g->patched = xmalloc(g->n + 1 + 2 * glyphs);
    memcpy(g->patched, g->data, g->n);
    for (int i = 0; i < 4; i++)
        g->patched[t.charset_at + 1 + (size_t)i] = (uint8_t)(at >> (24 - 8 * i));
    g->patched[at++] = 0;
    for (size_t i = 1; i < glyphs; i++) {
        g->patched[at++] = (uint8_t)(cids[i] >> 8);
        g->patched[at++] = (uint8_t)cids[i];
    }
    g->data = g->patched;
    g->n = at;
    return true;
}

/* --- HarfBuzz --- */

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

/* CFF: glyph id of the subset to code. A glyph without a code of its own gets a CID above all codes. */
static bool map_charset(const struct pdf_font *f, const hb_map_t *new_gids, struct pdf_program *out)
{
    size_t glyphs = hb_map_get_population(new_gids), spare = f->codes.n;
    uint16_t *cids = xcalloc(glyphs + 1, sizeof *cids);
    bool ok;

    for (size_t i = 1; i < f->codes.n; i++) {
        hb_codepoint_t gid = hb_map_get(new_gids, f->codes.v[i].gid);
        if (gid < glyphs)
            cids[gid] = (uint16_t)i;
    }
    for (size_t g = 1; g < glyphs; g++)
        if (!cids[g])
            cids[g] = (uint16_t)spare++;
    ok = set_charset(out, cids, glyphs);
    free(cids);
    return ok;
}

static bool take_program(const struct pdf_font *f, hb_face_t *subset, const hb_map_t *new_gids, struct pdf_program *out)
{
    unsigned n;

    out->blob = f->face->cff ? hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(subset);
    out->data = (const uint8_t *)hb_blob_get_data(out->blob, &n);
    out->n = n;
    if (n == 0)
        return false;
    if (!f->face->cff)
        map_codes(f, new_gids, out);
    return !f->face->cff || f->by_gid || map_charset(f, new_gids, out);
}

bool pdf_subset(const struct pdf_font *f, struct pdf_program *out)
{
    hb_subset_input_t *in = make_input(f);
    hb_face_t *source = hb_face_create_for_tables(wanted_table, f->face->hb, NULL);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(source, in);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    bool ok;

    *out = (struct pdf_program){0};
    ok = subset && take_program(f, subset, hb_subset_plan_old_to_new_glyph_mapping(plan), out);
    if (!ok)
        pdf_program_free(out);
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    hb_face_destroy(source);
    hb_subset_input_destroy(in);
    return ok;
}

void pdf_program_free(struct pdf_program *g)
{
    hb_blob_destroy(g->blob);
    free(g->patched);
    free(g->cid_to_gid);
    *g = (struct pdf_program){0};
}
