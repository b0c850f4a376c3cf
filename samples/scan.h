/* scan.h - a device that makes of each page what a scanner makes of the printed one: a picture in black and white, which it draws on
 * a page of another device. Text alone is printed; what else there is on a page is refused.
 * Ownership: the scan borrows the other device, and lives no longer.
 * Errors:    a call returns false, as those of any device. */
#ifndef SAMPLES_SCAN_H
#define SAMPLES_SCAN_H

#include "layout/device.h"

struct device *scan_new(struct device *to);

#endif
