/* findings.h - what schema.c, rules.c and submission.c share; inside check/ only.
 * Purpose:   one document that is being checked: the pack, where findings go, and what the schema faulted already.
 * Ownership: the caller of checking_begin() calls checking_end(); findings are copied into `out`. */
#ifndef CHECK_FINDINGS_H
#define CHECK_FINDINGS_H

#include "base/arena.h"
#include "check/check.h"
#include "programme/labels.h"

/* What the schema found wrong: the value of an element or of its attribute, or a child that is missing. */
struct fault {
    size_t order;     /* of the element */
    const char *name; /* attribute or child; NULL: the element's own value */
};

struct checking {
    struct programme *p;
    const struct labels *labels; /* of the document's schema; NULL when it is broken */
    xmlDocPtr doc;
    const char *file;
    const struct check_options *o;
    struct diag_list *out;
    struct arena *arena;
    xmlNodePtr *by_order; /* elements by their number in document order; [0] is NULL */
    size_t elements;
    VEC(struct fault) faults;
    check_found *found; /* takes findings in place of out; NULL: none */
    void *ctx;
};

void checking_begin(struct checking *c);
void checking_end(struct checking *c);
/* An element's number in document order; of another node, its element's. */
size_t checking_order(const xmlNode *n);
/* "产业领域（industry）": the label of an element or attribute with its name, or the name alone. */
const char *checking_name(struct checking *c, const xmlNode *n);

/* Of an assert's role (error without one); strict raises warnings of soft words. */
enum diag_severity findings_severity(const char *role, const char *modal, bool strict);

/* Validates; findings and faults. schema: an xmlSchemaPtr; NULL, it was broken, gives false. */
bool schema_check(struct checking *c, struct _xmlSchema *schema);
/* Runs the rules. False: they cannot be used. */
bool rules_check(struct checking *c);

#endif
