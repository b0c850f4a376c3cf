/* system.h - what the names of a desktop mean on paper (system.def), and what a flow asks of its region. Private to fo/.
 * Errors: false or NULL: no such name; the caller reports it. */
#ifndef FO_SYSTEM_H
#define FO_SYSTEM_H

#include "fo/resolve.h"

bool system_color(struct fo_slice name, uint32_t *rgb); /* 0xRRGGBB */
/* What a system font says of a property, as text to be parsed; NULL also where prop is no property of a font. */
const char *system_font(struct fo_slice name, enum fo_prop prop);
/* The first region that bears the name of the flow or static-content around n (n included), region-body where there is none. NULL: no
 * such region. */
const struct fo_props *fo_region_of(const struct fo_node *n);

#endif
