/* literal.h - literal result elements; inside xslt/ only.
 * Purpose:   most of what a form's stylesheet does is to write elements of its own with constant attributes. libxslt finds out at each
 *            of them what it is, and looks up every name. Here that is done once, when the stylesheet is loaded; what a run
 *            writes is the same.
 * Ownership: what is made belongs to the stylesheet and goes with it.
 * Errors:    none: an element that is not plain (namespaces of its own, attributes of XSLT or XML) stays libxslt's. */
#ifndef XSLT_LITERAL_H
#define XSLT_LITERAL_H

#include <libxslt/xsltInternals.h>

/* After a stylesheet is compiled and folded. */
void literal_prepare(xsltStylesheetPtr style);

#endif
