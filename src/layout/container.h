/* container.h - fo:block-container: in the flow, absolutely placed, turned.
 * Purpose:   an auto-height container in the flow breaks with it; one of definite height, or turned, is one box; an absolute one
 *            stands outside the flow.
 * Ownership, units: as stack.h. Errors: CONTAINER_OVERFLOW with the amount. */
#ifndef LAYOUT_CONTAINER_H
#define LAYOUT_CONTAINER_H

#include "layout/stack.h"

bool container_is_absolute(const struct fo_node *n);
void container_layout(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f);
/* Says how far the content of a container of stated height reaches over it; nothing when it does not. */
void container_report_overflow(struct layout *l, const struct fo_node *n, mpt height, mpt content);
void container_absolute(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f);

#endif
