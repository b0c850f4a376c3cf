/* calls.h - the files of a stylesheet, and what libxslt finds out only when it is used: templates and files that they name; inside
 * xslt/ only.
 * Errors:    XSLT_* with the stylesheet's file and line, all that are found. */
#ifndef XSLT_CALLS_H
#define XSLT_CALLS_H

#include <libxslt/xsltInternals.h>

#include "base/diag.h"

/* Is n an element of XSLT with that name (NULL: any)? */
bool calls_is(const xmlNode *n, const char *name);
/* Calls fn with each file: the stylesheet, what it imports and includes. */
void calls_each(xsltStylesheetPtr style, void (*fn)(void *arg, xmlDocPtr doc), void *arg);
/* Does every xsl:call-template of the stylesheet and of what it imports name a template? */
bool calls_known(xsltStylesheetPtr style, struct diag_list *d);
/* The line of the xsl:import or xsl:include of this URI, with its file in *uri_of (libxslt's, borrowed); 0 when there is none. */
unsigned calls_import_line(xsltStylesheetPtr style, const xmlChar *uri, const char **uri_of);

#endif
