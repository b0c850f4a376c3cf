/* audit.h - a pack's self-test: what loading it for one proposal does not look at.
 * Purpose:   everything compiles (schema, rules with all layers, every form); sums of directions against the preamble;
 *            numbers and dates are such and in order; ids are unique; lists that rules ask for are there or named as lying
 *            outside the notice; proposals to fill in exist; columns of the summary table can be read; names that nothing
 *            reads. Nothing is corrected: the notice's own values stay as they are printed.
 * Errors:    AUDIT_* with file and line (errors, warnings, hints), and what the loaders report. */
#ifndef PROGRAMME_AUDIT_H
#define PROGRAMME_AUDIT_H

#include "base/diag.h"
#include "programme/programme.h"

/* p is loaded with all its layers on. The first finding counts what there is. */
void audit_programme(struct programme *p, struct diag_list *d);

#endif
