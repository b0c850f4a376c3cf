/* page_int.h - the inside of a page-sequence under way, shared by page*.c only.
 * Units: mpt. Ownership: ctx->doc, pages and their areas in ctx->chunk. */
#ifndef LAYOUT_PAGE_INT_H
#define LAYOUT_PAGE_INT_H

#include "layout/master.h"
#include "layout/page.h"
#include "layout/stack_int.h"

/* A footnote, or what is left of it, that has to go onto a page. */
struct note_rest {
    struct fo_node *node; /* fo:footnote-body */
    struct stack *content;
    int from; /* place */
    bool repeated; /* it stands on an earlier page too */
};

struct page {
    const struct page_geometry *geometry;
    struct area *area;   /* AREA_PAGE */
    struct area *body;   /* AREA_REGION of the body; children count from its content edge */
    unsigned number;     /* printed number */
    const char *label;   /* the same, formatted */
    bool blank, first, last;
    bool filled;         /* something stands on it */
    bool no_body;        /* its body region is not the flow's: it stays empty */
    mpt used;            /* height of the body taken by finished spans */
    int column;          /* column under way, of the span under way */
    mpt span_height;     /* highest column of the span under way */
    mpt column_used;     /* height taken in the column under way */
    struct area *spans_end; /* the last area of the body that is no column of the span under way */
    mpt column_most;     /* no column of the span becomes higher: footnotes called in others stand below all of them */
    VEC(struct note_rest) notes; /* footnotes set on this page: content from place `from` ... */
    VEC(int) notes_to;           /* ... to this place */
    mpt notes_height;            /* all of them and the separator */
};

struct static_content {
    const char *flow_name;
    struct fo_node *node;
    bool marked; /* a page bears its id */
    bool waits; /* on each page, as it has turned out: it cites a last page, and no marker changes what it is */
};

/* Static content that waits for the total of pages. */
struct late_static {
    unsigned slot;
    struct fo_node *node;
    const struct region *region;
    enum region_kind kind;
    const char *label; /* of its page */
    unsigned number;
    struct page_run *run;
    struct marker_record *retrieved; /* what its fo:retrieve-markers found on the page */
};

struct page_messages { size_t from, to; }; /* indices in the list */

struct page_run {
    struct layout *l;
    struct fo_node *sequence;
    struct master_cursor *cursor;
    VEC(struct static_content) statics;
    const char *flow_name;
    VEC(const struct fo_node *) flow_markers;
    const struct fo_node *flow_node;
    bool flow_marked;      /* a body area bears them and the flow's id */
    unsigned number;       /* printed number of the next page */
    unsigned pages;        /* finished so far in this sequence */
    struct page *page;     /* under way, or NULL */
    struct stack *stack;   /* the span under way */
    struct arena *stack_arena; /* the stack and its list */
    bool all;              /* it is span="all" */
    bool span_ended;       /* inside a wrapper: the rest of the flow, `again`, begins with another span */
    struct layout_resume begun; /* what it began with */
    struct layout_resume again; /* with what layout is to go on for columns of another width; node NULL: no need */
    VEC(struct page_messages) said; /* about pages, among those about content that is laid out ahead of them */
    size_t box_base;       /* boxes of flows before it */
    int at;                /* place in it from where content is still to be set */
    int columns;           /* of the span under way */
    mpt column_width, column_gap; /* that its content was laid out for */
    mpt column_pitch;      /* from one column to the next on the page under way */
    mpt section_width;     /* of the columns that the content at hand was laid out for first, since the last forced break; 0: none yet */
    mpt first_width;       /* the same of the content that is laid out ahead */
    bool flow_ended, balance;
    bool only;             /* the content is laid out for the only page; before the first page is opened it may turn out not to fit */
    bool ended_last;       /* the last finished page was set as the last one */
    enum { LAST_UNTRIED, LAST_TRIED, LAST_REFUSED } last; /* the page to come, where the master for last pages has other columns:
                            * the content is laid out for these, to see whether it fits; it did not, and is laid out as before */
    int *ends;             /* columns are being balanced: the place where each ends; spaces keep their optimum. Else NULL */
    int page_end;          /* the place where the page under way must end for a keep; PLACE_NONE: none */
    bool in_fill;
    enum stack_break_class parity; /* the next page must be an even or odd one (a break asked for it) */
    unsigned turns;        /* behind so many blank ones, odd and even by turns */
    bool numbered;         /* that is seen to */
    VEC(struct note_rest) rest; /* footnotes carried to the next page */
    mpt separator;         /* height of the footnote separator, -1: not measured */
    mpt separator_width;   /* at which it was measured */
    bool wants_all;        /* see page_wants_all() */
    struct inl_kept *kept; /* the paragraph of a footnote that goes on over pages of other widths; layout.kept is the flow's */
    unsigned skipped;      /* pages without a body for the flow, one after the other */
};

/* page.c */
/* The columns of a page for a span: their number, width and gap. */
struct page_columns { int count; mpt width, gap; };
struct page_columns page_columns(const struct page_geometry *g, bool all);
struct page *page_open(struct page_run *r, bool blank, bool last);
/* The flow's region is the body of such pages. Others stay empty; that many of them in a row end the sequence. */
#define PAGES_SKIPPED_MAX 100
bool page_has_flow(const struct page_run *r, const struct page_geometry *g);
/* The master of the page under way, or else of the one that content is laid out for. */
const struct page_geometry *page_at_hand(const struct page_run *r);
/* That of the n-th page after the one under way, or of the first behind it that has the flow's region. */
const struct page_geometry *page_ahead(const struct page_run *r, int n);
void page_close(struct page_run *r);
/* The columns so far end here; what follows begins below the highest. */
void page_end_span(struct page *p);
const struct region *page_body(const struct page *p);
/* The id of what lies on many pages, as page-sequences, flows and static content do: the first bears it, the last is found by
 * -last. */
void page_mark(struct layout *l, struct area *a, const struct fo_node *n, bool first);

/* fill.c */
void fill(struct page_run *r); /* sets what can be set; returns when more of the flow is needed, or the span is done */
/* Says so when content that ends at a place of its stack stands beyond its room; false: it does not. */
bool fill_report(struct page_run *r, const struct place *end, mpt beyond);
void fill_drain(void *page_run, struct stack *s); /* called by the flow's stack after each box */

/* notes_again.c */
/* A footnote, or what is left of one, for a page whose body is so wide, at most a little more than `most` of it; itself where it has
 * that width or can't begin again. */
struct note_rest notes_at_width(struct page_run *r, struct note_rest n, mpt width, mpt most);
/* Says so when what stands behind `before` in the body (NULL: all of it) is wider than that. */
void notes_report_width(struct page_run *r, const struct area *before);

/* again.c */
/* The page under way or to come has other columns than the content at hand was laid out for, and layout can begin again where it
 * begins: everything stops, up to the flow. False: it can't. */
bool again_begin(struct page_run *r);
bool again_needed(const struct page_run *r);
bool again_other_columns(const struct page_run *r, const struct page_geometry *g);
/* The right edge of what is to be seen in an area, from the left edge x of what it stands in. */
mpt again_right_edge(const struct area *a, mpt x);
void again_report_beyond(struct page_run *r, mpt beyond);
/* The page after the one under way has other columns; this is so and the last column is under way. */
bool again_next_is_other(const struct page_run *r);
bool again_ahead(const struct page_run *r);
/* Such content stands in the columns of its page, where these are wide enough. */
void again_stale_columns(struct page_run *r);
/* Content that can't be laid out again (the rest of a row) stays as it is; behind the first place where it can, at most *b, the
 * part ends. Does the page go on there? What did not fit in the other width may fit in its own. */
bool again_stale_end(const struct page_run *r, int *b);
/* Says so when content in a column, laid out for a wider one, stands beyond it. */
void again_report(struct page_run *r, const struct area *column);
/* The messages since `from` are about a page: they stay when content is laid out again. */
void again_keep(struct page_run *r, size_t from);

/* ending.c */
/* Would force-page-count ask for a blank page behind so many more pages? That one is then the last. */
bool ending_blank(const struct page_run *r, unsigned more);
/* Only footnotes are left to set: is the page they go on to the last one? */
bool ending_with_notes(struct page_run *r);
void ending_pages(struct page_run *r); /* the pages without content that the end of the sequence asks for */

/* break.c: the place where the part that begins at r->at ends, for a column of `room`. PLACE_MORE: more of the flow must
 * be known first. PLACE_NONE: nothing fits, and the column is not fresh. overfull: nothing fits, but something is taken. */
/* So many columns are weighed together at most; with eight, 11 of 36 documents of 30 elastic pages broke otherwise than as a whole. */
#define BREAK_WINDOW 32
#define PLACE_MORE (-1)
#define PLACE_NONE (-2)
int break_choose(struct page_run *r, mpt room, bool fresh, bool *overfull);

/* balance.c: the places where even columns end for what is left of the span; NULL when it does not fit on this page, or
 * there is one column only. */
int *balance_columns(struct page_run *r, mpt room);

/* What a break costs that ends the column under way. */
int break_penalty(const struct page_run *r, int place);
/* The forced break there, behind the end of a part, has nothing before it that needs a page. */
bool break_behind_nothing(const struct stack *s, int from, int place);
/* Where the page must end so that no keep within the page is broken, although the columns left on it could take more: the
 * place, r->at itself if it must end now; PLACE_NONE: nowhere before they are full; PLACE_MORE. */
int break_page_end(struct page_run *r, mpt room);

/* notes.c */
/* An empty stack for a footnote, so wide. */
struct stack *notes_stack(struct layout *l, mpt width);
mpt notes_separator(struct page_run *r);
/* Height of the footnotes that wait for the next page, if it is this one, with the separator; beyond the room of its body only that. */
mpt notes_waiting(struct page_run *r, const struct page_geometry *g);
/* The least height that footnotes called between two places ask for on this page, the separator included if there is none
 * yet: all of them, but of those called since the last place before `to` only a first piece (the rest may go over to the
 * next page: dividing a note is right where its call is the last line, not to squeeze in more lines). */
mpt notes_least(struct page_run *r, const struct stack *s, int from, int to);
void notes_take(struct page_run *r, struct stack *s, int from, int to);
/* How high columns that begin at r->at may become, for the footnotes that any of them calls; MPT_MAX: none calls any. */
mpt notes_columns(struct page_run *r, mpt room);
void notes_carry_in(struct page_run *r);
void notes_emit(struct page_run *r);

/* static.c */
/* The ids of what it will be given (static_emit() comes after the scan of ids). */
/* One fo:static-content of the sequence, before its flow; what is never set is reported. */
void static_add(struct page_run *r, struct fo_node *n);
void static_mark(struct page_run *r, const struct page *p);
void static_emit(struct page_run *r, const struct page *p);

/* number.c: a page number as format, grouping-separator and grouping-size of the sequence have it: 1, 01, a, A, i, I
 * (XSLT 1.0 7.7.1), 一, and what stands around them */
const char *number_format(struct arena *a, unsigned n, const struct fo_node *sequence);

#endif
