/* stack_int.h - the inside of a stack, shared by stack*.c and the page breaker only.
 * Units: mpt. Ownership: as stack.h. */
#ifndef LAYOUT_STACK_INT_H
#define LAYOUT_STACK_INT_H

#include "layout/stack.h"

enum elem_kind { ELEM_BOX, ELEM_SPACE, ELEM_OPEN, ELEM_CLOSE, ELEM_BREAK, ELEM_MARK, ELEM_ABSOLUTE, ELEM_GRID };

struct elem_box {
    mpt height;
    struct area *area;
    struct stack_group *group;
    int index;
    struct stack_footnote *notes;
};

struct elem {
    enum elem_kind kind;
    union {
        struct elem_box box;
        struct space space;
        struct stack_block *block;
        struct stack_break brk;
        struct area_mark *mark;
        struct { struct area *area; bool fixed; } absolute; /* area: NULL where it was taken into another stack */
        mpt pitch; /* ELEM_GRID */
    } u;
};

/* A length with its range. */
struct range {
    mpt min, opt, max;
};

/* A box that begins on a row of the line grid. The gap before it is filled up to the next row, counted from the stack's
 * start; a part of the stack counts its rows anew. */
struct grid_point {
    size_t boxes; /* before it */
    mpt top;      /* from the stack's start, the filling included */
    mpt fill;
    mpt pitch;
};

struct place {
    size_t elem;                 /* index of its ELEM_BREAK; 0 for the start, s->elems.n for the end */
    struct stack_break brk;
    struct stack_block *open;    /* innermost block that is open here */
    struct range before, after;  /* from the stack's start to the last box before; to the first box after the gap */
    struct range tail, head;     /* what a break here puts before it and after it, extras included */
    size_t boxes;                /* boxes before: two places with the same number have nothing between them */
    size_t filled;               /* those of them that show something, and absolute areas, and borders of blocks that show nothing else */
    size_t notes_before;         /* footnotes called before */
    mpt notes_height;            /* their height, summed */
    mpt end_notes, start_notes;  /* that of the footnotes in what a break here adds before and after it */
    size_t grid;                 /* number of the first grid point after it */
};

struct stack_block {
    struct stack_block *parent;
    const struct fo_node *node;
    const struct area_decor *decor; /* all edges; NULL: no border, padding or background */
    mpt before, after;              /* border + padding at the edges that are not breaks */
    mpt before_kept, after_kept;    /* the same at a break: what conditionality retains */
    mpt border_left, border_width;  /* border box, from the reference area's left edge */
    mpt left, width;                /* content */
    bool reference;
    bool clip;                      /* each part is cut at its content's edges */
    struct frame frame;             /* for children */
    struct area_mark *marks;
    unsigned chunk;                 /* number of the arena it lives in (chunk.h) */
    unsigned parts;                 /* emitted so far */
    size_t filled;                  /* as in the stack, when it was opened */
};

struct stack {
    struct layout *l;
    struct frame frame;
    struct arena *arena;         /* of elems and places */
    VEC(struct elem) elems;
    VEC(struct place) places;
    VEC(struct stack_footnote *) notes;
    mpt notes_height;
    struct stack_block *open;    /* innermost open block at the end */
    struct stack_block *gap_open; /* ... at the start of the gap */
    size_t gap;                  /* first element of the gap under way */
    size_t last_break;           /* one behind the last break place; more than gap: it lies in this gap, and if any there is
                                  * forced, it is */
    size_t boxes, filled;        /* pushed so far; what of it shows something */
    VEC(struct grid_point) grid; /* those not forgotten */
    size_t grid_gone;            /* so many before them are */
    mpt grid_base;               /* what is forgotten, less whole rows */
    mpt pitch;                   /* of the rows asked for last; 0: none yet */
    bool finished;
    bool no_reference;           /* what it is set into is no reference area: a side of a list item */
    bool resumable;              /* layout can begin again inside: a flow's, and those of its lists */
    struct range total;          /* up to the last box */
    mpt end_gap;                 /* once finished: what stands behind it */
    VEC(struct stack_keeps) keeps; /* penalties outside each of the open keeps */
    struct stack_keeps keep_next; /* penalties that breaks have at least, up to the next box that shows something */
    struct stack_keeps keep;     /* greatest penalties of the open keeps, at the end of a column and of a page */
    bool relieved;               /* some place costs less where only a column ends */
    void (*drain)(void *self, struct stack *s); /* called after a box of a flow; NULL elsewhere */
    void *drain_self;
    mpt enough;                  /* no flow: once this height lies before a break place, layout stops (layout.failed), as the rest
                                  * will be laid out again; 0: all is wanted */
    bool cut;                    /* that has happened: what stands behind its last break place is not all of it */
};

/* Resolved spaces of a sequence. Each solid is a border, padding or box edge. */
struct gap_item {
    bool solid;
    bool edge_start, edge_end; /* the item is the start / end of a reference area (a solid of length 0) */
    mpt length;                /* solid */
    struct space space;
    struct range value;        /* result for a space */
};
/* XSL 1.1 section 4.3.1. at_start, at_end: the sequence begins / ends a reference area. Returns the sum. */
struct range gap_resolve(struct gap_item *items, size_t n, bool at_start, bool at_end);

/* A new element at the end. */
struct elem *stack_push(struct stack *s, enum elem_kind kind);

/* Collects the items of one gap. */
struct gap_build {
    struct arena *arena;
    VEC(struct gap_item) v;
};
void gap_build_elem(struct gap_build *g, const struct elem *e);
void gap_build_reopen(struct gap_build *g, const struct stack_block *open, unsigned depth); /* outermost first */
void gap_build_close(struct gap_build *g, const struct stack_block *open);

struct range range_add(struct range a, struct range b); /* saturates, as the difference does */
/* Forgets what stands before a place: it is placed already. The place becomes place 1; heights count from there, so that
 * they stay in range however long the flow is. */
void stack_forget(struct stack *s, int place);
/* Drops the border and padding of one edge at a break, as far as conditionality discards them. */
void stack_decor_edge(const struct stack_block *b, struct area_decor *d, enum area_border_side side);

#endif
