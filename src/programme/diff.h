/* diff.h - what changed from one programme, or year, to another.
 * Purpose:   everything that a pack says, as it stands after bases and site: values of programme.xml by direction, rules by
 *            id, fields of the proposal with their labels, forms, lists.
 * Ownership: diff_programmes() gives, diff_free() takes; the programmes must live as long.
 * Errors:    what the loaders report (a broken schema or rule file); NULL. */
#ifndef PROGRAMME_DIFF_H
#define PROGRAMME_DIFF_H

#include <stddef.h>

#include "base/diag.h"
#include "programme/programme.h"

enum diff_what {
    DIFF_VALUE, /* of programme.xml */
    DIFF_RULE,
    DIFF_FIELD,
    DIFF_FORM,  /* the content of its stylesheet; before and after are files */
    DIFF_LIST   /* the same of a list */
};

struct diff_change {
    enum diff_what what;
    const char *direction;      /* id; NULL: of the whole programme */
    const char *title;          /* of the direction, or NULL */
    const char *path;           /* "money/@total", "SD-107.topics", "units/unit/name", "info", "countries" */
    const char *name;           /* msgid of what a value is, or NULL: see path */
    const char *before, *after; /* NULL: it did not exist, it is gone */
};

struct diff;

struct diff *diff_programmes(struct programme *a, struct programme *b, struct diag_list *d);
void diff_free(struct diff *x);
/* Values first, directions in order, then rules, fields, forms, lists. */
size_t diff_changes(const struct diff *x, const struct diff_change **out);

#endif
