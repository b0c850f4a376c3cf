/* sources.h - the rule files of a pack and which statement counts; inside programme/ only.
 * Purpose:   source 0 is the pack's own rules.sch, the next ones are those of the packs that it builds on, the last ones its
 *            layers. A rule (SD-107 with all its asserts SD-107.x) or a variable of the schema that an earlier source states
 *            takes the place of a base's; <sbp:off id="SD-107"/> switches a base's rule off. Layers add, they replace nothing.
 * Ownership: nodes and strings are borrowed from the documents; the rest lies in the arena.
 * Errors:    RULES_* with the file and line. */
#ifndef PROGRAMME_SOURCES_H
#define PROGRAMME_SOURCES_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"

struct sources_statement {
    const xmlNode *node;
    const char *name;
    size_t n;      /* bytes of name that count */
    size_t source;
    bool off, used;
};

struct sources {
    struct arena *arena;
    const xmlNode *root[LIMIT_PACK_CHAIN + LIMIT_PACK_LAYERS];
    size_t n, bases; /* [0, bases) are the pack and what it builds on */
    const char *const *directions; /* NULL-terminated; NULL: not known */
    VEC(struct sources_statement) rules, lets;
};

void sources_add(struct sources *s, const xmlNode *root, bool layer);
/* Does an earlier source replace this rule or variable of source k? */
bool sources_replaced_rule(struct sources *s, size_t k, const char *id);
bool sources_replaced_let(struct sources *s, size_t k, const char *name);
/* False when a rule is switched off that no base has. */
bool sources_end(const struct sources *s, struct diag_list *d);
/* False when an expression compares a direction with an id that the programme doesn't have. */
bool sources_directions_known(const struct sources *s, const xmlNode *at, const char *xpath, struct diag_list *d);

#endif
