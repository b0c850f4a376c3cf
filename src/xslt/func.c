#include "xslt/func.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "xslt/date.h"
#include "xslt/func_int.h"
#include "xslt/idno.h"
#include "xslt/words.h"
#include "xslt/xml.h"

struct run *func_run_of(ctx c)
{
    xsltTransformContextPtr t = xsltXPathGetTransformContext(c);
    return t->_private;
}

bool func_arity(ctx c, int n, int min, int max)
{
    if (n >= min && n <= max)
        return true;
    xmlXPathSetArityError(c);
    return false;
}

void func_push_text(ctx c, const char *s)
{
    valuePush(c, xmlXPathNewCString(s ? s : ""));
}

void func_push_buf(ctx c, struct buf *b)
{
    func_push_text(c, b->data);
    buf_free(b);
}

void func_push_number(ctx c, double v)
{
    valuePush(c, xmlXPathNewFloat(v));
}

void func_push_bool(ctx c, bool v)
{
    valuePush(c, xmlXPathNewBoolean(v));
}

char *func_pop_text(ctx c)
{
    return (char *)xmlXPathPopString(c);
}

/* The first node, in document order, of a node-set argument; NULL when it is empty or something else. */
static xmlNodePtr pop_node(ctx c)
{
    xmlXPathObjectPtr o = valuePop(c);
    xmlNodePtr n = NULL;
    if (o && o->type == XPATH_NODESET && o->nodesetval && o->nodesetval->nodeNr) {
        xmlXPathNodeSetSort(o->nodesetval);
        n = o->nodesetval->nodeTab[0];
    }
    xmlXPathFreeObject(o);
    return n && n->type == XML_NAMESPACE_DECL ? NULL : n;
}

/* f(node) or f(node, instead): the second when the first is empty; without arguments the context node. */
static xmlNodePtr subject(ctx c, int n)
{
    xmlNodePtr instead = n == 2 ? pop_node(c) : NULL;
    xmlNodePtr node = n ? pop_node(c) : c->context->node;
    return node ? node : instead;
}

/* nodes */

void func_line(ctx c, int n)
{
    if (func_arity(c, n, 0, 2))
        func_push_number(c, xml_line(subject(c, n)));
}

static const xmlNode *element_of(const xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->parent;
    return n;
}

/* The element's number in document order, as xmlXPathOrderDocElems() left it; 0 when that was not called. */
void func_order(ctx c, int n)
{
    if (!func_arity(c, n, 0, 2))
        return;
    const xmlNode *e = element_of(subject(c, n));
    intptr_t order = e ? -(intptr_t)e->content : 0;
    func_push_number(c, order > 0 ? (double)order : 0);
}

void func_path(ctx c, int n)
{
    if (!func_arity(c, n, 0, 2))
        return;
    xmlNodePtr node = subject(c, n);
    xmlChar *path = node ? xmlGetNodePath(node) : NULL;
    func_push_text(c, (const char *)path);
    xmlFree(path);
}

static bool is_in_order(const xmlNodeSet *s)
{
    for (int i = 1; i < s->nodeNr; i++)
        if (xmlXPathCmpNodes(s->nodeTab[i - 1], s->nodeTab[i]) != 1)
            return false;
    return true;
}

/* A predicate would be asked of each node, also behind the last one that is wanted. */
void func_first(ctx c, int n)
{
    if (!func_arity(c, n, 2, 2))
        return;
    double most = xmlXPathPopNumber(c);
    xmlXPathObjectPtr o = valuePop(c);
    xmlNodeSetPtr all = o && o->type == XPATH_NODESET ? o->nodesetval : NULL;
    if (all && !is_in_order(all))
        xmlXPathNodeSetSort(all);
    while (all && all->nodeNr && !(all->nodeNr <= most))
        xmlXPathNodeSetRemove(all, all->nodeNr - 1);
    valuePush(c, o);
}

static const char *label_of(ctx c, enum xslt_label what, const xmlNode *node, const char *name)
{
    const struct run *r = func_run_of(c);
    return node && r->env.label ? r->env.label(r->env.ctx, what, node, name) : NULL;
}

void func_label(ctx c, int n)
{
    if (!func_arity(c, n, 0, 2))
        return;
    const xmlNode *node = subject(c, n);
    const char *label = label_of(c, XSLT_LABEL_OWN, node, NULL);
    func_push_text(c, label ? label : node && node->name ? (const char *)node->name : "");
}

void func_label_below(ctx c, int n)
{
    if (!func_arity(c, n, 2, 2))
        return;
    xmlChar *path = xmlXPathPopString(c);
    const char *label = label_of(c, XSLT_LABEL_BELOW, pop_node(c), (const char *)path);
    func_push_text(c, label ? label : (const char *)path);
    xmlFree(path);
}

void func_value_label(ctx c, int n)
{
    if (!func_arity(c, n, 0, 1))
        return;
    xmlNodePtr node = subject(c, n);
    xmlChar *value = node ? xmlNodeGetContent(node) : NULL;
    const char *label = label_of(c, XSLT_LABEL_VALUE, node, (const char *)value);
    func_push_text(c, label ? label : (const char *)value);
    xmlFree(value);
}

/* The characters in an element's own text and attributes that no form can carry; children speak for themselves. */
void func_bad_characters(ctx c, int n)
{
    struct buf b = {0};
    if (!func_arity(c, n, 0, 1))
        return;
    xmlNodePtr node = subject(c, n);
    struct buf text = {0};
    if (node && node->type == XML_ELEMENT_NODE) {
        for (const xmlNode *k = node->children; k; k = k->next)
            if ((k->type == XML_TEXT_NODE || k->type == XML_CDATA_SECTION_NODE) && k->content)
                buf_puts(&text, (const char *)k->content);
        for (const xmlAttr *a = node->properties; a; a = a->next)
            for (const xmlNode *k = a->children; k; k = k->next)
                if (k->content)
                    buf_puts(&text, (const char *)k->content);
    }
    if (text.n)
        words_bad(&b, text.data);
    buf_free(&text);
    func_push_buf(c, &b);
}

/* text */

void func_count(ctx c, int n)
{
    if (!func_arity(c, n, 1, 1))
        return;
    char *s = func_pop_text(c);
    func_push_number(c, (double)words_count(s, strlen(s), NULL));
    xmlFree(s);
}

void func_code_points(ctx c, int n)
{
    size_t points = 0;
    if (!func_arity(c, n, 1, 1))
        return;
    char *s = func_pop_text(c);
    words_count(s, strlen(s), &points);
    func_push_number(c, (double)points);
    xmlFree(s);
}

static void fold_with(ctx c, int n, void (*fold)(struct buf *, const char *))
{
    struct buf b = {0};
    if (!func_arity(c, n, 1, 1))
        return;
    char *s = func_pop_text(c);
    fold(&b, s);
    func_push_buf(c, &b);
    xmlFree(s);
}

void func_fold_name(ctx c, int n)
{
    fold_with(c, n, words_fold_name);
}

void func_fold_title(ctx c, int n)
{
    fold_with(c, n, words_fold_title);
}

void func_similarity(ctx c, int n)
{
    if (!func_arity(c, n, 2, 2))
        return;
    char *b = func_pop_text(c), *a = func_pop_text(c);
    func_push_number(c, words_similarity(a, b));
    xmlFree(a);
    xmlFree(b);
}

/* f(nodes, mark): what they say in document order; those that say nothing are left out. */
static void join_with(ctx c, int n, char *(*say)(ctx, xmlNodePtr))
{
    struct buf b = {0};
    if (!func_arity(c, n, 2, 2))
        return;
    char *mark = func_pop_text(c);
    xmlXPathObjectPtr o = valuePop(c);
    xmlNodeSetPtr nodes = o && o->type == XPATH_NODESET ? o->nodesetval : NULL;
    if (nodes)
        xmlXPathNodeSetSort(nodes);
    for (int i = 0; nodes && i < nodes->nodeNr; i++) {
        char *text = say(c, nodes->nodeTab[i]);
        if (text && *text)
            buf_printf(&b, "%s%s", b.n ? mark : "", text);
        xmlFree(text);
    }
    xmlXPathFreeObject(o);
    xmlFree(mark);
    func_push_buf(c, &b);
}

/* Messages print what was filled in; what was not has no quotation marks around it. */
void func_quoted(ctx c, int n)
{
    struct buf b = {0};
    if (!func_arity(c, n, 2, 2))
        return;
    char *instead = func_pop_text(c), *s = func_pop_text(c);
    if (s[strspn(s, " \t\r\n")])
        buf_printf(&b, "“%s”", s);
    else
        buf_puts(&b, instead);
    xmlFree(s);
    xmlFree(instead);
    func_push_buf(c, &b);
}

static char *text_of(ctx c, xmlNodePtr node)
{
    (void)c;
    return (char *)xmlXPathCastNodeToString(node);
}

static char *own_label(ctx c, xmlNodePtr node)
{
    const char *label = label_of(c, XSLT_LABEL_OWN, node, NULL);
    return (char *)xmlStrdup((const xmlChar *)(label ? label : (const char *)node->name));
}

void func_join(ctx c, int n)
{
    join_with(c, n, text_of);
}

void func_labels(ctx c, int n)
{
    join_with(c, n, own_label);
}

/* numbers with a check character */

static void check_with(ctx c, int n, bool (*valid)(const char *))
{
    if (!func_arity(c, n, 1, 1))
        return;
    char *s = func_pop_text(c);
    func_push_bool(c, valid(s));
    xmlFree(s);
}

void func_uscc_valid(ctx c, int n)
{
    check_with(c, n, idno_uscc_valid);
}

void func_id_valid(ctx c, int n)
{
    check_with(c, n, idno_id_valid);
}

void func_id_birth(ctx c, int n)
{
    char birth[11];
    if (!func_arity(c, n, 1, 1))
        return;
    char *s = func_pop_text(c);
    idno_id_birth(s, birth);
    func_push_text(c, birth);
    xmlFree(s);
}

void func_id_sex(ctx c, int n)
{
    if (!func_arity(c, n, 1, 1))
        return;
    char *s = func_pop_text(c);
    func_push_text(c, idno_id_sex(s));
    xmlFree(s);
}

/* dates */

static bool date_test(const char *s)
{
    struct date d;
    return date_parse(s, &d);
}

void func_date_valid(ctx c, int n)
{
    check_with(c, n, date_test);
}

static bool pop_dates(ctx c, struct date *a, struct date *b)
{
    char *t = func_pop_text(c), *s = func_pop_text(c);
    bool good = date_parse(s, a) && date_parse(t, b);
    xmlFree(s);
    xmlFree(t);
    return good;
}

/* NaN when one of them is no date, so that every comparison with the result is false. */
void func_date_compare(ctx c, int n)
{
    struct date a, b;
    if (func_arity(c, n, 2, 2))
        func_push_number(c, pop_dates(c, &a, &b) ? (double)date_compare(&a, &b) : (double)NAN);
}

void func_months_between(ctx c, int n)
{
    struct date a, b;
    if (func_arity(c, n, 2, 2))
        func_push_number(c, pop_dates(c, &a, &b) ? (double)date_months(&a, &b) : (double)NAN);
}

static void add_to_date(ctx c, int n, bool months)
{
    char out[11] = "";
    struct date d;
    if (!func_arity(c, n, 2, 2))
        return;
    double count = xmlXPathPopNumber(c);
    char *s = func_pop_text(c);
    if (date_parse(s, &d) && fabs(count) < 1e6)
        date_add(&d, months ? (int)count : 0, months ? 0 : (int)count, out);
    func_push_text(c, out);
    xmlFree(s);
}

void func_add_months(ctx c, int n)
{
    add_to_date(c, n, true);
}

void func_add_days(ctx c, int n)
{
    add_to_date(c, n, false);
}

void func_as_of(ctx c, int n)
{
    if (func_arity(c, n, 0, 0))
        func_push_text(c, func_run_of(c)->as_of);
}

static const struct {
    const char *name;
    xmlXPathFunction call;
} functions[] = {
#define FUNCTION(name, call, arguments, gives) {name, call},
#include "xslt/functions.def"
#undef FUNCTION
};

void func_register(xsltTransformContextPtr t)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        xsltRegisterExtFunction(t, (const xmlChar *)functions[i].name, (const xmlChar *)XSLT_FUNCTIONS,
                                functions[i].call);
}
