/* stack.h - block-level material before it is broken into pages: the list of boxes, spaces, borders and break places.
 *
 * THE MODEL. Whatever is stacked downwards in one reference area (a flow, a cell, a container, a footnote) is pushed in
 * order onto a stack: boxes (lines, images, table rows, list item steps: things that can't be cut), spaces (space-before
 * and -after with their resolution traits), the open and close of blocks (border, padding, background), and break
 * places with a penalty. stack_finish() - or, in a flow, the page breaker as it goes - resolves each gap between two boxes
 * once (XSL 1.1 4.3.1 space resolution, conditional borders and padding at breaks) into three numbers sets: the gap when
 * not broken, what stands before the break, what stands after it. From then on the height of the part between any two
 * break places is O(1). stack_emit() turns a part into areas.
 *
 * A table or list pushes one box per step of its rows and carries a group: consecutive boxes of one group that end up on
 * one page are emitted by one call, so that cells are closed and drawn once per page.
 *
 * Rejected: laying out directly onto the page and backing up (keeps and balanced columns need look-ahead, and each retry
 * would shape text again).
 *
 * Ownership: what is pushed, stack_blocks included, lives in ctx->chunk (an arena with a block that goes on stays); the list
 *            itself where the stack was made, a flow's in an arena that the next span of the flow takes over.
 * Units:     mpt; y downwards from the top of the reference area's content.
 * Errors:    none of its own. */
#ifndef LAYOUT_STACK_H
#define LAYOUT_STACK_H

#include "layout/ctx.h"

struct stack;
struct stack_block;

struct space { /* a space specifier, XSL 1.1 4.2.2 */
    mpt min, opt, max;
    int precedence;     /* STACK_FORCE for "force" */
    bool retain;        /* conditionality */
};
#define STACK_FORCE 2000000

/* Break penalties; 0 is free, below STACK_WISHES they are wishes, per mille of a column that may stay empty for them. stack_keep() gives that of a keep strength.
 * From STACK_YIELDS on there is a break only where nothing else fits, which is then reported; at STACK_INFINITE there is none
 * even then, and what is too high runs off the page. "always" is the one or the other by its object (chinese.h). */
#define STACK_INFINITE 1000000
#define STACK_WISHES 1000
#define STACK_YIELDS (STACK_INFINITE - 1)
#define STACK_CUT (STACK_YIELDS - 1) /* inside a row that is higher than any page: the last breaks to take, but breaks */
#define LAYOUT_KEEP_YIELDS (FO_KEEP_ALWAYS - 1) /* strength: always, of an object that yields */
#define STACK_FORCED (-1000000)
#define STACK_STRANDED 50 /* the first or last row of a table alone: avoided where that leaves less than 5 % of the column empty */
int stack_keep(int strength); /* of fo_keep() */

struct stack_keeps { int column, page; }; /* strengths of the keeps within a column and within a page */
struct stack_keeps stack_stronger(struct stack_keeps a, struct stack_keeps b); /* of each the stronger one */

enum stack_break_class { BREAK_ANY, BREAK_COLUMN, BREAK_PAGE, BREAK_EVEN_PAGE, BREAK_ODD_PAGE };
/* Even and odd pages are as strong: of breaks at one place the first of them counts. */
bool stack_class_stronger(enum stack_break_class a, enum stack_break_class b);

enum stack_between { BETWEEN_OTHERS, BETWEEN_BLOCKS, BETWEEN_ITEMS }; /* the children of an fo:block, items of a list */

struct stack_break {
    enum stack_between between;
    bool shun;                     /* better not taken where the next page has other columns: see steps.h */
    int penalty;                   /* 0 ... STACK_INFINITE, or STACK_FORCED */
    bool half_kept;                /* forbidden, if so, by a keep within the page only or within the column only */
    int relief;                    /* so much less it costs where only a column ends: keeps within the page */
    enum stack_break_class class;  /* for forced ones */
    bool before;                   /* break-before asks for it */
    bool other_first;              /* of an even (odd) page: an odd (even) one comes first, for a break-after */
    struct layout_resume next;     /* what stands behind it (stack_break() sets `said`); node NULL: layout can't begin here */
    mpt end_extra;                 /* height that a break here adds before it (repeated footer, cell borders) */
    mpt start_extra;               /* and after it (repeated header) */
    mpt start_over;                /* of it, what is too much where the part goes on for at least so many places: */
    int over_places;
    struct stack_footnote *end_notes, *start_notes; /* footnotes called in these; lists that stay as they are */
};

/* A footnote called in a line. Its content is stacked already. */
struct stack_footnote {
    struct stack_footnote *next;
    struct fo_node *node; /* fo:footnote-body */
    struct stack *content;
    struct stack_footnote *again; /* the one that this stands for where what calls it is set again: the content only tells
                                   * the height. NULL: itself */
    bool set;      /* on a page, itself or one that stands for it */
};

/* Emits boxes [from, to] of a group (inclusive indices given when they were pushed) into `into` at x (reference area's
 * left edge), y; returns the height it took, which must not exceed the sum that the stack counts and what it gives.
 * at_start/at_end: the part begins / ends at a page break rather than at the group's own edge (repeat headers, close borders).
 * extra_end and extra_start of the breaks taken are included in that height. */
struct stack_group_ops {
    mpt (*emit)(void *self, struct layout *l, int from, int to, bool broken_before, bool broken_after, struct area *into,
                mpt y);
    /* How much higher its spaces make these boxes where layout.give is 1000; NULL: not at all. *idle: what they leave of the height
     * that is counted for them. */
    mpt (*give)(void *self, int from, int to, mpt *idle);
    /* Where layout can begin again behind a box; NULL: only between groups. */
    struct layout_resume (*resume)(void *self, struct layout *l, int index);
};
struct stack_group {
    const struct stack_group_ops *ops;
    void *self;
};

/* These keeps are against a break that is still to be pushed; a forced one stays. */
void stack_break_keep(struct stack_break *b, struct stack_keeps k);

struct stack *stack_new(struct layout *l, const struct frame *f);

/* --- pushing, in order --- */
/* A box with a finished area: area->x is final (from the reference area's left edge), area->y is set on emission.
 * footnotes may be NULL. */
void stack_box(struct stack *s, mpt height, struct area *area, struct stack_footnote *footnotes);
void stack_group_box(struct stack *s, mpt height, struct stack_group *g, int index, struct stack_footnote *footnotes);
void stack_space(struct stack *s, struct space space);
/* The next box begins on a row of a grid that counts from the top of its column; for flows only, elsewhere it does nothing.
 * Spaces after the first call keep their optimum: the grid takes up what they would give. */
void stack_grid(struct stack *s, mpt pitch);
/* What is missing from h to whole rows. */
mpt stack_grid_fill(mpt h, mpt pitch);
/* A block begins and ends; blocks nest. */
void stack_open(struct stack *s, struct stack_block *b);
void stack_close(struct stack *s, struct stack_block *b);
/* Keep-together of the open blocks (stack_keeps_push) raises the penalty by itself. Forced breaks that follow each other
 * without a box between them are one. */
void stack_break(struct stack *s, struct stack_break b);
/* Forced, by break-before or break-after, without a place where layout could begin again; BREAK_ANY: nothing. */
void stack_force(struct stack *s, enum stack_break_class class, bool before);
/* The same before a block whose space-before was pushed last: the break goes before the space, which may be retained. */
void stack_force_block(struct stack *s, enum stack_break_class class);
/* A block has ended: a forced break at the end of its last child is one after the block itself. */
void stack_raise_break(struct stack *s);
/* What has just been stacked must keep with what follows: raises the penalties of all breaks from here to the next box. */
void stack_keep_next(struct stack *s, struct stack_keeps k);
/* What comes next must keep with what stands before it: raises those of the breaks since the last box. */
void stack_keep_previous(struct stack *s, struct stack_keeps k);
/* No break between the last so many boxes, unless nothing else fits: what comes next keeps to all of them. */
void stack_keep_lines(struct stack *s, int boxes);
/* From here to the matching pop all breaks cost at least that of the strength. */
void stack_keeps_push(struct stack *s, struct stack_keeps k);
void stack_keep_pop(struct stack *s);
/* An area outside the flow (absolute-position): placed at its own x, y in the nearest reference area (fixed: on the page)
 * of the part where the next box lands. */
void stack_absolute(struct stack *s, struct area *area, bool fixed);
/* Moves into another stack the spaces right before (behind) a place that nothing solid parts from it: content that is set there in
 * pieces keeps them between the pieces. */
void stack_take_spaces(struct stack *s, struct stack *content, int place, bool before);
/* The fixed ones of content that is emitted before its page is known (a box of the stack) go into the stack: all of them, or those
 * between two places. */
void stack_take_fixed(struct stack *s, struct stack *content);
void stack_take_fixed_of(struct stack *s, struct stack *content, int from, int to);
/* An id or marker that belongs to the next box (an empty block has none of its own). */
void stack_mark(struct stack *s, struct area_mark *m);

/* The frame that children of the innermost open block are stacked in, and that block's nearest FO node. */
const struct frame *stack_frame(const struct stack *s);

/* The border box of a block: created by stack_block_new() from a node's border, padding, background, indents, id. */
struct stack_block *stack_block_new(struct layout *l, const struct fo_node *n, const struct frame *f);
/* The same for a block that is a reference area itself (block-container): its children count x from its content edge, and
 * conditional spaces at its edges are discarded. width is its content width. */
struct stack_block *stack_block_new_reference(struct layout *l, const struct fo_node *n, const struct frame *f, mpt left,
                                              mpt width);
/* The same without border and padding (a table in the collapsing model draws its borders itself). */
struct stack_block *stack_block_new_plain(struct layout *l, const struct fo_node *n, const struct frame *f, mpt left,
                                          mpt width);
/* The same for an object that has no edges and changes nothing, but bears marks (or NULL, which are copied): a wrapper, an inline
 * around blocks. */
struct stack_block *stack_block_new_bare(struct stack *s, const struct fo_node *n, const struct area_mark *marks);
/* The block goes on from another page: its first part is none that begins it. */
void stack_block_continue(struct layout *l, struct stack_block *b);
/* start-indent and end-indent of an object in a frame. */
mpt layout_indent(const struct fo_node *n, enum fo_prop p, const struct frame *f);
/* f becomes the frame of what n holds: percentages of text-indent and last-line-end-indent are of the block around n, and
 * inherited as the lengths that they came to (XSL 1.1 5.1.4). */
void layout_inherit(struct frame *f, const struct fo_node *n);
/* Pitch of the line grid that an object's lines stand on; 0: none. */
mpt layout_line_grid(const struct fo_node *n, const struct frame *f);

/* --- once all is pushed (not for flows, whose breaker drains as it goes) --- */
void stack_finish(struct stack *s);
/* Break places: 0 is the start, stack_places() - 1 the end; between them the places where it may break, in order. */
int stack_places(const struct stack *s);
/* The penalty and class of a place. */
const struct stack_break *stack_place(const struct stack *s, int place);
/* Where layout can begin again behind a place; node NULL: it can't. */
struct layout_resume stack_resume(const struct stack *s, int place);
/* Does one group (a list item, rows of a table) stand on both sides of the place? */
bool stack_inside_group(const struct stack *s, int place);
/* Does any box lie between the two places? That of an empty block is one. */
bool stack_has_boxes(const struct stack *s, int from, int to);
/* Does anything between them show: a box that is not empty, what is placed absolutely? */
bool stack_shows(const struct stack *s, int from, int to);
/* Optimum height of the part between two places, extras, conditional borders and discarded spaces included. */
mpt stack_height(const struct stack *s, int from, int to);
/* The same with its stretch and shrink (spaces with a range). */
mpt stack_height_range(const struct stack *s, int from, int to, mpt *stretch, mpt *shrink);
/* What the spaces inside the groups between two places stretch by at most: they are no part of the range of the stack, which
 * knows the sides of a list item as boxes. *idle: what the groups leave of their height. */
mpt stack_give(const struct stack *s, int from, int to, mpt *idle);
/* What a break at a place discards before it, and what would stand there without one. */
mpt stack_spaces_lost(struct stack *s, int place);
/* Footnotes called between two places, as a list in order (joined in place: call once, when emitting). */
void stack_footnotes(const struct stack *s, int from, int to, void (*each)(void *, struct stack_footnote *), void *arg);
/* An `each` that makes one list of them, though those of a line are linked already; tail: where the list's end points. */
void stack_link_footnote(void *tail, struct stack_footnote *note);
/* Footnotes called in what a break adds behind the part that ends there (at the beginning of the part that begins there). */
struct stack_footnote *stack_break_notes(const struct stack *s, int place, bool ends);
/* A list of a and of b for the breaks at which what calls them is set again. */
struct stack_footnote *stack_repeat_notes(struct arena *a, struct stack_footnote *first, struct stack_footnote *then);
/* All of a finished stack, as a list for the box that its content becomes. */
struct stack_footnote *stack_all_footnotes(const struct stack *s);
/* Builds the areas of a part into `into`, from y down. Spaces are stretched (ratio > 0) or shrunk (< 0): ratio in
 * 1/1000. Returns the height. */
mpt stack_emit(struct stack *s, int from, int to, struct area *into, mpt y, int ratio);
/* --- the dispatcher (block.c): stacks one block-level object and all below it --- */
void layout_block_level(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f);
/* All children of n, mixed inline and block-level content included (the children of fo:block, cells, bodies ...). Between
 * block-level children break places are pushed with their keep strengths combined. left and width of the content are
 * 0 and f->container_ipd for reference areas (cells, bodies), the block's own edges for fo:block. Pushes an empty box when
 * there is nothing else, so that ids and markers have a place. */
void layout_children(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f, mpt left, mpt width);
/* Narrowest (widest unbreakable piece) and widest (nothing broken) content of n's children, borders and indents of what is
 * inside included: for table-layout="auto". */
void layout_width_range(struct layout *l, struct fo_node *n, mpt *min, mpt *max);
/* The child of n in which content is laid out again, or that is the place itself; NULL: n is not on the way there. */
struct fo_node *layout_resume_child(const struct layout *l, const struct fo_node *n);
/* n is the place: it and what follows is stacked. The unit of its paragraph to go on from. */
size_t layout_resume_here(struct layout *l, const struct fo_node *n);
/* Keeps of a node with what stands before it or behind it. */
struct stack_keeps layout_keep_with(struct layout *l, const struct fo_node *n, bool previous);
/* Shows nothing of itself: a marker, or white space alone. */
bool layout_blank(const struct fo_node *n);
/* A dimension, or -1: auto, also for a percentage of an unknown size (base -1). */
mpt layout_dimension(const struct fo_node *n, enum fo_prop p, mpt base);
struct stack_keeps layout_keep_together(struct layout *l, const struct fo_node *n);
/* What "always" is for this object: FO_KEEP_ALWAYS or LAYOUT_KEEP_YIELDS. */
int layout_always(struct layout *l, const struct fo_node *n);
/* The id of an object without an area of its own, for the next box. */
void layout_mark_id(struct layout *l, struct stack *s, const struct fo_node *n);
/* Attaches an fo:marker to the innermost open block (or the next area). */
void layout_marker(struct layout *l, struct stack *s, const struct fo_node *marker);
/* break-before (break-after) of a node or, at its start (end), of its first (last) descendants. FO_K_AUTO: none. */
enum fo_keyword layout_break_before(struct layout *l, struct fo_node *n);
/* space-before and space-after with their traits; percentages (of margins) refer to container_ipd. */
struct space layout_space_before(const struct fo_node *n, mpt container_ipd);
struct space layout_space_after(const struct fo_node *n, mpt container_ipd);
enum stack_break_class layout_break_class(enum fo_keyword value); /* of a break property's value */
/* Pushes a forced break for a break-after value; nothing for auto. */
void layout_push_break(struct stack *s, enum fo_keyword value);
/* The same before n, unless content begins again with n or inside it: the break is taken then. */
void layout_push_break_before(struct layout *l, struct stack *s, struct fo_node *n, enum fo_keyword value);

#endif
