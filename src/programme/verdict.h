/* verdict.h - a condition of a rule, evaluated as far as programme.xml and the direction decide it.
 * Purpose:   and, or and not are followed with three values; an operand that asks for more of the proposal than its
 *            direction, or for a function of ours, is unknown.
 * Ownership: verdict_new() gives, verdict_free() takes. The trees are borrowed. */
#ifndef PROGRAMME_VERDICT_H
#define PROGRAMME_VERDICT_H

#include <libxml/tree.h>

enum verdict { VERDICT_NO, VERDICT_UNKNOWN, VERDICT_YES };

struct verdicts;

/* programme: what document('programme.xml') gives. prefixes: an element whose namespace declarations the conditions use.
 * item: what stands before /s:proposal/@direction in conditions: "", or the path of what holds it among many. */
struct verdicts *verdict_new(xmlDocPtr programme, const xmlNode *prefixes, const char *item);
void verdict_free(struct verdicts *v);
void verdict_set_direction(struct verdicts *v, const char *direction);
/* Around what was put in for a variable: it was meant where the variable stands, not within the brackets that ask for it. */
#define VERDICT_OWN "\001"
#define VERDICT_END "\002"

/* An XPath 1.0 expression without variables. */
enum verdict verdict_of(struct verdicts *v, const char *condition);
/* What an expression is as text, malloced; NULL when it is not decided. */
char *verdict_string(struct verdicts *v, const char *expression);

#endif
