/* plan.h - what a workbook means for a programme: which sheets and columns fill which fields. Made before anything is written.
 * Ownership: plan_new() gives, plan_free() takes; everything inside is borrowed from it. Book and programme must live longer.
 * Errors:    SHEET_* at the cells that are meant; NULL when there is nothing to read. */
#ifndef SHEET_PLAN_H
#define SHEET_PLAN_H

#include "programme/programme.h"
#include "sheet/choices.h"
#include "sheet/headings.h"
#include "sheet/sheet.h"

enum plan_use {
    PLAN_IGNORED, /* no field is called so */
    PLAN_FIELD,
    PLAN_KEY,     /* 序号: which proposal the row belongs to */
    PLAN_PARENT   /* 上级序号: which of the proposal's repeated things the row's own belongs to */
};

struct plan_column {
    unsigned column, row; /* the heading's cell */
    const char *heading;
    enum plan_use use;
    struct heading_target target;
    int money; /* headings_money() */
    struct choices choices; /* names that stand for codes */
};

struct plan_sheet {
    size_t sheet;
    const struct field *base; /* the proposal, or what stands repeated in it */
    unsigned first_row;       /* of the data */
    VEC(struct plan_column) columns;
};

struct plan_default {
    const struct field *field;
    const char *value;
};

struct plan {
    struct arena *arena;
    struct sheet_book *book;
    struct programme *programme;
    const char *path;
    const struct field *root;
    struct plan_sheet main; /* a row is a proposal */
    VEC(struct plan_sheet) further;
    VEC(struct plan_default) defaults;
};

/* map: path of a file of lines `heading,field` that goes before labels and aliases; NULL: none. sheet: the sheet whose rows are
 * proposals; NULL: the one that has most headings. */
struct plan *plan_new(struct sheet_book *book, const char *path, struct programme *p, const char *map, const char *sheet,
                      struct diag_list *d);
void plan_free(struct plan *p); /* NULL is allowed */
/* The plan for people: a line a column, with its field and what the form calls it. lang: NULL is English. */
void plan_explain(const struct plan *p, const struct i18n *lang, struct buf *out);
/* "table.xlsx[sheet]!F12", in the arena. */
struct loc plan_loc(struct arena *a, const struct plan *p, const struct plan_sheet *s, unsigned column, unsigned row);

#endif
