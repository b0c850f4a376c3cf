#include "batch/facts.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "programme/merge.h"

struct column {
    const char *name, *heading;
    xmlXPathCompExprPtr select; /* NULL: none */
};

struct facts {
    struct arena *arena;
    struct programme *programme;
    VEC(struct column) columns;
};

static void be_quiet(void *ctx, xmlErrorPtr e)
{
    (void)ctx, (void)e;
}

static bool is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && n->ns && xmlStrEqual(n->ns->href, BAD_CAST PROGRAMME_NS) &&
           xmlStrEqual(n->name, BAD_CAST name);
}

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent ? parent->children : NULL; n; n = n->next)
        if (is(n, name))
            return n;
    return NULL;
}

static xmlXPathContextPtr context(xmlDocPtr doc)
{
    xmlXPathContextPtr c = xmlXPathNewContext(doc);
    if (!c)
        base_die_oom();
    c->error = be_quiet;
    /* the prefixes that rules.sch and programme.xml use for these (shenbao-pack(5)) */
    xmlXPathRegisterNs(c, BAD_CAST "s", BAD_CAST PROPOSAL_NS);
    xmlXPathRegisterNs(c, BAD_CAST "p", BAD_CAST PROGRAMME_NS);
    return c;
}

/* The text without blanks at its ends, runs of blanks as one. */
static void put_folded(struct buf *out, const char *s)
{
    bool first = true;
    while (*(s += strspn(s, " \t\r\n"))) {
        size_t n = strcspn(s, " \t\r\n");
        if (!first)
            buf_putc(out, ' ');
        buf_add(out, s, n);
        first = false;
        s += n;
    }
}

static const char *folded(struct arena *a, xmlChar *text)
{
    struct buf b = {0};
    put_folded(&b, text ? (const char *)text : "");
    const char *out = arena_strndup(a, b.data ? b.data : "", b.n);
    buf_free(&b);
    xmlFree(text);
    return out;
}

static bool read_column(struct facts *f, xmlXPathContextPtr c, const xmlNode *n, struct diag_list *d)
{
    const char *name = folded(f->arena, xmlGetNoNsProp(n, BAD_CAST "name"));
    const char *select = folded(f->arena, xmlGetNoNsProp(n, BAD_CAST "select"));
    xmlXPathCompExprPtr e = *select ? xmlXPathCtxtCompile(c, BAD_CAST select) : NULL;
    if (*select && !e) {
        struct loc loc = merge_loc(n);
        diag(d, PACK_XPATH, &loc, "select", select);
        return false;
    }
    *VEC_PUSH(f->arena, &f->columns) = (struct column){name, folded(f->arena, xmlNodeGetContent(n)), e};
    return true;
}

struct facts *facts_new(struct programme *p, struct diag_list *d)
{
    struct facts *f = xcalloc(1, sizeof *f);
    f->arena = arena_new();
    f->programme = p;
    const xmlNode *summary = child(xmlDocGetRootElement(programme_xml(p)), "summary");
    xmlXPathContextPtr c = context(NULL);
    bool good = true;
    for (const xmlNode *n = summary ? summary->children : NULL; n; n = n->next)
        if (is(n, "column"))
            good = read_column(f, c, n, d) && good;
    xmlXPathFreeContext(c);
    if (good)
        return f;
    facts_free(f);
    return NULL;
}

void facts_free(struct facts *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->columns.n; i++)
        xmlXPathFreeCompExpr(f->columns.v[i].select);
    arena_free(f->arena);
    free(f);
}

static const char *value_of(struct arena *a, xmlXPathObjectPtr o)
{
    if (!o || o->type != XPATH_NODESET)
        return o ? folded(a, xmlXPathCastToString(o)) : "";
    struct buf b = {0};
    for (int i = 0; o->nodesetval && i < o->nodesetval->nodeNr; i++) {
        const char *one = folded(a, xmlNodeGetContent(o->nodesetval->nodeTab[i]));
        if (*one)
            buf_printf(&b, "%s%s", b.n ? "、" : "", one);
    }
    const char *out = arena_strndup(a, b.data ? b.data : "", b.n);
    buf_free(&b);
    return out;
}

static const char *direction_of(const struct facts *f, xmlXPathContextPtr c, struct arena *a)
{
    const struct programme_direction *v;
    size_t n = programme_directions(f->programme, &v);
    const char *id = folded(a, xmlGetNoNsProp(xmlDocGetRootElement(c->doc), BAD_CAST "direction"));
    xmlNodePtr found = NULL;
    for (size_t i = 0; i < n; i++)
        if (!strcmp(v[i].id, id))
            found = (xmlNodePtr)v[i].node;
    xmlXPathRegisterVariable(c, BAD_CAST "direction", found ? xmlXPathNewNodeSet(found) : xmlXPathNewNodeSet(NULL));
    return id;
}

struct fact_list facts_of(struct facts *f, xmlDocPtr proposal, struct arena *a)
{
    xmlXPathContextPtr c = context(proposal);
    struct fact *v = arena_array(a, f->columns.n + 1, sizeof *v);
    xmlXPathRegisterVariable(c, BAD_CAST "programme", xmlXPathNewNodeSet(xmlDocGetRootElement(programme_xml(f->programme))));
    c->node = xmlDocGetRootElement(proposal);
    v[0] = (struct fact){"direction", "", direction_of(f, c, a)};
    for (size_t i = 0; i < f->columns.n; i++) {
        const struct column *column = &f->columns.v[i];
        xmlXPathObjectPtr o = column->select ? xmlXPathCompiledEval(column->select, c) : NULL;
        v[i + 1] = (struct fact){column->name, column->heading, value_of(a, o)};
        xmlXPathFreeObject(o);
    }
    xmlXPathFreeContext(c);
    return (struct fact_list){v, f->columns.n + 1};
}

const char *fact_value(const struct fact_list *l, const char *name)
{
    for (size_t i = l->n; i-- > 0;) /* a column that the pack calls direction goes before our own */
        if (!strcmp(l->v[i].name, name))
            return l->v[i].value;
    return "";
}
