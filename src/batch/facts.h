/* facts.h - what names, lists and manifests say of a proposal: its title, unit, class ...
 * Purpose:   a programme names these once, as the columns of its summary table (programme.xml, summary/column/@select, XPath
 *            from the proposal's root with $programme and $direction); files are called by them too ("{title}-{unit}.pdf").
 *            "direction" is there without a column.
 * Ownership: facts_new() gives, facts_free() takes; the programme is borrowed and must live longer. Values belong to the arena
 *            that is given.
 * Errors:    PACK_XPATH, naming programme.xml and the line, for a select that cannot be evaluated; NULL. */
#ifndef BATCH_FACTS_H
#define BATCH_FACTS_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "programme/programme.h"

struct facts; /* of one programme, compiled */

struct fact {
    const char *name;    /* of the column */
    const char *heading; /* its heading in the summary table */
    const char *value;   /* blanks folded, several joined by 、; "" when there is none */
};

struct fact_list {
    const struct fact *v;
    size_t n;
};

struct facts *facts_new(struct programme *p, struct diag_list *d);
void facts_free(struct facts *f); /* NULL is allowed */
/* Of a proposal to that programme. Columns of kind order have no value. code: of the whole proposal, where that is known
 * (document_code()); NULL: it is made of this tree if a column wants it, which takes as long as all other columns. */
struct fact_list facts_of(struct facts *f, xmlDocPtr proposal, const char *code, struct arena *a);
/* What the summary table calls a column; its name when it has none. */
const char *facts_heading(const struct facts *f, const char *name);
/* "" when there is no such fact. */
const char *fact_value(const struct fact_list *l, const char *name);

#endif
