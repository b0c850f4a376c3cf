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
#include "xslt/idno.h"
#include "xslt/words.h"
#include "xslt/xml.h"

typedef xmlXPathParserContextPtr ctx;

static struct run *run_of(ctx c)
{
    xsltTransformContextPtr t = xsltXPathGetTransformContext(c);
    return t->_private;
}

static bool arity(ctx c, int n, int min, int max)
{
    if (n >= min && n <= max)
        return true;
    xmlXPathSetArityError(c);
    return false;
}

static void push_text(ctx c, const char *s)
{
    valuePush(c, xmlXPathNewCString(s ? s : ""));
}

static void push_buf(ctx c, struct buf *b)
{
    push_text(c, b->data);
    buf_free(b);
}

static void push_number(ctx c, double v)
{
    valuePush(c, xmlXPathNewFloat(v));
}

static void push_bool(ctx c, bool v)
{
    valuePush(c, xmlXPathNewBoolean(v));
}

static char *pop_text(ctx c)
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

static void f_line(ctx c, int n)
{
    if (arity(c, n, 0, 2))
        push_number(c, xml_line(subject(c, n)));
}

static const xmlNode *element_of(const xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->parent;
    return n;
}

/* The element's number in document order, as xmlXPathOrderDocElems() left it; 0 when that was not called. */
static void f_order(ctx c, int n)
{
    if (!arity(c, n, 0, 2))
        return;
    const xmlNode *e = element_of(subject(c, n));
    intptr_t order = e ? -(intptr_t)e->content : 0;
    push_number(c, order > 0 ? (double)order : 0);
}

static void f_path(ctx c, int n)
{
    if (!arity(c, n, 0, 2))
        return;
    xmlNodePtr node = subject(c, n);
    xmlChar *path = node ? xmlGetNodePath(node) : NULL;
    push_text(c, (const char *)path);
    xmlFree(path);
}

static const char *label_of(ctx c, enum xslt_label what, const xmlNode *node, const char *name)
{
    const struct run *r = run_of(c);
    return node && r->env.label ? r->env.label(r->env.ctx, what, node, name) : NULL;
}

static void f_label(ctx c, int n)
{
    if (!arity(c, n, 0, 2))
        return;
    const xmlNode *node = subject(c, n);
    const char *label = label_of(c, XSLT_LABEL_OWN, node, NULL);
    push_text(c, label ? label : node && node->name ? (const char *)node->name : "");
}

static void f_label_below(ctx c, int n)
{
    if (!arity(c, n, 2, 2))
        return;
    xmlChar *path = xmlXPathPopString(c);
    const char *label = label_of(c, XSLT_LABEL_BELOW, pop_node(c), (const char *)path);
    push_text(c, label ? label : (const char *)path);
    xmlFree(path);
}

static void f_value_label(ctx c, int n)
{
    if (!arity(c, n, 0, 1))
        return;
    xmlNodePtr node = subject(c, n);
    xmlChar *value = node ? xmlNodeGetContent(node) : NULL;
    const char *label = label_of(c, XSLT_LABEL_VALUE, node, (const char *)value);
    push_text(c, label ? label : (const char *)value);
    xmlFree(value);
}

/* The characters in an element's own text and attributes that no form can carry; children speak for themselves. */
static void f_bad_characters(ctx c, int n)
{
    struct buf b = {0};
    if (!arity(c, n, 0, 1))
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
    push_buf(c, &b);
}

/* text */

static void f_count(ctx c, int n)
{
    if (!arity(c, n, 1, 1))
        return;
    char *s = pop_text(c);
    push_number(c, (double)words_count(s, strlen(s), NULL));
    xmlFree(s);
}

static void f_code_points(ctx c, int n)
{
    size_t points = 0;
    if (!arity(c, n, 1, 1))
        return;
    char *s = pop_text(c);
    words_count(s, strlen(s), &points);
    push_number(c, (double)points);
    xmlFree(s);
}

static void fold_with(ctx c, int n, void (*fold)(struct buf *, const char *))
{
    struct buf b = {0};
    if (!arity(c, n, 1, 1))
        return;
    char *s = pop_text(c);
    fold(&b, s);
    push_buf(c, &b);
    xmlFree(s);
}

static void f_fold_name(ctx c, int n)
{
    fold_with(c, n, words_fold_name);
}

static void f_fold_title(ctx c, int n)
{
    fold_with(c, n, words_fold_title);
}

static void f_similarity(ctx c, int n)
{
    if (!arity(c, n, 2, 2))
        return;
    char *b = pop_text(c), *a = pop_text(c);
    push_number(c, words_similarity(a, b));
    xmlFree(a);
    xmlFree(b);
}

/* f(nodes, mark): what they say in document order; those that say nothing are left out. */
static void join_with(ctx c, int n, char *(*say)(ctx, xmlNodePtr))
{
    struct buf b = {0};
    if (!arity(c, n, 2, 2))
        return;
    char *mark = pop_text(c);
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
    push_buf(c, &b);
}

/* Messages print what was filled in; what was not has no quotation marks around it. */
static void f_quoted(ctx c, int n)
{
    struct buf b = {0};
    if (!arity(c, n, 2, 2))
        return;
    char *instead = pop_text(c), *s = pop_text(c);
    if (s[strspn(s, " \t\r\n")])
        buf_printf(&b, "“%s”", s);
    else
        buf_puts(&b, instead);
    xmlFree(s);
    xmlFree(instead);
    push_buf(c, &b);
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

static void f_join(ctx c, int n)
{
    join_with(c, n, text_of);
}

static void f_labels(ctx c, int n)
{
    join_with(c, n, own_label);
}

/* numbers with a check character */

static void check_with(ctx c, int n, bool (*valid)(const char *))
{
    if (!arity(c, n, 1, 1))
        return;
    char *s = pop_text(c);
    push_bool(c, valid(s));
    xmlFree(s);
}

static void f_uscc_valid(ctx c, int n)
{
    check_with(c, n, idno_uscc_valid);
}

static void f_id_valid(ctx c, int n)
{
    check_with(c, n, idno_id_valid);
}

static void f_id_birth(ctx c, int n)
{
    char birth[11];
    if (!arity(c, n, 1, 1))
        return;
    char *s = pop_text(c);
    idno_id_birth(s, birth);
    push_text(c, birth);
    xmlFree(s);
}

static void f_id_sex(ctx c, int n)
{
    if (!arity(c, n, 1, 1))
        return;
    char *s = pop_text(c);
    push_text(c, idno_id_sex(s));
    xmlFree(s);
}

/* dates */

static bool date_test(const char *s)
{
    struct date d;
    return date_parse(s, &d);
}

static void f_date_valid(ctx c, int n)
{
    check_with(c, n, date_test);
}

static bool pop_dates(ctx c, struct date *a, struct date *b)
{
    char *t = pop_text(c), *s = pop_text(c);
    bool good = date_parse(s, a) && date_parse(t, b);
    xmlFree(s);
    xmlFree(t);
    return good;
}

/* NaN when one of them is no date, so that every comparison with the result is false. */
static void f_date_compare(ctx c, int n)
{
    struct date a, b;
    if (arity(c, n, 2, 2))
        push_number(c, pop_dates(c, &a, &b) ? (double)date_compare(&a, &b) : (double)NAN);
}

static void f_months_between(ctx c, int n)
{
    struct date a, b;
    if (arity(c, n, 2, 2))
        push_number(c, pop_dates(c, &a, &b) ? (double)date_months(&a, &b) : (double)NAN);
}

static void add_to_date(ctx c, int n, bool months)
{
    char out[11] = "";
    struct date d;
    if (!arity(c, n, 2, 2))
        return;
    double count = xmlXPathPopNumber(c);
    char *s = pop_text(c);
    if (date_parse(s, &d) && fabs(count) < 1e6)
        date_add(&d, months ? (int)count : 0, months ? 0 : (int)count, out);
    push_text(c, out);
    xmlFree(s);
}

static void f_add_months(ctx c, int n)
{
    add_to_date(c, n, true);
}

static void f_add_days(ctx c, int n)
{
    add_to_date(c, n, false);
}

static void f_as_of(ctx c, int n)
{
    if (arity(c, n, 0, 0))
        push_text(c, run_of(c)->as_of);
}

/* lists */

static void f_list(ctx c, int n)
{
    if (!arity(c, n, 2, 3))
        return;
    char *column = n == 3 ? pop_text(c) : NULL, *key = pop_text(c), *name = pop_text(c);
    push_text(c, lists_get(run_of(c)->env.lists, name, key, column));
    xmlFree(column);
    xmlFree(key);
    xmlFree(name);
}

static void f_list_has(ctx c, int n)
{
    if (!arity(c, n, 2, 2))
        return;
    char *key = pop_text(c), *name = pop_text(c);
    push_bool(c, lists_has(run_of(c)->env.lists, name, key));
    xmlFree(key);
    xmlFree(name);
}

static void f_list_known(ctx c, int n)
{
    if (!arity(c, n, 1, 1))
        return;
    char *name = pop_text(c);
    push_bool(c, lists_known(run_of(c)->env.lists, name));
    xmlFree(name);
}

static void f_list_similar(ctx c, int n)
{
    if (!arity(c, n, 3, 3))
        return;
    double min = xmlXPathPopNumber(c);
    char *title = pop_text(c), *name = pop_text(c);
    push_text(c, lists_similar(run_of(c)->env.lists, name, title, min));
    xmlFree(title);
    xmlFree(name);
}

static bool is_known_word(void *lists, const char *word)
{
    return lists_has(lists, "abbreviations", word);
}

static void f_unexplained(ctx c, int n)
{
    struct buf b = {0};
    if (!arity(c, n, 1, 1))
        return;
    char *s = pop_text(c);
    words_unexplained(&b, s, is_known_word, run_of(c)->env.lists);
    push_buf(c, &b);
    xmlFree(s);
}

/* papers */

/* The paper that the text argument on top names; NULL when nothing is known of files. */
static const struct paper *pop_paper(ctx c)
{
    char *name = pop_text(c);
    struct papers *all = run_of(c)->papers;
    const struct paper *p = all && *name ? papers_find(all, name) : NULL;
    xmlFree(name);
    return p;
}

static void f_file_state(ctx c, int n)
{
    if (!arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    push_text(c, p ? paper_state_name(p->state) : "");
}

static void f_file_kind(ctx c, int n)
{
    static const char *const names[] = {[PAPER_NONE] = "", [PAPER_PDF] = "pdf", [PAPER_PNG] = "png", [PAPER_JPEG] = "jpeg"};
    if (!arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    push_text(c, p ? names[p->kind] : "");
}

static void f_file_digest(ctx c, int n)
{
    if (!arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    push_text(c, p ? papers_digest(run_of(c)->papers, p->name) : "");
}

static void f_file_attached(ctx c, int n)
{
    if (!arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    push_bool(c, p && p->attached);
}

static void f_pages(ctx c, int n)
{
    if (!arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    push_number(c, p ? (double)p->pages : 0);
}

static void f_page_across(ctx c, int n)
{
    if (!arity(c, n, 2, 2))
        return;
    double page = xmlXPathPopNumber(c);
    const struct paper *p = pop_paper(c);
    bool known = p && page >= 1 && page <= (double)p->pages;
    const struct paper_size *size = known ? &p->sizes[(size_t)page - 1] : NULL;
    push_bool(c, size && size->width > size->height);
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
