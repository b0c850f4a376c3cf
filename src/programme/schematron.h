/* schematron.h - ISO Schematron (ISO/IEC 19757-3) made into a stylesheet that writes SVRL.
 * Purpose:   rules.sch in XPath 1.0, EXSLT and our functions. Understood: ns, let (schema, pattern, rule), pattern (abstract
 *            and is-a too), rule (abstract and extends too), assert, report, value-of, name, emph, dir, span, diagnostics,
 *            include below the pack, xsl:key. Phases are ignored: every pattern runs. Other elements are an error.
 * Ownership: the document is the caller's; nodes carry the line of the rule file that they come from.
 * Errors:    RULES_* with the rule file and line; NULL.
 * sbp:when on a rule: a condition with variables, which XSLT 1.0 forbids in a context; the rule says nothing where it is false.
 * Beside ISO's attributes (id, role, see, flag, subject, test, location) a failed-assert or successful-report has, in
 * the namespace urn:shenbao:pack: line and order of its subject in the source, and as copied from the assert: modal (the
 * clause's modal word), undecided="yes" (未判定), field (the child of the subject that it is about). */
#ifndef PROGRAMME_SCHEMATRON_H
#define PROGRAMME_SCHEMATRON_H

#include <libxml/tree.h>

#include "base/diag.h"

#define SCHEMATRON_NS "http://purl.oclc.org/dsdl/schematron"
#define SVRL_NS "http://purl.oclc.org/dsdl/svrl"
#define PACK_NS "urn:shenbao:pack"

/* roots: NULL-terminated folders that include may read. */
xmlDocPtr schematron_compile(xmlDocPtr sch, const char *const *roots, struct diag_list *d);

#endif
