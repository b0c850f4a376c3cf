/* md5.h - MD5 (RFC 1321), by nettle: for identities that a format wants of 16 bytes, where nobody is to be kept from making another
 * of the same; see sha256.h for what has to hold.
 * Ownership: a context is the caller's and has nothing to free.
 * Errors:    none. */
#ifndef BASE_MD5_H
#define BASE_MD5_H

#include <nettle/md5.h>

#endif
