/* image_scale.h - pictures with fewer pixels, for a file that must not be larger than so much.
 * Purpose:   a picture that is shown with more pixels to the inch than `dpi` gets that many, by the mean of what each new pixel
 *            covers; JPEG stays JPEG. Its natural size, which layout goes by, stays.
 * Ownership: pixels belong to the set. The originals are kept there, so that each step begins with them.
 * Units:     dots to an inch of the largest size at which the picture was drawn (image.shown_*).
 * Errors:    none: a picture that does not become smaller, or can't be read again, stays as it is. */
#ifndef LAYOUT_IMAGE_SCALE_H
#define LAYOUT_IMAGE_SCALE_H

#include "layout/image.h"

/* How many pictures have fewer pixels now. */
size_t image_set_reduce(struct image_set *s, unsigned dpi);

#endif
