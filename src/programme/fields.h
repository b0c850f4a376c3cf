/* fields.h - what a proposal can hold, as a tree of fields in the order of the schema.
 * Purpose:   one reading of the schema for all that write or read proposals field by field (skeletons, workbooks, man page).
 * Ownership: everything is made in the arena given; texts of the schema are lent and live as long as the labels.
 * Errors:    none: a schema that compiles has a tree. Types that hold themselves end at FIELDS_DEPTH. */
#ifndef PROGRAMME_FIELDS_H
#define PROGRAMME_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "programme/labels.h"

#define FIELDS_DEPTH 24

/* What a field's own text is. */
enum field_kind {
    FIELD_GROUP, /* none: it has children or attributes only */
    FIELD_LINE,
    FIELD_MONEY, /* 万元 */
    FIELD_NUMBER,
    FIELD_DATE,
    FIELD_DATETIME,
    FIELD_BOOLEAN,
    FIELD_COUNTRY,
    FIELD_CODE,   /* one of values */
    FIELD_INLINE, /* one line with emphasis, sub- and superscript */
    FIELD_RICH    /* paragraphs, lists, pictures, tables */
};

struct field_value {
    const char *value, *label; /* label NULL: none */
};

struct field {
    const char *name, *label, *type; /* label and type: NULL when there is none */
    const char *fixed;               /* the one value it may have, or NULL */
    enum field_kind kind;
    bool attribute, required, repeated;
    const struct field_value *values;
    size_t nvalues;
    const xmlNode *declaration; /* in the schema */
    const struct field *parent;
    const struct field *refers; /* the value is the id of another thing: the field that names that; NULL: it is no such value */
    struct field *children; /* elements in their order, then attributes */
    size_t n;
};

/* The tree of a global element, NULL when the schema has none of that name. */
const struct field *fields_load(struct arena *a, const struct labels *l, const char *root);
/* The child or attribute of that name, NULL. */
const struct field *fields_child(const struct field *f, const char *name);
/* What the schema says of a field in the packs' namespace (sbp:new-if and the like), NULL. */
const char *fields_setting(const struct field *f, const char *name);

#endif
