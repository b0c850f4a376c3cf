/* list.h - list-block: item labels and bodies side by side, broken together step by step (steps.h).
 * Units: mpt. Ownership: items in ctx->chunk. Errors: LIST_* diagnostics for items without label or body. */
#ifndef LAYOUT_LIST_H
#define LAYOUT_LIST_H

#include "layout/stack.h"

void list_layout(struct layout *l, struct stack *s, struct fo_node *list, const struct frame *f);

#endif
