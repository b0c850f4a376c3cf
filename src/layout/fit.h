/* fit.h - content that shrinks a little before it overflows (sb:fit), in table cells and containers of a stated height.
 * Purpose:   where a line is wider than its cell, a word is cut, or the content is higher than the height that is stated, the
 *            letters close up by one hundredth of an em after the other, down to FIT_CLOSING; then type and line height
 *            shrink by whole percents down to the share (or type size) that sb:fit names. The least step that suffices is
 *            taken, and said.
 * Ownership: trials live in ctx->chunk.
 * Units:     mpt; scale and closing in thousandths.
 * Errors:    the step taken is an information, a limit that does not suffice a warning with what is still missing. */
#ifndef LAYOUT_FIT_H
#define LAYOUT_FIT_H

#include "layout/stack.h"
#include "text/para.h"

#define FIT_CLOSING 5 /* hundredths of an em */

struct fit {
    int scale;    /* of type size and line height [1/1000] */
    int closing;  /* of letters [1/1000 em] */
    mpt overfull; /* greatest excess of a line */
    bool cut;     /* a word was cut */
};

/* Sets the content anew on each call; the stack is finished. */
typedef struct stack *fit_set(struct layout *l, void *arg);
/* The content of n, shrunk where it must be. limit: the height it may take, -1: any. */
struct stack *fit_content(struct layout *l, const struct fo_node *n, mpt limit, fit_set *set, void *arg);

/* What lines ask while they are set; l->fit may be NULL. */
bool fit_is_on(const struct layout *l); /* type is to shrink or close up */
void fit_style(const struct layout *l, struct para_style *st);
mpt fit_line_height(const struct layout *l, const struct fo_node *n, mpt line_height);
void fit_line(struct layout *l, const struct para_line *line);
void fit_excess(struct layout *l, mpt width); /* something is so much too wide */

#endif
