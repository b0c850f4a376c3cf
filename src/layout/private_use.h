/* private_use.h - private-use characters that a document was told of: each is reported once, where it comes first.
 * Ownership: in ctx->doc.
 * Errors:    none. */
#ifndef LAYOUT_PRIVATE_USE_H
#define LAYOUT_PRIVATE_USE_H

#include "layout/ctx.h"

/* Has the list of messages one about cp, which its messages call by `code`? If not, the next one is. */
bool private_use_told(struct layout *l, uint32_t cp, const char *code);

#endif
