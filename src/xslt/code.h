/* code.h - by what people and programs tell one proposal from another: a digest of what it says, and a short code of it.
 * Purpose:   the digest is SHA-256 (FIPS 180-4) of the document's canonical form (Canonical XML 1.0 without comments, W3C
 *            2001), so that other quotes, indentation of attributes or line ends give the same one. The code is its first 40
 *            bits in Crockford's base 32 (eight characters without I, L, O, U) with his check character of 37, written
 *            XXXX-XXXX-C: by it a wrong or exchanged character shows.
 * Ownership: the caller's arrays.
 * Errors:    a document whose namespace names are relative has no canonical form (section 2.4 there). */
#ifndef XSLT_CODE_H
#define XSLT_CODE_H

#include <libxml/tree.h>
#include <stdbool.h>

enum { CODE_DIGEST = 65, CODE_LENGTH = 12 }; /* with their NUL */

/* To be asked before a stylesheet runs: xsl:strip-space takes nodes out of the tree. */
bool code_digest(xmlDocPtr doc, char hex[CODE_DIGEST]);
/* hex: the first ten digits of a digest count. */
void code_of(const char *hex, char code[CODE_LENGTH]);

#endif
