/* lazy.h - variables of compiled rules that only messages speak of are found out only where there is something to say.
 * Purpose:   a let of a rule is a variable, which XSLT evaluates for every element that the rule fires at. Where no test asks for it,
 *            it is put into each of the branches that do: with most elements nothing is wrong.
 * Errors:    none. */
#ifndef PROGRAMME_LAZY_H
#define PROGRAMME_LAZY_H

#include <libxml/tree.h>

/* Changes a stylesheet as schematron_compile() gives it. */
void lazy_variables(xmlDocPtr style);

#endif
