/* idno.h - numbers with a check character.
 * Purpose:   统一社会信用代码 (GB 32100-2015) and 居民身份证号 (GB 11643-1999).
 * Errors:    false, or an empty string, for whatever is not such a number. */
#ifndef XSLT_IDNO_H
#define XSLT_IDNO_H

#include <stdbool.h>

bool idno_uscc_valid(const char *s);
/* 18 characters, a date that exists, and the right check character (a small x is taken as X). */
bool idno_id_valid(const char *s);
void idno_id_birth(const char *s, char out[11]); /* "1980-02-29" */
const char *idno_id_sex(const char *s);          /* "男", "女" or "" */

#endif
