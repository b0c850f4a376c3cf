/* func.h - the XPath functions of urn:shenbao:functions; inside xslt/ only.
 * Ownership: a run lives while xslt_run() does; libxslt keeps it as the transformation's private data.
 * Errors:    a wrong number of arguments is an XPath error, as for functions of the standard. */
#ifndef XSLT_FUNC_H
#define XSLT_FUNC_H

#include <libxslt/xsltInternals.h>

#include "xslt/xslt.h"

/* One transformation. */
struct run {
    struct diag_list *d;
    const char *file;         /* the source's name */
    const char *const *roots; /* what document() may read */
    const char *as_of;        /* "" when not given */
    struct xslt_env env;
    struct papers *papers;    /* NULL: none */
};

void func_register(xsltTransformContextPtr t);

#endif
