/* func_int.h - arguments and results of the functions of functions.def; inside xslt/ only. */
#ifndef XSLT_FUNC_INT_H
#define XSLT_FUNC_INT_H

#include <libxml/xpath.h>

#include "base/buf.h"
#include "xslt/func.h"

typedef xmlXPathParserContextPtr ctx;

struct run *func_run_of(ctx c);
/* False: another number of arguments, said to XPath. */
bool func_arity(ctx c, int n, int min, int max);
void func_push_text(ctx c, const char *s); /* NULL: "" */
void func_push_buf(ctx c, struct buf *b);  /* and frees it */
void func_push_number(ctx c, double v);
void func_push_bool(ctx c, bool v);
char *func_pop_text(ctx c); /* xmlFree */

#define FUNCTION(name, call, arguments, gives) void call(ctx c, int n);
#include "xslt/functions.def"
#undef FUNCTION

#endif
