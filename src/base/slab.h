/* slab.h - memory in small blocks, for libraries that take their memory from where they are told (libxml2).
 * Purpose:   one application makes and frees a hundred thousand nodes, strings and XPath values of some dozen bytes each. Blocks of
 *            a size stand in pages of their own here, so that giving and taking one is some twenty instructions where malloc() and
 *            free(), which join neighbours (base_keep_memory()), take 150: a tenth of a form's time.
 * Ownership: as malloc()'s, and apart from it: slab_free() takes what these functions gave, and nothing else. The process keeps
 *            the memory of small blocks for the next document. Not for several threads.
 * Units:     sizes in bytes; blocks are aligned to max_align_t and not zeroed.
 * Errors:    none to check. Out of memory ends the process. */
#ifndef BASE_SLAB_H
#define BASE_SLAB_H

#include <stddef.h>

void *slab_malloc(size_t size);
void *slab_realloc(void *p, size_t size); /* NULL is a new block */
char *slab_strdup(const char *s);
void slab_free(void *p); /* NULL is allowed */

#endif
