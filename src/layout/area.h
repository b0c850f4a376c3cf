/* area.h - the area tree of a page: what layout made, with positions, before it is drawn.
 * Purpose:   boxes, lines, glyph runs, rules, images; each knows the formatting object it came from, so that structure
 *            tags and diagnostics can be written from it.
 * Ownership: areas belong to an arena of the layout context (ctx.h) and live until their page has been drawn.
 * Units:     mpt. x and y are relative to the parent's content origin: (x, y) is the border box's top left; children are placed
 *            relative to the same point plus border and padding, see area_content_x(). A line's children are relative to
 *            the line's left edge and its BASELINE (y = 0 on the baseline).
 * Errors:    none. */
#ifndef LAYOUT_AREA_H
#define LAYOUT_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/units.h"
#include "fo/fo.h"
#include "text/shape.h" /* struct glyph: cluster is a byte offset in the run's text */

enum area_kind {
    AREA_PAGE,     /* root of a page */
    AREA_REGION,   /* region viewport: static content or body */
    AREA_BOX,      /* block-level area with border, padding, background: block, list parts, table, row, cell */
    AREA_VIEWPORT, /* box that clips and may be turned: block-container, image viewport */
    AREA_LINE,     /* one line; baseline at y + u.line.baseline */
    AREA_INLINE,   /* inline box: border, background, link; y is its top from the baseline (negative), children count x from
                      its border box's left edge and y from the same baseline */
    AREA_GLYPHS,   /* shaped text, origin on the baseline */
    AREA_RULE,     /* a filled or patterned stroke: leader rule, underline, table border */
    AREA_IMAGE,
    AREA_PATH,     /* vector shape */
    AREA_SLOT      /* content that is set at the end of the document (total pages); see device.h */
};

enum area_border_side { AREA_BEFORE, AREA_AFTER, AREA_START, AREA_END };

struct area_border {
    mpt width;
    enum fo_keyword style; /* FO_K_NONE: none */
    struct fo_color color;
};

/* Shared by all parts of one box. */
struct area_decor {
    struct area_border border[4]; /* by area_border_side; width 0 where there is none or the break dropped it */
    mpt padding[4];
    struct fo_color background;   /* a = 0: none */
    struct image *background_image;
    enum fo_keyword background_repeat;
    struct fo_length background_x, background_y; /* base FO_BASE_BOX */
    bool hairlines;               /* thin borders are strokes: see draw_border.c */
};

struct glyph_run {
    struct font font;
    struct fo_color color;
    const struct glyph *glyphs;
    size_t count;
    const char *text; /* UTF-8 that the run shows, in logical order */
    size_t text_len;
    const char *language; /* or NULL */
    bool spaced;          /* the line ends behind it, between two words: a space is read there */
};

struct area_mark {          /* an id or a marker whose place is here */
    struct area_mark *next;
    const char *id;         /* or NULL */
    const struct fo_node *marker; /* fo:marker, or NULL */
    bool first, last;       /* this is the first / last part of the object that bears it */
};

struct area {
    enum area_kind kind;
    bool artifact;          /* not content: repeated table header, leader, decoration rule */
    bool absolute;          /* stands where it is, wherever display-align moves the content of its column */
    bool first, last;       /* first / last part of its formatting object */
    mpt x, y, w, h;         /* border box; for AREA_GLYPHS and AREA_RULE see u */
    const struct fo_node *node; /* the object it came from; NULL: anonymous */
    struct area *first_child, *last_child, *next;
    const struct area_decor *decor; /* or NULL */
    struct area_mark *marks;
    const char *link_internal; /* id, or NULL */
    const char *link_external; /* URI, or NULL */
    union {
        struct { mpt baseline, mirror; } line; /* from y down to the baseline; shift to the right on an even page */
        struct glyph_run *run;                 /* AREA_GLYPHS: pen starts at (x, y) on the baseline */
        struct { enum fo_keyword style; struct fo_color color; } rule; /* x, y, w, h: the stroke's box */
        struct { struct image *image; mpt x, y, w, h; } image; /* where the picture lies inside the viewport box */
        struct { int turn; bool clip; } viewport; /* and AREA_REGION; turn: 0, 90, 180, 270 counter-clockwise (reference-orientation) */
        struct { unsigned id; } slot;
        struct { const struct area_path *path; } path;
        struct { unsigned number; const char *label; struct page_geometry *geometry; bool fields; } page; /* fields: there are some on it */
    } u;
};

struct area_path { /* a filled and/or stroked polyline; points relative to the area */
    const mpt (*points)[2];
    size_t count;
    bool closed;
    struct fo_color fill, stroke;
    mpt stroke_width;
    mpt dash; /* 0: solid */
    const mpt (*axis)[2]; /* two points, or NULL: painted in the fill's colour as a stroke along them that the shape clips */
};

struct area *area_new(struct arena *a, enum area_kind kind, const struct fo_node *node);
void area_append(struct area *parent, struct area *child);
/* Copies of the marks, for one part of what bears them, which is its first one, its last one. */
void area_add_marks(struct arena *arena, struct area_mark **list, const struct area_mark *marks, bool first, bool last);
/* What is set once more has its ids where it was set first; its markers are there each time. */
void area_clear_ids(struct area *a);
/* Left border + padding; top border + padding: where children's (0, 0) lies in the border box. */
mpt area_content_x(const struct area *a);
mpt area_content_y(const struct area *a);
/* The border box less border and padding. */
mpt area_content_w(const struct area *a);
mpt area_content_h(const struct area *a);

#endif
