/* xml.h - XML documents, read without trust; the only place that calls libxml2's parser for proposals and packs.
 * Purpose:   no network, no external entity, no DTD expansion, LIMIT_* of limits.h, line numbers beyond 65,535. What is asked of
 *            trees everywhere, and how ours are built (xml_tree.c).
 * Ownership: xml_load() gives an xmlDoc to be freed with xml_free().
 * Errors:    XML_* diagnostics in our own words with file, line and column; NULL. Out of memory in building ends the process.
 */
#ifndef XSLT_XML_H
#define XSLT_XML_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

/* "-" is standard input. */
xmlDocPtr xml_load(const char *path, struct diag_list *d);
xmlDocPtr xml_parse(const char *data, size_t n, const char *name, struct diag_list *d);
void xml_free(xmlDocPtr doc);
/* The start tag of the root alone, as a document: what data is can be told, whatever its DOCTYPE says and its content is. NULL: it does
 * not begin as XML does. Nothing is reported. */
xmlDocPtr xml_root(const char *data, size_t n);
/* The same for stylesheets, as libxslt wants them: names in the stylesheet's dictionary (dict may be NULL), and the
 * document's URL a URI, against which it resolves what is imported. */
struct _xmlDict;
xmlDocPtr xml_load_dict(const char *path, struct _xmlDict *dict, struct diag_list *d);
/* The line of a node, or of the element that holds it; 0 when unknown. */
unsigned xml_line(const xmlNode *n);
/* An element of that namespace and name? NULL stands for any; n may be NULL. */
bool xml_is(const xmlNode *n, const char *ns, const char *name);
/* The first child element of that name in any namespace; NULL when there is none, or no parent. */
const xmlNode *xml_child(const xmlNode *parent, const char *name);
/* The value of an attribute without a namespace, borrowed; what the caller gives when it is missing, "" when it is empty. In
 * trees of this module a value is one text: entities of its own are never read. n may be NULL. */
const char *xml_attribute(const xmlNode *n, const char *name, const char *missing);
/* Adds the words of a node's text, see buf_words(); n may be NULL. */
void xml_words(struct buf *b, size_t from, const xmlNode *n);
/* The same alone, in an arena: "" for NULL. */
const char *xml_words_in(struct arena *a, const xmlNode *n);
/* The name of the element that n stands in, "" for a root. */
const char *xml_parent_name(const xmlNode *n);
/* A new document with this root in this namespace; prefix NULL makes it the default one. xml_free() takes it. */
xmlDocPtr xml_new(const char *ns, const char *prefix, const char *name);
/* A new last child in its parent's namespace; text may be NULL. */
xmlNodePtr xml_add(xmlNodePtr parent, const char *name, const char *text);
/* A new attribute without a namespace; none when value is NULL. */
void xml_set(xmlNodePtr n, const char *name, const char *value);
void xml_set_number(xmlNodePtr n, const char *name, size_t value);
/* A context whose errors are told by results alone; xmlXPathFreeContext() takes it. */
struct _xmlXPathContext *xml_xpath(xmlDocPtr doc);
/* Is it an XPath expression? Names of functions and prefixes may be unknown to the context. */
bool xml_is_xpath(struct _xmlXPathContext *c, const char *text);
/* Does path, links resolved, exist below one of the NULL-terminated folders? */
bool xml_below(const char *path, const char *const *roots);
/* Once a process, before and after everything else; libxslt too. */
void xml_init(void);
void xml_cleanup(void);

#endif
