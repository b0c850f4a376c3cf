#include "batch/facts.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "programme/merge.h"
#include "xslt/code.h"
#include "xslt/xml.h"

struct column {
    const char *name, *heading;
    xmlXPathCompExprPtr select; /* NULL: none */
    const char *names;          /* the list whose second column is shown for a value that is its key; NULL: none */
    const char *within;         /* the list of which the key that stands in the value is shown; NULL: none */
    bool is_code;               /* the proposal's own code, by which a row is told to belong to its form */
};

struct facts {
    struct arena *arena;
    struct programme *programme;
    xmlXPathContextPtr xpath; /* for one proposal after the other: to make one costs more than to ask it */
    VEC(struct column) columns;
};

static xmlXPathContextPtr context(struct programme *p)
{
    xmlXPathContextPtr c = xml_xpath(NULL);
    /* the prefixes that rules.sch and programme.xml use for these (shenbao-pack(5)) */
    xmlXPathRegisterNs(c, BAD_CAST "s", BAD_CAST PROPOSAL_NS);
    xmlXPathRegisterNs(c, BAD_CAST "p", BAD_CAST PROGRAMME_NS);
    xmlXPathRegisterVariable(c, BAD_CAST "programme", xmlXPathNewNodeSet(xmlDocGetRootElement(programme_xml(p))));
    return c;
}

static bool read_column(struct facts *f, const xmlNode *n, struct diag_list *d)
{
    const char *name = buf_words_in(f->arena, xml_attribute(n, "name", "")), *select = xml_attribute(n, "select", "");
    xmlXPathCompExprPtr e = *select ? xmlXPathCtxtCompile(f->xpath, BAD_CAST select) : NULL;
    if (*select && !e) {
        struct loc loc = merge_loc(n);
        diag(d, PACK_XPATH, &loc, "select", select);
        return false;
    }
    *VEC_PUSH(f->arena, &f->columns) = (struct column){
        name, xml_words_in(f->arena, n), e, xml_attribute(n, "names", NULL), xml_attribute(n, "within", NULL),
        !strcmp(xml_attribute(n, "kind", ""), "code"),
    };
    return true;
}

struct facts *facts_new(struct programme *p, struct diag_list *d)
{
    struct facts *f = xcalloc(1, sizeof *f);
    f->arena = arena_new();
    f->programme = p;
    const xmlNode *summary = xml_child(xmlDocGetRootElement(programme_xml(p)), "summary");
    bool good = true;
    f->xpath = context(p);
    for (const xmlNode *n = summary ? summary->children : NULL; n; n = n->next)
        if (xml_is(n, PROGRAMME_NS, "column"))
            good = read_column(f, n, d) && good;
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
    xmlXPathFreeContext(f->xpath);
    arena_free(f->arena);
    free(f);
}

const char *facts_heading(const struct facts *f, const char *name)
{
    for (size_t i = 0; i < f->columns.n; i++)
        if (!strcmp(f->columns.v[i].name, name) && *f->columns.v[i].heading)
            return f->columns.v[i].heading;
    return name;
}

/* A value as the column shows it: the name that a list has for it, or the key of a list that stands in it. */
static const char *shown(const struct facts *f, const struct column *column, const char *value)
{
    const char *other = column->names ? programme_list_value(f->programme, column->names, value, NULL)
                        : column->within ? programme_list_within(f->programme, column->within, value) : value;
    return other ? other : column->within ? "" : value;
}

/* Partners of one country: it is named once. */
static bool has(const struct buf *b, const char *value)
{
    size_t n = strlen(value), mark = strlen("、");
    for (const char *s = b->data; s && (s = strstr(s, value)); s += n)
        if ((s == b->data || !strncmp(s - mark, "、", mark)) && (!s[n] || !strncmp(s + n, "、", mark)))
            return true;
    return false;
}

static void put_one(struct buf *b, const char *value)
{
    if (b->n)
        buf_puts(b, "、");
    buf_puts(b, value);
}

static const char *value_of(const struct facts *f, const struct column *column, struct arena *a, xmlXPathObjectPtr o)
{
    if (!o || o->type != XPATH_NODESET) {
        xmlChar *text = o ? xmlXPathCastToString(o) : NULL;
        const char *value = text ? buf_words_in(a, (const char *)text) : "";
        xmlFree(text);
        return *value ? shown(f, column, value) : value;
    }
    struct buf b = {0};
    for (int i = 0; o->nodesetval && i < o->nodesetval->nodeNr; i++) {
        const char *one = xml_words_in(a, o->nodesetval->nodeTab[i]);
        one = *one ? shown(f, column, one) : one;
        if (*one && !(column->names && has(&b, one)))
            put_one(&b, one);
    }
    return buf_keep(&b, a);
}

static const char *direction_of(const struct facts *f, const xmlNode *proposal, struct arena *a)
{
    const struct programme_direction *v;
    size_t n = programme_directions(f->programme, &v);
    const char *id = buf_words_in(a, xml_attribute(proposal, "direction", ""));
    xmlNodePtr found = NULL;
    for (size_t i = 0; i < n; i++)
        if (!strcmp(v[i].id, id))
            found = (xmlNodePtr)v[i].node;
    xmlXPathRegisterVariable(f->xpath, BAD_CAST "direction", found ? xmlXPathNewNodeSet(found) : xmlXPathNewNodeSet(NULL));
    return id;
}

static const char *code_value(xmlDocPtr proposal, struct arena *a)
{
    char digest[CODE_DIGEST], code[CODE_LENGTH];
    if (!code_digest(proposal, digest))
        return "";
    code_of(digest, code);
    return arena_strdup(a, code);
}

struct fact_list facts_of(struct facts *f, xmlDocPtr proposal, const char *code, struct arena *a)
{
    xmlXPathContextPtr c = f->xpath;
    struct fact *v = arena_array(a, f->columns.n + 1, sizeof *v);
    c->doc = proposal;
    c->node = xmlDocGetRootElement(proposal);
    v[0] = (struct fact){"direction", "", direction_of(f, c->node, a)};
    for (size_t i = 0; i < f->columns.n; i++) {
        const struct column *column = &f->columns.v[i];
        xmlXPathObjectPtr o = column->select ? xmlXPathCompiledEval(column->select, c) : NULL;
        const char *value = !column->is_code ? value_of(f, column, a, o) : code ? arena_strdup(a, code) : code_value(proposal, a);
        v[i + 1] = (struct fact){column->name, column->heading, value};
        xmlXPathFreeObject(o);
    }
    c->doc = NULL; /* the proposal need not live longer */
    c->node = NULL;
    return (struct fact_list){v, f->columns.n + 1};
}

const char *fact_value(const struct fact_list *l, const char *name)
{
    for (size_t i = l->n; i-- > 0;) /* a column that the pack calls direction goes before our own */
        if (!strcmp(l->v[i].name, name))
            return l->v[i].value;
    return "";
}
