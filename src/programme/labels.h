/* labels.h - the schema's documents: Chinese labels by place, and the compiled schema.
 * Ownership: labels_load() gives, labels_free() takes; labels live as long.
 * Errors:    XML_* and PACK_SCHEMA with the schema's file and line; NULL. */
#ifndef PROGRAMME_LABELS_H
#define PROGRAMME_LABELS_H

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include "base/diag.h"

struct labels;

/* The schema at path and what it includes, below the NULL-terminated roots. A declaration that an included file makes again is
 * that of the file that includes it; xs:redefine extends a type of a pack that this one builds on. The fixed value of
 * proposal/@programme becomes id: a schema may serve the packs that build on its own. */
struct labels *labels_load(const char *path, const char *id, const char *const *roots, struct diag_list *d);
void labels_free(struct labels *l);
/* The compiled schema; the caller frees it before the labels. */
xmlSchemaPtr labels_compile(struct labels *l, struct diag_list *d);

/* Does every element and attribute have a Chinese label? Those without are reported. */
bool labels_complete(const struct labels *l, struct diag_list *d);
/* All schema files in one: what the forms' document('proposal.xsd') gives in a pack that builds on another. */
xmlDocPtr labels_document(struct labels *l);
/* Gives the declaration at a path from the proposal ("units/unit/name") another label; false when there is none. */
bool labels_set(struct labels *l, const char *path, const char *text);

/* The declaration of an element or attribute of a proposal: xs:element or xs:attribute, or NULL. */
const xmlNode *labels_declaration(const struct labels *l, const xmlNode *node);
/* The declaration of that kind ("element", "attribute") and name that another holds, inherited ones too; NULL: among the global ones. */
const xmlNode *labels_member(const struct labels *l, const xmlNode *declaration, const char *kind, const char *name);
/* An element's, else an attribute's. */
const xmlNode *labels_child(const struct labels *l, const xmlNode *declaration, const char *name);
/* The Chinese documentation of a declaration, else of its type; NULL when there is none. */
const char *labels_text(const struct labels *l, const xmlNode *declaration);
/* The text of what lies below an element or is its attribute, by a path of names: "contact/name"; NULL when there is none. */
const char *labels_text_below(const struct labels *l, const xmlNode *node, const char *path);
/* The same of one value of its enumeration. */
const char *labels_value(const struct labels *l, const xmlNode *declaration, const char *value);
/* The name of its datatype without a prefix, NULL when it has none of its own. */
const char *labels_type(const struct labels *l, const xmlNode *declaration);
/* The declaration of a global element, or NULL. */
const xmlNode *labels_root(const struct labels *l, const char *name);
/* What stands between the tags: nothing but elements, plain text, or text with elements. */
enum labels_content { LABELS_ELEMENTS, LABELS_SIMPLE, LABELS_MIXED };
enum labels_content labels_content(const struct labels *l, const xmlNode *declaration);
/* Calls visit for each child and attribute that a declaration allows, in the order of the schema, inherited ones first. */
struct labels_member {
    const char *name;
    const char *fixed; /* the one value that an attribute may have, or NULL */
    const xmlNode *declaration;
    bool attribute, required, repeated;
};
void labels_members(const struct labels *l, const xmlNode *declaration, void (*visit)(void *arg, const struct labels_member *m),
                    void *arg);
/* Calls visit for each value of an enumeration. */
void labels_values(const struct labels *l, const xmlNode *declaration,
                   void (*visit)(void *arg, const char *value, const char *label), void *arg);
/* The first declaration of that name anywhere, an element rather than an attribute. */
const xmlNode *labels_any(const struct labels *l, const char *name);
/* The first of these that fits. */
const xmlNode *labels_find(const struct labels *l, const char *name, bool (*fits)(void *arg, const xmlNode *declaration), void *arg);

#endif
