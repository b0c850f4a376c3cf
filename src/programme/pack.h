/* pack.h - a pack while it is loaded; inside programme/ only.
 * Purpose:   programme.c finds, loads and compiles packs; pack.c reads programme.xml and the lists; rules.c has the rule files.
 * Ownership: everything belongs to the struct and its arena; programme_free() releases it.
 * Errors:    PACK_*, LIST_* with file and line, all that are found; false. */
#ifndef PROGRAMME_PACK_H
#define PROGRAMME_PACK_H

#include <libxml/xmlschemas.h>

#include "base/arena.h"
#include "base/limits.h"
#include "programme/chain.h"
#include "programme/labels.h"
#include "programme/programme.h"
#include "programme/schematron.h"

/* Rules as they are used: compiled when first asked for, with what is known of each. */
struct pack_rules {
    struct xslt *compiled;
    VEC(struct schematron_rule) facts;
};

/* A stylesheet outside the forms, compiled. */
struct pack_paper {
    const char *file;
    struct xslt *compiled;
};

struct programme {
    struct arena *arena;
    const char *id, *path, *title;
    const char *roots[LIMIT_PACK_CHAIN + 2]; /* the pack, what it builds on, common/; NULL-terminated */
    struct chain chain;
    struct programme_basis basis;
    VEC(struct programme_layer) layers;
    VEC(struct programme_direction) directions;
    VEC(struct programme_form) forms;
    VEC(struct programme_file) files;
    struct xslt **stylesheets; /* one a form, NULL until it is used */
    struct lists *lists;
    struct labels *labels;
    const struct field *fields;
    xmlSchemaPtr schema;
    struct labels *submission_labels; /* of submission.xml; NULL until it is asked for, as the next */
    xmlSchemaPtr submission_schema;
    struct pack_rules rules, batch;
    VEC(struct pack_paper) papers;
};

/* Directions, forms, layers, lists and basis; p->chain and p->roots are there. */
bool pack_read(struct programme *p, const struct programme_options *o, struct diag_list *d);

/* Gives a stylesheet (NULL is allowed) what its functions ask of the pack. */
struct xslt *pack_with_env(struct programme *p, struct xslt *x);

/* Elements of programme.xml. */
bool pack_is(const xmlNode *n, const char *name);
const xmlNode *pack_child(const xmlNode *parent, const char *name);
/* Its text without the white space around it. */
const char *pack_text(struct programme *p, const xmlNode *n);
/* An attribute, or otherwise when it is absent. */
const char *pack_attribute(struct programme *p, const xmlNode *n, const char *name, const char *otherwise);

#endif
