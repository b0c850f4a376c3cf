/* device.h - where pages are drawn: libharu behind one device (pdf/), a text dump behind another (device_text.c).
 * Purpose:   the only thing that pdf/ sees of layout. draw.c walks a finished page's area tree and makes these calls.
 * Ownership: a device borrows everything it is given until the call returns; images and faces until end_document.
 * Units:     mpt on the page, origin top left, y downwards, after all offsets; baseline positions for glyphs.
 * Errors:    a call returns false when the device can't go on (reported to its own diag list); the caller stops the
 *            document. */
#ifndef LAYOUT_DEVICE_H
#define LAYOUT_DEVICE_H

#include "layout/area.h"
#include "layout/image.h"

struct device_document {
    const char *title, *author, *subject, *keywords, *language; /* UTF-8 or NULL */
    int64_t created; /* seconds since 1970 (SOURCE_DATE_EPOCH or the proposal's filing time); -1: none stated */
};

struct device_page {
    mpt width, height;
    unsigned number;   /* position in the document, from 1 */
    const char *label; /* printed page number ("1", "iv"), for page labels */
    struct loc loc;    /* the page-sequence */
};

struct device_outline {
    const char *title;
    const char *id;    /* destination, or NULL */
    int depth;         /* 0 is the top */
    bool open;
    const char *uri;   /* destination in another document, or NULL */
};

/* PAGINATION: regions at the sides; BACKGROUND: around the drawing of an area's own background. */
enum device_artifact { DEVICE_CONTENT, DEVICE_ARTIFACT, DEVICE_PAGINATION, DEVICE_HEADER, DEVICE_FOOTER, DEVICE_BACKGROUND };

struct device; /* a concrete device begins with this */

struct device_ops {
    bool (*begin_document)(struct device *, const struct device_document *);
    /* Forgets all pages drawn so far: another layout pass follows. */
    bool (*restart)(struct device *);
    bool (*begin_page)(struct device *, const struct device_page *);
    bool (*end_page)(struct device *);
    /* Nesting of formatting objects: everything between begin and end came from node (NULL: anonymous). `first` and
     * `last` tell parts of an object that is split over pages. */
    bool (*begin_area)(struct device *, const struct area *, enum device_artifact);
    bool (*end_area)(struct device *, const struct area *);
    bool (*glyphs)(struct device *, const struct glyph_run *, mpt x, mpt baseline);
    bool (*fill)(struct device *, mpt x, mpt y, mpt w, mpt h, struct fo_color);
    /* A straight stroke centred in the box, dashed or dotted along its longer edge; other styles come as fills and paths. */
    bool (*stroke)(struct device *, mpt x, mpt y, mpt w, mpt h, enum fo_keyword style, struct fo_color);
    bool (*path)(struct device *, const struct area_path *, mpt x, mpt y);
    bool (*image)(struct device *, const struct image *, mpt x, mpt y, mpt w, mpt h);
    /* The box is filled with the picture in its natural size, side by side; the top left corner of one of them is tx, ty. */
    bool (*tiles)(struct device *, const struct image *, mpt x, mpt y, mpt w, mpt h, mpt tx, mpt ty);
    bool (*link)(struct device *, mpt x, mpt y, mpt w, mpt h, const char *id, const char *uri, const struct area *);
    /* A field of a form (sb:field) over this box; the node says which. */
    bool (*field)(struct device *, const struct fo_node *, mpt x, mpt y, mpt w, mpt h);
    /* The place of an id, for links and the outline. */
    bool (*destination)(struct device *, const char *id, mpt x, mpt y);
    /* Save; move the origin to x, y; turn by 0, 90, 180, 270 degrees counter-clockwise; clip to the box 0, 0, w, h of the
     * new coordinates (w >= 0). pop restores. Coordinates in between are the new ones. */
    bool (*push)(struct device *, mpt x, mpt y, int turn, mpt clip_w, mpt clip_h);
    bool (*pop)(struct device *);
    /* A place on this page whose content is drawn after the last page (共 y 页): between begin_slot and end_slot,
     * coordinates are relative to the place. A page with a slot is finished otherwise and leaves. */
    bool (*slot)(struct device *, unsigned id, mpt x, mpt y);
    bool (*begin_slot)(struct device *, unsigned id);
    bool (*end_slot)(struct device *);
    bool (*outline)(struct device *, const struct device_outline *);
    bool (*end_document)(struct device *);
    void (*free)(struct device *);
};

struct device {
    const struct device_ops *ops;
    struct diag_list *diag;
};

/* Draws one finished page (area of kind AREA_PAGE). */
bool draw_page(struct device *dev, const struct area *page);
/* Draws an area at a place (slots). */
bool draw_area(struct device *dev, const struct area *a, mpt x, mpt y);

struct buf;
/* The text dump: one call a line, glyph ids and positions in points with three decimals, stable; --emit areas is
 * area_dump(). Writes to out. */
struct device *device_text_new(struct buf *out, struct diag_list *d);
/* The area tree of a page as indented text with positions. */
void area_dump(struct buf *out, const struct area *page);

#endif
