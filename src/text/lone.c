#include "text/lone.h"

#include <hb-ot.h>
#include <string.h>

/* --- what a lookup is --- */

enum { IGNORE_BASES = 2, IGNORE_LIGATURES = 4 }; /* flags of a lookup */
enum { GSUB_LIGATURE = 4, GSUB_EXTENSION = 7, GPOS_MARK_TO_MARK = 6, GPOS_EXTENSION = 9 }; /* types */

struct bytes {
    const uint8_t *p;
    unsigned n;
};

static unsigned get(struct bytes b, unsigned at)
{
    return at + 2 <= b.n ? (unsigned)b.p[at] << 8 | b.p[at + 1] : 0;
}

/* Does it look at what it names alone, and at neighbours only? */
static bool is_simple(struct bytes table, bool gsub, unsigned lookup)
{
    unsigned list = get(table, 8), at = list + get(table, list + 2 + 2 * lookup), type = get(table, at);
    if (type == (gsub ? GSUB_EXTENSION : GPOS_EXTENSION))
        type = get(table, at + get(table, at + 6) + 2);
    return type && type <= (gsub ? GSUB_LIGATURE : GPOS_MARK_TO_MARK) && !(get(table, at + 2) & (IGNORE_BASES | IGNORE_LIGATURES));
}

/* --- what the lookups in force name --- */

static bool collect(hb_face_t *face, hb_shape_plan_t *plan, hb_tag_t tag, hb_set_t *touched)
{
    struct bytes table;
    bool simple = true;
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    hb_set_t *lookups = hb_set_create();
    table.p = (const uint8_t *)hb_blob_get_data(blob, &table.n);
    hb_ot_shape_plan_collect_lookups(plan, tag, lookups);
    for (hb_codepoint_t i = HB_SET_VALUE_INVALID; simple && hb_set_next(lookups, &i);) {
        simple = is_simple(table, tag == HB_OT_TAG_GSUB, i);
        hb_ot_layout_lookup_collect_glyphs(face, tag, i, NULL, touched, NULL, NULL);
    }
    simple = simple && hb_set_allocation_successful(lookups);
    hb_set_destroy(lookups);
    hb_blob_destroy(blob);
    return simple;
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool has = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return has;
}

static bool has_kerning(hb_face_t *face, hb_script_t script, hb_language_t language)
{
    hb_tag_t scripts[HB_OT_MAX_TAGS_PER_SCRIPT], languages[HB_OT_MAX_TAGS_PER_LANGUAGE];
    unsigned ns = HB_OT_MAX_TAGS_PER_SCRIPT, nl = HB_OT_MAX_TAGS_PER_LANGUAGE, chosen, system, feature;
    hb_ot_tags_from_script_and_language(script, language, &ns, scripts, &nl, languages);
    hb_ot_layout_table_select_script(face, HB_OT_TAG_GPOS, ns, scripts, &chosen, NULL);
    hb_ot_layout_script_select_language(face, HB_OT_TAG_GPOS, chosen, nl, languages, &system);
    return hb_ot_layout_language_find_feature(face, HB_OT_TAG_GPOS, chosen, system, HB_TAG('k', 'e', 'r', 'n'), &feature);
}

/* Tables that HarfBuzz takes where there are no lookups. */
static bool shaped_otherwise(hb_face_t *face, hb_script_t script, hb_language_t language)
{
    static const hb_tag_t tags[] = {HB_TAG('m', 'o', 'r', 'x'), HB_TAG('m', 'o', 'r', 't'), HB_TAG('k', 'e', 'r', 'x'), HB_TAG('t', 'r', 'a', 'k')};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (has_table(face, tags[i]))
            return true;
    return has_table(face, HB_TAG('k', 'e', 'r', 'n')) && !has_kerning(face, script, language);
}

static bool find_touched(hb_face_t *face, hb_shape_plan_t *plan, hb_set_t *touched)
{
    return strcmp(hb_shape_plan_get_shaper(plan), "ot") == 0 && collect(face, plan, HB_OT_TAG_GSUB, touched) &&
           collect(face, plan, HB_OT_TAG_GPOS, touched) && hb_set_allocation_successful(touched);
}

struct lone lone_find(const struct font_face *f, hb_script_t script, hb_language_t language, const hb_feature_t *features, unsigned n)
{
    struct lone found = {{0}};
    hb_segment_properties_t props = {.direction = HB_DIRECTION_LTR, .script = script, .language = language};
    hb_shape_plan_t *plan = hb_shape_plan_create_cached(f->hb, &props, features, n, NULL);
    hb_set_t *touched = hb_set_create();
    bool known = !shaped_otherwise(f->hb, script, language) && find_touched(f->hb, plan, touched);
    for (uint32_t cp = '!'; known && cp < 0x7F; cp++) {
        uint32_t gid = font_glyph(f, cp);
        if (gid && !hb_set_has(touched, gid) && hb_ot_layout_get_glyph_class(f->hb, gid) != HB_OT_LAYOUT_GLYPH_CLASS_MARK)
            found.ascii[cp / 64] |= (uint64_t)1 << cp % 64;
    }
    hb_set_destroy(touched);
    hb_shape_plan_destroy(plan);
    return found;
}
