/* sha256_blocks.h - the inner part of SHA-256: blocks of 64 bytes are added to a state (for sha256.c and its test only).
 * Purpose:   one function in plain C, and one with the processor's own instructions, which takes a tenth of the time. Both give
 *            the same. */
#ifndef BASE_SHA256_BLOCKS_H
#define BASE_SHA256_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern const uint32_t sha256_constants[64];

void sha256_blocks_plain(uint32_t state[8], const uint8_t *p, size_t blocks);
/* Whether this processor has the instructions; if not, the next must not be called. */
bool sha256_blocks_there(void);
void sha256_blocks_fast(uint32_t state[8], const uint8_t *p, size_t blocks);

#endif
