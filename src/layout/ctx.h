/* ctx.h - what every part of layout shares while one document is laid out.
 * Ownership: `doc` is freed with the document (one layout pass); `chunk` is one of a row of arenas, each freed when every
 *            page that its content fell on is drawn (chunk.h). What must live until its object ends (struct stack_block, tables) goes to doc; lines, glyphs,
 *            areas and row content go to chunk. Never keep a pointer into chunk in something that lives in doc.
 * Units:     mpt.
 * Errors:    ctx->failed stops everything (fatal was reported). */
#ifndef LAYOUT_CTX_H
#define LAYOUT_CTX_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash_table.h"
#include "layout/area.h"
#include "layout/layout.h"

struct gap_build;   /* of stack.c: working memory for the spaces of one gap */
struct layout_refs; /* ids and their pages, of this pass and the one before (refs.h) */

/* Where the content of a flow is laid out again for another width: with this object, with this run of inline-level children
 * from a unit of its first paragraph on (para_line.from), behind this block-level object in the lines that it parts, from a
 * unit of the paragraph there on, or inside this list item. */
struct layout_resume {
    struct fo_node *node; /* NULL: from the start */
    size_t at;
    bool behind;
    bool begins; /* nothing of the object is placed */
    const struct layout_resume *sides; /* of a list item: label and body; node NULL: nothing is left of it, the side's own
                                        * node: all of it */
    size_t said; /* messages before it; SIZE_MAX: all */
};

struct layout {
    const struct layout_job *job;
    struct fo_reader *fo;
    struct diag_list *diag;
    struct arena *doc, *chunk;
    struct chunks *chunks;
    size_t flow_boxes;       /* boxes pushed onto flows so far */
    struct drawing *drawing; /* finished pages on their way (drawing.h); NULL: there is no device, or all are drawn */
    struct layout_refs *refs;
    unsigned depth;          /* nesting of stacking contexts, against LIMIT_DEPTH */
    bool failed;
    struct layout_resume resume; /* not reached yet: what stands before it is passed over */
    const struct fo_node *resumed; /* the object at which content began again: it needs no break before it */
    struct page_run *run;    /* the page-sequence under way (page.h), NULL outside */
    struct masters *masters;
    struct markers *markers;
    struct table_markers *table_markers; /* what retrieve-table-marker asks, or NULL */
    struct outline *outline; /* bookmarks */
    unsigned next_number;    /* printed number that the next page-sequence begins with */
    unsigned page_count;     /* pages of the document so far */
    unsigned column_count;   /* of its tables so far */
    struct area *reference;  /* while a group sets its areas: the reference area that it stands in, else NULL */
    bool in_static;          /* static content is being set: page numbers are exact */
    bool in_band;            /* a table's header or footer is being set for the page under way: page numbers are exact */
    bool unresolved;         /* a reference in it is not known yet */
    bool until_end;          /* ... and cannot be before the document's end */
    struct held *held;       /* pages that wait, or NULL */
    bool need_pass;          /* a forward reference in a flow: this pass draws nothing any more */
    bool last_pass;          /* no further pass follows: what stands is drawn */
    struct inl_styles *styles; /* of inline_text.c: made when first needed, in doc */
    struct table_styles *table_styles; /* of table_alike.c, likewise */
    int give;                /* how far spaces inside list items stretch in the part that is emitted [1/1000 of their range] */
    mpt list_ipd;            /* what percentages of the distances of the list under way refer to; 0: no list */
    struct fit *fit;         /* of the cell that is being tried (fit.h), or NULL */
    struct inl_kept *kept;   /* a long paragraph that goes on at another width (inline.c), or NULL */
    struct hash_table private_use; /* private-use characters that were told of (private_use.h), in doc */
    struct hash_table off_page; /* what was told of as standing off its page (off_page.h), in doc */
    struct gap_build *gap;   /* made when first needed */
    struct late_list *late;  /* static content that waits for the end */
};

/* Where a block-level object is stacked. All x are measured from the left edge of the nearest reference area. */
struct frame {
    mpt reference_ipd; /* content width of the reference area */
    mpt container_ipd; /* content width of the parent block (percentages, text-indent %) */
    /* Of the object around, as they came out: what is inherited as a percentage. */
    mpt start_indent, end_indent, text_indent, last_line_end_indent;
    mpt container_bpd; /* content height of the nearest container with a definite height, or -1: auto */
    bool in_sized_column; /* in a cell of a table whose columns go by their content */
    bool in_table_cell, in_static, in_footnote, in_float, in_absolute;
    bool in_line; /* in an inline-container */
};

#endif
