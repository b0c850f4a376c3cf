/* merge.h - one tree of programme.xml laid over another.
 * Purpose:   a pack that builds on another, and a site's folder, say only what differs. An element meets the one of the same
 *            name and key (id, forms, name, for, of) below the same parent; without a key, the only one of its name, and
 *            where there are several on one side, the upper ones take the place of all lower ones. What meets is merged:
 *            attributes one by one (an empty value takes one away), text of its own replaces the whole content, else its
 *            elements are merged in turn. off="yes" takes an element away. Everything else is added.
 * Ownership: the lower tree is changed; what is taken over is copied. Copies remember their file (merge_loc()).
 * Errors:    MERGE_* naming file and line; the rest is merged all the same. */
#ifndef PROGRAMME_MERGE_H
#define PROGRAMME_MERGE_H

#include <libxml/tree.h>

#include "base/diag.h"

struct merge {
    const char *file;    /* the upper tree's; outlives the lower tree */
    struct diag_list *d;
    void *ctx;           /* for the two below; both may be NULL */
    /* May this be added below parent? attribute is NULL for an element. Says why not, with place. */
    bool (*allowed)(void *ctx, const xmlNode *parent, const xmlNode *upper, const char *attribute);
    /* A value has changed: of an attribute, of the content (attribute NULL), or of a whole element that came or went. */
    void (*changed)(void *ctx, const xmlNode *lower, const char *attribute, const char *before, const char *after);
    bool failed;
};

void merge_over(struct merge *m, xmlNodePtr lower, const xmlNode *upper);

/* The value that tells an element from its siblings of the same name; NULL when it has none. Borrowed from the tree. */
const char *merge_key(const xmlNode *n);
/* File and line of an element in a tree whose root (and what was laid over it) has its file in _private. */
struct loc merge_loc(const xmlNode *n);

#endif
