/* bearing.h - what a rule bears on: the directions of its programme that it binds, and the element that it is about.
 * Purpose:   `explain` and `new` say it from the rules themselves. Variables are put into an assert's conditions; what then
 *            depends on programme.xml and on the proposal's direction alone is evaluated for each direction, everything else
 *            is taken as unknown. A rule binds a direction when its finding is not ruled out there.
 * Ownership: bearing_load() gives, bearing_free() takes; the strings of the facts are the programme's, which lives as long.
 * Errors:    those of the rule files; NULL. */
#ifndef PROGRAMME_BEARING_H
#define PROGRAMME_BEARING_H

#include "base/buf.h"
#include "base/diag.h"
#include "programme/programme.h"
#include "programme/schematron.h"

struct bearing_rule {
    const struct schematron_rule *fact;
    const char *path;  /* names of elements from the context on, "units/unit"; "" the proposal as a whole */
    bool *binds;       /* one a direction of the programme */
    size_t bound;      /* how many of them are true */
    const xmlNode *at; /* for bearing_text() */
};

struct bearing;

struct bearing *bearing_load(struct programme *p, struct diag_list *d);
void bearing_free(struct bearing *b);
size_t bearing_rules(const struct bearing *b, const struct bearing_rule **out);
/* Adds the text of its finding as it would be in a direction; what the proposal says is left open. */
#define BEARING_OPEN "…"
void bearing_text(struct bearing *b, const struct bearing_rule *r, const char *direction, struct buf *out);

#endif
