/* drawing.h - finished pages on their way to the device.
 * Purpose:   draws a page at once, or, beside, by a thread of its own while the next one is laid out: never more than one page behind,
 *            so that memory stays bounded. A page with fields is never drawn beside: what people will write into them is looked up
 *            in the faces, which is for one thread only. What is drawn is the same.
 * Ownership: the device is borrowed and nobody else's until drawing_end(). A page, its areas and formatting objects are borrowed
 *            until drawing_reached() says that it is drawn.
 * Units:     pages are counted from 1 as they are given.
 * Errors:    false: the device has failed, with this page or with one before it. What it says beside goes to the diag list in the end. */
#ifndef LAYOUT_DRAWING_H
#define LAYOUT_DRAWING_H

#include <stddef.h>

#include "layout/device.h"

struct drawing;

struct drawing *drawing_begin(struct device *device, bool beside);
bool drawing_page(struct drawing *g, const struct area *page);
size_t drawing_given(const struct drawing *g);
/* Are so many pages drawn? */
bool drawing_reached(const struct drawing *g, size_t pages);
/* Waits until all that were given are. */
void drawing_wait(struct drawing *g);
bool drawing_end(struct drawing *g, struct diag_list *d);

#endif
