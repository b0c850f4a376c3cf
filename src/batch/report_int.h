/* report_int.h - what report*.c share. Private to them.
 * Ownership: everything in a report lies in its arena or is borrowed from results and session. */
#ifndef BATCH_REPORT_INT_H
#define BATCH_REPORT_INT_H

#include "base/arena.h"
#include "base/buf.h"
#include "batch/report.h"

struct report_counts {
    size_t error, warning, info; /* without those that are undecided */
    size_t undecided;
    size_t dropped; /* beyond what is kept of one document */
};

/* A document with its texts as reports show them: masked, on one line. */
struct report_row {
    const struct result *result;
    const char *source, *number, *title, *unit, *recommender;
    const char *direction; /* what the programme calls it; "" where it has no other */
    struct report_counts counts;
};

struct report_group {
    const char *name;   /* a rule's id, a unit; "" where documents say none */
    const char *clause; /* of a rule, or NULL */
    enum diag_severity worst;
    struct report_counts counts;
    size_t good, content, failed; /* documents by state */
    VEC(size_t) rows;             /* documents by index, each once, rising */
};

struct report {
    struct arena *arena;
    struct session *session;
    const struct i18n *lang;
    VEC(struct report_row) rows;
    VEC(const char *) programmes; /* ids, each once, as they come */
    struct report_group all;
    VEC(struct report_group) rules, units; /* by name */
};

/* "good", "content", "failed": in JSON, and as classes of the page. */
extern const char *const report_states[];
extern const char *const report_severities[];

void report_csv(struct buf *out, const struct report *r);
void report_json(struct buf *out, const struct report *r);
/* False: styles or script cannot be read. */
bool report_html(struct buf *out, const struct report *r, struct diag_list *d);
const char *report_state_name(const struct report *r, enum result_state s);

#endif
