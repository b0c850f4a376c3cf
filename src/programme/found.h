/* found.h - declarations that were looked for, so that each is looked for once.
 * Purpose:   a form asks for a thousand labels of some hundred places; walking the schema for each took a twentieth of its time.
 * Ownership: found_new() gives, found_free() takes; names are copied, nodes are borrowed.
 * Errors:    none. */
#ifndef PROGRAMME_FOUND_H
#define PROGRAMME_FOUND_H

#include <libxml/tree.h>
#include <stdbool.h>

struct found;

struct found *found_new(void);
void found_free(struct found *f);
/* What was found for a kind and a name in a declaration (NULL: among the global ones); *out may be NULL: there is none.
 * False: it was not looked for yet. */
bool found_get(const struct found *f, const xmlNode *in, const char *kind, const char *name, const xmlNode **out);
void found_put(struct found *f, const xmlNode *in, const char *kind, const char *name, const xmlNode *node);

#endif
