/* summary.h - the table that sums up many proposals: columns from the pack, a row a proposal.
 * Purpose:   programme.xml says once which columns there are (summary/column, shenbao-pack(5)); this reads them, takes the
 *            values of each proposal, and brings the rows into their order: filter, rank, sort, group. What is written of it
 *            is in summary_form.h and summary_sheet.h.
 * Ownership: summary_new() gives, summary_free() takes; strings and rows belong to it. The programme is borrowed.
 * Units:     amounts are summed in millionths of what the column counts in (万元: in 分), so that sums are exact.
 * Errors:    PACK_XPATH, SUMMARY_* in the list that is given; false or NULL. */
#ifndef BATCH_SUMMARY_H
#define BATCH_SUMMARY_H

#include <stdint.h>

#include "base/arena.h"
#include "batch/facts.h"

#define SUMMARY_RANK "推荐排序"
#define SUMMARY_NOT_SAID "未填写" /* the group of rows that don't say theirs */

enum summary_kind { SUMMARY_TEXT, SUMMARY_NUMBER, SUMMARY_MONEY, SUMMARY_DATE, SUMMARY_CODE, SUMMARY_BLANK, SUMMARY_ORDER };

struct summary_column {
    const char *name, *heading;
    enum summary_kind kind;
    unsigned width; /* its share of the table's */
    bool sum;       /* the table's foot has its sum */
    bool shown;     /* false: only there to group, filter and count by */
    bool overview;  /* the overview counts by its values */
    bool drawn;     /* its amounts are the overview's */
    bool compared;  /* with the forms in a package */
    const char *list; /* of programme.xml, in whose order its values stand; NULL: as they come */
    unsigned decimals; /* of its amounts, so that they align; of summary_arrange() */
    size_t fact;    /* which value of a proposal; SIZE_MAX: none of it */
};

struct summary_row {
    const char *const *cells; /* one a column; "" what is missing */
    const char *source;       /* "a/b.xml", "table.xlsx[sheet]!12" */
    size_t group;             /* in summary.groups */
    size_t rank;              /* 推荐排序, from 1 on; SIZE_MAX: none */
    size_t place;             /* among the inputs */
};

/* Of a group, or of all. */
struct summary_sum {
    size_t count;
    int64_t *amounts; /* one a column */
};

struct summary_group {
    const char *name;
    size_t first, end; /* rows [first, end) */
    struct summary_sum sum;
};

struct summary {
    struct arena *arena;
    struct programme *programme;
    struct facts *facts;
    const char *title, *annex, *signer; /* what the table is called, what it is an annex as, who seals; "" */
    VEC(struct summary_column) columns;
    VEC(struct summary_row) rows;
    VEC(struct summary_group) groups; /* of summary_arrange(): at least one; its name is "" when there are no groups */
    struct summary_sum total;
    size_t group_by;                  /* a column; SIZE_MAX: no groups */
    bool ranked;                      /* the table has a column 推荐排序 */
};

/* How the rows are to stand; members may be NULL. Columns are named by their names or their headings. */
struct summary_order {
    const char *const *filters; /* "unit=烟台大学", "total>=100", "title~氢", NULL-terminated: all must hold */
    const char *sort;           /* "unit,-total": minus is descending */
    const char *group;          /* a column; "none": no groups; NULL: as the pack says */
    const char *rank;           /* a column, greatest first; or a table with 项目名称 and 推荐排序 */
};

struct summary *summary_new(struct programme *p, struct diag_list *d);
void summary_free(struct summary *s); /* NULL is allowed */
/* The values of a proposal to the programme, one a column, in the arena. */
const char **summary_cells(const struct summary *s, xmlDocPtr proposal, struct arena *a);
/* A row of such values. */
void summary_add(struct summary *s, const char *const *values, const char *source);
/* Once, behind the last row. */
bool summary_arrange(struct summary *s, const struct summary_order *o, struct diag_list *d);
/* Says which columns are empty in how many rows. */
void summary_report_empty(const struct summary *s, struct diag_list *d);

/* How many rows have each value of a column, and their amounts: groups without first and end, those of most rows first. */
struct summary_tally {
    const struct summary_group *v;
    size_t n;
};
struct summary_tally summary_tally(const struct summary *s, size_t column);

/* SIZE_MAX (reported) when there is none of that name or heading, which may lack what stands in brackets. */
size_t summary_column(const struct summary *s, const char *text, size_t n, struct diag_list *d);
/* Numbers of the values of a cell, which 、 separates, added up; false when one is none. */
bool summary_amount(const char *cell, int64_t *out);
void summary_put_amount(struct buf *out, const struct summary_column *c, int64_t amount);
/* A cell as it is printed: amounts of several sources added up, with the decimals of the column. In the arena. */
const char *summary_shown(const struct summary_column *c, const char *cell, struct arena *a);

/* For summary_arrange(). */
void summary_find_decimals(struct summary *s);
/* summary_rank.c: gives rows their ranks. */
bool summary_rank(struct summary *s, const char *rank, struct diag_list *d);

#endif
