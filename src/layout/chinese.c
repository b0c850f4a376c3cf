/* chinese.c - see chinese.h. */
#include "layout/chinese.h"

#include <string.h>
#include <strings.h>

bool chinese_object(struct layout *l, const struct fo_node *n)
{
    const char *language = fo_string(n, FO_P_LANGUAGE);
    if (strncasecmp(language, "zh", 2) == 0 || strcasecmp(language, "chi") == 0) /* RFC 3066 asks for zh, ISO 639-2 has zho and chi */
        return true;
    return font_named_han(l->job->fonts, fo_families(n), l->diag);
}
