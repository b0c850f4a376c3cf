/* balance.c - columns of even height before span="all".
 *
 * All ways to cut what is left into the columns of the page are judged, and the one with the least sum of faults is taken:
 * each column's difference from the even share, and a little where a column shorter than that stands before a longer one (a reader
 * expects the shorter column at the end). What follows a column stands in it, not behind it, if half of it or more would if all were cut
 * at the even share. A column that would end more than twice as high as it ought to be takes the rest too: three lines for
 * seven columns stay below each other. A broken keep weighs more than any unevenness, a weaker keep less than a stronger one; a row
 * that stands alone weighs as much as it may leave empty of a column elsewhere.
 * Dynamic programming over places, columns, and whether the last one is short; it is called for content that fits on one page, so the
 * places are few.
 *
 * Rejected: the smallest height at which everything fits, found by halving: it leaves the last column short or empty where
 * an even cut exists.
 * Source: what agrees best with what Apache FOP 2.8 does, as its output shows for lines of equal and of random heights in two to
 * seven columns; the eight points are exact to a thousandth of a point in two. */
#include "layout/page_int.h"

#include <inttypes.h>

#define PLACES_MAX 2000 /* more than this on one page is not balanced */
#define KEEP_WEIGHT 1000000000
#define BROKEN_ALWAYS ((int64_t)STACK_INFINITE * KEEP_WEIGHT * 10) /* more than the finite ones at the ends of a dozen columns */
#define RISE (8 * MPT_PER_PT) /* a short column before a long one */
#define NOT_ENDED 1000 /* shares: worse than any unevenness */

enum height { SHORT, LONG, HEIGHTS }; /* of the column that ends at a place */

struct cut {
    int64_t cost; /* -1: no way leads here */
    int from;
    enum height before; /* of the column before */
};

struct balance {
    const struct stack *s;
    int first, end;
    mpt room, share;
    mpt *next; /* [places] what follows each and can't be parted, a line as a rule */
    struct cut (*cuts)[HEIGHTS]; /* [columns + 1][places], the first row being no column */
};

static struct cut *cuts_at(const struct balance *x, int column, int place)
{
    return x->cuts[column * (x->end - x->first + 1) + place - x->first];
}

/* Of what is seen in a column: space that is kept behind it does not make it look longer. */
static mpt content(const struct balance *x, int a, int b)
{
    const struct place *p = &x->s->places.v[b];
    mpt behind = b == x->end ? x->s->end_gap : p->tail.opt - p->brk.end_extra;
    return a < b ? stack_height(x->s, a, b) - behind : 0;
}

/* Is a column that ends at b, `columns` from the first, more than twice as high as it ought to be? Behind columns that are short
 * it makes up for them; behind long ones all so far counts. */
static bool too_high(const struct balance *x, int a, int b, int columns)
{
    int64_t before = content(x, x->first, a), due = (int64_t)x->share * columns;
    if (before < due - x->share)
        return content(x, a, b) > 2 * (due - before);
    return content(x, x->first, b) > 2 * due;
}

static bool kept(const struct stack_break *brk)
{
    return brk->penalty - brk->relief >= STACK_YIELDS;
}

static mpt next_piece(const struct balance *x, int b)
{
    mpt before = content(x, x->first, b), next = 0;
    for (int i = b + 1; i <= x->end && next <= 0; i++)
        if (i == x->end || !kept(stack_place(x->s, i)))
            next = content(x, x->first, i) - before;
    return next;
}

/* Does half of what follows b or more belong into the columns before it? */
static bool too_early(const struct balance *x, int b, int columns)
{
    return ((int64_t)x->share * columns - content(x, x->first, b)) * 2 >= x->next[b - x->first];
}

/* Faults of the column that takes [a, b]; it is that many from the first, and `left` columns follow it. */
static int64_t fault(const struct balance *x, int a, int b, int column, int left)
{
    const struct stack_break *brk = stack_place(x->s, b);
    int64_t cost = imaxabs((intmax_t)content(x, a, b) - x->share);
    if (b == x->end)
        return cost + (int64_t)x->share * left;
    if (too_high(x, a, b, column) || too_early(x, b, column))
        cost += NOT_ENDED * (int64_t)x->share;
    int penalty = brk->penalty - brk->relief;
    if (penalty <= 0)
        return cost;
    if (penalty < STACK_WISHES)
        return cost + (int64_t)x->share * penalty / STACK_WISHES;
    return cost + (kept(brk) ? BROKEN_ALWAYS : penalty * (int64_t)KEEP_WEIGHT);
}

/* Of ways that are as good the one that comes last. */
static void offer(struct cut *to, struct cut way)
{
    if (to->cost < 0 || way.cost <= to->cost)
        *to = way;
}

/* Does a column that ends at b instead of at the place before it hold no more, and cost as much? An empty block stands with what
 * follows it. */
static bool is_idle(const struct balance *x, int column, int b)
{
    const struct cut *here = cuts_at(x, column, b), *before = here - HEIGHTS;
    return b > x->first && content(x, x->first, b) == content(x, x->first, b - 1) && here[SHORT].cost == before[SHORT].cost
        && here[LONG].cost == before[LONG].cost;
}

static void extend(struct balance *x, int column, int a, int left)
{
    const struct cut *from = cuts_at(x, column - 1, a);
    if ((from[SHORT].cost < 0 && from[LONG].cost < 0) || is_idle(x, column - 1, a))
        return;
    for (int b = a + 1; b <= x->end; b++) {
        if (stack_height(x->s, a, b) > x->room)
            return;
        int64_t cost = fault(x, a, b, column, left);
        enum height h = content(x, a, b) < x->share ? SHORT : LONG;
        for (int before = LONG; before >= SHORT; before--)
            if (from[before].cost >= 0)
                offer(&cuts_at(x, column, b)[h],
                      (struct cut){from[before].cost + cost + (before == SHORT && h == LONG ? RISE : 0), a, (enum height)before});
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

/* Columns that hold all at the least cost, and the height of the last of them; 0 if keeps would have to be broken. */
static int best_count(const struct balance *x, int columns, enum height *last)
{
    int best = 0;
    int64_t least = BROKEN_ALWAYS;
    for (int c = 1; c <= columns; c++)
        for (int h = SHORT; h < HEIGHTS; h++) {
            int64_t cost = cuts_at(x, c, x->end)[h].cost;
            if (cost >= 0 && cost < least) {
                least = cost;
                best = c;
                *last = (enum height)h;
            }
        }
    return best;
}

static void search(struct balance *x, int columns)
{
    int places = x->end - x->first + 1;
    for (int i = 0; i < places * (columns + 1); i++)
        x->cuts[i][SHORT].cost = x->cuts[i][LONG].cost = -1;
    for (int b = x->first; b < x->end; b++)
        x->next[b - x->first] = next_piece(x, b);
    cuts_at(x, 0, x->first)[LONG].cost = 0;
    for (int c = 1; c <= columns; c++)
        for (int a = x->first; a < x->end; a++)
            extend(x, c, a, columns - c);
}

int *balance_columns(struct page_run *r, mpt room)
{
    const struct stack *s = r->stack;
    struct balance x = {.s = s, .first = r->at, .end = stack_places(s) - 1};
    size_t places = (size_t)(x.end - x.first + 1);
    if (r->columns < 2 || places > PLACES_MAX || forced_page(s, x.first, x.end))
        return NULL;
    x.room = room - notes_least(r, r->stack, x.first, x.end);
    x.share = content(&x, x.first, x.end) / r->columns;
    if (x.share > x.room)
        return NULL;
    x.next = arena_array(r->l->chunk, places, sizeof *x.next);
    x.cuts = arena_array(r->l->chunk, places * ((size_t)r->columns + 1), sizeof *x.cuts);
    search(&x, r->columns);
    enum height h = LONG;
    int n = best_count(&x, r->columns, &h);
    int *ends = n ? arena_array(r->l->chunk, (size_t)n, sizeof *ends) : NULL;
    for (int c = n, b = x.end; c > 0; c--) {
        const struct cut *cut = &cuts_at(&x, c, b)[h];
        ends[c - 1] = b;
        b = cut->from;
        h = cut->before;
    }
    return ends;
}
