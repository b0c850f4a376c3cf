/* across.h - rules across a batch of proposals to one programme.
 * Purpose:   across_facts() takes from one proposal what these rules ask for (programme.xml, element across): its kept elements
 *            with their lines, and sketches of its texts. These bytes travel from a worker to its parent, or from the machine
 *            that did a shard to the one that merges. across_check() makes one tree of all (urn:shenbao:batch), with the
 *            groups of similar texts, and runs the programme's batch.sch over it.
 * Ownership: across_new() gives, across_free() takes. The programme, the options and a submission are borrowed until then;
 *            facts are copied.
 * Units:     proposals count from 0 in the order in which they were added.
 * Errors:    facts that are none (a damaged file) are reported and false. Findings go to the caller one by one, since a list
 *            keeps LIMIT_FINDINGS only. A programme without batch.sch has none. */
#ifndef BATCH_ACROSS_H
#define BATCH_ACROSS_H

#include <libxml/tree.h>

#include "check/check.h"
#include "programme/programme.h"

struct across;

/* Writes the facts of one proposal. papers: its own, for digests of files; may be NULL. False: the programme's element across is
 * wrong (reported). */
bool across_facts(struct programme *p, xmlDocPtr doc, struct papers *papers, struct buf *out, struct diag_list *d);

struct across *across_new(struct programme *p, const struct check_options *o);
void across_free(struct across *a); /* NULL is allowed */
/* What goes with the whole (submission.xml); without it its rules are undecided. */
void across_submission(struct across *a, xmlDocPtr submission, const char *file);
/* What is added; copied. */
struct across_item {
    const char *file;        /* as findings name it */
    const char *recommender; /* who hands it in, or NULL */
    const char *cells;       /* of a row of a table, by across_cells(): findings are told there; else NULL */
    const void *facts;
    size_t size;
};

/* The next proposal. */
bool across_add(struct across *a, const struct across_item *item, struct diag_list *d);
/* Of the map of a row (locate.h) what findings across a batch can be about: malloced. */
char *across_cells(const char *map, const void *facts, size_t n);

/* A finding about one proposal, or (ACROSS_ALL) about the submission, then with its file, or about the batch as a whole, then
 * without a file. */
#define ACROSS_ALL SIZE_MAX
typedef void across_found(void *ctx, size_t proposal, const struct diag_record *r);
/* Once, when all are added. False: the rules are broken, or something fatal (reported in d). */
bool across_check(struct across *a, across_found *found, void *ctx, struct diag_list *d);

#endif
