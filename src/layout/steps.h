/* steps.h - several columns of content that run side by side and break together: the cells of a row group, the label
 * and body of a list item.
 *
 * THE MODEL. Every column of content ("cell") is a finished stack of its own with break places. A step is a height to
 * which the rows can be cut: the smallest one that takes at least one cell to its next legal place while the others come
 * along as far as they fit. The first step of a row takes each of its cells to its first place, so that no cell's
 * beginning is left for a page of its own; until that much fits, cells that span down from the rows above go on alone,
 * as far as the greatest height of the row above lets them.
 * A row ends when all cells that end with it have ended.
 *
 * Each step is one box of the parent's stack, with the break place behind it. What lies before a break at step i takes
 * pos(i); what lies after it takes what the longest cell has left. The stack adds box heights, so the two demands are met
 * by potentials: up to step i the boxes sum to base(i) <= pos(i); the break adds pos(i) - base(i) before it (end_extra)
 * and base(i) - gone(i) after it (start_extra), gone(i) being the total less what is left. A cell that lags behind the longest
 * one makes gone(i) less, so that parts that end soon again have room for it; a part that goes on until the cells that lag have
 * ended, and the longest has taken as much room as they, is relieved of that difference (start_over). Every part then gets at least what it needs, and parts that
 * start or end the group, or go on so far, get exactly that.
 *
 * Places that a keep forbids (penalty STACK_YIELDS and more) give steps of that penalty: they serve only where nothing else fits.
 *
 * In a list item (`shuns`) a break between children of a block is better not taken where the next page has other columns,
 * nor is one between items of a list, once most breaks above it are such: lines go on at the new width, and what follows
 * a paragraph stays with some of them. So FOP has it; XSL leaves the choice among breaks that keep everything.
 *
 * In a list item (`spaces_stay`) a space that a break discards is not set, but the part behind the break counts as if it were:
 * its page ends so much earlier. So FOP has it; XSL says which spaces are discarded, not how full a page must be.
 *
 * Sources:   FOP's design notes on table layout describe the same stepping ("TableStepper"); the potentials are ours.
 * Ownership: all in the arena given to steps_run(); contents belong to who made them.
 * Units:     mpt.
 * Errors:    none.
 * Cost:      each step looks at the cells of its row: steps x columns. */
#ifndef LAYOUT_STEPS_H
#define LAYOUT_STEPS_H

#include "layout/stack.h"

struct steps_advance { int step, place; }; /* after this step the cell has been set up to this place */

struct steps_cell {
    /* given */
    struct stack *content;        /* finished; NULL: nothing in it */
    int row, rows;                /* the rows it covers, rows >= 1 */
    mpt before, after;            /* border and padding at its own edges */
    mpt rest_before, rest_after;  /* the same where a break cuts it */
    mpt top_change, bottom_change; /* what before (after) changes where a break lies right at that edge */
    mpt lead;                     /* of before: room that steps_align() put above the content */
    mpt least;                    /* its content takes at least this much */
    bool cut;                     /* no page can hold it: keeps inside it forbid nothing */
    mpt solid;                    /* a part that ends within the content takes at least this */
    int kept;                     /* penalty of all breaks within: its row is kept together; 0: is not */
    struct stack_keeps keep_next; /* against breaks beside others that go on, once only its last piece or nothing is left */
    /* steps_run()'s */
    mpt full;                     /* content's height unbroken */
    int first, end;               /* its first and last place: forced breaks at its very edges lie outside */
    enum stack_break_class break_before, break_after; /* those forced breaks; BREAK_ANY: none */
    int place, next;              /* where it stands while stepping, and its next legal place */
    int came;                     /* the step that took it there */
    int spare;                    /* the last forbidden place that has a step */
    bool ended;
    VEC(struct steps_advance) advances;
    /* the emitter's: see steps_part() */
    int emitted;                  /* the place up to which it is set */
    mpt shown;                    /* height that its content has had in the parts before */
    bool begun;
    struct steps_cell *next_open;
};

struct steps_row {
    mpt least;                 /* height it must have (explicit) */
    mpt greatest;              /* and which it should not exceed; 0: none */
    mpt height;                /* steps_prepare()'s: its height when not broken */
    mpt top_change, bottom_change; /* what it changes with a break right above (below) the row */
    int keep_inside;           /* penalty of breaks inside */
    struct stack_break below;  /* the break between this row and the next of the group (its penalty and class) */
};

struct steps_step {
    mpt height;               /* of the box */
    struct stack_break after; /* the break place behind it; nothing for the last one */
    struct stack_footnote *footnotes;
    int row;                  /* the last row begun */
    bool row_done;            /* and ended */
    int cut_row;              /* the last row of what a break here would cut */
    mpt pos;                  /* height from the group's start to a break here */
    mpt gone;                 /* what a break here takes off the total for the part that follows */
    mpt settled;              /* pos from which cells that lag behind here no longer count for the part that follows */
};

struct steps {
    struct steps_row *rows;
    int row_count;
    struct steps_cell **cells;    /* in the order of their rows */
    int cell_count;
    bool shuns;
    bool spaces_stay;             /* of a list item, see above */
    mpt total;                /* steps_run()'s: height of all rows */
    VEC(struct steps_step) steps;
    mpt *row_end;             /* [row_count] */
    int *row_first_cell;      /* [row_count + 1]: index of the first cell of a row */
    struct steps_cell *open;  /* the emitter's: cells that have begun and go on, chained in their order */
    int seen;                 /* the emitter's: the first cell that has not begun */
};

/* The last of the rows that it stands in. */
int steps_last_row(const struct steps_cell *c);
/* Finds the edges of the cells and the heights of the rows: a cell that spans rows gives the last of them what is missing.
 * Afterwards the caller may still set rows[].below. */
void steps_prepare(struct arena *a, struct steps *s);
void steps_run(struct arena *a, struct steps *s);

/* Keep strength towards what comes before (after): the greatest of the first (last) block-level descendants of a cell or a part of
 * an item, down to where a line comes before (after) them. */
struct stack_keeps steps_edge_keep(struct layout *l, struct fo_node *n, bool first);
/* relative-align="baseline" (XSL 1.1 7.14.6): lowers contents until the first lines of these cells, which begin in one row, stand
 * on one baseline. Cells that don't begin with a line stay. Before steps_prepare(). */
void steps_align(struct steps_cell *const *cells, int n);
/* The marks of a node's id and its markers for an area of it; NULL when it has none. */
struct area_mark *steps_mark(struct layout *l, struct fo_node *n, bool first, bool last);

/* Where a cell stands from this step on. */
int steps_place(const struct steps_cell *c, int step);
/* The space at a place that counts behind a break there (`spaces_stay`) and is not set. */
mpt steps_space_lost(const struct steps_cell *c, int place);
/* What of the rows lies between two breaks, in order of emission: from and to are step indices, inclusive. */
struct steps_part {
    int first_row, last_row;
    bool first_row_begun;   /* first_row began before this part */
    bool last_row_cut;      /* last_row goes on after it */
    mpt *heights;           /* of first_row ... last_row in this part */
    mpt height;             /* their sum */
    struct steps_slice { struct steps_cell *cell; int from, to; bool starts, ends; mpt before, after, y, height; } *slices;
    int slice_count;        /* y from the part's top; before and after: border and padding */
};
/* top, bottom: a break bounds the part there (not the rows' own edge). */
void steps_part(struct arena *a, struct steps *s, int from, int to, bool top, bool bottom, struct steps_part *out);

#endif
