/* summary_form.h - the summary table and the recommender's letters as pages.
 * Purpose:   the stylesheet of a form gets a tree of the table in the namespace urn:shenbao:summary: once the frame (titles,
 *            columns, sums, who signs), and for the place that it leaves for rows, chunk after chunk of them, so that a table
 *            of any length never stands in memory as a tree. shenbao-pack(5) describes the tree.
 * Ownership: everything given is borrowed; trees are the caller's.
 * Errors:    those of stylesheets and pages in the list; false. */
#ifndef BATCH_SUMMARY_FORM_H
#define BATCH_SUMMARY_FORM_H

#include <libxml/tree.h>

#include "batch/session.h"
#include "batch/summary.h"

#define SUMMARY_NS "urn:shenbao:summary"

struct summary_contact {
    const char *role, *label; /* filler, 填表人 */
    const char *name, *phone; /* "" */
};

/* What stands around the table; members may be "" but not NULL. Of summary_paper(), but for overview. */
struct summary_paper {
    const char *recommender, *kind, *date; /* date: ISO, or "" for one that is written by hand */
    const char *number;                    /* 发文字号 of the letter */
    const struct summary_contact *contacts;
    size_t contact_count;
    bool overview;
};

struct summary_output {
    const char *path;
    const char *form; /* NULL: the table */
    bool tolerant, areas;
};

struct submission;
/* submission, recommender, contacts ("填表人=王芳,0535-6700000", NULL-terminated) may be NULL; the latter two go before the
 * submission. False: a contact that the table does not name (reported). */
bool summary_paper(const struct summary *s, const struct submission *submission, const char *recommender,
                   const char *const *contacts, struct summary_paper *out, struct diag_list *d);

/* tree */
xmlDocPtr summary_frame(const struct summary *s, const struct summary_paper *paper);
#define SUMMARY_CHUNK 500 /* rows */
/* The i-th chunk of rows; NULL: there are no more. */
xmlDocPtr summary_chunk(const struct summary *s, size_t i);

/* The formatting objects of the whole in one tree, to be looked at; the caller's. NULL: reported. */
xmlDocPtr summary_fo(const struct summary *s, const struct summary_paper *paper, const char *form, struct diag_list *d);
bool summary_set(struct session *session, const struct summary *s, const struct summary_paper *paper,
                 const struct summary_output *o, struct diag_list *d);

#endif
