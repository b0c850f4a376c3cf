/* audit_int.h - what the parts of audit share; inside programme/ only. */
#ifndef PROGRAMME_AUDIT_INT_H
#define PROGRAMME_AUDIT_INT_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "programme/audit.h"

struct audit_facts {
    size_t directions, forms, rules, lists;
    int64_t projects, total; /* stated by the directions; total in 1/100 of 10,000 yuan */
};

struct audit {
    struct programme *p;
    struct audit_facts facts;
    struct diag_list *d;
    struct arena *arena;
    const xmlNode *root; /* of programme.xml */
    struct _xmlXPathContext *xpath; /* in which expressions are tried */
};

/* Hundredths; false for what is no number. */
bool audit_number(const char *text, int64_t *hundredths);

/* audit_sums.c */
void audit_sums(struct audit *a);
/* audit_values.c: kinds, order, ids, the summary table */
void audit_values(struct audit *a);
/* audit_names.c: lists that rules ask for, names that nothing reads */
void audit_names(struct audit *a);

#endif
