/* layout.h - from formatting objects to pages on a device.
 * Purpose:   the one entry of the stage: reads FO, breaks lines and pages, draws every page as soon as nothing can change it.
 * Ownership: everything in layout_job is borrowed.
 * Units:     mpt.
 * Errors:    content problems are reported and layout goes on; false: a fatal one (the device's output is worthless).
 * Passes:    page-number citations and other forward references that no guess meets (held.h) take up to LIMIT_PASSES passes;
 *            the device is restarted for each. The total of pages in static content is a slot (device.h) and needs none. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include <stdbool.h>

#include "fo/fo.h"
#include "layout/device.h"
#include "text/font.h"

struct layout_job {
    struct fo_reader *fo;
    struct font_set *fonts;
    struct image_set *images;
    struct device *device;
    struct diag_list *diag;
    const struct device_document *document; /* NULL, or values that fo:declarations don't state */
    struct buf *areas;                      /* NULL, or gets area_dump() of each page of the final pass */
    bool beside;                            /* a thread may draw the pages (drawing.h) */
    bool verbose;                           /* report fallback fonts and the like as hints */
};

bool layout_run(const struct layout_job *job);

#endif
