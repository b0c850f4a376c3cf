/* fit.c - see fit.h. */
#include "layout/fit.h"

#include <stdio.h>

#include "base/buf.h"

/* --- what lines ask --- */

static mpt scaled(mpt v, int thousandths)
{
    return (mpt)((int64_t)v * thousandths / 1000);
}

bool fit_is_on(const struct layout *l)
{
    return l->fit && (l->fit->scale != 1000 || l->fit->closing);
}

void fit_style(const struct layout *l, struct para_style *st)
{
    const struct fit *f = l->fit;
    if (!f)
        return;
    st->size = scaled(st->size, f->scale);
    mpt closing = scaled(st->size, f->closing);
    st->letter.min -= closing;
    st->letter.opt -= closing;
    st->letter.max -= closing;
}

/* "normal" follows the type size, which is scaled already. */
mpt fit_line_height(const struct layout *l, const struct fo_node *n, mpt line_height)
{
    bool normal = fo_length(n, FO_P_LINE_HEIGHT_OPTIMUM).keyword;
    return l->fit && !normal ? scaled(line_height, l->fit->scale) : line_height;
}

void fit_line(struct layout *l, const struct para_line *line)
{
    if (!l->fit)
        return;
    fit_excess(l, line->overfull);
    l->fit->cut |= line->cut;
}

void fit_excess(struct layout *l, mpt width)
{
    if (l->fit && width > l->fit->overfull)
        l->fit->overfull = width;
}

/* --- trials --- */

struct trial {
    struct layout *l;
    fit_set *set;
    void *arg;
    mpt limit;
    int least;           /* scale */
    struct fit fit;      /* of the last trial, and its stack and excess of height */
    struct stack *content;
    mpt high;
};

/* Step 0 is the content as it is; then the letters close up, then the type shrinks. */
static void run(struct trial *t, int step)
{
    int closing = step < FIT_CLOSING ? step : FIT_CLOSING, smaller = step - closing;
    t->fit = (struct fit){.scale = 1000 - 10 * smaller, .closing = 10 * closing};
    t->fit.scale = t->fit.scale < t->least ? t->least : t->fit.scale;
    t->l->fit = &t->fit;
    t->content = t->set(t->l, t->arg);
    t->l->fit = NULL;
    mpt height = t->limit >= 0 ? stack_height(t->content, 0, stack_places(t->content) - 1) : 0;
    t->high = t->limit >= 0 && height > t->limit ? height - t->limit : 0;
}

/* A line that is a tenth of a point too wide is not reported either. */
static bool inside(const struct trial *t)
{
    return t->fit.overfull < MPT_PER_PT / 10 && t->high == 0;
}

static bool fits(const struct trial *t)
{
    return inside(t) && !t->fit.cut;
}

/* The least step from 1 on that suffices, as *t; false: none does, and *t is the last one. What trials complain about was
 * said at step 0. */
static bool search(struct trial *t, int last)
{
    size_t said = diag_list_count(t->l->diag);
    struct trial best;
    run(t, last);
    bool found = fits(t);
    best = *t;
    for (int low = 1, high = last; found && low < high;) {
        int middle = (low + high) / 2;
        run(t, middle);
        if (fits(t)) {
            best = *t;
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    *t = best;
    diag_list_cut(t->l->diag, said);
    return found;
}

enum outcome { FITS, STILL_TOO_LARGE, STILL_CUT };

static void report(const struct trial *t, const struct fo_node *n, enum outcome o)
{
    struct buf scale = {0}, closing = {0}, wide = {0}, high = {0};
    buf_decimal(&scale, t->fit.scale * 100, 3);
    buf_decimal(&closing, t->fit.closing * 100, 3);
    buf_decimal(&wide, t->fit.overfull, 3);
    buf_decimal(&high, t->high, 3);
    if (o == FITS)
        diag(t->l->diag, FIT_USED, &n->loc, scale.data, closing.data);
    else if (o == STILL_CUT)
        diag(t->l->diag, FIT_WORD_CUT, &n->loc, scale.data, closing.data);
    else
        diag(t->l->diag, FIT_NOT_ENOUGH, &n->loc, scale.data, closing.data, wide.data, high.data);
    buf_free(&scale);
    buf_free(&closing);
    buf_free(&wide);
    buf_free(&high);
}

/* The least scale that sb:fit allows [1/1000]; a length is a type size. -1: none. */
static int least_scale(const struct fo_node *n)
{
    struct fo_length v = fo_length(n, FO_X_FIT);
    mpt size = fo_mpt(n, FO_P_FONT_SIZE, 0);
    if (v.keyword)
        return -1;
    double least = (double)v.fraction * 1000 + (size > 0 ? (double)v.abs * 1000 / size : 1000);
    return least > 1000 ? 1000 : least < 100 ? 100 : (int)(least + 0.5); /* smaller type can't be read by anyone */
}

struct stack *fit_content(struct layout *l, const struct fo_node *n, mpt limit, fit_set *set, void *arg)
{
    struct trial t = {.l = l, .set = set, .arg = arg, .limit = limit, .least = least_scale(n)};
    if (t.least < 0 || l->fit) /* inside a cell that is tried itself */
        return set(l, arg);
    size_t said = diag_list_count(l->diag);
    run(&t, 0);
    if (fits(&t) || l->failed)
        return t.content;
    struct trial as_it_is = t;
    bool found = search(&t, FIT_CLOSING + (1000 - t.least + 9) / 10);
    if (!found && inside(&t) && inside(&as_it_is)) { /* the word is too long at any size: no need to shrink what goes with it */
        report(&t, n, STILL_CUT);
        return as_it_is.content;
    }
    diag_list_drop(l->diag, said, DIAG_LINE_OVERFULL);
    diag_list_drop(l->diag, said, DIAG_VERTICAL_TOO_NARROW);
    if (found)
        diag_list_drop(l->diag, said, DIAG_LINE_WORD_CUT);
    report(&t, n, found ? FITS : STILL_TOO_LARGE);
    return t.content;
}
