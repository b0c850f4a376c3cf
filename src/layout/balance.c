/* balance.c - columns of even height before span="all".
 *
 * All ways to cut what is left into the columns of the page are judged, and the one with the least sum of faults is taken:
 * each column's difference from the even share, and a part of what each column on its right has to take, the last line of its own
 * among it (a reader expects the shorter column at the end). A column that would end more than twice as high as it ought to
 * be takes the rest too: three lines for seven columns stay below each other. A broken keep weighs more than any unevenness, a
 * weaker keep less than a stronger one. Dynamic programming over places and columns; it is called for content that fits on one
 * page, so the places are few.
 *
 * Rejected: the smallest height at which everything fits, found by halving: it leaves the last column short or empty where
 * an even cut exists.
 * Source: the weights are those that agree best with what Apache FOP 2.8 does, as its output shows for lines of equal and of random
 * heights in two to seven columns. */
#include "layout/page_int.h"

#define PLACES_MAX 2000 /* more than this on one page is not balanced */
#define KEEP_WEIGHT 1000000000
#define BROKEN_ALWAYS ((int64_t)STACK_INFINITE * KEEP_WEIGHT * 10) /* more than the finite ones at the ends of a dozen columns */
#define REST_OF_TWO 20
#define REST_OF_MORE 27
#define NOT_ENDED 100000 /* hundredths of shares: worse than any unevenness */

struct cut {
    int64_t cost; /* -1: no way leads here */
    int from;
};

struct balance {
    const struct stack *s;
    int first, end;
    mpt room, share;
    int rest_weight; /* hundredths */
    struct cut *cuts; /* [columns + 1][places], the first row being no column */
};

static struct cut *cut_at(const struct balance *x, int column, int place)
{
    return &x->cuts[column * (x->end - x->first + 1) + place - x->first];
}

/* Up to b: space that is kept behind a column does not make it look longer. */
static mpt content_to(const struct balance *x, int b)
{
    const struct place *p = &x->s->places.v[b];
    mpt behind = b == x->end ? x->s->end_gap : p->tail.opt - p->brk.end_extra;
    return b > x->first ? stack_height(x->s, x->first, b) - behind : 0;
}

/* The space that a break before it discards counts, as in Apache FOP. */
static mpt content(const struct balance *x, int a, int b)
{
    return content_to(x, b) - content_to(x, a);
}

/* Is a column that ends at b, `columns` from the first, more than twice as high as it ought to be? Behind columns that are short
 * it makes up for them; behind long ones all so far counts. */
static bool too_high(const struct balance *x, int a, int b, int columns)
{
    int64_t before = content_to(x, a), due = (int64_t)x->share * columns;
    if (before < due - x->share)
        return content(x, a, b) > 2 * (due - before);
    return content_to(x, b) > 2 * due;
}

/* What stands behind b and the piece (a line, as a rule) before it. */
static mpt rest_from_last(const struct balance *x, int b)
{
    int before = b - 1;
    while (before > x->first && content(x, before, b) == 0)
        before--;
    return content(x, before, x->end);
}

/* Faults of the column that takes [a, b], times a hundred; it is that many from the first, and `left` columns follow it. */
static int64_t fault(const struct balance *x, int a, int b, int column, int left)
{
    const struct stack_break *brk = stack_place(x->s, b);
    int64_t part = content(x, a, b), rest = left ? rest_from_last(x, b) / left : 0;
    int64_t cost = 100 * (part > x->share ? part - x->share : x->share - part) + x->rest_weight * rest;
    if (b == x->end)
        return cost + 100 * (int64_t)x->share * left;
    if (too_high(x, a, b, column))
        cost += NOT_ENDED * (int64_t)x->share;
    if (brk->penalty <= brk->relief)
        return cost;
    int keep = brk->penalty - brk->relief;
    return cost + (keep >= STACK_YIELDS ? BROKEN_ALWAYS : keep * (int64_t)KEEP_WEIGHT);
}

static void extend(struct balance *x, int column, int a, int left)
{
    const struct cut *from = cut_at(x, column - 1, a);
    for (int b = a + 1; b <= x->end; b++) {
        if (stack_height(x->s, a, b) > x->room)
            return;
        int64_t cost = from->cost + fault(x, a, b, column, left);
        struct cut *to = cut_at(x, column, b);
        if (to->cost < 0 || cost < to->cost)
            *to = (struct cut){cost, a};
        if (b < x->end && stack_place(x->s, b)->penalty == STACK_FORCED)
            return;
    }
}

static bool forced_page(const struct stack *s, int from, int end)
{
    for (int b = from + 1; b < end; b++)
        if (stack_place(s, b)->penalty == STACK_FORCED && stack_place(s, b)->class > BREAK_COLUMN)
            return true;
    return false;
}

static int best_count(const struct balance *x, int columns)
{
    int best = 0;
    int64_t least = -1;
    for (int c = 1; c <= columns; c++) {
        int64_t cost = cut_at(x, c, x->end)->cost;
        if (cost >= 0 && (least < 0 || cost < least)) {
            least = cost;
            best = c;
        }
    }
    return least < BROKEN_ALWAYS ? best : 0;
}

int *balance_columns(struct page_run *r, mpt room)
{
    const struct stack *s = r->stack;
    struct balance x = {.s = s, .first = r->at, .end = stack_places(s) - 1};
    size_t places = (size_t)(x.end - x.first + 1);
    if (r->columns < 2 || places > PLACES_MAX || forced_page(s, x.first, x.end))
        return NULL;
    x.room = room - notes_least(r, r->stack, x.first, x.end);
    x.rest_weight = r->columns == 2 ? REST_OF_TWO : REST_OF_MORE;
    x.share = content_to(&x, x.end) / r->columns;
    if (x.share > x.room)
        return NULL;
    x.cuts = arena_array(r->l->chunk, places * ((size_t)r->columns + 1), sizeof *x.cuts);
    for (size_t i = 0; i < places * ((size_t)r->columns + 1); i++)
        x.cuts[i].cost = -1;
    cut_at(&x, 0, x.first)->cost = 0;
    for (int c = 1; c <= r->columns; c++)
        for (int a = x.first; a < x.end; a++)
            if (cut_at(&x, c - 1, a)->cost >= 0)
                extend(&x, c, a, r->columns - c);
    int n = best_count(&x, r->columns);
    int *ends = n ? arena_array(r->l->chunk, (size_t)n, sizeof *ends) : NULL;
    for (int c = n, b = x.end; c > 0; b = cut_at(&x, c, b)->from, c--)
        ends[c - 1] = b;
    return ends;
}
