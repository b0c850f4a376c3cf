/* fo_test.h - FO documents from strings, for the tests of src/fo. */
#ifndef TESTS_FO_TEST_H
#define TESTS_FO_TEST_H

#include "test.h"

#include <libxml/parser.h>
#include <string.h>

#include "base/buf.h"
#include "fo/fo.h"

struct fo_test {
    xmlDocPtr doc;
    struct diag_list *diag;
    struct fo_reader *reader;
};

#define FO_NS "xmlns:fo='http://www.w3.org/1999/XSL/Format' xmlns:loc='urn:shenbao:location' xmlns:sb='urn:shenbao:fo'"
/* A whole document around the content of a flow. */
#define FO_DOC(root_attributes, flow) \
    "<fo:root " FO_NS " " root_attributes "><fo:layout-master-set><fo:simple-page-master master-name='p'>" \
    "<fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference='p'>" \
    "<fo:flow flow-name='xsl-region-body'>" flow "</fo:flow></fo:page-sequence></fo:root>"

static inline struct fo_test fo_test_open(const char *text)
{
    struct fo_test t = {0};
    t.diag = diag_list_new();
    t.doc = xmlReadMemory(text, (int)strlen(text), "t.fo", NULL, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_BIG_LINES);
    assert_non_null(t.doc);
    t.reader = fo_open_tree(t.doc, "t.fo", t.diag);
    assert_non_null(t.reader);
    return t;
}

/* Closes; the document may hold no complaint. */
static inline void fo_test_close(struct fo_test *t, size_t complaints)
{
    for (size_t i = 0; i < diag_list_count(t->diag) && diag_list_count(t->diag) != complaints; i++) {
        struct buf b = {0};
        diag_line(&b, diag_list_at(t->diag, i), NULL);
        print_message("%s", b.data);
        buf_free(&b);
    }
    assert_int_equal(diag_list_count(t->diag), complaints);
    fo_close(t->reader);
    diag_list_free(t->diag);
    xmlFreeDoc(t->doc);
}

/* The n-th element of a kind in document order, counting from 1. */
static inline struct fo_node *fo_test_find(struct fo_test *t, enum fo_element e, int n)
{
    struct fo_node *at = fo_root(t->reader);
    while (at) {
        if (at->element == e && --n == 0)
            return at;
        struct fo_node *next = fo_first(t->reader, at);
        while (!next && at) {
            next = fo_next(t->reader, at);
            if (!next)
                at = at->parent;
        }
        at = next;
    }
    fail_msg("no such element");
    return NULL;
}

static inline void fo_test_rule(struct fo_test *t, size_t i, const char *rule)
{
    assert_true(i < diag_list_count(t->diag));
    assert_string_equal(diag_list_at(t->diag, i)->rule, rule);
}

#endif
