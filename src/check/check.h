/* check.h - a proposal against its programme: schema, then rules, one list of findings.
 * Purpose:   XSD validation in our own words (label, what stood there, what is allowed), then Schematron compiled to XSLT;
 *            rules run after schema errors too (what the schema faulted is not faulted twice).
 * Ownership: findings go to the caller's list, in document order.
 * Errors:    findings are DIAG_FINDING records; a broken pack is fatal. False: fatal. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <libxml/tree.h>

#include "base/diag.h"
#include "base/i18n.h"
#include "programme/programme.h"

struct check_tally;

struct check_options {
    const char *as_of;       /* ISO date or date-time of --as-of; NULL: the proposal's filing time, then SOURCE_DATE_EPOCH */
    bool strict;             /* warnings of 原则上, 一般, 建议 and 为基准 become errors */
    const char *source_date; /* ISO date-time of SOURCE_DATE_EPOCH, or NULL */
    struct papers *papers;   /* the files that the proposal names; NULL: none is looked at */
    struct check_tally *tally; /* takes which rules judged, for an opinion (opinion.h); NULL: not wanted */
};

/* The root element's programme; "" when it is not a proposal (CHECK_WRONG_ROOT reported, fatal). Borrowed from doc. */
const char *check_programme_of(xmlDocPtr doc, const char *file, struct diag_list *d);
bool check_proposal(struct programme *p, xmlDocPtr doc, const char *file, const struct check_options *o,
                    struct diag_list *out);

/* The time that rules judge by: --as-of, then what a proposal or a submission (root; NULL: none) says of its filing, then
 * SOURCE_DATE_EPOCH; "" leaves deadlines undecided. Borrowed. */
const char *check_clock(const struct check_options *o, const xmlNode *root);

/* A finding about many proposals at once: the node of their tree that it is about (or NULL), and a record without a file. */
typedef void check_found(void *ctx, const xmlNode *subject, struct diag_record *r);
/* Runs the programme's batch.sch over a tree of many proposals' facts (batch/across.h builds it); clock: what sb:as-of() gives,
 * "" is none. True also when the programme has no such rules. */
bool check_batch(struct programme *p, xmlDocPtr batch, const char *clock, const struct check_options *o, check_found *found,
                 void *ctx, struct diag_list *d);
/* Reports a finding of a rule that batch.sch states in words and the program judges: args fill {1} {2} ... of its text. False:
 * the programme states nothing about it, so nothing is wrong. */
bool check_stated(struct programme *p, const char *about, const struct loc *loc, const char *const *args, bool strict,
                  struct diag_list *out);

enum check_format { CHECK_TEXT, CHECK_JSON, CHECK_SVRL };
/* A report of findings, in a language. JSON is described by docs/findings.schema.json, SVRL is ISO/IEC 19757-3 annex D. */
void check_report(struct buf *out, enum check_format f, const char *file, struct programme *p,
                  const struct diag_list *findings, const struct i18n *lang);

/* 字数 as GE-16 counts (also sb:count): each Han character, each full-width mark and each run of Latin letters or digits
 * is one. *code_points gets the plain count (without white space). */
size_t check_count(const char *utf8, size_t n, size_t *code_points);

#endif
