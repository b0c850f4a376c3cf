/* lone.h - characters of a Western text that shaping leaves as they are, whatever stands beside them.
 * Purpose:   digits and most capitals are touched by nothing that a face does: they go through the character map, and only what
 *            stands between them is shaped. What can touch a glyph is what the lookups in force name, as long as all of these look at
 *            what they name alone: with contexts, with kerning or state machines of older kinds, no character is told to stand alone.
 *            A lookup of pairs may have a value for a named glyph before any other: one that follows such a glyph is shaped with it.
 * Sources:   OpenType 1.9, GSUB and GPOS.
 * Ownership: nothing is kept.
 * Errors:    none: what is not sure does not stand alone. */
#ifndef TEXT_LONE_H
#define TEXT_LONE_H

#include "text/font.h"

struct lone {
    uint64_t ascii[2]; /* a bit a character */
};

struct lone lone_find(const struct font_face *f, hb_script_t script, hb_language_t language, const hb_feature_t *features, unsigned n);

static inline bool lone_has(const struct lone *l, uint32_t cp)
{
    return cp < 0x80 && (l->ascii[cp / 64] >> cp % 64 & 1);
}

#endif
