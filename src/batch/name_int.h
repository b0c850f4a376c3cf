/* name_int.h - what name.c and name_read.c share. */
#ifndef BATCH_NAME_INT_H
#define BATCH_NAME_INT_H

#include <stddef.h>
#include <stdint.h>

#include "batch/name.h"

/* What a character becomes; itself where nothing forbids it. */
uint32_t name_mapped(uint32_t c);
/* Names that Windows gives to devices, whatever stands behind the first dot (learn.microsoft.com, Naming Files, Paths, and
 * Namespaces). The superscript digits count as digits there. s: without the dot and what follows. */
bool name_is_device(const char *s, size_t n);

#endif
