/* fold.h - what is the same in every run is made once, when a stylesheet is loaded; inside xslt/ only.
 * Purpose:   stylesheets say constants where libxslt works at run time: a parameter with a text is a tree of its own in each call, an
 *            attribute set is looked up and evaluated for each element that uses it. A third of an application's cells and blocks
 *            is that. Results are the same to the byte, also the order of attributes.
 * Ownership: trees are changed in place and stay with who has them.
 * Errors:    none: what is not sure to be constant stays as it is. */
#ifndef XSLT_FOLD_H
#define XSLT_FOLD_H

#include <libxslt/xsltInternals.h>

/* Before a file of a stylesheet is compiled: <xsl:with-param name="of">text</xsl:with-param> becomes select="'text'". So do
 * xsl:param and xsl:variable. */
void fold_texts(xmlDocPtr doc);
/* After a stylesheet is compiled: an element with xsl:use-attribute-sets gets the attributes of these, if each set is defined once
 * and all its attributes, and those of the sets that it uses, are constant and in no namespace. */
void fold_sets(xsltStylesheetPtr style);

#endif
