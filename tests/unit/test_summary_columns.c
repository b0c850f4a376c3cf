/* The columns of the packs' summary tables: each finds something in one of the samples at least, and money is a number. */
#include "test.h"

#include <glob.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "programme/programme.h"
#include "xslt/xml.h"

static struct diag_list *d;

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name))
            return n;
    return NULL;
}

/* The names that rules.sch has too. */
static xmlXPathContextPtr context(const struct programme *p, xmlDocPtr doc)
{
    xmlXPathContextPtr c = xmlXPathNewContext(doc), data = xmlXPathNewContext(programme_xml(p));
    xmlXPathRegisterNs(c, BAD_CAST "s", BAD_CAST PROPOSAL_NS);
    xmlXPathRegisterNs(c, BAD_CAST "p", BAD_CAST PROGRAMME_NS);
    xmlXPathRegisterNs(data, BAD_CAST "p", BAD_CAST PROGRAMME_NS);
    c->node = xmlDocGetRootElement(doc);
    xmlChar *id = xmlGetNoNsProp(c->node, BAD_CAST "direction");
    char path[200];
    snprintf(path, sizeof path, "/p:programme/p:directions/p:direction[@id = '%s']", (const char *)id);
    xmlFree(id);
    xmlXPathRegisterVariable(c, BAD_CAST "direction", xmlXPathEval(BAD_CAST path, data));
    xmlXPathRegisterVariable(c, BAD_CAST "programme", xmlXPathEval(BAD_CAST "/p:programme", data));
    xmlXPathFreeContext(data);
    return c;
}

/* Is there anything in this column of this proposal? */
static bool filled(xmlXPathContextPtr c, const char *select, bool money)
{
    xmlXPathObjectPtr o = xmlXPathEval(BAD_CAST select, c);
    if (!o)
        fail_msg("cannot be evaluated: %s", select);
    bool any = o->type == XPATH_NODESET && o->nodesetval && o->nodesetval->nodeNr;
    xmlChar *text = xmlXPathCastToString(o);
    any = any && text && *text;
    double number = xmlXPathCastStringToNumber(text);
    if (any && money && !(number >= 0))
        fail_msg("%s is no money: %s", select, (const char *)text);
    xmlFree(text);
    xmlXPathFreeObject(o);
    return any;
}

static bool filled_in_a_sample(const struct programme *p, const glob_t *samples, const xmlNode *column)
{
    xmlChar *select = xmlGetNoNsProp(column, BAD_CAST "select"), *kind = xmlGetNoNsProp(column, BAD_CAST "kind");
    bool any = !select;
    for (size_t i = 0; i < samples->gl_pathc && !any; i++) {
        xmlDocPtr doc = xml_load(samples->gl_pathv[i], d);
        assert_non_null(doc);
        xmlXPathContextPtr c = context(p, doc);
        any = filled(c, (const char *)select, kind && !strcmp((const char *)kind, "money"));
        xmlXPathFreeContext(c);
        xml_free(doc);
    }
    xmlFree(select);
    xmlFree(kind);
    return any;
}

static void columns_of(const char *id)
{
    char pattern[100];
    glob_t samples;
    struct programme *p = programme_load("templates", id, d);
    assert_non_null(p);
    snprintf(pattern, sizeof pattern, "samples/%s/*.xml", id);
    assert_int_equal(glob(pattern, 0, NULL, &samples), 0);
    const xmlNode *summary = child(xmlDocGetRootElement(programme_xml(p)), "summary");
    assert_non_null(summary);
    for (const xmlNode *n = summary->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "column") && !filled_in_a_sample(p, &samples, n))
            fail_msg("%s: no sample has anything for the column %s", id, (const char *)xmlNodeGetContent(n));
    globfree(&samples);
    programme_free(p);
}

static void columns_find_their_content(void **state)
{
    (void)state;
    d = diag_list_new();
    char **ids = programme_ids("templates", d);
    for (char **id = ids; *id; id++)
        columns_of(*id);
    assert_int_equal(diag_list_count(d), 0);
    free(ids);
    diag_list_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(columns_find_their_content)};
    xml_init();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
