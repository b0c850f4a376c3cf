/* schematron_int.h - what the files of the Schematron compiler share; nobody else includes it.
 * Ownership: strings live in s->arena, elements in s->out.
 * Errors:    RULES_* at the element, and s->failed; the rest is compiled all the same, so that all faults are told. */
#ifndef PROGRAMME_SCHEMATRON_INT_H
#define PROGRAMME_SCHEMATRON_INT_H

#include <libxslt/xsltInternals.h>

#include "base/arena.h"
#include "base/buf.h"
#include "programme/schematron.h"
#include "programme/sources.h"

#define TOLD "sb-f:told" /* SCHEMATRON_TOLD in the stylesheet */

struct param {
    const char *name, *value;
};

struct claim {
    const char *id;
    const xmlNode *by;
};

struct sch {
    struct diag_list *d;
    struct arena *arena;
    const struct schematron_input *in;
    xmlDocPtr out;
    xmlNodePtr style;
    xsltStylesheetPtr probe;      /* an empty one, in which patterns are tried */
    xmlXPathContextPtr xpath;     /* in which expressions are tried: a new one for each takes longer than they */
    xmlNsPtr xsl, svrl, pack;
    struct sources sources;
    size_t source;                /* the one that is being compiled */
    VEC(xmlDocPtr) included;      /* freed at the end */
    VEC(struct claim) ids;        /* of asserts and reports */
    const struct param *params;   /* of the is-a pattern that is being expanded; ended by a NULL name */
    struct buf judged;            /* ids of the asserts of this rule that judge whenever it fires */
    unsigned pattern, rule, depth;
    bool unread;                  /* there is an sbp:unread */
    bool failed;
};

/* --- schematron_node.c: reading elements of rule files, making those of the stylesheet --- */

struct loc sch_place(const xmlNode *n);
/* An element of Schematron? NULL stands for any name. */
bool sch_is(const xmlNode *n, const char *name);
/* A title, a paragraph, or what is not Schematron's. */
bool sch_is_documentation(const xmlNode *n);
bool sch_is_space(char c);
void sch_unsupported(struct sch *s, const xmlNode *n);
/* Text with the parameters of the pattern put in. */
char *sch_substitute(struct sch *s, const char *text);
/* The value of an attribute, parameters put in; NULL when it is absent. The second one is in the namespace of packs. */
char *sch_attribute(struct sch *s, const xmlNode *n, const char *name);
char *sch_pack_attribute(struct sch *s, const xmlNode *n, const char *name);
/* The same; that it is absent or empty is an error, and NULL. */
char *sch_required(struct sch *s, const xmlNode *n, const char *name);
/* The value v of an XPath attribute, or NULL when it is none: tried before libxslt sees it, so that the message names this file
 * and line. */
char *sch_expression(struct sch *s, const xmlNode *n, const char *name, char *v);
/* Of a required attribute. */
char *sch_xpath(struct sch *s, const xmlNode *n, const char *name);
/* Adds an element with the line of the one that it comes from. */
xmlNodePtr sch_element(struct sch *s, xmlNodePtr parent, xmlNsPtr ns, const char *name, const xmlNode *from);
/* An attribute of a literal element, in which braces are no expression; value NULL: none. */
void sch_set_literal(struct sch *s, xmlNodePtr n, xmlNsPtr ns, const char *name, const char *value);

/* --- schematron_walk.c: how a pattern comes to its nodes --- */

struct sch_walk {
    const char *first;
    const char *next; /* from each of them; NULL: no further */
};
struct sch_walk sch_walk(struct sch *s, const xmlNode *pattern);

/* --- schematron_assert.c: asserts and what they say --- */

/* Text and instructions that make the message of an element. */
void sch_message(struct sch *s, xmlNodePtr out, const xmlNode *from);
/* Hands an assert to in->note, the first time that it comes up; its id may be no other one's. */
void sch_declare(struct sch *s, const xmlNode *n, const char *id, const char *test);
void sch_assert(struct sch *s, xmlNodePtr out, const xmlNode *n, bool report);
/* Where the sbp:when of a rule or an assert holds; out itself when it has none. */
xmlNodePtr sch_where(struct sch *s, xmlNodePtr out, const xmlNode *n);
/* What only an opinion asks for: content of what is given back is written with SCHEMATRON_TOLD only. */
xmlNodePtr sch_where_told(struct sch *s, xmlNodePtr out, const xmlNode *n);

#endif
