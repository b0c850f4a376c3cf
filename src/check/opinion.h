/* opinion.h - what was checked and what came of it, rule by rule: the data of a 形式审查意见表.
 * Purpose:   a document in the namespace urn:shenbao:opinion, which the pack's opinion.xsl (common/ has one) makes into
 *            pages. Results: failed 不通过, undecided 未判定, reminded 提醒, passed 通过, spared 不适用; of several findings of a
 *            rule the first of these counts. A rule is spared when none of its asserts judged.
 * Ownership: a tally is filled by check_proposal() and lives as long as the caller wants; the document is the caller's.
 * Errors:    none. */
#ifndef CHECK_OPINION_H
#define CHECK_OPINION_H

#include "check/check.h"

#define OPINION_NS "urn:shenbao:opinion"

struct check_tally *opinion_tally_new(void);
void opinion_tally_free(struct check_tally *t);

struct opinion_facts {
    const char *file;         /* the proposal's name */
    const char *digest;       /* SHA-256 of its bytes, hexadecimal */
    const char *program;      /* "shenbao 0.1.0" */
    bool strict, full;        /* full: every rule is listed, with the notice's own sentences */
    const char *const *lists; /* NAME=FILE given by the user, NULL-terminated */
};

xmlDocPtr opinion_make(struct programme *p, xmlDocPtr proposal, const struct opinion_facts *facts,
                       const struct check_tally *tally, const struct diag_list *findings, const struct i18n *lang);

#endif
