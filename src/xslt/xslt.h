/* xslt.h - compiled stylesheets and our XPath functions.
 * Purpose:   compiles once, runs often; functions of urn:shenbao:functions (prefix sb:) for rules and forms alike:
 *            sb:line(node) source line, sb:count(text) 字数 (GE-16), sb:uscc-valid, sb:id-valid ..., sb:list(name, key):
 *            functions.def names them all.
 * Ownership: xslt_load() gives, xslt_free() takes; results are the caller's xmlDoc.
 * Errors:    XSLT_* with the stylesheet's file and line; NULL. A stylesheet reads only files below its pack and common/.
 *            xsl:message goes to the diag list, terminate="yes" makes it an error.
 * Stylesheets write loc:line="{sb:line(.)}" (namespace urn:shenbao:location) on formatting objects, so that layout names
 * the proposal's line. */
#ifndef XSLT_XSLT_H
#define XSLT_XSLT_H

#include <libxml/tree.h>

#include "base/diag.h"
#include "paper/paper.h"
#include "xslt/lists.h"

#define XSLT_FUNCTIONS "urn:shenbao:functions"

struct xslt;

struct xslt_param {
    const char *name, *value; /* a string value, not an expression */
};

enum xslt_label {
    XSLT_LABEL_OWN,   /* sb:label: the Chinese label of an element or attribute; name is NULL */
    XSLT_LABEL_BELOW, /* sb:label-below: of what may stand below it; name is a path of names, "contact/name" */
    XSLT_LABEL_VALUE  /* sb:value-label: of one value of its enumeration; name is the value */
};

/* What the functions may ask of the pack; members may be NULL, what they point to outlives the stylesheet. */
struct xslt_env {
    struct lists *lists; /* sb:list and its kin */
    const char *(*label)(void *ctx, enum xslt_label what, const xmlNode *node, const char *name);
    /* What document() gives in place of a file: a tree, which is copied; NULL: the file itself. */
    xmlDocPtr (*document)(void *ctx, const char *path);
    void *ctx;
};

/* roots: NULL-terminated folders that document() and imports may read. */
struct xslt *xslt_load(const char *path, const char *const *roots, struct diag_list *d);
/* Takes doc (a stylesheet made in memory, as the Schematron compiler does). */
struct xslt *xslt_compile(xmlDocPtr doc, const char *const *roots, struct diag_list *d);
void xslt_set_env(struct xslt *x, const struct xslt_env *env);
void xslt_free(struct xslt *x);
/* params: ended by a NULL name; may be NULL; "as-of" is what sb:as-of() gives. file: the source's name for messages.
 * papers: what sb:file-state() and sb:pages() look at; NULL: nothing is known of any file. */
xmlDocPtr xslt_run(struct xslt *x, xmlDocPtr source, const char *file, struct papers *papers,
                   const struct xslt_param *params, struct diag_list *d);

/* Called by xml_init() and xml_cleanup(). */
void xslt_init(void);
void xslt_cleanup(void);

#endif
