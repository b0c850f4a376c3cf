/* sha256.h - SHA-256 (FIPS 180-4) of bytes in memory, by nettle: the digest by which people compare files (sha256sum). */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>

/* 64 hexadecimal digits and a NUL. */
void sha256_hex(const void *data, size_t n, char out[65]);

#endif
