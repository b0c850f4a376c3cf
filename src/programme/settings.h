/* settings.h - what the schema says of a proposal to come (sbp:new-if and the like, shenbao-pack(5)), asked at a direction.
 * Ownership: everything in struct settings is lent; values are the caller's.
 * Errors:    PACK_XPATH with the schema's file and line, once a wrong expression is asked for; `failed` remembers it. */
#ifndef PROGRAMME_SETTINGS_H
#define PROGRAMME_SETTINGS_H

#include <libxml/xpath.h>

#include "programme/fields.h"
#include "programme/remarks.h"

struct settings {
    xmlXPathContextPtr xpath; /* settings_xpath() */
    const xmlNode *at;        /* where expressions are evaluated: the direction, or the root of programme.xml */
    struct remarks *remarks;
    struct diag_list *d;
    bool failed;
};

/* Of programme.xml, with the prefix p; the caller frees it. */
xmlXPathContextPtr settings_xpath(const struct programme *p);
/* The value of a setting, NULL when it is absent or wrong. */
xmlXPathObjectPtr settings_value(struct settings *s, const struct field *f, const char *name);
/* Has a proposal of the direction this element or attribute when it is new? path: that of an element from the proposal. */
bool settings_put_in(struct settings *s, const struct field *f, const char *path);
/* The elements that new proposals of no direction have: they are other programmes', or must not be there. NULL-terminated, in the
 * arena, without what lies below them. */
const struct field *const *settings_unused(struct programme *p, struct arena *a, struct diag_list *d);

#endif
