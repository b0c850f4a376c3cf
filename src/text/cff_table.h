/* cff_table.h - what cff.c and cff_table.c share; nobody else includes it. Sections are those of technical note 5176.
 * Purpose:   finds the parts of a CFF table: glyph programs, subroutines, font dicts and which glyph has which.
 * Ownership: bytes are borrowed from the table; select and dicts come from the cff's arena.
 * Errors:    false, or an empty slice: it is not there, or lies outside. */
#ifndef TEXT_CFF_TABLE_H
#define TEXT_CFF_TABLE_H

#include "text/cff_int.h"

struct cff_index { /* section 5 */
    unsigned count, size;
    const uint8_t *offsets, *data; /* an object begins at data + offset */
    const uint8_t *end;
};

struct cff_font { /* a font dict and its own subroutines */
    struct cff_dict pub;
    struct cff_index subrs;
};

struct cff {
    struct cff_slice all;
    struct cff_slice matrix, box;
    struct cff_index charstrings, subrs;
    uint8_t *select; /* font dict by glyph */
    struct cff_font *dicts;
    unsigned dict_count;
    void ***glyphs; /* cff_place() */
    struct arena *arena, *scratch; /* scratch: of one glyph */
};

/* What stands at an offset, to the end of the table; empty when that lies outside. */
static inline struct cff_slice cff_from(struct cff_slice all, size_t at)
{
    return at < all.n ? (struct cff_slice){all.p + at, all.n - at} : (struct cff_slice){0};
}

struct cff_slice cff_object(const struct cff_index *x, unsigned i);
/* The next integer of operands; false when there is none or it is no integer. */
bool cff_take_integer(struct cff_slice *s, long *v);
/* Fills in everything but the glyphs; false: the table is not CID-keyed or broken. */
bool cff_read(struct cff *c);

#endif
