/* xml.h - XML documents, read without trust; the only place that calls libxml2's parser for proposals and packs.
 * Purpose:   no network, no external entity, no DTD expansion, LIMIT_* of limits.h, line numbers beyond 65,535.
 * Ownership: xml_load() gives an xmlDoc to be freed with xml_free().
 * Errors:    XML_* diagnostics in our own words with file, line and column; NULL.
 */
#ifndef XSLT_XML_H
#define XSLT_XML_H

#include <libxml/tree.h>

#include "base/diag.h"

/* "-" is standard input. */
xmlDocPtr xml_load(const char *path, struct diag_list *d);
xmlDocPtr xml_parse(const char *data, size_t n, const char *name, struct diag_list *d);
void xml_free(xmlDocPtr doc);
unsigned xml_line(const xmlNode *n);
/* Once a process, before and after everything else. */
void xml_init(void);
void xml_cleanup(void);

#endif
