/* vertical.h - text set downwards: characters become units with glyphs, units are broken into columns.
 * Purpose:   for labels in narrow cells. Han and full-width characters stand upright, marks in their vertical forms (the
 *            face's vert feature), one or two digits and single letters side by side in one em (横中横), Western words and
 *            longer numbers turned a quarter to the right; curly quotes become corner ones.
 * Sources:   W3C CLREQ, vertical writing mode; GB/T 15834-2011 section 5.2 (marks in vertical text); Unicode UAX 50.
 * Ownership: units and glyphs in the arena given; styles and user pointers are borrowed.
 * Units:     mpt. Glyph offsets count from the middle of the column and the unit's top: dx to the right, dy up; for sideways
 *            units along the turned text's own baseline.
 * Errors:    a character that no face has is marked `missing` for the caller to report. */
#ifndef TEXT_VERTICAL_H
#define TEXT_VERTICAL_H

#include "text/para.h"

struct vertical_char {
    uint32_t cp; /* '\n' ends a column */
    const struct para_style *style;
    void *user;
};

enum vertical_kind { VERTICAL_UPRIGHT, VERTICAL_TOGETHER /* side by side in one em */, VERTICAL_SIDEWAYS, VERTICAL_SPACE, VERTICAL_END };

struct vertical_unit {
    enum vertical_kind kind;
    const struct vertical_char *chars;
    size_t count;
    struct font font;
    struct glyph *glyphs;   /* cluster: index in chars */
    size_t glyph_count;
    mpt advance;            /* downwards */
    mpt before;             /* gap to the unit before it, letter-spacing included, not at a column's top */
    mpt ascent, descent;    /* sideways: of the turned text */
    bool may_begin;         /* a column may begin with it, after the unit before it */
    bool missing;
};

struct vertical { struct vertical_unit *units; size_t count; mpt em; };

void vertical_prepare(struct arena *a, const struct para_source *source, const struct vertical_char *chars, size_t n,
                      enum cjk_profile profile, struct vertical *out);

struct vertical_column { size_t from, to; mpt height; };

/* Columns no higher than `height`, except for a unit that is higher by itself. columns may be NULL: only counts. */
size_t vertical_break(const struct vertical *v, mpt height, struct vertical_column *columns);
/* The least height at which there are no more than `columns` (at least one, and one for each forced end), and none is parted where
 * no column may begin, if that needs no more than `most`. */
mpt vertical_height(const struct vertical *v, size_t columns, mpt most);

#endif
