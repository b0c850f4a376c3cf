/* inline_int.h - the inside of inline*.c only.
 * A run of inline content becomes a paragraph (text/para.h) whose user pointers are inl_items; each item knows the span
 * (nested inline object) it stands in, and lines are turned into areas along the chains of spans.
 * Ownership: everything here lives in the run's scratch arena; areas, glyphs and their text go to ctx->chunk.
 * Units: mpt; offsets are positive upwards from the line's baseline. */
#ifndef LAYOUT_INLINE_INT_H
#define LAYOUT_INLINE_INT_H

#include "base/buf.h"
#include "layout/chunk.h"
#include "layout/inline.h"
#include "text/para.h"

/* Where an object's baselines lie, relative to its alphabetic one. XSL 1.1 section 4.6. */
struct inl_base {
    mpt ascent, descent, x_height; /* descent positive downwards */
    mpt hanging, mathematical;
    mpt line_height;
    enum fo_keyword dominant;
};

enum inl_edge { INL_EDGE_NONE, INL_EDGE_BEFORE, INL_EDGE_AFTER }; /* aligned to the line's own edges */

struct inl_span;
struct inl_place {      /* of an object in its span, of a span in its parent */
    mpt offset;         /* of its alphabetic baseline over the line's */
    enum inl_edge edge;
    const struct inl_span *within; /* aligned in the baseline table of this span, which hangs at an edge; or NULL */
    bool shifted;       /* baseline-shift is at work (line-height-shift-adjustment) */
};

struct inl_span {
    struct inl_span *parent;  /* NULL: the block itself */
    struct fo_node *node;
    struct area_decor *decor;
    mpt ipd;                  /* what its padding takes shares of */
    struct para_kept kept;      /* border and padding that stay where the inline is broken */
    const char *link_internal, *link_external;
    struct area_mark *marks;      /* its id and markers; first and last not yet known */
    unsigned decorations;
    const struct font_face *face; /* primary */
    mpt size;
    struct inl_base base;         /* own font */
    struct inl_place place;       /* of its text */
    struct inl_base table;        /* what its children align to: the parent's, unless a shift or reset made a new one */
    mpt origin;                   /* where that table's alphabetic baseline lies over the line's */
    bool root_table;
    const struct inl_span *hanging; /* the span at a line's edge whose table that is, or NULL */
    bool relative;            /* its edges take a share of the width */
    unsigned inside;          /* what an edge inside it knows: PARA_EDGE_KEEPS, PARA_EDGE_ONE_LINE */
    bool opens, ended;        /* its start edge stands at the block inside it under way; its end edge stood at one */
    unsigned parts;           /* areas made so far */
};

enum inl_kind { INL_TEXT, INL_EDGE, INL_SPACE /* beside an object that has no edges */, INL_BOX, INL_LEADER, INL_NOTE };

struct inl;
struct inl_item {
    enum inl_kind kind;
    struct inl_span *span;
    struct fo_node *node;
    struct inl_base base;     /* INL_BOX, INL_LEADER */
    struct inl_place place;
    struct area *area;        /* INL_BOX: finished but for its place */
    struct inl *content;      /* one line: what a leader repeats (use-content), what stands in an INL_BOX of single.h; else NULL */
    const struct area_decor *decor; /* leader */
    mpt unit;                 /* leader: width of one repetition */
    bool opens;               /* INL_EDGE, INL_SPACE: the one at the start */
};

struct inl {
    struct layout *l;
    struct stack *s;          /* NULL: only measured, or content of a leader */
    bool drawn;               /* not only measured */
    struct fo_node *block;
    struct frame frame;
    struct arena *scratch;
    struct para *p;
    struct inl_span *root, *span; /* of the block; innermost open one */
    mpt left, width;
    bool first_run;           /* no line of the block was set yet */
    bool at_start;            /* nothing but spaces stood on the line yet */
    bool after_space;         /* the last character kept is a white space that collapses others */
    bool in_word;             /* for text-transform="capitalize" */
    bool in_leader;           /* its content: no line's edges, so all spaces are kept */
    bool keep_yields;         /* the block keeps all within the line, which a Chinese one is not asked to */
    struct fo_node *first, *end; /* the run: its first object and, once it is read, what stands behind it */
    bool bare;                /* nothing but text and inlines without edges in the run so far */
    bool plain;               /* all that depends on the width or the page can be made anew in the paragraph so far, by inl_renew() */
    bool renewed;             /* the paragraph goes on at another width: objects are to be made anew */
    bool follows;             /* the paragraph before the object to which all is passed over was pushed */
    bool pushed;
    bool opens;               /* the run begins the block, here */
    size_t before;            /* boxes that show something on its stack before the run */
    struct layout_resume begin; /* the paragraph under way: with the run, or behind a block-level object inside it; at: the unit
                               * with which it begins again */
    bool passing;             /* content begins again further on in the run: what stands before that is passed over */
    mpt min, max;             /* widths of block-level objects inside (measuring) */
    struct decimal_extent *decimal; /* measuring: what the numbers take, or NULL */
    struct { const void *key; struct para_style *style; } styles[4];
    unsigned next_style;
    mpt container_ipd;
    struct chunk_children given; /* block-level objects in the run that go with their pages */
    VEC(struct fo_node *) notes; /* footnote bodies of the paragraph under way */
    VEC(const struct inl_span *) empty; /* inlines with an id, but nothing in them, on the line under way */
};

/* inline_base.c */
struct inl_base inl_font_base(const struct fo_node *n, const struct font_list *fonts, mpt size);
mpt inl_line_height(const struct fo_node *n, mpt size);
struct inl_place inl_align(const struct fo_node *n, const struct inl_base *own, const struct inl_span *parent);
/* Baseline table and origin of a span whose base and place are known. XSL 1.1 section 7.14.5 (dominant-baseline). */
void inl_table(struct inl_span *s);

/* inline_text.c */
const struct para_style *inl_style(struct inl *b, const struct fo_node *n);
void inl_text(struct inl *b, struct fo_node *n, const char *text, size_t len, bool treat_space);

/* inline_object.c */
/* The object's id has its place at the area. */
void inl_give_id(struct layout *l, struct area *a, const struct fo_node *n);
/* A picture, a drawing or an fo:inline-container. */
void inl_box(struct inl *b, struct fo_node *n);
void inl_leader(struct inl *b, struct fo_node *n);
/* Makes the area of such an object anew, or an inline's edge, on another page and for another width; returned is its own, and what of an
 * edge goes at a line's end. */
struct para_space inl_renew(struct inl *b, struct inl_item *it, mpt *space);
void inl_note(struct inl *b, struct fo_node *body); /* an fo:footnote-body that is called here */
void inl_not_in_leader(struct inl *b, const struct fo_node *n); /* n is left out (XSL 1.1 6.6.9), which is said */

/* inline.c */
/* The same as inl_flush() (inline_push.c); a long paragraph is kept where it may go on at another width. stop: the block-level object
 * that ends it, or NULL. */
void inl_flush_before(struct inl *b, struct fo_node *stop);
const struct para_source *inl_source(struct layout *l);

/* inline_collect.c */
struct inl_item *inl_item_new(struct inl *b, enum inl_kind kind, struct fo_node *n);
/* The edges of a span at the width that the paragraph has now: its shares of it are taken anew. */
void inl_span_edges(struct inl *b, struct inl_span *s);
/* Width of an INL_EDGE or INL_SPACE, and what of it goes at a line's end. */
struct para_space inl_edge(const struct inl *b, const struct inl_item *it, mpt *space);
/* Border, padding and background of a span, for an area. */
const struct area_decor *inl_decor(const struct inl *b, const struct inl_span *s);
void inl_begin(struct inl *b, struct layout *l, struct stack *s, struct fo_node *block, mpt width);
void inl_collect(struct inl *b, struct fo_node *first, struct fo_node *end);
/* The inline-level objects from this one on: returned is what stands behind them. It is not looked for before: they may be long. */
struct fo_node *inl_collect_run(struct inl *b, struct fo_node *first);
/* The paragraph under way is set: another begins in the spans that are open. */
void inl_new_para(struct inl *b);

/* inline_push.c */
/* Rules of Chinese composition, by the extension property "composition" (T3). */
enum cjk_profile inl_profile(const struct fo_node *n);
/* Sets the paragraph under way (or measures it, where nothing is set). */
void inl_flush(struct inl *b);
/* A break place before what is pushed next: the block-level object n, or NULL: the paragraph under way. */
void inl_between_objects(struct inl *b, struct fo_node *n);
/* Marks of a span that has no area of its own, for the next box. */
void inl_push_marks(struct inl *b, const struct inl_span *s);

/* inline_block.c */
/* Stands the innermost inline in a box? */
bool inl_boxed(const struct inl *b);
/* Before the lines in front of a block are set: which start edges of the open inlines stand at it. */
void inl_block_starts(struct inl *b);
/* Which end edges stand at the block n: asked before it is set where it stands in their box, else behind it. */
void inl_block_ends(struct inl *b, struct fo_node *n);
void inl_block(struct inl *b, struct fo_node *n);
/* The same where no open inline has a box. */
void inl_block_bare(struct inl *b, struct fo_node *n);

/* inline_again.c */
/* Is n set already, on an earlier page? */
bool inl_passed(struct inl *b, const struct fo_node *n);
/* The sibling to go on with behind n, which is done with. */
struct fo_node *inl_behind(const struct inl *b, struct fo_node *n);
/* The paragraph under way comes to the block-level object n, with which, in which or behind which content begins again. True: behind
 * it. */
bool inl_reach(struct inl *b, struct fo_node *n);

/* inline_report.c */
void inl_report_fault(struct layout *l, const struct fo_node *n, const struct para_fault *f);
void inl_report_faults(struct inl *b);
/* The first few characters of a line, to find it by in a message. */
void inl_line_start(struct buf *out, const struct para_line *l);
void inl_report_line(struct inl *b, const struct para_line *l);
void inl_report_paragraph(struct inl *b);

/* inline_line.c */
struct area *inl_line(struct inl *b, const struct para_line *pl, struct stack_footnote **notes);

#endif
