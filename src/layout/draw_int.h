/* draw_int.h - shared by draw*.c only. Units: mpt. Ownership: nothing. Errors: false when the device failed. */
#ifndef LAYOUT_DRAW_INT_H
#define LAYOUT_DRAW_INT_H

#include "layout/device.h"

#define DRAW_HAIR MPT_PER_PT /* wider lines look the same however they are painted */

struct draw {
    struct device *dev;
    const struct device_ops *ops;
    unsigned depth;
};

/* The borders of an area's box. */
bool draw_borders(struct draw *d, const struct area *a, mpt x, mpt y);
/* A straight rule along its longer edge. */
bool draw_rule(struct draw *d, mpt x, mpt y, mpt w, mpt h, enum fo_keyword style, struct fo_color c);

#endif
