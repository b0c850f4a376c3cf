/* pack.h - one archive of many proposals' papers, in the folders and under the names that their programme asks for.
 * Purpose:   proposals are added one by one (set at once, kept in a temporary file); when all are there they are numbered,
 *            named, and written into the archive, with its manifest beside it. With nothing to write it says what a package
 *            of these proposals would hold, for verify.h.
 * Ownership: pack_new() gives, pack_free() takes; what the options point to is borrowed.
 * Errors:    findings about content go to the list; false is fatal, and no archive is left. */
#ifndef BATCH_PACK_H
#define BATCH_PACK_H

#include "batch/across.h"
#include "batch/document.h"
#include "batch/inputs.h"
#include "batch/package.h"
#include "check/submission.h"

struct pack_options {
    const struct submission *submission; /* numbers, sealed papers, recommender; NULL: none */
    const struct package *previous;      /* whose numbers are kept; NULL: none */
    const char *sealed;                  /* the sealed summary; NULL: the submission's */
    bool across;                         /* one row of numbers for all folders */
    size_t start;                        /* the first number */
    bool checked;                        /* as the manifest says */
    bool contents;                       /* papers are set; else only names are wanted */
};

struct pack;

struct pack *pack_new(struct session *s, const struct pack_options *o, struct diag_list *d);
void pack_free(struct pack *p); /* NULL is allowed */
/* source: names the proposal in the manifest. pdf: its papers, set before; NULL: they are set now. */
bool pack_add(struct pack *p, struct document *doc, const char *source, const struct buf *pdf, struct diag_list *d);
/* {paper} of an attachment: its title, else its kind. */
const char *pack_annex_label(struct arena *a, const xmlNode *attachment);
/* pack_across.c: the rules across the proposals of a package. Findings name the source, or the cell of a row. */
struct pack_across;
struct pack_across *pack_across_new(struct session *s, const struct submission *submission); /* NULL: none; borrowed */
void pack_across_free(struct pack_across *p); /* NULL is allowed */
/* faulty: errors of its own are known. map: of a row (locate.h), or NULL. False: fatal. */
bool pack_across_add(struct pack_across *p, struct programme *programme, const struct across_item *item, bool faulty, struct diag_list *d);
bool pack_across_document(struct pack_across *p, struct document *doc, const char *source, const char *map, bool faulty, struct diag_list *d);
/* Once. faulty: how many have errors only because of others; whole: what belongs to no proposal has errors. */
bool pack_across_check(struct pack_across *p, size_t *faulty, bool *whole, struct diag_list *d);

/* pack_batch.c: what a batch has set in its folder. Proposals that have errors there are counted and reported. */
struct pack_counts {
    size_t all, faulty;
};
bool pack_is_batch(const char *folder);
/* across: gets what the batch has found out for the rules across it; may be NULL. unchecked: how the files are read again that it
 * has not set, which are set now; NULL: they have errors. */
bool pack_add_batch(struct pack *p, struct pack_across *across, struct session *s, const char *folder, const struct inputs_options *unchecked,
                    struct pack_counts *counts, struct diag_list *d);
/* The programme of what was added; NULL: nothing was. */
struct programme *pack_programme(const struct pack *p);
/* Numbers and names; once, behind the last pack_add(). */
const struct package *pack_plan(struct pack *p, struct diag_list *d);
/* The archive and its manifest. */
bool pack_write(struct pack *p, const char *archive, struct diag_list *d);

/* pack_numbers.c: what the numbers of a package come to. */
void pack_number(struct package *p, const struct pack_options *o, struct diag_list *d);

#endif
