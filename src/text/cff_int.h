/* cff_int.h - what the files cff*.c and glyf.c share; nobody else includes it.
 * Purpose:   glyph programs without subroutines and hints, read as contours and written again in fewer bytes, or as quadratic curves.
 * Ownership: a path lies in the arena that it is given; bytes go to the caller's buf.
 * Units:     font units; bits are counted in sixteenths.
 * Errors:    false: the program does something that is not worth following (fractions, a drawing before its first move); it
 *            stays as it is then. */
#ifndef TEXT_CFF_INT_H
#define TEXT_CFF_INT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/cff.h"

/* 5177, appendix A */
enum {
    CS_HSTEM = 1, CS_VSTEM = 3, CS_VMOVETO = 4, CS_RLINETO = 5, CS_HLINETO = 6, CS_VLINETO = 7, CS_RRCURVETO = 8,
    CS_CALLSUBR = 10, CS_RETURN = 11, CS_ESCAPE = 12, CS_ENDCHAR = 14, CS_HSTEMHM = 18, CS_HINTMASK = 19, CS_CNTRMASK = 20,
    CS_RMOVETO = 21, CS_HMOVETO = 22, CS_VSTEMHM = 23, CS_RCURVELINE = 24, CS_RLINECURVE = 25, CS_VVCURVETO = 26,
    CS_HHCURVETO = 27, CS_SHORT = 28, CS_CALLGSUBR = 29, CS_VHCURVETO = 30, CS_HVCURVETO = 31, CS_HFLEX = 34, CS_FLEX = 35,
    CS_HFLEX1 = 36, CS_FLEX1 = 37
};
enum { CS_STACK = 48 }; /* operands at most (appendix B) */

struct cff_segment {
    bool curve;
    int d[6]; /* vectors from point to point: three of a curve, one of a line */
};

struct cff_contour { /* closed: where its last segment does not end at its start, a line follows */
    int x, y;
    size_t first, n; /* of the segments */
};

struct cff_path {
    struct arena *arena;
    struct cff_slice width; /* the operand as it stands, or empty */
    VEC(struct cff_segment) segments;
    VEC(struct cff_contour) contours;
};

struct cff_point { /* of TrueType: off the curve it is a control point, and two of these have a point of the curve between them */
    int x, y;
    bool on;
};

struct cff_points {
    struct arena *arena;
    VEC(struct cff_point) points;
    VEC(size_t) ends; /* by contour: the index behind its last point; its first one is on the curve */
};

/* --- cff.c --- */
unsigned cff_count(const struct cff *c); /* glyphs */
/* A glyph's outline without its width, until the next glyph of the face is asked for; false: its program is broken. */
bool cff_path_of(struct cff *c, uint32_t gid, struct cff_path *p);
/* Pointers by glyph. A text asks for few of a face, some of them neighbours: they come into being so many in a row. */
void ***cff_places(struct arena *a, unsigned count);
void **cff_place(struct arena *a, void ***places, uint32_t gid);

/* --- cff_path.c --- */
bool cff_path_read(struct cff_path *p, struct cff_slice program);
/* The same outline with less to say: nothing that draws nothing, and of each contour the longest line left to be drawn by
 * closing it. */
void cff_path_tidy(struct cff_path *p);
/* Curves, and how many of them are quadratic ones whose control points were rounded. */
void cff_path_census(const struct cff_path *p, size_t *curves, size_t *quadratic);

/* --- cff_quad.c --- */
/* The outline, once it is tidy, in quadratic curves; false: it is too wide for TrueType. */
bool cff_quad(const struct cff_path *p, struct cff_points *out);

/* --- cff_spell.c --- */
/* The program that draws the path and is expected to take the fewest bits. */
bool cff_spell(const struct cff_path *p, struct buf *out);

#endif
